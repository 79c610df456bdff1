//! A memory of words of fixed size: each word has two places, and goes to the one that was asked for
//! less lately.
//!
//! In: a word. Out: what was last put there, if it was for that very word: words are compared, not
//! their hashes, so that what is remembered never changes what is read. Cost: one cache line looked
//! at; a stem is kept as what it keeps of its word and what it ends with instead. Gives up: words
//! longer than [`MOST_BYTES`] (one in a thousand in Italian news), which are worked out each time.

use super::StemHash;
use crate::read::rarity::Rarity;
use crate::read::words::{Known, append};

/// How many sets of two places there are: 2 MiB. Measured on 3.1 million words of Italian news, 3.0 %
/// are not found; with half as many sets 4.6 %, with sets of one place 4.9 %.
const SETS: usize = 1 << 15;

/// The longest word that is remembered, in bytes; with its length it makes 16.
pub(super) const MOST_BYTES: usize = 15;

/// The longest ending that a stem may have in the place of its word's, in bytes.
const MOST_ENDING: usize = 7;

/// A word in fixed space: its bytes, zeros, and its length in the last byte. No word has the key 0.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Key(u128);

/// The bits that the bytes of a word of each length take.
const BITS: [u128; MOST_BYTES + 1] = {
    let mut bits = [0; MOST_BYTES + 1];
    let mut length = 1;
    while length <= MOST_BYTES {
        bits[length] = bits[length - 1] << 8 | 0xff;
        length += 1;
    }
    bits
};

impl Key {
    /// The key of the word that stands between two places of a text.
    #[inline]
    pub(super) fn new(text: &[u8], start: usize, end: usize) -> Option<Self> {
        let length = end.checked_sub(start)?;
        let bits = BITS.get(length).filter(|_| length > 0)?;
        let bytes = match text.get(start..).and_then(|rest| rest.first_chunk::<16>()) {
            // What follows the word is masked away.
            Some(bytes) => u128::from_le_bytes(*bytes),
            None => text.get(start..end)?.iter().rev().fold(0, |all, &byte| all << 8 | u128::from(byte)),
        };
        Some(Self(bytes & bits | (length as u128) << 120))
    }

    /// The set of its places, by the halves of a product (as wyhash mixes; Wang Yi 2019).
    #[inline]
    fn set(self) -> usize {
        let low = self.0 as u64 ^ 0x9E37_79B9_7F4A_7C15;
        let high = (self.0 >> 64) as u64 ^ 0xE703_7ED1_A0B4_28DB;
        let product = u128::from(low) * u128::from(high);
        (product as u64 ^ (product >> 64) as u64) as usize % SETS
    }
}

/// 32 bytes, so that two of them fill a cache line.
#[derive(Clone, Copy)]
struct Place {
    word: [u8; 16],
    /// What follows the bytes of the word that the stem keeps.
    ending: [u8; 8],
    hash: u32,
    class: u16,
    rarity: u8,
    name: u8,
}

/// In the last byte of an ending: how many bytes the stem keeps of the word, and in the higher bits
/// how long the ending is.
const KEPT: u8 = 0x0f;
/// In `rarity`: whether the word is a stop word.
const STOP: u8 = 0x80;
/// In `name`: whether the word begins as composed numbers do.
const COMPOSED: u8 = 0x80;

impl Place {
    fn holds(&self, key: Key) -> bool {
        u128::from_le_bytes(self.word) == key.0
    }

    #[inline]
    fn known(&self) -> Known {
        Known {
            hash: StemHash(self.hash),
            rarity: Rarity(self.rarity & !STOP),
            name: Rarity(self.name & !COMPOSED),
            class: self.class,
            stop: self.rarity & STOP != 0,
            composed: self.name & COMPOSED != 0,
        }
    }
}

const EMPTY: Place = Place { word: [0; 16], ending: [0; 8], hash: 0, class: 0, rarity: 0, name: 0 };

/// Aligned, or a set would lie across two cache lines.
#[derive(Clone, Copy)]
#[repr(align(64))]
struct Set([Place; 2]);

pub(super) struct Memory {
    sets: Vec<Set>,
}

impl Memory {
    pub(super) fn new() -> Self {
        Self { sets: vec![Set([EMPTY; 2]); SETS] }
    }

    /// What is known of a word, if it is remembered; its stem is appended to `out`.
    #[inline]
    pub(super) fn get(&mut self, key: Key, out: &mut Vec<u8>) -> Option<Known> {
        let Set(set) = self.sets.get_mut(key.set())?;
        if !set[0].holds(key) {
            if !set[1].holds(key) {
                return None;
            }
            set.swap(0, 1);
        }
        let place = &set[0];
        let lengths = place.ending[MOST_ENDING];
        append(out, &place.word, 0, usize::from(lengths & KEPT));
        if lengths > KEPT {
            append(out, &place.ending, 0, usize::from(lengths >> 4));
        }
        Some(place.known())
    }

    /// Remembers what is known of a word, unless its rarity or the ending of its stem has no room.
    pub(super) fn put(&mut self, key: Key, word: &str, stem: &str, known: Known) {
        let same = word.char_indices().zip(stem.chars()).find(|((_, a), b)| a != b);
        let kept = same.map_or(word.len().min(stem.len()), |((at, _), _)| at);
        let rest = stem.as_bytes().get(kept..).unwrap_or_default();
        let (Rarity(rarity @ 0..STOP), Rarity(name @ 0..COMPOSED)) = (known.rarity, known.name) else {
            return;
        };
        let mut ending = [0; 8];
        let Some(to) = ending.get_mut(..rest.len()).filter(|to| to.len() <= MOST_ENDING) else { return };
        to.copy_from_slice(rest);
        ending[MOST_ENDING] = kept as u8 | (rest.len() as u8) << 4;
        let place = Place {
            word: key.0.to_le_bytes(),
            ending,
            hash: known.hash.0,
            class: known.class,
            rarity: rarity | if known.stop { STOP } else { 0 },
            name: name | if known.composed { COMPOSED } else { 0 },
        };
        if let Some(Set(set)) = self.sets.get_mut(key.set()) {
            *set = [place, set[0]];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(rarity: u8) -> Known {
        Known {
            hash: StemHash(u32::from(rarity)),
            rarity: Rarity(rarity),
            name: Rarity(63 - rarity),
            class: u16::from(rarity) * 1000,
            stop: rarity % 2 == 0,
            composed: rarity % 3 == 0,
        }
    }

    fn key(word: &str) -> Option<Key> {
        Key::new(word.as_bytes(), 0, word.len())
    }

    #[test]
    fn two_places_fill_a_cache_line() {
        assert_eq!(size_of::<Set>(), 64);
    }

    #[test]
    fn a_key_is_that_of_its_word_wherever_it_stands() {
        let text = "il ponte sul fiume";
        for start in 0..text.len() {
            for end in start..=text.len() {
                let found = Key::new(text.as_bytes(), start, end);
                assert!(found == key(&text[start..end]));
                assert_eq!(found.is_some(), (1..=MOST_BYTES).contains(&(end - start)));
            }
        }
    }

    #[test]
    fn words_that_share_their_ends_are_told_apart() {
        let mut memory = Memory::new();
        let words =
            ["a", "aa", "aaa", "aba", "aaaa", "aaaaa", "abcdabcd", "abcdabcdabcd", "abcdabcdabcdabc", "a\0"];
        for (rarity, word) in (0..).zip(words) {
            memory.put(key(word).unwrap(), word, word, known(rarity));
        }
        for (rarity, word) in (0..).zip(words) {
            let mut text = Vec::new();
            // Another word may have taken the place, but never answers for it.
            if let Some(found) = memory.get(key(word).unwrap(), &mut text) {
                assert_eq!((found, text.as_slice()), (known(rarity), word.as_bytes()));
            }
        }
    }

    #[test]
    fn a_stem_that_is_no_part_of_its_word_is_remembered() {
        let mut memory = Memory::new();
        for (word, stem) in [("countries", "countri"), ("country", "countri"), ("tà", "ta"), ("x", "xyzxyzx")]
        {
            memory.put(key(word).unwrap(), word, stem, known(3));
            let mut text = b"before ".to_vec();
            assert_eq!(memory.get(key(word).unwrap(), &mut text), Some(known(3)));
            assert_eq!(text, [b"before ", stem.as_bytes()].concat());
        }
    }
}

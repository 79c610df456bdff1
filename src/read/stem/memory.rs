//! A memory of words that grows up to a fixed size: each word has two places, and goes to the one that
//! was asked for less lately.
//!
//! In: a word. Out: what was last put there, if it was for that very word: words are compared, not
//! their hashes, so that what is remembered never changes what is read. Cost: one cache line looked
//! at; a stem is kept as what it keeps of its word and what it ends with instead. Gives up: words
//! longer than [`MOST_BYTES`] (one in a thousand in Italian news), which are worked out each time.

use super::StemHash;
use crate::read::rarity::Rarity;
use crate::read::words::{Known, append};

/// How many sets of two places there are at first: 64 KiB.
const FIRST_SETS: usize = 1 << 10;

/// How many there are at the most: 4 MiB. Measured on 3.1 million words of Italian news, 2.7 % are not
/// found, nearly all of them new or too long (2.6 %); with half as many sets it is 3.2 %.
const MOST_SETS: usize = 1 << 16;

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

    /// The number from whose lower bits its set follows, by the halves of a product (as wyhash mixes; Wang Yi 2019).
    #[inline]
    pub(super) fn mixed(self) -> usize {
        let low = self.0 as u64 ^ 0x9E37_79B9_7F4A_7C15;
        let high = (self.0 >> 64) as u64 ^ 0xE703_7ED1_A0B4_28DB;
        let product = u128::from(low) * u128::from(high);
        (product as u64 ^ (product >> 64) as u64) as usize
    }
}

/// 32 bytes, so that two of them fill a cache line.
#[derive(Clone, Copy)]
pub(super) struct Place {
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
/// In `rarity`: whether a fact can begin with the word.
const BEGINS: u8 = 0x40;
/// In `name`: whether the word begins as composed numbers do.
const COMPOSED: u8 = 0x80;

impl Place {
    fn holds(&self, key: Key) -> bool {
        u128::from_le_bytes(self.word) == key.0
    }

    /// Appends the stem of the word.
    #[inline]
    pub(super) fn append_stem(&self, out: &mut Vec<u8>) {
        let lengths = self.ending[MOST_ENDING];
        append(out, &self.word, 0, usize::from(lengths & KEPT));
        if lengths > KEPT {
            append(out, &self.ending, 0, usize::from(lengths >> 4));
        }
    }

    /// The stem as what it keeps of `word`, which is its word, and what follows.
    pub(super) fn stem<'a>(&'a self, word: &'a str) -> Option<(&'a str, &'a str)> {
        let lengths = self.ending[MOST_ENDING];
        let ending = self.ending.get(..usize::from(lengths >> 4))?;
        Some((word.get(..usize::from(lengths & KEPT))?, std::str::from_utf8(ending).ok()?))
    }

    #[inline]
    pub(super) fn known(&self) -> Known {
        Known {
            hash: StemHash(self.hash),
            rarity: Rarity(self.rarity & !(STOP | BEGINS)),
            name: Rarity(self.name & !COMPOSED),
            class: self.class,
            stop: self.rarity & STOP != 0,
            begins: self.rarity & BEGINS != 0,
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
    /// As many as a power of two.
    sets: Vec<Set>,
    /// How many words have been put in, those that took the place of others among them.
    taken: usize,
}

impl Memory {
    pub(super) fn new() -> Self {
        Self { sets: vec![Set([EMPTY; 2]); FIRST_SETS], taken: 0 }
    }

    /// The number of the set of a word.
    #[inline]
    fn set(&self, key: Key) -> usize {
        key.mixed() & (self.sets.len() - 1)
    }

    /// What is known of a word, if it is remembered.
    #[inline]
    pub(super) fn get(&mut self, key: Key) -> Option<&Place> {
        let set = self.set(key);
        let Set(set) = self.sets.get_mut(set)?;
        if !set[0].holds(key) {
            if !set[1].holds(key) {
                return None;
            }
            set.swap(0, 1);
        }
        Some(&set[0])
    }

    /// Looks at the sets of words, given by the [`mixed`](Key::mixed) numbers of their keys, so that they
    /// are at hand when they are asked for. What comes back tells nothing, and is there to be used, or
    /// no processor would look.
    pub(super) fn touch(&self, mixed: &[usize]) -> u32 {
        let mask = self.sets.len() - 1;
        // Nothing else is done here: so many more sets are looked at in the time of one.
        mixed
            .iter()
            .fold(0, |all, &mixed| all ^ self.sets.get(mixed & mask).map_or(0, |Set(set)| set[0].hash))
    }

    /// Remembers what is known of a word, unless its rarity or the ending of its stem has no room.
    pub(super) fn put(&mut self, key: Key, word: &str, stem: &str, known: Known) {
        let same = word.char_indices().zip(stem.chars()).find(|((_, a), b)| a != b);
        let kept = same.map_or(word.len().min(stem.len()), |((at, _), _)| at);
        let rest = stem.as_bytes().get(kept..).unwrap_or_default();
        let (Rarity(rarity @ 0..BEGINS), Rarity(name @ 0..COMPOSED)) = (known.rarity, known.name) else {
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
            rarity: rarity | if known.stop { STOP } else { 0 } | if known.begins { BEGINS } else { 0 },
            name: name | if known.composed { COMPOSED } else { 0 },
        };
        self.taken += 1;
        if self.taken > self.sets.len() && self.sets.len() < MOST_SETS {
            self.grow();
        }
        self.place(place);
    }

    fn place(&mut self, place: Place) {
        let set = self.set(Key(u128::from_le_bytes(place.word)));
        if let Some(Set(set)) = self.sets.get_mut(set) {
            *set = [place, set[0]];
        }
    }

    /// Doubles the sets; no word is lost.
    fn grow(&mut self) {
        let sets = vec![Set([EMPTY; 2]); self.sets.len() * 2];
        for Set([last, before]) in std::mem::replace(&mut self.sets, sets) {
            for place in [before, last] {
                if place.word != EMPTY.word {
                    self.place(place);
                }
            }
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
            stop: rarity.is_multiple_of(2),
            begins: rarity % 4 < 2,
            composed: rarity.is_multiple_of(3),
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
            // Another word may have taken the place, but never answers for it.
            if let Some(place) = memory.get(key(word).unwrap()) {
                assert_eq!((place.known(), place.stem(word)), (known(rarity), Some((word, ""))));
            }
        }
    }

    #[test]
    fn it_grows_to_its_size_and_no_further() {
        let mut memory = Memory::new();
        for number in 0..4 * MOST_SETS {
            let word = number.to_string();
            memory.put(key(&word).unwrap(), &word, &word, known(number as u8 % 64));
            assert!(memory.get(key(&word).unwrap()).is_some());
            if number == FIRST_SETS / 8 {
                assert_eq!(memory.sets.len(), FIRST_SETS);
            }
        }
        assert_eq!(memory.sets.len(), MOST_SETS);
        let mut remembered = |number: &usize| {
            let word = number.to_string();
            memory.get(key(&word).unwrap()).is_none_or(|place| place.known() == known(*number as u8 % 64))
        };
        assert!((0..4 * MOST_SETS).all(|number| remembered(&number)));
    }

    #[test]
    fn a_stem_that_is_no_part_of_its_word_is_remembered() {
        let mut memory = Memory::new();
        for (word, stem) in [("countries", "countri"), ("country", "countri"), ("tà", "ta"), ("x", "xyzxyzx")]
        {
            memory.put(key(word).unwrap(), word, stem, known(3));
            let mut text = b"before ".to_vec();
            let place = memory.get(key(word).unwrap()).unwrap();
            assert_eq!(place.known(), known(3));
            assert_eq!(
                place.stem(word).map(|(kept, ending)| format!("{kept}{ending}")).as_deref(),
                Some(stem)
            );
            place.append_stem(&mut text);
            assert_eq!(text, [b"before ", stem.as_bytes()].concat());
        }
    }
}

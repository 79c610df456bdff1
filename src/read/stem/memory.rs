//! A memory of words that grows up to a fixed size: each word has two places, and goes to the one that
//! was asked for less lately.
//!
//! In: a word. Out: what was last put there, if it was for that very word: words are compared, not
//! their hashes, so that what is remembered never changes what is read. Cost: one cache line looked
//! at; a stem is kept as what it keeps of its word and what it ends with instead. Gives up: words
//! longer than [`MOST_BYTES`] (one in a thousand in Italian news), which are worked out each time.

use crate::read::words::Known;

/// How many sets of two places there are at first: 64 KiB.
const FIRST_SETS: usize = 1 << 10;

/// How many there are at the most: 4 MiB. Measured on 3.1 million words of Italian news, 2.7 % are not
/// found, nearly all of them new or too long (2.6 %); with half as many sets it is 3.2 %.
const MOST_SETS: usize = 1 << 16;

/// The longest word that is remembered, in bytes; with its length it makes 16.
pub(super) const MOST_BYTES: usize = 15;

/// The longest ending that a stem may have in the place of its word's, in bytes, with a space.
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

/// How many bytes of room a stem is written into, though it takes fewer: copies of fixed length take a
/// few instructions, those of any length a call.
pub(super) const ROOM: usize = 24;

/// 32 bytes, so that two of them fill a cache line.
#[derive(Clone, Copy)]
pub(super) struct Place {
    word: [u8; 16],
    /// What follows the bytes of the word that the stem keeps, and a space.
    ending: [u8; 8],
    known: Known,
}

/// In the last byte of an ending: how many bytes the stem keeps of the word, and in the higher bits
/// how long the ending is with its space.
const KEPT: u8 = 0x0f;

impl Place {
    fn holds(&self, key: Key) -> bool {
        u128::from_le_bytes(self.word) == key.0
    }

    /// Writes the stem of the word and a space; returns how many bytes the two take.
    #[inline]
    pub(super) fn write_stem(&self, room: &mut [u8; ROOM]) -> usize {
        let lengths = self.ending[MOST_ENDING];
        let kept = usize::from(lengths & KEPT);
        room[..16].copy_from_slice(&self.word);
        room[kept..kept + 8].copy_from_slice(&self.ending);
        kept + usize::from(lengths >> 4)
    }

    #[inline]
    pub(super) fn known(&self) -> Known {
        self.known
    }
}

const EMPTY: Place = Place { word: [0; 16], ending: [0; 8], known: Known::MARK };

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

    /// What is known of a word, if it is remembered; `mixed` is that of its key.
    #[inline]
    pub(super) fn get(&mut self, key: Key, mixed: usize) -> Option<&Place> {
        let set = mixed & (self.sets.len() - 1);
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
        mixed.iter().fold(0, |all, &mixed| {
            all ^ self.sets.get(mixed & mask).map_or(0, |Set(set)| set[0].known.hash().0)
        })
    }

    /// Remembers what is known of a word, unless the ending of its stem has no room.
    pub(super) fn put(&mut self, key: Key, word: &str, stem: &str, known: Known) {
        let same = word.bytes().zip(stem.bytes()).take_while(|(a, b)| a == b);
        let kept = same.count();
        let rest = stem.as_bytes().get(kept..).unwrap_or_default();
        let mut ending = [0; 8];
        let Some((space, to)) = ending[..MOST_ENDING].get_mut(..=rest.len()).and_then(<[u8]>::split_last_mut)
        else {
            return;
        };
        to.copy_from_slice(rest);
        *space = b' ';
        ending[MOST_ENDING] = kept as u8 | (rest.len() as u8 + 1) << 4;
        self.taken += 1;
        if self.taken > self.sets.len() && self.sets.len() < MOST_SETS {
            self.grow();
        }
        self.place(Place { word: key.0.to_le_bytes(), ending, known });
    }

    fn place(&mut self, place: Place) {
        let set = Key(u128::from_le_bytes(place.word)).mixed() & (self.sets.len() - 1);
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
    use crate::language::Language;
    use crate::read::lexicon::Lexicon;
    use crate::read::rarity::Rarity;
    use crate::read::stem::{Stem, StemHash};

    fn known(rarity: u8) -> Known {
        let stem = Stem {
            hash: StemHash(u32::from(rarity)),
            rarity: Rarity(rarity),
            stop: rarity.is_multiple_of(2),
        };
        let lexicon = Lexicon::of(Language::Italian);
        Known::of_stem(stem).with_facts(
            Rarity(63 - rarity),
            rarity.is_multiple_of(3),
            lexicon,
            u16::from(rarity) * 10,
        )
    }

    fn get(memory: &mut Memory, word: &str) -> Option<(Known, String)> {
        let key = key(word).unwrap();
        let place = memory.get(key, key.mixed())?;
        let mut room = [b'x'; ROOM];
        let length = place.write_stem(&mut room);
        Some((place.known(), String::from_utf8(room[..length].to_vec()).unwrap()))
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
            if let Some(found) = get(&mut memory, word) {
                assert_eq!(found, (known(rarity), format!("{word} ")));
            }
        }
    }

    #[test]
    fn it_grows_to_its_size_and_no_further() {
        let mut memory = Memory::new();
        for number in 0..4 * MOST_SETS {
            let word = number.to_string();
            memory.put(key(&word).unwrap(), &word, &word, known(number as u8 % 64));
            assert!(get(&mut memory, &word).is_some());
            if number == FIRST_SETS / 8 {
                assert_eq!(memory.sets.len(), FIRST_SETS);
            }
        }
        assert_eq!(memory.sets.len(), MOST_SETS);
        let mut remembered = |number: &usize| {
            let word = number.to_string();
            get(&mut memory, &word).is_none_or(|(found, _)| found == known(*number as u8 % 64))
        };
        assert!((0..4 * MOST_SETS).all(|number| remembered(&number)));
    }

    #[test]
    fn a_stem_that_is_no_part_of_its_word_is_remembered() {
        let mut memory = Memory::new();
        for (word, stem) in [("countries", "countri"), ("country", "countri"), ("tà", "ta"), ("x", "xyzxyz")]
        {
            memory.put(key(word).unwrap(), word, stem, known(3));
            assert_eq!(get(&mut memory, word), Some((known(3), format!("{stem} "))));
        }
    }
}

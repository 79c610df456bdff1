//! A memory of stems of fixed size: each word has one place, and the last to come holds it.
//!
//! In: a word. Out: what was last put there, if it was for that very word: words are compared, not
//! hashes, so that what is remembered never changes what is read. Cost: one place looked at.

use xxhash_rust::xxh3::xxh3_64;

use super::{Stem, StemHash};
use crate::read::rarity::Rarity;

/// How many words are remembered: 1.8 MiB at 56 bytes each.
const PLACES: usize = 1 << 15;

/// The longest word and stem that are remembered, in bytes.
const MOST_BYTES: usize = 24;

#[derive(Clone, Copy)]
struct Place {
    word: [u8; MOST_BYTES],
    stem: [u8; MOST_BYTES],
    hash: u32,
    word_length: u8,
    stem_length: u8,
    rarity: u8,
    stop: bool,
}

const EMPTY: Place = Place {
    word: [0; MOST_BYTES],
    stem: [0; MOST_BYTES],
    hash: 0,
    word_length: 0,
    stem_length: 0,
    rarity: 0,
    stop: false,
};

pub(super) struct Memory {
    places: Vec<Place>,
}

fn place(word: &str) -> usize {
    xxh3_64(word.as_bytes()) as usize % PLACES
}

impl Memory {
    pub(super) fn new() -> Self {
        Self { places: vec![EMPTY; PLACES] }
    }

    /// The stem of a word and its text, if the word was the last to come to its place.
    pub(super) fn get(&self, word: &str) -> Option<(Stem, &str)> {
        let place = self.places.get(place(word))?;
        let known = place.word.get(..place.word_length as usize)?;
        if word.is_empty() || known != word.as_bytes() {
            return None;
        }
        let text = std::str::from_utf8(place.stem.get(..place.stem_length as usize)?).ok()?;
        Some((Stem { hash: StemHash(place.hash), rarity: Rarity(place.rarity), stop: place.stop }, text))
    }

    /// Remembers a stem, unless the word or the stem is too long for a place.
    pub(super) fn put(&mut self, word: &str, text: &str, stem: Stem) {
        let Some(place) = self.places.get_mut(place(word)) else { return };
        let mut filled = Place { hash: stem.hash.0, rarity: stem.rarity.0, stop: stem.stop, ..EMPTY };
        let (Some(to_word), Some(to_stem)) =
            (filled.word.get_mut(..word.len()), filled.stem.get_mut(..text.len()))
        else {
            return;
        };
        to_word.copy_from_slice(word.as_bytes());
        to_stem.copy_from_slice(text.as_bytes());
        filled.word_length = word.len() as u8;
        filled.stem_length = text.len() as u8;
        *place = filled;
    }
}

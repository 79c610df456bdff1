//! Held: one text made ready to be compared with many.
//!
//! In: a weighed fingerprint. Out: [`Held`], its terms in the order of the text and a table by which
//! any key is found in a step or two. Cost: one walk over the terms and 640 bytes. To meet another text
//! then takes that one's length, however long the held one is, and branches only where a key is found
//! or one like it: a merge of sorted terms branches at every term, and no processor foretells which way.

use super::ordered::Ordered;
use super::weight::Weighed;
use crate::read::fingerprint::{Fingerprint, Term};

/// Keys with these many first bits in common stand in one slot of the table.
const SLOT_BITS: u32 = 12;
/// Bits of a term's key.
const KEY_BITS: u32 = 25;
/// Words of 64 slots.
const WORDS: usize = 1 << (SLOT_BITS - 6);

/// A text that others are compared with, one after the other.
#[derive(Debug, Clone)]
pub(in crate::judge) struct Held<'f> {
    pub(super) weighed: Weighed<'f>,
    pub(super) ordered: Ordered,
    /// A bit for each slot that has a term.
    taken: [u64; WORDS],
    /// For each word of `taken` how many slots before it have one.
    before: [u16; WORDS],
    /// Where the terms of each slot that has one begin among the sorted ones; one more for the end.
    starts: Vec<u16>,
}

/// The word and the bit of a key's slot.
fn slot(key: u32) -> (usize, u32) {
    let slot = key >> (KEY_BITS - SLOT_BITS);
    (slot as usize >> 6 & (WORDS - 1), slot & 63)
}

impl<'f> From<Weighed<'f>> for Held<'f> {
    fn from(weighed: Weighed<'f>) -> Self {
        let mut ordered = Ordered::default();
        ordered.take(weighed.print);
        let terms = &weighed.print.terms;
        let (mut taken, mut before) = ([0_u64; WORDS], [0; WORDS]);
        let mut starts = Vec::with_capacity(terms.len() + 1);
        for (at, term) in terms.iter().enumerate() {
            let (word, bit) = slot(term.key());
            if taken[word] >> bit & 1 == 0 {
                taken[word] |= 1 << bit;
                starts.push(at as u16);
            }
        }
        starts.push(terms.len() as u16);
        let mut sum = 0;
        for (before, word) in before.iter_mut().zip(&taken) {
            *before = sum;
            sum += word.count_ones() as u16;
        }
        Self { weighed, ordered, taken, before, starts }
    }
}

impl<'f> Held<'f> {
    /// The fingerprint that is held.
    pub(in crate::judge) fn print(&self) -> &'f Fingerprint {
        self.weighed.print
    }

    /// Whether it has a key.
    pub(super) fn contains(&self, key: u32) -> bool {
        let (word, bit) = slot(key);
        self.taken[word] >> bit & 1 == 1 && self.terms(word, bit).1.iter().any(|term| term.key() == key)
    }

    /// The terms of a slot that has some, and where they begin.
    fn terms(&self, word: usize, bit: u32) -> (usize, &'f [Term]) {
        let below = self.taken[word] & ((1 << bit) - 1);
        let place = usize::from(self.before[word]) + below.count_ones() as usize;
        let (start, end) = (usize::from(self.starts[place]), usize::from(self.starts[place + 1]));
        (start, &self.weighed.print.terms[start..end])
    }

    /// Notes where the keys of another text meet this one's: for each key that both have, the first
    /// of its terms here and there, ascending. `likely` is a buffer.
    pub(super) fn meet(&self, other: &[Term], likely: &mut Vec<u16>, met: &mut Vec<(u16, u16)>) {
        if likely.len() < other.len() {
            likely.resize(other.len(), 0);
        }
        let mut count = 0;
        for (at, term) in other.iter().enumerate() {
            let (word, bit) = slot(term.key());
            likely[count] = at as u16;
            count += (self.taken[word] >> bit & 1) as usize;
        }
        met.clear();
        let mut previous = None;
        for &at in &likely[..count] {
            let key = other[usize::from(at)].key();
            if previous.replace(key) == Some(key) {
                continue;
            }
            let (word, bit) = slot(key);
            let (start, terms) = self.terms(word, bit);
            if let Some(found) = terms.iter().position(|term| term.key() == key) {
                met.push(((start + found) as u16, at));
            }
        }
    }
}

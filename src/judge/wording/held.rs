//! Held: one text made ready to be compared with many.
//!
//! In: a weighed fingerprint. Out: [`Held`], its terms in the order of the text and a table by which
//! any key is found in a step or two. Cost: one walk over the terms and 8 KiB; a merge with another
//! text's terms then takes that one's length alone, and no comparison that cannot be foretold.

use super::weight::Weighed;
use crate::read::fingerprint::{Fingerprint, Term};

/// Keys with these many first bits in common stand in one slot of the table.
const SLOT_BITS: u32 = 12;
/// Bits of a term's key.
const KEY_BITS: u32 = 25;

/// A text that others are compared with, one after the other.
#[derive(Debug, Clone)]
pub struct Held<'f> {
    pub(super) weighed: Weighed<'f>,
    pub(super) ordered: Vec<Term>,
    /// Where the terms of each slot begin among the sorted ones; one more for the end.
    slots: Vec<u16>,
}

fn slot(key: u32) -> usize {
    (key >> (KEY_BITS - SLOT_BITS)) as usize
}

impl<'f> From<Weighed<'f>> for Held<'f> {
    fn from(weighed: Weighed<'f>) -> Self {
        let mut ordered = Vec::new();
        order(weighed.print, &mut ordered);
        let terms = &weighed.print.terms;
        let mut slots = vec![0; (1 << SLOT_BITS) + 1];
        let mut next = 0;
        for (at, term) in terms.iter().enumerate() {
            let here = slot(term.key());
            slots[next..=here].fill(at as u16);
            next = next.max(here + 1);
        }
        slots[next..].fill(terms.len() as u16);
        Self { weighed, ordered, slots }
    }
}

impl Held<'_> {
    /// The fingerprint that is held.
    pub(crate) fn print(&self) -> &Fingerprint {
        self.weighed.print
    }

    /// Notes where the keys of another text meet this one's: for each key that both have, the first
    /// of its terms here and there, ascending.
    pub(super) fn meet(&self, other: &[Term], met: &mut Vec<(u16, u16)>) {
        met.clear();
        let terms = &self.weighed.print.terms;
        let mut previous = None;
        for (at, term) in other.iter().enumerate() {
            let key = term.key();
            let here = slot(key);
            let (start, end) = (usize::from(self.slots[here]), usize::from(self.slots[here + 1]));
            if start == end || previous.replace(key) == Some(key) {
                continue;
            }
            if let Some(found) = terms[start..end].iter().position(|term| term.key() == key) {
                met.push(((start + found) as u16, at as u16));
            }
        }
    }
}

/// Puts the terms in the order of their places.
pub(super) fn order(print: &Fingerprint, ordered: &mut Vec<Term>) {
    ordered.clear();
    ordered.resize(print.terms.len(), Term::default());
    for (term, place) in print.terms() {
        ordered[usize::from(place)] = term;
    }
}

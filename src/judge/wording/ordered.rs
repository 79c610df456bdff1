//! Ordered: the terms of a text as they follow each other, and what its plain words weigh up to each.
//!
//! In: a fingerprint, whose terms are sorted. Out: [`Ordered`]. Cost: one walk over the terms.

use super::weight::is_plain;
use crate::read::fingerprint::{Fingerprint, Term};

/// The terms of a text in the order of their places.
#[derive(Debug, Clone, Default)]
pub(super) struct Ordered {
    pub(super) terms: Vec<Term>,
    /// For each place the weight of the plain words before it, in quarter bits; one more for all.
    pub(super) before: Vec<i32>,
}

impl Ordered {
    /// Takes in another text.
    pub(super) fn take(&mut self, print: &Fingerprint) {
        self.terms.clear();
        self.terms.resize(print.terms.len(), Term::default());
        for (term, place) in print.terms() {
            self.terms[usize::from(place)] = term;
        }
        let mut sum = 0;
        self.before.clear();
        self.before.push(0);
        self.before.extend(self.terms.iter().map(|&term| {
            sum += if is_plain(term) { i32::from(term.rarity().0) } else { 0 };
            sum
        }));
    }
}

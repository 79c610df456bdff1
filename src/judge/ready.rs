//! Ready: a document made ready to be compared, once for all its pairs.
//!
//! In: a fingerprint. Out: [`Ready`], its words weighed and its facts in the orders in which they are
//! compared; and [`Held`], the same for the one that many others are compared with. Cost: one walk over the terms
//! and two sorts of the facts; for [`Held`] another walk and ten kilobytes.

use super::agreement::{Facts, Told, Values};
use super::wording;
use crate::read::fingerprint::Fingerprint;

/// A fingerprint and what every comparison with it needs.
#[derive(Debug, Clone)]
pub struct Ready<'f> {
    pub(super) words: wording::Weighed<'f>,
    told: Told,
}

impl<'f> From<&'f Fingerprint> for Ready<'f> {
    fn from(print: &'f Fingerprint) -> Self {
        Self { words: print.into(), told: print.into() }
    }
}

impl<'f> Ready<'f> {
    /// The fingerprint.
    pub(crate) fn print(&self) -> &'f Fingerprint {
        self.words.print
    }

    /// Its facts.
    pub(super) fn facts(&self) -> Facts<'_> {
        Facts { print: self.words.print, told: &self.told }
    }
}

/// Has the memory of a fingerprint brought near, for a comparison that comes next: partners lie anywhere in
/// memory, and to wait for each line in turn takes longer than to compare.
pub(crate) fn fetch(print: &Fingerprint) {
    let Fingerprint { terms, places, facts, .. } = print;
    let lines = |count: usize, size: usize| (0..count).step_by((64 / size).max(1));
    let of_terms = lines(terms.len(), 4).fold(0, |sum, at| sum ^ terms[at].key());
    let of_places = lines(places.len(), 2).fold(0, |sum, at| sum ^ places[at]);
    let of_facts = lines(facts.len(), 12).fold(0, |sum, at| sum ^ facts[at].key());
    std::hint::black_box((of_terms, of_places, of_facts));
}

/// A document that others are compared with, one after the other.
#[derive(Debug, Clone)]
pub struct Held<'f> {
    pub(super) words: wording::Held<'f>,
    told: Told,
    pub(super) values: Values,
}

impl<'f> From<Ready<'f>> for Held<'f> {
    fn from(Ready { words, told }: Ready<'f>) -> Self {
        Self { values: words.print.into(), words: words.into(), told }
    }
}

impl<'f> Held<'f> {
    /// The fingerprint.
    pub(crate) fn print(&self) -> &'f Fingerprint {
        self.words.print()
    }

    /// Its facts.
    pub(super) fn facts(&self) -> Facts<'_> {
        Facts { print: self.print(), told: &self.told }
    }
}

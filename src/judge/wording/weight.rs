//! Weight: what the words of one text tell, summed by what they are and where they stand.
//!
//! In: a fingerprint, or some terms of it. Out: [`Weights`], in quarter bits. Cost: one walk over
//! the terms; a batch weighs each document once, see [`Weighed`].

use super::court;
use super::places::Places;
use crate::read::fingerprint::{Fingerprint, Term};
use crate::read::stretches;

/// A plain word that tells less than this, in quarter bits, is common: more than one document in 64 has it.
const COMMON: u32 = 24;

/// A fingerprint with the weight of all that its words say: what every comparison of them needs.
#[derive(Debug, Clone)]
pub(in crate::judge) struct Weighed<'f> {
    pub(in crate::judge) print: &'f Fingerprint,
    pub(super) total: Weights,
    /// Places that have a plain word, those that follow another, and what the first weigh, in quarter bits.
    pub(super) plain: u32,
    pub(super) plain_pairs: u32,
    pub(super) plain_weight: u32,
    /// Places of its background.
    pub(super) background: Places,
    /// Places of its quotations, and how many there are.
    pub(super) quoted: Places,
    pub(super) quoted_count: u32,
    /// How far it speaks of a court, as a share of its terms.
    pub(super) court: f32,
}

impl<'f> From<&'f Fingerprint> for Weighed<'f> {
    fn from(print: &'f Fingerprint) -> Self {
        let mut plain = Places::default();
        plain.clear(print.terms.len());
        let mut plain_weight = 0;
        for (term, place) in print.terms().filter(|&(term, _)| is_plain(term)) {
            plain.insert(place);
            plain_weight += u32::from(term.rarity().0);
        }
        let within = |turns: &[u16]| {
            let mut within = Places::default();
            if !turns.is_empty() {
                within.clear(print.terms.len());
                stretches::places(turns).for_each(|place| within.insert(place));
            }
            within
        };
        let quoted = within(&print.quoted);
        let (total, plain_pairs) = (Weights::total(print), plain.neighbours());
        Self {
            print,
            total,
            plain: plain.count(),
            plain_pairs,
            plain_weight,
            background: within(&print.background),
            quoted_count: quoted.count(),
            quoted,
            court: court::share(print),
        }
    }
}

/// Sums of weights, in quarter bits, each word once.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Weights {
    pub(super) all: u32,
    pub(super) names: u32,
    pub(super) lead: u32,
    pub(super) plain_lead: u32,
    pub(super) head: u32,
    /// How many plain words are common.
    pub(super) common: u32,
}

impl Weights {
    /// What no name says.
    pub(super) fn plain(self) -> u32 {
        self.all.saturating_sub(self.names)
    }

    /// Counts one distinct term once, at its first place.
    #[inline]
    pub(super) fn add(&mut self, term: Term, first: u16, print: &Fingerprint) {
        // Which words are names or stand in the lead cannot be foretold: multiplied, not branched.
        let weight = u32::from(term.rarity().0);
        let in_lead = weight * u32::from(first < print.lead);
        let plain = u32::from(!term.is_name());
        let in_head = u32::from(usize::from(first) * 2 < print.terms.len());
        self.all += weight;
        self.lead += in_lead;
        self.names += weight * (1 - plain);
        self.plain_lead += in_lead * plain;
        self.head += weight * plain * in_head;
        self.common += plain * u32::from((1..COMMON).contains(&weight));
    }

    /// The weight of everything that a text says, each stem once.
    fn total(print: &Fingerprint) -> Self {
        let mut weights = Self::default();
        let mut at = 0;
        while at < print.terms.len() {
            let (end, first) = group(print, at);
            weights.add(print.terms[at], first, print);
            at = end;
        }
        weights
    }
}

/// Whether a term is a word that is in no name, and no number.
pub(super) fn is_plain(term: Term) -> bool {
    !term.is_name() && term.rarity().0 > 0
}

/// A part of a whole, `0.0` of nothing.
pub(super) fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// The end of the group of equal keys that begins at `start`, and its first place: equal terms stand
/// by place, but one key may stand for a name and for a plain word, two terms that are not equal.
#[inline]
pub(super) fn group(print: &Fingerprint, start: usize) -> (usize, u16) {
    let key = print.terms[start].key();
    let mut first = print.places[start];
    let others = print.terms[start + 1..].iter().zip(&print.places[start + 1..]);
    let mut end = start + 1;
    for (_, &place) in others.take_while(|(term, _)| term.key() == key) {
        first = first.min(place);
        end += 1;
    }
    (end, first)
}

//! Roundup: a text that puts several matters side by side, judged by the one of them that is nearest.
//!
//! In: two fingerprints, and what the model says of them as a whole. Out: the item of the roundup that has most of
//! the other text's words, as a document of its own, and the probability with it. Cost: nothing where neither is a
//! roundup; else one walk over the terms of both, a copy of the item and another verdict. Source: passage retrieval
//! (Salton, Allan and Buckley 1993: a long text is as relevant as the best of its passages).
//!
//! A brief of thirty words among five others shares a sixth of its text with a release, and has facts and names of
//! five strangers. Alone it is a brief like any other. Two roundups are compared as a whole: that both have a brief
//! of one release does not make them one. Which cluster a roundup joins, and that it never merges two, is up to
//! [clusters](crate::group::cluster).

use std::ops::Range;

use super::evidence::{Evidence, Scratch};
use super::model;
use crate::read::fingerprint::Fingerprint;

/// The item of a roundup that is nearest to another text.
#[derive(Debug)]
pub(crate) struct Item {
    /// Where it stands in the roundup, in places of terms.
    pub(crate) places: Range<u16>,
    /// Whether the roundup is the first of the two.
    pub(crate) of_a: bool,
    print: Fingerprint,
    /// Whether it has most of what all items share with the other text.
    alone: bool,
}

/// From this probability on the whole is as sure as the item, and which of them is surer says nothing.
const SURE: f32 = 0.95;

impl Item {
    /// The item that counts, where one of two documents is a roundup and the other is none.
    pub(crate) fn nearest(a: &Fingerprint, b: &Fingerprint) -> Option<Self> {
        let of_a = a.is_roundup();
        if of_a == b.is_roundup() {
            return None;
        }
        let (roundup, other) = if of_a { (a, b) } else { (b, a) };
        let shared = shared(roundup, other);
        let all: u32 = shared.iter().sum();
        let mut best: Option<(u32, Range<u16>)> = None;
        for (weight, places) in shared.into_iter().zip(roundup.items()) {
            if weight > best.as_ref().map_or(0, |best| best.0) {
                best = Some((weight, places));
            }
        }
        // Two thirds: the others share a common word here and there.
        best.map(|(weight, places)| Self {
            print: roundup.item(&places),
            places,
            of_a,
            alone: weight > all / 3 * 2,
        })
    }

    /// The evidence of the item beside the other text, in the order of the two documents.
    pub(crate) fn evidence(&self, a: &Fingerprint, b: &Fingerprint, scratch: &mut Scratch) -> Evidence {
        let (a, b) = if self.of_a { (&self.print, b) } else { (a, &self.print) };
        Evidence::of(a, b, scratch)
    }
}

/// For each item of a roundup what the words weigh that the other text has too, each once.
fn shared(roundup: &Fingerprint, other: &Fingerprint) -> Vec<u32> {
    let items = &roundup.items;
    let mut shared = vec![0_u32; items.len()];
    let mut last = vec![None; items.len()];
    let mut others = other.terms.iter().map(|term| term.key()).peekable();
    for (term, place) in roundup.terms() {
        let key = term.key();
        while others.next_if(|&other| other < key).is_some() {}
        let item = items.partition_point(|&start| start <= place).checked_sub(1);
        let Some((item, last)) = item.and_then(|item| Some((item, last.get_mut(item)?))) else { continue };
        if others.peek() == Some(&key) && *last != Some(key) {
            *last = Some(key);
            shared[item] += u32::from(term.rarity().0);
        }
    }
    shared
}

/// The evidence of a roundup's nearest item beside the other text; `None` where neither document is a roundup, or both
/// are, or no item shares a word with the other.
pub fn nearest(a: &Fingerprint, b: &Fingerprint, scratch: &mut Scratch) -> Option<Evidence> {
    Item::nearest(a, b).map(|item| item.evidence(a, b, scratch))
}

/// The item that decides on two documents, with its evidence and probability, where that is more than what the
/// model says of the `whole`, or both are sure and nothing else of the roundup has to do with the other text.
pub(crate) fn deciding(
    whole: f32,
    a: &Fingerprint,
    b: &Fingerprint,
    scratch: &mut Scratch,
) -> Option<(Item, Evidence, f32)> {
    let item = Item::nearest(a, b)?;
    let evidence = item.evidence(a, b, scratch);
    let probability = model::probability(&evidence);
    let bar = if item.alone { whole.min(SURE) } else { whole };
    (probability > bar).then_some((item, evidence, probability))
}

/// The probability of two documents of which the model says `whole`: that, or what their nearest item has.
pub(crate) fn probability(whole: f32, a: &Fingerprint, b: &Fingerprint, scratch: &mut Scratch) -> f32 {
    deciding(whole, a, b, scratch).map_or(whole, |(_, _, probability)| probability)
}

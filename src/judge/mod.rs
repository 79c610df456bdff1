//! Two documents: from a pair of fingerprints to a verdict.
//!
//! ```text
//! fingerprint a \               / wording \
//!                >    joins    <           > evidence -> model -> verdict
//! fingerprint b /               \ facts   /
//! ```
//!
//! Of a [`roundup`] its item that is nearest to the other text is compared too, and counts where it is more probable.
//! A verdict depends on its two documents and on the model's version, on nothing else. [`align`]
//! works on the texts themselves, for people who want to see what is shared.

pub mod agreement;
pub mod align;
pub mod comparison;
pub mod evidence;
pub mod model;
mod reach;
pub mod ready;
pub mod reasons;
pub(crate) mod relation;
pub mod roundup;
pub mod sift;
mod tree;
pub mod verdict;
mod weights;
pub mod wording;

use crate::read::fingerprint::Fingerprint;

/// The evidence that decides on a pair: that of the whole texts or, where one is a roundup, of its item that is
/// nearest to the other text, if that is more probable.
pub fn deciding(a: &Fingerprint, b: &Fingerprint, scratch: &mut evidence::Scratch) -> evidence::Evidence {
    let whole = evidence::Evidence::of(a, b, scratch);
    let item = roundup::deciding(model::probability(&whole), a, b, scratch);
    item.map_or(whole, |(_, evidence, _)| evidence)
}

/// The probability that two documents trace one release, `0.0..=1.0`.
pub(crate) fn probability(a: &Fingerprint, b: &Fingerprint, scratch: &mut evidence::Scratch) -> f32 {
    let whole = model::probability(&evidence::Evidence::of(a, b, scratch));
    roundup::probability(whole, a, b, scratch)
}

/// Judges a pair: what the model says of its evidence, and how `b` relates to `a`.
pub fn verdict(a: &Fingerprint, b: &Fingerprint, scratch: &mut evidence::Scratch) -> verdict::Verdict {
    verdict_beside(&ready::Ready::from(a).into(), &b.into(), scratch)
}

/// The same for a fingerprint that is held, `a`, and another: for who compares one with many.
pub(crate) fn verdict_beside(
    a: &ready::Held<'_>,
    b: &ready::Ready<'_>,
    scratch: &mut evidence::Scratch,
) -> verdict::Verdict {
    let evidence = evidence::Evidence::against(a, b, scratch);
    let (words, facts) = (&evidence.wording, &evidence.facts);
    let turn = |short: f32, long: f32| if words.a_is_short { (short, long) } else { (long, short) };
    let (wording_of_a, wording_of_b) = turn(words.short_in_long, words.long_in_short);
    let (facts_of_a, facts_of_b) = turn(facts.short_in_long, facts.long_in_short);
    let whole = model::probability(&evidence);
    let item = roundup::deciding(whole, a.print(), b.print(), scratch);
    let probability = item.as_ref().map_or(whole, |&(_, _, probability)| probability);
    let among_others = item.is_some_and(|(item, ..)| !item.of_a);
    let relation = relation::relation(&evidence, words.a_is_short, b.print().marks(), among_others);
    verdict::Verdict {
        probability,
        relation,
        wording_of_a,
        wording_of_b,
        facts_of_a,
        facts_of_b,
        changes: evidence.changes(a, b),
    }
}

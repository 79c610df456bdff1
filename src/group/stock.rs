//! Stock: a pair judged once more, without what its offices say in every release.
//!
//! In: two fingerprints. Out: their probability, or the lower one that they have without the stock
//! words of both. Cost: nothing without a [`House`](crate::House), where one of the two has no stock
//! phrase, or where the two are no look-alikes anyway; else a copy of both and another verdict. Gives
//! up: a pair that a stock phrase kept apart stays apart; see [`house`](crate::read::house) for why.

use super::assembly::ALIKE_PROBABILITY;
use crate::judge::evidence::{Evidence, Scratch};
use crate::judge::verdict::Verdict;
use crate::judge::{self, model};
use crate::read::fingerprint::Fingerprint;

/// The probability that holds, of a pair that has `probability` with all its words.
pub(crate) fn lowest(probability: f32, a: &Fingerprint, b: &Fingerprint, scratch: &mut Scratch) -> f32 {
    if probability < ALIKE_PROBABILITY || a.stock_words() == 0 || b.stock_words() == 0 {
        return probability;
    }
    let (of_a, of_b) = (a.stock_keys(), b.stock_keys());
    let evidence = Evidence::of(&a.without_stock(&of_b), &b.without_stock(&of_a), scratch);
    probability.min(model::probability(&evidence))
}

/// The probability of a pair.
pub(crate) fn probability(a: &Fingerprint, b: &Fingerprint, scratch: &mut Scratch) -> f32 {
    let probability = model::probability(&Evidence::of(a, b, scratch));
    lowest(probability, a, b, scratch)
}

/// The verdict on a pair: the shares and the relation are those of all its words.
pub(crate) fn verdict(a: &Fingerprint, b: &Fingerprint, scratch: &mut Scratch) -> Verdict {
    let verdict = judge::verdict(a, b, scratch);
    Verdict { probability: lowest(verdict.probability, a, b, scratch), ..verdict }
}

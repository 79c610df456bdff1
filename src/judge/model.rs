//! Model: from evidence to a calibrated probability.
//!
//! In: the figures of [`Evidence::features`]. Out: the probability that both documents trace one
//! release, `0.0..=1.0`. Cost: a look in a table a figure, a third of a microsecond (`cargo bench
//! --bench judge`). The model is a sum of small decision trees (gradient boosting, Friedman 2001),
//! monotone where it must be: more shared wording or more facts bound to the same thing never lower
//! the probability, contradicted facts never raise it. Its numbers are in `weights.rs`, made by
//! `examples/train` from the corpus and the real pairs; a test trains again and finds them. Gives up:
//! what one path of a tree cannot say, which asks for as many figures at a time as it has steps.

use super::evidence::Evidence;
use super::reach::Reach;
pub use super::tree::{LEAVES, NODES, Tree};
use super::weights;

/// The version of the model; raised whenever `weights.rs` is made anew.
pub const VERSION: u32 = weights::VERSION;

/// Two documents are linked at this probability and above, at the shipped strictness.
pub const THRESHOLD: f32 = weights::THRESHOLD;

/// The logistic function: log-odds to a probability.
pub fn sigmoid(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The trees, for who wants to know what each says.
pub(super) fn trees() -> &'static [Tree] {
    weights::TREES
}

/// A further take carries on the story whose title it has, however little of its words: in the corpus 13 of 13 pairs
/// do, 14 of 15 by the rule of succession (Laplace 1774). They are too few to show in the trees.
const TAKE: f32 = 0.93;

/// The probability that two documents trace one release.
pub fn probability(evidence: &Evidence) -> f32 {
    let mut reach = Reach::all();
    for (feature, figure) in evidence.features().into_iter().enumerate() {
        reach.know(feature, figure);
    }
    from_log_odds(reach.most(), evidence)
}

/// The probability of a pair of which the trees say these log-odds.
pub(super) fn from_log_odds(log_odds: f32, evidence: &Evidence) -> f32 {
    let least = if evidence.carries_on() { TAKE } else { 0.0 };
    sigmoid(log_odds).max(least)
}

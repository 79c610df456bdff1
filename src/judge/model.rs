//! Model: from evidence to a calibrated probability.
//!
//! In: the figures of [`Evidence::features`]. Out: the probability that both documents trace one
//! release, `0.0..=1.0`. Cost: three comparisons a tree, a third of a microsecond or so (`cargo bench
//! --bench judge`). The model is a sum of small decision trees (gradient boosting, Friedman 2001),
//! monotone where it must be: more shared wording or more facts bound to the same thing never lower
//! the probability, contradicted facts never raise it. Its numbers are in `weights.rs`, made by
//! `examples/train` from the corpus and the real pairs; a test trains again and finds them. Gives up:
//! what three figures at a time cannot say.

use super::evidence::{Evidence, FEATURES};
use super::weights;

/// Levels of each tree.
pub const DEPTH: usize = 3;
/// Inner nodes of a tree.
pub const NODES: usize = (1 << DEPTH) - 1;
/// Leaves of a tree.
pub const LEAVES: usize = 1 << DEPTH;

/// The version of the model; raised whenever `weights.rs` is made anew.
pub const VERSION: u32 = weights::VERSION;

/// Two documents are linked at this probability and above, at the shipped strictness.
pub const THRESHOLD: f32 = weights::THRESHOLD;

/// One tree: node `i` sends evidence to `2i + 2` where its figure exceeds the threshold, else to
/// `2i + 1`; a leaf adds to the log-odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tree {
    /// For each node the figure that it asks for, by its place in [`NAMES`](super::evidence::NAMES).
    pub features: [u8; NODES],
    /// For each node the threshold.
    pub thresholds: [f32; NODES],
    /// What each leaf adds, in log-odds.
    pub leaves: [f32; LEAVES],
}

impl Tree {
    /// What this tree adds to the log-odds for some figures.
    pub fn leaf(&self, figures: &[f32]) -> f32 {
        let mut node = 0;
        while let (Some(&feature), Some(threshold)) = (self.features.get(node), self.thresholds.get(node)) {
            let right = figures.get(usize::from(feature)).is_some_and(|figure| figure > threshold);
            node = 2 * node + 1 + usize::from(right);
        }
        self.leaves.get(node - NODES).copied().unwrap_or(0.0)
    }
}

/// The logistic function: log-odds to a probability.
pub fn sigmoid(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The trees, for who wants to know what each says.
pub(super) fn trees() -> &'static [Tree] {
    weights::TREES
}

/// The probability that two documents trace one release.
pub fn probability(evidence: &Evidence) -> f32 {
    let figures: [f32; FEATURES] = evidence.features();
    sigmoid(weights::BASE + weights::TREES.iter().map(|tree| tree.leaf(&figures)).sum::<f32>())
}

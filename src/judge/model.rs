//! Model: from evidence to a calibrated probability.
//!
//! In: the figures of [`Evidence::features`]. Out: the probability that both documents trace one
//! release, `0.0..=1.0`. Cost: three comparisons or so a tree, half a microsecond (`cargo bench
//! --bench judge`). The model is a sum of small decision trees (gradient boosting, Friedman 2001),
//! monotone where it must be: more shared wording or more facts bound to the same thing never lower
//! the probability, contradicted facts never raise it. Its numbers are in `weights.rs`, made by
//! `examples/train` from the corpus and the real pairs; a test trains again and finds them. Gives up:
//! what one path of a tree cannot say, which asks for as many figures at a time as it has steps.

use super::evidence::{Evidence, FEATURES};
use super::weights;

/// Leaves of a tree.
pub const LEAVES: usize = 8;
/// Inner nodes of a tree.
pub const NODES: usize = LEAVES - 1;

/// The version of the model; raised whenever `weights.rs` is made anew.
pub const VERSION: u32 = weights::VERSION;

/// Two documents are linked at this probability and above, at the shipped strictness.
pub const THRESHOLD: f32 = weights::THRESHOLD;

/// One tree: from node 0 on, evidence goes to the second child of a node where its figure exceeds the
/// threshold, else to the first; the leaf that it reaches adds to the log-odds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tree {
    /// For each node the figure that it asks for, by its place in [`NAMES`](super::evidence::NAMES).
    pub features: [u8; NODES],
    /// For each node the threshold.
    pub thresholds: [f32; NODES],
    /// For each node its children: below [`NODES`] a later node, from there on a leaf, counted from [`NODES`].
    pub children: [[u8; 2]; NODES],
    /// What each leaf adds, in log-odds.
    pub leaves: [f32; LEAVES],
}

impl Tree {
    /// What this tree adds to the log-odds for some figures.
    pub fn leaf(&self, figures: &[f32]) -> f32 {
        self.leaves.get(usize::from(self.reach(figures))).copied().unwrap_or(0.0)
    }

    /// The leaf that some figures reach.
    pub fn reach(&self, figures: &[f32]) -> u8 {
        let mut at = 0;
        while let Some([less, more]) = self.children.get(usize::from(at)) {
            at = if self.exceeds(usize::from(at), figures) { *more } else { *less };
        }
        at - NODES as u8
    }

    /// Whether the figure that a node asks for exceeds its threshold.
    pub(super) fn exceeds(&self, node: usize, figures: &[f32]) -> bool {
        let figure = self.features.get(node).and_then(|&feature| figures.get(usize::from(feature)));
        figure.zip(self.thresholds.get(node)).is_some_and(|(figure, threshold)| figure > threshold)
    }

    /// The leaves that can be reached from a node, or a leaf itself; a bit each.
    pub(super) fn leaves_below(&self, child: u8) -> u8 {
        match self.children.get(usize::from(child)) {
            // A child is a later node, so that this ends.
            Some(children) => children
                .iter()
                .filter(|&&next| next > child)
                .fold(0, |all, &next| all | self.leaves_below(next)),
            None => 1 << ((usize::from(child) - NODES) % LEAVES),
        }
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

/// A further take carries on the story whose title it has, however little of its words: in the corpus 13 of 13 pairs
/// do, 14 of 15 by the rule of succession (Laplace 1774). They are too few to show in the trees.
const TAKE: f32 = 0.93;

/// The probability that two documents trace one release.
pub fn probability(evidence: &Evidence) -> f32 {
    let figures: [f32; FEATURES] = evidence.features();
    from_log_odds(
        weights::BASE + weights::TREES.iter().map(|tree| tree.leaf(&figures)).sum::<f32>(),
        evidence,
    )
}

/// The probability of a pair of which the trees say these log-odds.
pub(super) fn from_log_odds(log_odds: f32, evidence: &Evidence) -> f32 {
    let least = if evidence.carries_on() { TAKE } else { 0.0 };
    sigmoid(log_odds).max(least)
}

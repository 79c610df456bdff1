//! Tree: one of the small decision trees that the model is a sum of.
//!
//! In: the figures of a pair, in the order of [`NAMES`](super::evidence::NAMES). Out: what the tree adds to the
//! log-odds. Cost: three comparisons or so. Source: Breiman et al. 1984 (regression trees).

/// Leaves of a tree.
pub const LEAVES: usize = 8;
/// Inner nodes of a tree.
pub const NODES: usize = LEAVES - 1;

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

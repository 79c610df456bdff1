//! Reach: which leaves of the model's trees can still be reached, while figures become known.
//!
//! In: figures of a pair, one by one, each known or known to lie within bounds. Out: the largest
//! log-odds that the model can still give; once all figures are known, those that it gives. Cost: a
//! look in a table a figure and a step a tree. Source: Lucchese et al. 2015 (`QuickScorer`: the nodes
//! of all trees that ask for one figure, sorted by threshold, each striking out leaves).
//!
//! A bound found so is exact by construction, whatever the trees say: sums of larger numbers, in the
//! same order, round to no smaller sum.

use std::sync::LazyLock;

use super::evidence::FEATURES;
use super::tree::{LEAVES, Tree};
use super::weights;

/// How many trees there are.
const TREES: usize = weights::TREES.len();

/// Thresholds that are compared at a time.
const LANES: usize = 4;

/// For each tree the leaves that can be reached, a bit each, the largest first.
type Leaves = [u8; TREES];

const _: () = assert!(LEAVES == 8, "a byte holds the leaves of a tree");

static TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(weights::TREES));

/// What each figure says of the leaves.
struct Table {
    /// For each figure the thresholds that it is held against, as [`sortable`] numbers: ascending, each once, and
    /// then infinity to a multiple of [`LANES`].
    thresholds: [Vec<[i32; LANES]>; FEATURES],
    /// For each figure and each number of thresholds that it exceeds, the leaves that are left.
    left: [Vec<Leaves>; FEATURES],
    /// The leaves that are left by this number of thresholds or by any smaller one.
    left_up_to: [Vec<Leaves>; FEATURES],
    /// The leaves of each tree, the largest first.
    leaves: [[f32; LEAVES]; TREES],
}

impl Table {
    fn of(trees: &[Tree]) -> Self {
        let mut sorted: [Vec<f32>; FEATURES] = std::array::from_fn(|_| Vec::new());
        let mut table = Self {
            thresholds: std::array::from_fn(|_| Vec::new()),
            left: std::array::from_fn(|_| Vec::new()),
            left_up_to: std::array::from_fn(|_| Vec::new()),
            leaves: [[0.0; LEAVES]; TREES],
        };
        for tree in trees {
            for (&feature, &threshold) in tree.features.iter().zip(&tree.thresholds) {
                sorted[usize::from(feature)].push(threshold);
            }
        }
        for (thresholds, left) in sorted.iter_mut().zip(&mut table.left) {
            thresholds.sort_by(f32::total_cmp);
            thresholds.dedup();
            left.resize(thresholds.len() + 1, [u8::MAX; TREES]);
        }
        for (at, tree) in trees.iter().enumerate() {
            let mut order: [usize; LEAVES] = std::array::from_fn(|leaf| leaf);
            order.sort_by(|&x, &y| tree.leaves[y].total_cmp(&tree.leaves[x]));
            table.leaves[at] = order.map(|leaf| tree.leaves[leaf]);
            let nodes = tree.features.iter().zip(&tree.thresholds).zip(&tree.children);
            for ((&feature, &threshold), &children) in nodes {
                let feature = usize::from(feature);
                let [on_left, on_right] = children.map(|child| {
                    let below = tree.leaves_below(child);
                    let within = |place: &usize| below >> order[*place] & 1 == 1;
                    (0..LEAVES).filter(within).fold(0_u8, |leaves, place| leaves | 1 << place)
                });
                let exceeding = sorted[feature].partition_point(|&other| other < threshold) + 1;
                for (exceeded, left) in table.left[feature].iter_mut().enumerate() {
                    left[at] &= !if exceeded >= exceeding { on_left } else { on_right };
                }
            }
        }
        for (left, up_to) in table.left.iter().zip(&mut table.left_up_to) {
            let some = left.iter().scan([0; TREES], |some, left| {
                *some = allow(*some, left);
                Some(*some)
            });
            up_to.extend(some);
        }
        for (lanes, mut thresholds) in table.thresholds.iter_mut().zip(sorted) {
            thresholds.resize(thresholds.len().next_multiple_of(LANES), f32::INFINITY);
            let (chunks, _) = thresholds.as_chunks();
            lanes.extend(chunks.iter().map(|chunk: &[f32; LANES]| chunk.map(sortable)));
        }
        table
    }

    /// How many thresholds a figure exceeds.
    fn exceeded(&self, feature: usize, figure: f32) -> usize {
        let figure = sortable(figure);
        let mut exceeded = [0; LANES];
        for thresholds in &self.thresholds[feature] {
            exceeded = std::array::from_fn(|lane| exceeded[lane] + i32::from(figure > thresholds[lane]));
        }
        // What is no number exceeds even what stands behind the thresholds.
        (exceeded.iter().sum::<i32>() as usize).min(self.left[feature].len() - 1)
    }
}

/// A whole number for each number, in the same order: several are compared at a time.
fn sortable(figure: f32) -> i32 {
    // So that there is one zero.
    let bits = (figure + 0.0).to_bits().cast_signed();
    // The bits of negative numbers ascend where the numbers descend.
    bits ^ (bits >> 31 & i32::MAX)
}

/// The leaves that can still be reached.
#[derive(Clone, Copy)]
pub(super) struct Reach {
    leaves: Leaves,
    table: &'static Table,
}

impl Reach {
    /// Of a pair of which nothing is known.
    pub(super) fn all() -> Self {
        Self { leaves: [u8::MAX; TREES], table: &TABLE }
    }

    /// Takes in a figure.
    #[inline]
    pub(super) fn know(&mut self, feature: usize, figure: f32) {
        let table = self.table;
        self.keep(&table.left[feature][table.exceeded(feature, figure)]);
    }

    /// Takes in that a figure is not less than `least` and not more than `most`.
    pub(super) fn bound(&mut self, feature: usize, least: f32, most: f32) {
        let table = self.table;
        match (table.exceeded(feature, least), table.exceeded(feature, most)) {
            (0, most) => self.keep(&table.left_up_to[feature][most]),
            (least, most) => {
                let some = table.left[feature][least..=most].iter().fold([0; TREES], allow);
                self.keep(&some);
            }
        }
    }

    /// By value, as [`allow`].
    #[inline]
    fn keep(&mut self, left: &Leaves) {
        let leaves = self.leaves;
        self.leaves = std::array::from_fn(|tree| leaves[tree] & left[tree]);
    }

    /// The largest log-odds that can be reached.
    pub(super) fn most(&self) -> f32 {
        let trees = self.table.leaves.iter().zip(&self.leaves);
        let largest = trees.map(|(leaves, left)| leaves[left.trailing_zeros() as usize % LEAVES]);
        weights::BASE + largest.sum::<f32>()
    }
}

/// By value, so that compilers take many trees at a time.
fn allow(leaves: Leaves, left: &Leaves) -> Leaves {
    std::array::from_fn(|tree| leaves[tree] | left[tree])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_all_is_known_the_leaves_are_those_of_the_trees_and_until_then_no_smaller() {
        let mut state = 1_u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1 << 24) as f32
        };
        for round in 0..500 {
            let scale = if round % 2 == 0 { 1.0 } else { 8.0 };
            let figures: [f32; FEATURES] = std::array::from_fn(|_| random() * scale - 0.25);
            let expected = weights::BASE + weights::TREES.iter().map(|tree| tree.leaf(&figures)).sum::<f32>();
            let mut reach = Reach::all();
            for (feature, &figure) in figures.iter().enumerate() {
                let (least, most) = (figure - random(), figure + random());
                reach.bound(feature, least, most);
                assert!(reach.most() >= expected);
            }
            for (feature, &figure) in figures.iter().enumerate() {
                assert!(reach.most() >= expected);
                reach.know(feature, figure);
            }
            assert_eq!(reach.most(), expected);
        }
    }
}

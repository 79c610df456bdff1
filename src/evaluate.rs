//! Evaluate: the measures by which a grouping, a judgement on pairs or a probability is scored.
//!
//! In: labels side by side, those that people gave (gold) and those that were predicted. Out: plain
//! figures. Cost: `O(n log n)` in items or pairs, never in pairs of items. Sources: pairwise
//! precision and recall over the pairs that stand together; B-cubed, Bagga & Baldwin 1998 (as Amigó
//! et al. 2009 define it for clusters); the adjusted Rand index, Hubert & Arabie 1985; expected
//! calibration error, Naeini et al. 2015. Gives up: overlapping clusters; an item has one label.
//!
//! Where a share has nothing under the line it is 1: who says nothing says nothing wrong (precision),
//! and who had nothing to find has missed nothing (recall). F1 is 0 where precision and recall both are.
//!
//! No figure depends on the names of the clusters or on the order of the items, to the last bit.
//! This module knows no other stage; it can be used on any labels.
//!
//! ```
//! use ricalco::evaluate::Grouping;
//!
//! let gold = ["storm", "storm", "arrest", "arrest"];
//! let predicted = [1, 1, 1, 2];
//! let score = Grouping::compare(&gold, &predicted);
//! assert_eq!(score.pairs.both, 1); // of the 3 pairs predicted, and of the 2 in gold
//! assert_eq!(score.pairs.scores().recall, 0.5);
//! ```

use std::collections::BTreeMap;

/// Precision, recall and their harmonic mean, each in `0.0..=1.0`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scores {
    /// The share of what was predicted that is right.
    pub precision: f64,
    /// The share of what is right that was predicted.
    pub recall: f64,
    /// The harmonic mean of the two; 0 where both are 0.
    pub f1: f64,
}

impl Scores {
    /// From precision and recall.
    pub fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        let f1 = if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 };
        Self { precision, recall, f1 }
    }
}

/// How many pairs of documents stand together: in gold, in what was predicted, in both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PairCounts {
    /// Pairs together in gold and predicted together (true positives).
    pub both: u64,
    /// Pairs together in gold.
    pub gold: u64,
    /// Pairs predicted together.
    pub predicted: u64,
    /// All the pairs that there are.
    pub all: u64,
}

impl PairCounts {
    /// Counts labelled pairs: whether each is together in gold, and whether it was said to be.
    ///
    /// A pair past the end of `predicted` was not said to be together; what `predicted` has past the
    /// end of `gold` is not counted.
    pub fn of_labels(gold: &[bool], predicted: &[bool]) -> Self {
        let mut counts = Self { all: gold.len() as u64, ..Self::default() };
        let said = predicted.iter().copied().chain(std::iter::repeat(false));
        for (&together, said) in gold.iter().zip(said) {
            counts.both += u64::from(together && said);
            counts.gold += u64::from(together);
            counts.predicted += u64::from(said);
        }
        counts
    }

    /// Precision, recall and F1 over these pairs.
    pub fn scores(self) -> Scores {
        Scores::new(share(self.both, self.predicted), share(self.both, self.gold))
    }

    /// The adjusted Rand index: 1 for the same grouping, about 0 for one made by chance, at least -1.
    ///
    /// It is 1 where chance cannot be told from perfection: both groupings put every item in one
    /// cluster, or both leave every item alone.
    pub fn adjusted_rand(self) -> f64 {
        let (gold, predicted, all) =
            (u128::from(self.gold), u128::from(self.predicted), u128::from(self.all));
        // In whole numbers, so that rounding cannot hide that the two sides are equal.
        if (gold + predicted).saturating_mul(all) == (2 * gold).saturating_mul(predicted) {
            return 1.0;
        }
        let chance = self.gold as f64 * self.predicted as f64 / self.all as f64;
        let mean = (self.gold + self.predicted) as f64 / 2.0;
        (self.both as f64 - chance) / (mean - chance)
    }
}

/// A predicted grouping scored against gold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grouping {
    /// The number of items.
    pub items: usize,
    /// Pairs of items that share a cluster; their [`scores`](PairCounts::scores) are the pairwise measure.
    pub pairs: PairCounts,
    /// B-cubed: precision and recall of each item's cluster, averaged over the items.
    pub bcubed: Scores,
    /// The adjusted Rand index, `-1.0..=1.0`; see [`PairCounts::adjusted_rand`].
    pub adjusted_rand: f64,
    /// Gold clusters that were predicted with exactly their members.
    pub exact_clusters: usize,
    /// Clusters in gold, single items included.
    pub gold_clusters: usize,
    /// Clusters predicted, single items included.
    pub predicted_clusters: usize,
}

impl Grouping {
    /// Scores a grouping, given as the label of each item in gold and as predicted.
    ///
    /// An item past the end of `predicted` is taken to stand alone; labels past the end of `gold` are
    /// not looked at. Two groupings of no items are the same grouping.
    pub fn compare<G: Ord, P: Ord>(gold: &[G], predicted: &[P]) -> Self {
        let (gold, gold_sizes) = number(gold);
        let (predicted, predicted_sizes) = number_all(predicted, gold.len());
        let mut both: Vec<(usize, usize)> = gold.iter().copied().zip(predicted.iter().copied()).collect();
        both.sort_unstable();

        let mut pairs = PairCounts {
            both: 0,
            gold: gold_sizes.iter().map(|&size| choose_two(size)).sum(),
            predicted: predicted_sizes.iter().map(|&size| choose_two(size)).sum(),
            all: choose_two(gold.len()),
        };
        let mut exact_clusters = 0;
        // Items in a cell of the contingency table and in its column or row.
        let mut purity = Vec::new();
        let mut completeness = Vec::new();
        for cell in both.chunk_by(|a, b| a == b) {
            let Some(&(row, column)) = cell.first() else { continue };
            let (count, row, column) = (cell.len(), gold_sizes[row], predicted_sizes[column]);
            pairs.both += choose_two(count);
            exact_clusters += usize::from(count == row && count == column);
            purity.push((count, column));
            completeness.push((count, row));
        }
        Self {
            items: gold.len(),
            pairs,
            bcubed: Scores::new(per_item(purity, gold.len()), per_item(completeness, gold.len())),
            adjusted_rand: pairs.adjusted_rand(),
            exact_clusters,
            gold_clusters: gold_sizes.len(),
            predicted_clusters: predicted_sizes.len(),
        }
    }
}

/// So many of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Those that have the property.
    pub hits: u64,
    /// All of them.
    pub all: u64,
}

impl Tally {
    /// The share of those that have it, `0.0..=1.0`; 1 of nothing.
    pub fn share(self) -> f64 {
        share(self.hits, self.all)
    }
}

/// Counts by kind: each item has a kind, and has a property or not. In the order of the kinds.
pub fn tally_by_kind<K: Ord>(items: impl IntoIterator<Item = (K, bool)>) -> BTreeMap<K, Tally> {
    let mut tallies: BTreeMap<K, Tally> = BTreeMap::new();
    for (kind, hit) in items {
        let tally = tallies.entry(kind).or_default();
        tally.hits += u64::from(hit);
        tally.all += 1;
    }
    tallies
}

/// Recall of derived documents by kind: how many were predicted into the cluster of their source.
///
/// `sources` has, for each item, the position of the item that it was derived from; items with
/// `None` are not counted, and a position past the end is a source that nothing joins.
pub fn recall_by_kind<K: Ord, P: Eq>(
    kinds: impl IntoIterator<Item = K>,
    predicted: &[P],
    sources: &[Option<usize>],
) -> BTreeMap<K, Tally> {
    let derived = kinds.into_iter().zip(predicted).zip(sources);
    tally_by_kind(derived.filter_map(|((kind, cluster), source)| {
        let source = (*source)?;
        Some((kind, predicted.get(source) == Some(cluster)))
    }))
}

/// False merges by kind: how many items were predicted into a cluster that also holds an item of
/// another gold cluster.
pub fn false_merges_by_kind<K: Ord, G: Ord, P: Ord>(
    kinds: impl IntoIterator<Item = K>,
    gold: &[G],
    predicted: &[P],
) -> BTreeMap<K, Tally> {
    tally_by_kind(kinds.into_iter().zip(beside_strangers(gold, predicted)))
}

/// For each item, whether its predicted cluster also holds an item of another gold cluster.
///
/// An item past the end of `predicted` stands alone.
pub fn beside_strangers<G: Ord, P: Ord>(gold: &[G], predicted: &[P]) -> Vec<bool> {
    let (gold, _) = number(gold);
    let (predicted, sizes) = number_all(predicted, gold.len());
    // The gold label of each predicted cluster's first item, and whether another was met since.
    let mut seen: Vec<(Option<usize>, bool)> = vec![(None, false); sizes.len()];
    for (&label, &cluster) in gold.iter().zip(&predicted) {
        let (first, mixed) = &mut seen[cluster];
        *mixed |= *first.get_or_insert(label) != label;
    }
    predicted.into_iter().map(|cluster| seen[cluster].1).collect()
}

/// One row of a threshold sweep: what is said when pairs of this score and above are together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Threshold {
    /// The lowest score at which a pair is said to be together; infinite where none is.
    pub threshold: f64,
    /// The pairs counted at that threshold.
    pub counts: PairCounts,
}

/// Counts scored pairs at every threshold that makes a difference, from the strictest down.
///
/// Each pair has a score and whether it is together in gold. The first row's threshold is infinite
/// (nothing is together); then one row a distinct score, descending. A score that is not a number is
/// below every threshold.
pub fn threshold_sweep(scored: &[(f64, bool)]) -> Vec<Threshold> {
    let gold = scored.iter().filter(|(_, together)| *together).count() as u64;
    let mut counts = PairCounts { both: 0, gold, predicted: 0, all: scored.len() as u64 };
    let mut rows = vec![Threshold { threshold: f64::INFINITY, counts }];
    let mut descending: Vec<(f64, bool)> =
        scored.iter().copied().filter(|(score, _)| !score.is_nan()).collect();
    descending.sort_unstable_by(|a, b| b.0.total_cmp(&a.0));
    // By `==`, so that 0 and -0 are one threshold.
    for tied in descending.chunk_by(|a, b| a.0 == b.0) {
        counts.predicted += tied.len() as u64;
        counts.both += tied.iter().filter(|(_, together)| *together).count() as u64;
        if let Some(&(threshold, _)) = tied.last() {
            rows.push(Threshold { threshold, counts });
        }
    }
    rows
}

/// The threshold with the best F1 over scored pairs; of several with the same F1, the highest.
///
/// It is the best that hindsight can find: a threshold to ship wants cross-validation.
pub fn best_threshold(scored: &[(f64, bool)]) -> Threshold {
    let nothing = Threshold {
        threshold: f64::INFINITY,
        counts: PairCounts::of_labels(&scored.iter().map(|&(_, together)| together).collect::<Vec<_>>(), &[]),
    };
    threshold_sweep(scored)
        .into_iter()
        .fold(nothing, |best, row| if row.counts.scores().f1 > best.counts.scores().f1 { row } else { best })
}

/// One row of a reliability table: the pairs whose probability lies in one interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReliabilityBin {
    /// The interval's lower end, included.
    pub from: f64,
    /// Its upper end, excluded; included in the last row.
    pub to: f64,
    /// How many pairs lie in it.
    pub pairs: u64,
    /// The mean of their probabilities; 0 where there are none.
    pub mean_probability: f64,
    /// The share of them that are together in gold; 0 where there are none.
    pub share_together: f64,
}

/// The most rows of a reliability table; more would be single pairs.
const MOST_BINS: usize = 1000;

/// Sets probabilities beside what came true, in `bins` intervals of equal width over `0.0..=1.0`.
///
/// Each pair has a probability, clamped to the range, and whether it is together in gold. A
/// probability that is not a number is left out. `bins` is clamped to `1..=1000`; rows come in
/// ascending order, empty ones too.
pub fn reliability(scored: &[(f64, bool)], bins: usize) -> Vec<ReliabilityBin> {
    let bins = bins.clamp(1, MOST_BINS);
    let mut cells: Vec<Vec<(f64, bool)>> = vec![Vec::new(); bins];
    for &(probability, together) in scored.iter().filter(|(probability, _)| !probability.is_nan()) {
        let probability = probability.clamp(0.0, 1.0);
        let bin = ((probability * bins as f64) as usize).min(bins - 1);
        cells[bin].push((probability, together));
    }
    let edge = |i: usize| i as f64 / bins as f64;
    let rows = cells.into_iter().enumerate().map(|(i, mut cell)| {
        // Sorted, so that the order of the pairs cannot show in the last bit of the sum.
        cell.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
        let sum: f64 = cell.iter().map(|(probability, _)| probability).sum();
        let together = cell.iter().filter(|(_, together)| *together).count();
        let count = cell.len().max(1) as f64;
        ReliabilityBin {
            from: edge(i),
            to: edge(i + 1),
            pairs: cell.len() as u64,
            mean_probability: sum / count,
            share_together: together as f64 / count,
        }
    });
    rows.collect()
}

/// The expected calibration error of a reliability table, `0.0..=1.0`: the distance between
/// probability and share that came true, averaged over the pairs. 0 of no pairs.
///
/// It depends on the number of bins; ten is usual, and what is quoted should say how many.
pub fn calibration_error(table: &[ReliabilityBin]) -> f64 {
    let pairs: u64 = table.iter().map(|row| row.pairs).sum();
    let distance =
        |row: &ReliabilityBin| row.pairs as f64 * (row.share_together - row.mean_probability).abs();
    table.iter().map(distance).sum::<f64>() / pairs.max(1) as f64
}

/// A part of a whole, 1 where the whole is nothing.
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The number of pairs in a set.
fn choose_two(size: usize) -> u64 {
    let size = size as u64;
    size.saturating_mul(size.saturating_sub(1)) / 2
}

/// The mean over items of `count / size`, each cell of `count` items having it once an item.
fn per_item(mut cells: Vec<(usize, usize)>, items: usize) -> f64 {
    if items == 0 {
        return 1.0;
    }
    // Sorted by size alone, so that neither names nor order of clusters show in the last bit of the sum.
    cells.sort_unstable();
    let sum: f64 = cells.iter().map(|&(count, size)| count as f64 * count as f64 / size as f64).sum();
    sum / items as f64
}

/// Numbers labels from 0 by first appearance; returns each item's number and each label's count.
fn number<L: Ord>(labels: &[L]) -> (Vec<usize>, Vec<usize>) {
    let mut numbers: BTreeMap<&L, usize> = BTreeMap::new();
    let mut sizes: Vec<usize> = Vec::new();
    let mut numbered = Vec::with_capacity(labels.len());
    for label in labels {
        let next = sizes.len();
        let number = *numbers.entry(label).or_insert(next);
        if number == next {
            sizes.push(0);
        }
        sizes[number] += 1;
        numbered.push(number);
    }
    (numbered, sizes)
}

/// As [`number`], for exactly `items` labels: what is too much is cut, what is missing stands alone.
fn number_all<L: Ord>(labels: &[L], items: usize) -> (Vec<usize>, Vec<usize>) {
    let (mut numbered, mut sizes) = number(&labels[..labels.len().min(items)]);
    while numbered.len() < items {
        numbered.push(sizes.len());
        sizes.push(1);
    }
    (numbered, sizes)
}

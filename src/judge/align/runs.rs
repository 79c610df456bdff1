//! Runs: every stretch of content stems that two texts have in common, wherever it stands.
//!
//! In: two readings. Out: their common runs, each as long as it goes. Cost: `O(n log n)` in words.

use std::cmp::Reverse;

use super::Reading;

/// Content stems that a run has at least; shorter ones belong to a passage only beside others.
pub(super) const LEAST_RUN: usize = 2;

/// Most pairs of places at which a pair of stems may meet and still start a run: 8 times in each text.
const MOST_MEETINGS: usize = 64;

/// A run of content stems that both texts have; the greatest is the longest, then the earliest.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    pub(super) stems: usize,
    pub(super) a: Reverse<usize>,
    pub(super) b: Reverse<usize>,
}

impl Run {
    pub(super) fn new(a: usize, b: usize, stems: usize) -> Self {
        Self { stems, a: Reverse(a), b: Reverse(b) }
    }
}

/// Every run of [`LEAST_RUN`] content stems and more that both texts have and that one of the seeds
/// lies on, each as long as it goes.
pub(super) fn runs(a: &Reading, b: &Reading) -> Vec<Run> {
    let same = |i: usize, j: usize| match (a.content.get(i), b.content.get(j)) {
        (Some(one), Some(two)) => one.stem == two.stem,
        _ => false,
    };
    // Whether a run at (i, j) came from (i - 1, j - 1).
    let joined = |i: usize, j: usize| {
        i > 0
            && j > 0
            && same(i - 1, j - 1)
            && a.content[i].block == a.content[i - 1].block
            && b.content[j].block == b.content[j - 1].block
    };
    let mut runs: Vec<Run> = Vec::new();
    // The diagonal of the run found last, and where it ends in `a`.
    let mut last = None;
    for (diagonal, seed) in seeds(a, b) {
        let (mut i, mut j) = (seed, (seed as i64 + diagonal) as usize);
        if last.is_some_and(|(of, end)| of == diagonal && seed < end) || !same(i, j) {
            continue;
        }
        while joined(i, j) {
            (i, j) = (i - 1, j - 1);
        }
        let mut stems = 1;
        while same(i + stems, j + stems) && joined(i + stems, j + stems) {
            stems += 1;
        }
        last = Some((diagonal, i + stems));
        if stems >= LEAST_RUN {
            runs.push(Run::new(i, j, stems));
        }
    }
    runs
}

/// Where runs are looked for, as diagonal (place in `b` minus place in `a`) and place in `a`,
/// ascending: at each pair of stems that both have and that is not too common, and where blocks and
/// texts begin and end, so that equal texts align whatever they repeat.
fn seeds(a: &Reading, b: &Reading) -> Vec<(i64, usize)> {
    let mut seeds = Vec::new();
    let mut seed = |i: usize, j: usize| seeds.push((j as i64 - i as i64, i));
    for (i, j) in a.block_starts().zip(b.block_starts()) {
        seed(i, j);
    }
    if let (Some(i), Some(j)) = (a.content.len().checked_sub(1), b.content.len().checked_sub(1)) {
        seed(i, j);
    }
    let places = |text: &Reading, of_b: bool| {
        text.pairs().map(|(pair, at)| (pair, of_b, at as usize)).collect::<Vec<_>>()
    };
    let mut pairs = places(a, false);
    pairs.append(&mut places(b, true));
    pairs.sort_unstable();
    for meeting in pairs.chunk_by(|one, two| one.0 == two.0) {
        let (in_a, in_b) = meeting.split_at(meeting.partition_point(|&(_, of_b, _)| !of_b));
        if in_a.len().saturating_mul(in_b.len()) > MOST_MEETINGS {
            continue;
        }
        for &(_, _, i) in in_a {
            for &(_, _, j) in in_b {
                seed(i, j);
            }
        }
    }
    seeds.sort_unstable();
    seeds
}

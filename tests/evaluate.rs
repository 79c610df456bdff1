//! The measures against values worked by hand, and what must hold for any labels.

use std::collections::BTreeMap;

use proptest::prelude::*;
use ricalco::evaluate::{
    Grouping, PairCounts, Scores, Tally, beside_strangers, best_threshold, calibration_error,
    false_merges_by_kind, recall_by_kind, reliability, threshold_sweep,
};

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "found {found}, expected {expected}");
}

/// Gold {1 2 3} {4 5 6} {7}, predicted {1 2} {3 4 5 6} {7}.
#[test]
fn one_item_in_the_wrong_cluster() {
    let score = Grouping::compare(&["a", "a", "a", "b", "b", "b", "c"], &[1, 1, 2, 2, 2, 2, 3]);
    // Pairs: gold 3 + 3 = 6; predicted 1 + 6 = 7; both {12} and {45 46 56} = 4; all 7 * 6 / 2 = 21.
    assert_eq!(score.pairs, PairCounts { both: 4, gold: 6, predicted: 7, all: 21 });
    let Scores { precision, recall, f1 } = score.pairs.scores();
    near(precision, 4.0 / 7.0);
    near(recall, 4.0 / 6.0);
    near(f1, 8.0 / 13.0); // 2 * both / (gold + predicted)
    // B-cubed precision: 1 and 2 have 2/2, 3 has 1/4, 4 5 6 have 3/4, 7 has 1/1:
    // (1 + 1 + 1/4 + 3 * 3/4 + 1) / 7 = 5.5 / 7.
    near(score.bcubed.precision, 5.5 / 7.0);
    // Recall: 1 and 2 have 2/3, 3 has 1/3, the others 1: (4/3 + 1/3 + 3 + 1) / 7 = (17/3) / 7.
    near(score.bcubed.recall, 17.0 / 21.0);
    // Chance gives 6 * 7 / 21 = 2 pairs; (4 - 2) / (6.5 - 2) = 4/9.
    near(score.adjusted_rand, 4.0 / 9.0);
    // Only {7} is exact.
    assert_eq!((score.exact_clusters, score.gold_clusters, score.predicted_clusters), (1, 3, 3));
}

/// Gold {1 2} {3 4}, predicted {1 3} {2 4}: no pair in common.
#[test]
fn crossed_clusters_are_worse_than_chance() {
    let score = Grouping::compare(&[0, 0, 1, 1], &[0, 1, 0, 1]);
    assert_eq!(score.pairs, PairCounts { both: 0, gold: 2, predicted: 2, all: 6 });
    assert_eq!(score.pairs.scores(), Scores { precision: 0.0, recall: 0.0, f1: 0.0 });
    near(score.bcubed.f1, 0.5); // each item: 1 of the 2 in its cluster, both ways
    // Chance 2 * 2 / 6 = 2/3; (0 - 2/3) / (2 - 2/3) = -1/2.
    near(score.adjusted_rand, -0.5);
}

/// Everything in one cluster, gold {1 2 3} {4}.
#[test]
fn all_in_one_has_full_recall() {
    let score = Grouping::compare(&["a", "a", "a", "b"], &[(), (), (), ()]);
    // Both 3, gold 3, predicted 6.
    assert_eq!(score.pairs.scores(), Scores::new(0.5, 1.0));
    // B-cubed precision: three items with 3/4, one with 1/4: 10/4 / 4 = 5/8.
    near(score.bcubed.precision, 0.625);
    near(score.bcubed.recall, 1.0);
    near(score.adjusted_rand, 0.0); // chance 3 * 6 / 6 = 3 = both
}

#[test]
fn nothing_to_find_and_nothing_said() {
    let none: [u8; 0] = [];
    let empty = Grouping::compare(&none, &none);
    assert_eq!(empty.pairs.scores(), Scores::new(1.0, 1.0));
    assert_eq!((empty.bcubed.f1, empty.adjusted_rand, empty.exact_clusters), (1.0, 1.0, 0));

    let alone = Grouping::compare(&[1, 2, 3], &["x", "y", "z"]);
    assert_eq!((alone.pairs.scores().f1, alone.bcubed.f1, alone.adjusted_rand), (1.0, 1.0, 1.0));

    // Gold has no pair, one was predicted: precision 0, recall 1 by convention, F1 0.
    let merged = Grouping::compare(&[1, 2, 3], &["x", "x", "z"]);
    assert_eq!(merged.pairs.scores(), Scores::new(0.0, 1.0));
    near(merged.adjusted_rand, 0.0); // (0 - 0) / (1/2 - 0)

    // Gold has pairs, none was predicted: precision 1 by convention, recall 0, F1 0.
    let missed = Grouping::compare(&[1, 1, 1], &["x", "y", "z"]);
    assert_eq!(missed.pairs.scores(), Scores { precision: 1.0, recall: 0.0, f1: 0.0 });
}

#[test]
fn an_item_without_prediction_stands_alone() {
    assert_eq!(
        Grouping::compare(&[1, 1, 1, 2], &["x", "x"]),
        Grouping::compare(&[1, 1, 1, 2], &["x", "x", "y", "z"])
    );
    assert_eq!(Grouping::compare(&[1, 1], &["x", "x", "x"]), Grouping::compare(&[1, 1], &["x", "x"]));
    assert_eq!(beside_strangers(&[1, 2, 3], &["x", "x"]), [true, true, false]);
}

/// Release 0 with a copy 1 and two briefs 2, 3; release 4, alike; brief 3 went to the wrong release.
#[test]
fn recall_and_false_merges_by_kind() {
    let kinds = ["release", "copy", "brief", "brief", "alike", "copy"];
    let gold = ["a", "a", "a", "a", "b", "c"];
    let predicted = [0, 0, 0, 4, 4, 5];
    let sources = [None, Some(0), Some(0), Some(0), None, Some(99)];
    let recall = recall_by_kind(kinds, &predicted, &sources);
    // Briefs: one of two. Copies: 1 joined 0; 5 has a source that is not among the items.
    let expected = [("brief", Tally { hits: 1, all: 2 }), ("copy", Tally { hits: 1, all: 2 })];
    assert_eq!(recall, BTreeMap::from(expected));
    // Items 3 (a) and 4 (b) share a cluster; nobody else sits with a stranger.
    let merges = false_merges_by_kind(kinds, &gold, &predicted);
    assert_eq!(merges["brief"], Tally { hits: 1, all: 2 });
    assert_eq!(merges["alike"], Tally { hits: 1, all: 1 });
    assert_eq!(merges["copy"], Tally { hits: 0, all: 2 });
    assert_eq!(merges["release"].share(), 0.0);
}

#[test]
fn labelled_pairs() {
    // Together in gold 1 2 3, said together 2 3 4: both 2, precision 2/3, recall 2/3.
    let counts = PairCounts::of_labels(&[true, true, true, false, false], &[false, true, true, true, false]);
    assert_eq!(counts, PairCounts { both: 2, gold: 3, predicted: 3, all: 5 });
    near(counts.scores().f1, 2.0 / 3.0);
    assert_eq!(PairCounts::of_labels(&[], &[]).scores().f1, 1.0);
}

#[test]
fn sweep_and_best_threshold() {
    let scored = [(0.9, true), (0.2, false), (0.8, false), (0.8, true), (0.4, true), (f64::NAN, false)];
    let rows = threshold_sweep(&scored);
    let seen: Vec<(f64, u64, u64)> =
        rows.iter().map(|row| (row.threshold, row.counts.both, row.counts.predicted)).collect();
    // The tie at .8 is one row; the score that is no number is never together.
    assert_eq!(seen, [(f64::INFINITY, 0, 0), (0.9, 1, 1), (0.8, 2, 3), (0.4, 3, 4), (0.2, 3, 5)]);
    // F1 = 2 both / (3 + predicted): 0, 2/4, 4/6, 6/7, 6/8.
    let best = best_threshold(&scored);
    assert_eq!(best.threshold, 0.4);
    near(best.counts.scores().f1, 6.0 / 7.0);
    // A tie goes to the stricter: at .9 2/(2+1), at .7 2/(2+2), at .5 4/(2+4) = 2/3 again.
    let tied = [(0.9, true), (0.7, false), (0.6, false), (0.5, true)];
    assert_eq!(best_threshold(&tied).threshold, 0.9);
    assert_eq!(best_threshold(&[]).threshold, f64::INFINITY);
}

#[test]
fn reliability_and_calibration_error() {
    let scored =
        [(0.1, false), (0.3, true), (0.3, false), (0.3, false), (0.5, true), (1.0, true), (f64::NAN, true)];
    let table = reliability(&scored, 2);
    // Below .5: four pairs, mean (.1 + .9) / 4 = .25, one together of four = .25.
    // From .5 (included) to 1 (included): two pairs, mean .75, both together.
    assert_eq!((table[0].pairs, table[1].pairs), (4, 2));
    near(table[0].mean_probability, 0.25);
    near(table[0].share_together, 0.25);
    near(table[1].mean_probability, 0.75);
    near(table[1].share_together, 1.0);
    // (4 * 0 + 2 * .25) / 6 = 1/12.
    near(calibration_error(&table), 1.0 / 12.0);
    near(calibration_error(&reliability(&[], 10)), 0.0);
    assert_eq!(reliability(&[], 0).len(), 1);
    // Perfect knowledge has no error; its opposite has all of it.
    near(calibration_error(&reliability(&[(0.0, false), (1.0, true)], 10)), 0.0);
    near(calibration_error(&reliability(&[(0.0, true), (7.0, false)], 10)), 1.0);
}

proptest! {
    #[test]
    fn names_and_order_of_clusters_change_nothing(
        labels in prop::collection::vec((0u8..6, 0u8..6), 0..60),
        gold_names in Just((0u8..6).collect::<Vec<_>>()).prop_shuffle(),
        predicted_names in Just((10u8..16).collect::<Vec<_>>()).prop_shuffle(),
        turn in 0usize..60,
    ) {
        let (gold, predicted): (Vec<u8>, Vec<u8>) = labels.iter().copied().unzip();
        let score = Grouping::compare(&gold, &predicted);
        let mut renamed: Vec<(u8, u8)> = labels
            .iter()
            .map(|&(g, p)| (gold_names[usize::from(g)], predicted_names[usize::from(p)]))
            .collect();
        let turn = turn.min(renamed.len());
        renamed.rotate_left(turn);
        renamed.reverse();
        let (gold_again, predicted_again): (Vec<u8>, Vec<u8>) = renamed.into_iter().unzip();
        prop_assert_eq!(score, Grouping::compare(&gold_again, &predicted_again));

        // Gold and prediction in each other's place: precision and recall change places.
        let swapped = Grouping::compare(&predicted, &gold);
        prop_assert_eq!(score.bcubed.precision, swapped.bcubed.recall);
        prop_assert_eq!(score.pairs.both, swapped.pairs.both);
        prop_assert_eq!(score.adjusted_rand, swapped.adjusted_rand);
    }

    #[test]
    fn a_grouping_agrees_with_itself(labels in prop::collection::vec(0u8..9, 0..60)) {
        let score = Grouping::compare(&labels, &labels);
        prop_assert_eq!(score.pairs.scores().f1, 1.0);
        prop_assert_eq!(score.bcubed.f1, 1.0);
        prop_assert_eq!(score.adjusted_rand, 1.0);
        prop_assert_eq!(score.exact_clusters, score.gold_clusters);
        prop_assert!(!beside_strangers(&labels, &labels).contains(&true));
    }

    #[test]
    fn counting_by_clusters_is_counting_pairs(labels in prop::collection::vec((0u8..5, 0u8..5), 0..30)) {
        let (gold, predicted): (Vec<u8>, Vec<u8>) = labels.iter().copied().unzip();
        let mut together = (Vec::new(), Vec::new());
        for (i, a) in labels.iter().enumerate() {
            for b in &labels[..i] {
                together.0.push(a.0 == b.0);
                together.1.push(a.1 == b.1);
            }
        }
        let by_pairs = PairCounts::of_labels(&together.0, &together.1);
        prop_assert_eq!(Grouping::compare(&gold, &predicted).pairs, by_pairs);
    }

    #[test]
    fn all_shares_lie_between_nothing_and_one(
        scored in prop::collection::vec((any::<f64>(), any::<bool>()), 0..60),
        bins in 0usize..30,
    ) {
        let table = reliability(&scored, bins);
        prop_assert!((0.0..=1.0).contains(&calibration_error(&table)));
        let best = best_threshold(&scored).counts.scores().f1;
        for row in threshold_sweep(&scored) {
            prop_assert!(row.counts.scores().f1 <= best);
        }
    }
}

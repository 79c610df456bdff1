//! The tables: how good the model is on pairs and clusters that it has not seen.

use std::collections::BTreeMap;

use ricalco::evaluate::{self, Grouping, PairCounts};
use ricalco::group::cluster::Link;
use ricalco::judge::model::THRESHOLD;

use crate::data::Labelled;
use crate::folds::{self, FoldModels, PARTS, Part};
use crate::linkage::{self, Linkage};
use crate::rows::{ACROSS, ARTICLE, Model, Pair, Row, STRANGER};

/// Rows of the reliability table.
const BINS: usize = 10;

/// A probability and whether the pair is the same, by set.
type Scored<'r> = BTreeMap<&'r str, Vec<(f64, bool)>>;

fn scored(rows: &[Row], probability: impl Fn(&Row) -> f32) -> Scored<'_> {
    let mut sets = Scored::new();
    for row in rows {
        sets.entry(&row.set).or_default().push((f64::from(probability(row)), row.same));
    }
    sets
}

fn at_threshold(scored: &[(f64, bool)]) -> PairCounts {
    let gold: Vec<bool> = scored.iter().map(|pair| pair.1).collect();
    let said: Vec<bool> = scored.iter().map(|pair| pair.0 >= f64::from(THRESHOLD)).collect();
    PairCounts::of_labels(&gold, &said)
}

/// F1 of one set's pairs at the shipped threshold.
pub(crate) fn pair_f1(rows: &[Row], set: &str, models: &FoldModels<'_>) -> f64 {
    let scored = scored(rows, |row| models.probability(&row.group, &row.features));
    scored.get(set).map_or(0.0, |pairs| at_threshold(pairs).scores().f1)
}

/// Pairs by set, out of fold, with the in-sample F1 of the full model beside.
pub(crate) fn pairs(rows: &[Row], models: &FoldModels<'_>, full: &Model) {
    println!(
        "\nPairs by set. OUT OF FOLD at the shipped threshold {THRESHOLD}, and at the best that hindsight finds;"
    );
    println!(
        "last column IN SAMPLE (the shipped model on what it was trained on: it flatters). A set with - was read bare, with ~ without date and outlet, with ^ without title."
    );
    println!(
        "  set                   pairs   same  false  missed      P      R     F1   best F1 at     in-sample F1"
    );
    let seen = scored(rows, |row| full.probability(&row.features));
    for (set, scored) in scored(rows, |row| models.probability(&row.group, &row.features)) {
        let counts = at_threshold(&scored);
        let (scores, best) = (counts.scores(), evaluate::best_threshold(&scored));
        if counts.gold == 0 {
            println!("  {set:20} {:6} {:6} {:6} {:7}", counts.all, 0, counts.predicted, 0);
            continue;
        }
        println!(
            "  {set:20} {:6} {:6} {:6} {:7}   {:.3}  {:.3}  {:.3}     {:.3}   {:<4.2}   {:.3}",
            counts.all,
            counts.gold,
            counts.predicted - counts.both,
            counts.gold - counts.both,
            scores.precision,
            scores.recall,
            scores.f1,
            best.counts.scores().f1,
            best.threshold,
            at_threshold(&seen[set]).scores().f1,
        );
    }
}

/// Probabilities and what came true, over the families' pairs and the real ones, out of fold.
fn reliable(rows: &[Row], models: &FoldModels<'_>) -> Vec<evaluate::ReliabilityBin> {
    let all: Vec<(f64, bool)> = rows
        .iter()
        .filter(|row| ![ARTICLE, STRANGER].contains(&row.set.as_str()) && !row.set.starts_with(ACROSS))
        .map(|row| (f64::from(models.probability(&row.group, &row.features)), row.same))
        .collect();
    evaluate::reliability(&all, BINS)
}

/// The expected calibration error.
pub(crate) fn calibration_error(rows: &[Row], models: &FoldModels<'_>) -> f64 {
    evaluate::calibration_error(&reliable(rows, models))
}

/// Probabilities beside what came true.
pub(crate) fn reliability(rows: &[Row], models: &FoldModels<'_>) {
    let table = reliable(rows, models);
    println!("\nReliability, OUT OF FOLD, pairs of D1-D7 (in all readings), DICE and Senate:");
    println!("  probability    pairs    mean  share same");
    for row in &table {
        println!(
            "  {:.1} - {:.1}     {:6}   {:.3}   {:.3}",
            row.from, row.to, row.pairs, row.mean_probability, row.share_together
        );
    }
    println!("  expected calibration error ({BINS} bins): {:.4}", evaluate::calibration_error(&table));
}

/// How many bulletins of some parts stand with another text of their family.
pub(crate) fn bulletins_merged(parts: &[Part], corpus: &[Labelled], labels: &[u32]) -> usize {
    let is_here = |document: &Labelled| parts.iter().any(|(_, parts)| parts.contains(&&*document.part));
    let bulletins = corpus.iter().zip(labels).filter(|(document, _)| document.kind == "bulletin");
    let bulletins = bulletins.filter(|(document, _)| is_here(document));
    let with_another = |(bulletin, label): &(&Labelled, &u32)| {
        corpus.iter().zip(labels).any(|(other, other_label)| {
            other_label == *label && other.family == bulletin.family && other.cluster != bulletin.cluster
        })
    };
    bulletins.filter(with_another).count()
}

/// The heading of a table by part.
pub(crate) fn parts_heading(what: &str) -> String {
    PARTS.iter().fold(format!("  {what:36}"), |line, (name, _)| line + &format!("{name:<33}"))
}

/// One line of a table by part: pairwise F1 / B-cubed F1, precision and recall of pairs.
pub(crate) fn parts_line(name: &str, groupings: &[Grouping]) -> String {
    groupings.iter().fold(format!("  {name:36}"), |line, grouping| {
        let pairs = grouping.pairs.scores();
        let (precision, recall) = (pairs.precision, pairs.recall);
        line + &format!("{:.3}/{:.3} (P {precision:.3} R {recall:.3})   ", pairs.f1, grouping.bcubed.f1)
    })
}

/// Ways to cluster, with the probability that each takes for a pair that is no candidate.
const LINKAGES: [(Linkage, f64); 6] = [
    (Linkage::Components, 0.0),
    (Linkage::Average, 0.02),
    (Linkage::AverageOdds, 0.05),
    (Linkage::SumOdds, 0.05),
    (Linkage::Centre, 0.0),
    (Linkage::Mixed, 0.02),
];

/// Clusters by part, out of fold: the shipped function beside the alternatives, all with the same
/// candidates; and what it would find if every pair of a family were one.
pub(crate) fn clusters(reading: &str, corpus: &[Labelled], pairs: &[Pair], models: &FoldModels<'_>) {
    println!(
        "\nClusters, {reading}, all parts in one batch, OUT OF FOLD, threshold {THRESHOLD}: pairwise F1 / B-cubed F1"
    );
    println!("{}", parts_heading("method"));
    let line = |name: &str, labels: &[u32]| {
        println!("{}", parts_line(name, &folds::by_part(&PARTS, corpus, labels)));
    };
    let all = models.judge(corpus, pairs);
    let judged: Vec<Link> =
        all.iter().zip(pairs).filter(|(_, pair)| pair.candidate).map(|(link, _)| *link).collect();
    let shipped = models.clusters(corpus, &judged);
    line("shipped (cluster::cluster)", &shipped);
    let map = judged.iter().map(|link| ((link.a, link.b), link.probability)).collect();
    for (linkage, missing) in LINKAGES {
        let labels = linkage::cluster(corpus.len(), &map, linkage, f64::from(THRESHOLD), missing);
        line(&format!("{linkage:?}"), &labels);
    }
    line("shipped, no candidate missed", &models.clusters(corpus, &all));
    let lost = pairs.iter().filter(|pair| {
        !pair.candidate && { corpus[pair.a as usize].cluster == corpus[pair.b as usize].cluster }
    });
    println!("  true pairs that are no candidates: {}", lost.count());
    let merged = bulletins_merged(&PARTS, corpus, &shipped);
    println!("  bulletins that stand with another text of their family (shipped): {merged}");
}

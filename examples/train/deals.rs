//! Deals: how far the figures move with the way in which families and documents are dealt out to folds.
//!
//! One cross-validation is one throw of the dice: another deal of the same families moves D5 by .05. The
//! mean of several says how good the model is; the least and the most say how little one of them says.

use ricalco::evaluate::Grouping;

use crate::data::{Deal, Labelled};
use crate::folds::{self, ALL, FURTHER, FoldModels, PARTS, Part};
use crate::rows::{Pair, Row};
use crate::{ablations, tables};

/// How many deals, the one of the other tables among them.
const DEALS: u64 = 6;

/// The figures of one measure, one a deal.
struct Line {
    name: String,
    figures: Vec<f64>,
}

/// Prints the table. Each corpus comes with its pairs.
pub(crate) fn print(rows: &[Row], full: (&[Labelled], &[Pair]), bare: (&[Labelled], &[Pair])) {
    println!("\nThe same, OUT OF FOLD, for {DEALS} ways to deal the families and documents out to folds:");
    println!("  measure                                    mean   least    most");
    let mut lines: Vec<Line> = Vec::new();
    for number in 0..DEALS {
        let deal = Deal::new(full.0, number);
        let models = FoldModels::train(rows, &deal, ALL);
        let mut note = |name: String, figure: f64| match lines.iter_mut().find(|line| line.name == name) {
            Some(line) => line.figures.push(figure),
            None => lines.push(Line { name, figures: vec![figure] }),
        };
        for (reading, (corpus, pairs)) in [("", full), (", text only", bare)] {
            let labels = ablations::clusters(corpus, pairs, &models);
            for parts in [PARTS, FURTHER] {
                for ((part, _), grouping) in parts.iter().zip(folds::by_part(&parts, corpus, &labels)) {
                    note(format!("{part}{reading}, clusters F1"), grouping.pairs.scores().f1);
                    note(format!("{part}{reading}, clusters B-cubed"), grouping.bcubed.f1);
                }
            }
            let merged = |parts: &[Part]| tables::bulletins_merged(parts, corpus, &labels) as f64;
            note(format!("bulletins merged{reading}"), merged(&PARTS));
            note(format!("bulletins merged, further parts{reading}"), merged(&FURTHER));
        }
        for set in ["dice_it", "dice_it_more", "senate_releases_en", "senate_releases_en_more"] {
            note(format!("{set}, pairs F1"), tables::pair_f1(rows, set, &models));
            if set.starts_with("senate") {
                note(format!("{set} bare, pairs F1"), tables::pair_f1(rows, &format!("{set}-"), &models));
            }
        }
        note("calibration error".to_owned(), tables::calibration_error(rows, &models));
    }
    for Line { name, figures } in lines {
        let mean = figures.iter().sum::<f64>() / figures.len() as f64;
        let least = figures.iter().copied().fold(f64::INFINITY, f64::min);
        let most = figures.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        println!("  {name:40} {mean:6.3}  {least:6.3}  {most:6.3}");
    }
}

/// Prints how each part of the corpus is clustered by a model that has seen none of it.
pub(crate) fn print_unseen(rows: &[Row], full: (&[Labelled], &[Pair]), bare: (&[Labelled], &[Pair])) {
    println!("\nEach part by a model that has seen nothing of it, pairwise F1 / B-cubed F1:");
    println!("  part       full            text only");
    let deal = Deal::of_parts(full.0);
    let models = FoldModels::train(rows, &deal, ALL);
    let [full, bare] = [full, bare].map(|(corpus, pairs)| {
        let labels = ablations::clusters(corpus, pairs, &models);
        folds::by_each_part(corpus, &labels)
    });
    for (part, grouping) in full {
        let scores =
            |grouping: &Grouping| format!("{:.3} / {:.3}", grouping.pairs.scores().f1, grouping.bcubed.f1);
        println!("  {part:9}  {}   {}", scores(&grouping), bare.get(part).map(scores).unwrap_or_default());
    }
}

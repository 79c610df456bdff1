//! Ablations: what titles, dates, facts and wording are each worth.
//!
//! Titles, outlets and dates of publication are withheld when the corpus is read, from models that
//! were trained as shipped: what a user sees who has none. Facts and wording are in every text; their
//! figures are put to 0, and models trained without them.

use ricalco::judge::evidence::NAMES;

use crate::data::{self, BARE, Deal, Labelled, Withheld};
use crate::folds::{self, ALL, FoldModels, Mask, PARTS};
use crate::rows::{self, Pair, Row};
use crate::tables::{pair_f1, parts_heading, parts_line};

/// Figures that need facts, or words in the place of facts.
fn of_facts(name: &str) -> bool {
    ["facts_", "dates_", "days_", "numbers_"].iter().any(|start| name.starts_with(start))
}

/// Figures that need no words: the facts by themselves, when and where.
fn without_words(name: &str) -> bool {
    let both = name.starts_with("numbers_");
    name == "hours_apart" || name == "same_outlet" || (of_facts(name) && !both)
}

fn mask(seen: impl Fn(&str) -> bool) -> Mask {
    NAMES.map(seen)
}

/// Prints the table.
pub(crate) fn print(corpus: &[Labelled], pairs: &[Pair], rows: &[Row], models: &FoldModels<'_>, deal: &Deal) {
    println!(
        "\nAblations, OUT OF FOLD, shipped clustering and threshold: pairwise F1 / B-cubed F1; pairs F1 of the real sets"
    );
    println!("{}DICE    Senate", parts_heading("withheld"));
    line("nothing", corpus, pairs, rows, models);
    let readings = [
        ("titles", Withheld { titles: true, ..Withheld::default() }),
        ("dates of publication", Withheld { dates: true, ..Withheld::default() }),
        ("titles, dates, outlets (text only)", BARE),
    ];
    for (name, withheld) in readings {
        let corpus = data::corpus(withheld);
        let labels = clusters(&corpus, &rows::pairs(&corpus), models);
        println!("{}", parts_line(name, &folds::by_part(&PARTS, &corpus, &labels)));
    }
    let masks = [
        ("facts (trained without)", mask(|name| !of_facts(name))),
        ("wording (trained without)", mask(without_words)),
    ];
    for (name, mask) in masks {
        debug_assert_ne!(mask, ALL);
        line(name, corpus, pairs, rows, &FoldModels::train(rows, deal, mask));
    }
}

/// The clusters of a corpus as the library makes them, out of fold.
pub(crate) fn clusters(corpus: &[Labelled], pairs: &[Pair], models: &FoldModels<'_>) -> Vec<u32> {
    let candidates: Vec<Pair> = pairs.iter().filter(|pair| pair.candidate).copied().collect();
    models.clusters(corpus, &models.judge(corpus, &candidates))
}

fn line(name: &str, corpus: &[Labelled], pairs: &[Pair], rows: &[Row], models: &FoldModels<'_>) {
    let labels = clusters(corpus, pairs, models);
    println!(
        "{}{:<8.3}{:.3}",
        parts_line(name, &folds::by_part(&PARTS, corpus, &labels)),
        pair_f1(rows, "dice_it", models),
        pair_f1(rows, "senate_releases_en", models)
    );
}

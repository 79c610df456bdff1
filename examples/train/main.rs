//! Trains the model, and shows how good it is on families that it has not seen.
//!
//! `cargo run --release --example train`
mod boost;
mod data;
mod linkage;

use std::collections::{BTreeMap, BTreeSet};

use boost::{Row, Settings, score, train};
use data::{Labelled, Withheld};
use linkage::Linkage;
use ricalco::evaluate;
use ricalco::judge::evidence::{Evidence, FEATURES, MONOTONE, NAMES, Scratch};
use ricalco::judge::model::{Tree, sigmoid};
use ricalco::{Fingerprint, Language};

const FOLDS: usize = 5;

fn settings() -> Settings {
    let get =
        |name: &str, default: f64| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    Settings {
        trees: get("TREES", 40.0) as usize,
        rate: get("RATE", 0.2) as f32,
        lambda: get("LAMBDA", 4.0),
        min_child: get("MINCHILD", 2.0),
        min_gain: get("MINGAIN", 0.1),
        columns: get("COLUMNS", 0.6),
    }
}

/// A pair with its evidence.
struct Pair {
    a: u32,
    b: u32,
    row: Row,
    fold: usize,
    /// The pair's set: `D1`..`D7`, `across`, `dice_it`, `senate_releases_en`.
    set: String,
}

fn fold_of(name: &str) -> usize {
    (xxhash_rust::xxh3::xxh3_64(name.as_bytes()) % FOLDS as u64) as usize
}

/// Deals the families out to the folds in turn, so that each fold has some of all parts.
fn deal(corpus: &[Labelled]) -> BTreeMap<String, usize> {
    let mut folds: BTreeMap<String, usize> = BTreeMap::new();
    for document in corpus {
        let next = folds.len() % FOLDS;
        folds.entry(document.family.clone()).or_insert(next);
    }
    folds
}

/// The numbers of a model as the source of `src/judge/weights.rs`.
fn weights(base: f32, trees: &[Tree]) -> String {
    use std::fmt::Write;
    let mut text = String::from(HEAD);
    let list = |values: &[f32]| {
        let number =
            |value: &f32| if value.is_finite() { format!("{value:?}") } else { "f32::INFINITY".to_owned() };
        values.iter().map(number).collect::<Vec<_>>().join(", ")
    };
    writeln!(text, "pub(super) const BASE: f32 = {base:?};").unwrap();
    writeln!(text, "/// The trees.\npub(super) const TREES: &[Tree] = &[").unwrap();
    for tree in trees {
        writeln!(
            text,
            "    Tree {{\n        features: {:?},\n        thresholds: [{}],\n        leaves: [{}],\n    }},",
            tree.features,
            list(&tree.thresholds),
            list(&tree.leaves)
        )
        .unwrap();
    }
    text + "];\n"
}

const HEAD: &str = "//! The model's numbers, made by `cargo run --release --example train`; not to be edited.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::unreadable_literal, clippy::excessive_precision, clippy::approx_constant)]

use super::model::Tree;

/// See [`super::model::VERSION`].
pub(super) const VERSION: u32 = 1;
/// See [`super::model::THRESHOLD`].
pub(super) const THRESHOLD: f32 = 0.4;
/// The log-odds before any tree speaks.
";

fn main() {
    let full = data::corpus(Withheld::default());
    let bare = data::corpus(Withheld { titles: true, dates: true, outlets: true });
    let folds = deal(&full);
    let mut scratch = Scratch::default();
    let mut pairs: Vec<Pair> = Vec::new();
    let mut owned: Vec<Fingerprint> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    for (corpus, suffix) in [(&full, ""), (&bare, "-")] {
        owned = corpus.iter().map(|d| d.print.clone()).collect();
        let candidates = ricalco::group::candidates::candidates(&owned, None);
        let set: BTreeSet<(u32, u32)> = candidates.pairs.iter().copied().collect();
        let mut lost: Vec<String> = Vec::new();
        let mut truth = 0;
        for a in 0..corpus.len() {
            for b in a + 1..corpus.len() {
                let (x, y) = (&corpus[a], &corpus[b]);
                let label = x.cluster == y.cluster;
                let found = set.contains(&(a as u32, b as u32));
                if label {
                    truth += 1;
                    if !found {
                        lost.push(format!("{} {}", x.id, y.id));
                    }
                }
                if x.family != y.family && !found {
                    continue;
                }
                let e = Evidence::of(&x.print, &y.print, &mut scratch);
                let set = if x.family == y.family { x.part.clone() } else { "across".into() };
                pairs.push(Pair {
                    a: a as u32,
                    b: b as u32,
                    row: Row { features: e.features().to_vec(), label, weight: 1.0 },
                    fold: folds[x.family.as_str()],
                    set: set + suffix,
                });
            }
        }
        println!(
            "corpus {} candidates {} passed over {}; true pairs {truth}, lost {}",
            corpus.len(),
            candidates.pairs.len(),
            candidates.passed_over,
            lost.len()
        );
        if std::env::var("LOST").is_ok() {
            println!("{lost:?}");
        }
    }
    let corpus = full;
    if let Some(folder) = data::shared() {
        let withheld = Withheld::default();
        let real = data::real_pairs(&folder);
        for (set, language) in [("dice_it", Language::Italian), ("senate_releases_en", Language::English)] {
            let prints = data::real(&folder, set, language, withheld);
            for pair in real.iter().filter(|p| p.set == set) {
                let e = Evidence::of(&prints[&pair.a], &prints[&pair.b], &mut scratch);
                let fold = fold_of(pair.a.as_str().min(&pair.b));
                pairs.push(Pair {
                    a: 0,
                    b: 0,
                    row: Row { features: e.features().to_vec(), label: pair.same, weight: 1.0 },
                    fold,
                    set: set.into(),
                });
                names.push(format!("{} {}", pair.a, pair.b));
            }
            if set == "dice_it" {
                // Articles beside the corpus: nothing joins.
                let mut all: Vec<Fingerprint> = owned.clone();
                all.extend(prints.values().cloned());
                let start = std::time::Instant::now();
                let found = ricalco::group::candidates::candidates(&all, None);
                let n = owned.len() as u32;
                let across: Vec<_> = found.pairs.iter().filter(|(a, b)| *a < n && *b >= n).collect();
                println!(
                    "with articles: {} candidates in {:?}, corpus x article {}",
                    found.pairs.len(),
                    start.elapsed(),
                    across.len()
                );
                let kept: BTreeSet<_> = found.pairs.iter().copied().collect();
                let index: BTreeMap<&String, u32> =
                    prints.keys().enumerate().map(|(i, k)| (k, n + i as u32)).collect();
                let same: Vec<(u32, u32)> = real
                    .iter()
                    .filter(|p| p.set == set && p.same)
                    .map(|p| {
                        let (x, y) = (index[&p.a], index[&p.b]);
                        (x.min(y), x.max(y))
                    })
                    .collect();
                println!(
                    "real same pairs {} lost {}",
                    same.len(),
                    same.iter().filter(|p| !kept.contains(p)).count()
                );
                for &&(a, b) in &across {
                    let e = Evidence::of(&all[a as usize], &all[b as usize], &mut scratch);
                    pairs.push(Pair {
                        a: 0,
                        b: 0,
                        row: Row { features: e.features().to_vec(), label: false, weight: 1.0 },
                        fold: folds[corpus[a as usize].family.as_str()],
                        set: "article".into(),
                    });
                    names.push(String::new());
                }
            }
        }
    }
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for p in &pairs {
        *counts.entry(p.set.clone()).or_default() += 1;
    }
    println!("{counts:?}");
    let get =
        |name: &str, default: f32| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
    let voice = |set: &str| match set {
        "across" | "article" => get("W_ACROSS", 300.0),
        "across-" => 150.0,
        "dice_it" => get("W_DICE", 400.0),
        "senate_releases_en" => get("W_SENATE", 300.0),
        s if s.ends_with('-') => get("W_BARE", 200.0),
        _ => get("W_CORPUS", 300.0),
    };
    for p in &mut pairs {
        p.row.weight = (voice(&p.set) / counts[&p.set] as f32).min(4.0);
    }
    if let Ok(path) = std::env::var("DUMP") {
        use std::io::Write;
        let mut f = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
        writeln!(f, "set\tfold\ta\tb\tlabel\tweight\t{}", NAMES.join("\t")).unwrap();
        for (i, p) in pairs.iter().enumerate() {
            let name = if p.set.starts_with('D') || p.set.starts_with("across") {
                format!("{}\t{}", corpus[p.a as usize].id, corpus[p.b as usize].id)
            } else {
                names[i - (pairs.len() - names.len())].replacen(' ', "\t", 1)
            };
            let name = if name.is_empty() { "\t".into() } else { name };
            writeln!(
                f,
                "{}\t{}\t{name}\t{}\t{}\t{}",
                p.set,
                p.fold,
                u8::from(p.row.label),
                p.row.weight,
                p.row.features.iter().map(|v| v.to_string()).collect::<Vec<_>>().join("\t")
            )
            .unwrap();
        }
    }
    if std::env::var("WRITE").is_ok() {
        let rows: Vec<Row> = pairs.iter().map(|p| p.row.clone()).collect();
        let (base, trees) = train(&rows, &MONOTONE, settings());
        std::fs::write("src/judge/weights.rs", weights(base, &trees)).unwrap();
    }
    // Cross-validate.
    let mut scores = vec![0.0_f32; pairs.len()];
    let mut importance = [0.0_f64; FEATURES];
    for fold in 0..FOLDS {
        let rows: Vec<Row> = pairs.iter().filter(|p| p.fold != fold).map(|p| p.row.clone()).collect();
        let (base, trees) = train(&rows, &MONOTONE, settings());
        for (p, s) in pairs.iter().zip(&mut scores) {
            if p.fold == fold {
                *s = sigmoid(score(base, &trees, &p.row.features));
            }
        }
        count(&trees, &mut importance);
    }
    if std::env::var("IMPORTANCE").is_ok() {
        let mut order: Vec<usize> = (0..FEATURES).collect();
        order.sort_by(|&a, &b| importance[b].total_cmp(&importance[a]));
        for f in order {
            println!("  {:6.0} {}", importance[f], NAMES[f]);
        }
    }
    report(&corpus, &pairs, &scores);
}

fn count(trees: &[Tree], importance: &mut [f64; FEATURES]) {
    for t in trees {
        for (f, th) in t.features.iter().zip(&t.thresholds) {
            if th.is_finite() {
                importance[*f as usize] += 1.0;
            }
        }
    }
}

fn report(corpus: &[Labelled], pairs: &[Pair], scores: &[f32]) {
    let sets: BTreeSet<&str> = pairs.iter().map(|p| p.set.as_str()).collect();
    println!("pairs:");
    for set in sets {
        let scored: Vec<(f64, bool)> = pairs
            .iter()
            .zip(scores)
            .filter(|(p, _)| p.set == set)
            .map(|(p, &s)| (f64::from(s), p.row.label))
            .collect();
        let gold: Vec<bool> = scored.iter().map(|s| s.1).collect();
        let at = |t: f64| {
            let predicted: Vec<bool> = scored.iter().map(|s| s.0 >= t).collect();
            evaluate::PairCounts::of_labels(&gold, &predicted).scores()
        };
        let best = evaluate::best_threshold(&scored);
        let half = at(0.5);
        println!(
            "  {set:20} n {:6} at .5: P {:.3} R {:.3} F1 {:.3}; best F1 {:.3} at {:.2}; false {}",
            scored.len(),
            half.precision,
            half.recall,
            half.f1,
            best.counts.scores().f1,
            best.threshold,
            scored.iter().filter(|s| s.0 >= 0.5 && !s.1).count()
        );
    }
    let all: Vec<(f64, bool)> = pairs
        .iter()
        .zip(scores)
        .filter(|(p, _)| p.set != "article" && !p.set.starts_with("across"))
        .map(|(p, &s)| (f64::from(s), p.row.label))
        .collect();
    let table = evaluate::reliability(&all, 10);
    println!("calibration error {:.4}", evaluate::calibration_error(&table));
    for suffix in ["", "-"] {
        let map: BTreeMap<(u32, u32), f32> = pairs
            .iter()
            .zip(scores)
            .filter(|(p, _)| {
                (p.set.starts_with('D') || p.set.starts_with("across"))
                    && p.set.ends_with('-') == !suffix.is_empty()
            })
            .map(|(p, &s)| ((p.a, p.b), s))
            .collect();
        println!("clusters (all parts in one batch){}:", if suffix.is_empty() { "" } else { ", text only" });
        for (linkage, missing) in [
            (Linkage::Components, 0.0),
            (Linkage::Average, 0.02),
            (Linkage::AverageOdds, 0.05),
            (Linkage::SumOdds, 0.05),
            (Linkage::Centre, 0.0),
            (Linkage::Mixed, 0.02),
        ] {
            for threshold in [0.3, 0.35, 0.4, 0.45, 0.5] {
                if std::env::var("ALL").is_err()
                    && !matches!(linkage, Linkage::Average | Linkage::AverageOdds)
                {
                    continue;
                }
                let labels = linkage::cluster(corpus.len(), &map, linkage, threshold, missing);
                let mut line = format!("  {linkage:?} {threshold}:");
                for parts in [&["D1", "D2", "D3", "D4"][..], &["D5"], &["D6"], &["D7"]] {
                    let (gold, predicted): (Vec<&str>, Vec<u32>) = corpus
                        .iter()
                        .zip(&labels)
                        .filter(|(d, _)| parts.contains(&d.part.as_str()))
                        .map(|(d, &l)| (d.cluster.as_str(), l))
                        .unzip();
                    let g = evaluate::Grouping::compare(&gold, &predicted);
                    let s = g.pairs.scores();
                    line += &format!(
                        "  {} {:.3}/{:.3} (P{:.2} R{:.2})",
                        if parts.len() > 1 { "D1-4" } else { parts[0] },
                        s.f1,
                        g.bcubed.f1,
                        s.precision,
                        s.recall
                    );
                }
                println!("{line}");
            }
        }
    }
}

//! Trains the model, and shows how good it is on families that it has not seen.
//!
//! `cargo run --release --example train`
mod boost;
mod data;
mod linkage;

use std::collections::{BTreeMap, BTreeSet};

use boost::{Row, Settings, score, train};
use ricalco::judge::model::{Tree, sigmoid};
use data::{Labelled, Withheld};
use linkage::Linkage;
use ricalco::evaluate;
use ricalco::judge::evidence::{Evidence, FEATURES, MONOTONE, NAMES, Scratch};
use ricalco::{Fingerprint, Language};

const FOLDS: usize = 5;

fn settings() -> Settings {
    let get = |name: &str, default: f64| std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(default);
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

fn main() {
    let withheld = Withheld {
        titles: std::env::var("NOTITLES").is_ok(),
        dates: std::env::var("NODATES").is_ok(),
        outlets: std::env::var("NOOUTLETS").is_ok(),
    };
    let corpus = data::corpus(withheld);
    let prints: Vec<&Fingerprint> = corpus.iter().map(|d| &d.print).collect();
    let mut folds_of_family: BTreeMap<&str, usize> = BTreeMap::new();
    {
        // Families of each part are dealt out in turn, so that each fold has some of all parts.
        let mut seen = BTreeSet::new();
        let mut next = 0;
        for d in &corpus {
            if seen.insert(d.family.as_str()) {
                folds_of_family.insert(&d.family, next % FOLDS);
                next += 1;
            }
        }
    }
    let mut scratch = Scratch::default();
    let mut pairs: Vec<Pair> = Vec::new();
    let owned: Vec<Fingerprint> = prints.iter().map(|p| (*p).clone()).collect();
    let candidates = ricalco::group::candidates::candidates(&owned);
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
                fold: folds_of_family[x.family.as_str()],
                set,
            });
        }
    }
    println!("corpus {} candidates {} passed over {}; true pairs {truth}, lost {}", corpus.len(), candidates.pairs.len(), candidates.passed_over, lost.len());
    if std::env::var("LOST").is_ok() {
        println!("{lost:?}");
    }
    if let Some(folder) = data::shared() {
        let real = data::real_pairs(&folder);
        for (set, language) in [("dice_it", Language::Italian), ("senate_releases_en", Language::English)] {
            let prints = data::real(&folder, set, language, withheld);
            for pair in real.iter().filter(|p| p.set == set) {
                let e = Evidence::of(&prints[&pair.a], &prints[&pair.b], &mut scratch);
                let fold = fold_of(pair.a.as_str().min(&pair.b));
                pairs.push(Pair { a: 0, b: 0, row: Row { features: e.features().to_vec(), label: pair.same, weight: 1.0 }, fold, set: set.into() });
            }
            if set == "dice_it" {
                // Articles beside the corpus: nothing joins.
                let mut all: Vec<Fingerprint> = owned.clone();
                all.extend(prints.values().cloned());
                let start = std::time::Instant::now();
                let found = ricalco::group::candidates::candidates(&all);
                let n = owned.len() as u32;
                let across: Vec<_> = found.pairs.iter().filter(|(a, b)| *a < n && *b >= n).collect();
                let kept: BTreeSet<_> = found.pairs.iter().copied().collect();
                let lost = corpus.iter().enumerate().flat_map(|(a, x)| corpus.iter().enumerate().skip(a + 1).filter(move |(_, y)| y.cluster == x.cluster).map(move |(b, _)| (a as u32, b as u32))).filter(|p| !kept.contains(p)).count();
                println!("with articles: {} candidates in {:?}, corpus x article {}, true pairs lost {lost}", found.pairs.len(), start.elapsed(), across.len());
                let pairs_real: Vec<(u32,u32)> = {
                    let index: BTreeMap<&String, u32> = prints.keys().enumerate().map(|(i, k)| (k, n + i as u32)).collect();
                    real.iter().filter(|p| p.set == set && p.same).map(|p| { let (x, y) = (index[&p.a], index[&p.b]); (x.min(y), x.max(y)) }).collect()
                };
                println!("real same pairs {} lost {}", pairs_real.len(), pairs_real.iter().filter(|p| !kept.contains(p)).count());
                for &&(a, b) in &across {
                    let e = Evidence::of(&all[a as usize], &all[b as usize], &mut scratch);
                    pairs.push(Pair { a: 0, b: 0, row: Row { features: e.features().to_vec(), label: false, weight: 1.0 }, fold: folds_of_family[corpus[a as usize].family.as_str()], set: "article".into() });
                }
            }
        }
    }
    // Weights: each set speaks with the same voice as about 300 pairs, cross-family ones with less.
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for p in &pairs {
        *counts.entry(p.set.as_str()).or_default() += 1;
    }
    println!("{counts:?}");
    let counts: BTreeMap<String, usize> = counts.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
    let voice = |set: &str| match set {
        "across" | "article" => 300.0,
        "dice_it" => 300.0,
        "senate_releases_en" => 200.0,
        _ => 400.0,
    };
    for p in &mut pairs {
        p.row.weight = (voice(&p.set) / counts[&p.set] as f32).min(3.0);
    }
    if let Ok(path) = std::env::var("DUMP") {
        use std::io::Write;
        let mut f = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
        writeln!(f, "set\tfold\ta\tb\tlabel\t{}", NAMES.join("\t")).unwrap();
        for p in &pairs {
            let (a, b) = if p.set.starts_with('D') { (corpus[p.a as usize].id.as_str(), corpus[p.b as usize].id.as_str()) } else { ("", "") };
            writeln!(f, "{}\t{}\t{a}\t{b}\t{}\t{}", p.set, p.fold, u8::from(p.row.label), p.row.features.iter().map(|v| v.to_string()).collect::<Vec<_>>().join("\t")).unwrap();
        }
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
        let scored: Vec<(f64, bool)> = pairs.iter().zip(scores).filter(|(p, _)| p.set == set).map(|(p, &s)| (f64::from(s), p.row.label)).collect();
        let gold: Vec<bool> = scored.iter().map(|s| s.1).collect();
        let at = |t: f64| {
            let predicted: Vec<bool> = scored.iter().map(|s| s.0 >= t).collect();
            evaluate::PairCounts::of_labels(&gold, &predicted).scores()
        };
        let best = evaluate::best_threshold(&scored);
        let half = at(0.5);
        println!("  {set:20} n {:6} at .5: P {:.3} R {:.3} F1 {:.3}; best F1 {:.3} at {:.2}; false {}", scored.len(), half.precision, half.recall, half.f1, best.counts.scores().f1, best.threshold, scored.iter().filter(|s| s.0 >= 0.5 && !s.1).count());
    }
    let all: Vec<(f64, bool)> = pairs.iter().zip(scores).filter(|(p, _)| p.set != "article" && p.set != "across").map(|(p, &s)| (f64::from(s), p.row.label)).collect();
    let table = evaluate::reliability(&all, 10);
    println!("calibration error {:.4}", evaluate::calibration_error(&table));
    let map: BTreeMap<(u32, u32), f32> = pairs.iter().zip(scores).filter(|(p, _)| p.set.starts_with('D') || p.set == "across").map(|(p, &s)| ((p.a, p.b), s)).collect();
    println!("clusters (all parts in one batch):");
    for (linkage, missing) in [(Linkage::Components, 0.0), (Linkage::Average, 0.02), (Linkage::AverageOdds, 0.05), (Linkage::SumOdds, 0.05), (Linkage::Centre, 0.0), (Linkage::Mixed, 0.02)] {
        for threshold in [0.3, 0.4, 0.5, 0.6, 0.7] {
            let labels = linkage::cluster(corpus.len(), &map, linkage, threshold, missing);
            let mut line = format!("  {linkage:?} {threshold}:");
            for parts in [&["D1", "D2", "D3", "D4"][..], &["D5"], &["D6"], &["D7"]] {
                let (gold, predicted): (Vec<&str>, Vec<u32>) = corpus.iter().zip(&labels).filter(|(d, _)| parts.contains(&d.part.as_str())).map(|(d, &l)| (d.cluster.as_str(), l)).unzip();
                let g = evaluate::Grouping::compare(&gold, &predicted);
                let s = g.pairs.scores();
                line += &format!("  {} {:.3}/{:.3} (P{:.2} R{:.2})", if parts.len() > 1 { "D1-4" } else { parts[0] }, s.f1, g.bcubed.f1, s.precision, s.recall);
            }
            println!("{line}");
        }
    }
}

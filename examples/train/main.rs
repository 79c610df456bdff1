//! Trains the shipped model and shows how good it is on families that it has not seen.
//!
//! ```text
//! cargo run --release --example train                  # prints the tables; fails where the shipped numbers are others
//! cargo run --release --example train -- --write       # writes the numbers to src/judge/weights.rs
//! cargo run --release --example train -- --evidence    # makes the evidence of real texts again, from the texts
//! ```
//!
//! Run from the project's root. It learns from `tests/corpus` and from `real_evidence.tsv` beside this
//! file; `--write` makes that again first where the real texts are at hand. The same data give the
//! same numbers, to the last bit (`tests/model.rs`).

mod ablations;
mod boost;
mod data;
mod deals;
mod evidence_file;
mod folds;
mod linkage;
mod real;
mod relations;
mod rows;
mod tables;
mod write;

use std::process::ExitCode;

use data::{BARE, Deal, FULL};
use evidence_file::RealRow;
use folds::{ALL, FoldModels};
use rows::{Model, Row};

/// What was asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Task {
    Tables,
    Write,
    Evidence,
}

fn task() -> Option<Task> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => Some(Task::Tables),
        ["--write"] => Some(Task::Write),
        ["--evidence"] => Some(Task::Evidence),
        _ => None,
    }
}

fn main() -> ExitCode {
    let Some(task) = task() else {
        eprintln!("usage: train [--write | --evidence]");
        return ExitCode::from(2);
    };
    let full = data::corpus(FULL);
    let mut rows: Vec<Row> = rows::all_readings();

    match real::folder() {
        Some(folder) if task != Task::Tables => {
            let evidence = evidence_file::format(&real::evidence(&folder, &full, &rows));
            std::fs::write(evidence_file::PATH, evidence).expect("a file that can be written");
            println!("wrote {}", evidence_file::PATH);
        }
        None if task == Task::Evidence => {
            eprintln!("the real texts are not at hand: RICALCO_DATA names their folder");
            return ExitCode::FAILURE;
        }
        _ => {}
    }
    if task == Task::Evidence {
        return ExitCode::SUCCESS;
    }
    rows.extend(evidence_file::read().iter().map(RealRow::row));

    let model = Model::train(&rows::examples(&rows));
    let source = write::source(&model);
    if task == Task::Write {
        std::fs::write(write::PATH, &source).expect("a file that can be written");
        println!("wrote {}", write::PATH);
        return ExitCode::SUCCESS;
    }

    let deal = Deal::new(&full, 0);
    let models = FoldModels::train(&rows, &deal, ALL);
    println!(
        "Trained on {} pairs: {} documents of tests/corpus, and {}.",
        rows.len(),
        full.len(),
        evidence_file::PATH
    );
    println!(
        "OUT OF FOLD: judged by a model that has not seen the family (corpus) or the document (real pairs)."
    );
    println!("IN SAMPLE: judged by the shipped model, which has.");
    tables::pairs(&rows, &models, &model);
    let full_pairs = rows::pairs(&full);
    tables::clusters("full", &full, &full_pairs, &models);
    let bare = data::corpus(BARE);
    let bare_pairs = rows::pairs(&bare);
    tables::clusters("text only", &bare, &bare_pairs, &models);
    deals::print(&rows, (&full, &full_pairs), (&bare, &bare_pairs));
    deals::print_unseen(&rows, (&full, &full_pairs), (&bare, &bare_pairs));
    ablations::print(&full, &full_pairs, &rows, &models, &deal);
    tables::reliability(&rows, &models);
    relations::print(&full);

    if std::fs::read_to_string(write::PATH).is_ok_and(|shipped| shipped == source) {
        println!("\nThe shipped numbers ({}) are the ones trained here.", write::PATH);
        ExitCode::SUCCESS
    } else {
        eprintln!(
            "\nThe shipped numbers ({}) are not the ones trained here; --write writes them.",
            write::PATH
        );
        ExitCode::FAILURE
    }
}

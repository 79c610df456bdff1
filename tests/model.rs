//! The shipped numbers are those that the training program makes from the data in the tree.
//!
//! Whoever changes what a document is read into, or a figure of the evidence, trains again:
//! `cargo run --release --example train -- --write`.

#[path = "../examples/train/boost.rs"]
mod boost;
#[path = "../examples/train/data.rs"]
#[allow(dead_code, reason = "the program's tables use the rest")]
mod data;
#[path = "../examples/train/evidence_file.rs"]
mod evidence_file;
#[path = "../examples/train/rows.rs"]
#[allow(dead_code, reason = "the program's tables use the rest")]
mod rows;
#[path = "../examples/train/write.rs"]
mod write;

use evidence_file::RealRow;
use rows::Model;

#[test]
fn training_again_finds_the_shipped_numbers() {
    let mut rows = rows::all_readings();
    rows.extend(evidence_file::read().iter().map(RealRow::row));

    let trained = write::source(&Model::train(&rows::examples(&rows)));
    let shipped = std::fs::read_to_string(write::PATH).expect("the shipped numbers");
    let differs = trained.lines().zip(shipped.lines()).position(|(trained, shipped)| trained != shipped);
    assert_eq!(differs, None, "line (from 0) of {} that training again makes different", write::PATH);
    assert_eq!(trained, shipped);
}

#[test]
fn the_evidence_file_reads_back_as_it_was_written() {
    let text = std::fs::read_to_string(evidence_file::PATH).expect("the evidence of real texts");
    let rows = evidence_file::read();
    assert!(rows.iter().any(|row| row.same) && rows.iter().any(|row| !row.same));
    assert!(text == evidence_file::format(&rows), "figures that do not round-trip");
}

#[test]
fn an_evidence_file_with_other_figures_is_refused() {
    assert!(evidence_file::parse("# head\nset\tgroup\tsame\tstands_for\tno_such_figure\n").is_err());
}

//! An index of the first version of the format opens, and holds what was put into it.
//!
//! `tests/data/index-1.gz` was made by `examples/first_index.rs` from `tests/data/first_index.jsonl`.
//! A new version of the format adds a file beside it; for a new version of the model, whose signature
//! is another, it is made again.

#![cfg(feature = "index")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;

use ricalco::{Deduplicator, Document, Index};
use tempfile::TempDir;

#[test]
fn the_first_index_opens() {
    let packed = fs::read("tests/data/index-1.gz").expect("the index that is checked in");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("an index");
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("index-1");
    fs::write(&path, bytes).expect("a file");
    let mut index = Index::open(&path).expect("the index");
    let texts = fs::read_to_string("tests/data/first_index.jsonl").expect("the documents");
    let documents: Vec<Document> =
        texts.lines().map(|line| serde_json::from_str(line).expect("a document")).collect();
    assert_eq!(index.len(), documents.len());
    let grouping = Deduplicator::new().group(&documents).expect("a grouping");
    let batch: BTreeSet<BTreeSet<String>> = grouping
        .clusters()
        .iter()
        .map(|cluster| cluster.members.iter().map(|member| member.id.to_string()).collect())
        .collect();
    let held: BTreeSet<BTreeSet<String>> = index
        .clusters()
        .map(|cluster| cluster.expect("a cluster").members.iter().map(|m| m.id.to_string()).collect())
        .collect();
    assert_eq!(held, batch);
    for document in &documents {
        assert_eq!(index.text(document.id()).expect("a text").as_deref(), Some(document.text()));
        assert_eq!(index.insert(document).expect("a placement").events, []);
    }
    assert_eq!(index.verify().expect("a report").problems, Vec::<String>::new());
    index.check_file().expect("a sound file");
}

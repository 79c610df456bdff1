//! An index of the format that is written opens, and holds what was put into it; one of the format before, whose
//! links had no witness, is refused by its number, and left as it is.
//!
//! `tests/data/index-2.gz` was made by `examples/first_index.rs` from `tests/data/first_index.jsonl`, and
//! `index-1.gz` by the same before the first release. A new version of the format adds a file beside them; for a
//! new version of the model, whose signature is another, the last one is made again.

#![cfg(feature = "index")]

use std::collections::BTreeSet;
use std::fs;
use std::io::Read as _;

use ricalco::{Deduplicator, Document, Error, Index, IndexTrouble};
use tempfile::TempDir;

/// The bytes of an index that is checked in.
fn checked_in(name: &str) -> Vec<u8> {
    let packed = fs::read(format!("tests/data/{name}.gz")).expect("the index that is checked in");
    let mut bytes = Vec::new();
    flate2::read::GzDecoder::new(&packed[..]).read_to_end(&mut bytes).expect("an index");
    bytes
}

#[test]
fn the_format_before_is_refused_by_its_number() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("index-1");
    let bytes = checked_in("index-1");
    fs::write(&path, &bytes).expect("a file");
    match Index::open(&path) {
        Err(Error::Index { kind: IndexTrouble::Format, .. }) => {}
        other => panic!("{other:?}"),
    }
    assert_eq!(fs::read(&path).expect("the file"), bytes);
}

#[test]
fn an_index_of_this_format_opens() {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("index-2");
    fs::write(&path, checked_in("index-2")).expect("a file");
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

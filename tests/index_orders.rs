//! The corpus with 2,000 articles beside it, in random orders with removals: the index ends each time
//! with the clusters, sources and relations that a batch finds on what it holds.
//!
//! A few orders run every day; the hundred by
//! `RICALCO_ORDERS=100 cargo test --release --features index --test index_orders`. The articles are
//! those of DICE, which are not part of this project: `dice_it.jsonl.gz` in the folder `RICALCO_DATA`,
//! else in `../shared/data`. Where it is not, the corpus stands alone, and the test says so.

#![cfg(feature = "index")]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::env;
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;

use common::Chance;
use common::corpus::{self, PARTS};
use common::partition::{Partition, of_grouping, of_index};
use ricalco::{Deduplicator, Document, DocumentId, Fingerprint, Index};
use tempfile::TempDir;

/// Articles beside the corpus, every fifth of those that there are.
const ARTICLES: usize = 2000;

fn articles() -> Vec<Document> {
    let folder = env::var_os("RICALCO_DATA").map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let Ok(file) = File::open(folder.join("dice_it.jsonl.gz")) else {
        println!("the articles of DICE are not at hand (RICALCO_DATA): the corpus stands alone");
        return Vec::new();
    };
    let document = |line: std::io::Result<String>| {
        let value: serde_json::Value = serde_json::from_str(&line.expect("a line")).expect("JSON");
        let id = value["id"].as_str().map_or_else(|| value["id"].to_string(), str::to_owned);
        Document::new(format!("article-{id}"), value["text"].as_str().unwrap_or_default())
    };
    let lines = BufReader::new(flate2::read::GzDecoder::new(file)).lines();
    lines.step_by(5).take(ARTICLES).map(document).collect()
}

/// What a batch finds on some of the documents, which were read before.
fn of_batch(documents: &[Document], prints: &[Fingerprint], held: &BTreeSet<usize>) -> Partition {
    let ids: Vec<DocumentId> = held.iter().map(|&at| documents[at].id().clone()).collect();
    let prints: Vec<Fingerprint> = held.iter().map(|&at| prints[at].clone()).collect();
    of_grouping(&Deduplicator::new().group_fingerprints(&ids, &prints).expect("a grouping"))
}

/// Puts all documents in, in an order of its own, and takes some out on the way; most transactions
/// are of one document. Of those that were taken out some come again.
fn feed(index: &Index, documents: &[Document], chance: &mut Chance) -> BTreeSet<usize> {
    let mut coming: Vec<usize> = (0..documents.len()).collect();
    chance.shuffle(&mut coming);
    let mut held = BTreeSet::new();
    while !coming.is_empty() {
        let count = if chance.below(3) > 0 { 1 } else { 1 + chance.below(60) };
        let many = coming.split_off(coming.len() - count.min(coming.len()));
        let batch: Vec<Document> = many.iter().map(|&at| documents[at].clone()).collect();
        index.insert_batch(&batch).expect("placements");
        held.extend(many);
        if chance.below(4) == 0 {
            let leaving: Vec<usize> = held.iter().copied().filter(|_| chance.below(60) == 0).collect();
            let ids: Vec<DocumentId> = leaving.iter().map(|&at| documents[at].id().clone()).collect();
            index.remove_batch(&ids).expect("events");
            for at in leaving {
                held.remove(&at);
                if chance.below(3) == 0 {
                    coming.insert(chance.below(coming.len() + 1), at);
                }
            }
        }
    }
    held
}

#[test]
fn the_index_ends_where_the_batch_does() {
    let orders = env::var("RICALCO_ORDERS").ok().and_then(|orders| orders.parse().ok()).unwrap_or(2);
    let mut documents = corpus::documents(&PARTS);
    documents.extend(articles());
    let documents: BTreeMap<DocumentId, Document> =
        documents.into_iter().map(|document| (document.id().clone(), document)).collect();
    let documents: Vec<Document> = documents.into_values().collect();
    let prints = Deduplicator::new().read_all(&documents);
    let mut together = 0;
    for order in 0..orders {
        let directory = TempDir::new().expect("a directory");
        let path = directory.path().join("index");
        let index = Index::create(&path).expect("an index");
        let held = feed(&index, &documents, &mut Chance::new(order));
        let batch = of_batch(&documents, &prints, &held);
        assert!(held.len() < documents.len(), "nothing was removed");
        assert_eq!(index.len(), held.len());
        assert_eq!(of_index(&index), batch, "order {order}");
        together += batch.iter().filter(|(_, members)| members.len() > 1).count();
        if order % 10 == 0 {
            drop(index);
            let index = Index::open(&path).expect("the index again");
            assert_eq!(index.verify().expect("a report").problems, Vec::<String>::new(), "order {order}");
            assert_eq!(of_index(&index), batch, "order {order}, opened again");
        }
    }
    assert!(together > 100, "{together} clusters of two or more in all");
}

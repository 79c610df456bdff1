//! Order invariance: the same documents give the same answer in any order and with any number of
//! threads, byte for byte.
//!
//! A newsroom compares today's groups with yesterday's, and an aggregator reads its feeds in the
//! order in which the network answers; a grouping that moved with either could not be trusted. Greedy
//! clustering and maps without an order are how this breaks.

mod common;

use common::corpus;
use common::{Chance, batch, written};
use ricalco::{Deduplicator, Document, Relation};

fn answer(documents: &[Document], threads: usize) -> String {
    let deduplicator = Deduplicator::builder().threads(threads).build().expect("settings in range");
    written(documents, &deduplicator.group(documents).expect("ids that differ"))
}

/// Documents among which there is something to decide: copies, rewrites, and the corpus's hardest.
fn documents() -> Vec<Document> {
    batch(60, 1).into_iter().chain(corpus::documents(&["D7"])).collect()
}

#[test]
fn shuffled_documents_and_other_threads_give_the_same_bytes() {
    let mut documents = documents();
    let first = answer(&documents, 1);
    assert_eq!(answer(&documents, 2), first, "two threads");
    let mut chance = Chance::new(7);
    for round in 0..4 {
        chance.shuffle(&mut documents);
        assert_eq!(answer(&documents, 1 + round % 2), first, "shuffle {round}");
    }
    documents.reverse();
    assert_eq!(answer(&documents, 2), first, "reversed");
}

#[test]
fn the_answer_that_stays_the_same_is_not_an_empty_one() {
    let documents = documents();
    let grouping = common::group(&documents);
    let joined =
        (0..documents.len()).filter_map(|at| grouping.of(at)).filter(|(_, m)| m.relation != Relation::Single);
    assert!(joined.count() > 60, "too few documents are in clusters for the test to tell anything");
}

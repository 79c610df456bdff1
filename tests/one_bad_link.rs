//! One bad link: a roundup that holds two releases belongs to one of them at the most, and never
//! makes one cluster of both.
//!
//! Connected components merge whatever any pair connects: in one collection a single chain made a
//! false cluster of eight hundred thousand documents. Here the pairs beside a link outvote it.

mod common;

use common::corpus::{PARTS, corpus};
use common::{Chance, Event, group, together};
use ricalco::group::cluster::Link;
use ricalco::group::roundups::roundups;
use ricalco::{Deduplicator, Document};

/// Two releases with so many of a release, its copy and its rewrite; after them roundups that hold
/// both releases in full, and each one release more than the roundup before.
fn documents(seed: u64, each: usize, roundups: usize) -> Vec<Document> {
    let mut chance = Chance::new(seed);
    let events: Vec<Event> = (0..2).map(|_| Event::new(&mut chance)).collect();
    let mut documents = Vec::new();
    for (number, event) in events.iter().enumerate() {
        let texts = [("release", event.release()), ("copy", event.copy()), ("rewrite", event.rewrite())];
        for (kind, text) in texts.into_iter().take(each) {
            documents.push(Document::new(format!("{number}-{kind}"), text));
        }
    }
    for number in 0..roundups {
        let others = (0..number).map(|_| Event::new(&mut chance).release());
        let all: Vec<String> = events.iter().map(Event::release).chain(others).collect();
        documents.push(Document::new(format!("roundup-{number}"), all.join("\n\n")));
    }
    documents
}

/// Fails where the two releases are merged, or one of them has lost its own.
fn stay_apart(each: usize, roundups: usize) {
    for seed in 0..40 {
        let grouping = group(&documents(seed, each, roundups));
        let case = format!("seed {seed}, {each} of each, {roundups} roundups");
        for own in 1..each {
            assert!(together(&grouping, 0, own), "{case}: 0 and {own} are apart");
            assert!(together(&grouping, each, each + own), "{case}: {each} and {} are apart", each + own);
        }
        assert!(!together(&grouping, 0, each), "{case}: the two releases are merged");
        for cluster in grouping.clusters() {
            assert!(cluster.source().position < 2 * each, "{case}: a roundup is taken for the source");
        }
    }
}

#[test]
fn a_roundup_does_not_merge_two_clusters() {
    stay_apart(3, 1);
}

#[test]
fn a_roundup_does_not_merge_two_releases_that_stand_alone() {
    stay_apart(1, 1);
}

#[test]
fn two_roundups_do_not_merge_two_clusters() {
    stay_apart(3, 2);
}

#[test]
fn two_roundups_do_not_merge_two_releases_that_stand_alone() {
    stay_apart(1, 2);
}

#[test]
fn more_roundups_than_documents_of_a_release_do_not_merge_two() {
    stay_apart(2, 4);
}

/// A long release holds its excerpts, and a story of today holds that of yesterday: neither is a roundup.
#[test]
fn no_text_of_the_corpus_is_taken_for_a_roundup_by_what_it_holds() {
    let corpus = corpus(&PARTS);
    let deduplicator = Deduplicator::new();
    let documents: Vec<Document> = corpus.iter().map(|labelled| labelled.document.clone()).collect();
    let prints = deduplicator.read_all(&documents);
    let judge = |a: u32, b: u32| deduplicator.compare(&prints[a as usize], &prints[b as usize]).probability;
    let mut links = Vec::new();
    for (b, other) in (0..).zip(&corpus) {
        let same = (0..b).zip(&corpus).filter(|(_, one)| one.cluster == other.cluster);
        links.extend(same.map(|(a, _)| Link { a, b, probability: 1.0 }));
    }
    let found = roundups(&prints, &links, judge);
    assert!(found.contains(&true), "no roundup at all");
    for ((found, print), labelled) in found.iter().zip(&prints).zip(&corpus) {
        let right = !found || print.is_roundup() || labelled.kind == "roundup";
        assert!(right, "{}, a {}, is taken for a roundup", labelled.document.id(), labelled.kind);
    }
}

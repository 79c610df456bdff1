//! One bad link: a roundup that holds two releases belongs to one of them at the most, and never
//! makes one cluster of both.
//!
//! Connected components merge whatever any pair connects: in one collection a single chain made a
//! false cluster of eight hundred thousand documents. Here the pairs beside a link outvote it.

mod common;

use common::{Chance, Event, group, together};
use ricalco::Document;

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
    for seed in 0..12 {
        let grouping = group(&documents(seed, each, roundups));
        let case = format!("seed {seed}, {each} of each, {roundups} roundups");
        for own in 1..each {
            assert!(together(&grouping, 0, own), "{case}: 0 and {own} are apart");
            assert!(together(&grouping, each, each + own), "{case}: {each} and {} are apart", each + own);
        }
        assert!(!together(&grouping, 0, each), "{case}: the two releases are merged");
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

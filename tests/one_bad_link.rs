//! One bad link: a roundup that holds two releases belongs to one of them at the most, and never
//! makes one cluster of both.
//!
//! Connected components merge whatever any pair connects: in one collection a single chain made a
//! false cluster of eight hundred thousand documents. Here the pairs beside a link outvote it.

mod common;

use common::{Chance, Event, group, together};
use ricalco::Document;

/// Releases with a copy and a rewrite each, and after them roundups that hold two releases in full.
fn documents(seed: u64, roundups: usize) -> Vec<Document> {
    let mut chance = Chance::new(seed);
    let events: Vec<Event> = (0..2).map(|_| Event::new(&mut chance)).collect();
    let mut documents = Vec::new();
    for (number, event) in events.iter().enumerate() {
        for (kind, text) in
            [("release", event.release()), ("copy", event.copy()), ("rewrite", event.rewrite())]
        {
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

#[test]
fn a_roundup_of_two_releases_does_not_merge_them() {
    for seed in 0..12 {
        for roundups in 1..=2 {
            let documents = documents(seed, roundups);
            let grouping = group(&documents);
            for (a, b) in [(0, 1), (0, 2), (3, 4), (3, 5)] {
                assert!(together(&grouping, a, b), "seed {seed}, {roundups} roundups: {a} and {b} are apart");
            }
            for (a, b) in [(0, 3), (1, 4), (2, 5)] {
                assert!(!together(&grouping, a, b), "seed {seed}, {roundups} roundups: {a} and {b} are merged");
            }
        }
    }
}

//! Candidates: the pairs worth judging, found without comparing all pairs.
//!
//! In: fingerprints. Out: pairs, ascending. Cost: `O(k log k)` to sort the `k` keys of all documents,
//! then a walk over the postings that are let through; 12 bytes a key while they are sorted.
//!
//! An inverted index from keys to documents; a document's partners are those with which it shares
//! keys of enough weight. A key that more than [`PIVOTS`] documents share (a stock phrase, a topic)
//! would make pairs without number: it is *crowded*. Of its documents the [`PIVOTS`] with the smallest content
//! hash are *pivots*, and the key counts only for pairs with a pivot in it, `PIVOTS x n` pairs at the most instead
//! of `n²`, and half: what many share tells less than the tables say. Which pairs are candidates so
//! depends on the set of documents, never on their order. A true pair is lost where what it shares is crowded and
//! neither of the two is a pivot, or what counts of it weighs too little; such pairs are still joined through the
//! pivots that both resemble. What is passed over is counted.

use std::borrow::Borrow;

use super::keys::{self, Key};
use super::parallel;
use crate::read::fingerprint::Fingerprint;

/// Of a key that more documents than this share, this many are compared with all. Of 100,000 generated documents
/// 16 find .9979 of the true pairs, and 32 find .9992 with 1.7 times the candidates; among articles 32 make 2.3 times
/// (`cargo run --release --example trial`).
pub const PIVOTS: usize = 16;
/// Shared keys must weigh this much together in one of the two documents, in quarter bits. With 80 there are a
/// third fewer candidates among articles, and six more true pairs of the corpus are lost, four of them of D7.
pub const ENOUGH: u32 = 64;

/// What a key of some weight tells of two documents that share it: half of it where the key is crowded, shared by
/// more than [`PIVOTS`]. With all of it, of 100,000 generated documents .001 more of the true pairs are found,
/// with 2.8 times the candidates.
pub(crate) fn telling(weight: u8, crowded: bool) -> u16 {
    u16::from(weight) >> u8::from(crowded)
}

/// Candidate pairs and what was passed over.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// Pairs of positions, the smaller first, ascending.
    pub pairs: Vec<(u32, u32)>,
    /// Pairs of documents under one key that the key was not let count for.
    pub passed_over: u64,
}

/// The postings of all keys that two documents or more share.
struct Postings {
    /// For each document, where its keys begin in `keys`.
    starts: Vec<u32>,
    /// For each document its shared keys: number of the posting list, weight.
    keys: Vec<(u32, u8)>,
    /// Where each posting list begins in `documents`.
    lists: Vec<u32>,
    /// The documents of each list, by content hash, with the weight that the key has in each.
    documents: Vec<(u32, u8)>,
}

/// Finds the candidates among documents.
pub fn candidates(prints: &[impl Borrow<Fingerprint> + Sync], threads: Option<usize>) -> Candidates {
    let postings = postings(prints, threads);
    let passed_over = postings
        .lists
        .windows(2)
        .map(|list| u64::from(list[1] - list[0]))
        .filter(|&n| n > PIVOTS as u64)
        .map(|n| (n - PIVOTS as u64) * (n - PIVOTS as u64 - 1) / 2)
        .sum();
    let count = prints.len();
    let documents: Vec<u32> = (0..count as u32).collect();
    let found = parallel::map(
        threads,
        &documents,
        || Counter::new(count),
        |counter, &document| counter.partners(document, &postings),
    );
    let pairs = found.into_iter().flatten().collect();
    Candidates { pairs, passed_over }
}

/// Weights gathered for the partners of one document.
struct Counter {
    /// For each document, what the shared keys weigh in the one document, and in this one.
    weights: Vec<(u16, u16)>,
    touched: Vec<u32>,
}

impl Counter {
    fn new(documents: usize) -> Self {
        Self { weights: vec![(0, 0); documents], touched: Vec::new() }
    }

    /// The pairs of a document with partners that stand after it.
    fn partners(&mut self, document: u32, postings: &Postings) -> Vec<(u32, u32)> {
        let keys =
            postings.starts[document as usize] as usize..postings.starts[document as usize + 1] as usize;
        for &(list, weight) in &postings.keys[keys] {
            let list = postings.lists[list as usize] as usize..postings.lists[list as usize + 1] as usize;
            let documents = &postings.documents[list];
            let (pivots, rest) = documents.split_at(documents.len().min(PIVOTS));
            let crowd = !rest.is_empty();
            let partners =
                if !crowd || pivots.iter().any(|&(pivot, _)| pivot == document) { documents } else { pivots };
            let weight = telling(weight, crowd);
            for &(partner, other) in partners.iter().filter(|&&(partner, _)| partner > document) {
                let sums = &mut self.weights[partner as usize];
                if *sums == (0, 0) {
                    self.touched.push(partner);
                }
                *sums = (sums.0.saturating_add(weight), sums.1.saturating_add(telling(other, crowd)));
            }
        }
        let mut pairs = Vec::new();
        for partner in self.touched.drain(..) {
            let (own, other) = std::mem::take(&mut self.weights[partner as usize]);
            if u32::from(own.max(other)) >= ENOUGH {
                pairs.push((document, partner));
            }
        }
        pairs.sort_unstable();
        pairs
    }
}

/// Documents whose keys are made in one piece of work.
const PIECE: usize = 4096;

fn postings(prints: &[impl Borrow<Fingerprint> + Sync], threads: Option<usize>) -> Postings {
    // Documents go by their rank in the order of contents, so that to sort needs no look at them.
    let mut by_content: Vec<u32> = (0..prints.len() as u32).collect();
    by_content.sort_unstable_by_key(|&document| (prints[document as usize].borrow().content, document));
    let mut entries: Vec<(Key, u32, u8)> = Vec::new();
    for (piece, documents) in by_content.chunks(PIECE).enumerate() {
        let found = parallel::map(threads, documents, keys::Scratch::default, |scratch, &document| {
            let mut found = Vec::new();
            keys::keys(prints[document as usize].borrow(), scratch, &mut found);
            found
        });
        for (rank, found) in (piece * PIECE..).zip(found) {
            entries.extend(found.into_iter().map(|(key, weight)| (key, rank as u32, weight)));
        }
    }
    parallel::sort(threads, &mut entries);
    let shared = entries.chunk_by(|a, b| a.0 == b.0).filter(|list| list.len() > 1);
    let (mut lists, mut documents, mut starts) = (vec![0], Vec::new(), vec![0_u32; prints.len() + 1]);
    for list in shared {
        for &(_, rank, weight) in list {
            let document = by_content[rank as usize];
            documents.push((document, weight));
            starts[document as usize + 1] += 1;
        }
        lists.push(documents.len() as u32);
    }
    for at in 0..prints.len() {
        starts[at + 1] += starts[at];
    }
    // List by list, so that each document's keys come in the order of the lists.
    let mut next = starts.clone();
    let mut keys = vec![(0, 0); documents.len()];
    for (number, list) in lists.windows(2).enumerate() {
        for &(document, weight) in &documents[list[0] as usize..list[1] as usize] {
            let next = &mut next[document as usize];
            keys[*next as usize] = (number as u32, weight);
            *next += 1;
        }
    }
    Postings { starts, keys, lists, documents }
}

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

/// To fetch a posting list one entry in so many is looked at: a line of memory, of 64 bytes, holds eight.
const LINE: usize = 7;

/// The postings of all keys that two documents or more share.
struct Postings {
    /// For each document, where its keys begin in `keys`.
    starts: Vec<u32>,
    /// For each document its shared keys: number of the posting list, weight.
    keys: Vec<(u32, u8)>,
    /// Where each posting list begins in `documents`.
    lists: Vec<u32>,
    /// The documents of each list with the weight that the key has in each: ascending, but of a crowded one the
    /// pivots first, and after them the others.
    documents: Vec<(u32, u8)>,
}

impl Postings {
    fn keys(&self, document: u32) -> &[(u32, u8)] {
        &self.keys[self.starts[document as usize] as usize..self.starts[document as usize + 1] as usize]
    }

    fn list(&self, list: u32) -> &[(u32, u8)] {
        &self.documents[self.lists[list as usize] as usize..self.lists[list as usize + 1] as usize]
    }

    /// Has the beginnings of the lists of some keys brought near, all at once: they lie anywhere, and to wait for
    /// each in turn takes longer than all that is done with them.
    fn fetch(&self, keys: &[(u32, u8)]) {
        let lines = keys.iter().flat_map(|&(list, _)| self.list(list).iter().take(PIVOTS).step_by(LINE));
        std::hint::black_box(lines.fold(0, |all, &(document, _)| all ^ document));
    }
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
    /// The partners, in the first `count` places.
    touched: Vec<u32>,
    count: usize,
}

impl Counter {
    fn new(documents: usize) -> Self {
        Self { weights: vec![(0, 0); documents], touched: Vec::new(), count: 0 }
    }

    /// The pairs of a document with partners that stand after it.
    fn partners(&mut self, document: u32, postings: &Postings) -> Vec<(u32, u32)> {
        let keys = postings.keys(document);
        postings.fetch(keys);
        for &(list, weight) in keys {
            let documents = postings.list(list);
            let (pivots, rest) = documents.split_at(documents.len().min(PIVOTS));
            let crowded = !rest.is_empty();
            let weight = telling(weight, crowded);
            self.add(after(pivots, document), weight, crowded);
            if crowded && pivots.iter().any(|&(pivot, _)| pivot == document) {
                self.add(after(rest, document), weight, crowded);
            }
        }
        let mut pairs = Vec::new();
        for &partner in &self.touched[..std::mem::take(&mut self.count)] {
            let (own, other) = std::mem::take(&mut self.weights[partner as usize]);
            if u32::from(own.max(other)) >= ENOUGH {
                pairs.push((document, partner));
            }
        }
        pairs.sort_unstable();
        pairs
    }

    /// Adds what a key weighs in a document and in its partners. Which partners are new cannot be foretold, and to
    /// fetch their sums takes long: each is noted, and the next one over it where it was known.
    fn add(&mut self, partners: &[(u32, u8)], weight: u16, crowded: bool) {
        let room = self.count + partners.len();
        if self.touched.len() < room {
            self.touched.resize(room.next_power_of_two(), 0);
        }
        for &(partner, other) in partners {
            let sums = &mut self.weights[partner as usize];
            self.touched[self.count] = partner;
            self.count += usize::from(*sums == (0, 0));
            *sums = (sums.0.saturating_add(weight), sums.1.saturating_add(telling(other, crowded)));
        }
    }
}

/// The documents of an ascending list that stand after one.
fn after(list: &[(u32, u8)], document: u32) -> &[(u32, u8)] {
    &list[list.partition_point(|&(other, _)| other <= document)..]
}

/// Documents whose keys are made in one piece of work.
const PIECE: usize = 4096;

fn postings(prints: &[impl Borrow<Fingerprint> + Sync], threads: Option<usize>) -> Postings {
    let mut entries: Vec<(Key, u32, u8)> = Vec::new();
    for (piece, prints) in prints.chunks(PIECE).enumerate() {
        let found = parallel::map(threads, prints, keys::Scratch::default, |scratch, print| {
            let mut found = Vec::new();
            keys::keys(print.borrow(), scratch, &mut found);
            found
        });
        for (document, found) in (piece * PIECE..).zip(found) {
            entries.extend(found.into_iter().map(|(key, weight)| (key, document as u32, weight)));
        }
    }
    parallel::sort(threads, &mut entries);
    let ranks = ranks(prints);
    let shared = entries.chunk_by(|a, b| a.0 == b.0).filter(|list| list.len() > 1);
    let (mut lists, mut documents, mut starts) = (vec![0], Vec::new(), vec![0_u32; prints.len() + 1]);
    let mut by_rank = Vec::new();
    for list in shared {
        let posting = |&(_, document, weight): &(Key, u32, u8)| (document, weight);
        if list.len() <= PIVOTS {
            documents.extend(list.iter().map(posting));
        } else {
            let last = last_pivot(list, &ranks, &mut by_rank);
            let is_pivot = |&(document, _): &(u32, u8)| ranks[document as usize] <= last;
            documents.extend(list.iter().map(posting).filter(is_pivot));
            documents.extend(list.iter().map(posting).filter(|entry| !is_pivot(entry)));
        }
        for &(_, document, _) in list {
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

/// For each document its rank by content.
fn ranks(prints: &[impl Borrow<Fingerprint>]) -> Vec<u32> {
    let mut by_content: Vec<u32> = (0..prints.len() as u32).collect();
    by_content.sort_unstable_by_key(|&document| (prints[document as usize].borrow().content, document));
    let mut ranks = vec![0; prints.len()];
    for (rank, &document) in (0..).zip(&by_content) {
        ranks[document as usize] = rank;
    }
    ranks
}

/// The rank of the last pivot of a crowded list. `by_rank` is a buffer.
fn last_pivot(list: &[(Key, u32, u8)], ranks: &[u32], by_rank: &mut Vec<u32>) -> u32 {
    by_rank.clear();
    by_rank.extend(list.iter().map(|&(_, document, _)| ranks[document as usize]));
    *by_rank.select_nth_unstable(PIVOTS - 1).1
}

//! Partners: the documents with which a document makes candidate pairs, by the rule of
//! [`candidates`](crate::group::candidates), one document at a time.
//!
//! In: the [heads](super::heads) of the lists of a document's keys. Out: its partners; and, of a
//! transaction, for which pairs of older documents the rule's answer may have changed. Cost: a few steps
//! a posting; a whole list where the document is one of its pivots, which of `n` documents [`PIVOTS`] are.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::contents::Ties;
use super::heads::{Head, Heads};
use super::postings::Posting;
use super::rows::{Number, Witness};
use super::state::View;
use crate::error::Result;
use crate::group::candidates::{ENOUGH, PIVOTS, telling};
use crate::group::keys::Key;

/// Spreads document numbers, which need nothing stronger. Nothing in its order reaches an answer.
#[derive(Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u32(u32::from(byte));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
    }
}

/// What is gathered of the keys that two documents share: their weights in the one, and in the other.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    own: u16,
    other: u16,
    witness: Witness,
    /// How many documents have the witness.
    shared_by: u8,
}

impl Sum {
    /// Adds a key, as a batch does; `shared_by` says how many documents have it, of a crowded one nothing.
    fn add(&mut self, key: Key, (own, other): (u8, u8), shared_by: Option<u8>) {
        let crowded = shared_by.is_none();
        let (own, other) = (telling(own, crowded), telling(other, crowded));
        self.own = self.own.saturating_add(own);
        self.other = self.other.saturating_add(other);
        // The fewer have it, the longer it takes until it is crowded and the pair must be looked at again.
        let is_better = |few: u8| self.witness == Witness::NONE || few < self.shared_by;
        if let Some(few) = shared_by.filter(|&few| is_enough(own, other) && is_better(few)) {
            (self.witness, self.shared_by) = (Witness::new(key), few);
        }
    }

    /// Whether the two are a candidate pair.
    fn is_candidate(self) -> bool {
        is_enough(self.own, self.other)
    }
}

/// Whether the keys that two documents share weigh enough in one of the two.
fn is_enough(own: u16, other: u16) -> bool {
    u32::from(own.max(other)) >= ENOUGH
}

/// For each document that shares a key, what is gathered of those that it shares.
type Sums = HashMap<Number, Sum, BuildHasherDefault<Spread>>;

/// Buffers kept from document to document.
#[derive(Default)]
pub(super) struct Scratch {
    sums: Sums,
    list: Vec<Posting>,
    ties: Ties,
    /// Of keys that pairs were asked for: the pivots where it is crowded. Pairs that are looked at
    /// again share most of their keys with one another.
    pivots: HashMap<Key, Option<Vec<Number>>>,
}

/// Keys whose pivots are kept, at the most; then they are asked for again.
const KEPT: usize = 1 << 16;

impl Scratch {
    /// The pivots of a key; `None` where it is not crowded.
    fn pivots(&mut self, view: View<'_>, key: Key) -> Result<Option<&[Number]>> {
        if self.pivots.len() > KEPT {
            self.pivots.clear();
        }
        if !self.pivots.contains_key(&key) {
            view.head(key, &mut self.ties, &mut self.list)?;
            let pivots = self.list.get(..PIVOTS).filter(|_| self.list.len() > PIVOTS);
            let pivots = pivots.map(|pivots| pivots.iter().map(|posting| posting.document).collect());
            self.pivots.insert(key, pivots);
        }
        Ok(self.pivots.get(&key).and_then(Option::as_deref))
    }
}

/// Finds the documents with which a document that the view holds shares keys of enough weight: ascending, each
/// with the key that makes it one by itself, if one does.
pub(super) fn partners(
    view: View<'_>,
    document: Number,
    heads: &Heads,
    scratch: &mut Scratch,
) -> Result<Vec<(Number, Witness)>> {
    let Scratch { sums, list, .. } = scratch;
    sums.clear();
    for Head { key, weight, crowded, mut postings } in heads.of(document) {
        if crowded && postings.iter().any(|posting| posting.document == document) {
            view.whole(key, list)?;
            postings = list;
        }
        let shared_by = (!crowded).then_some(postings.len() as u8);
        for posting in postings {
            sums.entry(posting.document).or_default().add(key, (weight, posting.weight), shared_by);
        }
    }
    sums.remove(&document);
    let candidates = sums.iter().filter(|(_, sum)| sum.is_candidate());
    let mut partners: Vec<_> = candidates.map(|(&partner, sum)| (partner, sum.witness)).collect();
    partners.sort_unstable_by_key(|&(partner, _)| partner);
    Ok(partners)
}

/// What makes a candidate pair of two documents of a view, `None` where they are none; of both their keys,
/// ascending.
pub(super) fn witness(
    view: View<'_>,
    (a, keys_a): (Number, &[(Key, u8)]),
    (b, keys_b): (Number, &[(Key, u8)]),
    scratch: &mut Scratch,
) -> Result<Option<Witness>> {
    let mut sum = Sum::default();
    for &(key, weight_a) in keys_a {
        let Ok(at) = keys_b.binary_search_by_key(&key, |&(key, _)| key) else { continue };
        let weight_b = keys_b.get(at).map_or(0, |&(_, weight)| weight);
        let pivots = scratch.pivots(view, key)?;
        if pivots.is_none_or(|pivots| pivots.contains(&a) || pivots.contains(&b)) {
            // Of how many is not asked here: any witness will do.
            sum.add(key, (weight_a, weight_b), pivots.is_none().then_some(0));
        }
        if sum.witness != Witness::NONE {
            break;
        }
    }
    Ok(Some(sum.witness).filter(|_| sum.is_candidate()))
}

/// Whether a witness, if it is one, makes candidates by itself of two documents with these keys, ascending.
pub(super) fn is_witness(
    view: View<'_>,
    witness: Witness,
    keys_a: &[(Key, u8)],
    keys_b: &[(Key, u8)],
    scratch: &mut Scratch,
) -> Result<bool> {
    let Some(key) = witness.key() else { return Ok(true) };
    let weight = |keys: &[(Key, u8)]| {
        keys.binary_search_by_key(&key, |&(key, _)| key)
            .ok()
            .and_then(|at| keys.get(at))
            .map(|&(_, weight)| weight)
    };
    let (Some(a), Some(b)) = (weight(keys_a), weight(keys_b)) else { return Ok(false) };
    Ok(is_enough(a.into(), b.into()) && scratch.pivots(view, key)?.is_none())
}

/// Older documents whose place among the pivots of a key a transaction changes.
#[derive(Debug, Default)]
pub(super) struct Shift {
    /// They were pivots, and are none: some of their pairs may be no candidates any more.
    pub(super) displaced: Vec<Number>,
    /// They have a key that has become crowded: so may some of theirs.
    pub(super) thronged: Vec<Number>,
    /// They are pivots now, or every document is: some of their pairs may have become candidates.
    pub(super) promoted: Vec<Number>,
    /// Keys that have become crowded.
    pub(super) crowded: Vec<Key>,
}

impl Shift {
    pub(super) fn add(&mut self, other: Shift) {
        self.displaced.extend(other.displaced);
        self.thronged.extend(other.thronged);
        self.promoted.extend(other.promoted);
        self.crowded.extend(other.crowded);
    }

    /// Puts the keys in order, none of which is there twice, and names each promoted document once.
    pub(super) fn settle(&mut self) {
        self.promoted.sort_unstable();
        self.promoted.dedup();
        self.crowded.sort_unstable();
    }
}

/// Compares the pivots of a key before and after a transaction.
pub(super) fn shift(before: View<'_>, after: View<'_>, key: Key, scratch: &mut Scratch) -> Result<Shift> {
    let mut shift = Shift::default();
    let Scratch { list, ties, .. } = scratch;
    after.head(key, ties, list)?;
    let crowded_after = list.len() > PIVOTS;
    list.truncate(PIVOTS);
    let pivots_after: Vec<Number> = list.iter().map(|posting| posting.document).collect();
    before.head(key, ties, list)?;
    let crowded_before = list.len() > PIVOTS;
    list.truncate(PIVOTS);
    let pivots_before: Vec<Number> = list.iter().map(|posting| posting.document).collect();
    // Where the key becomes crowded it tells less of all that had it; where it is no more, more.
    if crowded_after {
        shift.crowded.extend((!crowded_before).then_some(key));
        let there = pivots_before.iter().copied().filter(|&document| after.content(document).is_some());
        if crowded_before {
            shift.displaced.extend(there.filter(|document| !pivots_after.contains(document)));
        } else {
            shift.thronged.extend(there);
        }
    }
    if crowded_before {
        shift.promoted.extend(pivots_after.iter().copied().filter(|&document| {
            before.content(document).is_some() && !(crowded_after && pivots_before.contains(&document))
        }));
    }
    Ok(shift)
}

//! Partners: the documents with which a document makes candidate pairs, by the rule of
//! [`candidates`](crate::group::candidates), one document at a time.
//!
//! In: a document's keys and the lists of a view. Out: its partners; and, of a transaction, for
//! which pairs of older documents the rule's answer may have changed. Cost: a list's head a key;
//! a whole list where the document is one of its pivots, which of `n` documents [`PIVOTS`] are.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::contents::Ties;
use super::postings::{Extent, Posting};
use super::rows::Number;
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

/// For each document the weights gathered: by the one document's keys, and by the other's.
type Sums = HashMap<Number, (u16, u16), BuildHasherDefault<Spread>>;

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

/// The documents with which a document shares keys of enough weight.
#[derive(Debug, Default)]
pub(super) struct Partners {
    /// Ascending.
    pub(super) documents: Vec<Number>,
    /// Keys of more than [`PIVOTS`] documents of which the document is a pivot.
    pub(super) pivot_of: Vec<Key>,
}

/// Finds the partners of a document that the view holds.
pub(super) fn partners(
    view: View<'_>,
    document: Number,
    keys: &[(Key, u8)],
    scratch: &mut Scratch,
) -> Result<Partners> {
    let mut found = Partners::default();
    let Scratch { sums, list, ties, .. } = scratch;
    sums.clear();
    view.lists().approach(keys);
    for &(key, weight) in keys {
        view.head(key, ties, list)?;
        let crowd = list.len() > PIVOTS;
        if crowd {
            if list.iter().take(PIVOTS).any(|posting| posting.document == document) {
                found.pivot_of.push(key);
                view.list(key, Extent::Whole, ties, list)?;
            } else {
                list.truncate(PIVOTS);
            }
        }
        for posting in &*list {
            let (own, other) = sums.entry(posting.document).or_default();
            *own = own.saturating_add(telling(weight, crowd));
            *other = other.saturating_add(telling(posting.weight, crowd));
        }
    }
    sums.remove(&document);
    for (&partner, &sums) in sums.iter() {
        if is_enough(sums) {
            found.documents.push(partner);
        }
    }
    found.documents.sort_unstable();
    Ok(found)
}

/// Whether the keys that two documents share weigh enough in one of the two, as in a batch.
fn is_enough((of_a, of_b): (u16, u16)) -> bool {
    u32::from(of_a.max(of_b)) >= ENOUGH
}

/// Whether two documents of a view are a candidate pair; of both their keys, ascending.
pub(super) fn is_candidate(
    view: View<'_>,
    (a, keys_a): (Number, &[(Key, u8)]),
    (b, keys_b): (Number, &[(Key, u8)]),
    scratch: &mut Scratch,
) -> Result<bool> {
    let (mut of_a, mut of_b) = (0_u16, 0_u16);
    for &(key, weight_a) in keys_a {
        let Ok(at) = keys_b.binary_search_by_key(&key, |&(key, _)| key) else { continue };
        let weight_b = keys_b.get(at).map_or(0, |&(_, weight)| weight);
        let pivots = scratch.pivots(view, key)?;
        if pivots.is_none_or(|pivots| pivots.contains(&a) || pivots.contains(&b)) {
            of_a = of_a.saturating_add(telling(weight_a, pivots.is_some()));
            of_b = of_b.saturating_add(telling(weight_b, pivots.is_some()));
        }
        if is_enough((of_a, of_b)) {
            return Ok(true);
        }
    }
    Ok(is_enough((of_a, of_b)))
}

/// Older documents whose place among the pivots of a key a transaction changes.
#[derive(Debug, Default)]
pub(super) struct Shift {
    /// They were pivots, or every document was: some of their pairs may be no candidates any more.
    pub(super) displaced: Vec<Number>,
    /// They are pivots now, or every document is: some of their pairs may have become candidates.
    pub(super) promoted: Vec<Number>,
}

impl Shift {
    pub(super) fn add(&mut self, other: Shift) {
        self.displaced.extend(other.displaced);
        self.promoted.extend(other.promoted);
    }

    /// Names each document once.
    pub(super) fn settle(&mut self) {
        for documents in [&mut self.displaced, &mut self.promoted] {
            documents.sort_unstable();
            documents.dedup();
        }
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
        shift.displaced.extend(pivots_before.iter().copied().filter(|&document| {
            after.content(document).is_some() && !(crowded_before && pivots_after.contains(&document))
        }));
    }
    if crowded_before {
        shift.promoted.extend(pivots_after.iter().copied().filter(|&document| {
            before.content(document).is_some() && !(crowded_after && pivots_before.contains(&document))
        }));
    }
    Ok(shift)
}

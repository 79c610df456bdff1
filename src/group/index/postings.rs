//! Postings: which documents hold a key, the ones with the smallest content hash first.
//!
//! In: the keys of each document. Out: the list of a key. A list is put together from three parts:
//! the table of postings in the store, the recent ones in memory, and those of the transaction
//! that is being made. Cost: a descent of the table a key; a document's insertion rewrites one
//! [slice](slice) of the table, `1 / SLICES` of it.
//!
//! Keys are spread over the whole range of 32 bits, so writing each document's hundred keys to
//! their places would touch a hundred pages. Instead the range is cut into [`SLICES`] slices, and
//! document number `n` brings slice `n mod SLICES` up to date with all documents up to itself.
//! What is not there yet is at the most `SLICES` documents old, is kept in memory, and is found
//! again from their fingerprints when the index is opened. Source: the log-structured merge of
//! O'Neil et al. 1996, with one run and a merge in small equal steps.
//!
//! A row of the table holds about [`RUN`] postings of one slice, in the order of key, content hash
//! and number, under the last of them: `v` key less the one before (the first: less the slice's
//! first key), `v` number, `u8` weight. Content hashes are not repeated there; the index has them
//! in memory. Postings of documents that are gone are passed over, and dropped when their slice is
//! written next.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::{ControlFlow, RangeInclusive};
use std::sync::Arc;

use super::rows::Number;
use super::store::{Changes, Rows, Table};
use crate::error::Result;
use crate::group::keys::Key;
use crate::read::varint;

/// Slices of the range of keys. A part of the format.
pub(super) const SLICES: u32 = 1 << SLICE_BITS;
const SLICE_BITS: u32 = 15;
const KEY_BITS: u32 = 32 - SLICE_BITS;
/// Postings of a row: about a kilobyte.
const RUN: usize = 192;

/// The slice of a key.
pub(super) fn slice(key: Key) -> u32 {
    key.0 >> KEY_BITS
}

/// Up to which document number, exclusive, a slice is written when `issued` numbers are given out.
pub(super) fn settled(slice: u32, issued: Number) -> Number {
    let Some(last) = issued.checked_sub(1) else { return 0 };
    let at = last % SLICES;
    let back = if at >= slice { at - slice } else { at + SLICES - slice };
    last.checked_sub(back).map_or(0, |document| document + 1)
}

/// One document under one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Posting {
    pub(super) content: u64,
    pub(super) document: Number,
    pub(super) weight: u8,
}

/// Postings in memory, in the order of key, content hash, number.
pub(super) type Recent = BTreeMap<u128, u8>;

/// The order of postings as a number.
pub(super) fn order(key: Key, content: u64, document: Number) -> u128 {
    u128::from(key.0) << 96 | u128::from(content) << 32 | u128::from(document)
}

/// The orders of the postings of a slice.
pub(super) fn range(slice: u32) -> RangeInclusive<u128> {
    let first = slice << KEY_BITS;
    order(Key(first), 0, 0)..=order(Key(first | ((1 << KEY_BITS) - 1)), u64::MAX, Number::MAX)
}

fn posting(order: u128, weight: u8) -> Posting {
    Posting { content: (order >> 32) as u64, document: order as Number, weight }
}

/// The content hash of each document, by its number; `None` for what is gone.
#[derive(Debug, Clone, Default)]
pub(super) struct Contents {
    /// The number of the first one.
    first: Number,
    contents: Vec<Option<u64>>,
}

impl Contents {
    /// Sets the content hash of a document; numbers come ascending but for what is set to `None`.
    pub(super) fn set(&mut self, document: Number, content: Option<u64>) {
        if self.contents.is_empty() {
            self.first = document;
        }
        let Some(at) = document.checked_sub(self.first) else { return };
        if self.contents.len() <= at as usize {
            self.contents.resize(at as usize + 1, None);
        }
        if let Some(place) = self.contents.get_mut(at as usize) {
            *place = content;
        }
    }

    pub(super) fn get(&self, document: Number) -> Option<u64> {
        let at = document.checked_sub(self.first)?;
        self.contents.get(at as usize).copied().flatten()
    }
}

/// How much of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// So many and one more, and all that tie with the last.
    Head(usize),
    /// All.
    Whole,
}

impl Extent {
    /// Whether what was gathered is enough, when a posting with another content hash comes next.
    fn is_enough(self, gathered: usize) -> bool {
        matches!(self, Extent::Head(wanted) if gathered > wanted)
    }
}

/// The postings of the store, of memory, and of the transaction being made.
#[derive(Clone, Copy)]
pub(super) struct Lists<'l> {
    pub(super) rows: &'l dyn Rows,
    pub(super) recent: &'l Recent,
    pub(super) pending: Option<&'l Recent>,
}

impl Lists<'_> {
    /// Appends the list of a key, in order of content hash and number; `content` says the content
    /// hash of a document that is to be counted.
    pub(super) fn list(
        &self,
        key: Key,
        extent: Extent,
        content: impl Fn(Number) -> Option<u64>,
        list: &mut Vec<Posting>,
    ) -> Result<()> {
        let mut part = Part { extent, gathered: 0, last: None };
        self.scan_rows(key, |document, weight| match content(document) {
            Some(content) => part.take(Posting { content, document, weight }, list),
            None => true,
        })?;
        for memory in std::iter::once(self.recent).chain(self.pending) {
            let mut part = Part { extent, gathered: 0, last: None };
            let range = order(key, 0, 0)..=order(key, u64::MAX, Number::MAX);
            for (&order, &weight) in memory.range(range) {
                let posting = posting(order, weight);
                if content(posting.document).is_some() && !part.take(posting, list) {
                    break;
                }
            }
        }
        list.sort_unstable_by_key(|posting| (posting.content, posting.document));
        if let Extent::Head(wanted) = extent {
            let last = list.get(wanted).map(|posting| posting.content);
            list.truncate(
                last.map_or(list.len(), |last| list.partition_point(|posting| posting.content <= last)),
            );
        }
        Ok(())
    }

    /// Shows a key's documents as the store has them, until told to stop.
    fn scan_rows(&self, key: Key, mut see: impl FnMut(Number, u8) -> bool) -> Result<()> {
        let from = order(key, 0, 0).to_be_bytes();
        self.rows.scan(Table::Postings, &from, &mut |last, mut run| {
            let broken = || self.rows.damaged(Table::Postings);
            let last = last_key(last).ok_or_else(broken)?;
            if slice(last) != slice(key) {
                return Ok(ControlFlow::Break(()));
            }
            let mut current = slice(key) << KEY_BITS;
            while !run.is_empty() {
                let (number, document, weight) = next(current, &mut run).ok_or_else(broken)?;
                current = number;
                if current > key.0 || current == key.0 && !see(document, weight) {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(if last > key { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })
    }
}

/// The postings gathered from one part.
struct Part {
    extent: Extent,
    gathered: usize,
    last: Option<u64>,
}

impl Part {
    /// Takes a posting; says whether to go on.
    fn take(&mut self, posting: Posting, list: &mut Vec<Posting>) -> bool {
        if self.extent.is_enough(self.gathered) && self.last != Some(posting.content) {
            return false;
        }
        self.last = Some(posting.content);
        self.gathered += 1;
        list.push(posting);
        true
    }
}

fn last_key(row: &[u8]) -> Option<Key> {
    row.first_chunk().map(|&key| Key(u32::from_be_bytes(key)))
}

/// Takes the next posting of a run: its key, document and weight.
fn next(before: u32, run: &mut &[u8]) -> Option<(u32, Number, u8)> {
    let key = before.checked_add(u32::try_from(varint::take(run)?).ok()?)?;
    let document = Number::try_from(varint::take(run)?).ok()?;
    let (&weight, rest) = run.split_first()?;
    *run = rest;
    Some((key, document, weight))
}

/// What is done with a posting of a row: its key, document and weight, and the key of the row.
type SeePosting<'s> = dyn FnMut(Key, Number, u8, &[u8]) -> ControlFlow<()> + 's;

/// Shows every posting of the store's rows from a slice on, with the slice, until told to stop.
pub(super) fn scan(rows: &dyn Rows, from: u32, see: &mut SeePosting<'_>) -> Result<()> {
    let begin = order(Key(from << KEY_BITS), 0, 0).to_be_bytes();
    rows.scan(Table::Postings, &begin, &mut |row, mut run| {
        let broken = || rows.damaged(Table::Postings);
        let mut current = slice(last_key(row).ok_or_else(broken)?) << KEY_BITS;
        while !run.is_empty() {
            let (key, document, weight) = next(current, &mut run).ok_or_else(broken)?;
            current = key;
            if see(Key(key), document, weight, row) == ControlFlow::Break(()) {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    })
}

/// Writes one slice anew: what the store has of it and what is given, without what is gone.
pub(super) fn settle<'p>(
    rows: &dyn Rows,
    changes: &mut dyn Changes,
    number: u32,
    fresh: impl Iterator<Item = (&'p u128, &'p u8)>,
    content: impl Fn(Number) -> Option<u64>,
) -> Result<()> {
    let mut postings: Vec<(u128, u8)> = fresh.map(|(&order, &weight)| (order, weight)).collect();
    let mut is_changed = !postings.is_empty();
    let mut old: Vec<Vec<u8>> = Vec::new();
    scan(rows, number, &mut |key, document, weight, row| {
        if slice(key) != number {
            return ControlFlow::Break(());
        }
        if old.last().is_none_or(|last| last != row) {
            old.push(row.to_vec());
        }
        match content(document) {
            Some(content) => postings.push((order(key, content, document), weight)),
            None => is_changed = true,
        }
        ControlFlow::Continue(())
    })?;
    if !is_changed {
        return Ok(());
    }
    postings.sort_unstable();
    let mut written: HashSet<[u8; 16]> = HashSet::new();
    for run in postings.chunks(RUN) {
        let Some(&(last, _)) = run.last() else { continue };
        let mut bytes = Vec::with_capacity(6 * run.len());
        let mut before = number << KEY_BITS;
        for &(order, weight) in run {
            let key = (order >> 96) as u32;
            varint::put(&mut bytes, u64::from(key - before));
            varint::put(&mut bytes, u64::from(order as Number));
            bytes.push(weight);
            before = key;
        }
        changes.put(Table::Postings, &last.to_be_bytes(), &bytes)?;
        written.insert(last.to_be_bytes());
    }
    for row in old {
        if !<[u8; 16]>::try_from(row.as_slice()).is_ok_and(|row| written.contains(&row)) {
            changes.remove(Table::Postings, &row)?;
        }
    }
    Ok(())
}

/// The order of documents of one content hash, which is that of their ids; asked for once a document.
#[derive(Debug, Default)]
pub(super) struct Ties(HashMap<Number, Arc<str>>);

impl Ties {
    /// Puts the documents that tie at the end of the first `wanted` in the order of their ids.
    pub(super) fn break_at(
        &mut self,
        list: &mut [Posting],
        wanted: usize,
        id: impl Fn(Number) -> Result<Arc<str>>,
    ) -> Result<()> {
        let (Some(inside), Some(outside)) =
            (wanted.checked_sub(1).and_then(|at| list.get(at)), list.get(wanted))
        else {
            return Ok(());
        };
        if inside.content != outside.content {
            return Ok(());
        }
        let content = inside.content;
        let begin = list.partition_point(|posting| posting.content < content);
        let end = list.partition_point(|posting| posting.content <= content);
        let Some(tied) = list.get_mut(begin..end) else { return Ok(()) };
        for posting in tied.iter() {
            if let Entry::Vacant(place) = self.0.entry(posting.document) {
                place.insert(id(posting.document)?);
            }
        }
        tied.sort_unstable_by(|a, b| self.0.get(&a.document).cmp(&self.0.get(&b.document)));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_is_settled_by_every_document_of_its_number() {
        let mut through = vec![0; SLICES as usize];
        for document in 0..3 * SLICES + 5 {
            through[(document % SLICES) as usize] = document + 1;
            for slice in [0, 1, 7, SLICES - 1] {
                assert_eq!(settled(slice, document + 1), through[slice as usize], "{document} {slice}");
            }
        }
        assert_eq!(settled(0, 0), 0);
    }
}

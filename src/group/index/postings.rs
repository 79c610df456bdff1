//! Postings: which documents hold a key, the ones with the smallest content hash first.
//!
//! In: the keys of each document. Out: the list of a key. A list is put together from three parts:
//! what the store has, held in memory as far as there is room; the recent postings, which it does not
//! have yet; and those of the transaction that is being made. Cost: two binary searches a key; a
//! document's insertion rewrites one [slice](slice) of the table, `1 / SLICES` of it; 8 bytes of
//! memory a posting that is held.
//!
//! Keys are spread over the whole range of 32 bits, so writing each document's hundred keys to
//! their places would touch a hundred pages. Instead the range is cut into [`SLICES`] slices, and
//! document number `n` brings slice `n mod SLICES` up to date with all documents up to itself.
//! What is not there yet is at the most `SLICES` documents old, is kept in memory, and is found
//! again from their fingerprints when the index is opened. Source: the log-structured merge of
//! O'Neil et al. 1996, with one run and a merge in small equal steps.
//!
//! A row of the table holds a slice: its postings in the order of key, content hash and number, each
//! `v` key less the one before (the first: less the slice's first key), `v` number, `u8` weight.
//! Content hashes are not repeated there; the index has them in memory. Postings of documents that
//! are gone are passed over, and dropped when their slice is written next.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::hint;
use std::ops::ControlFlow;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use super::batch::Batch;
use super::contents::Contents;
use super::held::Held;
use super::rows::Number;
use super::store::{Changes, Rows, Table};
use super::stored;
use crate::error::Result;
use crate::group::keys::Key;
use crate::group::parallel;
use crate::read::varint;

/// Slices of the range of keys. A part of the format.
pub(super) const SLICES: u32 = 1 << SLICE_BITS;
const SLICE_BITS: u32 = 15;
pub(super) const KEY_BITS: u32 = 32 - SLICE_BITS;
/// Slices that are made ready for the store at a time: so many are in memory twice.
const PIECE: usize = 1024;

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
    pub(super) document: Number,
    pub(super) weight: u8,
}

/// A posting in its slice: the key less the slice's first, the weight, the document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Packed(u64);

impl Packed {
    pub(super) fn new(key: Key, weight: u8, document: Number) -> Self {
        let low = u64::from(key.0 & ((1 << KEY_BITS) - 1));
        Self(low << 40 | u64::from(weight) << 32 | u64::from(document))
    }

    /// The key less the slice's first.
    pub(super) fn low(self) -> u32 {
        (self.0 >> 40) as u32
    }

    pub(super) fn weight(self) -> u8 {
        (self.0 >> 32) as u8
    }

    pub(super) fn document(self) -> Number {
        self.0 as Number
    }

    /// The order of the postings of a slice: by key, content hash and number. Content hashes lie
    /// scattered in memory, so they are looked at last.
    fn order(self, other: Self, contents: &impl Known) -> Ordering {
        let content = |packed: Self| contents.content(packed.document());
        self.low()
            .cmp(&other.low())
            .then_with(|| content(self).cmp(&content(other)))
            .then_with(|| self.document().cmp(&other.document()))
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

/// Which documents are there, and their content hashes.
pub(super) trait Known {
    fn is_there(&self, document: Number) -> bool;
    fn content(&self, document: Number) -> Option<u64>;
}

/// A slice in memory.
#[derive(Debug, Default)]
struct Slice {
    /// What the store has, once it was needed and while there is room; documents that are gone too.
    held: OnceLock<Held>,
    /// What the store does not have yet.
    recent: Vec<Packed>,
}

/// The postings of an index after one transaction.
#[derive(Debug)]
pub(super) struct Postings {
    slices: Vec<Slice>,
    /// Bytes held, and how many may be.
    held: AtomicUsize,
    most: usize,
}

impl Postings {
    /// None yet; at most so many bytes of what the store has will be held.
    pub(super) fn new(most: usize) -> Self {
        let slices = (0..SLICES).map(|_| Slice::default()).collect();
        Self { slices, held: AtomicUsize::new(0), most }
    }

    /// Adds postings that the store does not have.
    pub(super) fn add(&mut self, postings: &Batch, contents: &Contents) {
        for run in postings.all().chunk_by(|a, b| slice(a.0) == slice(b.0)) {
            let number = run.first().map_or(0, |&(key, _)| slice(key));
            let Some(slice) = self.slices.get_mut(number as usize) else { continue };
            let is_first = slice.recent.is_empty();
            slice.recent.extend(run.iter().map(|&(_, packed)| packed));
            if !is_first {
                // Two runs that are in order, but for what is gone meanwhile: the sort finds and merges them.
                slice.recent.sort_by(|a, b| a.order(*b, contents));
            }
        }
    }

    /// Takes note that the store has now some slices, each up to a document number.
    pub(super) fn settle(&mut self, settled: &[(u32, Number)], contents: &Contents, threads: Option<usize>) {
        for piece in settled.chunks(PIECE) {
            let merged =
                parallel::map(threads, piece, Vec::new, |fresh: &mut Vec<Packed>, &(number, through)| {
                    let Slice { held, recent } = self.slices.get(number as usize)?;
                    let stored = held.get()?.postings();
                    fresh.clear();
                    fresh.extend(recent.iter().filter(|packed| packed.document() <= through));
                    let mut merged = Vec::with_capacity(stored.len() + fresh.len());
                    merge(stored, fresh, contents, &mut merged);
                    Some(Held::new(merged))
                });
            for (&(number, through), merged) in piece.iter().zip(merged) {
                let Some(Slice { held, recent }) = self.slices.get_mut(number as usize) else { continue };
                let bytes = self.held.get_mut();
                *bytes -= held.take().map_or(0, |held| held.bytes());
                if let Some(merged) = merged.filter(|merged| *bytes + merged.bytes() <= self.most) {
                    *bytes += merged.bytes();
                    let _ = held.set(merged);
                }
                recent.retain(|packed| packed.document() > through && contents.is_there(packed.document()));
            }
        }
    }

    /// How many postings of documents that are there are recent.
    pub(super) fn count_recent(&self, contents: &Contents) -> usize {
        let recent = self.slices.iter().flat_map(|slice| &slice.recent);
        recent.filter(|packed| contents.is_there(packed.document())).count()
    }

    /// Whether a posting is among the recent ones.
    pub(super) fn is_recent(&self, key: Key, packed: Packed) -> bool {
        self.slices.get(slice(key) as usize).is_some_and(|slice| slice.recent.contains(&packed))
    }

    /// Shows a slice as the store has it.
    fn stored<R>(&self, rows: &dyn Rows, number: u32, see: impl FnOnce(&Held) -> R) -> Result<R> {
        let slice = self.slices.get(number as usize).ok_or_else(|| rows.damaged(Table::Postings))?;
        if let Some(held) = slice.held.get() {
            return Ok(see(held));
        }
        let stored = Held::new(read(rows, number)?);
        let found = see(&stored);
        let bytes = stored.bytes();
        if self.held.fetch_add(bytes, Relaxed) + bytes > self.most || slice.held.set(stored).is_err() {
            self.held.fetch_sub(bytes, Relaxed);
        }
        Ok(found)
    }
}

/// The postings of the store, of memory, and of the transaction being made.
#[derive(Clone, Copy)]
pub(super) struct Lists<'l> {
    pub(super) rows: &'l dyn Rows,
    pub(super) postings: &'l Postings,
    pub(super) pending: Option<&'l Batch>,
}

impl Lists<'_> {
    /// Brings what [`list`](Self::list) will read of some keys near to the processor, where the first `wanted`
    /// of each are asked for.
    ///
    /// Each key's postings lie elsewhere in memory. Read one after the other, each waits for the one
    /// before; looked at here, they are under way all at the same time.
    pub(super) fn approach(&self, keys: &[(Key, u8)], wanted: usize, contents: &impl Known) {
        let slice = |key: Key| self.postings.slices.get(slice(key) as usize);
        let held = |key: Key| slice(key)?.held.get();
        let low = |key: Key| Packed::new(key, 0, 0).low();
        let starts = keys.iter().map(|&(key, _)| held(key).map_or(0, |held| held.start(low(key))));
        hint::black_box(starts.fold(0, usize::wrapping_add));
        let first =
            |key: Key| held(key)?.postings().get(held(key)?.start(low(key))).map(|packed| packed.low());
        hint::black_box(keys.iter().filter_map(|&(key, _)| first(key)).fold(0, u32::wrapping_add));
        // A binary search begins in the middle.
        let middle = |recent: &[Packed]| recent.get(recent.len() / 2).map(|packed| packed.low());
        let middles = keys.iter().filter_map(|&(key, _)| middle(&slice(key)?.recent));
        hint::black_box(middles.fold(0, u32::wrapping_add));
        // Of more documents than are wanted, the content hash of the last one is asked for.
        let beyond = |key: Key| {
            let packed = held(key)?.from(low(key)).get(wanted).filter(|packed| packed.low() == low(key))?;
            contents.content(packed.document())
        };
        hint::black_box(keys.iter().filter_map(|&(key, _)| beyond(key)).fold(0, u64::wrapping_add));
    }

    /// Puts the list of a key into `list`; `contents` says which documents are to be counted, and
    /// their content hashes.
    ///
    /// Where there are more documents than are wanted they come in the order of content hash and
    /// number.
    pub(super) fn list(
        &self,
        key: Key,
        extent: Extent,
        contents: &impl Known,
        list: &mut Vec<Posting>,
    ) -> Result<()> {
        list.clear();
        let number = slice(key);
        let low = Packed::new(key, 0, 0).low();
        let of_key = |packed: &[Packed], list: &mut Vec<Posting>| {
            gather(packed.iter().copied().take_while(|packed| packed.low() == low), extent, contents, list);
        };
        self.postings.stored(self.rows, number, |stored| of_key(stored.from(low), list))?;
        let first_run = list.len();
        let recent = self.postings.slices.get(number as usize).map_or(&[][..], |slice| &slice.recent);
        let from = recent.partition_point(|packed| packed.low() < low);
        of_key(recent.get(from..).unwrap_or_default(), list);
        let second_run = list.len();
        if let Some(pending) = self.pending {
            gather(pending.of_key(key), extent, contents, list);
        }
        if let Extent::Head(wanted) = extent
            && list.len() > wanted
        {
            let third = list.split_off(second_run);
            let second = list.split_off(first_run);
            for run in [second, third] {
                insert(list, &run, wanted, contents);
            }
        }
        Ok(())
    }

    /// Writes slices anew, each up to a document number, without what is gone.
    pub(super) fn settle(
        &self,
        settled: &[(u32, Number)],
        contents: &(impl Known + Sync),
        threads: Option<usize>,
        changes: &mut dyn Changes,
    ) -> Result<()> {
        for piece in settled.chunks(PIECE) {
            let buffers = || (Vec::new(), Vec::new());
            let ready = parallel::map(threads, piece, buffers, |(fresh, merged), &(number, through)| {
                fresh.clear();
                let recent = self.postings.slices.get(number as usize).map_or(&[][..], |slice| &slice.recent);
                fresh.extend_from_slice(recent);
                fresh.extend(self.pending.into_iter().flat_map(|pending| pending.of_slice(number)));
                fresh.retain(|packed| packed.document() <= through && contents.is_there(packed.document()));
                fresh.sort_by(|a, b| a.order(*b, contents));
                self.postings.stored(self.rows, number, |stored| {
                    let is_changed = merge(stored.postings(), fresh, contents, merged);
                    is_changed.then(|| to_bytes(merged))
                })
            });
            for (&(number, _), bytes) in piece.iter().zip(ready) {
                match bytes? {
                    None => {}
                    Some(bytes) if bytes.is_empty() => {
                        changes.remove(Table::Postings, &number.to_be_bytes())?;
                    }
                    Some(bytes) => changes.put(Table::Postings, &number.to_be_bytes(), &bytes)?,
                }
            }
        }
        Ok(())
    }
}

/// Adds the postings of one part of a list, as many as are wanted.
fn gather(
    postings: impl Iterator<Item = Packed>,
    extent: Extent,
    contents: &impl Known,
    list: &mut Vec<Posting>,
) {
    let before = list.len();
    for packed in postings {
        let document = packed.document();
        if !contents.is_there(document) {
            continue;
        }
        // One more than wanted, and all that tie with it.
        if matches!(extent, Extent::Head(wanted) if list.len() - before > wanted) {
            let last = list.last().and_then(|last| contents.content(last.document));
            if last != contents.content(document) {
                break;
            }
        }
        list.push(Posting { document, weight: packed.weight() });
    }
}

/// Puts the postings of another part of a list in their places, as far as they are wanted; both are
/// in the order of content hash and number.
fn insert(list: &mut Vec<Posting>, run: &[Posting], wanted: usize, contents: &impl Known) {
    let content = |posting: &Posting| contents.content(posting.document);
    let order = |posting: &Posting| (content(posting), posting.document);
    let mut from = 0;
    for posting in run {
        let place = order(posting);
        from += list.get(from..).map_or(0, |rest| rest.partition_point(|other| order(other) < place));
        // What comes after it comes later still.
        if list.get(wanted).is_some_and(|last| content(last) < place.0) {
            break;
        }
        list.insert(from, *posting);
        from += 1;
    }
    if let Some(last) = list.get(wanted).map(content) {
        let rest = list.get(wanted..).unwrap_or_default();
        let tied = rest.iter().take_while(|posting| content(posting) == last).count();
        list.truncate(wanted + tied);
    }
}

/// Merges the postings of a slice with fresh ones, both in order, into `merged`, without what is gone; says
/// whether that differs from `stored`.
fn merge(stored: &[Packed], fresh: &[Packed], contents: &impl Known, merged: &mut Vec<Packed>) -> bool {
    let is_there = |packed: &Packed| contents.is_there(packed.document());
    let there = if stored.iter().all(is_there) {
        Cow::Borrowed(stored)
    } else {
        stored.iter().copied().filter(is_there).collect()
    };
    merged.clear();
    let mut rest = &*there;
    for &next in fresh.iter().filter(|packed| is_there(packed)) {
        // A crowded key has many postings: in halves, few content hashes are looked at.
        let (before, after) =
            rest.split_at(rest.partition_point(|packed| packed.order(next, contents).is_le()));
        merged.extend_from_slice(before);
        merged.push(next);
        rest = after;
    }
    merged.extend_from_slice(rest);
    there.len() < stored.len() || merged.len() > there.len()
}

/// The row of a slice.
fn to_bytes(postings: &[Packed]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(6 * postings.len());
    let mut before = 0;
    for packed in postings {
        varint::put(&mut bytes, u64::from(packed.low() - before));
        varint::put(&mut bytes, u64::from(packed.document()));
        bytes.push(packed.weight());
        before = packed.low();
    }
    bytes
}

fn from_bytes(mut bytes: &[u8]) -> Option<Vec<Packed>> {
    let mut postings = Vec::with_capacity(bytes.len() / 5);
    let mut low: u32 = 0;
    while !bytes.is_empty() {
        low = low.checked_add(u32::try_from(varint::take(&mut bytes)?).ok()?)?;
        let document = Number::try_from(varint::take(&mut bytes)?).ok()?;
        let (&weight, rest) = bytes.split_first()?;
        bytes = rest;
        if low >> KEY_BITS != 0 {
            return None;
        }
        postings.push(Packed::new(Key(low), weight, document));
    }
    Some(postings)
}

/// A slice as the store has it.
fn read(rows: &dyn Rows, number: u32) -> Result<Vec<Packed>> {
    let mut found = Vec::new();
    rows.get(Table::Postings, &number.to_be_bytes(), &mut |row| {
        found = from_bytes(row).ok_or_else(|| rows.damaged(Table::Postings))?;
        Ok(())
    })?;
    Ok(found)
}

/// Shows every posting of the store's rows: its key, document and weight.
pub(super) fn scan(rows: &dyn Rows, see: &mut dyn FnMut(Key, Number, u8)) -> Result<()> {
    rows.scan(Table::Postings, &[], &mut |number, row| {
        let number = stored::number_of(rows, Table::Postings, number)?;
        let postings = from_bytes(row).filter(|_| number < SLICES);
        for packed in postings.ok_or_else(|| rows.damaged(Table::Postings))? {
            see(Key(number << KEY_BITS | packed.low()), packed.document(), packed.weight());
        }
        Ok(ControlFlow::Continue(()))
    })
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

    #[test]
    fn a_slice_comes_back_and_merges() {
        let mut contents = Contents::default();
        for document in (0..20).filter(|&document| document != 5) {
            contents.set(document, Some(0), None);
        }
        let of = |documents: &[u32]| -> Vec<Packed> {
            documents.iter().map(|&document| Packed::new(Key(document / 3), 1, document)).collect()
        };
        let stored = of(&[0, 1, 5, 6, 12]);
        assert_eq!(from_bytes(&to_bytes(&stored)), Some(stored.clone()));
        let mut merged = Vec::new();
        assert!(merge(&stored, &of(&[2, 7, 13]), &contents, &mut merged));
        assert_eq!(merged, of(&[0, 1, 2, 6, 7, 12, 13]));
        assert!(!merge(&of(&[1]), &[], &contents, &mut merged));
    }

    #[test]
    fn a_merge_is_in_order_whatever_is_gone() {
        let mut contents = Contents::default();
        let content = |document: Number| u64::from(document.wrapping_mul(0x9e37_79b9) % 13);
        for gone in [1, 3, 50] {
            for document in 0..400 {
                contents.set(document, Some(content(document)).filter(|_| document % gone != 2), None);
            }
            let of = |documents: std::ops::Range<Number>| -> Vec<Packed> {
                let mut all: Vec<Packed> =
                    documents.map(|document| Packed::new(Key(document % 5), 1, document)).collect();
                all.sort_by_key(|packed| (packed.low(), content(packed.document()), packed.document()));
                all
            };
            let mut merged = Vec::new();
            merge(&of(0..300), &of(300..400), &contents, &mut merged);
            let mut expected = of(0..400);
            expected.retain(|packed| contents.is_there(packed.document()));
            assert_eq!(merged, expected, "{gone}");
        }
    }
}

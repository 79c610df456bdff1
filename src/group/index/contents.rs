//! Contents: the content hash of each document, its time, and the order of those that share a hash.
//!
//! In: document numbers. Out: their content hashes and times. Cost: 16 bytes of memory a document.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use super::bits::Bits;
use super::partners::Spread;
use super::postings::{Known, Posting};
use super::rows::Number;
use crate::error::Result;

/// The content hash of each document, by its number; `None` for what is gone.
#[derive(Debug, Clone, Default)]
pub(super) struct Contents {
    /// The number of the first one.
    first: Number,
    contents: Vec<u64>,
    /// When each was published, in seconds since 1970, or the least number there is.
    published: Vec<i64>,
    /// Those that are there.
    there: Bits,
}

impl Contents {
    /// Sets the content hash and the time of a document; numbers come ascending but for what is set to `None`.
    pub(super) fn set(&mut self, document: Number, content: Option<u64>, published: Option<i64>) {
        if self.contents.is_empty() {
            self.first = document;
        }
        let Some(at) = document.checked_sub(self.first).map(|at| at as usize) else { return };
        if self.contents.len() <= at {
            self.contents.resize(at + 1, 0);
            self.published.resize(at + 1, i64::MIN);
        }
        if let Some(place) = self.published.get_mut(at) {
            *place = published.unwrap_or(i64::MIN);
        }
        if let Some(place) = self.contents.get_mut(at) {
            *place = content.unwrap_or_default();
        }
        self.there.set(document, content.is_some());
    }

    /// Whether a document is there.
    pub(super) fn is_there(&self, document: Number) -> bool {
        self.there.contains(document)
    }

    pub(super) fn get(&self, document: Number) -> Option<u64> {
        if !self.is_there(document) {
            return None;
        }
        self.contents.get(document.checked_sub(self.first)? as usize).copied()
    }

    /// When a document was published, in seconds since 1970, where that is known.
    pub(super) fn published(&self, document: Number) -> Option<i64> {
        let at = document.checked_sub(self.first)? as usize;
        self.published.get(at).copied().filter(|&seconds| seconds != i64::MIN)
    }
}

impl Known for Contents {
    fn is_there(&self, document: Number) -> bool {
        Contents::is_there(self, document)
    }

    fn content(&self, document: Number) -> Option<u64> {
        self.get(document)
    }
}

/// The order of documents of one content hash, which is that of their ids; asked for once a document.
#[derive(Debug, Default)]
pub(super) struct Ties(HashMap<Number, Arc<str>, BuildHasherDefault<Spread>>);

impl Ties {
    /// Sees to it that the first `wanted` are the first by id where documents tie at their end: there may be
    /// thousands, of a text that comes again and again, so that they are not put in order.
    pub(super) fn break_at(
        &mut self,
        list: &mut [Posting],
        wanted: usize,
        contents: &impl Known,
        id: impl Fn(Number) -> Result<Arc<str>>,
    ) -> Result<()> {
        let (Some(inside), Some(outside)) =
            (wanted.checked_sub(1).and_then(|at| list.get(at)), list.get(wanted))
        else {
            return Ok(());
        };
        let tied = contents.content(inside.document);
        if tied != contents.content(outside.document) {
            return Ok(());
        }
        let begin = list.partition_point(|posting| contents.content(posting.document) < tied);
        let end = list.partition_point(|posting| contents.content(posting.document) <= tied);
        let Some(tied) = list.get_mut(begin..end) else { return Ok(()) };
        for posting in tied.iter() {
            if let Entry::Vacant(place) = self.0.entry(posting.document) {
                place.insert(id(posting.document)?);
            }
        }
        let last = wanted.saturating_sub(begin + 1);
        if last < tied.len() {
            tied.select_nth_unstable_by(last, |a, b| self.0.get(&a.document).cmp(&self.0.get(&b.document)));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_by_id_are_there_of_those_that_tie() {
        let mut contents = Contents::default();
        for document in 0..60 {
            contents.set(document, Some(u64::from(document >= 10) + u64::from(document >= 50)), None);
        }
        // Of 40 that tie, the last ones by number come first by id.
        let id = |document: Number| -> Result<Arc<str>> { Ok(format!("{:02}", 60 - document).into()) };
        let posting = |document: Number| Posting { document, weight: 1 };
        for wanted in [1, 10, 11, 30, 50, 51, 60] {
            let mut list: Vec<Posting> = (0..60).map(posting).collect();
            Ties::default().break_at(&mut list, wanted, &contents, id).unwrap();
            let mut first: Vec<Number> = list[..wanted].iter().map(|posting| posting.document).collect();
            first.sort_unstable();
            let order = (0..10).rev().chain((10..50).rev()).chain((50..60).rev());
            let mut expected: Vec<Number> = order.take(wanted).collect();
            expected.sort_unstable();
            assert_eq!(first, expected, "{wanted}");
        }
    }
}

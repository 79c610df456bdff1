//! State: what the index holds in memory beside the store, and one view over both.
//!
//! In: the rows of the store. Out: documents, lists of keys, links, clusters. Cost: 16 bytes and
//! three bits a document, and what [`postings`](super::postings) and [`prints`](super::prints) hold. Opening
//! reads the places and links of all documents and the fingerprints of the recent ones.

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use super::batch::Batch;
use super::contents::{Contents, Ties};
use super::postings::{self, Extent, Known, Lists, Packed, Posting, Postings, SLICES};
use super::prints::Prints;
use super::rows::{Number, Place, Record};
use super::settings::Counters;
use super::store::{Rows, Table};
use super::stored::{self, Stored};
use super::watched::Watched;
use crate::document::DocumentId;
use crate::error::Result;
use crate::group::candidates::PIVOTS;
use crate::group::keys::{self, Key};
use crate::group::parallel;
use crate::read::fingerprint::Fingerprint;

/// Memory for what is read often, in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) pages: usize,
    pub(super) postings: usize,
    pub(super) prints: usize,
}

/// The index after one transaction.
pub(super) struct State {
    pub(super) rows: Arc<dyn Rows>,
    pub(super) contents: Contents,
    pub(super) postings: Postings,
    pub(super) prints: Prints,
    pub(super) watched: Watched,
    pub(super) counters: Counters,
    pub(super) len: usize,
}

/// A document that a transaction brings in.
#[derive(Debug)]
pub(super) struct Fresh {
    pub(super) record: Record,
    pub(super) print: Arc<Fingerprint>,
    pub(super) keys: Vec<(Key, u8)>,
    /// Where texts are kept.
    pub(super) text: Option<String>,
}

/// What a transaction brings in and takes out.
#[derive(Debug, Default)]
pub(super) struct Pending {
    /// The number of the first of `fresh`.
    pub(super) first: Number,
    pub(super) fresh: Vec<Fresh>,
    pub(super) postings: Batch,
    pub(super) dead: HashSet<Number>,
}

impl Pending {
    pub(super) fn new(first: Number, fresh: Vec<Fresh>, dead: HashSet<Number>) -> Self {
        let keyed = fresh.iter().zip(first..).flat_map(|(fresh, number)| {
            fresh.keys.iter().map(move |&(key, weight)| (key, Packed::new(key, weight, number)))
        });
        let content = |number: Number| {
            let fresh = fresh.get(number.checked_sub(first)? as usize)?;
            Some(fresh.print.content())
        };
        let postings = Batch::new(keyed, content);
        Self { first, fresh, postings, dead }
    }

    /// The fresh document of a number.
    pub(super) fn get(&self, number: Number) -> Option<&Fresh> {
        self.fresh.get(number.checked_sub(self.first)? as usize)
    }

    /// The numbers of the fresh documents.
    pub(super) fn numbers(&self) -> std::ops::Range<Number> {
        self.first..self.first + self.fresh.len() as Number
    }
}

impl State {
    /// Reads what is held in memory.
    pub(super) fn load(rows: Arc<dyn Rows>, room: Room) -> Result<Self> {
        let counters = Counters::read(&*rows)?;
        let mut contents = Contents::default();
        let mut len = 0;
        rows.scan(Table::Places, &[], &mut |number, place| {
            let number = stored::number_of(&*rows, Table::Places, number)?;
            let place = Place::from_bytes(place).ok_or_else(|| rows.damaged(Table::Places))?;
            if number >= counters.documents {
                return Err(rows.damaged(Table::Places));
            }
            contents.set(number, Some(place.content), place.published);
            len += 1;
            Ok(ControlFlow::Continue(()))
        })?;
        let watched = Watched::load(&*rows)?;
        let mut state = Self {
            rows,
            contents,
            postings: Postings::new(room.postings),
            prints: Prints::new(room.prints),
            watched,
            counters,
            len,
        };
        let issued = counters.documents;
        let recent: Vec<Number> = (issued.saturating_sub(SLICES)..issued)
            .filter(|&number| state.contents.get(number).is_some())
            .collect();
        let view = View { state: &state, pending: None };
        let keyed = parallel::map(None, &recent, keys::Scratch::default, |scratch, &number| {
            let print = view.stored().print(number)?;
            let mut found = Vec::new();
            keys::keys(&print, scratch, &mut found);
            found.retain(|&(key, _)| postings::settled(postings::slice(key), issued) <= number);
            Ok(found
                .into_iter()
                .map(|(key, weight)| (key, Packed::new(key, weight, number)))
                .collect::<Vec<_>>())
        });
        let keyed = keyed.into_iter().collect::<Result<Vec<_>>>()?;
        let batch = Batch::new(keyed.iter().flatten().copied(), |number| state.contents.get(number));
        state.postings.add(&batch, &state.contents);
        Ok(state)
    }
}

impl Known for View<'_> {
    fn is_there(&self, document: Number) -> bool {
        match self.pending {
            Some(pending) if pending.get(document).is_some() => true,
            Some(pending) if !pending.dead.is_empty() && pending.dead.contains(&document) => false,
            _ => self.state.contents.is_there(document),
        }
    }

    fn content(&self, document: Number) -> Option<u64> {
        View::content(self, document)
    }
}

/// The index as it is, or as it will be after a transaction.
#[derive(Clone, Copy)]
pub(super) struct View<'v> {
    pub(super) state: &'v State,
    pub(super) pending: Option<&'v Pending>,
}

impl View<'_> {
    fn fresh(&self, number: Number) -> Option<&Fresh> {
        self.pending?.get(number)
    }

    /// The content hash of a document that is there.
    pub(super) fn content(&self, number: Number) -> Option<u64> {
        if let Some(fresh) = self.fresh(number) {
            return Some(fresh.print.content());
        }
        if self.pending.is_some_and(|pending| pending.dead.contains(&number)) {
            return None;
        }
        self.state.contents.get(number)
    }

    /// What the store has, which is what there was before the transaction.
    pub(super) fn stored(&self) -> Stored<'_> {
        Stored(&*self.state.rows)
    }

    /// The fingerprint of a document.
    pub(super) fn print(&self, number: Number) -> Result<Arc<Fingerprint>> {
        match self.fresh(number) {
            Some(fresh) => Ok(Arc::clone(&fresh.print)),
            None => self.state.prints.get(number, || self.stored().print(number)),
        }
    }

    /// The same, where it is in memory.
    pub(super) fn kept_print(&self, number: Number) -> Option<Arc<Fingerprint>> {
        match self.fresh(number) {
            Some(fresh) => Some(Arc::clone(&fresh.print)),
            None => self.state.prints.kept(number),
        }
    }

    /// The same, for who asks for many: only what there is room for is kept.
    pub(super) fn print_among_many(&self, number: Number) -> Result<Arc<Fingerprint>> {
        match self.fresh(number) {
            Some(fresh) => Ok(Arc::clone(&fresh.print)),
            None => self.state.prints.glance(number, || self.stored().print(number)),
        }
    }

    /// When a document was published, where that is known.
    pub(super) fn published(&self, number: Number) -> Option<i64> {
        match self.fresh(number) {
            Some(fresh) => fresh.print.published().map(crate::Timestamp::seconds),
            None => self.state.contents.published(number),
        }
    }

    /// The id of a document.
    pub(super) fn id(&self, number: Number) -> Result<DocumentId> {
        match self.fresh(number) {
            Some(fresh) => Ok(fresh.record.id.clone()),
            None => self.stored().id(number),
        }
    }

    /// The lists of all keys.
    pub(super) fn lists(&self) -> Lists<'_> {
        Lists {
            rows: &*self.state.rows,
            postings: &self.state.postings,
            pending: self.pending.map(|pending| &pending.postings),
        }
    }

    /// All documents under a key.
    pub(super) fn whole(&self, key: Key, list: &mut Vec<Posting>) -> Result<()> {
        self.lists().list(key, Extent::Whole, self, list)
    }

    /// The first [`PIVOTS`] of a key, and at least one more where there are more.
    pub(super) fn head(&self, key: Key, ties: &mut Ties, list: &mut Vec<Posting>) -> Result<()> {
        self.lists().list(key, Extent::Head(PIVOTS), self, list)?;
        ties.break_at(list, PIVOTS, self, |number| self.id(number).map(|id| id.as_str().into()))
    }
}

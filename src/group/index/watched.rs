//! Watched: which documents have links that may end where a key becomes crowded or changes its pivots.
//!
//! In: the links that are written. Out: whether a document need be looked at. Cost: two bits of memory a
//! document, instead of four rows of the store to find that it has no such link, as most have none. A bit
//! that is set stays, though the link go: then its document is looked at in vain.

use std::ops::ControlFlow;

use super::bits::Bits;
use super::rows::{self, Linked, Number, Witness};
use super::store::{Rows, Table};
use super::stored;
use crate::error::Result;

/// The documents that have links, and those that have links without a witness.
#[derive(Debug, Default)]
pub(super) struct Watched {
    linked: Bits,
    unwitnessed: Bits,
}

impl Watched {
    /// Those of the store.
    pub(super) fn load(rows: &dyn Rows) -> Result<Self> {
        let mut watched = Self::default();
        rows.scan(Table::Links, &[], &mut |number, row| {
            let number = stored::number_of(rows, Table::Links, number)?;
            let links = rows::links_from_bytes(row).ok_or_else(|| rows.damaged(Table::Links))?;
            watched.note(number, &links);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(watched)
    }

    /// Takes note of the links of a document to older ones.
    pub(super) fn note(&mut self, document: Number, links: &[Linked]) {
        for link in links {
            for end in [document, link.older] {
                self.linked.set(end, true);
                if link.witness == Witness::NONE {
                    self.unwitnessed.set(end, true);
                }
            }
        }
    }

    /// Whether a document may have a link.
    pub(super) fn is_linked(&self, document: Number) -> bool {
        self.linked.contains(document)
    }

    /// Whether a document may have a link without a witness.
    pub(super) fn is_unwitnessed(&self, document: Number) -> bool {
        self.unwitnessed.contains(document)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::keys::Key;

    #[test]
    fn both_ends_of_a_link_are_watched() {
        let mut watched = Watched::default();
        let link = |older, witness| Linked { older, probability: 0.9, witness };
        watched.note(200, &[link(3, Witness::new(Key(7))), link(64, Witness::NONE)]);
        let found = |is: fn(&Watched, Number) -> bool| -> Vec<Number> {
            (0..300).filter(|&document| is(&watched, document)).collect()
        };
        assert_eq!(found(Watched::is_linked), [3, 64, 200]);
        assert_eq!(found(Watched::is_unwitnessed), [64, 200]);
    }
}

//! Stored: documents, links and components as the store has them.
//!
//! In: the rows of the store and a number. Out: what stands there. Cost: one descent of a table. A
//! row that is missing or cannot be read, though another speaks of it, is damage.

use super::rows::{self, Grouped, Linked, Number, Place, Record};
use super::store::{Rows, Table};
use crate::document::DocumentId;
use crate::error::Result;
use crate::read::fingerprint::Fingerprint;

/// Reads rows by the number of their document.
#[derive(Clone, Copy)]
pub(super) struct Stored<'s>(pub(super) &'s dyn Rows);

impl Stored<'_> {
    fn row<T>(&self, table: Table, key: &[u8], read: impl Fn(&[u8]) -> Option<T>) -> Result<Option<T>> {
        let mut found = None;
        self.0.get(table, key, &mut |value| {
            found = Some(read(value).ok_or_else(|| self.0.damaged(table))?);
            Ok(())
        })?;
        Ok(found)
    }

    fn needed<T>(&self, table: Table, key: &[u8], read: impl Fn(&[u8]) -> Option<T>) -> Result<T> {
        self.row(table, key, read)?.ok_or_else(|| self.0.damaged(table))
    }

    /// The fingerprint of a document.
    pub(super) fn print(&self, number: Number) -> Result<Fingerprint> {
        self.needed(Table::Prints, &number.to_be_bytes(), |bytes| Fingerprint::from_bytes(bytes).ok())
    }

    /// What is known of a document beside its fingerprint.
    pub(super) fn record(&self, number: Number) -> Result<Record> {
        self.needed(Table::Records, &number.to_be_bytes(), Record::from_bytes)
    }

    /// The id of a document.
    pub(super) fn id(&self, number: Number) -> Result<DocumentId> {
        self.needed(Table::Records, &number.to_be_bytes(), Record::id_of)
    }

    /// The number of the document of an id.
    pub(super) fn number(&self, id: &DocumentId) -> Result<Option<Number>> {
        self.row(Table::Ids, id.as_str().as_bytes(), |bytes| bytes.try_into().map(Number::from_le_bytes).ok())
    }

    /// The text of a document, where it was kept.
    pub(super) fn text(&self, number: Number) -> Result<Option<String>> {
        self.row(Table::Texts, &number.to_be_bytes(), |bytes| String::from_utf8(bytes.to_vec()).ok())
    }

    /// Where a document stands.
    pub(super) fn place(&self, number: Number) -> Result<Place> {
        self.needed(Table::Places, &number.to_be_bytes(), Place::from_bytes)
    }

    /// The older documents to which a document is linked.
    pub(super) fn links(&self, number: Number) -> Result<Vec<Linked>> {
        Ok(self.row(Table::Links, &number.to_be_bytes(), rows::links_from_bytes)?.unwrap_or_default())
    }

    /// The clusters of a component.
    pub(super) fn component(&self, component: u32) -> Result<Vec<Grouped>> {
        self.needed(Table::Components, &component.to_be_bytes(), rows::component_from_bytes)
    }

    /// The component of a cluster.
    pub(super) fn component_of(&self, cluster: u64) -> Result<Option<u32>> {
        self.row(Table::Clusters, &cluster.to_be_bytes(), |bytes| {
            bytes.try_into().map(u32::from_le_bytes).ok()
        })
    }
}

/// A number, from the key of its row.
pub(super) fn number_of(rows: &dyn Rows, table: Table, key: &[u8]) -> Result<u32> {
    key.try_into().map(u32::from_be_bytes).map_err(|_| rows.damaged(table))
}

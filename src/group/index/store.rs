//! Store: what the index asks of the thing that keeps its rows, and the tables that it keeps.
//!
//! In: keys and values as bytes, ordered by key. Out: the same. Whoever keeps rows must show
//! readers the state after one whole transaction, however long they read, and must have a
//! transaction on disk when [`Store::write`] returns.
//!
//! ```text
//! table        key                              value
//! ---------    ------------------------------   -------------------------------------------------
//! meta         name                             see settings.rs
//! ids          document id, UTF-8               u32 number
//! records      u32 number                       id, hash of the input, title ...: see rows.rs
//! prints       u32 number                       the fingerprint's bytes: see read/bytes.rs
//! texts        u32 number                       the text, UTF-8; only where texts are kept
//! places       u32 number                       u32 component, u64 content hash, i64 published
//! links        u32 number                       the older documents that it is linked to
//! components   u32 component                    its clusters and their members
//! clusters     u64 cluster                      u32 component
//! postings     u32 slice                        the postings of a slice: see postings.rs
//! ```
//!
//! Numbers in keys are big-endian, so that their order is that of the bytes; in values they are
//! little-endian or variable-length. Document, component and cluster numbers are given once and
//! never again.

use std::ops::ControlFlow;
use std::sync::Arc;

use crate::error::Result;

/// A table by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Meta,
    Ids,
    Records,
    Prints,
    Texts,
    Places,
    Links,
    Components,
    Clusters,
    Postings,
}

impl Table {
    /// All of them, in the order of the enum.
    pub(super) const ALL: [Table; 10] = [
        Table::Meta,
        Table::Ids,
        Table::Records,
        Table::Prints,
        Table::Texts,
        Table::Places,
        Table::Links,
        Table::Components,
        Table::Clusters,
        Table::Postings,
    ];

    /// Its name in the file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Table::Meta => "meta",
            Table::Ids => "ids",
            Table::Records => "records",
            Table::Prints => "prints",
            Table::Texts => "texts",
            Table::Places => "places",
            Table::Links => "links",
            Table::Components => "components",
            Table::Clusters => "clusters",
            Table::Postings => "postings",
        }
    }
}

/// What a reader does with a row.
pub(super) type See<'s> = dyn FnMut(&[u8], &[u8]) -> Result<ControlFlow<()>> + 's;

/// The rows after one transaction.
pub(super) trait Rows: Send + Sync {
    /// Shows the row of a key; says whether there is one.
    fn get(&self, table: Table, key: &[u8], see: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<bool>;

    /// Shows the rows from a key on, ascending, until told to stop.
    fn scan(&self, table: Table, from: &[u8], see: &mut See<'_>) -> Result<()>;

    /// How many rows there are.
    fn count(&self, table: Table) -> Result<u64>;

    /// The error for a row that cannot be read.
    fn damaged(&self, table: Table) -> crate::Error;
}

/// Rows being changed in one transaction.
pub(super) trait Changes {
    /// Writes a row.
    fn put(&mut self, table: Table, key: &[u8], value: &[u8]) -> Result<()>;

    /// Takes a row away, where there is one.
    fn remove(&mut self, table: Table, key: &[u8]) -> Result<()>;
}

/// What is done in a transaction.
pub(super) type Work<'w> = dyn FnMut(&mut dyn Changes) -> Result<()> + 'w;

/// Keeps rows.
pub(super) trait Store: Send + Sync {
    /// The rows as they are now; later transactions do not change what it shows.
    fn snapshot(&self) -> Result<Arc<dyn Rows>>;

    /// Says that what was opened can be used; before that nothing is changed on disk.
    fn accept(&self) -> Result<()>;

    /// Does all of the work, and has it on disk on return, or does nothing of it.
    fn write(&self, work: &mut Work<'_>) -> Result<()>;

    /// Checks what it keeps beneath the rows.
    fn check(&mut self) -> Result<()>;

    /// Gives back to the system the room that is not used.
    fn compact(&mut self) -> Result<()>;
}

/// No rows, while the store is worked on.
pub(super) struct NoRows;

impl Rows for NoRows {
    fn get(&self, _: Table, _: &[u8], _: &mut dyn FnMut(&[u8]) -> Result<()>) -> Result<bool> {
        Ok(false)
    }

    fn scan(&self, _: Table, _: &[u8], _: &mut See<'_>) -> Result<()> {
        Ok(())
    }

    fn count(&self, _: Table) -> Result<u64> {
        Ok(0)
    }

    fn damaged(&self, table: Table) -> crate::Error {
        let what = format!("the table {:?} is not open", table.name());
        super::file::trouble(std::path::Path::new("index"), crate::IndexTrouble::System, what)
    }
}

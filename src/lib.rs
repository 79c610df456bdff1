//! Tells which of the texts that reach a newsroom trace the same press or agency release.

mod document;
mod error;
pub mod evaluate;
pub mod group;
pub mod judge;
mod language;
pub mod read;

pub use document::{Document, DocumentId, Timestamp};
pub use error::{Error, IndexTrouble, Result};
pub use group::deduplicator::{Deduplicator, DeduplicatorBuilder};
pub use group::grouping::{Cluster, ClusterId, Grouping, LookAlike, Member, Statistics};
#[cfg(feature = "index")]
pub use group::index::{ClusterNumber, Event, Index, IndexBuilder, Placement};
pub use judge::verdict::{Change, Relation, Verdict};
pub use language::Language;
pub use read::fingerprint::Fingerprint;

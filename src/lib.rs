//! Tells which of the texts that reach a newsroom trace the same press or agency release.

mod document;
mod error;
pub mod evaluate;
pub mod judge;
mod language;
pub mod read;

pub use document::{Document, DocumentId, Timestamp};
pub use error::{Error, Result};
pub use language::Language;

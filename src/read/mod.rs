//! One document: from text to fingerprint.
//!
//! ```text
//! normalize -> furniture -> tokenize -> stem -> shingle \
//!                                  \--> facts, items, background, quotation --- fingerprint
//! ```
//!
//! Each stage is one file, knows only the stages before it, and keeps byte ranges into the text
//! that it was given, so that a report can always point at what it speaks of.

mod ages;
mod background;
mod bytes;
mod calendar;
mod codes;
mod counted;
mod dates;
pub mod facts;
pub mod fingerprint;
pub mod furniture;
pub mod house;
mod items;
mod lexicon;
mod list;
mod names;
pub mod normalize;
mod numbers;
mod quantities;
mod quotation;
pub mod rarity;
pub mod reader;
mod reissue;
mod scan;
pub mod shingle;
mod sorting;
mod sound;
pub mod stem;
mod streets;
pub(crate) mod stretches;
pub mod tokenize;
mod units;
mod values;
pub(crate) mod varint;
mod words;

use crate::language::Language;

/// The format of fingerprints; raised with every change to what a stage gives or how it is kept.
const FORMAT: u32 = 5;

/// The signature of fingerprints of a language: format, tables, Unicode version, stemmer.
///
/// Fingerprints of different signatures cannot be compared.
pub fn signature(language: Language) -> u64 {
    let (major, minor, patch) = unicode_normalization::UNICODE_VERSION;
    let mut bytes = Vec::with_capacity(32);
    bytes.extend_from_slice(b"ricalco");
    bytes.extend_from_slice(&FORMAT.to_le_bytes());
    bytes.extend_from_slice(&rarity::VERSION.to_le_bytes());
    bytes.extend_from_slice(&stem::VERSION.to_le_bytes());
    bytes.extend_from_slice(&[major, minor, patch]);
    bytes.extend_from_slice(language.code().as_bytes());
    xxhash_rust::xxh3::xxh3_64(&bytes)
}

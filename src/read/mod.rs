//! One document: from text to fingerprint.
//!
//! ```text
//! normalize -> furniture -> tokenize -> stem -> shingle \
//!                                  \--> facts ---------- fingerprint
//! ```
//!
//! Each stage is one file, knows only the stages before it, and keeps byte ranges into the text
//! that it was given, so that a report can always point at what it speaks of.

mod ages;
mod codes;
mod counted;
mod dates;
pub mod facts;
pub mod furniture;
mod lexicon;
mod names;
pub mod normalize;
mod numbers;
mod quantities;
pub mod rarity;
pub mod stem;
pub mod tokenize;
mod units;
mod values;

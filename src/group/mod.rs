//! Many documents: from fingerprints to clusters.
//!
//! ```text
//! fingerprints -> candidates -> verdicts -> clusters -> grouping
//! ```

mod assembly;
pub mod candidates;
pub mod cluster;
mod components;
pub mod deduplicator;
mod explain;
pub mod grouping;
#[cfg(feature = "index")]
pub mod index;
pub mod judged;
pub mod keys;
pub mod learn;
pub(crate) mod parallel;
pub mod roundups;
pub(crate) mod sets;
pub(crate) mod source;
pub(crate) mod stock;

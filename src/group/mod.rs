//! Many documents: from fingerprints to clusters.
//!
//! ```text
//! fingerprints -> candidates -> verdicts -> clusters -> grouping
//! ```

pub mod deduplicator;
pub mod grouping;

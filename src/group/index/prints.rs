//! Prints: fingerprints that were read from the store not long ago.
//!
//! In: document numbers. Out: fingerprints. Cost: a lock and a look-up; some 3 kilobytes of memory for
//! each of at most [`KEPT`]. A number is given once and its fingerprint never changes, so nothing here
//! is ever out of date, and readers and the writer share it. What was not asked for while half of the
//! room was filled goes.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::{Arc, Mutex, PoisonError};

use super::partners::Spread;
use super::rows::Number;
use crate::error::Result;
use crate::read::fingerprint::Fingerprint;

/// Fingerprints kept at the most.
const KEPT: usize = 1 << 16;
/// Parts with a lock each.
const SHARDS: usize = 16;

type Map = HashMap<Number, Arc<Fingerprint>, BuildHasherDefault<Spread>>;

#[derive(Debug, Default)]
struct Shard {
    young: Map,
    old: Map,
}

/// Fingerprints by the numbers of their documents.
#[derive(Debug, Default)]
pub(super) struct Prints([Mutex<Shard>; SHARDS]);

impl Prints {
    /// A fingerprint, read where it is not kept.
    pub(super) fn get(
        &self,
        number: Number,
        read: impl FnOnce() -> Result<Fingerprint>,
    ) -> Result<Arc<Fingerprint>> {
        if let Some(print) = self.kept(number) {
            return Ok(print);
        }
        let print = Arc::new(read()?);
        self.put(number, Arc::clone(&print));
        Ok(print)
    }

    /// Keeps a fingerprint for a while.
    pub(super) fn put(&self, number: Number, print: Arc<Fingerprint>) {
        self.with(number, |shard| shard.put(number, print));
    }

    fn kept(&self, number: Number) -> Option<Arc<Fingerprint>> {
        self.with(number, |shard| {
            if let Some(print) = shard.young.get(&number) {
                return Some(Arc::clone(print));
            }
            let print = shard.old.remove(&number)?;
            shard.put(number, Arc::clone(&print));
            Some(print)
        })
        .flatten()
    }

    fn with<R>(&self, number: Number, work: impl FnOnce(&mut Shard) -> R) -> Option<R> {
        let shard = self.0.get(number as usize % SHARDS)?;
        // What panicked under the lock left at the most a fingerprint out.
        Some(work(&mut shard.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Shard {
    fn put(&mut self, number: Number, print: Arc<Fingerprint>) {
        if self.young.len() >= KEPT / SHARDS / 2 {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(number, print);
    }
}

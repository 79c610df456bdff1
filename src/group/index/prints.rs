//! Prints: fingerprints that were read from the store not long ago.
//!
//! In: document numbers. Out: fingerprints. Cost: a lock and a look-up, instead of a descent of the
//! table and the making of a dozen vectors; some 2 kilobytes of memory each. A number is given once and
//! its fingerprint never changes, so nothing here is ever out of date, and readers and the writer share
//! it. What was not asked for while half of the room was filled goes.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::{Arc, Mutex, PoisonError};

use super::partners::Spread;
use super::rows::Number;
use crate::error::Result;
use crate::read::fingerprint::Fingerprint;

/// Bytes of memory that a fingerprint of a text of 300 words takes, about.
const PRINT: usize = 2200;
/// Parts with a lock each.
const SHARDS: usize = 16;

type Map = HashMap<Number, Arc<Fingerprint>, BuildHasherDefault<Spread>>;

#[derive(Debug, Default)]
struct Shard {
    young: Map,
    old: Map,
}

/// Fingerprints by the numbers of their documents.
#[derive(Debug)]
pub(super) struct Prints {
    shards: [Mutex<Shard>; SHARDS],
    /// How many of a shard are young.
    most: usize,
}

impl Prints {
    /// None yet; about so many bytes at the most.
    pub(super) fn new(bytes: usize) -> Self {
        Self { shards: Default::default(), most: bytes / PRINT / SHARDS / 2 }
    }

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

    /// The same, but nothing goes for it: for who asks for most of them, one after the other, so that
    /// each would drive out what is asked for next.
    pub(super) fn glance(
        &self,
        number: Number,
        read: impl FnOnce() -> Result<Fingerprint>,
    ) -> Result<Arc<Fingerprint>> {
        if let Some(print) = self.kept(number) {
            return Ok(print);
        }
        let print = Arc::new(read()?);
        self.with(number, |shard| {
            if shard.young.len() < self.most && shard.young.len() + shard.old.len() < 2 * self.most {
                shard.young.insert(number, Arc::clone(&print));
            }
        });
        Ok(print)
    }

    /// Keeps a fingerprint for a while.
    pub(super) fn put(&self, number: Number, print: Arc<Fingerprint>) {
        self.with(number, |shard| shard.put(number, print, self.most));
    }

    /// A fingerprint that is kept.
    pub(super) fn kept(&self, number: Number) -> Option<Arc<Fingerprint>> {
        self.with(number, |shard| {
            if let Some(print) = shard.young.get(&number) {
                return Some(Arc::clone(print));
            }
            let print = shard.old.remove(&number)?;
            shard.put(number, Arc::clone(&print), self.most);
            Some(print)
        })
        .flatten()
    }

    fn with<R>(&self, number: Number, work: impl FnOnce(&mut Shard) -> R) -> Option<R> {
        let shard = self.shards.get(number as usize % SHARDS)?;
        // What panicked under the lock left at the most a fingerprint out.
        Some(work(&mut shard.lock().unwrap_or_else(PoisonError::into_inner)))
    }
}

impl Shard {
    fn put(&mut self, number: Number, print: Arc<Fingerprint>, most: usize) {
        if self.young.len() >= most {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(number, print);
    }
}

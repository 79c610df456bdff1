//! Held: one slice of the postings in memory.
//!
//! In: the postings of a slice in their order. Out: those from a key on. Cost: 8 bytes a posting and
//! half a byte for a table by which a key is found in a step and a few comparisons: keys are hashes,
//! so that equal ranges of them are about equally full. A binary search would wait for memory at
//! every step.

use super::postings::{KEY_BITS, Packed};

/// Postings of a range, on average.
const RANGE: usize = 8;

/// The postings of a slice, and where to find a key.
#[derive(Debug, Default)]
pub(super) struct Held {
    /// Where the postings of each range of keys begin; the ranges are equal.
    starts: Box<[u32]>,
    /// How far a key is moved right to say its range.
    shift: u32,
    postings: Box<[Packed]>,
}

impl Held {
    /// Postings in the order of their keys.
    pub(super) fn new(postings: Vec<Packed>) -> Self {
        let bits = (postings.len() / RANGE).max(1).ilog2().min(KEY_BITS);
        let shift = KEY_BITS - bits;
        let mut starts = Vec::with_capacity(1 << bits);
        for (at, packed) in postings.iter().enumerate() {
            let range = (packed.low() >> shift) as usize;
            while starts.len() <= range {
                starts.push(at as u32);
            }
        }
        starts.resize(1 << bits, postings.len() as u32);
        Self { starts: starts.into(), shift, postings: postings.into() }
    }

    /// All of them.
    pub(super) fn postings(&self) -> &[Packed] {
        &self.postings
    }

    /// Where the postings of a key's range begin; `low` is the key less the slice's first.
    pub(super) fn start(&self, low: u32) -> usize {
        self.starts.get((low >> self.shift) as usize).map_or(0, |&start| start as usize)
    }

    /// The postings from a key on; `low` is the key less the slice's first.
    pub(super) fn from(&self, low: u32) -> &[Packed] {
        let rest = self.postings.get(self.start(low)..).unwrap_or_default();
        let before = before(rest, low);
        rest.get(before..).unwrap_or_default()
    }

    /// Bytes of memory.
    pub(super) fn bytes(&self) -> usize {
        size_of_val(&*self.postings) + size_of_val(&*self.starts)
    }
}

/// How many postings stand before a key: most often few, but a key before it may have thousands.
fn before(postings: &[Packed], low: u32) -> usize {
    let mut reach = RANGE;
    while postings.get(reach).is_some_and(|packed| packed.low() < low) {
        reach *= 2;
    }
    let near = postings.get(..reach).unwrap_or(postings);
    near.partition_point(|packed| packed.low() < low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::keys::Key;

    #[test]
    fn a_key_is_found_however_full_its_range_is() {
        for count in [0, 1, 7, 8, 9, 100, 5000] {
            // A third of all under one key, the others spread.
            let low =
                |at: u32| if at.is_multiple_of(3) { 70_000 } else { at.wrapping_mul(0x9e37_79b9) >> 15 };
            let mut postings: Vec<Packed> = (0..count).map(|at| Packed::new(Key(low(at)), 1, at)).collect();
            postings.sort_by_key(|packed| (packed.low(), packed.document()));
            let held = Held::new(postings.clone());
            for low in (0..1 << KEY_BITS).step_by(97).chain(postings.iter().map(|packed| packed.low())) {
                let expected = postings.partition_point(|packed| packed.low() < low);
                assert_eq!(held.from(low), &postings[expected..], "{count} {low}");
            }
        }
    }
}

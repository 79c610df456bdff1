//! Batch: the postings of a transaction that is being made.
//!
//! In: keys and postings of its documents. Out: those of a key, or of a slice. Cost: they are cast into
//! equal ranges of keys, which come out about equally full since keys are hashes; each is sorted by
//! itself, and to find a key takes one step and a few comparisons.

use super::postings::{KEY_BITS, Packed, slice};
use super::rows::Number;
use crate::group::keys::Key;

/// The postings of a transaction that is being made, by slice and within it in their order.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// Where the postings of each range of keys begin; the ranges are equal, and as many as there
    /// are postings to find quickly.
    starts: Vec<u32>,
    /// How many of a key's highest bits say its range.
    bits: u32,
    /// Whole keys with their postings.
    postings: Vec<(Key, Packed)>,
}

impl Batch {
    /// Puts postings in order; `content` says the content hash of their documents.
    pub(super) fn new(
        postings: impl Iterator<Item = (Key, Packed)> + Clone,
        content: impl Fn(Number) -> Option<u64>,
    ) -> Self {
        let mut count = postings.clone().count();
        let bits = (count / 4).max(1).ilog2().min(20);
        let range = |key: Key| (u64::from(key.0) >> (32 - bits)) as usize;
        let mut starts = vec![0; (1 << bits) + 1];
        for (key, _) in postings.clone() {
            if let Some(start) = starts.get_mut(range(key)) {
                *start += 1;
            }
        }
        // From the ends of the ranges down to their starts.
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        count = end as usize;
        let mut placed = vec![(Key(0), Packed::default()); count];
        for (key, packed) in postings {
            let Some(start) = starts.get_mut(range(key)) else { continue };
            *start -= 1;
            if let Some(place) = placed.get_mut(*start as usize) {
                *place = (key, packed);
            }
        }
        for ends in starts.windows(2) {
            if let Some(range) = placed.get_mut(ends[0] as usize..ends[1] as usize) {
                range.sort_unstable_by_key(|&(key, packed)| {
                    (key, content(packed.document()), packed.document())
                });
            }
        }
        Self { starts, bits, postings: placed }
    }

    /// All of them.
    pub(super) fn all(&self) -> &[(Key, Packed)] {
        &self.postings
    }

    /// The postings from a key on.
    fn from(&self, key: Key) -> &[(Key, Packed)] {
        let range = (u64::from(key.0) >> (32 - self.bits)) as usize;
        let start = self.starts.get(range).map_or(0, |&start| start as usize);
        let rest = self.postings.get(start..).unwrap_or_default();
        let before = rest.iter().take_while(|&&(other, _)| other < key).count();
        rest.get(before..).unwrap_or_default()
    }

    /// The postings of a key.
    pub(super) fn of_key(&self, key: Key) -> impl Iterator<Item = Packed> {
        self.from(key).iter().take_while(move |&&(other, _)| other == key).map(|&(_, packed)| packed)
    }

    /// The postings of a slice.
    pub(super) fn of_slice(&self, number: u32) -> impl Iterator<Item = Packed> {
        let from = self.from(Key(number << KEY_BITS));
        from.iter().take_while(move |&&(key, _)| slice(key) == number).map(|&(_, packed)| packed)
    }
}

#[cfg(test)]
mod tests {
    use super::super::postings::SLICES;
    use super::*;

    #[test]
    fn a_batch_finds_what_is_in_it() {
        let content = |document: Number| Some(u64::from(document % 3));
        for count in [0, 1, 2, 9, 100, 5000] {
            let keys: Vec<(Key, Packed)> = (0..count)
                .map(|at: u32| {
                    let key = Key(at.wrapping_mul(0x9e37_79b9) & !0xff_00);
                    (key, Packed::new(key, 7, at))
                })
                .collect();
            let batch = Batch::new(keys.iter().copied(), content);
            let mut all = keys.clone();
            all.sort_by_key(|&(key, packed)| (key, content(packed.document()), packed.document()));
            assert_eq!(batch.postings, all);
            for &(key, packed) in &keys {
                assert!(batch.of_key(key).any(|found| found == packed));
                assert!(batch.of_slice(slice(key)).any(|found| found == packed));
            }
            let through = (0..SLICES).flat_map(|slice| batch.of_slice(slice)).count();
            assert_eq!(through, keys.len());
        }
    }
}

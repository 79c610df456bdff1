//! Bits: a set of documents, small enough to stay close to the processor.
//!
//! In: document numbers. Out: whether one is in the set. Cost: a bit for each number between the least and
//! the largest that ever was in it.

use super::rows::Number;

/// Documents, a bit each.
#[derive(Debug, Clone, Default)]
pub(super) struct Bits {
    /// The number of the first bit, in words of 64.
    first: usize,
    words: Vec<u64>,
}

impl Bits {
    /// Puts a document in, or takes it out.
    pub(super) fn set(&mut self, document: Number, is_in: bool) {
        let (word, bit) = (document as usize / 64, 1 << (document % 64));
        if self.words.is_empty() {
            self.first = word;
        }
        if word < self.first {
            self.words.splice(0..0, (word..self.first).map(|_| 0));
            self.first = word;
        }
        let at = word - self.first;
        if self.words.len() <= at {
            self.words.resize(at + 1, 0);
        }
        if let Some(bits) = self.words.get_mut(at) {
            if is_in { *bits |= bit } else { *bits &= !bit }
        }
    }

    /// Whether a document is in the set.
    pub(super) fn contains(&self, document: Number) -> bool {
        let word = (document as usize / 64).checked_sub(self.first).and_then(|at| self.words.get(at));
        word.is_some_and(|bits| bits >> (document % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_come_and_go_in_any_order() {
        let mut bits = Bits::default();
        for document in [1000, 7, 640, 64, 63, 1001] {
            bits.set(document, true);
        }
        bits.set(640, false);
        let found: Vec<Number> = (0..2000).filter(|&document| bits.contains(document)).collect();
        assert_eq!(found, [7, 63, 64, 1000, 1001]);
    }
}

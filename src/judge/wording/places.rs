//! Places: a set of places of a text.
//!
//! In: places, in any order. Out: they, ascending. Cost: a bit a place of the text, and a step for
//! each that is in the set: two texts that share a tenth of their terms are walked through in a
//! tenth of the time.

/// A set of places.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    words: Vec<u64>,
}

impl Places {
    /// Forgets all, to hold places of a text of `length` terms.
    pub(super) fn clear(&mut self, length: usize) {
        self.words.clear();
        self.words.resize(length.div_ceil(64), 0);
    }

    /// Adds a place of the text.
    pub(super) fn insert(&mut self, place: u16) {
        self.words[usize::from(place >> 6)] |= 1 << (place & 63);
    }

    /// Whether a place is in the set.
    pub(super) fn contains(&self, place: usize) -> bool {
        self.words.get(place >> 6).is_some_and(|word| word >> (place & 63) & 1 == 1)
    }

    /// How many there are.
    pub(super) fn count(&self) -> u32 {
        self.words.iter().map(|word| word.count_ones()).sum()
    }

    /// How many are in another set of places of the text too.
    pub(super) fn shared(&self, other: &Self) -> u32 {
        self.words.iter().zip(&other.words).map(|(word, other)| (word & other).count_ones()).sum()
    }

    /// How many have their neighbour before them in the set too.
    pub(super) fn neighbours(&self) -> u32 {
        let mut last = 0;
        let mut count = 0;
        for &word in &self.words {
            count += (word & (word << 1 | last)).count_ones();
            last = word >> 63;
        }
        count
    }

    /// The places, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, &word)| Bits(word).map(move |bit| 64 * at + bit))
    }
}

/// The bits of a word that are set, ascending.
struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let bit = (self.0 != 0).then(|| self.0.trailing_zeros() as usize);
        self.0 &= self.0.wrapping_sub(1);
        bit
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_ascending_and_neighbours_are_counted_across_words() {
        let mut places = Places::default();
        places.clear(130);
        for place in [129, 3, 64, 63, 4, 3] {
            places.insert(place);
        }
        assert_eq!(places.iter().collect::<Vec<_>>(), [3, 4, 63, 64, 129]);
        assert_eq!((places.count(), places.neighbours()), (5, 2));
        let mut others = Places::default();
        others.clear(66);
        for place in [4, 5, 64] {
            others.insert(place);
        }
        assert_eq!((places.shared(&others), others.shared(&places)), (2, 2));
        assert!(places.contains(64) && !places.contains(65) && !places.contains(1000));
    }
}

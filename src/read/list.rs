//! List: a sorted list of words, and a filter before it.
//!
//! In: a word. Out: whether the list has it. Cost: a bit is looked up for nearly all words of a text,
//! which are not in the list; the others are searched for in `O(log n)`. Gives up: nothing. The
//! filter is Bloom's (1970) with one hash, made when the library is compiled.

/// How many bits a filter has: with fifty words one word of eighty passes that is not in the list.
const BITS: usize = 4096;

/// For each hash whether a word may have it.
#[derive(Debug)]
pub(super) struct Filter([u64; BITS / 64]);

impl Filter {
    /// The filter that nothing passes.
    pub(super) const EMPTY: Self = Self([0; BITS / 64]);

    /// Lets a word pass.
    pub(super) const fn add(&mut self, word: &[u8]) {
        let bit = bit(word);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    /// Whether a word may be one of those that were added.
    #[inline]
    pub(super) fn may_have(&self, word: &str) -> bool {
        let bit = bit(word.as_bytes());
        self.0[bit / 64] >> (bit % 64) & 1 == 1
    }
}

/// The hash of a word: of its first, middle and last byte and its length, by the odd number nearest to
/// 2^32 over the golden ratio.
#[inline]
const fn bit(word: &[u8]) -> usize {
    let [first, .., last] = word else {
        let only = if let [only] = word { *only } else { 0 };
        return only as usize;
    };
    let ends = *first as u32 | (*last as u32) << 8 | (word[word.len() / 2] as u32) << 16;
    let mixed = (ends ^ (word.len() as u32) << 24).wrapping_mul(0x9E37_79B1);
    (mixed >> (u32::BITS - BITS.ilog2())) as usize
}

/// A sorted list of words.
#[derive(Debug)]
pub(super) struct List {
    words: &'static [&'static str],
    filter: Filter,
}

impl List {
    /// The list of words that are sorted by their bytes.
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let mut filter = Filter::EMPTY;
        let mut row = 0;
        while row < words.len() {
            filter.add(words[row].as_bytes());
            row += 1;
        }
        Self { words, filter }
    }

    /// Whether the list has a word.
    #[inline]
    pub(super) fn has(&self, word: &str) -> bool {
        self.filter.may_have(word) && self.words.binary_search(&word).is_ok()
    }

    /// Its words, for the tests that look at their order.
    #[cfg(test)]
    pub(super) fn words(&self) -> &'static [&'static str] {
        self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_its_words_and_no_other() {
        const WORDS: &[&str] = &["", "a", "ab", "abc", "città", "z", "è"];
        static LIST: List = List::new(WORDS);
        assert!(LIST.words().is_sorted());
        for word in WORDS.iter().chain(&["b", "ac", "abb", "citta", "é", "zz", "\0"]) {
            assert_eq!(LIST.has(word), WORDS.contains(word), "{word}");
        }
    }
}

//! Words: what the stages ask of the word of each token, looked up once.
//!
//! In: the tokens of a text. Out: for each what its stemmer, the lexicon and the tables of rarity
//! say of it, and the stems as text, one after the other. Cost: one look-up a token in the memory of
//! the stemmer, which keeps all of it together. Gives up: nothing.

use super::lexicon::Lexicon;
use super::rarity::{self, Rarity};
use super::stem::{Stem, StemHash};
use super::tokenize::Tokens;
use crate::language::Language;

/// What is known of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) hash: StemHash,
    /// How much the stem tells; nothing for a stop word.
    pub(super) rarity: Rarity,
    /// How much the word tells where it is one of a name.
    pub(super) name: Rarity,
    /// Its place in the lexicon of its language; see [`Lexicon::class_at`](super::lexicon::Lexicon::class_at).
    pub(super) class: u16,
    pub(super) stop: bool,
    /// Whether a fact can begin with it though it has no capital.
    pub(super) begins: bool,
    /// Whether it begins as composed Italian numbers do.
    pub(super) composed: bool,
}

impl Known {
    /// What is known of a mark that is no word.
    pub(super) const MARK: Self = Self {
        hash: StemHash(0),
        rarity: Rarity(0),
        name: Rarity(0),
        class: 0,
        stop: false,
        begins: false,
        composed: false,
    };

    /// What is told outside this crate.
    pub(super) fn stem(self) -> Stem {
        Stem { hash: self.hash, rarity: self.rarity, stop: self.stop }
    }
}

/// What is known of the words of one text; reused from text to text.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// One for each token.
    pub(super) known: Vec<Known>,
    /// Where the stem of each token ends in `stems`, where it begins at the end of the one before.
    pub(super) ends: Vec<u32>,
    /// The stems, one after the other.
    pub(super) stems: Vec<u8>,
}

impl Words {
    pub(super) fn clear(&mut self) {
        self.known.clear();
        self.ends.clear();
        self.stems.clear();
    }

    /// Takes classes and names from another language than that of the stemmer.
    pub(super) fn set_language(&mut self, tokens: &Tokens, language: Language) {
        let lexicon = Lexicon::of(language);
        for (token, known) in tokens.tokens.iter().zip(&mut self.known) {
            let word = tokens.folded(token);
            (known.class, known.name) = (lexicon.place(word), rarity::of_name(language, word));
            known.begins = known.composed || lexicon.class_at(known.class).begins_fact();
        }
    }

    /// Adds what is known of the next token, whose stem has been added to `stems`.
    #[inline]
    pub(super) fn push(&mut self, known: Known) {
        self.known.push(known);
        self.ends.push(self.stems.len() as u32);
    }

    /// Adds a token that is no word.
    #[inline]
    pub(super) fn push_mark(&mut self) {
        self.push(Known::MARK);
    }
}

/// How many bytes are copied at once: most stems are shorter.
const PIECE: usize = 16;

/// Appends bytes of which most are few: a copy of fixed length takes a few instructions, one of any
/// length takes a call.
///
/// The bytes are those of `bytes` between `start` and `end`.
#[inline]
pub(super) fn append(out: &mut Vec<u8>, bytes: &[u8], start: usize, end: usize) {
    let length = end - start;
    match bytes.get(start..).and_then(|rest| rest.first_chunk::<PIECE>()) {
        Some(piece) if length <= PIECE => {
            let before = out.len();
            out.extend_from_slice(piece);
            out.truncate(before + length);
        }
        _ => out.extend_from_slice(bytes.get(start..end).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_any_length_are_appended() {
        let bytes: Vec<u8> = (0..40).collect();
        for start in 0..40 {
            for end in start..=40 {
                let mut out = vec![1, 2, 3];
                append(&mut out, &bytes, start, end);
                assert_eq!(out[..3], [1, 2, 3]);
                assert_eq!(out[3..], bytes[start..end]);
            }
        }
    }
}

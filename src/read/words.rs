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

/// What is known of a word, in eight bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    hash: u32,
    class: u16,
    /// The rarity of the stem, [`STOP`] and [`BEGINS`].
    rarity: u8,
    /// The rarity of the word as one of a name, [`COMPOSED`] and [`TENSE`].
    name: u8,
}

/// In `rarity`: whether the word is a stop word.
const STOP: u8 = 0x80;
/// In `rarity`: whether a fact can begin with the word.
const BEGINS: u8 = 0x40;
/// In `name`: whether the word is a composed number.
const COMPOSED: u8 = 0x80;
/// In `name`: whether the word tells a tense.
const TENSE: u8 = 0x40;
/// The bits of a rarity.
const RARITY: u8 = Rarity::MAX.0;

impl Known {
    /// What is known of a mark that is no word.
    pub(super) const MARK: Self = Self { hash: 0, class: 0, rarity: 0, name: 0 };

    /// What is known of a word's stem; facts begin with none until it is [said](Self::begins_fact).
    pub(super) fn of_stem(stem: Stem) -> Self {
        let stop = if stem.stop { STOP } else { 0 };
        Self { hash: stem.hash.0, class: 0, rarity: stem.rarity.0.min(RARITY) | stop, name: 0 }
    }

    /// The same with what facts ask: the word's rarity as one of a name, whether it is a composed
    /// number, and its place in a lexicon.
    pub(super) fn with_facts(self, name: Rarity, composed: bool, lexicon: &Lexicon, class: u16) -> Self {
        let begins = if composed || lexicon.class_at(class).begins_fact() { BEGINS } else { 0 };
        let composed = if composed { COMPOSED } else { 0 };
        let name = name.0.min(RARITY) | composed | self.name & TENSE;
        Self { class, rarity: self.rarity & !BEGINS | begins, name, ..self }
    }

    /// The same with whether the word tells what is news and what was before it.
    pub(super) fn with_tense(self, tells: bool) -> Self {
        Self { name: self.name & !TENSE | if tells { TENSE } else { 0 }, ..self }
    }

    /// What is told outside this crate.
    pub(super) fn stem(self) -> Stem {
        Stem { hash: self.hash(), rarity: self.rarity(), stop: self.is_stop() }
    }

    /// The hash of the stem.
    #[inline]
    pub(super) fn hash(self) -> StemHash {
        StemHash(self.hash)
    }

    /// How much the stem tells; nothing for a stop word.
    #[inline]
    pub(super) fn rarity(self) -> Rarity {
        Rarity(self.rarity & RARITY)
    }

    /// How much the word tells where it is one of a name.
    #[inline]
    pub(super) fn name(self) -> Rarity {
        Rarity(self.name & RARITY)
    }

    /// Its place in the lexicon of its language; see [`Lexicon::class_at`](super::lexicon::Lexicon::class_at).
    #[inline]
    pub(super) fn class(self) -> u16 {
        self.class
    }

    #[inline]
    pub(super) fn is_stop(self) -> bool {
        self.rarity & STOP != 0
    }

    /// Whether a fact can begin with it though it has no capital.
    #[inline]
    pub(super) fn begins_fact(self) -> bool {
        self.rarity & BEGINS != 0
    }

    /// Whether it is an auxiliary of the perfect or the pluperfect, or a preterite.
    #[inline]
    pub(super) fn tells_tense(self) -> bool {
        self.name & TENSE != 0
    }

    /// Whether it is a composed Italian number, such as `trentadue`.
    #[inline]
    pub(super) fn is_composed(self) -> bool {
        self.name & COMPOSED != 0
    }
}

/// What is known of the words of one text; reused from text to text.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// One for each token.
    pub(super) known: Vec<Known>,
    /// The stems of the words, one after the other, with a space after each; marks and words whose
    /// last vowel is cut have none.
    pub(super) stems: Vec<u8>,
    /// For each token the place in `stems` up to which it and those before it go.
    pub(super) ends: Vec<u32>,
}

impl Words {
    /// Takes classes and names from another language than that of the stemmer.
    pub(super) fn set_language(&mut self, tokens: &Tokens, language: Language) {
        let lexicon = Lexicon::of(language);
        for (token, known) in tokens.tokens.iter().zip(&mut self.known) {
            let word = tokens.folded(token);
            let name = rarity::of_name(language, word);
            *known = known.with_facts(name, known.is_composed(), lexicon, lexicon.place(word));
        }
    }
}

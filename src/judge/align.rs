//! Align: the passages that two texts share, found in the texts themselves.
//!
//! In: two texts as they came, and their language. Out: an [`Alignment`]: the passages that both
//! have, with their places in both, however their order was changed; how much of each text they
//! cover; and each text's own matter. Furniture is passed over and never stands inside a passage.
//!
//! How: both texts are read as their content stems, stop words left out. Every run of stems that
//! both have is found from pairs of neighbouring stems that are not too common, as far as it goes
//! both ways. Runs are then taken greedily, the longest first, each time over words that are still
//! free (greedy string tiling, Wise 1993, as METER used it for newspapers' reuse of agency copy,
//! Clough et al. 2002); each one taken grows across small gaps, so that a changed word does not cut
//! a passage in two.
//!
//! Cost: `O(n log n)` in the words of both texts. A pair of stems so common that it makes more than 64
//! pairs of places starts no run (but runs go on through it), so there are at most four runs a word;
//! and the greedy part stops after 64 steps a word, whatever it is given. Gives up: a passage made
//! only of such common pairs, as in a text of one word repeated, unless both texts or their parts
//! between furniture begin with it, or both texts end with it; and changes that keep the stem.

mod runs;
mod tiling;

use std::ops::Range;

use self::tiling::Tiling;
use crate::language::Language;
use crate::read::furniture::furniture;
use crate::read::normalize::normalize;
use crate::read::stem::{StemHash, Stemmer};
use crate::read::tokenize::{TokenKind, Tokens, tokenize};

/// How far the two sides of a passage agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PassageKind {
    /// The same words in the same order; letter case, accents and punctuation may differ.
    Verbatim,
    /// The same stems in the same order, but for small changes: endings, articles, a word or two.
    Near,
}

/// A passage that two texts share.
///
/// Its ranges are bytes of the texts as they were given, on character boundaries, from the first
/// letter of its first word to the last of its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the first text.
    pub a: Range<usize>,
    /// Where it stands in the second text.
    pub b: Range<usize>,
    /// How many content stems both sides have in common, 4 or more.
    pub stems: usize,
    /// How far the two sides agree.
    pub kind: PassageKind,
    /// What was changed inside it, in order: content words that one side has and the other has not
    /// in that place. Changed endings, articles and prepositions are not told.
    pub changes: Vec<Change>,
}

/// A place inside a near passage where the two sides part for a word or two.
///
/// Where one side has nothing in that place, its range is empty and stands behind the word before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What the first text has there.
    pub a: Range<usize>,
    /// What the second text has there.
    pub b: Range<usize>,
}

/// What two texts share and what each has for itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    /// The shared passages, the one with the most shared stems first; of equal ones, in the order of
    /// the text with fewer content words. In neither text do two of them overlap.
    pub passages: Vec<Passage>,
    /// The share of the first text's content words that the passages match, `0.0..=1.0`; 0 of none.
    pub coverage_a: f64,
    /// The share of the second text's content words that the passages match, `0.0..=1.0`; 0 of none.
    pub coverage_b: f64,
    /// The first text's own matter, in its order: spans with content words, in no passage and not
    /// furniture.
    pub own_a: Vec<Range<usize>>,
    /// The second text's own matter, in its order.
    pub own_b: Vec<Range<usize>>,
}

impl Alignment {
    /// The same alignment with the two texts in each other's place.
    #[must_use]
    pub fn swapped(mut self) -> Self {
        for passage in &mut self.passages {
            std::mem::swap(&mut passage.a, &mut passage.b);
            for change in &mut passage.changes {
                std::mem::swap(&mut change.a, &mut change.b);
            }
        }
        std::mem::swap(&mut self.coverage_a, &mut self.coverage_b);
        std::mem::swap(&mut self.own_a, &mut self.own_b);
        self
    }
}

/// Finds the passages that two texts share.
///
/// The result depends on the two texts and the language alone, and `align(b, a)` is `align(a, b)`
/// [swapped](Alignment::swapped).
///
/// ```
/// use ricalco::Language;
/// use ricalco::judge::align::{PassageKind, align};
///
/// let release = "La giunta ha approvato il bando per le biblioteche scolastiche. Seguono i moduli.";
/// let article = "Lo rende noto il Comune: la giunta ha approvato il bando per le biblioteche scolastiche.";
/// let alignment = align(release, article, Language::Italian);
/// let passage = &alignment.passages[0];
/// assert_eq!(&release[passage.a.clone()], "La giunta ha approvato il bando per le biblioteche scolastiche");
/// assert_eq!(passage.kind, PassageKind::Verbatim);
/// assert_eq!(&article[alignment.own_b[0].clone()], "Lo rende noto il Comune");
/// ```
pub fn align(a: &str, b: &str, language: Language) -> Alignment {
    let mut stemmer = Stemmer::new(language);
    let first = Reading::read(a, language, &mut stemmer);
    let second = Reading::read(b, language, &mut stemmer);
    // One order for both ways of asking, so that the answer is the same.
    if (first.content.len(), a) <= (second.content.len(), b) {
        Tiling::new(&first, &second).tile()
    } else {
        Tiling::new(&second, &first).tile().swapped()
    }
}

/// One word, number or sign of a text.
struct Word {
    /// Where it stands in the text as it came.
    range: Range<usize>,
    /// Where its folded form stands in [`Reading::folded`].
    folded: Range<u32>,
    /// Whether it is a content word; stop words and signs are not.
    content: bool,
    /// How many pieces of furniture stand before it: no passage goes from one block to another.
    block: u32,
}

/// One content word.
struct Content {
    stem: StemHash,
    block: u32,
    /// Its position in [`Reading::words`].
    word: usize,
}

/// A text as the sequence of its words.
struct Reading {
    words: Vec<Word>,
    content: Vec<Content>,
    folded: String,
}

impl Reading {
    fn read(text: &str, language: Language, stemmer: &mut Stemmer) -> Self {
        let normalized = normalize(text);
        let furniture = furniture(normalized.text(), language);
        let mut tokens = Tokens::default();
        tokenize(normalized.text(), &furniture, language, &mut tokens);

        let mut pieces = furniture.iter().peekable();
        let (mut words, mut content) = (Vec::new(), Vec::new());
        let (mut block, mut end) = (0, 0);
        let mut stem_text = String::new();
        for token in &tokens.tokens {
            if token.kind == TokenKind::Punctuation {
                continue;
            }
            let place = token.range.start as usize..token.range.end as usize;
            while pieces.next_if(|piece| piece.range.start <= place.start).is_some() {
                block += 1;
            }
            let range = normalized.original(place);
            // Two tokens can come from one character of the original (½ is three); the first has it.
            if range.start < end || text.get(range.clone()).is_none_or(str::is_empty) {
                continue;
            }
            end = range.end;
            let mut word = Word { range, folded: token.folded.clone(), content: false, block };
            if token.kind != TokenKind::Sign {
                stem_text.clear();
                let stem = stemmer.stem(tokens.folded(token), &mut stem_text);
                if !stem.stop {
                    word.content = true;
                    content.push(Content { stem: stem.hash, block, word: words.len() });
                }
            }
            words.push(word);
        }
        Self { words, content, folded: tokens.buffer }
    }

    /// The folded form of a word of this text.
    fn folded(&self, word: &Word) -> &str {
        self.folded.get(word.folded.start as usize..word.folded.end as usize).unwrap_or_default()
    }

    /// Each pair of neighbouring stems with the place of the first; none spans two blocks.
    fn pairs(&self) -> impl Iterator<Item = ((StemHash, StemHash), u32)> {
        let pairs = self.content.windows(2).zip(0..);
        pairs.filter_map(|(pair, at)| match pair {
            [one, two] if one.block == two.block => Some(((one.stem, two.stem), at)),
            _ => None,
        })
    }

    /// The position of each block's first content word.
    fn block_starts(&self) -> impl DoubleEndedIterator<Item = usize> {
        let starts = |&i: &usize| i == 0 || self.content[i].block != self.content[i - 1].block;
        (0..self.content.len()).filter(starts)
    }
}

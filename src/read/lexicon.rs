//! Lexicon: the words that begin, bind or qualify a fact, and what each is good for.
//!
//! In: a folded word. Out: its [`Class`], or [`Class::Plain`] for the great majority that facts do
//! not care for. Cost: one hash of the word's ends, and a comparison where a slot is taken; the table of each language is built once. The words are data, one file a language.

mod english;
mod italian;

use std::sync::LazyLock;

use super::facts::Precision;
use super::units::{self, Unit};
use crate::language::Language;

/// What a word is good for when facts are read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Class {
    /// Nothing special.
    Plain,
    /// `due`: a number by itself.
    Cardinal(u16),
    /// `un`, `una`: one, before a scale or a collective only.
    One,
    /// `mila`, `milioni`: multiplies the number before it.
    Scale(f64),
    /// `mezzo`, `mezza`.
    Half,
    /// `ventina`: about so many.
    Collective(u16),
    /// `terzi` after a number.
    Denominator(u8),
    /// `primo`.
    Ordinal(u8),
    /// `marzo`; January is 1.
    Month(u8),
    /// `lunedì`; Monday is 0.
    Weekday(u8),
    /// `ieri`, in days from the day of publication.
    Relative(i8),
    /// `mattina`, after `questa`.
    DayPart,
    /// `questa`.
    This,
    /// `mezzogiorno`, in minutes from midnight.
    Noon(u16),
    /// A unit of measure or currency, with the factor to its base unit.
    Unit(Unit, f64),
    /// `anni`: an age or a duration.
    Years,
    /// `per`, the first half of `per cento`.
    Per,
    /// `percento`.
    Percent,
    /// `di` and its kin.
    Of,
    /// `il` and its kin.
    Article,
    /// `a` and its kin.
    To,
    /// `alle`, `dalle`: a time may follow.
    Clock,
    /// `nel`: a year may follow.
    In,
    /// `e`, `o`.
    And,
    /// `ore` is a unit too; this is `h`.
    Hour,
    /// `circa`.
    Precision(Precision),
    /// `più`, which needs `di` to qualify a number.
    Than(Precision),
    /// `articolo`: a law's article follows.
    LawArticle,
    /// `legge`, `decreto`: an act's number follows.
    LawAct,
    /// `via`: the name of a street follows, and maybe a house number.
    Street,
    /// `lotto`: bears a number after it.
    Label,
    /// `numero`, `n.`, between a label and its number.
    NumberSign,
    /// `signor`: written with a capital, yet no name.
    Title,
    /// An adjective that may stand between a number and its noun.
    Adjective,
    /// `scorso`.
    Last,
    /// `prossimo`.
    Next,
    /// `lungo`: no noun, though it may follow a number.
    Bare,
    /// `telefono`: a telephone number follows.
    Telephone,
    /// `aged`: an age follows.
    Aged,
}

impl Class {
    /// Whether a fact can begin with a word of this class that has no capital; those of the other
    /// classes are looked at from the facts around them.
    pub(super) fn begins_fact(self) -> bool {
        match self {
            Class::Cardinal(_)
            | Class::One
            | Class::Scale(_)
            | Class::Half
            | Class::Collective(_)
            | Class::Ordinal(_)
            | Class::Month(_)
            | Class::Weekday(_)
            | Class::Relative(_)
            | Class::This
            | Class::Noon(_)
            | Class::Unit(..)
            | Class::Clock
            | Class::Hour
            | Class::LawArticle
            | Class::LawAct
            | Class::Street
            | Class::Aged => true,
            Class::Plain
            | Class::Denominator(_)
            | Class::DayPart
            | Class::Years
            | Class::Per
            | Class::Percent
            | Class::Of
            | Class::Article
            | Class::To
            | Class::In
            | Class::And
            | Class::Precision(_)
            | Class::Than(_)
            | Class::Label
            | Class::NumberSign
            | Class::Title
            | Class::Adjective
            | Class::Last
            | Class::Next
            | Class::Bare
            | Class::Telephone => false,
        }
    }
}

/// The words of one language.
pub(super) struct Lexicon {
    /// Open addressing: for each slot, one more than the place of its word in `words`, or 0. Kept
    /// apart from the words so that it stays in the fastest cache.
    slots: Box<[u16; SLOTS]>,
    words: Vec<Entry>,
    /// [`Class::Plain`], then the class of each word.
    classes: Vec<Class>,
}

struct Entry {
    key: u64,
    word: &'static str,
}

/// Slots a table has; about six times the words, so that most look-ups meet an empty slot.
const SLOTS: usize = 4096;

impl Lexicon {
    /// The lexicon of a language; those that are read plainly know signs and abbreviations of units only.
    pub(super) fn of(language: Language) -> &'static Self {
        static ITALIAN_TABLE: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::new(italian::WORDS, units::ITALIAN));
        static ENGLISH_TABLE: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::new(english::WORDS, units::ENGLISH));
        static PLAIN_TABLE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[], &[]));
        match language {
            Language::Italian => &ITALIAN_TABLE,
            Language::English => &ENGLISH_TABLE,
            _ => &PLAIN_TABLE,
        }
    }

    fn new(words: &[(Class, &[&'static str])], units: &[(&'static str, Unit, f64)]) -> Self {
        let mut lexicon =
            Self { slots: Box::new([0; SLOTS]), words: Vec::new(), classes: vec![Class::Plain] };
        for &(class, spellings) in words {
            for &word in spellings {
                lexicon.insert(word, class);
            }
        }
        for &(word, unit, factor) in units.iter().chain(units::SHARED) {
            lexicon.insert(word, Class::Unit(unit, factor));
        }
        lexicon
    }

    /// Adds a word; the first class that a word is given stays.
    fn insert(&mut self, word: &'static str, class: Class) {
        if let Err(slot) = self.find(word) {
            self.words.push(Entry { key: key(word.as_bytes()), word });
            self.classes.push(class);
            self.slots[slot] = self.words.len() as u16;
        }
    }

    /// The class of a folded word.
    pub(super) fn class(&self, word: &str) -> Class {
        self.class_at(self.place(word))
    }

    /// The place of a folded word; 0 for one that has no class.
    pub(super) fn place(&self, word: &str) -> u16 {
        self.find(word).unwrap_or(0)
    }

    /// The class of the word at a place; [`Class::Plain`] at place 0.
    #[inline]
    pub(super) fn class_at(&self, place: u16) -> Class {
        self.classes.get(usize::from(place)).copied().unwrap_or(Class::Plain)
    }

    /// The place of a word, or the free slot where it belongs.
    fn find(&self, word: &str) -> Result<u16, usize> {
        let key = key(word.as_bytes());
        // The multiplier is 2^64 divided by the golden ratio (Knuth, TAOCP 6.4); the top bits are mixed best.
        let mut slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize;
        loop {
            slot %= SLOTS;
            match self.words.get(usize::from(self.slots[slot]).wrapping_sub(1)) {
                None => return Err(slot),
                // Up to eight bytes the key is the word.
                Some(entry)
                    if entry.key == key
                        && entry.word.len() == word.len()
                        && (word.len() <= 8 || entry.word == word) =>
                {
                    return Ok(self.slots[slot]);
                }
                Some(_) => slot += 1,
            }
        }
    }
}

/// The first four and the last four bytes of a word, or what shorter words have. Stored nowhere.
#[inline]
fn key(word: &[u8]) -> u64 {
    match (word.first_chunk::<4>(), word.last_chunk::<4>(), word) {
        // Rotated by the length, so that `anno` and `annoanno` part.
        (Some(first), Some(last), _) => {
            let ends = u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
            ends.rotate_left(word.len() as u32)
        }
        (.., &[first, ref rest @ ..]) => {
            let last = rest.last().copied().unwrap_or_default();
            let middle = rest.first().copied().unwrap_or_default();
            u64::from(first) << 16 | u64::from(middle) << 8 | u64::from(last)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_class_and_is_found() {
        let italian = Lexicon::of(Language::Italian);
        assert_eq!(italian.class("milioni"), Class::Scale(1e6));
        assert_eq!(italian.class("dell'"), Class::Of);
        assert_eq!(italian.class("chili"), Class::Unit(Unit::Gram, 1e3));
        assert_eq!(italian.class("procura"), Class::Plain);
        assert_eq!(italian.class(""), Class::Plain);
        assert_eq!(Lexicon::of(Language::French).class("mille"), Class::Plain);
    }
}

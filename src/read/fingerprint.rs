//! Fingerprint: the compact, versioned, serialisable digest of one document, all that judging needs.
//!
//! In: what the reader found. Out: [`Fingerprint`], about 1.5 KiB for a release of 300 words: the
//! stems of the text with their places (any shingle and any run follows from them), the typed
//! facts, the title, the 64-bit SimHash, and what is known of outlet and time. Cost: constant to
//! keep, `O(n)` to write and read as bytes. Gives up: stop words, the words behind the stems, and
//! the matter after the first [`MAX_TERMS`] telling stems (the SimHash still covers all of it).

use serde::{Deserialize, Serialize};

use super::facts::{Fact, FactKind, FactValue, Precision};
use super::house::Stock;
use super::rarity::Rarity;
use super::stem::StemHash;
use crate::document::Timestamp;
use crate::language::Language;

/// How many telling stems of a text are kept; a text of about 30,000 words.
pub const MAX_TERMS: usize = 16_384;

/// How many facts of a text are kept.
pub const MAX_FACTS: usize = 4_096;

/// A stem as the fingerprint keeps it: 25 bits of its hash, whether it is a word of a name, and
/// its rarity, packed so that ordering the numbers orders the hashes.
///
/// Two different stems meet in 25 bits once in 33 million pairs: two texts of 200 stems share one
/// by chance in one case of a thousand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Term(u32);

impl Term {
    const NAME: u32 = 1 << 6;

    pub(crate) fn new(hash: StemHash, name: bool, rarity: Rarity) -> Self {
        let flag = if name { Self::NAME } else { 0 };
        Self(hash.0 & !0x7f | flag | u32::from(rarity.0 & 0x3f))
    }

    /// As one number: hash, whether it is a name, rarity.
    pub(crate) fn bits(self) -> u32 {
        self.0
    }

    /// From the number of [`bits`](Self::bits).
    pub(crate) fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The bits of the hash, by which terms of two texts are compared.
    pub fn key(self) -> u32 {
        self.0 >> 7
    }

    /// Whether it is a word of a name.
    pub fn is_name(self) -> bool {
        self.0 & Self::NAME != 0
    }

    /// How much it tells; 0 for a number, whose weight is that of the fact.
    pub fn rarity(self) -> Rarity {
        Rarity((self.0 & 0x3f) as u8)
    }
}

/// A fact as the fingerprint keeps it: 12 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FactPrint {
    /// Facts of different classes are never equal.
    class: FactClass,
    /// The value, by class: the bits of an `f32` (whose order is that of the positive numbers), a
    /// date as `year << 9 | month << 5 | day` with 0 for what is not known, minutes, or a hash.
    value: u32,
    /// 16 bits of the hash of what is counted; 0 for nothing.
    counted: u16,
    /// Place in the text, in terms from its start; [`IN_TITLE`] for a fact that only the title has.
    position: u16,
    kind: u8,
    precision: u8,
    rarity: u8,
}

/// The kinds in the order of their numbers.
const KINDS: [FactKind; 11] = [
    FactKind::Number,
    FactKind::Measure,
    FactKind::Sum,
    FactKind::Percentage,
    FactKind::Ordinal,
    FactKind::Age,
    FactKind::Date,
    FactKind::Time,
    FactKind::Name,
    FactKind::Law,
    FactKind::Code,
];

/// The position of a fact that only the title has.
pub const IN_TITLE: u16 = u16::MAX;

/// Facts of one class can agree or disagree with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum FactClass {
    /// Numbers, measures, sums, percentages, ages.
    Quantity = 0,
    /// `primo`, `3°`.
    Rank = 1,
    /// Calendar dates.
    Date = 2,
    /// Times of day.
    Time = 3,
    /// Laws and codes.
    Reference = 4,
}

impl FactPrint {
    /// Packs a fact; `None` for a word of a name, which is a term.
    pub(crate) fn new(fact: &Fact, position: u16) -> Option<Self> {
        let class = match fact.kind {
            FactKind::Number | FactKind::Measure | FactKind::Sum | FactKind::Percentage | FactKind::Age => {
                FactClass::Quantity
            }
            FactKind::Ordinal => FactClass::Rank,
            FactKind::Date => FactClass::Date,
            FactKind::Time => FactClass::Time,
            FactKind::Law | FactKind::Code => FactClass::Reference,
            FactKind::Name => return None,
        };
        let value = match fact.value {
            FactValue::Quantity(value) => (value.abs() as f32).to_bits(),
            FactValue::Date { year, month, day } => {
                let year = u32::from(year.unwrap_or(0).unsigned_abs()) << 9;
                year | u32::from(month.unwrap_or(0) & 0xf) << 5 | u32::from(day.unwrap_or(0) & 0x1f)
            }
            FactValue::Minutes(minutes) => u32::from(minutes),
            FactValue::Text(hash) => hash.0,
        };
        let precision = match fact.precision {
            Precision::Exact => 0,
            Precision::About => 1,
            Precision::AtLeast => 2,
            Precision::AtMost => 3,
        };
        // The hash's high half; 0 stands for nothing counted.
        let counted = fact.counted.map_or(0, |hash| ((hash.0 >> 16) as u16).max(1));
        Some(Self {
            class,
            value,
            counted,
            position,
            kind: fact.kind as u8,
            precision,
            rarity: fact.rarity.0,
        })
    }

    /// Its class.
    pub fn class(&self) -> FactClass {
        self.class
    }

    /// What it speaks of.
    pub fn kind(&self) -> FactKind {
        KINDS.get(self.kind as usize).copied().unwrap_or(FactKind::Number)
    }

    /// Whether it speaks of this: without a look in a table, for who asks of each fact of each pair.
    #[inline]
    pub(crate) fn is(&self, kind: FactKind) -> bool {
        self.kind == kind as u8
    }

    /// Its value as kept, comparable within a class.
    pub fn key(&self) -> u32 {
        self.value
    }

    /// Its value.
    pub fn value(&self) -> FactValue {
        let known = |part: u32| (part != 0).then_some(part as u8);
        match self.class {
            FactClass::Quantity | FactClass::Rank => {
                FactValue::Quantity(f64::from(f32::from_bits(self.value)))
            }
            FactClass::Date => FactValue::Date {
                year: (self.value >> 9 != 0).then_some((self.value >> 9) as i16),
                month: known(self.value >> 5 & 0xf),
                day: known(self.value & 0x1f),
            },
            FactClass::Time => FactValue::Minutes(self.value as u16),
            FactClass::Reference => FactValue::Text(StemHash(self.value)),
        }
    }

    /// What it counts, as 16 bits of a hash; `None` where nothing is said.
    pub fn counted(&self) -> Option<u16> {
        (self.counted != 0).then_some(self.counted)
    }

    /// Its place in the text, in terms; [`IN_TITLE`] where only the title has it.
    pub fn position(&self) -> u16 {
        self.position
    }

    /// The same fact at another place.
    pub(crate) fn at(self, position: u16) -> Self {
        Self { position, ..self }
    }

    /// Whether it is told exactly (not `circa`, `oltre`, `quasi`).
    pub fn is_exact(&self) -> bool {
        self.precision == 0
    }

    /// How much it tells.
    pub fn rarity(&self) -> Rarity {
        Rarity(self.rarity)
    }

    /// Whether kind, precision and rarity are within their ranges.
    pub(super) fn is_known(&self) -> bool {
        usize::from(self.kind) < KINDS.len() && self.precision < 4 && self.rarity <= Rarity::MAX.0
    }

    pub(crate) fn to_words(self) -> [u32; 3] {
        let small = u32::from(self.class as u8) << 4 | u32::from(self.kind) | u32::from(self.precision) << 8;
        let small = small | u32::from(self.rarity) << 16;
        [self.value, u32::from(self.counted) << 16 | u32::from(self.position), small]
    }

    pub(crate) fn from_words([value, places, small]: [u32; 3]) -> Option<Self> {
        let class = match small >> 4 & 0xf {
            0 => FactClass::Quantity,
            1 => FactClass::Rank,
            2 => FactClass::Date,
            3 => FactClass::Time,
            4 => FactClass::Reference,
            _ => return None,
        };
        if (small & 0xf) as usize >= KINDS.len() {
            return None;
        }
        Some(Self {
            class,
            value,
            counted: (places >> 16) as u16,
            position: places as u16,
            kind: (small & 0xf) as u8,
            precision: (small >> 8 & 0xff) as u8,
            rarity: (small >> 16 & 0xff) as u8,
        })
    }
}

/// What was seen around the text; see [`Fingerprint::marks`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Marks(pub(crate) u8);

impl Marks {
    pub(crate) const AGENCY: Self = Self(1);
    pub(crate) const TRUNCATED: Self = Self(2);
    pub(crate) const SITE: Self = Self(4);
    pub(crate) const CONTACT: Self = Self(8);
    pub(crate) const CORRECTION: Self = Self(16);
    pub(crate) const TAKE: Self = Self(32);

    pub(crate) fn set(&mut self, mark: Self) {
        self.0 |= mark.0;
    }

    fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }

    /// Whether an agency's dateline or signature stands in the text.
    pub fn agency(self) -> bool {
        self.has(Self::AGENCY)
    }

    /// Whether the text breaks off (`[...]`, `…`, `continua a leggere`).
    pub fn truncated(self) -> bool {
        self.has(Self::TRUNCATED)
    }

    /// Whether a site's furniture surrounds the text (related links, sharing, rights, navigation).
    pub fn site(self) -> bool {
        self.has(Self::SITE)
    }

    /// Whether it says of itself that it corrects or updates an earlier text (`RETTIFICA`, `AGGIORNAMENTO`).
    pub fn correction(self) -> bool {
        self.has(Self::CORRECTION)
    }

    /// Whether its title is that of an agency's further take (`-2-`, `(3)`, `RIEPILOGO`).
    pub fn take(self) -> bool {
        self.has(Self::TAKE)
    }

    /// Whether a press office's contacts stand in it.
    pub fn contact(self) -> bool {
        self.has(Self::CONTACT)
    }
}

/// The digest of one document: all that judging needs.
///
/// Made by [`Reader`](super::reader::Reader) or by
/// [`Deduplicator::read`](crate::Deduplicator::read); kept by serde, or as the bytes of
/// [`to_bytes`](Fingerprint::to_bytes). Read back, it is checked either way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "super::sound::Unchecked")]
pub struct Fingerprint {
    pub(crate) signature: u64,
    pub(crate) simhash: u64,
    /// XXH3-64 of the folded words of the body.
    pub(crate) content: u64,
    /// Seconds since 1970, where known.
    pub(crate) published: Option<i64>,
    /// 32 bits of the hash of the outlet's name, 0 where not known.
    pub(crate) outlet: u32,
    /// Words of the body, stop words included.
    pub(crate) words: u32,
    pub(crate) language: Language,
    pub(crate) marks: Marks,
    /// How many terms make the lead: the first sentence or two.
    pub(crate) lead: u16,
    /// The terms of the body, ascending, equal ones by place.
    pub(crate) terms: Box<[Term]>,
    /// For each of `terms` its place, counted in terms from the start; every place once.
    pub(crate) places: Box<[u16]>,
    /// The distinct terms of the title, ascending.
    pub(crate) title: Box<[Term]>,
    /// The facts, ascending by class, value and what is counted; each once, at its first place.
    pub(crate) facts: Box<[FactPrint]>,
    /// Where stock phrases stand, by the house that it was made with.
    pub(crate) stock: Stock,
    /// Of a roundup the places at which its items begin, ascending; see [`items`](super::items).
    pub(crate) items: Box<[u16]>,
    /// The places at which its background begins and ends, by turns, ascending; see [`background`](super::background).
    pub(crate) background: Box<[u16]>,
    /// The places at which its quotations begin and end, likewise; see [`quotation`](super::quotation).
    pub(crate) quoted: Box<[u16]>,
}

impl Fingerprint {
    /// The 64-bit SimHash over the shingles of three stems, for a column of one's own.
    pub fn simhash(&self) -> u64 {
        self.simhash
    }

    /// The signature of format, tables, Unicode version and stemmer that made it.
    pub fn signature(&self) -> u64 {
        self.signature
    }

    /// The hash of the body's words: equal for texts that differ in furniture and case only.
    pub fn content(&self) -> u64 {
        self.content
    }

    /// Words of the body, furniture aside.
    pub fn words(&self) -> usize {
        self.words as usize
    }

    /// The language it was read in.
    pub fn language(&self) -> Language {
        self.language
    }

    /// When the document was published, where known.
    pub fn published(&self) -> Option<Timestamp> {
        self.published.map(Timestamp::from_seconds)
    }

    /// What was seen around the text.
    pub fn marks(&self) -> Marks {
        self.marks
    }

    /// The telling stems of the body, ascending, and for each its place in terms from the start.
    pub fn terms(&self) -> impl Iterator<Item = (Term, u16)> + '_ {
        self.terms.iter().copied().zip(self.places.iter().copied())
    }

    /// The facts, names aside (a name's words are [terms](Fingerprint::terms)).
    pub fn facts(&self) -> &[FactPrint] {
        &self.facts
    }

    /// Whether there is nothing in it to judge by.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.facts.is_empty() && self.title.is_empty()
    }

    /// Bytes that it takes in memory, itself and what it owns.
    pub fn memory(&self) -> usize {
        size_of::<Self>()
            + size_of_val(&*self.terms)
            + size_of_val(&*self.places)
            + size_of_val(&*self.title)
            + size_of_val(&*self.facts)
            + size_of_val(&*self.stock.places)
            + size_of_val(&*self.items)
            + size_of_val(&*self.background)
            + size_of_val(&*self.quoted)
    }
}

//! Rarity: how much a stem, a name or a number tells, from shipped tables and from its form.
//!
//! In: a stem, a name's folded form, a value. Out: a [`Rarity`]. Cost: a look-up. Never from
//! the batch at hand, so that a verdict depends on its two documents alone. Source: Spärck Jones
//! 1972 (inverse document frequency). The tables, `rarity/it.tsv` and `rarity/en.tsv`, are made by
//! `examples/rarity.rs`: the Italian one from the 10,372 local crime reports of DICE (Rollo and Po)
//! and the families of `tests/corpus`, the English one from 25,319 releases of the US Senate
//! (collected by J. Grimmer); figures only. Gives up: a word common in a sector that neither covers
//! is taken for rare; the model leans on several kinds of evidence for that reason.

use std::sync::OnceLock;

use super::stem::StemHash;
use crate::language::Language;

/// The version of the shipped tables; raised when they are counted again.
pub const VERSION: u32 = 1;

/// How much something tells, in quarters of a bit: `0` nothing, `63` (about 16 bits) the most.
///
/// A stem found in a share `p` of all documents has `-log2(p)` bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Rarity(pub u8);

impl Rarity {
    /// The most that anything tells.
    pub const MAX: Rarity = Rarity(63);

    /// From bits, rounded and clamped to the range.
    pub fn from_bits(bits: f64) -> Self {
        Self((bits * 4.0).round().clamp(0.0, 63.0) as u8)
    }

    /// In bits, `0.0..=15.75`.
    pub fn bits(self) -> f32 {
        f32::from(self.0) / 4.0
    }
}

/// A word that the table does not have stands in fewer than three documents of ten thousand.
const UNSEEN_BITS: f64 = 12.5;
/// The same for languages without a table: the middle of what the Italian table gives.
const UNKNOWN_BITS: f64 = 8.0;

/// How many of the top bits of a hash are looked up before the list is.
const BUCKET_BITS: u32 = 13;

/// Hashes of words, ascending, each with its rarity.
#[derive(Default)]
struct List {
    entries: Vec<(u32, Rarity)>,
    /// Where the hashes of each bucket begin; a bucket has a few, next to each other in memory.
    starts: Vec<u32>,
}

impl List {
    fn new(mut entries: Vec<(u32, Rarity)>) -> Self {
        entries.sort_unstable();
        let start = |bucket: u32| {
            entries.partition_point(|&(hash, _)| hash >> (u32::BITS - BUCKET_BITS) < bucket) as u32
        };
        let starts = (0..=1 << BUCKET_BITS).map(start).collect();
        Self { entries, starts }
    }

    /// The rarity of a word by its hash; the first where a hash stands more than once.
    fn get(&self, StemHash(hash): StemHash) -> Option<Rarity> {
        let bucket = (hash >> (u32::BITS - BUCKET_BITS)) as usize;
        let (&start, &end) = (self.starts.get(bucket)?, self.starts.get(bucket + 1)?);
        let bucket = self.entries.get(start as usize..end as usize)?;
        bucket.iter().find(|&&(other, _)| other == hash).map(|&(_, rarity)| rarity)
    }
}

/// The tables of a language.
struct Table {
    stems: List,
    names: List,
}

impl Table {
    fn read(text: &str) -> Self {
        let (mut stems, mut names) = (Vec::new(), Vec::new());
        for line in text.lines() {
            let mut fields = line.split('\t');
            let (Some(kind), Some(word), Some(share)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let share: f64 = share.parse().unwrap_or(1.0);
            let entry = (StemHash::of(word).0, Rarity::from_bits((1e6 / share.max(1.0)).log2()));
            match kind {
                "s" => stems.push(entry),
                "n" => names.push(entry),
                _ => {}
            }
        }
        Table { stems: List::new(stems), names: List::new(names) }
    }
}

fn table(language: Language) -> Option<&'static Table> {
    static ITALIAN: OnceLock<Table> = OnceLock::new();
    static ENGLISH: OnceLock<Table> = OnceLock::new();
    match language {
        Language::Italian => Some(ITALIAN.get_or_init(|| Table::read(include_str!("rarity/it.tsv")))),
        Language::English => Some(ENGLISH.get_or_init(|| Table::read(include_str!("rarity/en.tsv")))),
        _ => None,
    }
}

fn look_up(list: &List, hash: StemHash) -> Rarity {
    list.get(hash).unwrap_or(Rarity::from_bits(UNSEEN_BITS))
}

/// The rarity of a stem.
pub fn of_stem(language: Language, stem: &str) -> Rarity {
    of_hash(language, StemHash::of(stem))
}

/// The rarity of a stem whose hash is known.
pub(super) fn of_hash(language: Language, stem: StemHash) -> Rarity {
    table(language).map_or(Rarity::from_bits(UNKNOWN_BITS), |table| look_up(&table.stems, stem))
}

/// The rarity of a word of a name, in its folded form (`gavardo`, `rossi`).
pub fn of_name(language: Language, folded: &str) -> Rarity {
    table(language)
        .map_or(Rarity::from_bits(UNSEEN_BITS), |table| look_up(&table.names, StemHash::of(folded)))
}

/// Whole numbers below this are themselves as `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The rarity of a number by its form: small and round numbers tell little, `1284500` much.
///
/// A number of `d` significant figures is one of about `9 * 10^(d-1)`; numbers are not spread
/// evenly (Benford 1938), so a figure counts for a little less than its 3.3 bits, and trailing
/// zeros for half a bit each, since amounts of that size are fewer.
pub fn of_number(value: f64) -> Rarity {
    let mut thousandths = (value.abs() * 1000.0).round();
    if thousandths < 1.0 || !thousandths.is_finite() {
        return Rarity(4);
    }
    let magnitude = (value.abs().max(1.0)).log10().floor();
    if thousandths < EXACT {
        // The same in whole numbers, whose division is many times faster.
        let mut whole = thousandths as u64;
        while whole.is_multiple_of(10) {
            whole /= 10;
        }
        thousandths = whole as f64;
    } else {
        while thousandths % 10.0 == 0.0 {
            thousandths /= 10.0;
        }
    }
    let figures = thousandths.log10().floor() + 1.0;
    let first = (thousandths / 10_f64.powf(figures - 1.0)).floor();
    let zeros = (magnitude + 1.0 - figures).max(0.0);
    Rarity::from_bits(1.0 + 0.7 * first.log2() + 3.0 * (figures - 1.0) + 0.6 * zeros)
}

//! Keys: by what a document can be found, its rarest stems, names, facts and pairs of neighbours.
//!
//! In: a fingerprint. Out: its keys, each with a weight by rarity. Cost: `O(n log n)` in terms.
//! A key says nothing by itself: two documents that share keys of enough weight are a candidate
//! pair, and the verdict decides. Gives up: what is common by the shipped tables; a document of
//! nothing but common words is found by its SimHash.

use xxhash_rust::xxh3::xxh3_64;

use crate::read::fingerprint::{FactClass, Fingerprint};

/// A key: 32 bits of a hash, salted by what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u32);

/// A stem alone must tell this much, in quarter bits, to be a key.
const STEM: u8 = 30;
/// A pair of neighbours must tell this much together.
const PAIR: u8 = 52;
/// A fact with what it counts, and a value alone, must tell this much.
const FACT: u8 = 18;
const VALUE: u8 = 30;
/// A document of fewer keys than this has little to be found by; each of its keys weighs more, by
/// the square of what it lacks and up to twice.
const FEW: f32 = 48.0;
const MOST_RAISED: f32 = 2.0;
/// A document of fewer keys than this is also found by its SimHash, cut into four bands: two that
/// differ in three bits or fewer share one. Were every document, of 100,000 generated ones 332,000
/// more pairs would be candidates, none of them true.
const POOR: usize = 12;
const BANDS: u32 = 4;
/// What a shared band weighs, in quarter bits: enough to be judged.
const BAND_WEIGHT: u8 = 160;
/// Keys of a document at the most. Of 100,000 generated documents, which have 90 then, .9979 of the true pairs
/// are candidates; with 96 at the most .9972, and two true pairs of the corpus are lost in a crowd; with 80 .9934.
const MOST: usize = 120;

fn key(salt: u8, a: u32, b: u32) -> Key {
    let mut bytes = [salt; 9];
    bytes[1..5].copy_from_slice(&a.to_le_bytes());
    bytes[5..9].copy_from_slice(&b.to_le_bytes());
    Key(xxh3_64(&bytes) as u32)
}

/// A weight and a key as one number.
fn pack(weight: u8, Key(key): Key) -> u64 {
    u64::from(!weight) << 32 | u64::from(key)
}

fn unpack(packed: u64) -> (u8, Key) {
    (!((packed >> 32) as u8), Key(packed as u32))
}

/// Buffers kept from document to document.
#[derive(Debug, Default)]
pub struct Scratch {
    ordered: Vec<u64>,
    /// Each key below its weight turned round, so that the heaviest come first.
    found: Vec<u64>,
}

/// Appends the keys of a document to `keys`, ascending, each once, with its weight in quarter bits.
pub fn keys(print: &Fingerprint, scratch: &mut Scratch, keys: &mut Vec<(Key, u8)>) {
    let Scratch { ordered, found } = scratch;
    found.clear();
    ordered.clear();
    ordered.resize(print.terms.len(), 0);
    let mut previous = None;
    for (term, place) in print.terms() {
        ordered[place as usize] = u64::from(term.key()) << 8 | u64::from(term.rarity().0);
        if previous != Some(term.key()) && term.rarity().0 >= STEM {
            found.push(pack(term.rarity().0, key(1, term.key(), 0)));
        }
        previous = Some(term.key());
    }
    for pair in ordered.windows(2) {
        let weight = (pair[0] & 0xff) as u8 + (pair[1] & 0xff) as u8;
        if weight >= PAIR {
            found.push(pack(weight, key(2, (pair[0] >> 8) as u32, (pair[1] >> 8) as u32)));
        }
    }
    for term in &print.title {
        if term.rarity().0 >= STEM {
            found.push(pack(term.rarity().0, key(1, term.key(), 0)));
        }
    }
    for fact in &print.facts {
        let class = fact.class() as u8;
        let weight = fact.rarity().0;
        if let Some(counted) = fact.counted().filter(|_| weight >= FACT) {
            found.push(pack(weight + 12, key(16 + class, fact.key(), u32::from(counted))));
        }
        if weight >= VALUE && !matches!(fact.class(), FactClass::Date | FactClass::Time) {
            found.push(pack(weight, key(32 + class, fact.key(), 0)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found.truncate(MOST);
    let start = keys.len();
    let raise = (FEW / found.len().max(1) as f32).powi(2).clamp(1.0, MOST_RAISED);
    let raised = |weight: u8| (f32::from(weight) * raise).min(255.0) as u8;
    keys.extend(found.iter().map(|&packed| unpack(packed)).map(|(weight, key)| (key, raised(weight))));
    if found.len() < POOR && !print.terms.is_empty() {
        for band in 0..BANDS {
            let bits = (print.simhash >> (16 * band) & 0xffff) as u32;
            keys.push((key(64 + band as u8, bits, 0), BAND_WEIGHT));
        }
    }
    // A title may repeat a key of the body with another weight.
    keys[start..].sort_unstable_by_key(|&(key, weight)| (key, std::cmp::Reverse(weight)));
    let mut kept = start;
    for at in start..keys.len() {
        if at == start || keys[at].0 != keys[kept - 1].0 {
            keys[kept] = keys[at];
            kept += 1;
        }
    }
    keys.truncate(kept);
}

//! House: the stock phrases of an office, learnt from its archive.
//!
//! In: the shingles that release after release of an office repeats. Out: [`House`], to be kept as
//! JSON, and for a fingerprint the places of its stock phrases. Cost: a search a plain word.
//! Source: Broder 1997 (shingles). Gives up: phrases of fewer than three telling words, and what an
//! archive of a few releases cannot show.
//!
//! A stock shingle is three plain words one after the other, whatever names and numbers stand between
//! or beside them: "il Comune di Gavardo ha approvato il progetto" and the same of another town are
//! one phrase with a slot. Names and numbers are facts and are never stock.
//!
//! A house takes nothing out of a fingerprint; it notes where the stock phrases stand. A pair is
//! judged as without a house, and once more without the stock words that both texts have, and what
//! holds is the lower of the two probabilities. To leave the words out, or to let them weigh less,
//! would not do: shares are relative. Who takes from one text the paragraph that the other lacks makes
//! them more alike, and so may who takes from both the only words that were not. Measured on labelled
//! pairs of US Senate releases, with an earlier model, leaving stock words out of both texts joined
//! twelve pairs more that trace no common release. The lower of the two can part, and never join.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::fingerprint::{Fingerprint, IN_TITLE, Term};
use super::stretches;
use crate::error::{Error, Result};
use crate::language::Language;

/// The version of what is learnt and how it is kept.
const VERSION: u32 = 1;

/// Plain words of a stock shingle.
pub(crate) const WORDS: usize = 3;

/// Where stock phrases stand in a fingerprint, and by which house.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stock {
    /// The digest of the house; 0 for none.
    pub(crate) house: u64,
    /// The places of the words of stock phrases, ascending.
    pub(crate) places: Box<[u16]>,
}

/// The hash of a stock shingle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct StockHash(pub(crate) u64);

/// A phrase that an office repeats in release after release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockPhrase {
    pub(crate) words: String,
    pub(crate) releases: u32,
    /// Ascending.
    pub(crate) shingles: Vec<StockHash>,
}

impl StockPhrase {
    /// The phrase as one release of the archive has it.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// How many releases of one office have it.
    pub fn releases(&self) -> usize {
        self.releases as usize
    }
}

/// What an archive teaches of the stock phrases of its offices.
///
/// Made by [`HouseLearner`](crate::HouseLearner), kept by serde, used by
/// [`DeduplicatorBuilder::house`](crate::DeduplicatorBuilder::house).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Kept", into = "Kept")]
pub struct House {
    language: Language,
    releases: u32,
    /// The most frequent first.
    phrases: Vec<StockPhrase>,
    /// All shingles of the phrases, ascending.
    shingles: Vec<StockHash>,
    digest: u64,
}

/// A house as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    version: u32,
    signature: String,
    language: Language,
    releases: u32,
    phrases: Vec<StockPhrase>,
}

fn hex(signature: u64) -> String {
    format!("{signature:016x}")
}

impl TryFrom<Kept> for House {
    type Error = Error;

    fn try_from(kept: Kept) -> Result<Self> {
        let expected = hex(super::signature(kept.language));
        if kept.version != VERSION || kept.signature != expected {
            let what = format!(
                "it is of version {} and signature {}, this version of ricalco makes version {VERSION} and {expected}",
                kept.version, kept.signature
            );
            return Err(Error::House { what, advice: "learn it again from the archive" });
        }
        Ok(House::new(kept.language, kept.releases, kept.phrases))
    }
}

impl From<House> for Kept {
    fn from(house: House) -> Self {
        Self {
            version: VERSION,
            signature: hex(super::signature(house.language)),
            language: house.language,
            releases: house.releases,
            phrases: house.phrases,
        }
    }
}

impl House {
    pub(crate) fn new(language: Language, releases: u32, mut phrases: Vec<StockPhrase>) -> Self {
        phrases.sort_by(|a, b| (b.releases, &a.words, &a.shingles).cmp(&(a.releases, &b.words, &b.shingles)));
        let mut shingles: Vec<StockHash> =
            phrases.iter().flat_map(|phrase| &phrase.shingles).copied().collect();
        shingles.sort_unstable();
        shingles.dedup();
        let mut bytes = super::signature(language).to_le_bytes().to_vec();
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend(shingles.iter().flat_map(|shingle| shingle.0.to_le_bytes()));
        // 0 stands for no house.
        let digest = xxh3_64(&bytes).max(1);
        Self { language, releases, phrases, shingles, digest }
    }

    /// The language of its archive; documents of other languages are read as without a house.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The stock shingles alone, as bytes; an index keeps them.
    #[cfg(feature = "index")]
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.shingles.iter().flat_map(|shingle| shingle.0.to_le_bytes()).collect()
    }

    /// From the bytes of [`to_bytes`](Self::to_bytes), without phrases that people could read.
    #[cfg(feature = "index")]
    pub(crate) fn from_bytes(language: Language, bytes: &[u8]) -> Option<Self> {
        let (shingles, rest) = bytes.as_chunks::<8>();
        let shingles = shingles.iter().map(|bytes| StockHash(u64::from_le_bytes(*bytes))).collect();
        let phrase = StockPhrase { words: String::new(), releases: 0, shingles };
        rest.is_empty().then(|| Self { phrases: Vec::new(), ..Self::new(language, 0, vec![phrase]) })
    }

    /// Whether documents of a language that says so can be read with it.
    pub(crate) fn check(&self, language: Language) -> Result<()> {
        if self.language == language {
            return Ok(());
        }
        let what = format!("it was learnt in the language {}, and {language} is set", self.language);
        Err(Error::House { what, advice: "set the language of the house, or learn one in that language" })
    }

    /// The hash of all that it says; two houses of one digest mark the same phrases.
    #[cfg(feature = "index")]
    pub(crate) fn digest(&self) -> u64 {
        self.digest
    }

    /// How many releases it was learnt from, copies aside.
    pub fn releases(&self) -> usize {
        self.releases as usize
    }

    /// The stock phrases, those of most releases first.
    pub fn phrases(&self) -> &[StockPhrase] {
        &self.phrases
    }

    /// The signature of the fingerprints that are made with it.
    pub fn signature(&self) -> u64 {
        signature(super::signature(self.language), self.digest)
    }

    /// Notes in a fingerprint where its stock phrases stand.
    pub(crate) fn mark(&self, print: &mut Fingerprint) {
        let mut places: Vec<u16> = Vec::new();
        stock_shingles(print, |window, shingle| {
            if self.shingles.binary_search(&shingle).is_ok() {
                places.extend_from_slice(window);
            }
        });
        places.sort_unstable();
        places.dedup();
        print.signature = self.signature();
        print.stock = Stock { house: self.digest, places: places.into_boxed_slice() };
    }
}

/// The signature of fingerprints that a house is part of.
pub(crate) fn signature(without: u64, house: u64) -> u64 {
    if house == 0 { without } else { xxh3_64_with_seed(&without.to_le_bytes(), house) }
}

/// Hands out the shingles of plain words of a text in order, each with the places of its words.
pub(crate) fn stock_shingles(print: &Fingerprint, mut take: impl FnMut(&[u16], StockHash)) {
    let mut plain: Vec<(u16, Term)> = print
        .terms()
        .filter(|(term, _)| !term.is_name() && term.rarity().0 > 0)
        .map(|(term, place)| (place, term))
        .collect();
    plain.sort_unstable();
    for window in plain.windows(WORDS) {
        let (mut places, mut bytes) = ([0; WORDS], [0; 4 * WORDS]);
        for ((place, four), (at, term)) in places.iter_mut().zip(bytes.chunks_exact_mut(4)).zip(window) {
            *place = *at;
            four.copy_from_slice(&term.key().to_le_bytes());
        }
        take(&places, StockHash(xxh3_64(&bytes)));
    }
}

impl Fingerprint {
    /// How many of its words stand in stock phrases of the [`House`] that it was made with.
    pub fn stock_words(&self) -> usize {
        self.stock.places.len()
    }

    /// The words of its stock phrases, as the [keys](Term::key) of their terms, ascending.
    pub(crate) fn stock_keys(&self) -> Vec<u32> {
        let mut keys: Vec<u32> =
            self.terms().filter(|&(_, place)| self.is_stock(place)).map(|(term, _)| term.key()).collect();
        keys.dedup();
        keys
    }

    /// The same without those words of its stock phrases that are among `keys`, which ascend.
    pub(crate) fn without_stock(&self, keys: &[u32]) -> Self {
        let is_left_out =
            |(term, place): (Term, u16)| self.is_stock(place) && keys.binary_search(&term.key()).is_ok();
        let mut left_out: Vec<u16> =
            self.terms().filter(|&term| is_left_out(term)).map(|(_, place)| place).collect();
        left_out.sort_unstable();
        let moved = |place: u16| place - left_out.partition_point(|&other| other < place) as u16;
        let kept = self.terms().filter(|&term| !is_left_out(term));
        let (terms, places): (Vec<Term>, Vec<u16>) = kept.map(|(term, place)| (term, moved(place))).unzip();
        let facts = self.facts.iter().map(|fact| match fact.position() {
            IN_TITLE => *fact,
            position => fact.at(moved(position)),
        });
        Self {
            lead: moved(self.lead),
            terms: terms.into_boxed_slice(),
            places: places.into_boxed_slice(),
            facts: facts.collect(),
            title: self.title.clone(),
            stock: Stock::default(),
            items: self.items.iter().map(|&item| moved(item)).collect(),
            background: stretches::moved(&self.background, moved),
            quoted: stretches::moved(&self.quoted, moved),
            ..*self
        }
    }

    /// Whether a stock phrase stands at a place.
    fn is_stock(&self, place: u16) -> bool {
        self.stock.places.binary_search(&place).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Document;
    use crate::read::reader::Reader;

    const STOCK: &str = "Durante il cantiere il traffico sarà deviato sulla strada comunale";

    fn house() -> House {
        let print = Reader::new(Language::Italian).read(&Document::new("a", STOCK));
        let mut shingles = Vec::new();
        stock_shingles(&print, |_, shingle| shingles.push(shingle));
        House::new(Language::Italian, 5, vec![StockPhrase { words: STOCK.to_owned(), releases: 5, shingles }])
    }

    fn read(text: &str) -> Fingerprint {
        Reader::with_house(Arc::new(house())).read(&Document::new("a", text))
    }

    #[test]
    fn names_and_numbers_stand_between_stock_words_and_are_none() {
        let print = read(
            "Lavori a Gavardo. Durante il cantiere, dal 12 marzo 2026, il traffico per Orzinuovi sarà deviato sulla strada comunale di Leno.",
        );
        let stock = |name: bool| {
            print.terms().filter(|(term, place)| print.is_stock(*place) && term.is_name() == name).count()
        };
        assert_eq!((stock(false), stock(true)), (5, 0));
        assert!(print.terms().all(|(term, place)| !print.is_stock(place) || term.rarity().0 > 0));
        let bare = print.without_stock(&print.stock_keys());
        assert_eq!(bare.terms.len(), print.terms.len() - 5);
        assert_eq!(bare.facts.len(), print.facts.len());
        let mut places: Vec<u16> = bare.places.to_vec();
        places.sort_unstable();
        assert!(places.iter().copied().eq(0..bare.terms.len() as u16), "every place once: {places:?}");
        assert!(bare.facts.iter().all(|fact| usize::from(fact.position()) < bare.terms.len()));
    }

    #[test]
    fn a_part_of_a_phrase_shorter_than_a_shingle_is_none() {
        assert_eq!(read("Il traffico sarà deviato per la sfilata dei carri.").stock_words(), 0);
    }

    #[test]
    fn a_fingerprint_keeps_its_stock_phrases_as_bytes() {
        let print = read(&format!("A Gavardo si lavora. {STOCK} di Leno."));
        assert_eq!(print.stock_words(), 5);
        assert_eq!(Fingerprint::from_bytes(&print.to_bytes()), Ok(print.clone()));
        let json = serde_json::to_string(&print).expect("JSON");
        assert_eq!(serde_json::from_str::<Fingerprint>(&json).expect("a fingerprint"), print);
        let mut of_another = print.clone();
        of_another.stock.house ^= 1;
        let error = Fingerprint::from_bytes(&of_another.to_bytes()).expect_err("another house");
        assert!(matches!(error, Error::Signature { .. }), "{error}");
        let bytes = print.to_bytes();
        assert!((0..bytes.len()).all(|length| Fingerprint::from_bytes(&bytes[..length]).is_err()));
    }

    #[test]
    fn a_house_comes_back_and_that_of_another_version_is_named() {
        let json = serde_json::to_string(&house()).expect("JSON");
        assert_eq!(serde_json::from_str::<House>(&json).expect("a house"), house());
        let error = serde_json::from_str::<House>(&json.replace("\"version\":1", "\"version\":9"));
        let error = error.expect_err("another version").to_string();
        assert!(error.contains("version 9") && error.contains("learn it again"), "{error}");
    }
}

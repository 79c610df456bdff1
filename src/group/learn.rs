//! Learn: the stock phrases of offices, from an archive.
//!
//! In: documents. Out: a [`House`]. Cost: that of reading and grouping the archive, and a sort of its
//! shingles. Of an archive of more than 8,192 documents those with the smallest hash of their text
//! are learnt from (Broder's sample of least values): memory is bounded, and the order of the archive
//! makes no difference. Gives up: documents of more than 32 KiB, and the offices of which
//! so large an archive leaves only a few in the sample.
//!
//! What counts is releases, not documents: the archive is grouped first, and five copies of one
//! release are one. Else the text that everybody copied would be taken for a stock phrase. So nothing is
//! learnt from releases so full of stock phrases that they are taken for copies of each other; the
//! office's other releases must teach what those are.

use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::xxh3_64;

use super::deduplicator::Deduplicator;
use crate::document::{Document, DocumentId};
use crate::error::Result;
use crate::language::Language;
use crate::read::fingerprint::Fingerprint;
use crate::read::house::{House, StockHash, StockPhrase, stock_shingles};
use crate::read::reader::Reader;

/// Documents that are learnt from, at the most: a share of one in 64 is then known to a fifth of itself
/// even of an office that has a sixteenth of the archive.
const MOST: usize = 8192;
/// Bytes of a document that is learnt from, at the most.
const LONGEST: usize = 1 << 15;
/// A stock phrase stands in so many releases of one office at the least: a story that goes on for a
/// few days says its background again three or four times, and that is no stock phrase.
const LEAST: u32 = 5;
/// And in one of so many of its releases, which is what wording takes for common in a single word.
const ONE_OF: u32 = 64;
/// Shingles one after the other are one phrase while their releases differ by less than one in so many.
const ALIKE: u32 = 4;
/// Characters of a phrase that are kept, for people to read.
const SHOWN: usize = 300;

/// Gathers an archive, a document at a time, and learns its [`House`].
///
/// ```
/// use ricalco::{Document, HouseLearner, Language};
///
/// let mut learner = HouseLearner::new(Language::Italian);
/// for (town, work) in [("Gavardo", "ponte"), ("Leno", "asilo"), ("Orzinuovi", "mercato"), ("Chiari", "parco"), ("Iseo", "molo")] {
///     let text = format!("A {town} apre il nuovo {work}. Per la visita occorre la prenotazione presso lo sportello turistico.");
///     learner.push(&Document::new(town, text));
/// }
/// let house = learner.learn()?;
/// assert_eq!(house.phrases()[0].words(), "Per la visita occorre la prenotazione presso lo sportello turistico");
/// # Ok::<(), ricalco::Error>(())
/// ```
#[derive(Debug)]
pub struct HouseLearner {
    language: Language,
    /// By the hash of the text, and of one text by id.
    sample: BTreeMap<(u64, DocumentId), Document>,
}

impl HouseLearner {
    /// For the archive of offices that write in one language.
    pub fn new(language: Language) -> Self {
        Self { language, sample: BTreeMap::new() }
    }

    /// Takes in a document; its outlet, where it says one, is the office. One in another language, or
    /// of more than 32 KiB, is passed over.
    pub fn push(&mut self, document: &Document) {
        let text = document.text();
        if document.language().is_some_and(|language| language != self.language) || text.len() > LONGEST {
            return;
        }
        let key = (xxh3_64(text.as_bytes()), document.id().clone());
        if self.sample.len() < MOST || self.sample.last_key_value().is_some_and(|(last, _)| key < *last) {
            self.sample.insert(key, document.clone());
        }
        if self.sample.len() > MOST {
            self.sample.pop_last();
        }
    }

    /// How many documents it will learn from.
    pub fn len(&self) -> usize {
        self.sample.len()
    }

    /// Whether there is nothing to learn from.
    pub fn is_empty(&self) -> bool {
        self.sample.is_empty()
    }

    /// The stock phrases of what was taken in.
    ///
    /// # Errors
    ///
    /// Those of [`Deduplicator::group`], by which copies are told from releases.
    pub fn learn(self) -> Result<House> {
        let documents: Vec<Document> = self.sample.into_values().collect();
        let archive = Archive::read(&documents, self.language)?;
        let stock = archive.stock();
        let releases = archive.labels.iter().collect::<BTreeSet<_>>().len() as u32;
        Ok(House::new(self.language, releases, archive.phrases(&documents, &stock, self.language)))
    }
}

/// A sample that was read and grouped.
struct Archive {
    prints: Vec<Fingerprint>,
    /// For each document its release.
    labels: Vec<usize>,
    /// For each document its office.
    offices: Vec<u32>,
}

impl Archive {
    fn read(documents: &[Document], language: Language) -> Result<Self> {
        let deduplicator = Deduplicator::builder().language(language).build()?;
        let prints = deduplicator.read_all(documents);
        let ids: Vec<DocumentId> = (0..documents.len()).map(|at| DocumentId::new(at.to_string())).collect();
        let labels = deduplicator.judge_fingerprints(&ids, &prints)?.labels(0.5)?;
        let offices = prints.iter().map(|print| print.outlet).collect();
        Ok(Self { prints, labels, offices })
    }

    /// The shingles that enough releases of one office have, and how many.
    fn stock(&self) -> BTreeMap<StockHash, u32> {
        let mut releases: Vec<(u32, usize)> =
            self.offices.iter().copied().zip(self.labels.iter().copied()).collect();
        releases.sort_unstable();
        releases.dedup();
        let mut found: Vec<(u32, StockHash, usize)> = Vec::new();
        for ((print, &label), &office) in self.prints.iter().zip(&self.labels).zip(&self.offices) {
            stock_shingles(print, |_, shingle| found.push((office, shingle, label)));
        }
        found.sort_unstable();
        found.dedup();
        let mut stock = BTreeMap::new();
        for office in found.chunk_by(|a, b| a.0 == b.0) {
            let number = office.first().map_or(0, |first| first.0);
            let from = releases.partition_point(|release| release.0 < number);
            let until = releases.partition_point(|release| release.0 <= number);
            let least = LEAST.max(((until - from) as u32).div_ceil(ONE_OF));
            for same in office.chunk_by(|a, b| a.1 == b.1).filter(|same| same.len() as u32 >= least) {
                if let Some(&(_, shingle, _)) = same.first() {
                    let most = stock.entry(shingle).or_insert(0);
                    *most = same.len().max(*most as usize) as u32;
                }
            }
        }
        stock
    }

    /// The phrases that the shingles make, each shingle in the first phrase that has it.
    fn phrases(
        &self,
        documents: &[Document],
        stock: &BTreeMap<StockHash, u32>,
        language: Language,
    ) -> Vec<StockPhrase> {
        let (mut phrases, mut taken) = (Vec::new(), BTreeSet::new());
        let mut reader = Reader::new(language);
        for (document, print) in documents.iter().zip(&self.prints) {
            let mut windows = Vec::new();
            stock_shingles(print, |places, shingle| {
                if let (Some(&first), Some(&last)) = (places.first(), places.last()) {
                    windows.push((first, last, stock.get(&shingle).map(|&releases| (shingle, releases))));
                }
            });
            let alike = |a: &Option<(_, u32)>, b: &Option<(_, u32)>| match (a, b) {
                (Some((_, a)), Some((_, b))) => a.abs_diff(*b) * ALIKE <= (*a).max(*b),
                _ => false,
            };
            for run in windows.chunk_by(|a, b| alike(&a.2, &b.2)) {
                let (Some(&(first, ..)), Some(&(_, last, _))) = (run.first(), run.last()) else { continue };
                let found = run.iter().filter_map(|window| window.2);
                let Some(releases) = found.clone().map(|(_, releases)| releases).min() else { continue };
                let mut shingles: Vec<StockHash> =
                    found.map(|(shingle, _)| shingle).filter(|&shingle| taken.insert(shingle)).collect();
                if shingles.is_empty() {
                    continue;
                }
                shingles.sort_unstable();
                let words = shown(&reader.words_between(document, first..=last));
                phrases.push(StockPhrase { words, releases, shingles });
            }
        }
        phrases
    }
}

/// The words on one line, cut where they are too many to be read.
fn shown(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    match line.char_indices().nth(SHOWN) {
        Some((cut, _)) => format!("{}…", line.get(..cut).unwrap_or(line)),
        None => line.to_owned(),
    }
}

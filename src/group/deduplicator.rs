//! The deduplicator: documents in, clusters out; the one obvious entry.
//!
//! In: documents, or fingerprints made earlier. Out: a [`Grouping`]. Cost: near-linear in
//! documents, see [`candidates`](super::candidates). The documents are put in the order of their
//! ids before anything is looked at, and back into the caller's at the end: whatever the order and
//! the threads, the answer is the same.

use std::sync::Arc;

use crate::document::{Document, DocumentId};
use crate::error::{Error, Result};
use crate::group::grouping::Grouping;
use crate::group::judged::{self, Judged};
use crate::group::parallel::{self, Idle};
use crate::group::stock;
use crate::judge::evidence::Scratch;
use crate::judge::verdict::Verdict;
use crate::language::Language;
use crate::read::fingerprint::Fingerprint;
use crate::read::house::House;
use crate::read::reader::Reader;

/// Groups documents that trace one release.
///
/// ```
/// use ricalco::{Deduplicator, Document};
///
/// let documents = [
///     Document::new("release", "Il Comune di Gavardo apre il 3 marzo il nuovo asilo di via Quarena: 62 posti, costo 1.284.500 euro."),
///     Document::new("copy", "GAVARDO - Apre il 3 marzo l'asilo nuovo in via Quarena. Ha 62 posti ed è costato 1.284.500 euro."),
///     Document::new("other", "Allerta gialla per temporali domani in pianura: lo comunica la Protezione civile."),
/// ];
/// let grouping = Deduplicator::new().group(&documents)?;
/// assert_eq!(grouping.clusters().len(), 2);
/// # Ok::<(), ricalco::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Deduplicator {
    language: Language,
    strictness: f32,
    threads: Option<usize>,
    house: Option<Arc<House>>,
    /// Readers of earlier batches: the words that they remember are those of the next.
    idle: Arc<Idle<Readers>>,
}

impl Default for Deduplicator {
    fn default() -> Self {
        Self::new()
    }
}

impl Deduplicator {
    /// With everything as most people want it: Italian, the shipped model and threshold, all cores.
    pub fn new() -> Self {
        Self {
            language: Language::Italian,
            strictness: 0.5,
            threads: None,
            house: None,
            idle: Arc::default(),
        }
    }

    /// To set language, strictness, threads or a house.
    pub fn builder() -> DeduplicatorBuilder {
        DeduplicatorBuilder { deduplicator: Self::new() }
    }

    /// Groups a batch of documents.
    ///
    /// # Errors
    ///
    /// [`Error::DuplicateId`] where two documents carry one id.
    pub fn group(&self, documents: &[Document]) -> Result<Grouping> {
        let ids: Vec<DocumentId> = documents.iter().map(|d| d.id().clone()).collect();
        self.group_fingerprints(&ids, &self.read_all(documents))
    }

    /// Reads one document, in its own language where it says one.
    pub fn read(&self, document: &Document) -> Fingerprint {
        self.readers().of(document.language().unwrap_or(self.language)).read(document)
    }

    /// Reads documents in parallel; the fingerprints come in the order of the documents.
    pub fn read_all(&self, documents: &[Document]) -> Vec<Fingerprint> {
        parallel::map_with(
            &self.idle,
            self.threads,
            documents,
            || self.readers(),
            |readers, document| readers.of(document.language().unwrap_or(self.language)).read(document),
        )
    }

    /// Groups documents that were read earlier; the texts are not needed any more.
    ///
    /// # Errors
    ///
    /// [`Error::DuplicateId`] where two documents carry one id; [`Error::Signature`] where a
    /// fingerprint was made by another version or another house; [`Error::Setting`] where there are not as many ids
    /// as fingerprints.
    pub fn group_fingerprints(&self, ids: &[DocumentId], fingerprints: &[Fingerprint]) -> Result<Grouping> {
        let (house, threshold) = (self.house.as_deref(), self.threshold());
        let floor = judged::floor(threshold);
        Ok(Judged::of(ids, fingerprints, house, self.threads, floor)?.assemble(threshold))
    }

    /// Judges all candidates of a batch, and leaves the clusters for later: for who wants them at
    /// more than one strictness. [`Judged::group`] at this deduplicator's strictness gives what
    /// [`group_fingerprints`](Self::group_fingerprints) does.
    ///
    /// ```
    /// use ricalco::{Deduplicator, Document, DocumentId};
    ///
    /// let text = "Il ponte sul Sermola costerà 1.284.500 euro e aprirà il 14 settembre.";
    /// let documents = [Document::new("release", text), Document::new("copy", text)];
    /// let ids: Vec<DocumentId> = documents.iter().map(|d| d.id().clone()).collect();
    /// let deduplicator = Deduplicator::new();
    /// let fingerprints = deduplicator.read_all(&documents);
    /// let mut judged = deduplicator.judge_fingerprints(&ids, &fingerprints)?;
    /// assert_eq!(judged.group(0.5)?.clusters().len(), 1);
    /// assert_eq!(judged.labels(0.5)?, [0, 0]);
    /// # Ok::<(), ricalco::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`group_fingerprints`](Self::group_fingerprints).
    pub fn judge_fingerprints<'i>(
        &self,
        ids: &'i [DocumentId],
        fingerprints: &'i [Fingerprint],
    ) -> Result<Judged<'i>> {
        Judged::of(ids, fingerprints, self.house.as_deref(), self.threads, judged::NO_FLOOR)
    }

    /// Judges one pair.
    pub fn compare(&self, a: &Fingerprint, b: &Fingerprint) -> Verdict {
        stock::verdict(a, b, &mut Scratch::default())
    }

    /// Readers of all languages that use the house.
    fn readers(&self) -> Readers {
        Readers::new(self.house.clone())
    }

    /// The probability at and above which a pair is a link, at this strictness.
    pub fn threshold(&self) -> f32 {
        judged::threshold(self.strictness)
    }
}

/// One reader a language, kept by each thread.
#[derive(Debug)]
pub(crate) struct Readers {
    readers: Vec<Reader>,
    house: Option<Arc<House>>,
}

impl Readers {
    pub(crate) fn new(house: Option<Arc<House>>) -> Self {
        Self { readers: Vec::new(), house }
    }

    /// The reader of a language.
    pub(crate) fn of(&mut self, language: Language) -> &mut Reader {
        let at = self.readers.iter().position(|reader| reader.language() == language).unwrap_or_else(|| {
            let house = self.house.as_ref().filter(|house| house.language() == language);
            self.readers
                .push(house.map_or_else(|| Reader::new(language), |house| Reader::with_house(house.clone())));
            self.readers.len() - 1
        });
        &mut self.readers[at]
    }
}

/// Sets up a [`Deduplicator`].
#[derive(Debug, Clone)]
pub struct DeduplicatorBuilder {
    deduplicator: Deduplicator,
}

impl DeduplicatorBuilder {
    /// The language of documents that do not say theirs; Italian unless told.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.deduplicator.language = language;
        self
    }

    /// How sure a link must be, `0.0..=1.0`: the shipped balance at 0.5, fewer and surer groups above.
    #[must_use]
    pub fn strictness(mut self, strictness: f32) -> Self {
        self.deduplicator.strictness = strictness;
        self
    }

    /// How many threads to use; all cores unless told.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.deduplicator.threads = Some(threads);
        self
    }

    /// The stock phrases of the offices whose releases are grouped. They can part two look-alikes, and
    /// never join two documents: no pair becomes more probable by them. Fingerprints made with a house
    /// go with fingerprints of the same house only.
    #[must_use]
    pub fn house(mut self, house: House) -> Self {
        self.deduplicator.house = Some(Arc::new(house));
        self
    }

    /// The deduplicator.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] where strictness lies outside `0.0..=1.0` or threads is 0; [`Error::House`]
    /// where the house was learnt in another language.
    pub fn build(self) -> Result<Deduplicator> {
        let Deduplicator { language, strictness, threads, .. } = self.deduplicator;
        judged::check_strictness(strictness)?;
        self.deduplicator.house.as_ref().map_or(Ok(()), |house| house.check(language))?;
        if threads == Some(0) {
            return Err(Error::Setting { name: "threads", given: "0".into(), range: "1.." });
        }
        // Builders that were cloned may go on to other houses, which other readers know.
        Ok(Deduplicator { idle: Arc::default(), ..self.deduplicator })
    }
}

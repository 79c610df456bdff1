//! The deduplicator: documents in, clusters out; the one obvious entry.
//!
//! In: documents, or fingerprints made earlier. Out: a [`Grouping`]. Cost: near-linear in
//! documents, see [`candidates`]. The documents are put in the order of their
//! ids before anything is looked at, and back into the caller's at the end: whatever the order and
//! the threads, the answer is the same.

use std::collections::HashMap;

use crate::document::{Document, DocumentId};
use crate::error::{Error, Result};
use crate::group::candidates::{self, Candidates};
use crate::group::cluster::{self, Link};
use crate::group::grouping::{Cluster, ClusterId, Grouping, LookAlike, Member, Statistics};
use crate::group::parallel;
use crate::group::source::{self, Trace};
use crate::judge::evidence::{Evidence, Scratch};
use crate::judge::verdict::{Relation, Verdict};
use crate::judge::{self, model};
use crate::language::Language;
use crate::read::fingerprint::Fingerprint;
use crate::read::reader::Reader;

/// Look-alikes kept for each document, the most alike.
const LOOK_ALIKES: usize = 3;
/// A pair kept apart is a look-alike when it shares this much of its wording or is this probable.
const ALIKE_WORDING: f32 = 0.35;
pub(crate) const ALIKE_PROBABILITY: f32 = 0.1;

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
}

impl Default for Deduplicator {
    fn default() -> Self {
        Self::new()
    }
}

impl Deduplicator {
    /// With everything as most people want it: Italian, the shipped model and threshold, all cores.
    pub fn new() -> Self {
        Self { language: Language::Italian, strictness: 0.5, threads: None }
    }

    /// To set language, strictness or threads.
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
        Reader::new(document.language().unwrap_or(self.language)).read(document)
    }

    /// Reads documents in parallel; the fingerprints come in the order of the documents.
    pub fn read_all(&self, documents: &[Document]) -> Vec<Fingerprint> {
        parallel::map(self.threads, documents, Readers::default, |readers, document| {
            readers.of(document.language().unwrap_or(self.language)).read(document)
        })
    }

    /// Groups documents that were read earlier; the texts are not needed any more.
    ///
    /// # Errors
    ///
    /// [`Error::DuplicateId`] where two documents carry one id; [`Error::Signature`] where a
    /// fingerprint was made by another version; [`Error::Setting`] where there are not as many ids
    /// as fingerprints.
    pub fn group_fingerprints(&self, ids: &[DocumentId], fingerprints: &[Fingerprint]) -> Result<Grouping> {
        Ok(self.judge_fingerprints(ids, fingerprints)?.assemble(self.threshold()))
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
    /// let mut judged = deduplicator.judge_fingerprints(&ids, &deduplicator.read_all(&documents))?;
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
        fingerprints: &[Fingerprint],
    ) -> Result<Judged<'i>> {
        let order = canonical_order(ids, fingerprints)?;
        let prints: Vec<Fingerprint> = order.iter().map(|&at| fingerprints[at as usize].clone()).collect();
        let found = candidates::candidates(&prints, self.threads);
        let judged = judge_all(self.threads, &prints, &found);
        Ok(Judged { ids, order, prints, judged, passed_over: found.passed_over, beside: HashMap::new() })
    }

    /// Judges one pair.
    pub fn compare(&self, a: &Fingerprint, b: &Fingerprint) -> Verdict {
        judge::verdict(a, b, &mut Scratch::default())
    }

    /// The probability at and above which a pair is a link, at this strictness.
    pub fn threshold(&self) -> f32 {
        threshold(self.strictness)
    }
}

/// The threshold at a strictness.
fn threshold(strictness: f32) -> f32 {
    // Strictness moves the threshold in log-odds: 0 and 1 lie four units to either side.
    let shipped = (model::THRESHOLD / (1.0 - model::THRESHOLD)).ln();
    model::sigmoid(shipped + 8.0 * (strictness - 0.5))
}

/// Strictness lies between nothing and all.
fn check_strictness(strictness: f32) -> Result<()> {
    if (0.0..=1.0).contains(&strictness) {
        return Ok(());
    }
    Err(Error::Setting { name: "strictness", given: strictness.to_string(), range: "0.0..=1.0" })
}

/// A batch whose candidates are judged; clusters at any strictness are made from it.
///
/// No pair is judged twice to make clusters, however often they are made.
#[derive(Debug)]
pub struct Judged<'i> {
    ids: &'i [DocumentId],
    order: Vec<u32>,
    prints: Vec<Fingerprint>,
    /// The candidates, ascending by their canonical positions.
    judged: Vec<Link>,
    passed_over: u64,
    /// Pairs that are no candidates, judged because a merge of their clusters was weighed.
    beside: HashMap<(u32, u32), f32>,
}

impl Judged<'_> {
    /// The clusters at a strictness, `0.0..=1.0`.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] where strictness lies outside its range.
    pub fn group(&mut self, strictness: f32) -> Result<Grouping> {
        check_strictness(strictness)?;
        Ok(self.assemble(threshold(strictness)))
    }

    /// For each document of the batch the number of its cluster at a strictness, `0.0..=1.0`; the
    /// numbers say nothing but who stands together. Far cheaper than [`group`](Self::group), which
    /// also finds sources and relations.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] where strictness lies outside its range.
    pub fn labels(&mut self, strictness: f32) -> Result<Vec<usize>> {
        check_strictness(strictness)?;
        let threshold = threshold(strictness);
        let found = self.cluster(&self.links(threshold), threshold);
        let mut labels = vec![0; found.len()];
        for (&position, label) in self.order.iter().zip(found) {
            labels[position as usize] = label as usize;
        }
        Ok(labels)
    }

    /// The candidates with the positions of both documents in the batch and the probability that
    /// they trace one release.
    pub fn candidates(&self) -> impl Iterator<Item = (usize, usize, f32)> + '_ {
        let position = |at: u32| self.order[at as usize] as usize;
        self.judged.iter().map(move |link| (position(link.a), position(link.b), link.probability))
    }

    fn links(&self, threshold: f32) -> Vec<Link> {
        self.judged.iter().filter(|link| link.probability >= threshold).copied().collect()
    }

    fn cluster(&mut self, links: &[Link], threshold: f32) -> Vec<u32> {
        let Self { prints, judged, beside, .. } = self;
        let mut scratch = Scratch::default();
        cluster::cluster(prints.len(), links, threshold, |a, b| {
            match judged.binary_search_by_key(&(a, b), |link| (link.a, link.b)) {
                Ok(at) => judged[at].probability,
                Err(_) => *beside.entry((a, b)).or_insert_with(|| {
                    let pair = (&prints[a as usize], &prints[b as usize]);
                    model::probability(&Evidence::of(pair.0, pair.1, &mut scratch))
                }),
            }
        })
    }

    fn assemble(&mut self, threshold: f32) -> Grouping {
        let links = self.links(threshold);
        let labels = self.cluster(&links, threshold);
        let Self { ids, order, prints, judged, .. } = self;
        let assembly = Assembly { ids, order, prints, labels: &labels, links: &links };
        let mut grouping = assembly.grouping();
        grouping.look_alikes = assembly.look_alikes(judged);
        grouping.statistics =
            Statistics { documents: ids.len(), candidates: judged.len(), passed_over: self.passed_over };
        grouping
    }
}

/// One reader a language, kept by each thread.
#[derive(Default)]
pub(crate) struct Readers(Vec<Reader>);

impl Readers {
    /// The reader of a language.
    pub(crate) fn of(&mut self, language: Language) -> &mut Reader {
        let at = self.0.iter().position(|reader| reader.language() == language).unwrap_or_else(|| {
            self.0.push(Reader::new(language));
            self.0.len() - 1
        });
        &mut self.0[at]
    }
}

/// The positions of a batch in the order of the ids.
fn canonical_order(ids: &[DocumentId], fingerprints: &[Fingerprint]) -> Result<Vec<u32>> {
    if ids.len() != fingerprints.len() {
        let given = format!("{} for {} fingerprints", ids.len(), fingerprints.len());
        return Err(Error::Setting { name: "number of ids", given, range: "one for each fingerprint" });
    }
    for print in fingerprints {
        let expected = crate::read::signature(print.language());
        if print.signature() != expected {
            return Err(Error::Signature { found: print.signature(), expected });
        }
    }
    let mut order: Vec<u32> = (0..ids.len() as u32).collect();
    order.sort_unstable_by(|&a, &b| (&ids[a as usize], a).cmp(&(&ids[b as usize], b)));
    for pair in order.windows(2) {
        let (first, second) = (pair[0] as usize, pair[1] as usize);
        if ids[first] == ids[second] {
            return Err(Error::DuplicateId { id: ids[first].to_string(), first, second });
        }
    }
    Ok(order)
}

/// Judges every candidate; the links come in the order of the candidates.
fn judge_all(threads: Option<usize>, prints: &[Fingerprint], found: &Candidates) -> Vec<Link> {
    parallel::map(threads, &found.pairs, Scratch::default, |scratch, &(a, b)| {
        let evidence = Evidence::of(&prints[a as usize], &prints[b as usize], scratch);
        Link { a, b, probability: model::probability(&evidence) }
    })
}

/// What is needed to put the answer together; positions are canonical, but for `order`.
struct Assembly<'g> {
    ids: &'g [DocumentId],
    order: &'g [u32],
    prints: &'g [Fingerprint],
    labels: &'g [u32],
    links: &'g [Link],
}

impl Assembly<'_> {
    fn grouping(&self) -> Grouping {
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); self.labels.len()];
        for (at, &label) in self.labels.iter().enumerate() {
            members[label as usize].push(at as u32);
        }
        let mut scratch = Scratch::default();
        let sources: Vec<Option<u32>> = members
            .iter()
            .map(|members| members.get(source::source(members, self.prints)).copied())
            .collect();
        let mut clusters: Vec<Cluster> = members
            .iter()
            .zip(&sources)
            .filter_map(|(members, source)| source.map(|source| self.cluster(source, members, &mut scratch)))
            .collect();
        self.note_other_traces(&sources, &mut clusters);
        clusters.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.id.cmp(&b.id)));
        let mut places = vec![(0, 0); self.ids.len()];
        for (number, cluster) in clusters.iter().enumerate() {
            for (place, member) in cluster.members.iter().enumerate() {
                places[member.position] = (number as u32, place as u32);
            }
        }
        Grouping { clusters, places, ..Grouping::default() }
    }

    fn cluster(&self, source: u32, members: &[u32], scratch: &mut Scratch) -> Cluster {
        let mut found: Vec<Member> = members
            .iter()
            .filter(|&&member| member != source)
            .map(|&member| {
                let pair = (&self.prints[source as usize], &self.prints[member as usize]);
                self.member(member, Trace::of(pair.0, pair.1, scratch))
            })
            .collect();
        found.sort_by(|a, b| {
            b.probability
                .total_cmp(&a.probability)
                .then(b.wording.total_cmp(&a.wording))
                .then(a.id.cmp(&b.id))
        });
        let relation = if found.is_empty() { Relation::Single } else { Relation::Source };
        let first = self.member(source, Trace::itself(relation));
        let id = ClusterId(first.id.clone());
        Cluster { id, members: std::iter::once(first).chain(found).collect() }
    }

    fn member(&self, at: u32, trace: Trace) -> Member {
        let position = self.order[at as usize] as usize;
        Member {
            id: self.ids[position].clone(),
            position,
            relation: trace.relation,
            probability: trace.probability,
            wording: trace.wording,
            facts: trace.facts,
            own: trace.own,
            changes: trace.changes,
            also_traces: Vec::new(),
        }
    }

    /// Lists on each member the sources of other clusters to which it has a link, by their ids.
    fn note_other_traces(&self, sources: &[Option<u32>], clusters: &mut [Cluster]) {
        let mut traces: Vec<(usize, u32)> = Vec::new();
        for link in self.links {
            let labels = (self.labels[link.a as usize], self.labels[link.b as usize]);
            if labels.0 == labels.1 {
                continue;
            }
            for (document, other, label) in [(link.a, link.b, labels.1), (link.b, link.a, labels.0)] {
                if sources[label as usize] == Some(other) {
                    traces.push((self.order[document as usize] as usize, other));
                }
            }
        }
        traces.sort_unstable();
        for member in clusters.iter_mut().flat_map(|cluster| &mut cluster.members) {
            let from = traces.partition_point(|&(document, _)| document < member.position);
            let own = traces[from..].iter().take_while(|&&(document, _)| document == member.position);
            member.also_traces = own.map(|&(_, other)| self.order[other as usize] as usize).collect();
        }
    }

    /// Pairs kept apart that a reader might take for copies, most alike first.
    fn look_alikes(&self, judged: &[Link]) -> Vec<LookAlike> {
        let mut scratch = Scratch::default();
        let mut found: Vec<LookAlike> = Vec::new();
        let mut alike = vec![0_usize; self.ids.len()];
        let mut apart: Vec<&Link> = judged
            .iter()
            .filter(|link| self.labels[link.a as usize] != self.labels[link.b as usize])
            .filter(|link| link.probability >= ALIKE_PROBABILITY / 10.0)
            .collect();
        apart.sort_by(|x, y| y.probability.total_cmp(&x.probability).then((x.a, x.b).cmp(&(y.a, y.b))));
        for link in apart {
            let pair = (link.a as usize, link.b as usize);
            if alike[pair.0] >= LOOK_ALIKES && alike[pair.1] >= LOOK_ALIKES {
                continue;
            }
            let evidence = Evidence::of(&self.prints[pair.0], &self.prints[pair.1], &mut scratch);
            let wording = evidence.wording.short_in_long;
            if wording < ALIKE_WORDING && link.probability < ALIKE_PROBABILITY {
                continue;
            }
            alike[pair.0] += 1;
            alike[pair.1] += 1;
            found.push(LookAlike {
                a: self.order[pair.0] as usize,
                b: self.order[pair.1] as usize,
                probability: link.probability,
                wording,
                changes: evidence.changes(&scratch),
            });
        }
        found
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

    /// The deduplicator.
    ///
    /// # Errors
    ///
    /// [`Error::Setting`] where strictness lies outside `0.0..=1.0` or threads is 0.
    pub fn build(self) -> Result<Deduplicator> {
        let Deduplicator { strictness, threads, .. } = self.deduplicator;
        check_strictness(strictness)?;
        if threads == Some(0) {
            return Err(Error::Setting { name: "threads", given: "0".into(), range: "1.." });
        }
        Ok(self.deduplicator)
    }
}

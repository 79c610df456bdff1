//! Mistakes: the pairs that a grouping has wrong, the most confident mistake first.
//!
//! In: labels, a grouping, and the fingerprints where there are texts. Out: the worst pairs with what the
//! texts show. Cost: a verdict a wrong pair, for [`LOOKED_AT`] of each sort at the most. A false merge is
//! the worse the more probable the model finds it, a miss the less: those are the pairs that another
//! threshold does not put right.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use ricalco::judge;
use ricalco::judge::evidence::Scratch;
use ricalco::judge::reasons::{self, Reason};
use ricalco::{Deduplicator, Fingerprint, Verdict};

use super::labels::{Gold, Labelled, Predicted};
use super::measure::Measures;

/// Wrong pairs of one sort that are weighed. A grouping that puts a whole archive into one cluster has
/// more of them than anyone could read.
const LOOKED_AT: usize = 100_000;

/// The texts, as far as they are known.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    pub(crate) positions: HashMap<String, usize>,
    pub(crate) prints: Vec<Fingerprint>,
}

impl Texts {
    /// The fingerprint of a document.
    pub(crate) fn print(&self, id: &str) -> Option<&Fingerprint> {
        self.prints.get(*self.positions.get(id)?)
    }

    /// Both fingerprints of a pair.
    pub(crate) fn pair(&self, a: &str, b: &str) -> Option<(&Fingerprint, &Fingerprint)> {
        Some((self.print(a)?, self.print(b)?))
    }
}

/// Wrong pairs of one sort.
#[derive(Debug)]
pub(crate) struct Mistakes {
    /// How many there are.
    pub(crate) pairs: u64,
    /// The worst, the most confident mistake first.
    pub(crate) worst: Vec<Mistake>,
}

/// A wrong pair.
#[derive(Debug)]
pub(crate) struct Mistake {
    pub(crate) a: Side,
    pub(crate) b: Side,
    /// What the texts show; nothing where one is not there.
    pub(crate) shown: Option<Shown>,
}

/// A document of a wrong pair.
#[derive(Debug)]
pub(crate) struct Side {
    pub(crate) id: String,
    pub(crate) kind: Option<String>,
}

/// What the texts of a wrong pair show.
#[derive(Debug)]
pub(crate) struct Shown {
    pub(crate) verdict: Verdict,
    /// What moved the probability most towards the mistake; nothing where nothing did.
    pub(crate) reason: Option<Reason>,
}

/// Which way a pair is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    FalseMerge,
    Miss,
}

/// The false merges and the misses, the worst `worst` of each.
pub(crate) fn find(
    gold: &Gold,
    predicted: &Predicted,
    measures: &Measures,
    texts: &Texts,
    worst: usize,
) -> (Mistakes, Mistakes) {
    let counts = measures.counts();
    let side =
        |sort, pairs| Mistakes { pairs, worst: worst_of(wrong(gold, predicted, sort), texts, sort, worst) };
    (side(Sort::FalseMerge, counts.predicted - counts.both), side(Sort::Miss, counts.gold - counts.both))
}

/// A document as the labels name it: its id, its kind.
type Named<'g> = (&'g str, Option<&'g str>);

/// The wrong pairs of one sort, in the order of the labels, [`LOOKED_AT`] at the most.
fn wrong<'g>(gold: &'g Gold, predicted: &Predicted, sort: Sort) -> Vec<(Named<'g>, Named<'g>)> {
    let is_wrong = |same: bool, together: bool| match sort {
        Sort::FalseMerge => together && !same,
        Sort::Miss => same && !together,
    };
    match gold {
        Gold::Pairs { pairs, .. } => pairs
            .iter()
            .filter(|pair| is_wrong(pair.same, predicted.together(&pair.a, &pair.b)))
            .map(|pair| ((pair.a.as_str(), None), (pair.b.as_str(), None)))
            .take(LOOKED_AT)
            .collect(),
        Gold::Documents(documents) => {
            // Wrong pairs lie within a predicted cluster, or within one of gold.
            let groups = match sort {
                Sort::FalseMerge => groups(documents, |document| predicted.cluster(&document.id)),
                Sort::Miss => groups(documents, |document| Some(&document.cluster)),
            };
            let pairs = groups.iter().flat_map(|group| {
                let rest = |at: usize| group.iter().skip(at + 1).copied();
                group.iter().enumerate().flat_map(move |(at, &a)| rest(at).map(move |b| (a, b)))
            });
            pairs
                .filter(|(a, b)| is_wrong(a.cluster == b.cluster, predicted.together(&a.id, &b.id)))
                .map(|(a, b)| (named(a), named(b)))
                .take(LOOKED_AT)
                .collect()
        }
    }
}

fn named(document: &Labelled) -> Named<'_> {
    (&document.id, document.kind.as_deref())
}

/// The documents that share a key, groups and members in the order of the labels.
fn groups<'g, K: Hash + Eq>(
    documents: &'g [Labelled],
    key: impl Fn(&'g Labelled) -> Option<K>,
) -> Vec<Vec<&'g Labelled>> {
    let mut numbers: HashMap<K, usize> = HashMap::new();
    let mut groups: BTreeMap<usize, Vec<&Labelled>> = BTreeMap::new();
    for document in documents {
        let Some(key) = key(document) else { continue };
        let next = numbers.len();
        groups.entry(*numbers.entry(key).or_insert(next)).or_default().push(document);
    }
    groups.into_values().collect()
}

fn worst_of(pairs: Vec<(Named<'_>, Named<'_>)>, texts: &Texts, sort: Sort, worst: usize) -> Vec<Mistake> {
    let mut scratch = Scratch::default();
    let mut ranked: Vec<(f32, (Named<'_>, Named<'_>))> = pairs
        .into_iter()
        .map(|pair| {
            let prints = texts.pair(pair.0.0, pair.1.0);
            let confidence = prints.map_or(-1.0, |(a, b)| {
                let probability = Deduplicator::new().compare(a, b).probability;
                if sort == Sort::FalseMerge { probability } else { 1.0 - probability }
            });
            (confidence, pair)
        })
        .collect();
    // Stable: equals stay in the order of the labels.
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
    ranked.truncate(worst);
    let side = |(id, kind): Named<'_>| Side { id: id.to_owned(), kind: kind.map(str::to_owned) };
    ranked
        .into_iter()
        .map(|(_, (a, b))| {
            let shown = texts.pair(a.0, b.0).map(|(a, b)| show(a, b, sort, &mut scratch));
            Mistake { a: side(a), b: side(b), shown }
        })
        .collect()
}

fn show(a: &Fingerprint, b: &Fingerprint, sort: Sort, scratch: &mut Scratch) -> Shown {
    let reasons = reasons::reasons(&judge::deciding(a, b, scratch));
    let towards = |reason: &Reason| (reason.push > 0.0) == (sort == Sort::FalseMerge);
    Shown { verdict: Deduplicator::new().compare(a, b), reason: reasons.into_iter().find(towards) }
}

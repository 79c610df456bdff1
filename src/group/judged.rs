//! Judged: a batch whose candidates are judged once, to be clustered at any strictness.
//!
//! In: ids and fingerprints. Out: [`Judged`], and from it groupings. Cost: one verdict a candidate
//! pair, on all cores; a clustering after that judges only pairs that are no candidates and whose
//! clusters might merge. Where the strictness is known from the start, pairs that can make no
//! difference to the clusters are let go as soon as that is sure (`judge/sift.rs`).

use std::collections::HashMap;

use super::assembly::{ALIKE_PROBABILITY, ALIKE_WORDING, Assembly};
use super::candidates::{self, Candidates};
use super::cluster::Link;
use super::components;
use super::grouping::{Grouping, Statistics};
use super::parallel;
use super::stock::{self, Clustered};
use crate::document::DocumentId;
use crate::error::{Error, Result};
use crate::judge::evidence::Scratch;
use crate::judge::ready::{self, Held, Ready};
use crate::judge::sift::{Sifted, sift};
use crate::judge::{self, model};
use crate::read::fingerprint::Fingerprint;
use crate::read::house::House;

/// The threshold at a strictness.
pub(super) fn threshold(strictness: f32) -> f32 {
    // Strictness moves the threshold in log-odds: 0 and 1 lie four units to either side.
    let shipped = (model::THRESHOLD / (1.0 - model::THRESHOLD)).ln();
    model::sigmoid(shipped + 8.0 * (strictness - 0.5))
}

/// Strictness lies between nothing and all.
pub(super) fn check_strictness(strictness: f32) -> Result<()> {
    if (0.0..=1.0).contains(&strictness) {
        return Ok(());
    }
    Err(Error::Setting { name: "strictness", given: strictness.to_string(), range: "0.0..=1.0" })
}

/// A candidate pair that has been judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judgement {
    /// Its canonical positions.
    pub(super) a: u32,
    pub(super) b: u32,
    /// `None` where it lies below the floor.
    pub(super) probability: Option<f32>,
    /// The share of the shorter text's wording that the longer one has.
    pub(super) wording: f32,
}

impl Judgement {
    /// The pair as a link, if it is as probable as that.
    fn link(&self, threshold: f32) -> Option<Link> {
        let probability = self.probability.filter(|&probability| probability >= threshold)?;
        Some(Link { a: self.a, b: self.b, probability })
    }
}

/// A batch whose candidates are judged; clusters at any strictness are made from it.
///
/// No pair is judged twice to make clusters, however often they are made; one that was let go is judged when
/// a merge of its clusters is weighed.
#[derive(Debug)]
pub struct Judged<'i> {
    ids: &'i [DocumentId],
    order: Vec<u32>,
    /// In canonical order, that of the ids.
    prints: Vec<&'i Fingerprint>,
    /// The candidates that are of interest, ascending by their canonical positions.
    judged: Vec<Judgement>,
    /// How many candidates there are.
    candidates: usize,
    passed_over: u64,
    threads: Option<usize>,
    /// Other pairs, judged because a merge of their clusters was weighed.
    beside: HashMap<(u32, u32), f32>,
}

/// The probability of which no less is asked where clusters are made at this threshold or above: pairs below it
/// are no links, and nobody would list them as look-alikes but for their wording.
pub(crate) fn floor(threshold: f32) -> f32 {
    threshold.min(ALIKE_PROBABILITY)
}

/// Where the probability of every pair is asked for.
pub(super) const NO_FLOOR: f32 = 0.0;

impl<'i> Judged<'i> {
    /// Judges the candidates of a batch; of those that lie below a floor, only their wording is known.
    pub(crate) fn of(
        ids: &'i [DocumentId],
        fingerprints: &'i [Fingerprint],
        house: Option<&House>,
        threads: Option<usize>,
        floor: f32,
    ) -> Result<Self> {
        let order = canonical_order(ids, fingerprints, house)?;
        let prints: Vec<&Fingerprint> = order.iter().map(|&at| &fingerprints[at as usize]).collect();
        let found = candidates::candidates(&prints, threads);
        let judged = judge_all(threads, &prints, &found, floor);
        Ok(Self {
            ids,
            order,
            prints,
            judged,
            candidates: found.pairs.len(),
            passed_over: found.passed_over,
            beside: HashMap::new(),
            threads,
        })
    }

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
        let found = self.cluster(&self.links(threshold), threshold).labels;
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
        let mut scratch = Scratch::default();
        self.judged.iter().map(move |&Judgement { a, b, probability, .. }| {
            let (print_a, print_b) = (self.prints[a as usize], self.prints[b as usize]);
            let probability = stock::lowest(probability.unwrap_or(0.0), print_a, print_b, &mut scratch);
            (position(a), position(b), probability)
        })
    }

    fn links(&self, threshold: f32) -> Vec<Link> {
        self.judged.iter().filter_map(|judgement| judgement.link(threshold)).collect()
    }

    fn cluster(&mut self, links: &[Link], threshold: f32) -> Clustered {
        let Self { prints, judged, beside, threads, .. } = self;
        let components = components::components(prints.len(), links);
        let known = &*beside;
        let found = parallel::map(*threads, &components, Scratch::default, |scratch, component| {
            let at = |place: u32| component.documents[place as usize];
            let own: Vec<&Fingerprint> =
                component.documents.iter().map(|&document| prints[document as usize]).collect();
            let mut more: Vec<((u32, u32), f32)> = Vec::new();
            let clustered = stock::cluster(&own, &component.links, threshold, |x, y| {
                let pair = (at(x), at(y));
                let found = judged.binary_search_by_key(&pair, |judgement| (judgement.a, judgement.b));
                let found = found.ok().and_then(|at| judged[at].probability);
                found.or_else(|| known.get(&pair).copied()).unwrap_or_else(|| {
                    let probability = judge::probability(own[x as usize], own[y as usize], scratch);
                    more.push((pair, probability));
                    probability
                })
            });
            (clustered, more)
        });
        let mut labels: Vec<u32> = (0..prints.len() as u32).collect();
        let mut roundups: Vec<bool> = prints.iter().map(|print| print.is_roundup()).collect();
        for (component, (own, more)) in components.iter().zip(found) {
            let own = own.labels.into_iter().zip(own.roundups);
            for (&document, (label, is_roundup)) in component.documents.iter().zip(own) {
                labels[document as usize] = component.documents[label as usize];
                roundups[document as usize] = is_roundup;
            }
            beside.extend(more);
        }
        Clustered { labels, roundups }
    }

    pub(crate) fn assemble(&mut self, threshold: f32) -> Grouping {
        let links = self.links(threshold);
        let Clustered { labels, roundups } = self.cluster(&links, threshold);
        let Self { ids, order, prints, judged, threads, .. } = self;
        let links = stock::holding(links.iter(), prints, threshold);
        let (labels, roundups, links) = (&*labels, &*roundups, &*links);
        let assembly = Assembly { ids, order, prints, labels, roundups, links, threads: *threads };
        let mut grouping = assembly.grouping();
        grouping.look_alikes = assembly.look_alikes(judged);
        grouping.statistics =
            Statistics { documents: ids.len(), candidates: self.candidates, passed_over: self.passed_over };
        grouping
    }
}

/// The positions of a batch in the order of the ids.
fn canonical_order(
    ids: &[DocumentId],
    fingerprints: &[Fingerprint],
    house: Option<&House>,
) -> Result<Vec<u32>> {
    if ids.len() != fingerprints.len() {
        let given = format!("{} for {} fingerprints", ids.len(), fingerprints.len());
        return Err(Error::Setting { name: "number of ids", given, range: "one for each fingerprint" });
    }
    for print in fingerprints {
        let house = house.filter(|house| house.language() == print.language());
        let expected = house.map_or_else(|| crate::read::signature(print.language()), House::signature);
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

/// Judges the candidates, and keeps in their order those that are of interest: at or above the floor, or
/// alike in their wording.
fn judge_all(
    threads: Option<usize>,
    prints: &[&Fingerprint],
    found: &Candidates,
    floor: f32,
) -> Vec<Judgement> {
    let all = parallel::map(threads, prints, || (), |(), &print| Ready::from(print));
    let rows: Vec<&[(u32, u32)]> = found.pairs.chunk_by(|x, y| x.0 == y.0).collect();
    let judged = parallel::map(threads, &rows, Scratch::default, |scratch, row| {
        let Some(&(first, _)) = row.first() else { return Vec::new() };
        let held = Held::from(all[first as usize].clone());
        let judgement = |at: usize| {
            if let Some(&(_, next)) = row.get(at + 1) {
                ready::fetch(all[next as usize].print());
            }
            let (a, b) = row[at];
            let Sifted { probability, wording } = sift(&held, &all[b as usize], floor, scratch);
            let is_of_interest = probability.is_some() || wording >= ALIKE_WORDING;
            is_of_interest.then_some(Judgement { a, b, probability, wording })
        };
        (0..row.len()).filter_map(judgement).collect()
    });
    let judged: Vec<Judgement> = judged.into_iter().flatten().collect();
    judged
}

//! Stock: look-alikes judged once more, without what their offices say in every release.
//!
//! In: fingerprints, and what was made of them without a house. Out: the lower of a pair's probability
//! and of that which it has without the stock words of both; clusters that are parts of those without a
//! house. Cost: nothing without a [`House`](crate::House), or where no two members of a cluster have
//! stock phrases; else a copy of both and another verdict a pair that stands together.
//!
//! A house must part and never join, and that each pair is at most as probable as without it is not
//! enough: a document that is parted from its cluster may find room in another, to which it also had a
//! link. So clusters are made as without a house, and then each is made again by the lower
//! probabilities: no two documents stand together that do not without a house. Gives up: what a stock
//! phrase kept apart stays apart; [`house`](crate::read::house) says why.

use std::borrow::Borrow;

use super::assembly::ALIKE_PROBABILITY;
use super::cluster::{self, Link};
use super::roundups;
use crate::judge;
use crate::judge::evidence::Scratch;
use crate::judge::verdict::Verdict;
use crate::read::fingerprint::Fingerprint;

/// The probability that holds, of a pair that has `probability` with all its words.
pub(crate) fn lowest(probability: f32, a: &Fingerprint, b: &Fingerprint, scratch: &mut Scratch) -> f32 {
    if probability < ALIKE_PROBABILITY || a.stock_words() == 0 || b.stock_words() == 0 {
        return probability;
    }
    let (of_a, of_b) = (a.stock_keys(), b.stock_keys());
    probability.min(judge::probability(&a.without_stock(&of_b), &b.without_stock(&of_a), scratch))
}

/// The verdict on a pair: the shares and the relation are those of all its words.
pub(crate) fn verdict(a: &Fingerprint, b: &Fingerprint, scratch: &mut Scratch) -> Verdict {
    let verdict = judge::verdict(a, b, scratch);
    Verdict { probability: lowest(verdict.probability, a, b, scratch), ..verdict }
}

/// The links that hold without stock phrases, with the probability that they have then.
pub(crate) fn holding<'l>(
    links: impl Iterator<Item = &'l Link>,
    prints: &[impl Borrow<Fingerprint>],
    threshold: f32,
) -> Vec<Link> {
    let mut scratch = Scratch::default();
    let lowered = links.filter_map(|&link| {
        let (a, b) = (prints.get(link.a as usize)?, prints.get(link.b as usize)?);
        Some(Link { probability: lowest(link.probability, a.borrow(), b.borrow(), &mut scratch), ..link })
    });
    lowered.filter(|link| link.probability >= threshold).collect()
}

/// What was made of the documents of a component.
#[derive(Debug)]
pub(crate) struct Clustered {
    /// For each document the first one of its cluster.
    pub(crate) labels: Vec<u32>,
    /// For each document whether it is a roundup.
    pub(crate) roundups: Vec<bool>,
}

/// Clusters as [`cluster::cluster`] does, and then parts what stock phrases alone hold together.
/// `judge` gives the probability of a pair with all its words.
pub(crate) fn cluster(
    prints: &[impl Borrow<Fingerprint>],
    links: &[Link],
    threshold: f32,
    mut judge: impl FnMut(u32, u32) -> f32,
) -> Clustered {
    let roundups = roundups::roundups(prints, links, &mut judge);
    let labels = cluster::cluster(&roundups, links, threshold, &mut judge);
    if prints.iter().all(|print| print.borrow().stock_words() == 0) {
        return Clustered { labels, roundups };
    }
    let label = |document: u32| labels.get(document as usize);
    let together = links.iter().filter(|link| label(link.a) == label(link.b));
    let mut scratch = Scratch::default();
    // Documents merge along links only, so that each new cluster lies within one of the first.
    let labels = cluster::cluster(&roundups, &holding(together, prints, threshold), threshold, |a, b| {
        let probability = judge(a, b);
        match (prints.get(a as usize), prints.get(b as usize)) {
            (Some(a), Some(b)) => lowest(probability, a.borrow(), b.borrow(), &mut scratch),
            _ => probability,
        }
    });
    Clustered { labels, roundups }
}

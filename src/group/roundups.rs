//! Roundups: which documents of a component put several matters side by side.
//!
//! In: fingerprints, links, and a way to judge any other pair. Out: for each document whether it is a roundup.
//! Cost: for each link between a long text and a short one a walk over the terms of both, and at the most
//! a dozen verdicts a long text.
//!
//! Layout marks most (`read/items.rs`): headings, bullets, rules. A mail that strings releases together without any
//! mark is known by what it holds: two documents, each nearly whole, that are out of the question beside each
//! other. Nothing less tells, since a release holds its briefs and its takes, but these have to do with each other.
//! Gives up: an unmarked roundup of which only one release is at hand is a long copy of it.

use std::borrow::Borrow;
use std::cmp::Reverse;

use super::cluster::{Link, STRANGERS};
use crate::read::fingerprint::Fingerprint;

/// A text holds another one that has at the most this share of its terms,
const SHORTER: f32 = 0.8;
/// and of whose terms, weighted by how rare they are, it has this share.
const NEARLY_WHOLE: f32 = 0.9;
/// Documents held by one that are looked at, the longest.
const HELD: usize = 12;

/// Of each document whether it is a roundup. `judge` gives the probability of any pair.
pub fn roundups(
    prints: &[impl Borrow<Fingerprint>],
    links: &[Link],
    mut judge: impl FnMut(u32, u32) -> f32,
) -> Vec<bool> {
    let mut roundups: Vec<bool> = prints.iter().map(|print| print.borrow().is_roundup()).collect();
    let length = |document: u32| prints.get(document as usize).map_or(0, |print| print.borrow().terms.len());
    // From the shortest on, so that what a long one holds is already known for a roundup, and left out.
    let mut held: Vec<Held> = links.iter().filter_map(|link| Held::of(link, prints)).collect();
    held.sort_unstable_by_key(|held| (length(held.long), held.long, Reverse(length(held.short)), held.short));
    for held in held.chunk_by(|x, y| x.long == y.long) {
        let of_one_matter = held.iter().map(|held| held.short).filter(|&short| !is(&roundups, short));
        let mut longest = of_one_matter.take(HELD);
        let Some(first) = longest.next() else { continue };
        let is_stranger = |other: u32| f64::from(judge(first.min(other), first.max(other))) < STRANGERS;
        if longest.any(is_stranger)
            && let Some(is_roundup) = held.first().and_then(|held| roundups.get_mut(held.long as usize))
        {
            *is_roundup = true;
        }
    }
    roundups
}

fn is(roundups: &[bool], document: u32) -> bool {
    roundups.get(document as usize).copied().unwrap_or(false)
}

/// A long text that has nearly all of a short one.
#[derive(Debug)]
struct Held {
    long: u32,
    short: u32,
}

impl Held {
    fn of(link: &Link, prints: &[impl Borrow<Fingerprint>]) -> Option<Self> {
        let print = |document: u32| prints.get(document as usize).map(Borrow::borrow);
        let (a, b): (&Fingerprint, &Fingerprint) = (print(link.a)?, print(link.b)?);
        if a.terms.len() > b.terms.len() {
            holds(a, b).then_some(Self { long: link.a, short: link.b })
        } else {
            holds(b, a).then_some(Self { long: link.b, short: link.a })
        }
    }
}

/// Whether a long text has nearly all of a short one.
fn holds(long: &Fingerprint, short: &Fingerprint) -> bool {
    if short.terms.len() as f32 > SHORTER * long.terms.len() as f32 {
        return false;
    }
    let mut longs = long.terms().map(|(term, _)| term.key()).peekable();
    let (mut all, mut found) = (0_u32, 0_u32);
    for (term, _) in short.terms() {
        let weight = u32::from(term.rarity().0);
        while longs.next_if(|&key| key < term.key()).is_some() {}
        all += weight;
        found += if longs.peek() == Some(&term.key()) { weight } else { 0 };
    }
    found > 0 && found as f32 >= NEARLY_WHOLE * all as f32
}

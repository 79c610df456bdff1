//! Gap: the stretch of a text that has the least in common with the other.
//!
//! In: the terms of a text in order, and which of them are shared. Out: a share of its plain words.
//! Cost: one step a place. Source: the greatest sum of a contiguous part (Kadane 1977).

use super::join::Matches;
use super::walk::is_plain;
use crate::read::fingerprint::Term;

/// A shared word outweighs this many times its weight of words that are not.
const SHARED: i32 = 2;

/// The heaviest stretch in which what is not shared outweighs what is, as a share of the plain words.
pub(super) fn gap(ordered: &[Term], shared: impl Iterator<Item = bool>) -> f32 {
    let (mut best, mut here, mut all) = (0, 0, 0);
    for (&term, shared) in ordered.iter().zip(shared) {
        let weight = if is_plain(term) { i32::from(term.rarity().0) } else { 0 };
        all += weight;
        here = (here + if shared { -SHARED * weight } else { weight }).max(0);
        best = best.max(here);
    }
    if all == 0 { 0.0 } else { best as f32 / all as f32 }
}

/// Notes in `hits` which places of the long text, of `length` terms, have a term that the short one has.
pub(super) fn mark(groups: &[Matches], places: &[u16], length: usize, hits: &mut Vec<u16>) {
    hits.clear();
    hits.resize(length, 0);
    for &(start, count) in groups {
        for &place in &places[usize::from(start)..usize::from(start + count)] {
            hits[usize::from(place)] = 1;
        }
    }
}

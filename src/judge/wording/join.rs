//! Join: which terms two texts share, and where each stands in the other.
//!
//! In: two fingerprints, whose terms ascend. Out: what is shared, weighed from both sides, and for
//! each place of the short text where its term stands among the long one's. Cost: one merge,
//! `n + m` steps without a branch that depends on the terms, then the groups that were found.

use super::weight::{Weights, group};
use crate::read::fingerprint::{Fingerprint, Term};

/// The terms of the long text that a place of the short one meets: where they begin, and how many.
pub(super) type Matches = (u16, u16);

#[derive(Default)]
pub(super) struct Shared {
    pub(super) short: Weights,
    pub(super) long: Weights,
}

/// Notes where equal keys meet, as places in the sorted terms. A key that both texts have several
/// times is noted several times, one after the other.
fn meet(short: &[Term], long: &[Term], met: &mut Vec<(u16, u16)>) {
    met.clear();
    met.resize(short.len().min(long.len()), (0, 0));
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (short.get(i), long.get(j)) {
        let (x, y) = (x.key(), y.key());
        // Written each time and kept only where equal: which of the two is less cannot be foretold.
        if let Some(slot) = met.get_mut(n) {
            *slot = (i as u16, j as u16);
        }
        n += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    met.truncate(n);
}

/// Sums what is shared, and notes for each place of the short text its matches.
pub(super) fn join(
    short: &Fingerprint,
    long: &Fingerprint,
    met: &mut Vec<(u16, u16)>,
    groups: &mut Vec<Matches>,
) -> Shared {
    meet(&short.terms, &long.terms, met);
    groups.clear();
    groups.resize(short.terms.len(), (0, 0));
    let mut shared = Shared::default();
    let mut done = 0;
    for &(i, j) in met.iter() {
        if usize::from(i) < done {
            continue;
        }
        let (i, j) = (usize::from(i), usize::from(j));
        let ((end_i, first_i), (end_j, first_j)) = (group(short, i), group(long, j));
        let (term, other) = (short.terms[i], long.terms[j]);
        // A word that is a name here and a common noun there tells what the commoner of them tells.
        let term = if other.rarity() < term.rarity() { other } else { term };
        shared.short.add(term, first_i, short);
        shared.long.add(term, first_j, long);
        for &place in &short.places[i..end_i] {
            groups[usize::from(place)] = (j as u16, (end_j - j) as u16);
        }
        done = end_i;
    }
    shared
}

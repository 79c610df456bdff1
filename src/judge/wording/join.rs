//! Join: which terms two texts share, and where each stands in the other.
//!
//! In: two fingerprints and where their keys meet. Out: what is shared, weighed from both sides, and
//! for each place of the short text where its term stands among the long one's. Cost: a step a key
//! that both have.

use super::weight::{Weights, group};
use crate::read::fingerprint::Fingerprint;

/// The terms of the long text that a place of the short one meets: where they begin, and how many.
pub(super) type Matches = (u16, u16);

#[derive(Default)]
pub(super) struct Shared {
    pub(super) short: Weights,
    pub(super) long: Weights,
}

/// Sums what is shared, and notes for each place of the short text its matches. `met` holds, for each
/// key that both have, where it begins in the short and in the long text's terms.
pub(super) fn join(
    short: &Fingerprint,
    long: &Fingerprint,
    met: impl Iterator<Item = (u16, u16)>,
    groups: &mut Vec<Matches>,
) -> Shared {
    groups.clear();
    groups.resize(short.terms.len(), (0, 0));
    let mut shared = Shared::default();
    for (i, j) in met {
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
    }
    shared
}

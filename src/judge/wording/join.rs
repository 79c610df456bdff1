//! Join: which terms two texts share, and where each stands in the other.
//!
//! In: two fingerprints and where their keys meet. Out: what is shared, weighed from both sides, and
//! for each shared place of the short text where its term stands among the long one's. Cost: a step a
//! place that both have.

use super::places::Places;
use super::weight::{Weights, group, is_plain};
use crate::read::fingerprint::{Fingerprint, Term};

/// The terms of the long text that a place of the short one meets.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Matches {
    /// Where they begin among the sorted ones, and how many they are.
    pub(super) start: u16,
    pub(super) count: u16,
    /// Whether the place of the short text has a plain word.
    pub(super) plain: bool,
}

/// What is shared place by place, kept from pair to pair.
#[derive(Debug, Default)]
pub(super) struct Meetings {
    /// For each place of the short text that is in `of_short`, what it meets; elsewhere whatever an
    /// earlier pair has left.
    pub(super) matches: Vec<Matches>,
    /// The places of the short text whose term the long one has, and those of the long text.
    pub(super) of_short: Places,
    pub(super) of_long: Places,
}

#[derive(Default)]
pub(super) struct Shared {
    pub(super) short: Weights,
    /// What the plain words weigh that stand in the long text's lead, in quarter bits.
    pub(super) plain_lead_long: u32,
    pub(super) places_short: Occurrences,
    pub(super) places_long: Occurrences,
}

/// Shared places of a text, a word told twice counting twice.
#[derive(Default)]
pub(super) struct Occurrences {
    pub(super) all: u32,
    pub(super) plain: u32,
    /// What the plain ones weigh, in quarter bits.
    pub(super) plain_weight: u32,
}

impl Occurrences {
    /// Counts a place, and says whether it has a plain word.
    fn add(&mut self, term: Term) -> bool {
        let plain = is_plain(term);
        self.all += 1;
        self.plain += u32::from(plain);
        self.plain_weight += u32::from(term.rarity().0) * u32::from(plain);
        plain
    }
}

/// Sums what is shared, and notes it place by place. `met` holds, for each key that both have, where
/// it begins in the short and in the long text's terms.
pub(super) fn join(
    short: &Fingerprint,
    long: &Fingerprint,
    met: impl Iterator<Item = (u16, u16)>,
    meetings: &mut Meetings,
) -> Shared {
    let Meetings { matches, of_short, of_long } = meetings;
    if matches.len() < short.terms.len() {
        matches.resize(short.terms.len(), Matches::default());
    }
    of_short.clear(short.terms.len());
    of_long.clear(long.terms.len());
    let mut shared = Shared::default();
    for (i, j) in met {
        let (i, j) = (usize::from(i), usize::from(j));
        let ((end_i, first_i), (end_j, first_j)) = (group(short, i), group(long, j));
        let (term, other) = (short.terms[i], long.terms[j]);
        // A word that is a name here and a common noun there tells what the commoner of them tells.
        let term = if other.rarity() < term.rarity() { other } else { term };
        shared.short.add(term, first_i, short);
        let plain_lead = !term.is_name() && first_j < long.lead;
        shared.plain_lead_long += u32::from(term.rarity().0) * u32::from(plain_lead);
        let (start, count) = (j as u16, (end_j - j) as u16);
        for (&term, &place) in short.terms[i..end_i].iter().zip(&short.places[i..end_i]) {
            let plain = shared.places_short.add(term);
            matches[usize::from(place)] = Matches { start, count, plain };
            of_short.insert(place);
        }
        for (&term, &place) in long.terms[j..end_j].iter().zip(&long.places[j..end_j]) {
            shared.places_long.add(term);
            of_long.insert(place);
        }
    }
    shared
}

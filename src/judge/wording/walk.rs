//! Walk: through the short text in its order, to see what runs of it the long one has, and in what order.
//!
//! In: the places that a term of the short text meets in the long one. Out: [`Walk`] and, for each
//! place of the short text, the place matched. Cost: one step a place, with at most [`LOOK`] choices.

use super::join::Matches;
use super::weight::share;
use crate::read::fingerprint::Term;

/// A run of this many terms in the same order is wording taken over, not chance.
const RUN: usize = 3;
/// Words that follow within this many terms follow closely.
const CLOSE: usize = 6;
/// Terms stand together when so many terms at the most lie between them in the short text, and so
/// many in the long one, either way.
const TOGETHER: usize = 10;
const TOGETHER_LONG: u16 = 18;
/// So many of the last matches are looked at for it.
const RECENT: usize = 4;

/// How many equal terms of the long text are looked at to go on with a run.
const LOOK: usize = 8;
/// The place matched where there is none.
pub(super) const NONE: u16 = u16::MAX;

#[derive(Default)]
pub(super) struct Walk {
    pub(super) in_runs: usize,
    pub(super) longest: usize,
    /// Matched places, and those that stand after the match before in the long text too.
    pub(super) matches: usize,
    pub(super) ascents: usize,
    pub(super) neighbours: usize,
    /// Neighbouring plain words of the short text, and those that are neighbours in the long one.
    pub(super) plain_pairs: usize,
    pub(super) plain_neighbours: usize,
    /// Plain words of the short text, and those followed closely by the same shared word in both.
    pub(super) plain: usize,
    pub(super) close: usize,
    /// Places that stand near an earlier matched one in both texts, in whatever order.
    pub(super) together: usize,
}

/// Whether a term is a word that is in no name, and no number.
pub(super) fn is_plain(term: Term) -> bool {
    !term.is_name() && term.rarity().0 > 0
}

impl Walk {
    /// Walks the short text, whose terms are `ordered`, matching each place so that runs go on
    /// where they can.
    pub(super) fn through(
        ordered: &[Term],
        groups: &[Matches],
        places: &[u16],
        matched: &mut Vec<u16>,
    ) -> Self {
        let mut walk = Self::default();
        matched.clear();
        matched.resize(ordered.len(), NONE);
        let mut last_plain: Option<(usize, u16)> = None;
        let mut previous: Option<u16> = None;
        let mut after_plain = false;
        let mut recent = [(usize::MAX, NONE); RECENT];
        // Length of the run that ends at the place before.
        let mut run = 0;
        for (place, (&term, &(start, count))) in ordered.iter().zip(groups).enumerate() {
            let plain = is_plain(term);
            let plain_pair = plain && after_plain;
            after_plain = plain;
            walk.plain += usize::from(plain);
            walk.plain_pairs += usize::from(plain_pair);
            if count == 0 {
                walk.close(run);
                run = 0;
                continue;
            }
            let choices = &places[usize::from(start)..usize::from(start + count)];
            let (to, next) = choose(choices, previous);
            let continues = next && run > 0;
            if let Some(previous) = previous {
                walk.ascents += usize::from(to > previous);
            }
            if plain {
                if let Some((last, last_to)) = last_plain {
                    let step = i32::from(to) - i32::from(last_to);
                    walk.close += usize::from(place - last <= CLOSE && (1..=CLOSE as i32).contains(&step));
                }
                last_plain = Some((place, to));
            }
            walk.plain_neighbours += usize::from(continues && plain_pair);
            let near = |&(at, other): &(usize, u16)| {
                at < place && place - at <= TOGETHER && other != to && other.abs_diff(to) <= TOGETHER_LONG
            };
            walk.together += usize::from(recent.iter().any(near));
            recent[walk.matches % RECENT] = (place, to);
            walk.matches += 1;
            matched[place] = to;
            previous = Some(to);
            if continues {
                run += 1;
            } else {
                walk.close(run);
                run = 1;
            }
        }
        walk.close(run);
        walk
    }

    /// Takes in a run that has ended.
    fn close(&mut self, length: usize) {
        self.neighbours += length.saturating_sub(1);
        self.longest = self.longest.max(length);
        if length >= RUN {
            self.in_runs += length;
        }
    }
}

/// The place to match, and whether it follows the one before: the next where it is a choice, else
/// the nearest ahead, else the first.
fn choose(choices: &[u16], previous: Option<u16>) -> (u16, bool) {
    let first = choices.first().copied().unwrap_or(NONE);
    let Some(previous) = previous else { return (first, false) };
    let ahead = choices.iter().take(LOOK).copied().filter(|&choice| choice > previous).min();
    (ahead.unwrap_or(first), ahead == Some(previous + 1))
}

/// The share of the matched places of the long text, of `length` terms, that its densest window of
/// one and a half times the short text holds.
pub(super) fn focus(matched: &[u16], length: usize, hits: &mut Vec<u16>) -> f32 {
    let window = (matched.len() * 3 / 2).max(8);
    if window >= length {
        return 1.0;
    }
    hits.clear();
    hits.resize(length, 0);
    let mut total = 0_u32;
    for &place in matched {
        if place != NONE {
            hits[usize::from(place)] += 1;
            total += 1;
        }
    }
    let mut inside: u32 = hits[..window].iter().map(|&hit| u32::from(hit)).sum();
    let mut densest = inside;
    for (&enters, &leaves) in hits[window..].iter().zip(hits.iter()) {
        inside = inside + u32::from(enters) - u32::from(leaves);
        densest = densest.max(inside);
    }
    share(densest, total)
}

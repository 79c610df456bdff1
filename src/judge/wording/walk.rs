//! Walk: through the short text in its order, to see what runs of it the long one has, and in what order.
//!
//! In: the places that a term of the short text meets in the long one. Out: [`Walk`] and, for each
//! shared place of the short text, the place matched. Cost: one step a shared place, with at most
//! [`LOOK`] choices.

use super::join::{Matches, Meetings};

/// A run of this many terms in the same order is wording taken over, not chance.
pub(super) const RUN: usize = 3;
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
#[derive(Default)]
pub(super) struct Walk {
    pub(super) in_runs: usize,
    pub(super) longest: usize,
    /// Matched places, and those that stand after the match before in the long text too.
    pub(super) matches: usize,
    pub(super) ascents: usize,
    pub(super) neighbours: usize,
    /// Neighbouring plain words of the short text that are neighbours in the long one.
    pub(super) plain_neighbours: usize,
    /// Plain words of the short text followed closely by the same shared word in both.
    pub(super) close: usize,
    /// Places that stand near an earlier matched one in both texts, in whatever order.
    pub(super) together: usize,
}

/// The shared place that was walked last.
struct Last {
    place: usize,
    to: u16,
    plain: bool,
}

impl Walk {
    /// Walks the shared places of the short text, matching each so that runs go on where they can.
    /// `places` are those of the long text; `matched` gets where each shared place stands in it.
    pub(super) fn through(meetings: &Meetings, places: &[u16], matched: &mut Vec<u16>) -> Self {
        let Meetings { matches, of_short, .. } = meetings;
        let mut walk = Self::default();
        if matched.len() < matches.len() {
            matched.resize(matches.len(), 0);
        }
        let mut last_plain: Option<(usize, u16)> = None;
        let mut last: Option<Last> = None;
        // At first so far ahead that nothing is near.
        let mut recent = [(usize::MAX / 2, 0); RECENT];
        // Length of the run that ends at the last place.
        let mut run = 0;
        for place in of_short.iter() {
            let Matches { start, count, plain } = matches[place];
            let choices = &places[usize::from(start)..usize::from(start + count)];
            let (to, next) = choose(choices, last.as_ref().map(|last| last.to));
            let continues = next && last.as_ref().is_some_and(|last| last.place + 1 == place);
            if let Some(last) = &last {
                walk.ascents += usize::from(to > last.to);
                walk.plain_neighbours += usize::from(continues && plain && last.plain);
            }
            if plain {
                if let Some((last, last_to)) = last_plain {
                    let step = i32::from(to) - i32::from(last_to);
                    walk.close += usize::from(place - last <= CLOSE && (1..=CLOSE as i32).contains(&step));
                }
                last_plain = Some((place, to));
            }
            // Whether any is near cannot be foretold: all are looked at, and multiplied, not branched.
            let near = |&(at, other): &(usize, u16)| {
                usize::from(place.wrapping_sub(at) <= TOGETHER)
                    * usize::from(other != to)
                    * usize::from(other.abs_diff(to) <= TOGETHER_LONG)
            };
            walk.together += recent.iter().fold(0, |any, last| any | near(last));
            recent[walk.matches % RECENT] = (place, to);
            walk.matches += 1;
            matched[place] = to;
            last = Some(Last { place, to, plain });
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
    // A word that is told once, as most are, leaves no choice.
    if let &[only] = choices {
        return (only, previous.is_some_and(|previous| only == previous + 1));
    }
    let first = choices.first().copied().unwrap_or(0);
    let Some(previous) = previous else { return (first, false) };
    let ahead = choices.iter().take(LOOK).copied().filter(|&choice| choice > previous).min();
    (ahead.unwrap_or(first), ahead == Some(previous + 1))
}

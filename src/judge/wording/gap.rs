//! Gap: the stretch of a text that has the least in common with the other.
//!
//! In: what the plain words of a text weigh up to each place, and which places are shared. Out: a
//! share of its plain words. Cost: one step a shared place. Source: the greatest sum of a contiguous
//! part (Kadane 1977).

use super::places::Places;
use super::weight::share;

/// A shared word outweighs this many times its weight of words that are not.
const SHARED: i32 = 2;

/// The heaviest stretch in which what is not shared outweighs what is, as a share of the plain words.
pub(super) fn gap(before: &[i32], shared: &Places) -> f32 {
    let all = before.last().copied().unwrap_or(0);
    if all == 0 {
        return 0.0;
    }
    let (mut best, mut here, mut from) = (0, 0, 0);
    for place in shared.iter() {
        let (to, after) = (before[place], before[place + 1]);
        // What is not shared only adds, so that the greatest sum is reached where something shared begins.
        here += to - from;
        best = best.max(here);
        here = (here - SHARED * (after - to)).max(0);
        from = after;
    }
    best.max(here + all - from) as f32 / all as f32
}

/// The least and the most that [`gap`] can be where shared plain words weigh `shared` of `all`: the
/// whole text is a stretch, and none has more than what is not shared.
pub(super) fn bounds(shared: u32, all: u32) -> (f32, f32) {
    let apart = all.saturating_sub(shared);
    (share(apart.saturating_sub(SHARED as u32 * shared), all), share(apart, all))
}

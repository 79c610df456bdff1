//! Slots: what stands in the same place of the same phrase, the same or changed.
//!
//! In: the terms of both texts in order, and which places match. Out: [`Slots`]. Cost: one step a
//! matched place. Two issues of a bulletin share their phrases and differ in the slots.

use super::places::Places;
use crate::read::fingerprint::Term;

#[derive(Default)]
pub(super) struct Slots {
    pub(super) numbers_kept: u32,
    pub(super) numbers_changed: u32,
    pub(super) names_kept: u32,
    pub(super) names_changed: u32,
}

/// Whether a term stands for a number, a date or a time.
fn is_number(term: Term) -> bool {
    !term.is_name() && term.rarity().0 == 0
}

/// Looks at the numbers and names of the short text that stand between words matched side by side,
/// and at what the long text has in the same slot of the phrase. `matched` says for each of the
/// `shared` places where it stands in the long text.
pub(super) fn slots(shared: &Places, matched: &[u16], short: &[Term], long: &[Term]) -> Slots {
    let mut slots = Slots::default();
    let at = |place: usize| shared.contains(place).then(|| usize::from(matched[place]));
    for before in shared.iter() {
        let to = usize::from(matched[before]);
        let framed =
            at(before + 2) == Some(to + 2) || (to >= 1 && before >= 1 && at(before - 1) == Some(to - 1));
        if !framed {
            continue;
        }
        let (Some(&term), Some(&other)) = (short.get(before + 1), long.get(to + 1)) else { continue };
        let same = term.key() == other.key();
        if is_number(term) && is_number(other) {
            slots.numbers_kept += u32::from(same);
            slots.numbers_changed += u32::from(!same);
        } else if term.is_name() && other.is_name() {
            slots.names_kept += u32::from(same);
            slots.names_changed += u32::from(!same);
        }
    }
    slots
}

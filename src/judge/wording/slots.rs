//! Slots: what stands in the same place of the same phrase, the same or changed.
//!
//! In: the terms of both texts in order, and which places match. Out: [`Slots`]. Cost: one step a
//! place. Two issues of a bulletin share their phrases and differ in the slots.

use super::walk::NONE;
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
/// and at what the long text has in the same slot of the phrase.
pub(super) fn slots(matched: &[u16], ordered: &[Term], ordered_long: &[Term]) -> Slots {
    let mut slots = Slots::default();
    let at = |place: usize| matched.get(place).copied().filter(|&to| to != NONE).map(usize::from);
    for (place, &term) in ordered.iter().enumerate().skip(1) {
        let number = is_number(term);
        if !number && !term.is_name() {
            continue;
        }
        let Some(slot) = at(place - 1).map(|before| before + 1) else { continue };
        let framed =
            at(place + 1) == Some(slot + 1) || (slot >= 2 && place >= 2 && at(place - 2) == Some(slot - 2));
        let Some(&other) = ordered_long.get(slot).filter(|_| framed) else { continue };
        let same = term.key() == other.key();
        if number && is_number(other) {
            slots.numbers_kept += u32::from(same);
            slots.numbers_changed += u32::from(!same);
        } else if term.is_name() && other.is_name() {
            slots.names_kept += u32::from(same);
            slots.names_changed += u32::from(!same);
        }
    }
    slots
}

//! Weight: what the facts of one document tell beside another document, and how much of it that one has too.
//!
//! In: facts, and what a match is corrected by. Out: [`Side`]. Cost: a step a fact, without a branch; a document
//! weighs its facts once for all others that have the usual number of facts or fewer.

use super::{in_lead, value};
use crate::read::facts::FactKind;
use crate::read::fingerprint::{FactClass, FactPrint, Fingerprint};

/// Facts of a document against which its matches tell what their rarity says.
const USUAL: f32 = 12.0;
/// A number below this that says not what it counts is bare (a score, an item's number), and tells
/// this share of what its form says.
const SMALL: f32 = 100.0;
const BARE: f32 = 0.3;

/// What a fact tells, in quarter bits, where a match is corrected by `chance`.
fn weight(fact: &FactPrint, chance: f32) -> f32 {
    let bare = fact.is(FactKind::Number) && fact.counted().is_none() && value(fact) < SMALL;
    let weight = (f32::from(fact.rarity().0) - chance).max(0.0);
    weight * if bare { BARE } else { 1.0 }
}

/// What the facts of a document tell, in quarter bits.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::judge) struct Weights {
    /// Quantities, ranks and references, and those of them that stand in its lead or title.
    pub(super) all: f32,
    pub(super) lead: f32,
    /// Times of day.
    pub(super) times: f32,
    /// How many ages there are.
    pub(super) ages: u32,
}

impl Weights {
    /// Those of all facts, where a match is corrected by `chance`.
    pub(super) fn of(print: &Fingerprint, chance: f32) -> Self {
        let mut weights = Self::default();
        for fact in &print.facts {
            weights.add(fact, print.lead, weight(fact, chance));
        }
        weights
    }

    /// Adds a fact of this weight.
    #[inline]
    fn add(&mut self, fact: &FactPrint, lead: u16, weight: f32) {
        // Where a fact stands cannot be foretold: multiplied, not branched.
        let if_so = |so: bool| f32::from(u8::from(so));
        let is_time = fact.class() == FactClass::Time;
        let counts = if_so(fact.class() != FactClass::Date && !is_time);
        self.all += weight * counts;
        self.lead += weight * counts * if_so(in_lead(fact, lead));
        self.times += weight * if_so(is_time);
        self.ages += u32::from(fact.is(FactKind::Age));
    }
}

/// A document's facts beside those of another.
pub(super) struct Side<'f> {
    print: &'f Fingerprint,
    /// What a match is corrected by, in quarter bits.
    chance: f32,
    /// What it tells.
    pub(super) all: Weights,
    /// What of it the other document has, a value that is near in part.
    pub(super) shared: Weights,
}

impl<'f> Side<'f> {
    /// For a document whose facts are compared with those of `other`; `alone` is what they weigh where nothing is
    /// corrected.
    pub(super) fn beside(other: &Fingerprint, print: &'f Fingerprint, alone: Weights) -> Self {
        let facts = other.facts.len() as f32;
        let chance = 4.0 * (facts / USUAL).max(1.0).log2();
        let all = if chance > 0.0 { Weights::of(print, chance) } else { alone };
        Self { print, chance, all, shared: Weights::default() }
    }

    pub(super) fn weight(&self, fact: &FactPrint) -> f32 {
        weight(fact, self.chance)
    }

    /// Counts a fact that the other document has, or this much of it.
    pub(super) fn share(&mut self, fact: &FactPrint, found: f32) {
        let weight = self.weight(fact) * found;
        self.shared.add(fact, self.print.lead, weight);
    }

    /// The share of the facts in its lead that the other has; -1 where there is none.
    pub(super) fn lead_share(&self) -> f32 {
        if self.all.lead == 0.0 { -1.0 } else { self.shared.lead / self.all.lead }
    }
}

/// Of the ages of the side that has fewer, the share that the other has; -1 where one has none.
pub(super) fn ages(short: &Side<'_>, long: &Side<'_>) -> f32 {
    let fewer = if short.all.ages <= long.all.ages { short } else { long };
    if fewer.all.ages == 0 { -1.0 } else { fewer.shared.ages as f32 / fewer.all.ages as f32 }
}

//! Evidence: all that a pair of fingerprints shows, as named figures for the model and for people.
//!
//! In: two fingerprints. Out: [`Evidence`], the same for (a, b) and (b, a) but for who is who.
//! Cost: that of its parts, eight to ten microseconds for two look-alikes of 300 words, of which three make both
//! ready (`cargo bench --bench judge`); a document that is [`Held`] is made ready once for all its pairs.

use super::agreement::{self, Agreement};
use super::ready::{Held, Ready};
use super::verdict::Change;
use super::wording::{self, Wording};
use crate::read::fingerprint::Fingerprint;

/// All that a pair shows.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Evidence {
    /// The words.
    pub wording: Wording,
    /// The facts.
    pub facts: Agreement,
    /// Whether the bodies are the same words.
    pub same_content: bool,
    /// Hours between the publications; -1 where one is not known.
    pub hours_apart: f32,
    /// 1 where one of the two is an agency's further take, and not of another outlet; else 0.
    pub further_take: f32,
    /// 1 where both come from one outlet, 0 where from two, -1 where one is not known or it is not
    /// known when: the same outlet again says one thing on the same day and another a month later.
    pub same_outlet: f32,
}

/// Buffers kept from pair to pair, one a thread.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) wording: wording::Scratch,
    facts: agreement::Scratch,
}

impl Evidence {
    /// Compares two fingerprints.
    pub fn of(a: &Fingerprint, b: &Fingerprint, scratch: &mut Scratch) -> Self {
        Self::against(&Ready::from(a).into(), &b.into(), scratch)
    }

    /// Compares a fingerprint that is held, `a`, with another: for who compares one with many.
    pub fn against(a: &Held<'_>, b: &Ready<'_>, scratch: &mut Scratch) -> Self {
        let wording = wording::wording(&a.words, &b.words, &mut scratch.wording);
        Self::beside(wording, a, b, scratch)
    }

    /// All that a pair shows beside its wording, which is found elsewhere.
    pub(super) fn beside(wording: Wording, a: &Held<'_>, b: &Ready<'_>, scratch: &mut Scratch) -> Self {
        let (of_a, of_b) = (a.facts(), b.facts());
        let facts = agreement::agreement(of_a, &a.values, of_b, wording.a_is_short, &mut scratch.facts);
        let (a, b) = (a.print(), b.print());
        let hours_apart = match (a.published, b.published) {
            (Some(a), Some(b)) => a.abs_diff(b) as f32 / 3600.0,
            _ => -1.0,
        };
        let same_outlet = match (a.outlet, b.outlet) {
            (0, _) | (_, 0) => -1.0,
            _ if hours_apart < 0.0 => -1.0,
            (a, b) => f32::from(u8::from(a == b)),
        };
        let takes = a.marks.take() != b.marks.take() && same_outlet != 0.0;
        let further_take = f32::from(u8::from(takes));
        Self { wording, facts, further_take, same_content: a.content == b.content, hours_apart, same_outlet }
    }

    /// The facts that disagree, from `a`'s value to `b`'s, heaviest first, of the pair that this is said of.
    pub(super) fn changes(&self, a: &Held<'_>, b: &Ready<'_>) -> Vec<Change> {
        let a_is_short = self.wording.a_is_short;
        let (short, long) = if a_is_short { (a.facts(), b.facts()) } else { (b.facts(), a.facts()) };
        agreement::changes(short, long, a_is_short)
    }
}

impl Evidence {
    /// Whether one of the two is a further take of the other: of its title, and not of another day or outlet.
    pub(super) fn carries_on(&self) -> bool {
        self.further_take > 0.0 && self.wording.titles >= SAME_TITLE && self.hours_apart <= A_DAY
    }
}

/// Titles that share this much are one, with a number behind it or without.
const SAME_TITLE: f32 = 0.99;
/// Hours within which an agency sends its takes.
const A_DAY: f32 = 24.0;

/// The facts that disagree, from `a`'s value to `b`'s, heaviest first.
pub(crate) fn changes(a: &Fingerprint, b: &Fingerprint) -> Vec<Change> {
    let (a, b) = (Ready::from(a), Ready::from(b));
    let a_is_short = wording::is_short(&a.words, &b.words);
    let (short, long) = if a_is_short { (&a, &b) } else { (&b, &a) };
    agreement::changes(short.facts(), long.facts(), a_is_short)
}

/// A fact or so, in bits.
const FEW: f32 = 8.0;

/// A share of facts that weigh so many bits, shrunk towards none where they are few: two numbers of two are soon met
/// by chance.
fn surely(share: f32, weight: f32) -> f32 {
    share * weight / (weight + FEW)
}

/// The share of the shared plain words' neighbours that are neighbours in both texts.
pub(super) fn contiguity(plain_neighbours: f32, plain_short_in_long: f32) -> f32 {
    plain_neighbours / (plain_short_in_long + 0.1)
}

/// The share of slots that changed, drawn to a half where there are few.
pub(super) fn changed(changed: f32, kept: f32) -> f32 {
    (changed + 0.5) / (changed + kept + 1.0)
}

/// A figure of the evidence; said by itself, and not in a table of functions, it is compiled in its place.
#[inline]
fn figure(evidence: &Evidence, value: impl FnOnce(&Evidence) -> f32) -> f32 {
    value(evidence)
}

macro_rules! features {
    ($($name:literal $monotone:literal $value:expr;)+) => {
        /// How many figures the model reads.
        pub const FEATURES: usize = [$($name),+].len();

        /// Their names, in order.
        pub const NAMES: [&str; FEATURES] = [$($name),+];

        /// How the probability must move with each: 1 up, -1 down, 0 either way.
        pub const MONOTONE: [i8; FEATURES] = [$($monotone),+];

        impl Evidence {
            /// The figures in the order of [`NAMES`].
            pub fn features(&self) -> [f32; FEATURES] {
                [$(figure(self, $value)),+]
            }
        }
    };
}

features! {
    "short_in_long" 1 |e| e.wording.short_in_long;
    "long_in_short" 0 |e| e.wording.long_in_short;
    "weight_short" 0 |e| e.wording.weight_short;
    "length_ratio" 0 |e| e.wording.weight_short / e.wording.weight_long.max(1.0);
    "plain_short_in_long" 1 |e| e.wording.plain_short_in_long;
    "plain_resemblance" 0 |e| e.wording.plain_resemblance;
    "neighbours" 0 |e| e.wording.neighbours;
    "close" 0 |e| e.wording.close;
    "names_short_in_long" 0 |e| e.wording.names_short_in_long;
    "names_long_in_short" 0 |e| e.wording.names_long_in_short;
    "names_missing" 0 |e| e.wording.names_missing;
    "order" 0 |e| e.wording.order;
    "plain_lead_least" 0 |e| e.wording.plain_lead_short.min(e.wording.plain_lead_long);
    "head_short" 0 |e| e.wording.head_short;
    "numbers_changed" -1 |e| e.wording.numbers_changed;
    "numbers_changed_share" 0 |e| changed(e.wording.numbers_changed, e.wording.numbers_kept);
    "names_changed" 0 |e| e.wording.names_changed;
    "names_changed_share" 0 |e| changed(e.wording.names_changed, e.wording.names_kept);
    "gap_short" 0 |e| e.wording.gap_short;
    "gap_long" 0 |e| e.wording.gap_long;
    "titles" 0 |e| e.wording.titles;
    "title_in_body" 0 |e| e.wording.title_in_body;
    "facts_bound" 1 |e| e.facts.bound;
    "facts_shared" 0 |e| e.facts.shared;
    "facts_short_in_long" 0 |e| surely(e.facts.short_in_long, e.facts.weight_short);
    "facts_long_in_short" 0 |e| surely(e.facts.long_in_short, e.facts.weight_long);
    "facts_near" 0 |e| e.facts.near;
    "facts_disagreeing_share" -1 |e| (e.facts.disagreeing + 0.5) / (e.facts.disagreeing + e.facts.agreeing + 1.0);
    "facts_lead_disagreeing" -1 |e| e.facts.lead_disagreeing;
    "days_apart" -1 |e| e.facts.days_apart;
    "facts_missing" 0 |e| e.facts.weight_short * (1.0 - e.facts.short_in_long);
    "facts_missing_long" 0 |e| e.facts.weight_long * (1.0 - e.facts.long_in_short);
    "facts_lead_short_in_long" 0 |e| e.facts.lead_short_in_long;
    "facts_lead_long_in_short" 0 |e| e.facts.lead_long_in_short;
    "dates_shared" 0 |e| e.facts.dates;
    "dates_missing" 0 |e| e.facts.dates_missing;
    "hours_apart" 0 |e| e.hours_apart;
    "together" 0 |e| e.wording.together;
    "common_resemblance" 0 |e| e.wording.common_resemblance;
    "names_behind" 0 |e| e.wording.names_short_in_long - e.wording.plain_short_in_long;
    "contiguity" 0 |e| contiguity(e.wording.plain_neighbours, e.wording.plain_short_in_long);
    "run_share_short" 0 |e| e.wording.run_share_short;
    "plain_lead_long" 0 |e| e.wording.plain_lead_long;
    "weight_long" 0 |e| e.wording.weight_long;
    "facts_disagreeing" 0 |e| e.facts.disagreeing;
    "facts_otherwise" -1 |e| e.facts.otherwise;
    "facts_otherwise_share" -1 |e| changed(e.facts.otherwise, e.facts.alike);
    "days" 0 |e| e.facts.days;
    "first_days" 0 |e| e.facts.first_days;
    "ages" 0 |e| e.facts.ages;
    "same_outlet" 0 |e| e.same_outlet;
    "background_apart" 0 |e| (e.wording.background_short - e.wording.background_long).abs();
    "background_most" 0 |e| e.wording.background_short.max(e.wording.background_long);
    "quoted_short" 0 |e| e.wording.quoted_short;
    "quoted_long" 0 |e| e.wording.quoted_long;
    "further_take" 0 |e| e.further_take;
    "court_apart" 0 |e| (e.wording.court_short - e.wording.court_long).abs();
}

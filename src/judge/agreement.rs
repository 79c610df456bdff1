//! Agreement of facts: which facts two documents share, which contradict, which only one has.
//!
//! In: two fingerprints and the orders of their facts (`Told`). Out: [`Agreement`]. Cost: merge joins by
//! value, by what is counted and by what is told of, each a step a fact. A fact that only one document has
//! is *absent* from the other, and a brief is not blamed for it; what is counted in both and never with one
//! value is *contradicted*.
//!
//! A shared value tells the less, the more values the other document has: among a hundred scores
//! of a sports bulletin some number is met by chance. A fact of `r` bits meets one of `m` by chance
//! with a probability of about `m / 2^r`, so what a match tells is `r - log2(m)`, taken here against
//! the usual number of facts, at which the shipped rarities hold.
//!
//! Source: Fellegi and Sunter 1969 (agreement and disagreement as opposite weights of evidence).
//! Gives up: facts told by other nouns (`vetture`, `automobili`): they agree by value alone.

mod counted;
mod dates;
mod told;
mod values;
mod weight;

pub(super) use counted::changes;
pub(super) use told::Told;
pub(super) use values::Values;

use counted::is_near;
use told::thing_told;
use values::Group;
use weight::Side;

use crate::read::facts::FactKind;
use crate::read::fingerprint::{FactClass, FactPrint, Fingerprint, IN_TITLE};

/// A number that counts something may be a sum from here on.
const LARGE: f32 = 1000.0;
/// A value told twice, once rounded, counts for this share of its weight.
const NEAR: f32 = 0.7;

/// What a pair's facts show; weights in bits, shares of weight `0.0..=1.0`, `short` being the
/// document that the wording found short.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Agreement {
    /// Weight of the short document's quantities, ranks and references.
    pub weight_short: f32,
    /// Weight of the long document's.
    pub weight_long: f32,
    /// Weight of shared values that count the same thing in both.
    pub bound: f32,
    /// Weight of shared values whatever they count, near ones in part.
    pub shared: f32,
    /// Share of the short document's facts that the long one has.
    pub short_in_long: f32,
    /// Share of the long document's facts that the short one has.
    pub long_in_short: f32,
    /// Weight of values that are near each other, one of them rounded or told as `circa`, `oltre`.
    pub near: f32,
    /// Things counted in both documents with one value at least in common.
    pub agreeing: f32,
    /// Things counted in both documents with no value in common.
    pub disagreeing: f32,
    /// Of the things counted in both leads or titles, those with no value in common, less those with one.
    pub lead_disagreeing: f32,
    /// Share of the facts of the short document's lead that the long one has; -1 where it has none.
    pub lead_short_in_long: f32,
    /// Share of the facts of the long document's lead that the short one has; -1 where it has none.
    pub lead_long_in_short: f32,
    /// Weight of shared dates and times.
    pub dates: f32,
    /// Weight of dates and times of the short document that the long one lacks.
    pub dates_missing: f32,
    /// 1 where both documents tell days and share none, -1 where they share one, 0 where one tells none.
    pub days_apart: f32,
    /// Of the days of the document that tells fewer, the share that the other has; -1 where one tells none.
    pub days: f32,
    /// Of the two documents, the share whose first day the other tells too; -1 where one tells none.
    pub first_days: f32,
    /// Values that only the short document tells of a thing, and only the long one, the fewer of both: what one
    /// tells otherwise than the other. Things are what is counted, or a kind: ages, sums, percentages, measures, times.
    pub otherwise: f32,
    /// Values of such things that both tell.
    pub alike: f32,
    /// Of the ages told in the document that tells fewer, the share that the other has; -1 where one tells none.
    pub ages: f32,
}

fn in_lead(fact: &FactPrint, lead: u16) -> bool {
    fact.position() < lead || fact.position() == IN_TITLE
}

fn bits(quarters: f32) -> f32 {
    quarters / 4.0
}

fn share(part: f32, whole: f32) -> f32 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

/// Buffers kept from pair to pair.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Facts of the other document whose value the held one may have.
    likely: Vec<u16>,
    /// The values that both have.
    met: Vec<(Group, Group)>,
    /// For each fact of a side whether the other has it, be it in part.
    found_short: Vec<bool>,
    found_long: Vec<bool>,
    /// The quantities left over on each side once equal values are taken out, with their values.
    short: Vec<(f32, u16)>,
    long: Vec<(f32, u16)>,
}

/// A document's facts, in all their orders.
#[derive(Clone, Copy)]
pub(super) struct Facts<'f> {
    pub(super) print: &'f Fingerprint,
    pub(super) told: &'f Told,
}

/// Compares the facts of a held document, `a`, whose values are given, with those of another.
pub(super) fn agreement(
    a: Facts<'_>,
    values: &Values,
    b: Facts<'_>,
    a_is_short: bool,
    scratch: &mut Scratch,
) -> Agreement {
    let Scratch { likely, met, found_short, found_long, .. } = scratch;
    values.meet(&a.print.facts, &b.print.facts, likely, met);
    let (of_short, of_long) = if a_is_short { (a, b) } else { (b, a) };
    let (short, long) = (of_short.print, of_long.print);
    let mut in_short = Side::beside(long, short, of_short.told.weights);
    let mut in_long = Side::beside(short, long, of_long.told.weights);
    let (mut bound, mut shared, mut alike) = (0.0, 0.0, 0);
    let (x, y) = (&*short.facts, &*long.facts);
    for (found, facts) in [(&mut *found_short, x), (&mut *found_long, y)] {
        found.clear();
        found.resize(facts.len(), false);
    }
    for &(of_a, of_b) in &*met {
        let (of_short, of_long) = if a_is_short { (of_a, of_b) } else { (of_b, of_a) };
        let (group_x, group_y) = (&x[of_short.range()], &y[of_long.range()]);
        let mut pair = None;
        for (fact, found) in group_x.iter().zip(&mut found_short[of_short.range()]) {
            if let Some(other) = group_y.iter().find(|other| are_alike(fact, other)) {
                in_short.share(fact, 1.0);
                *found = true;
                pair = pair.or(Some((fact, other)));
            }
        }
        let Some((p, q)) = pair else { continue };
        for (fact, found) in group_y.iter().zip(&mut found_long[of_long.range()]) {
            if group_x.iter().any(|other| are_alike(other, fact)) {
                in_long.share(fact, 1.0);
                *found = true;
            }
        }
        alike += u32::from(thing_told(p).is_some());
        if !matches!(p.class(), FactClass::Date | FactClass::Time) {
            let weight = in_short.weight(p).min(in_long.weight(q));
            shared += weight;
            if group_x.iter().any(|p| group_y.iter().any(|q| same_thing(p, q))) {
                bound += weight;
            }
        }
    }
    let (near, near_things) = near(of_short, of_long, &mut in_short, &mut in_long, scratch);
    let otherwise = told::otherwise(of_short, of_long, &scratch.found_short, &scratch.found_long);
    let alike = alike + near_things;
    let counted = counted::compare(of_short, of_long);
    let dates = dates::compare(of_short, of_long, |fact| in_short.weight(fact));
    let fewer = dates.days_short.min(dates.days_long);
    let (days_apart, days, first_days) = match (fewer, dates.days_shared) {
        (0, _) => (0.0, -1.0, -1.0),
        (_, shared) => (
            if shared == 0 { 1.0 } else { -1.0 },
            shared.min(fewer) as f32 / fewer as f32,
            dates.first as f32 / 2.0,
        ),
    };
    Agreement {
        weight_short: bits(in_short.all.all),
        weight_long: bits(in_long.all.all),
        bound: bits(bound),
        shared: bits(shared + near),
        short_in_long: share(in_short.shared.all, in_short.all.all),
        long_in_short: share(in_long.shared.all, in_long.all.all),
        near: bits(near),
        agreeing: counted.agreeing as f32,
        disagreeing: counted.disagreeing as f32,
        lead_disagreeing: counted.lead as f32,
        lead_short_in_long: in_short.lead_share(),
        lead_long_in_short: in_long.lead_share(),
        dates: bits(dates.shared + in_short.shared.times),
        dates_missing: bits(dates.weight - dates.shared + in_short.all.times - in_short.shared.times),
        days_apart,
        days,
        first_days,
        otherwise: otherwise as f32,
        alike: alike as f32,
        ages: weight::ages(&in_short, &in_long),
    }
}

/// Whether two facts of one value speak of the same thing: what they count is the same, or they
/// are of one telling kind (a sum, a share, an age) and neither says what is counted, or one is of
/// such a kind and the other leaves it unsaid: `ricavi per 178 milioni di euro`, `per 178 milioni`.
fn same_thing(p: &FactPrint, q: &FactPrint) -> bool {
    let bare = |fact: &FactPrint| fact.is(FactKind::Number) && fact.counted().is_none();
    let tells = |fact: &FactPrint| {
        matches!(fact.kind(), FactKind::Sum | FactKind::Percentage | FactKind::Age | FactKind::Measure)
    };
    p.class() == FactClass::Reference
        || bare(p) && tells(q)
        || tells(p) && bare(q)
        || match (p.counted(), q.counted()) {
            (Some(p), Some(q)) => p == q,
            (None, None) => p.kind() == q.kind() && !p.is(FactKind::Number),
            _ => false,
        }
}

/// Whether two facts of one value may be the same: an age is no sum, and no number of people either. Who writes
/// `3 milioni di investimenti` may leave the currency out; nobody does with 438.
fn are_alike(p: &FactPrint, q: &FactPrint) -> bool {
    let (number, other) = match (p.kind(), q.kind()) {
        (FactKind::Number, FactKind::Number) => return true,
        (FactKind::Number, kind) => (p, kind),
        (kind, FactKind::Number) => (q, kind),
        (one, other) => return one == other,
    };
    number.counted().is_none() || other == FactKind::Sum && value(number) >= LARGE
}

fn value(fact: &FactPrint) -> f32 {
    f32::from_bits(fact.key())
}

/// The quantities of a document that the other does not have, with their values, ascending.
fn left(facts: Facts<'_>, found: &[bool], left: &mut Vec<(f32, u16)>) {
    let quantities = &facts.print.facts[..facts.told.quantities()];
    left.clear();
    left.resize(quantities.len(), (0.0, 0));
    let mut count = 0;
    for ((at, fact), &found) in (0..).zip(quantities).zip(found) {
        left[count] = (value(fact), at);
        count += usize::from(!found);
    }
    left.truncate(count);
}

/// Finds, among what is left over, the quantities that are near one of the other side; gives their weight, and how
/// many of them tell the value of a thing.
fn near(
    of_short: Facts<'_>,
    of_long: Facts<'_>,
    in_short: &mut Side<'_>,
    in_long: &mut Side<'_>,
    scratch: &mut Scratch,
) -> (f32, u32) {
    let Scratch { found_short, found_long, short, long, .. } = scratch;
    left(of_short, found_short, short);
    left(of_long, found_long, long);
    let (x, y) = (&*of_short.print.facts, &*of_long.print.facts);
    let (mut weight, mut things) = (0.0, 0);
    let mut from = 0;
    for &(value, at) in &*short {
        while from < long.len() && long[from].0 < value * 0.9 {
            from += 1;
        }
        let p = &x[usize::from(at)];
        let window = long[from..].iter().take_while(|&&(other, _)| other <= value / 0.9);
        let best = window
            .map(|&(_, at)| (usize::from(at), &y[usize::from(at)]))
            .filter(|&(other, q)| !found_long[other] && are_alike(p, q) && is_near(p, q))
            .max_by_key(|(_, q)| p.rarity().0.min(q.rarity().0));
        if let Some((other, q)) = best {
            weight += NEAR * in_short.weight(p).min(in_short.weight(q));
            things += u32::from(thing_told(p).is_some());
            found_short[usize::from(at)] = true;
            found_long[other] = true;
            in_short.share(p, NEAR);
            in_long.share(q, NEAR);
        }
    }
    (weight, things)
}

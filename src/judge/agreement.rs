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
//! the `USUAL` number of facts, at which the shipped rarities hold.
//!
//! Source: Fellegi and Sunter 1969 (agreement and disagreement as opposite weights of evidence).
//! Gives up: facts told by other nouns (`vetture`, `automobili`): they agree by value alone.

mod counted;
mod dates;
mod told;

pub(super) use counted::changes;
pub(super) use told::Told;

use counted::is_near;
use told::thing_told;

use crate::read::facts::FactKind;
use crate::read::fingerprint::{FactClass, FactPrint, Fingerprint, IN_TITLE};

/// Facts of a document against which its matches tell what their rarity says.
const USUAL: f32 = 12.0;
/// A number below this that says not what it counts is bare (a score, an item's number), and tells
/// this share of what its form says.
const SMALL: f32 = 100.0;
const BARE: f32 = 0.3;
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

#[derive(Default)]
struct Side {
    all: f32,
    shared: f32,
    lead: f32,
    lead_shared: f32,
    times: f32,
    times_shared: f32,
    ages: u32,
    ages_shared: u32,
    /// What a match is corrected by, in quarter bits.
    chance: f32,
}

impl Side {
    /// For a document whose facts are compared with those of `other`.
    fn against(other: &Fingerprint) -> Self {
        let facts = other.facts.len() as f32;
        Self { chance: 4.0 * (facts / USUAL).max(1.0).log2(), ..Self::default() }
    }

    fn weight(&self, fact: &FactPrint) -> f32 {
        let bare = fact.kind() == FactKind::Number && fact.counted().is_none() && value(fact) < SMALL;
        let weight = (f32::from(fact.rarity().0) - self.chance).max(0.0);
        if bare { weight * BARE } else { weight }
    }

    /// Counts a fact, `found` saying how much of it the other document has.
    fn add(&mut self, fact: &FactPrint, lead: u16, found: f32) {
        let weight = self.weight(fact);
        if fact.kind() == FactKind::Age {
            self.ages += 1;
            self.ages_shared += u32::from(found > 0.0);
        }
        match fact.class() {
            FactClass::Date => return,
            FactClass::Time => {
                self.times += weight;
                self.times_shared += weight * found;
                return;
            }
            _ => {}
        }
        self.all += weight;
        self.shared += weight * found;
        if in_lead(fact, lead) {
            self.lead += weight;
            self.lead_shared += weight * found;
        }
    }

    /// Counts the facts that the other document has in part or not at all.
    fn add_rest(&mut self, facts: &[FactPrint], lead: u16, found: &[f32]) {
        for (fact, &found) in facts.iter().zip(found).filter(|&(_, &found)| found < 1.0) {
            self.add(fact, lead, found);
        }
    }

    fn lead_share(&self) -> f32 {
        if self.lead == 0.0 { -1.0 } else { self.lead_shared / self.lead }
    }
}

/// Of the ages of the side that has fewer, the share that the other has; -1 where one has none.
fn ages(short: &Side, long: &Side) -> f32 {
    let fewer = if short.ages <= long.ages { short } else { long };
    if fewer.ages == 0 { -1.0 } else { fewer.ages_shared as f32 / fewer.ages as f32 }
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
    /// For each fact of a side the share of it that the other has.
    found_short: Vec<f32>,
    found_long: Vec<f32>,
    /// The quantities left over on each side once equal values are taken out.
    short: Vec<u16>,
    long: Vec<u16>,
}

impl Scratch {
    fn clear(&mut self, facts_short: usize, facts_long: usize) {
        for (found, facts) in [(&mut self.found_short, facts_short), (&mut self.found_long, facts_long)] {
            found.clear();
            found.resize(facts, 0.0);
        }
        self.short.clear();
        self.long.clear();
    }
}

/// A document's facts, in all their orders.
#[derive(Clone, Copy)]
pub(super) struct Facts<'f> {
    pub(super) print: &'f Fingerprint,
    pub(super) told: &'f Told,
}

/// Compares the facts of two documents.
pub(super) fn agreement(of_short: Facts<'_>, of_long: Facts<'_>, scratch: &mut Scratch) -> Agreement {
    let (short, long) = (of_short.print, of_long.print);
    let (mut in_short, mut in_long) = (Side::against(long), Side::against(short));
    let (mut bound, mut shared, mut alike) = (0.0, 0.0, 0);
    let (x, y) = (&*short.facts, &*long.facts);
    scratch.clear(x.len(), y.len());
    let (mut i, mut j) = (0, 0);
    while let (Some(p), Some(q)) = (x.get(i), y.get(j)) {
        match (p.class(), p.key()).cmp(&(q.class(), q.key())) {
            std::cmp::Ordering::Less => {
                scratch.short.extend(is_quantity(p).then_some(i as u16));
                i += 1;
            }
            std::cmp::Ordering::Greater => {
                scratch.long.extend(is_quantity(q).then_some(j as u16));
                j += 1;
            }
            std::cmp::Ordering::Equal => {
                let (end_i, end_j) = (same_value(x, i), same_value(y, j));
                let (group_x, group_y) = (&x[i..end_i], &y[j..end_j]);
                for fact in group_x {
                    in_short.add(fact, short.lead, 1.0);
                }
                for fact in group_y {
                    in_long.add(fact, long.lead, 1.0);
                }
                scratch.found_short[i..end_i].fill(1.0);
                scratch.found_long[j..end_j].fill(1.0);
                alike += u32::from(thing_told(p).is_some());
                if !matches!(p.class(), FactClass::Date | FactClass::Time) {
                    let weight = in_short.weight(p).min(in_long.weight(q));
                    shared += weight;
                    if group_x.iter().any(|p| group_y.iter().any(|q| same_thing(p, q))) {
                        bound += weight;
                    }
                }
                (i, j) = (end_i, end_j);
            }
        }
    }
    scratch.short.extend((i..x.len()).take_while(|&at| is_quantity(&x[at])).map(|at| at as u16));
    scratch.long.extend((j..y.len()).take_while(|&at| is_quantity(&y[at])).map(|at| at as u16));
    let (near, near_things) = near(x, y, &in_short, scratch);
    in_short.add_rest(x, short.lead, &scratch.found_short);
    in_long.add_rest(y, long.lead, &scratch.found_long);
    let otherwise = told::otherwise(of_short, of_long, &scratch.found_short, &scratch.found_long);
    let alike = alike + near_things;
    let counted = counted::compare(of_short, of_long);
    let dates = dates::compare(short, long, |fact| in_short.weight(fact));
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
        weight_short: bits(in_short.all),
        weight_long: bits(in_long.all),
        bound: bits(bound),
        shared: bits(shared + near),
        short_in_long: share(in_short.shared, in_short.all),
        long_in_short: share(in_long.shared, in_long.all),
        near: bits(near),
        agreeing: counted.agreeing as f32,
        disagreeing: counted.disagreeing as f32,
        lead_disagreeing: counted.lead as f32,
        lead_short_in_long: in_short.lead_share(),
        lead_long_in_short: in_long.lead_share(),
        dates: bits(dates.shared + in_short.times_shared),
        dates_missing: bits(dates.weight - dates.shared + in_short.times - in_short.times_shared),
        days_apart,
        days,
        first_days,
        otherwise: otherwise as f32,
        alike: alike as f32,
        ages: ages(&in_short, &in_long),
    }
}

/// Whether two facts of one value speak of the same thing: what they count is the same, or they
/// are of one telling kind (a sum, a share, an age) and neither says what is counted, or one is of
/// such a kind and the other leaves it unsaid: `ricavi per 178 milioni di euro`, `per 178 milioni`.
fn same_thing(p: &FactPrint, q: &FactPrint) -> bool {
    let bare = |fact: &FactPrint| fact.kind() == FactKind::Number && fact.counted().is_none();
    let tells = |fact: &FactPrint| {
        matches!(fact.kind(), FactKind::Sum | FactKind::Percentage | FactKind::Age | FactKind::Measure)
    };
    p.class() == FactClass::Reference
        || bare(p) && tells(q)
        || tells(p) && bare(q)
        || match (p.counted(), q.counted()) {
            (Some(p), Some(q)) => p == q,
            (None, None) => p.kind() == q.kind() && p.kind() != FactKind::Number,
            _ => false,
        }
}

fn same_value(facts: &[FactPrint], start: usize) -> usize {
    let same = |fact: &&FactPrint| (fact.class(), fact.key()) == (facts[start].class(), facts[start].key());
    start + facts[start..].iter().take_while(same).count()
}

fn value(fact: &FactPrint) -> f32 {
    f32::from_bits(fact.key())
}

fn is_quantity(fact: &FactPrint) -> bool {
    fact.class() == FactClass::Quantity
}

/// Marks, among what is left over, the quantities that are near one of the other side; gives their weight, and how
/// many of them tell the value of a thing.
fn near(x: &[FactPrint], y: &[FactPrint], side: &Side, scratch: &mut Scratch) -> (f32, u32) {
    let Scratch { found_short, found_long, short, long, .. } = scratch;
    let (mut weight, mut things) = (0.0, 0);
    let mut from = 0;
    for &at in &*short {
        let p = &x[usize::from(at)];
        while from < long.len() && value(&y[usize::from(long[from])]) < value(p) * 0.9 {
            from += 1;
        }
        let window = long[from..].iter().map(|&at| (usize::from(at), &y[usize::from(at)]));
        let best = window
            .take_while(|(_, q)| value(q) <= value(p) / 0.9)
            .filter(|&(other, q)| found_long[other] == 0.0 && is_near(p, q))
            .max_by_key(|(_, q)| p.rarity().0.min(q.rarity().0));
        if let Some((other, q)) = best {
            weight += NEAR * side.weight(p).min(side.weight(q));
            things += u32::from(thing_told(p).is_some());
            found_short[usize::from(at)] = NEAR;
            found_long[other] = NEAR;
        }
    }
    (weight, things)
}

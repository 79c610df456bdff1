//! Agreement of facts: which facts two documents share, which contradict, which only one has.
//!
//! In: two fingerprints. Out: [`Agreement`]. Cost: one merge join of the facts, then a look at
//! those left over, `O(f + g)` and `O(l * m)` in the few left-overs, capped. A fact that only one
//! document has is *absent* from the other, and a brief is not blamed for it; a fact is
//! *contradicted* where the other document gives the same counted noun another value. Gives up:
//! facts told by other nouns (`vetture`, `automobili`): they agree by value alone, at less weight.

use super::verdict::Change;
use crate::read::fingerprint::{FactClass, FactPrint, Fingerprint, IN_TITLE};

/// At the most so many left-over facts of a side are compared with those of the other.
const LEFT_OVER: usize = 96;
/// A fact that tells at least this many quarter bits is strong.
const STRONG: u8 = 24;

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
    /// Weight of shared values whatever they count.
    pub shared: f32,
    /// Share of the short document's facts that the long one has.
    pub short_in_long: f32,
    /// Share of the long document's facts that the short one has.
    pub long_in_short: f32,
    /// How many shared facts are strong (6 bits or more).
    pub strong: f32,
    /// Weight of values that are near each other, one of them rounded or told as `circa`, `oltre`.
    pub near: f32,
    /// Weight of contradicted facts: the same noun counted, another value.
    pub contradicted: f32,
    /// The contradicted share of what could agree: contradicted / (contradicted + bound).
    pub contradicted_share: f32,
    /// Share of the facts of the short document's lead that the long one has; -1 where it has none.
    pub lead_short_in_long: f32,
    /// Share of the facts of the long document's lead that the short one has; -1 where it has none.
    pub lead_long_in_short: f32,
    /// Weight of shared dates and times.
    pub dates: f32,
    /// Weight of dates and times of the short document that the long one lacks.
    pub dates_missing: f32,
}

#[derive(Default)]
struct Side {
    all: u32,
    shared: u32,
    lead: u32,
    lead_shared: u32,
    dates: u32,
    dates_shared: u32,
}

impl Side {
    fn add(&mut self, fact: &FactPrint, lead: u16, found: bool) {
        let weight = u32::from(fact.rarity().0);
        let hit = if found { weight } else { 0 };
        if matches!(fact.class(), FactClass::Date | FactClass::Time) {
            self.dates += weight;
            self.dates_shared += hit;
            return;
        }
        self.all += weight;
        self.shared += hit;
        if fact.position() < lead || fact.position() == IN_TITLE {
            self.lead += weight;
            self.lead_shared += hit;
        }
    }

    fn lead_share(&self) -> f32 {
        if self.lead == 0 { -1.0 } else { self.lead_shared as f32 / self.lead as f32 }
    }
}

fn bits(quarters: u32) -> f32 {
    quarters as f32 / 4.0
}

fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// Buffers kept from pair to pair: the facts left over on each side.
#[derive(Debug, Default)]
pub struct Scratch {
    short: Vec<FactPrint>,
    long: Vec<FactPrint>,
    disagree: Vec<(u8, FactPrint, FactPrint)>,
}

/// Compares the facts of two documents.
pub fn agreement(short: &Fingerprint, long: &Fingerprint, scratch: &mut Scratch) -> Agreement {
    let (mut in_short, mut in_long) = (Side::default(), Side::default());
    let (mut bound, mut shared, mut strong) = (0, 0, 0);
    scratch.short.clear();
    scratch.long.clear();
    let (x, y) = (&short.facts, &long.facts);
    let (mut i, mut j) = (0, 0);
    while i < x.len() || j < y.len() {
        let order = match (x.get(i), y.get(j)) {
            (Some(p), Some(q)) => (p.class(), p.key()).cmp(&(q.class(), q.key())),
            (Some(_), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Greater,
        };
        match order {
            std::cmp::Ordering::Less => {
                in_short.add(&x[i], short.lead, false);
                scratch.short.push(x[i]);
                i += 1;
            }
            std::cmp::Ordering::Greater => {
                in_long.add(&y[j], long.lead, false);
                scratch.long.push(y[j]);
                j += 1;
            }
            std::cmp::Ordering::Equal => {
                let (end_i, end_j) = (same_value(x, i), same_value(y, j));
                let (group_x, group_y) = (&x[i..end_i], &y[j..end_j]);
                group_x.iter().for_each(|fact| in_short.add(fact, short.lead, true));
                group_y.iter().for_each(|fact| in_long.add(fact, long.lead, true));
                if !matches!(x[i].class(), FactClass::Date | FactClass::Time) {
                    let weight = x[i].rarity().0.min(y[j].rarity().0);
                    shared += u32::from(weight);
                    strong += u32::from(weight >= STRONG);
                    let same_thing = group_x.iter().any(|p| {
                        p.class() == FactClass::Reference
                            || p.counted().is_some_and(|c| group_y.iter().any(|q| q.counted() == Some(c)))
                    });
                    if same_thing {
                        bound += u32::from(weight);
                    }
                }
                (i, j) = (end_i, end_j);
            }
        }
    }
    let near = near(&scratch.short, &scratch.long);
    contradictions(scratch);
    let contradicted: u32 = scratch.disagree.iter().map(|&(weight, _, _)| u32::from(weight)).sum();
    Agreement {
        weight_short: bits(in_short.all),
        weight_long: bits(in_long.all),
        bound: bits(bound),
        shared: bits(shared),
        short_in_long: share(in_short.shared, in_short.all),
        long_in_short: share(in_long.shared, in_long.all),
        strong: strong as f32,
        near: bits(near),
        contradicted: bits(contradicted),
        contradicted_share: share(contradicted, contradicted + bound),
        lead_short_in_long: in_short.lead_share(),
        lead_long_in_short: in_long.lead_share(),
        dates: bits(in_short.dates_shared),
        dates_missing: bits(in_short.dates - in_short.dates_shared),
    }
}

/// The facts that disagree, heaviest first: what the last call of [`agreement`] found.
pub fn changes(scratch: &Scratch, short_first: bool) -> Vec<Change> {
    let mut disagree = scratch.disagree.clone();
    disagree.sort_by(|p, q| q.0.cmp(&p.0).then_with(|| (p.1, p.2).cmp(&(q.1, q.2))));
    let change = |(_, p, q): (u8, FactPrint, FactPrint)| {
        let (from, to) = if short_first { (p, q) } else { (q, p) };
        Change { kind: from.kind(), from: from.value(), to: to.value() }
    };
    disagree.into_iter().map(change).collect()
}

fn same_value(facts: &[FactPrint], start: usize) -> usize {
    let same = |fact: &&FactPrint| (fact.class(), fact.key()) == (facts[start].class(), facts[start].key());
    start + facts[start..].iter().take_while(same).count()
}

/// Weight of quantities that are one value told twice, once rounded: within a tenth of each other,
/// and one of them not exact or with fewer figures.
fn near(short: &[FactPrint], long: &[FactPrint]) -> u32 {
    let quantities =
        |facts: &[FactPrint]| facts.iter().take_while(|f| f.class() == FactClass::Quantity).count();
    let (short, long) = (&short[..quantities(short)], &long[..quantities(long)]);
    let mut weight = 0;
    let mut from = 0;
    for p in short {
        let value = f32::from_bits(p.key());
        if value < 10.0 {
            continue;
        }
        while from < long.len() && f32::from_bits(long[from].key()) < value * 0.9 {
            from += 1;
        }
        let window = long[from..].iter().take_while(|q| f32::from_bits(q.key()) <= value / 0.9);
        let best = window
            .filter(|q| !p.is_exact() || !q.is_exact() || figures(value) != figures(f32::from_bits(q.key())))
            .map(|q| p.rarity().0.min(q.rarity().0))
            .max();
        weight += u32::from(best.unwrap_or(0));
    }
    weight
}

/// How many significant figures a number is told with.
fn figures(value: f32) -> u32 {
    let mut whole = (f64::from(value) * 1000.0).round() as u64;
    while whole != 0 && whole % 10 == 0 {
        whole /= 10;
    }
    whole.checked_ilog10().map_or(0, |log| log + 1)
}

/// Pairs the left-over facts that count the same thing and have another value.
fn contradictions(scratch: &mut Scratch) {
    let Scratch { short, long, disagree } = scratch;
    disagree.clear();
    let counts = |fact: &&FactPrint| {
        matches!(fact.class(), FactClass::Quantity | FactClass::Rank) && fact.counted().is_some()
    };
    for p in short.iter().filter(counts).take(LEFT_OVER) {
        // The nearest in value is the one that was meant.
        let others = long.iter().take(LEFT_OVER).filter(|q| q.class() == p.class() && q.kind() == p.kind());
        let distance = |q: &FactPrint| f32::from_bits(q.key()).max(1e-9) / f32::from_bits(p.key()).max(1e-9);
        let nearest = others
            .filter(|q| q.counted() == p.counted())
            .min_by(|q, r| distance(q).ln().abs().total_cmp(&distance(r).ln().abs()));
        if let Some(q) = nearest {
            let value = (f32::from_bits(p.key()), f32::from_bits(q.key()));
            let rounded = (value.0 / value.1 - 1.0).abs() <= 0.1 && (!p.is_exact() || !q.is_exact());
            if !rounded {
                disagree.push((p.rarity().0.min(q.rarity().0), *p, *q));
            }
        }
    }
}

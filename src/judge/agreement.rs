//! Agreement of facts: which facts two documents share, which contradict, which only one has.
//!
//! In: two fingerprints. Out: [`Agreement`]. Cost: a merge join by value and one by what is counted,
//! `O(f log f)` in facts. A fact that only one document has is *absent* from the other, and a brief
//! is not blamed for it; what is counted in both and never with one value is *contradicted*.
//!
//! A shared value tells the less, the more values the other document has: among a hundred scores
//! of a sports bulletin some number is met by chance. A fact of `r` bits meets one of `m` by chance
//! with a probability of about `m / 2^r`, so what a match tells is `r - log2(m)`, taken here against
//! the `USUAL` number of facts, at which the shipped rarities hold.
//!
//! Source: Fellegi and Sunter 1969 (agreement and disagreement as opposite weights of evidence).
//! Gives up: facts told by other nouns (`vetture`, `automobili`): they agree by value alone.

mod dates;

use super::verdict::Change;
use crate::read::facts::FactKind;
use crate::read::fingerprint::{FactClass, FactPrint, Fingerprint, IN_TITLE};

/// At the most so many facts of a side are compared by what they count.
const COUNTED: usize = 160;
/// A fact that tells at least this many quarter bits is strong.
const STRONG: u8 = 24;
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
    /// How many shared facts are strong (6 bits or more).
    pub strong: f32,
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
    /// The facts left over on each side once equal values are taken out, with the share found near.
    short: Vec<(FactPrint, f32)>,
    long: Vec<(FactPrint, f32)>,
    /// The facts of each side that count something, by what they count.
    counted_short: Vec<FactPrint>,
    counted_long: Vec<FactPrint>,
    disagree: Vec<(u8, FactPrint, FactPrint)>,
    /// The things of the values that one side alone tells.
    things_short: Vec<(u8, u16)>,
    things_long: Vec<(u8, u16)>,
}

/// Compares the facts of two documents.
pub fn agreement(short: &Fingerprint, long: &Fingerprint, scratch: &mut Scratch) -> Agreement {
    let (mut in_short, mut in_long) = (Side::against(long), Side::against(short));
    let (mut bound, mut shared, mut strong, mut alike) = (0.0, 0.0, 0, 0);
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
                scratch.short.push((x[i], 0.0));
                i += 1;
            }
            std::cmp::Ordering::Greater => {
                scratch.long.push((y[j], 0.0));
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
                alike += u32::from(thing_told(&x[i]).is_some());
                if !matches!(x[i].class(), FactClass::Date | FactClass::Time) {
                    let weight = in_short.weight(&x[i]).min(in_long.weight(&y[j]));
                    shared += weight;
                    strong += u32::from(weight >= f32::from(STRONG));
                    if group_x.iter().any(|p| group_y.iter().any(|q| same_thing(p, q))) {
                        bound += weight;
                    }
                }
                (i, j) = (end_i, end_j);
            }
        }
    }
    let near = near(&mut scratch.short, &mut scratch.long, &in_short);
    scratch.short.iter().for_each(|(fact, found)| in_short.add(fact, short.lead, *found));
    scratch.long.iter().for_each(|(fact, found)| in_long.add(fact, long.lead, *found));
    let (otherwise, alike) = told_otherwise(scratch, alike);
    let counted = compare_counted(short, long, scratch);
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
        strong: strong as f32,
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

/// The thing that a fact tells the value of: its kind, and of plain numbers what they count. `None` for
/// what may be told of many things at once: bare numbers, ranks, dates, references.
fn thing_told(fact: &FactPrint) -> Option<(u8, u16)> {
    match fact.kind() {
        FactKind::Number => fact.counted().map(|counted| (FactKind::Number as u8, counted)),
        kind
        @ (FactKind::Measure | FactKind::Sum | FactKind::Percentage | FactKind::Age | FactKind::Time) => {
            Some((kind as u8, 0))
        }
        _ => None,
    }
}

/// How many values each document alone tells of the same things, the fewer of both, and how many both tell.
fn told_otherwise(scratch: &mut Scratch, equal: u32) -> (u32, u32) {
    let Scratch { short, long, things_short, things_long, .. } = scratch;
    let near = short.iter().filter(|(fact, found)| *found > 0.0 && thing_told(fact).is_some()).count();
    for (facts, things) in [(&*short, &mut *things_short), (&*long, &mut *things_long)] {
        things.clear();
        things
            .extend(facts.iter().filter(|(_, found)| *found == 0.0).filter_map(|(fact, _)| thing_told(fact)));
        things.sort_unstable();
    }
    let (mut i, mut j, mut otherwise) = (0, 0, 0);
    while let (Some(x), Some(y)) = (things_short.get(i), things_long.get(j)) {
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        otherwise += u32::from(x == y);
    }
    (otherwise, equal + near as u32)
}

/// Whether two facts of one value speak of the same thing: what they count is the same, or they
/// are of one telling kind (a sum, a share, an age) and neither says what is counted.
fn same_thing(p: &FactPrint, q: &FactPrint) -> bool {
    p.class() == FactClass::Reference
        || match (p.counted(), q.counted()) {
            (Some(p), Some(q)) => p == q,
            (None, None) => p.kind() == q.kind() && p.kind() != FactKind::Number,
            _ => false,
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

fn value(fact: &FactPrint) -> f32 {
    f32::from_bits(fact.key())
}

/// Whether two quantities may be one told twice, once rounded: within a tenth of each other, and
/// one of them not exact or told with fewer figures.
fn is_near(p: &FactPrint, q: &FactPrint) -> bool {
    let (x, y) = (value(p), value(q));
    let ratio = x / y;
    x >= 10.0
        && (0.9..=1.0 / 0.9).contains(&ratio)
        && (!p.is_exact() || !q.is_exact() || figures(x) != figures(y))
}

/// Marks, among what is left over, the quantities that are near one of the other side, and gives
/// their weight.
fn near(short: &mut [(FactPrint, f32)], long: &mut [(FactPrint, f32)], side: &Side) -> f32 {
    let quantities = |facts: &[(FactPrint, f32)]| {
        facts.iter().take_while(|(fact, _)| fact.class() == FactClass::Quantity).count()
    };
    let (n, m) = (quantities(short), quantities(long));
    let (short, long) = (&mut short[..n], &mut long[..m]);
    let mut weight = 0.0;
    let mut from = 0;
    for (p, found) in short {
        while from < long.len() && value(&long[from].0) < value(p) * 0.9 {
            from += 1;
        }
        let window = long[from..].iter_mut().take_while(|(q, _)| value(q) <= value(p) / 0.9);
        let best = window
            .filter(|(q, taken)| *taken == 0.0 && is_near(p, q))
            .max_by_key(|(q, _)| p.rarity().0.min(q.rarity().0));
        if let Some((q, taken)) = best {
            weight += NEAR * side.weight(p).min(side.weight(q));
            *found = NEAR;
            *taken = NEAR;
        }
    }
    weight
}

/// How many significant figures a number is told with.
fn figures(value: f32) -> u32 {
    let mut whole = (f64::from(value) * 1000.0).round() as u64;
    while whole != 0 && whole.is_multiple_of(10) {
        whole /= 10;
    }
    whole.checked_ilog10().map_or(0, |log| log + 1)
}

#[derive(Default)]
struct Counted {
    agreeing: u32,
    disagreeing: u32,
    lead: i32,
}

/// Compares the values of what both documents count, and notes what disagrees.
fn compare_counted(short: &Fingerprint, long: &Fingerprint, scratch: &mut Scratch) -> Counted {
    let Scratch { counted_short: x, counted_long: y, disagree, .. } = scratch;
    disagree.clear();
    for (facts, side) in [(&short.facts, &mut *x), (&long.facts, &mut *y)] {
        let counts = |fact: &&FactPrint| {
            matches!(fact.class(), FactClass::Quantity | FactClass::Rank) && fact.counted().is_some()
        };
        side.clear();
        side.extend(facts.iter().filter(counts).take(COUNTED));
        side.sort_unstable_by_key(|fact| (fact.counted(), fact.class(), fact.key()));
    }
    let mut found = Counted::default();
    let thing = |fact: &FactPrint| (fact.counted(), fact.class());
    let (mut i, mut j) = (0, 0);
    while i < x.len() && j < y.len() {
        match thing(&x[i]).cmp(&thing(&y[j])) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let end = |facts: &[FactPrint], from: usize| {
                    from + facts[from..].iter().take_while(|fact| thing(fact) == thing(&facts[from])).count()
                };
                let (end_i, end_j) = (end(x, i), end(y, j));
                let (group_x, group_y) = (&x[i..end_i], &y[j..end_j]);
                let agrees =
                    group_x.iter().any(|p| group_y.iter().any(|q| p.key() == q.key() || is_near(p, q)));
                let leads = group_x.iter().any(|fact| in_lead(fact, short.lead))
                    && group_y.iter().any(|fact| in_lead(fact, long.lead));
                if agrees {
                    found.agreeing += 1;
                    found.lead -= i32::from(leads);
                } else {
                    found.disagreeing += 1;
                    found.lead += i32::from(leads);
                    if let Some((p, q)) = nearest(group_x, group_y) {
                        disagree.push((p.rarity().0.min(q.rarity().0), p, q));
                    }
                }
                (i, j) = (end_i, end_j);
            }
        }
    }
    found
}

/// The two values that lie nearest to each other: those that were meant.
fn nearest(x: &[FactPrint], y: &[FactPrint]) -> Option<(FactPrint, FactPrint)> {
    let distance = |p: &FactPrint, q: &FactPrint| (value(p).max(1e-9) / value(q).max(1e-9)).ln().abs();
    let pairs = x.iter().flat_map(|p| y.iter().map(move |q| (*p, *q)));
    pairs.min_by(|(p, q), (r, s)| distance(p, q).total_cmp(&distance(r, s)))
}

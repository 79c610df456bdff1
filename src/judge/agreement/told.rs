//! Told: the facts of one text in the orders in which they are compared.
//!
//! In: a fingerprint. Out: [`Told`]. Cost: two sorts of what tells of a thing, once a document; two bytes
//! for each such fact and order, and 40 for the rest.

use super::Facts;
use super::dates::Days;
use super::weight::Weights;
use crate::read::facts::FactKind;
use crate::read::fingerprint::{FactClass, FactPrint, Fingerprint};

/// At the most so many facts of a text are compared by what they count.
const COUNTED: usize = 160;

/// Places of facts in a fingerprint, sorted.
#[derive(Debug, Clone, Default)]
pub(in crate::judge) struct Told {
    /// Those that count something, by what they count; then those that tell the value of a thing, by thing.
    places: Box<[u16]>,
    counted: u16,
    /// How many quantities there are; they stand first among the facts.
    quantities: u16,
    /// Where its dates stand, and the first day.
    pub(super) days: Days,
    /// What its facts tell, where a match is not corrected by anything.
    pub(super) weights: Weights,
}

impl From<&Fingerprint> for Told {
    fn from(print: &Fingerprint) -> Self {
        let facts = || (0_u16..).zip(&*print.facts);
        let counts = |fact: &FactPrint| {
            matches!(fact.class(), FactClass::Quantity | FactClass::Rank) && fact.counted().is_some()
        };
        let mut places: Vec<u16> = Vec::with_capacity(2 * print.facts.len());
        places.extend(facts().filter(|(_, fact)| counts(fact)).map(|(at, _)| at).take(COUNTED));
        let counted = places.len();
        places.extend(facts().filter(|(_, fact)| thing_told(fact).is_some()).map(|(at, _)| at));
        let fact = |at: u16| &print.facts[usize::from(at)];
        let (by_counted, by_thing) = places.split_at_mut(counted);
        by_counted.sort_unstable_by_key(|&at| (fact(at).counted(), fact(at).class(), fact(at).key(), at));
        by_thing.sort_unstable_by_key(|&at| (thing_told(fact(at)), at));
        let quantities = print.facts.partition_point(|fact| fact.class() <= FactClass::Quantity) as u16;
        Self {
            places: places.into_boxed_slice(),
            counted: counted as u16,
            quantities,
            days: print.into(),
            weights: Weights::of(print, 0.0),
        }
    }
}

impl Told {
    /// The places of facts that count something, by what they count, their class and their value.
    pub(super) fn by_counted(&self) -> &[u16] {
        &self.places[..usize::from(self.counted)]
    }

    /// How many quantities there are; they stand first among the facts.
    pub(super) fn quantities(&self) -> usize {
        usize::from(self.quantities)
    }

    /// The places of facts that tell the value of a thing, by thing.
    fn by_thing(&self) -> &[u16] {
        &self.places[usize::from(self.counted)..]
    }
}

/// The thing that a fact tells the value of: its kind, and of plain numbers what they count. `None` for
/// what may be told of many things at once: bare numbers, ranks, dates, references.
pub(super) fn thing_told(fact: &FactPrint) -> Option<(u8, u16)> {
    match fact.kind() {
        FactKind::Number => fact.counted().map(|counted| (FactKind::Number as u8, counted)),
        kind
        @ (FactKind::Measure | FactKind::Sum | FactKind::Percentage | FactKind::Age | FactKind::Time) => {
            Some((kind as u8, 0))
        }
        _ => None,
    }
}

/// How many values each document alone tells of the same things, the fewer of both; `found` says of a
/// document's facts which the other has, be it in part.
pub(super) fn otherwise(short: Facts<'_>, long: Facts<'_>, found_short: &[bool], found_long: &[bool]) -> u32 {
    let mut in_short = alone(short, found_short);
    let mut in_long = alone(long, found_long);
    let (mut x, mut y, mut otherwise) = (in_short.next(), in_long.next(), 0);
    while let (Some(p), Some(q)) = (x, y) {
        otherwise += u32::from(p == q);
        if p <= q {
            x = in_short.next();
        }
        if q <= p {
            y = in_long.next();
        }
    }
    otherwise
}

/// The things of the values that one document alone tells, ascending.
fn alone<'f>(facts: Facts<'f>, found: &'f [bool]) -> impl Iterator<Item = (u8, u16)> + 'f {
    let places = facts.told.by_thing().iter().map(|&at| usize::from(at));
    places.filter(|&at| !found[at]).filter_map(move |at| thing_told(&facts.print.facts[at]))
}

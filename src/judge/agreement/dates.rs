//! Dates: which dates two documents share, and whether each speaks of the other's first day.
//!
//! In: the dates of two documents. Out: [`Dates`]. Cost: `O(n * m)` in dates, of which a text has a
//! handful and no more than [`MOST`] are looked at. A date is rarely told in full: `il 23 novembre`
//! and `23 novembre 2026` are one where the year of one is not known, and so are `mercoledì 23` and
//! `il 23 novembre`. The day that a text tells first is mostly that of its news; one further down
//! (`dal 1° gennaio`) may stand in every issue of a bulletin.

use super::Facts;
use crate::read::fingerprint::{FactClass, FactPrint, Fingerprint};

/// At the most so many dates of a side are compared.
const MOST: usize = 64;

/// What the dates of a pair show.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Dates {
    /// Weight of the short document's dates, in quarter bits, and of those that the long one has.
    pub(super) weight: f32,
    pub(super) shared: f32,
    /// Days told by either, and how many of the short one's the long one has.
    pub(super) days_short: u32,
    pub(super) days_long: u32,
    pub(super) days_shared: u32,
    /// Of the two documents, how many tell first a day that the other has too.
    pub(super) first: u32,
}

/// A date by its parts, 0 for what is not known.
#[derive(Clone, Copy)]
struct Parts {
    year: u32,
    month: u32,
    day: u32,
}

impl From<&FactPrint> for Parts {
    fn from(fact: &FactPrint) -> Self {
        Self { year: fact.key() >> 9, month: fact.key() >> 5 & 0xf, day: fact.key() & 0x1f }
    }
}

impl Parts {
    /// Whether it says the day and its month.
    fn is_day(self) -> bool {
        self.day != 0 && self.month != 0
    }

    /// Whether both may mean one date: what both know is the same, and they know the day, or the month
    /// of no day.
    fn meets(self, other: Self) -> bool {
        let agree = |a: u32, b: u32| a == 0 || b == 0 || a == b;
        let both_days = self.day != 0 && self.day == other.day;
        let neither = self.day == 0 && other.day == 0 && (self.month == 0) == (other.month == 0);
        (both_days || neither) && agree(self.month, other.month) && agree(self.year, other.year)
    }
}

/// The dates of one document.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Days {
    /// Where they begin and end among its facts.
    start: u16,
    end: u16,
    /// How many of them are days, and where the one stands that is told first.
    count: u16,
    first: Option<u16>,
}

impl From<&Fingerprint> for Days {
    fn from(print: &Fingerprint) -> Self {
        let start = print.facts.partition_point(|fact| fact.class() < FactClass::Date);
        let end = print.facts.partition_point(|fact| fact.class() <= FactClass::Date).min(start + MOST);
        let days = || (start..end).filter(|&at| Parts::from(&print.facts[at]).is_day());
        let first = days().min_by_key(|&at| (print.facts[at].position(), print.facts[at].key()));
        let (start, end) = (start as u16, end as u16);
        Self { start, end, count: days().count() as u16, first: first.map(|at| at as u16) }
    }
}

fn dates(facts: Facts<'_>) -> &[FactPrint] {
    let Days { start, end, .. } = facts.told.days;
    &facts.print.facts[usize::from(start)..usize::from(end)]
}

/// Compares the dates of two documents; `weight` says what one tells.
pub(super) fn compare(short: Facts<'_>, long: Facts<'_>, weight: impl Fn(&FactPrint) -> f32) -> Dates {
    let (x, y) = (dates(short), dates(long));
    let among = |fact: &FactPrint, others: &[FactPrint]| {
        others.iter().any(|other| Parts::from(fact).meets(Parts::from(other)))
    };
    let days = |facts: Facts<'_>| u32::from(facts.told.days.count);
    let mut found = Dates { days_short: days(short), days_long: days(long), ..Dates::default() };
    for fact in x {
        let shared = among(fact, y);
        found.weight += weight(fact);
        found.shared += if shared { weight(fact) } else { 0.0 };
        found.days_shared += u32::from(shared && Parts::from(fact).is_day());
    }
    for (one, others) in [(short, y), (long, x)] {
        let first = one.told.days.first.map(|at| &one.print.facts[usize::from(at)]);
        found.first += u32::from(first.is_some_and(|day| among(day, others)));
    }
    found
}

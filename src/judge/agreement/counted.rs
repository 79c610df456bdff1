//! Counted: of the things that both documents count, which have one value and which have others.
//!
//! In: the facts of two documents. Out: [`Counted`], or the values that disagree. Cost: a merge join by what
//! is counted.

use super::{Facts, in_lead, value};
use crate::judge::verdict::Change;
use crate::read::fingerprint::{FactClass, FactPrint};

#[derive(Default)]
pub(super) struct Counted {
    /// Things with one value at least in common.
    pub(super) agreeing: u32,
    /// Things with none.
    pub(super) disagreeing: u32,
    /// Of the things counted in both leads, those with none in common less those with one.
    pub(super) lead: i32,
}

/// The facts that disagree, heaviest first; from the short document's value to the long one's, or the other way.
pub(in crate::judge) fn changes(short: Facts<'_>, long: Facts<'_>, short_first: bool) -> Vec<Change> {
    let mut disagree: Vec<(u8, &FactPrint, &FactPrint)> = Vec::new();
    things(short, long, |thing| {
        if let (false, Some((p, q))) = (thing.agrees(), thing.nearest()) {
            disagree.push((p.rarity().0.min(q.rarity().0), p, q));
        }
    });
    disagree.sort_by(|p, q| q.0.cmp(&p.0).then_with(|| (p.1, p.2).cmp(&(q.1, q.2))));
    let change = |(_, p, q): (u8, &FactPrint, &FactPrint)| {
        let (from, to) = if short_first { (p, q) } else { (q, p) };
        Change { kind: from.kind(), from: from.value(), to: to.value() }
    };
    disagree.into_iter().map(change).collect()
}

/// What a fact counts. Ranks and quantities are things apart.
fn thing(fact: &FactPrint) -> (Option<u16>, FactClass) {
    (fact.counted(), fact.class())
}

/// Compares the values of what both documents count.
pub(super) fn compare(short: Facts<'_>, long: Facts<'_>) -> Counted {
    let mut found = Counted::default();
    things(short, long, |thing| {
        let leads = i32::from(thing.in_leads());
        if thing.agrees() {
            found.agreeing += 1;
            found.lead -= leads;
        } else {
            found.disagreeing += 1;
            found.lead += leads;
        }
    });
    found
}

/// A thing that two documents count, with the places of its values in each.
struct Thing<'f> {
    short: Facts<'f>,
    long: Facts<'f>,
    of_short: &'f [u16],
    of_long: &'f [u16],
}

/// Shows each thing that both documents count.
fn things<'f>(short: Facts<'f>, long: Facts<'f>, mut see: impl FnMut(Thing<'f>)) {
    let (x, y) = (short.told.by_counted(), long.told.by_counted());
    let in_short = |&at: &u16| thing(&short.print.facts[usize::from(at)]);
    let in_long = |&at: &u16| thing(&long.print.facts[usize::from(at)]);
    let (mut i, mut j) = (0, 0);
    while i < x.len() && j < y.len() {
        let (p, q) = (in_short(&x[i]), in_long(&y[j]));
        match p.cmp(&q) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let end_i = i + x[i..].iter().take_while(|at| in_short(at) == p).count();
                let end_j = j + y[j..].iter().take_while(|at| in_long(at) == p).count();
                see(Thing { short, long, of_short: &x[i..end_i], of_long: &y[j..end_j] });
                (i, j) = (end_i, end_j);
            }
        }
    }
}

impl<'f> Thing<'f> {
    /// Its values in the short document, and in the long one.
    fn values(
        &self,
    ) -> (impl Iterator<Item = &'f FactPrint> + Clone, impl Iterator<Item = &'f FactPrint> + Clone) {
        let of =
            |facts: Facts<'f>, at: &'f [u16]| at.iter().map(move |&at| &facts.print.facts[usize::from(at)]);
        (of(self.short, self.of_short), of(self.long, self.of_long))
    }

    /// Whether a value is the same in both.
    fn agrees(&self) -> bool {
        let (mut short, long) = self.values();
        short.any(|p| long.clone().any(|q| p.key() == q.key() || is_near(p, q)))
    }

    /// Whether both leads tell of it.
    fn in_leads(&self) -> bool {
        let (mut short, mut long) = self.values();
        short.any(|fact| in_lead(fact, self.short.print.lead))
            && long.any(|fact| in_lead(fact, self.long.print.lead))
    }

    /// The two values that lie nearest to each other: those that were meant.
    fn nearest(&self) -> Option<(&'f FactPrint, &'f FactPrint)> {
        let (short, long) = self.values();
        let pairs = short.flat_map(|p| long.clone().map(move |q| (p, q)));
        let distance = |p: &FactPrint, q: &FactPrint| (value(p).max(1e-9) / value(q).max(1e-9)).ln().abs();
        pairs.min_by(|(p, q), (r, s)| distance(p, q).total_cmp(&distance(r, s)))
    }
}

/// Whether two quantities may be one told twice, once rounded: within a tenth of each other, and
/// one of them not exact or told with fewer figures.
pub(super) fn is_near(p: &FactPrint, q: &FactPrint) -> bool {
    let (x, y) = (value(p), value(q));
    let ratio = x / y;
    x >= 10.0
        && (0.9..=1.0 / 0.9).contains(&ratio)
        && (!p.is_exact() || !q.is_exact() || figures(x) != figures(y))
}

/// How many significant figures a number is told with.
fn figures(value: f32) -> u32 {
    let mut whole = (f64::from(value) * 1000.0).round() as u64;
    while whole != 0 && whole.is_multiple_of(10) {
        whole /= 10;
    }
    whole.checked_ilog10().map_or(0, |log| log + 1)
}

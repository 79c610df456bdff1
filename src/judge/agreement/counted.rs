//! Counted: of the things that both documents count, which have one value and which have others.
//!
//! In: the facts of two documents. Out: [`Counted`], and the pairs of values that disagree. Cost: a merge
//! join by what is counted.

use super::{Facts, Scratch, in_lead, value};
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

/// The facts that disagree, heaviest first: what the last comparison found.
pub fn changes(scratch: &Scratch, short_first: bool) -> Vec<Change> {
    let mut disagree = scratch.disagree.clone();
    disagree.sort_by(|p, q| q.0.cmp(&p.0).then_with(|| (p.1, p.2).cmp(&(q.1, q.2))));
    let change = |(_, p, q): (u8, FactPrint, FactPrint)| {
        let (from, to) = if short_first { (p, q) } else { (q, p) };
        Change { kind: from.kind(), from: from.value(), to: to.value() }
    };
    disagree.into_iter().map(change).collect()
}

/// What a fact counts. Ranks and quantities are things apart.
fn thing(fact: &FactPrint) -> (Option<u16>, FactClass) {
    (fact.counted(), fact.class())
}

/// Compares the values of what both documents count, and notes what disagrees, with its weight in quarter bits.
pub(super) fn compare(
    short: Facts<'_>,
    long: Facts<'_>,
    disagree: &mut Vec<(u8, FactPrint, FactPrint)>,
) -> Counted {
    disagree.clear();
    let (x, y) = (short.told.by_counted(), long.told.by_counted());
    let in_short = |&at: &u16| &short.print.facts[usize::from(at)];
    let in_long = |&at: &u16| &long.print.facts[usize::from(at)];
    let mut found = Counted::default();
    let (mut i, mut j) = (0, 0);
    while i < x.len() && j < y.len() {
        let (p, q) = (thing(in_short(&x[i])), thing(in_long(&y[j])));
        match p.cmp(&q) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let end_i = i + x[i..].iter().take_while(|at| thing(in_short(at)) == p).count();
                let end_j = j + y[j..].iter().take_while(|at| thing(in_long(at)) == p).count();
                let of_short = || x[i..end_i].iter().map(in_short);
                let of_long = || y[j..end_j].iter().map(in_long);
                let agrees = of_short().any(|p| of_long().any(|q| p.key() == q.key() || is_near(p, q)));
                let leads = of_short().any(|fact| in_lead(fact, short.print.lead))
                    && of_long().any(|fact| in_lead(fact, long.print.lead));
                if agrees {
                    found.agreeing += 1;
                    found.lead -= i32::from(leads);
                } else {
                    found.disagreeing += 1;
                    found.lead += i32::from(leads);
                    let pairs = of_short().flat_map(|p| of_long().map(move |q| (*p, *q)));
                    if let Some((p, q)) = nearest(pairs) {
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
fn nearest(pairs: impl Iterator<Item = (FactPrint, FactPrint)>) -> Option<(FactPrint, FactPrint)> {
    let distance = |p: &FactPrint, q: &FactPrint| (value(p).max(1e-9) / value(q).max(1e-9)).ln().abs();
    pairs.min_by(|(p, q), (r, s)| distance(p, q).total_cmp(&distance(r, s)))
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

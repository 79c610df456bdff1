//! Facts: which of two documents' facts agree, disagree, and stand on one side only.
//!
//! In: the facts that two documents tell and the alignment of their texts. Out: each fact in one of
//! four lists. Cost: `O(f * g)` in the facts of both.
//!
//! Two facts *agree* that give one value to one thing: the surest pairs are taken first, a fact
//! once. Of what is left, two *disagree* that have another value and stand in the same place of a
//! shared passage or of the short gap between two, or count the same noun. The rest stands on one
//! side only.

use std::cmp::Reverse;

use super::{FactPair, Part, Place, ToldFact};
use crate::judge::align::{Alignment, Change, Passage};
use crate::read::facts::{FactKind, FactValue, Precision};
use crate::read::rarity::Rarity;

/// A value that tells at least this much (6 bits: three figures or more) is the same fact under
/// another noun too; a smaller one may be the same by chance.
const TELLING: Rarity = Rarity(24);

/// Between two shared passages so many bytes, a sentence, are still one place.
const SHORT_GAP: usize = 160;

/// The facts of two documents, sorted out.
#[derive(Debug, Default)]
pub(super) struct Compared {
    pub(super) agree: Vec<FactPair>,
    pub(super) disagree: Vec<FactPair>,
    pub(super) only_a: Vec<ToldFact>,
    pub(super) only_b: Vec<ToldFact>,
}

/// How surely two facts are one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grade {
    /// About one value of one thing, one of them rounded; or a telling value of something else.
    Near,
    /// One value, and one side does not say of what; or one name within another.
    Likely,
    /// One value of one thing.
    Sure,
}

/// Sorts out the facts of two documents.
pub(super) fn compare(a: Vec<ToldFact>, b: Vec<ToldFact>, alignment: &Alignment) -> Compared {
    let mut compared = Compared::default();
    let (a, b) = agreements(a, b, &mut compared.agree);
    let (mut a, mut b): (Vec<_>, Vec<_>) = (wrap(a), wrap(b));
    for change in alignment.passages.iter().flat_map(|passage| &passage.changes) {
        in_one_place(&mut a, &mut b, change, true, &mut compared.disagree);
    }
    for change in gaps(alignment) {
        in_one_place(&mut a, &mut b, &change, false, &mut compared.disagree);
    }
    other_values(&mut a, &mut b, &mut compared.disagree);
    compared.only_a = a.into_iter().flatten().collect();
    compared.only_b = b.into_iter().flatten().collect();
    for list in [&mut compared.agree, &mut compared.disagree] {
        list.sort_by_key(|pair| Reverse(pair.rarity()));
    }
    for list in [&mut compared.only_a, &mut compared.only_b] {
        list.sort_by_key(|fact| Reverse(fact.rarity));
    }
    compared
}

/// Facts still to be sorted out; one that was is `None`.
type Left = Vec<Option<ToldFact>>;

fn wrap(facts: Vec<ToldFact>) -> Left {
    facts.into_iter().map(Some).collect()
}

/// Takes the pairs that agree, the surest first; returns what is left of both.
fn agreements(
    a: Vec<ToldFact>,
    b: Vec<ToldFact>,
    agree: &mut Vec<FactPair>,
) -> (Vec<ToldFact>, Vec<ToldFact>) {
    let mut likely = Vec::new();
    for (i, one) in a.iter().enumerate() {
        likely.extend(
            b.iter().enumerate().filter_map(|(j, other)| grade(one, other).map(|g| (Reverse(g), i, j))),
        );
    }
    likely.sort_unstable();
    // For each fact the pair that it went into.
    let (mut pair_of_a, mut pair_of_b) = (vec![None; a.len()], vec![None; b.len()]);
    let mut pairs = 0;
    let mut more = Vec::new();
    for &(grade, i, j) in &likely {
        match (pair_of_a[i], pair_of_b[j]) {
            (None, None) => {
                (pair_of_a[i], pair_of_b[j]) = (Some(pairs), Some(pairs));
                pairs += 1;
            }
            // The same fact told a second time in other words belongs to the first.
            _ if grade.0 >= Grade::Likely => more.push((i, j)),
            _ => {}
        }
    }
    for (i, j) in more {
        match (pair_of_a[i], pair_of_b[j]) {
            (None, pair @ Some(_)) => pair_of_a[i] = pair,
            (pair @ Some(_), None) => pair_of_b[j] = pair,
            _ => {}
        }
    }
    let (in_a, left_a) = gather(a, &pair_of_a, pairs);
    let (in_b, left_b) = gather(b, &pair_of_b, pairs);
    let both = in_a.into_iter().zip(in_b);
    agree.extend(both.filter_map(|(a, b)| Some(FactPair { a: a?, b: b? })));
    (left_a, left_b)
}

/// The facts of one side by the pair that they went into, and those that went into none.
fn gather(
    facts: Vec<ToldFact>,
    pair_of: &[Option<usize>],
    pairs: usize,
) -> (Vec<Option<ToldFact>>, Vec<ToldFact>) {
    let mut paired: Vec<Option<ToldFact>> = Vec::new();
    paired.resize_with(pairs, || None);
    let mut left = Vec::new();
    for (mut fact, pair) in facts.into_iter().zip(pair_of) {
        let Some(place) = pair.and_then(|pair| paired.get_mut(pair)) else {
            left.push(fact);
            continue;
        };
        match place {
            None => *place = Some(fact),
            Some(first) => {
                first.places.append(&mut fact.places);
                first.places.sort_by_key(Place::order);
            }
        }
    }
    (paired, left)
}

/// How surely two facts are one; `None` where they are two.
fn grade(a: &ToldFact, b: &ToldFact) -> Option<Grade> {
    if a.kind != b.kind || a.unit != b.unit {
        // `ricavi per 178 milioni di euro`, `per 178 milioni`: one leaves out what the other says.
        let elided = leaves_unit_out(a, b) || leaves_unit_out(b, a);
        return (elided && same_value(a.value, b.value)).then_some(Grade::Likely);
    }
    if a.kind == FactKind::Name {
        let within = |one: &ToldFact, other: &ToldFact| one.parts.iter().all(|p| other.parts.contains(p));
        return match (within(a, b), within(b, a)) {
            (true, true) => Some(Grade::Sure),
            (false, false) => None,
            _ => Some(Grade::Likely),
        };
    }
    let of_one_thing = a.counted == b.counted;
    let of_something = a.counted.is_some() && b.counted.is_some();
    if !same_value(a.value, b.value) {
        let near = (of_one_thing || !of_something) && is_rounded(a, b);
        return near.then_some(Grade::Near);
    }
    if of_one_thing {
        Some(Grade::Sure)
    } else if !of_something {
        Some(Grade::Likely)
    } else {
        (a.rarity.min(b.rarity) >= TELLING).then_some(Grade::Near)
    }
}

/// Whether the first of two quantities is a bare number, and the other says that it is a sum, a share, an age
/// or a measure.
fn leaves_unit_out(bare: &ToldFact, other: &ToldFact) -> bool {
    let tells =
        matches!(other.kind, FactKind::Sum | FactKind::Percentage | FactKind::Age | FactKind::Measure);
    bare.kind == FactKind::Number && bare.counted.is_none() && tells
}

fn same_value(a: FactValue, b: FactValue) -> bool {
    match (a, b) {
        (FactValue::Quantity(a), FactValue::Quantity(b)) => (a - b).abs() <= 1e-6 * a.abs().max(b.abs()),
        (
            FactValue::Date { year: y1, month: m1, day: d1 },
            FactValue::Date { year: y2, month: m2, day: d2 },
        ) => {
            // What one leaves out the other may say: 14 settembre, 14 settembre 2026.
            let agrees = |a: Option<i32>, b: Option<i32>| a.is_none() || b.is_none() || a == b;
            let (y, m, d) = (
                (y1.map(i32::from), y2.map(i32::from)),
                (m1.map(i32::from), m2.map(i32::from)),
                (d1.map(i32::from), d2.map(i32::from)),
            );
            let both = [y, m, d].iter().filter(|(a, b)| a.is_some() && b.is_some()).count();
            a == b || (both >= 2 && [y, m, d].iter().all(|&(a, b)| agrees(a, b)))
        }
        _ => a == b,
    }
}

/// Whether one of two quantities is the other rounded: it alone is told as `circa` or `oltre` and
/// they lie within a tenth, or it is what the other is to so many figures, two or more and at least
/// two fewer.
fn is_rounded(a: &ToldFact, b: &ToldFact) -> bool {
    let (FactValue::Quantity(x), FactValue::Quantity(y)) = (a.value, b.value) else { return false };
    if x <= 0.0 || y <= 0.0 {
        return false;
    }
    // Of two that are both told roughly and differ, neither rounds the other.
    let inexact = (a.precision == Precision::Exact) != (b.precision == Precision::Exact);
    let (figures_x, figures_y) = (figures(x), figures(y));
    let (rough, fine, kept, all) =
        if figures_x < figures_y { (x, y, figures_x, figures_y) } else { (y, x, figures_y, figures_x) };
    (inexact && (x / y - 1.0).abs() <= 0.1) || (kept >= 2 && all >= kept + 2 && same_to(rough, fine, kept))
}

/// How many figures a number is told with: 3 of 1,28 and of 12.800.
fn figures(value: f64) -> usize {
    let told = format!("{value:.9e}");
    let digits = told.split('e').next().unwrap_or_default().trim_end_matches('0');
    digits.bytes().filter(u8::is_ascii_digit).count()
}

fn same_to(rough: f64, fine: f64, figures: usize) -> bool {
    let to = figures.saturating_sub(1);
    format!("{rough:.to$e}") == format!("{fine:.to$e}")
}

/// The short gaps between two passages that follow each other in both texts: what stands there was
/// changed too, by more than a passage grows across.
fn gaps(alignment: &Alignment) -> Vec<Change> {
    let mut passages: Vec<_> = alignment.passages.iter().collect();
    passages.sort_by_key(|passage| passage.b.start);
    let mut in_order: Vec<_> = passages.into_iter().enumerate().collect();
    in_order.sort_by_key(|(_, passage)| passage.a.start);
    let gap = |pair: &[(usize, &Passage)]| match pair {
        [(rank, before), (next, after)] if *next == rank + 1 => {
            let change = Change { a: before.a.end..after.a.start, b: before.b.end..after.b.start };
            (change.a.len().max(change.b.len()) <= SHORT_GAP).then_some(change)
        }
        _ => None,
    };
    in_order.windows(2).filter_map(gap).collect()
}

/// Takes the pairs of one kind that stand where a text was changed. Names are looked at only where
/// the place is so narrow that one must stand for the other.
fn in_one_place(a: &mut Left, b: &mut Left, change: &Change, names: bool, disagree: &mut Vec<FactPair>) {
    let stands = |fact: &ToldFact, range: &std::ops::Range<usize>| {
        let meets = |place: &Place| {
            place.part == Part::Text && place.range.start < range.end && range.start < place.range.end
        };
        fact.places.iter().any(meets)
    };
    for one in a.iter_mut().filter(|one| one.as_ref().is_some_and(|fact| stands(fact, &change.a))) {
        let Some((kind, unit)) = one.as_ref().map(|fact| (fact.kind, fact.unit)) else { continue };
        if kind == FactKind::Name && !names {
            continue;
        }
        let like = |fact: &ToldFact| fact.kind == kind && fact.unit == unit && stands(fact, &change.b);
        let other = b.iter_mut().find(|other| other.as_ref().is_some_and(like));
        if let Some(other) = other {
            disagree.extend(take(one, other));
        }
    }
}

/// Takes the pairs that count one noun and have another value, the nearest first.
fn other_values(a: &mut Left, b: &mut Left, disagree: &mut Vec<FactPair>) {
    let mut apart = Vec::new();
    for (i, one) in a.iter().enumerate() {
        for (j, other) in b.iter().enumerate() {
            let (Some(one), Some(other)) = (one, other) else { continue };
            let of_one_thing = one.counted.is_some() && one.counted == other.counted;
            if let (FactValue::Quantity(x), FactValue::Quantity(y)) = (one.value, other.value)
                && of_one_thing
                && (one.kind, one.unit) == (other.kind, other.unit)
            {
                apart.push(((x.abs().max(1e-9) / y.abs().max(1e-9)).ln().abs(), i, j));
            }
        }
    }
    apart.sort_by(|p, q| p.0.total_cmp(&q.0).then_with(|| (p.1, p.2).cmp(&(q.1, q.2))));
    for (_, i, j) in apart {
        if let (Some(one), Some(other)) = (a.get_mut(i), b.get_mut(j)) {
            disagree.extend(take(one, other));
        }
    }
}

/// Takes both, if both are still there.
fn take(a: &mut Option<ToldFact>, b: &mut Option<ToldFact>) -> Option<FactPair> {
    if a.is_none() || b.is_none() {
        return None;
    }
    Some(FactPair { a: a.take()?, b: b.take()? })
}

//! Titles: what one document's title has of the other's, and of the other's body.
//!
//! In: two fingerprints. Out: shares by rarity, -1 where a title is missing. Cost: a merge of the
//! titles, and a search in the body for each term of a title.

use super::weight::share;
use crate::read::fingerprint::{Fingerprint, Term};

fn weight(term: Term) -> u32 {
    u32::from(term.rarity().0)
}

/// The share of the smaller title that the other title has.
pub(super) fn titles(a: &Fingerprint, b: &Fingerprint) -> f32 {
    if a.title.is_empty() || b.title.is_empty() {
        return -1.0;
    }
    let all = |terms: &[Term]| terms.iter().copied().map(weight).sum::<u32>();
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while let (Some(&x), Some(&y)) = (a.title.get(i), b.title.get(j)) {
        if x.key() == y.key() {
            shared += weight(x).min(weight(y));
        }
        i += usize::from(x.key() <= y.key());
        j += usize::from(y.key() <= x.key());
    }
    share(shared, all(&a.title).min(all(&b.title))).min(1.0)
}

/// The share of a document's title that stands in a body, `contains` saying which keys do.
pub(super) fn title_in_body(of: &Fingerprint, contains: impl Fn(u32) -> bool) -> f32 {
    if of.title.is_empty() {
        return -1.0;
    }
    let (mut found, mut all) = (0, 0);
    for &term in &of.title {
        all += weight(term);
        found += weight(term) * u32::from(contains(term.key()));
    }
    share(found, all)
}

/// Whether a body has a key.
pub(super) fn contains(body: &Fingerprint, key: u32) -> bool {
    let at = body.terms.partition_point(|other| other.key() < key);
    body.terms.get(at).is_some_and(|other| other.key() == key)
}

//! Source: which member of a cluster the others trace, and how each of them traces it.
//!
//! In: the fingerprints of a cluster's members. Out: the place of the source among them. Cost:
//! `O(m)`. The order of preference, first difference decides:
//!
//! 1. a member that corrects or updates another is not the source while another can be;
//! 2. a roundup is not the source while another member can be;
//! 3. the time of publication, where all contenders have one: who was first;
//! 4. a further take of an agency is not the source while another member can be;
//! 5. completeness: the most words that tell, site furniture counting against, a press office's
//!    contacts and an agency's signature for;
//! 6. the content hash, then the id, so that it never depends on the order of arrival.
//!
//! Gives up: a first text that never reached us; the member closest to it stands for it.

use std::borrow::Borrow;
use std::cmp::{Ordering, Reverse};

use super::stock;
use crate::document::DocumentId;
use crate::judge::evidence::Scratch;
use crate::judge::verdict::{Change, Relation};
use crate::read::fingerprint::Fingerprint;

/// How much of a text a sign of its origin is worth, in terms.
const CONTACT: i64 = 40;
const AGENCY: i64 = 15;
const SITE: i64 = -30;
const TRUNCATED: i64 = -60;

/// The place, within `members`, of the source; members are positions in `prints` and `roundups`, in the order
/// of their ids, and there is at least one.
pub(crate) fn source(members: &[u32], prints: &[impl Borrow<Fingerprint>], roundups: &[bool]) -> usize {
    let print = |member: u32| -> &Fingerprint { prints[member as usize].borrow() };
    let dated = members.iter().all(|&member| print(member).published.is_some());
    let key = |member: u32| {
        let print = print(member);
        let time = if dated { print.published.unwrap_or(i64::MAX) } else { 0 };
        (
            print.marks.correction(),
            roundups[member as usize],
            time,
            print.marks.take(),
            Reverse(completeness(print)),
            print.content,
        )
    };
    (0..members.len()).min_by_key(|&place| key(members[place])).unwrap_or(0)
}

fn completeness(print: &Fingerprint) -> i64 {
    let marks = print.marks;
    let sign = |is: bool, worth: i64| if is { worth } else { 0 };
    print.terms.len() as i64
        + sign(marks.contact(), CONTACT)
        + sign(marks.agency(), AGENCY)
        + sign(marks.site(), SITE)
        + sign(marks.truncated(), TRUNCATED)
}

/// By what the members of a cluster are ordered after the source: probability, wording, id.
pub(crate) type Closeness<'m> = (f32, f32, &'m DocumentId);

/// The closest to the source first.
pub(crate) fn by_closeness(a: Closeness<'_>, b: Closeness<'_>) -> Ordering {
    b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(b.2))
}

/// How a member of a cluster traces its source.
pub(crate) struct Trace {
    pub(crate) relation: Relation,
    pub(crate) probability: f32,
    pub(crate) wording: f32,
    pub(crate) facts: f32,
    pub(crate) own: f32,
    /// Only of what was updated.
    pub(crate) changes: Vec<Change>,
}

impl Trace {
    /// Of a source or a document alone: all its own.
    pub(crate) fn itself(relation: Relation) -> Self {
        Self { relation, probability: 1.0, wording: 1.0, facts: 1.0, own: 0.0, changes: Vec::new() }
    }

    /// Of another member.
    pub(crate) fn of(source: &Fingerprint, member: &Fingerprint, scratch: &mut Scratch) -> Self {
        let verdict = stock::verdict(source, member, scratch);
        Self {
            relation: verdict.relation,
            probability: verdict.probability,
            wording: verdict.wording_of_b,
            facts: verdict.facts_of_b,
            own: 1.0 - verdict.wording_of_b,
            changes: if verdict.relation == Relation::Updated { verdict.changes } else { Vec::new() },
        }
    }
}

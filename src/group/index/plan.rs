//! Plan: all that a transaction will change, found before anything is written.
//!
//! In: the index, documents to bring in and numbers to take out. Out: a [`Plan`]: links, clusters,
//! events, placements. Cost: for each document its [partners](super::partners), a verdict each, and
//! the clusters of the components that it touches. Nothing is written here, so a look-up is a plan
//! that nobody carries out.
//!
//! A transaction is one step from one set of documents to another, whatever the number of documents:
//!
//! 1. the partners of each fresh document are judged, and linked where they are probable;
//! 2. where a fresh document became a pivot of a crowded key, or a pivot is gone, the pairs of the
//!    documents that ceased or began to be pivots are looked at again;
//! 3. the components that gained or lost a link or a document are clustered anew
//!    ([`regroup`](super::regroup)).

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::change::NEAREST;
use super::judging::Judging;
use super::naming::Caused;
use super::partners::{self, Scratch, Shift};
use super::regroup::{Edits, Regrouped};
use super::rows::Number;
use super::state::{Pending, State, View};
use crate::error::Result;
use crate::group::assembly::ALIKE_PROBABILITY;
use crate::group::keys::{self, Key};
use crate::group::parallel;
use crate::judge::evidence;
use crate::judge::wording::{Held, Weighed};

/// A document near another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Near {
    pub(super) document: Number,
    pub(super) probability: f32,
}

/// All that a transaction changes.
pub(super) struct Plan {
    pub(super) pending: Pending,
    pub(super) regrouped: Regrouped,
    /// Of each fresh document the nearest others, the most probable first.
    pub(super) near: Vec<Vec<Near>>,
}

impl Plan {
    /// Plans a transaction. `replaced` maps the numbers of documents that are taken out to those of
    /// the same id that come in.
    pub(super) fn make(
        state: &State,
        judging: Judging,
        threads: Option<usize>,
        pending: Pending,
        replaced: &BTreeMap<Number, Number>,
    ) -> Result<Self> {
        let before = View { state, pending: None };
        let after = View { state, pending: Some(&pending) };
        let maker = Maker { before, after, pending: &pending, judging, threads };
        let numbers: Vec<Number> = pending.numbers().collect();
        let found = parallel::map(threads, &numbers, Buffers::default, |buffers, &number| {
            maker.judge_fresh(number, buffers)
        });
        let found = found.into_iter().collect::<Result<Vec<Judged>>>()?;
        let mut edits = Edits::default();
        let mut near: Vec<Vec<Near>> = vec![Vec::new(); numbers.len()];
        let mut crowded: Vec<Key> = Vec::new();
        for (judged, &number) in found.iter().zip(&numbers) {
            crowded.extend(&judged.pivot_of);
            for &pair in &judged.pairs {
                if pair.probability >= judging.threshold {
                    edits.link(pair.document, number, pair.probability);
                }
                let place = |number: Number| number.checked_sub(pending.first).map(|at| at as usize);
                if let Some(near) = place(number).and_then(|at| near.get_mut(at)) {
                    near.push(pair);
                }
                if let Some(near) = place(pair.document).and_then(|at| near.get_mut(at)) {
                    near.push(Near { document: number, ..pair });
                }
            }
        }
        for near in &mut near {
            near.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(a.document.cmp(&b.document)));
            near.truncate(NEAREST);
        }
        maker.judge_shifted(crowded, threads, &mut edits)?;
        let regrouped = Regrouped::make(before, after, &pending, judging, threads, &edits, replaced)?;
        Ok(Self { pending, regrouped, near })
    }

    /// The events of all of it.
    pub(super) fn events(&self) -> &[Caused] {
        &self.regrouped.events
    }
}

/// What judging a fresh document found.
struct Judged {
    /// Older partners that may be the same story, with their probability.
    pairs: Vec<Near>,
    /// Crowded keys of which the document is a pivot.
    pivot_of: Vec<Key>,
}

#[derive(Default)]
struct Buffers {
    partners: Scratch,
    evidence: evidence::Scratch,
}

struct Maker<'m> {
    before: View<'m>,
    after: View<'m>,
    pending: &'m Pending,
    judging: Judging,
    threads: Option<usize>,
}

impl Maker<'_> {
    /// Judges a fresh document against its older partners.
    fn judge_fresh(&self, number: Number, buffers: &mut Buffers) -> Result<Judged> {
        let Some(fresh) = self.pending.get(number) else {
            return Ok(Judged { pairs: Vec::new(), pivot_of: Vec::new() });
        };
        let mut partners = partners::partners(self.after, number, &fresh.keys, &mut buffers.partners)?;
        partners.documents.retain(|&document| document < number);
        let held = Held::from(Weighed::from(&*fresh.print));
        let judge = |scratch: &mut evidence::Scratch, &document: &Number| -> Result<Near> {
            let print = self.after.print(document)?;
            let probability = self.judging.probability_beside(&held, &print, scratch);
            Ok(Near { document, probability })
        };
        // Of a batch the documents are shared out among the threads, of a single one its pairs.
        let judged: Result<Vec<Near>> = if self.pending.fresh.len() > 1 {
            partners.documents.iter().map(|document| judge(&mut buffers.evidence, document)).collect()
        } else {
            let judged = parallel::map(self.threads, &partners.documents, Default::default, judge);
            judged.into_iter().collect()
        };
        let mut pairs = judged?;
        pairs.retain(|near| near.probability >= self.judging.threshold.min(ALIKE_PROBABILITY));
        Ok(Judged { pairs, pivot_of: partners.pivot_of })
    }

    /// Looks again at the pairs of older documents that ceased or began to be pivots.
    fn judge_shifted(&self, mut keys: Vec<Key>, threads: Option<usize>, edits: &mut Edits) -> Result<()> {
        let mut found = Vec::new();
        let mut buffers = keys::Scratch::default();
        for &dead in &self.pending.dead {
            let print = self.before.print(dead)?;
            found.clear();
            keys::keys(&print, &mut buffers, &mut found);
            keys.extend(found.iter().map(|&(key, _)| key));
        }
        keys.sort_unstable();
        keys.dedup();
        let shifts = parallel::map(threads, &keys, Scratch::default, |scratch, &key| {
            partners::shift(self.before, self.after, key, scratch)
        });
        let mut shift = Shift::default();
        for found in shifts {
            shift.add(found?);
        }
        shift.settle();
        let lost = parallel::map(threads, &shift.displaced, Buffers::default, |buffers, &document| {
            self.lost_links(document, buffers)
        });
        for (older, newer) in lost.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten() {
            edits.unlink(older, newer);
        }
        let mut seen: HashSet<(Number, Number)> = HashSet::new();
        let mut buffers = Buffers::default();
        for &document in &shift.promoted {
            self.judge_promoted(document, &mut seen, edits, &mut buffers)?;
        }
        Ok(())
    }

    /// The links of a document to older and newer ones that are no candidates any more.
    fn lost_links(&self, document: Number, buffers: &mut Buffers) -> Result<Vec<(Number, Number)>> {
        let mut lost = Vec::new();
        let neighbours = self.linked(document)?;
        if neighbours.is_empty() {
            return Ok(lost);
        }
        let print = self.after.print(document)?;
        for other in neighbours {
            if self.after.content(other).is_none() {
                continue;
            }
            let other_print = self.after.print(other)?;
            let (a, b) = ((document, &*print), (other, &*other_print));
            if !partners::is_candidate(self.after, a, b, &mut buffers.partners)? {
                lost.push((document.min(other), document.max(other)));
            }
        }
        Ok(lost)
    }

    /// The documents to which a document was linked before, older and newer.
    fn linked(&self, document: Number) -> Result<BTreeSet<Number>> {
        let mut linked: BTreeSet<Number> =
            self.before.stored().links(document)?.iter().map(|link| link.older).collect();
        let component = self.before.stored().component(self.before.stored().place(document)?.component)?;
        for &member in component.iter().flat_map(|grouped| &grouped.members) {
            if member > document
                && self.before.stored().links(member)?.iter().any(|link| link.older == document)
            {
                linked.insert(member);
            }
        }
        Ok(linked)
    }

    /// Judges the pairs of a document that have become candidates.
    fn judge_promoted(
        &self,
        document: Number,
        seen: &mut HashSet<(Number, Number)>,
        edits: &mut Edits,
        buffers: &mut Buffers,
    ) -> Result<()> {
        let print = self.after.print(document)?;
        let mut found = Vec::new();
        keys::keys(&print, &mut keys::Scratch::default(), &mut found);
        let partners = partners::partners(self.after, document, &found, &mut buffers.partners)?;
        let linked = self.linked(document)?;
        let held = Held::from(Weighed::from(&*print));
        for other in partners.documents {
            let pair = (document.min(other), document.max(other));
            if other >= self.pending.first || linked.contains(&other) || !seen.insert(pair) {
                continue;
            }
            let other_print = self.after.print(other)?;
            let probability = self.judging.probability_beside(&held, &other_print, &mut buffers.evidence);
            if probability >= self.judging.threshold {
                edits.link(pair.0, pair.1, probability);
            }
        }
        Ok(())
    }
}

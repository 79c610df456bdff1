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
//! 2. where a key became crowded or is so no more, a fresh document became a pivot of it or a pivot is gone, the
//!    pairs of the documents that are affected are looked at again, but for those that another key holds;
//! 3. the components that gained or lost a link or a document are clustered anew
//!    ([`regroup`](super::regroup)).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::change::NEAREST;
use super::heads::Heads;
use super::judging::Judging;
use super::naming::Caused;
use super::partners::{self, Scratch, Shift};
use super::regroup::{Edits, Regrouped};
use super::rows::{Number, Witness};
use super::state::{Pending, State, View};
use crate::error::Result;
use crate::group::judged;
use crate::group::keys::{self, Key};
use crate::group::parallel;
use crate::judge::evidence;
use crate::judge::ready::{self, Held, Ready};
use crate::read::fingerprint::Fingerprint;

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
        let numbers = pending.numbers();
        let mut edits = Edits::default();
        let mut near: Vec<Vec<Near>> = vec![Vec::new(); numbers.len()];
        let mut crowded: Vec<Key> = Vec::new();
        for start in numbers.clone().step_by(HELD) {
            let piece = start..numbers.end.min(start.saturating_add(HELD as Number));
            for Judged { older, newer, probability, witness } in maker.judge_fresh(piece, &mut crowded)? {
                if probability >= judging.threshold {
                    edits.link(older, newer, probability, witness);
                }
                for (document, other) in [(newer, older), (older, newer)] {
                    let place = document.checked_sub(pending.first).map(|at| at as usize);
                    if let Some(near) = place.and_then(|at| near.get_mut(at)) {
                        near.push(Near { document: other, probability });
                    }
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

/// Fresh documents that are judged together: each may be held ready, in 10 kilobytes or so.
const HELD: usize = 4096;

/// What is found of a fresh document at first.
#[derive(Default)]
struct Found<'f> {
    judged: Vec<Judged>,
    /// Older partners whose fingerprints must be read.
    missing: Vec<(Number, Witness)>,
    /// The document made ready for them, where there are any.
    held: Option<Held<'f>>,
}

/// A fresh document and an older partner that may be the same story.
struct Judged {
    older: Number,
    newer: Number,
    probability: f32,
    witness: Witness,
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
    /// Judges fresh documents against their older partners; notes the keys whose pivots or
    /// crowds they may have changed.
    fn judge_fresh(&self, numbers: Range<Number>, crowded: &mut Vec<Key>) -> Result<Vec<Judged>> {
        let heads = Heads::of_fresh(self.after, numbers.clone(), self.threads)?;
        let judged = match numbers.len() {
            1 => self.judge_one(numbers.start, &heads)?,
            _ => self.judge_many(numbers, &heads)?,
        };
        crowded.extend(heads.shifts);
        Ok(judged)
    }

    /// Judges one document; its partners are shared out among the threads.
    fn judge_one(&self, number: Number, heads: &Heads) -> Result<Vec<Judged>> {
        let Some(fresh) = self.pending.get(number) else { return Ok(Vec::new()) };
        let mut others = Vec::new();
        for (older, witness) in self.older_partners(number, heads, &mut Scratch::default())? {
            others.push((older, witness, self.after.print(older)?));
        }
        let held = Held::from(Ready::from(&*fresh.print));
        let places: Vec<usize> = (0..others.len()).collect();
        let judged = parallel::map(self.threads, &places, evidence::Scratch::default, |scratch, &at| {
            self.judge_at((&held, number), &others, at, scratch)
        });
        Ok(judged.into_iter().flatten().collect())
    }

    /// Judges many documents, pairs whose fingerprint is in memory at once. The others follow in the
    /// order of the older documents: each is read once, and from neighbouring places of the file.
    fn judge_many(&self, numbers: Range<Number>, heads: &Heads) -> Result<Vec<Judged>> {
        let all: Vec<Number> = numbers.collect();
        let found = parallel::map(self.threads, &all, Buffers::default, |buffers, &number| {
            self.judge_kept(number, heads, buffers)
        });
        let mut judged = Vec::new();
        let mut held = Vec::new();
        let mut missing: Vec<(Number, Witness, usize)> = Vec::new();
        for found in found {
            let found = found?;
            judged.extend(found.judged);
            missing.extend(found.missing.into_iter().map(|(older, witness)| (older, witness, held.len())));
            held.push(found.held);
        }
        missing.sort_unstable_by_key(|&(older, _, at)| (older, at));
        let runs: Vec<&[(Number, Witness, usize)]> = missing.chunk_by(|a, b| a.0 == b.0).collect();
        let read = parallel::map(self.threads, &runs, evidence::Scratch::default, |scratch, run| {
            let mut judged = Vec::new();
            let Some(&(older, ..)) = run.first() else { return Ok(judged) };
            let print = self.after.print_among_many(older)?;
            let ready = Ready::from(&*print);
            for &(_, witness, at) in *run {
                if let (Some(Some(held)), Some(&newer)) = (held.get(at), all.get(at)) {
                    judged.extend(self.judge((held, newer), (&ready, older), witness, scratch));
                }
            }
            Ok(judged)
        });
        for read in read {
            judged.extend(read?);
        }
        Ok(judged)
    }

    /// Judges a document of many against those older partners whose fingerprints are in memory.
    fn judge_kept(&self, number: Number, heads: &Heads, buffers: &mut Buffers) -> Result<Found<'_>> {
        let Some(fresh) = self.pending.get(number) else { return Ok(Found::default()) };
        let mut found = Found::default();
        let mut kept = Vec::new();
        for (older, witness) in self.older_partners(number, heads, &mut buffers.partners)? {
            match self.after.kept_print(older) {
                Some(print) => kept.push((older, witness, print)),
                None => found.missing.push((older, witness)),
            }
        }
        let held = Held::from(Ready::from(&*fresh.print));
        let places = 0..kept.len();
        let scratch = &mut buffers.evidence;
        found.judged = places.filter_map(|at| self.judge_at((&held, number), &kept, at, scratch)).collect();
        found.held = Some(held).filter(|_| !found.missing.is_empty());
        Ok(found)
    }

    /// The partners of a fresh document that came before it and lie within the window.
    fn older_partners(
        &self,
        number: Number,
        heads: &Heads,
        scratch: &mut Scratch,
    ) -> Result<Vec<(Number, Witness)>> {
        let published = self.after.published(number);
        let mut partners = partners::partners(self.after, number, heads, scratch)?;
        partners.retain(|&(older, _)| {
            older < number && self.judging.is_within_window(published, self.after.published(older))
        });
        Ok(partners)
    }

    /// Judges a document against one of several, and has the next one brought near meanwhile.
    fn judge_at(
        &self,
        document: (&Held<'_>, Number),
        others: &[(Number, Witness, Arc<Fingerprint>)],
        at: usize,
        scratch: &mut evidence::Scratch,
    ) -> Option<Judged> {
        let (older, witness, print) = others.get(at)?;
        if let Some((.., next)) = others.get(at + 1) {
            ready::fetch(next);
        }
        self.judge(document, (&Ready::from(&**print), *older), *witness, scratch)
    }

    /// Judges a pair; `None` where it is out of the question.
    fn judge(
        &self,
        (held, newer): (&Held<'_>, Number),
        (ready, older): (&Ready<'_>, Number),
        witness: Witness,
        scratch: &mut evidence::Scratch,
    ) -> Option<Judged> {
        let floor = judged::floor(self.judging.threshold);
        let probability = self.judging.probability_beside(held, ready, floor, scratch);
        (probability >= floor).then_some(Judged { older, newer, probability, witness })
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
        let watched = &self.before.state.watched;
        let displaced = shift.displaced.iter().copied().filter(|&document| watched.is_unwitnessed(document));
        let thronged = shift.thronged.iter().copied().filter(|&document| watched.is_linked(document));
        let looked_at: BTreeSet<Number> = displaced.chain(thronged).collect();
        let looked_at: Vec<Number> = looked_at.into_iter().collect();
        let lost = parallel::map(threads, &looked_at, Buffers::default, |buffers, &document| {
            self.looked_at_again(document, &shift.crowded, buffers)
        });
        for (older, newer, witness) in lost.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten() {
            match witness {
                Some(witness) => edits.witness(older, newer, witness),
                None => edits.unlink(older, newer),
            }
        }
        let mut seen: HashSet<(Number, Number)> = HashSet::new();
        let mut buffers = Buffers::default();
        for &document in &shift.promoted {
            self.judge_promoted(document, &mut seen, edits, &mut buffers)?;
        }
        Ok(())
    }

    /// The links of a document to older and newer ones whose witness has become crowded, or that have none:
    /// what makes candidates of them now, if anything does.
    fn looked_at_again(
        &self,
        document: Number,
        crowded: &[Key],
        buffers: &mut Buffers,
    ) -> Result<Vec<(Number, Number, Option<Witness>)>> {
        let mut found = Vec::new();
        let mut neighbours = self.linked(document)?;
        neighbours.retain(|_, witness| witness.key().is_none_or(|key| crowded.binary_search(&key).is_ok()));
        if neighbours.is_empty() {
            return Ok(found);
        }
        let (mut own, mut of_other) = (Vec::new(), Vec::new());
        let mut scratch = keys::Scratch::default();
        keys::keys(&*self.after.print(document)?, &mut scratch, &mut own);
        for (other, witness) in neighbours {
            if self.after.content(other).is_none() {
                continue;
            }
            of_other.clear();
            keys::keys(&*self.after.print(other)?, &mut scratch, &mut of_other);
            let (a, b) = ((document, &*own), (other, &*of_other));
            let now = partners::witness(self.after, a, b, &mut buffers.partners)?;
            if now != Some(witness) {
                found.push((document.min(other), document.max(other), now));
            }
        }
        Ok(found)
    }

    /// The documents to which a document was linked before, older and newer, and by what key.
    fn linked(&self, document: Number) -> Result<BTreeMap<Number, Witness>> {
        let component = self.before.stored().component(self.before.stored().place(document)?.component)?;
        let members = component.iter().map(|grouped| grouped.members.len()).sum::<usize>();
        if members == 1 {
            return Ok(BTreeMap::new());
        }
        let links = self.before.stored().links(document)?;
        let mut linked: BTreeMap<Number, Witness> =
            links.iter().map(|link| (link.older, link.witness)).collect();
        for &member in component.iter().flat_map(|grouped| &grouped.members) {
            if member > document {
                let links = self.before.stored().links(member)?;
                let link = links.iter().find(|link| link.older == document);
                linked.extend(link.map(|link| (member, link.witness)));
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
        let heads = Heads::of_one(self.after, document, &found)?;
        let partners = partners::partners(self.after, document, &heads, &mut buffers.partners)?;
        let linked = self.linked(document)?;
        let held = Held::from(Ready::from(&*print));
        for (other, witness) in partners {
            let pair = (document.min(other), document.max(other));
            let published = [document, other].map(|document| self.after.published(document));
            if other >= self.pending.first
                || linked.contains_key(&other)
                || !self.judging.is_within_window(published[0], published[1])
                || !seen.insert(pair)
            {
                continue;
            }
            let other_print = self.after.print(other)?;
            let ready = Ready::from(&*other_print);
            let threshold = self.judging.threshold;
            let probability =
                self.judging.probability_beside(&held, &ready, threshold, &mut buffers.evidence);
            if probability >= threshold {
                edits.link(pair.0, pair.1, probability, witness);
            }
        }
        Ok(())
    }
}

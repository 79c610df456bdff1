//! Naming: which of the clusters that there were lives on in which of those that there are.
//!
//! In: clusters before and after a transaction. Out: a number for each cluster after it, and the
//! events. Cost: `O(n)` in the documents of both.
//!
//! A cluster goes on in the part that holds its source; where the source is gone, in the one that
//! holds most of it, then the one whose documents are oldest. Where several go on in one, the one
//! that had most documents lives on, then the oldest; the others have merged into it. A part in
//! which none goes on is a new cluster.
//!
//! Clusters that gave documents to one another hang together, and so do their events, which follow
//! one another in one order. Clusters that do not have nothing to do with each other, so that the
//! events of a transaction can be told in pieces, each with the document that caused it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use super::change::{ClusterNumber, Event};
use super::rows::{Grouped, Number};
use super::state::View;
use crate::error::Result;
use crate::group::sets::Sets;

/// A cluster without a name yet.
#[derive(Debug)]
pub(super) struct Group {
    /// Ascending.
    pub(super) members: Vec<Number>,
    pub(super) source: Number,
}

/// What naming looks at.
pub(super) struct Naming<'n> {
    pub(super) before: View<'n>,
    pub(super) after: View<'n>,
    pub(super) old: &'n [&'n Grouped],
    pub(super) groups: &'n [&'n Group],
    /// Documents that were taken out, and those of the same id that came in.
    pub(super) replaced: &'n BTreeMap<Number, Number>,
    /// The documents that came in.
    pub(super) fresh: Range<Number>,
}

/// What naming finds.
pub(super) struct Named {
    /// The number of each group.
    pub(super) names: Vec<ClusterNumber>,
    /// How many numbers are new.
    pub(super) new: u64,
    pub(super) events: Vec<Caused>,
}

/// An event, and by whom it came.
#[derive(Debug)]
pub(super) struct Caused {
    /// The first of the documents that came in to the clusters that hang together with the event's;
    /// `None` where none did, and links elsewhere were lost or gained.
    pub(super) cause: Option<Number>,
    pub(super) event: Event,
}

/// For each group the old clusters that go on in it, the one that lives on first.
type Claims = BTreeMap<usize, Vec<ClusterNumber>>;

impl Naming<'_> {
    /// Names the groups; new numbers begin with `next`.
    pub(super) fn name(&self, next: u64) -> Result<Named> {
        let place: HashMap<Number, usize> = self
            .groups
            .iter()
            .enumerate()
            .flat_map(|(at, group)| group.members.iter().map(move |&member| (member, at)))
            .collect();
        let claims = self.claims(&place);
        let mut new = 0;
        let names: Vec<ClusterNumber> = (0..self.groups.len())
            .map(|at| {
                claims.get(&at).and_then(|claims| claims.first()).copied().unwrap_or_else(|| {
                    new += 1;
                    ClusterNumber(next + new - 1)
                })
            })
            .collect();
        let events = self.events(&place, &claims, &names)?;
        Ok(Named { names, new, events })
    }

    /// The number that a document of an old cluster has now.
    fn now(&self, document: Number) -> Option<Number> {
        match self.replaced.get(&document) {
            Some(&number) => Some(number),
            None => self.after.content(document).map(|_| document),
        }
    }

    fn claims(&self, place: &HashMap<Number, usize>) -> Claims {
        let mut claims: BTreeMap<usize, Vec<&Grouped>> = BTreeMap::new();
        for &old in self.old {
            let group = |document: Number| self.now(document).and_then(|now| place.get(&now).copied());
            let heart = group(old.source).or_else(|| {
                let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
                for at in old.members.iter().filter_map(|&member| group(member)) {
                    *counts.entry(at).or_default() += 1;
                }
                counts.into_iter().max_by_key(|&(at, count)| (count, std::cmp::Reverse(at))).map(|(at, _)| at)
            });
            if let Some(heart) = heart {
                claims.entry(heart).or_default().push(old);
            }
        }
        let ranked = |mut claims: Vec<&Grouped>| {
            claims.sort_by_key(|old| (std::cmp::Reverse(old.members.len()), old.cluster));
            claims.into_iter().map(|old| old.cluster).collect()
        };
        claims.into_iter().map(|(at, claims)| (at, ranked(claims))).collect()
    }

    fn events(
        &self,
        place: &HashMap<Number, usize>,
        claims: &Claims,
        names: &[ClusterNumber],
    ) -> Result<Vec<Caused>> {
        let mut causes = self.causes(place);
        let mut events = Vec::new();
        let mut tell = |of: Of, event: Event| events.push(Caused { cause: causes.of(of), event });
        // What each old document was in, by its number now.
        let mut was: BTreeMap<Number, ClusterNumber> = BTreeMap::new();
        for (number, old) in self.old.iter().enumerate() {
            for &member in &old.members {
                if let Some(now) = self.now(member) {
                    was.insert(now, old.cluster);
                } else {
                    let document = self.before.id(member)?;
                    tell(Of::Old(number), Event::Left { document, cluster: old.cluster });
                }
            }
        }
        let heart: BTreeMap<ClusterNumber, usize> =
            claims.iter().flat_map(|(&at, claims)| claims.iter().map(move |&old| (old, at))).collect();
        let id = |document: Number| self.after.id(document);
        for ((at, group), &cluster) in self.groups.iter().enumerate().zip(names) {
            let old = |member: &Number| was.get(member).copied();
            let from: BTreeSet<ClusterNumber> = group.members.iter().filter_map(old).collect();
            let is_new = !claims.contains_key(&at);
            if let (true, Some(&from), 1) = (is_new, from.first(), from.len()) {
                let documents = group.members.iter().filter(|member| was.contains_key(member));
                let documents = documents.map(|&member| id(member)).collect::<Result<_>>()?;
                tell(Of::Group(at), Event::Split { from, cluster, documents });
                continue;
            }
            if is_new {
                tell(Of::Group(at), Event::New { cluster });
            }
            for &member in &group.members {
                // Of a cluster that goes on here nothing moves: it is this one, or merges into it.
                if let Some(&from) = was.get(&member).filter(|from| heart.get(from) != Some(&at)) {
                    tell(Of::Group(at), Event::Moved { document: id(member)?, from, to: cluster });
                }
            }
        }
        for (at, claims) in claims {
            let (Some(&into), Some(merged)) = (names.get(*at), claims.get(1..)) else { continue };
            for &from in merged {
                tell(Of::Group(*at), Event::Merged { from, into });
            }
        }
        for document in self.fresh.clone().filter(|document| !was.contains_key(document)) {
            let Some(&at) = place.get(&document) else { continue };
            let Some(&cluster) = names.get(at) else { continue };
            tell(Of::Group(at), Event::Joined { document: id(document)?, cluster });
        }
        for (number, old) in self.old.iter().enumerate() {
            if !heart.contains_key(&old.cluster) {
                tell(Of::Old(number), Event::Ended { cluster: old.cluster });
            }
        }
        let sources: HashMap<ClusterNumber, Number> =
            self.old.iter().map(|old| (old.cluster, old.source)).collect();
        for ((at, group), &cluster) in self.groups.iter().enumerate().zip(names) {
            let source = sources.get(&cluster).and_then(|&source| self.now(source));
            if source != Some(group.source) {
                tell(Of::Group(at), Event::Source { cluster, document: id(group.source)? });
            }
        }
        Ok(events)
    }

    /// Finds what hangs together: an old cluster with the groups that its documents are in.
    fn causes(&self, place: &HashMap<Number, usize>) -> Causes {
        let groups = self.groups.len();
        let sets = Sets::of(groups + self.old.len());
        let mut causes = Causes { groups, sets, first: BTreeMap::new() };
        for (number, old) in self.old.iter().enumerate() {
            let groups: BTreeSet<usize> =
                old.members.iter().filter_map(|&member| place.get(&self.now(member)?).copied()).collect();
            for at in groups {
                causes.join(Of::Old(number), Of::Group(at));
            }
        }
        // The first comes last, and stays.
        for document in self.fresh.clone().rev() {
            if let Some(&at) = place.get(&document) {
                causes.note(Of::Group(at), document);
            }
        }
        causes
    }
}

/// What an event is told of, by its place among the old clusters or the groups.
#[derive(Debug, Clone, Copy)]
enum Of {
    Old(usize),
    Group(usize),
}

/// Which document that came in caused what.
#[derive(Debug)]
struct Causes {
    groups: usize,
    /// Groups, and after them the old clusters, joined where they hang together.
    sets: Sets,
    first: BTreeMap<u32, Number>,
}

impl Causes {
    fn place(&self, of: Of) -> u32 {
        let place = match of {
            Of::Group(at) => at,
            Of::Old(number) => self.groups + number,
        };
        place as u32
    }

    fn join(&mut self, a: Of, b: Of) {
        let (a, b) = (self.place(a), self.place(b));
        self.sets.join(a, b);
    }

    fn note(&mut self, of: Of, document: Number) {
        let place = self.place(of);
        self.first.insert(self.sets.smallest(place), document);
    }

    fn of(&mut self, of: Of) -> Option<Number> {
        let place = self.place(of);
        self.first.get(&self.sets.smallest(place)).copied()
    }
}

//! Regroup: the components that a transaction touches, clustered anew, and what that means for the
//! clusters that there were.
//!
//! In: links gained and lost, documents come and gone. Out: the rows that change, and the events.
//! Cost: that of [`cluster`](crate::group::cluster::cluster) over the touched components: documents
//! that no chain of links joins cannot be in one cluster, so the others stay as they are.
//!
//! What the new clusters are called is for [`naming`](super::naming) to say.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::change::ClusterNumber;
use super::judging::Judging;
use super::naming::{Caused, Group, Naming};
use super::rows::{Grouped, Linked, Number, Witness};
use super::settings::Counters;
use super::state::{Pending, View};
use super::store::Table;
use crate::error::Result;
use crate::group::cluster::Link;
use crate::group::components::{self, Component};
use crate::group::parallel;
use crate::group::source;
use crate::group::stock;
use crate::judge::evidence::Scratch;
use crate::read::fingerprint::Fingerprint;

/// Links gained and lost; of each pair the older document first.
#[derive(Debug, Default)]
pub(super) struct Edits {
    gained: BTreeMap<(Number, Number), (f32, Witness)>,
    lost: BTreeSet<(Number, Number)>,
    /// Links that stay, and have another witness.
    witnessed: BTreeMap<(Number, Number), Witness>,
}

impl Edits {
    pub(super) fn link(&mut self, older: Number, newer: Number, probability: f32, witness: Witness) {
        self.gained.insert((older, newer), (probability, witness));
    }

    pub(super) fn witness(&mut self, older: Number, newer: Number, witness: Witness) {
        self.witnessed.insert((older, newer), witness);
    }

    pub(super) fn unlink(&mut self, older: Number, newer: Number) {
        self.lost.insert((older, newer));
    }

    fn documents(&self) -> impl Iterator<Item = Number> + '_ {
        self.gained.keys().chain(&self.lost).flat_map(|&(older, newer)| [older, newer])
    }
}

/// The rows that change, and what it means.
#[derive(Debug, Default)]
pub(super) struct Regrouped {
    /// The links of documents whose links changed.
    pub(super) links: BTreeMap<Number, Vec<Linked>>,
    /// Components as they are now; `None` for those that are gone.
    pub(super) components: BTreeMap<u32, Option<Vec<Grouped>>>,
    /// The component of each document that has another than before.
    pub(super) moved: BTreeMap<Number, u32>,
    /// The component of each cluster that has another than before; `None` for those that are gone.
    pub(super) clusters: BTreeMap<ClusterNumber, Option<u32>>,
    pub(super) counters: Counters,
    pub(super) events: Vec<Caused>,
}

/// The components that a transaction touches, as they were.
#[derive(Debug, Default)]
struct Touched {
    clusters: BTreeMap<u32, Vec<Grouped>>,
    component_of: BTreeMap<Number, u32>,
}

/// Documents that links join.
struct Part {
    /// In the order of their ids.
    documents: Vec<Number>,
    /// Their clusters.
    groups: Vec<Group>,
}

impl Regrouped {
    pub(super) fn make(
        before: View<'_>,
        after: View<'_>,
        pending: &Pending,
        judging: Judging,
        threads: Option<usize>,
        edits: &Edits,
        replaced: &BTreeMap<Number, Number>,
    ) -> Result<Self> {
        let mut touched = Touched::default();
        for document in edits.documents().chain(pending.dead.iter().copied()) {
            if document < pending.first && !touched.component_of.contains_key(&document) {
                touched.add(before, document)?;
            }
        }
        let there =
            touched.component_of.keys().copied().filter(|&document| after.content(document).is_some());
        let documents: Vec<Number> = there.chain(pending.numbers()).collect();
        let mut regrouped = Self { counters: before.state.counters, ..Self::default() };
        regrouped.counters.documents = pending.numbers().end;
        let links = regrouped.relink(before, after, edits, &documents)?;
        let components = components(&documents, &links);
        let parts =
            parallel::map(threads, &components, || (), |(), component| Part::make(after, judging, component));
        let parts = parts.into_iter().collect::<Result<Vec<Part>>>()?;
        let numbers = regrouped.number(&touched, &parts);
        let groups: Vec<&Group> = parts.iter().flat_map(|part| &part.groups).collect();
        let old: Vec<&Grouped> = touched.clusters.values().flatten().collect();
        let naming = Naming { before, after, old: &old, groups: &groups, replaced, fresh: pending.numbers() };
        let named = naming.name(regrouped.counters.clusters)?;
        regrouped.counters.clusters += named.new;
        regrouped.events = named.events;
        let mut names = named.names.into_iter();
        for (part, number) in parts.into_iter().zip(numbers) {
            let grouped = part.groups.into_iter().zip(names.by_ref());
            let grouped: Vec<Grouped> = grouped
                .map(|(Group { members, source }, cluster)| Grouped { cluster, source, members })
                .collect();
            regrouped.clusters.extend(grouped.iter().map(|grouped| (grouped.cluster, Some(number))));
            regrouped.components.insert(number, Some(grouped));
        }
        regrouped.forget_unchanged(&touched);
        Ok(regrouped)
    }

    /// Gives each part the number of the component that most of it was in, or a new one.
    fn number(&mut self, touched: &Touched, parts: &[Part]) -> Vec<u32> {
        let mut claims: Vec<(std::cmp::Reverse<usize>, u32, usize)> = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
            for component in part.documents.iter().filter_map(|document| touched.component_of.get(document)) {
                *counts.entry(*component).or_default() += 1;
            }
            claims.extend(counts.into_iter().map(|(component, n)| (std::cmp::Reverse(n), component, at)));
        }
        claims.sort_unstable();
        let mut numbers: BTreeMap<usize, u32> = BTreeMap::new();
        let mut taken: BTreeSet<u32> = BTreeSet::new();
        for (_, component, at) in claims {
            if !numbers.contains_key(&at) && taken.insert(component) {
                numbers.insert(at, component);
            }
        }
        let gone = touched.clusters.keys().filter(|component| !taken.contains(component));
        self.components.extend(gone.map(|&component| (component, None)));
        let number = |(at, part): (usize, &Part)| {
            let number = numbers.get(&at).copied().unwrap_or_else(|| {
                self.counters.components += 1;
                self.counters.components - 1
            });
            let moved = part.documents.iter().filter(|d| touched.component_of.get(d) != Some(&number));
            self.moved.extend(moved.map(|&document| (document, number)));
            number
        };
        parts.iter().enumerate().map(number).collect()
    }

    /// Leaves out what is as it was, and notes the clusters that are gone.
    fn forget_unchanged(&mut self, touched: &Touched) {
        for (component, clusters) in &touched.clusters {
            if self.components.get(component) == Some(&Some(clusters.clone())) {
                self.components.remove(component);
            }
            for grouped in clusters {
                match self.clusters.get(&grouped.cluster) {
                    Some(Some(now)) if now == component => self.clusters.remove(&grouped.cluster),
                    Some(_) => continue,
                    None => self.clusters.insert(grouped.cluster, None),
                };
            }
        }
    }

    /// The links of all touched documents, and which documents' own have changed.
    fn relink(
        &mut self,
        before: View<'_>,
        after: View<'_>,
        edits: &Edits,
        documents: &[Number],
    ) -> Result<Vec<(Number, Linked)>> {
        let mut gained: BTreeMap<Number, Vec<Linked>> = BTreeMap::new();
        for (&(older, newer), &(probability, witness)) in &edits.gained {
            gained.entry(newer).or_default().push(Linked { older, probability, witness });
        }
        let mut all = Vec::new();
        for &document in documents {
            let stored = match after.pending.and_then(|pending| pending.get(document)) {
                Some(_) => Vec::new(),
                None => before.stored().links(document)?,
            };
            let mut links: Vec<Linked> = stored
                .iter()
                .copied()
                .filter(|link| after.content(link.older).is_some())
                .filter(|link| !edits.lost.contains(&(link.older, document)))
                .collect();
            links.extend(gained.remove(&document).unwrap_or_default());
            links.sort_unstable_by_key(|link| link.older);
            all.extend(links.iter().map(|&link| (document, link)));
            if links != stored {
                self.links.insert(document, links);
            }
        }
        for (&(older, newer), &witness) in &edits.witnessed {
            let links = match self.links.entry(newer) {
                Entry::Occupied(links) => links.into_mut(),
                Entry::Vacant(links) => links.insert(before.stored().links(newer)?),
            };
            links.iter_mut().filter(|link| link.older == older).for_each(|link| link.witness = witness);
        }
        Ok(all)
    }
}

impl Touched {
    /// Adds the component of a document.
    fn add(&mut self, before: View<'_>, document: Number) -> Result<()> {
        let component = before.stored().place(document)?.component;
        let clusters = before.stored().component(component)?;
        let members = clusters.iter().flat_map(|grouped| &grouped.members);
        self.component_of.extend(members.map(|&member| (member, component)));
        let is_stored = |number: &Number| *number < before.state.counters.documents;
        let mut all = clusters.iter().flat_map(|grouped| &grouped.members);
        if self.component_of.get(&document) != Some(&component) || !all.all(is_stored) {
            return Err(before.state.rows.damaged(Table::Components));
        }
        self.clusters.insert(component, clusters);
        Ok(())
    }
}

/// Parts documents, ascending, into those that links join, by the first of each.
fn components(documents: &[Number], links: &[(Number, Linked)]) -> Vec<Component> {
    let place = |number: &Number| documents.binary_search(number).ok().map(|place| place as u32);
    let link = |(newer, link): &(Number, Linked)| {
        Some(Link { a: place(&link.older)?, b: place(newer)?, probability: link.probability })
    };
    // A damaged file may name others, and is checked by this too.
    let links: Vec<Link> = links.iter().filter_map(link).collect();
    let mut found = components::components(documents.len(), &links);
    let mut is_alone = vec![true; documents.len()];
    for component in &mut found {
        for document in &mut component.documents {
            is_alone[*document as usize] = false;
            *document = documents[*document as usize];
        }
    }
    let alone = documents.iter().zip(is_alone).filter(|&(_, is_alone)| is_alone);
    found.extend(alone.map(|(&number, _)| Component { documents: vec![number], links: Vec::new() }));
    found.sort_unstable_by_key(|component| component.documents.first().copied());
    found
}

/// The clusters of one component: of each the source and the members.
type Sourced = Vec<(Number, Vec<Number>)>;

/// Clusters documents, ascending, by their links; of each cluster the source and the members.
pub(super) fn regroup(
    view: View<'_>,
    judging: Judging,
    documents: &[Number],
    links: &[(Number, Linked)],
) -> Result<Vec<Sourced>> {
    let part = |component: &Component| -> Result<Sourced> {
        let groups = Part::make(view, judging, component)?.groups;
        Ok(groups.into_iter().map(|Group { members, source }| (source, members)).collect())
    };
    components(documents, links).iter().map(part).collect()
}

impl Part {
    /// Clusters one component.
    fn make(after: View<'_>, judging: Judging, component: &Component) -> Result<Self> {
        if let &[alone] = component.documents.as_slice() {
            return Ok(Self {
                documents: vec![alone],
                groups: vec![Group { members: vec![alone], source: alone }],
            });
        }
        let mut ordered = Vec::with_capacity(component.documents.len());
        for (place, &document) in component.documents.iter().enumerate() {
            ordered.push((after.id(document)?, document, place));
        }
        ordered.sort_unstable();
        let documents: Vec<Number> = ordered.iter().map(|&(_, document, _)| document).collect();
        let prints = documents.iter().map(|&document| after.print(document)).collect::<Result<Vec<_>>>()?;
        let mut rank = vec![0; documents.len()];
        (0..).zip(&ordered).for_each(|(at, &(.., place))| rank[place] = at);
        let by_rank = |link: &Link| {
            let (a, b) = (rank[link.a as usize], rank[link.b as usize]);
            Link { a: a.min(b), b: a.max(b), ..*link }
        };
        let mut joined: Vec<Link> = component.links.iter().map(by_rank).collect();
        joined.sort_unstable_by_key(|link| (link.a, link.b));
        let mut scratch = Scratch::default();
        let clustered = stock::cluster(&prints, &joined, judging.threshold, |a, b| {
            match (prints.get(a as usize), prints.get(b as usize)) {
                (Some(a), Some(b)) => judging.probability(a, b, &mut scratch),
                _ => 0.0,
            }
        });
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (label, at) in clustered.labels.into_iter().zip(0..) {
            groups.entry(label).or_default().push(at);
        }
        let groups = groups
            .into_values()
            .filter_map(|places| Group::of(&places, &documents, &prints, &clustered.roundups));
        let groups = groups.collect();
        Ok(Self { documents, groups })
    }
}

impl Group {
    /// Of the documents at some places of a component, in the order of their ids.
    fn of(
        places: &[u32],
        documents: &[Number],
        prints: &[Arc<Fingerprint>],
        roundups: &[bool],
    ) -> Option<Self> {
        let at = |place: u32| documents.get(place as usize).copied();
        let source = at(*places.get(source::source(places, prints, roundups))?)?;
        let mut members: Vec<Number> = places.iter().filter_map(|&place| at(place)).collect();
        members.sort_unstable();
        Some(Self { members, source })
    }
}

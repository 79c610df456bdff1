//! Verify: every table checked against the others.
//!
//! In: an index. Out: what is wrong with it, in words. Cost: every row is read, every fingerprint's
//! keys are made again, every link is judged again and its witness looked at, every component clustered again.
//!
//! Postings are compared slice by slice by a sum of hashes, so that none has to be kept: of what the
//! fingerprints say should stand there, and of what does.

use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError};

use xxhash_rust::xxh3::xxh3_64;

use super::judging::Judging;
use super::live::Index;
use super::partners;
use super::postings::{self, Packed, SLICES};
use super::regroup;
use super::rows::{Grouped, Linked, Number, Place};
use super::state::{State, View};
use super::store::{Rows, Table};
use super::stored::{self, Stored};
use crate::error::Result;
use crate::group::keys::{self, Key};
use crate::judge::evidence::Scratch;
use crate::read::fingerprint::Fingerprint;

/// What [`Index::verify`] found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verification {
    /// Documents checked.
    pub documents: usize,
    /// Clusters checked.
    pub clusters: usize,
    /// Links judged again.
    pub links: usize,
    /// What is wrong, a sentence each; empty where all is well.
    pub problems: Vec<String>,
}

/// Problems told at the most; one kind of damage makes many.
const TOLD: usize = 100;

impl Verification {
    fn tell(&mut self, is_wrong: bool, what: impl FnOnce() -> String) {
        if is_wrong && self.problems.len() < TOLD {
            self.problems.push(what());
        }
    }
}

impl Index {
    /// Checks the file and every table against the others.
    ///
    /// # Errors
    ///
    /// [`Error::Index`](crate::Error::Index) where a row cannot be read at all.
    pub fn verify(&self) -> Result<Verification> {
        let state = self.state();
        let mut found = Verification::default();
        let verifier = Verifier { state: &state, rows: &*state.rows, stored: Stored(&*state.rows) };
        let component_of = verifier.documents(&mut found)?;
        verifier.postings(&mut found)?;
        verifier.components(self, &component_of, &mut found)?;
        Ok(found)
    }

    /// Checks the checksums of the whole file, beneath the tables. Nothing else can use the index
    /// meanwhile.
    ///
    /// # Errors
    ///
    /// [`Error::Index`](crate::Error::Index) where the file is damaged.
    pub fn check_file(&mut self) -> Result<()> {
        self.without_readers(|store| store.check())
    }

    /// Drops what removed documents left behind, and gives the room back to the system.
    ///
    /// # Errors
    ///
    /// [`Error::Index`](crate::Error::Index) where it cannot be written.
    pub fn compact(&mut self) -> Result<()> {
        let state = self.state();
        let view = View { state: &state, pending: None };
        self.store.write(&mut |changes| {
            // Up to nothing new: what is gone is dropped.
            let slices: Vec<(u32, Number)> = (0..SLICES)
                .map(|slice| (slice, postings::settled(slice, state.counters.documents)))
                .filter_map(|(slice, settled)| Some((slice, settled.checked_sub(1)?)))
                .collect();
            view.lists().settle(&slices, &view, None, changes)
        })?;
        drop(state);
        self.without_readers(|store| store.compact())
    }

    fn without_readers(
        &mut self,
        work: impl FnOnce(&mut dyn super::store::Store) -> Result<()>,
    ) -> Result<()> {
        let state = self.state.get_mut().unwrap_or_else(PoisonError::into_inner);
        state.rows = Arc::new(super::store::NoRows);
        let done = work(&mut *self.store);
        state.rows = self.store.snapshot()?;
        done
    }
}

struct Verifier<'v> {
    state: &'v State,
    rows: &'v dyn Rows,
    stored: Stored<'v>,
}

impl Verifier<'_> {
    /// Checks what is kept of each document; gives each one's component.
    fn documents(&self, found: &mut Verification) -> Result<HashMap<Number, u32>> {
        let mut component_of = HashMap::new();
        self.rows.scan(Table::Places, &[], &mut |number, place| {
            let number = stored::number_of(self.rows, Table::Places, number)?;
            let place = Place::from_bytes(place).ok_or_else(|| self.rows.damaged(Table::Places))?;
            let print = self.stored.print(number)?;
            let record = self.stored.record(number)?;
            let wrong = self.stored.number(&record.id)? != Some(number);
            found.tell(wrong, || {
                format!("the id {:?} does not lead to document {number}", record.id.as_str())
            });
            let wrong = print.content() != place.content
                || self.state.contents.get(number) != Some(place.content)
                || print.published().map(crate::Timestamp::seconds) != place.published;
            found.tell(wrong, || format!("the place of document {number} is not that of its fingerprint"));
            component_of.insert(number, place.component);
            found.documents += 1;
            Ok(ControlFlow::Continue(()))
        })?;
        let documents = found.documents as u64;
        for table in [Table::Ids, Table::Records, Table::Prints] {
            let count = self.rows.count(table)?;
            found.tell(count != documents, || {
                format!("there are {count} rows in the table {:?} for {documents} documents", table.name())
            });
        }
        let len = self.state.len as u64;
        found.tell(len != documents, || format!("{len} documents are counted, {documents} are there"));
        Ok(component_of)
    }

    fn postings(&self, found: &mut Verification) -> Result<()> {
        let issued = self.state.counters.documents;
        let mut sums = vec![0_u64; SLICES as usize];
        let mut buffers = keys::Scratch::default();
        let mut found_keys = Vec::new();
        let mut recent = 0;
        self.rows.scan(Table::Prints, &[], &mut |number, _| {
            let number = stored::number_of(self.rows, Table::Prints, number)?;
            let print = self.stored.print(number)?;
            found_keys.clear();
            keys::keys(&print, &mut buffers, &mut found_keys);
            for &(key, weight) in &found_keys {
                let slice = postings::slice(key);
                if postings::settled(slice, issued) > number {
                    if let Some(sum) = sums.get_mut(slice as usize) {
                        *sum = sum.wrapping_add(hash(key, number, weight));
                    }
                    continue;
                }
                recent += 1;
                let wrong = !self.state.postings.is_recent(key, Packed::new(key, weight, number));
                found.tell(wrong, || {
                    format!("document {number} is not among the recent under key {:#x}", key.0)
                });
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let held = self.state.postings.count_recent(&self.state.contents);
        found.tell(held != recent, || format!("{held} recent postings are held for {recent}"));
        let mut before = None;
        postings::scan(self.rows, &mut |key, number, weight| {
            let Some(content) = self.state.contents.get(number) else { return };
            if let Some(sum) = sums.get_mut(postings::slice(key) as usize) {
                *sum = sum.wrapping_sub(hash(key, number, weight));
            }
            let order = Some((key, content, number));
            found.tell(before >= order, || format!("postings stand out of order at key {:#x}", key.0));
            before = order;
        })?;
        for (slice, &sum) in sums.iter().enumerate() {
            found.tell(sum != 0, || format!("the postings of slice {slice} are not those of its documents"));
        }
        Ok(())
    }

    /// Checks every component; `component_of` says of each document which it should be in.
    fn components(
        &self,
        index: &Index,
        component_of: &HashMap<Number, u32>,
        found: &mut Verification,
    ) -> Result<()> {
        let mut placed = 0;
        let mut buffers = Buffers::default();
        self.rows.scan(Table::Components, &[], &mut |key, _| {
            let component = stored::number_of(self.rows, Table::Components, key)?;
            let grouped = self.stored.component(component)?;
            let documents = self.members(component, &grouped, component_of, found)?;
            placed += documents.len();
            let mut links: Vec<(Number, Linked)> = Vec::new();
            for &document in &documents {
                links.extend(self.stored.links(document)?.into_iter().map(|link| (document, link)));
            }
            for &(newer, link) in &links {
                let is_within = link.older < newer && documents.contains(&link.older);
                let wrong = !is_within || !self.is_link(index.judging, newer, link, &mut buffers)?;
                found.tell(wrong, || format!("the link from document {newer} to {} is wrong", link.older));
            }
            found.links += links.len();
            found.clusters += grouped.len();
            let documents: Vec<Number> = documents.into_iter().collect();
            let view = View { state: self.state, pending: None };
            let again = regroup::regroup(view, index.judging, &documents, &links)?;
            let mut again: Vec<(Number, Vec<Number>)> = again.into_iter().flatten().collect();
            let mut held: Vec<(Number, Vec<Number>)> =
                grouped.into_iter().map(|Grouped { source, members, .. }| (source, members)).collect();
            again.sort_unstable();
            held.sort_unstable();
            found.tell(again != held, || format!("component {component} is not clustered by its links"));
            Ok(ControlFlow::Continue(()))
        })?;
        let documents = found.documents;
        found.tell(placed != documents, || format!("{placed} of {documents} documents are in components"));
        let (rows, clusters) = (self.rows.count(Table::Clusters)? as usize, found.clusters);
        found.tell(rows != clusters, || format!("{rows} clusters are listed, {clusters} are there"));
        Ok(())
    }

    /// Checks that clusters and documents of a component lead to it; gives the documents.
    fn members(
        &self,
        component: u32,
        grouped: &[Grouped],
        component_of: &HashMap<Number, u32>,
        found: &mut Verification,
    ) -> Result<BTreeSet<Number>> {
        let mut documents = BTreeSet::new();
        for grouped in grouped {
            let wrong = self.stored.component_of(grouped.cluster.0)? != Some(component);
            found.tell(wrong, || format!("the cluster {} does not lead to its component", grouped.cluster));
            for &member in &grouped.members {
                let wrong = component_of.get(&member) != Some(&component) || !documents.insert(member);
                found.tell(wrong, || format!("document {member} is not where component {component} has it"));
            }
        }
        Ok(documents)
    }

    /// Whether a link is one by its documents: they are candidates, its witness is one, and its
    /// probability is theirs.
    fn is_link(&self, judging: Judging, newer: Number, link: Linked, buffers: &mut Buffers) -> Result<bool> {
        let view = View { state: self.state, pending: None };
        let (a, b) = (view.print(newer)?, view.print(link.older)?);
        let keys = |print: &Fingerprint| {
            let mut found = Vec::new();
            keys::keys(print, &mut keys::Scratch::default(), &mut found);
            found
        };
        let (keys_a, keys_b) = (keys(&a), keys(&b));
        let Buffers { partners, judging: scratch } = buffers;
        let witness = partners::witness(view, (newer, &keys_a), (link.older, &keys_b), partners)?;
        Ok(witness.is_some()
            && partners::is_witness(view, link.witness, &keys_a, &keys_b, partners)?
            && judging.probability(&a, &b, scratch) == link.probability
            && link.probability >= judging.threshold)
    }
}

/// Buffers kept from link to link.
#[derive(Default)]
struct Buffers {
    partners: partners::Scratch,
    judging: Scratch,
}

/// The hash of a posting.
fn hash(key: Key, number: Number, weight: u8) -> u64 {
    let mut bytes = [weight; 9];
    bytes[..4].copy_from_slice(&key.0.to_le_bytes());
    bytes[4..8].copy_from_slice(&number.to_le_bytes());
    xxh3_64(&bytes)
}

//! Live: the index itself.
//!
//! In: documents, one by one or by the batch, and ids to take out. Out: where they stand, and the
//! clusters. Cost: see [`partners`](super::partners) and [`write`](super::write). One thread writes
//! at a time; readers see the index after the last whole transaction and wait for none.

use std::cell::LazyCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::slice;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use super::change::{Cluster, ClusterNumber, Event, Member, Neighbour, Placement, Status};
use super::judging::Judging;
use super::naming::Caused;
use super::open::IndexBuilder;
use super::plan::{Near, Plan};
use super::rows::{Grouped, Number, Place, Record, input_hash};
use super::settings::Settings;
use super::state::{Fresh, Pending, Room, State, View};
use super::store::{Store, Table};
use super::stored::{self, Stored};
use super::walk::Clusters;
use super::write;
use crate::document::{Document, DocumentId, Timestamp};
use crate::error::{Error, Result};
use crate::group::deduplicator::{Deduplicator, Readers};
use crate::group::keys;
use crate::group::parallel;
use crate::group::source::{self, Trace};
use crate::group::stock;
use crate::judge::evidence::Scratch;
use crate::judge::ready::{Held, Ready};
use crate::judge::{self, verdict::Relation};

/// An index on disk that lives on: documents come and go, clusters stay.
///
/// Fed in any order, with removals and re-insertions, it holds the clusters that
/// [`Deduplicator::group`] finds on the documents that it holds. What a call has acknowledged is on
/// disk. It can be shared between threads: one writes at a time, readers run beside.
///
/// ```
/// use ricalco::{Document, Index, Relation};
///
/// # let directory = std::env::temp_dir().join(format!("ricalco-doc-{}", std::process::id()));
/// # std::fs::create_dir_all(&directory).unwrap();
/// # let path = directory.join("live.ricalco");
/// let index = Index::create(&path)?;
/// index.insert(&Document::new("release", "Il Comune di Gavardo apre il 3 marzo il nuovo asilo di via Quarena: 62 posti, costo 1.284.500 euro."))?;
/// let copy = Document::new("copy", "GAVARDO - Apre il 3 marzo l'asilo nuovo in via Quarena. Ha 62 posti ed è costato 1.284.500 euro.");
/// let placement = index.insert(&copy)?;
/// assert_eq!(placement.source.as_str(), "release");
/// assert_ne!(placement.relation, Relation::Single);
/// drop(index);
/// assert_eq!(Index::open(&path)?.len(), 2);
/// # std::fs::remove_dir_all(&directory).unwrap();
/// # Ok::<(), ricalco::Error>(())
/// ```
pub struct Index {
    // Before the store: what reads goes before what it reads from.
    pub(super) state: RwLock<State>,
    pub(super) store: Box<dyn Store>,
    writing: Mutex<()>,
    /// Readers at rest: as many as documents were ever read one by one at the same time.
    readers: Mutex<Vec<Readers>>,
    pub(super) settings: Settings,
    pub(super) judging: Judging,
    threads: Option<usize>,
    pub(super) path: PathBuf,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").field("path", &self.path).field("len", &self.len()).finish_non_exhaustive()
    }
}

impl Index {
    /// Opens an index that exists, with the settings that it was made with.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] where there is none, where another process holds it, where it was made by
    /// another version, or was cut or damaged.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::builder().open(path)
    }

    /// Makes an index in a new file, with everything as most people want it.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] where there is a file already, or none can be made.
    pub fn create(path: impl AsRef<Path>) -> Result<Self> {
        Self::builder().create(path)
    }

    /// To set language, strictness, time window and what is kept.
    pub fn builder() -> IndexBuilder {
        IndexBuilder::default()
    }

    pub(super) fn over(
        store: Box<dyn Store>,
        settings: Settings,
        threads: Option<usize>,
        room: Room,
        path: &Path,
    ) -> Result<Self> {
        let mut deduplicator =
            Deduplicator::builder().language(settings.language).strictness(settings.strictness);
        if let Some(threads) = threads {
            deduplicator = deduplicator.threads(threads);
        }
        let deduplicator = deduplicator.build()?;
        let judging = Judging { threshold: deduplicator.threshold(), window: settings.window };
        let state = RwLock::new(State::load(store.snapshot()?, room)?);
        store.accept()?;
        let path = path.to_owned();
        let (writing, readers) = (Mutex::default(), Mutex::default());
        Ok(Self { state, store, writing, readers, settings, judging, threads, path })
    }

    pub(super) fn state(&self) -> RwLockReadGuard<'_, State> {
        // A reader that panicked has changed nothing, and a writer changes all at once.
        self.state.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many documents it holds.
    pub fn len(&self) -> usize {
        self.state().len
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Puts a document in its place; it is on disk on return.
    ///
    /// A document that the index holds already changes nothing; other content under the same id
    /// takes its place.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] where it cannot be written; the index is as it was before.
    pub fn insert(&self, document: &Document) -> Result<Placement> {
        let placement = self.insert_batch(slice::from_ref(document))?.pop();
        placement.ok_or_else(|| self.state().rows.damaged(Table::Places))
    }

    /// Puts many documents in their places, all of them or none; the placements come in their order.
    ///
    /// # Errors
    ///
    /// [`Error::DuplicateId`] where two of them carry one id; [`Error::Index`] as [`insert`](Self::insert).
    pub fn insert_batch(&self, documents: &[Document]) -> Result<Vec<Placement>> {
        let mut first: HashMap<&DocumentId, usize> = HashMap::new();
        for (second, document) in documents.iter().enumerate() {
            if let Some(first) = first.insert(document.id(), second) {
                return Err(Error::DuplicateId { id: document.id().to_string(), first, second });
            }
        }
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.state();
        let (arrival, pending) = self.arrival(&state, documents)?;
        let plan = self.plan(&state, pending, &arrival)?;
        let placements = self.placements(&state, documents, &arrival, &plan)?;
        drop(state);
        self.carry_out(plan)?;
        Ok(placements)
    }

    /// Says where a document would stand, without putting it there.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] where the index cannot be read.
    pub fn lookup(&self, document: &Document) -> Result<Placement> {
        let state = self.state();
        let documents = slice::from_ref(document);
        let (arrival, pending) = self.arrival(&state, documents)?;
        let plan = self.plan(&state, pending, &arrival)?;
        let mut placements = self.placements(&state, documents, &arrival, &plan)?;
        let known = state.counters.clusters;
        let mut placement = placements.pop().ok_or_else(|| state.rows.damaged(Table::Places))?;
        placement.cluster = placement.cluster.filter(|cluster| cluster.0 < known);
        Ok(placement)
    }

    /// Takes a document out; an id that is not there changes nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] where it cannot be written; the index is as it was before.
    pub fn remove(&self, id: &DocumentId) -> Result<Vec<Event>> {
        self.remove_batch(slice::from_ref(id))
    }

    /// Takes many documents out, all of them or none; ids that are not there change nothing.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] where it cannot be written; the index is as it was before.
    pub fn remove_batch(&self, ids: &[DocumentId]) -> Result<Vec<Event>> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.state();
        let stored = Stored(&*state.rows);
        let mut dead = HashSet::new();
        for id in ids {
            dead.extend(stored.number(id)?);
        }
        self.take_out(state, dead)
    }

    /// Takes out all documents that were published before a moment; those of which it is not known stay.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] where it cannot be written; the index is as it was before.
    pub fn expire(&self, before: Timestamp) -> Result<Vec<Event>> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let state = self.state();
        let mut dead = HashSet::new();
        state.rows.scan(Table::Places, &[], &mut |number, place| {
            let number = stored::number_of(&*state.rows, Table::Places, number)?;
            let place = Place::from_bytes(place).ok_or_else(|| state.rows.damaged(Table::Places))?;
            if place.published.is_some_and(|published| published < before.seconds()) {
                dead.insert(number);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        self.take_out(state, dead)
    }

    fn take_out(&self, state: RwLockReadGuard<'_, State>, dead: HashSet<Number>) -> Result<Vec<Event>> {
        let pending = Pending::new(state.counters.documents, Vec::new(), dead);
        let plan = self.plan(&state, pending, &Arrival::default())?;
        let events = plan.events().iter().map(|caused| caused.event.clone()).collect();
        drop(state);
        self.carry_out(plan)?;
        Ok(events)
    }

    /// A cluster by its number; `None` where it has ended or never was.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] where the index cannot be read.
    pub fn cluster(&self, number: ClusterNumber) -> Result<Option<Cluster>> {
        let rows = Arc::clone(&self.state().rows);
        let stored = Stored(&*rows);
        let Some(component) = stored.component_of(number.0)? else { return Ok(None) };
        let component = stored.component(component)?;
        let found = component.iter().find(|grouped| grouped.cluster == number);
        found.map(|grouped| cluster(stored, grouped)).transpose()
    }

    /// The cluster that a document is in; `None` where the index does not hold it.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] where the index cannot be read.
    pub fn cluster_of(&self, id: &DocumentId) -> Result<Option<ClusterNumber>> {
        let rows = Arc::clone(&self.state().rows);
        let stored = Stored(&*rows);
        let Some(number) = stored.number(id)? else { return Ok(None) };
        let component = stored.component(stored.place(number)?.component)?;
        Ok(component.iter().find(|grouped| grouped.members.contains(&number)).map(|grouped| grouped.cluster))
    }

    /// All clusters as they are now, in no order that means anything; what is written meanwhile is
    /// not seen.
    pub fn clusters(&self) -> Clusters {
        Clusters::new(Arc::clone(&self.state().rows))
    }

    /// The text of a document; `None` where the index does not hold it, or keeps no texts.
    ///
    /// # Errors
    ///
    /// [`Error::Index`] where the index cannot be read.
    pub fn text(&self, id: &DocumentId) -> Result<Option<String>> {
        let rows = Arc::clone(&self.state().rows);
        let stored = Stored(&*rows);
        stored.number(id)?.map_or(Ok(None), |number| stored.text(number))
    }

    /// Sorts documents into those that are there already and those that come in.
    fn arrival(&self, state: &State, documents: &[Document]) -> Result<(Arrival, Pending)> {
        let stored = Stored(&*state.rows);
        let first = state.counters.documents;
        let mut arrival = Arrival::default();
        let mut wanted: Vec<&Document> = Vec::new();
        for document in documents {
            let held = stored.number(document.id())?;
            let is_same = match held {
                Some(number) => stored.record(number)?.input == input_hash(document),
                None => false,
            };
            if let Some(number) = held.filter(|_| is_same) {
                arrival.numbers.push((number, Status::Unchanged));
                continue;
            }
            let number = first.checked_add(wanted.len() as Number).filter(|&number| number < Number::MAX);
            let number = number.ok_or_else(|| state.rows.damaged(Table::Meta))?;
            arrival.numbers.push((number, if held.is_some() { Status::Updated } else { Status::Inserted }));
            arrival.replaced.extend(held.map(|held| (held, number)));
            wanted.push(document);
        }
        let state = || (self.new_readers(), keys::Scratch::default());
        let fresh = match wanted.as_slice() {
            [document] => vec![self.read_one(document)],
            _ => parallel::map(self.threads, &wanted, state, |(readers, scratch), document| {
                self.read(document, readers, scratch)
            }),
        };
        let dead = arrival.replaced.keys().copied().collect();
        Ok((arrival, Pending::new(first, fresh, dead)))
    }

    /// Reads with a reader that has read before, and so knows most stems.
    fn read_one(&self, document: &Document) -> Fresh {
        let pool = || self.readers.lock().unwrap_or_else(PoisonError::into_inner);
        let mut readers = pool().pop().unwrap_or_else(|| self.new_readers());
        let fresh = self.read(document, &mut readers, &mut keys::Scratch::default());
        pool().push(readers);
        fresh
    }

    fn new_readers(&self) -> Readers {
        Readers::new(self.settings.house.clone())
    }

    fn read(&self, document: &Document, readers: &mut Readers, scratch: &mut keys::Scratch) -> Fresh {
        let reader = readers.of(document.language().unwrap_or(self.settings.language));
        let print = Arc::new(reader.read(document));
        let mut found = Vec::new();
        keys::keys(&print, scratch, &mut found);
        let text = self.settings.keep_texts.then(|| document.text().to_owned());
        Fresh { record: Record::of(document), print, keys: found, text }
    }

    fn plan(&self, state: &State, pending: Pending, arrival: &Arrival) -> Result<Plan> {
        Plan::make(state, self.judging, self.threads, pending, &arrival.replaced)
    }

    /// Writes a plan, and shows it to the readers.
    fn carry_out(&self, plan: Plan) -> Result<()> {
        if plan.pending.fresh.is_empty() && plan.pending.dead.is_empty() {
            return Ok(());
        }
        let state = self.state();
        self.store.write(&mut |changes| write::write(&state, &plan, self.threads, changes))?;
        drop(state);
        let rows = self.store.snapshot()?;
        let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
        write::apply(&mut state, plan, rows, self.threads);
        Ok(())
    }

    fn placements(
        &self,
        state: &State,
        documents: &[Document],
        arrival: &Arrival,
        plan: &Plan,
    ) -> Result<Vec<Placement>> {
        let view = View { state, pending: Some(&plan.pending) };
        let items: Vec<(&Document, (Number, Status))> =
            documents.iter().zip(arrival.numbers.iter().copied()).collect();
        let placed = parallel::map(self.threads, &items, Scratch::default, |scratch, &(document, found)| {
            Self::placement(view, document.id(), found, plan, scratch)
        });
        let mut placements = placed.into_iter().collect::<Result<Vec<_>>>()?;
        let place: HashMap<Number, usize> =
            arrival.numbers.iter().enumerate().map(|(at, &(number, _))| (number, at)).collect();
        let first = placements.iter().position(|placement| placement.status != Status::Unchanged);
        for Caused { cause, event } in plan.events() {
            let at = cause.and_then(|cause| place.get(&cause).copied()).or(first);
            if let Some(placement) = at.and_then(|at| placements.get_mut(at)) {
                placement.events.push(event.clone());
            }
        }
        Ok(placements)
    }

    fn placement(
        view: View<'_>,
        id: &DocumentId,
        (number, status): (Number, Status),
        plan: &Plan,
        scratch: &mut Scratch,
    ) -> Result<Placement> {
        let damaged = || view.state.rows.damaged(Table::Components);
        let component = if let Some(&component) = plan.regrouped.moved.get(&number) {
            component
        } else {
            view.stored().place(number)?.component
        };
        let stored;
        let component = if let Some(component) = plan.regrouped.components.get(&component) {
            component.as_deref().ok_or_else(damaged)?
        } else {
            stored = view.stored().component(component)?;
            &stored
        };
        let grouped = component.iter().find(|grouped| grouped.members.binary_search(&number).is_ok());
        let grouped = grouped.ok_or_else(damaged)?;
        let print = view.print(number)?;
        let trace = match grouped.source == number {
            true if grouped.members.len() == 1 => Trace::itself(Relation::Single),
            true => Trace::itself(Relation::Source),
            false => Trace::of(&*view.print(grouped.source)?, &print, scratch),
        };
        let near = number.checked_sub(plan.pending.first).and_then(|at| plan.near.get(at as usize));
        let near = near.into_iter().flatten();
        let held = LazyCell::new(|| Held::from(Ready::from(&*print)));
        let mut nearest = Vec::new();
        for &Near { document, probability } in near {
            let other = view.print(document)?;
            let verdict = judge::verdict_beside(&held, &(&*other).into(), scratch);
            nearest.push(Neighbour {
                id: view.id(document)?,
                probability: stock::lowest(probability, &print, &other, scratch),
                wording: verdict.wording_of_b,
                facts: verdict.facts_of_b,
                changes: verdict.changes,
            });
        }
        Ok(Placement {
            id: id.clone(),
            status,
            cluster: Some(grouped.cluster),
            source: view.id(grouped.source)?,
            relation: trace.relation,
            probability: trace.probability,
            wording: trace.wording,
            facts: trace.facts,
            changes: trace.changes,
            nearest,
            events: Vec::new(),
        })
    }
}

/// What documents are to the index that they come to.
#[derive(Debug, Default)]
struct Arrival {
    /// Of each its number, old or new.
    numbers: Vec<(Number, Status)>,
    /// Documents that go, and those of the same id that come.
    replaced: BTreeMap<Number, Number>,
}

/// A cluster with what is known of its members.
pub(super) fn cluster(stored: Stored<'_>, grouped: &Grouped) -> Result<Cluster> {
    let print = |number: Number| stored.print(number);
    let source = if grouped.members.len() > 1 { Some(print(grouped.source)?) } else { None };
    let mut scratch = Scratch::default();
    let mut members = Vec::with_capacity(grouped.members.len());
    for &number in &grouped.members {
        let trace = match &source {
            None => Trace::itself(Relation::Single),
            Some(_) if number == grouped.source => Trace::itself(Relation::Source),
            Some(source) => Trace::of(source, &print(number)?, &mut scratch),
        };
        let record = stored.record(number)?;
        members.push(Member {
            id: record.id,
            title: record.title,
            outlet: record.outlet,
            published: record.published,
            relation: trace.relation,
            probability: trace.probability,
            wording: trace.wording,
            facts: trace.facts,
            own: trace.own,
            changes: trace.changes,
        });
    }
    members.sort_by(|a, b| {
        let closeness =
            source::by_closeness((a.probability, a.wording, &a.id), (b.probability, b.wording, &b.id));
        (b.relation == Relation::Source).cmp(&(a.relation == Relation::Source)).then(closeness)
    });
    Ok(Cluster { number: grouped.cluster, members })
}

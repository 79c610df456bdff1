//! Fed one by one, in any order, with removals, re-insertions and updates, an index ends with the
//! clusters, sources and relations that a batch finds on the documents that it holds; and its events
//! keep a table of documents and clusters equal to it.

#![cfg(feature = "index")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::corpus::{self, PARTS};
use common::partition::{Partition, of_grouping, of_index};
use common::{Chance, word};
use proptest::prelude::*;
use ricalco::{ClusterNumber, Deduplicator, Document, DocumentId, Event, Index};
use tempfile::TempDir;

fn of_batch(documents: &[Document], strictness: f32) -> Partition {
    let deduplicator = Deduplicator::builder().strictness(strictness).build().expect("a strictness");
    of_grouping(&deduplicator.group(documents).expect("a grouping"))
}

/// A caller's table, kept by events alone.
#[derive(Default)]
struct Mirror {
    clusters: BTreeMap<DocumentId, ClusterNumber>,
    sources: BTreeMap<ClusterNumber, DocumentId>,
}

impl Mirror {
    fn apply(&mut self, events: &[Event]) {
        for event in events {
            match event.clone() {
                Event::New { .. } => {}
                Event::Joined { document, cluster } => {
                    assert_eq!(self.clusters.insert(document, cluster), None);
                }
                Event::Moved { document, from, to } => {
                    assert_eq!(self.clusters.insert(document, to), Some(from));
                }
                Event::Merged { from, into } => {
                    self.clusters.values_mut().filter(|c| **c == from).for_each(|c| *c = into);
                    self.sources.remove(&from);
                }
                Event::Split { from, cluster, documents } => {
                    for document in documents {
                        assert_eq!(self.clusters.insert(document, cluster), Some(from));
                    }
                }
                Event::Left { document, cluster } => {
                    assert_eq!(self.clusters.remove(&document), Some(cluster));
                }
                Event::Ended { cluster } => {
                    assert!(self.clusters.values().all(|c| *c != cluster));
                    self.sources.remove(&cluster);
                }
                Event::Source { cluster, document } => drop(self.sources.insert(cluster, document)),
                other => panic!("{other:?}"),
            }
        }
    }

    fn check(&self, index: &Index) {
        let mut clusters = BTreeMap::new();
        let mut sources = BTreeMap::new();
        for cluster in index.clusters() {
            let cluster = cluster.expect("a cluster");
            sources.insert(cluster.number, cluster.source().id.clone());
            clusters.extend(cluster.members.iter().map(|member| (member.id.clone(), cluster.number)));
        }
        assert_eq!(self.clusters, clusters);
        assert_eq!(self.sources, sources);
    }
}

/// What is done to an index.
#[derive(Debug, Clone)]
enum Step {
    Insert(usize),
    InsertMany(Vec<usize>),
    /// The text of the second under the id of the first.
    Update(usize, usize),
    Remove(usize),
    Reopen,
}

/// The strictness that is shipped, and the least: then documents that share next to nothing are linked.
const SHIPPED: f32 = 0.5;
const LEAST: f32 = 0.0;

fn run(documents: &[Document], steps: &[Step], strictness: f32) {
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("index");
    let mut index = Index::builder().strictness(strictness).create(&path).expect("an index");
    let mut held: BTreeMap<DocumentId, Document> = BTreeMap::new();
    let mut mirror = Mirror::default();
    for step in steps {
        match step {
            Step::Insert(at) => {
                let document = &documents[at % documents.len()];
                let placement = index.insert(document).expect("a placement");
                mirror.apply(&placement.events);
                assert_eq!(placement.cluster.as_ref(), mirror.clusters.get(document.id()));
                held.insert(document.id().clone(), document.clone());
            }
            Step::InsertMany(many) => {
                let many: BTreeSet<usize> = many.iter().map(|at| at % documents.len()).collect();
                let many: Vec<Document> = many.into_iter().map(|at| documents[at].clone()).collect();
                for placement in index.insert_batch(&many).expect("placements") {
                    mirror.apply(&placement.events);
                }
                held.extend(many.into_iter().map(|document| (document.id().clone(), document)));
            }
            Step::Update(at, other) => {
                let id = documents[at % documents.len()].id().clone();
                let document = Document::new(id.clone(), documents[other % documents.len()].text());
                mirror.apply(&index.insert(&document).expect("a placement").events);
                held.insert(id, document);
            }
            Step::Remove(at) => {
                let id = documents[at % documents.len()].id();
                mirror.apply(&index.remove(id).expect("events"));
                held.remove(id);
            }
            Step::Reopen => {
                drop(index);
                index = Index::open(&path).expect("the index again");
            }
        }
    }
    let held: Vec<Document> = held.into_values().collect();
    assert_eq!(index.len(), held.len());
    assert_eq!(of_index(&index), of_batch(&held, strictness));
    mirror.check(&index);
    let report = index.verify().expect("a report");
    assert_eq!(report.problems, Vec::<String>::new());
}

/// A small world of bulletins: one office, few places, few figures, so that keys are crowded and
/// clusters touch each other.
fn bulletin(place: usize, figure: usize, telling: usize, extra: usize) -> String {
    const PLACES: [&str; 6] =
        ["Collefosco", "Valdrana", "Montesecco", "Borgo Ansiano", "Prà Lungo", "Gandino"];
    const TELLINGS: [&str; 4] = [
        "La Provincia ha approvato il progetto esecutivo per il rifacimento del ponte sul torrente Sermola a",
        "Approvato il progetto del ponte nuovo sul Sermola: la Provincia rifarà l'impalcato a",
        "La Protezione civile ha diramato un'allerta gialla per temporali e rischio idrogeologico a",
        "I carabinieri della Compagnia hanno arrestato un uomo per furto aggravato in abitazione a",
    ];
    const EXTRAS: [&str; 5] = [
        "",
        "Lo ha detto il consigliere delegato alla viabilità Ettore Malvisi.",
        "I lavori sono affidati all'impresa Costruzioni Bertagna e cominceranno lunedì 14 settembre.",
        "Il traffico sarà deviato sulla comunale, con un allungamento del percorso di 6,3 chilometri.",
        "L'avviso vale dalle ore 18.30 fino alla mezzanotte di domani, salvo proroghe.",
    ];
    let figure = 12_345 + 1_117 * figure;
    format!(
        "{} {}. L'importo è di {figure} euro. {} {}",
        TELLINGS[telling % 4],
        PLACES[place % 6],
        EXTRAS[extra % 5],
        EXTRAS[(extra / 5) % 5]
    )
}

fn world() -> impl Strategy<Value = Vec<Document>> {
    let one = (0_usize..6, 0_usize..8, 0_usize..4, 0_usize..25);
    proptest::collection::vec(one, 2..40).prop_map(|texts| {
        let text = |(place, figure, telling, extra)| bulletin(place, figure, telling, extra);
        texts
            .into_iter()
            .map(text)
            .enumerate()
            .map(|(at, text)| Document::new(format!("d{}", at * 7 % 41), text))
            .collect()
    })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => any::<usize>().prop_map(Step::Insert),
        2 => proptest::collection::vec(any::<usize>(), 1..12).prop_map(Step::InsertMany),
        1 => (any::<usize>(), any::<usize>()).prop_map(|(at, other)| Step::Update(at, other)),
        3 => any::<usize>().prop_map(Step::Remove),
        1 => Just(Step::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_steps_end_where_a_batch_does(documents in world(), steps in proptest::collection::vec(step(), 1..60)) {
        run(&documents, &steps, SHIPPED);
    }
}

/// More documents under one key than it has pivots, and identical texts among them: documents become
/// and cease to be pivots all the time.
#[test]
fn crowded_keys_come_and_go() {
    let mut chance = Chance::new(7);
    let documents: Vec<Document> = (0..180)
        .map(|at| {
            let text = bulletin(chance.below(2), chance.below(40), chance.below(2), chance.below(25));
            Document::new(format!("{:03}", at * 89 % 181), text)
        })
        .collect();
    for seed in 0..3 {
        let mut chance = Chance::new(seed);
        let mut steps: Vec<Step> = (0..documents.len()).map(Step::Insert).collect();
        chance.shuffle(&mut steps);
        steps.extend((0..120).map(|_| Step::Remove(chance.below(180))));
        steps.extend((0..40).map(|_| Step::Insert(chance.below(180))));
        steps.push(Step::InsertMany((0..60).map(|_| chance.below(180)).collect()));
        run(&documents, &steps, SHIPPED);
    }
}

/// What two documents share are two words that seventeen documents have at the most, now crowded and now not: they
/// make candidates of them for as long as they are not.
#[test]
fn keys_that_become_crowded_tell_less() {
    const GROUPS: usize = 24;
    let mut chance = Chance::new(11);
    let shared: Vec<(String, String)> = (0..GROUPS).map(|_| (word(&mut chance), word(&mut chance))).collect();
    let documents: Vec<Document> = (0..GROUPS * 17)
        .map(|at| {
            let words: Vec<String> = (0..60).map(|_| word(&mut chance)).collect();
            let (before, after) = words.split_at(30);
            let (one, other) = &shared[at % GROUPS];
            let text = format!("{one} {} {other} {}.", before.join(" "), after.join(" "));
            Document::new(format!("{:03}", at * 89 % 409), text)
        })
        .collect();
    let mut order: Vec<usize> = (0..documents.len()).collect();
    chance.shuffle(&mut order);
    let mut steps: Vec<Step> = order.iter().map(|&at| Step::Insert(at)).collect();
    steps.extend((0..24).map(|_| Step::Remove(chance.below(documents.len()))));
    run(&documents, &steps, LEAST);
    steps.push(Step::InsertMany(order));
    run(&documents, &steps, LEAST);
}

#[test]
fn the_corpus_in_several_orders_with_removals() {
    let mut documents = corpus::documents(&PARTS);
    documents.sort_by(|a, b| a.id().cmp(b.id()));
    for seed in 0..3 {
        let mut chance = Chance::new(seed);
        let mut order: Vec<usize> = (0..documents.len()).collect();
        chance.shuffle(&mut order);
        let mut steps = Vec::new();
        for (count, at) in order.into_iter().enumerate() {
            steps.push(Step::Insert(at));
            if chance.below(4) == 0 {
                steps.push(Step::Remove(chance.below(documents.len())));
            }
            if count % 200 == 199 {
                steps.push(Step::Reopen);
            }
        }
        run(&documents, &steps, SHIPPED);
    }
}

//! A house parts what only stock phrases hold together, joins nothing, and does not depend on the order
//! of its archive.

mod common;

use common::{Chance, Event, batch, group, together};
use ricalco::{Deduplicator, Document, DocumentId, Error, Grouping, House, HouseLearner, Language};

/// What an invented office puts into every release.
const NOTICE: &str = "L'ufficio relazioni con il pubblico ricorda che le pratiche vanno presentate allo sportello \
polifunzionale oppure spedite attraverso il portale telematico, allegando la fotocopia di un documento valido; le \
domande incomplete saranno respinte senza ulteriori comunicazioni agli interessati. La modulistica aggiornata si \
scarica gratuitamente, e gli operatori aiutano chi trova difficoltà nella compilazione.";

const OPENINGS: &[&str] = &[
    "Riapre lunedì la biblioteca rionale.",
    "Cambia il calendario della raccolta differenziata.",
    "Si rinnova la convenzione per il trasporto degli alunni.",
    "Al via i corsi serali di ceramica.",
    "Chiude per restauro il museo contadino.",
    "Torna il mercatino dell'antiquariato.",
    "Ripartono gli incontri per i neogenitori.",
];

fn release(at: usize) -> Document {
    Document::new(format!("release-{at}"), format!("{} {NOTICE}", OPENINGS[at]))
}

/// Releases of hardly more than the notice, which are taken for one without a house.
fn thin() -> Vec<Document> {
    (0..OPENINGS.len()).map(release).collect()
}

/// What the same office issues otherwise.
fn archive() -> Vec<Document> {
    let mut chance = Chance::new(13);
    let release = |_| format!("{NOTICE} {}", Event::new(&mut chance).release());
    (0..30).map(release).enumerate().map(|(at, text)| Document::new(format!("archive-{at}"), text)).collect()
}

fn learn(archive: &[Document]) -> House {
    let mut learner = HouseLearner::new(Language::Italian);
    for document in archive {
        learner.push(document);
    }
    learner.learn().expect("a house")
}

fn with(house: House) -> Deduplicator {
    Deduplicator::builder().house(house).build().expect("a deduplicator")
}

fn json(house: &House) -> String {
    serde_json::to_string(house).expect("JSON")
}

#[test]
fn what_release_after_release_says_is_learnt() {
    let house = learn(&common_office(40));
    let words: Vec<&str> = house.phrases().iter().map(ricalco::StockPhrase::words).collect();
    assert!(
        words.iter().any(|words| words.contains("impegno che avevamo preso con i cittadini")),
        "{words:#?}"
    );
    assert!(house.phrases().iter().all(|phrase| (5..=40).contains(&phrase.releases())));
    assert!(house.phrases().is_sorted_by(|one, other| one.releases() >= other.releases()));
}

/// Releases of one office, each of another event.
fn common_office(events: usize) -> Vec<Document> {
    let mut chance = Chance::new(7);
    (0..events).map(|at| Document::new(at.to_string(), Event::new(&mut chance).release())).collect()
}

#[test]
fn the_order_of_the_archive_makes_no_difference() {
    let mut archive = batch(60, 3);
    let learnt = json(&learn(&archive));
    let mut chance = Chance::new(1);
    for _ in 0..3 {
        chance.shuffle(&mut archive);
        assert_eq!(json(&learn(&archive)), learnt);
    }
}

#[test]
fn a_release_that_many_copy_is_no_stock_phrase() {
    let event = Event::new(&mut Chance::new(5));
    let copies: Vec<Document> = (0..30).map(|at| Document::new(at.to_string(), event.copy())).collect();
    let house = learn(&copies);
    assert_eq!((house.releases(), house.phrases().len()), (1, 0));
}

#[test]
fn the_phrases_of_one_office_are_found_in_a_large_archive_of_others() {
    let mut archive: Vec<Document> =
        archive().into_iter().map(|document| document.with_outlet("Comune di Gavardo")).collect();
    let others = batch(600, 9).into_iter().enumerate();
    archive.extend(others.map(|(at, document)| document.with_outlet(format!("office {}", at % 40))));
    let house = learn(&archive);
    assert!(house.phrases().iter().any(|phrase| phrase.words().contains("sportello polifunzionale")));
}

#[test]
fn look_alikes_that_share_the_notice_alone_are_parted() {
    let documents = thin();
    let (without, house) = (group(&documents), learn(&archive()));
    let joined = |grouping: &Grouping| grouping.clusters().iter().any(|cluster| cluster.len() > 1);
    assert!(joined(&without), "the example shows nothing any more: it is parted without a house");
    let words: Vec<&str> = house.phrases().iter().map(ricalco::StockPhrase::words).collect();
    assert!(words.iter().any(|words| words.contains("sportello polifunzionale")), "{words:#?}");
    assert!(!joined(&with(house).group(&documents).expect("a grouping")));
}

#[test]
fn no_pair_becomes_more_probable_and_none_stands_together_that_did_not() {
    let mut documents = batch(60, 11);
    documents.extend(archive());
    documents.extend(thin());
    let house = learn(&documents);
    let (without, with) = (Deduplicator::new(), with(house));
    let (plain, marked) = (without.read_all(&documents), with.read_all(&documents));
    assert!(marked.iter().any(|print| print.stock_words() > 0));
    let (apart, parted) = (group(&documents), with.group(&documents).expect("a grouping"));
    for b in 0..documents.len() {
        for a in 0..b {
            let before = without.compare(&plain[a], &plain[b]).probability;
            assert!(with.compare(&marked[a], &marked[b]).probability <= before, "{a} {b}");
            assert!(together(&apart, a, b) || !together(&parted, a, b), "{a} {b}");
        }
    }
}

#[test]
fn fingerprints_with_and_without_a_house_do_not_mix() {
    let documents = archive();
    let ids: Vec<DocumentId> = documents.iter().map(|document| document.id().clone()).collect();
    let (without, of_office) = (Deduplicator::new(), with(learn(&documents)));
    let of_another = with(learn(&common_office(40)));
    for (reader, judge) in [(&without, &of_office), (&of_office, &without), (&of_another, &of_office)] {
        let mixed = judge.group_fingerprints(&ids, &reader.read_all(&documents));
        assert!(matches!(mixed, Err(Error::Signature { .. })), "{mixed:?}");
    }
    of_office.group_fingerprints(&ids, &of_office.read_all(&documents)).expect("a grouping");
}

#[test]
fn a_house_of_another_language_is_refused() {
    let english = HouseLearner::new(Language::English).learn().expect("a house");
    let error = Deduplicator::builder().house(english.clone()).build().expect_err("another language");
    assert!(matches!(error, Error::House { .. }) && error.to_string().contains("en"), "{error}");
    Deduplicator::builder().language(Language::English).house(english).build().expect("a deduplicator");
}

#[test]
fn documents_of_other_languages_are_read_as_without_it() {
    let english = Document::new("en", "The bridge opens on Monday.").with_language(Language::English);
    assert_eq!(with(learn(&archive())).read(&english), Deduplicator::new().read(&english));
}

#[cfg(feature = "index")]
mod index {
    use super::*;
    use ricalco::{Index, IndexTrouble};

    fn sets(lists: Vec<Vec<String>>) -> Vec<Vec<String>> {
        let mut lists = lists;
        for list in &mut lists {
            list.sort();
        }
        lists.sort();
        lists
    }

    #[test]
    fn an_index_keeps_its_house_and_ends_where_the_batch_does() {
        let mut documents = batch(20, 2);
        documents.extend(archive());
        documents.extend(thin());
        let house = learn(&documents);
        let directory = tempfile::TempDir::new().expect("a directory");
        let path = directory.path().join("index");
        let create = Index::builder().house(house.clone()).create(&path);
        let mut index = create.expect("an index");
        index.insert_batch(&documents[..10]).expect("placements");
        drop(index);
        // Opened without a word of the house.
        index = Index::open(&path).expect("the index");
        for document in &documents[10..] {
            index.insert(document).expect("a placement");
        }
        let held = index.clusters().map(|cluster| {
            cluster.expect("a cluster").members.iter().map(|member| member.id.to_string()).collect()
        });
        let held = sets(held.collect());
        let grouping = with(house.clone()).group(&documents).expect("a grouping");
        let members = grouping.clusters().iter().map(|cluster| &cluster.members);
        assert_eq!(held, sets(members.map(|m| m.iter().map(|m| m.id.to_string()).collect()).collect()));
        assert_eq!(index.verify().expect("a report").problems, Vec::<String>::new());
        drop(index);
        Index::builder().house(house).open(&path).expect("the same house");
        let other = Index::builder().house(learn(&common_office(40))).open(&path);
        let is_settings = |error: &Error| matches!(error, Error::Index { kind: IndexTrouble::Settings, .. });
        assert!(other.as_ref().is_err_and(is_settings), "{other:?}");
    }

    #[test]
    fn an_index_without_a_house_does_not_take_one() {
        let directory = tempfile::TempDir::new().expect("a directory");
        let path = directory.path().join("index");
        drop(Index::builder().create(&path).expect("an index"));
        let other = Index::builder().house(learn(&archive())).open(&path);
        let is_settings = |error: &Error| matches!(error, Error::Index { kind: IndexTrouble::Settings, .. });
        assert!(other.as_ref().is_err_and(is_settings), "{other:?}");
    }
}

//! Stock phrase: wording that twenty thousand documents share neither explodes the work nor hides
//! the pairs that trace one release.
//!
//! An inverted index that follows a shared phrase to everyone who has it compares all pairs; one
//! that throws the phrase away loses the pairs for which it was evidence. Both are how tools for
//! near-duplicates fail on an archive of one office.

mod common;

use std::iter::repeat_with;

use common::{Chance, Event, group, together, word};
use ricalco::Document;

const DOCUMENTS: usize = 20_000;
/// Every so many, a release has a rewrite.
const EVERY: usize = 200;
/// Candidates that are judged for each document at the most; of all pairs there are ten thousand a
/// document. A key that too many share counts for its 16 pivots alone.
const CANDIDATES_EACH: usize = 16;

const PHRASE: &str = "Si ricorda che il procedimento pende nella fase delle indagini preliminari e che gli indagati \
devono ritenersi presunti innocenti fino a un accertamento definitivo di responsabilità con sentenza irrevocabile. \
Per la segnalazione di situazioni di emergenza è attivo il numero verde 800 061 160, presidiato dalla sala operativa \
di Valdrana ventiquattro ore su ventiquattro.";

/// A text of its own words around the facts of an event.
fn telling(event: &Event, words: &[String]) -> String {
    let (before, after) = words.split_at(words.len() / 2);
    let Event { place, person, firm, days, day, month, .. } = event;
    format!(
        "{place}, {}: {} euro, {person}. Dal {day} {month}, {days} giorni, {firm}; {}.",
        before.join(" "),
        event.amount(),
        after.join(" ")
    )
}

#[test]
fn a_phrase_that_all_share_neither_explodes_the_work_nor_hides_true_pairs() {
    let mut chance = Chance::new(23);
    let mut documents = Vec::new();
    let mut pairs = Vec::new();
    for number in 0..DOCUMENTS {
        let event = Event::new(&mut chance);
        let mut words: Vec<String> = repeat_with(|| word(&mut chance)).take(30).collect();
        let release = format!("{} {PHRASE}", telling(&event, &words));
        documents.push(Document::new(format!("{number:05}-release"), release));
        if number % EVERY == 0 {
            pairs.push((documents.len() - 1, documents.len()));
            // Two words in three are kept, in another order, and without the phrase.
            chance.shuffle(&mut words);
            let rewrite = telling(&event, &words[..20]);
            documents.push(Document::new(format!("{number:05}-rewrite"), rewrite));
        }
    }
    let grouping = group(&documents);
    let statistics = grouping.statistics();
    println!("{statistics:?}, {} clusters", grouping.clusters().len());
    assert!(statistics.candidates <= CANDIDATES_EACH * documents.len(), "{statistics:?}");
    let found = pairs.iter().filter(|&&(a, b)| together(&grouping, a, b)).count();
    assert!(found * 100 >= pairs.len() * 99, "{found} of {} pairs found", pairs.len());
}

#[test]
fn releases_of_one_office_are_not_merged_by_its_stock_phrase() {
    let mut chance = Chance::new(23);
    let releases = (0..500).map(|number| {
        Document::new(format!("{number:05}"), format!("{} {PHRASE}", Event::new(&mut chance).release()))
    });
    let documents: Vec<Document> = releases.collect();
    let clusters = group(&documents).clusters().len();
    println!("{clusters} clusters of {} releases", documents.len());
    assert!(clusters >= 495, "{clusters} clusters of {} releases", documents.len());
}

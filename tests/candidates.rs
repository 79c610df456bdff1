//! Candidates: what the inverted index gives up is counted, and of the corpus next to nothing.

mod common;

use common::corpus::{PARTS, corpus};
use common::{Chance, Event, name, word};
use proptest::prelude::*;
use ricalco::group::candidates::{PIVOTS, candidates};
use ricalco::{Deduplicator, Document, Fingerprint};

/// The true pairs of the corpus that are candidates where there are no other documents.
fn pairs_alone(prints: &[Fingerprint], clusters: &[String]) -> Vec<(u32, u32)> {
    let mut found = Vec::new();
    for a in 0..prints.len() {
        for b in a + 1..prints.len() {
            if clusters[a] == clusters[b] && !candidates(&[&prints[a], &prints[b]], None).pairs.is_empty() {
                found.push((a as u32, b as u32));
            }
        }
    }
    found
}

/// Reads texts with a phrase of their office at the end.
fn with_phrase(documents: &[Document], phrase: &str) -> Vec<Fingerprint> {
    let closed = |document: &Document| {
        let text = format!("{}\n\n{phrase}", document.text());
        Document::new(document.id().as_str(), text).with_title(document.title().unwrap_or_default())
    };
    Deduplicator::new().read_all(&documents.iter().map(closed).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    /// What a crowd hides is what it has in common: a pair that would be judged were there no other
    /// documents is judged in the crowd too.
    #[test]
    fn no_true_pair_of_the_corpus_is_lost_in_a_crowd(seed: u64, crowd in 0..600_usize) {
        let (documents, clusters): (Vec<_>, Vec<_>) =
            corpus(&PARTS).into_iter().map(|labelled| (labelled.document, labelled.cluster)).unzip();
        let mut chance = Chance::new(seed);
        let phrase = format!(
            "Per informazioni ci si può rivolgere all'ufficio stampa di {}, tutti i giorni feriali.",
            name(&mut chance)
        );
        let alone = pairs_alone(&Deduplicator::new().read_all(&documents), &clusters);
        let mut prints = with_phrase(&documents, &phrase);
        let strangers: Vec<Document> = (0..crowd)
            .map(|number| Document::new(format!("stranger-{number}"), Event::new(&mut chance).release()))
            .collect();
        prints.extend(with_phrase(&strangers, &phrase));

        let found = candidates(&prints, None);
        let lost: Vec<_> = alone.iter().filter(|&pair| found.pairs.binary_search(pair).is_err()).collect();
        prop_assert!(alone.len() > 700);
        prop_assert!(found.passed_over > 0);
        prop_assert!(lost.is_empty(), "{} of {} lost, {lost:?}", lost.len(), alone.len());
    }
}

#[test]
fn what_a_key_makes_of_a_crowd_is_bounded_and_the_rest_is_counted() {
    let mut chance = Chance::new(7);
    let phrase = "il nuovo quasciolteno di Brandevastro";
    let documents: Vec<Document> = (0..400)
        .map(|number| {
            let words: Vec<String> = std::iter::repeat_with(|| word(&mut chance)).take(20).collect();
            Document::new(format!("{number}"), format!("{} {phrase}.", words.join(" ")))
        })
        .collect();
    let prints = Deduplicator::new().read_all(&documents);
    let found = candidates(&prints, None);
    assert!(found.pairs.len() <= PIVOTS * documents.len(), "{}", found.pairs.len());
    assert!(found.passed_over > 0);
}

#[test]
fn a_text_of_nothing_but_common_words_is_found() {
    let text = "Oggi la gente va in piazza e poi torna a casa, come ieri e come domani.";
    let documents = [Document::new("1", text), Document::new("2", format!("{text} "))];
    assert_eq!(candidates(&Deduplicator::new().read_all(&documents), None).pairs, [(0, 1)]);
}

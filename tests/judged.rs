//! A batch that is judged once gives at any strictness the clusters that grouping it there gives.

use ricalco::{Deduplicator, Document, DocumentId, Fingerprint};

/// Releases of one mould and, of each, an article that tells it in other words and a note that tells next to nothing.
fn documents() -> Vec<Document> {
    let places = ["Gavardo", "Collefosco", "Montesecco", "Borgo Ansiano", "Prà Lungo", "Case Sparse"];
    let mut documents = Vec::new();
    for (at, place) in places.into_iter().enumerate() {
        let (sum, day, children) = (184 + 97 * at, 3 + at, 41 + 7 * at);
        let release = format!(
            "Il Comune di {place} apre il {day} marzo il nuovo asilo di via Quarena. I posti sono {children}, \
             il costo è di {sum}.500 euro. Le iscrizioni si chiudono il {} febbraio.",
            day + 9
        );
        let article = format!(
            "{shouted} - Asilo nuovo in via Quarena dal {day} marzo: {children} bambini, {sum}.500 euro di spesa. \
             Ci si iscrive entro il {} febbraio.",
            day + 9,
            shouted = place.to_uppercase()
        );
        documents.push(Document::new(format!("article {at}"), article));
        let note =
            format!("A {place} in primavera ci sarà un asilo: {children} i posti, lo annuncia il Comune.");
        documents.push(Document::new(format!("release {at}"), release));
        documents.push(Document::new(format!("note {at}"), note));
    }
    documents.push(Document::new("other", "Allerta gialla per temporali domani in pianura e in collina."));
    documents
}

fn read(documents: &[Document]) -> (Vec<DocumentId>, Vec<Fingerprint>) {
    let ids = documents.iter().map(|document| document.id().clone()).collect();
    (ids, Deduplicator::new().read_all(documents))
}

#[test]
fn clusters_of_a_judged_batch_are_those_of_grouping_at_that_strictness() {
    let (ids, prints) = read(&documents());
    let mut judged = Deduplicator::new().judge_fingerprints(&ids, &prints).unwrap();
    // Down and up again, so that what was judged beside the candidates is met a second time.
    for strictness in [1.0, 0.7, 0.5, 0.3, 0.0, 0.5, 1.0] {
        let deduplicator = Deduplicator::builder().strictness(strictness).build().unwrap();
        let alone = deduplicator.group_fingerprints(&ids, &prints).unwrap();
        let grouping = judged.group(strictness).unwrap();
        assert_eq!(grouping.clusters(), alone.clusters(), "{strictness}");
        assert_eq!(grouping.look_alikes(), alone.look_alikes(), "{strictness}");
        assert_eq!(grouping.statistics(), alone.statistics(), "{strictness}");

        let labels = judged.labels(strictness).unwrap();
        let cluster = |at: usize| grouping.of(at).map(|(cluster, _)| &cluster.id);
        for a in 0..ids.len() {
            for b in 0..ids.len() {
                assert_eq!(labels[a] == labels[b], cluster(a) == cluster(b), "{a} and {b} at {strictness}");
            }
        }
    }
}

#[test]
fn strictness_makes_a_difference_to_these_documents() {
    let (ids, prints) = read(&documents());
    let mut judged = Deduplicator::new().judge_fingerprints(&ids, &prints).unwrap();
    let mut clusters = |strictness: f32| judged.group(strictness).unwrap().clusters().len();
    assert!(clusters(0.0) < clusters(1.0));
}

#[test]
fn candidates_stand_at_their_positions_in_the_batch() {
    let (ids, prints) = read(&documents());
    let deduplicator = Deduplicator::new();
    let judged = deduplicator.judge_fingerprints(&ids, &prints).unwrap();
    let candidates: Vec<(usize, usize, f32)> = judged.candidates().collect();
    assert!(!candidates.is_empty());
    for (a, b, probability) in candidates {
        assert_eq!(deduplicator.compare(&prints[a], &prints[b]).probability, probability);
    }
}

#[test]
fn a_strictness_outside_its_range_is_refused() {
    let (ids, prints) = read(&documents());
    let mut judged = Deduplicator::new().judge_fingerprints(&ids, &prints).unwrap();
    for strictness in [-0.1, 1.1, f32::NAN] {
        assert!(judged.group(strictness).is_err());
        assert!(judged.labels(strictness).is_err());
    }
}

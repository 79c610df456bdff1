//! Arbitrary text: whatever is given as text, title or outlet, the library answers, and every share
//! that it names lies in its range.
//!
//! What is scraped holds truncated markup, control characters, other scripts, one word ten thousand
//! times over. One such document must not take down a batch of a million.

mod common;

use proptest::prelude::*;
use ricalco::{Deduplicator, Document, Fingerprint, Grouping, Language, Timestamp};

/// Pieces that the stages look at closely, to be strung together in any way.
const PIECES: &[&str] = &[
    "(ANSA) - ROMA, 22 MAR - ",
    "© RIPRODUZIONE RISERVATA",
    "Leggi anche:",
    "di Redazione",
    "E'",
    "l'11",
    "po'",
    "'",
    "’",
    "´",
    "`",
    "&nbsp;",
    "&#x110000;",
    "&amp",
    "\u{feff}",
    "\u{ad}",
    "\u{200b}",
    "\u{0}",
    "\u{1b}[2J",
    "\r\n\r\n",
    "\n",
    " ",
    "…",
    "[...]",
    "1.284.500,00 euro",
    "99999999999999999999999999999999 mila miliardi",
    "0,0,0.0.0",
    "31/02/2026",
    "ore 25.99",
    "29 febbraio",
    "millemilamila",
    "ventunomilatrecentoquarantasettenne",
    "XII",
    "3°",
    "uno su zero",
    "due terzi",
    "M.R.",
    "C.N.R.",
    "Reggio nell'Emilia",
    "(VA)",
    "Mario Rossi",
    "ieri",
    "oggi",
    "20 per cento",
    "İıǅﬁ",
    "e\u{301}\u{301}\u{301}",
    "日本語",
    "العربية",
    "👩‍👩‍👧",
];

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        prop::collection::vec(any::<char>(), 0..200).prop_map(String::from_iter),
        prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat()),
        prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.join(" ")),
        (any_piece(), 0..2000_usize).prop_map(|(piece, times)| piece.repeat(times)),
    ]
}

fn any_piece() -> impl Strategy<Value = String> {
    prop_oneof![".{0,12}", prop::sample::select(PIECES).prop_map(str::to_owned)]
}

prop_compose! {
    fn any_document()(
        text in any_text(),
        title in prop::option::of(any_text()),
        outlet in prop::option::of(any::<String>()),
        published in prop::option::of(any::<i64>()),
        language in prop::option::of(prop::sample::select(Language::all().collect::<Vec<_>>())),
    ) -> Document {
        let mut document = Document::new("", text);
        if let Some(title) = title {
            document = document.with_title(title);
        }
        if let Some(outlet) = outlet {
            document = document.with_outlet(outlet);
        }
        if let Some(published) = published {
            document = document.with_published(Timestamp::from_seconds(published));
        }
        if let Some(language) = language {
            document = document.with_language(language);
        }
        document
    }
}

/// The same documents, each with an id of its own.
fn named(documents: Vec<Document>) -> Vec<Document> {
    let name = |(at, document): (usize, Document)| {
        let mut named = Document::new(format!("{at}"), document.text());
        if let Some(title) = document.title() {
            named = named.with_title(title);
        }
        if let Some(outlet) = document.outlet() {
            named = named.with_outlet(outlet);
        }
        if let Some(published) = document.published() {
            named = named.with_published(published);
        }
        if let Some(language) = document.language() {
            named = named.with_language(language);
        }
        named
    };
    documents.into_iter().enumerate().map(name).collect()
}

fn share(value: f32) -> bool {
    (0.0..=1.0).contains(&value)
}

fn is_sound(documents: &[Document], grouping: &Grouping) -> Result<(), TestCaseError> {
    let mut seen = vec![false; documents.len()];
    for cluster in grouping.clusters() {
        prop_assert_eq!(&cluster.id.0, &cluster.source().id);
        for member in &cluster.members {
            prop_assert!(!std::mem::replace(&mut seen[member.position], true), "twice: {:?}", member.id);
            prop_assert_eq!(&member.id, documents[member.position].id());
            for value in [member.probability, member.wording, member.facts, member.own] {
                prop_assert!(share(value), "{value} of {member:?}");
            }
        }
    }
    prop_assert!(seen.into_iter().all(|seen| seen), "a document stands in no cluster");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_documents_are_grouped(documents in prop::collection::vec(any_document(), 0..6)) {
        let documents = named(documents);
        let grouping = Deduplicator::new().group(&documents).expect("ids that differ");
        is_sound(&documents, &grouping)?;
    }

    #[test]
    fn any_pair_is_judged_and_explained(a in any_document(), b in any_document()) {
        let deduplicator = Deduplicator::new();
        let verdict = deduplicator.compare(&deduplicator.read(&a), &deduplicator.read(&b));
        for value in [
            verdict.probability,
            verdict.wording_of_a,
            verdict.wording_of_b,
            verdict.facts_of_a,
            verdict.facts_of_b,
        ] {
            prop_assert!(share(value), "{value} of {verdict:?}");
        }
        let _ = deduplicator.explain(&a, &b);
    }

    #[test]
    fn a_fingerprint_survives_being_written(document in any_document()) {
        let print = Deduplicator::new().read(&document);
        let json = serde_json::to_string(&print).expect("a fingerprint can be written");
        prop_assert_eq!(serde_json::from_str::<Fingerprint>(&json).expect("and read"), print);
    }
}

#[test]
fn a_text_of_one_thing_over_and_over_is_read_in_bounded_space() {
    for piece in
        ["a", "a ", "il Comune di Gavardo ", "1.284.500 euro ", "'", "E' ", "Leggi anche:\n", "\u{301}"]
    {
        let document = Document::new("long", piece.repeat(400_000 / piece.len()));
        let print = Deduplicator::new().read(&document);
        // A fingerprint of the most terms and facts that are ever kept.
        assert!(print.memory() < 512 * 1024, "{piece:?}: {} bytes", print.memory());
    }
}

#[test]
fn empty_documents_stand_alone() {
    let documents = ["", " \n\t", "\u{feff}", "© RIPRODUZIONE RISERVATA"]
        .iter()
        .enumerate()
        .map(|(at, text)| Document::new(format!("{at}"), *text))
        .collect::<Vec<_>>();
    assert_eq!(common::group(&documents).clusters().len(), documents.len());
}

//! What the tests of facts share: reading a text as the pipeline does.
#![allow(dead_code)]

use ricalco::read::facts::{Context, Fact, FactKind, facts};
use ricalco::read::normalize::normalize;
use ricalco::read::stem::Stemmer;
use ricalco::read::tokenize::{Tokens, tokenize};
use ricalco::{Language, Timestamp};

/// The facts of a text without furniture.
pub(crate) fn read(text: &str, language: Language, published: Option<&str>) -> Vec<Fact> {
    let published = published.map(|time| time.parse::<Timestamp>().expect("a time of the test itself"));
    let normalized = normalize(text);
    let mut tokens = Tokens::default();
    tokenize(normalized.text(), &[], language, &mut tokens);
    let mut found = Vec::new();
    facts(
        normalized.text(),
        &tokens,
        Context { language, published },
        &mut Stemmer::new(language),
        &mut found,
    );
    for fact in &found {
        assert!(
            fact.tokens.start < fact.tokens.end && fact.tokens.end as usize <= tokens.tokens.len(),
            "{fact:?}"
        );
    }
    found
}

/// The facts of one kind.
pub(crate) fn of_kind(facts: &[Fact], kind: FactKind) -> Vec<&Fact> {
    facts.iter().filter(|fact| fact.kind == kind).collect()
}

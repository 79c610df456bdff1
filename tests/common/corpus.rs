//! The labelled corpus.

use ricalco::Document;
use serde_json::Value;

/// A document of the corpus with its labels.
pub(crate) struct Labelled {
    pub(crate) document: Document,
    pub(crate) cluster: String,
    pub(crate) kind: String,
    pub(crate) derived_from: Option<String>,
}

impl Labelled {
    fn of(line: &str) -> Self {
        let labels: Value = serde_json::from_str(line).expect(line);
        let label = |name: &str| labels[name].as_str().map(str::to_owned);
        Self {
            document: serde_json::from_str(line).expect(line),
            cluster: label("cluster").unwrap_or_default(),
            kind: label("kind").unwrap_or_default(),
            derived_from: label("derived_from"),
        }
    }
}

/// All parts.
pub(crate) const PARTS: [&str; 7] = ["D1", "D2", "D3", "D4", "D5", "D6", "D7"];

/// The documents of some parts, in their order.
pub(crate) fn corpus(parts: &[&str]) -> Vec<Labelled> {
    let mut all = Vec::new();
    for part in parts {
        let path = format!("{}/tests/corpus/{part}.jsonl", env!("CARGO_MANIFEST_DIR"));
        let lines = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        all.extend(lines.lines().map(Labelled::of));
    }
    all
}

/// The documents of some parts, without their labels.
pub(crate) fn documents(parts: &[&str]) -> Vec<Document> {
    corpus(parts).into_iter().map(|labelled| labelled.document).collect()
}

//! The texts that benches run on.

#[path = "../../examples/generate/generator/mod.rs"]
pub(crate) mod generator;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use flate2::read::GzDecoder;
use ricalco::Document;

use self::generator::Generator;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A generator of documents, always of the same seed.
pub(crate) fn generator() -> Generator {
    Generator::new(root(), 1).expect("tests/corpus and src/read/rarity/it.tsv")
}

/// The first generated documents.
pub(crate) fn generated(count: u64) -> Vec<Document> {
    generator().documents(count).map(|made| made.document()).collect()
}

/// The Italian articles of DICE, if the folder of real texts is at hand: `RICALCO_DATA`, or
/// `../shared/data` beside the project.
pub(crate) fn articles() -> Option<Vec<Document>> {
    let folder =
        std::env::var_os("RICALCO_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let file = std::fs::File::open(folder.join("dice_it.jsonl.gz")).ok()?;
    let document = |line: std::io::Result<String>| {
        let value: serde_json::Value = serde_json::from_str(&line.expect("a readable line")).expect("JSON");
        Document::new(value["id"].to_string(), value["text"].as_str().unwrap_or_default())
    };
    Some(BufReader::new(GzDecoder::new(file)).lines().map(document).collect())
}

/// At the most so many documents: articles, or generated ones where there are none, with a word
/// about it.
pub(crate) fn documents(count: usize) -> Vec<Document> {
    if let Some(mut articles) = articles() {
        articles.truncate(count);
        return articles;
    }
    println!("the articles of DICE are not at hand (RICALCO_DATA): generated text stands for them");
    generated(count as u64)
}

/// Bytes of text.
pub(crate) fn bytes(documents: &[Document]) -> u64 {
    documents.iter().map(|document| document.text().len() as u64).sum()
}

/// Whether the benches are only to be run once, to see that they run.
pub(crate) fn is_trial_run() -> bool {
    std::env::args().any(|argument| argument == "--test")
}

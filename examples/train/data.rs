//! The labelled documents and pairs: `tests/corpus`, and the real pairs whose texts lie outside the project.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use ricalco::read::reader::Reader;
use ricalco::{Document, Fingerprint, Language};
use serde_json::Value;

/// A labelled document of the corpus.
pub(crate) struct Labelled {
    pub(crate) id: String,
    pub(crate) part: String,
    pub(crate) family: String,
    pub(crate) cluster: String,
    pub(crate) kind: String,
    pub(crate) derived_from: Option<String>,
    pub(crate) print: Fingerprint,
}

/// What is withheld from the documents, to see what it is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Withheld {
    pub(crate) titles: bool,
    pub(crate) dates: bool,
    pub(crate) outlets: bool,
}

/// A pair of real documents with its label.
pub(crate) struct RealPair {
    pub(crate) set: String,
    pub(crate) a: String,
    pub(crate) b: String,
    pub(crate) same: bool,
}

pub(crate) fn shared() -> Option<PathBuf> {
    let given = std::env::var_os("RICALCO_DATA").map(PathBuf::from);
    let path = given.unwrap_or_else(|| PathBuf::from("../shared/data"));
    path.is_dir().then_some(path)
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

pub(crate) fn document(value: &Value, withheld: Withheld) -> Document {
    let id = value["id"].as_str().map_or_else(|| value["id"].to_string(), str::to_owned);
    let mut document = Document::new(id, text(value, "text"));
    if let Some(title) = value["title"].as_str().filter(|_| !withheld.titles) {
        document = document.with_title(title);
    }
    if let Some(outlet) = value["outlet"].as_str().filter(|_| !withheld.outlets) {
        document = document.with_outlet(outlet);
    }
    let published = value["published"].as_str().or_else(|| value["date"].as_str());
    if let Some(published) = published.filter(|_| !withheld.dates).and_then(|time| time.parse().ok()) {
        document = document.with_published(published);
    }
    document
}

pub(crate) fn lines(path: &Path) -> Vec<Value> {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let reader: Box<dyn Read> = if path.extension().is_some_and(|e| e == "gz") {
        Box::new(flate2::read::GzDecoder::new(file))
    } else {
        Box::new(file)
    };
    BufReader::new(reader)
        .lines()
        .map(|line| serde_json::from_str(&line.expect("a readable line")).expect("a line of JSON"))
        .collect()
}

pub(crate) fn corpus(withheld: Withheld) -> Vec<Labelled> {
    let mut reader = Reader::new(Language::Italian);
    let mut labelled = Vec::new();
    let mut paths: Vec<_> = std::fs::read_dir("tests/corpus")
        .expect("tests/corpus, from the project's root")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    paths.sort();
    for path in paths {
        for value in lines(&path) {
            let part = text(&value, "id").split('-').next().unwrap_or_default().to_owned();
            labelled.push(Labelled {
                id: text(&value, "id").to_owned(),
                part,
                family: text(&value, "family").to_owned(),
                cluster: text(&value, "cluster").to_owned(),
                kind: text(&value, "kind").to_owned(),
                derived_from: value["derived_from"].as_str().map(str::to_owned),
                print: reader.read(&document(&value, withheld)),
            });
        }
    }
    labelled
}

/// The documents of one set of real texts, by id.
pub(crate) fn real(
    folder: &Path,
    set: &str,
    language: Language,
    withheld: Withheld,
) -> BTreeMap<String, Fingerprint> {
    let mut reader = Reader::new(language);
    lines(&folder.join(format!("{set}.jsonl.gz")))
        .iter()
        .map(|value| document(value, withheld))
        .map(|document| (document.id().to_string(), reader.read(&document)))
        .collect()
}

pub(crate) fn real_pairs(folder: &Path) -> Vec<RealPair> {
    lines(&folder.join("real_pairs.jsonl"))
        .iter()
        .filter(|value| text(value, "verdict") != "unsure")
        .map(|value| RealPair {
            set: text(value, "set").to_owned(),
            a: text(value, "a").to_owned(),
            b: text(value, "b").to_owned(),
            same: text(value, "verdict") == "same",
        })
        .collect()
}

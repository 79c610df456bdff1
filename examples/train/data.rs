//! The labelled documents of `tests/corpus`, read in full or with something withheld.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use ricalco::read::reader::Reader;
use ricalco::{Document, Fingerprint, Language};
use serde_json::Value;

/// The folders of the corpus, from the project's root: the parts by which the tables judge, and further ones.
const CORPUS: [&str; 2] = ["tests/corpus", "tests/corpus/further"];

/// A labelled document of the corpus.
pub(crate) struct Labelled {
    /// `D1` to `D7`, or one of the further parts, `E1` to `G8`.
    pub(crate) part: String,
    /// The release with its copies and look-alikes; what is held out together.
    pub(crate) family: String,
    pub(crate) cluster: String,
    pub(crate) kind: String,
    /// Whether it was derived from no other text.
    pub(crate) root: bool,
    pub(crate) document: Document,
    pub(crate) print: Fingerprint,
}

/// What is withheld from the documents, to see what it is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Withheld {
    pub(crate) titles: bool,
    pub(crate) dates: bool,
    pub(crate) outlets: bool,
}

/// All that is known.
pub(crate) const FULL: Withheld = Withheld { titles: false, dates: false, outlets: false };
/// The text, and nothing beside it.
pub(crate) const BARE: Withheld = Withheld { titles: true, dates: true, outlets: true };
/// Text and title: a plain file.
pub(crate) const FILE: Withheld = Withheld { titles: false, dates: true, outlets: true };
/// Text, date and outlet: an archive that keeps no titles.
pub(crate) const UNTITLED: Withheld = Withheld { titles: true, dates: false, outlets: false };

/// The ways in which the corpus is read, and what the name of a set ends in that was read so: the
/// model must do with what there is.
pub(crate) const READINGS: [(&str, Withheld); 4] = [("", FULL), ("-", BARE), ("~", FILE), ("^", UNTITLED)];

/// A field's text, empty where there is none.
pub(crate) fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_default()
}

/// A line of the corpus or of the real texts as a document.
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

/// The lines of a JSON Lines file, plain or gzipped.
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

/// The files of a folder of the corpus.
fn parts(folder: &str) -> Vec<PathBuf> {
    std::fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{folder}, from the project's root: {error}"))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "jsonl"))
        .collect()
}

/// All parts of the corpus, in the order of their files' names and of their lines.
pub(crate) fn corpus(withheld: Withheld) -> Vec<Labelled> {
    let mut reader = Reader::new(Language::Italian);
    let mut paths: Vec<_> = CORPUS.iter().flat_map(|folder| parts(folder)).collect();
    paths.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    let mut labelled = Vec::new();
    for value in paths.iter().flat_map(|path| lines(path)) {
        let document = document(&value, withheld);
        labelled.push(Labelled {
            part: text(&value, "id").split('-').next().unwrap_or_default().to_owned(),
            family: text(&value, "family").to_owned(),
            cluster: text(&value, "cluster").to_owned(),
            kind: text(&value, "kind").to_owned(),
            root: value["derived_from"].is_null(),
            print: reader.read(&document),
            document,
        });
    }
    labelled
}

/// Folds of the cross-validation by families.
const FOLDS: usize = 5;

/// One way to deal what belongs together out to the folds: families of the corpus, documents of the real texts.
#[derive(Debug, Clone)]
pub(crate) struct Deal {
    families: BTreeMap<String, usize>,
    number: u64,
    /// How many folds.
    pub(crate) folds: usize,
}

impl Deal {
    /// Deals the corpus's families out in turn, so that each fold has some of all parts: in their own order
    /// the first time, shuffled within each part by the deal's number after that.
    pub(crate) fn new(corpus: &[Labelled], number: u64) -> Self {
        let mut families: Vec<(&str, u64, &str)> = Vec::new();
        for document in corpus {
            if families.iter().all(|family| family.2 != document.family) {
                let order = if number == 0 { 0 } else { shuffled(&document.family, number) };
                families.push((&document.part, order, &document.family));
            }
        }
        families.sort_by_key(|&(part, order, _)| (part, order));
        let dealt = families.iter().enumerate().map(|(at, family)| (family.2.to_owned(), at % FOLDS));
        Self { families: dealt.collect(), number, folds: FOLDS }
    }

    /// Deals each part of the corpus to a fold of its own: what judges it has seen nothing of its author.
    pub(crate) fn of_parts(corpus: &[Labelled]) -> Self {
        let parts: BTreeSet<&str> = corpus.iter().map(|document| &*document.part).collect();
        let place = |part: &str| parts.iter().position(|&other| other == part).unwrap_or_default();
        let dealt = corpus.iter().map(|document| (document.family.clone(), place(&document.part)));
        Self { families: dealt.collect(), number: 0, folds: parts.len() }
    }

    /// The fold of a family or of a document.
    pub(crate) fn fold(&self, group: &str) -> usize {
        let by_chance = || (shuffled(group, self.number) % self.folds as u64) as usize;
        self.families.get(group).copied().unwrap_or_else(by_chance)
    }
}

fn shuffled(name: &str, number: u64) -> u64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(name.as_bytes(), number)
}

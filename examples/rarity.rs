//! Counts in how many documents each stem and each word of a name stands, and writes the tables
//! `src/read/rarity/{it,en}.tsv`.
//!
//! `cargo run --release --example rarity -- it FILE.jsonl[.gz] [CORPUS.jsonl ...]`
//!
//! The first file is a large collection of unrelated documents, each counted once. Of the corpus
//! files, whose documents stand in families around one release, a word counts only when three
//! families have it, so that what one release and its copies share stays as rare as it is in the
//! world. A word's share of the documents is the larger of the two; words of fewer than three
//! documents are left out: they are as rare as can be told.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use ricalco::Language;
use ricalco::read::facts::{self, Context, FactKind};
use ricalco::read::furniture::furniture;
use ricalco::read::normalize::normalize;
use ricalco::read::stem::Stemmer;
use ricalco::read::tokenize::{TokenKind, Tokens, tokenize};
use serde_json::Value;

/// Words found in fewer documents (or families) than this are left out.
const FEWEST: u32 = 3;
/// The shares are told in documents of this many.
const OF: u32 = 1_000_000;

/// For each word the groups and the documents that have it.
type Counts = BTreeMap<(char, String), (u32, u32)>;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let language: Language = arguments.next().expect("a language").parse().expect("a known language");
    let large = arguments.next().expect("a file of documents");
    let (all, counts) = count([large].into_iter(), language, |value| value["id"].to_string());
    let (beside, corpus) = count(arguments, language, |value| value["family"].to_string());
    let mut shares: BTreeMap<(char, String), u32> = BTreeMap::new();
    for (counts, all) in [(counts, all), (corpus, beside)] {
        for (word, (_, documents)) in counts.into_iter().filter(|&(_, (groups, _))| groups >= FEWEST) {
            let share = (u64::from(documents) * u64::from(OF) / u64::from(all.max(1))) as u32;
            let entry = shares.entry(word).or_default();
            *entry = share.max(*entry);
        }
    }
    println!("# In how many of a million documents each stem (s) and each word of a name (n) stands.");
    println!(
        "# Counted by examples/rarity.rs on {all} documents and {beside} of the corpus; see src/read/rarity.rs."
    );
    for ((kind, word), share) in shares {
        println!("{kind}\t{word}\t{share}");
    }
}

/// Counts in how many groups and documents each word stands; returns the number of documents too.
fn count(
    files: impl Iterator<Item = String>,
    language: Language,
    group: impl Fn(&Value) -> String,
) -> (u32, Counts) {
    let mut groups: BTreeSet<String> = BTreeSet::new();
    let mut counts = Counts::new();
    let mut in_group: BTreeSet<(char, String)> = BTreeSet::new();
    let mut documents = 0;
    let mut stemmer = Stemmer::new(language);
    let (mut tokens, mut found) = (Tokens::default(), Vec::new());
    for path in files {
        let file = File::open(&path).expect("a readable file");
        let reader: Box<dyn Read> = if Path::new(&path).extension().is_some_and(|extension| extension == "gz")
        {
            Box::new(flate2::read::GzDecoder::new(file))
        } else {
            Box::new(file)
        };
        for line in BufReader::new(reader).lines() {
            let value: Value = serde_json::from_str(&line.expect("a line")).expect("a line of JSON");
            let group = group(&value);
            // Groups stand together in a file: what was seen in another is no longer needed.
            if groups.insert(group) {
                in_group.clear();
            }
            documents += 1;
            let mut in_document: BTreeSet<(char, String)> = BTreeSet::new();
            let text = normalize(value["text"].as_str().unwrap_or_default());
            let pieces = furniture(text.text(), language);
            tokenize(text.text(), &pieces, language, &mut tokens);
            facts::facts(
                text.text(),
                &tokens,
                Context { language, published: None },
                &mut stemmer,
                &mut found,
            );
            let mut add = |kind: char, word: &str| {
                let word = (kind, word.to_owned());
                if in_document.insert(word.clone()) {
                    let entry = counts.entry(word.clone()).or_default();
                    entry.0 += u32::from(in_group.insert(word));
                    entry.1 += 1;
                }
            };
            let mut stem = String::new();
            for token in tokens.tokens.iter().filter(|token| token.kind == TokenKind::Word && !token.elided) {
                stem.clear();
                if !stemmer.stem(tokens.folded(token), &mut stem).stop {
                    add('s', &stem);
                }
            }
            for fact in found.iter().filter(|fact| fact.kind == FactKind::Name) {
                for token in &tokens.tokens[fact.tokens.start as usize..fact.tokens.end as usize] {
                    add('n', tokens.folded(token));
                }
            }
        }
    }
    (documents, counts)
}

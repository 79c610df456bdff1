//! Says whether two texts trace one release, and on what evidence.
//!
//! `cargo run --example two_texts -- [A.txt B.txt]`; without files it compares two texts of its own.

use std::error::Error;
use std::fs;

use ricalco::{Deduplicator, Document};

const RELEASE: &str = "La Provincia di Valdrana ha approvato il rifacimento del ponte sul torrente Sermola. I \
lavori, affidati alla Costruzioni Bertagna per 1.284.500 euro, cominceranno il 14 settembre e dureranno 210 giorni.";
const ARTICLE: &str = "Costerà quasi un milione e trecentomila euro (1.284.500, per la precisione) rifare il ponte \
sul Sermola: la Bertagna apre il cantiere il 14 settembre e ne avrà per duecentodieci giorni.";

fn main() -> Result<(), Box<dyn Error>> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let (a, b) = match files.as_slice() {
        [a, b] => (fs::read_to_string(a)?, fs::read_to_string(b)?),
        _ => (RELEASE.to_owned(), ARTICLE.to_owned()),
    };
    let deduplicator = Deduplicator::new();
    let comparison = deduplicator.explain(&Document::new("a", a), &Document::new("b", b));

    let verdict = &comparison.verdict;
    let traced = verdict.probability >= deduplicator.threshold();
    println!("{} (probability {:.2})", if traced { "one release" } else { "apart" }, verdict.probability);
    println!("wording of b found in a: {:.0} %", 100.0 * verdict.wording_of_b);
    println!("facts of b found in a:   {:.0} %", 100.0 * verdict.facts_of_b);
    for pair in &comparison.agree {
        println!("both say   {:24} {}", pair.a.words, pair.b.words);
    }
    for pair in &comparison.disagree {
        println!("they differ {:23} {}", pair.a.words, pair.b.words);
    }
    Ok(())
}

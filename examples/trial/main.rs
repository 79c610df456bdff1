//! A long trial: generated documents from text to clusters, with the truth at hand.
//!
//! ```text
//! cargo run --release --example trial -- --documents 10000,100000,1000000 [--seed 1] [--wrong 10]
//! ```
//!
//! For each number: the time of each stage on the clock and on the processor, the peak of memory,
//! the share of true pairs that are candidates, wrong merges for 100,000 documents, pairwise and
//! B-cubed scores. At the end the exponent with which time grows from the first number to the last.
//! Documents come as a stream and leave as fingerprints: texts are never all in memory. The time of
//! the generator is told apart from the rest and not counted. Times of the processor and memory are
//! read from `/proc` and left out where there is none.

#[allow(dead_code, reason = "the trial uses a part of it")]
#[path = "../generate/generator/mod.rs"]
mod generator;
mod meter;
mod score;

use std::path::Path;

use ricalco::{Deduplicator, Document, DocumentId, Fingerprint};

use self::generator::Generator;
use self::meter::{Cost, Meter};
use self::score::Truth;

/// Documents that are in memory as texts.
const CHUNK: usize = 8_192;
const USAGE: &str = "trial [--documents N,N,...] [--seed N] [--wrong N]";

struct Options {
    documents: Vec<u64>,
    seed: u64,
    /// How many wrong clusters to show.
    wrong: usize,
}

fn options() -> Option<Options> {
    let mut options = Options { documents: vec![10_000], seed: 1, wrong: 0 };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next()?;
        match name.as_str() {
            "--documents" => {
                options.documents = value.split(',').map(|n| n.parse().ok()).collect::<Option<_>>()?;
            }
            "--seed" => options.seed = value.parse().ok()?,
            "--wrong" => options.wrong = value.parse().ok()?,
            _ => return None,
        }
    }
    (!options.documents.is_empty()).then_some(options)
}

/// What was read of a stream.
#[derive(Default)]
struct Read {
    ids: Vec<DocumentId>,
    fingerprints: Vec<Fingerprint>,
    truth: Truth,
    bytes: usize,
    generating: Cost,
    reading: Cost,
}

fn read(generator: &Generator, deduplicator: &Deduplicator, count: u64) -> Read {
    let mut read = Read::default();
    let mut documents: Vec<Document> = Vec::with_capacity(CHUNK);
    let mut stream = generator.documents(count);
    loop {
        let meter = Meter::start();
        documents.clear();
        for made in stream.by_ref().take(CHUNK) {
            read.bytes += made.text.len();
            read.truth.add(&made);
            documents.push(made.document());
        }
        read.generating += meter.stop();
        if documents.is_empty() {
            return read;
        }
        let meter = Meter::start();
        read.fingerprints.extend(deduplicator.read_all(&documents));
        read.ids.extend(documents.iter().map(|document| document.id().clone()));
        read.reading += meter.stop();
    }
}

/// Runs one number of documents; gives what reading and grouping took.
fn trial(
    generator: &Generator,
    deduplicator: &Deduplicator,
    count: u64,
    wrong: usize,
) -> ricalco::Result<Cost> {
    meter::forget_peak();
    let read = read(generator, deduplicator, count);
    let memory: usize = read.fingerprints.iter().map(Fingerprint::memory).sum();
    let meter = Meter::start();
    let grouping = deduplicator.group_fingerprints(&read.ids, &read.fingerprints)?;
    let grouped = meter.stop();
    let peak = meter::peak_memory();

    let megabytes = read.bytes as f64 / 1e6;
    println!(
        "{count} documents, {megabytes:.0} MB of text, fingerprints of {} bytes",
        memory / count.max(1) as usize
    );
    println!("  generating {}", read.generating);
    println!("  reading    {}  {:.1} MB/s of the processor", read.reading, read.reading.rate(megabytes));
    println!("  grouping   {grouped}");
    let mut all = read.reading;
    all += grouped;
    println!("  together   {all}");
    if let Some(peak) = peak {
        println!("  memory     {peak:.0} MiB at the peak");
    }
    let statistics = grouping.statistics();
    println!("  candidates {} pairs judged, {} passed over", statistics.candidates, statistics.passed_over);
    read.truth.report(&grouping, &read.fingerprints);
    read.truth.show_wrong(&grouping, wrong);
    Ok(all)
}

fn main() {
    let Some(options) = options() else {
        eprintln!("usage: {USAGE}");
        std::process::exit(2);
    };
    let run = || -> Result<(), Box<dyn std::error::Error>> {
        let generator = Generator::new(Path::new(env!("CARGO_MANIFEST_DIR")), options.seed)?;
        let deduplicator = Deduplicator::new();
        let mut costs = Vec::new();
        for &number in &options.documents {
            costs.push((number as f64, trial(&generator, &deduplicator, number, options.wrong)?));
        }
        if let (Some((few, least)), Some((many, most))) = (costs.first(), costs.last())
            && many > few
        {
            let exponent = |a: f64, b: f64| (b / a).ln() / (many / few).ln();
            println!("exponent {:.2} by the clock", exponent(least.clock, most.clock));
            if let (Some(least), Some(most)) = (least.processor, most.processor) {
                println!("exponent {:.2} by the processor", exponent(least, most));
            }
        }
        Ok(())
    };
    if let Err(error) = run() {
        eprintln!("trial: {error}");
        std::process::exit(2);
    }
}

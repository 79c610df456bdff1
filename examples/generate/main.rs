//! Writes documents with known labels, as many as are wanted.
//!
//! ```text
//! cargo run --release --example generate -- --documents 1000000 --seed 1 [--gold gold.jsonl] > docs.jsonl
//! ```
//!
//! JSON Lines: `id text title outlet published lang`; the gold file has `id cluster kind
//! derived_from`. The same seed gives the same bytes; memory does not grow with the number.

mod generator;

use std::io::{BufWriter, Write};
use std::path::Path;

use ricalco::Timestamp;
use serde::Serialize;

use self::generator::{Generator, Made};

const USAGE: &str = "generate [--documents N] [--seed N] [--gold FILE]";

#[derive(Serialize)]
struct Line<'m> {
    id: &'m str,
    text: &'m str,
    title: &'m str,
    outlet: &'m str,
    published: Timestamp,
    lang: &'static str,
}

#[derive(Serialize)]
struct Gold<'m> {
    id: &'m str,
    cluster: u64,
    kind: &'static str,
    derived_from: Option<&'m str>,
}

struct Options {
    documents: u64,
    seed: u64,
    gold: Option<String>,
}

fn options() -> Option<Options> {
    let mut options = Options { documents: 10_000, seed: 1, gold: None };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next()?;
        match name.as_str() {
            "--documents" => options.documents = value.parse().ok()?,
            "--seed" => options.seed = value.parse().ok()?,
            "--gold" => options.gold = Some(value),
            _ => return None,
        }
    }
    Some(options)
}

fn write(out: &mut impl Write, line: &impl Serialize) -> std::io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

fn run(options: &Options) -> std::io::Result<()> {
    let generator = Generator::new(Path::new(env!("CARGO_MANIFEST_DIR")), options.seed)?;
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut gold = options.gold.as_ref().map(std::fs::File::create).transpose()?.map(BufWriter::new);
    for made in generator.documents(options.documents) {
        let Made { id, text, title, outlet, published, cluster, kind, derived_from } = &made;
        let published = Timestamp::from_seconds(*published);
        write(&mut out, &Line { id, text, title, outlet, published, lang: "it" })?;
        if let Some(gold) = &mut gold {
            write(gold, &Gold { id, cluster: *cluster, kind, derived_from: derived_from.as_deref() })?;
        }
    }
    if let Some(mut gold) = gold {
        gold.flush()?;
    }
    out.flush()
}

fn main() {
    let Some(options) = options() else {
        eprintln!("usage: {USAGE}");
        std::process::exit(2);
    };
    match run(&options) {
        // Who reads the stream may have had enough.
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            eprintln!("generate: {error}");
            std::process::exit(2);
        }
        _ => {}
    }
}

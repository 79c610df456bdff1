//! Reading: each stage alone, on what the stages before it gave, and all of it; in bytes of text.
//! Then all articles, not only the first. Prints the allocations a document at the end. The stage `facts`
//! looks its words up as `stem` does; all of it together looks them up once.

#[allow(dead_code, reason = "each bench uses a part of it")]
mod support;

use std::alloc::System;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ricalco::read::facts::{self, Context};
use ricalco::read::furniture::{self, Furniture};
use ricalco::read::normalize::{Normalized, normalize};
use ricalco::read::reader::Reader;
use ricalco::read::shingle;
use ricalco::read::stem::Stemmer;
use ricalco::read::tokenize::{self, Tokens};
use ricalco::{Document, Language};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const DOCUMENTS: usize = 2_000;
/// All of DICE.
const ARTICLES: usize = 10_372;
const LANGUAGE: Language = Language::Italian;

/// What the stages give for a document, so that each can be timed alone.
struct Stages<'d> {
    document: &'d Document,
    text: Normalized<'d>,
    furniture: Vec<Furniture>,
    tokens: Tokens,
    stems: String,
    ends: Vec<u32>,
}

fn stages<'d>(document: &'d Document, stemmer: &mut Stemmer) -> Stages<'d> {
    let text = normalize(document.text());
    let furniture = furniture::furniture(text.text(), LANGUAGE);
    let mut tokens = Tokens::default();
    tokenize::tokenize(text.text(), &furniture, LANGUAGE, &mut tokens);
    let (mut stems, mut ends) = (String::new(), Vec::new());
    for token in &tokens.tokens {
        let folded = tokens.folded(token);
        if !folded.is_empty() {
            stemmer.stem(folded, &mut stems);
            ends.push(stems.len() as u32);
            stems.push(' ');
        }
    }
    stems.pop();
    Stages { document, text, furniture, tokens, stems, ends }
}

fn read(criterion: &mut Criterion) {
    let documents = support::documents(DOCUMENTS);
    let mut stemmer = Stemmer::new(LANGUAGE);
    let stages: Vec<Stages<'_>> = documents.iter().map(|document| stages(document, &mut stemmer)).collect();
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(support::bytes(&documents)));
    group.sample_size(20);

    group.bench_function("normalize", |bencher| {
        bencher
            .iter(|| documents.iter().map(|document| normalize(document.text()).text().len()).sum::<usize>());
    });
    group.bench_function("furniture", |bencher| {
        bencher.iter(|| {
            stages.iter().map(|s| furniture::furniture(s.text.text(), LANGUAGE).len()).sum::<usize>()
        });
    });
    let mut tokens = Tokens::default();
    group.bench_function("tokenize", |bencher| {
        bencher.iter(|| {
            for s in &stages {
                tokenize::tokenize(s.text.text(), &s.furniture, LANGUAGE, &mut tokens);
                black_box(&tokens);
            }
        });
    });
    let mut stems = String::new();
    group.bench_function("stem", |bencher| {
        bencher.iter(|| {
            for s in &stages {
                stems.clear();
                for token in &s.tokens.tokens {
                    black_box(stemmer.stem(s.tokens.folded(token), &mut stems));
                }
            }
        });
    });
    let mut found = Vec::new();
    group.bench_function("facts", |bencher| {
        bencher.iter(|| {
            for s in &stages {
                let context = Context { language: LANGUAGE, published: s.document.published() };
                facts::facts(s.text.text(), &s.tokens, context, &mut stemmer, &mut found);
                black_box(&found);
            }
        });
    });
    group.bench_function("shingle", |bencher| {
        bencher.iter(|| {
            stages.iter().fold(0, |all, s| all ^ shingle::simhash(shingle::shingles(&s.stems, &s.ends)))
        });
    });
    let mut reader = Reader::new(LANGUAGE);
    group.bench_function("all", |bencher| {
        bencher
            .iter(|| documents.iter().map(|document| reader.read(document).terms().count()).sum::<usize>());
    });
    group.finish();
    articles(criterion, &mut reader);

    let region = Region::new(ALLOCATOR);
    let prints: Vec<_> = documents.iter().map(|document| reader.read(document)).collect();
    let change = region.change();
    let each = |n: usize| n as f64 / documents.len() as f64;
    println!(
        "a document: {:.0} bytes of text, {:.1} allocations and {:.1} reallocations of {:.0} bytes; a fingerprint of {:.0} bytes",
        each(support::bytes(&documents) as usize),
        each(change.allocations),
        each(change.reallocations),
        each(change.bytes_allocated),
        each(prints.iter().map(ricalco::Fingerprint::memory).sum::<usize>()),
    );
}

/// All articles, by a reader that remembers the words of the round before, and by one that knows none yet.
fn articles(criterion: &mut Criterion, reader: &mut Reader) {
    let documents = support::documents(ARTICLES);
    let mut group = criterion.benchmark_group("read");
    group.throughput(Throughput::Bytes(support::bytes(&documents)));
    group.sample_size(10);
    group.bench_function("articles", |bencher| {
        bencher
            .iter(|| documents.iter().map(|document| reader.read(document).terms().count()).sum::<usize>());
    });
    group.bench_function("articles_anew", |bencher| {
        bencher.iter(|| {
            let mut reader = Reader::new(LANGUAGE);
            documents.iter().map(|document| reader.read(document).terms().count()).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);

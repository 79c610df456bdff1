//! Grouping: from text to clusters, on generated documents of growing number and on the articles.
//! Prints the exponent with which the cost grows. `RICALCO_LARGE=1` adds 100,000 documents.

#[allow(dead_code, reason = "each bench uses a part of it")]
mod support;

use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ricalco::{Deduplicator, Document};

/// Rounds of which the median is taken for the exponent.
const ROUNDS: usize = 5;

fn sizes() -> Vec<u64> {
    let mut sizes = vec![1_000, 10_000];
    if std::env::var_os("RICALCO_LARGE").is_some() {
        sizes.push(100_000);
    }
    sizes
}

fn clusters(deduplicator: &Deduplicator, documents: &[Document]) -> usize {
    deduplicator.group(documents).expect("ids that are unique").clusters().len()
}

fn group(criterion: &mut Criterion) {
    let deduplicator = Deduplicator::new();
    let mut group = criterion.benchmark_group("group");
    group.sample_size(10).measurement_time(Duration::from_secs(8));
    let mut costs = Vec::new();
    for size in sizes() {
        let documents = support::generated(size);
        group.throughput(Throughput::Elements(size));
        group.bench_with_input(BenchmarkId::new("generated", size), &documents, |bencher, documents| {
            bencher.iter(|| clusters(&deduplicator, documents));
        });
        if !support::is_trial_run() {
            costs.push((size as f64, median(|| clusters(&deduplicator, &documents))));
        }
    }
    if let Some(articles) = support::articles() {
        group.throughput(Throughput::Elements(articles.len() as u64));
        group.bench_with_input(
            BenchmarkId::new("articles", articles.len()),
            &articles,
            |bencher, documents| {
                bencher.iter(|| clusters(&deduplicator, documents));
            },
        );
    }
    group.finish();
    if costs.len() > 1 {
        println!("cost grows with exponent {:.2}", exponent(&costs));
    }
}

fn median(mut work: impl FnMut() -> usize) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(work());
            start.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

/// The slope of the line through the logarithms of size and cost, by least squares.
fn exponent(costs: &[(f64, f64)]) -> f64 {
    let n = costs.len() as f64;
    let logs: Vec<(f64, f64)> = costs.iter().map(|(size, cost)| (size.ln(), cost.ln())).collect();
    let (x, y) = logs.iter().fold((0.0, 0.0), |(x, y), log| (x + log.0 / n, y + log.1 / n));
    let (both, square) =
        logs.iter().fold((0.0, 0.0), |(b, s), log| (b + (log.0 - x) * (log.1 - y), s + (log.0 - x).powi(2)));
    both / square
}

criterion_group!(benches, group);
criterion_main!(benches);

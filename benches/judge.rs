//! Judging: a verdict on two fingerprints that are at hand, and as a batch judges: a document held, and compared
//! with all its candidates.

#[allow(dead_code, reason = "each bench uses a part of it")]
mod support;

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use ricalco::group::candidates;
use ricalco::judge::evidence::{Evidence, Scratch};
use ricalco::judge::model;
use ricalco::judge::ready::{Held, Ready};
use ricalco::judge::sift::sift;
use ricalco::{Deduplicator, Fingerprint};

/// Of less probable pairs a batch does not ask how probable they are.
const FLOOR: f32 = 0.1;
/// Pairs that are judged in one round.
const PAIRS: usize = 4_096;

fn judge(criterion: &mut Criterion) {
    let deduplicator = Deduplicator::new();
    let prints: Vec<Fingerprint> = deduplicator.read_all(&support::generated(2_000));
    let mut pairs = candidates::candidates(&prints, None).pairs;
    pairs.truncate(PAIRS);
    let mut group = criterion.benchmark_group("judge");
    group.throughput(Throughput::Elements(pairs.len() as u64));
    let rows: Vec<&[(u32, u32)]> = pairs.chunk_by(|x, y| x.0 == y.0).collect();
    let ready: Vec<Ready<'_>> = prints.iter().map(Ready::from).collect();
    let mut scratch = Scratch::default();
    group.bench_function("sifted", |bencher| {
        bencher.iter(|| {
            for row in &rows {
                let held = Held::from(ready[row[0].0 as usize].clone());
                for &(_, b) in *row {
                    black_box(sift(&held, &ready[b as usize], FLOOR, &mut scratch));
                }
            }
        });
    });
    group.bench_function("held", |bencher| {
        bencher.iter(|| {
            for row in &rows {
                let held = Held::from(ready[row[0].0 as usize].clone());
                for &(_, b) in *row {
                    let evidence = Evidence::against(&held, &ready[b as usize], &mut scratch);
                    black_box(model::probability(&evidence));
                }
            }
        });
    });
    let pairs: Vec<(&Fingerprint, &Fingerprint)> =
        pairs.iter().map(|&(a, b)| (&prints[a as usize], &prints[b as usize])).collect();

    group.bench_function("evidence", |bencher| {
        bencher.iter(|| {
            for &(a, b) in &pairs {
                black_box(Evidence::of(a, b, &mut scratch));
            }
        });
    });
    let evidence: Vec<Evidence> = pairs.iter().map(|(a, b)| Evidence::of(a, b, &mut scratch)).collect();
    group.bench_function("probability", |bencher| {
        bencher.iter(|| evidence.iter().map(model::probability).sum::<f32>());
    });
    group.bench_function("verdict", |bencher| {
        bencher.iter(|| {
            for &(a, b) in &pairs {
                black_box(deduplicator.compare(a, b));
            }
        });
    });
    group.finish();
}

criterion_group!(benches, judge);
criterion_main!(benches);

//! Measures an index with many documents in it: how long single insertions, batches and look-ups
//! take, and how large file and memory are.
//!
//! ```text
//! cargo run --release --features index --example endurance -- docs.jsonl INDEX [--batch N] [--singles N] [--lookups N] [--window DAYS]
//! ```
//!
//! The documents of the file, JSON Lines, go in by batches, but for the last ones, which go in one
//! by one or are looked up. Without a window any two may be linked. The index file must not exist.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader, Write as _};
use std::time::{Duration, Instant};

use ricalco::{Document, Index};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

struct Options {
    documents: String,
    index: String,
    batch: usize,
    singles: usize,
    lookups: usize,
    window: Option<Duration>,
}

fn options() -> Outcome<Options> {
    let usage = "endurance DOCS.jsonl INDEX [--batch N] [--singles N] [--lookups N] [--window DAYS]";
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or(usage);
    let (documents, index) = (next()?, next()?);
    let mut options = Options { documents, index, batch: 8192, singles: 1000, lookups: 1000, window: None };
    while let Some(name) = arguments.next() {
        let value: usize = arguments.next().ok_or(usage)?.parse()?;
        match name.as_str() {
            "--batch" => options.batch = value,
            "--singles" => options.singles = value,
            "--lookups" => options.lookups = value,
            "--window" => options.window = Some(Duration::from_secs(86_400 * value as u64)),
            _ => return Err(usage.into()),
        }
    }
    Ok(options)
}

fn main() -> Outcome<()> {
    let options = options()?;
    let count = BufReader::new(File::open(&options.documents)?).lines().count();
    let mut lines = BufReader::new(File::open(&options.documents)?).lines();
    let mut builder = Index::builder();
    if let Some(window) = options.window {
        builder = builder.window(window);
    }
    let index = builder.create(&options.index)?;
    let mut out = std::io::stdout().lock();

    let bulk = count.saturating_sub(options.singles + options.lookups);
    let (mut done, mut spent, mut last) = (0, Duration::ZERO, Duration::ZERO);
    let before = processor();
    while done < bulk {
        let batch = read(&mut lines, options.batch.min(bulk - done))?;
        let begin = Instant::now();
        index.insert_batch(&batch)?;
        last = begin.elapsed();
        spent += last;
        done += batch.len();
        if done / options.batch % 8 == 0 {
            writeln!(out, "{done} documents, the last batch at {:.0} a second", rate(batch.len(), last))?;
        }
    }
    writeln!(out, "batches of {}: {:.0} documents a second", options.batch, rate(done, spent))?;
    writeln!(out, "the last batch: {:.0} a second", rate(options.batch, last))?;
    tell_processor(&mut out, done, before)?;

    let singles = read(&mut lines, options.singles)?;
    let before = processor();
    let times = singles.iter().map(|document| time(|| index.insert(document).map(drop)));
    tell(&mut out, "insert", times.collect::<Result<_, _>>()?)?;
    tell_processor(&mut out, singles.len(), before)?;
    let lookups = read(&mut lines, options.lookups)?;
    let before = processor();
    let times = lookups.iter().map(|document| time(|| index.lookup(document).map(drop)));
    tell(&mut out, "lookup", times.collect::<Result<_, _>>()?)?;
    tell_processor(&mut out, lookups.len(), before)?;
    tell(&mut out, "sync alone", sync_alone(&options.index)?)?;

    let file = fs::metadata(&options.index)?;
    writeln!(
        out,
        "{} documents, file {} MiB, on disk {} MiB",
        index.len(),
        file.len() >> 20,
        on_disk(&file) >> 20
    )?;
    drop(index);
    writeln!(out, "closed: file {} MiB", fs::metadata(&options.index)?.len() >> 20)?;
    let begin = Instant::now();
    let index = Index::open(&options.index)?;
    writeln!(out, "opened in {:.0} ms", begin.elapsed().as_secs_f64() * 1e3)?;
    drop(index);
    if let Ok(status) = fs::read_to_string("/proc/self/status") {
        let peak = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
        writeln!(out, "memory at its highest: {peak}")?;
    }
    Ok(())
}

fn read(lines: &mut impl Iterator<Item = std::io::Result<String>>, count: usize) -> Outcome<Vec<Document>> {
    lines.take(count).map(|line| Ok(serde_json::from_str(&line?)?)).collect()
}

/// The processor's time of this process so far, all threads, user and system, in milliseconds.
fn processor() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    // After the name, which may hold anything but ends with the last bracket.
    let mut fields = stat.rsplit_once(") ")?.1.split(' ').skip(11);
    let mut ticks = || fields.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) * 10.0)
}

fn tell_processor(out: &mut impl std::io::Write, count: usize, before: Option<f64>) -> Outcome<()> {
    if let (Some(before), Some(now), true) = (before, processor(), count > 0) {
        writeln!(out, "    of the processor: {:.2} ms each", (now - before) / count as f64)?;
    }
    Ok(())
}

/// Bytes that a file takes on disk: the store makes room ahead, which no disk holds until it is written.
#[cfg(unix)]
fn on_disk(file: &fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt as _;
    file.blocks() * 512
}

/// Bytes of a file.
#[cfg(not(unix))]
fn on_disk(file: &fs::Metadata) -> u64 {
    file.len()
}

fn rate(documents: usize, time: Duration) -> f64 {
    documents as f64 / time.as_secs_f64().max(1e-9)
}

fn time(work: impl FnOnce() -> ricalco::Result<()>) -> ricalco::Result<Duration> {
    let begin = Instant::now();
    work().map(|()| begin.elapsed())
}

/// What a sync of one changed page beside the index takes: the part of an insertion that is the disk's.
fn sync_alone(index: &str) -> Outcome<Vec<Duration>> {
    let path = format!("{index}.sync");
    let mut file = File::create(&path)?;
    let page = vec![1; 1 << 16];
    file.write_all(&page)?;
    file.sync_all()?;
    let mut times = Vec::new();
    for _ in 0..200 {
        file.write_all(&page)?;
        let begin = Instant::now();
        file.sync_data()?;
        times.push(begin.elapsed());
    }
    fs::remove_file(path)?;
    Ok(times)
}

fn tell(out: &mut impl std::io::Write, what: &str, mut times: Vec<Duration>) -> Outcome<()> {
    times.sort_unstable();
    let at = |share: f64| {
        let time = times.get((times.len() as f64 * share) as usize).or(times.last());
        time.map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    writeln!(out, "{what}: p50 {:.2} ms, p99 {:.2} ms, most {:.2} ms", at(0.5), at(0.99), at(1.0))?;
    Ok(())
}

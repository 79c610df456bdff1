//! A process that writes to an index is killed (SIGKILL) at random moments; whatever it was told to be
//! on disk must be there, and every table must agree with the others.
//!
//! `RICALCO_KILLS=200 cargo test --release --features index --test crash_consistency` is the long form.

#![cfg(feature = "index")]

use std::collections::BTreeSet;
use std::env;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use ricalco::{Document, DocumentId, Index};
use tempfile::TempDir;

const PATH: &str = "RICALCO_CRASH_INDEX";
const ROUND: &str = "RICALCO_CRASH_ROUND";

/// A document by its number: five in a row tell one story.
fn document(number: usize) -> Document {
    let (story, version) = (number / 5, number % 5);
    let telling = match version {
        0 | 3 => "La Provincia ha approvato il progetto per il rifacimento del ponte sul torrente Sermola",
        1 => "Si rifà il ponte sul Sermola, la Provincia ha dato il via al progetto",
        _ => "Approvato il progetto: il ponte sul torrente Sermola sarà rifatto",
    };
    let text = format!(
        "{telling}, per {} euro e {} giorni di lavori dell'impresa Bertagna{story} di Collefosco{story}.",
        1_284_531 + 7_919 * story,
        100 + story
    );
    Document::new(format!("d{number}"), text)
}

/// The child: it writes without end, and says what is on disk.
#[test]
fn child() {
    let (Ok(path), Ok(round)) = (env::var(PATH), env::var(ROUND)) else { return };
    let first = round.parse::<usize>().expect("a round") * 100_000;
    let index = Index::builder().open_or_create(&path).expect("an index");
    let say = |what: &str, documents: &[usize]| {
        let mut out = std::io::stderr().lock();
        for number in documents {
            writeln!(out, "@{what} d{number}").expect("a line");
        }
    };
    let mut number = first;
    loop {
        let many: Vec<usize> = (number..number + if number % 3 == 0 { 9 } else { 1 }).collect();
        number += many.len();
        let documents: Vec<Document> = many.iter().map(|&number| document(number)).collect();
        index.insert_batch(&documents).expect("placements");
        say("in", &many);
        if number % 4 == 0 {
            let old = first + (number - first) * 5 / 7;
            say("leaving", &[old]);
            index.remove(&DocumentId::new(format!("d{old}"))).expect("events");
        }
    }
}

/// Lets a child write for a while, kills it, and adds what it was told to be on disk.
fn round(path: &Path, round: usize, held: &mut BTreeSet<String>) {
    let mut child = Command::new(env::current_exe().expect("this test"))
        .args(["--exact", "child", "--nocapture"])
        .env(PATH, path)
        .env(ROUND, round.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a child");
    let mut said = BufReader::new(child.stderr.take().expect("a pipe"));
    // A different moment each time, from the making of the file on.
    let moment = Duration::from_micros(20_000 + (round as u64 * 7_919_317) % 400_000);
    let killer = thread::spawn(move || {
        thread::sleep(moment);
        child.kill().expect("a kill");
        child.wait().expect("an end")
    });
    let mut bytes = Vec::new();
    while said.read_until(b'\n', &mut bytes).is_ok_and(|count| count > 0) {
        let line = String::from_utf8_lossy(&bytes).into_owned();
        // The child may be killed in the middle of a word: what it did not say to the end, it did not say.
        let Some(whole) = line.strip_suffix('\n') else { break };
        match whole.strip_prefix('@').and_then(|line| line.split_once(' ')) {
            Some(("in", id)) => drop(held.insert(id.to_owned())),
            Some(("leaving", id)) => drop(held.remove(id)),
            _ => assert!(!line.contains("panicked"), "{line}"),
        }
        bytes.clear();
    }
    let status = killer.join().expect("a killer");
    assert!(!status.success());
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let kills = env::var("RICALCO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(10);
    let directory = TempDir::new().expect("a directory");
    let path = directory.path().join("index");
    let mut held = BTreeSet::new();
    for at in 0..kills {
        round(&path, at, &mut held);
        let index = Index::builder().open_or_create(&path).expect("the index opens");
        for id in &held {
            let cluster = index.cluster_of(&DocumentId::new(id.as_str())).expect("a look");
            assert!(cluster.is_some(), "kill {at}: {id} is lost");
        }
        let found = index.verify().expect("a report");
        assert_eq!(found.problems, Vec::<String>::new(), "kill {at}");
    }
    assert!(held.len() > kills, "the children wrote {} documents", held.len());
}

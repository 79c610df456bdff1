//! `ricalco ingest`, `clusters`, `lookup`, `forget`, `verify`: an index from the command line.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::{env, fs};

use serde_json::{Value, json};
use support::{Folder, OTHER, RELEASE, batch, copy, line, ricalco, stdout};

fn objects(output: &str) -> Vec<Value> {
    output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The members of each cluster, by its source.
fn partition(index: &str) -> BTreeMap<String, BTreeSet<String>> {
    let clusters = objects(&stdout(&["clusters", "--index", index, "--format", "jsonl"], ""));
    let text = |value: &Value| value.as_str().expect("a string").to_owned();
    let members = |cluster: &Value| {
        cluster["members"].as_array().expect("members").iter().map(|member| text(&member["id"])).collect()
    };
    clusters.iter().map(|cluster| (text(&cluster["source"]), members(cluster))).collect()
}

#[test]
fn the_index_holds_the_clusters_that_group_finds() {
    let folder = Folder::new();
    let index = folder.path("index");
    let mut grouped: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in objects(&stdout(&["group", "-"], &batch())) {
        let text = |name: &str| row[name].as_str().expect("a string").to_owned();
        grouped.entry(text("source")).or_default().insert(text("id"));
    }
    let mut lines: Vec<String> = batch().lines().map(str::to_owned).collect();
    lines.reverse();
    for line in lines {
        let placed = objects(&stdout(&["ingest", "--index", &index, "-"], &line));
        assert_eq!(placed.len(), 1);
        assert_eq!(placed[0]["status"], "inserted");
        assert!(placed[0]["cluster"].as_str().is_some_and(|cluster| cluster.starts_with('c')));
    }
    assert_eq!(partition(&index), grouped);
    assert!(stdout(&["verify", "--index", &index], "").starts_with("5 documents, "));
}

/// The corpus, and 2,000 articles beside it where they are at hand, as lines of JSON by id.
fn corpus() -> BTreeMap<String, String> {
    let mut lines = Vec::new();
    for entry in fs::read_dir("../tests/corpus").expect("the corpus") {
        let path = entry.expect("an entry").path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            lines.extend(fs::read_to_string(path).expect("a file").lines().map(str::to_owned));
        }
    }
    let folder =
        env::var_os("RICALCO_DATA").map_or_else(|| PathBuf::from("../../shared/data"), PathBuf::from);
    match fs::File::open(folder.join("dice_it.jsonl.gz")) {
        Err(_) => println!("the articles of DICE are not at hand (RICALCO_DATA): the corpus stands alone"),
        Ok(file) => {
            let articles = BufReader::new(flate2::read::GzDecoder::new(file)).lines().step_by(5).take(2000);
            lines.extend(articles.map(|article| {
                let article: Value = serde_json::from_str(&article.expect("a line")).expect("JSON");
                json!({ "id": format!("article-{}", article["id"].as_str().expect("an id")), "text": article["text"] }).to_string()
            }));
        }
    }
    let id = |line: &str| {
        let document: Value = serde_json::from_str(line).expect("JSON");
        document["id"].as_str().expect("an id").to_owned()
    };
    lines.into_iter().map(|line| (id(&line), line + "\n")).collect()
}

/// Whatever the order and whatever came and went, `clusters` shows what `group` finds.
/// `RICALCO_ORDERS` says how many orders are tried.
#[test]
fn any_order_ends_where_group_does() {
    let orders = env::var("RICALCO_ORDERS").ok().and_then(|orders| orders.parse().ok()).unwrap_or(1);
    let documents = corpus();
    for order in 0..orders {
        let folder = Folder::new();
        let index = folder.path("index");
        // Sorted by a hash of the id, another for each order.
        let mut ids: Vec<&String> = documents.keys().collect();
        ids.sort_by_key(|id| {
            id.bytes().fold(order * 977 + 1, |hash: u64, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31)
            })
        });
        let mut held: BTreeSet<&str> = BTreeSet::new();
        for (at, piece) in ids.chunks(ids.len() / 7 + 1).enumerate() {
            let input: String = piece.iter().map(|id| documents[*id].as_str()).collect();
            let input = folder.file(&format!("{at}.jsonl"), &input);
            let placed = stdout(&["ingest", "--index", &index, &input], "");
            assert_eq!(placed.lines().count(), piece.len());
            held.extend(piece.iter().map(|id| id.as_str()));
            let leaving: Vec<&str> = held.iter().copied().skip(at).step_by(23).collect();
            let forget = ["forget", "--index", &index].into_iter().chain(leaving.iter().copied());
            stdout(&forget.collect::<Vec<&str>>(), "");
            held.retain(|id| !leaving.contains(id));
        }
        let rest: String = held.iter().map(|id| documents[*id].as_str()).collect();
        let rest = folder.file("rest.jsonl", &rest);
        let mut grouped: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in objects(&stdout(&["group", &rest], "")) {
            let text = |name: &str| row[name].as_str().expect("a string").to_owned();
            grouped.entry(text("source")).or_default().insert(text("id"));
        }
        assert!(grouped.values().any(|cluster| cluster.len() > 1));
        assert_eq!(partition(&index), grouped, "order {order}");
        assert!(stdout(&["verify", "--index", &index], "").ends_with("all is well\n"));
    }
}

#[test]
fn the_same_input_again_changes_nothing() {
    let folder = Folder::new();
    let (index, input) = (folder.path("index"), folder.file("in.jsonl", &batch()));
    let first = objects(&stdout(&["ingest", "--index", &index, &input], ""));
    let again = objects(&stdout(&["ingest", "--index", &index, &input], ""));
    assert_eq!(first.len(), 5);
    assert_eq!(again.len(), 5);
    for (first, again) in first.iter().zip(&again) {
        assert_eq!(again["status"], "unchanged");
        assert_eq!((&first["id"], &first["cluster"]), (&again["id"], &again["cluster"]));
        assert_eq!(again["events"], Value::Null);
    }
    let changed = objects(&stdout(&["ingest", "--index", &index, "-"], &line("copy", OTHER)));
    assert_eq!(changed[0]["status"], "updated");
}

#[test]
fn a_lookup_finds_and_leaves_no_trace() {
    let folder = Folder::new();
    let index = folder.path("index");
    stdout(&["ingest", "--index", &index, "-"], &line("release", RELEASE));
    let found = objects(&stdout(&["lookup", "--index", &index, "-"], &line("x", &copy())));
    assert_eq!(found[0]["source"], "release");
    assert_eq!(found[0]["cluster"], "c0");
    assert_eq!(found[0]["nearest"][0]["id"], "release");
    let alone = objects(&stdout(&["lookup", "--index", &index, "-"], &line("y", OTHER)));
    assert_eq!(alone[0]["cluster"], Value::Null);
    assert_eq!(alone[0]["relation"], "single");
    assert_eq!(partition(&index).len(), 1);
}

#[test]
fn what_is_forgotten_is_gone() {
    let folder = Folder::new();
    let (index, input) = (folder.path("index"), folder.file("in.jsonl", &batch()));
    stdout(&["ingest", "--index", &index, &input], "");
    let events = objects(&stdout(&["forget", "--index", &index, "other"], ""));
    assert_eq!(events[0]["event"], "left");
    assert_eq!(events[0]["document"], "other");
    assert_eq!(events[1]["event"], "ended");
    assert!(!partition(&index).contains_key("other"));
    ricalco().args(["forget", "--index", &index]).assert().code(2);
    ricalco()
        .args(["forget", "--index", &index, "nobody"])
        .assert()
        .success()
        .stderr(predicates::str::contains("does not hold \"nobody\""));
}

#[test]
fn documents_before_a_date_are_forgotten() {
    let folder = Folder::new();
    let index = folder.path("index");
    let dated = |id: &str, text: &str, published: &str| {
        format!("{}\n", serde_json::json!({ "id": id, "text": text, "published": published }))
    };
    let input = dated("old", RELEASE, "2026-03-01") + &dated("new", OTHER, "2026-05-01T10:00:00+02:00");
    stdout(&["ingest", "--index", &index, "-"], &input);
    let recent = stdout(&["clusters", "--index", &index, "--format", "jsonl", "--since", "2026-04-01"], "");
    assert_eq!(objects(&recent).len(), 1, "{recent}");
    stdout(&["forget", "--index", &index, "--before", "2026-04-01"], "");
    assert_eq!(partition(&index).into_keys().collect::<Vec<_>>(), ["new"]);
}

#[test]
fn clusters_read_as_text() {
    let folder = Folder::new();
    let (index, input) = (folder.path("index"), folder.file("in.jsonl", &batch()));
    stdout(&["ingest", "--index", &index, &input], "");
    let text = stdout(&["clusters", "--index", &index], "");
    assert!(text.contains("3 documents\n  source"), "{text}");
    assert!(text.ends_with("5 documents, 1 cluster of two or more\n"), "{text}");
}

#[test]
fn what_is_no_index_is_said() {
    let folder = Folder::new();
    let file = folder.file("a.txt", "Un testo che non è un indice.");
    for command in ["clusters", "lookup", "ingest", "verify"] {
        let mut arguments = vec![command, "--index", &file];
        arguments.extend((command == "lookup" || command == "ingest").then_some("-"));
        ricalco()
            .args(arguments)
            .write_stdin(line("a", OTHER))
            .assert()
            .code(2)
            .stderr(predicates::str::contains("the file is no index"));
    }
}

#[test]
fn a_missing_index_is_said_and_not_made() {
    let folder = Folder::new();
    let missing = folder.path("none");
    for command in [vec!["clusters"], vec!["lookup", "-"], vec!["verify"], vec!["forget", "an-id"]] {
        ricalco()
            .args(&command)
            .args(["--index", &missing])
            .write_stdin(line("a", OTHER))
            .assert()
            .code(2)
            .stdout("")
            .stderr(predicates::str::contains("none: there is no such index"))
            .stderr(predicates::str::contains("ricalco ingest --index FILE"));
        assert_eq!(folder.names(), [""; 0], "{command:?}");
    }
}

/// Each event stands with the document that caused it, though the batch is one transaction.
#[test]
fn events_stand_with_their_document() {
    let folder = Folder::new();
    let (index, input) = (folder.path("index"), folder.file("in.jsonl", &batch()));
    let placed = objects(&stdout(&["ingest", "--index", &index, &input], ""));
    let mut joined = 0;
    for line in &placed {
        let events = line["events"].as_array().map(Vec::as_slice).unwrap_or_default();
        for event in events {
            let cluster = event["cluster"].as_str().expect("a cluster");
            assert_eq!(line["cluster"], cluster, "{event}");
            joined += usize::from(event["event"] == "joined");
        }
    }
    assert_eq!(joined, placed.len());
    let clusters: BTreeSet<&str> = placed.iter().filter_map(|line| line["cluster"].as_str()).collect();
    let telling = placed.iter().filter(|line| !line["events"].is_null()).count();
    assert_eq!(telling, clusters.len());
}

/// A run that was killed is repeated: what it told of is there, and is not done again.
#[cfg(unix)]
#[test]
fn a_killed_run_is_gone_on_with() {
    use std::process::{Command, Stdio};

    let folder = Folder::new();
    let index = folder.path("index");
    let documents = corpus();
    let input: String = documents.values().map(String::as_str).collect();
    let input = folder.file("in.jsonl", &input);
    let mut child = Command::new(env!("CARGO_BIN_EXE_ricalco"))
        .args(["ingest", "--index", &index, &input])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command");
    let mut told = BufReader::new(child.stdout.take().expect("a pipe")).lines();
    // The first transaction is told of; the next is at work.
    let mut first: Vec<String> = told.by_ref().take(10).map(|line| line.expect("a line")).collect();
    child.kill().expect("a kill");
    first.extend(told.map_while(Result::ok));
    child.wait().expect("an end");
    // The last line may be cut.
    let first: Vec<Value> = first.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let again = objects(&stdout(&["ingest", "--index", &index, &input], ""));
    assert!(first.len() >= 10 && first.len() < documents.len(), "{} were told of", first.len());
    assert_eq!(again.len(), documents.len());
    let status: BTreeMap<&str, &str> =
        again.iter().map(|line| (line["id"].as_str().unwrap(), line["status"].as_str().unwrap())).collect();
    for line in &first {
        assert_eq!(status[line["id"].as_str().expect("an id")], "unchanged");
    }
    let new = status.values().filter(|&&status| status == "inserted").count();
    assert!(new > 0 && new + first.len() <= documents.len(), "{new} were new");
    assert_eq!(partition(&index).values().map(BTreeSet::len).sum::<usize>(), documents.len());
    assert!(stdout(&["verify", "--index", &index], "").ends_with("all is well\n"));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_it_after_the_transaction() {
    use std::io::Write as _;
    use std::process::{Command, Stdio};

    let folder = Folder::new();
    let index = folder.path("index");
    let mut child = Command::new(env!("CARGO_BIN_EXE_ricalco"))
        .args(["ingest", "--index", &index, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command");
    let mut stdin = child.stdin.take().expect("a pipe");
    // More than is looked at to tell the format; the pipe stays open.
    for number in 0..200 {
        stdin.write_all(line(&format!("d{number}"), RELEASE).as_bytes()).expect("a document");
    }
    stdin.flush().expect("documents");
    let mut stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut first = String::new();
    stdout.read_line(&mut first).expect("a line");
    assert!(first.starts_with("{\"id\":\"d0\""), "{first}");
    let rest = std::thread::spawn(move || stdout.lines().map_while(Result::ok).count());
    Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("a signal");
    assert_eq!(child.wait().expect("an end").code(), Some(130));
    drop(stdin);
    let told = 1 + rest.join().expect("the lines");
    let held: usize = partition(&index).values().map(BTreeSet::len).sum();
    assert_eq!(held, told);
}

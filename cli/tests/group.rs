//! `ricalco group` as a newsroom uses it.

mod support;

use std::collections::BTreeMap;
use std::fs;

use predicates::prelude::*;
use serde_json::Value;
use support::{Folder, OTHER, RELEASE, REWRITE, SIBLING, batch, copy, line, ricalco, stdout};

/// The lines of JSON Lines as objects.
fn objects(jsonl: &str) -> Vec<Value> {
    jsonl.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

/// The cluster of each document.
fn clusters(objects: &[Value]) -> BTreeMap<&str, &str> {
    objects.iter().map(|o| (o["id"].as_str().unwrap(), o["cluster"].as_str().unwrap())).collect()
}

#[test]
fn copies_and_rewrites_join_their_release_and_look_alikes_do_not() {
    let output = stdout(&["group", "-"], &batch());
    let objects = objects(&output);
    let ids: Vec<_> = objects.iter().map(|object| object["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["release", "other", "copy", "rewrite", "sibling"], "not in input order");
    let clusters = clusters(&objects);
    let together = ["release", "copy", "rewrite"].map(|id| clusters[id]);
    assert!(together.iter().all(|cluster| *cluster == together[0]), "{clusters:?}");
    for id in ["other", "sibling"] {
        assert_eq!(clusters[id], id);
    }
}

#[test]
fn every_line_has_the_promised_fields() {
    let output = stdout(&["group", "-"], &batch());
    for object in objects(&output) {
        let relation = object["relation"].as_str().expect("a relation");
        assert_eq!(object["cluster"], object["source"]);
        let first = matches!(relation, "single" | "source");
        assert_eq!(first, object["id"] == object["source"], "{object}");
        for share in ["probability", "wording", "facts", "own"] {
            let share = object[share].as_f64().expect(share);
            assert!((0.0..=1.0).contains(&share), "{object}");
        }
        for list in ["changes", "also_traces"] {
            assert!(object.get(list).is_none_or(|list| !list.as_array().unwrap().is_empty()), "{object}");
        }
    }
}

#[test]
fn all_formats_tell_of_the_same_clusters() {
    let batch = batch();
    let output = stdout(&["group", "--format", "jsonl", "-"], &batch);
    let objects = objects(&output);
    let expected = clusters(&objects);

    let csv = stdout(&["group", "--format", "csv", "-"], &batch);
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    let found: BTreeMap<&str, &str> = rows.iter().map(|row| (&row[0], &row[1])).collect();
    assert_eq!(found, expected, "csv");
    for (row, object) in rows.iter().zip(&objects) {
        assert_eq!(row[2], object["relation"], "csv");
        assert_eq!(row[4].parse::<f64>().expect("a number"), object["probability"].as_f64().unwrap(), "csv");
    }

    let text = stdout(&["group", "--format", "text", "--singles", "-"], &batch);
    for object in &objects {
        let (relation, id) = (object["relation"].as_str().unwrap(), object["id"].as_str().unwrap());
        let told = text.lines().any(|line| {
            let mut words = line.split_whitespace();
            (relation == "single" || words.next() == Some(relation)) && words.any(|word| word == id)
        });
        assert!(told, "text does not say that {id} is {relation}:\n{text}");
    }
}

#[test]
fn text_puts_the_source_first_and_sums_up_what_stands_alone() {
    let text = stdout(&["group", "--format", "text", "-"], &batch());
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[1], "3 documents trace one release", "{text}");
    assert!(lines[2].starts_with("  source"), "{text}");
    assert_eq!(lines.last(), Some(&"5 documents: 3 in 1 cluster, 2 alone (--singles lists them)"));
    assert!(!text.contains("sibling"), "{text}");
}

#[test]
fn a_text_cannot_command_the_terminal() {
    let line = |id: &str, title: &str| {
        format!("{}\n", serde_json::json!({"id": id, "title": title, "text": RELEASE}))
    };
    let input = format!("{}{}", line("a\u{1b}]0;x\u{7}", "b\u{1b}[2J"), line("c", "d\r\ne"));
    let text = stdout(&["group", "-f", "text", "--singles", "-"], &input);
    assert!(!text.contains(['\u{1b}', '\u{7}', '\r']), "{text:?}");
}

#[test]
fn a_folder_of_texts_is_grouped_by_path() {
    let folder = Folder::new();
    for (name, text) in [("a/1.txt", RELEASE), ("b.txt", REWRITE), ("c.txt", SIBLING), ("d.txt", OTHER)] {
        folder.file(&format!("in/{name}"), &format!("Un titolo\n\n{text}\n"));
    }
    folder.file("in/e.jsonl", &line("copy", &copy()));
    let output = stdout(&["group", &folder.path("in")], "");
    let objects = objects(&output);
    let clusters = clusters(&objects);
    let path = |name: &str| folder.path(&format!("in/{name}"));
    assert_eq!(clusters.len(), 5, "{clusters:?}");
    assert_eq!(clusters[&*path("a/1.txt")], clusters[&*path("b.txt")]);
    assert_eq!(clusters["copy"], clusters[&*path("b.txt")]);
    assert_eq!(clusters[&*path("c.txt")], path("c.txt"));
}

#[test]
fn order_and_threads_change_nothing() {
    let lines: Vec<String> = batch().lines().map(|line| format!("{line}\n")).collect();
    let sorted = |arguments: &[&str], input: &str| {
        let output = stdout(&[&["group", "-"], arguments].concat(), input);
        let mut lines: Vec<String> = output.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    let expected = sorted(&["--threads", "1"], &lines.concat());
    let mut turned = lines;
    for _ in 0..turned.len() {
        turned.rotate_left(1);
        assert_eq!(sorted(&["--threads", "2"], &turned.concat()), expected);
    }
    turned.reverse();
    assert_eq!(sorted(&[], &turned.concat()), expected);
}

#[test]
fn without_a_path_standard_input_is_read() {
    assert_eq!(stdout(&["group"], &batch()), stdout(&["group", "-"], &batch()));
}

#[test]
fn columns_name_the_callers_own_fields() {
    let input = batch().replace("\"id\":", "\"codice\":").replace("\"text\":", "\"corpo\":");
    let output = stdout(&["group", "--columns", "id=codice,text=corpo", "-"], &input);
    assert_eq!(output, stdout(&["group", "-"], &batch()));
}

#[test]
fn keep_lets_the_records_own_fields_follow_as_they_were_written() {
    let record = r#"{"desk": "cronaca", "id": "x", "views": 1.50, "text": "Un testo.", "source": "ANSA"}"#;
    let support = support::ricalco().args(["group", "--keep", "-"]).write_stdin(record).assert().code(2);
    support.stderr(predicates::str::contains("\"source\"").and(predicates::str::contains("--prefix")));
    let output = stdout(&["group", "--keep", "--prefix", "r_", "-"], record);
    let (ours, theirs) = output.trim_end().split_once(r#","desk":"#).expect(&output);
    assert!(
        ours.starts_with(r#"{"id":"x","r_cluster":"x","r_relation":"single","r_source":"x","#),
        "{output}"
    );
    assert_eq!(theirs, r#""cronaca","views":1.50,"text":"Un testo.","source":"ANSA"}"#);
}

#[test]
fn the_example_in_the_readme_comes_out_right() {
    let releases = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/releases");
    let output = stdout(&["group", releases], "");
    let objects = objects(&output);
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (id, cluster) in clusters(&objects) {
        let name = id.rsplit(['/', '\\']).next().unwrap().trim_end_matches(".txt");
        found.entry(cluster).or_default().push(name);
    }
    let mut found: Vec<Vec<&str>> = found.into_values().collect();
    for names in &mut found {
        names.sort_unstable();
    }
    found.sort();
    let expected: [&[&str]; 6] = [
        &[
            "ansa-2026-02-17",
            "carabinieri-brescia-2026-02-17",
            "lombardia-flash-2026-02-17",
            "voce-del-sebino-2026-02-18",
        ],
        &["carabinieri-brescia-2026-05-12", "franciacorta-oggi-2026-05-13"],
        &["cuneoinforma-2026-06-08", "polstrada-cuneo-2026-06-08"],
        &["noe-bologna-2026-04-21", "noe-bologna-2026-04-21-rettifica"],
        &["polstrada-cuneo-2026-06-15"],
        &["polstrada-cuneo-2026-06-22"],
    ];
    assert_eq!(found, expected);
}

#[test]
fn one_run_writes_a_report_and_a_table_of_sources() {
    let folder = Folder::new();
    let input = folder.file("in.jsonl", &batch());
    let [report, table, lines] = ["a.html", "a.csv", "a.jsonl"].map(|name| folder.path(name));
    let outputs = ["--sources", "-o", &report, "-o", &table, "-o", &lines];
    ricalco().arg("group").args(outputs).arg(&input).assert().success().stdout("");
    assert_eq!(fs::read_to_string(lines).expect("lines"), stdout(&["group", &input], ""));
    assert!(fs::read_to_string(report).expect("a report").contains("</html>"));
    let table = fs::read_to_string(table).expect("a table");
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(rows.len(), 3, "{table}");
    for (row, begin) in
        rows.iter().zip(["release,release,source", "other,other,single", "sibling,sibling,single"])
    {
        assert!(row.starts_with(begin), "{row}");
    }
    ricalco().args(["group", "--sources", "-f", "text", &input]).assert().code(2).stdout("");
}

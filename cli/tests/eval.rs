//! `ricalco eval`: the measures that it prints, the mistakes that it shows, the labels that it refuses.

mod support;

use serde_json::{Value, json};
use support::{Folder, OTHER, RELEASE, REWRITE, SIBLING, batch, copy, ricalco, stdout};

/// Documents with their gold clusters: what `batch` holds, with kinds and texts.
fn gold(texts: bool) -> String {
    [
        ("release", "bridge", "release", None, RELEASE),
        ("other", "theatre", "release", None, OTHER),
        ("copy", "bridge", "copy", Some("release"), &copy()),
        ("rewrite", "bridge", "rewrite", Some("release"), REWRITE),
        ("sibling", "other bridge", "look-alike", None, SIBLING),
    ]
    .map(|(id, cluster, kind, derived_from, text)| {
        let mut line = json!({ "id": id, "cluster": cluster, "kind": kind, "derived_from": derived_from });
        if texts {
            line["text"] = text.into();
        }
        format!("{line}\n")
    })
    .concat()
}

/// A grouping with one false merge (the sibling) and one document that it lost (the rewrite).
fn predicted() -> String {
    [("release", "r"), ("copy", "r"), ("sibling", "r"), ("rewrite", "w"), ("other", "o")]
        .map(|(id, cluster)| format!("{}\n", json!({ "id": id, "cluster": cluster, "relation": "x" })))
        .concat()
}

const PAIRS: &str = r#"{"a": "release", "b": "copy", "verdict": "same"}
{"a": "rewrite", "b": "release", "verdict": "same"}
{"a": "release", "b": "sibling", "verdict": "other"}
{"a": "release", "b": "other", "verdict": "unsure"}
"#;

fn json_of(arguments: &[&str]) -> Value {
    let arguments = [&["eval", "--format", "json", "--gold"], arguments].concat();
    serde_json::from_str(&stdout(&arguments, "")).expect("one object")
}

fn close(value: &Value, expected: f64) {
    let value = value.as_f64().expect("a number");
    assert!((value - expected).abs() < 6e-5, "{value} is not {expected}");
}

#[test]
fn a_grouping_is_scored_as_worked_out_by_hand() {
    let folder = Folder::new();
    let (gold, predicted) = (folder.file("gold.jsonl", &gold(false)), folder.file("p.jsonl", &predicted()));
    let found = json_of(&[&gold, &predicted]);
    // Gold: 3 pairs; predicted: 3; both: release + copy.
    for (name, expected) in [("precision", 1.0 / 3.0), ("recall", 1.0 / 3.0), ("f1", 1.0 / 3.0)] {
        close(&found["pairwise"][name], expected);
    }
    // Each of the two has 2/3, the sibling 1/3 in its cluster; the others 1.
    close(&found["bcubed"]["precision"], (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0 + 1.0) / 5.0);
    close(&found["bcubed"]["recall"], (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0 + 1.0) / 5.0);
    // 10 pairs, so that 0.9 are expected to agree by chance.
    close(&found["adjusted_rand"], (1.0 - 0.9) / (3.0 - 0.9));
    assert_eq!((&found["exact_clusters"], &found["gold_clusters"]), (&json!(1), &json!(3)));
    let kinds = &found["by_kind"];
    assert_eq!(kinds["with_source"]["copy"], json!({ "hits": 1, "all": 1 }));
    assert_eq!(kinds["with_source"]["rewrite"], json!({ "hits": 0, "all": 1 }));
    assert_eq!(kinds["with_stranger"]["look-alike"], json!({ "hits": 1, "all": 1 }));
    assert_eq!(kinds["with_stranger"]["release"], json!({ "hits": 1, "all": 2 }));
    assert_eq!((&found["false_merges"]["pairs"], &found["misses"]["pairs"]), (&json!(2), &json!(2)));
    assert!(found.get("calibration").is_none(), "a given grouping has no probabilities");
}

#[test]
fn mistakes_come_with_their_reasons_where_there_are_texts() {
    let folder = Folder::new();
    let predicted = folder.file("p.jsonl", &predicted());
    let (bare, full) = (folder.file("bare.jsonl", &gold(false)), folder.file("full.jsonl", &gold(true)));
    let documents = folder.file("in.jsonl", &batch());
    for arguments in [&[full.as_str(), predicted.as_str()][..], &[&bare, &predicted, "--in", &documents]] {
        let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
        let found = json_of(&arguments);
        let merges = found["false_merges"]["worst"].as_array().expect("a list");
        let probabilities: Vec<f64> =
            merges.iter().map(|merge| merge["probability"].as_f64().expect("a probability")).collect();
        assert_eq!(probabilities.len(), 2);
        assert!(probabilities[0] >= probabilities[1], "{probabilities:?}");
        assert!(!merges[0]["disagree"].as_array().expect("a list").is_empty());
        let misses = found["misses"]["worst"].as_array().expect("a list");
        assert!(misses[0]["probability"].as_f64() <= misses[1]["probability"].as_f64());
    }
    let text = stdout(&["eval", "--ui", "en", "--gold", &full, &predicted], "");
    assert!(text.contains("False merges (2; the worst 2)") && text.contains("words shared"), "{text}");
    let text = stdout(&["eval", "--ui", "en", "--worst", "1", "--gold", &bare, &predicted], "");
    assert!(text.contains("False merges (2; the worst 1)\n  "), "{text}");
    assert!(text.contains("the texts are needed"), "{text}");
}

#[test]
fn without_a_grouping_it_groups_itself() {
    let folder = Folder::new();
    let (bare, full) = (folder.file("bare.jsonl", &gold(false)), folder.file("full.jsonl", &gold(true)));
    let documents = folder.file("in.jsonl", &batch());
    let own = json_of(&[&full]);
    assert_eq!(own["documents"], 5);
    assert!(own["calibration"]["bins"].as_array().is_some_and(|bins| bins.len() == 10));
    assert_eq!(json_of(&[&bare, "--in", &documents]), own);
    // As group does.
    let grouping = folder.file("own.jsonl", &stdout(&["group", "--format", "jsonl", &documents], ""));
    let scored = json_of(&[&bare, &grouping, "--in", &documents]);
    for name in ["pairwise", "bcubed", "adjusted_rand", "exact_clusters", "by_kind", "false_merges", "misses"]
    {
        assert_eq!(scored[name], own[name], "{name}");
    }
}

#[test]
fn pairs_are_scored_and_the_unsure_are_counted() {
    let folder = Folder::new();
    let (pairs, documents) = (folder.file("pairs.jsonl", PAIRS), folder.file("in.jsonl", &batch()));
    let predicted = folder.file("p.jsonl", &predicted());
    let found = json_of(&[&pairs, &predicted]);
    assert_eq!(found["unsure"], 1);
    assert_eq!(found["pairs"], json!({ "all": 3, "gold": 2, "predicted": 2, "both": 1 }));
    close(&found["pairwise"]["f1"], 0.5);
    assert_eq!(found["misses"]["worst"][0]["a"]["id"], "rewrite");
    let own = json_of(&[&pairs, "--in", &documents]);
    let judged =
        |bins: &Value| bins.as_array().map(|bins| bins.iter().filter_map(|bin| bin["pairs"].as_u64()).sum());
    assert_eq!(judged(&own["calibration"]["bins"]), Some(3_u64));
    assert!(own["by_pair"]["f1"].is_number());
}

#[test]
fn a_sweep_gives_at_each_strictness_what_grouping_there_gives() {
    let folder = Folder::new();
    let gold = folder.file("gold.jsonl", &gold(true));
    let sweep = json_of(&[&gold, "--threshold-sweep"]);
    let steps = sweep["threshold_sweep"].as_array().expect("a list");
    assert_eq!(steps.len(), 21);
    for (at, strictness) in [(0, "0"), (10, "0.5"), (20, "1")] {
        let alone = json_of(&[&gold, "--strictness", strictness]);
        for name in ["pairwise", "bcubed", "predicted_clusters", "threshold"] {
            assert_eq!(steps[at][name], alone[name], "{name} at {strictness}");
        }
    }
    let text = stdout(&["eval", "--threshold-sweep", "--ui", "en", "--gold", &gold], "");
    assert!(text.contains("By strictness"), "{text}");
}

#[test]
fn documents_that_the_grouping_does_not_know_stand_alone() {
    let folder = Folder::new();
    let gold = folder.file("gold.jsonl", &gold(false));
    let predicted = folder.file("p.jsonl", "{\"id\": \"release\", \"cluster\": 1}\n");
    let assert = ricalco().args(["eval", "--format", "json", "--gold", &gold, &predicted]).assert().success();
    let output = assert.get_output().clone();
    let found: Value = serde_json::from_slice(&output.stdout).expect("one object");
    assert_eq!((&found["missing"], &found["predicted_clusters"]), (&json!(4), &json!(5)));
    close(&found["pairwise"]["precision"], 1.0);
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(said.starts_with("warning: 4 documents that GOLD names are not in the grouping"), "{said}");
}

/// A case: its name, GOLD's second line, and what the message must say.
const BAD_LABELS: &[(&str, &str, &[&str])] = &[
    ("no JSON", "{\"id\": ", &["not JSON"]),
    ("no object", "[1]", &["not JSON"]),
    ("no id", r#"{"cluster": "c"}"#, &["\"id\"", "missing"]),
    ("no cluster", r#"{"id": "x"}"#, &["\"cluster\"", "missing"]),
    ("a cluster that is none", r#"{"id": "x", "cluster": []}"#, &["\"cluster\"", "neither"]),
    ("a kind that is none", r#"{"id": "x", "cluster": "c", "kind": 1.5}"#, &["\"kind\""]),
    ("a repeated id", r#"{"id": "first", "cluster": "c"}"#, &["\"first\"", ":1 already"]),
    ("a pair among documents", r#"{"a": "x", "b": "y", "verdict": "same"}"#, &["a pair", "documents"]),
];

const BAD_PAIRS: &[(&str, &str, &[&str])] = &[
    ("no b", r#"{"a": "x", "verdict": "same"}"#, &["\"b\"", "missing"]),
    (
        "an unknown verdict",
        r#"{"a": "x", "b": "z", "verdict": "forse"}"#,
        &["\"verdict\"", "\"forse\"", "unsure"],
    ),
    ("one document twice", r#"{"a": "x", "b": "x", "verdict": "same"}"#, &["both \"x\""]),
    ("a repeated pair", r#"{"a": "q", "b": "p", "verdict": "same"}"#, &["pair", ":1 already"]),
    ("a document among pairs", r#"{"id": "x", "cluster": "c"}"#, &["a document", "pairs"]),
];

#[test]
fn bad_labels_are_named_with_file_line_and_field() {
    let folder = Folder::new();
    let documents = folder.file("in.jsonl", &batch());
    let firsts = [
        (r#"{"id": "first", "cluster": "c"}"#, BAD_LABELS),
        (r#"{"a": "p", "b": "q", "verdict": "other"}"#, BAD_PAIRS),
    ];
    for (first, cases) in firsts {
        for (name, bad, said) in cases {
            let gold = folder.file("gold.jsonl", &format!("{first}\n{bad}\n"));
            let assert =
                ricalco().args(["eval", "--gold", &gold, "--in", &documents]).assert().code(2).stdout("");
            let output = String::from_utf8(assert.get_output().stderr.clone()).expect("UTF-8");
            assert!(output.starts_with(&format!("error: {gold}:2: ")), "{name}: {output}");
            for said in *said {
                assert!(output.contains(said), "{name}: {said:?} is missing in {output}");
            }
        }
    }
    let gold = folder.file("gold.jsonl", &gold(false));
    let predicted = folder.file("p.jsonl", "{\"id\": \"release\", \"cluster\": 1}\n{\"id\": \"copy\"}\n");
    let assert = ricalco().args(["eval", "--gold", &gold, &predicted]).assert().code(2).stdout("");
    let output = String::from_utf8(assert.get_output().stderr.clone()).expect("UTF-8");
    assert!(
        output.starts_with(&format!("error: {predicted}:2: the field \"cluster\" is missing")),
        "{output}"
    );
}

#[test]
fn labels_without_texts_or_labels_at_all_are_refused() {
    let folder = Folder::new();
    for (content, said) in [(gold(false), "holds no texts to group"), (String::new(), "holds no labels")] {
        let gold = folder.file("gold.jsonl", &content);
        let assert = ricalco().args(["eval", "--gold", &gold]).assert().code(2).stdout("");
        let output = String::from_utf8(assert.get_output().stderr.clone()).expect("UTF-8");
        assert!(output.contains(said) && output.contains("hint: "), "{output}");
    }
}

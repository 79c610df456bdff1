//! Bad input: a clear error with file, line, field and remedy, status 2, and nothing printed half way.

mod support;

use predicates::prelude::*;
use support::{Folder, batch, line, ricalco};

/// A case: its name, what stands after five good lines, and what the message must say.
const BAD_LINES: &[(&str, &str, &[&str])] = &[
    ("no JSON", "{\"id\": \"x\", \"text\"", &[":6: ", "not JSON"]),
    ("no object", "[1, 2]", &[":6: "]),
    ("no id", r#"{"text": "abc"}"#, &[":6: ", "\"id\"", "missing"]),
    ("no text", r#"{"id": "x"}"#, &[":6: ", "\"text\"", "missing"]),
    ("text that is none", r#"{"id": "x", "text": 3}"#, &[":6: ", "\"text\""]),
    (
        "a date that is none",
        r#"{"id": "x", "text": "a", "published": "ieri"}"#,
        &[":6: ", "\"published\"", "RFC 3339"],
    ),
    ("an unknown language", r#"{"id": "x", "text": "a", "lang": "xx"}"#, &[":6: ", "\"lang\"", "\"xx\""]),
    ("a repeated id", r#"{"id": "copy", "text": "a"}"#, &[":6: ", "\"copy\"", ":3 "]),
];

#[test]
fn a_bad_line_is_named_with_its_place_and_remedy_and_nothing_is_printed() {
    let folder = Folder::new();
    for (name, bad, said) in BAD_LINES {
        let path = folder.file("in.jsonl", &format!("{}{bad}\n{}", batch(), line("last", "Altro testo")));
        for command in ["group", "unique"] {
            let output =
                ricalco().args([command, &path]).assert().code(2).stdout("").get_output().stderr.clone();
            let output = String::from_utf8(output).expect("UTF-8");
            assert!(output.starts_with(&format!("error: {path}:6: ")), "{name}: {output}");
            for said in *said {
                assert!(output.contains(said), "{name}: {said:?} is missing in {output}");
            }
            assert!(output.contains("hint: --skip-bad"), "{name}: {output}");
        }
    }
}

#[test]
fn skip_bad_names_each_counts_them_and_goes_on() {
    let folder = Folder::new();
    let bad: String = BAD_LINES.iter().flat_map(|(_, bad, _)| [bad, "\n"]).collect();
    let path = folder.file("in.jsonl", &format!("{}{bad}{}", batch(), line("last", "Altro testo")));
    let missing = folder.path("missing.txt");
    let assert = ricalco().args(["group", "--skip-bad", &path, &missing]).assert().success();
    let output = assert.get_output().clone();
    let (stdout, stderr) =
        (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert_eq!(stdout.lines().count(), 6, "{stdout}");
    assert!(stdout.lines().last().unwrap().starts_with("{\"id\":\"last\","), "{stdout}");
    for line in 6..6 + BAD_LINES.len() {
        assert!(
            stderr.contains(&format!("warning: {path}:{line}: ")),
            "line {line} is not named in {stderr}"
        );
    }
    assert!(stderr.contains(&format!("warning: {missing}: ")), "{stderr}");
    assert!(
        stderr.contains(&format!("warning: {} bad documents were skipped", BAD_LINES.len() + 1)),
        "{stderr}"
    );
}

#[test]
fn a_path_that_does_not_exist_is_named() {
    for command in
        [&["group", "no/such.jsonl"][..], &["unique", "no/such.jsonl"], &["check", "no/such.jsonl", "x"]]
    {
        let assert = ricalco().args(command).assert().code(2).stdout("");
        assert.stderr(predicate::str::starts_with("error: no/such.jsonl: there is no such file"));
    }
}

#[test]
fn an_id_repeated_in_another_file_is_bad_too() {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.jsonl", &line("x", "uno")), folder.file("b.jsonl", &line("x", "due")));
    let assert = ricalco().args(["group", &a, &b]).assert().code(2).stdout("");
    assert.stderr(predicate::str::contains(format!("{b}:1: the id \"x\" stands at {a}:1 already")));
}

#[test]
fn an_empty_text_stands_alone_with_a_warning() {
    let input = format!("{}{}{}", line("a", ""), batch(), line("b", " \n "));
    let assert = ricalco().args(["group", "-"]).write_stdin(input).assert().success();
    let output = assert.get_output().clone();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("warning: standard input:1: the text of \"a\" is empty"), "{stderr}");
    assert!(stderr.contains("warning: standard input:7: the text of \"b\" is empty"), "{stderr}");
    let stdout = String::from_utf8(output.stdout).unwrap();
    for id in ["a", "b"] {
        let alone =
            format!("{{\"id\":\"{id}\",\"cluster\":\"{id}\",\"relation\":\"single\",\"source\":\"{id}\",");
        assert!(stdout.lines().any(|line| line.starts_with(&alone)), "{id} does not stand alone: {stdout}");
    }
}

#[test]
fn check_wants_one_document_a_file() {
    let folder = Folder::new();
    let (many, one) = (folder.file("many.jsonl", &batch()), folder.file("one.txt", "Un testo."));
    let assert = ricalco().args(["check", &many, &one]).assert().code(2).stdout("");
    assert.stderr(predicate::str::contains("holds 5 documents, not one"));
}

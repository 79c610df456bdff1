//! `ricalco compare`: what an editor is told of a pair, and what a program is.

mod support;

use predicates::prelude::*;
use support::{Folder, OTHER, RELEASE, REWRITE, SIBLING, batch, copy, ricalco, stdout};

/// What `compare` prints for two texts.
fn compare(a: &str, b: &str, options: &[&str]) -> String {
    let folder = Folder::new();
    let (a, b) = (folder.file("a.txt", a), folder.file("b.txt", b));
    stdout(&[&["compare", &a, &b], options].concat(), "")
}

fn json(a: &str, b: &str) -> serde_json::Value {
    serde_json::from_str(&compare(a, b, &["--format", "json"])).expect("JSON")
}

/// Whether the words follow each other in a text, whatever the lines.
fn says(text: &str, words: &str) -> bool {
    text.split_whitespace().collect::<Vec<_>>().join(" ").contains(words)
}

#[test]
fn a_rewrite_is_explained() {
    let told = compare(RELEASE, REWRITE, &[]);
    assert!(told.starts_with("Ricalcano lo stesso comunicato"), "{told}");
    for words in ["1.284.500 euro", "210 giorni", "Ettore Malvisi", "Brani in comune", "Che cosa ha deciso"] {
        assert!(says(&told, words), "{words:?} is missing:\n{told}");
    }
    assert!(!says(&told, "Si contraddicono"), "{told}");
}

#[test]
fn a_look_alike_is_kept_apart_by_its_facts() {
    let told = compare(RELEASE, SIBLING, &[]);
    assert!(told.starts_with("Non ricalcano lo stesso comunicato"), "{told}");
    assert!(says(&told, "1.284.500 euro → 768.300 euro"), "{told}");
    assert!(says(&told, "percorso di [6,3 → 2,8] chilometri"), "what was changed inside a passage:\n{told}");
}

#[test]
fn of_a_roundup_the_item_is_told_that_counts() {
    let roundup = format!(
        "SALÒ – Il circolo dei velisti cerca giovani timonieri; prova gratuita domenica, giubbotti compresi.\n\
         NAVE – Chiude dopo mezzo secolo la merceria Pedrini, e la titolare regala i bottoni alle scuole.\n\
         GAVARDO – {}\n\
         BARGHE – Acqua torbida in tre contrade per un filtro rotto: autobotte in piazza fino a giovedì.",
        REWRITE.split_whitespace().collect::<Vec<_>>().join(" ")
    );
    let told = compare(RELEASE, &roundup, &[]);
    assert!(says(&told, "B contiene A accanto ad altro."), "{told}");
    assert!(says(&told, "B mette insieme più notizie; conta la più vicina ad A: «"), "{told}");
    let answer = json(&roundup, RELEASE);
    assert_eq!(answer["item"]["of"], "a");
    assert!(!answer["item"]["text"].as_str().expect("a text").contains("velisti"), "{answer}");
    assert_eq!(json(RELEASE, REWRITE)["item"], serde_json::Value::Null);
}

#[test]
fn english_is_spoken_where_it_is_wanted() {
    assert!(compare(RELEASE, REWRITE, &["--ui", "en"]).starts_with("Both trace one release"));
    let english = "The county approved the bridge project on Monday at a cost of $1,284,500.";
    assert!(compare(english, english, &["--lang", "en"]).starts_with("Both trace one release"));
}

#[test]
fn the_longest_passages_come_first_and_all_on_request() {
    let passages = json(RELEASE, SIBLING)["passages"].as_array().expect("a list").clone();
    let stems: Vec<u64> =
        passages.iter().map(|passage| passage["stems"].as_u64().expect("a number")).collect();
    assert!(stems.len() > 1 && stems.is_sorted_by(|one, other| one >= other), "{stems:?}");
    let sentence =
        |i: usize| format!("Il lotto {i} della strada {i}4 costa {i}1.734 euro, dice Ugo Cognome{i}. ");
    let long: String = (0..40).map(sentence).collect::<Vec<_>>().concat();
    let (few, all) = (compare(&long, &long, &[]), compare(&long, &long, &["--all"]));
    assert!(says(&few, "(--all li mostra)") && !says(&all, "(--all li mostra)"), "{few}");
}

#[test]
fn json_points_into_both_texts() {
    let answer = json(RELEASE, REWRITE);
    assert_eq!(answer["one_release"], true);
    assert!(answer["probability"].as_f64().expect("a number") > 0.5);
    assert!(["a", "b"].contains(&answer["source"].as_str().expect("a source")));
    for (side, text) in [("a", RELEASE), ("b", REWRITE)] {
        for passage in answer["passages"].as_array().expect("a list") {
            let range = &passage[side]["range"];
            let place = |at: usize| usize::try_from(range[at].as_u64().expect("a byte")).expect("a place");
            assert_eq!(text.get(place(0)..place(1)), passage[side]["text"].as_str());
        }
    }
    let sum = |pair: &&serde_json::Value| pair["a"]["kind"] == "sum";
    let sum = answer["agree"].as_array().expect("a list").iter().find(sum).expect("the sum").clone();
    assert_eq!(sum["b"]["value"], 1_284_500.0);
    assert_eq!(sum["b"]["unit"], "euro");
    assert_eq!(json(RELEASE, OTHER)["relation"], serde_json::Value::Null);
}

#[test]
fn two_ids_are_found_in_a_file() {
    let folder = Folder::new();
    let path = folder.file("batch.jsonl", &batch());
    let told = stdout(&["compare", "--in", &path, "release", "rewrite"], "");
    assert!(told.contains("A  release") && told.contains("B  rewrite"), "{told}");
    ricalco()
        .args(["compare", "--in", &path, "release", "nobody"])
        .assert()
        .code(2)
        .stdout("")
        .stderr(predicate::str::contains("\"nobody\"").and(predicate::str::contains("hint: ")));
    ricalco().args(["compare", &path, &path]).assert().code(2).stderr(predicate::str::contains("--in"));
}

#[test]
fn no_control_character_reaches_the_terminal() {
    let told = compare(&format!("{RELEASE}\u{1b}[31m\u{9b}1m"), &copy(), &["--all"]);
    assert!(!told.contains(['\u{1b}', '\u{9b}']), "{told:?}");
}

#[test]
fn lines_keep_to_a_hundred_columns() {
    for line in compare(RELEASE, SIBLING, &[]).lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
}

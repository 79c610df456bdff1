//! `ricalco learn` and `--house`: what an office always says is learnt, shown, and parts look-alikes.

mod support;

use std::fs;

use predicates::prelude::*;
use support::{Folder, line, ricalco, stdout};

/// What an invented office puts into every release.
const NOTICE: &str = "L'ufficio relazioni con il pubblico ricorda che le pratiche vanno presentate allo sportello \
polifunzionale oppure spedite attraverso il portale telematico, allegando la fotocopia di un documento valido; le \
domande incomplete saranno respinte senza ulteriori comunicazioni agli interessati. La modulistica aggiornata si \
scarica gratuitamente, e gli operatori aiutano chi trova difficoltà nella compilazione.";

/// Two releases of hardly more than the notice.
const OPENINGS: [&str; 2] = ["Riapre lunedì la biblioteca rionale.", "Al via i corsi serali di ceramica."];

const MATTERS: &[&str] = &[
    "A Gavardo la giunta ha stanziato 84.300 euro per rifare il tetto della palestra Rodari, chiusa da novembre.",
    "Il vigneto sperimentale di Montesecco darà quest'anno 1.260 bottiglie, dice l'enologa Livia Tarsani.",
    "Sulla provinciale 47 i mezzi oltre le 12 tonnellate passeranno dal ponte nuovo, aperto dal 14 settembre.",
    "Ettore Malvisi presenta domenica il romanzo sulle filandaie: appuntamento alle 17.30 in sala Bonoris.",
    "Trentadue pioppi malati saranno abbattuti lungo l'argine del Sermola, e al loro posto andranno dei tigli.",
    "La squadra juniores di pallanuoto ha vinto 11 a 8 la finale di Collefosco, davanti a 640 spettatori.",
    "Nel laghetto di Prà Lungo è stata trovata una tartaruga azzannatrice di nove chili, ora al centro recupero.",
];

/// A release a month, as an archive has them.
fn archive() -> String {
    let release = |(at, matter): (usize, &&str)| {
        let (text, published) =
            (format!("{matter} {NOTICE}"), format!("2026-{:02}-12T10:00:00+01:00", at + 1));
        let release = serde_json::json!({ "id": format!("a{at}"), "text": text, "published": published });
        format!("{release}\n")
    };
    MATTERS.iter().enumerate().map(release).collect()
}

fn thin() -> String {
    let lines = OPENINGS.iter().enumerate();
    lines.map(|(at, opening)| line(&format!("t{at}"), &format!("{opening} {NOTICE}"))).collect()
}

fn clusters(jsonl: &str) -> Vec<String> {
    let cluster = |line: &str| {
        let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
        row["cluster"].as_str().expect("a cluster").to_owned()
    };
    let mut clusters: Vec<String> = jsonl.lines().map(cluster).collect();
    clusters.dedup();
    clusters
}

/// A folder with an archive, what was learnt from it, and two releases of the office.
fn place() -> (Folder, String, String) {
    let folder = Folder::new();
    let archive = folder.file("archivio.jsonl", &archive());
    let house = folder.path("house.json");
    let told = stdout(&["learn", &archive, "--out", &house], "");
    assert!(told.starts_with("1 stock phrase in ") && told.contains("sportello polifunzionale"), "{told}");
    let thin = folder.file("nuovi.jsonl", &thin());
    (folder, house, thin)
}

#[test]
fn what_is_learnt_parts_look_alikes() {
    let (_folder, house, thin) = place();
    let grouped =
        |more: &[&str]| clusters(&stdout(&[&["group", "--format", "jsonl", &thin], more].concat(), ""));
    assert_eq!(grouped(&[]).len(), 1, "the example shows nothing any more: it is parted without a house");
    assert_eq!(grouped(&["--house", &house]).len(), 2);
}

#[test]
fn every_command_that_judges_takes_a_house() {
    let (folder, house, thin) = place();
    let texts = OPENINGS.map(|opening| format!("{opening} {NOTICE}"));
    let (a, b) = (folder.file("a.txt", &texts[0]), folder.file("b.txt", &texts[1]));
    ricalco().args(["check", &a, &b]).assert().code(1);
    ricalco()
        .args(["check", "--house", &house, &a, &b])
        .assert()
        .code(0)
        .stdout(predicate::str::contains("apart"));
    let unique = stdout(&["unique", "--house", &house, &thin], "");
    assert_eq!(unique.lines().count(), 2);
    let compared = stdout(&["compare", "--house", &house, "--format", "json", &a, &b], "");
    assert!(compared.replace(' ', "").contains("\"one_release\":false"), "{compared}");
    let gold = folder.file("gold.jsonl", "{\"a\":\"t0\",\"b\":\"t1\",\"verdict\":\"other\"}\n");
    stdout(&["eval", "--gold", &gold, "--in", &thin, "--house", &house], "");
}

#[test]
fn an_index_keeps_its_house() {
    let (folder, house, thin) = place();
    let index = folder.path("indice");
    stdout(&["ingest", "--index", &index, "--house", &house, &thin], "");
    // Nothing is said of the house any more.
    let listed = stdout(&["lookup", "--index", &index, &thin], "");
    assert_eq!(clusters(&listed).len(), 2, "{listed}");
    let others: String =
        (0..9).map(|at| line(&format!("b{at}"), &format!("Gara {at}: {}", "x".repeat(at)))).collect();
    let (others, other) = (folder.file("altri.jsonl", &others), folder.path("other.json"));
    stdout(&["learn", &others, "--out", &other], "");
    let ingest = ["ingest", "--index", &index, "--house", &other, &thin];
    ricalco().args(ingest).assert().code(2).stdout("").stderr(predicate::str::contains("house"));
}

#[test]
fn a_house_that_cannot_be_used_says_what_to_do() {
    let (folder, house, thin) = place();
    let text = fs::read_to_string(&house).expect("the house");
    let old = folder.file("old.json", &text.replace("\"version\":1", "\"version\":0"));
    for (house, more, words) in [
        (old.as_str(), [].as_slice(), "learn it again"),
        (&house, &["--lang", "en"], "set the language of the house"),
        (&thin, &[], "hint: ricalco learn"),
        ("nowhere.json", &[], "cannot read nowhere.json"),
    ] {
        let arguments = [&["group", "--house", house, &thin], more].concat();
        ricalco().args(arguments).assert().code(2).stdout("").stderr(predicate::str::contains(words));
    }
}

#[test]
fn an_archive_in_any_order_teaches_the_same() {
    let folder = Folder::new();
    let archive = archive();
    let backwards: String =
        archive.lines().rev().map(|line| format!("{line}\n")).collect::<Vec<_>>().concat();
    let houses = [archive.as_str(), &backwards].map(|archive| {
        let house = folder.path("house.json");
        assert_eq!(stdout(&["learn", "--quiet", "-", "--out", &house], archive), "");
        fs::read(house).expect("a house")
    });
    assert_eq!(houses[0], houses[1]);
    assert_eq!(stdout(&["learn", "-", "--out", "-"], &archive).into_bytes(), houses[0]);
}

//! `examples/newsroom.sh` does what its head says, with jq and without.

#![cfg(unix)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

use support::{Folder, RELEASE, REWRITE, SIBLING, copy};

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/newsroom.sh");

/// Runs the script over a folder and says what its lists hold.
fn lists(inbox: &str, desk: &str, path: Option<&str>) -> [String; 4] {
    let mut script = Command::new("/bin/sh");
    script.args([SCRIPT, inbox, desk]).env("RICALCO", env!("CARGO_BIN_EXE_ricalco"));
    if let Some(path) = path {
        script.env("PATH", path);
    }
    let output = script.output().expect("a shell");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    ["new.txt", "copies.tsv", "rewritten.tsv", "corrections.tsv"]
        .map(|list| fs::read_to_string(Path::new(desk).join(list)).expect(list))
}

/// A directory with all that the script needs but jq.
fn path_without_jq(folder: &Folder) -> String {
    let directory = folder.path("bin");
    fs::create_dir(&directory).expect("a directory");
    for tool in ["dirname", "mktemp", "mkdir", "sed", "wc"] {
        let found = ["/bin", "/usr/bin"].map(|bin| Path::new(bin).join(tool));
        let found = found.iter().find(|path| path.exists()).expect(tool);
        symlink(found, Path::new(&directory).join(tool)).expect("a link");
    }
    directory
}

#[test]
fn the_lists_hold_what_they_promise() {
    let folder = Folder::new();
    // An id with a quotation mark and a backslash must survive the plain shell.
    for (name, text) in [("a.txt", RELEASE), ("b \"c\".txt", &copy()), ("d.txt", REWRITE), ("e.txt", SIBLING)]
    {
        folder.file(&format!("in/{name}"), &format!("{text}\n"));
    }
    let inbox = folder.path("in");
    let lists_without = lists(&inbox, &folder.path("plain"), Some(&path_without_jq(&folder)));
    let [new, copies, rewritten, corrections] = &lists_without;
    let all = [new, copies, rewritten, corrections].map(String::as_str).concat();
    assert_eq!(all.lines().count(), 4, "{all}");
    assert_eq!(new.lines().count(), 2, "{new}");
    assert!(new.contains("e.txt"), "{new}");
    assert!(rewritten.contains("d.txt"), "{rewritten}");
    if Command::new("jq").arg("--version").output().is_ok() {
        assert_eq!(lists(&inbox, &folder.path("jq"), None), lists_without);
    }
}

#[test]
fn mail_feeds_and_agency_texts_become_a_report_and_a_table() {
    let folder = Folder::new();
    let inbox = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/inbox");
    let desk = folder.path("desk");
    let [new, copies, rewritten, corrections] = lists(inbox, &desk, None);
    assert_eq!(new.lines().count(), 6, "{new}");
    assert_eq!([&copies, &rewritten].map(|list| list.lines().count()), [3, 4], "{copies}{rewritten}");
    assert_eq!(corrections, "sponde-aggiornamento@sponde.example\tsponde-programma@sponde.example\n");
    let read = |name: &str| fs::read_to_string(Path::new(&desk).join(name)).expect(name);
    assert!(read("report.html").contains("Sponde Festival 2026"));
    let table = read("sources.csv");
    let ids = |list: &str| -> BTreeSet<String> {
        list.lines().map(|line| line.split(',').next().expect("an id").to_owned()).collect()
    };
    let rows = table.split_once('\n').expect("column names").1;
    assert_eq!(ids(rows), ids(&new), "{table}");
}

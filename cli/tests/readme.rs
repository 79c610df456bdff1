//! README's shell blocks do what they say: each is run, line by line as it stands.
//!
//! A README that no longer works is found by the person who tries it first. `cargo` is a stand-in
//! here: what it would build is built already, and the tests that it would run are these.

#![cfg(unix)]

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::process::Command;

use support::Folder;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Stands for the two commands that README begins with; anything else fails.
const CARGO: &str = r#"#!/bin/sh
case "$*" in
"run --release -- "*) shift 3; exec ricalco "$@" ;;
"test --workspace --all-features") exit 0 ;;
esac
echo "README calls cargo in a way that no test knows: $*" >&2
exit 2
"#;

/// The blocks of README in one language.
fn blocks(language: &str) -> Vec<String> {
    let readme = fs::read_to_string(format!("{ROOT}/README.md")).expect("README.md");
    let opening = format!("```{language}\n");
    readme
        .split(&opening)
        .skip(1)
        .map(|block| block.split("```").next().expect("an end").to_owned())
        .collect()
}

/// A place with the project's examples in it, and `ricalco` and `cargo` to be called.
fn place() -> Folder {
    let folder = Folder::new();
    let bin = folder.path("bin");
    fs::create_dir(&bin).expect("a directory");
    symlink(env!("CARGO_BIN_EXE_ricalco"), format!("{bin}/ricalco")).expect("a link");
    fs::write(format!("{bin}/cargo"), CARGO).expect("a file");
    fs::set_permissions(format!("{bin}/cargo"), fs::Permissions::from_mode(0o755)).expect("may be run");
    symlink(format!("{ROOT}/examples"), folder.path("examples")).expect("a link");
    folder
}

/// Runs a script there and says what it printed.
fn run(folder: &Folder, script: &str) -> String {
    let path = std::env::var("PATH").unwrap_or_default();
    let output = Command::new("/bin/sh")
        .args(["-eu", "-c", script])
        .current_dir(folder.path(""))
        .env("PATH", format!("{}:{path}", folder.path("bin")))
        .env("LC_ALL", "C.UTF-8")
        .output()
        .expect("a shell");
    assert!(output.status.success(), "{script}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("standard output is UTF-8")
}

#[test]
fn every_shell_block_runs() {
    let blocks = blocks("sh");
    assert!(blocks.len() >= 6, "{} blocks", blocks.len());
    let folder = place();
    let has_jq = Command::new("jq").arg("--version").output().is_ok();
    for block in blocks {
        if block.contains("jq ") && !has_jq {
            println!("skipped, there is no jq: {block}");
            continue;
        }
        run(&folder, &block);
    }
    for made in ["gruppi.csv", "rapporto.html", "una_per_comunicato.jsonl", "tutte_con_gruppo.jsonl"] {
        let made = fs::metadata(folder.path(made)).expect(made);
        assert!(made.len() > 0);
    }
}

#[test]
fn the_first_command_prints_what_readme_shows() {
    let blocks = blocks("text");
    let shown = blocks.first().expect("what the first command prints");
    let printed = run(&place(), "cargo run --release -- group --format text examples/releases");
    assert_eq!(shown.lines().count(), 6);
    for line in shown.lines() {
        // A title follows, where a line has one.
        assert!(printed.lines().any(|printed| printed.starts_with(line)), "{line:?} is not in\n{printed}");
    }
}

#[test]
fn a_bulletin_and_the_next_are_another_one() {
    let blocks = blocks("sh");
    let check = blocks.iter().find(|block| block.contains("check --quiet")).expect("a block on check");
    assert_eq!(run(&place(), check).trim(), "another bulletin: publish it");
}

//! The command's manners: what it says where, how it ends, what it leaves behind.

mod support;

use std::fs;
use std::io::Read as _;
use std::process::{Command as Process, Stdio};

use predicates::prelude::*;
use support::{Folder, batch, line, ricalco, stdout};

#[test]
fn help_names_every_command_and_goes_to_standard_output() {
    let help = stdout(&["--help"], "");
    for command in ["group", "unique", "check", "completions", "man"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command} is missing:\n{help}");
    }
    let help = stdout(&["group", "--help"], "");
    assert!(help.contains("Examples:\n  ricalco group"), "{help}");
}

#[test]
fn a_wrong_command_line_ends_with_status_2_and_nothing_on_standard_output() {
    let wrong: &[&[&str]] = &[
        &["grupo"],
        &["group", "--format", "xml", "-"],
        &["group", "--lang", "xx", "-"],
        &["group", "--threads", "0", "-"],
        &["group", "--strictness", "1.5", "-"],
        &["group", "--quiet", "--verbose", "-"],
        &["unique", "--prefix", "x_", "-"],
        &["group", "--keep", "--format", "csv", "-"],
        &["check", "one.txt"],
    ];
    for arguments in wrong {
        let assert = ricalco().args(*arguments).write_stdin("").assert().code(2).stdout("");
        assert.stderr(predicate::str::starts_with("error: "));
    }
}

#[test]
fn completions_are_made_for_every_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        assert!(stdout(&["completions", shell], "").contains("ricalco"), "{shell}");
    }
}

#[test]
fn the_manual_page_lists_the_exit_statuses() {
    let page = stdout(&["man"], "");
    assert!(page.contains(".SH \"EXIT STATUS\""), "{page}");
    for status in ["\\fB0\\fR", "\\fB1\\fR", "\\fB2\\fR"] {
        assert!(page.contains(status), "{status} is missing");
    }
}

#[test]
fn every_command_has_its_manual_page() {
    let folder = Folder::new();
    ricalco().args(["man", &folder.path("man1")]).assert().success().stdout("");
    for name in ["ricalco", "ricalco-group", "ricalco-unique", "ricalco-check"] {
        let page = fs::read_to_string(folder.path(&format!("man1/{name}.1"))).expect(name);
        assert!(page.contains(".SH NAME"), "{name}");
    }
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = Folder::new();
    let many: String = (0..4000).map(|n| line(&format!("document-{n}"), &format!("numero {n}"))).collect();
    let path = folder.file("many.jsonl", &many);
    for arguments in [vec!["group", &path], vec!["group", "-f", "csv", &path], vec!["unique", &path]] {
        let mut child = Process::new(env!("CARGO_BIN_EXE_ricalco"))
            .args(&arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        drop(child.stdout.take());
        let mut said = String::new();
        child.stderr.take().expect("standard error").read_to_string(&mut said).expect("UTF-8");
        assert_eq!(child.wait().expect("an end").code(), Some(0), "{arguments:?}: {said}");
        assert_eq!(said, "", "{arguments:?}");
    }
}

#[test]
fn output_appears_whole_or_not_at_all() {
    let folder = Folder::new();
    let good = folder.file("in/good.jsonl", &batch());
    let bad = folder.file("in/bad.jsonl", &format!("{}no json\n", batch()));
    let output = folder.path("clusters.jsonl");

    ricalco().args(["group", "-o", &output, &bad]).assert().code(2).stdout("");
    assert_eq!(folder.names(), ["in"], "something was left behind");

    ricalco().args(["group", "-o", &output, &good]).assert().success().stdout("");
    let first = fs::read_to_string(&output).expect("the output");
    assert_eq!(first, stdout(&["group", &good], ""));

    ricalco().args(["group", "-o", &output, &bad]).assert().code(2);
    assert_eq!(fs::read_to_string(&output).expect("the output"), first, "the old output was touched");
    assert_eq!(folder.names(), ["clusters.jsonl", "in"]);
}

#[test]
fn the_last_output_is_no_input_unless_it_is_named() {
    let folder = Folder::new();
    folder.file("in.jsonl", &batch());
    for name in ["out.jsonl", "out.csv", "out.txt"] {
        let output = folder.path(name);
        let run = || {
            ricalco().args(["group", "-o", &output, &folder.path("")]).assert().success();
            fs::read_to_string(&output).expect("the output")
        };
        assert_eq!(run(), run(), "{name}");
        fs::remove_file(&output).expect("the output goes");
    }
    let named = folder.path("in.jsonl");
    ricalco().args(["unique", "-o", &named, &named]).assert().success();
    assert_eq!(fs::read_to_string(&named).expect("the output").lines().count(), 3);
}

#[cfg(unix)]
#[test]
fn output_has_the_rights_of_any_new_file_and_follows_a_link() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let folder = Folder::new();
    let input = folder.file("in.jsonl", &batch());
    let (plain, output) = (folder.file("plain", ""), folder.path("out.jsonl"));
    ricalco().args(["group", "-o", &output, &input]).assert().success();
    let rights = |path: &str| fs::metadata(path).expect(path).permissions().mode() & 0o777;
    assert_eq!(rights(&output), rights(&plain));

    fs::set_permissions(&output, fs::Permissions::from_mode(0o600)).expect("rights");
    symlink(&output, folder.path("link.jsonl")).expect("a link");
    ricalco().args(["group", "-o", &folder.path("link.jsonl"), &input]).assert().success();
    assert!(fs::symlink_metadata(folder.path("link.jsonl")).expect("the link").is_symlink());
    assert_eq!(rights(&output), 0o600);
}

#[test]
fn output_that_cannot_be_written_is_found_before_the_work() {
    let folder = Folder::new();
    for output in [folder.path("missing/out.jsonl"), folder.path(".")] {
        // The input is bad too; the output is looked at first.
        let assert = ricalco().args(["group", "-o", &output, "-"]).write_stdin("no json\n").assert().code(2);
        assert.stderr(predicate::str::contains("director").and(predicate::str::contains("hint: ")));
    }
}

#[test]
fn the_name_of_the_output_says_its_format() {
    let folder = Folder::new();
    let input = folder.file("in.jsonl", &batch());
    for (name, begin) in
        [("a.csv", "id,cluster,"), ("a.jsonl", "{\"id\":"), ("a.txt", "  relation"), ("a", "{\"id\":")]
    {
        let output = folder.path(name);
        ricalco().args(["group", "-o", &output, &input]).assert().success();
        let written = fs::read_to_string(&output).expect("the output");
        assert!(written.starts_with(begin), "{name}: {written}");
    }
    let output = folder.path("a.pdf");
    let assert = ricalco().args(["group", "-o", &output, &input]).assert().code(2).stdout("");
    assert.stderr(predicate::str::contains(".pdf").and(predicate::str::contains("hint: ")));
    ricalco().args(["group", "-f", "csv", "-o", &output, &input]).assert().success();
}

#[test]
fn colour_comes_only_where_it_is_wanted() {
    let batch = batch();
    let text = |color: &[&str]| stdout(&[&["group", "-f", "text", "-"], color].concat(), &batch);
    assert!(!text(&[]).contains('\u{1b}'), "a pipe got colour");
    assert!(!text(&["--color", "never"]).contains('\u{1b}'));
    assert!(text(&["--color", "always"]).contains('\u{1b}'));
    let jsonl = stdout(&["group", "-f", "jsonl", "--color", "always", "-"], &batch);
    assert!(!jsonl.contains('\u{1b}'), "data got colour");
}

#[test]
fn quiet_leaves_errors_alone_and_verbose_tells_the_course() {
    let with_empty = format!("{}{}", batch(), line("empty", " "));
    ricalco().args(["group", "-q", "-"]).write_stdin(with_empty.clone()).assert().success().stderr("");
    let verbose = ricalco().args(["group", "-v", "-"]).write_stdin(with_empty).assert().success();
    verbose.stderr(predicate::str::contains("read 6 documents").and(predicate::str::contains("found ")));
    ricalco()
        .args(["group", "-q", "-"])
        .write_stdin("no json")
        .assert()
        .code(2)
        .stderr(predicate::str::contains("error: "));
}

#[test]
fn nothing_to_read_is_said() {
    ricalco()
        .args(["group", "-"])
        .write_stdin("")
        .assert()
        .success()
        .stderr("warning: no document was found\n");
}

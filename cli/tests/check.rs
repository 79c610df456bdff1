//! `ricalco check`: the exit status is the answer.

mod support;

use predicates::prelude::*;
use support::{Folder, RELEASE, REWRITE, SIBLING, copy, ricalco};

#[test]
fn status_1_says_that_two_texts_trace_one_release() {
    let folder = Folder::new();
    let release = folder.file("release.txt", RELEASE);
    let rows = [
        ("copy", copy(), 1, "one release ("),
        ("rewrite", REWRITE.to_owned(), 1, "one release (rewritten, probability "),
        ("sibling", SIBLING.to_owned(), 0, "apart (probability "),
    ];
    for (name, text, status, answer) in rows {
        let other = folder.file(name, &text);
        let assert = ricalco().args(["check", &release, &other]).assert();
        assert.code(status).stdout(predicate::str::starts_with(answer)).stderr("");
        ricalco().args(["check", "--quiet", &release, &other]).assert().code(status).stdout("").stderr("");
    }
}

#[test]
fn a_text_traces_itself() {
    let folder = Folder::new();
    let path = folder.file("a.txt", RELEASE);
    ricalco().args(["check", &path, &path]).assert().code(1);
}

//! What flows in through a pipe is placed as it comes, though the pipe stays open.

mod support;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use support::{Folder, OTHER, RELEASE, line};

/// How long an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// The command, and the lines that it says as they come.
fn start(index: &str) -> (Child, Receiver<String>) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ricalco"))
        .args(["ingest", "--index", index, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .spawn()
        .expect("the command");
    let stdout = BufReader::new(child.stdout.take().expect("a pipe"));
    let (to, lines) = mpsc::channel();
    std::thread::spawn(move || stdout.lines().map_while(Result::ok).try_for_each(|line| to.send(line)));
    (child, lines)
}

#[test]
fn a_document_is_answered_before_the_next_one_comes() {
    let folder = Folder::new();
    let row = |id: &str, text: &str| format!("{id},\"{}\"\n", text.replace('"', "\"\""));
    for (name, head, write) in
        [("jsonl", "", line as fn(&str, &str) -> String), ("csv", "id,text\n", row as _)]
    {
        let (mut child, lines) = start(&folder.path(name));
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(head.as_bytes()).expect("a head");
        for (id, text) in [("first", RELEASE), ("second", OTHER), ("third", RELEASE)] {
            stdin.write_all(write(id, text).as_bytes()).expect("a document");
            stdin.flush().expect("a document");
            let answer = lines.recv_timeout(PATIENCE).expect("an answer while the pipe is open");
            assert!(answer.starts_with(&format!("{{\"id\":\"{id}\"")), "{name}: {answer}");
        }
        drop(stdin);
        assert!(child.wait().expect("an end").success());
        assert!(lines.recv().is_err(), "nothing more is said");
    }
}

//! Damaged and hostile files of every format, as a user meets them: a clear error with status 2 and
//! nothing printed, or a document; never a panic, a hang or half an output.

mod support;
mod writers;

use std::fs::{self, File};
use std::io::{self, Read as _, Write as _};
use std::time::{Duration, Instant};

use support::{Folder, OTHER, RELEASE, REWRITE, ricalco};
use writers::{Item, mail, xml};

/// Long enough for a busy machine, short enough to tell that something hangs.
const PATIENCE: Duration = Duration::from_secs(60);

fn items() -> Vec<Item> {
    let item = |(number, text): (usize, &str)| Item {
        id: format!("doc-{number}"),
        family: String::new(),
        title: format!("Perché il ponte è chiuso, parte {number}"),
        outlet: "Città di Valdrana".to_owned(),
        published: format!("2026-03-0{}T10:00:00+01:00", number + 1),
        lang: "it".to_owned(),
        text: text.to_owned(),
    };
    [RELEASE, OTHER, REWRITE].into_iter().enumerate().map(item).collect()
}

/// A good file of each format that is text.
fn good(name: &str) -> Vec<u8> {
    let items = items();
    let all: Vec<&Item> = items.iter().collect();
    let json = |values: Vec<serde_json::Value>| serde_json::to_vec_pretty(&values).expect("JSON");
    match name {
        "a.txt" => writers::agency_text(&items[0]),
        "a.jsonl" => writers::json_lines(&items),
        "a.json" => {
            let lines = String::from_utf8(writers::json_lines(&items)).expect("UTF-8");
            json(lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect())
        }
        "a.csv" => writers::table(&items, b';'),
        "a.tsv" => writers::table(&items, b'\t'),
        "rss.xml" => xml::rss("Città", &all),
        "atom.xml" => xml::atom("Città", &all),
        "feed.json" => writers::json_feed("Città", &all),
        "ninjs.json" => json(items.iter().map(writers::ninjs).collect()),
        "newsml.xml" => xml::news_message(&items),
        "nitf.xml" => xml::nitf(&items[0]),
        "a.html" => writers::page(&items[0]),
        "a.eml" => mail::message(1, &items[0]),
        "a.mbox" => mail::mailbox(&items),
        "a.docx" => b"PK\x03\x04 un archivio che non lo e' word/document.xml".to_vec(),
        "a.pdf" => b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog".to_vec(),
        other => panic!("{other}"),
    }
}

/// What the command does with a file: `read` and the number of documents, or the first line of its error
/// without the path.
fn outcome(folder: &Folder, name: &str) -> String {
    let (path, output) = (folder.path(name), folder.path("out.jsonl"));
    let start = Instant::now();
    let run = ricalco().args(["group", "-q", "-o", &output, &path]).assert().get_output().clone();
    assert!(start.elapsed() < PATIENCE, "{name}: {:?}", start.elapsed());
    let said = String::from_utf8(run.stderr).expect("UTF-8");
    assert_eq!(run.stdout, b"", "{name}");
    match run.status.code() {
        Some(0) => {
            let lines = fs::read_to_string(&output).expect("an output");
            let whole = lines.lines().filter(|line| serde_json::from_str::<serde_json::Value>(line).is_ok());
            assert_eq!(whole.count(), lines.lines().count(), "{name}: {lines}");
            fs::remove_file(&output).expect("the output goes");
            format!("read {}", lines.lines().count())
        }
        Some(2) => {
            assert!(!folder.names().contains(&"out.jsonl".to_owned()), "{name}: half an output");
            let said = said.lines().next().expect("an error");
            let error = said.strip_prefix("error: ").unwrap_or_else(|| panic!("{name}: {said}"));
            assert!(error.len() < 500, "{name}: the message holds the file: {error}");
            error.replace(&path, "PATH")
        }
        other => panic!("{name}: {other:?} {said}"),
    }
}

/// Damages a good file of every format and compares what is said with the table.
fn check(damage: &str, wanted: &[(&str, &str)], make: impl Fn(&str, Vec<u8>) -> Vec<u8>) {
    let folder = Folder::new();
    let mut failed = Vec::new();
    for (name, wanted) in wanted {
        fs::write(folder.file(name, ""), make(name, good(name))).expect("a file");
        let found = outcome(&folder, name);
        if !found.contains(wanted) {
            failed.push(format!("{name}: wanted {wanted:?}, found {found:?}"));
        }
    }
    assert!(failed.is_empty(), "{damage}:\n{}", failed.join("\n"));
}

/// Each format with what is wanted of it: `read` and a number of documents, or a part of the message.
const CUT: &[(&str, &str)] = &[
    ("a.csv", "PATH:3: this is not"),
    ("a.docx", "PATH: this is not a Word document"),
    // Where a text or a message should have ended, nobody can say.
    ("a.eml", "read 1"),
    ("a.html", "read 1"),
    ("a.json", "PATH: this is not JSON: it ends too early"),
    ("a.jsonl", "PATH:3: this is not JSON: it ends too early"),
    ("a.mbox", "PATH, item 3: this is not a mail message"),
    ("a.pdf", "PATH: this is not a PDF"),
    ("a.tsv", "PATH:3: this is not"),
    ("a.txt", "read 1"),
    ("atom.xml", "PATH: this is not well-formed XML: line 18: the file ends before"),
    ("feed.json", "it ends too early"),
    ("newsml.xml", "PATH: this is not well-formed XML: line 53"),
    ("ninjs.json", "PATH: this is not JSON: it ends too early"),
    ("nitf.xml", "PATH: this is not well-formed XML: line 18: the file ends before"),
    ("rss.xml", "PATH: this is not well-formed XML: line 20"),
];

const WHOLE: &[(&str, &str)] = &[
    ("a.csv", "read 3"),
    ("a.eml", "read 1"),
    ("a.html", "read 1"),
    ("a.json", "read 3"),
    ("a.jsonl", "read 3"),
    ("a.mbox", "read 3"),
    ("a.tsv", "read 3"),
    ("a.txt", "read 1"),
    ("atom.xml", "read 3"),
    ("feed.json", "read 3"),
    ("newsml.xml", "read 3"),
    ("ninjs.json", "read 3"),
    ("nitf.xml", "read 1"),
    ("rss.xml", "read 3"),
];

const ZEROS: &[(&str, &str)] = &[
    // A cell, a message or a page may hold a NUL byte as it may hold any other character.
    ("a.csv", "read 3"),
    ("a.eml", "read 1"),
    ("a.html", "read 1"),
    ("a.json", "PATH: it holds NUL bytes and is no format known here"),
    ("a.jsonl", "PATH:2: this is not JSON: control character"),
    ("a.mbox", "read 3"),
    ("a.tsv", "read 3"),
    ("a.txt", "PATH: this is not plain text: it holds NUL bytes"),
    ("atom.xml", "PATH: it holds NUL bytes and is no format known here"),
    ("feed.json", "PATH: it holds NUL bytes and is no format known here"),
    ("newsml.xml", "PATH: it holds NUL bytes and is no format known here"),
    ("ninjs.json", "PATH: it holds NUL bytes and is no format known here"),
    ("nitf.xml", "PATH: it holds NUL bytes and is no format known here"),
    ("rss.xml", "PATH: it holds NUL bytes and is no format known here"),
];

const DEEP: &[(&str, &str)] = &[
    ("a.csv", "PATH:1: this is not a table that can be read: it has no column \"text\""),
    ("a.eml", "read 1"),
    ("a.html", "read 1"),
    ("a.json", "PATH, item 1: this is not a record: it is a list"),
    ("a.jsonl", "read 1"),
    ("a.mbox", "read 1"),
    ("a.pdf", "PATH: this is not a PDF that can be read"),
    ("a.tsv", "PATH:1: this is not a table that can be read: it has no column \"text\""),
    ("a.txt", "read 1"),
    ("atom.xml", "PATH: goes more than 256 levels deep"),
    ("feed.json", "PATH: this is not a feed: unable to parse JSON"),
    ("newsml.xml", "PATH: goes more than 256 levels deep"),
    ("ninjs.json", "PATH, item 1: goes more than 127 levels deep"),
    ("nitf.xml", "PATH: goes more than 256 levels deep"),
    ("rss.xml", "PATH: goes more than 256 levels deep"),
];

const TOO_LONG: &[(&str, &str)] = &[
    ("a.csv", "PATH:2: this is not a whole table: the last row ends within quotes"),
    ("a.docx", "PATH: this is not a Word document"),
    ("a.eml", "PATH: the text is larger than 64 MiB"),
    ("a.html", "PATH: the file is larger than 16 MiB"),
    ("a.json", "PATH: this is not JSON: it ends too early"),
    ("a.jsonl", "PATH:1: this is not JSON: it ends too early"),
    ("a.mbox", "PATH, item 1: the text is larger than 64 MiB"),
    ("a.pdf", "PATH: the PDF is larger than 32 MiB"),
    ("a.tsv", "PATH:2: the text is larger than 64 MiB"),
    ("a.txt", "PATH: the file is larger than 64 MiB"),
    ("atom.xml", "PATH: this is not well-formed XML: line 1"),
    ("feed.json", "PATH: this is not a feed"),
    ("newsml.xml", "PATH: this is not well-formed XML: line 1"),
    ("ninjs.json", "PATH: this is not JSON: it ends too early"),
    ("nitf.xml", "PATH: this is not well-formed XML: line 1"),
    ("rss.xml", "PATH: this is not well-formed XML: line 1"),
];

#[test]
fn a_file_that_was_cut_is_an_error_where_that_can_be_told() {
    check("cut at two thirds", CUT, |_, bytes| bytes[..bytes.len() * 2 / 3].to_vec());
}

#[test]
fn a_wrong_encoding_declared_does_no_harm() {
    for label in ["UTF-16", "x-ignoto", "ISO-8859-1"] {
        check(label, WHOLE, |_, bytes| {
            let Ok(text) = String::from_utf8(bytes.clone()) else { return bytes };
            let text = text.replace("encoding=\"UTF-8\"", &format!("encoding=\"{label}\""));
            text.replace("charset=\"utf-8\"", &format!("charset=\"{label}\""))
                .replace("charset=utf-8", &format!("charset={label}"))
                .into_bytes()
        });
    }
}

#[test]
fn entities_that_multiply_or_lead_elsewhere_are_refused() {
    let mut laughs = "<!DOCTYPE x [<!ENTITY l0 \"ah\">".to_owned();
    for level in 1..30 {
        laughs.push_str(&format!("<!ENTITY l{level} \"&l{0};&l{0};\">", level - 1));
    }
    let wanted = ["atom.xml", "newsml.xml", "nitf.xml", "rss.xml"].map(|name| (name, "declares entities"));
    check("entities that multiply", &wanted, |_, bytes| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        text.replace("?>", &format!("?>{laughs}]>")).replace("ponte", "&l29;").into_bytes()
    });
    let outside = "<!DOCTYPE x [<!ENTITY l29 SYSTEM \"file:///etc/hostname\">]>";
    check("an entity from a file", &wanted, |_, bytes| {
        let text = String::from_utf8(bytes).expect("UTF-8");
        text.replace("?>", &format!("?>{outside}")).replace("ponte", "&l29;").into_bytes()
    });
}

#[test]
fn nul_bytes_are_told() {
    check("three zeros in the middle", ZEROS, |_, mut bytes| {
        bytes.splice(bytes.len() / 2..bytes.len() / 2, [0; 3]);
        bytes
    });
    let nothing = WHOLE.iter().map(|(name, _)| (*name, "PATH:"));
    check("nothing but zeros", &nothing.collect::<Vec<_>>(), |_, _| vec![0; 100_000]);
}

#[test]
fn depth_is_told_and_does_not_overflow() {
    let deep = |open: &str, close: &str| [open.repeat(100_000), close.repeat(100_000)].concat();
    check("a hundred thousand levels", DEEP, |name, _| {
        let text = match name {
            "a.jsonl" => format!("{{\"id\":1,\"text\":\"\",\"x\":{}}}", deep("[", "]")),
            "feed.json" => {
                format!("{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":{}}}", deep("[", "]"))
            }
            "ninjs.json" => format!("{{\"uri\":\"a\",\"bodies\":{}}}", deep("[", "]")),
            "rss.xml" => format!("<rss version=\"2.0\">{}</rss>", deep("<channel>", "</channel>")),
            "atom.xml" => format!("<feed>{}</feed>", deep("<entry>", "</entry>")),
            "newsml.xml" => format!("<newsItem>{}</newsItem>", deep("<x>", "</x>")),
            "nitf.xml" => format!("<nitf>{}</nitf>", deep("<p>", "</p>")),
            "a.html" => deep("<div>", "</div>"),
            "a.eml" | "a.mbox" => {
                let forwarded = "Subject: x\nContent-Type: message/rfc822\n\n".repeat(20_000);
                format!("{}{forwarded}", if name == "a.mbox" { "From a\n" } else { "" })
            }
            "a.pdf" => format!("%PDF-1.4\n1 0 obj\n{}\nendobj", deep("<</A ", ">>")),
            _ => deep("[", "]"),
        };
        text.into_bytes()
    });
}

#[test]
fn a_hundred_megabytes_in_one_line_are_told() {
    let folder = Folder::new();
    let mut failed = Vec::new();
    for (name, begin) in [
        ("a.csv", "id,text\n1,\""),
        ("a.docx", "PK\x03\x04word/"),
        ("a.eml", "Subject: x\nFrom: a@b.it\n\n"),
        ("a.html", "<html><body><p>"),
        ("a.json", "[{\"id\":\"a\",\"text\":\""),
        ("a.jsonl", "{\"id\":\"a\",\"text\":\""),
        ("a.mbox", "From a\nSubject: x\n\n"),
        ("a.pdf", "%PDF-1.4"),
        ("a.tsv", "id\ttext\n1\t"),
        ("a.txt", ""),
        ("atom.xml", "<feed><entry><content>"),
        ("feed.json", "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"content_text\":\""),
        ("newsml.xml", "<newsItem><contentSet><inlineData>"),
        ("ninjs.json", "{\"uri\":\"a\",\"body_text\":\""),
        ("nitf.xml", "<nitf><body><body.content><p>"),
        ("rss.xml", "<rss version=\"2.0\"><channel><item><description>"),
    ] {
        let path = folder.path(name);
        let mut file = File::create(&path).expect("a file");
        file.write_all(begin.as_bytes()).expect("a file");
        io::copy(&mut io::repeat(b'a').take(100 << 20), &mut file).expect("a file");
        drop(file);
        let found = outcome(&folder, name);
        fs::remove_file(path).expect("the file goes");
        let wanted = TOO_LONG.iter().find(|(known, _)| *known == name).expect(name).1;
        if !found.contains(wanted) {
            failed.push(format!("{name}: wanted {wanted:?}, found {found:?}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

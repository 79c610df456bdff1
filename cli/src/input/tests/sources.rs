//! Directories, standard input, compression, byte order marks: whatever lies between a path and a format.

use std::fs;
use std::io::{self, Read};

use super::super::options::{Field, Limits};
use super::super::{InputFormat, InputOptions, Raw};
use super::{gzip, read_bytes, read_paths, read_stream, zstd};

const LINES: &str = "{\"id\":\"uno\",\"text\":\"Il Comune ha approvato il bilancio.\"}\n\n{\"id\":2,\"text\":\"La città è più bella\"}\n";

#[test]
fn compression_and_byte_order_marks_change_nothing() {
    let utf_16 = |swap: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xFEFF).into_iter().chain(LINES.encode_utf16());
        units.flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    };
    let marked = format!("\u{FEFF}{LINES}").into_bytes();
    let latin: Vec<u8> = LINES.chars().map(|char| char as u8).collect();
    let twice =
        [gzip(LINES.lines().next().unwrap().as_bytes()), gzip(format!("\n{LINES}").as_bytes())].concat();
    let frames = [zstd(b"\n"), zstd(LINES.as_bytes())].concat();
    for (what, bytes, records) in [
        ("as it is", LINES.as_bytes().to_vec(), 2),
        ("gzip", gzip(LINES.as_bytes()), 2),
        ("zstd", zstd(LINES.as_bytes()), 2),
        ("zstd of gzip", zstd(&gzip(LINES.as_bytes())), 2),
        ("gzip members one after the other", twice, 3),
        ("zstd frames one after the other", frames, 2),
        ("marked", marked, 2),
        ("UTF-16 little-endian", utf_16(false, true), 2),
        ("UTF-16 big-endian", utf_16(true, true), 2),
        ("UTF-16 without a mark", utf_16(false, false), 2),
        ("gzip of UTF-16", gzip(&utf_16(true, true)), 2),
        ("Latin-1", latin, 2),
    ] {
        let outcome = read_bytes("-", bytes, &InputOptions::default());
        assert!(outcome.bad.is_empty(), "{what}: {outcome:#?}");
        assert_eq!(outcome.records.len(), records, "{what}");
        let last = &outcome.records[records - 1];
        assert_eq!(
            (last.document.id().as_str(), last.document.text()),
            ("2", "La città è più bella"),
            "{what}"
        );
    }
}

/// Hands out one piece at a time, and notes at each how many records had come by then.
struct Pipe {
    pieces: std::vec::IntoIter<&'static str>,
    records: std::rc::Rc<std::cell::Cell<usize>>,
    seen: std::rc::Rc<std::cell::RefCell<Vec<usize>>>,
}

impl Read for Pipe {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.seen.borrow_mut().push(self.records.get());
        let piece = self.pieces.next().unwrap_or_default();
        buffer[..piece.len()].copy_from_slice(piece.as_bytes());
        Ok(piece.len())
    }
}

#[test]
fn a_record_does_not_wait_for_the_next() {
    let one = "{\"id\":1,\"text\":\"Uno\"}\n";
    let jsonl = Some(InputFormat::Jsonl);
    let cases: [(Vec<&str>, Option<InputFormat>, &[usize]); 5] = [
        (vec![one, "{\"id\":2,\"text\":\"Due\"}\n", "\n"], None, &[0, 1, 2, 2]),
        (vec!["\u{FEFF}", one], None, &[0, 0, 1]),
        (vec!["id,te", "xt\r\n1,Uno\r\n", "2,Due\r\n"], None, &[0, 0, 1, 2]),
        // The first line says nothing; only a format that was named spares the wait.
        (vec!["?\n", one], None, &[0, 0, 0]),
        (vec!["?\n", one], jsonl, &[0, 0, 1]),
    ];
    for (pieces, format, wanted) in cases {
        let (records, seen) = (std::rc::Rc::default(), std::rc::Rc::default());
        let pipe = Pipe {
            pieces: pieces.clone().into_iter(),
            records: std::rc::Rc::clone(&records),
            seen: std::rc::Rc::clone(&seen),
        };
        let options = InputOptions { format, ..InputOptions::default() };
        let _ =
            super::source::open(&"-".into(), Box::new(pipe), super::Origin::Stdin, &options, &mut |event| {
                if let super::Event::Record(_) = event {
                    records.set(records.get() + 1);
                }
                std::ops::ControlFlow::Continue(())
            });
        let seen = seen.borrow();
        assert!(seen.starts_with(wanted), "{pieces:?}: {seen:?}");
    }
}

#[test]
fn a_directory_is_read_in_the_order_of_its_names() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    fs::create_dir_all(at("b/c")).unwrap();
    fs::create_dir_all(at(".git")).unwrap();
    fs::write(at("b/c/uno.txt"), "Titolo\n\nTesto uno.").unwrap();
    fs::write(at("b/z.txt.gz"), gzip(b"Testo due.")).unwrap();
    fs::write(at("a.jsonl"), LINES).unwrap();
    fs::write(at("C.txt"), "Testo tre.").unwrap();
    fs::write(at("foto.jpg"), b"\xFF\xD8\xFF\xE0\0\x10JFIF").unwrap();
    fs::write(at("stile.css"), "body { color: red }").unwrap();
    fs::write(at(".DS_Store"), b"\0\0").unwrap();
    let outcome = read_paths(&[root.path().to_owned()], &InputOptions::default());
    assert_eq!(outcome.bad, [""; 0]);
    let path = |name: &str| at(name).display().to_string();
    let names = [path("C.txt"), "uno".into(), "2".into(), path("b/c/uno.txt"), path("b/z.txt.gz")];
    assert_eq!(outcome.ids(), names.each_ref().map(String::as_str));
    let titles: Vec<_> = outcome.records.iter().map(|record| record.document.title()).collect();
    assert_eq!(titles, [None, None, None, Some("Titolo"), None]);
    assert_eq!(outcome.notices.len(), 4, "{:#?}", outcome.notices);
}

#[cfg(unix)]
#[test]
fn a_link_in_a_directory_leads_nowhere() {
    let root = tempfile::tempdir().unwrap();
    fs::write(root.path().join("segreto.txt"), "Non per voi.").unwrap();
    let given = root.path().join("dato");
    fs::create_dir(&given).unwrap();
    std::os::unix::fs::symlink("../segreto.txt", given.join("a.txt")).unwrap();
    std::os::unix::fs::symlink("..", given.join("giro")).unwrap();
    let outcome = read_paths(std::slice::from_ref(&given), &InputOptions::default());
    assert!(outcome.records.is_empty() && outcome.bad.is_empty(), "{outcome:#?}");
    assert_eq!(outcome.notices.len(), 2);
    // A link that the caller names is the caller's wish.
    assert_eq!(read_paths(&[given.join("a.txt")], &InputOptions::default()).records.len(), 1);
}

#[test]
fn an_error_names_the_file_the_line_and_the_remedy() {
    let bad = |name: &str, bytes: &[u8]| read_bytes(name, bytes, &InputOptions::default()).bad.join(" / ");
    assert_eq!(
        bad("-", b"{\"id\":1,\"text\":\"\"}\nnon JSON\n{\"id\":2,\"text\":\"\"}\n{\"id\":3}"),
        "standard input:2: this is not JSON: expected ident at column 2 / standard input:4: the field \"text\" is \
         missing; every record needs an id and a text (--columns names other fields)"
    );
    assert!(bad("foto", b"\xFF\xD8\xFF\xE0\0\x10JFIF").starts_with("foto: it holds NUL bytes"));
    assert!(bad("a.txt", b"uno\0due").contains("not plain text: it holds NUL bytes"));
    let missing = read_paths(&["non/esiste.txt".into()], &InputOptions::default());
    assert_eq!(missing.bad, ["non/esiste.txt: there is no such file or directory; check the path"]);
    let mut cut = gzip(LINES.repeat(100).as_bytes());
    cut.truncate(cut.len() - 12);
    assert!(bad("a.jsonl.gz", &cut).contains("the file was cut"), "{}", bad("a.jsonl.gz", &cut));
    cut[11] ^= 0x55;
    assert!(bad("a.jsonl.gz", &cut).contains("cannot be read"));
    let mut cut = zstd(LINES.repeat(100).as_bytes());
    cut.truncate(cut.len() - 12);
    assert!(bad("a.jsonl.zst", &cut).contains("cannot be read"));
}

#[test]
fn the_sink_may_stop_at_any_record() {
    let mut seen = 0;
    let bytes = Box::new(io::Cursor::new(LINES));
    let flow =
        super::source::open(&"-".into(), bytes, super::Origin::Stdin, &InputOptions::default(), &mut |_| {
            seen += 1;
            std::ops::ControlFlow::Break(())
        });
    assert!(flow.is_break() && seen == 1);
}

#[test]
fn raw_lines_are_kept_where_asked_for() {
    let options = InputOptions { keep_raw: true, ..InputOptions::default() };
    let line = r#"{"altro": [1,  2], "id": "a", "text": "x"}"#;
    let outcome = read_bytes("-", format!("{line}\r\n"), &options);
    assert_eq!(outcome.only().raw, Some(Raw::Json(line.to_owned())));
    assert_eq!(read_bytes("-", line, &InputOptions::default()).only().raw, None);
}

#[test]
fn raw_rows_are_kept_as_they_were_quoted() {
    let options = InputOptions { keep_raw: true, ..InputOptions::default() };
    let rows = ["\"a\",\"Uno\r\n\"\"due\"\"\",x", "b,tre,", "c, quattro ,\"\""];
    for end in ["\n", "\r\n"] {
        let outcome =
            read_bytes("-.csv", format!("\u{FEFF}id,\"text\",altro{end}{}{end}", rows.join(end)), &options);
        let raw = outcome.records.iter().map(|record| match &record.raw {
            Some(Raw::Row { row, table }) => {
                assert_eq!((table.header.as_str(), table.delimiter), ("id,\"text\",altro", ','));
                row.as_str()
            }
            other => panic!("{other:?}"),
        });
        assert_eq!(raw.collect::<Vec<_>>(), rows);
        assert_eq!(outcome.records[0].document.text(), "Uno\r\n\"due\"");
        assert_eq!(outcome.records[2].document.text(), " quattro ");
    }
}

#[test]
fn the_format_and_the_fields_can_be_named() {
    let options = InputOptions { format: Some(InputFormat::Text), ..InputOptions::default() };
    assert_eq!(read_bytes("a.jsonl", "{}", &options).only().document.text(), "{}");
    let columns: super::super::Columns = "id=guid,text=corpo".parse().unwrap();
    assert_eq!(columns.given(Field::Text), Some("corpo"));
    for wrong in ["id", "corpo=text", "id=a,id=b"] {
        assert!(wrong.parse::<super::super::Columns>().is_err(), "{wrong}");
    }
}

#[test]
fn a_hundred_mebibytes_in_one_line_are_read_or_refused_and_never_kept_twice() {
    let line = |length| {
        let text = io::repeat(b'a').take(length);
        Box::new(
            io::Cursor::new(&b"{\"id\":1,\"text\":\""[..])
                .chain(text)
                .chain(&b"\"}\n{\"id\":2,\"text\":\"\"}"[..]),
        )
    };
    for (length, message) in
        [(100 << 20, "the text is larger than 64 MiB"), (200 << 20, "the line is larger than 160 MiB")]
    {
        let outcome = read_stream("-", line(length), &InputOptions::default());
        assert!(outcome.bad.len() == 1 && outcome.bad[0].contains(message), "{:?}", outcome.bad);
        assert_eq!(outcome.ids(), ["2"], "reading goes on after the line");
    }
    let text = Box::new(io::repeat(b'a').take(100 << 20));
    let outcome = read_stream("a.txt", text, &InputOptions::default());
    assert!(outcome.bad[0].contains("the file is larger than 64 MiB"), "{:?}", outcome.bad);
}

#[test]
fn a_decompression_bomb_is_an_error_before_it_is_a_burden() {
    let mut bomb = Vec::new();
    zstd::stream::copy_encode(io::repeat(b' ').take(600 << 20), &mut bomb, 1).unwrap();
    for name in ["-", "a.txt"] {
        let limits = Limits { text: 1 << 30, ..Limits::default() };
        let outcome = read_bytes(name, bomb.clone(), &InputOptions { limits, ..InputOptions::default() });
        assert!(outcome.bad[0].contains("decompression bomb"), "{:?}", outcome.bad);
    }
}

//! Damaged and hostile files: an error, a notice or a record, soon; never a panic, a hang or a full memory.

use std::fmt::Write;
use std::io::{self, Read};
use std::time::{Duration, Instant};

use super::super::options::Limits;
use super::super::{InputFormat, InputOptions};
use super::{Outcome, gzip, read_bytes, read_stream, same, zstd};
use clap::ValueEnum;

/// A page of PDF with that text, its parts where the file says.
fn pdf(text: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 700 Td ({text}) Tj ET");
    let parts = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut table = "0000000000 65535 f \n".to_owned();
    for (at, part) in parts.iter().enumerate() {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{} 0 obj\n{part}\nendobj\n", at + 1);
    }
    let start = file.len();
    let _ = write!(file, "xref\n0 6\n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    file.into_bytes()
}

/// One good file of each format.
fn good() -> Vec<(InputFormat, Vec<u8>)> {
    let mut good = same::one_of_each();
    good.push((InputFormat::Pdf, pdf("Sono 32 i controlli svolti nei cantieri.")));
    good
}

fn read_as(format: InputFormat, bytes: impl Into<Vec<u8>>) -> Outcome {
    read_bytes("a", bytes, &InputOptions { format: Some(format), ..InputOptions::default() })
}

/// A small generator with a fixed seed, so that a failure comes back.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides.max(1)
    }
}

#[test]
fn a_pdf_has_its_text() {
    let outcome = read_bytes("a", pdf("Sono 32 i controlli."), &InputOptions::default());
    assert_eq!(outcome.only().document.text(), "Sono 32 i controlli.");
}

#[test]
fn every_format_has_a_good_example_here() {
    let good = good();
    for format in InputFormat::value_variants() {
        let (_, bytes) = good.iter().find(|(known, _)| known == format).unwrap();
        let outcome = read_as(*format, bytes.clone());
        assert!(outcome.bad.is_empty() && !outcome.records.is_empty(), "{format:?}: {outcome:#?}");
    }
}

#[test]
fn a_file_that_was_cut_anywhere_is_an_error_or_shorter() {
    for (format, bytes) in good() {
        let whole = read_as(format, bytes.clone()).records.len();
        for end in (0..bytes.len()).step_by(bytes.len() / 150 + 1) {
            let outcome = read_as(format, &bytes[..end]);
            assert!(outcome.records.len() <= whole, "{format:?} cut at {end}");
            for compressed in [gzip(&bytes), zstd(&bytes)] {
                let cut = &compressed[..compressed.len() * end / bytes.len()];
                let outcome = read_as(format, cut);
                assert!(
                    !outcome.bad.is_empty() || outcome.records.len() < whole || cut.len() < 4,
                    "{format:?} cut at {end}"
                );
            }
        }
    }
}

#[test]
fn a_file_with_damaged_bytes_is_survived() {
    let mut dice = Dice(1);
    for (format, bytes) in good() {
        for _ in 0..150 {
            let mut damaged = bytes.clone();
            for _ in 0..=dice.throw(8) {
                let at = dice.throw(damaged.len());
                let piece: &[u8] = match dice.throw(6) {
                    0 => b"\0",
                    1 => b"\xFF\xFE",
                    2 => b"<",
                    3 => b"\"",
                    4 => b"]]>",
                    _ => &[dice.throw(256) as u8],
                };
                let end = (at + dice.throw(12)).min(damaged.len());
                damaged.splice(at..end, piece.iter().copied());
            }
            let _ = read_as(format, damaged.clone());
            // Recognised by content, and as every other format.
            let _ = read_bytes("a", damaged, &InputOptions::default());
        }
        for other in InputFormat::value_variants() {
            let _ = read_as(*other, bytes.clone());
        }
    }
}

#[test]
fn nul_bytes_are_an_error_or_a_part_of_the_text() {
    for format in InputFormat::value_variants() {
        let _ = read_as(*format, vec![0; 100_000]);
        let (_, mut bytes) = good().into_iter().find(|(known, _)| known == format).unwrap();
        bytes.splice(bytes.len() / 2..bytes.len() / 2, [0; 3]);
        let _ = read_as(*format, bytes);
    }
    let outcome = read_as(InputFormat::Text, *b"uno\0due\xE8");
    assert!(outcome.bad[0].contains("NUL"), "{outcome:?}");
}

#[test]
fn entities_that_multiply_are_refused() {
    let mut laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY l0 \"ah\">".to_owned();
    for level in 1..30 {
        let _ = write!(laughs, "<!ENTITY l{level} \"&l{0};&l{0};\">", level - 1);
    }
    for (format, root) in [
        (InputFormat::Nitf, "<nitf><body><body.content>&l29;</body.content></body></nitf>"),
        (
            InputFormat::Newsml,
            "<newsItem guid=\"a\"><contentSet><inlineData>&l29;</inlineData></contentSet></newsItem>",
        ),
        (
            InputFormat::Feed,
            "<rss version=\"2.0\"><channel><item><title>&l29;</title></item></channel></rss>",
        ),
    ] {
        let outcome = read_as(format, format!("{laughs}]>{root}"));
        assert!(
            outcome.records.is_empty() && outcome.bad[0].contains("declares entities"),
            "{format:?}: {outcome:?}"
        );
        let outside =
            format!("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>{}", root.replace("l29", "e"));
        assert!(read_as(format, outside).records.is_empty());
    }
}

#[test]
fn depth_is_an_error_and_not_an_overflow() {
    let deep =
        |open: &str, close: &str, count: usize| format!("{}x{}", open.repeat(count), close.repeat(count));
    let xml = |name: &str| deep(&format!("<{name}>"), &format!("</{name}>"), 100_000);
    for (format, text) in [
        (InputFormat::Nitf, format!("<nitf>{}</nitf>", xml("p"))),
        (InputFormat::Nitf, xml("nitf")),
        (InputFormat::Newsml, format!("<newsItem>{}</newsItem>", xml("x"))),
        (InputFormat::Feed, format!("<rss version=\"2.0\">{}</rss>", xml("channel"))),
        (InputFormat::Feed, format!("<feed xmlns=\"http://www.w3.org/2005/Atom\">{}</feed>", xml("entry"))),
        (
            InputFormat::Feed,
            format!(
                "{{\"version\":\"https://jsonfeed.org/version/1\",\"items\":{}}}",
                deep("[", "]", 100_000)
            ),
        ),
        (InputFormat::Ninjs, deep("[", "]", 100_000)),
        (InputFormat::Ninjs, format!("{{\"uri\":\"a\",\"bodies\":{}}}", deep("[", "]", 100_000))),
        (InputFormat::Json, deep("[", "]", 100_000)),
    ] {
        let outcome = read_as(format, text);
        assert!(outcome.records.is_empty() && !outcome.bad.is_empty(), "{format:?}: {outcome:?}");
    }
    let many = |name: &str| format!("Content-Type: multipart/mixed; boundary={name}\n\n--{name}\n");
    let mail: String = (0..20_000).map(|level| many(&format!("b{level}"))).collect();
    let _ = read_as(InputFormat::Eml, format!("Subject: x\n{mail}"));
    let forwarded = "Subject: x\nContent-Type: message/rfc822\n\n".repeat(20_000);
    let _ = read_as(InputFormat::Eml, forwarded);
    let dictionaries = String::from_utf8_lossy(&pdf("x"))
        .replace("/Count 1", &format!("/Count 1 /X {}", deep("<</A ", ">>", 20_000)));
    let _ = read_as(InputFormat::Pdf, dictionaries);
    let arrays = String::from_utf8_lossy(&pdf("x"))
        .replace("/Count 1", &format!("/Count 1 /X {}", deep("[", "]", 20_000)));
    let _ = read_as(InputFormat::Pdf, arrays);
}

#[test]
fn a_hundred_mebibytes_in_one_line_are_told_in_every_format() {
    for (format, begin) in [
        (InputFormat::Csv, "id,text\n1,\""),
        (InputFormat::Tsv, "id\ttext\n1\t"),
        (InputFormat::Feed, "<rss version=\"2.0\"><channel><item><description>"),
        (InputFormat::Ninjs, "{\"uri\":\"a\",\"body_text\":\""),
        (InputFormat::Json, "[{\"id\":\"a\",\"text\":\""),
        (InputFormat::Newsml, "<newsItem><contentSet><inlineData>"),
        (InputFormat::Nitf, "<nitf><body><body.content><p>"),
        (InputFormat::Html, "<html><body><p>"),
        (InputFormat::Eml, "Subject: x\n\n"),
        (InputFormat::Mbox, "From a\nSubject: x\n\n"),
        (InputFormat::Docx, "PK\x03\x04"),
        (InputFormat::Pdf, "%PDF-1.4"),
        (InputFormat::Text, ""),
    ] {
        let bytes = Box::new(io::Cursor::new(begin).chain(io::repeat(b'a').take(100 << 20)));
        let started = Instant::now();
        let outcome =
            read_stream("a", bytes, &InputOptions { format: Some(format), ..InputOptions::default() });
        assert!(outcome.records.is_empty() && !outcome.bad.is_empty(), "{format:?}");
        assert!(outcome.bad[0].len() < 300, "{format:?}: the message holds the line");
        assert!(started.elapsed() < Duration::from_secs(30), "{format:?}: {:?}", started.elapsed());
    }
}

#[test]
fn a_row_or_message_without_end_is_an_error_at_its_limit() {
    let limits = Limits { record: 1 << 20, ..Limits::default() };
    for (format, begin, piece) in [
        (InputFormat::Csv, "id,text\n1,\"", "riga senza fine\n"),
        (InputFormat::Mbox, "From a\nSubject: x\n\n", "riga dopo riga\n"),
        (InputFormat::Eml, "Subject: x\n\n", "riga dopo riga\n"),
    ] {
        let options = InputOptions { format: Some(format), limits, ..InputOptions::default() };
        let outcome = read_bytes("a", format!("{begin}{}", piece.repeat(200_000)), &options);
        assert!(
            outcome.records.is_empty() && outcome.bad[0].contains("larger than 1 MiB"),
            "{format:?}: {outcome:?}"
        );
    }
}

#[test]
fn a_bad_table_says_what_it_misses() {
    let bad = |text: &str| read_bytes("a.csv", text, &InputOptions::default()).bad.join("; ");
    assert!(bad("").contains("no line of column names"));
    assert!(
        bad("nome,prezzo\na,1\n")
            .contains("no column \"text\" among \"nome, prezzo\"; name the columns with --columns")
    );
    assert_eq!(
        bad("id,testo,data\n1\n,b,\n3,c,ieri\n"),
        "a.csv:2: this is not a row of this table: this row has 1 cells and no \"testo\"; a.csv:3: the field \"id\" is missing; \
         every record needs an id and a text (fill the cell); a.csv:4: the field \"data\": \"ieri\" is not a time; write it as \
         RFC 3339, for example 2026-11-23T18:30:00+01:00 or 2026-11-23"
    );
    let columns = "text=Corpo".parse().unwrap();
    let outcome =
        read_bytes("a.csv", "text;Corpo\nno;sì\n", &InputOptions { columns, ..InputOptions::default() });
    assert_eq!((outcome.only().document.id().as_str(), outcome.only().document.text()), ("a.csv#2", "sì"));
}

#[test]
fn what_others_wrote_wrongly_is_dropped_with_a_notice() {
    let item = "{\"uri\":\"a\",\"body_text\":\"x\",\"versioncreated\":\"ieri\",\"language\":\"ja\"}";
    let outcome = read_as(InputFormat::Ninjs, item);
    assert_eq!(outcome.ids(), ["a"]);
    assert_eq!(outcome.notices.len(), 2, "{outcome:?}");
    assert!(outcome.notices[0].starts_with("a, item 1: the date \"ieri\" cannot be read"), "{outcome:?}");
}

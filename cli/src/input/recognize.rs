//! Which format a file is in.
//!
//! In: the first bytes of a stream, and its name. Out: an [`InputFormat`], or what was seen instead.
//! Cost: `O(1)`, at most 64 KiB are looked at.
//!
//! A name that ends in one of [`NAMED`] decides where the content cannot contradict it for sure: a
//! damaged line of a `.jsonl` file is an error in JSON Lines, not a plain text. All other names are
//! recognised by content alone; a text that is nothing else is plain text, except that standard input
//! is JSON Lines then, and that a file which lies in a directory must not be of [`NO_NEWS`].

use super::options::{Field, InputFormat};
use super::source::Origin;
use super::{names, table};

/// Endings that decide, sorted.
const NAMED: &[(&str, InputFormat)] = &[
    ("csv", InputFormat::Csv),
    ("eml", InputFormat::Eml),
    ("htm", InputFormat::Html),
    ("html", InputFormat::Html),
    ("jsonl", InputFormat::Jsonl),
    ("mbox", InputFormat::Mbox),
    ("ndjson", InputFormat::Jsonl),
    ("tab", InputFormat::Tsv),
    ("text", InputFormat::Text),
    ("tsv", InputFormat::Tsv),
    ("txt", InputFormat::Text),
    ("xhtml", InputFormat::Html),
];

/// Endings of text files that lie about in directories and hold no news, sorted.
const NO_NEWS: &[&str] = &[
    "bat", "c", "cfg", "conf", "cpp", "css", "h", "ini", "java", "js", "less", "lock", "log", "map", "mjs",
    "php", "ps1", "py", "rb", "rs", "scss", "sh", "sql", "toml", "ts", "yaml", "yml",
];

/// Endings that say only how a file is compressed.
const COMPRESSED: &[&str] = &["gz", "zst", "zstd"];

/// The lower-case ending of a path, after that of its compression was taken off.
fn ending(name: &str) -> Option<String> {
    let name = name.rsplit(['/', '\\']).next()?.to_ascii_lowercase();
    let mut parts = name.rsplit('.');
    let last = parts.next()?;
    let last = if COMPRESSED.contains(&last) { parts.next()? } else { last };
    parts.next().map(|_| last.to_owned())
}

/// Recognises the format of a stream by its name and its first bytes.
///
/// # Errors
///
/// With what was seen, when it is no known format.
pub(super) fn recognize(name: &str, head: &[u8], origin: Origin) -> Result<InputFormat, String> {
    let ending = ending(name).unwrap_or_default();
    if let Some(format) = by_magic(head, &ending) {
        return Ok(format);
    }
    let named = NAMED.binary_search_by(|(known, _)| (*known).cmp(&ending)).ok().map(|at| NAMED[at].1);
    let binary = head.contains(&0);
    // A record of a table or of JSON Lines with a NUL byte is one bad record, not a binary file; a file
    // that calls itself text and is not, is left to the format's own error, except in a directory.
    if let Some(format) = named
        && !(binary && origin == Origin::Directory && format == InputFormat::Text)
    {
        return Ok(format);
    }
    if binary {
        return Err("it holds NUL bytes and is no format known here".to_owned());
    }
    let text = String::from_utf8_lossy(head);
    let start = text.trim_start();
    let found = match start.as_bytes().first() {
        Some(b'{' | b'[') => Ok(Some(by_json(start))),
        Some(b'<') => by_root(start),
        _ => Ok(by_first_lines(start)),
    };
    match found? {
        Some(format) => Ok(format),
        None if origin == Origin::Stdin => Ok(InputFormat::Jsonl),
        None if origin == Origin::Directory && NO_NEWS.binary_search(&&*ending).is_ok() => {
            Err(format!("files ending in .{ending} hold no news"))
        }
        None => Ok(InputFormat::Text),
    }
}

/// Whether a first line tells the format by itself, so that no more needs to be waited for: it is a
/// whole object of JSON Lines or a table's line of column names, or it stands in a format of records
/// that the caller has named.
pub(super) fn is_told_by_line(line: &[u8], format: Option<InputFormat>) -> bool {
    use InputFormat::{Csv, Jsonl, Mbox, Tsv};
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    match format {
        Some(format) => matches!(format, Csv | Jsonl | Mbox | Tsv),
        None if line.starts_with(b"{") => serde_json::from_slice::<serde::de::IgnoredAny>(line).is_ok(),
        None => matches!(by_first_lines(&String::from_utf8_lossy(line)), Some(Csv | Tsv)),
    }
}

/// By the bytes with which a binary format begins.
fn by_magic(head: &[u8], ending: &str) -> Option<InputFormat> {
    if head.starts_with(b"%PDF-") {
        return Some(InputFormat::Pdf);
    }
    let word = || ending == "docx" || memchr::memmem::find(head, b"word/").is_some();
    (head.starts_with(b"PK\x03\x04") && word()).then_some(InputFormat::Docx)
}

/// By the names of the first object's fields.
fn by_json(start: &str) -> InputFormat {
    let object = scan(start);
    let has = |name: &str| object.keys.iter().any(|key| key.eq_ignore_ascii_case(name));
    let ninjs = [
        "body_text",
        "body_xhtml",
        "body_html",
        "bodies",
        "headlines",
        "headline",
        "versioncreated",
        "standard",
    ];
    if has("version") && has("items") || start.contains("//jsonfeed.org/version/") && !has("id") {
        InputFormat::Feed
    } else if has("uri") && !has("text") && ninjs.into_iter().any(has) {
        InputFormat::Ninjs
    } else if start.starts_with('[') || object.spans_lines {
        InputFormat::Json
    } else {
        InputFormat::Jsonl
    }
}

/// The first object of a JSON file, as far as its beginning tells.
#[derive(Default)]
struct FirstObject {
    keys: Vec<String>,
    /// Whether it goes on after the end of a line, so that it cannot be one line of JSON Lines.
    spans_lines: bool,
}

/// Looks at the first object, or at the first of an array, without needing it to be whole or valid.
fn scan(start: &str) -> FirstObject {
    let mut object = FirstObject::default();
    let wanted = if start.starts_with('[') { 2 } else { 1 };
    let (mut depth, mut name) = (0, None);
    let mut bytes = start.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' if depth <= wanted => break,
            b'}' | b']' => depth -= 1,
            // A line that was cut is still a line where the next one is an object again.
            b'\n' if start[at + 1..].trim_start_matches('\r').starts_with('{') && wanted == 1 => break,
            b'\n' => object.spans_lines = true,
            b':' if depth == wanted => object.keys.extend(name.take()),
            b'"' => {
                let mut escaped = false;
                let end = bytes.find(|(_, byte)| {
                    let end = *byte == b'"' && !escaped;
                    escaped = *byte == b'\\' && !escaped;
                    end
                });
                name = end.and_then(|(end, _)| start.get(at + 1..end)).map(str::to_owned);
            }
            _ => {}
        }
    }
    object
}

/// By the name of the first element.
fn by_root(start: &str) -> Result<Option<InputFormat>, String> {
    let mut rest = start;
    loop {
        rest = rest.trim_start();
        let lower: String = rest.chars().take(16).flat_map(char::to_lowercase).collect();
        if lower.starts_with("<!doctype html") {
            return Ok(Some(InputFormat::Html));
        }
        let (open, close) = match lower.as_str() {
            comment if comment.starts_with("<!--") => ("<!--", "-->"),
            instruction if instruction.starts_with("<?") => ("<?", "?>"),
            // A document type with declarations ends in `]>`.
            kind if kind.starts_with("<!doctype") => match (rest.find('['), rest.find('>')) {
                (Some(declarations), Some(end)) if declarations < end => ("<!", "]>"),
                _ => ("<!", ">"),
            },
            _ => break,
        };
        let Some((_, after)) = rest[open.len()..].split_once(close) else {
            return Err("it begins like XML and has no element".to_owned());
        };
        rest = after;
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name =
        name.split(|char: char| char.is_whitespace() || matches!(char, '>' | '/')).next().unwrap_or_default();
    let local = name.rsplit(':').next().unwrap_or_default();
    let found = ROOTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(local)).map(|(_, format)| *format);
    match found {
        None if start.starts_with("<?xml") => {
            Err(format!("its root element <{name}> is of no format known here"))
        }
        // Agency copy may begin with an angle bracket.
        found => Ok(found),
    }
}

/// Root elements, sorted without case.
const ROOTS: &[(&str, InputFormat)] = &[
    ("article", InputFormat::Html),
    ("body", InputFormat::Html),
    ("div", InputFormat::Html),
    ("entry", InputFormat::Feed),
    ("feed", InputFormat::Feed),
    ("head", InputFormat::Html),
    ("html", InputFormat::Html),
    ("main", InputFormat::Html),
    ("meta", InputFormat::Html),
    ("newsItem", InputFormat::Newsml),
    ("newsMessage", InputFormat::Newsml),
    ("nitf", InputFormat::Nitf),
    ("p", InputFormat::Html),
    ("RDF", InputFormat::Feed),
    ("rss", InputFormat::Feed),
];

/// Header fields with which messages begin, sorted.
const HEADERS: &[&str] = &[
    "content-type",
    "date",
    "delivered-to",
    "from",
    "message-id",
    "mime-version",
    "received",
    "reply-to",
    "return-path",
    "subject",
    "to",
    "x-mailer",
];

/// Mail by its header, a table by its column names.
fn by_first_lines(start: &str) -> Option<InputFormat> {
    let first = start.lines().next()?;
    let header = |line: &str| {
        let (name, _) = line.split_once(':')?;
        HEADERS.binary_search(&&*name.to_ascii_lowercase()).ok()
    };
    let headers = |text: &str| {
        let lines = text.lines().take_while(|line| !line.trim().is_empty());
        let mut found: Vec<_> = lines.filter_map(header).collect();
        found.sort_unstable();
        found.dedup();
        found.len()
    };
    if first.starts_with("From ") && headers(start[first.len()..].trim_start()) >= 2 {
        return Some(InputFormat::Mbox);
    }
    let field = |line: &str| {
        line.split_once(':').is_some_and(|(name, _)| !name.is_empty() && !name.contains(char::is_whitespace))
    };
    if field(first) && headers(start) >= 2 {
        return Some(InputFormat::Eml);
    }
    let delimiter = table::delimiter(start.as_bytes());
    let names: Vec<_> =
        first.split(char::from(delimiter)).map(|name| name.trim().trim_matches('"')).collect();
    let guessed =
        |field| names.iter().any(|name| names::guess(name).is_some_and(|(found, _)| found == field));
    let a_table = names.len() >= 2 && guessed(Field::Text) && (guessed(Field::Id) || guessed(Field::Title));
    a_table.then_some(if delimiter == b'\t' { InputFormat::Tsv } else { InputFormat::Csv })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(NAMED.is_sorted_by_key(|(name, _)| name));
        assert!(NO_NEWS.is_sorted());
        assert!(HEADERS.is_sorted());
        assert!(ROOTS.is_sorted_by_key(|(name, _)| name.to_ascii_lowercase()));
    }

    #[test]
    fn content_is_recognised() {
        use InputFormat::{Csv, Eml, Feed, Html, Json, Jsonl, Mbox, Newsml, Ninjs, Nitf, Text, Tsv};
        for (content, wanted) in [
            ("Il sindaco ha detto: basta.\n\nTesto", Text),
            ("{\"id\":1,\"text\":\"{\\\"uri\\\":1}\"}\n", Jsonl),
            ("{\"id\":1,\n{\"id\":2}", Jsonl),
            ("{\n \"id\": 1,\n \"text\": \"\"\n}", Json),
            ("[{\"id\":1,\"text\":\"\"}]", Json),
            ("{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"\",\"items\":[]}", Feed),
            ("{\"uri\":\"a\",\"type\":\"text\",\"body_text\":\"\"}", Ninjs),
            ("[\n{\"uri\":\"a\",\"headlines\":[{\"value\":\"x\"}]}]", Ninjs),
            ("<?xml version=\"1.0\"?>\n<!-- <x> -->\n<rss version=\"2.0\">", Feed),
            ("<rdf:RDF xmlns=\"\">", Feed),
            ("<feed>", Feed),
            ("<newsItem guid=\"a\">", Newsml),
            ("<x:newsMessage>", Newsml),
            ("<!DOCTYPE nitf SYSTEM \"nitf.dtd\">\n<nitf>", Nitf),
            ("<!DOCTYPE nitf [<!ENTITY a \"b\">]><nitf>", Nitf),
            ("<!doctype HTML><title>", Html),
            ("<HTML lang=it>", Html),
            ("From a@b.it Sun Mar 22 10:12:00 2026\nSubject: x\nFrom: a@b.it\n\nTesto", Mbox),
            ("Return-Path: <a@b.it>\nX-Spam: no\nSubject: x\n\nTesto", Eml),
            ("Subject: il titolo\n\nTesto: e basta", Text),
            ("From dawn till dusk.\n", Text),
            ("id;titolo;testo\n", Csv),
            ("\"ID\",\"Body text\"\n", Csv),
            ("guid\ttesto\n", Tsv),
            ("Roma, testo, data\n", Text),
        ] {
            assert_eq!(recognize("a", content.as_bytes(), Origin::Given), Ok(wanted), "{content}");
        }
        let unknown = recognize("a", b"<?xml version='1.0'?><svg/>", Origin::Given);
        assert!(unknown.unwrap_err().contains("<svg>"));
        assert_eq!(recognize("a.jsonl", b"non JSON", Origin::Given), Ok(Jsonl));
        assert_eq!(recognize("-", b"non JSON", Origin::Stdin), Ok(Jsonl));
        assert_eq!(recognize("x.d/a.TXT.gz", b"{}", Origin::Given), Ok(Text));
        assert!(recognize("a.css", b"body {}", Origin::Directory).is_err());
        assert_eq!(recognize("txt", b"{}", Origin::Given), Ok(Jsonl));
    }
}

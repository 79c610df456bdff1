//! Which format a file is in.
//!
//! In: the first bytes of a stream, and its name. Out: an [`InputFormat`], or what was seen instead.
//! Cost: `O(1)`, at most 64 KiB are looked at.
//!
//! A name that ends in one of [`NAMED`] decides where the content cannot contradict it for sure: a
//! damaged line of a `.jsonl` file is an error in JSON Lines, not a plain text. All other names are
//! recognised by content alone; a text that is nothing else is plain text, except that standard input
//! is JSON Lines then, and that a file which lies in a directory must not be of [`NO_NEWS`].

use super::InputFormat;
use super::source::{Origin, Stream};

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

/// Recognises the format of a stream.
///
/// # Errors
///
/// With what was seen, when it is no known format.
pub(super) fn recognize(stream: &mut Stream, origin: Origin) -> Result<InputFormat, String> {
    let ending = ending(stream.name()).unwrap_or_default();
    let head = stream.head();
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
        Some(b'{' | b'[') => Some(by_json(start)),
        _ => None,
    };
    match found {
        Some(format) => Ok(format),
        None if origin == Origin::Stdin => Ok(InputFormat::Jsonl),
        None if origin == Origin::Directory && NO_NEWS.binary_search(&&*ending).is_ok() => {
            Err(format!("files ending in .{ending} hold no news"))
        }
        None => Ok(InputFormat::Text),
    }
}

fn by_magic(_head: &[u8], _ending: &str) -> Option<InputFormat> {
    None
}

fn by_json(_start: &str) -> InputFormat {
    InputFormat::Jsonl
}

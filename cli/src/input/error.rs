//! The one error of the inputs: where, what was found, and what to do about it.

use std::io;
use std::sync::Arc;

use super::{At, Place};

/// A record or a file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {kind}")]
pub(crate) struct InputError {
    /// Where it stood.
    pub(crate) place: Place,
    /// What was wrong with it; the message has it, so that it is no cause to be told again.
    pub(crate) kind: ErrorKind,
}

/// What can be wrong with an input.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ErrorKind {
    /// A path that leads nowhere.
    #[error("there is no such file or directory; check the path")]
    NoSuchPath,
    /// A file that exists and cannot be read, or whose compressed data is damaged.
    #[error("cannot be read ({what}); {remedy}")]
    Unreadable {
        /// What the system or the decompressor said.
        what: String,
        /// What to do.
        remedy: &'static str,
    },
    /// Content that is none of the known formats.
    #[error("{what}; say what it is with --input-format, or leave it out")]
    Unrecognised {
        /// What was seen.
        what: String,
    },
    /// A line or file that does not follow its format.
    #[error("this is not {format}: {what}")]
    Malformed {
        /// The format that was expected.
        format: &'static str,
        /// What was wrong, with its place in the record where known.
        what: String,
    },
    /// A field that every record needs.
    #[error("the field {field:?} is missing; every record needs an id and a text ({remedy})")]
    MissingField {
        /// The field's name in the input.
        field: String,
        /// How to name another.
        remedy: &'static str,
    },
    /// A field that holds the wrong kind of value.
    #[error("the field {field:?} holds {found}; write {wanted}")]
    WrongValue {
        /// The field's name in the input.
        field: String,
        /// What stands there.
        found: String,
        /// What should.
        wanted: &'static str,
    },
    /// A time or language that the library does not take.
    #[error("the field {field:?}: {source}")]
    Refused {
        /// The field's name in the input.
        field: String,
        /// What the library says.
        source: ricalco::Error,
    },
    /// Elements or objects within each other beyond the limit.
    #[error("goes more than {limit} levels deep; no news format does, so the file is damaged or hostile")]
    TooDeep {
        /// The limit, in levels.
        limit: usize,
    },
    /// A record or file beyond a limit.
    #[error("{what} is larger than {limit}; {remedy}")]
    TooLarge {
        /// What is too large.
        what: &'static str,
        /// The limit, written for people.
        limit: String,
        /// What to do.
        remedy: &'static str,
    },
}

/// Puts an error kind at its place.
pub(super) fn bad(file: &Arc<str>, at: At, kind: ErrorKind) -> InputError {
    InputError { place: Place { file: Arc::clone(file), at }, kind }
}

/// What to do about a record over the limit.
const SPLIT: &str = "no release is that long: split it, or leave it out";

impl ErrorKind {
    /// Something larger than `limit` bytes.
    pub(super) fn too_large(what: &'static str, limit: usize) -> Self {
        let limit = match limit {
            limit if limit >= 1 << 20 => format!("{} MiB", limit >> 20),
            limit if limit >= 1 << 10 => format!("{} KiB", limit >> 10),
            limit => format!("{limit} bytes"),
        };
        Self::TooLarge { what, limit, remedy: SPLIT }
    }

    /// What the system or a decompressor said while a file was read.
    pub(super) fn from_io(error: &io::Error) -> Self {
        if error.get_ref().is_some_and(<dyn std::error::Error + Send + Sync>::is::<Bomb>) {
            let what = "the expanded content";
            return Self::TooLarge {
                what,
                limit: Bomb::LIMIT.to_owned(),
                remedy: "it looks like a decompression bomb",
            };
        }
        let remedy = match error.kind() {
            io::ErrorKind::NotFound => return Self::NoSuchPath,
            io::ErrorKind::PermissionDenied => "give yourself the right to read it, or leave it out",
            io::ErrorKind::UnexpectedEof => "the file was cut: fetch or copy it again",
            _ => "fetch or copy it again, or leave it out",
        };
        Self::Unreadable { what: error.to_string(), remedy }
    }
}

/// The mark of compressed data that grows beyond all measure.
#[derive(Debug, thiserror::Error)]
#[error("the compressed data grows beyond all measure")]
pub(super) struct Bomb;

impl Bomb {
    /// Bytes that may come out whatever went in.
    pub(super) const FREE: u64 = 256 << 20;
    /// Beyond [`Bomb::FREE`], bytes that may come out for each that went in. News in JSON Lines comes to
    /// 3 to 5, the same release a thousand times over to about 100.
    pub(super) const RATIO: u64 = 250;
    const LIMIT: &'static str = "250 times the file";
}

//! The one error of the library: what was given, where, and what to do about it.

/// A convenient alias: every fallible function of this crate fails with [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Everything that can go wrong in the library.
///
/// Each message says what was given and what to do. New kinds may be added in any release.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// Two documents of one batch carry the same id.
    #[error(
        "the id {id:?} is given to two documents (positions {first} and {second}); give each document its own id"
    )]
    DuplicateId {
        /// The id that both carry.
        id: String,
        /// Position of the first of the two in the batch, from 0.
        first: usize,
        /// Position of the second.
        second: usize,
    },
    /// A time of publication that is not RFC 3339.
    #[error(
        "{given:?} is not a time; write it as RFC 3339, for example 2026-11-23T18:30:00+01:00 or 2026-11-23"
    )]
    Timestamp {
        /// The text that was given.
        given: String,
    },
    /// A language that has no stemmer here.
    #[error("{given:?} is not a language known here; use one of {known}")]
    Language {
        /// The text that was given.
        given: String,
        /// The codes that are known, comma-separated.
        known: String,
    },
    /// A setting outside its range.
    #[error("{name} is {given}, but must lie in {range}")]
    Setting {
        /// The setting's name as the builder has it.
        name: &'static str,
        /// The value that was given.
        given: String,
        /// The range that is allowed.
        range: &'static str,
    },
    /// A stored fingerprint or index was made by another format, model, Unicode version, stemmer or house.
    #[error(
        "stored data carries signature {found:#018x}, this version of ricalco writes {expected:#018x}; make the fingerprints again from the texts, or give the house that they were made with"
    )]
    Signature {
        /// The signature found.
        found: u64,
        /// The signature of this version.
        expected: u64,
    },
    /// The statistics of a house cannot be used as they were asked to be.
    #[error("the house cannot be used: {what}; {advice}")]
    House {
        /// What was found.
        what: String,
        /// What to do about it.
        advice: &'static str,
    },
    /// Bytes that are no fingerprint.
    #[error(
        "these {length} bytes are no fingerprint: {what} at byte {at}; they were cut or damaged, make the fingerprint again from the text"
    )]
    Bytes {
        /// How many bytes were given.
        length: usize,
        /// What was wrong.
        what: &'static str,
        /// Where, in bytes from the start.
        at: usize,
    },
    /// The file of an index cannot be used as it was asked.
    #[error("{path}: {what}; {advice}")]
    Index {
        /// The index's path, as given.
        path: String,
        /// What kind of trouble it is.
        kind: IndexTrouble,
        /// What was found.
        what: String,
        /// What to do about it.
        advice: &'static str,
    },
}

/// What can be wrong with the file of an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum IndexTrouble {
    /// There is no such file.
    Missing,
    /// There is one already.
    Exists,
    /// It is a file of something else.
    Foreign,
    /// It is an index of another format version.
    Format,
    /// It was made by another version of fingerprints or model.
    Signature,
    /// It was made with other settings than those that were asked for.
    Settings,
    /// It was cut or damaged.
    Damaged,
    /// It was not closed in order, and can only be opened for writing.
    Unclosed,
    /// Another process, or another part of this one, holds it open.
    Locked,
    /// It cannot be written to.
    ReadOnly,
    /// The disk is full.
    Full,
    /// The system refused to read or write.
    System,
}

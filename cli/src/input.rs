//! What a newsroom holds, turned into documents: one record at a time, in a fixed order.
//!
//! In: paths (files, directories, `-` for standard input) and [`InputOptions`]. Out: [`Event`]s handed
//! to the caller's sink in the order of the paths, of the names within a directory, and of the records
//! within a file. Cost: `O(n)` in the bytes read; memory is one record for JSON Lines, CSV and mbox, one
//! file for the others.
//!
//! A file goes through four steps, each a module:
//!
//! ```text
//! source      path -> bytes         directories, standard input, gzip, zstd, UTF-16
//! recognize   bytes -> InputFormat  by content; the name decides where the content cannot
//! <format>    bytes -> Record       one module a format
//! encoding    bytes -> text         byte order mark, UTF-8, declaration, detection
//! ```
//!
//! Nothing here opens a file that the caller did not name (or that does not lie in a directory that the
//! caller named), follows a link inside a directory, or touches the network. Nothing is printed.

mod attachment;
mod draft;
mod encoding;
mod error;
mod feed;
mod jsonl;
mod lines;
mod mail;
mod markup;
mod moment;
mod names;
mod newsml;
mod ninjs;
mod nitf;
mod options;
mod page;
mod pdf;
mod prose;
mod recognize;
mod source;
mod table;
mod text;
mod wrapped;
mod xml;

#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ricalco::Document;

pub(crate) use error::{ErrorKind, InputError};
pub(crate) use options::{Columns, InputFormat, InputOptions};

/// One record as it came: the document, where it stood, and the caller's own writing of it.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// The document that the record holds.
    pub(crate) document: Document,
    /// Where the record stood.
    pub(crate) place: Place,
    /// The record as it was written; kept only with [`InputOptions::keep_raw`], and only by formats that
    /// are a sequence of records which can be written again one by one.
    pub(crate) raw: Option<Raw>,
}

/// A record as it was written, with every field that ricalco does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Raw {
    /// One JSON object, without the line end; on one line where the input was JSON Lines.
    Json(String),
    /// One row of a table, quoted as it came, without the line end.
    Row {
        /// The row.
        row: String,
        /// The table that the row belongs to.
        table: Arc<Table>,
    },
}

/// What the rows of one CSV or TSV file share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// The line of column names, quoted as it came, without the line end.
    pub(crate) header: String,
    /// The character between two cells: `,`, `;` or a tab.
    pub(crate) delimiter: char,
}

/// Where a record, an error or a notice belongs: the path as given, and the line or item in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The path as given; within a given directory, that directory's path joined with the rest.
    pub(crate) file: Arc<str>,
    /// The place within the file.
    pub(crate) at: At,
}

/// A place within a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum At {
    /// The file as a whole.
    File,
    /// A line, from 1.
    Line(u64),
    /// An item of a feed, a mailbox or a news message, from 1.
    Item(u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = if &*self.file == source::STDIN { "standard input" } else { &*self.file };
        match self.at {
            At::File => f.write_str(file),
            At::Line(line) => write!(f, "{file}:{line}"),
            At::Item(item) => write!(f, "{file}, item {item}"),
        }
    }
}

/// Something that the person should know and that stops nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Notice {
    /// What the notice is about.
    pub(crate) place: Place,
    /// What was seen and what was done about it, as a clause without a full stop.
    pub(crate) what: String,
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

/// What reading hands to the sink, in input order.
#[derive(Debug)]
pub(crate) enum Event {
    /// A record.
    Record(Record),
    /// A record or a file that cannot be used; reading goes on with the next one.
    Bad(InputError),
    /// A file that was passed over, or a detail that was dropped.
    Notice(Notice),
}

/// The receiver of what is read; it says after each event whether to go on.
pub(crate) type Sink<'a> = dyn FnMut(Event) -> ControlFlow<()> + 'a;

/// Reads every path in order and hands what it finds to `sink`.
///
/// Ids are not compared: a repeated id is the caller's to find. An empty text is a record like any
/// other. Returns `Break` as soon as the sink does.
pub(crate) fn read(paths: &[PathBuf], options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    for path in paths {
        source::visit(path, options, sink)?;
    }
    ControlFlow::Continue(())
}

/// Reads a file of JSON Lines that are no documents, and hands each object to `take` with its place.
///
/// # Errors
///
/// At the first line that is no object, and at the first that `take` refuses.
pub(crate) fn read_objects(
    path: &Path,
    options: &InputOptions,
    mut take: impl FnMut(&Place, serde_json::Map<String, serde_json::Value>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut failure = None;
    let _ = jsonl::for_each_line_of_json(source::stream(path, options)?, options, &mut |place, line| {
        let object =
            line.and_then(|line| serde_json::from_str(line).map_err(|error| jsonl::not_json(&error)));
        let taken = match object {
            Ok(object) => take(&place, object),
            Err(kind) => Err(InputError { place, kind }.into()),
        };
        failure = taken.err();
        if failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    failure.map_or(Ok(()), Err)
}

/// Reads one opened stream in the format that was asked for or recognised.
fn read_stream(
    stream: source::Stream,
    origin: source::Origin,
    options: &InputOptions,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let file = stream.name().clone();
    let format = match options.format {
        Some(format) => format,
        None => match recognize::recognize(&file, stream.head(), origin) {
            Ok(format) => format,
            Err(what) if origin == source::Origin::Directory => {
                let place = Place { file, at: At::File };
                return sink(Event::Notice(Notice { place, what: format!("passed over: {what}") }));
            }
            Err(what) => {
                return sink(Event::Bad(error::bad(&file, At::File, ErrorKind::Unrecognised { what })));
            }
        },
    };
    match format {
        InputFormat::Text => text::read(stream, options, sink),
        InputFormat::Jsonl => jsonl::read(stream, options, sink),
        InputFormat::Json => jsonl::read_json(stream, options, sink),
        InputFormat::Csv => table::read(stream, false, options, sink),
        InputFormat::Tsv => table::read(stream, true, options, sink),
        InputFormat::Feed => feed::read(stream, options, sink),
        InputFormat::Ninjs => ninjs::read(stream, options, sink),
        InputFormat::Newsml => newsml::read(stream, options, sink),
        InputFormat::Nitf => nitf::read(stream, options, sink),
        InputFormat::Html => page::read(stream, options, sink),
        InputFormat::Eml => mail::read(stream, options, sink),
        InputFormat::Mbox => mail::read_mailbox(stream, options, sink),
        InputFormat::Docx => attachment::read_docx(stream, options, sink),
        InputFormat::Pdf => attachment::read_pdf(stream, options, sink),
    }
}

//! CSV and TSV with a line of column names.
//!
//! In: a stream whose cells are parted by commas, semicolons or tabs; the first line tells which. Out: one
//! record a row, as it is read. Columns are those that the caller named, and otherwise the likeliest by their
//! [names](super::names). Without a column of ids, rows are named by their line. Cost: `O(n)`; memory is one row.

use std::cell::RefCell;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};
use ricalco::Document;

use super::encoding::RecordDecoder;
use super::error::{self, ErrorKind};
use super::names::guess;
use super::options::Field;
use super::source::Stream;
use super::{At, Event, InputOptions, Place, Raw, Record, Sink, Table, draft, moment};

/// Characters of the line of column names that a message repeats.
const NAMED: usize = 120;

/// Reads a table; `tabs` when the format says so, otherwise the first line tells.
pub(super) fn read(
    stream: Stream,
    tabs: bool,
    options: &InputOptions,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let file = stream.name().clone();
    let delimiter = if tabs { b'\t' } else { delimiter(stream.head()) };
    let kept = Rc::new(RefCell::new(Kept { bytes: Vec::new(), start: 0, limit: options.limits.record }));
    let body = Keeping { inner: stream.into_body(), kept: Rc::clone(&kept) };
    let mut rows =
        ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(body);
    let mut decoder = RecordDecoder::new(options.language);
    let mut row = ByteRecord::new();
    let mut columns: Option<(Columns, Arc<Table>)> = None;
    loop {
        let start = rows.position().clone();
        match rows.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) if columns.is_none() => {
                let what = "it has no line of column names".to_owned();
                return sink(Event::Bad(error::bad(
                    &file,
                    At::File,
                    ErrorKind::Malformed { format: "a table", what },
                )));
            }
            Ok(false) => return ControlFlow::Continue(()),
            Err(error) => {
                let kind = match error.into_kind() {
                    csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
                        ErrorKind::too_large("the row (is a quote left open?)", options.limits.record)
                    }
                    csv::ErrorKind::Io(error) => ErrorKind::from_io(&error),
                    other => ErrorKind::Malformed { format: "a table", what: format!("{other:?}") },
                };
                return sink(Event::Bad(error::bad(&file, At::Line(start.line()), kind)));
            }
        }
        let written = kept.borrow_mut().take(rows.position().byte());
        let at = At::Line(row.position().map_or(start.line(), csv::Position::line));
        let place = Place { file: Arc::clone(&file), at };
        if ends_within_quotes(&written, delimiter) {
            let what =
                "the last row ends within quotes: the file was cut, or a quote is left open".to_owned();
            let kind = ErrorKind::Malformed { format: "a whole table", what };
            return sink(Event::Bad(error::InputError { place, kind }));
        }
        let Some((columns, table)) = &columns else {
            let header = decoder.decode(&written).into_owned();
            let names: Vec<String> = row.iter().map(|name| decoder.decode(name).into_owned()).collect();
            match Columns::find(&names, options) {
                Ok(found) => {
                    let table = Table {
                        header: header.trim_end_matches(['\r', '\n']).to_owned(),
                        delimiter: char::from(delimiter),
                    };
                    columns = Some((found, Arc::new(table)));
                }
                Err(kind) => return sink(Event::Bad(error::InputError { place, kind })),
            }
            continue;
        };
        let event = match columns.document(&row, &mut decoder, &place, options) {
            Ok(document) => {
                let raw = options.keep_raw.then(|| Raw::Row {
                    row: decoder
                        .decode(&written)
                        .trim_end_matches(['\r', '\n'])
                        .trim_start_matches(['\r', '\n'])
                        .to_owned(),
                    table: Arc::clone(table),
                });
                Event::Record(Record { document, place, raw })
            }
            Err(kind) => Event::Bad(error::InputError { place, kind }),
        };
        sink(event)?;
    }
}

/// Whether a row ends before its last cell's quotes do.
fn ends_within_quotes(row: &[u8], delimiter: u8) -> bool {
    // A quote opens where a cell begins; right after one that closed, it is the second of two.
    let (mut quoted, mut may_open) = (false, true);
    for byte in row {
        match byte {
            b'"' if quoted || may_open => (quoted, may_open) = (!quoted, quoted),
            _ if quoted => {}
            b'\n' | b'\r' => may_open = true,
            _ => may_open = *byte == delimiter,
        }
    }
    quoted
}

/// The delimiter that the first line holds most of, outside of quotes.
pub(super) fn delimiter(head: &[u8]) -> u8 {
    let mut counts = [(0, b','), (0, b';'), (0, b'\t')];
    let mut quoted = false;
    for byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts
                .iter_mut()
                .filter(|(_, delimiter)| delimiter == byte)
                .for_each(|(count, _)| *count += 1),
        }
    }
    // The first of the most frequent: a comma where there is only one column.
    counts.into_iter().rev().max_by_key(|(count, _)| *count).map_or(b',', |(_, delimiter)| delimiter)
}

/// Which column holds which field, in the order of [`Field`].
struct Columns {
    at: [Option<usize>; Field::ALL.len()],
    names: Vec<String>,
}

impl Columns {
    fn find(names: &[String], options: &InputOptions) -> Result<Self, ErrorKind> {
        let mut at = [None; Field::ALL.len()];
        for field in Field::ALL {
            at[field as usize] = if let Some(given) = options.columns.given(field) {
                let found = names.iter().position(|name| name.trim() == given);
                Some(found.ok_or_else(|| missing(given, names))?)
            } else {
                let likely = names.iter().enumerate().filter_map(|(at, name)| {
                    guess(name).filter(|(guessed, _)| *guessed == field).map(|(_, rank)| (rank, at))
                });
                likely.min().map(|(_, at)| at)
            };
        }
        match at[Field::Text as usize] {
            None => Err(missing(Field::Text.name(), names)),
            Some(_) => Ok(Self { at, names: names.to_vec() }),
        }
    }

    fn document(
        &self,
        row: &ByteRecord,
        decoder: &mut RecordDecoder,
        place: &Place,
        options: &InputOptions,
    ) -> Result<Document, ErrorKind> {
        let mut cell = |field: Field| {
            let bytes = row.get(self.at[field as usize]?)?;
            Some(decoder.decode(bytes).into_owned())
        };
        let name = |field: Field| {
            let at = self.at[field as usize];
            at.and_then(|at| self.names.get(at)).map_or(field.name(), String::as_str).to_owned()
        };
        let refused = |field, source| ErrorKind::Refused { field: name(field), source };
        let Some(text) = cell(Field::Text) else {
            let what = format!("this row has {} cells and no {:?}", row.len(), name(Field::Text));
            return Err(ErrorKind::Malformed { format: "a row of this table", what });
        };
        if text.len() > options.limits.text {
            return Err(ErrorKind::too_large("the text", options.limits.text));
        }
        let mut filled = |field: Field| cell(field).filter(|value| !value.trim().is_empty());
        let id = match filled(Field::Id) {
            Some(id) => id,
            None if self.at[Field::Id as usize].is_none() => draft::named_by(place),
            None => return Err(ErrorKind::MissingField { field: name(Field::Id), remedy: "fill the cell" }),
        };
        let mut document = Document::new(id, text);
        if let Some(title) = filled(Field::Title) {
            document = document.with_title(title);
        }
        if let Some(outlet) = filled(Field::Outlet) {
            document = document.with_outlet(outlet);
        }
        if let Some(given) = filled(Field::Published) {
            let wrong = || ricalco::Error::Timestamp { given: given.trim().to_owned() };
            let published = moment::parse(&given).ok_or_else(|| refused(Field::Published, wrong()))?;
            document = document.with_published(published);
        }
        if let Some(given) = filled(Field::Lang) {
            let language = given.trim().parse().map_err(|source| refused(Field::Lang, source))?;
            document = document.with_language(language);
        }
        Ok(document)
    }
}

fn missing(column: &str, names: &[String]) -> ErrorKind {
    let names = names.iter().map(|name| name.trim()).collect::<Vec<_>>().join(", ");
    // What was taken for a line of names may be a line of anything.
    let cut = names.char_indices().nth(NAMED).map_or(names.len(), |(at, _)| at);
    let names = format!("{}{}", &names[..cut], if cut < names.len() { "…" } else { "" });
    let what = format!(
        "it has no column {column:?} among {names:?}; name the columns with --columns id=...,text=..."
    );
    ErrorKind::Malformed { format: "a table that can be read", what }
}

/// A stream that keeps what was read since the last row, so that a row can be passed on as it was written
/// and a row without end is an error before it fills the memory.
struct Keeping {
    inner: Box<dyn BufRead>,
    kept: Rc<RefCell<Kept>>,
}

struct Kept {
    bytes: Vec<u8>,
    /// The place of the first byte in the stream.
    start: u64,
    limit: usize,
}

impl Kept {
    /// Takes the bytes up to a place in the stream.
    fn take(&mut self, end: u64) -> Vec<u8> {
        let count = (end.saturating_sub(self.start) as usize).min(self.bytes.len());
        self.start = end;
        self.bytes.drain(..count).collect()
    }
}

impl Read for Keeping {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let mut kept = self.kept.borrow_mut();
        kept.bytes.extend_from_slice(&buffer[..read]);
        if kept.bytes.len() > kept.limit { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(read) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_tells_the_delimiter() {
        for (head, wanted) in [
            ("id,text", b','),
            ("id;\"titolo, sommario, occhiello\";testo", b';'),
            ("id\ttesto\na,b,c,d", b'\t'),
            ("testo", b','),
            ("", b','),
        ] {
            assert_eq!(delimiter(head.as_bytes()), wanted, "{head}");
        }
    }
}

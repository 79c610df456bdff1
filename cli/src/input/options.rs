//! What the caller may say about the inputs: format, column names, limits.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use clap::ValueEnum;
use ricalco::Language;

/// A format of input; without one, each file is recognised by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, ValueEnum)]
pub(crate) enum InputFormat {
    /// Plain text: one document a file; the first line is the title when a blank line follows it
    Text,
    /// JSON Lines: one object a line
    Jsonl,
    /// JSON: an array of such objects, or one object
    Json,
    /// Comma- or semicolon-separated values with a line of column names
    Csv,
    /// Tab-separated values with a line of column names
    Tsv,
    /// RSS, Atom or JSON Feed
    Feed,
    /// IPTC ninjs 1.x, 2.x or 3.x
    Ninjs,
    /// IPTC NewsML-G2: a news item or a news message
    Newsml,
    /// NITF
    Nitf,
    /// An HTML page: its main text
    Html,
    /// One mail message
    Eml,
    /// A mailbox of many messages
    Mbox,
    /// A Word document
    Docx,
    /// A PDF document
    Pdf,
}

/// A field of a document that a record may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Field {
    /// The id; required.
    Id,
    /// The text; required.
    Text,
    /// The title.
    Title,
    /// Who published it.
    Outlet,
    /// When it was published.
    Published,
    /// Its language.
    Lang,
}

impl Field {
    /// Every field, in the order in which messages list them.
    pub(crate) const ALL: [Field; 6] =
        [Field::Id, Field::Text, Field::Title, Field::Outlet, Field::Published, Field::Lang];

    /// The field's own name, as JSON Lines and `--columns` have it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Field::Id => "id",
            Field::Text => "text",
            Field::Title => "title",
            Field::Outlet => "outlet",
            Field::Published => "published",
            Field::Lang => "lang",
        }
    }
}

/// The names under which the caller's JSON objects or tables hold the fields.
///
/// Parsed from `id=codice,text=corpo`. A field that is not named keeps its own name in JSON, and is
/// guessed in a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Columns(BTreeMap<Field, String>);

impl Columns {
    /// The name that the caller gave for `field`.
    pub(crate) fn given(&self, field: Field) -> Option<&str> {
        self.0.get(&field).map(String::as_str)
    }

    /// The name of `field` in a JSON object.
    pub(crate) fn json_name(&self, field: Field) -> &str {
        self.given(field).unwrap_or(field.name())
    }
}

impl FromStr for Columns {
    type Err = String;

    fn from_str(given: &str) -> Result<Self, String> {
        let mut columns = BTreeMap::new();
        for pair in given.split(',') {
            let Some((field, column)) = pair.split_once('=') else {
                return Err(format!("{pair:?} is not of the form FIELD=COLUMN, for example text=corpo"));
            };
            let (field, column) = (field.trim(), column.trim());
            let Some(known) = Field::ALL.into_iter().find(|known| known.name() == field) else {
                let known = Field::ALL.map(Field::name).join(", ");
                return Err(format!("{field:?} is no field; use one of {known}"));
            };
            if columns.insert(known, column.to_owned()).is_some() {
                return Err(format!("{field:?} is given twice"));
            }
        }
        Ok(Self(columns))
    }
}

/// How much one record or file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Bytes of text in one document.
    pub(crate) text: usize,
    /// Bytes of one line of JSON Lines, one row of a table, or one message of a mailbox.
    pub(crate) record: usize,
    /// Bytes, after decompression, of a file that is read as a whole.
    pub(crate) file: usize,
    /// Bytes of one HTML page; finding its main text takes far more memory than the page.
    pub(crate) page: usize,
    /// Levels of elements in XML.
    pub(crate) depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        // A long release has 20 KiB of text and a day's feed 5 MiB; these bounds are there for damaged
        // and hostile files only. A line may be longer than its text by escapes and other fields.
        Self { text: 64 << 20, record: 160 << 20, file: 256 << 20, page: 16 << 20, depth: 256 }
    }
}

/// What the caller may say about the inputs.
#[derive(Debug, Clone, Default)]
pub(crate) struct InputOptions {
    /// The format of every file; `None` recognises each by its content.
    pub(crate) format: Option<InputFormat>,
    /// The names of columns and JSON fields.
    pub(crate) columns: Columns,
    /// The language of the batch; it only breaks ties where an encoding must be guessed.
    pub(crate) language: Language,
    /// Whether records keep their own writing in [`Record::raw`](super::Record::raw).
    pub(crate) keep_raw: bool,
    /// The limits.
    pub(crate) limits: Limits,
    /// Counts the bytes read from files, before decompression; for a progress bar.
    pub(crate) bytes_read: Arc<AtomicU64>,
}

//! Output: what goes out, one file a format behind one trait.
//!
//! In: a grouping and what was kept of its documents. Out: data, in the order of the input or by
//! cluster, byte-identical for the same documents. A new format is a file here and a line in
//! [`FormatName`] and [`FormatName::format`].

pub(crate) mod comparison;
mod csv;
pub(crate) mod evaluation;
mod html;
mod jsonl;
pub(crate) mod placement;
mod row;
mod text;
mod value;

use std::io::Write;
use std::path::Path;

use clap::ValueEnum;
use ricalco::{Deduplicator, Grouping, Language};

use crate::batch::{Batch, Wanted};
use crate::destination::Destination;
use crate::messages::Stop;
use crate::progress::Progress;
use crate::ui::Ui;

pub(crate) use row::{FLAGS, Row};

/// A way to write clusters.
pub(crate) trait Format {
    /// What must be kept of the documents for it.
    fn wanted(&self) -> Wanted;

    /// Writes all of it.
    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> anyhow::Result<()>;
}

/// What a format writes.
#[derive(Debug)]
pub(crate) struct Report<'a> {
    /// The clusters.
    pub(crate) grouping: &'a Grouping,
    /// The documents, in the order of the grouping's positions.
    pub(crate) batch: &'a Batch,
    /// Explains pairs.
    pub(crate) deduplicator: &'a Deduplicator,
    /// Is told how many documents are written.
    pub(crate) progress: &'a Progress,
}

/// The formats by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatName {
    /// For reading: a block a cluster, its source first
    Text,
    /// JSON Lines: an object a document, in input order
    Jsonl,
    /// Comma-separated values: a row a document, in input order
    Csv,
    /// A report for a browser, in one file: each member beside its source (keeps all texts in memory)
    Html,
}

/// How the formats are to come out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Manner {
    /// Columns of the terminal; no limit where it is `None`.
    pub(crate) width: Option<usize>,
    /// Whether colour is wanted.
    pub(crate) colored: bool,
    /// Which documents are rows of a table.
    pub(crate) rows: Rows,
    /// Whether documents that stand alone are listed for reading too.
    pub(crate) singles: bool,
    /// Whether the records' own fields follow ours.
    pub(crate) keep: bool,
    /// What the names of our fields begin with.
    pub(crate) prefix: String,
    /// The language of the report, where it was asked for.
    pub(crate) ui: Option<Ui>,
    /// The language of the documents.
    pub(crate) language: Language,
}

/// Which documents are rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Rows {
    /// All.
    #[default]
    All,
    /// One of each release: its source, or the document that stands alone.
    Sources,
}

impl FormatName {
    /// The one that was asked for, else the one that the file's name says, else text for a person at
    /// a terminal and JSON Lines for a program.
    ///
    /// # Errors
    ///
    /// When the name promises something else, such as a PDF.
    pub(crate) fn choose(
        asked: Option<Self>,
        output: Option<&Path>,
        destination: &Destination,
    ) -> anyhow::Result<Self> {
        if let Some(asked) = asked {
            return Ok(asked);
        }
        let ending = output.and_then(Path::extension).map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("csv") => Ok(Self::Csv),
            Some("html" | "htm") => Ok(Self::Html),
            Some("json" | "jsonl" | "ndjson") => Ok(Self::Jsonl),
            Some("txt") => Ok(Self::Text),
            Some(other) => {
                let what = format!("no format is written to files that end in .{other}");
                let hint = "name it .html, .csv, .jsonl or .txt, or say which it is with --format";
                Err(Stop::new(what, hint).into())
            }
            None if destination.is_terminal() => Ok(Self::Text),
            None => Ok(Self::Jsonl),
        }
    }

    /// The format of the name.
    pub(crate) fn format(self, manner: Manner) -> Box<dyn Format> {
        match self {
            Self::Text => Box::new(text::Text::new(&manner)),
            Self::Jsonl => Box::new(jsonl::JsonLines::new(manner)),
            Self::Csv => Box::new(csv::Csv::new(&manner)),
            Self::Html => Box::new(html::Html::new(&manner)),
        }
    }
}

//! Comparison: one pair of documents explained, for a person or for a program.
//!
//! In: two documents and what the library says of them. Out: text or JSON. Cost: `O(n)` in the texts.

mod json;
mod text;

use std::io::Write;

use clap::ValueEnum;
use ricalco::judge::comparison::Comparison;
use ricalco::{Document, Relation};

use crate::ui::Ui;

/// What is said of a pair.
#[derive(Debug)]
pub(crate) struct Answer<'d> {
    pub(crate) a: &'d Document,
    pub(crate) b: &'d Document,
    pub(crate) comparison: Comparison,
    /// Whether they trace one release, by the threshold that clusters have.
    pub(crate) one_release: bool,
    /// Whether `b` is the source of the two.
    pub(crate) b_is_source: bool,
    /// How the other relates to the source.
    pub(crate) relation: Relation,
}

/// How it comes out as text.
#[derive(Debug)]
pub(crate) struct Manner {
    pub(crate) ui: Ui,
    /// Columns of the terminal; [`text::WIDTH`] where it is `None`.
    pub(crate) width: Option<usize>,
    pub(crate) colored: bool,
    /// Whether every passage and every fact is shown.
    pub(crate) all: bool,
}

/// The formats by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum PairFormat {
    /// For reading
    #[default]
    Text,
    /// One object, with byte ranges into both texts
    Json,
}

impl PairFormat {
    /// Writes all of it.
    pub(crate) fn write(self, answer: &Answer<'_>, manner: &Manner, out: &mut dyn Write) -> anyhow::Result<()> {
        match self {
            Self::Text => text::write(answer, manner, out),
            Self::Json => json::write(answer, out),
        }
    }
}

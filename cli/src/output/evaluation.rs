//! Evaluation: a grouping's measures and mistakes, for a person or for a program.
//!
//! In: an [`Evaluation`]. Out: text or JSON. Cost: `O(n)` in what is shown.

mod json;
mod text;

use std::io::Write;

use clap::ValueEnum;

use crate::eval::Evaluation;
use crate::ui::Ui;

/// How it comes out as text.
#[derive(Debug)]
pub(crate) struct Manner {
    pub(crate) ui: Ui,
    pub(crate) colored: bool,
}

/// The formats by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvaluationFormat {
    /// For reading
    #[default]
    Text,
    /// One object
    Json,
}

impl EvaluationFormat {
    /// Writes all of it.
    pub(crate) fn write(
        self,
        evaluation: &Evaluation,
        manner: &Manner,
        out: &mut dyn Write,
    ) -> anyhow::Result<()> {
        match self {
            Self::Text => text::write(evaluation, manner, out),
            Self::Json => json::write(evaluation, out),
        }
    }
}

//! `ricalco group`: documents in, clusters out.

use std::path::PathBuf;

use clap::Args;

use super::options::{Judging, Reading};
use crate::batch::Reader;
use crate::destination::Destination;
use crate::exit::ExitStatus;
use crate::messages::{Messages, Stop};
use crate::output::{FormatName, Manner, Report};
use crate::progress::Progress;
use crate::ui::Ui;

/// Group the texts that trace the same release
///
/// On a terminal the clusters come out for reading, each with its source first, then how each
/// member relates to it. Into a file or a pipe goes JSON Lines, an object a document in input order:
/// id, cluster (the id of its source), relation (single, source, identical, republished, rewritten,
/// excerpt, roundup, updated), source, probability, and the shares of its wording and facts that the
/// source has and of the matter that is its own.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco group comunicati/
  ricalco group --output rapporto.html comunicati/
  ricalco group --format csv --output gruppi.csv comunicati/ agenzie.jsonl
  zcat archivio.jsonl.gz | ricalco group - | jq -r 'select(.relation == \"rewritten\").id'")]
pub(crate) struct Group {
    #[command(flatten)]
    reading: Reading,

    /// How to write the clusters [default: text on a terminal, else by the name of the output, else jsonl]
    #[arg(short, long, value_enum, value_name = "FORMAT", help_heading = "Output")]
    format: Option<FormatName>,

    /// Write to this file; it appears whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,

    /// In text, list the documents that stand alone too
    #[arg(long, help_heading = "Output")]
    singles: bool,

    /// In JSON Lines, let the input's own fields follow ours
    #[arg(long, help_heading = "Output")]
    keep: bool,

    /// In JSON Lines, what the names of our fields begin with, where the input has fields of those names
    #[arg(
        long,
        value_name = "PREFIX",
        default_value = "",
        hide_default_value = true,
        help_heading = "Output"
    )]
    prefix: String,

    /// In HTML, the language of the report [default: it for Italian documents, else en]
    #[arg(long, value_enum, value_name = "LANG", hide_possible_values = true, help_heading = "Output")]
    ui: Option<Ui>,

    #[command(flatten)]
    judging: Judging,
}

impl Group {
    /// Reads, judges, writes.
    pub(crate) fn run(&self, messages: &Messages) -> anyhow::Result<ExitStatus> {
        let destination = Destination::new(self.output.as_deref())?;
        let name = FormatName::choose(self.format, self.output.as_deref(), &destination);
        if self.keep && name != FormatName::Jsonl {
            let hint = "add --format jsonl, or leave --keep out";
            return Err(Stop::new("only JSON Lines can hold the input's own fields", hint).into());
        }
        let format = name.format(Manner {
            width: destination.width(),
            colored: destination.is_colored(),
            singles: self.singles,
            keep: self.keep,
            prefix: self.prefix.clone(),
            ui: self.ui,
            language: self.judging.lang,
        });
        let deduplicator = self.judging.deduplicator()?;
        let reader = Reader {
            deduplicator: &deduplicator,
            messages,
            skip_bad: self.reading.skip_bad,
            wanted: format.wanted(),
            output: destination.file(),
        };
        let options = self.reading.input_options(self.judging.lang, self.keep);
        let paths = self.reading.paths()?;
        let mut batch = reader.read(&paths, &options)?;
        let grouping = batch.group(&deduplicator, messages)?;
        let progress = Progress::writing(messages, batch.len(), &destination);
        let report =
            Report { grouping: &grouping, batch: &batch, deduplicator: &deduplicator, progress: &progress };
        destination.write(|out| format.write(&report, out))?;
        Ok(ExitStatus::Success)
    }
}

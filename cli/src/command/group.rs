//! `ricalco group`: documents in, clusters out.

use std::path::{Path, PathBuf};

use clap::Args;

use super::options::{Judging, Reading};
use crate::batch::{Reader, Wanted};
use crate::destination::Destination;
use crate::exit::ExitStatus;
use crate::messages::{Messages, Stop};
use crate::output::{Format, FormatName, Manner, Report, Rows};
use crate::progress::Progress;
use crate::ui::Ui;

/// Group the texts that trace the same release
///
/// On a terminal the clusters come out for reading, each with its source first, then how each member
/// relates to it, how much of its wording and of its facts the source has, and how sure that is. Into
/// a file or a pipe goes JSON Lines, an object a document in input order: id, cluster (the id of its
/// source), relation, source, probability, and the shares: wording and facts, and own, which is the
/// matter that it has beside.
///
/// The relations: source, the text that the others trace; identical; republished, with light edits;
/// rewritten, the same facts in other words; excerpt, a part of it; roundup, which holds it beside
/// other matter; updated, issued again with facts corrected (changes says which) or carried on;
/// single, a document that stands alone.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco group comunicati/
  ricalco group --output rapporto.html comunicati/
  ricalco group --sources --output rapporto.html --output fonti.csv posta.mbox feed.xml agenzie/
  ricalco group --format csv --output gruppi.csv comunicati/ agenzie.jsonl
  zcat archivio.jsonl.gz | ricalco group - | jq -r 'select(.relation == \"rewritten\").id'")]
pub(crate) struct Group {
    #[command(flatten)]
    reading: Reading,

    /// How to write the clusters [default: text on a terminal, else by the name of the output, else jsonl]
    #[arg(short, long, value_enum, value_name = "FORMAT", help_heading = "Output")]
    format: Option<FormatName>,

    /// Write to this file; it appears whole or not at all. May be given more than once, for several formats
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Vec<PathBuf>,

    /// In CSV, write a row a release: the sources, and the documents that stand alone
    #[arg(long, help_heading = "Output")]
    sources: bool,

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
        let outputs = self.outputs()?;
        let deduplicator = self.judging.deduplicator()?;
        let reader = Reader {
            deduplicator: &deduplicator,
            messages,
            skip_bad: self.reading.skip_bad,
            wanted: outputs.iter().map(|(_, format)| format.wanted()).fold(Wanted::default(), Wanted::or),
            outputs: outputs.iter().filter_map(|(destination, _)| destination.file()).collect(),
        };
        let options = self.reading.input_options(self.judging.lang, self.keep);
        let paths = self.reading.paths()?;
        let mut batch = reader.read(&paths, &options)?;
        let grouping = batch.group(&deduplicator, messages)?;
        for (destination, format) in outputs {
            let progress = Progress::writing(messages, batch.len(), &destination);
            let report = Report {
                grouping: &grouping,
                batch: &batch,
                deduplicator: &deduplicator,
                progress: &progress,
            };
            destination.write(|out| format.write(&report, out))?;
        }
        Ok(ExitStatus::Success)
    }

    /// Where the clusters go, and in which format; standard output where no file is named.
    fn outputs(&self) -> anyhow::Result<Vec<(Destination, Box<dyn Format>)>> {
        let named = self.output.iter().map(|output| Some(output.as_path()));
        let paths: Vec<Option<&Path>> = if self.output.is_empty() { vec![None] } else { named.collect() };
        paths.into_iter().map(|path| self.output(path)).collect()
    }

    fn output(&self, path: Option<&Path>) -> anyhow::Result<(Destination, Box<dyn Format>)> {
        let destination = Destination::new(path)?;
        let name = FormatName::choose(self.format, path, &destination)?;
        if self.keep && name != FormatName::Jsonl {
            let hint = "add --format jsonl, or leave --keep out";
            return Err(Stop::new("only JSON Lines can hold the input's own fields", hint).into());
        }
        if self.sources && self.output.len() < 2 && name != FormatName::Csv {
            let hint = "add --format csv, or leave --sources out; ricalco unique does it for JSON Lines";
            return Err(Stop::new("only CSV can hold the sources alone", hint).into());
        }
        let format = name.format(Manner {
            width: destination.width(),
            colored: destination.is_colored(),
            rows: if self.sources { Rows::Sources } else { Rows::All },
            singles: self.singles,
            keep: self.keep,
            prefix: self.prefix.clone(),
            ui: self.ui,
            language: self.judging.lang,
        });
        Ok((destination, format))
    }
}

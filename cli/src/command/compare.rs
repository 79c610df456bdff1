//! `ricalco compare`: two texts side by side, and why they do or do not trace one release.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use clap::Args;
use ricalco::{Deduplicator, Document, DocumentId};

use super::options::Judging;
use crate::destination::Destination;
use crate::exit::ExitStatus;
use crate::input::{self, Event, InputOptions};
use crate::messages::{Messages, Stop};
use crate::output::comparison::{Answer, Manner, PairFormat};
use crate::ui::Ui;

/// Show why two texts do or do not trace one release
///
/// Prints the probability, how much of each text's wording and facts the other has, the passages
/// that both share with what was changed inside them, the facts that agree, that disagree and that
/// stand on one side only, and what decided.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco compare comunicato.txt articolo.txt
  ricalco compare --in archivio.jsonl.gz ansa-2741 locale-88
  ricalco compare --format json a.txt b.txt | jq '.disagree'")]
pub(crate) struct Compare {
    /// A file with one document; with --in, the id of a document
    #[arg(value_name = "A")]
    first: PathBuf,

    /// Another
    #[arg(value_name = "B")]
    second: PathBuf,

    /// Look for the ids A and B in this file or directory; may be given more than once
    #[arg(long = "in", value_name = "FILE")]
    within: Vec<PathBuf>,

    /// How to write it
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t, help_heading = "Output")]
    format: PairFormat,

    /// Write to this file; it appears whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,

    /// In text, the language of the explanation [default: it for Italian documents, else en]
    #[arg(long, value_enum, value_name = "LANG", hide_possible_values = true, help_heading = "Output")]
    ui: Option<Ui>,

    /// In text, show every passage and every fact
    #[arg(long, help_heading = "Output")]
    all: bool,

    #[command(flatten)]
    judging: Judging,
}

impl Compare {
    /// Reads both, judges, explains.
    pub(crate) fn run(&self, messages: &Messages) -> anyhow::Result<ExitStatus> {
        let destination = Destination::new(self.output.as_deref())?;
        let deduplicator = self.judging.deduplicator()?;
        let (a, b) = if self.within.is_empty() {
            (self.only(&self.first, messages)?, self.only(&self.second, messages)?)
        } else {
            self.find(messages)?
        };
        let answer = answer(&deduplicator, &a, &b)?;
        let documents = a.language().unwrap_or(self.judging.lang);
        let manner = Manner {
            ui: Ui::choose(self.ui, documents),
            width: destination.width(),
            colored: destination.is_colored(),
            all: self.all,
        };
        destination.write(|out| self.format.write(&answer, &manner, out))?;
        Ok(ExitStatus::Success)
    }

    fn options(&self) -> InputOptions {
        InputOptions { language: self.judging.lang, ..InputOptions::default() }
    }

    /// The one document of a file.
    fn only(&self, path: &Path, messages: &Messages) -> anyhow::Result<Document> {
        let mut found = Vec::new();
        read(&[path.to_owned()], &self.options(), messages, &mut |document| {
            found.push(document);
            ControlFlow::Continue(())
        })?;
        match (found.pop(), found.is_empty()) {
            (Some(document), true) => Ok(document),
            (last, _) => {
                let number = found.len() + usize::from(last.is_some());
                let what = format!("{} holds {number} documents, not one", path.display());
                Err(Stop::new(what, "name the ids of two documents, and the file with --in").into())
            }
        }
    }

    /// The documents with the two ids; reading ends when both are found.
    fn find(&self, messages: &Messages) -> anyhow::Result<(Document, Document)> {
        let ids = [&self.first, &self.second].map(|id| id.to_string_lossy().into_owned());
        let mut found = [None, None];
        read(&self.within, &self.options(), messages, &mut |document| {
            for (id, found) in ids.iter().zip(&mut found) {
                if found.is_none() && document.id().as_str() == id {
                    *found = Some(document.clone());
                }
            }
            if found.iter().all(Option::is_some) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })?;
        let [a, b] = found;
        let missing = if a.is_none() { &ids[0] } else { &ids[1] };
        if let (Some(a), Some(b)) = (a, b) {
            return Ok((a, b));
        }
        let files: Vec<String> = self.within.iter().map(|path| path.display().to_string()).collect();
        let what = format!("there is no document with the id {missing:?} in {}", files.join(", "));
        Err(Stop::new(what, "ricalco group prints the ids of what a file holds").into())
    }
}

/// Hands each document to `take` until it has enough; the first bad one ends the work.
fn read(
    paths: &[PathBuf],
    options: &InputOptions,
    messages: &Messages,
    take: &mut dyn FnMut(Document) -> ControlFlow<()>,
) -> anyhow::Result<()> {
    let mut failure = None;
    let _ = input::read(paths, options, &mut |event| match event {
        Event::Record(record) => take(record.document),
        Event::Notice(notice) => {
            messages.course(notice);
            ControlFlow::Continue(())
        }
        Event::Bad(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    });
    failure.map_or(Ok(()), |error| Err(error.into()))
}

/// Judges the pair as a batch of two, so that the threshold and the source are those of clusters.
fn answer<'d>(deduplicator: &Deduplicator, a: &'d Document, b: &'d Document) -> anyhow::Result<Answer<'d>> {
    let prints = [deduplicator.read(a), deduplicator.read(b)];
    let ids = [DocumentId::new("a"), DocumentId::new("b")];
    let grouping = deduplicator.group_fingerprints(&ids, &prints)?;
    let one_release = grouping.clusters().len() == 1;
    let b_is_source = one_release && grouping.clusters().first().is_some_and(|c| c.source().position == 1);
    let comparison = deduplicator.explain(a, b);
    let relation = if b_is_source {
        deduplicator.compare(&prints[1], &prints[0]).relation
    } else {
        comparison.verdict.relation
    };
    Ok(Answer { a, b, comparison, one_release, b_is_source, relation })
}

//! `ricalco check`: two texts, one answer, for scripts.
use std::path::PathBuf;
use std::slice;

use clap::Args;
use ricalco::{DocumentId, Fingerprint};

use super::options::Judging;
use crate::batch::{Reader, Wanted};
use crate::destination::Destination;
use crate::exit::ExitStatus;
use crate::input::InputOptions;
use crate::messages::{Messages, Stop};
use crate::ui::percent;

/// Ask whether two texts trace one release
///
/// Exits with status 1 when they do and 0 when they do not, so that a script can stop at a text that
/// it has already. Status 2 means that there is no answer. With --quiet nothing is printed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco check comunicato.txt articolo.txt
  ricalco check --quiet nuovo.txt ultimo.txt && ./pubblica nuovo.txt")]
pub(crate) struct Check {
    /// A file with one document
    #[arg(value_name = "A")]
    first: PathBuf,

    /// A file with another
    #[arg(value_name = "B")]
    second: PathBuf,

    #[command(flatten)]
    judging: Judging,
}

impl Check {
    /// Reads both, judges, answers.
    pub(crate) fn run(&self, messages: &Messages) -> anyhow::Result<ExitStatus> {
        let deduplicator = self.judging.deduplicator()?;
        let read = |path: &PathBuf| -> anyhow::Result<Fingerprint> {
            let wanted = Wanted::default();
            let reader = Reader {
                deduplicator: &deduplicator,
                messages,
                skip_bad: false,
                wanted,
                outputs: Vec::new(),
            };
            let options = InputOptions { language: self.judging.lang, ..InputOptions::default() };
            let mut fingerprints = reader.read(slice::from_ref(path), &options)?.into_fingerprints();
            match (fingerprints.pop(), fingerprints.is_empty()) {
                (Some(fingerprint), true) => Ok(fingerprint),
                (found, _) => {
                    let found = fingerprints.len() + usize::from(found.is_some());
                    let what = format!("{} holds {found} documents, not one", path.display());
                    Err(Stop::new(what, "ricalco group takes any number of documents").into())
                }
            }
        };
        let fingerprints = [read(&self.first)?, read(&self.second)?];
        // Grouping and not the bare verdict, so that the threshold is the one that clusters have.
        let ids = [DocumentId::new("first"), DocumentId::new("second")];
        let grouping = deduplicator.group_fingerprints(&ids, &fingerprints)?;
        let traced = grouping.clusters().len() == 1;
        if !messages.is_quiet() {
            let [first, second] = &fingerprints;
            let verdict = deduplicator.compare(first, second);
            let answer = if traced { "one release" } else { "apart" };
            let relation = if traced { format!("{}, ", verdict.relation) } else { String::new() };
            let probability = percent(verdict.probability);
            Destination::Stdout
                .write(|out| Ok(writeln!(out, "{answer} ({relation}probability {probability})")?))?;
        }
        Ok(if traced { ExitStatus::Traced } else { ExitStatus::Success })
    }
}

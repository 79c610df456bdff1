//! `ricalco verify`: an index checked from end to end.

use std::io::{self, Write as _};

use clap::Args;
use ricalco::{Error, Index, IndexTrouble};

use super::keeping::Named;
use crate::exit::ExitStatus;
use crate::messages::{Messages, Stop};

/// Check every table of an index against the others
///
/// The file's checksums, the ids, the fingerprints, the postings, the links and the clusters: all are
/// made again and compared. What is wrong goes out a line each, and the status is 2.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  ricalco verify --index redazione.ricalco")]
pub(crate) struct Verify {
    #[command(flatten)]
    named: Named,
}

impl Verify {
    /// Checks and tells.
    pub(crate) fn run(&self, _: &Messages) -> anyhow::Result<ExitStatus> {
        let index = match Index::open(&self.named.index) {
            Ok(mut index) => {
                index.check_file()?;
                index
            }
            Err(Error::Index { kind: IndexTrouble::ReadOnly, .. }) => self.named.open_for_reading()?,
            Err(error) => return Err(self.named.explain(error)),
        };
        let found = index.verify()?;
        let mut out = io::stdout().lock();
        for problem in &found.problems {
            writeln!(out, "{problem}")?;
        }
        if !found.problems.is_empty() {
            let what = format!("{}: the tables of the index do not agree", self.named.index.display());
            return Err(
                Stop::new(what, "take the index from a backup, or make it again from the texts").into()
            );
        }
        let (documents, clusters, links) = (found.documents, found.clusters, found.links);
        writeln!(out, "{documents} documents, {clusters} clusters, {links} links: all is well")?;
        Ok(ExitStatus::Success)
    }
}

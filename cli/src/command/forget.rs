//! `ricalco forget`: documents out of an index.

use std::io::{self, Write as _};

use clap::Args;
use ricalco::{DocumentId, Event, Timestamp};

use super::keeping::Named;
use crate::batch::count;
use crate::exit::ExitStatus;
use crate::messages::Messages;

/// Take documents out of an index
///
/// All of them go or none. What became of the clusters goes out as lines of JSON, an event each.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco forget --index redazione.ricalco ansa-2741 locale-88
  ricalco forget --index redazione.ricalco --before 2026-10-01")]
#[command(group(clap::ArgGroup::new("what").required(true)))]
pub(crate) struct Forget {
    #[command(flatten)]
    named: Named,

    /// The ids of the documents
    #[arg(value_name = "ID", group = "what")]
    ids: Vec<String>,

    /// All documents published before this, such as 2026-11-23; those without a time stay
    #[arg(long, value_name = "DATE", group = "what")]
    before: Option<Timestamp>,
}

impl Forget {
    /// Takes out and tells.
    pub(crate) fn run(&self, messages: &Messages) -> anyhow::Result<ExitStatus> {
        let index = self.named.open()?;
        let ids: Vec<DocumentId> = self.ids.iter().map(DocumentId::new).collect();
        for id in &ids {
            if index.cluster_of(id)?.is_none() {
                messages.warning(format_args!("the index does not hold {:?}", id.as_str()));
            }
        }
        let events = match self.before {
            Some(before) => index.expire(before)?,
            None => index.remove_batch(&ids)?,
        };
        let mut out = io::BufWriter::new(io::stdout().lock());
        for event in &events {
            serde_json::to_writer(&mut out, event)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
        let gone = events.iter().filter(|event| matches!(event, Event::Left { .. })).count();
        messages.course(format_args!("{} taken out", count(gone, "document", "documents")));
        Ok(ExitStatus::Success)
    }
}

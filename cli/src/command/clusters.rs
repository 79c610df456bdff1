//! `ricalco clusters`: what an index holds.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use ricalco::Timestamp;
use ricalco::group::index::Cluster;

use super::keeping::Named;
use crate::batch::count;
use crate::exit::ExitStatus;
use crate::messages::Messages;
use crate::output::placement;
use crate::ui::{moment, percent};

/// List the clusters of an index
///
/// In text, clusters of two documents or more, the largest first, each with its source first. In
/// JSON Lines, an object a cluster, documents that stand alone too.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco clusters --index redazione.ricalco --since 2026-11-20
  ricalco clusters --index redazione.ricalco --format jsonl | jq -r '.source'")]
pub(crate) struct Clusters {
    #[command(flatten)]
    named: Named,

    /// How to write them
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t)]
    format: Form,

    /// Only clusters with a document published then or later, such as 2026-11-23
    #[arg(long, value_name = "DATE")]
    since: Option<Timestamp>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For reading
    #[default]
    Text,
    /// JSON Lines
    Jsonl,
}

impl Clusters {
    /// Reads and lists.
    pub(crate) fn run(&self, _: &Messages) -> anyhow::Result<ExitStatus> {
        let index = self.named.open_for_reading()?;
        let mut out = io::BufWriter::new(io::stdout().lock());
        let mut together: Vec<Cluster> = Vec::new();
        for cluster in index.clusters() {
            let cluster = cluster?;
            let is_wanted = self.since.is_none_or(|since| {
                cluster
                    .members
                    .iter()
                    .any(|member| member.published.is_some_and(|published| published >= since))
            });
            match self.format {
                _ if !is_wanted => {}
                Form::Jsonl => placement::write_cluster(&cluster, &mut out)?,
                Form::Text if cluster.members.len() > 1 => together.push(cluster),
                Form::Text => {}
            }
        }
        together.sort_by(|a, b| b.members.len().cmp(&a.members.len()).then(a.number.cmp(&b.number)));
        for cluster in &together {
            write_text(cluster, &mut out)?;
        }
        if self.format == Form::Text {
            let documents = count(index.len(), "document", "documents");
            writeln!(out, "{documents}, {} of two or more", count(together.len(), "cluster", "clusters"))?;
        }
        out.flush()?;
        Ok(ExitStatus::Success)
    }
}

fn write_text(cluster: &Cluster, out: &mut impl Write) -> io::Result<()> {
    let documents = count(cluster.members.len(), "document", "documents");
    writeln!(out, "{}  {documents}", cluster.number)?;
    for member in &cluster.members {
        let published = member.published.map(moment).unwrap_or_default();
        let title = member.title.as_deref().unwrap_or_default();
        let line = format!(
            "  {:<11} {:>5}  {published:<16}  {}  {title}",
            member.relation,
            percent(member.probability),
            member.id
        );
        // What a text brings with it must not steer the terminal.
        let line: String = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        writeln!(out, "{}", line.trim_end())?;
    }
    writeln!(out)
}

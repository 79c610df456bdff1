//! `ricalco unique`: the filter for scripts, records in, records out.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use ricalco::Grouping;

use super::options::{Judging, Reading};
use crate::batch::{Batch, Reader, Wanted};
use crate::destination::Destination;
use crate::exit::ExitStatus;
use crate::fields::Fields;
use crate::input::{Raw, Table};
use crate::messages::Messages;
use crate::output::{FLAGS, Row};

/// Pass one record of each release through, unchanged and in order
///
/// The records of sources and of documents that stand alone go through as they came: JSON Lines
/// byte for byte, the rows of one table below its line of column names. Everything else, and tables
/// mixed with other input, goes out as JSON Lines.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco unique agenzie.jsonl > una_per_comunicato.jsonl
  ricalco unique --flag foglio.csv > foglio_con_gruppi.csv
  tail -n 5000 flusso.jsonl | ricalco unique - | ./pubblica")]
pub(crate) struct Unique {
    #[command(flatten)]
    reading: Reading,

    /// Pass all records, with cluster, relation, source and probability added
    #[arg(long, help_heading = "Output")]
    flag: bool,

    /// What the names of the added fields begin with, where the input has fields of those names
    #[arg(long, value_name = "PREFIX", requires = "flag", default_value = "", hide_default_value = true)]
    #[arg(help_heading = "Output")]
    prefix: String,

    /// Write to this file; it appears whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,

    #[command(flatten)]
    judging: Judging,
}

impl Unique {
    /// Reads, judges, passes through.
    pub(crate) fn run(&self, messages: &Messages) -> anyhow::Result<ExitStatus> {
        let destination = Destination::new(self.output.as_deref())?;
        let deduplicator = self.judging.deduplicator()?;
        let names = FLAGS.map(|name| format!("{}{name}", self.prefix));
        let added = if self.flag { names.to_vec() } else { Vec::new() };
        let reader = Reader {
            deduplicator: &deduplicator,
            messages,
            skip_bad: self.reading.skip_bad,
            wanted: Wanted { records: true, added, ..Wanted::default() },
            outputs: destination.file().into_iter().collect(),
        };
        let options = self.reading.input_options(self.judging.lang, true);
        let paths = self.reading.paths()?;
        let mut batch = reader.read(&paths, &options)?;
        let grouping = batch.group(&deduplicator, messages)?;
        let passage = Passage { batch: &batch, grouping: &grouping, added: self.flag.then_some(&names) };
        destination.write(|out| passage.write(out))?;
        Ok(ExitStatus::Success)
    }
}

/// Records on their way out.
struct Passage<'a> {
    batch: &'a Batch,
    grouping: &'a Grouping,
    /// The names of the fields to add, where all records are to pass with them.
    added: Option<&'a [String; FLAGS.len()]>,
}

impl Passage<'_> {
    fn write(&self, out: &mut dyn Write) -> anyhow::Result<()> {
        let Some(spooled) = &self.batch.records else { return Ok(()) };
        let table = spooled.table();
        if let Some(table) = table {
            let added = self.added.map(|names| names.each_ref().map(String::as_str));
            write_row(&table.header, added, table, out)?;
        }
        let mut records = spooled.records()?;
        for position in 0..self.batch.len() {
            let record = records.next()?;
            let Some(row) = Row::of(self.grouping, &self.batch.ids, position) else { continue };
            if self.added.is_none() && !row.is_first() {
                continue;
            }
            match (&record, table) {
                (Raw::Row { row: cells, .. }, Some(table)) => {
                    let probability = row.probability.to_string();
                    let added = [row.cluster, row.relation.as_str(), row.source, &probability];
                    write_row(cells, self.added.map(|_| added), table, out)?;
                }
                (Raw::Json(object), _) if self.added.is_none() => writeln!(out, "{object}")?,
                _ => {
                    let mut fields = Fields::of(&record)?;
                    if let Some([cluster, relation, source, probability]) = self.added {
                        fields.push(cluster, &row.cluster)?;
                        fields.push(relation, &row.relation.as_str())?;
                        fields.push(source, &row.source)?;
                        fields.push(probability, &row.probability)?;
                    }
                    serde_json::to_writer(&mut *out, &fields)?;
                    out.write_all(b"\n")?;
                }
            }
        }
        Ok(())
    }
}

/// Writes a row as it came, with cells added at its end.
fn write_row(
    row: &str,
    added: Option<[&str; FLAGS.len()]>,
    table: &Table,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    out.write_all(row.as_bytes())?;
    let Some(added) = added else { return Ok(out.write_all(b"\n")?) };
    write!(out, "{}", table.delimiter)?;
    let delimiter = u8::try_from(table.delimiter).unwrap_or(b',');
    let mut cells = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
    cells.write_record(added)?;
    Ok(cells.flush()?)
}

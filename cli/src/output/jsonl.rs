//! JSON Lines: an object a document, in input order, for programs.

use std::io::Write;

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use super::row::{FLAGS, Row, SHARES};
use super::{Format, Manner, Report};
use crate::batch::Wanted;
use crate::fields::Fields;

/// Writes JSON Lines.
#[derive(Debug)]
pub(super) struct JsonLines {
    keep: bool,
    prefix: String,
}

impl JsonLines {
    pub(super) fn new(manner: Manner) -> Self {
        Self { keep: manner.keep, prefix: manner.prefix }
    }
}

impl Format for JsonLines {
    fn wanted(&self) -> Wanted {
        let added = FLAGS.iter().chain(&SHARES).map(|name| format!("{}{name}", self.prefix));
        let added = if self.keep { added.collect() } else { Vec::new() };
        Wanted { records: self.keep, added, ..Wanted::default() }
    }

    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut records = report.batch.records.as_ref().map(crate::spool::Spooled::records).transpose()?;
        for position in 0..report.batch.len() {
            report.progress.set(position as u64);
            let kept = match &mut records {
                Some(records) => {
                    let mut fields = Fields::of(&records.next()?)?;
                    fields.remove("id");
                    fields
                }
                None => Fields::default(),
            };
            let Some(row) = Row::of(report.grouping, &report.batch.ids, position) else { continue };
            let line = Line { row, prefix: &self.prefix, kept };
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

/// One line: the id, our fields, the caller's.
struct Line<'a> {
    row: Row<'a>,
    prefix: &'a str,
    kept: Fields,
}

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", self.row.id)?;
        self.row.serialize_fields(self.prefix, &mut map)?;
        for (name, value) in self.kept.iter() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

//! CSV: a row a document, in input order, for spreadsheets.

use std::io::Write;

use super::row::{FLAGS, Row, SHARES};
use super::value::Changed;
use super::{Format, Manner, Report, Rows};
use crate::batch::{About, Wanted};

/// Writes comma-separated values with a line of column names (RFC 4180).
#[derive(Debug)]
pub(super) struct Csv {
    which: Rows,
}

impl Csv {
    pub(super) fn new(manner: &Manner) -> Self {
        Self { which: manner.rows }
    }
}

impl Format for Csv {
    fn wanted(&self) -> Wanted {
        Wanted { about: true, ..Wanted::default() }
    }

    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
        let mut rows = csv::Writer::from_writer(out);
        let names = ["id"].iter().chain(&FLAGS).chain(&SHARES).chain(&["title", "outlet", "published"]);
        rows.write_record(names)?;
        let nothing = About::default();
        for position in 0..report.batch.len() {
            report.progress.set(position as u64);
            let Some(row) = Row::of(report.grouping, &report.batch.ids, position) else { continue };
            if self.which == Rows::Sources && !row.is_first() {
                continue;
            }
            let about = report.batch.about.get(position).unwrap_or(&nothing);
            let changes: Vec<String> = row.changes.iter().map(|change| Changed(change).to_string()).collect();
            let published = about.published.map(|published| published.to_string());
            let cells = [
                row.id,
                row.cluster,
                row.relation.as_str(),
                row.source,
                &row.probability.to_string(),
                &row.wording.to_string(),
                &row.facts.to_string(),
                &row.own.to_string(),
                &changes.join("; "),
                &row.also_traces.join("; "),
                about.title.as_deref().unwrap_or_default(),
                about.outlet.as_deref().unwrap_or_default(),
                published.as_deref().unwrap_or_default(),
            ];
            rows.write_record(cells)?;
        }
        Ok(rows.flush()?)
    }
}

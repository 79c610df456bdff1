//! Text: for a person at a terminal, a block a cluster with its source first.
//!
//! Whatever a text brings with it, its control characters do not reach the terminal.

use std::borrow::Cow;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use ricalco::{Cluster, Member, Relation};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::value::Changed;
use super::{Format, Manner, Report};
use crate::batch::{Wanted, count};
use crate::ui::percent;

/// Where ids begin: after the relation and the three shares.
const MARGIN: usize = 39;
/// A title that has less room than this is left out.
const WORTH_SHOWING: usize = 16;

/// Writes clusters for reading.
#[derive(Debug)]
pub(super) struct Text {
    width: usize,
    singles: bool,
    styles: Styles,
}

#[derive(Debug, Default)]
struct Styles {
    head: Style,
    source: Style,
    faint: Style,
    change: Style,
}

impl Text {
    pub(super) fn new(manner: &Manner) -> Self {
        let styles = if manner.colored {
            Styles {
                head: Style::new().bold(),
                source: AnsiColor::Green.on_default().bold(),
                faint: Style::new().dimmed(),
                change: AnsiColor::Yellow.on_default(),
            }
        } else {
            Styles::default()
        };
        Self { width: manner.width.unwrap_or(usize::MAX), singles: manner.singles, styles }
    }

    fn member(&self, member: &Member, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let style = if member.relation == Relation::Source { self.styles.source } else { Style::new() };
        write!(out, "  {style}{:<11}{style:#}  ", member.relation)?;
        if member.relation == Relation::Source {
            write!(out, "{:24}", "")?;
        } else {
            let (wording, facts) = (percent(member.wording), percent(member.facts));
            write!(out, "{wording:>7}  {facts:>5}  {:>6}  ", percent(member.probability))?;
        }
        self.name(member, style, MARGIN, report, out)?;
        for change in &member.changes {
            self.remark("changed", &Changed(change).to_string(), out)?;
        }
        for &source in &member.also_traces {
            if let Some(id) = report.batch.ids.get(source) {
                self.remark("traces too", id.as_str(), out)?;
            }
        }
        Ok(())
    }

    /// The id of a document, and its title where there is room.
    fn name(
        &self,
        member: &Member,
        style: Style,
        margin: usize,
        report: &Report<'_>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let id = clean(member.id.as_str());
        let id = keep_end(&id, self.width.saturating_sub(margin));
        write!(out, "{style}{id}{style:#}")?;
        let title = report.batch.about.get(member.position).and_then(|about| about.title.as_deref());
        let room = self.width.saturating_sub(margin + id.width() + 2);
        if let Some(title) = title.filter(|title| !title.trim().is_empty() && room >= WORTH_SHOWING) {
            let title = clean(title);
            write!(out, "  {0}{1}{0:#}", self.styles.faint, keep_start(&title, room))?;
        }
        writeln!(out)
    }

    /// A line under a member.
    fn remark(&self, label: &str, what: &str, out: &mut dyn Write) -> io::Result<()> {
        let what = clean(what);
        let what = keep_end(&what, self.width.saturating_sub(MARGIN + label.len() + 2));
        writeln!(out, "{:MARGIN$}{1}{label}: {what}{1:#}", "", self.styles.change)
    }

    fn cluster(&self, cluster: &Cluster, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{0}{1} documents trace one release{0:#}", self.styles.head, cluster.len())?;
        cluster.members.iter().try_for_each(|member| self.member(member, report, out))?;
        writeln!(out)
    }
}

impl Format for Text {
    fn wanted(&self) -> Wanted {
        Wanted { about: true, ..Wanted::default() }
    }

    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
        let clusters = report.grouping.clusters();
        let (together, alone): (Vec<_>, Vec<_>) = clusters.iter().partition(|cluster| cluster.len() > 1);
        if !together.is_empty() {
            let faint = self.styles.faint;
            writeln!(out, "{faint}  {:<11}  wording  facts  surety  document{faint:#}", "relation")?;
        }
        let mut written = 0;
        for cluster in &together {
            self.cluster(cluster, report, out)?;
            written += cluster.len() as u64;
            report.progress.set(written);
        }
        if self.singles && !alone.is_empty() {
            writeln!(
                out,
                "{0}{1} alone{0:#}",
                self.styles.head,
                count(alone.len(), "document stands", "documents stand")
            )?;
            for cluster in &alone {
                write!(out, "  ")?;
                self.name(cluster.source(), Style::new(), 2, report, out)?;
            }
            writeln!(out)?;
        }
        let all = report.batch.len();
        write!(out, "{}: ", count(all, "document", "documents"))?;
        write!(out, "{} in {}, ", all - alone.len(), count(together.len(), "cluster", "clusters"))?;
        write!(out, "{} alone", alone.len())?;
        writeln!(out, "{}", if self.singles || alone.is_empty() { "" } else { " (--singles lists them)" })?;
        Ok(())
    }
}

/// The text on one line, without anything that a terminal would obey.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_control) {
        Cow::Owned(text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// As much of the start as fits in a number of columns.
pub(super) fn keep_start(text: &str, room: usize) -> Cow<'_, str> {
    if text.width() <= room {
        return Cow::Borrowed(text);
    }
    Cow::Owned(fitting(text.chars(), room).into_iter().chain(['…']).collect())
}

/// As much of the end as fits: of a path, the end is what tells.
fn keep_end(text: &str, room: usize) -> Cow<'_, str> {
    if text.width() <= room {
        return Cow::Borrowed(text);
    }
    let end = fitting(text.chars().rev(), room);
    Cow::Owned(['…'].into_iter().chain(end.into_iter().rev()).collect())
}

/// The first characters that leave room for an ellipsis.
fn fitting(chars: impl Iterator<Item = char>, room: usize) -> Vec<char> {
    let mut left = room.saturating_sub(1);
    chars
        .take_while(|c| {
            let width = c.width().unwrap_or(0);
            let fits = width <= left;
            left = left.saturating_sub(width);
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_wide_is_cut_by_columns() {
        assert_eq!(keep_start("perché", 6), "perché");
        assert_eq!(keep_start("perché no", 6), "perch…");
        assert_eq!(keep_end("archivio/2026/ansa.txt", 9), "…ansa.txt");
        assert_eq!(keep_start("新聞新聞", 5), "新聞…");
        assert_eq!(keep_end("abc", 0), "…");
    }

    #[test]
    fn no_control_character_reaches_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\nc\u{9b}d"), "a [31mb c d");
    }
}

//! Text of a comparison: as an editor would explain it to a colleague.
//!
//! The answer first, then what it rests on: the wording, the shared passages with what was changed
//! inside them, the facts, what decided. Whatever a text brings with it, its control characters do
//! not reach the terminal.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Style};
use ricalco::judge::align::{Passage, PassageKind};
use ricalco::judge::comparison::{FactPair, ToldFact};
use ricalco::read::facts::FactKind;
use ricalco::{Document, Relation};
use unicode_width::UnicodeWidthStr as _;

use super::{Answer, Manner};
use crate::output::text::{clean, keep_start};
use crate::ui::{Ui, moment, percent};

/// Columns where the output is no terminal.
pub(super) const WIDTH: usize = 100;
/// Shorter lines than this are not made, however narrow the terminal.
const LEAST_WIDTH: usize = 40;
/// Columns of the item of a roundup that are shown: enough to know it by.
const ITEM: usize = 120;
/// Without `--all`: passages, and facts of a list, that are shown.
const PASSAGES: usize = 8;
const FACTS: usize = 12;

/// Writes the explanation.
pub(super) fn write(answer: &Answer<'_>, manner: &Manner, out: &mut dyn Write) -> anyhow::Result<()> {
    let width = manner.width.unwrap_or(WIDTH).max(LEAST_WIDTH);
    let styles = if manner.colored { Styles::colored() } else { Styles::default() };
    let mut page = Page { ui: manner.ui, width, all: manner.all, styles, out };
    page.verdict(answer)?;
    page.wording(answer)?;
    page.passages(answer)?;
    page.facts(answer)?;
    page.reasons(answer)?;
    Ok(())
}

#[derive(Default)]
struct Styles {
    head: Style,
    faint: Style,
    gone: Style,
    new: Style,
}

impl Styles {
    fn colored() -> Self {
        Self {
            head: Style::new().bold(),
            faint: Style::new().dimmed(),
            gone: AnsiColor::Red.on_default(),
            new: AnsiColor::Green.on_default(),
        }
    }
}

struct Page<'a> {
    ui: Ui,
    width: usize,
    all: bool,
    styles: Styles,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn verdict(&mut self, answer: &Answer<'_>) -> io::Result<()> {
        let ui = self.ui;
        let probability = percent(answer.comparison.verdict.probability);
        let head = if answer.one_release {
            ui.pick("Ricalcano lo stesso comunicato", "Both trace one release")
        } else {
            ui.pick("Non ricalcano lo stesso comunicato", "They do not trace one release")
        };
        let sure = ui.pick("probabilità che sia lo stesso", "probability that it is one");
        writeln!(self.out, "{0}{head}{0:#} ({sure}: {probability}).", self.styles.head)?;
        if answer.one_release {
            let (source, other) = if answer.b_is_source { ("B", "A") } else { ("A", "B") };
            self.lines(0, &related(ui, answer.relation, source, other))?;
        }
        if let Some(item) = &answer.comparison.item {
            let (roundup, other, to) = if item.of_a { ("A", "B", "a") } else { ("B", "A", "ad") };
            let words = keep_start(&clean(&item.text), ITEM).into_owned();
            self.lines(
                0,
                &match ui {
                    Ui::It => format!(
                        "{roundup} mette insieme più notizie; conta la più vicina {to} {other}: «{words}»."
                    ),
                    Ui::En => format!(
                        "{roundup} brings several items; the one nearest to {other} counts: \"{words}\"."
                    ),
                },
            )?;
        }
        writeln!(self.out)?;
        self.document("A", answer.a)?;
        self.document("B", answer.b)?;
        writeln!(self.out)
    }

    fn document(&mut self, name: &str, document: &Document) -> io::Result<()> {
        let mut known = vec![clean(document.id().as_str()).into_owned()];
        known.extend(document.outlet().map(|outlet| clean(outlet).into_owned()));
        known.extend(document.published().map(moment));
        writeln!(self.out, "  {0}{name}{0:#}  {1}", self.styles.head, known.join(" · "))?;
        match document.title().map(str::trim).filter(|title| !title.is_empty()) {
            Some(title) => self.lines(5, &clean(title)),
            None => Ok(()),
        }
    }

    fn wording(&mut self, answer: &Answer<'_>) -> io::Result<()> {
        let (ui, verdict) = (self.ui, &answer.comparison.verdict);
        let (of_a, of_b) = (percent(verdict.wording_of_a), percent(verdict.wording_of_b));
        let (facts_a, facts_b) = (percent(verdict.facts_of_a), percent(verdict.facts_of_b));
        let words = match ui {
            Ui::It => format!(
                "Parole: B ha {of_a} di quelle di A; A ha {of_b} di quelle di B (le rare pesano di più)."
            ),
            Ui::En => format!("Words: B has {of_a} of A's; A has {of_b} of B's (rare ones weigh more)."),
        };
        let facts = match ui {
            Ui::It => format!("Dati: B ha {facts_a} di quelli di A; A ha {facts_b} di quelli di B."),
            Ui::En => format!("Figures: B has {facts_a} of A's; A has {facts_b} of B's."),
        };
        self.lines(0, &words)?;
        self.lines(0, &facts)?;
        writeln!(self.out)
    }

    fn passages(&mut self, answer: &Answer<'_>) -> io::Result<()> {
        let (ui, alignment) = (self.ui, &answer.comparison.alignment);
        let all = alignment.passages.len();
        if all == 0 {
            self.head(ui.pick("Nessun brano in comune", "No passage in common"), 0, "")?;
            return writeln!(self.out);
        }
        let (of_a, of_b) = (percent(alignment.coverage_a as f32), percent(alignment.coverage_b as f32));
        let covered = match ui {
            Ui::It => format!("coprono {of_a} di A e {of_b} di B"),
            Ui::En => format!("they cover {of_a} of A and {of_b} of B"),
        };
        self.head(
            ui.pick("Brani in comune, dal più lungo", "Shared passages, longest first"),
            all,
            &covered,
        )?;
        let shown = self.shown(all, PASSAGES);
        for (number, passage) in alignment.passages.iter().take(shown).enumerate() {
            self.passage(number + 1, passage, answer)?;
        }
        self.more(all - shown)?;
        writeln!(self.out)
    }

    fn passage(&mut self, number: usize, passage: &Passage, answer: &Answer<'_>) -> io::Result<()> {
        let ui = self.ui;
        let kind = match (passage.kind, passage.changes.is_empty()) {
            (PassageKind::Verbatim, _) => ui.pick("parola per parola", "word for word"),
            (_, true) => ui.pick("quasi uguale", "nearly the same"),
            _ => ui.pick("con ritocchi [A → B]", "with changes [A → B]"),
        };
        let words = ui.pick("parole piene", "telling words");
        let faint = self.styles.faint;
        writeln!(self.out, "  {faint}{number}. {kind}, {} {words}{faint:#}", passage.stems)?;
        let marked = self.marked(answer.a.text(), answer.b.text(), passage);
        self.lines(5, &marked)
    }

    /// The passage in `a`'s words, with what `b` has in their place.
    fn marked(&self, a: &str, b: &str, passage: &Passage) -> String {
        let piece = |text: &str, range: &Range<usize>| {
            clean(text.get(range.clone()).unwrap_or_default()).trim().to_owned()
        };
        let mut marked = String::from("«");
        let mut at = passage.a.start;
        let mut copy = |marked: &mut String, until: usize| {
            marked.push_str(&clean(a.get(at..until.max(at)).unwrap_or_default()));
            at = at.max(until);
        };
        for change in &passage.changes {
            copy(&mut marked, change.a.start);
            let (gone, new) = (piece(a, &change.a), piece(b, &change.b));
            let [old, young] = [self.styles.gone, self.styles.new];
            let mark = match (gone.is_empty(), new.is_empty()) {
                (true, _) => format!(" [+ {young}{new}{young:#}]"),
                (_, true) => format!("[− {old}{gone}{old:#}]"),
                _ => format!("[{old}{gone}{old:#} → {young}{new}{young:#}]"),
            };
            marked.push_str(&mark);
            copy(&mut String::new(), change.a.end);
        }
        copy(&mut marked, passage.a.end);
        marked.push('»');
        marked
    }

    fn facts(&mut self, answer: &Answer<'_>) -> io::Result<()> {
        let (ui, comparison) = (self.ui, &answer.comparison);
        self.pairs(ui.pick("Concordano", "They agree on"), &comparison.agree, " = ")?;
        self.pairs(
            ui.pick("Si contraddicono, A → B", "They disagree on, A → B"),
            &comparison.disagree,
            " → ",
        )?;
        self.alone(ui.pick("Solo in A", "Only in A"), &comparison.only_a)?;
        self.alone(ui.pick("Solo in B", "Only in B"), &comparison.only_b)
    }

    fn pairs(&mut self, head: &str, pairs: &[FactPair], between: &str) -> io::Result<()> {
        let told = |pair: &FactPair| {
            let (a, b) = (clean(&pair.a.words), clean(&pair.b.words));
            let same = a.to_lowercase() == b.to_lowercase();
            (pair.a.kind, if same { a.into_owned() } else { format!("{a}{between}{b}") })
        };
        self.list(head, pairs.iter().map(told).collect())
    }

    fn alone(&mut self, head: &str, facts: &[ToldFact]) -> io::Result<()> {
        self.list(head, facts.iter().map(|fact| (fact.kind, clean(&fact.words).into_owned())).collect())
    }

    /// Facts kind by kind, names last.
    fn list(&mut self, head: &str, facts: Vec<(FactKind, String)>) -> io::Result<()> {
        if facts.is_empty() {
            return Ok(());
        }
        self.head(head, facts.len(), "")?;
        let (names, values): (Vec<_>, Vec<_>) =
            facts.into_iter().partition(|&(kind, _)| kind == FactKind::Name);
        for (label, facts) in
            [(self.ui.pick("dati", "figures"), values), (self.ui.pick("nomi", "names"), names)]
        {
            if facts.is_empty() {
                continue;
            }
            let shown = self.shown(facts.len(), FACTS);
            write!(self.out, "  {0}{label:<7}{0:#} ", self.styles.faint)?;
            let words: Vec<&str> = facts.iter().take(shown).map(|(_, words)| words.as_str()).collect();
            let more = self.more_words(facts.len() - shown);
            self.wrapped(10, &format!("{}{more}", words.join(" · ")))?;
        }
        writeln!(self.out)
    }

    fn reasons(&mut self, answer: &Answer<'_>) -> io::Result<()> {
        let reasons = &answer.comparison.reasons;
        if reasons.is_empty() {
            return Ok(());
        }
        let ui = self.ui;
        self.head(ui.pick("Che cosa ha deciso", "What decided"), 0, "")?;
        for reason in reasons {
            let weight =
                if reason.push > 0.0 { ui.pick("a favore", "for") } else { ui.pick("contro", "against") };
            let style = if reason.push > 0.0 { self.styles.new } else { self.styles.gone };
            write!(self.out, "  {style}{weight:<8}{style:#} ")?;
            self.wrapped(11, &reason.phrase(ui.language()))?;
        }
        Ok(())
    }

    fn shown(&self, all: usize, few: usize) -> usize {
        // One more line tells as much as saying that there is one more.
        if self.all || all <= few + 1 { all } else { few }
    }

    fn head(&mut self, head: &str, number: usize, remark: &str) -> io::Result<()> {
        write!(self.out, "{0}{head}{0:#}", self.styles.head)?;
        match (number, remark) {
            (0, _) => writeln!(self.out),
            (_, "") => writeln!(self.out, " ({number})"),
            _ => writeln!(self.out, " ({number}; {remark})"),
        }
    }

    fn more(&mut self, number: usize) -> io::Result<()> {
        if number == 0 {
            return Ok(());
        }
        let more = self.more_words(number);
        writeln!(self.out, " {more}")
    }

    fn more_words(&self, number: usize) -> String {
        let faint = self.styles.faint;
        match (number, self.ui) {
            (0, _) => String::new(),
            (_, Ui::It) => format!(" {faint}… e altri {number} (--all li mostra){faint:#}"),
            (_, Ui::En) => format!(" {faint}… and {number} more (--all shows them){faint:#}"),
        }
    }

    /// Words on lines that all begin at a margin.
    fn lines(&mut self, margin: usize, text: &str) -> io::Result<()> {
        write!(self.out, "{:margin$}", "")?;
        self.wrapped(margin, text)
    }

    /// Words on lines; the first line is begun already, the others begin at a margin.
    fn wrapped(&mut self, margin: usize, text: &str) -> io::Result<()> {
        let mut column = margin;
        for (at, word) in text.split_whitespace().enumerate() {
            let width = anstream::adapter::strip_str(word).to_string().width();
            if at > 0 && column + 1 + width > self.width {
                write!(self.out, "\n{:margin$}", "")?;
                column = margin;
            } else if at > 0 {
                write!(self.out, " ")?;
                column += 1;
            }
            write!(self.out, "{word}")?;
            column += width;
        }
        writeln!(self.out)
    }
}

/// How one document relates to its source, as a sentence.
fn related(ui: Ui, relation: Relation, source: &str, other: &str) -> String {
    match (ui, relation) {
        (Ui::It, Relation::Identical) => format!("{other} è identico a {source}, cornice a parte."),
        (Ui::It, Relation::Republished) => format!("{other} ripubblica {source} con lievi ritocchi."),
        (Ui::It, Relation::Rewritten) => {
            format!("{other} riscrive {source}: stessi contenuti, altre parole.")
        }
        (Ui::It, Relation::Excerpt) => format!("{other} riporta una parte di {source}."),
        (Ui::It, Relation::Roundup) => format!("{other} contiene {source} accanto ad altro."),
        (Ui::It, Relation::Updated) => {
            format!("{other} è {source} diffuso di nuovo, corretto o con un seguito.")
        }
        (Ui::En, Relation::Identical) => format!("{other} is the same text as {source}, furniture aside."),
        (Ui::En, Relation::Republished) => format!("{other} republishes {source} with light edits."),
        (Ui::En, Relation::Rewritten) => format!("{other} tells {source} in other words."),
        (Ui::En, Relation::Excerpt) => format!("{other} gives a part of {source}."),
        (Ui::En, Relation::Roundup) => format!("{other} contains {source} beside other matter."),
        (Ui::En, Relation::Updated) => format!("{other} is {source} issued again, corrected or carried on."),
        _ => format!("{other}: {}.", ui.relation(relation)),
    }
}

//! Text of an evaluation: the measures first, then where they come from: kinds, calibration, the
//! sweep, the worst mistakes.

use std::collections::BTreeMap;
use std::io::{self, Write};

use anstyle::Style;
use ricalco::evaluate::{Scores, Tally, calibration_error};

use super::Manner;
use crate::batch::count;
use crate::eval::measure::Measures;
use crate::eval::mistakes::{Mistake, Mistakes, Shown, Side};
use crate::eval::{Evaluation, Own, Step};
use crate::output::text::clean;
use crate::output::value::Changed;
use crate::ui::{Ui, percent};

/// Disagreeing facts that a reason names.
const CHANGES: usize = 2;

/// Writes all of it.
pub(super) fn write(evaluation: &Evaluation, manner: &Manner, out: &mut dyn Write) -> anyhow::Result<()> {
    let (head, faint) = if manner.colored {
        (Style::new().bold(), Style::new().dimmed())
    } else {
        (Style::new(), Style::new())
    };
    let mut page = Page { ui: manner.ui, head, faint, out };
    page.measures(evaluation)?;
    if let Measures::Documents { joined, merged, .. } = &evaluation.measures {
        let ui = manner.ui;
        page.kinds(ui.pick("Con la propria fonte, per tipo", "With their source, by kind"), joined, |_| {
            true
        })?;
        page.kinds(ui.pick("Con un estraneo, per tipo", "With a stranger, by kind"), merged, |tally| {
            tally.hits > 0
        })?;
    }
    if let Some(own) = &evaluation.own {
        page.calibration(own)?;
    }
    page.sweep(&evaluation.sweep)?;
    let heads =
        [manner.ui.pick("Unioni sbagliate", "False merges"), manner.ui.pick("Unioni mancate", "Misses")];
    for (head, mistakes) in heads.into_iter().zip([&evaluation.false_merges, &evaluation.misses]) {
        page.mistakes(head, mistakes, evaluation.has_texts)?;
    }
    Ok(())
}

struct Page<'a> {
    ui: Ui,
    head: Style,
    faint: Style,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn head(&mut self, head: &str) -> io::Result<()> {
        writeln!(self.out, "\n{0}{head}{0:#}", self.head)
    }

    fn measures(&mut self, evaluation: &Evaluation) -> io::Result<()> {
        let (ui, counts) = (self.ui, evaluation.measures.counts());
        match &evaluation.measures {
            Measures::Documents { scores, .. } => {
                let (documents, gold, found) =
                    (scores.items, scores.gold_clusters, scores.predicted_clusters);
                let head = match ui {
                    Ui::It => format!(
                        "{}, {}, {}",
                        count(documents, "documento", "documenti"),
                        count(gold, "gruppo vero", "gruppi veri"),
                        count(found, "trovato", "trovati")
                    ),
                    Ui::En => format!(
                        "{}, {}, {found} found",
                        count(documents, "document", "documents"),
                        count(gold, "true cluster", "true clusters")
                    ),
                };
                writeln!(self.out, "{0}{head}{0:#}", self.head)?;
                self.scores(ui.pick("coppie", "pairwise"), scores.pairs.scores())?;
                self.scores("B-cubed", scores.bcubed)?;
                writeln!(
                    self.out,
                    "  {:<16} {:.4}",
                    ui.pick("Rand corretto", "adjusted Rand"),
                    scores.adjusted_rand
                )?;
                let exact = ui.pick("gruppi esatti", "exact clusters");
                writeln!(self.out, "  {exact:<16} {}/{gold}", scores.exact_clusters)?;
            }
            Measures::Pairs(_) => {
                let (all, same, unsure) = (counts.all, counts.gold, evaluation.unsure);
                let head = match ui {
                    Ui::It => format!(
                        "{}, {}; {} fuori",
                        count(all as usize, "coppia", "coppie"),
                        count(same as usize, "vera", "vere"),
                        count(unsure, "incerta lasciata", "incerte lasciate")
                    ),
                    Ui::En => {
                        format!(
                            "{}, {same} true; {unsure} unsure left out",
                            count(all as usize, "pair", "pairs")
                        )
                    }
                };
                writeln!(self.out, "{0}{head}{0:#}", self.head)?;
                self.scores(ui.pick("nei gruppi", "in clusters"), counts.scores())?;
                if let Some(by_pair) = evaluation.own.as_ref().and_then(|own| own.by_pair) {
                    self.scores(ui.pick("una per una", "pair by pair"), by_pair)?;
                }
            }
        }
        if evaluation.missing > 0 {
            let missing = ui.pick("mancanti", "missing");
            writeln!(self.out, "  {missing:<16} {}", evaluation.missing)?;
        }
        Ok(())
    }

    fn scores(&mut self, name: &str, scores: Scores) -> io::Result<()> {
        let (precision, recall) = self.ui.pick(("precisione", "richiamo"), ("precision", "recall"));
        let Scores { precision: p, recall: r, f1 } = scores;
        writeln!(self.out, "  {name:<16} {precision} {p:.4}  {recall} {r:.4}  F1 {f1:.4}")
    }

    fn kinds(
        &mut self,
        head: &str,
        tallies: &BTreeMap<String, Tally>,
        shown: impl Fn(&Tally) -> bool,
    ) -> io::Result<()> {
        if !tallies.values().any(&shown) {
            return Ok(());
        }
        self.head(head)?;
        for (kind, tally) in tallies.iter().filter(|(_, tally)| shown(tally)) {
            writeln!(self.out, "  {:<24} {:>5}/{}", clean(kind), tally.hits, tally.all)?;
        }
        Ok(())
    }

    fn calibration(&mut self, own: &Own) -> io::Result<()> {
        let error = calibration_error(&own.calibration);
        let ui = self.ui;
        let head = match ui {
            Ui::It => format!("Calibrazione (errore atteso {error:.3}, soglia {:.3})", own.threshold),
            Ui::En => format!("Calibration (expected error {error:.3}, threshold {:.3})", own.threshold),
        };
        self.head(&head)?;
        let columns =
            ui.pick(["probabilità", "coppie", "media", "vere"], ["probability", "pairs", "mean", "true"]);
        writeln!(self.out, "  {:<13}{:>8}{:>8}{:>8}", columns[0], columns[1], columns[2], columns[3])?;
        for bin in own.calibration.iter().filter(|bin| bin.pairs > 0) {
            let range = format!("{:.1} - {:.1}", bin.from, bin.to);
            let (mean, share) = (bin.mean_probability, bin.share_together);
            writeln!(self.out, "  {range:<13}{:>8}{mean:>8.3}{share:>8.3}", bin.pairs)?;
        }
        Ok(())
    }

    fn sweep(&mut self, steps: &[Step]) -> io::Result<()> {
        let f1 = |step: &Step| step.measures.scores().f1;
        let Some(best) = steps.iter().map(f1).max_by(f64::total_cmp) else { return Ok(()) };
        let ui = self.ui;
        self.head(ui.pick("Per severità (* il miglior F1)", "By strictness (* the best F1)"))?;
        let names =
            ui.pick(["severità", "soglia", "prec.", "rich."], ["strictness", "threshold", "prec.", "recall"]);
        write!(self.out, "  {:>10}{:>10}{:>9}{:>9}{:>9}", names[0], names[1], names[2], names[3], "F1")?;
        let documents = steps.iter().any(|step| matches!(step.measures, Measures::Documents { .. }));
        writeln!(self.out, "{}", if documents { "      B³ F1   exact" } else { "" })?;
        for step in steps {
            let Scores { precision, recall, f1: this } = step.measures.scores();
            write!(self.out, "  {:>10.2}{:>10.4}", step.strictness, step.threshold)?;
            write!(
                self.out,
                "{precision:>9.4}{recall:>9.4}{this:>9.4}{}",
                if this == best { '*' } else { ' ' }
            )?;
            match &step.measures {
                Measures::Documents { scores, .. } => {
                    writeln!(self.out, "{:>10.4}{:>8}", scores.bcubed.f1, scores.exact_clusters)?;
                }
                Measures::Pairs(_) => writeln!(self.out)?,
            }
        }
        Ok(())
    }

    fn mistakes(&mut self, head: &str, mistakes: &Mistakes, has_texts: bool) -> io::Result<()> {
        let ui = self.ui;
        let Mistakes { pairs, worst } = mistakes;
        let shown = match (worst.len(), ui) {
            (0, _) => String::new(),
            (shown, Ui::It) => format!("; le {shown} peggiori"),
            (shown, Ui::En) => format!("; the worst {shown}"),
        };
        self.head(&format!("{head} ({pairs}{shown})"))?;
        for mistake in worst {
            self.mistake(mistake, has_texts)?;
        }
        Ok(())
    }

    fn mistake(&mut self, mistake: &Mistake, has_texts: bool) -> io::Result<()> {
        let side = |side: &Side| match &side.kind {
            Some(kind) => format!("{} ({})", clean(&side.id), clean(kind)),
            None => clean(&side.id).into_owned(),
        };
        let sides = format!("{} + {}", side(&mistake.a), side(&mistake.b));
        if let Some(shown) = &mistake.shown {
            writeln!(self.out, "  {:.3}  {sides}", shown.verdict.probability)?;
            return writeln!(self.out, "         {0}{1}{0:#}", self.faint, self.why(shown));
        }
        let why = if has_texts {
            self.ui.pick("manca il testo di uno dei due", "the text of one is missing")
        } else {
            self.ui.pick("perché: servono i testi (--in)", "why: the texts are needed (--in)")
        };
        writeln!(self.out, "  {:>5}  {sides}\n         {1}{why}{1:#}", "-", self.faint)
    }

    /// What the texts show, on one line.
    fn why(&self, shown: &Shown) -> String {
        let Shown { verdict, reason } = shown;
        let (words_a, words_b) = (percent(verdict.wording_of_a), percent(verdict.wording_of_b));
        let (facts_a, facts_b) = (percent(verdict.facts_of_a), percent(verdict.facts_of_b));
        let mut why = match self.ui {
            Ui::It => format!("parole in comune {words_a} e {words_b}, dati in comune {facts_a} e {facts_b}"),
            Ui::En => format!("words shared {words_a} and {words_b}, figures shared {facts_a} and {facts_b}"),
        };
        if !verdict.changes.is_empty() {
            let number = verdict.changes.len();
            let told: Vec<String> =
                verdict.changes.iter().take(CHANGES).map(|change| Changed(change).to_string()).collect();
            let head = self.ui.pick("in contrasto", "disagreeing");
            why.push_str(&format!(", {head} {number}: {}", told.join(", ")));
        }
        if let Some(reason) = reason {
            why.push_str("; ");
            why.push_str(&reason.phrase(self.ui.language()));
        }
        why
    }
}

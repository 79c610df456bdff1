//! `ricalco eval`: how well a grouping agrees with what people say.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use clap::Args;
use ricalco::evaluate;
use ricalco::{Deduplicator, DocumentId, Judged};

use super::options::Judging;
use crate::batch::{Batch, Reader, Wanted, count};
use crate::destination::Destination;
use crate::eval::labels::{Gold, Predicted};
use crate::eval::measure::{self, Measures};
use crate::eval::mistakes::{self, Texts};
use crate::eval::{Evaluation, Own, Step};
use crate::exit::ExitStatus;
use crate::input::{InputFormat, InputOptions};
use crate::messages::{Messages, Stop};
use crate::output::evaluation::{EvaluationFormat, Manner};
use crate::progress::Progress;
use crate::ui::Ui;

/// Rows of a calibration table; ten is usual.
const BINS: usize = 10;
/// Steps of strictness in a sweep from 0 to 1.
const STEPS: u8 = 20;

/// Score a grouping against your own labels
///
/// GOLD is JSON Lines: documents with id and cluster, maybe kind and `derived_from` (the id of the
/// document that one was made from); or pairs with a, b and verdict (same, other, unsure). Without
/// PRED ricalco groups: GOLD's own texts, or all that --in holds; what has no label is grouped with
/// the rest and counts nowhere. Prints pairwise precision, recall and F1, B-cubed, the adjusted Rand
/// index, and the share by kind; then the worst false merges and misses and what decided.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ricalco eval --gold etichette.jsonl
  ricalco eval --gold etichette.jsonl --in archivio.jsonl.gz --threshold-sweep
  ricalco group archivio.jsonl.gz > gruppi.jsonl; ricalco eval --gold etichette.jsonl gruppi.jsonl")]
pub(crate) struct Eval {
    /// The labels, or - for standard input
    #[arg(long, value_name = "GOLD")]
    gold: PathBuf,

    /// The grouping to score, as `ricalco group --format jsonl` writes it: id and cluster
    #[arg(value_name = "PRED")]
    predicted: Option<PathBuf>,

    /// The documents, where GOLD holds no texts; may be given more than once
    #[arg(long = "in", value_name = "PATH")]
    within: Vec<PathBuf>,

    /// Print the measures at every strictness from 0 to 1 too; each pair is judged once
    #[arg(long, conflicts_with = "predicted")]
    threshold_sweep: bool,

    /// How many of the worst false merges and of the worst misses to print
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    worst: usize,

    /// How to write it
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t, help_heading = "Output")]
    format: EvaluationFormat,

    /// Write to this file; it appears whole or not at all
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    output: Option<PathBuf>,

    /// In text, the language of the explanation [default: it for Italian documents, else en]
    #[arg(long, value_enum, value_name = "LANG", hide_possible_values = true, help_heading = "Output")]
    ui: Option<Ui>,

    #[command(flatten)]
    judging: Judging,
}

impl Eval {
    /// Reads, judges where nobody has, measures, explains.
    pub(crate) fn run(&self, messages: &Messages) -> anyhow::Result<ExitStatus> {
        let destination = Destination::new(self.output.as_deref())?;
        let deduplicator = self.judging.deduplicator()?;
        let (gold, has_texts) = Gold::read(&self.gold)?;
        let batch = self.batch(has_texts, &deduplicator, messages)?;
        let evaluation = match (&self.predicted, batch) {
            (Some(path), batch) => {
                let texts = batch.map(texts).unwrap_or_default();
                self.evaluation(&gold, &Predicted::read(path)?, &texts, None, Vec::new())
            }
            (None, Some(batch)) => self.own(&gold, batch, &deduplicator, messages)?,
            (None, None) => {
                let stdin = self.gold == Path::new("-");
                let name = if stdin { "standard input".into() } else { self.gold.display().to_string() };
                let what = format!("{name} holds no texts to group");
                let hint = "name the documents with --in, or a grouping as PRED";
                return Err(Stop::new(what, hint).into());
            }
        };
        if evaluation.missing > 0 {
            let missing =
                count(evaluation.missing, "document that GOLD names is", "documents that GOLD names are");
            messages.warning(format_args!("{missing} not in the grouping; each counts as standing alone"));
        }
        let manner = Manner { ui: Ui::choose(self.ui, self.judging.lang), colored: destination.is_colored() };
        destination.write(|out| self.format.write(&evaluation, &manner, out))?;
        Ok(ExitStatus::Success)
    }

    /// The documents, where they are known: those of `--in`, else GOLD's own.
    fn batch(
        &self,
        has_texts: bool,
        deduplicator: &Deduplicator,
        messages: &Messages,
    ) -> anyhow::Result<Option<Batch>> {
        let own = [self.gold.clone()];
        let (paths, format) = match (self.within.as_slice(), has_texts) {
            ([], false) => return Ok(None),
            // Standard input is read once; where there is a grouping, the reasons can be done without.
            ([], true) if self.gold == Path::new("-") => {
                if self.predicted.is_some() {
                    return Ok(None);
                }
                let hint = "name a file, or the documents with --in";
                return Err(Stop::new("labels with texts cannot be read from standard input", hint).into());
            }
            ([], true) => (own.as_slice(), Some(InputFormat::Jsonl)),
            (paths, _) => (paths, None),
        };
        let options = InputOptions { format, language: self.judging.lang, ..InputOptions::default() };
        let wanted = Wanted::default();
        let reader = Reader { deduplicator, messages, skip_bad: false, wanted, outputs: Vec::new() };
        reader.read(paths, &options).map(Some)
    }

    /// The evaluation of ricalco's own grouping.
    fn own(
        &self,
        gold: &Gold,
        mut batch: Batch,
        deduplicator: &Deduplicator,
        messages: &Messages,
    ) -> anyhow::Result<Evaluation> {
        let progress = Progress::judging(messages, batch.len());
        let ids: Vec<DocumentId> = std::mem::take(&mut batch.ids);
        let texts = Texts { positions: positions(&ids), prints: batch.into_fingerprints() };
        let mut judged = deduplicator.judge_fingerprints(&ids, &texts.prints)?;
        let labels = |judged: &mut Judged<'_>, strictness: f32| -> anyhow::Result<Predicted> {
            Ok(Predicted::new(ids.iter().map(DocumentId::as_str), judged.labels(strictness)?))
        };
        let predicted = labels(&mut judged, self.judging.strictness)?;
        let mut sweep = Vec::new();
        for step in (0..=STEPS).filter(|_| self.threshold_sweep) {
            let strictness = f32::from(step) / f32::from(STEPS);
            sweep.push(Step {
                strictness,
                threshold: Deduplicator::builder().strictness(strictness).build()?.threshold(),
                measures: Measures::of(gold, &labels(&mut judged, strictness)?),
            });
        }
        let own = own(gold, &judged, &ids, &texts, deduplicator);
        drop(progress);
        Ok(self.evaluation(gold, &predicted, &texts, Some(own), sweep))
    }

    fn evaluation(
        &self,
        gold: &Gold,
        predicted: &Predicted,
        texts: &Texts,
        own: Option<Own>,
        sweep: Vec<Step>,
    ) -> Evaluation {
        let measures = Measures::of(gold, predicted);
        let (false_merges, misses) = mistakes::find(gold, predicted, &measures, texts, self.worst);
        let unsure = if let Gold::Pairs { unsure, .. } = gold { *unsure } else { 0 };
        Evaluation {
            measures,
            unsure,
            missing: measure::missing(gold, predicted),
            own,
            sweep,
            false_merges,
            misses,
            has_texts: !texts.prints.is_empty(),
        }
    }
}

fn positions(ids: &[DocumentId]) -> HashMap<String, usize> {
    ids.iter().enumerate().map(|(at, id)| (id.to_string(), at)).collect()
}

fn texts(batch: Batch) -> Texts {
    Texts { positions: positions(&batch.ids), prints: batch.into_fingerprints() }
}

/// What the judging itself shows, before clusters are made.
fn own(
    gold: &Gold,
    judged: &Judged<'_>,
    ids: &[DocumentId],
    texts: &Texts,
    deduplicator: &Deduplicator,
) -> Own {
    let threshold = deduplicator.threshold();
    let (by_pair, scored): (_, Vec<(f64, bool)>) = match gold {
        Gold::Pairs { pairs, .. } => {
            let probability = |a, b| texts.pair(a, b).map(|(a, b)| deduplicator.compare(a, b).probability);
            let probabilities: Vec<Option<f32>> =
                pairs.iter().map(|pair| probability(&pair.a, &pair.b)).collect();
            let mut said = probabilities.iter().map(|known| known.is_some_and(|known| known >= threshold));
            let counts = measure::count(pairs, |_| said.next().unwrap_or(false));
            let known = pairs.iter().zip(&probabilities);
            let scored = known.filter_map(|(pair, known)| Some((f64::from((*known)?), pair.same))).collect();
            (Some(counts.scores()), scored)
        }
        Gold::Documents(documents) => {
            let clusters: HashMap<&str, &str> =
                documents.iter().map(|document| (document.id.as_str(), document.cluster.as_str())).collect();
            let cluster = |at: usize| clusters.get(ids.get(at)?.as_str());
            let scored = judged
                .candidates()
                .filter_map(|(a, b, probability)| Some((f64::from(probability), cluster(a)? == cluster(b)?)))
                .collect();
            (None, scored)
        }
    };
    Own { threshold, by_pair, calibration: evaluate::reliability(&scored, BINS) }
}

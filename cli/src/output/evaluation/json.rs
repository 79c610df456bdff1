//! JSON of an evaluation: one object, for programs.

use std::collections::BTreeMap;
use std::io::{self, Write};

use ricalco::Language;
use ricalco::evaluate::{ReliabilityBin, Scores, Tally, calibration_error};
use serde_json::{Map, Value, json};

use crate::eval::measure::Measures;
use crate::eval::mistakes::{Mistake, Mistakes, Shown, Side};
use crate::eval::{Evaluation, Own, Step};
use crate::output::value::Changed;

/// Writes the object, indented, since a person looks at it first.
pub(super) fn write(evaluation: &Evaluation, out: &mut dyn Write) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &object(evaluation)).map_err(io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

fn object(evaluation: &Evaluation) -> Value {
    let mut object = measures(&evaluation.measures);
    if let Measures::Documents { joined, merged, .. } = &evaluation.measures
        && !merged.is_empty()
    {
        object.insert(
            "by_kind".into(),
            json!({ "with_source": kinds(joined), "with_stranger": kinds(merged) }),
        );
    }
    object.insert("unsure".into(), evaluation.unsure.into());
    object.insert("missing".into(), evaluation.missing.into());
    if let Some(Own { threshold, by_pair, calibration }) = &evaluation.own {
        object.insert("threshold".into(), round(f64::from(*threshold)).into());
        if let Some(by_pair) = by_pair {
            object.insert("by_pair".into(), scores(*by_pair));
        }
        let bins: Vec<Value> = calibration.iter().map(bin).collect();
        let error = round(calibration_error(calibration));
        object.insert("calibration".into(), json!({ "expected_error": error, "bins": bins }));
    }
    if !evaluation.sweep.is_empty() {
        object.insert("threshold_sweep".into(), evaluation.sweep.iter().map(step).collect());
    }
    object.insert("false_merges".into(), mistakes(&evaluation.false_merges));
    object.insert("misses".into(), mistakes(&evaluation.misses));
    object.into()
}

fn measures(measures: &Measures) -> Map<String, Value> {
    let counts = measures.counts();
    let mut object = Map::new();
    if let Measures::Documents { scores: all, .. } = measures {
        object.insert("documents".into(), all.items.into());
        object.insert("bcubed".into(), scores(all.bcubed));
        object.insert("adjusted_rand".into(), round(all.adjusted_rand).into());
        object.insert("exact_clusters".into(), all.exact_clusters.into());
        object.insert("gold_clusters".into(), all.gold_clusters.into());
        object.insert("predicted_clusters".into(), all.predicted_clusters.into());
    }
    object.insert("pairwise".into(), scores(measures.scores()));
    let pairs =
        json!({ "all": counts.all, "gold": counts.gold, "predicted": counts.predicted, "both": counts.both });
    object.insert("pairs".into(), pairs);
    object
}

fn step(step: &Step) -> Value {
    let mut object = measures(&step.measures);
    object.insert("strictness".into(), round(f64::from(step.strictness)).into());
    object.insert("threshold".into(), round(f64::from(step.threshold)).into());
    object.into()
}

fn scores(scores: Scores) -> Value {
    let Scores { precision, recall, f1 } = scores;
    json!({ "precision": round(precision), "recall": round(recall), "f1": round(f1) })
}

fn kinds(tallies: &BTreeMap<String, Tally>) -> Value {
    let tally = |tally: &Tally| json!({ "hits": tally.hits, "all": tally.all });
    tallies.iter().map(|(kind, counts)| (kind.clone(), tally(counts))).collect::<Map<_, _>>().into()
}

fn bin(bin: &ReliabilityBin) -> Value {
    json!({
        "from": round(bin.from),
        "to": round(bin.to),
        "pairs": bin.pairs,
        "mean_probability": round(bin.mean_probability),
        "share_together": round(bin.share_together),
    })
}

fn mistakes(mistakes: &Mistakes) -> Value {
    json!({ "pairs": mistakes.pairs, "worst": mistakes.worst.iter().map(mistake).collect::<Vec<_>>() })
}

fn mistake(mistake: &Mistake) -> Value {
    let Mistake { a, b, shown } = mistake;
    let mut object = Map::new();
    object.insert("a".into(), side(a));
    object.insert("b".into(), side(b));
    if let Some(Shown { verdict, reason }) = shown {
        object.insert("probability".into(), round(f64::from(verdict.probability)).into());
        let shares = |a: f32, b: f32| json!({ "of_a": round(f64::from(a)), "of_b": round(f64::from(b)) });
        object.insert("wording".into(), shares(verdict.wording_of_a, verdict.wording_of_b));
        object.insert("facts".into(), shares(verdict.facts_of_a, verdict.facts_of_b));
        object.insert("disagree".into(), json!(verdict.changes.iter().map(Changed).collect::<Vec<_>>()));
        let reason = reason.map(|reason| {
            json!({
                "topic": reason.topic,
                "push": round(f64::from(reason.push)),
                "it": reason.phrase(Language::Italian),
                "en": reason.phrase(Language::English),
            })
        });
        object.insert("reason".into(), reason.into());
    }
    object.into()
}

fn side(side: &Side) -> Value {
    json!({ "id": side.id, "kind": side.kind })
}

/// Four decimals, as scores are quoted.
fn round(figure: f64) -> f64 {
    (figure * 1e4).round() / 1e4
}

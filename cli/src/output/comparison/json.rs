//! JSON of a comparison: one object, for programs. Ranges are bytes of the UTF-8 texts as they were read.

use std::io::{self, Write};
use std::ops::Range;

use ricalco::judge::align::{Change, Passage, PassageKind};
use ricalco::judge::comparison::{FactPair, Part, Place, ToldFact};
use ricalco::judge::reasons::Reason;
use ricalco::{Document, Language};
use serde_json::{Map, Value, json};

use super::Answer;
use crate::output::value::{shown, word};

/// Writes the object, indented, since a person looks at it first.
pub(super) fn write(answer: &Answer<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &object(answer)).map_err(io::Error::from)?;
    Ok(out.write_all(b"\n")?)
}

fn object(answer: &Answer<'_>) -> Value {
    let Answer { a, b, comparison, .. } = answer;
    let (verdict, alignment) = (&comparison.verdict, &comparison.alignment);
    let passage = |passage: &Passage| {
        json!({
            "kind": match passage.kind { PassageKind::Verbatim => "verbatim", _ => "near" },
            "stems": passage.stems,
            "a": piece(a.text(), &passage.a),
            "b": piece(b.text(), &passage.b),
            "changes": list(&passage.changes, |change: &Change| {
                json!({ "a": piece(a.text(), &change.a), "b": piece(b.text(), &change.b) })
            }),
        })
    };
    let pair = |pair: &FactPair| json!({ "a": fact(&pair.a), "b": fact(&pair.b) });
    json!({
        "a": about(a),
        "b": about(b),
        "one_release": answer.one_release,
        "probability": share(verdict.probability),
        "source": answer.one_release.then_some(if answer.b_is_source { "b" } else { "a" }),
        "relation": answer.one_release.then_some(answer.relation.as_str()),
        "wording": { "of_a": share(verdict.wording_of_a), "of_b": share(verdict.wording_of_b) },
        "facts": { "of_a": share(verdict.facts_of_a), "of_b": share(verdict.facts_of_b) },
        "coverage": { "of_a": share(alignment.coverage_a as f32), "of_b": share(alignment.coverage_b as f32) },
        "passages": list(&alignment.passages, passage),
        "own": {
            "a": list(&alignment.own_a, |range| piece(a.text(), range)),
            "b": list(&alignment.own_b, |range| piece(b.text(), range)),
        },
        "agree": list(&comparison.agree, pair),
        "disagree": list(&comparison.disagree, pair),
        "only_a": list(&comparison.only_a, fact),
        "only_b": list(&comparison.only_b, fact),
        "item": comparison.item.as_ref().map(|item| {
            json!({ "of": if item.of_a { "a" } else { "b" }, "text": item.text })
        }),
        "reasons": list(&comparison.reasons, |reason: &Reason| json!({
            "topic": reason.topic,
            "push": share(reason.push),
            "it": reason.phrase(Language::Italian),
            "en": reason.phrase(Language::English),
        })),
    })
}

fn list<T>(items: &[T], object: impl Fn(&T) -> Value) -> Vec<Value> {
    items.iter().map(object).collect()
}

/// Four decimals: more would be noise.
fn share(share: f32) -> f64 {
    (f64::from(share) * 1e4).round() / 1e4
}

fn about(document: &Document) -> Value {
    let mut about = Map::new();
    about.insert("id".into(), document.id().as_str().into());
    let published = document.published().map(|published| published.to_string());
    let known =
        [("title", document.title()), ("outlet", document.outlet()), ("published", published.as_deref())];
    for (name, value) in known {
        if let Some(value) = value {
            about.insert(name.into(), value.into());
        }
    }
    about.into()
}

fn piece(text: &str, range: &Range<usize>) -> Value {
    json!({ "range": [range.start, range.end], "text": text.get(range.clone()).unwrap_or_default() })
}

fn fact(fact: &ToldFact) -> Value {
    let place = |place: &Place| {
        json!({
            "part": match place.part { Part::Title => "title", Part::Text => "text" },
            "range": [place.range.start, place.range.end],
        })
    };
    let mut told = Map::new();
    told.insert("kind".into(), word(fact.kind).into());
    told.insert("words".into(), fact.words.as_str().into());
    if let Some(value) = shown(fact.value) {
        told.insert("value".into(), json!(value));
    }
    if let Some(unit) = fact.unit {
        told.insert("unit".into(), json!(unit));
    }
    told.insert("rarity_bits".into(), json!(fact.rarity.bits()));
    told.insert("places".into(), list(&fact.places, place).into());
    told.into()
}

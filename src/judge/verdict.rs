//! Verdict: what is said of a pair of documents, and why.
//!
//! In: the evidence of a pair and the probability that the model gives it. Out: [`Verdict`].
//! Cost: constant.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::read::facts::{FactKind, FactValue};

/// How a document relates to the source of its cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Relation {
    /// It traces nothing and nothing traces it.
    Single,
    /// It is the source of its cluster.
    Source,
    /// The same text, furniture aside.
    Identical,
    /// The same text with light edits.
    Republished,
    /// The same matter told in other words.
    Rewritten,
    /// A part of it: a brief, a teaser, a cut.
    Excerpt,
    /// Contains it beside other matter.
    Roundup,
    /// Re-issued with facts corrected, or carried on in a further take.
    Updated,
}

impl Relation {
    /// The word for it, lower case, as the command writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Relation::Single => "single",
            Relation::Source => "source",
            Relation::Identical => "identical",
            Relation::Republished => "republished",
            Relation::Rewritten => "rewritten",
            Relation::Excerpt => "excerpt",
            Relation::Roundup => "roundup",
            Relation::Updated => "updated",
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A fact that one document gives one value and the other another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// What kind of fact.
    pub kind: FactKind,
    /// Its value in the first document (in a cluster: the source).
    pub from: FactValue,
    /// Its value in the second.
    pub to: FactValue,
}

/// What is said of a pair of documents `a` and `b`.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The calibrated probability that both trace one release, `0.0..=1.0`.
    pub probability: f32,
    /// How `b` relates to `a`, were `a` the source.
    pub relation: Relation,
    /// Share of `a`'s wording that is found in `b`, weighted by rarity, `0.0..=1.0`.
    pub wording_of_a: f32,
    /// Share of `b`'s wording that is found in `a`.
    pub wording_of_b: f32,
    /// Share of `a`'s facts that `b` has too, weighted by rarity, `0.0..=1.0`.
    pub facts_of_a: f32,
    /// Share of `b`'s facts that `a` has too.
    pub facts_of_b: f32,
    /// The facts that disagree, heaviest first.
    pub changes: Vec<Change>,
}

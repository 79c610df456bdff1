//! Eval: a grouping scored against what people say.
//!
//! ```text
//! labels   GOLD, PRED -> who stands with whom, for people and as predicted
//! measure  both       -> the measures, over all and by kind
//! mistakes both       -> the worst false merges and the worst misses, with what the texts show
//! ```
//!
//! The measures themselves are the library's ([`ricalco::evaluate`]). Cost: that of judging, and a
//! verdict for each wrong pair up to a bound.

pub(crate) mod labels;
pub(crate) mod measure;
pub(crate) mod mistakes;

use ricalco::evaluate::{ReliabilityBin, Scores};

use measure::Measures;
use mistakes::Mistakes;

/// All that is said of a grouping.
#[derive(Debug)]
pub(crate) struct Evaluation {
    pub(crate) measures: Measures,
    /// Pairs that the labels are not sure of; they count nowhere.
    pub(crate) unsure: usize,
    /// Documents that GOLD names and the grouping does not know; each counts as standing alone.
    pub(crate) missing: usize,
    /// Of ricalco's own judging.
    pub(crate) own: Option<Own>,
    /// The measures at each strictness, where they were asked for.
    pub(crate) sweep: Vec<Step>,
    pub(crate) false_merges: Mistakes,
    pub(crate) misses: Mistakes,
    /// Whether the texts are there to say why.
    pub(crate) has_texts: bool,
}

/// What can be said only where ricalco has judged.
#[derive(Debug)]
pub(crate) struct Own {
    pub(crate) threshold: f32,
    /// Of labelled pairs: as judged one by one, before clusters are made.
    pub(crate) by_pair: Option<Scores>,
    /// Probabilities beside what is true: of labelled pairs, or of the candidates among labelled documents.
    pub(crate) calibration: Vec<ReliabilityBin>,
}

/// The measures at one strictness.
#[derive(Debug)]
pub(crate) struct Step {
    pub(crate) strictness: f32,
    pub(crate) threshold: f32,
    pub(crate) measures: Measures,
}

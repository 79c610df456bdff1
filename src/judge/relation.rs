//! Relation: how a document relates to the source that it traces.
//!
//! In: the evidence of the pair, and which of the two is the source. Out: a [`Relation`]. Cost:
//! constant. Source: the grades of text reuse in journalism of Clough et al. 2002 (METER), with
//! `roundup` and `updated` added. The bounds were found on the 341 copies of `tests/corpus`, of
//! which they name 97 in 100 as labelled. Gives up: an update that neither says so nor comes from
//! the outlet of its source is a republication.

use super::evidence::Evidence;
use super::verdict::Relation;
use crate::read::fingerprint::Marks;

/// Both texts have this share of each other's wording, and nothing was changed.
const IDENTICAL: f32 = 0.985;
/// A correction has this share of its source's wording; one that does not say so, this share in runs.
const CORRECTED: f32 = 0.3;
const CORRECTED_RUNS: f32 = 0.5;
/// A text that says less than this share of what its source says is an excerpt, if its own wording
/// is the source's for the most part.
const EXCERPT_LENGTH: f32 = 0.55;
const TAKEN_OVER: f32 = 0.6;
/// A republication stands in runs of the source by this share.
const REPUBLISHED_RUNS: f32 = 0.45;
/// A roundup takes over passages, has a stretch with nothing of the source, and names others.
const ROUNDUP_LENGTH: f32 = 0.55;
const ROUNDUP_RUNS: f32 = 0.2;
const ROUNDUP_GAP: f32 = 0.25;
const ROUNDUP_NAMES: f32 = 0.8;
const ROUNDUP_WORDING: f32 = 0.62;

/// The evidence as the source and the document see it, whichever of the two is short.
struct Sides {
    of_source: f32,
    of_document: f32,
    runs_source: f32,
    runs_document: f32,
    gap: f32,
    names: f32,
    length: f32,
}

impl Sides {
    fn new(evidence: &Evidence, source_is_short: bool) -> Self {
        let words = &evidence.wording;
        let turn = |short: f32, long: f32| if source_is_short { (short, long) } else { (long, short) };
        let (of_source, of_document) = turn(words.short_in_long, words.long_in_short);
        let (runs_source, runs_document) = turn(words.run_share_short, words.run_share_long);
        let (_, gap) = turn(words.gap_short, words.gap_long);
        let (_, names) = turn(words.names_short_in_long, words.names_long_in_short);
        let (source, document) = turn(words.weight_short, words.weight_long);
        Self {
            of_source,
            of_document,
            runs_source,
            runs_document,
            gap,
            names,
            length: document / source.max(1.0),
        }
    }
}

/// How a document of these marks relates to its source; `among_others` says that it traces it by one item of several.
pub(crate) fn relation(
    evidence: &Evidence,
    source_is_short: bool,
    marks: Marks,
    among_others: bool,
) -> Relation {
    let corrects = marks.correction();
    let sides = Sides::new(evidence, source_is_short);
    let changed = evidence.facts.disagreeing > 0.0 || evidence.wording.numbers_changed > 0.0;
    let alike = sides.of_source >= IDENTICAL && sides.of_document >= IDENTICAL;
    if evidence.same_content || (alike && !changed && !corrects) {
        return Relation::Identical;
    }
    let in_runs = sides.runs_source > CORRECTED_RUNS && sides.runs_document > CORRECTED_RUNS;
    let reissued = evidence.facts.disagreeing > 0.0 && evidence.same_outlet > 0.0 && in_runs;
    // Of two takes the further one carries on, with other words and facts. One that another outlet took over does not.
    let carries_on = marks.take() && evidence.same_outlet != 0.0;
    if reissued || carries_on || (corrects && sides.of_source > CORRECTED) {
        return Relation::Updated;
    }
    if among_others {
        return Relation::Roundup;
    }
    let beside_others = sides.gap > ROUNDUP_GAP && sides.names < ROUNDUP_NAMES;
    let takes_over = sides.runs_document > ROUNDUP_RUNS && sides.of_document < ROUNDUP_WORDING;
    if sides.length > ROUNDUP_LENGTH && beside_others && takes_over {
        return Relation::Roundup;
    }
    if sides.of_document > TAKEN_OVER {
        if sides.length < EXCERPT_LENGTH {
            return Relation::Excerpt;
        }
        if sides.runs_document > REPUBLISHED_RUNS {
            return Relation::Republished;
        }
    }
    Relation::Rewritten
}

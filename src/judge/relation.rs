//! Relation: how a document relates to the source that it traces.
//!
//! In: the evidence of the pair, and which of the two is the source. Out: a [`Relation`]. Cost:
//! constant. Source: the grades of text reuse in journalism of Clough et al. 2002 (METER), with
//! `roundup` and `updated` added; the bounds below are measured on `tests/corpus` by
//! `examples/train`. Gives up: a rewrite of a part is an excerpt only where it says little else.

use super::evidence::Evidence;
use super::verdict::Relation;

/// Shares of wording, `0.0..=1.0`, at which a relation begins.
const IDENTICAL: f32 = 0.985;
const REPUBLISHED: f32 = 0.62;
const REPUBLISHED_RUNS: f32 = 0.45;
const UPDATED_RUNS: f32 = 0.6;
const EXCERPT_OF: f32 = 0.62;
const ROUNDUP_OWN: f32 = 0.5;

/// How `document` relates to its source, given the evidence of the pair.
///
/// `source_is_short` says whether the source is the pair's short text; `later` whether the document
/// is known to be published after the source.
pub(crate) fn relation(evidence: &Evidence, source_is_short: bool, same_office: bool) -> Relation {
    let words = &evidence.wording;
    let (of_source, of_document) = if source_is_short {
        (words.short_in_long, words.long_in_short)
    } else {
        (words.long_in_short, words.short_in_long)
    };
    let (runs_source, runs_document) = if source_is_short {
        (words.run_share_short, words.run_share_long)
    } else {
        (words.run_share_long, words.run_share_short)
    };
    let changed = evidence.facts.disagreeing > 0.0;
    if evidence.same_content || (of_source >= IDENTICAL && of_document >= IDENTICAL && !changed) {
        return Relation::Identical;
    }
    let verbatim = of_document >= REPUBLISHED && runs_document >= REPUBLISHED_RUNS;
    if changed && same_office && runs_document >= UPDATED_RUNS && runs_source >= UPDATED_RUNS {
        return Relation::Updated;
    }
    let ratio = if source_is_short {
        words.weight_long / words.weight_short.max(1.0)
    } else {
        words.weight_short / words.weight_long.max(1.0)
    };
    // It goes on about other matter at length, and what is shared stands close together in it.
    if ratio > 1.0 && of_document < ROUNDUP_OWN && source_is_short && words.focus > 0.8 {
        return Relation::Roundup;
    }
    if ratio < EXCERPT_OF {
        return Relation::Excerpt;
    }
    if verbatim { Relation::Republished } else { Relation::Rewritten }
}

//! Sift: the probability of a pair, or as soon as that is sure, that it lies below a floor.
//!
//! In: a held document, another, and a floor. Out: the probability of the pair, as [`judge`](super) gives it,
//! or that it lies below the floor, and how much wording they share. Cost: for most strangers that
//! of finding what they share, a third of a full comparison. Nothing is given up: a pair is let go only where
//! the model cannot reach the floor, whatever the figures that are not yet known may be.
//!
//! What two texts share bounds what the order of their words can show: of two texts that share a
//! tenth of their words no more than a tenth stands side by side.

use super::evidence::{Evidence, FEATURES, NAMES, Scratch, changed, contiguity};
use super::model;
use super::reach::Reach;
use super::ready::{Held, Ready};
use super::roundup;
use super::wording::{Met, Most, Wording};

/// What is known of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sifted {
    /// Its probability; `None` where that is less than the floor.
    pub probability: Option<f32>,
    /// The share of the short text's wording that the long one has.
    pub wording: f32,
}

/// The exponential function need not be monotone to its last digit.
const MARGIN: f32 = 1e-6;

/// The place of a figure among [`NAMES`].
const fn figure(name: &str) -> usize {
    let mut at = 0;
    while at < FEATURES {
        if equal(NAMES[at].as_bytes(), name.as_bytes()) {
            return at;
        }
        at += 1;
    }
    panic!("no figure of this name")
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
}

const NEIGHBOURS: usize = figure("neighbours");
const CLOSE: usize = figure("close");
const TOGETHER: usize = figure("together");
const CONTIGUITY: usize = figure("contiguity");
const RUN_SHARE_SHORT: usize = figure("run_share_short");
const ORDER: usize = figure("order");
const NUMBERS_CHANGED_SHARE: usize = figure("numbers_changed_share");
const NAMES_CHANGED_SHARE: usize = figure("names_changed_share");
const GAP_SHORT: usize = figure("gap_short");
const GAP_LONG: usize = figure("gap_long");

/// The figures that depend on the order of the words, with their bounds; one that is not among them
/// may be anything.
fn bounds(known: &Wording, most: &Most) -> [(usize, f32, f32); 10] {
    let slots = (changed(0.0, most.slots), changed(most.slots, 0.0));
    [
        (NEIGHBOURS, 0.0, most.neighbours),
        (CLOSE, 0.0, most.close),
        (TOGETHER, 0.0, most.together),
        (CONTIGUITY, 0.0, contiguity(most.plain_neighbours, known.plain_short_in_long)),
        (RUN_SHARE_SHORT, 0.0, most.run_share_short),
        (ORDER, 0.0, most.order),
        (NUMBERS_CHANGED_SHARE, slots.0, slots.1),
        (NAMES_CHANGED_SHARE, slots.0, slots.1),
        (GAP_SHORT, most.gap_short.0, most.gap_short.1),
        (GAP_LONG, most.gap_long.0, most.gap_long.1),
    ]
}

/// What is known of a pair before the order of its words is: figures that are made of that are no numbers.
struct Known {
    figures: [f32; FEATURES],
    reach: Reach,
}

impl Known {
    fn of(evidence: &Evidence) -> Self {
        let figures = evidence.features();
        let mut reach = Reach::all();
        for (feature, &figure) in figures.iter().enumerate() {
            if !figure.is_nan() {
                reach.know(feature, figure);
            }
        }
        Self { figures, reach }
    }

    /// The largest probability that the pair can have, whatever the order of its words shows.
    fn most_probable(&self, evidence: &Evidence, most: &Most) -> f32 {
        let mut reach = self.reach;
        for (feature, least, most) in bounds(&evidence.wording, most) {
            reach.bound(feature, least, most);
        }
        model::from_log_odds(reach.most(), evidence)
    }

    /// The probability of the pair, now that the order of its words is known too.
    fn probability(mut self, evidence: &Evidence) -> f32 {
        for (feature, figure) in evidence.features().into_iter().enumerate() {
            if self.figures[feature].is_nan() {
                self.reach.know(feature, figure);
            }
        }
        model::from_log_odds(self.reach.most(), evidence)
    }
}

/// Judges a pair unless it lies below the floor, a probability `0.0..=1.0`.
pub fn sift(a: &Held<'_>, b: &Ready<'_>, floor: f32, scratch: &mut Scratch) -> Sifted {
    let met = Met::of(&a.words, &b.words, &mut scratch.wording);
    let mut evidence = Evidence::beside(met.wording, a, b, scratch);
    let wording = evidence.wording.short_in_long;
    let known = Known::of(&evidence);
    let most = || met.most(&a.words, &b.words);
    let is_out = floor > MARGIN && known.most_probable(&evidence, &most()) < floor - MARGIN;
    let whole = if is_out {
        0.0
    } else {
        evidence.wording = met.complete(&a.words, &b.words, &mut scratch.wording);
        known.probability(&evidence)
    };
    let probability = roundup::probability(whole, a.print(), b.print(), scratch);
    Sifted { probability: Some(probability).filter(|&probability| probability >= floor), wording }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::fingerprint::Fingerprint;
    use crate::{Deduplicator, Document, group::candidates};

    /// The corpus with its titles, and without them.
    fn corpus() -> Vec<Fingerprint> {
        let mut documents = Vec::new();
        for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus")).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "jsonl") {
                continue;
            }
            for line in std::fs::read_to_string(path).unwrap().lines() {
                let record: serde_json::Value = serde_json::from_str(line).unwrap();
                let field = |name: &str| record[name].as_str().unwrap_or_default();
                documents.push(Document::new(field("id"), field("text")));
                let published =
                    crate::Timestamp::from_seconds(1_771_300_000 + 7_000 * documents.len() as i64);
                documents.push(
                    Document::new(field("id"), field("text"))
                        .with_title(field("title"))
                        .with_outlet(field("outlet"))
                        .with_published(published),
                );
            }
        }
        Deduplicator::new().read_all(&documents)
    }

    #[test]
    fn a_pair_has_no_probability_where_the_model_puts_it_below_the_floor_and_only_there() {
        let prints = corpus();
        let pairs = candidates::candidates(&prints, None).pairs;
        let mut scratch = Scratch::default();
        let mut let_go = 0;
        for row in pairs.chunk_by(|x, y| x.0 == y.0) {
            let held = Held::from(Ready::from(&prints[row[0].0 as usize]));
            for &(_, b) in row {
                let other = Ready::from(&prints[b as usize]);
                let evidence = Evidence::against(&held, &other, &mut scratch);
                let whole = model::probability(&evidence);
                let (a, b) = (held.print(), other.print());
                let expected = roundup::probability(whole, a, b, &mut scratch);
                let met = Met::of(&held.words, &other.words, &mut scratch.wording);
                let known = Evidence::beside(met.wording, &held, &other, &mut scratch);
                let most = Known::of(&known).most_probable(&known, &met.most(&held.words, &other.words));
                assert!(whole <= most + MARGIN, "{whole} of {most}");
                let_go += usize::from(most < 0.1 - MARGIN);
                for floor in [0.0, 0.005, 0.03, 0.2, 0.9] {
                    let sifted = sift(&held, &other, floor, &mut scratch);
                    assert_eq!(sifted.probability, Some(expected).filter(|&expected| expected >= floor));
                    assert_eq!(sifted.wording, evidence.wording.short_in_long);
                }
            }
        }
        assert!(let_go * 4 > pairs.len(), "{let_go} of {} pairs at a floor of .1", pairs.len());
    }
}

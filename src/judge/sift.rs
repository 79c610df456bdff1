//! Sift: the probability of a pair, or as soon as that is sure, that it lies below a floor.
//!
//! In: a held document, another, and a floor. Out: what [`model::probability`](super::model) says of
//! the pair, or [`Sifted::Below`]. Cost: for most strangers that of finding what they share, a third
//! of a full comparison. Nothing is given up: a pair is let go only where the model cannot reach the
//! floor, whatever the figures that are not yet known may be.
//!
//! What two texts share bounds what the order of their words can show: of two texts that share a
//! tenth of their words no more than a tenth stands side by side.

use super::evidence::{Evidence, FEATURES, NAMES, Scratch, changed, contiguity};
use super::model;
use super::reach::Reach;
use super::wording::{Held, Met, Most, Weighed, Wording};

/// What is known of a pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Sifted {
    /// It is less probable than the floor.
    Below,
    /// Its probability, and the share of the short text's wording that the long one has.
    Judged { probability: f32, wording: f32 },
}

/// Up to which probability a pair is of no interest, and with how little wording.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Floor {
    /// Pairs at least so probable are judged.
    pub(crate) probability: f32,
    /// Pairs that share at least so much of the shorter text's wording are judged too.
    pub(crate) wording: f32,
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

/// Judges a pair unless it lies below the floor.
pub(crate) fn sift(a: &Held<'_>, b: &Weighed<'_>, floor: Floor, scratch: &mut Scratch) -> Sifted {
    let met = Met::of(a, b, &mut scratch.wording);
    let mut evidence = Evidence::beside(met.wording, a.print(), b.print, scratch);
    let wording = evidence.wording.short_in_long;
    if wording < floor.wording {
        let mut reach = Reach::all();
        // A figure that is not a number is made of what is not known.
        let known = evidence.features().into_iter().enumerate().filter(|(_, figure)| !figure.is_nan());
        known.for_each(|(feature, figure)| reach.know(feature, figure));
        for (feature, least, most) in bounds(&met.wording, &met.most(a, b)) {
            reach.bound(feature, least, most);
        }
        if model::sigmoid(reach.most()) < floor.probability - MARGIN {
            return Sifted::Below;
        }
    }
    evidence.wording = met.complete(a, b, &mut scratch.wording);
    Sifted::Judged { probability: model::probability(&evidence), wording }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::wording::Weighed;
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
    fn a_pair_is_let_go_only_where_the_model_puts_it_below_the_floor() {
        let prints = corpus();
        let pairs = candidates::candidates(&prints, None).pairs;
        let mut scratch = Scratch::default();
        let mut let_go = 0;
        for row in pairs.chunk_by(|x, y| x.0 == y.0) {
            let held = Held::from(Weighed::from(&prints[row[0].0 as usize]));
            for &(_, b) in row {
                let other = Weighed::from(&prints[b as usize]);
                let evidence = Evidence::against(&held, &other, &mut scratch);
                let expected = model::probability(&evidence);
                for floor in [0.005, 0.03, 0.2, 0.9] {
                    let floor = Floor { probability: floor, wording: 2.0 };
                    match sift(&held, &other, floor, &mut scratch) {
                        Sifted::Below => {
                            assert!(expected < floor.probability, "{expected}");
                            let_go += 1;
                        }
                        Sifted::Judged { probability, wording } => {
                            assert_eq!((probability, wording), (expected, evidence.wording.short_in_long));
                        }
                    }
                }
            }
        }
        assert!(let_go > pairs.len(), "{let_go} of {} pairs at four floors", pairs.len());
    }

    #[test]
    fn a_pair_with_much_shared_wording_is_judged_however_improbable() {
        let text = "Il ponte sul Sermola costerà 1.284.500 euro e aprirà il 14 settembre.";
        let [a, b] = [text, text].map(|text| Deduplicator::new().read(&Document::new("", text)));
        let (held, other) = (Held::from(Weighed::from(&a)), Weighed::from(&b));
        let floor = Floor { probability: 1.1, wording: 0.5 };
        assert!(matches!(sift(&held, &other, floor, &mut Scratch::default()), Sifted::Judged { .. }));
    }
}

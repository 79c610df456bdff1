//! Cross-validation: each pair is judged by a model that has not seen its family or document.

use std::collections::{BTreeMap, BTreeSet};

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use ricalco::evaluate::Grouping;
use ricalco::group::cluster::{Link, cluster};
use ricalco::group::roundups::roundups;
use ricalco::judge::evidence::{Evidence, FEATURES, Scratch};
use ricalco::judge::model::THRESHOLD;
use ricalco::judge::roundup;
use ricalco::read::fingerprint::Fingerprint;

use crate::data::{Deal, Labelled};
use crate::rows::{self, Features, Model, Pair, Row};

/// Which figures a model may see; those that it may not are 0 in training and in use.
pub(crate) type Mask = [bool; FEATURES];

/// All figures.
pub(crate) const ALL: Mask = [true; FEATURES];

fn masked(features: &Features, mask: &Mask) -> Features {
    std::array::from_fn(|at| if mask[at] { features[at] } else { 0.0 })
}

/// One model a fold, trained on the other folds.
pub(crate) struct FoldModels<'d> {
    models: Vec<Model>,
    deal: &'d Deal,
    mask: Mask,
}

impl<'d> FoldModels<'d> {
    /// Trains one model a fold. Rows have the weights that they have among all rows.
    pub(crate) fn train(rows: &[Row], deal: &'d Deal, mask: Mask) -> Self {
        let mut examples = rows::examples(rows);
        for (example, row) in examples.iter_mut().zip(rows) {
            example.features = masked(&row.features, &mask).to_vec();
        }
        let train = |fold: usize| {
            let others = rows.iter().zip(&examples).filter(|(row, _)| deal.fold(&row.group) != fold);
            Model::train(&others.map(|(_, example)| example.clone()).collect::<Vec<_>>())
        };
        Self { models: (0..deal.folds).into_par_iter().map(train).collect(), deal, mask }
    }

    /// The probability of figures by the model that has not seen their family or document.
    pub(crate) fn probability(&self, group: &str, features: &Features) -> f32 {
        self.models[self.deal.fold(group)].probability(&masked(features, &self.mask))
    }

    /// The probability of a pair as the library finds it: with the nearest item of a roundup, if that is more.
    fn likelier(&self, group: &str, whole: &Features, item: Option<&Features>) -> f32 {
        let whole = self.probability(group, whole);
        item.map_or(whole, |item| whole.max(self.probability(group, item)))
    }

    /// The probability of each of the corpus's pairs.
    pub(crate) fn judge(&self, corpus: &[Labelled], pairs: &[Pair]) -> Vec<Link> {
        let link = |pair: &Pair| Link {
            a: pair.a,
            b: pair.b,
            probability: self.likelier(&corpus[pair.a as usize].family, &pair.features, pair.item.as_ref()),
        };
        pairs.iter().map(link).collect()
    }

    /// Clusters the corpus, all parts in one batch, as the library does: judged pairs at or above the
    /// threshold are links, and any other pair is judged when it is asked for.
    pub(crate) fn clusters(&self, corpus: &[Labelled], judged: &[Link]) -> Vec<u32> {
        let links: Vec<Link> = judged.iter().filter(|link| link.probability >= THRESHOLD).copied().collect();
        let mut scratch = Scratch::default();
        let mut judge = |a: u32, b: u32| {
            let (x, y) = (&corpus[a as usize].print, &corpus[b as usize].print);
            let whole = Evidence::of(x, y, &mut scratch).features();
            let item = roundup::nearest(x, y, &mut scratch).map(|evidence| evidence.features());
            self.likelier(&corpus[a as usize].family, &whole, item.as_ref())
        };
        let prints: Vec<&Fingerprint> = corpus.iter().map(|document| &document.print).collect();
        let roundups = roundups(&prints, &links, &mut judge);
        cluster(&roundups, &links, THRESHOLD, judge)
    }
}

/// Parts of the corpus that are scored together, with a name.
pub(crate) type Part = (&'static str, &'static [&'static str]);

/// The parts by which the tables judge.
pub(crate) const PARTS: [Part; 4] =
    [("D1-D4", &["D1", "D2", "D3", "D4"]), ("D5", &["D5"]), ("D6", &["D6"]), ("D7", &["D7"])];

/// The further parts: the hardest, short items, stories that go on, releases.
pub(crate) const FURTHER: [Part; 4] = [
    ("E1-2 E9 G2 G6 H4", &["E1", "E2", "E9", "G2", "G6", "H4"]),
    ("E3-4 F1 G1 G7 H2", &["E3", "E4", "F1", "G1", "G7", "H2"]),
    ("E5 E7 F2-3 G4 H3 H6", &["E5", "E7", "F2", "F3", "G4", "H3", "H6"]),
    ("E6 E8 F4 G3 G5 G8 H5", &["E6", "E8", "F4", "G3", "G5", "G8", "H5"]),
];

/// The clusters of some parts against gold.
pub(crate) fn by_part(parts: &[Part], corpus: &[Labelled], labels: &[u32]) -> Vec<Grouping> {
    parts.iter().map(|(_, parts)| of_parts(parts, corpus, labels)).collect()
}

fn of_parts(parts: &[&str], corpus: &[Labelled], labels: &[u32]) -> Grouping {
    let here = corpus.iter().zip(labels).filter(|(document, _)| parts.contains(&document.part.as_str()));
    let (gold, predicted): (Vec<&str>, Vec<u32>) =
        here.map(|(document, &label)| (document.cluster.as_str(), label)).unzip();
    Grouping::compare(&gold, &predicted)
}

/// The clusters of each part of a corpus against gold, by the part's name.
pub(crate) fn by_each_part<'c>(corpus: &'c [Labelled], labels: &[u32]) -> BTreeMap<&'c str, Grouping> {
    let names: BTreeSet<&str> = corpus.iter().map(|document| &*document.part).collect();
    names.into_iter().map(|name| (name, of_parts(&[name], corpus, labels))).collect()
}

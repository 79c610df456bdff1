//! Measure: the library's measures over labels.
//!
//! In: what people say and a grouping. Out: figures. Cost: `O(n log n)` in documents or pairs.

use std::collections::{BTreeMap, BTreeSet};

use ricalco::evaluate::{self, Grouping, PairCounts, Scores, Tally};

use super::labels::{Gold, Labelled, Pair, Predicted};

/// The measures of a grouping.
#[derive(Debug)]
pub(crate) enum Measures {
    /// Against labelled documents.
    Documents {
        scores: Grouping,
        /// Documents with a source that stand with it, by kind; none where there are no kinds.
        joined: BTreeMap<String, Tally>,
        /// Documents that stand with a stranger, by kind; none where there are no kinds.
        merged: BTreeMap<String, Tally>,
    },
    /// Against labelled pairs.
    Pairs(PairCounts),
}

/// What stands for the kind of a document that has none beside others that do.
const NO_KIND: &str = "-";

impl Measures {
    /// Measures a grouping.
    pub(crate) fn of(gold: &Gold, predicted: &Predicted) -> Self {
        match gold {
            Gold::Documents(documents) => Self::documents(documents, predicted),
            Gold::Pairs { pairs, .. } => {
                Self::Pairs(count(pairs, |pair| predicted.together(&pair.a, &pair.b)))
            }
        }
    }

    fn documents(documents: &[Labelled], predicted: &Predicted) -> Self {
        let gold: Vec<&str> = documents.iter().map(|document| document.cluster.as_str()).collect();
        // Who is not known stands alone, under a number of its own.
        let labels: Vec<Result<usize, usize>> = documents
            .iter()
            .enumerate()
            .map(|(at, document)| predicted.cluster(&document.id).ok_or(at))
            .collect();
        let scores = Grouping::compare(&gold, &labels);
        if documents.iter().all(|document| document.kind.is_none()) {
            return Self::Documents { scores, joined: BTreeMap::new(), merged: BTreeMap::new() };
        }
        let kind = |document: &Labelled| document.kind.clone().unwrap_or_else(|| NO_KIND.to_owned());
        let derived =
            documents.iter().filter_map(|document| Some((document, document.derived_from.as_ref()?)));
        let joined =
            derived.map(|(document, source)| (kind(document), predicted.together(&document.id, source)));
        Self::Documents {
            scores,
            joined: evaluate::tally_by_kind(joined),
            merged: evaluate::false_merges_by_kind(documents.iter().map(kind), &gold, &labels),
        }
    }

    /// Precision, recall and F1 over pairs.
    pub(crate) fn scores(&self) -> Scores {
        self.counts().scores()
    }

    /// The pairs counted.
    pub(crate) fn counts(&self) -> PairCounts {
        match self {
            Self::Documents { scores, .. } => scores.pairs,
            Self::Pairs(counts) => *counts,
        }
    }
}

/// Counts labelled pairs by what is said of each.
pub(crate) fn count(pairs: &[Pair], together: impl FnMut(&Pair) -> bool) -> PairCounts {
    let gold: Vec<bool> = pairs.iter().map(|pair| pair.same).collect();
    PairCounts::of_labels(&gold, &pairs.iter().map(together).collect::<Vec<_>>())
}

/// How many documents of the labels a grouping does not know.
pub(crate) fn missing(gold: &Gold, predicted: &Predicted) -> usize {
    let ids: BTreeSet<&str> = gold.ids().into_iter().collect();
    ids.into_iter().filter(|id| predicted.cluster(id).is_none()).count()
}

//! The truth about a stream, and how a grouping compares with it.

use std::collections::BTreeMap;

use ricalco::group::candidates;
use ricalco::{Fingerprint, Grouping, evaluate};

use super::generator::Made;

/// For each document its cluster, its kind and the document that it derives from.
#[derive(Default)]
pub(crate) struct Truth {
    clusters: Vec<u64>,
    kinds: Vec<&'static str>,
    /// A number for each id, and that of the id that it derives from.
    ids: Vec<u64>,
    derived_from: Vec<Option<u64>>,
}

/// Ids are a family and a member: a number is enough for them.
fn number(id: &str) -> u64 {
    let (family, member) = id.split_once('-').unwrap_or((id, "0"));
    family.parse::<u64>().unwrap_or(0) << 12 | member.parse::<u64>().unwrap_or(0)
}

impl Truth {
    pub(crate) fn add(&mut self, made: &Made) {
        self.clusters.push(made.cluster);
        self.kinds.push(made.kind);
        self.ids.push(number(&made.id));
        self.derived_from.push(made.derived_from.as_deref().map(number));
    }

    /// Prints what a grouping got right and wrong.
    pub(crate) fn report(&self, grouping: &Grouping, fingerprints: &[Fingerprint]) {
        let documents = self.clusters.len();
        let mut predicted = vec![0_u32; documents];
        for (label, cluster) in grouping.clusters().iter().enumerate() {
            for member in &cluster.members {
                predicted[member.position] = label as u32;
            }
        }
        self.candidates(fingerprints);
        let scores = evaluate::Grouping::compare(&self.clusters, &predicted);
        let (pairs, bcubed) = (scores.pairs.scores(), scores.bcubed);
        println!(
            "  pairs      precision {:.4}, recall {:.4}, F1 {:.4}",
            pairs.precision, pairs.recall, pairs.f1
        );
        println!(
            "  B-cubed    precision {:.4}, recall {:.4}, F1 {:.4}",
            bcubed.precision, bcubed.recall, bcubed.f1
        );
        let merges = self.wrong_merges(&predicted);
        println!(
            "  wrong merges {merges}, {:.1} for 100,000 documents",
            merges as f64 * 1e5 / documents as f64
        );
        let beside = evaluate::false_merges_by_kind(self.kinds.iter().copied(), &self.clusters, &predicted);
        let list: Vec<String> = beside
            .iter()
            .filter(|(_, tally)| tally.hits > 0)
            .map(|(kind, tally)| format!("{kind} {}", tally.hits))
            .collect();
        println!(
            "    documents beside strangers: {}",
            if list.is_empty() { "none".to_owned() } else { list.join(", ") }
        );
        let recall = evaluate::recall_by_kind(self.kinds.iter().copied(), &predicted, &self.sources());
        let list: Vec<String> =
            recall.iter().map(|(kind, tally)| format!("{kind} {:.4}", tally.share())).collect();
        println!("    copies found: {}", list.join(", "));
    }

    /// Prints some clusters that hold more than one release: ids and kinds.
    pub(crate) fn show_wrong(&self, grouping: &Grouping, most: usize) {
        let mixed = grouping.clusters().iter().filter(|cluster| {
            let first = self.clusters[cluster.source().position];
            cluster.members.iter().any(|member| self.clusters[member.position] != first)
        });
        for cluster in mixed.take(most) {
            let members: Vec<String> = cluster
                .members
                .iter()
                .map(|m| format!("{} {} {:.2}", m.id, self.kinds[m.position], m.probability))
                .collect();
            println!("    wrong: {}", members.join(", "));
        }
    }

    /// The share of true pairs that the candidate stage gives.
    fn candidates(&self, fingerprints: &[Fingerprint]) {
        let found = candidates::candidates(fingerprints, None);
        let mut members: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
        for (at, &cluster) in self.clusters.iter().enumerate() {
            members.entry(cluster).or_default().push(at as u32);
        }
        let pairs = members.values().flat_map(|list| {
            list.iter().enumerate().flat_map(|(at, &a)| list[at + 1..].iter().map(move |&b| (a, b)))
        });
        let tallies = evaluate::tally_by_kind(pairs.map(|(a, b)| {
            let copy = if self.derived_from[a as usize].is_some() { a } else { b };
            (self.kinds[copy as usize], found.pairs.binary_search(&(a, b)).is_ok())
        }));
        let (hits, all) =
            tallies.values().fold((0, 0), |(hits, all), tally| (hits + tally.hits, all + tally.all));
        println!(
            "  true pairs that are candidates: {hits} of {all}, {:.4}",
            hits as f64 / (all as f64).max(1.0)
        );
        let list: Vec<String> =
            tallies.iter().map(|(kind, tally)| format!("{kind} {:.4}", tally.share())).collect();
        println!("    by kind of copy: {}", list.join(", "));
    }

    /// For each document the position of the one that it derives from, if it is in the stream.
    fn sources(&self) -> Vec<Option<usize>> {
        let places: BTreeMap<u64, usize> = self.ids.iter().enumerate().map(|(at, &id)| (id, at)).collect();
        self.derived_from.iter().map(|id| places.get(id.as_ref()?).copied()).collect()
    }

    /// Clusters of the truth that were joined with another: of a predicted cluster of three, two.
    fn wrong_merges(&self, predicted: &[u32]) -> u64 {
        let mut cells: Vec<(u32, u64)> =
            predicted.iter().copied().zip(self.clusters.iter().copied()).collect();
        cells.sort_unstable();
        cells.dedup();
        cells.chunk_by(|a, b| a.0 == b.0).map(|cluster| cluster.len() as u64 - 1).sum()
    }
}

//! What a batch and an index can both be asked for: of each cluster the source, and each member with its relation.

use std::collections::BTreeSet;

use ricalco::{DocumentId, Grouping, Relation};

/// A cluster: its source, and its members by id.
type Cluster = (DocumentId, Vec<(DocumentId, Relation)>);

pub(crate) type Partition = BTreeSet<Cluster>;

fn cluster(source: &DocumentId, members: impl Iterator<Item = (DocumentId, Relation)>) -> Cluster {
    let mut members: Vec<_> = members.collect();
    members.sort();
    (source.clone(), members)
}

pub(crate) fn of_grouping(grouping: &Grouping) -> Partition {
    let clusters = grouping.clusters().iter();
    clusters
        .map(|found| cluster(&found.source().id, found.members.iter().map(|m| (m.id.clone(), m.relation))))
        .collect()
}

#[cfg(feature = "index")]
pub(crate) fn of_index(index: &ricalco::Index) -> Partition {
    let clusters = index.clusters().map(|found| found.expect("a cluster"));
    clusters
        .map(|found| cluster(&found.source().id, found.members.iter().map(|m| (m.id.clone(), m.relation))))
        .collect()
}

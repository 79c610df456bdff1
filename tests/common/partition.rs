//! What a batch and an index can both be asked for: of each cluster the source, and each member with its relation.

use std::collections::BTreeSet;

use ricalco::{DocumentId, Grouping, Relation};

pub(crate) type Partition = BTreeSet<(DocumentId, Vec<(DocumentId, Relation)>)>;

pub(crate) fn of_grouping(grouping: &Grouping) -> Partition {
    let cluster = |cluster: &ricalco::Cluster| {
        let mut members: Vec<_> = cluster.members.iter().map(|m| (m.id.clone(), m.relation)).collect();
        members.sort();
        (cluster.source().id.clone(), members)
    };
    grouping.clusters().iter().map(cluster).collect()
}

#[cfg(feature = "index")]
pub(crate) fn of_index(index: &ricalco::Index) -> Partition {
    let cluster = |cluster: ricalco::group::index::Cluster| {
        let mut members: Vec<_> = cluster.members.iter().map(|m| (m.id.clone(), m.relation)).collect();
        members.sort();
        (cluster.source().id.clone(), members)
    };
    index.clusters().map(|found| cluster(found.expect("a cluster"))).collect()
}

//! Grouping: the answer for a batch, the clusters with their sources and members.
//!
//! In: what clustering found. Out: plain types to read. Cost: `O(n)` in documents.

use serde::{Deserialize, Serialize};

use crate::document::DocumentId;
use crate::judge::verdict::{Change, Relation};

/// The name of a cluster: the id of its source document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClusterId(pub DocumentId);

/// A document in its cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The document's id.
    pub id: DocumentId,
    /// Its position in the batch, from 0.
    pub position: usize,
    /// How it relates to the cluster's source.
    pub relation: Relation,
    /// The probability that it traces the source's release, `0.0..=1.0`; 1 for the source itself.
    pub probability: f32,
    /// Share of its wording that is found in the source, `0.0..=1.0`.
    pub wording: f32,
    /// Share of its facts that the source has, `0.0..=1.0`.
    pub facts: f32,
    /// Share of its matter that is its own, found neither in the source's wording nor facts, `0.0..=1.0`.
    pub own: f32,
    /// The facts that changed against the source, heaviest first.
    pub changes: Vec<Change>,
    /// Positions of the sources of other clusters that it traces too (a roundup).
    pub also_traces: Vec<usize>,
}

/// Documents that trace one release; the source comes first, then the others by closeness.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Its name.
    pub id: ClusterId,
    /// Its members, at least one, the source first.
    pub members: Vec<Member>,
}

impl Cluster {
    /// The member judged to be the text that the others copied, or the closest to it that there is.
    pub fn source(&self) -> &Member {
        &self.members[0]
    }

    /// How many documents it holds; never 0.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(&self) -> usize {
        self.members.len()
    }
}

/// Two documents that look alike and were kept apart.
#[derive(Debug, Clone, PartialEq)]
pub struct LookAlike {
    /// Position of the one that stands first in the batch.
    pub a: usize,
    /// Position of the other.
    pub b: usize,
    /// The probability that they trace one release.
    pub probability: f32,
    /// The larger of the two shares of wording found in the other.
    pub wording: f32,
    /// The facts that disagree, heaviest first.
    pub changes: Vec<Change>,
}

/// What the work of a batch was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Documents given.
    pub documents: usize,
    /// Candidate pairs that were judged.
    pub candidates: usize,
    /// Pairs passed over because what they share is shared by too many.
    pub passed_over: u64,
}

/// The clusters of a batch.
#[derive(Debug, Clone, Default)]
pub struct Grouping {
    pub(crate) clusters: Vec<Cluster>,
    /// For each document of the batch: its cluster, and its place in it.
    pub(crate) places: Vec<(u32, u32)>,
    pub(crate) look_alikes: Vec<LookAlike>,
    pub(crate) statistics: Statistics,
}

impl Grouping {
    /// The clusters, largest first, then by the source's id; documents alone are clusters of one.
    pub fn clusters(&self) -> &[Cluster] {
        &self.clusters
    }

    /// The cluster of the document at a position of the batch, and its member there.
    pub fn of(&self, position: usize) -> Option<(&Cluster, &Member)> {
        let &(cluster, member) = self.places.get(position)?;
        let cluster = self.clusters.get(cluster as usize)?;
        Some((cluster, cluster.members.get(member as usize)?))
    }

    /// Pairs that look alike and were kept apart, most alike first.
    pub fn look_alikes(&self) -> &[LookAlike] {
        &self.look_alikes
    }

    /// What the work was.
    pub fn statistics(&self) -> Statistics {
        self.statistics
    }
}

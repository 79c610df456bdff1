//! Change: what an insertion or a removal did, for the caller's own tables.
//!
//! In: what was done. Out: plain types to read. Cost: none.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::document::DocumentId;
use crate::judge::verdict::{Change, Relation};

/// The name of a cluster of an index: a number, given once and never again.
///
/// A cluster keeps it while it lives, whatever document is its source. Written `c17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClusterNumber(pub(super) u64);

impl fmt::Display for ClusterNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("c{}", self.0))
    }
}

impl FromStr for ClusterNumber {
    type Err = crate::Error;

    fn from_str(given: &str) -> crate::Result<Self> {
        given.strip_prefix('c').and_then(|number| number.parse().ok()).map(Self).ok_or_else(|| {
            crate::Error::Setting {
                name: "cluster",
                given: given.to_owned(),
                range: "c and a number, such as c17",
            }
        })
    }
}

impl TryFrom<String> for ClusterNumber {
    type Error = crate::Error;

    fn try_from(given: String) -> crate::Result<Self> {
        given.parse()
    }
}

impl From<ClusterNumber> for String {
    fn from(number: ClusterNumber) -> Self {
        number.to_string()
    }
}

/// A change of the clusters.
///
/// Applied one after the other to a table of documents and their clusters, the events of every
/// insertion and removal keep that table equal to the index. A cluster that merges with others
/// lives on where it is the largest of them, then the oldest; of one that splits, the part that
/// holds its source lives on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Event {
    /// A cluster came to be; its documents are told by the events that follow.
    New {
        /// Its number.
        cluster: ClusterNumber,
    },
    /// A new document came into a cluster.
    Joined {
        /// The document.
        document: DocumentId,
        /// The cluster.
        cluster: ClusterNumber,
    },
    /// A document went from one cluster to another.
    Moved {
        /// The document.
        document: DocumentId,
        /// Where it was.
        from: ClusterNumber,
        /// Where it is.
        to: ClusterNumber,
    },
    /// A cluster ended, and all documents that it has now belong to another.
    Merged {
        /// The cluster that ended.
        from: ClusterNumber,
        /// The one that lives on.
        into: ClusterNumber,
    },
    /// A cluster came to be, of documents that were in another.
    Split {
        /// The cluster that they were in.
        from: ClusterNumber,
        /// The cluster that came to be.
        cluster: ClusterNumber,
        /// The documents.
        documents: Vec<DocumentId>,
    },
    /// A document was removed.
    Left {
        /// The document.
        document: DocumentId,
        /// The cluster that it was in.
        cluster: ClusterNumber,
    },
    /// A cluster has no documents any more.
    Ended {
        /// The cluster.
        cluster: ClusterNumber,
    },
    /// Another document than before is the source of a cluster, or the first one of a new cluster.
    Source {
        /// The cluster.
        cluster: ClusterNumber,
        /// Its source.
        document: DocumentId,
    },
}

/// What an insertion found of a document's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Status {
    /// The index did not hold the id.
    Inserted,
    /// The index held the id with other content, which was replaced.
    Updated,
    /// The index held the same document; nothing was done.
    Unchanged,
}

/// A document that resembles another, and how much.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// Its id.
    pub id: DocumentId,
    /// The probability that both trace one release, `0.0..=1.0`.
    pub probability: f32,
    /// Share of its wording that the document in question has, weighted by rarity, `0.0..=1.0`.
    pub wording: f32,
    /// Share of its facts that the document in question has.
    pub facts: f32,
    /// The facts that disagree, from its value to that of the document in question, heaviest first.
    pub changes: Vec<Change>,
}

/// Where a document stands among the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    /// The document's id.
    pub id: DocumentId,
    /// Whether it is new; of a look-up, whether it would be.
    pub status: Status,
    /// Its cluster; `None` where a look-up finds that it would be a cluster of its own.
    pub cluster: Option<ClusterNumber>,
    /// The source of its cluster; itself where it is that, or stands alone.
    pub source: DocumentId,
    /// How it relates to the source.
    pub relation: Relation,
    /// The probability that it traces the source's release, `0.0..=1.0`; 1 for the source itself.
    pub probability: f32,
    /// Share of its wording that is found in the source, `0.0..=1.0`.
    pub wording: f32,
    /// Share of its facts that the source has, `0.0..=1.0`.
    pub facts: f32,
    /// The facts that changed against the source, heaviest first.
    pub changes: Vec<Change>,
    /// The documents most like it, in its cluster or not, the most probable first; at most
    /// [`NEAREST`].
    pub nearest: Vec<Neighbour>,
    /// What changed; of a look-up, what would change.
    ///
    /// Of a batch each event stands once, with the document that caused it: of clusters that gave
    /// documents to one another, the first document of the batch that came into one of them. A document
    /// can also part or join others that it is no kin of, by being one more under their keys: such
    /// events stand with the first document of the batch that was not unchanged. Events are applied in
    /// the order of the batch.
    pub events: Vec<Event>,
}

/// How many documents a [`Placement`] names as nearest, at most.
pub const NEAREST: usize = 5;

/// A cluster of the index.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// Its number.
    pub number: ClusterNumber,
    /// Its members, at least one, the source first, then the others by closeness.
    pub members: Vec<Member>,
}

/// A document in its cluster.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// The document's id.
    pub id: DocumentId,
    /// Its title, where known.
    pub title: Option<String>,
    /// Who published it, where known.
    pub outlet: Option<String>,
    /// When it was published, where known.
    pub published: Option<crate::Timestamp>,
    /// How it relates to the cluster's source.
    pub relation: Relation,
    /// The probability that it traces the source's release, `0.0..=1.0`; 1 for the source itself.
    pub probability: f32,
    /// Share of its wording that is found in the source, `0.0..=1.0`.
    pub wording: f32,
    /// Share of its facts that the source has, `0.0..=1.0`.
    pub facts: f32,
    /// Share of its matter that is its own, `0.0..=1.0`.
    pub own: f32,
    /// The facts that changed against the source, heaviest first.
    pub changes: Vec<Change>,
}

impl Cluster {
    /// The member judged to be the text that the others copied, or the closest to it that there is.
    pub fn source(&self) -> &Member {
        &self.members[0]
    }
}

//! Index: clusters that live on disk, one document at a time.
//!
//! ```text
//!  documents -> fingerprints -> partners -> verdicts -> links -> components -> clusters -> placements
//!      |             |              |                     |          |             |
//!      v             v              v                     v          v             v
//!   records        prints        postings               links      places     components
//! ```
//!
//! An [`Index`] ends with the clusters that [`Deduplicator::group`](crate::Deduplicator::group)
//! finds on the documents that it holds, whatever the order in which they came and what came and
//! went in between. That can be, since nothing in a batch depends on its order: a pair's verdict on
//! its two documents, the candidates on the set of documents, a cluster on the component of linked
//! documents that it lies in. So an insertion has to look only at the pairs of the new document, at
//! the few that a changed set of pivots touches, and at the components that gain or lose a link.
//!
//! A cluster's [number](ClusterNumber) is given once and stays while the cluster lives; its source
//! may change, and is told apart from it. What merged, split and moved is told by [`Event`]s.
//!
//! | file | what it has |
//! |------|-------------|
//! | `live`, `open` | the index, and how it is opened |
//! | `plan`, `heads`, `partners`, `regroup`, `naming`, `judging` | what a transaction changes |
//! | `write`, `state`, `postings`, `held`, `batch`, `contents`, `prints`, `watched`, `bits` | how it is carried out, and what is held in memory |
//! | `store`, `file`, `sealed`, `stored`, `rows`, `settings` | tables, rows and the file |
//! | `verify`, `walk`, `change` | checks, the way through all clusters, what callers read |

mod batch;
mod bits;
mod change;
mod contents;
#[cfg(test)]
mod failing;
mod file;
mod heads;
mod held;
mod judging;
mod live;
mod naming;
mod open;
mod partners;
mod plan;
mod postings;
mod prints;
mod regroup;
mod rows;
mod sealed;
mod settings;
mod state;
mod store;
mod stored;
mod verify;
mod walk;
mod watched;
mod write;

pub use change::{Cluster, ClusterNumber, Event, Member, NEAREST, Neighbour, Placement, Status};
pub use live::Index;
pub use open::IndexBuilder;
pub use verify::Verification;
pub use walk::Clusters;

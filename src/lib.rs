//! Tells which of the texts that reach a newsroom trace the same press or agency release.
//!
//! `ricalco` groups verbatim republications, light edits, heavy rewrites, briefs and corrected
//! re-issues around the release that they trace, and keeps apart what only looks alike: the next
//! issue of a bulletin, two arrests told with the same stock paragraph. It weighs two kinds of
//! evidence, wording and facts, and neither alone decides. Italian is done fully, English well, the
//! other Snowball languages with stems, digits and capitals.
//!
//! # Overview
//!
//! The primary types are these:
//!
//! - [`Deduplicator`] groups documents. [`Deduplicator::new`] is for most people, its
//!   [`builder`](Deduplicator::builder) for the rest.
//! - [`Document`] is what comes in: an id, a text, and where known title, outlet, time, language.
//! - [`Grouping`] is what comes out: each [`Cluster`] with its source first, each [`Member`] with
//!   its [`Relation`] to the source, and each [`LookAlike`] that was kept apart.
//! - [`Fingerprint`] is all that judging needs of a document, to be stored and grouped later.
//! - [`Verdict`] is what is said of two documents.
//!
//! Whatever the order of the documents, the threads and the machine, the answer is the same. No
//! input makes the library panic; it never prints.
//!
//! # Examples
//!
//! Group a batch:
//!
//! ```
//! use ricalco::{Deduplicator, Document, Relation};
//!
//! let documents = [
//!     Document::new("release", "Il Comune di Gavardo apre il 3 marzo il nuovo asilo di via Quarena: 62 posti, costo 1.284.500 euro."),
//!     Document::new("copy", "GAVARDO - Apre il 3 marzo l'asilo nuovo in via Quarena. Ha 62 posti ed è costato 1.284.500 euro."),
//!     Document::new("other", "Allerta gialla per temporali domani in pianura: lo comunica la Protezione civile."),
//! ];
//! let grouping = Deduplicator::new().group(&documents)?;
//! assert_eq!(grouping.clusters().len(), 2);
//! let (cluster, member) = grouping.of(2).expect("a place for each document");
//! assert_eq!((cluster.len(), member.relation), (1, Relation::Single));
//! # Ok::<(), ricalco::Error>(())
//! ```
//!
//! Set language, strictness or threads:
//!
//! ```
//! use ricalco::{Deduplicator, Language};
//!
//! let surer = Deduplicator::builder().language(Language::English).strictness(0.7).build()?;
//! assert!(surer.threshold() > Deduplicator::new().threshold());
//! # Ok::<(), ricalco::Error>(())
//! ```
//!
//! Judge one pair:
//!
//! ```
//! use ricalco::{Deduplicator, Document};
//!
//! let deduplicator = Deduplicator::new();
//! let release = deduplicator.read(&Document::new("a", "Il ponte sul Sermola costerà 1.284.500 euro e aprirà il 14 settembre."));
//! let sibling = deduplicator.read(&Document::new("b", "Il ponte sul Gandino costerà 768.300 euro e aprirà il 5 novembre."));
//! assert!(deduplicator.compare(&release, &sibling).probability < deduplicator.threshold());
//! ```
//!
//! Read once, keep the fingerprints, group later; the texts are not needed again:
//!
//! ```
//! use ricalco::{Deduplicator, Document, DocumentId, Fingerprint};
//!
//! let deduplicator = Deduplicator::new();
//! let document = Document::new("a", "Il ponte sul Sermola costerà 1.284.500 euro e aprirà il 14 settembre.");
//! let stored = serde_json::to_string(&deduplicator.read(&document))?;
//!
//! let print: Fingerprint = serde_json::from_str(&stored)?;
//! let column: u64 = print.simhash(); // the 64-bit SimHash, for a column of its own
//! let grouping = deduplicator.group_fingerprints(&[DocumentId::new("a")], &[print])?;
//! assert_eq!(grouping.clusters().len(), 1);
//! # let _ = column;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Learn the stock phrases of an office from its archive, so that two releases are not taken for one by
//! what the office says in every release:
//!
//! ```
//! use ricalco::{Deduplicator, Document, HouseLearner, Language};
//!
//! let archive = [Document::new("a", "Il ponte sul Sermola costerà 1.284.500 euro e aprirà il 14 settembre.")];
//! let mut learner = HouseLearner::new(Language::Italian);
//! archive.iter().for_each(|document| learner.push(document));
//! let deduplicator = Deduplicator::builder().house(learner.learn()?).build()?;
//! # let _ = deduplicator;
//! # Ok::<(), ricalco::Error>(())
//! ```
//!
//! Show a person why, from the texts: [`Deduplicator::explain`].
//!
//! # Lower level
//!
//! The modules below are the stages of the pipeline, public for those who study or extend it. Most
//! people can safely ignore them, and they change more often than the types above.
//!
//! - [`read`]: one document, from text to fingerprint. Normalising, furniture, tokens, stems,
//!   shingles, facts; each stage a file, and usable alone.
//! - [`judge`]: two documents, from fingerprints to a verdict. Wording, agreement of facts, the
//!   model; alignment and explanation from the texts.
//! - [`group`]: many documents, from fingerprints to clusters. Candidates without comparing all
//!   pairs; clusters that no single link holds together.
//! - [`evaluate`]: the measures by which a grouping is scored against labels; it knows no other stage.
//!
//! Data flows one way: a stage knows the stages before it and never a later one.
//!
//! # Features
//!
//! - `parallel` (on by default) reads and judges on all cores, by rayon. The answer is the same
//!   without it.
//! - `index` adds `Index`, which keeps fingerprints, links and clusters in one file (redb) and
//!   places documents as they come.

mod document;
mod error;
pub mod evaluate;
pub mod group;
pub mod judge;
mod language;
pub mod read;

pub use document::{Document, DocumentId, Timestamp};
pub use error::{Error, IndexTrouble, Result};
pub use group::deduplicator::{Deduplicator, DeduplicatorBuilder};
pub use group::grouping::{Cluster, ClusterId, Grouping, LookAlike, Member, Statistics};
#[cfg(feature = "index")]
pub use group::index::{ClusterNumber, Event, Index, IndexBuilder, Placement};
pub use group::judged::Judged;
pub use group::learn::HouseLearner;
pub use judge::verdict::{Change, Relation, Verdict};
pub use language::Language;
pub use read::fingerprint::Fingerprint;
pub use read::house::{House, StockPhrase};

/// The Rust blocks of README.md, run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

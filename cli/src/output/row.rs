//! Row: what is said of one document, as the formats for programs have it.

use ricalco::{Change, DocumentId, Grouping, Relation};
use serde::ser::SerializeMap;

use super::value::Changed;

/// The names of the columns that tell of a document's cluster, in order; the rest of a row follows.
pub(crate) const FLAGS: [&str; 4] = ["cluster", "relation", "source", "probability"];

/// The names of the columns after [`FLAGS`].
pub(super) const SHARES: [&str; 5] = ["wording", "facts", "own", "changes", "also_traces"];

/// What is said of one document.
#[derive(Debug, Clone)]
pub(crate) struct Row<'a> {
    pub(crate) id: &'a str,
    /// The id of the cluster, which is that of its source.
    pub(crate) cluster: &'a str,
    pub(crate) relation: Relation,
    /// The id of the document that it traces; its own for a source or a document alone.
    pub(crate) source: &'a str,
    pub(crate) probability: f64,
    pub(super) wording: f64,
    pub(super) facts: f64,
    pub(super) own: f64,
    pub(super) changes: &'a [Change],
    pub(super) also_traces: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// Of the document at a position of the batch.
    pub(crate) fn of(grouping: &'a Grouping, ids: &'a [DocumentId], position: usize) -> Option<Self> {
        let (cluster, member) = grouping.of(position)?;
        let also_traces = member.also_traces.iter().filter_map(|&source| ids.get(source));
        Some(Self {
            id: member.id.as_str(),
            cluster: cluster.id.0.as_str(),
            relation: member.relation,
            source: cluster.source().id.as_str(),
            probability: share(member.probability),
            wording: share(member.wording),
            facts: share(member.facts),
            own: share(member.own),
            changes: &member.changes,
            also_traces: also_traces.map(DocumentId::as_str).collect(),
        })
    }

    /// Whether it is a source or stands alone: one of each release.
    pub(crate) fn is_first(&self) -> bool {
        matches!(self.relation, Relation::Source | Relation::Single)
    }

    /// Writes its fields, each name after a prefix; `changes` and `also_traces` only where they are not empty.
    pub(super) fn serialize_fields<M: SerializeMap>(
        &self,
        prefix: &str,
        map: &mut M,
    ) -> Result<(), M::Error> {
        let [cluster, relation, source, probability] = FLAGS.map(|name| Name(prefix, name));
        let [wording, facts, own, changes, also_traces] = SHARES.map(|name| Name(prefix, name));
        map.serialize_entry(&cluster, self.cluster)?;
        map.serialize_entry(&relation, self.relation.as_str())?;
        map.serialize_entry(&source, self.source)?;
        map.serialize_entry(&probability, &self.probability)?;
        map.serialize_entry(&wording, &self.wording)?;
        map.serialize_entry(&facts, &self.facts)?;
        map.serialize_entry(&own, &self.own)?;
        if !self.changes.is_empty() {
            map.serialize_entry(&changes, &self.changes.iter().map(Changed).collect::<Vec<_>>())?;
        }
        if !self.also_traces.is_empty() {
            map.serialize_entry(&also_traces, &self.also_traces)?;
        }
        Ok(())
    }
}

/// Four decimals: more would be noise, and differ in the last digit from how it is printed elsewhere.
pub(super) fn share(share: f32) -> f64 {
    (f64::from(share) * 1e4).round() / 1e4
}

/// A name after a prefix.
struct Name<'a>(&'a str, &'static str);

impl serde::Serialize for Name<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}{}", self.0, self.1))
    }
}

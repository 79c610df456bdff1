//! Placement: what an index says of documents and clusters, as lines of JSON.

use std::io::Write;

use ricalco::group::index::{Cluster, Member, Neighbour, Placement};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::row::share;
use super::value::Changed;

/// Writes a placement on a line.
pub(crate) fn write(placement: &Placement, out: &mut dyn Write) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, &Placed(placement))?;
    Ok(out.write_all(b"\n")?)
}

/// Writes a cluster on a line.
pub(crate) fn write_cluster(cluster: &Cluster, out: &mut dyn Write) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, &Listed(cluster))?;
    Ok(out.write_all(b"\n")?)
}

struct Placed<'a>(&'a Placement);

impl Serialize for Placed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let placement = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &placement.id)?;
        map.serialize_entry("status", &placement.status)?;
        map.serialize_entry("cluster", &placement.cluster)?;
        map.serialize_entry("relation", &placement.relation)?;
        map.serialize_entry("source", &placement.source)?;
        map.serialize_entry("probability", &share(placement.probability))?;
        map.serialize_entry("wording", &share(placement.wording))?;
        map.serialize_entry("facts", &share(placement.facts))?;
        if !placement.changes.is_empty() {
            map.serialize_entry("changes", &placement.changes.iter().map(Changed).collect::<Vec<_>>())?;
        }
        if !placement.nearest.is_empty() {
            map.serialize_entry("nearest", &placement.nearest.iter().map(Near).collect::<Vec<_>>())?;
        }
        if !placement.events.is_empty() {
            map.serialize_entry("events", &placement.events)?;
        }
        map.end()
    }
}

struct Near<'a>(&'a Neighbour);

impl Serialize for Near<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.0.id)?;
        map.serialize_entry("probability", &share(self.0.probability))?;
        map.serialize_entry("wording", &share(self.0.wording))?;
        map.serialize_entry("facts", &share(self.0.facts))?;
        if !self.0.changes.is_empty() {
            map.serialize_entry("changes", &self.0.changes.iter().map(Changed).collect::<Vec<_>>())?;
        }
        map.end()
    }
}

struct Listed<'a>(&'a Cluster);

impl Serialize for Listed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("cluster", &self.0.number)?;
        map.serialize_entry("source", &self.0.source().id)?;
        map.serialize_entry("members", &self.0.members.iter().map(Listing).collect::<Vec<_>>())?;
        map.end()
    }
}

struct Listing<'a>(&'a Member);

impl Serialize for Listing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let member = self.0;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &member.id)?;
        if let Some(title) = &member.title {
            map.serialize_entry("title", title)?;
        }
        if let Some(outlet) = &member.outlet {
            map.serialize_entry("outlet", outlet)?;
        }
        if let Some(published) = &member.published {
            map.serialize_entry("published", published)?;
        }
        map.serialize_entry("relation", &member.relation)?;
        map.serialize_entry("probability", &share(member.probability))?;
        map.serialize_entry("wording", &share(member.wording))?;
        map.serialize_entry("facts", &share(member.facts))?;
        map.serialize_entry("own", &share(member.own))?;
        if !member.changes.is_empty() {
            map.serialize_entry("changes", &member.changes.iter().map(Changed).collect::<Vec<_>>())?;
        }
        map.end()
    }
}

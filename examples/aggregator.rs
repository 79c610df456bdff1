//! A small aggregator: a feed arrives item by item, and the front page shows one item a cluster.
//!
//! ```text
//! cargo run --features index --example aggregator -- front.ricalco < feed.jsonl
//! ```
//!
//! The feed is JSON Lines with id, text and, where known, title, outlet, published. The index is
//! kept: what comes tomorrow finds what came today. Pages are built from the aggregator's own table,
//! which the index's events keep up to date.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, Write as _};

use ricalco::{ClusterNumber, Document, DocumentId, Event, Index};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// The aggregator's own table.
#[derive(Default)]
struct FrontPage {
    clusters: BTreeMap<ClusterNumber, BTreeSet<DocumentId>>,
    sources: BTreeMap<ClusterNumber, DocumentId>,
    titles: BTreeMap<DocumentId, String>,
}

impl FrontPage {
    /// The page as the index left it.
    fn of(index: &Index) -> Outcome<Self> {
        let mut page = Self::default();
        for cluster in index.clusters() {
            let cluster = cluster?;
            page.sources.insert(cluster.number, cluster.source().id.clone());
            for member in cluster.members {
                page.clusters.entry(cluster.number).or_default().insert(member.id.clone());
                page.titles.insert(member.id, member.title.unwrap_or_default());
            }
        }
        Ok(page)
    }

    /// Follows one event.
    fn apply(&mut self, event: Event) {
        match event {
            Event::Joined { document, cluster } => {
                self.clusters.entry(cluster).or_default().insert(document);
            }
            Event::Moved { document, from, to } => {
                self.clusters.entry(from).or_default().remove(&document);
                self.clusters.entry(to).or_default().insert(document);
            }
            Event::Merged { from, into } => {
                let documents = self.clusters.remove(&from).unwrap_or_default();
                self.clusters.entry(into).or_default().extend(documents);
                self.sources.remove(&from);
            }
            Event::Split { from, cluster, documents } => {
                let rest = self.clusters.entry(from).or_default();
                rest.retain(|document| !documents.contains(document));
                self.clusters.insert(cluster, documents.into_iter().collect());
            }
            Event::Left { document, cluster } => {
                self.clusters.entry(cluster).or_default().remove(&document);
                self.titles.remove(&document);
            }
            Event::Ended { cluster } => {
                self.clusters.remove(&cluster);
                self.sources.remove(&cluster);
            }
            Event::Source { cluster, document } => drop(self.sources.insert(cluster, document)),
            _ => {}
        }
    }

    /// One item a cluster, the latest first.
    fn write(&self, out: &mut impl std::io::Write) -> Outcome<()> {
        for (cluster, documents) in self.clusters.iter().rev() {
            let Some(source) = self.sources.get(cluster) else { continue };
            let title = self.titles.get(source).filter(|title| !title.is_empty());
            write!(out, "{}", title.map_or(source.as_str(), String::as_str))?;
            match documents.len() {
                0 | 1 => writeln!(out)?,
                many => writeln!(out, " (and {} more)", many - 1)?,
            }
        }
        Ok(())
    }
}

fn main() -> Outcome<()> {
    let path = std::env::args().nth(1).ok_or("name the file of the index")?;
    let index = Index::builder().open_or_create(path)?;
    let mut page = FrontPage::of(&index)?;
    for line in std::io::stdin().lock().lines() {
        let document: Document = serde_json::from_str(&line?)?;
        page.titles.insert(document.id().clone(), document.title().unwrap_or_default().to_owned());
        for event in index.insert(&document)?.events {
            page.apply(event);
        }
    }
    let mut out = std::io::stdout().lock();
    page.write(&mut out)?;
    Ok(out.flush()?)
}

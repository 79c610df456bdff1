//! An aggregator that keeps what its feeds bring and shows one line a release.
//!
//! `cargo run --example aggregator`
//!
//! The texts are read once, on arrival; what is kept of an item is its id, its title and its
//! fingerprint. Items older than the window are dropped, and the rest is grouped again.

use ricalco::{Deduplicator, Document, DocumentId, Error, Fingerprint, Timestamp};

/// How long an item can be joined by others, in seconds: three days.
const WINDOW: i64 = 3 * 24 * 60 * 60;

/// What the feeds bring: id, outlet, time, title, text.
const ITEMS: &[[&str; 5]] = &[
    [
        "provincia-1",
        "Provincia di Valdrana",
        "2026-09-01T09:00:00+02:00",
        "Ponte sul Sermola, approvato il progetto",
        "La Provincia di Valdrana ha approvato il rifacimento del ponte sul torrente Sermola. I lavori, affidati alla \
         Costruzioni Bertagna per 1.284.500 euro, cominceranno il 14 settembre e dureranno 210 giorni.",
    ],
    [
        "meteo-4",
        "Protezione civile",
        "2026-09-01T11:30:00+02:00",
        "Allerta gialla per temporali",
        "Allerta gialla per temporali domani in pianura, dalle 12 alle 24: lo comunica la Protezione civile.",
    ],
    [
        "gazzetta-88",
        "Gazzetta della Drana",
        "2026-09-01T18:10:00+02:00",
        "Si rifà il ponte: cantiere dal 14 settembre",
        "Costerà 1.284.500 euro rifare il ponte sul Sermola. La Bertagna apre il cantiere il 14 settembre e ne avrà \
         per duecentodieci giorni. Leggi anche: Meteo, le previsioni",
    ],
];

/// What is kept of an item.
struct Item {
    id: DocumentId,
    title: String,
    published: Timestamp,
    print: Fingerprint,
}

/// The aggregator's memory.
struct Aggregator {
    deduplicator: Deduplicator,
    items: Vec<Item>,
}

impl Aggregator {
    fn receive(&mut self, [id, outlet, published, title, text]: [&str; 5]) -> Result<(), Error> {
        let published: Timestamp = published.parse()?;
        let document =
            Document::new(id, text).with_title(title).with_outlet(outlet).with_published(published);
        let print = self.deduplicator.read(&document);
        self.items.retain(|item| published.seconds() - item.published.seconds() <= WINDOW);
        self.items.push(Item { id: document.id().clone(), title: title.to_owned(), published, print });
        Ok(())
    }

    /// One line a release: its source's title, and who else has it.
    fn front_page(&self) -> Result<Vec<String>, Error> {
        let ids: Vec<DocumentId> = self.items.iter().map(|item| item.id.clone()).collect();
        let prints: Vec<Fingerprint> = self.items.iter().map(|item| item.print.clone()).collect();
        let grouping = self.deduplicator.group_fingerprints(&ids, &prints)?;
        let line = |cluster: &ricalco::Cluster| {
            let source = cluster.source();
            let title = self.items.get(source.position).map_or("", |item| item.title.as_str());
            let others: Vec<String> = cluster
                .members
                .iter()
                .skip(1)
                .map(|member| format!("{} ({})", member.id, member.relation))
                .collect();
            format!("{title} [{}] {}", source.id, others.join(", ")).trim_end().to_owned()
        };
        Ok(grouping.clusters().iter().map(line).collect())
    }
}

fn main() -> Result<(), Error> {
    let mut aggregator = Aggregator { deduplicator: Deduplicator::new(), items: Vec::new() };
    for item in ITEMS {
        aggregator.receive(*item)?;
    }
    for line in aggregator.front_page()? {
        println!("{line}");
    }
    Ok(())
}

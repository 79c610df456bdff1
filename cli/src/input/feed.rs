//! RSS 0.9 to 2.0, Atom and JSON Feed.
//!
//! In: a file with one feed. Out: a record an item: id the guid (else the link, else the place), text the
//! full content where there is one, the summary otherwise, outlet the feed's title. Cost: `O(n)` in time
//! and memory. The feed is read by `feed-rs`; what it links to is never fetched.

use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use feed_rs::model::{Entry, Text};
use feed_rs::parser::Builder;
use ricalco::Timestamp;

use super::draft::Draft;
use super::error::{self, ErrorKind};
use super::source::Stream;
use super::{At, Event, InputOptions, Sink, encoding, markup, moment, xml};

/// The dates of one feed by their moment. `feed-rs` keeps moments in UTC; what `oggi` means depends on
/// the day on the publisher's own clock.
type Dates = Arc<Mutex<BTreeMap<i64, Timestamp>>>;

/// Reads a feed.
pub(super) fn read(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let file = stream.name().clone();
    let mut fail = |kind| sink(Event::Bad(error::bad(&file, At::File, kind)));
    let bytes = match stream.into_bytes(options.limits.file) {
        Ok(bytes) => bytes,
        Err(kind) => return fail(kind),
    };
    let declared = xml::declared_encoding(&bytes).map(str::to_owned);
    let text = encoding::decode(bytes, declared.as_deref(), options.language);
    let text = xml::without_declaration(&text);
    if text.starts_with('<') || text.trim_start().starts_with('<') {
        // Entities and depth are looked at before the feed is.
        if let Err(kind) =
            xml::for_each_element(text, &[], options.limits.depth, |_| ControlFlow::Continue(()))
        {
            return fail(kind);
        }
    }
    let dates = Dates::default();
    let feed = match parser(&dates).parse(text.as_bytes()) {
        Ok(feed) => feed,
        Err(error) => return fail(ErrorKind::Malformed { format: "a feed", what: error.to_string() }),
    };
    let outlet = feed.title.as_ref().map(|title| markup::text(&title.content));
    let dates = dates.lock().unwrap_or_else(PoisonError::into_inner).clone();
    for (at, entry) in feed.entries.into_iter().enumerate() {
        let draft = draft(entry, outlet.as_deref(), feed.language.as_deref(), &dates);
        draft.deliver(&file, At::Item(at as u64 + 1), options, sink)?;
    }
    ControlFlow::Continue(())
}

fn parser(dates: &Dates) -> feed_rs::parser::Parser {
    let dates = Arc::clone(dates);
    let read_date = move |given: &str| -> Option<DateTime<Utc>> {
        let read = moment::parse(given)?;
        dates.lock().unwrap_or_else(PoisonError::into_inner).insert(read.seconds(), read);
        DateTime::from_timestamp(read.seconds(), 0)
    };
    // An item without an id is known by its link; without a link, the place names it.
    let id = |links: &[feed_rs::model::Link], _: &Option<Text>, _: Option<&str>| {
        links.first().map(|link| link.href.clone()).unwrap_or_default()
    };
    Builder::new().timestamp_parser(read_date).id_generator(id).build()
}

fn draft(entry: Entry, outlet: Option<&str>, lang: Option<&str>, dates: &BTreeMap<i64, Timestamp>) -> Draft {
    let plain = |kind: &str| kind == "text/plain";
    let content = entry.content.and_then(|content| {
        let kind = content.content_type.to_string();
        content.body.map(|body| if plain(&kind) { body } else { markup::text(&body) })
    });
    let summary = || {
        let summary = entry.summary.as_ref()?;
        // JSON Feed's summary is plain text, and RSS's is HTML whatever it looks like.
        let kind = summary.content_type.to_string();
        Some(if plain(&kind) { summary.content.clone() } else { markup::text(&summary.content) })
    };
    let published = entry.published.or(entry.updated);
    Draft {
        id: Some(entry.id),
        text: content.filter(|text| !text.trim().is_empty()).or_else(summary).unwrap_or_default(),
        // Titles are plain text by the standards and hold HTML in practice.
        title: entry.title.map(|title| markup::text(&title.content)),
        outlet: outlet.map(str::to_owned),
        published: published.and_then(|moment| dates.get(&moment.timestamp())).map(Timestamp::to_string),
        lang: entry.language.as_deref().or(lang).map(str::to_owned),
    }
}

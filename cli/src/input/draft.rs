//! What a format found in a record, before it is a document.
//!
//! In: fields as text. Out: a [`Record`] to the sink. Feeds, news files and mail are written by others:
//! a date or a language that cannot be read there is dropped with a notice, and the document goes on.
//! (In JSON Lines and tables, which are the caller's, it is an error.)

use std::ops::ControlFlow;
use std::sync::Arc;

use ricalco::Document;

use super::error::{self, ErrorKind};
use super::prose::one_line;
use super::{At, Event, InputOptions, Notice, Place, Record, Sink, moment};

/// The fields of a record, blank or absent alike.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// The id; without one, the record is named by its place.
    pub(super) id: Option<String>,
    pub(super) text: String,
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) published: Option<String>,
    pub(super) lang: Option<String>,
}

impl Draft {
    /// Hands the record over.
    pub(super) fn deliver(
        self,
        file: &Arc<str>,
        at: At,
        options: &InputOptions,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        if self.text.len() > options.limits.text {
            let kind = ErrorKind::too_large("the text", options.limits.text);
            return sink(Event::Bad(error::bad(file, at, kind)));
        }
        let place = Place { file: Arc::clone(file), at };
        let id =
            self.id.map(|id| one_line(&id)).filter(|id| !id.is_empty()).unwrap_or_else(|| named_by(&place));
        let mut document = Document::new(id, self.text);
        if let Some(title) = self.title.map(|title| one_line(&title)).filter(|title| !title.is_empty()) {
            document = document.with_title(title);
        }
        if let Some(outlet) = self.outlet.map(|outlet| one_line(&outlet)).filter(|outlet| !outlet.is_empty())
        {
            document = document.with_outlet(outlet);
        }
        let mut dropped = |what: String| sink(Event::Notice(Notice { place: place.clone(), what }));
        if let Some(given) = self.published.filter(|given| !given.trim().is_empty()) {
            match moment::parse(&given) {
                Some(published) => document = document.with_published(published),
                None => dropped(format!("the date {given:?} cannot be read; the document goes on without"))?,
            }
        }
        if let Some(given) = self.lang.filter(|given| !given.trim().is_empty()) {
            match given.parse() {
                Ok(language) => document = document.with_language(language),
                Err(_) => {
                    dropped(format!("the language {given:?} is not known; the document goes on without"))?;
                }
            }
        }
        sink(Event::Record(Record { document, place, raw: None }))
    }
}

/// The id of a record that has none.
pub(super) fn named_by(place: &Place) -> String {
    match place.at {
        At::File => place.file.to_string(),
        At::Line(number) | At::Item(number) => format!("{}#{number}", place.file),
    }
}

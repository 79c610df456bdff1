//! HTML pages: the main text.

use std::ops::ControlFlow;

use super::draft::Draft;
use super::source::Stream;
use super::{At, Event, InputOptions, Sink, encoding, error, markup};

/// Reads a page.
pub(super) fn read(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let file = stream.name().clone();
    let bytes = match stream.into_bytes(options.limits.page) {
        Ok(bytes) => bytes,
        Err(kind) => return sink(Event::Bad(error::bad(&file, At::File, kind))),
    };
    let text = encoding::decode(bytes, None, options.language);
    Draft { text: markup::text(&text), ..Draft::default() }.deliver(&file, At::File, options, sink)
}

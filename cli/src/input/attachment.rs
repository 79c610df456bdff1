//! Documents as offices send them: Word (`.docx`) and PDF, attached to a mail or as files.
//!
//! In: the bytes of a document. Out: its text, without a title: offices begin with a letterhead. Cost: `O(n)`, the expanded text of a Word document bounded
//! by [`Limits`](super::options::Limits), a PDF by [`pdf`]. What it gives up: Word's notes, headers and
//! text boxes; a PDF that is a picture has no text.

use std::io::{Cursor, Read};
use std::ops::ControlFlow;

use mail_parser::{MessagePart, MimeHeaders, PartType};

use super::draft::Draft;
use super::error::{self, ErrorKind};
use super::source::Stream;
use super::{At, Event, InputOptions, Sink, encoding, pdf, xml};

/// The formats of an attached document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Docx,
    Pdf,
    Text,
}

/// The text of an attachment; `None` where it is no document that can hold a release.
pub(super) fn text(part: &MessagePart<'_>, options: &InputOptions) -> Option<Result<String, String>> {
    let bytes = part.contents();
    let ending = part.attachment_name().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending);
    let ends_in = |known: &str| ending.is_some_and(|ending| ending.eq_ignore_ascii_case(known));
    let kind = if bytes.starts_with(b"PK\x03\x04") && ends_in("docx") {
        Kind::Docx
    } else if bytes.starts_with(b"%PDF-") {
        Kind::Pdf
    } else if matches!(part.body, PartType::Text(_)) && ends_in("txt") {
        Kind::Text
    } else {
        return None;
    };
    let read = match kind {
        Kind::Docx => docx(bytes, options),
        Kind::Pdf => pdf::text(bytes),
        Kind::Text => Ok(encoding::decode(bytes.to_vec(), None, options.language)),
    };
    Some(read.map_err(|kind| kind.to_string()))
}

/// Reads a Word file.
pub(super) fn read_docx(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    read(stream, |bytes| docx(bytes, options), options, sink)
}

/// Reads a PDF file.
pub(super) fn read_pdf(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    read(stream, pdf::text, options, sink)
}

fn read(
    stream: Stream,
    text: impl Fn(&[u8]) -> Result<String, ErrorKind>,
    options: &InputOptions,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let file = stream.name().clone();
    match stream.into_bytes(options.limits.file).and_then(|bytes| text(&bytes)) {
        Ok(text) => Draft { text, ..Draft::default() }.deliver(&file, At::File, options, sink),
        Err(kind) => sink(Event::Bad(error::bad(&file, At::File, kind))),
    }
}

/// The text of a Word document: its paragraphs, one `w:p` each.
fn docx(bytes: &[u8], options: &InputOptions) -> Result<String, ErrorKind> {
    let broken = |what: String| ErrorKind::Malformed { format: "a Word document", what };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(error.to_string()))?;
    let main = archive.by_name("word/document.xml").map_err(|error| broken(error.to_string()))?;
    // The text with its markup: Word writes about ten bytes for one of text.
    let limit = options.limits.file.min(options.limits.text.saturating_mul(10));
    let mut written = Vec::new();
    main.take(limit as u64 + 1).read_to_end(&mut written).map_err(|error| broken(error.to_string()))?;
    if written.len() > limit {
        return Err(ErrorKind::too_large("the Word document", limit));
    }
    let written = encoding::decode(written, None, options.language);
    let mut paragraphs = Vec::new();
    let _ = xml::for_each_element(&written, &["p"], options.limits.depth, |paragraph| {
        paragraphs.push(paragraph.prose(&["instrText", "delText", "pPr", "rPr"]));
        ControlFlow::Continue(())
    })?;
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    Ok(paragraphs.join("\n\n"))
}

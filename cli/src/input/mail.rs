//! Mail: one message (`.eml`), or a mailbox of many (`.mbox`).
//!
//! In: a stream. Out: a record a message: id the Message-ID (else the place), title the subject, outlet the
//! sender's name (else address), date the message's. The text is the body, or the longest attached document
//! where that is longer: a mail that says "in allegato il comunicato" is not the release. Cost: `O(n)`; memory
//! is one message.

use std::ops::ControlFlow;
use std::sync::Arc;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Address, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::draft::Draft;
use super::error::{self, ErrorKind};
use super::lines::{Line, for_each_line};
use super::source::Stream;
use super::wrapped::unwrapped;
use super::{At, Event, InputOptions, Notice, Place, Sink, attachment, encoding, markup};

/// Reads one message.
pub(super) fn read(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let file = stream.name().clone();
    match stream.into_bytes(options.limits.record) {
        Ok(bytes) => deliver(&bytes, &file, At::File, options, sink),
        Err(kind) => sink(Event::Bad(error::bad(&file, At::File, kind))),
    }
}

/// Reads a mailbox: messages that each begin with a line `From ...`; `>From` within one is `From`.
pub(super) fn read_mailbox(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let file = stream.name().clone();
    let limit = options.limits.record;
    let mut box_ = Mailbox::default();
    let read = for_each_line(&mut *stream.into_body(), limit, |_, line| {
        let line = match line {
            Line::Whole(line) => line,
            Line::TooLong => {
                box_.too_large = true;
                return ControlFlow::Continue(());
            }
        };
        if line.starts_with(b"From ") && box_.after_blank {
            box_.deliver(&file, options, sink)?;
            box_.number += 1;
        } else if box_.number > 0 {
            box_.push(line, limit);
        }
        box_.after_blank = line.is_empty();
        ControlFlow::Continue(())
    });
    match read {
        Ok(ControlFlow::Break(())) => ControlFlow::Break(()),
        Ok(ControlFlow::Continue(())) if box_.number == 0 => {
            let what = "no line begins with \"From \"".to_owned();
            sink(Event::Bad(error::bad(&file, At::File, ErrorKind::Malformed { format: "a mailbox", what })))
        }
        Ok(ControlFlow::Continue(())) => box_.deliver(&file, options, sink),
        Err((line, error)) => sink(Event::Bad(error::bad(&file, At::Line(line), ErrorKind::from_io(&error)))),
    }
}

/// The message of a mailbox that is being read.
struct Mailbox {
    message: Vec<u8>,
    /// From 1; 0 before the first.
    number: u64,
    too_large: bool,
    after_blank: bool,
}

impl Default for Mailbox {
    fn default() -> Self {
        Self { message: Vec::new(), number: 0, too_large: false, after_blank: true }
    }
}

impl Mailbox {
    fn push(&mut self, line: &[u8], limit: usize) {
        let unquoted = line.strip_prefix(b">").filter(|_| line.trim_ascii_start().starts_with(b">"));
        let quoted_from =
            line.iter().position(|byte| *byte != b'>').is_some_and(|at| line[at..].starts_with(b"From "));
        let line = unquoted.filter(|_| quoted_from).unwrap_or(line);
        self.too_large |= self.message.len() + line.len() > limit;
        if !self.too_large {
            self.message.extend_from_slice(line);
            self.message.push(b'\n');
        }
    }

    fn deliver(&mut self, file: &Arc<str>, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let message = std::mem::take(&mut self.message);
        let at = At::Item(self.number);
        if std::mem::take(&mut self.too_large) {
            let kind = ErrorKind::too_large("the message", options.limits.record);
            return sink(Event::Bad(error::bad(file, at, kind)));
        }
        if self.number == 0 { ControlFlow::Continue(()) } else { deliver(&message, file, at, options, sink) }
    }
}

fn deliver(
    bytes: &[u8],
    file: &Arc<str>,
    at: At,
    options: &InputOptions,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let message = MessageParser::default().parse(bytes).filter(|message| {
        message.subject().is_some() || message.from().is_some() || message.date().is_some()
    });
    let Some(message) = message else {
        let what = "it has neither subject, sender nor date".to_owned();
        return sink(Event::Bad(error::bad(
            file,
            at,
            ErrorKind::Malformed { format: "a mail message", what },
        )));
    };
    let mut text = body(&message, options);
    for part in message.attachments() {
        match attachment::text(part, options) {
            Some(Ok(attached)) if attached.len() > text.len() => text = attached,
            Some(Err(what)) => {
                let name = part.attachment_name().unwrap_or("without a name");
                let place = Place { file: Arc::clone(file), at };
                sink(Event::Notice(Notice {
                    place,
                    what: format!("the attachment {name:?} was passed over: {what}"),
                }))?;
            }
            _ => {}
        }
    }
    Draft {
        id: message.message_id().map(str::to_owned),
        text,
        title: message.subject().map(str::to_owned),
        outlet: message.from().and_then(sender),
        published: message.date().filter(|date| date.is_valid()).map(mail_parser::DateTime::to_rfc3339),
        lang: None,
    }
    .deliver(file, at, options, sink)
}

/// The text of the body: the plain part, unless it is a stub beside an HTML part that says much more.
fn body(message: &Message<'_>, options: &InputOptions) -> String {
    let join = |parts: Vec<String>| {
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n\n")
    };
    let plain = join(message.text_bodies().map(|part| part_text(message, part, options)).collect());
    let html = join(message.html_bodies().map(|part| part_text(message, part, options)).collect());
    if html.len() > 2 * plain.len() { html } else { unwrapped(&plain).into_owned() }
}

/// The text of a text part, from its bytes: what a mail declares of its encoding is often wrong.
fn part_text(message: &Message<'_>, part: &MessagePart<'_>, options: &InputOptions) -> String {
    let html = match &part.body {
        PartType::Html(_) => true,
        PartType::Text(_) => false,
        _ => return String::new(),
    };
    let range = part.offset_body as usize..part.offset_end as usize;
    let raw = message.raw_message().get(range).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
        Encoding::None => Some(raw.to_vec()),
    };
    let Some(bytes) = bytes else { return part.text_contents().unwrap_or_default().trim().to_owned() };
    let charset = part.content_type().and_then(|kind| kind.attribute("charset"));
    let text = encoding::decode(bytes, charset, options.language);
    if html { markup::text(&text) } else { text.trim().to_owned() }
}

fn sender(from: &Address<'_>) -> Option<String> {
    let first = from.first()?;
    let name = first.name().map(|name| name.trim().trim_matches('"')).filter(|name| !name.is_empty());
    name.or_else(|| first.address()).map(str::to_owned)
}

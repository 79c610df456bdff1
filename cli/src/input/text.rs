//! Plain text: one document a file.
//!
//! In: a file. Out: one record whose id is the path as given. The first line is the title when a blank
//! line and more text follow it, and when it is no longer than a title is. Cost: `O(n)` in time and memory.

use std::ops::ControlFlow;

use ricalco::Document;

use super::error::{self, ErrorKind};
use super::source::Stream;
use super::wrapped::unwrapped;
use super::{At, Event, InputOptions, Place, Record, Sink, encoding};

/// Reads a plain text.
pub(super) fn read(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let file = stream.name().clone();
    let event = match stream.into_bytes(options.limits.text) {
        Ok(bytes) if bytes.contains(&0) => {
            let what = "it holds NUL bytes".to_owned();
            Event::Bad(error::bad(&file, At::File, ErrorKind::Malformed { format: "plain text", what }))
        }
        Ok(bytes) => {
            let text = encoding::decode(bytes, None, options.language);
            // A title is not wrapped, however long it is.
            let (title, body) = split_title(&text);
            let document = Document::new(&*file, unwrapped(body));
            let document = title.into_iter().fold(document, Document::with_title);
            Event::Record(Record { document, place: Place { file, at: At::File }, raw: None })
        }
        Err(kind) => Event::Bad(error::bad(&file, At::File, kind)),
    };
    sink(event)
}

/// Bytes of a title at the most; a longer first line is the first paragraph.
const LONGEST: usize = 300;

/// The first line, when it is a title: a blank line and more text follow it; and the text without it.
pub(super) fn split_title(text: &str) -> (Option<&str>, &str) {
    let start = text.trim_start();
    let Some((first, rest)) = start.split_once('\n') else { return (None, text) };
    let Some((second, body)) = rest.split_once('\n') else { return (None, text) };
    if first.len() <= LONGEST && second.trim().is_empty() && !body.trim().is_empty() {
        (Some(first.trim_end()), body.trim_start_matches(['\r', '\n']))
    } else {
        (None, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_needs_a_blank_line_and_a_text_after_it() {
        for (text, title, body) in [
            ("Titolo\n\nTesto.\nAltro.\n", Some("Titolo"), "Testo.\nAltro.\n"),
            ("\n\nTitolo \r\n\r\n\r\nTesto.", Some("Titolo"), "Testo."),
            ("Testo.\nAltro.\n", None, "Testo.\nAltro.\n"),
            ("Testo solo.\n\n", None, "Testo solo.\n\n"),
            ("Testo solo.", None, "Testo solo."),
            ("", None, ""),
        ] {
            assert_eq!(split_title(text), (title, body), "{text:?}");
        }
        let paragraph = format!("{}\n\nFoto d'archivio\n", "Un capoverso intero. ".repeat(20));
        assert_eq!(split_title(&paragraph), (None, &*paragraph));
    }
}

//! Running text out of marked-up text: white space, paragraphs, characters that only lay out.
//!
//! In: pieces of text and the breaks between them, in order. Out: paragraphs with an empty line between
//! them, lines within a paragraph only where a break was asked for, single spaces otherwise.
//! Non-breaking spaces become spaces, soft hyphens and zero-width characters go. Cost: `O(n)`.

/// Text that is being put together.
#[derive(Debug, Default)]
pub(super) struct Prose {
    text: String,
    pending: Pending,
}

/// What stands between the text so far and the next character.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Pending {
    #[default]
    Nothing,
    Space,
    Line,
    Paragraph,
}

impl Prose {
    /// Adds text; its white space, line ends among it, is worth one space.
    pub(super) fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(char) = rest.chars().next() {
            match char {
                // Soft hyphen, zero-width space, word joiner, byte order mark: they only lay out.
                '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => rest = &rest[char.len_utf8()..],
                _ if char.is_whitespace() => {
                    self.pending = self.pending.max(Pending::Space);
                    rest = &rest[char.len_utf8()..];
                }
                _ => {
                    if !self.text.is_empty() {
                        self.text.push_str(match self.pending {
                            Pending::Nothing => "",
                            Pending::Space => " ",
                            Pending::Line => "\n",
                            Pending::Paragraph => "\n\n",
                        });
                    }
                    self.pending = Pending::Nothing;
                    // What follows the first character, up to one that may be of the others.
                    let after = rest.bytes().skip(char.len_utf8());
                    let end = char.len_utf8() + after.take_while(|byte| !may_lay_out(*byte)).count();
                    self.text.push_str(&rest[..end]);
                    rest = &rest[end..];
                }
            }
        }
    }

    /// Begins a new line.
    pub(super) fn line(&mut self) {
        self.pending = self.pending.max(Pending::Line);
    }

    /// Begins a new paragraph.
    pub(super) fn paragraph(&mut self) {
        self.pending = Pending::Paragraph;
    }

    /// Adds the break that stands at the start and at the end of an element of that name, if any.
    pub(super) fn edge(&mut self, element: &str) {
        let name = element.to_ascii_lowercase();
        if LINES.binary_search(&&*name).is_ok() {
            self.line();
        } else if PARAGRAPHS.binary_search(&&*name).is_ok() {
            self.paragraph();
        } else if CELLS.binary_search(&&*name).is_ok() {
            self.pending = self.pending.max(Pending::Space);
        }
    }

    /// The text; no white space at either end.
    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// Whether a character that begins with this byte may be white space or only lay out: in UTF-8, all of
/// those outside of ASCII begin with one of these five.
fn may_lay_out(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0B || matches!(byte, 0xC2 | 0xE1 | 0xE2 | 0xE3 | 0xEF)
}

/// One line of running text, as a title is.
pub(super) fn one_line(text: &str) -> String {
    let mut prose = Prose::default();
    prose.push(text);
    prose.finish()
}

/// Elements of HTML, NITF and Word that begin and end a line, sorted.
const LINES: &[&str] = &["br", "cr", "dd", "dt", "li", "option", "tr"];

/// Elements that stand beside each other on a line, sorted.
const CELLS: &[&str] = &["tab", "td", "th"];

/// Elements of HTML and NITF that begin and end a paragraph, sorted.
const PARAGRAPHS: &[&str] = &[
    "address",
    "article",
    "aside",
    "block",
    "blockquote",
    "body",
    "body.content",
    "bq",
    "caption",
    "center",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hl1",
    "hl2",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "ul",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        for table in [LINES, CELLS, PARAGRAPHS] {
            assert!(table.is_sorted(), "{table:?}");
        }
    }

    #[test]
    fn every_character_that_lays_out_begins_with_a_known_byte() {
        for char in '\0'..=char::MAX {
            let lays_out = char.is_whitespace() || "\u{AD}\u{200B}\u{2060}\u{FEFF}".contains(char);
            let first = char.encode_utf8(&mut [0; 4]).as_bytes()[0];
            assert!(!lays_out || may_lay_out(first), "{char:?}");
        }
    }

    #[test]
    fn the_strongest_break_wins() {
        let mut prose = Prose::default();
        prose.paragraph();
        prose.push("  Lun\u{AD}edì\u{A0}23 ");
        prose.line();
        prose.push("\n");
        prose.paragraph();
        prose.line();
        prose.push("mar");
        prose.push("zo");
        prose.paragraph();
        assert_eq!(prose.finish(), "Lunedì 23\n\nmarzo");
    }
}

//! HTML pages: the main text.
//!
//! In: a page as a browser saves it. Out: one record: id the path as given; text, title, site, date and
//! language as the page tells them. Cost: `O(n)`, about 1 ms a page. Links, pictures and scripts are never
//! followed. What it gives up: a page whose text is put together by a script has none.
//!
//! The main text is found by a port of Mozilla's Readability. Those that exist were tried on the twelve
//! Italian pages in `tests/data/pages` (share of the text's word pairs that were found, and share of what
//! was found that is the text; mean over the pages):
//!
//! | crate | found | clean | |
//! |---|---|---|---|
//! | dom_smoothie 0.19, as it comes | .907 | .817 | short item: takes the cookie banner |
//! | dom_smoothie 0.19, [`SHORTEST`] | .990 | .899 | |
//! | dom_smoothie 0.19, [`SHORTEST`], without [`AROUND`] | **.992** | **.927** | chosen |
//! | legible 0.5, [`SHORTEST`] | .980 | .902 | its tree cannot be cleaned beforehand |
//! | readability 0.3 | .977 | .958 | unkept parser whose own notes say not for production; network client by default |
//! | article_scraper 3.0 | | | not tried: GPL, and it fetches |

use std::ops::ControlFlow;

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use super::draft::Draft;
use super::error::ErrorKind;
use super::prose::Prose;
use super::source::Stream;
use super::{At, Event, InputOptions, Notice, Place, Sink, encoding, error, markup, xml};

/// Characters of the shortest main text; Readability's own 500 would pass over every short item.
const SHORTEST: usize = 120;

/// Elements of a page, as bounds; the largest pages of Italian sites have about 8,000.
const ELEMENTS: usize = 200_000;

/// Levels of a page; beyond it the parser slows down, and no page that people made gets there.
const DEPTH: usize = 512;

/// Words in the class or id of a block that stands around the text, sorted.
const AROUND: &[&str] = &[
    "breadcrumb",
    "byline",
    "cmp-",
    "comments",
    "consent",
    "cookie",
    "most-read",
    "newsletter",
    "paywall",
    "promo",
    "related",
    "share",
    "sidebar",
    "social",
];

/// Reads a page.
pub(super) fn read(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let file = stream.name().clone();
    let bytes = match stream.into_bytes(options.limits.page) {
        Ok(bytes) => bytes,
        Err(kind) => return sink(Event::Bad(error::bad(&file, At::File, kind))),
    };
    let binary = bytes.contains(&0);
    let declared = declared_encoding(&bytes).map(str::to_owned);
    let html = encoding::decode(bytes, declared.as_deref(), options.language);
    let found = main_text(&html);
    if found.is_none() && binary {
        let what = "it holds NUL bytes and no main text".to_owned();
        let kind = ErrorKind::Malformed { format: "an HTML page", what };
        return sink(Event::Bad(error::bad(&file, At::File, kind)));
    }
    if found.is_none() {
        let place = Place { file: file.clone(), at: At::File };
        let what = "no main text was found; all of the page's text is taken".to_owned();
        sink(Event::Notice(Notice { place, what }))?;
    }
    let draft = found.unwrap_or_else(|| Draft { text: markup::text(&html), ..Draft::default() });
    draft.deliver(&file, At::File, options, sink)
}

fn main_text(html: &str) -> Option<Draft> {
    if depth(html) > DEPTH {
        return None;
    }
    let document = Document::from(html);
    // Readability judges blocks by length and links; a cookie banner is long and has few.
    let around = AROUND.iter().flat_map(|word| {
        ["aside", "div", "nav", "section"].map(|name| format!("{name}[id*={word}],{name}[class*={word}]"))
    });
    document.select(&around.collect::<Vec<_>>().join(",")).remove();
    document.select("aside, button, footer, form, header nav, iframe, nav").remove();
    let config = Config {
        text_mode: TextMode::Formatted,
        char_threshold: SHORTEST,
        max_elements_to_parse: ELEMENTS,
        ..Config::default()
    };
    let article = Readability::with_document(document, None, Some(config)).ok()?.parse().ok()?;
    let text = paragraphs(&article.text_content);
    let draft = Draft {
        text,
        title: Some(article.title),
        outlet: article.site_name,
        published: article.published_time,
        lang: article.lang,
        ..Draft::default()
    };
    (!draft.text.is_empty()).then_some(draft)
}

/// Text whose lines are lines and whose empty lines part paragraphs, cleaned.
fn paragraphs(text: &str) -> String {
    let mut prose = Prose::default();
    for line in text.lines() {
        if line.trim().is_empty() {
            prose.paragraph();
        } else {
            prose.line();
            prose.push(line);
        }
    }
    prose.finish()
}

/// Elements that need no end tag, sorted.
const UNCLOSED: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "option", "p", "param", "path", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// How deep elements lie in each other at most, by their tags alone.
fn depth(html: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for at in memchr::memchr_iter(b'<', html.as_bytes()) {
        let tag = html.as_bytes().get(at + 1..).unwrap_or_default();
        let end = matches!(tag.first(), Some(b'/'));
        let name: String = tag[usize::from(end).min(tag.len())..]
            .iter()
            .take(12)
            .take_while(|byte| byte.is_ascii_alphanumeric())
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
        if name.is_empty() || UNCLOSED.binary_search(&&*name).is_ok() {
            continue;
        }
        depth = if end { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// The encoding that the page declares in its first bytes, as browsers look for it.
fn declared_encoding(bytes: &[u8]) -> Option<&str> {
    let head = bytes.get(..bytes.len().min(4 << 10))?;
    let label = memchr::memmem::find(head, b"charset=").and_then(|at| {
        let value = head.get(at + 8..)?;
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end = value.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"-_:".contains(byte)));
        std::str::from_utf8(&value[..end?]).ok()
    });
    label.or_else(|| xml::declared_encoding(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sorted() {
        assert!(AROUND.is_sorted() && UNCLOSED.is_sorted());
    }

    #[test]
    fn depth_counts_what_nests() {
        assert_eq!(depth("<div><p>a<p>b<br><b>c</b></div><DIV></DIV>"), 2);
        assert_eq!(depth("</div></div><div>"), 1);
        assert_eq!(depth("3 < 4 <"), 0);
    }

    #[test]
    fn a_declared_encoding_is_found() {
        assert_eq!(declared_encoding(b"<meta charset=\"ISO-8859-1\">"), Some("ISO-8859-1"));
        assert_eq!(declared_encoding(b"content='text/html; charset=windows-1252'>"), Some("windows-1252"));
        assert_eq!(
            declared_encoding(b"<?xml version='1.0' encoding='iso-8859-15'?><html>"),
            Some("iso-8859-15")
        );
        assert_eq!(declared_encoding(b"<html>"), None);
    }
}

//! The text of a piece of HTML: a feed's content, a mail's HTML part, a table's cell.
//!
//! In: HTML as it comes, seldom well-formed. Out: its text, in paragraphs. Cost: `O(n)`, no tree and no
//! recursion, so that neither depth nor unclosed elements cost anything. What it gives up: it shows
//! everything, hidden or not; the main text of a whole page is [`page`](super::page)'s work.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

use super::prose::Prose;

/// Elements whose content is no text, sorted.
const SILENT: &[&str] = &[
    "audio", "iframe", "noscript", "object", "script", "style", "svg", "template", "textarea", "title",
    "video",
];

/// The text of a piece of HTML.
pub(super) fn text(html: &str) -> String {
    let mut prose = Prose::default();
    let mut rest = html;
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        prose.push(&rest[..at]);
        rest = &rest[at..];
        rest = if rest.starts_with('&') { entity(rest, &mut prose) } else { tag(rest, &mut prose) };
    }
    prose.push(rest);
    prose.finish()
}

/// Text with its HTML entities resolved.
pub(super) fn resolve_entities(text: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', text.as_bytes()) else { return Cow::Borrowed(text) };
    let mut resolved = text[..first].to_owned();
    let mut rest = &text[first..];
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        resolved.push_str(&rest[..at]);
        rest = &rest[at..];
        let (char, after) = entity_at(rest);
        resolved.push_str(&char);
        rest = after;
    }
    resolved.push_str(rest);
    Cow::Owned(resolved)
}

fn entity<'a>(text: &'a str, prose: &mut Prose) -> &'a str {
    let (chars, rest) = entity_at(text);
    prose.push(&chars);
    rest
}

/// The longest name of an entity that texts use is `&Aacute;`-like; HTML's longest has 31 letters.
const LONGEST_ENTITY: usize = 33;

/// What the entity at the start of `text` stands for, or `&` where there is none; and what follows.
fn entity_at(text: &str) -> (Cow<'_, str>, &str) {
    let end = text.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
    let resolved = end.and_then(|end| {
        let name = text.get(1..end)?;
        let chars = match name.strip_prefix('#') {
            Some(number) => Cow::Owned(numbered(number)?.to_string()),
            None => Cow::Borrowed(resolve_html5_entity(name)?),
        };
        Some((chars, &text[end + 1..]))
    });
    resolved.unwrap_or((Cow::Borrowed("&"), text.get(1..).unwrap_or_default()))
}

/// A character by its number; 128 to 159 mean what they mean in Windows-1252, as in every browser.
fn numbered(number: &str) -> Option<char> {
    let number = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    match u8::try_from(number) {
        Ok(0) => None,
        Ok(byte @ 0x80..=0x9F) => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next()
        }
        _ => char::from_u32(number),
    }
}

/// Passes over the tag, comment or declaration at the start of `html`, and over content that is no text.
fn tag<'a>(html: &'a str, prose: &mut Prose) -> &'a str {
    if let Some(comment) = html.strip_prefix("<!--") {
        return after(comment, "-->");
    }
    if let Some(data) = html.strip_prefix("<![CDATA[") {
        let end = memchr::memmem::find(data.as_bytes(), b"]]>").unwrap_or(data.len());
        prose.push(&data[..end]);
        return data.get(end + 3..).unwrap_or_default();
    }
    let name_at = if html.starts_with("</") { 2 } else { 1 };
    let name_and_rest = &html[name_at..];
    let name_end = name_and_rest
        .find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '-' | '.' | ':' | '!' | '?')))
        .unwrap_or(name_and_rest.len());
    let name = &name_and_rest[..name_end];
    if !name.starts_with(|char: char| char.is_ascii_alphabetic() || matches!(char, '!' | '?')) {
        prose.push("<");
        return &html[1..];
    }
    prose.edge(name);
    let rest = after_attributes(&name_and_rest[name_end..]);
    let name = name.to_ascii_lowercase();
    if name_at == 1 && SILENT.binary_search(&&*name).is_ok() { after_end_of(&name, rest) } else { rest }
}

/// What follows the `>` of a tag, outside of quoted values.
fn after_attributes(html: &str) -> &str {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return &html[at + 1..],
            // A quote opens only after `=`, so that a stray one does not swallow the text.
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), _) if byte == open => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    ""
}

/// What follows the end tag of a silent element; nothing, where it has none.
fn after_end_of<'a>(name: &str, html: &'a str) -> &'a str {
    let bytes = html.as_bytes();
    for at in memchr::memmem::find_iter(bytes, b"</") {
        let found = bytes.get(at + 2..at + 2 + name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return after(&html[at..], ">");
        }
    }
    ""
}

fn after<'a>(text: &'a str, end: &str) -> &'a str {
    memchr::memmem::find(text.as_bytes(), end.as_bytes()).map_or("", |at| &text[at + end.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_the_text_that_a_reader_sees() {
        assert!(SILENT.is_sorted());
        for (html, wanted) in [
            ("<p>Uno</p><p>Due<br>tre</p>", "Uno\n\nDue\ntre"),
            ("Pi&ugrave; di 5&nbsp;&euro; &amp; 3 &lt; 4 &#8217;&#x2019; &#146;", "Più di 5 € & 3 < 4 ’’ ’"),
            ("A & B &ignota; &#xD800; &", "A & B &ignota; &#xD800; &"),
            ("<P CLASS='a>b'>Uno</P><script>if (a < b) {}</SCRIPT>due", "Uno\n\ndue"),
            ("<!-- <p>no</p> -->s&igrave;<style>p{}", "sì"),
            ("3 < 4 e 5 <6", "3 < 4 e 5 <6"),
            ("<a href=\"x\" title=\"l'a > b\">link</a>, poi", "link, poi"),
            ("<td>1</td><td>2</td>", "1 2"),
            ("aero&shy;porto", "aeroporto"),
            ("<![CDATA[x < y]]> z", "x < y z"),
            ("<p", ""),
            ("è<", "è<"),
        ] {
            assert_eq!(text(html), wanted, "{html}");
        }
        assert_eq!(resolve_entities("l&#39;oro &amp; l&rsquo;argento"), "l'oro & l’argento");
    }

    #[test]
    fn hostile_html_costs_no_more_than_other() {
        for piece in ["<div>", "<p a=\"", "&amp", "<!--", "<script>", "</", "<a '"] {
            let _ = text(&piece.repeat(200_000));
        }
    }
}

//! Elements of an XML file, one after the other, without the dangers of XML.
//!
//! In: the text of a file, and the names of the elements that are wanted. Out: each of them as a small
//! tree. Cost: `O(n)`; memory is one wanted element. Nothing outside the file is ever read: entities and
//! document types are not fetched. A file that declares entities of its own is refused (that is how a few
//! bytes become gigabytes), and so is one deeper than the limit. HTML's named characters are resolved
//! whether declared or not.

use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesStart, Event};

use super::error::ErrorKind;
use super::markup::resolve_entities;
use super::prose::{Prose, one_line};

/// An element with all that it holds; names are without their prefix.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Node>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    fn new(start: &BytesStart<'_>) -> Self {
        let name = start.local_name().as_ref().to_owned();
        let mut attributes = Vec::new();
        for attribute in start.attributes().with_checks(false).flatten() {
            let name = attribute.key.local_name().as_ref().to_owned();
            attributes.push((name, resolve_entities(&attribute.value).into_owned()));
        }
        Self { name, attributes, children: Vec::new() }
    }

    /// The value of an attribute, unless it is blank.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The child elements of that name.
    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element at the end of a path of names.
    pub(super) fn at(&self, path: &[&str]) -> Option<&Element> {
        match path {
            [] => Some(self),
            [name, rest @ ..] => {
                self.elements().filter(|element| element.name == *name).find_map(|element| element.at(rest))
            }
        }
    }

    /// This element, or the first below it, of that name.
    pub(super) fn first(&self, name: &str) -> Option<&Element> {
        if self.name == name { Some(self) } else { self.elements().find_map(|element| element.first(name)) }
    }

    /// The text in it on one line, unless it is blank.
    pub(super) fn line(&self) -> Option<String> {
        let mut text = String::new();
        self.collect(&mut text);
        Some(one_line(&text)).filter(|line| !line.is_empty())
    }

    /// The text in it as it stands.
    pub(super) fn raw_text(&self) -> String {
        let mut text = String::new();
        self.collect(&mut text);
        text
    }

    fn collect(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => {
                    text.push(' ');
                    element.collect(text);
                }
                Node::Text(more) => text.push_str(more),
            }
        }
    }

    /// The text in it in paragraphs, leaving out the elements named.
    pub(super) fn prose(&self, leave_out: &[&str]) -> String {
        let mut prose = Prose::default();
        self.write_prose(leave_out, &mut prose);
        prose.finish()
    }

    fn write_prose(&self, leave_out: &[&str], prose: &mut Prose) {
        prose.edge(&self.name);
        for node in &self.children {
            match node {
                Node::Text(text) => prose.push(text),
                Node::Element(element) if leave_out.contains(&&*element.name) => prose.paragraph(),
                Node::Element(element) => element.write_prose(leave_out, prose),
            }
        }
        prose.edge(&self.name);
    }
}

/// Calls `each` for every element of a wanted name that does not lie within another wanted one.
///
/// # Errors
///
/// When the text is not well-formed, declares entities, or is deeper than `depth`. Elements that were
/// whole before the fault have been handed over by then.
pub(super) fn for_each_element(
    text: &str,
    wanted: &[&str],
    depth: usize,
    mut each: impl FnMut(Element) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, ErrorKind> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().allow_dangling_amp = true;
    reader.config_mut().expand_empty_elements = true;
    // Elements that are open and not within a wanted one; then those that are.
    let mut outer = 0;
    let mut open: Vec<Element> = Vec::new();
    loop {
        let event = reader
            .read_event()
            .map_err(|error| malformed(text, reader.error_position(), &error.to_string()))?;
        match event {
            Event::Start(start) => {
                if outer + open.len() == depth {
                    return Err(ErrorKind::TooDeep { limit: depth });
                }
                if !open.is_empty() || wanted.contains(&start.local_name().as_ref()) {
                    open.push(Element::new(&start));
                } else {
                    outer += 1;
                }
            }
            Event::End(_) => match (open.pop(), open.last_mut()) {
                (Some(element), Some(parent)) => parent.children.push(Node::Element(element)),
                (Some(element), None) => {
                    if each(element).is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
                (None, _) => outer -= 1,
            },
            Event::Text(more) => add_text(&mut open, &more),
            Event::CData(more) => add_text(&mut open, &more),
            Event::GeneralRef(reference) => match reference.resolve_char_ref() {
                Ok(Some(char)) => add_text(&mut open, char.encode_utf8(&mut [0; 4])),
                _ => match resolve_html5_entity(&reference) {
                    Some(chars) => add_text(&mut open, chars),
                    None => add_text(&mut open, &format!("&{};", &*reference)),
                },
            },
            Event::DocType(document_type) if document_type.contains("<!ENTITY") => {
                let what =
                    "it declares entities of its own, which no news format needs; leave it out".to_owned();
                return Err(ErrorKind::Malformed { format: "XML that is safe to read", what });
            }
            Event::Eof if outer + open.len() > 0 => {
                let what = match open.last() {
                    Some(element) => format!("the file ends before </{}>", element.name),
                    None => "the file ends before its last end tag".to_owned(),
                };
                return Err(malformed(text, text.len() as u64, &what));
            }
            Event::Eof => return Ok(ControlFlow::Continue(())),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
}

fn add_text(open: &mut [Element], more: &str) {
    if let Some(element) = open.last_mut() {
        match element.children.last_mut() {
            Some(Node::Text(text)) => text.push_str(more),
            _ => element.children.push(Node::Text(more.to_owned())),
        }
    }
}

fn malformed(text: &str, position: u64, what: &str) -> ErrorKind {
    let before = text.as_bytes().get(..position as usize).unwrap_or(text.as_bytes());
    let line = 1 + memchr::memchr_iter(b'\n', before).count();
    ErrorKind::Malformed { format: "well-formed XML", what: format!("line {line}: {what}") }
}

/// The encoding that the XML declaration at the start of `bytes` names, if it is there.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<&str> {
    let rest = bytes.trim_ascii_start().strip_prefix(b"<?xml")?;
    let end = memchr::memmem::find(rest, b"?>").filter(|end| *end < 1 << 10)?;
    let declaration = std::str::from_utf8(&rest[..end]).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split_once(quote).map(|(label, _)| label)
}

/// The text without its XML declaration, whose encoding no longer holds once the text was decoded.
pub(super) fn without_declaration(text: &str) -> &str {
    let start = text.trim_start();
    match start.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest,
        None => start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Result<Option<Element>, String> {
        let mut found = None;
        let read = for_each_element(text, &["a"], 8, |element| {
            found = Some(element);
            ControlFlow::Break(())
        });
        read.map_err(|error| error.to_string()).map(|_| found)
    }

    #[test]
    fn an_element_keeps_its_text_and_attributes() {
        let element = first(
            "<?xml version='1.0'?><x><n:a k='1 &amp; 2'><p>Pi&ugrave; <b>o</b> meno</p><![CDATA[<&>]]><p/>&#233;</n:a></x>",
        );
        let element = element.unwrap().unwrap();
        assert_eq!(element.attribute("k"), Some("1 & 2"));
        assert_eq!(element.prose(&[]), "Più o meno\n\n<&>\n\né");
        assert_eq!(element.prose(&["p"]), "<&>\n\né");
    }

    #[test]
    fn bad_xml_is_an_error_that_says_where() {
        for (text, wanted) in [
            ("<a>\n<b></a>", "line 2:"),
            ("<x><a>", "before </a>"),
            ("<x><a", "line 1"),
            ("<a><a><a><a><a><a><a><a><a>", "more than 8 levels"),
            ("<!DOCTYPE x [<!ENTITY l 'ah'><!ENTITY m '&l;&l;'>]><a>&m;</a>", "declares entities"),
            (
                "<!DOCTYPE a SYSTEM 'file:///etc/passwd' [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                "declares entities",
            ),
        ] {
            let message = first(text).unwrap_err();
            assert!(message.contains(wanted), "{text}: {message}");
        }
        let element =
            first("<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a>&ignota; & co</a>").unwrap().unwrap();
        assert_eq!(element.line().unwrap(), "&ignota; & co");
    }

    #[test]
    fn the_declaration_names_the_encoding() {
        assert_eq!(
            declared_encoding(b"<?xml version=\"1.0\" encoding = 'ISO-8859-1' ?><a/>"),
            Some("ISO-8859-1")
        );
        assert_eq!(declared_encoding(b"<?xml version=\"1.0\"?><a encoding='x'/>"), None);
        assert_eq!(without_declaration(" <?xml version=\"1.0\"?>\n<a/>"), "\n<a/>");
    }
}

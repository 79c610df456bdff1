//! RSS, Atom, NewsML-G2 and NITF by quick-xml, so that what must be escaped is.

use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesCData, BytesDecl, BytesText, Event};

use super::Item;

type Xml = Writer<Vec<u8>>;
type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A file with one root element.
fn file(name: &str, attributes: Attributes<'_>, inner: impl FnOnce(&mut Xml) -> io::Result<()>) -> Vec<u8> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None))).expect("memory");
    node(&mut xml, name, attributes, inner).expect("memory");
    xml.into_inner()
}

/// An element that holds others.
fn node(
    xml: &mut Xml,
    name: &str,
    attributes: Attributes<'_>,
    inner: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_inner_content(inner).map(drop)
}

/// An element that holds text.
fn leaf(xml: &mut Xml, name: &str, attributes: Attributes<'_>, text: &str) -> io::Result<()> {
    let element = xml.create_element(name).with_attributes(attributes.iter().copied());
    element.write_text_content(BytesText::new(text)).map(drop)
}

/// An element without content.
fn empty(xml: &mut Xml, name: &str, attributes: Attributes<'_>) -> io::Result<()> {
    xml.create_element(name).with_attributes(attributes.iter().copied()).write_empty().map(drop)
}

/// The text as paragraphs of XHTML or NITF.
fn paragraphs(xml: &mut Xml, item: &Item) -> io::Result<()> {
    item.text.split("\n\n").try_for_each(|paragraph| {
        let element = xml.create_element("p");
        element
            .write_inner_content(|xml| {
                for (number, line) in paragraph.split('\n').enumerate() {
                    if number > 0 {
                        empty(xml, "br", &[])?;
                    }
                    xml.write_event(Event::Text(BytesText::new(line)))?;
                }
                Ok(())
            })
            .map(drop)
    })
}

pub(crate) fn rss(outlet: &str, items: &[&Item]) -> Vec<u8> {
    let space = [("version", "2.0"), ("xmlns:content", "http://purl.org/rss/1.0/modules/content/")];
    file("rss", &space, |xml| {
        node(xml, "channel", &[], |xml| {
            leaf(xml, "title", &[], outlet)?;
            leaf(xml, "link", &[], "https://example.it/")?;
            items.iter().try_for_each(|item| {
                node(xml, "item", &[], |xml| {
                    leaf(xml, "title", &[], &item.title)?;
                    leaf(xml, "link", &[], &format!("https://example.it/notizie/{}", item.id))?;
                    leaf(xml, "guid", &[("isPermaLink", "false")], &item.id)?;
                    leaf(xml, "pubDate", &[], &item.mail_date())?;
                    leaf(xml, "description", &[], "Continua a leggere sul sito")?;
                    let content = xml.create_element("content:encoded");
                    content.write_cdata_content(BytesCData::new(item.html())).map(drop)
                })
            })
        })
    })
}

pub(crate) fn atom(outlet: &str, items: &[&Item]) -> Vec<u8> {
    file("feed", &[("xmlns", "http://www.w3.org/2005/Atom")], |xml| {
        leaf(xml, "title", &[], outlet)?;
        leaf(xml, "id", &[], "urn:example:feed")?;
        leaf(xml, "updated", &[], "2026-12-01T00:00:00Z")?;
        items.iter().try_for_each(|item| {
            node(xml, "entry", &[], |xml| {
                leaf(xml, "id", &[], &item.id)?;
                leaf(xml, "title", &[("type", "text")], &item.title)?;
                leaf(xml, "published", &[], &item.published)?;
                leaf(xml, "updated", &[], "2026-12-01T00:00:00Z")?;
                leaf(xml, "content", &[("type", "html")], &item.html())
            })
        })
    })
}

fn news_item(xml: &mut Xml, item: &Item) -> io::Result<()> {
    let attributes = [
        ("xmlns", "http://iptc.org/std/nar/2006-10-01/"),
        ("guid", item.id.as_str()),
        ("version", "1"),
        ("standard", "NewsML-G2"),
        ("standardversion", "2.34"),
        ("conformance", "power"),
        ("xml:lang", item.lang.as_str()),
    ];
    node(xml, "newsItem", &attributes, |xml| {
        node(xml, "itemMeta", &[], |xml| {
            empty(xml, "itemClass", &[("qcode", "ninat:text")])?;
            node(xml, "provider", &[], |xml| leaf(xml, "name", &[], &item.outlet))?;
            leaf(xml, "versionCreated", &[], &item.published)
        })?;
        node(xml, "contentMeta", &[], |xml| leaf(xml, "headline", &[], &item.title))?;
        node(xml, "contentSet", &[], |xml| {
            node(xml, "inlineXML", &[("contenttype", "application/xhtml+xml")], |xml| {
                node(xml, "html", &[("xmlns", "http://www.w3.org/1999/xhtml")], |xml| {
                    node(xml, "head", &[], |xml| leaf(xml, "title", &[], &item.title))?;
                    node(xml, "body", &[], |xml| paragraphs(xml, item))
                })
            })
        })
    })
}

/// A message that carries all items.
pub(crate) fn news_message(items: &[Item]) -> Vec<u8> {
    file("newsMessage", &[("xmlns", "http://iptc.org/std/nar/2006-10-01/")], |xml| {
        node(xml, "header", &[], |xml| leaf(xml, "sent", &[], "2026-12-01T00:00:00Z"))?;
        node(xml, "itemSet", &[], |xml| items.iter().try_for_each(|item| news_item(xml, item)))
    })
}

pub(crate) fn nitf(item: &Item) -> Vec<u8> {
    file("nitf", &[("version", "-//IPTC//DTD NITF 3.4//EN"), ("xml:lang", &item.lang)], |xml| {
        node(xml, "head", &[], |xml| {
            leaf(xml, "title", &[], &item.title)?;
            node(xml, "docdata", &[], |xml| {
                empty(xml, "doc-id", &[("id-string", &item.id)])?;
                let issued = item.moment().strftime("%Y%m%dT%H%M%S%z").to_string();
                empty(xml, "date.issue", &[("norm", &issued)])?;
                empty(xml, "doc.copyright", &[("holder", &item.outlet)])
            })
        })?;
        node(xml, "body", &[], |xml| {
            node(xml, "body.head", &[], |xml| {
                node(xml, "hedline", &[], |xml| leaf(xml, "hl1", &[], &item.title))
            })?;
            node(xml, "body.content", &[], |xml| paragraphs(xml, item))?;
            empty(xml, "body.end", &[])
        })
    })
}

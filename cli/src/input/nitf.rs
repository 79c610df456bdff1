//! NITF, the News Industry Text Format of IPTC, 3.x.
//!
//! In: a file with one `nitf` element. Out: one record: id `doc-id/@id-string`, title `hedline/hl1`, text
//! `body.content` without pictures and their captions, date `date.issue` or `date.release`, outlet
//! `pubdata/@name`, `doc.copyright/@holder` or `distributor`. Cost: `O(n)`.

use std::ops::ControlFlow;

use super::draft::Draft;
use super::source::Stream;
use super::xml::{self, Element};
use super::{At, Event, InputOptions, Sink, encoding, error};

/// Elements of a body that are not its text.
const NO_TEXT: &[&str] = &["media", "media-caption", "media-metadata", "media-producer", "note"];

/// Reads a NITF file.
pub(super) fn read(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    read_elements(stream, &["nitf"], options, sink, |element, options| draft(&element, options))
}

/// Reads the wanted elements of an XML file as one record each.
pub(super) fn read_elements(
    stream: Stream,
    wanted: &[&str],
    options: &InputOptions,
    sink: &mut Sink<'_>,
    draft: impl Fn(Element, &InputOptions) -> Draft,
) -> ControlFlow<()> {
    let file = stream.name().clone();
    let bytes = match stream.into_bytes(options.limits.file) {
        Ok(bytes) => bytes,
        Err(kind) => return sink(Event::Bad(error::bad(&file, At::File, kind))),
    };
    let declared = xml::declared_encoding(&bytes).map(str::to_owned);
    let text = encoding::decode(bytes, declared.as_deref(), options.language);
    let mut number = 0;
    let read = xml::for_each_element(&text, wanted, options.limits.depth, |element| {
        number += 1;
        draft(element, options).deliver(&file, At::Item(number), options, sink)
    });
    match read {
        Ok(ControlFlow::Continue(())) if number == 0 => {
            let what = format!("it holds no element {}", wanted.join(" or "));
            let kind = error::ErrorKind::Malformed { format: "news", what };
            sink(Event::Bad(error::bad(&file, At::File, kind)))
        }
        Ok(flow) => flow,
        Err(kind) => sink(Event::Bad(error::bad(&file, At::File, kind))),
    }
}

/// The record that a `nitf` element holds.
pub(super) fn draft(nitf: &Element, _: &InputOptions) -> Draft {
    let attribute = |path: &[&str], name| nitf.at(path).and_then(|element| element.attribute(name));
    let data = |name, key| attribute(&["head", "docdata", name], key);
    let line = |path: &[&str]| nitf.at(path).and_then(Element::line);
    let headline = line(&["body", "body.head", "hedline", "hl1"])
        .or_else(|| line(&["body", "body.head", "headline", "hl1"]));
    let body = nitf.at(&["body", "body.content"]).or_else(|| nitf.at(&["body"]));
    Draft {
        id: data("doc-id", "id-string").map(str::to_owned),
        text: body.map(|body| body.prose(NO_TEXT)).unwrap_or_default(),
        title: headline.or_else(|| line(&["head", "title"])),
        outlet: attribute(&["head", "pubdata"], "name")
            .or_else(|| data("doc.copyright", "holder"))
            .map(str::to_owned)
            .or_else(|| line(&["body", "body.head", "distributor"])),
        published: data("date.issue", "norm")
            .or_else(|| data("date.release", "norm"))
            .or_else(|| attribute(&["head", "pubdata"], "date.publication"))
            .map(str::to_owned),
        lang: nitf.attribute("lang").map(str::to_owned),
    }
}

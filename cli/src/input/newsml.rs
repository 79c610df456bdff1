//! NewsML-G2 of IPTC: a `newsItem`, or a `newsMessage` that carries many.
//!
//! In: a file. Out: a record a news item: id `@guid`, title `contentMeta/headline`, text the first part of
//! `contentSet` that has any (`inlineXML` with NITF or HTML, `inlineData`), date `itemMeta/versionCreated`,
//! outlet `itemMeta/provider`. Content that lies elsewhere (`remoteContent`) is never fetched. Cost: `O(n)`;
//! the tree of one item at a time.

use std::ops::ControlFlow;

use super::draft::Draft;
use super::source::Stream;
use super::xml::Element;
use super::{InputOptions, Sink, markup, nitf};

/// Reads a NewsML-G2 file.
pub(super) fn read(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    nitf::read_elements(stream, &["newsItem"], options, sink, |item, options| draft(&item, options))
}

fn draft(item: &Element, options: &InputOptions) -> Draft {
    let line = |path: &[&str]| item.at(path).and_then(Element::line);
    let inner = content(item, options);
    let headline =
        line(&["contentMeta", "headline"]).or(inner.title).or_else(|| line(&["itemMeta", "title"]));
    let language = item.at(&["contentMeta", "language"]).and_then(|language| language.attribute("tag"));
    Draft {
        id: item.attribute("guid").map(str::to_owned).or(inner.id),
        text: inner.text,
        title: headline,
        outlet: item.at(&["itemMeta", "provider"]).and_then(name).or(inner.outlet),
        published: line(&["itemMeta", "versionCreated"])
            .or_else(|| line(&["contentMeta", "contentModified"]))
            .or_else(|| line(&["contentMeta", "contentCreated"]))
            .or(inner.published),
        lang: language.or_else(|| item.attribute("lang")).map(str::to_owned),
    }
}

/// What the first part of the content that has text says.
fn content(item: &Element, options: &InputOptions) -> Draft {
    let parts = item.named("contentSet").flat_map(Element::elements);
    let drafts = parts.map(|part| match part.name.as_str() {
        "inlineXML" => match part.first("nitf") {
            Some(inner) => nitf::draft(inner, options),
            None => Draft {
                text: part.first("body").unwrap_or(part).prose(&["head", "script", "style"]),
                ..Draft::default()
            },
        },
        // Escaped markup is the rule in inlineData, whatever its content type says; plain text stays as it is.
        "inlineData" if part.attribute("encoding").is_none() => {
            let raw = part.raw_text();
            let plain = part.attribute("contenttype").is_some_and(|kind| kind.starts_with("text/plain"));
            Draft { text: if plain { raw.trim().to_owned() } else { markup::text(&raw) }, ..Draft::default() }
        }
        _ => Draft::default(),
    });
    drafts.into_iter().find(|draft| !draft.text.is_empty()).unwrap_or_default()
}

/// The name of a party: in words, or from its code.
fn name(party: &Element) -> Option<String> {
    let code = || {
        let code = party.attribute("literal").or_else(|| party.attribute("qcode"))?;
        Some(code.rsplit(':').next().unwrap_or(code).to_owned())
    };
    party.at(&["name"]).and_then(Element::line).or_else(code)
}

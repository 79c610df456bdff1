//! IPTC ninjs 1.x, 2.x and 3.x: one object, an array, or one object a line.
//!
//! In: a file. Out: a record an object: id `uri`, title `headline` or the main one of `headlines`, text
//! `body_text`, `body_xhtml` or the plainest of `bodies` (a description where there is no body), date
//! `versioncreated`, outlet the first information source or else the copyright holder. Names are
//! compared without case, which is how 3.x differs from 2.x. Cost: `O(n)` in time and memory.

use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::draft::Draft;
use super::error::{self, ErrorKind};
use super::source::Stream;
use super::{At, Event, InputOptions, Sink, encoding, jsonl, markup};

/// Reads ninjs.
pub(super) fn read(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let file = stream.name().clone();
    let bytes = match stream.into_bytes(options.limits.file) {
        Ok(bytes) => bytes,
        Err(kind) => return sink(Event::Bad(error::bad(&file, At::File, kind))),
    };
    let text = encoding::decode(bytes, None, options.language);
    jsonl::for_each_object(&text, |number, object| {
        let at = number.map_or(At::File, At::Item);
        let item =
            object.and_then(|object| serde_json::from_str(object).map_err(|error| jsonl::not_json(&error)));
        match item {
            Ok(Value::Object(item)) => draft(&Item(item)).deliver(&file, at, options, sink),
            Ok(_) => {
                let what = "an item is no object".to_owned();
                sink(Event::Bad(error::bad(&file, at, ErrorKind::Malformed { format: "ninjs", what })))
            }
            Err(kind) => sink(Event::Bad(error::bad(&file, at, kind))),
        }
    })
}

/// An object whose names are compared without case.
struct Item(Map<String, Value>);

impl Item {
    fn get(&self, name: &str) -> Option<&Value> {
        get(&self.0, name)
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.get(name)?.as_str().filter(|text| !text.trim().is_empty())
    }

    /// The objects of a list.
    fn list(&self, name: &str) -> impl Iterator<Item = &Map<String, Value>> {
        self.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object)
    }
}

fn get<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn text_of<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    get(object, name)?.as_str().filter(|text| !text.trim().is_empty())
}

fn draft(item: &Item) -> Draft {
    let text = ["body", "description"]
        .into_iter()
        .find_map(|part| one_value(item, part).or_else(|| one_of_many(item, part)));
    let main = item.list("headlines").filter(|headline| text_of(headline, "value").is_some()).min_by_key(
        |headline| !text_of(headline, "role").is_some_and(|role| role.to_ascii_lowercase().contains("main")),
    );
    let headline = item
        .text("headline")
        .or_else(|| main.and_then(|main| text_of(main, "value")))
        .or_else(|| item.text("title"));
    let source = |list| item.list(list).find_map(|source| text_of(source, "name"));
    let outlet =
        source("infosources").or_else(|| source("infosource")).or_else(|| item.text("copyrightholder"));
    let date =
        ["versioncreated", "firstcreated", "contentcreated"].into_iter().find_map(|name| item.text(name));
    Draft {
        id: item.text("uri").map(str::to_owned),
        text: text.unwrap_or_default(),
        title: headline.map(markup::text),
        outlet: outlet.or_else(|| item.text("source")).map(str::to_owned),
        published: date.map(str::to_owned),
        lang: item.text("language").map(str::to_owned),
    }
}

/// 1.x: `body_text`, or `body_` and another format.
fn one_value(item: &Item, part: &str) -> Option<String> {
    if let Some(plain) = item.text(&format!("{part}_text")) {
        return Some(plain.to_owned());
    }
    ["xhtml", "html"].into_iter().find_map(|format| item.text(&format!("{part}_{format}"))).map(markup::text)
}

/// 2.x and 3.x: a list of the same text in several formats or lengths; plain text first.
fn one_of_many(item: &Item, part: &str) -> Option<String> {
    let list = if part == "body" { "bodies" } else { "descriptions" };
    let plain = |kind: Option<&str>| kind.is_none_or(|kind| kind.starts_with("text/plain"));
    let parts = item.list(list).filter_map(|one| {
        let kind = text_of(one, "contenttype");
        Some((text_of(one, "value")?, plain(kind)))
    });
    // Among those of one format the longest: a list may hold the same text in several lengths.
    let (text, plain) = parts.max_by_key(|(text, plain)| (*plain, text.len()))?;
    Some(if plain { text.to_owned() } else { markup::text(text) })
}

//! Documents written in the formats in which a newsroom gets them: each writer makes the files of one
//! format, as the systems that export it do (an array or a file an item, markup escaped, lines folded).

#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod mail;
pub(crate) mod xml;

use std::io::Write as _;

use serde::Deserialize;
use serde_json::{Value, json};

/// A document of the corpus, as far as the formats carry it.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) family: String,
    pub(crate) title: String,
    pub(crate) outlet: String,
    pub(crate) published: String,
    pub(crate) lang: String,
    pub(crate) text: String,
}

impl Item {
    /// The text as paragraphs of HTML, its lines broken where they were.
    pub(crate) fn html(&self) -> String {
        let paragraph =
            |text: &str| format!("<p>{}</p>", quick_xml::escape::escape(text).replace('\n', "<br>"));
        self.text.split("\n\n").map(paragraph).collect()
    }

    /// The time of publication in its own zone.
    pub(crate) fn moment(&self) -> jiff::Zoned {
        let pieces = jiff::fmt::temporal::Pieces::parse(&self.published).expect("a time");
        let Some(jiff::fmt::temporal::PiecesOffset::Numeric(offset)) = pieces.offset() else {
            panic!("{} has no offset", self.published);
        };
        let local = pieces.date().to_datetime(pieces.time().expect("a time of day"));
        let zone = offset.offset().to_time_zone();
        local.to_zoned(zone).expect("a moment")
    }

    /// The time of publication as mail and RSS write it.
    pub(crate) fn mail_date(&self) -> String {
        self.moment().strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
    }
}

/// Files of one format: names and bytes.
pub(crate) type Files = Vec<(String, Vec<u8>)>;

/// One file with that name.
pub(crate) fn one(name: &str, bytes: impl Into<Vec<u8>>) -> Files {
    vec![(name.to_owned(), bytes.into())]
}

/// A file an item.
pub(crate) fn each(items: &[Item], ending: &str, write: impl Fn(&Item) -> Vec<u8>) -> Files {
    items.iter().map(|item| (format!("{}.{ending}", item.id), write(item))).collect()
}

/// A file an outlet: a feed names its outlet once.
pub(crate) fn by_outlet(items: &[Item], ending: &str, write: impl Fn(&str, &[&Item]) -> Vec<u8>) -> Files {
    let mut outlets: Vec<&str> = items.iter().map(|item| item.outlet.as_str()).collect();
    outlets.sort_unstable();
    outlets.dedup();
    let feed = |(number, outlet): (usize, &&str)| {
        let of_outlet: Vec<&Item> = items.iter().filter(|item| item.outlet == **outlet).collect();
        (format!("{number}.{ending}"), write(outlet, &of_outlet))
    };
    outlets.iter().enumerate().map(feed).collect()
}

pub(crate) fn json_lines(items: &[Item]) -> Vec<u8> {
    let line = |item: &Item| {
        let (id, title, outlet, published) = (&item.id, &item.title, &item.outlet, &item.published);
        let object = json!({ "id": id, "title": title, "outlet": outlet, "published": published,
            "lang": item.lang, "text": item.text, "categoria": "cronaca" });
        format!("{object}\n")
    };
    items.iter().map(line).collect::<String>().into_bytes()
}

/// A table with Italian column names, as a spreadsheet saves it.
pub(crate) fn table(items: &[Item], delimiter: u8) -> Vec<u8> {
    let mut rows = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    rows.write_record(["Codice", "Fonte", "Data", "Titolo", "Testo"]).expect("a row");
    for Item { id, outlet, published, title, text, .. } in items {
        rows.write_record([id, outlet, published, title, text]).expect("a row");
    }
    rows.into_inner().expect("a table")
}

pub(crate) fn json_feed(outlet: &str, items: &[&Item]) -> Vec<u8> {
    let item = |item: &&Item| {
        json!({ "id": item.id, "title": item.title, "content_html": item.html(),
            "date_published": item.published })
    };
    let items: Vec<Value> = items.iter().map(item).collect();
    let feed = json!({ "version": "https://jsonfeed.org/version/1.1", "title": outlet, "items": items });
    feed.to_string().into_bytes()
}

pub(crate) fn ninjs(item: &Item) -> Value {
    json!({ "standard": { "name": "ninjs", "version": "3.0" }, "uri": item.id, "type": "text",
        "versionCreated": item.published, "language": item.lang,
        "infoSources": [{ "name": item.outlet }],
        "headlines": [{ "role": "main", "value": item.title }],
        "bodies": [{ "contentType": "text/html", "value": item.html() }] })
}

/// A text as an agency's terminal keeps it: title, an empty line, lines of at most 72 characters;
/// in Windows-1252.
pub(crate) fn agency_text(item: &Item) -> Vec<u8> {
    let text = format!("{}\r\n\r\n{}\r\n", item.title, wrap(&item.text, 72).replace('\n', "\r\n"));
    let (bytes, _, failed) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!failed, "{} has characters that Windows-1252 has not", item.id);
    bytes.into_owned()
}

/// A page with its menu, banner and links around the text.
pub(crate) fn page(item: &Item) -> Vec<u8> {
    let Item { outlet, title, published, .. } = item;
    let [outlet, title] = [outlet, title].map(|text| quick_xml::escape::escape(text.as_str()));
    format!(
        "<!DOCTYPE html><html lang=\"it\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <meta property=\"og:site_name\" content=\"{outlet}\"><meta property=\"og:title\" content=\"{title}\">\
         <meta property=\"article:published_time\" content=\"{published}\"></head><body>\
         <header><nav><ul><li><a href=\"/\">Prima pagina</a></li><li><a href=\"/sport\">Sport</a></li></ul></nav>\
         </header><div class=\"cookie-banner\"><p>Questo sito usa i cookie. <button>Accetta</button></p></div>\
         <main><article><h1>{title}</h1>{}</article></main>\
         <footer><p>Registrazione al tribunale n. 12 del 2003</p></footer></body></html>",
        item.html()
    )
    .into_bytes()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    ::zstd::encode_all(bytes, 1).expect("memory")
}

/// Breaks lines at spaces so that none has more than `columns` characters, where words allow it.
pub(crate) fn wrap(text: &str, columns: usize) -> String {
    let mut wrapped = String::new();
    for line in text.split_inclusive('\n') {
        let mut column = 0;
        for word in line.split_inclusive(' ') {
            let length = word.trim_end().chars().count();
            if column > 0 && column + length > columns {
                wrapped.truncate(wrapped.trim_end_matches(' ').len());
                wrapped.push('\n');
                column = 0;
            }
            wrapped.push_str(word);
            column += word.chars().count();
        }
    }
    wrapped
}

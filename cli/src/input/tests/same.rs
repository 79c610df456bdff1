//! The same documents written in every format are the same documents.

use std::io::{Cursor, Write};

use ricalco::Document;

use super::super::{InputFormat, InputOptions};
use super::{Outcome, gzip, read_bytes, zstd};

/// What each format is made of: id, title, outlet, date, paragraphs.
struct Item {
    id: &'static str,
    title: &'static str,
    outlet: &'static str,
    published: &'static str,
    paragraphs: [&'static str; 2],
}

/// Writes a document in some format.
type Writer<'a> = &'a dyn Fn(&Item) -> Vec<u8>;

const OUTLET: &str = "Questura di Valdoria";

const ITEMS: [Item; 3] = [
    Item {
        id: "val-001",
        title: "Trentadue controlli & cinque sanzioni",
        outlet: OUTLET,
        published: "2026-03-22T10:12:00+01:00",
        paragraphs: [
            "Sono 32 i controlli svolti nei cantieri della città: l’esito è \"preoccupante\", dice il questore.",
            "Le sanzioni superano i 15.000 €; perché a < b non è un tag, e R&S nemmeno.",
        ],
    },
    Item {
        id: "val-002",
        title: "Furto di rame: due arresti",
        outlet: OUTLET,
        published: "2026-03-23T00:05:00+01:00",
        paragraphs: [
            "Due uomini di 41 e 37 anni sono stati arrestati a Borgo San Lazzaro dopo un inseguimento.",
            "Nel furgone c’erano 480 chili di rame; più tardi è stata trovata un’altra bobina.",
        ],
    },
    Item {
        id: "val-003",
        title: "Scuole sicure, lunedì l’incontro",
        outlet: OUTLET,
        published: "2026-03-24T18:30:00+01:00",
        paragraphs: [
            "Lunedì alle 9 gli agenti incontrano 120 studenti dell’istituto «Fermi».",
            "Si parlerà di truffe, bullismo e sicurezza in rete; così la giornata si ripeterà ad aprile.",
        ],
    },
];

/// The characters of markup written as such.
fn escape(text: &str) -> String {
    quick_xml::escape::escape(text).into_owned()
}

fn html(item: &Item) -> String {
    format!("<p>{}</p>", item.paragraphs.map(escape).join("</p><p>"))
}

fn plain(item: &Item) -> String {
    item.paragraphs.join("\n\n")
}

fn each(write: impl Fn(&Item) -> String) -> String {
    ITEMS.iter().map(write).collect()
}

fn moment(item: &Item) -> jiff::Zoned {
    jiff::fmt::temporal::Pieces::parse(item.published)
        .ok()
        .and_then(|pieces| {
            let jiff::fmt::temporal::PiecesOffset::Numeric(offset) = pieces.offset()? else { return None };
            let local = pieces.date().to_datetime(pieces.time()?);
            Some(offset.offset().to_timestamp(local).ok()?.to_zoned(offset.offset().to_time_zone()))
        })
        .unwrap()
}

fn mail_date(item: &Item) -> String {
    moment(item).strftime("%a, %d %b %Y %H:%M:%S %z").to_string()
}

fn json(item: &Item) -> serde_json::Value {
    serde_json::json!({"id": item.id, "title": item.title, "outlet": item.outlet, "published": item.published,
        "lang": "it", "text": plain(item), "altro": {"x": [1, null]}})
}

fn jsonl() -> String {
    each(|item| format!("{}\n", json(item)))
}

fn table(delimiter: char) -> String {
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let row = |cells: [&str; 5]| cells.map(cell).join(&delimiter.to_string());
    let rows =
        each(|item| format!("{}\r\n", row([item.id, item.title, &plain(item), item.outlet, item.published])));
    format!("{}\r\n{rows}", ["Codice", "Titolo", "Testo", "Fonte", "Data"].join(&delimiter.to_string()))
}

fn rss() -> String {
    let items = each(|item| {
        format!(
            "<item><title>{}</title><guid isPermaLink=\"false\">{}</guid><link>https://example.it/{}</link>\
             <pubDate>{}</pubDate><description>In breve</description>\
             <content:encoded><![CDATA[{}]]></content:encoded></item>",
            escape(item.title),
            item.id,
            item.id,
            mail_date(item),
            html(item)
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\
         <channel><title>{OUTLET}</title><language>it-it</language>{items}</channel></rss>"
    )
}

fn atom() -> String {
    let entries = each(|item| {
        format!(
            "<entry><id>{}</id><title>{}</title><updated>{}</updated><published>{}</published>\
             <summary>In breve</summary><content type=\"html\">{}</content></entry>",
            item.id,
            escape(item.title),
            item.published,
            item.published,
            escape(&html(item))
        )
    });
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{OUTLET}</title><id>f</id>\
         <updated>2026-03-24T18:30:00Z</updated>{entries}</feed>"
    )
}

fn json_feed() -> String {
    let items: Vec<_> = ITEMS
        .iter()
        .map(|item| {
            serde_json::json!({"id": item.id, "title": item.title, "content_html": html(item), "date_published": item.published})
        })
        .collect();
    serde_json::json!({"version": "https://jsonfeed.org/version/1.1", "title": OUTLET, "items": items})
        .to_string()
}

fn ninjs_1() -> String {
    let items = ITEMS.iter().map(|item| {
        serde_json::json!({"uri": item.id, "type": "text", "headline": item.title, "versioncreated": item.published,
            "language": "it", "infosource": [{"name": item.outlet}], "body_xhtml": html(item)})
    });
    serde_json::Value::Array(items.collect()).to_string()
}

fn ninjs_2() -> String {
    each(|item| {
        let item = serde_json::json!({"standard": {"name": "ninjs", "version": "2.1"}, "uri": item.id,
            "versioncreated": item.published, "copyrightholder": item.outlet,
            "headlines": [{"role": "short", "value": "Breve"}, {"role": "main", "value": item.title}],
            "bodies": [{"contenttype": "text/html", "value": html(item)}, {"contenttype": "text/plain", "value": plain(item)}]});
        format!("{item}\n")
    })
}

fn ninjs_3() -> String {
    each(|item| {
        let item = serde_json::json!({"uri": item.id, "versionCreated": item.published,
            "infoSources": [{"name": item.outlet}], "headlines": [{"value": item.title}],
            "bodies": [{"contentType": "text/html", "value": html(item)}]});
        serde_json::to_string_pretty(&item).unwrap() + "\n"
    })
}

fn news_item(item: &Item) -> String {
    format!(
        "<newsItem guid=\"{}\" version=\"1\" standard=\"NewsML-G2\" xml:lang=\"it\"><itemMeta><provider><name>{}</name></provider>\
         <versionCreated>{}</versionCreated></itemMeta><contentMeta><headline>{}</headline></contentMeta>\
         <contentSet><inlineXML contenttype=\"application/xhtml+xml\"><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head>\
         <body>{}</body></html></inlineXML></contentSet></newsItem>",
        item.id,
        item.outlet,
        item.published,
        escape(item.title),
        html(item)
    )
}

fn news_message() -> String {
    format!(
        "<?xml version=\"1.0\"?><newsMessage xmlns=\"http://iptc.org/std/nar/2006-10-01/\"><header><sent>2026-03-24T18:30:00Z</sent></header>\
         <itemSet>{}</itemSet></newsMessage>",
        each(news_item)
    )
}

fn nitf(item: &Item) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE nitf SYSTEM \"nitf-3-4.dtd\">\n<nitf xml:lang=\"it\"><head><title>x</title>\
         <docdata><doc-id id-string=\"{}\"/><date.issue norm=\"{}\"/><doc.copyright holder=\"{}\"/></docdata></head>\
         <body><body.head><hedline><hl1>{}</hl1></hedline><dateline>VALDORIA</dateline></body.head><body.content>{}\
         <media media-type=\"image\"><media-caption>Una volante</media-caption></media></body.content><body.end/></body></nitf>",
        item.id,
        moment(item).strftime("%Y%m%dT%H%M%S%z"),
        item.outlet,
        escape(item.title),
        html(item)
    )
}

fn mail(item: &Item) -> String {
    let plain = plain(item).replace('\n', "\r\n");
    format!(
        "Message-ID: <{}>\r\nDate: {}\r\nFrom: {OUTLET} <stampa@example.it>\r\nTo: redazione@example.it\r\n\
         Subject: =?UTF-8?B?{}?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"=_b\"\r\n\r\n\
         --=_b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{plain}\r\n\
         --=_b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>{}</body></html>\r\n--=_b--\r\n",
        item.id,
        mail_date(item),
        base64(item.title.as_bytes()),
        html(item)
    )
}

fn mailbox() -> String {
    each(|item| format!("From stampa@example.it Sun Mar 22 10:12:00 2026\r\n{}\r\n", mail(item)))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

fn docx(item: &Item) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let lines = [item.title, ""].into_iter().chain(item.paragraphs).map(|line| {
        let (one, two) = line.split_at(line.len().min(3));
        format!(
            "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:t>{}</w:t></w:r></w:p>",
            escape(one),
            escape(two)
        )
    });
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>",
        lines.collect::<String>()
    );
    archive.write_all(document.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

/// One file of each format that is text, or of Word, with these documents.
pub(super) fn one_of_each() -> Vec<(InputFormat, Vec<u8>)> {
    let item = &ITEMS[0];
    vec![
        (InputFormat::Text, plain(item).into_bytes()),
        (InputFormat::Jsonl, jsonl().into_bytes()),
        (InputFormat::Json, serde_json::to_vec(&ITEMS.each_ref().map(json)).unwrap()),
        (InputFormat::Csv, table(',').into_bytes()),
        (InputFormat::Tsv, table('\t').into_bytes()),
        (InputFormat::Feed, rss().into_bytes()),
        (InputFormat::Feed, atom().into_bytes()),
        (InputFormat::Feed, json_feed().into_bytes()),
        (InputFormat::Ninjs, ninjs_2().into_bytes()),
        (InputFormat::Newsml, news_message().into_bytes()),
        (InputFormat::Nitf, nitf(item).into_bytes()),
        (InputFormat::Html, format!("<html><body>{}</body></html>", html(item)).into_bytes()),
        (InputFormat::Eml, mail(item).into_bytes()),
        (InputFormat::Mbox, mailbox().into_bytes()),
        (InputFormat::Docx, docx(item)),
    ]
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads several files as one input.
fn read_all(files: Vec<(String, Vec<u8>)>) -> Outcome {
    let mut all = Outcome::default();
    for (name, bytes) in files {
        let outcome = read_bytes(&name, bytes, &InputOptions::default());
        all.records.extend(outcome.records);
        all.bad.extend(outcome.bad);
        all.notices.extend(outcome.notices);
    }
    all
}

fn check(what: &str, outcome: &Outcome, compare: impl Fn(&Document, &Item)) {
    assert!(outcome.bad.is_empty() && outcome.notices.is_empty(), "{what}: {outcome:#?}");
    assert_eq!(outcome.records.len(), ITEMS.len(), "{what}: {outcome:#?}");
    for (record, item) in outcome.records.iter().zip(&ITEMS) {
        assert_eq!(words(record.document.text()), words(&plain(item)), "{what}");
        assert_eq!(record.document.title(), Some(item.title), "{what}");
        compare(&record.document, item);
    }
}

fn check_all_fields(what: &str, outcome: &Outcome) {
    check(what, outcome, |document, item| {
        assert_eq!(document.id().as_str(), item.id, "{what}");
        assert_eq!(document.outlet(), Some(item.outlet), "{what}");
        let published = document.published().map(|moment| moment.to_string());
        assert_eq!(published.as_deref(), Some(item.published), "{what}");
    });
}

#[test]
fn every_format_gives_the_same_documents() {
    // The name says nothing, so that the content is what is recognised.
    for (what, written) in [
        ("JSON Lines", jsonl().into_bytes()),
        ("JSON", serde_json::to_string_pretty(&ITEMS.each_ref().map(json)).unwrap().into_bytes()),
        ("CSV", table(',').into_bytes()),
        ("CSV of semicolons", table(';').into_bytes()),
        ("TSV", table('\t').into_bytes()),
        ("RSS", rss().into_bytes()),
        ("Atom", atom().into_bytes()),
        ("JSON Feed", json_feed().into_bytes()),
        ("ninjs 1", ninjs_1().into_bytes()),
        ("ninjs 2", ninjs_2().into_bytes()),
        ("ninjs 3", ninjs_3().into_bytes()),
        ("NewsML-G2 message", news_message().into_bytes()),
        ("mailbox", mailbox().into_bytes()),
        ("gzip", gzip(jsonl().as_bytes())),
        ("zstd", zstd(rss().as_bytes())),
    ] {
        check_all_fields(what, &read_all(vec![("a".to_owned(), written)]));
    }
    for (what, write) in [
        ("NewsML-G2 item", news_item as fn(&Item) -> String),
        ("NITF", nitf),
        ("mail", mail),
        ("ninjs", |item| {
            let item = serde_json::json!({"uri": item.id, "headline": item.title, "versioncreated": item.published,
                "copyrightholder": item.outlet, "body_text": plain(item)});
            serde_json::to_string_pretty(&item).unwrap()
        }),
    ] {
        let files = ITEMS.iter().map(|item| (item.id.to_owned(), write(item).into_bytes()));
        check_all_fields(what, &read_all(files.collect()));
    }
}

#[test]
fn documents_without_fields_are_known_by_their_path() {
    let text = |item: &Item| format!("{}\n\n{}\n", item.title, plain(item));
    let encoded = |label: &str, item: &Item| {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        encoding.encode(&text(item)).0.into_owned()
    };
    let utf_16 = |item: &Item| text(item).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    let kinds: [(&str, &str, Writer<'_>); 4] = [
        ("UTF-8", "txt", &|item| text(item).into_bytes()),
        ("Windows-1252", "txt", &|item| encoded("windows-1252", item)),
        ("UTF-16", "txt", &utf_16),
        ("gzip", "txt.gz", &|item| gzip(&encoded("windows-1252", item))),
    ];
    for (what, ending, write) in kinds {
        let files = ITEMS.iter().map(|item| (format!("{}.{ending}", item.id), write(item)));
        check(what, &read_all(files.collect()), |document, item| {
            assert_eq!(document.id().as_str(), format!("{}.{ending}", item.id), "{what}");
        });
    }
}

#[test]
fn a_word_file_is_its_paragraphs() {
    let outcome = read_bytes("comunicato", docx(&ITEMS[0]), &InputOptions::default());
    let wanted = format!("{}\n\n{}", ITEMS[0].title, plain(&ITEMS[0]));
    assert_eq!(outcome.only().document.text(), wanted);
    assert_eq!(outcome.only().document.id().as_str(), "comunicato");
}

#[test]
fn declared_encodings_hold_and_wrong_ones_do_not_hurt() {
    let encode = |label: &str, text: &str| {
        encoding_rs::Encoding::for_label(label.as_bytes()).unwrap().encode(text).0.into_owned()
    };
    for (written, declared) in [
        ("utf-8", "ISO-8859-1"),
        ("windows-1252", "windows-1252"),
        ("windows-1252", "UTF-8"),
        ("windows-1252", "ISO-8859-1"),
    ] {
        let xml = rss().replace("encoding=\"UTF-8\"", &format!("encoding=\"{declared}\""));
        let what = format!("RSS in {written} declared as {declared}");
        check_all_fields(&what, &read_all(vec![("a".to_owned(), encode(written, &xml))]));
        let files = ITEMS.iter().map(|item| {
            let xml = nitf(item).replace("encoding=\"UTF-8\"", &format!("encoding=\"{declared}\""));
            (item.id.to_owned(), encode(written, &xml))
        });
        check_all_fields(&what.replace("RSS", "NITF"), &read_all(files.collect()));
        let files = ITEMS.iter().map(|item| {
            let mail = mail(item).replace("charset=utf-8", &format!("charset={declared}"));
            (item.id.to_owned(), encode(written, &mail))
        });
        check_all_fields(&what.replace("RSS", "mail"), &read_all(files.collect()));
    }
    for (what, written) in [("CSV", table(';')), ("JSON Lines", jsonl())] {
        check_all_fields(what, &read_all(vec![("a".to_owned(), encode("windows-1252", &written))]));
        let utf_16 = written.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check_all_fields(what, &read_all(vec![("a".to_owned(), utf_16)]));
    }
}

#[test]
fn an_attached_document_is_the_text_where_the_mail_only_announces_it() {
    let item = &ITEMS[0];
    let attached = base64(&docx(item));
    let mail = format!(
        "Message-ID: <a@b>\nFrom: stampa@example.it\nSubject: Comunicato\nMIME-Version: 1.0\n\
         Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nIn allegato il comunicato.\n--x\n\
         Content-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document; name=\"c.docx\"\n\
         Content-Disposition: attachment; filename=\"c.docx\"\nContent-Transfer-Encoding: base64\n\n{attached}\n--x--\n"
    );
    let outcome = read_bytes("a.eml", mail.clone(), &InputOptions::default());
    assert!(words(outcome.only().document.text()).ends_with(&words(&plain(item))), "{outcome:#?}");
    assert_eq!(outcome.only().document.outlet(), Some("stampa@example.it"));
    // A damaged attachment is told and passed over.
    let damaged = mail.replace(&attached, &base64(b"PK\x03\x04 non un archivio"));
    let outcome = read_bytes("a.eml", damaged, &InputOptions::default());
    assert_eq!(outcome.only().document.text(), "In allegato il comunicato.");
    assert!(outcome.notices[0].contains("c.docx"), "{outcome:#?}");
}

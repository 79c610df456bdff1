//! The same documents in every format are the same documents to the judgement: sixty documents of the
//! corpus give one partition, whether they come as JSON Lines, feeds, news files, mail or agency texts.

mod support;
mod writers;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ricalco::{Deduplicator, Document};
use support::{Folder, stdout};
use writers::{Files, Item, by_outlet, each, mail, one, xml};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/corpus");

/// Documents that each go together.
type Partition = BTreeSet<BTreeSet<String>>;

/// Sixty documents in whole families: the first family of D6, and of D1, D2, D3 and D4 in turn the next
/// one of eight documents, until there are sixty.
fn sixty() -> Vec<Item> {
    let families = |part: &str| {
        let lines = fs::read_to_string(format!("{CORPUS}/{part}.jsonl")).expect(part);
        let mut families: BTreeMap<String, Vec<Item>> = BTreeMap::new();
        for line in lines.lines() {
            let item: Item = serde_json::from_str(line).expect("a document");
            families.entry(item.family.clone()).or_default().push(item);
        }
        families.into_values()
    };
    let mut items = families("D6").next().expect("a family");
    let mut parts = ["D1", "D2", "D3", "D4"].map(|part| families(part).filter(|family| family.len() == 8));
    let turns = (0..parts.len()).cycle();
    for turn in turns {
        if items.len() >= 60 {
            break;
        }
        items.extend(parts[turn].next().expect("a family of eight"));
    }
    assert_eq!(items.len(), 60);
    items
}

/// The fields that a format carries beside id, title and text.
#[derive(Clone, Copy)]
enum Carries {
    /// Outlet and time of publication.
    All,
    /// Nothing more.
    TitleAlone,
}

/// What the library makes of the documents.
fn by_library(items: &[Item], carries: Carries) -> Partition {
    let document = |item: &Item| {
        let document = Document::new(item.id.as_str(), item.text.as_str())
            .with_title(item.title.as_str())
            .with_language(item.lang.parse().expect("a language"));
        match carries {
            Carries::All => document
                .with_outlet(item.outlet.as_str())
                .with_published(item.published.parse().expect("a time")),
            Carries::TitleAlone => document,
        }
    };
    let documents: Vec<Document> = items.iter().map(document).collect();
    let grouping = Deduplicator::new().group(&documents).expect("a grouping");
    let ids =
        |cluster: &ricalco::Cluster| cluster.members.iter().map(|member| member.id.to_string()).collect();
    grouping.clusters().iter().map(ids).collect()
}

/// What the command makes of the files of a folder.
fn by_command(what: &str, files: &Files) -> Partition {
    let folder = Folder::new();
    for (name, bytes) in files {
        fs::write(folder.file(&format!("in/{name}"), ""), bytes).expect("a file");
    }
    let lines = stdout(&["group", "--format", "jsonl", &folder.path("in")], "");
    // A document whose format has no ids is known by its path.
    let id = |value: &serde_json::Value| {
        let id = value.as_str().expect("an id");
        let stem = Path::new(id).file_stem().and_then(|stem| stem.to_str());
        if id.contains('/') { stem.expect("a name").to_owned() } else { id.to_owned() }
    };
    let mut clusters: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in lines.lines() {
        let line: serde_json::Value = serde_json::from_str(line).expect(what);
        clusters.entry(id(&line["cluster"])).or_default().insert(id(&line["id"]));
    }
    clusters.into_values().collect()
}

#[test]
fn sixty_documents_give_one_partition_in_every_format() {
    let items = sixty();
    let pretty = |item: &Item| serde_json::to_vec_pretty(&writers::ninjs(item)).expect("JSON");
    let ninjs: Vec<_> = items.iter().map(writers::ninjs).collect();
    let lines = writers::json_lines(&items);
    let mails = items.iter().enumerate();
    let mails = mails.map(|(number, item)| (format!("{}.eml", item.id), mail::message(number, item)));
    let formats: Vec<(&str, Carries, Files)> = vec![
        ("JSON Lines", Carries::All, one("a.jsonl", lines.clone())),
        ("gzipped JSON Lines", Carries::All, one("a.jsonl.gz", writers::gzip(&lines))),
        ("JSON Lines in zstd", Carries::All, one("a.jsonl.zst", writers::zstd(&lines))),
        ("CSV", Carries::All, one("a.csv", writers::table(&items, b','))),
        ("CSV of semicolons", Carries::All, one("a.csv", writers::table(&items, b';'))),
        ("TSV", Carries::All, one("a.tsv", writers::table(&items, b'\t'))),
        ("RSS", Carries::All, by_outlet(&items, "xml", xml::rss)),
        ("Atom", Carries::All, by_outlet(&items, "xml", xml::atom)),
        ("JSON Feed", Carries::All, by_outlet(&items, "json", writers::json_feed)),
        ("ninjs in an array", Carries::All, one("a.json", serde_json::to_vec(&ninjs).expect("JSON"))),
        ("ninjs, one a file", Carries::All, each(&items, "json", pretty)),
        ("NewsML-G2", Carries::All, one("a.xml", xml::news_message(&items))),
        ("NITF", Carries::All, each(&items, "xml", xml::nitf)),
        ("mail", Carries::All, mails.collect()),
        ("a mailbox", Carries::All, one("a.mbox", mail::mailbox(&items))),
        ("HTML pages", Carries::All, each(&items, "html", writers::page)),
        ("Windows-1252 text", Carries::TitleAlone, each(&items, "txt", writers::agency_text)),
    ];
    let wanted = |carries| by_library(&items, carries);
    let (all, title_alone) = (wanted(Carries::All), wanted(Carries::TitleAlone));
    let together = all.iter().filter(|cluster| cluster.len() > 1).count();
    assert!(together >= 7, "{together} clusters of two or more");
    let mut failed = Vec::new();
    for (what, carries, files) in formats {
        let wanted = if let Carries::All = carries { &all } else { &title_alone };
        let found = by_command(what, &files);
        if found != *wanted {
            let [only_wanted, only_found] =
                [wanted.difference(&found), found.difference(wanted)].map(Vec::from_iter);
            failed.push(format!("{what}: wanted {only_wanted:?}, found {only_found:?}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

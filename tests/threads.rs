//! Threads: every public type can be sent to another thread and be read from several.
//!
//! An aggregator keeps one deduplicator for all its workers; a cell or a raw pointer in any type
//! would make that impossible, and only its users would notice.

use ricalco::{
    Cluster, ClusterId, Deduplicator, DeduplicatorBuilder, Document, DocumentId, Error, Fingerprint,
    Grouping, Language, LookAlike, Member, Relation, Statistics, Timestamp, Verdict, evaluate, group, judge,
    read,
};

fn shared<T: Send + Sync>() {}

#[test]
fn every_public_type_is_send_and_sync() {
    shared::<Deduplicator>();
    shared::<DeduplicatorBuilder>();
    shared::<Document>();
    shared::<DocumentId>();
    shared::<Timestamp>();
    shared::<Language>();
    shared::<Fingerprint>();
    shared::<Grouping>();
    shared::<Cluster>();
    shared::<ClusterId>();
    shared::<Member>();
    shared::<LookAlike>();
    shared::<Statistics>();
    shared::<Verdict>();
    shared::<Relation>();
    shared::<ricalco::Change>();
    shared::<Error>();

    shared::<read::reader::Reader>();
    shared::<read::normalize::Normalized<'_>>();
    shared::<read::furniture::Furniture>();
    shared::<read::furniture::FurnitureKind>();
    shared::<read::tokenize::Tokens>();
    shared::<read::tokenize::Token>();
    shared::<read::tokenize::TokenKind>();
    shared::<read::tokenize::Case>();
    shared::<read::stem::Stemmer>();
    shared::<read::stem::Stem>();
    shared::<read::stem::StemHash>();
    shared::<read::facts::Fact>();
    shared::<read::facts::FactKind>();
    shared::<read::facts::FactValue>();
    shared::<read::facts::Precision>();
    shared::<read::facts::Context>();
    shared::<read::rarity::Rarity>();
    shared::<read::fingerprint::Term>();
    shared::<read::fingerprint::FactPrint>();
    shared::<read::fingerprint::FactClass>();
    shared::<read::fingerprint::Marks>();

    shared::<judge::evidence::Evidence>();
    shared::<judge::evidence::Scratch>();
    shared::<judge::wording::Wording>();
    shared::<judge::wording::Scratch>();
    shared::<judge::agreement::Agreement>();
    shared::<judge::agreement::Scratch>();
    shared::<judge::model::Tree>();
    shared::<judge::align::Alignment>();
    shared::<judge::align::Passage>();
    shared::<judge::align::PassageKind>();
    shared::<judge::align::Change>();
    shared::<judge::comparison::Comparison>();
    shared::<judge::comparison::FactPair>();
    shared::<judge::comparison::ToldFact>();
    shared::<judge::comparison::Place>();
    shared::<judge::comparison::Part>();
    shared::<judge::reasons::Reason>();
    shared::<judge::reasons::Topic>();

    shared::<group::candidates::Candidates>();
    shared::<group::cluster::Link>();
    shared::<group::keys::Key>();
    shared::<group::keys::Scratch>();

    shared::<evaluate::Scores>();
    shared::<evaluate::PairCounts>();
    shared::<evaluate::Grouping>();
    shared::<evaluate::Tally>();
    shared::<evaluate::Threshold>();
    shared::<evaluate::ReliabilityBin>();
}

#[test]
fn one_deduplicator_serves_several_threads() {
    let deduplicator = Deduplicator::new();
    let documents = [
        Document::new("a", "Il ponte sul Sermola costerà 1.284.500 euro e aprirà il 14 settembre."),
        Document::new("b", "Aprirà il 14 settembre il ponte sul Sermola: costo, 1,2845 milioni di euro."),
    ];
    let clusters = || deduplicator.group(&documents).map(|grouping| grouping.clusters().to_vec());
    let here = clusters();
    std::thread::scope(|scope| {
        let there: Vec<_> = (0..4).map(|_| scope.spawn(clusters)).collect();
        for thread in there {
            assert_eq!(thread.join().expect("a thread that ends"), here);
        }
    });
}

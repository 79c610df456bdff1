//! Roundups: a text that puts several matters side by side traces a release by one of its items.

mod common;

use common::{group, together};
use ricalco::read::reader::Reader;
use ricalco::{Deduplicator, Document, Fingerprint, Language, Relation};

const RELEASE: &str = "Il Comune di Gavardo ha aggiudicato alla ditta Edilcamuna di Breno i lavori di consolidamento \
    del ponte di via Molino, chiuso ai mezzi pesanti dal 14 gennaio dopo il cedimento di una spalla.\n\n\
    Il cantiere, che costerà 486.000 euro, aprirà lunedì 9 marzo e durerà 75 giorni. Nei primi venti il ponte \
    resterà chiuso a tutti; poi si passerà a senso unico alternato, con un semaforo.\n\n\
    «Abbiamo scelto la primavera per non toccare l'anno scolastico», spiega l'assessore Ivano Bertelli. \
    La deviazione passa per la tangenziale e per via Quarena; lo scuolabus anticiperà di dieci minuti.";

const BRIEF: &str = "Dal 9 marzo il ponte di via Molino si ferma: 75 giorni di lavori, 486 mila euro, i primi venti \
    senza passare. L'assessore Bertelli manda le auto in tangenziale.";

const OTHERS: [(&str, &str); 4] = [
    (
        "VOBARNO",
        "Trovata dopo due notti la cagnolina scappata dai fuochi di San Faustino: dormiva nel fienile.",
    ),
    ("SALÒ", "Il circolo dei velisti cerca giovani timonieri; prova gratuita domenica, giubbotti compresi."),
    ("NAVE", "Chiude dopo mezzo secolo la merceria Pedrini. La titolare regala i bottoni alle scuole."),
    ("BARGHE", "Acqua torbida in tre contrade per un filtro rotto: autobotte in piazza fino a giovedì."),
];

const ELSEWHERE: &str = "BRENO – Torna il mercato dei fiori sotto il castello, con quaranta vivai.\n\
    EDOLO – La funivia riapre sabato, biglietto ridotto ai residenti.\n\
    PISOGNE – Presentato il romanzo di Ada Fenaroli sui pescatori del lago.";

/// The brief among the others, each item as `form` writes it: its number, its label and its words.
fn roundup(label: &str, brief: &str, form: impl Fn(usize, &str, &str) -> String) -> String {
    let mut items: Vec<(&str, &str)> = OTHERS.to_vec();
    items.insert(2, (label, brief));
    let items: Vec<String> =
        items.iter().enumerate().map(|(at, (label, words))| form(at + 1, label, words)).collect();
    items.join("\n")
}

fn capitals(_: usize, label: &str, words: &str) -> String {
    format!("{label} – {words}")
}

fn read(text: &str) -> Fingerprint {
    Reader::new(Language::Italian).read(&Document::new("a", text))
}

#[test]
fn items_are_known_by_labels_numbers_bullets_and_headings() {
    let forms: [fn(usize, &str, &str) -> String; 8] = [
        capitals,
        |_, label, words| format!("{label}. {words}"),
        |_, label, words| format!("{}: {words}", label.to_lowercase()),
        |at, _, words| format!("{at}) {words}"),
        |at, label, words| format!("{at}. {label}. {words}"),
        |_, _, words| format!("• {words}"),
        |_, label, words| format!("{label}\n{words}"),
        |_, label, words| format!("**{label}, le notizie**\n{words}"),
    ];
    for (number, form) in forms.iter().enumerate() {
        let text = roundup("GAVARDO", BRIEF, form);
        // A label without a capital is none.
        assert_eq!(read(&text).is_roundup(), number != 2, "{text}");
    }
    let greeted = format!("Buongiorno, è venerdì.\n{}\nA domani.", roundup("GAVARDO", BRIEF, capitals));
    assert!(read(&greeted).is_roundup());
}

#[test]
fn what_speaks_of_one_matter_is_no_roundup() {
    let sections = "Situazione. Nella valle i pollini di betulla hanno superato i 90 granuli al metro cubo.\n\
        Tendenza. Per la betulla è attesa una discesa da giovedì; i granuli di quercia cresceranno nella valle.\n\
        Consigli. A chi soffre per la betulla si consiglia di tenere chiuse le finestre, nella valle, al mattino.";
    let numbered = "1. Il ponte di via Molino chiude ai pedoni per i lavori di consolidamento della spalla.\n\
        2. Il ponte riaprirà a senso alternato quando i lavori di consolidamento saranno a metà.\n\
        3. I lavori sul ponte di via Molino costeranno al Comune 486 mila euro.";
    // Whatever they say, lines that a mail quotes are no items.
    let quoted = OTHERS.map(|(_, words)| format!("> {words}")).join("\n");
    for text in [RELEASE, BRIEF, sections, numbered, &quoted, ""] {
        assert!(!read(text).is_roundup(), "{text}");
    }
    let two: Vec<&str> = OTHERS.iter().take(2).map(|(_, words)| *words).collect();
    assert!(!read(&format!("SALÒ – {}\nNAVE – {}", two[0], two[1])).is_roundup(), "two items are too few");
}

#[test]
fn a_brief_among_others_joins_its_release() {
    let published = |hour: i64| ricalco::Timestamp::from_seconds(1_772_600_000 + hour * 3600);
    let text = roundup("GAVARDO", BRIEF, capitals);
    let stranger = format!("{ELSEWHERE}\nGAVARDO – Il coro alpino prova al martedì; cerca bassi e tenori.");
    let documents = [
        Document::new("release", RELEASE).with_published(published(0)),
        // Older than the release, as far as anyone knows: a roundup is no source all the same.
        Document::new("roundup", text).with_published(published(-1)),
        Document::new("stranger", stranger).with_published(published(2)),
    ];
    let grouping = group(&documents);
    assert!(together(&grouping, 0, 1));
    assert!(!together(&grouping, 0, 2));
    let cluster =
        grouping.clusters().iter().find(|cluster| cluster.members.len() == 2).expect("a cluster of two");
    assert_eq!(cluster.source().id.as_str(), "release");
    assert_eq!(cluster.members[1].relation, Relation::Roundup);

    let comparison = Deduplicator::new().explain(&documents[0], &documents[1]);
    let item = comparison.item.expect("an item that decided");
    assert!(!item.of_a);
    assert!(item.text.starts_with("GAVARDO") && item.text.ends_with("tangenziale"), "{}", item.text);
    assert!(Deduplicator::new().explain(&documents[0], &documents[0]).item.is_none());
}

#[test]
fn two_roundups_join_the_release_that_both_have_an_item_of() {
    let documents = [
        Document::new("release", RELEASE),
        Document::new("a", roundup("GAVARDO", BRIEF, capitals)),
        Document::new("b", format!("{ELSEWHERE}\nGAVARDO – {BRIEF}")),
    ];
    let grouping = group(&documents);
    assert!(together(&grouping, 0, 1));
    assert!(together(&grouping, 0, 2));
}

#[test]
fn items_are_kept_in_bytes_and_by_serde() {
    let print = read(&roundup("GAVARDO", BRIEF, capitals));
    assert_eq!(Fingerprint::from_bytes(&print.to_bytes()), Ok(print.clone()));
    let json = serde_json::to_value(&print).expect("JSON");
    assert_eq!(serde_json::from_value::<Fingerprint>(json.clone()).expect("the same"), print);
    let mut wrong = json;
    wrong["items"] = serde_json::json!([9, 3]);
    let error = serde_json::from_value::<Fingerprint>(wrong).expect_err("items out of order");
    assert!(error.to_string().contains("items out of order"), "{error}");
}

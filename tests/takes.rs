//! Takes: an agency sends one story in several pieces, and what it sends later carries on what it sent first.

use ricalco::{Deduplicator, Document, Grouping, Relation};

const TITLE: &str = "Frana a Brenzone, riaperta la Gardesana dopo undici giorni";
const FIRST: &str = "Verona, 12 mar. - È stata riaperta questa mattina alle 7.40 la statale Gardesana a Brenzone, \
chiusa da undici giorni per la frana del 1° marzo. Anas ha posato 340 metri di reti e speso 1,26 milioni di euro, \
spiega l'ingegner Ottavio Bressanelli. (SEGUE)";
const SECOND: &str = "Verona, 12 mar. - Sulla Gardesana a Brenzone, aggiunge l'ingegner Ottavio Bressanelli di Anas, \
resteranno fino al 30 giugno i sensori sulla parete della frana del 1° marzo: dei 1,26 milioni spesi, 85mila euro sono \
per quelli. Il limite tra Castelletto e Porto sarà di 50 chilometri orari.";

fn document(id: &str, outlet: &str, time: &str, title: &str, text: &str) -> Document {
    Document::new(id, text)
        .with_title(title)
        .with_outlet(outlet)
        .with_published(format!("2026-03-12T{time}:00+01:00").parse().expect("a time"))
}

fn relation(grouping: &Grouping, id: &str) -> Relation {
    let members = grouping.clusters().iter().flat_map(|cluster| &cluster.members);
    members.into_iter().find(|member| member.id.as_str() == id).expect("a member").relation
}

#[test]
fn a_further_take_of_one_agency_updates_the_first() {
    let second = format!("{TITLE} -2-");
    let takes = [
        document("second", "Agenzia Lagunare", "08:31", &second, SECOND),
        document("first", "Agenzia Lagunare", "08:12", TITLE, FIRST),
    ];
    let grouping = Deduplicator::new().group(&takes).expect("a grouping");
    assert_eq!(relation(&grouping, "first"), Relation::Source);
    assert_eq!(relation(&grouping, "second"), Relation::Updated);
}

#[test]
fn a_take_that_another_outlet_took_over_is_no_update() {
    let second = format!("{TITLE} (2)");
    let takes = [
        document("agency", "Agenzia Lagunare", "08:12", TITLE, FIRST),
        document("paper", "Il Corriere del Baldo", "08:55", &second, FIRST),
    ];
    let grouping = Deduplicator::new().group(&takes).expect("a grouping");
    assert_eq!(relation(&grouping, "agency"), Relation::Source);
    assert_eq!(relation(&grouping, "paper"), Relation::Identical);
}

#[test]
fn where_nobody_knows_when_the_further_take_is_not_the_source() {
    let longer = format!(
        "{FIRST} Il cantiere ha dato lavoro a 14 operai per 9 giorni, con 3 rocciatori di Malcesine."
    );
    let takes = [
        Document::new("second", longer).with_title(format!("{TITLE} (2)")),
        Document::new("first", FIRST).with_title(TITLE),
    ];
    let grouping = Deduplicator::new().group(&takes).expect("a grouping");
    assert_eq!(relation(&grouping, "first"), Relation::Source);
    assert_eq!(relation(&grouping, "second"), Relation::Updated);
}

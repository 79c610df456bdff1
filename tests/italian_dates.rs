//! Dates and times as Italian copy writes them, with and without a time of publication.

mod reading;

use proptest::prelude::*;
use reading::{of_kind, read};
use ricalco::Language;
use ricalco::read::facts::{FactKind, FactValue};

/// A Monday.
const PUBLISHED: Option<&str> = Some("2026-11-23T18:30:00+01:00");

type Told = (Option<i16>, Option<u8>, Option<u8>);

fn dates(text: &str, published: Option<&str>) -> Vec<Told> {
    read(text, Language::Italian, published)
        .iter()
        .filter_map(|fact| match fact.value {
            FactValue::Date { year, month, day } => Some((year, month, day)),
            _ => None,
        })
        .collect()
}

fn day(year: i16, month: u8, day: u8) -> Told {
    (Some(year), Some(month), Some(day))
}

#[test]
fn complete_dates_need_no_publication() {
    for text in [
        "È il 23 novembre 2026.",
        "È il 23novembre 2026.",
        "È il 23/11/2026.",
        "È il 23.11.2026.",
        "È il 2026-11-23.",
        "È il 23-NOV-26.",
        "È il 23 11 2026.",
        "È il ventitré novembre 2026.",
        "È il 23 novembre del 2026.",
        "È lunedì 23 novembre 2026.",
    ] {
        assert_eq!(dates(text, None), [day(2026, 11, 23)], "{text}");
    }
    assert_eq!(dates("Aperto nel novembre 2025.", None), [(Some(2025), Some(11), None)]);
    assert_eq!(dates("Aperto nel 2024.", None), [(Some(2024), None, None)]);
    assert_eq!(dates("Aperto nell'autunno del 2024.", None), [(Some(2024), None, None)]);
    assert_eq!(dates("Aperto dal 2019 al 2024.", None), [(Some(2019), None, None), (Some(2024), None, None)]);
}

#[test]
fn what_is_not_told_stays_open_without_publication() {
    assert!(dates("Lunedì otto ore di sciopero.", None).is_empty());
    assert_eq!(dates("È il 23 novembre.", None), [(None, Some(11), Some(23))]);
    assert_eq!(dates("Lunedì 23 si parte.", None), [(None, None, Some(23))]);
    assert_eq!(dates("Aperto a ottobre.", None), [(None, Some(10), None)]);
    for text in ["Accade oggi.", "È accaduto ieri.", "È accaduto martedì."] {
        assert!(dates(text, None).is_empty(), "{text}");
    }
}

#[test]
fn dates_are_completed_from_the_publication() {
    for (text, expected) in [
        ("Il 23 NOV si vota.", day(2026, 11, 23)),
        ("Il 3 marzo si vota.", day(2027, 3, 3)),
        ("Il 3 luglio si vota.", day(2026, 7, 3)),
        ("Lo scorso 23 novembre.", day(2026, 11, 23)),
        ("Lo scorso 24 novembre.", day(2025, 11, 24)),
        ("Entro il 30 settembre si chiude.", day(2027, 9, 30)),
        ("Il primo maggio si riposa.", day(2027, 5, 1)),
        ("Il 1° dicembre si apre.", day(2026, 12, 1)),
        ("Lunedì 23 si parte.", day(2026, 11, 23)),
        ("Martedì 17 è accaduto.", day(2026, 11, 17)),
        ("Lunedì sedici novembre è accaduto.", day(2026, 11, 16)),
        ("Chiuso fino al 31/12.", day(2026, 12, 31)),
        ("Chiuso fino al 31/3.", day(2027, 3, 31)),
        ("Accade oggi.", day(2026, 11, 23)),
        ("Accade questa mattina.", day(2026, 11, 23)),
        ("È accaduto ieri.", day(2026, 11, 22)),
        ("Accadrà domani.", day(2026, 11, 24)),
        ("È accaduto martedì.", day(2026, 11, 17)),
        ("È accaduto domenica scorsa.", day(2026, 11, 22)),
        ("Accadrà martedì prossimo.", day(2026, 11, 24)),
        ("Accadrà il prossimo lunedì.", day(2026, 11, 30)),
    ] {
        assert_eq!(dates(text, PUBLISHED), [expected], "{text}");
    }
    assert_eq!(dates("Aperto nel settembre scorso.", PUBLISHED), [(Some(2026), Some(9), None)]);
    assert_eq!(dates("Aperto 24/7, vinto per 2/3, al 9/10.", PUBLISHED), []);
    assert_eq!(dates("Era l'1 gennaio.", Some("2027-01-02")), [day(2027, 1, 1)]);
    assert_eq!(dates("Era il 31 dicembre.", Some("2027-01-02")), [day(2026, 12, 31)]);
}

#[test]
fn days_share_their_month() {
    assert_eq!(dates("Il 23 e 24 novembre 2026.", None), [day(2026, 11, 23), day(2026, 11, 24)]);
    assert_eq!(dates("Dal 1° al 7 giugno 2026.", None), [day(2026, 6, 1), day(2026, 6, 7)]);
    assert_eq!(dates("Tra il 12 e il 15 marzo 2026.", None), [day(2026, 3, 12), day(2026, 3, 15)]);
    assert_eq!(
        dates("Iniziata il 2 maggio 2026 e conclusa il 24.", None),
        [day(2026, 5, 2), day(2026, 5, 24)]
    );
    assert_eq!(dates("Dal 12-15 marzo 2026.", None), [day(2026, 3, 12), day(2026, 3, 15)]);
}

#[test]
fn times_of_day() {
    for (text, expected) in [
        ("Alle ore 18.30 in aula.", vec![18 * 60 + 30]),
        ("Dalle ore 9 in aula.", vec![9 * 60]),
        ("In aula dalle 8,30 alle 18,30.", vec![8 * 60 + 30, 18 * 60 + 30]),
        ("In aula alle 18 inizierà il dibattito.", vec![18 * 60]),
        ("In aula alle 18:30.", vec![18 * 60 + 30]),
        ("In aula alle 18.30.", vec![18 * 60 + 30]),
        ("In aula alle 4. 30 di notte.", vec![4 * 60 + 30]),
        ("In aula alle 18, 30 in punto.", vec![18 * 60 + 30]),
        ("In aula alle sei e mezza.", vec![6 * 60 + 30]),
        ("In aula alle sei e mezza di sera.", vec![18 * 60 + 30]),
        ("In aula verso le sei e mezza.", vec![6 * 60 + 30]),
        ("In aula alle sette meno un quarto.", vec![6 * 60 + 45]),
        ("In aula alle otto e venti.", vec![8 * 60 + 20]),
        ("In aula alle 18, poi a casa.", vec![18 * 60]),
        ("In aula poco dopo le 16.20, pare.", vec![16 * 60 + 20]),
        ("In aula verso le 17, 30, pare.", vec![17 * 60 + 30]),
        ("In aula dopo le 17, 30 persone applaudono.", vec![17 * 60]),
        ("In aula poco prima delle 7, pare.", vec![7 * 60]),
        ("In aula dalle 15 alle 18 di oggi.", vec![15 * 60, 18 * 60]),
        ("In aula alle due e quaranta.", vec![2 * 60 + 40]),
        ("Tra le sedici città da bollino rosso.", vec![]),
        ("In aula a mezzogiorno.", vec![12 * 60]),
        ("Ieri sera alle 9 in aula.", vec![21 * 60]),
        ("In aula stasera verso le sei e mezza.", vec![18 * 60 + 30]),
        ("Nel pomeriggio, alle ore 3, in aula.", vec![15 * 60]),
        ("In aula venerdì notte alle 11.30.", vec![23 * 60 + 30]),
        ("In aula venerdì notte alle 2.30.", vec![2 * 60 + 30]),
        ("Chiusa di sera. Alle 9 in aula.", vec![9 * 60]),
        ("Una sera di canti, la mattina alle 9 in aula.", vec![9 * 60]),
        ("In aula ieri sera alle 21.", vec![21 * 60]),
        ("Offerto alle 14 persone presenti.", vec![]),
        ("Spettano alle 20 imprese.", vec![]),
    ] {
        let facts = read(text, Language::Italian, None);
        let told: Vec<u16> = of_kind(&facts, FactKind::Time)
            .iter()
            .filter_map(|fact| match fact.value {
                FactValue::Minutes(minutes) => Some(minutes),
                _ => None,
            })
            .collect();
        assert_eq!(told, expected, "{text}: {facts:?}");
    }
}

const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

proptest! {
    #[test]
    fn every_day_is_read_back(year in 1990_i16..2060, month in 1_u8..=12, day in 1_u8..=28) {
        let name = MONTHS[usize::from(month) - 1];
        let expected = [(Some(year), Some(month), Some(day))];
        prop_assert_eq!(&dates(&format!("Era il {day} {name} {year}."), None), &expected);
        prop_assert_eq!(&dates(&format!("Era il {day:02}/{month:02}/{year}."), None), &expected);
        prop_assert_eq!(&dates(&format!("Era il {year}-{month:02}-{day:02}."), None), &expected);
    }

    /// With a day and a month told, the year is the one within half a year of the publication.
    #[test]
    fn a_date_without_year_lies_near(month in 1_i8..=12, day in 1_i8..=28) {
        let name = MONTHS[month as usize - 1];
        let read = dates(&format!("Era il {day} {name}."), PUBLISHED);
        let [(Some(year), Some(_), Some(_))] = read[..] else { return Err(TestCaseError::fail("one date")) };
        let away = jiff::civil::date(year, month, day).duration_since(jiff::civil::date(2026, 11, 23));
        prop_assert!(away.as_hours().abs() <= 183 * 24);
    }
}

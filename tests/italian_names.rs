//! Names in Italian copy: capitals that tell something, whatever the spelling around them.

mod reading;

use proptest::prelude::*;
use reading::{of_kind, read};
use ricalco::Language;
use ricalco::read::facts::{FactKind, FactValue};
use ricalco::read::stem::StemHash;

/// The names of a text, as hashes, and those that are expected, from their folded forms.
fn names(text: &str) -> Vec<StemHash> {
    of_kind(&read(text, Language::Italian, None), FactKind::Name)
        .iter()
        .filter_map(|fact| match fact.value {
            FactValue::Text(hash) => Some(hash),
            _ => None,
        })
        .collect()
}

fn hashes(expected: &str) -> Vec<StemHash> {
    expected.split_whitespace().map(StemHash::of).collect()
}

#[test]
fn names_are_read_word_by_word() {
    for (text, expected) in [
        ("Lo dice Mario Rossi, e poi Rossi tace.", "mario rossi rossi"),
        ("L'uomo, M.R., tace.", "mr"),
        ("L'uomo, M. R., tace.", "mr"),
        ("L'uomo, M. Rossi, tace.", "rossi"),
        ("Lo studio del C.N.R. è uscito.", "cnr"),
        ("Lo studio del CNR è uscito.", "cnr"),
        ("Accade a Reggio Emilia.", "reggio emilia"),
        ("Accade a Reggio nell'Emilia.", "reggio emilia"),
        ("Accade a Cantù.", "cantu"),
        ("Accade a Cantu'.", "cantu"),
        ("Accade a Gavardo (BS).", "gavardo"),
        ("Ora parla Luigi Di Maio.", "luigi maio"),
        ("Ora parla il dott. Bianchi.", "bianchi"),
        ("Parla la Signora Bianchi.", "bianchi"),
        ("Blitz nell'operazione \"Fondaco\" a Lovere.", "fondaco lovere"),
        ("Lo studio dell'Emilia-Romagna è uscito.", "emilia romagna"),
        ("A bordo di un iPhone.", "iphone"),
    ] {
        assert_eq!(names(text), hashes(expected), "{text}");
    }
}

#[test]
fn a_capital_at_the_start_of_a_sentence_is_no_name_by_that_alone() {
    for (text, expected) in [
        ("Carabinieri e vigili in azione. Arrestato un uomo.", ""),
        ("Arrestato Rossi a Lovere.", "rossi lovere"),
        ("CARPI Denunciato un uomo a Lovere.", "carpi lovere"),
        ("SAN FELICE Denunciato un uomo a Lovere.", "felice lovere"),
        ("CARPI Nicola Rossi tace.", "carpi nicola rossi"),
        ("Nicola Bianchi ha ragione.", "nicola bianchi"),
        ("Bianchi ha ragione. Lo dice il sindaco Bianchi.", "bianchi bianchi"),
        ("Bianchi ha ragione. Lo dice il sindaco.", ""),
        ("Era Lunedì, in Marzo.", ""),
    ] {
        assert_eq!(names(text), hashes(expected), "{text}");
    }
}

#[test]
fn a_line_in_capitals_or_title_case_tells_nothing() {
    for (text, expected) in [
        ("MALTEMPO, CHIUSE TUTTE LE SCUOLE\nPiove a dirotto.", ""),
        ("GAVARDO, CHIUSE TUTTE LE SCUOLE\nPiove a dirotto a Gavardo.", "gavardo gavardo"),
        ("Residenti Tra Fiumi Monti Laghi Valli\nPiove a dirotto.", ""),
        (
            "Gli arrestati, tutti residenti da tempo tra Darfo, Pisogne, Edolo, Lovere.",
            "darfo pisogne edolo lovere",
        ),
    ] {
        assert_eq!(names(text), hashes(expected), "{text}");
    }
}

proptest! {
    /// Whatever comes, facts stand in the order of the text, in range, with finite values in range.
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        hold(&text)?;
    }

    /// The same for texts made of what facts are made of.
    #[test]
    fn any_mixture_is_read(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)) {
        hold(&pieces.join(" "))?;
        hold(&pieces.concat())?;
    }
}

const PIECES: &[&str] = &[
    "1",
    "20",
    "1.500",
    "18.30",
    "2026",
    "23/11/2026",
    "1,2",
    "31",
    "un",
    "una",
    "ventina",
    "di",
    "milioni",
    "mila",
    "mila",
    "e",
    "mezzo",
    "per",
    "cento",
    "%",
    "€",
    "euro",
    "chili",
    "anni",
    "ore",
    "alle",
    "sei",
    "novembre",
    "marzo",
    "lunedì",
    "ieri",
    "prossimo",
    "scorso",
    "art.",
    "legge",
    "n.",
    "del",
    "bis",
    "AB",
    "123",
    "CD",
    "M.",
    "R.",
    "Mario",
    "Rossi",
    "\"",
    "(",
    ")",
    ".",
    ",",
    "-",
    "\n",
    "1°",
    "47enne",
    "trentadue",
    "primo",
    "XII",
    "tel.",
    "030",
    "circa",
    "più",
    "tra",
    "i",
    "il",
    "999999999999999999999999",
    "in",
    "tutto",
    "lotto",
    "le",
    "a",
    "questa",
    "mattina",
    "metri",
    "quadrati",
    "$",
    "two",
    "March",
    "7",
    "aged",
    "year",
    "old",
    "million",
    "hundred",
    "twenty",
    "°",
    "0",
    "00",
    "¹",
    "½",
    "٣",
];

fn hold(text: &str) -> Result<(), TestCaseError> {
    for language in [Language::Italian, Language::English, Language::French, Language::Arabic] {
        for published in [None, Some("2026-11-23T18:30:00+01:00"), Some("0001-01-01"), Some("9998-12-31")] {
            let facts = read(text, language, published);
            prop_assert!(facts.is_sorted_by_key(|fact| fact.tokens.start), "{text:?}");
            for fact in facts {
                match fact.value {
                    FactValue::Quantity(value) => prop_assert!(value.is_finite() && value >= 0.0),
                    FactValue::Minutes(minutes) => prop_assert!(minutes < 1440),
                    FactValue::Date { month, day, .. } => {
                        prop_assert!(month.is_none_or(|month| (1..=12).contains(&month)));
                        prop_assert!(day.is_none_or(|day| (1..=31).contains(&day)));
                    }
                    _ => {}
                }
            }
        }
    }
    Ok(())
}

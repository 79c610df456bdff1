//! Court: how far a text speaks of a court.
//!
//! In: a fingerprint. Out: the share of its terms that are words of proceedings. Cost: a look in a filter a term. The
//! arrest and the trial have the names, the numbers and half of the words in common;
//! what sets them apart is which of the two speaks of a hearing. Gives up: languages other than Italian and English,
//! and the stages of other matters (a bill introduced, voted, signed).

use std::sync::LazyLock;

use crate::language::Language;
use crate::read::fingerprint::{Fingerprint, Term};
use crate::read::stem::Stemmer;

const ITALIAN: &[&str] = &[
    "appello",
    "arringa",
    "assise",
    "assolto",
    "assolta",
    "assoluzione",
    "avvocato",
    "avvocata",
    "avvocati",
    "cassazione",
    "condanna",
    "condannato",
    "condannare",
    "convalida",
    "convalidato",
    "difensore",
    "ergastolo",
    "gip",
    "giudice",
    "giudici",
    "giudizio",
    "gup",
    "imputato",
    "imputati",
    "imputazione",
    "interrogatorio",
    "magistrato",
    "patteggiamento",
    "patteggiato",
    "pena",
    "perizia",
    "perito",
    "pm",
    "prescrizione",
    "processo",
    "processato",
    "procura",
    "procuratore",
    "prosciolto",
    "proscioglimento",
    "requisitoria",
    "riesame",
    "scarcerato",
    "scarcerazione",
    "sentenza",
    "tribunale",
    "udienza",
];
const ENGLISH: &[&str] = &[
    "acquitted",
    "appeal",
    "convicted",
    "conviction",
    "court",
    "defendant",
    "guilty",
    "hearing",
    "judge",
    "jury",
    "plea",
    "pleaded",
    "prosecutor",
    "sentenced",
    "trial",
    "verdict",
];

/// The keys of the words' stems, ascending, and before them a filter: a bit for each value of a key's lowest byte.
struct Keys {
    keys: Vec<u32>,
    filter: [u64; 4],
}

impl Keys {
    fn new(language: Language, words: &[&str]) -> Self {
        let mut stemmer = Stemmer::new(language);
        let mut text = String::new();
        let mut keys: Vec<u32> = words
            .iter()
            .map(|word| {
                let stem = stemmer.stem(word, &mut text);
                Term::new(stem.hash, false, stem.rarity).key()
            })
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let mut filter = [0; 4];
        for key in &keys {
            filter[(key >> 6 & 3) as usize] |= 1 << (key & 63);
        }
        Self { keys, filter }
    }

    fn has(&self, key: u32) -> bool {
        self.filter[(key >> 6 & 3) as usize] >> (key & 63) & 1 == 1 && self.keys.binary_search(&key).is_ok()
    }
}

static OF_ITALIAN: LazyLock<Keys> = LazyLock::new(|| Keys::new(Language::Italian, ITALIAN));
static OF_ENGLISH: LazyLock<Keys> = LazyLock::new(|| Keys::new(Language::English, ENGLISH));

/// The share of a text's terms that are words of proceedings, `0.0..=1.0`.
pub(super) fn share(print: &Fingerprint) -> f32 {
    let keys = match print.language {
        Language::Italian => &*OF_ITALIAN,
        Language::English => &*OF_ENGLISH,
        _ => return 0.0,
    };
    let found = print.terms.iter().filter(|term| keys.has(term.key())).count();
    found as f32 / print.terms.len().max(1) as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Document;
    use crate::read::reader::Reader;

    fn court(language: Language, text: &str) -> f32 {
        share(&Reader::new(language).read(&Document::new("a", text)))
    }

    #[test]
    fn the_trial_speaks_of_a_court_and_the_arrest_does_not() {
        let arrest = "I carabinieri di Gavardo hanno arrestato un uomo di 34 anni per il furto in municipio.";
        let trial = "Condannato dal giudice di Gavardo l'uomo di 34 anni imputato del furto in municipio.";
        assert_eq!(court(Language::Italian, arrest), 0.0);
        assert!(court(Language::Italian, trial) > 0.25);
        assert!(court(Language::English, "A jury in Gavardo convicted the man at trial.") > 0.25);
        assert_eq!(court(Language::French, "Le tribunal de Gavardo"), 0.0);
    }

    #[test]
    fn a_text_without_words_speaks_of_nothing() {
        assert_eq!(share(&Fingerprint::default()), 0.0);
    }
}

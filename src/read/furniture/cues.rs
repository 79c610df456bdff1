//! The words by which furniture is known, for each language.
//!
//! Written by us from what Italian and English sites and agencies print. Words are folded as
//! `Line` folds them: lower case, no accents, apostrophes and hyphens parting words. The tables of
//! cues are sorted by first word, the lists of words by bytes.

mod english;
mod italian;

use crate::language::Language;
use crate::read::furniture::FurnitureKind;
use crate::read::list::{Filter, List};

/// Where in a clause a cue must stand, and what else must be there, for the clause to be furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rule {
    /// The clause is the cue, perhaps with a number.
    Whole,
    /// The clause begins with it.
    Starts,
    /// The clause begins with it and has few words.
    Short,
    /// A clause of few words contains it.
    Within,
    /// The clause begins with it, then comes a mark such as `:` or a link, or the clause ends; what
    /// follows on the line belongs to it.
    Label,
    /// As `Label`, but only a colon will do, or brackets around the clause.
    Colon,
    /// The clause is the cue within brackets or dashes: `(more)`, `-more-`.
    Bracketed,
    /// The clause begins with it, and names a channel such as `WhatsApp`.
    Call,
    /// The clause is the cue and a number: `Commenti (14)`.
    Count,
    /// The clause begins with it, and tells a date or a time.
    Dated,
    /// The clause begins with it, and speaks of cookies.
    Cookie,
    /// The line begins with it, then a mark of a path: `Home > Cronaca`.
    Crumb,
    /// What feeds put at the foot: `L'articolo ... proviene da ...`.
    Feed,
    /// The clause is in brackets or is the last line, and a colon follows the cue.
    Source,
    /// A colon follows the cue, or the clause tells a telephone number or a mail address; at the foot only.
    Telephone,
}

impl Rule {
    /// Whether what follows on the line belongs to the cue.
    pub(super) fn takes_line(self) -> bool {
        matches!(self, Self::Label | Self::Colon | Self::Crumb | Self::Source | Self::Telephone)
    }
}

/// A phrase that furniture is known by.
#[derive(Debug)]
pub(super) struct Cue {
    pub(super) phrase: &'static str,
    /// Bytes of its first word.
    first: usize,
    pub(super) kind: FurnitureKind,
    pub(super) rule: Rule,
}

const fn cue(phrase: &'static str, kind: FurnitureKind, rule: Rule) -> Cue {
    let bytes = phrase.as_bytes();
    let mut first = 0;
    while first < bytes.len() && bytes[first] != b' ' {
        first += 1;
    }
    Cue { phrase, first, kind, rule }
}

impl Cue {
    fn first_word(&self) -> &'static [u8] {
        self.phrase.as_bytes().get(..self.first).unwrap_or_default()
    }
}

/// The cues of a language, and the filters of the words that they begin with: all of them, and those that may stand
/// within a clause.
struct Cues {
    table: &'static [Cue],
    beginnings: Filter,
    within: Filter,
}

static ITALIAN: Cues = Cues::of(italian::CUES);
static ENGLISH: Cues = Cues::of(english::CUES);

impl Cues {
    const fn of(table: &'static [Cue]) -> Self {
        let (mut beginnings, mut within) = (Filter::EMPTY, Filter::EMPTY);
        let mut row = 0;
        while row < table.len() {
            let word = table[row].phrase.as_bytes().split_at(table[row].first).0;
            beginnings.add(word);
            if matches!(table[row].rule, Rule::Within) {
                within.add(word);
            }
            row += 1;
        }
        Self { table, beginnings, within }
    }

    /// The cues that begin with a word.
    fn beginning_with(&self, word: &str) -> &'static [Cue] {
        let start = self.table.partition_point(|cue| cue.first_word() < word.as_bytes());
        let rest = self.table.get(start..).unwrap_or_default();
        let length = rest.iter().take_while(|cue| cue.first_word() == word.as_bytes()).count();
        rest.get(..length).unwrap_or_default()
    }
}

/// Those of a language; of other languages than Italian, the English ones.
fn cues(language: Language) -> &'static Cues {
    if language == Language::Italian { &ITALIAN } else { &ENGLISH }
}

/// The cues of a language that begin with a word.
pub(super) fn beginning_with(language: Language, word: &str) -> &'static [Cue] {
    let cues = cues(language);
    if cues.beginnings.may_have(word) { cues.beginning_with(word) } else { &[] }
}

/// Those of them that may stand within a clause.
pub(super) fn within_from(language: Language, word: &str) -> impl Iterator<Item = &'static Cue> {
    let cues = cues(language);
    let some = if cues.within.may_have(word) { cues.beginning_with(word) } else { &[] };
    some.iter().filter(|cue| cue.rule == Rule::Within)
}

/// Names of sections of a site.
#[rustfmt::skip]
pub(super) static SECTIONS: List = List::new(&[
    "agricoltura", "ambiente", "arte", "attualita", "auto", "bandi", "borsa", "calcio", "casa", "cinema",
    "comune", "comuni", "comunicati", "cronaca", "cronache", "cultura", "economia", "editoriale", "esteri",
    "eventi", "finanza", "gossip", "innovazione", "interni", "italia", "lavoro", "lettere", "libri",
    "mercati", "meteo", "mobilita", "moda", "mondo", "motori", "musica", "notizie", "ortofrutta",
    "pallavolo", "politica", "porti", "primo", "provincia", "regione", "rubriche", "salute", "sanita",
    "scienza", "scuola", "sindacale", "sociale", "societa", "spettacoli", "spettacolo", "sport",
    "tecnologia", "territorio", "turismo", "universita", "urbanistica", "viabilita", "video",
]);

/// Where a site asks to be followed, or a text to be sent.
#[rustfmt::skip]
pub(super) static CHANNELS: List = List::new(&[
    "alerts", "app", "canale", "cookie", "email", "facebook", "feed", "instagram", "linkedin", "mail",
    "newsletter", "notifiche", "podcast", "rss", "stampa", "telegram", "threads", "tiktok", "twitter",
    "whatsapp", "x", "youtube",
]);

/// Imperatives by which a site asks for it.
#[rustfmt::skip]
pub(super) static CALLS: List = List::new(&[
    "abbonati", "accedi", "attiva", "clicca", "cliccate", "commenta", "condividi", "download", "entra",
    "follow", "get", "girala", "iscrivetevi", "iscriviti", "join", "mandacelo", "registrati", "resta",
    "ricevi", "salva", "scarica", "scrivi", "scrivici", "segui", "seguici", "seguiteci", "share", "sign",
    "subscribe", "tweet", "unisciti",
]);

/// Months and their abbreviations.
#[rustfmt::skip]
pub(super) static MONTHS: List = List::new(&[
    "ago", "agosto", "apr", "april", "aprile", "aug", "august", "dec", "december", "dic", "dicembre", "feb",
    "febbraio", "february", "gen", "gennaio", "giu", "giugno", "jan", "january", "jul", "july", "jun",
    "june", "lug", "luglio", "mag", "maggio", "mar", "march", "marzo", "may", "nov", "november", "novembre",
    "oct", "october", "ott", "ottobre", "sep", "sept", "september", "set", "sett", "settembre",
]);

/// Other words of a date or a time.
#[rustfmt::skip]
pub(super) static DATE_WORDS: List = List::new(&[
    "am", "cet", "cinque", "diciannove", "diciassette", "diciotto", "dieci", "dodici", "domenica", "due",
    "edt", "est", "fri", "friday", "giovedi", "gmt", "h", "lunedi", "martedi", "mercoledi", "mon", "monday",
    "nd", "nove", "ora", "ore", "otto", "pm", "primo", "quattordici", "quattro", "quindici", "rd", "sabato",
    "sat", "saturday", "sedici", "sei", "sette", "st", "sun", "sunday", "th", "thu", "thursday", "tre",
    "tredici", "trenta", "trentuno", "tue", "tuesday", "undici", "uno", "venerdi", "venti", "venticinque",
    "ventidue", "ventinove", "ventiquattro", "ventisei", "ventisette", "ventitre", "ventotto", "ventuno",
    "wed", "wednesday",
]);

/// First words in capitals at the head of a text that are no place.
#[rustfmt::skip]
pub(super) static NOT_PLACES: List = List::new(&[
    "aggiornamento", "alert", "allerta", "analisi", "avv", "breaking", "comunicato", "correction",
    "correzione", "dott", "dr", "errata", "esclusiva", "esclusivo", "flash", "focus", "gov", "intervista",
    "mr", "mrs", "ms", "nota", "on", "onn", "opinione", "precisazione", "prof", "rep", "replica", "reps",
    "rettifica", "scheda", "sen", "sens", "sig", "sintesi", "speciale", "ultim", "ultimora", "update",
    "urgente", "video",
]);

/// First words of the names of places that have more than one.
#[rustfmt::skip]
pub(super) static PLACE_OPENERS: List = List::new(&[
    "acqua", "alta", "bagno", "bassa", "borgo", "ca", "campo", "casal", "castel", "castello", "castelnuovo",
    "cava", "cerro", "citta", "civita", "colle", "darfo", "forte", "gioia", "gravina", "isola", "l", "la",
    "lago", "lama", "le", "los", "marina", "massa", "mazara", "monte", "montecatini", "new", "nocera",
    "nova", "nuova", "orta", "palazzo", "pietra", "pieve", "pont", "ponte", "porta", "porto", "pozza",
    "quarto", "reggio", "rio", "riva", "rocca", "ronco", "saint", "sal", "san", "sant", "santa", "santi",
    "santo", "serra", "sesto", "st", "torre", "val", "valle", "vibo", "vico", "villa",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [italian::CUES, english::CUES] {
            assert!(table.is_sorted_by_key(Cue::first_word));
        }
        for list in [&SECTIONS, &CHANNELS, &CALLS, &MONTHS, &DATE_WORDS, &NOT_PLACES, &PLACE_OPENERS] {
            assert!(list.words().is_sorted());
        }
    }
}

//! Lexicon: the words that begin, bind or qualify a fact, and what each is good for.
//!
//! In: a folded word. Out: its [`Class`], or [`Class::Plain`] for the great majority that facts do
//! not care for. Cost: one hash of the word's ends, and a comparison where a slot is taken; the table of each language is built once. The words are data, below, one table a language.

use std::sync::LazyLock;

use super::facts::Precision;
use super::units::{self, Unit};
use crate::language::Language;

/// What a word is good for when facts are read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Class {
    /// Nothing special.
    Plain,
    /// `due`: a number by itself.
    Cardinal(u16),
    /// `un`, `una`: one, before a scale or a collective only.
    One,
    /// `mila`, `milioni`: multiplies the number before it.
    Scale(f64),
    /// `mezzo`, `mezza`.
    Half,
    /// `ventina`: about so many.
    Collective(u16),
    /// `terzi` after a number.
    Denominator(u8),
    /// `primo`.
    Ordinal(u8),
    /// `marzo`; January is 1.
    Month(u8),
    /// `lunedì`; Monday is 0.
    Weekday(u8),
    /// `ieri`, in days from the day of publication.
    Relative(i8),
    /// `mattina`, after `questa`.
    DayPart,
    /// `questa`.
    This,
    /// `mezzogiorno`, in minutes from midnight.
    Noon(u16),
    /// A unit of measure or currency, with the factor to its base unit.
    Unit(Unit, f64),
    /// `anni`: an age or a duration.
    Years,
    /// `per`, the first half of `per cento`.
    Per,
    /// `percento`.
    Percent,
    /// `di` and its kin.
    Of,
    /// `il` and its kin.
    Article,
    /// `a` and its kin.
    To,
    /// `alle`, `dalle`: a time may follow.
    Clock,
    /// `nel`: a year may follow.
    In,
    /// `e`, `o`.
    And,
    /// `ore` is a unit too; this is `h`.
    Hour,
    /// `circa`.
    Precision(Precision),
    /// `più`, which needs `di` to qualify a number.
    Than(Precision),
    /// `articolo`: a law's article follows.
    LawArticle,
    /// `legge`, `decreto`: an act's number follows.
    LawAct,
    /// `lotto`: bears a number after it.
    Label,
    /// `numero`, `n.`, between a label and its number.
    NumberSign,
    /// `signor`: written with a capital, yet no name.
    Title,
    /// An adjective that may stand between a number and its noun.
    Adjective,
    /// `scorso`.
    Last,
    /// `prossimo`.
    Next,
    /// `lungo`: no noun, though it may follow a number.
    Bare,
    /// `telefono`: a telephone number follows.
    Telephone,
    /// `aged`: an age follows.
    Aged,
}

/// The words of one language.
pub(super) struct Lexicon {
    /// Open addressing: for each slot, one more than the place of its word in `words`, or 0. Kept
    /// apart from the words so that it stays in the fastest cache.
    slots: Box<[u16; SLOTS]>,
    words: Vec<Entry>,
}

struct Entry {
    key: u64,
    word: &'static str,
    class: Class,
}

/// Slots a table has; about six times the words, so that most look-ups meet an empty slot.
const SLOTS: usize = 4096;

impl Lexicon {
    /// The lexicon of a language; those that are read plainly know signs and abbreviations of units only.
    pub(super) fn of(language: Language) -> &'static Self {
        static ITALIAN_TABLE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(ITALIAN, units::ITALIAN));
        static ENGLISH_TABLE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(ENGLISH, units::ENGLISH));
        static PLAIN_TABLE: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::new(&[], &[]));
        match language {
            Language::Italian => &ITALIAN_TABLE,
            Language::English => &ENGLISH_TABLE,
            _ => &PLAIN_TABLE,
        }
    }

    fn new(words: &[(Class, &[&'static str])], units: &[(&'static str, Unit, f64)]) -> Self {
        let mut lexicon = Self { slots: Box::new([0; SLOTS]), words: Vec::new() };
        for &(class, spellings) in words {
            for &word in spellings {
                lexicon.insert(word, class);
            }
        }
        for &(word, unit, factor) in units.iter().chain(units::SHARED) {
            lexicon.insert(word, Class::Unit(unit, factor));
        }
        lexicon
    }

    /// Adds a word; the first class that a word is given stays.
    fn insert(&mut self, word: &'static str, class: Class) {
        if let Err(slot) = self.find(word) {
            self.words.push(Entry { key: key(word.as_bytes()), word, class });
            self.slots[slot] = self.words.len() as u16;
        }
    }

    /// The class of a folded word.
    #[inline]
    pub(super) fn class(&self, word: &str) -> Class {
        self.find(word).unwrap_or(Class::Plain)
    }

    /// The class of a word, or the free slot where it belongs.
    #[inline]
    fn find(&self, word: &str) -> Result<Class, usize> {
        let key = key(word.as_bytes());
        // The multiplier is 2^64 divided by the golden ratio (Knuth, TAOCP 6.4); the top bits are mixed best.
        let mut slot = (key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 52) as usize;
        loop {
            slot %= SLOTS;
            match self.words.get(usize::from(self.slots[slot]).wrapping_sub(1)) {
                None => return Err(slot),
                // Up to eight bytes the key is the word.
                Some(entry) if entry.key == key && entry.word.len() == word.len() && (word.len() <= 8 || entry.word == word) => {
                    return Ok(entry.class);
                }
                Some(_) => slot += 1,
            }
        }
    }
}

/// The first four and the last four bytes of a word, or what shorter words have. Stored nowhere.
#[inline]
fn key(word: &[u8]) -> u64 {
    match (word.first_chunk::<4>(), word.last_chunk::<4>(), word) {
        // Rotated by the length, so that `anno` and `annoanno` part.
        (Some(first), Some(last), _) => {
            let ends = u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
            ends.rotate_left(word.len() as u32)
        }
        (.., &[first, ref rest @ ..]) => {
            let last = rest.last().copied().unwrap_or_default();
            let middle = rest.first().copied().unwrap_or_default();
            u64::from(first) << 16 | u64::from(middle) << 8 | u64::from(last)
        }
        _ => 0,
    }
}

use Class::{
    Adjective, Aged, And, Article, Bare, Cardinal, Clock, Collective, DayPart, Denominator, Half, Hour, In, Label, Last,
    LawAct, LawArticle, Month, Next, Noon, NumberSign, Of, One, Ordinal, Per, Percent, Relative, Scale, Telephone,
    Than, This, Title, To, Weekday, Years,
};

/// Italian, by class; feminine and plural forms beside the masculine. Composed numbers
/// (`trentadue`) are not here: `numbers` takes them apart.
const ITALIAN: &[(Class, &[&str])] = &[
    (One, &["un", "un'", "uno", "una"]),
    (Cardinal(2), &["due"]),
    (Cardinal(3), &["tre"]),
    (Cardinal(4), &["quattro"]),
    (Cardinal(5), &["cinque"]),
    (Cardinal(6), &["sei"]),
    (Cardinal(7), &["sette"]),
    (Cardinal(8), &["otto"]),
    (Cardinal(9), &["nove"]),
    (Cardinal(10), &["dieci"]),
    (Cardinal(11), &["undici"]),
    (Cardinal(12), &["dodici"]),
    (Cardinal(13), &["tredici"]),
    (Cardinal(14), &["quattordici"]),
    (Cardinal(15), &["quindici"]),
    (Cardinal(16), &["sedici"]),
    (Cardinal(17), &["diciassette"]),
    (Cardinal(18), &["diciotto"]),
    (Cardinal(19), &["diciannove"]),
    (Cardinal(20), &["venti"]),
    (Cardinal(100), &["cento"]),
    (Cardinal(1000), &["mille"]),
    (Scale(1e3), &["mila"]),
    (Scale(1e6), &["milione", "milioni", "mln", "mil", "mio"]),
    (Scale(1e9), &["miliardo", "miliardi", "mld", "mrd"]),
    (Half, &["mezzo", "mezz'", "mezza"]),
    (Collective(10), &["decina"]),
    (Collective(12), &["dozzina"]),
    (Collective(15), &["quindicina"]),
    (Collective(20), &["ventina"]),
    (Collective(30), &["trentina"]),
    (Collective(40), &["quarantina"]),
    (Collective(50), &["cinquantina"]),
    (Collective(60), &["sessantina"]),
    (Collective(70), &["settantina"]),
    (Collective(80), &["ottantina"]),
    (Collective(90), &["novantina"]),
    (Collective(100), &["centinaio"]),
    (Collective(1000), &["migliaio"]),
    (Denominator(3), &["terzi"]),
    (Denominator(4), &["quarti"]),
    (Denominator(5), &["quinti"]),
    (Denominator(6), &["sesti"]),
    (Denominator(8), &["ottavi"]),
    (Denominator(10), &["decimi"]),
    (Ordinal(1), &["primo", "prima", "primi", "prime"]),
    (Ordinal(2), &["secondo", "seconda"]),
    (Ordinal(3), &["terzo", "terza"]),
    (Ordinal(4), &["quarto", "quarta"]),
    (Ordinal(5), &["quinto", "quinta"]),
    (Ordinal(6), &["sesto", "sesta"]),
    (Ordinal(7), &["settimo", "settima"]),
    (Ordinal(8), &["ottavo", "ottava"]),
    (Ordinal(9), &["nono", "nona"]),
    (Ordinal(10), &["decimo", "decima"]),
    (Month(1), &["gennaio", "gen", "genn"]),
    (Month(2), &["febbraio", "feb", "febbr"]),
    (Month(3), &["marzo", "mar"]),
    (Month(4), &["aprile", "apr"]),
    (Month(5), &["maggio", "mag"]),
    (Month(6), &["giugno", "giu"]),
    (Month(7), &["luglio", "lug"]),
    (Month(8), &["agosto", "ago"]),
    (Month(9), &["settembre", "set", "sett"]),
    (Month(10), &["ottobre", "ott"]),
    (Month(11), &["novembre", "nov"]),
    (Month(12), &["dicembre", "dic"]),
    (Weekday(0), &["lunedì", "lunedi"]),
    (Weekday(1), &["martedì", "martedi"]),
    (Weekday(2), &["mercoledì", "mercoledi"]),
    (Weekday(3), &["giovedì", "giovedi"]),
    (Weekday(4), &["venerdì", "venerdi"]),
    (Weekday(5), &["sabato"]),
    (Weekday(6), &["domenica"]),
    (Relative(0), &["oggi", "stamattina", "stamane", "stamani", "stasera", "odierno", "odierna", "odierni", "odierne"]),
    (Relative(-1), &["ieri"]),
    (Relative(1), &["domani"]),
    (Relative(2), &["dopodomani"]),
    (Relative(-2), &["altroieri"]),
    (DayPart, &["mattina", "mattinata", "mattino", "pomeriggio", "sera", "serata"]),
    (This, &["quest'", "questa", "questo"]),
    (Noon(12 * 60), &["mezzogiorno"]),
    (Noon(0), &["mezzanotte"]),
    (Years, &["anni", "anno"]),
    (Per, &["per"]),
    (Percent, &["percento", "percentuali"]),
    (Of, &["di", "del", "dello", "della", "dei", "degli", "delle", "dell'", "d'"]),
    (Article, &["il", "lo", "la", "i", "gli", "le", "l'"]),
    (To, &["a", "ad", "al", "allo", "alla", "ai", "agli", "all'", "da", "dal", "dai", "dagli", "dall'", "dalla"]),
    (Clock, &["alle", "dalle"]),
    (In, &["nel", "nell'", "sin", "dopo"]),
    (And, &["e", "ed", "o"]),
    (Hour, &["h"]),
    (
        Class::Precision(Precision::About),
        &["circa", "quasi", "intorno", "attorno", "pressoché", "suppergiù", "incirca", "sfiora", "sfiorano", "indicativamente"],
    ),
    (
        Class::Precision(Precision::AtLeast),
        &["oltre", "almeno", "minimo", "superiore", "superiori", "supera", "superano", "superato"],
    ),
    (Class::Precision(Precision::AtMost), &["massimo", "fino", "sino", "inferiore", "inferiori", "entro"]),
    (Than(Precision::AtLeast), &["più", "piu"]),
    (Than(Precision::AtMost), &["meno"]),
    (LawArticle, &["articolo", "articoli", "art", "artt"]),
    (LawAct, &["legge", "decreto", "legislativo", "dl", "dlgs", "dpr", "dpcm", "dm", "lr", "ordinanza", "delibera"]),
    (
        Label,
        &[
            "banchina", "binario", "calibro", "capitolo", "categoria", "civico", "classe", "comma", "corsia", "fase", "gate", "girone",
            "gruppo", "livello", "lotto", "modello", "piano", "provinciale", "quota", "reparto", "serie", "settore",
            "sezione", "statale", "tappa", "terminal", "torre", "turno", "uscita", "varco", "volo", "zona",
        ],
    ),
    (NumberSign, &["numero", "n", "nr", "num"]),
    (
        Title,
        &[
            "arch", "avv", "avvocato", "cav", "comandante", "don", "dott", "dottor", "dottoressa", "dottssa", "dr", "geom",
            "ing", "mons", "monsignor", "on", "onorevole", "prof", "professor", "professoressa", "rag", "san", "santa", "sen",
            "senatore", "sig", "signor", "signora", "signore", "signori",
        ],
    ),
    (
        Adjective,
        &[
            "altri", "altre", "altrettanti", "altrettante", "ampi", "ampie", "antichi", "antiche", "autentici", "autentiche",
            "bei", "belle", "brevi", "buoni", "cosiddetti", "cosiddette", "diverse", "diversi", "distinte", "distinti",
            "enormi", "ex", "false", "falsi", "giovani", "giovane", "grandi", "grossi", "grosse", "importanti", "intere",
            "interi", "lunghe", "lunghi", "maggiori", "medesimi", "minori", "moderne", "moderni", "nuove", "nuovi", "nuova",
            "nuovo", "numerose", "numerosi", "piccole", "piccoli", "possibili", "potenziali", "precedenti", "preziose",
            "preziosi", "presunte", "presunti", "principali", "prossime", "prossimi", "scorsi", "scorse", "singole", "singoli",
            "stesse", "stessi", "storiche", "storici", "successive", "successivi", "ultime", "ultimi", "ulteriori", "varie",
            "vari", "vecchi", "vecchie", "veri", "vere",
        ],
    ),
    (Bare, &["contro", "durante", "entrambi", "insieme", "invece", "lungo", "mentre", "oppure", "presso", "provenienti", "rispetto", "soltanto", "tranne", "verso"]),
    (Last, &["scorso", "scorsa", "ultimo", "ultima"]),
    (Next, &["prossimo", "prossima"]),
    (Telephone, &["tel", "telefono", "cell", "cellulare", "fax", "whatsapp", "telefonico"]),
];

/// English, by class.
const ENGLISH: &[(Class, &[&str])] = &[
    (One, &["a", "an", "one"]),
    (Cardinal(2), &["two"]),
    (Cardinal(3), &["three"]),
    (Cardinal(4), &["four"]),
    (Cardinal(5), &["five"]),
    (Cardinal(6), &["six"]),
    (Cardinal(7), &["seven"]),
    (Cardinal(8), &["eight"]),
    (Cardinal(9), &["nine"]),
    (Cardinal(10), &["ten"]),
    (Cardinal(11), &["eleven"]),
    (Cardinal(12), &["twelve"]),
    (Cardinal(13), &["thirteen"]),
    (Cardinal(14), &["fourteen"]),
    (Cardinal(15), &["fifteen"]),
    (Cardinal(16), &["sixteen"]),
    (Cardinal(17), &["seventeen"]),
    (Cardinal(18), &["eighteen"]),
    (Cardinal(19), &["nineteen"]),
    (Cardinal(20), &["twenty"]),
    (Cardinal(30), &["thirty"]),
    (Cardinal(40), &["forty"]),
    (Cardinal(50), &["fifty"]),
    (Cardinal(60), &["sixty"]),
    (Cardinal(70), &["seventy"]),
    (Cardinal(80), &["eighty"]),
    (Cardinal(90), &["ninety"]),
    (Scale(100.0), &["hundred"]),
    (Scale(1e3), &["thousand"]),
    (Scale(1e6), &["million"]),
    (Scale(1e9), &["billion"]),
    (Scale(1e12), &["trillion"]),
    (Half, &["half"]),
    (Collective(12), &["dozen"]),
    (Denominator(3), &["thirds"]),
    (Denominator(4), &["quarters"]),
    (Denominator(5), &["fifths"]),
    (Denominator(10), &["tenths"]),
    (Ordinal(1), &["first"]),
    (Ordinal(2), &["second"]),
    (Ordinal(3), &["third"]),
    (Ordinal(4), &["fourth"]),
    (Ordinal(5), &["fifth"]),
    (Ordinal(6), &["sixth"]),
    (Ordinal(7), &["seventh"]),
    (Ordinal(8), &["eighth"]),
    (Ordinal(9), &["ninth"]),
    (Ordinal(10), &["tenth"]),
    (Ordinal(11), &["eleventh"]),
    (Ordinal(12), &["twelfth"]),
    (Ordinal(20), &["twentieth"]),
    (Month(1), &["january", "jan"]),
    (Month(2), &["february", "feb"]),
    (Month(3), &["march", "mar"]),
    (Month(4), &["april", "apr"]),
    (Month(5), &["may"]),
    (Month(6), &["june", "jun"]),
    (Month(7), &["july", "jul"]),
    (Month(8), &["august", "aug"]),
    (Month(9), &["september", "sept", "sep"]),
    (Month(10), &["october", "oct"]),
    (Month(11), &["november", "nov"]),
    (Month(12), &["december", "dec"]),
    (Weekday(0), &["monday"]),
    (Weekday(1), &["tuesday"]),
    (Weekday(2), &["wednesday"]),
    (Weekday(3), &["thursday"]),
    (Weekday(4), &["friday"]),
    (Weekday(5), &["saturday"]),
    (Weekday(6), &["sunday"]),
    (Relative(0), &["today", "tonight"]),
    (Relative(-1), &["yesterday"]),
    (Relative(1), &["tomorrow"]),
    (DayPart, &["morning", "afternoon", "evening"]),
    (This, &["this"]),
    (Noon(12 * 60), &["noon"]),
    (Noon(0), &["midnight"]),
    (Years, &["years", "year"]),
    (Percent, &["percent", "pct"]),
    (Per, &["per"]),
    (Of, &["of"]),
    (Article, &["the"]),
    (To, &["to", "from", "between"]),
    (Clock, &["at"]),
    (In, &["in", "since", "by", "until", "during"]),
    (And, &["and", "or"]),
    (
        Class::Precision(Precision::About),
        &["about", "almost", "approximately", "around", "nearly", "roughly", "some"],
    ),
    (Class::Precision(Precision::AtLeast), &["over", "least", "exceeding", "exceeds", "above"]),
    (Class::Precision(Precision::AtMost), &["under", "most", "below", "up"]),
    (Than(Precision::AtLeast), &["more"]),
    (Than(Precision::AtMost), &["less", "fewer"]),
    (LawArticle, &["article", "section"]),
    (LawAct, &["act", "resolution", "bill"]),
    (Label, &["chapter", "class", "district", "gate", "grade", "group", "interstate", "level", "lot", "phase", "route", "title", "zone"]),
    (NumberSign, &["number", "no"]),
    (
        Title,
        &[
            "captain", "chairman", "congressman", "congresswoman", "dr", "gov", "governor", "hon", "judge", "lady", "lord",
            "miss", "mr", "mrs", "ms", "president", "prof", "professor", "rep", "representative", "rev", "secretary", "sen",
            "senator", "senators", "sgt", "sir",
        ],
    ),
    (
        Adjective,
        &[
            "additional", "american", "annual", "big", "different", "federal", "former", "full", "further", "good", "great",
            "key", "large", "local", "main", "major", "new", "old", "other", "possible", "public", "separate", "single",
            "small", "total", "young",
        ],
    ),
    (Last, &["last"]),
    (Next, &["next"]),
    (Telephone, &["tel", "phone", "telephone", "call", "fax", "cell"]),
    (Aged, &["aged", "age"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_class_and_is_found() {
        let italian = Lexicon::of(Language::Italian);
        assert_eq!(italian.class("milioni"), Class::Scale(1e6));
        assert_eq!(italian.class("dell'"), Class::Of);
        assert_eq!(italian.class("chili"), Class::Unit(Unit::Gram, 1e3));
        assert_eq!(italian.class("procura"), Class::Plain);
        assert_eq!(italian.class(""), Class::Plain);
        assert_eq!(Lexicon::of(Language::French).class("mille"), Class::Plain);
    }
}

//! The words by which furniture is known, for each language.
//!
//! Written by us from what Italian and English sites and agencies print. Words are folded as
//! `Line` folds them: lower case, no accents, apostrophes and hyphens parting words. The tables of
//! cues are sorted by first word, the lists of words by bytes.

use crate::language::Language;
use crate::read::furniture::FurnitureKind::{
    self, Byline, Caption, Contact, Continuation, Navigation, Related, Rights, Site,
};

use Rule::{
    Bracketed, Call, Colon, Cookie, Count, Crumb, Dated, Feed, Label, Short, Source, Starts, Telephone,
    Whole, Within,
};

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
        matches!(self, Label | Colon | Crumb | Source | Telephone)
    }
}

/// A phrase that furniture is known by.
#[derive(Debug)]
pub(super) struct Cue {
    pub(super) phrase: &'static str,
    pub(super) kind: FurnitureKind,
    pub(super) rule: Rule,
}

const fn cue(phrase: &'static str, kind: FurnitureKind, rule: Rule) -> Cue {
    Cue { phrase, kind, rule }
}

fn first_word(phrase: &str) -> &str {
    phrase.split(' ').next().unwrap_or_default()
}

/// The cues of a language that begin with a word; for other languages than Italian, the English ones.
pub(super) fn beginning_with(language: Language, word: &str) -> &'static [Cue] {
    let table = if language == Language::Italian { ITALIAN } else { ENGLISH };
    let start = table.partition_point(|cue| first_word(cue.phrase) < word);
    let rest = table.get(start..).unwrap_or_default();
    let length = rest.iter().take_while(|cue| first_word(cue.phrase) == word).count();
    rest.get(..length).unwrap_or_default()
}

/// Whether a sorted list has a word.
pub(super) fn has(list: &[&str], word: &str) -> bool {
    list.binary_search(&word).is_ok()
}

#[rustfmt::skip]
const ITALIAN: &[Cue] = &[
    cue("a cura della redazione", Byline, Short),
    cue("a cura di", Byline, Short),
    cue("abbonati", Site, Whole),
    cue("abbonati ora", Site, Starts),
    cue("abbonati subito", Site, Starts),
    cue("accedi", Site, Whole),
    cue("accedi per", Site, Starts),
    cue("accetta", Site, Whole),
    cue("addetto stampa", Contact, Telephone),
    cue("adesso la pubblicita", Site, Whole),
    cue("adv", Site, Whole),
    cue("aggiornato", Byline, Dated),
    cue("aggiornato alle", Byline, Dated),
    cue("aggiornato il", Byline, Dated),
    cue("aggiungici alle tue fonti", Site, Starts),
    cue("alcuni diritti riservati", Rights, Within),
    cue("all rights reserved", Rights, Within),
    cue("altre notizie", Related, Label),
    cue("annuncio pubblicitario", Site, Whole),
    cue("approfondimenti", Related, Label),
    cue("archivio", Site, Whole),
    cue("argomenti", Navigation, Label),
    cue("articoli correlati", Related, Label),
    cue("articoli simili", Related, Label),
    cue("articolo correlato", Related, Label),
    cue("articolo in aggiornamento", Continuation, Short),
    cue("articolo letto", Site, Starts),
    cue("articolo precedente", Related, Label),
    cue("articolo successivo", Related, Label),
    cue("ascolta il podcast", Related, Starts),
    cue("ascolta l audio", Related, Starts),
    cue("attiva le notifiche", Site, Starts),
    cue("categoria", Navigation, Label),
    cue("categorie", Navigation, Label),
    cue("cell", Contact, Telephone),
    cue("chi siamo", Site, Whole),
    cue("chi sono", Site, Whole),
    cue("clicca qui", Site, Within),
    cue("commenta", Site, Call),
    cue("commenta la notizia", Site, Starts),
    cue("commenta questa notizia", Site, Starts),
    cue("commenti", Site, Colon),
    cue("commenti", Site, Count),
    cue("commenti chiusi", Site, Whole),
    cue("comunicato stampa pubblicato il", Byline, Within),
    cue("condividi", Site, Call),
    cue("condividi l articolo", Site, Starts),
    cue("condividi la notizia", Site, Starts),
    cue("condividi questo articolo", Site, Starts),
    cue("condividi su", Site, Starts),
    cue("contattaci", Site, Whole),
    cue("contatti", Contact, Telephone),
    cue("contatti", Site, Whole),
    cue("contatti per i media", Contact, Telephone),
    cue("contatti per la stampa", Contact, Telephone),
    cue("contatti stampa", Contact, Telephone),
    cue("contenuto sponsorizzato", Site, Whole),
    cue("continua", Continuation, Whole),
    cue("continua a leggere", Continuation, Short),
    cue("continua a leggere dopo la pubblicita", Continuation, Short),
    cue("continua a pagina", Continuation, Short),
    cue("continua dopo la pubblicita", Continuation, Short),
    cue("continuando a navigare", Site, Starts),
    cue("cookie policy", Site, Starts),
    cue("copyright", Rights, Starts),
    cue("credit", Caption, Colon),
    cue("crediti", Caption, Colon),
    cue("dal nostro corrispondente", Byline, Short),
    cue("dal nostro inviato", Byline, Short),
    cue("dalla redazione", Byline, Whole),
    cue("dello stesso argomento", Related, Label),
    cue("di redazione", Byline, Short),
    cue("didascalia", Caption, Colon),
    cue("diritti riservati", Rights, Within),
    cue("disiscriviti", Site, Starts),
    cue("dona ora", Site, Whole),
    cue("e mail", Contact, Telephone),
    cue("e vietata la riproduzione", Rights, Starts),
    cue("email", Contact, Telephone),
    cue("fax", Contact, Telephone),
    cue("fonte", Byline, Source),
    cue("fonti", Byline, Source),
    cue("foto", Caption, Colon),
    cue("foto archivio", Caption, Short),
    cue("foto d archivio", Caption, Short),
    cue("foto di archivio", Caption, Short),
    cue("foto di repertorio", Caption, Short),
    cue("foto repertorio", Caption, Short),
    cue("gestisci preferenze", Site, Whole),
    cue("grazie per aver letto", Site, Starts),
    cue("guarda anche", Related, Label),
    cue("guarda il rendering", Related, Starts),
    cue("guarda il video", Related, Starts),
    cue("guarda la diretta", Related, Starts),
    cue("guarda la fotogallery", Related, Starts),
    cue("guarda la gallery", Related, Starts),
    cue("guarda le foto", Related, Starts),
    cue("guarda le immagini", Related, Starts),
    cue("hai un video", Site, Starts),
    cue("hai una segnalazione", Site, Starts),
    cue("ho letto l informativa privacy", Site, Starts),
    cue("home", Navigation, Crumb),
    cue("i piu letti", Related, Label),
    cue("il sito utilizza", Site, Cookie),
    cue("immagine d archivio", Caption, Short),
    cue("immagine di repertorio", Caption, Short),
    cue("immagini di repertorio", Caption, Short),
    cue("in aggiornamento", Continuation, Whole),
    cue("in edicola", Site, Whole),
    cue("in foto", Caption, Colon),
    cue("info", Contact, Telephone),
    cue("informazione pubblicitaria", Site, Whole),
    cue("informazioni", Contact, Telephone),
    cue("invia", Site, Whole),
    cue("iscriviti", Site, Starts),
    cue("iscriviti al canale", Site, Within),
    cue("iscriviti al nostro canale", Site, Within),
    cue("iscriviti alla newsletter", Site, Within),
    cue("iscriviti alla nostra newsletter", Site, Within),
    cue("iscriviti gratis", Site, Starts),
    cue("iscriviti qui", Site, Starts),
    cue("l articolo", Related, Feed),
    cue("la newsletter di", Site, Call),
    cue("lascia un commento", Site, Starts),
    cue("le altre notizie", Related, Starts),
    cue("le altre notizie su", Related, Starts),
    cue("le piu lette", Related, Label),
    cue("le ultime notizie", Related, Label),
    cue("le ultime notizie di", Related, Starts),
    cue("leggi anche", Related, Label),
    cue("leggi l articolo", Related, Starts),
    cue("leggi le altre notizie", Related, Starts),
    cue("leggi pure", Related, Label),
    cue("leggi tutto", Continuation, Label),
    cue("lettura", Site, Count),
    cue("letture", Site, Whole),
    cue("mail", Contact, Telephone),
    cue("may not be reproduced", Rights, Within),
    cue("messaggio promozionale", Site, Whole),
    cue("nella foto", Caption, Colon),
    cue("nelle altre puntate", Related, Label),
    cue("nelle foto", Caption, Colon),
    cue("noi e i nostri partner", Site, Cookie),
    cue("noi e terze parti", Site, Cookie),
    cue("notizia correlata", Related, Label),
    cue("notizia in aggiornamento", Continuation, Short),
    cue("notizie correlate", Related, Label),
    cue("offrimi un caffe", Site, Whole),
    cue("parole chiave", Navigation, Label),
    cue("per approfondire", Related, Label),
    cue("per cancellarti", Site, Starts),
    cue("per commentare", Site, Starts),
    cue("per disiscriverti", Site, Starts),
    cue("per informazioni", Contact, Telephone),
    cue("per non perdere nessuna notizia", Site, Starts),
    cue("per pubblicare un commento", Site, Starts),
    cue("per restare aggiornato", Site, Starts),
    cue("per restare sempre aggiornato", Site, Starts),
    cue("per ricevere le nostre notizie", Site, Starts),
    cue("per ricevere le notizie", Site, Starts),
    cue("per rimanere aggiornato", Site, Starts),
    cue("per scrivere alla redazione", Site, Starts),
    cue("per segnalazioni alla redazione", Site, Starts),
    cue("per ulteriori informazioni", Contact, Telephone),
    cue("ph", Caption, Colon),
    cue("ph archivio", Caption, Short),
    cue("piu informazioni su", Navigation, Label),
    cue("piu lette", Related, Label),
    cue("piu letti", Related, Label),
    cue("potrebbe anche interessarti", Related, Label),
    cue("potrebbe interessarti", Related, Label),
    cue("potrebbe interessarti anche", Related, Label),
    cue("potrebbero interessarti", Related, Label),
    cue("potrebbero interessarti anche", Related, Label),
    cue("privacy e cookie policy", Site, Starts),
    cue("privacy policy", Site, Starts),
    cue("proseguendo la navigazione", Site, Starts),
    cue("pubblicato", Byline, Dated),
    cue("pubblicato da", Byline, Dated),
    cue("pubblicato il", Byline, Dated),
    cue("pubblicita", Site, Whole),
    cue("questo articolo e stato prodotto", Byline, Starts),
    cue("questo articolo e stato utile", Site, Starts),
    cue("questo e un comunicato stampa", Byline, Starts),
    cue("questo sito usa", Site, Cookie),
    cue("questo sito utilizza", Site, Cookie),
    cue("rapporti con la stampa", Contact, Telephone),
    cue("redazionale", Byline, Whole),
    cue("redazione", Byline, Short),
    cue("registrati", Site, Whole),
    cue("resta aggiornato", Site, Starts),
    cue("resta sempre aggiornato", Site, Starts),
    cue("ricevi gratis", Site, Starts),
    cue("ricevi la newsletter", Site, Starts),
    cue("ricevi le nostre", Site, Starts),
    cue("ricevi le notizie", Site, Starts),
    cue("ricevi ogni", Site, Starts),
    cue("riceviamo e pubblichiamo", Byline, Short),
    cue("rifiuta", Site, Whole),
    cue("rimani aggiornato", Site, Starts),
    cue("riproduzione riservata", Rights, Within),
    cue("scarica l app", Site, Starts),
    cue("scarica la nostra app", Site, Starts),
    cue("scarica qui", Site, Starts),
    cue("scrivi alla redazione", Site, Starts),
    cue("scrivici su", Site, Starts),
    cue("se apprezzi il nostro lavoro", Site, Starts),
    cue("se hai foto o video", Site, Starts),
    cue("se ti e piaciuto questo articolo", Site, Starts),
    cue("se vuoi sostenerci", Site, Within),
    cue("segnalazioni", Site, Whole),
    cue("segue", Continuation, Whole),
    cue("segue a pagina", Continuation, Short),
    cue("segui il nostro canale", Site, Within),
    cue("seguici", Site, Starts),
    cue("seguici su", Site, Within),
    cue("seguiteci", Site, Starts),
    cue("sei in", Navigation, Label),
    cue("sostieni il nostro lavoro", Site, Starts),
    cue("sostieni la nostra redazione", Site, Starts),
    cue("sostienici", Site, Starts),
    cue("stampa", Site, Whole),
    cue("sullo stesso argomento", Related, Label),
    cue("sullo stesso tema", Related, Label),
    cue("tag", Navigation, Label),
    cue("tags", Navigation, Label),
    cue("tel", Contact, Telephone),
    cue("telefono", Contact, Telephone),
    cue("temi", Navigation, Label),
    cue("tempo di lettura", Site, Starts),
    cue("tempo di lettura stimato", Site, Starts),
    cue("testata registrata", Site, Starts),
    cue("ti e piaciuto l articolo", Site, Starts),
    cue("ti e piaciuto questo articolo", Site, Starts),
    cue("ti hanno inoltrato questa mail", Site, Starts),
    cue("ti potrebbe interessare", Related, Label),
    cue("ti potrebbe interessare anche", Related, Label),
    cue("ti potrebbero interessare", Related, Label),
    cue("ti potrebbero interessare anche", Related, Label),
    cue("ti trovi in", Navigation, Label),
    cue("torna alla home", Site, Starts),
    cue("torna alla home page", Site, Starts),
    cue("torna su", Site, Whole),
    cue("tutte le notizie su", Related, Starts),
    cue("tutti i diritti riservati", Rights, Within),
    cue("tutti i diritti sono riservati", Rights, Within),
    cue("ufficio stampa", Contact, Telephone),
    cue("ultima modifica", Byline, Dated),
    cue("ultime notizie", Related, Label),
    cue("ultimo aggiornamento", Byline, Dated),
    cue("unisciti al canale", Site, Within),
    cue("unisciti al nostro canale", Site, Within),
    cue("utilizziamo cookie", Site, Cookie),
    cue("utilizziamo i cookie", Site, Cookie),
    cue("vedi anche", Related, Label),
    cue("visualizzazioni", Site, Count),
    cue("vota il sondaggio", Site, Starts),
    cue("vuoi restare aggiornato", Site, Starts),
    cue("vuoi ricevere", Site, Starts),
    cue("vuoi rimanere aggiornato", Site, Starts),
];

#[rustfmt::skip]
const ENGLISH: &[Cue] = &[
    cue("accept", Site, Whole),
    cue("advertisement", Site, Whole),
    cue("all rights reserved", Rights, Within),
    cue("back to top", Site, Whole),
    cue("by using this site", Site, Cookie),
    cue("categories", Navigation, Label),
    cue("category", Navigation, Label),
    cue("click here", Site, Starts),
    cue("comments", Site, Count),
    cue("contact", Contact, Telephone),
    cue("contacts", Contact, Telephone),
    cue("continue reading", Continuation, Short),
    cue("copyright", Rights, Starts),
    cue("download our app", Site, Starts),
    cue("download the app", Site, Starts),
    cue("email", Site, Whole),
    cue("embargoed until", Byline, Dated),
    cue("file photo", Caption, Short),
    cue("filed under", Navigation, Label),
    cue("follow us", Site, Starts),
    cue("follow us on", Site, Within),
    cue("for further information", Contact, Telephone),
    cue("for immediate release", Byline, Short),
    cue("for more information", Contact, Telephone),
    cue("home", Navigation, Crumb),
    cue("image", Caption, Colon),
    cue("last updated", Byline, Dated),
    cue("latest news", Related, Label),
    cue("leave a comment", Site, Starts),
    cue("like us on", Site, Starts),
    cue("log in", Site, Whole),
    cue("manage preferences", Site, Whole),
    cue("may not be published broadcast rewritten or redistributed", Rights, Within),
    cue("may not be reproduced", Rights, Within),
    cue("media contact", Contact, Telephone),
    cue("media contacts", Contact, Telephone),
    cue("media inquiries", Contact, Telephone),
    cue("minute read", Site, Whole),
    cue("more", Continuation, Bracketed),
    cue("more on this story", Related, Label),
    cue("more to follow", Continuation, Short),
    cue("most read", Related, Label),
    cue("phone", Contact, Telephone),
    cue("photo", Caption, Colon),
    cue("photo credit", Caption, Colon),
    cue("pictured", Caption, Colon),
    cue("posted", Byline, Dated),
    cue("posted on", Byline, Dated),
    cue("press contact", Contact, Telephone),
    cue("press contacts", Contact, Telephone),
    cue("press office", Contact, Telephone),
    cue("print", Site, Whole),
    cue("print this page", Site, Starts),
    cue("privacy policy", Site, Starts),
    cue("published", Byline, Dated),
    cue("published on", Byline, Dated),
    cue("read also", Related, Label),
    cue("read more", Related, Label),
    cue("read next", Related, Label),
    cue("recommended", Related, Label),
    cue("reject", Site, Whole),
    cue("related", Related, Label),
    cue("related articles", Related, Label),
    cue("related stories", Related, Label),
    cue("related topics", Related, Label),
    cue("see also", Related, Label),
    cue("share", Site, Call),
    cue("share on", Site, Starts),
    cue("share this", Site, Starts),
    cue("sign in", Site, Whole),
    cue("sign up", Site, Whole),
    cue("sign up for", Site, Call),
    cue("source", Byline, Source),
    cue("sponsored content", Site, Whole),
    cue("subscribe", Site, Starts),
    cue("subscribe to our", Site, Within),
    cue("tags", Navigation, Label),
    cue("tel", Contact, Telephone),
    cue("terms of use", Site, Starts),
    cue("the post", Related, Feed),
    cue("this site uses", Site, Cookie),
    cue("this website uses", Site, Cookie),
    cue("top stories", Related, Label),
    cue("topics", Navigation, Label),
    cue("updated", Byline, Dated),
    cue("watch the video", Related, Starts),
    cue("we and our partners", Site, Cookie),
    cue("we use cookies", Site, Cookie),
    cue("you may also like", Related, Label),
    cue("you might also like", Related, Label),
];

/// Names of sections of a site.
#[rustfmt::skip]
pub(super) const SECTIONS: &[&str] = &[
    "agricoltura", "ambiente", "arte", "attualita", "auto", "bandi", "borsa", "calcio", "casa", "cinema",
    "comune", "comuni", "comunicati", "cronaca", "cronache", "cultura", "economia", "editoriale", "esteri",
    "eventi", "finanza", "gossip", "innovazione", "interni", "italia", "lavoro", "lettere", "libri",
    "mercati", "meteo", "mobilita", "moda", "mondo", "motori", "musica", "notizie", "ortofrutta",
    "pallavolo", "politica", "porti", "primo", "provincia", "regione", "rubriche", "salute", "sanita",
    "scienza", "scuola", "sindacale", "sociale", "societa", "spettacoli", "spettacolo", "sport",
    "tecnologia", "territorio", "turismo", "universita", "urbanistica", "viabilita", "video",
];

/// Where a site asks to be followed, or a text to be sent.
#[rustfmt::skip]
pub(super) const CHANNELS: &[&str] = &[
    "alerts", "app", "canale", "cookie", "email", "facebook", "feed", "instagram", "linkedin", "mail",
    "newsletter", "notifiche", "podcast", "rss", "stampa", "telegram", "threads", "tiktok", "twitter",
    "whatsapp", "x", "youtube",
];

/// Imperatives by which a site asks for it.
#[rustfmt::skip]
pub(super) const CALLS: &[&str] = &[
    "abbonati", "accedi", "attiva", "clicca", "cliccate", "commenta", "condividi", "download", "entra",
    "follow", "get", "girala", "iscrivetevi", "iscriviti", "join", "mandacelo", "registrati", "resta",
    "ricevi", "salva", "scarica", "scrivi", "scrivici", "segui", "seguici", "seguiteci", "share", "sign",
    "subscribe", "tweet", "unisciti",
];

/// Months and their abbreviations.
#[rustfmt::skip]
pub(super) const MONTHS: &[&str] = &[
    "ago", "agosto", "apr", "april", "aprile", "aug", "august", "dec", "december", "dic", "dicembre", "feb",
    "febbraio", "february", "gen", "gennaio", "giu", "giugno", "jan", "january", "jul", "july", "jun",
    "june", "lug", "luglio", "mag", "maggio", "mar", "march", "marzo", "may", "nov", "november", "novembre",
    "oct", "october", "ott", "ottobre", "sep", "sept", "september", "set", "sett", "settembre",
];

/// Other words of a date or a time.
#[rustfmt::skip]
pub(super) const DATE_WORDS: &[&str] = &[
    "am", "cet", "cinque", "diciannove", "diciassette", "diciotto", "dieci", "dodici", "domenica", "due",
    "edt", "est", "fri", "friday", "giovedi", "gmt", "h", "lunedi", "martedi", "mercoledi", "mon", "monday",
    "nd", "nove", "ora", "ore", "otto", "pm", "primo", "quattordici", "quattro", "quindici", "rd", "sabato",
    "sat", "saturday", "sedici", "sei", "sette", "st", "sun", "sunday", "th", "thu", "thursday", "tre",
    "tredici", "trenta", "trentuno", "tue", "tuesday", "undici", "uno", "venerdi", "venti", "venticinque",
    "ventidue", "ventinove", "ventiquattro", "ventisei", "ventisette", "ventitre", "ventotto", "ventuno",
    "wed", "wednesday",
];

/// First words in capitals at the head of a text that are no place.
#[rustfmt::skip]
pub(super) const NOT_PLACES: &[&str] = &[
    "aggiornamento", "alert", "allerta", "analisi", "avv", "breaking", "comunicato", "correction",
    "correzione", "dott", "dr", "errata", "esclusiva", "esclusivo", "flash", "focus", "gov", "intervista",
    "mr", "mrs", "ms", "nota", "on", "onn", "opinione", "precisazione", "prof", "rep", "replica", "reps",
    "rettifica", "scheda", "sen", "sens", "sig", "sintesi", "speciale", "ultim", "ultimora", "update",
    "urgente", "video",
];

/// First words of the names of places that have more than one.
#[rustfmt::skip]
pub(super) const PLACE_OPENERS: &[&str] = &[
    "acqua", "alta", "bagno", "bassa", "borgo", "ca", "campo", "casal", "castel", "castello", "castelnuovo",
    "cava", "cerro", "citta", "civita", "colle", "darfo", "forte", "gioia", "gravina", "isola", "l", "la",
    "lago", "lama", "le", "los", "marina", "massa", "mazara", "monte", "montecatini", "new", "nocera",
    "nova", "nuova", "orta", "palazzo", "pietra", "pieve", "pont", "ponte", "porta", "porto", "pozza",
    "quarto", "reggio", "rio", "riva", "rocca", "ronco", "saint", "sal", "san", "sant", "santa", "santi",
    "santo", "serra", "sesto", "st", "torre", "val", "valle", "vibo", "vico", "villa",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [ITALIAN, ENGLISH] {
            assert!(table.is_sorted_by_key(|cue| first_word(cue.phrase)));
        }
        for list in [SECTIONS, CHANNELS, CALLS, MONTHS, DATE_WORDS, NOT_PLACES, PLACE_OPENERS] {
            assert!(list.is_sorted());
        }
    }
}

//! Function words, which tell nothing of what a text speaks of.
//!
//! Ours: articles, prepositions (also joined to articles), pronouns, auxiliaries, conjunctions, and
//! the verbs with which copy reports speech. In folded form, with their accents, and without them
//! where that makes no other word; elided forms with their apostrophe. Sorted by bytes. For the
//! other languages there is no list: rarity alone weighs their words.

use crate::language::Language;
use crate::read::list::List;

/// Whether a folded word is a function word of the language.
pub(super) fn contains(language: Language, word: &str) -> bool {
    let list = match language {
        Language::Italian => &ITALIAN,
        Language::English => &ENGLISH,
        _ => return false,
    };
    list.has(word)
}

#[rustfmt::skip]
static ITALIAN: List = List::new(&[
    "a", "abbia", "abbiamo", "abbiano", "afferma", "aggiunge", "aggiunto", "agli", "ai", "al", "alcuna",
    "alcune", "alcuni", "alcuno", "all'", "alla", "alle", "allo", "altr'", "altra", "altre", "altri", "altro",
    "anch'", "anche", "ancora", "appena", "attraverso", "avendo", "avere", "avesse", "avessero", "avete",
    "aveva", "avevano", "avranno", "avrebbe", "avrebbero", "avrà", "avuta", "avuto", "c'", "che", "chi", "ci",
    "ciascun", "ciascuna", "ciascuno", "cio", "circa", "ciò", "coi", "col", "com'", "come", "comunque", "con",
    "conclude", "contro", "cos'", "cosi", "così", "cui", "d'", "da", "dagli", "dai", "dal", "dall'", "dalla",
    "dalle", "dallo", "davanti", "degli", "dei", "del", "dell'", "della", "delle", "dello", "dentro", "detto",
    "deve", "devono", "di", "dice", "dichiara", "dichiarato", "dicono", "dietro", "dopo", "dov'", "dove",
    "doveva", "dovevano", "dovranno", "dovrebbe", "dovrebbero", "dovrà", "dunque", "durante", "e", "ebbe",
    "ebbero", "ecco", "ed", "egli", "ella", "entro", "eppure", "era", "erano", "eravamo", "ero", "essa",
    "esse", "essendo", "essere", "essi", "esso", "fa", "fanno", "fino", "fosse", "fossero", "fra", "fu",
    "fuori", "furono", "gia", "già", "gl'", "gli", "ha", "hai", "hanno", "ho", "i", "il", "in", "infatti",
    "inoltre", "invece", "io", "l'", "la", "le", "lei", "li", "lo", "loro", "lui", "là", "lì", "m'", "ma",
    "mai", "me", "meno", "mentre", "mi", "mia", "mie", "miei", "mio", "molta", "molte", "molti", "molto",
    "n'", "ne", "neanche", "negli", "nei", "nel", "nell'", "nella", "nelle", "nello", "nemmeno", "neppure",
    "nessun", "nessun'", "nessuna", "nessuno", "noi", "non", "nonche", "nonché", "nonostante", "nostra",
    "nostre", "nostri", "nostro", "né", "o", "od", "ogni", "oltre", "oppure", "ora", "ovvero", "per",
    "perche", "perché", "pero", "però", "piu", "più", "po'", "poca", "poche", "pochi", "poco", "poi",
    "poiche", "poiché", "possono", "poteva", "potevano", "potranno", "potrebbe", "potrebbero", "potrà",
    "precisa", "presso", "prima", "proprio", "puo", "pure", "può", "qua", "qualche", "quale", "quali",
    "quand'", "quando", "quanta", "quante", "quanti", "quanto", "quasi", "quegli", "quei", "quel", "quell'",
    "quella", "quelle", "quelli", "quello", "quest'", "questa", "queste", "questi", "questo", "qui", "quindi",
    "riferisce", "s'", "saranno", "sarebbe", "sarebbero", "sarà", "se", "secondo", "sei", "sempre", "senza",
    "si", "sia", "siamo", "siano", "siete", "solo", "soltanto", "sono", "sopra", "sotto", "sottolinea",
    "sottolineato", "spiega", "spiegano", "spiegato", "sta", "stanno", "stata", "state", "stati", "stato",
    "stava", "stavano", "stessa", "stesse", "stessi", "stesso", "su", "sua", "sue", "sugli", "sui", "sul",
    "sull'", "sulla", "sulle", "sullo", "suo", "suoi", "sé", "t'", "tale", "tali", "tanti", "tanto", "te",
    "ti", "tra", "tramite", "tu", "tua", "tue", "tuo", "tuoi", "tutt'", "tutta", "tuttavia", "tutte", "tutti",
    "tutto", "un", "un'", "una", "uno", "v'", "venga", "vengano", "vengono", "veniva", "venivano", "venne",
    "vennero", "venuta", "venuto", "verranno", "verrebbe", "verrà", "verso", "vi", "viene", "voi", "vostra",
    "vostre", "vostri", "vostro", "è",
]);

#[rustfmt::skip]
static ENGLISH: List = List::new(&[
    "a", "about", "above", "according", "across", "added", "adds", "after", "again", "against", "all",
    "along", "already", "also", "although", "am", "among", "an", "and", "another", "any", "are", "aren't",
    "around", "as", "at", "be", "because", "been", "before", "behind", "being", "below", "beside", "besides",
    "between", "beyond", "both", "but", "by", "can", "can't", "cannot", "could", "couldn't", "did", "didn't",
    "do", "does", "doesn't", "doing", "don't", "done", "down", "during", "each", "either", "else", "even",
    "ever", "every", "few", "for", "from", "further", "had", "hadn't", "has", "hasn't", "have", "haven't",
    "having", "he", "he'd", "he'll", "her", "here", "hers", "herself", "him", "himself", "his", "how",
    "however", "i", "i'd", "i'll", "i'm", "i've", "if", "in", "into", "is", "isn't", "it", "it'll", "its",
    "itself", "just", "like", "many", "may", "me", "might", "mine", "more", "most", "much", "must", "my",
    "myself", "near", "neither", "never", "no", "nor", "not", "of", "off", "on", "once", "only", "onto", "or",
    "other", "ought", "our", "ours", "ourselves", "out", "over", "own", "per", "said", "same", "say", "says",
    "shall", "she", "she'd", "she'll", "should", "shouldn't", "since", "so", "some", "still", "such", "tells",
    "than", "that", "that'll", "the", "their", "theirs", "them", "themselves", "then", "there", "therefore",
    "these", "they", "they'd", "they'll", "they're", "they've", "this", "those", "though", "through", "thus",
    "till", "to", "told", "too", "under", "unless", "until", "up", "upon", "us", "very", "via", "was",
    "wasn't", "we", "we'd", "we'll", "we're", "we've", "were", "weren't", "what", "when", "where", "whether",
    "which", "while", "who", "whom", "whose", "why", "will", "with", "within", "without", "won't", "would",
    "wouldn't", "yet", "you", "you'll", "you're", "you've", "your", "yours", "yourself",
]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!(ITALIAN.words().is_sorted() && ENGLISH.words().is_sorted());
    }
}

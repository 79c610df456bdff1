//! Background: what a text tells as having been before its news.
//!
//! In: the tokens of an Italian text and the place of each in terms. Out: the stretches of places whose sentences are
//! told in the pluperfect or the preterite (`avevano rubato`, `fu arrestato`) rather than in the perfect (`hanno
//! rubato`, `è stato arrestato`), the tense in which Italian copy tells its news. Cost: one walk over the tokens.
//!
//! A follow-up tells again what the first report told, but puts it behind: the words are the same and the tense is
//! another. Source: the tenses of relief (Weinrich 1964, *Tempus*: background against foreground). Gives up: the
//! imperfect, which goes with either; other languages, of whose texts nothing is background.

use super::list::List;
use super::stretches::turn;
use super::tokenize::{Case, Token, TokenKind, Tokens};
use super::words::Words;
use crate::language::Language;

/// So many words may stand between an auxiliary and its participle: `aveva già da tempo rubato`.
const BETWEEN: u8 = 2;

/// What a verb says of when.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tense {
    /// Pluperfect or preterite.
    Before,
    /// Perfect.
    News,
}

/// Forms of the auxiliaries that make a pluperfect and a perfect, and preterites among the function words.
fn auxiliary(word: &str) -> Option<Tense> {
    match word {
        "aveva" | "avevano" | "era" | "erano" | "eravamo" | "ero" => Some(Tense::Before),
        "ha" | "hanno" | "abbiamo" | "ho" | "è" | "sono" | "siamo" => Some(Tense::News),
        _ => None,
    }
}

/// Preterites without one of the endings. Sorted.
static PRETERITES: List = List::new(&[
    "disse",
    "dissero",
    "ebbe",
    "ebbero",
    "fece",
    "fecero",
    "fu",
    "furono",
    "scrisse",
    "scrissero",
    "venne",
    "vennero",
    "visse",
    "vissero",
]);
/// What ends in `ò` and is no preterite. Sorted.
static OTHERS: List = List::new(&["acciò", "ciò", "comò", "falò", "metrò", "oblò", "perciò", "però", "può"]);

fn is_preterite(word: &str) -> bool {
    if let Some(root) = word.strip_suffix('ò') {
        return root.len() > 2 && !OTHERS.has(word);
    }
    let endings: &[&str] = if word.ends_with("rono") {
        &["arono", "erono", "irono"]
    } else if word.ends_with("ero") {
        &["ettero", "asero", "esero", "isero", "osero", "usero"]
    } else {
        &[]
    };
    endings.iter().any(|ending| word.ends_with(ending)) || PRETERITES.has(word)
}

/// Whether a word is an auxiliary or a preterite.
pub(super) fn tells_tense(word: &str) -> bool {
    auxiliary(word).is_some() || is_preterite(word)
}

/// The endings of participles, without their last vowel.
const PARTICIPLES: [&str; 32] = [
    "at", "ut", "it", "fatt", "dett", "mess", "pres", "mort", "scritt", "apert", "chius", "vist", "rott",
    "cors", "pers", "spes", "tolt", "colt", "volt", "fint", "vint", "mast", "post", "rett", "rutt", "dott",
    "cess", "cuss", "press", "fitt", "copert", "fert",
];

fn is_participle(word: &str) -> bool {
    let root = word.strip_suffix(['o', 'a', 'i', 'e']);
    root.is_some_and(|root| root.len() > 2 && PARTICIPLES.iter().any(|ending| root.ends_with(ending)))
}

/// The verbs of one sentence.
#[derive(Default)]
struct Sentence {
    before: u32,
    news: u32,
    /// An auxiliary whose participle may follow, and how many words may stand in between.
    auxiliary: Option<(Tense, u8)>,
}

impl Sentence {
    /// Takes the next token; `tells` says whether its word tells a tense.
    #[inline]
    fn take(&mut self, tokens: &Tokens, token: &Token, tells: bool) {
        // Few words do, or follow one that does.
        if !tells && self.auxiliary.is_none() {
            return;
        }
        self.take_verb(token, tokens.folded(token), tells);
    }

    fn take_verb(&mut self, token: &Token, word: &str, tells: bool) {
        if token.kind == TokenKind::Punctuation {
            self.auxiliary = None;
            return;
        }
        if token.kind != TokenKind::Word {
            return;
        }
        if let Some((tense, between)) = self.auxiliary.take() {
            if is_participle(word) {
                self.count(tense);
                return;
            }
            self.auxiliary = between.checked_sub(1).map(|between| (tense, between));
        }
        if let Some(tense) = auxiliary(word) {
            self.auxiliary = Some((tense, BETWEEN));
        } else if tells && token.case == Case::Lower {
            self.count(Tense::Before);
        }
    }

    fn count(&mut self, tense: Tense) {
        match tense {
            Tense::Before => self.before += 1,
            Tense::News => self.news += 1,
        }
    }
}

/// Notes where the background of a text begins and ends, by turns, in places of terms, ascending. `places` has that of
/// each token, `terms` is the number of terms.
pub(super) fn background(
    tokens: &Tokens,
    words: &Words,
    language: Language,
    places: &[u16],
    terms: u16,
    found: &mut Vec<u16>,
) {
    found.clear();
    if language != Language::Italian {
        return;
    }
    let (mut sentence, mut start) = (Sentence::default(), 0);
    let mut close = |sentence: Sentence, start: u16, end: u16| {
        if sentence.before > sentence.news {
            turn(found, start);
            turn(found, end);
        }
    };
    for ((token, &place), known) in tokens.tokens.iter().zip(places).zip(&words.known) {
        if token.starts_sentence {
            close(std::mem::take(&mut sentence), start, place.min(terms));
            start = place.min(terms);
        }
        sentence.take(tokens, token, known.tells_tense());
    }
    close(sentence, start, terms);
}

#[cfg(test)]
mod tests {
    use crate::read::reader::Reader;
    use crate::{Document, Fingerprint, Language};

    fn print(text: &str, language: Language) -> Fingerprint {
        Reader::new(language).read(&Document::new("a", text))
    }

    /// How many stretches of background a text has.
    fn stretches(text: &str) -> usize {
        print(text, Language::Italian).background.len() / 2
    }

    #[test]
    fn sentences_in_the_pluperfect_or_the_preterite_are_background() {
        for text in [
            "I ladri avevano rubato due chitarre.",
            "Le chitarre erano state rubate di notte.",
            "I due erano già stati visti in paese.",
            "Il furto fu scoperto dal sindaco.",
            "I ladri forzarono la porta del municipio.",
            "La giunta decise e il sindaco firmò, i ladri scesero in cantina.",
        ] {
            assert_eq!(stretches(text), 1, "{text}");
        }
        for text in [
            "I ladri hanno rubato due chitarre.",
            "Le chitarre sono state ritrovate dai carabinieri.",
            "Il sindaco era contento, perché può riavere le chitarre.",
            "I carabinieri hanno ritrovato le chitarre che i ladri avevano rubato.",
            "Niccolò però era in casa.",
            "Se i ladri tornassero e la porta cedesse, vedessero i carabinieri.",
            "",
        ] {
            assert_eq!(stretches(text), 0, "{text}");
        }
    }

    #[test]
    fn sentences_of_background_one_after_the_other_are_one_stretch() {
        let text = "I carabinieri hanno ritrovato le chitarre. I ladri le avevano rubate sabato. Erano entrati \
                    dalla porta. Il sindaco ha ringraziato i carabinieri. Il municipio era stato forzato.";
        assert_eq!(stretches(text), 2);
    }

    #[test]
    fn in_other_languages_nothing_is_background() {
        assert_eq!(*print("I ladri avevano rubato due chitarre.", Language::French).background, [0_u16; 0]);
    }
}

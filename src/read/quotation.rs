//! Quotation: what a text tells in somebody's own words.
//!
//! In: the tokens of a text and the place of each in terms. Out: the stretches of places between quotation marks. Cost:
//! one walk over the tokens.
//!
//! A rewrite says anew what the release tells, but leaves its speakers their words: two texts whose speakers say other
//! things are two statements on one matter, however many facts they share. Source: Leskovec, Backstrom and Kleinberg
//! 2009, "Meme-tracking and the Dynamics of the News Cycle": what is quoted travels nearly unchanged from text to text.
//! Gives up: single marks, archives that lost their marks, and of a quotation over several paragraphs what does not
//! stand between two marks.

use super::stretches::turn;
use super::tokenize::{Token, TokenKind, Tokens};

/// With fewer terms it is a title, a nickname, a word that is not meant.
const LEAST: u16 = 4;
/// With more, a mark was left out.
const MOST: u16 = 150;

/// Notes where the quotations of a text begin and end, by turns, in places of terms, ascending. `places` has that of
/// each token, `terms` is the number of terms.
pub(super) fn quotation(tokens: &Tokens, places: &[u16], terms: u16, found: &mut Vec<u16>) {
    found.clear();
    let touch = |left: Option<&Token>, right: Option<&Token>| {
        left.zip(right).is_some_and(|(left, right)| left.range.end == right.range.start)
    };
    let all = tokens.tokens.as_slice();
    let mut opened = None;
    for (at, (token, &place)) in all.iter().zip(places).enumerate() {
        // The reader of characters makes all double marks one, which stands on either side.
        if tokens.folded(token) != "\"" {
            continue;
        }
        let after = touch(at.checked_sub(1).and_then(|before| all.get(before)), Some(token));
        let before = touch(Some(token), all.get(at + 1).filter(|next| next.kind != TokenKind::Punctuation));
        let place = place.min(terms);
        match opened {
            // `"Il ponte` again where one stands open: that one was never closed.
            Some(start) if after || !before => {
                if (LEAST..=MOST).contains(&(place - start)) {
                    turn(found, start);
                    turn(found, place);
                }
                opened = None;
            }
            _ if before || !after => opened = Some(place),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::read::reader::Reader;
    use crate::{Document, Fingerprint, Language};

    fn print(text: &str) -> Fingerprint {
        Reader::new(Language::Italian).read(&Document::new("a", text))
    }

    /// How many stretches of quotation a text has.
    fn stretches(text: &str) -> usize {
        print(text).quoted.len() / 2
    }

    #[test]
    fn what_stands_between_marks_is_quoted() {
        for text in [
            "\"Il ponte crollato sarà ricostruito entro marzo\", promette il sindaco.",
            "Il sindaco: «Il ponte crollato sarà ricostruito entro marzo».",
            "Il sindaco: « Il ponte crollato sarà ricostruito entro marzo ».",
            "“Il ponte crollato” (sic) “sarà ricostruito entro marzo, promessa solenne” dice il sindaco.",
            "Promette: \"Il ponte crollato\n\n\"Il ponte crollato sarà ricostruito entro marzo\".",
        ] {
            assert_eq!(stretches(text), 1, "{text}");
        }
    }

    #[test]
    fn names_and_lone_marks_are_no_quotation() {
        for text in [
            "L'operazione \"Passo leggero\" ha portato a tre arresti a Treviso.",
            "Un televisore da 42\" rubato in casa, denunciato il ricettatore di Treviso.",
            "\"Il ponte crollato sarà ricostruito entro marzo, promette il sindaco di Treviso.",
            "Il ponte crollato sarà ricostruito entro marzo.",
            "",
        ] {
            assert_eq!(stretches(text), 0, "{text}");
        }
    }

    #[test]
    fn quotations_one_after_the_other_are_two_or_one() {
        let apart = "\"Ricostruiremo presto il ponte crollato\", dice il sindaco. \"Chiuderemo la provinciale \
                     franata lunedì mattina\".";
        assert_eq!(stretches(apart), 2);
        let together =
            "\"Ricostruiremo presto il ponte crollato\". \"Chiuderemo la provinciale franata lunedì\".";
        assert_eq!(stretches(together), 1);
    }
}

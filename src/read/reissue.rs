//! Reissue: whether a document says of itself that it corrects an earlier one, or is a further take of it.
//!
//! In: the tokens of a title or a text, or a title as it stands. Out: yes or no. Cost: a look at the first words
//! and at the end. Agencies send one story in takes: the first closes with `(segue)`, the next ones carry its title
//! and a number (`-2-`, `(2)`), and a `RIEPILOGO` sums them up. Gives up: takes of a text without a title, and
//! numbers told otherwise (`seconda parte`).

use super::tokenize::{TokenKind, Tokens};

/// A title or a text that opens with one of these corrects or updates an earlier one; sorted.
const CORRECTIONS: &[&str] = &[
    "aggiornamento",
    "corrected",
    "correction",
    "corregge",
    "correzione",
    "errata",
    "precisazione",
    "rettifica",
    "update",
    "updated",
];
/// Words of the opening that are looked at.
const OPENING: usize = 3;

/// A title that begins or ends with one of these is that of a further take.
const TAKES: [&str; 2] = ["riepilogo", "rpt"];
const DASHES: [char; 3] = ['-', '–', '—'];

/// Whether tokens open with a word that announces a correction.
pub(super) fn opens_as_correction(tokens: &Tokens) -> bool {
    let words = tokens.tokens.iter().filter(|token| token.kind == TokenKind::Word);
    words.take(OPENING).any(|token| CORRECTIONS.binary_search(&tokens.folded(token)).is_ok())
}

/// Whether a title is that of a further take.
pub(super) fn is_further_take(title: &str) -> bool {
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let says_so = |word: &str| TAKES.iter().any(|take| word.eq_ignore_ascii_case(take));
    let first = words.next();
    first.is_some_and(says_so) || words.next_back().is_some_and(says_so) || ends_with_number(title.trim_end())
}

/// Whether a title ends with a number from 2 on between dashes or brackets; a year is none.
fn ends_with_number(title: &str) -> bool {
    let (before, opening): (&str, &[char]) = match (title.strip_suffix(DASHES), title.strip_suffix(')')) {
        (Some(before), _) => (before.trim_end(), &DASHES),
        (_, Some(before)) => (before.trim_end(), &['(']),
        _ => return false,
    };
    let start = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = before[start.len()..].parse::<u8>();
    number.is_ok_and(|number| number >= 2) && start.trim_end().ends_with(opening)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn corrections_are_sorted() {
        assert!(CORRECTIONS.is_sorted());
    }

    #[test]
    fn a_further_take_has_a_number_or_says_so() {
        for title in [
            "Frana a Brenzone, riaperta la Gardesana -2-",
            "Frana a Brenzone, riaperta la Gardesana - 3 - ",
            "Frana a Brenzone, riaperta la Gardesana (2)",
            "Frana a Brenzone, riaperta la Gardesana (RPT)",
            "RIEPILOGO - Frana a Brenzone",
            "Frana a Brenzone: riaperta la Gardesana (Riepilogo)",
        ] {
            assert!(is_further_take(title), "{title}");
        }
        for title in [
            "",
            "-",
            ")",
            "2",
            "Frana a Brenzone, riaperta la Gardesana (1)",
            "Bilancio di previsione (2026)",
            "Il riepilogo delle frane: 12 interventi",
            "Pallavolo, Brenzone batte Malcesine 3-2",
            "Frana a Brenzone -",
            "Serie C femminile, girone 2)",
        ] {
            assert!(!is_further_take(title), "{title}");
        }
    }
}

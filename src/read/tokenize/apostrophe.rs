//! Apostrophes: an accent, a cut vowel, or a quotation mark.
//!
//! After normalisation all of them are `'`. At the end of a word, in Italian:
//!
//! - after a consonant before a letter, a vowel is cut: `dell'operazione`, `c'è`;
//! - after a consonant before a space, a digit or a quotation mark, the same for the words that are
//!   so cut (`l'11 marzo`, `dell'"Ansa"`); else it is a quotation mark (`'Network'`);
//! - after a vowel it is an accent (`citta'`, `E'`), unless the word is one that is cut there
//!   (`po'`, `di'`), or it closes a quotation (`'Fondaco'`).

use std::ops::Range;

use super::word::Letters;
use super::{Case, Scanner, TokenKind, word};
use crate::language::Language;
use crate::read::list::List;

/// Words that end in a consonant because a vowel was cut before the next word. Sorted.
static ELIDED: List = List::new(&[
    "all", "altr", "anch", "bell", "buon", "c", "cent", "ciascun", "cinquant", "coll", "com", "cos", "d",
    "dall", "dell", "dev", "diciott", "dov", "gl", "grand", "l", "m", "mezz", "n", "neanch", "nell",
    "nessun", "null", "ogn", "ottant", "pover", "qualcos", "qualcun", "quand", "quant", "quarant", "quell",
    "quest", "s", "sant", "sessant", "settant", "sott", "sull", "t", "tant", "trent", "tutt", "un", "v",
    "vent",
]);

/// Words that end in a vowel and whose apostrophe is no accent: cut words and imperatives. Sorted.
static CUT: List = List::new(&[
    "a", "be", "ca", "co", "da", "de", "di", "fa", "i", "mo", "o", "pe", "po", "pro", "sta", "to", "va",
    "ve", "vo",
]);

/// Short words that are often written with an apostrophe for their accent; the longer ones are known by
/// their ending. They keep their accent also within single quotation marks. Sorted.
static ACCENTED: List =
    List::new(&["cio", "cosi", "e", "gia", "giu", "la", "li", "ne", "piu", "puo", "se", "si"]);

/// Endings that hardly any longer word has without an accent: `citta`, `attivita`, `perche`, `lunedi`, `potra`.
const ACCENTED_ENDINGS: &[&str] =
    &["ara", "che", "dra", "edi", "era", "eta", "ira", "ita", "rdi", "rta", "sta", "tra", "tta"];

/// The letters before an apostrophe that may stand for an accent.
const VOWELS: [char; 15] = ['a', 'e', 'i', 'o', 'u', 'à', 'è', 'é', 'ì', 'í', 'ò', 'ó', 'ù', 'ú', 'á'];

/// How much farther the second of two apostrophes may stand for them to enclose a quotation, in bytes.
const LONGEST_QUOTATION: usize = 120;

impl Scanner<'_> {
    /// Ends the word that stands before the apostrophe at this place; its letters begin at `first`.
    pub(super) fn apostrophe(&mut self, start: usize, first: usize, letters: &Letters) {
        let folded = if letters.wide_capitals { self.rewritten(first) } else { self.lower(first) };
        let next = self.char_at(self.at + 1);
        let before_letter = next.is_some_and(word::is_letter);
        let case = letters.case();
        if letters.count > 1 && self.is_possessive() {
            self.at += 2;
            return self.push(start, folded, TokenKind::Word, case, false);
        }
        if self.language == Language::English {
            return self.contraction(start, first, folded, before_letter, case);
        }
        let word = self.tokens.buffer.get(folded.clone()).unwrap_or_default();
        let known = |list: &List| list.has(word);
        if !word.ends_with(VOWELS) {
            let cut = before_letter
                || known(&ELIDED)
                    && next.is_some_and(|c| matches!(c, '"' | '\'' | '0'..='9') || c == ' ' && !self.quoted);
            let folded = if cut { self.with_apostrophe(folded) } else { folded };
            return self.push(start, folded, TokenKind::Word, case, cut);
        }
        let is_cut = known(&CUT);
        let strong = known(&ACCENTED)
            || word.len() > 3 && ACCENTED_ENDINGS.iter().any(|ending| word.ends_with(ending));
        let unknown = self.language != Language::Italian || before_letter && !strong && !is_cut;
        if unknown || self.quoted && !(strong && self.closes_later()) {
            return self.push(start, folded, TokenKind::Word, case, false);
        }
        let folded = if is_cut {
            self.with_apostrophe(folded)
        } else {
            self.at += 1;
            self.accented(folded)
        };
        self.push(start, folded, TokenKind::Word, case, false);
    }

    /// `don't`, `O'Brien`: one word in English; `senators'` leaves its apostrophe.
    fn contraction(
        &mut self,
        start: usize,
        first: usize,
        folded: Range<usize>,
        before_letter: bool,
        case: Case,
    ) {
        let mut folded = folded;
        if before_letter {
            self.at += 1;
            self.letters(&mut Letters::default());
            folded = self.lower(first);
        }
        self.push(start, folded, TokenKind::Word, case, false);
    }

    /// Takes the apostrophe into the word before it.
    fn with_apostrophe(&mut self, folded: Range<usize>) -> Range<usize> {
        self.at += 1;
        if folded.end == self.tokens.buffer.len() {
            self.tokens.buffer.push('\'');
        }
        folded.start..folded.end + 1
    }

    /// Whether `'s` and the end of the word stand here, as in `the mayor's` and `McDonald's`.
    fn is_possessive(&self) -> bool {
        matches!(self.byte(self.at + 1), b's' | b'S')
            && !self.char_at(self.at + 2).is_some_and(|c| word::is_letter(c) || c == '\'' || c.is_numeric())
    }

    /// Whether another apostrophe on this line could close the quotation that is open, or opens here.
    fn closes_later(&self) -> bool {
        let rest = self.bytes.get(self.at + 1..).unwrap_or_default();
        let end = rest.iter().take(LONGEST_QUOTATION).position(|&byte| byte == b'\n');
        let line = rest.get(..end.unwrap_or(LONGEST_QUOTATION)).unwrap_or(rest);
        let in_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte >= 0x80;
        for at in line.iter().enumerate().filter(|&(_, &byte)| byte == b'\'').map(|(at, _)| at) {
            let before = at.checked_sub(1).and_then(|before| line.get(before));
            let after_word = before.is_some_and(|byte| in_word(byte) || matches!(byte, b'.' | b'!' | b'?'));
            match (after_word, line.get(at + 1).is_some_and(in_word)) {
                (true, false) => return true,
                (false, true) => return false,
                _ => {}
            }
        }
        false
    }

    /// The folded form with an accent on its last letter.
    fn accented(&mut self, folded: Range<usize>) -> Range<usize> {
        let buffer = &mut self.tokens.buffer;
        let word = buffer.get(folded.clone()).unwrap_or_default();
        // `perché`, `né`, `sé`, `ventitré`, but `è`, `c'è`, `caffè`.
        let acute = word.ends_with("che") || word.ends_with("tre") || matches!(word, "ne" | "se");
        let accented = match word.bytes().next_back() {
            Some(b'a') => 'à',
            Some(b'e') if acute => 'é',
            Some(b'e') => 'è',
            Some(b'i') => 'ì',
            Some(b'o') => 'ò',
            Some(b'u') => 'ù',
            _ => return folded,
        };
        let start = buffer.len();
        buffer.extend_from_within(folded.start..folded.end - 1);
        buffer.push(accented);
        start..buffer.len()
    }

    /// Whether the apostrophe at this place is the first sign of a word: `'ndrangheta`.
    pub(super) fn starts_apheresis(&self) -> bool {
        self.bytes.get(self.at + 1..self.at + 4).is_some_and(|word| word.eq_ignore_ascii_case(b"ndr"))
    }

    /// An apostrophe that no word has taken: a quotation mark, or `'90`.
    pub(super) fn single_quote(&mut self) {
        let before = self.char_before(self.at);
        let next = self.char_at(self.at + 1);
        let opens = before
            .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '"' | '\'' | '-' | '–' | '—'))
            && next.is_some_and(|c| word::is_letter(c) || c == '"' || c == '#');
        self.quoted = opens && self.closes_later();
        self.same_bytes(b'\'', TokenKind::Punctuation);
        self.fresh |= opens;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!([&ELIDED, &CUT, &ACCENTED].iter().all(|list| list.words().is_sorted()));
        assert!(ACCENTED_ENDINGS.is_sorted());
    }
}

//! Apostrophes: an accent, a cut vowel, or a quotation mark.
//!
//! After normalisation all of them are `'`. At the end of a word, in Italian:
//!
//! - after a consonant before a letter, a vowel is cut: `dell'operazione`, `c'è`;
//! - after a consonant before a space, a digit or a quotation mark, the same for the words that are
//!   so cut (`l'11 marzo`, `dell'"Ansa"`); else it is a quotation mark (`'Network'`);
//! - after a vowel it is an accent (`citta'`, `E'`), unless the word is one that is cut there
//!   (`po'`, `di'`), or it closes a quotation (`'Fondaco'`).

use super::word::Letters;
use super::{Scanner, TokenKind, word};
use crate::language::Language;

/// Words that end in a consonant because a vowel was cut before the next word. Sorted.
const ELIDED: &[&str] = &[
    "all", "altr", "anch", "bell", "buon", "c", "cent", "ciascun", "cinquant", "coll", "com", "cos", "d",
    "dall", "dell", "dev", "diciott", "dov", "gl", "grand", "l", "m", "mezz", "n", "neanch", "nell",
    "nessun", "null", "ogn", "ottant", "pover", "qualcos", "qualcun", "quand", "quant", "quarant", "quell",
    "quest", "s", "sant", "sessant", "settant", "sott", "sull", "t", "tant", "trent", "tutt", "un", "v",
    "vent",
];

/// Words that end in a vowel and whose apostrophe is no accent: cut words and imperatives. Sorted.
const CUT: &[&str] = &[
    "a", "be", "ca", "co", "da", "de", "di", "fa", "i", "mo", "o", "pe", "po", "pro", "sta", "to", "va",
    "ve", "vo",
];

/// Short words that are often written with an apostrophe for their accent; the longer ones are known by
/// their ending. They keep their accent also within single quotation marks. Sorted.
const ACCENTED: &[&str] = &["cio", "cosi", "e", "gia", "giu", "la", "li", "ne", "piu", "puo", "se", "si"];

/// Endings that hardly any longer word has without an accent: `citta`, `attivita`, `perche`, `lunedi`, `potra`.
const ACCENTED_ENDINGS: &[&str] =
    &["ara", "che", "dra", "edi", "era", "eta", "ira", "ita", "rdi", "rta", "sta", "tra", "tta"];

/// How much farther the second of two apostrophes may stand for them to enclose a quotation, in bytes.
const LONGEST_QUOTATION: usize = 120;

impl Scanner<'_> {
    /// Ends the word that stands before the apostrophe at this place.
    pub(super) fn apostrophe(&mut self, start: usize, folded: usize, letters: &Letters) {
        let next = self.char_at(self.at + 1);
        let before_letter = next.is_some_and(word::is_letter);
        let case = letters.case();
        if letters.count > 1 && self.is_possessive() {
            self.at += 2;
            return self.push(start, folded, TokenKind::Word, case, false);
        }
        let vowel = self.tokens.buffer.chars().next_back().is_some_and(|c| "aeiouàèéìíòóùú".contains(c));
        let known = |list: &[&str], this: &Self| {
            this.tokens.buffer.get(folded..).is_some_and(|word| list.binary_search(&word).is_ok())
        };
        if self.language == Language::English {
            if before_letter {
                // `don't`, `O'Brien`: one word.
                self.at += 1;
                self.tokens.buffer.push('\'');
                let mut rest = Letters::default();
                self.letters(&mut rest);
            }
            return self.push(start, folded, TokenKind::Word, case, false);
        }
        if !vowel {
            let binds = before_letter
                || known(ELIDED, self)
                    && next.is_some_and(|c| {
                        c == '"' || c == '\'' || c.is_ascii_digit() || c == ' ' && !self.quoted
                    });
            if binds {
                self.at += 1;
                self.tokens.buffer.push('\'');
            }
            return self.push(start, folded, TokenKind::Word, case, binds);
        }
        let strong = known(ACCENTED, self) || self.has_accented_ending(folded);
        if self.language != Language::Italian || before_letter && !strong && !known(CUT, self) {
            return self.push(start, folded, TokenKind::Word, case, false);
        }
        if self.quoted && !(strong && self.closes_later()) {
            return self.push(start, folded, TokenKind::Word, case, false);
        }
        self.at += 1;
        if known(CUT, self) {
            self.tokens.buffer.push('\'');
        } else {
            self.accent(folded);
        }
        self.push(start, folded, TokenKind::Word, case, false);
    }

    /// Whether `'s` and the end of the word stand here, as in `the mayor's` and `McDonald's`.
    fn is_possessive(&self) -> bool {
        matches!(self.byte(self.at + 1), b's' | b'S')
            && !self.char_at(self.at + 2).is_some_and(|c| word::is_letter(c) || c == '\'' || c.is_numeric())
    }

    fn has_accented_ending(&self, folded: usize) -> bool {
        let word = self.tokens.buffer.get(folded..).unwrap_or_default();
        word.len() > 3 && ACCENTED_ENDINGS.iter().any(|ending| word.ends_with(ending))
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

    /// Puts the accent on the last letter of the folded form.
    fn accent(&mut self, folded: usize) {
        let buffer = &mut self.tokens.buffer;
        let word = buffer.get(folded..).unwrap_or_default();
        // `perché`, `né`, `sé`, `ventitré`, but `è`, `c'è`, `caffè`.
        let acute = word.ends_with("che") || word.ends_with("tre") || matches!(word, "ne" | "se");
        let accented = match buffer.chars().next_back() {
            Some('a') => 'à',
            Some('e') if acute => 'é',
            Some('e') => 'è',
            Some('i') => 'ì',
            Some('o') => 'ò',
            Some('u') => 'ù',
            _ => return,
        };
        buffer.pop();
        buffer.push(accented);
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
        self.same_marks('\'', TokenKind::Punctuation);
        self.fresh |= opens;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted() {
        assert!([ELIDED, CUT, ACCENTED, ACCENTED_ENDINGS].iter().all(|list| list.is_sorted()));
    }
}

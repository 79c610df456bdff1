//! Numbers: digits and what may stand among them.

use super::word::{Letters, is_letter};
use super::{Case, Scanner, TokenKind};

/// Whether a character is a raised digit: an exponent or the mark of a note, no number of its own.
pub(super) fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

impl Scanner<'_> {
    /// A number, from the digit at this place: digits joined by `.` `,` `:` `/` where a digit follows
    /// each (`1.500,00`, `18:30`, `188/2021`), a date with hyphens (`2026-11-23`), letters that follow
    /// at once (`84mila`, `47enne`, `50km`), a degree sign or `ª` (`3°`).
    pub(super) fn number(&mut self) {
        let start = self.at;
        self.digits();
        loop {
            let (separator, next) = (self.byte(self.at), self.byte(self.at + 1));
            let joins = match separator {
                b'.' | b',' | b':' | b'/' => next.is_ascii_digit(),
                b'-' => self.is_dashed_date(start),
                _ => false,
            };
            if !joins {
                break;
            }
            self.at += 1;
            self.digits();
        }
        let mut folded = self.lower(start);
        match self.char_at(self.at).filter(|c| !c.is_ascii() || c.is_ascii_alphabetic()) {
            Some('°') => {
                self.at += '°'.len_utf8();
                folded = self.lower(start);
            }
            Some('ª') => {
                self.at += 'ª'.len_utf8();
                let begin = self.tokens.buffer.len();
                self.tokens.buffer.extend_from_within(folded);
                self.tokens.buffer.push('°');
                folded = begin..self.tokens.buffer.len();
            }
            Some(c) if is_letter(c) => {
                let mut letters = Letters::default();
                self.letters(&mut letters);
                folded = self.lower(start);
            }
            _ => {}
        }
        self.push(start, folded, TokenKind::Number, Case::Lower, false);
    }

    /// Digits of any script, and `½`.
    fn digits(&mut self) {
        loop {
            while self.byte(self.at).is_ascii_digit() {
                self.at += 1;
            }
            if self.byte(self.at) < 0x80 {
                return;
            }
            let Some(c) = self.char_at(self.at).filter(|&c| c.is_numeric() && !is_raised(c)) else { return };
            self.at += c.len_utf8();
        }
    }

    /// Whether the hyphen at this place is one of the two in `2026-11-23` or `23-11-2026`.
    fn is_dashed_date(&self, start: usize) -> bool {
        let rest = self.bytes.get(start..).unwrap_or_default();
        let date = |lengths: [usize; 3]| {
            let mut at = 0;
            for (nth, length) in lengths.into_iter().enumerate() {
                if nth > 0 {
                    if rest.get(at) != Some(&b'-') {
                        return false;
                    }
                    at += 1;
                }
                if !rest.get(at..at + length).is_some_and(|digits| digits.iter().all(u8::is_ascii_digit)) {
                    return false;
                }
                at += length;
            }
            !rest.get(at).is_some_and(|byte| byte.is_ascii_digit() || *byte == b'-')
        };
        date([4, 2, 2]) || date([2, 2, 4])
    }
}

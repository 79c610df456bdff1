//! Laws and codes: articles, acts and case numbers; plates, telephone numbers, roads, addresses.
//!
//! In: the tokens from a law word, a plate's letters or a run of figures on. Out:
//! [`FactKind::Law`] and [`FactKind::Code`] facts whose value is the hash of one spelling:
//! `art603bis`, `n188/2021`, `ab123cd`, `0301234567`. Cost: a few tokens of look-ahead. Gives up:
//! which act an article belongs to, and the kind of an act (`d.lgs. 231/2001` = `n. 231/2001`).

use std::fmt::Write;

use super::facts::{FactKind, FactValue, Reader, text_hash};
use super::lexicon::Class;
use super::numbers::Shape;
use super::rarity::Rarity;
use super::tokenize::{Case, TokenKind};

/// Bits of an article or act: a few dozen of them fill the crime pages.
const LAW_BITS: f64 = 6.0;
/// Bits of a code by its length: roads (`A14`) and the like are told often, plates are not.
const CODE_BITS: [f64; 7] = [4.0, 4.0, 5.0, 6.0, 7.0, 9.0, 11.0];

/// The figures that a telephone number has, country code left out.
const TELEPHONE_FIGURES: std::ops::RangeInclusive<usize> = 8..=11;

/// The numbers of public emergency services in Italy (Decision 91/396/EEC; the Ministry's numbering plan).
const EMERGENCY: [&str; 9] = ["112", "113", "114", "115", "117", "118", "1515", "1522", "1530"];
/// Bits of one of them: one in twenty-five articles of a local paper's crime pages names one.
const EMERGENCY_BITS: f64 = 4.5;

impl Reader<'_> {
    /// `art. 603-bis`, `articolo 640 bis`, `artt. 73 e 74`.
    pub(super) fn law_article(&mut self, at: usize) -> usize {
        let mut number = at + 1;
        let mut end = at + 1;
        while matches!(self.word(number), "." | ":") || self.class(number) == Class::NumberSign {
            number += 1;
        }
        while let Some((Shape::Value { value, .. } | Shape::Point { value, .. }, used)) = self.figures(number)
        {
            let inside = self.raw(number).get(used..).unwrap_or_default().trim_start_matches('-');
            let hyphen = usize::from(self.word(number + 1) == "-");
            let behind = self.word(number + 1 + hyphen);
            let (suffix, after) = match () {
                () if is_law_suffix(inside) => (inside, number + 1),
                () if is_law_suffix(behind) => (behind, number + 2 + hyphen),
                () => ("", number + 1),
            };
            let suffix = suffix.to_ascii_lowercase();
            self.push_law(format_args!("art{value}{suffix}"), at, after);
            end = after;
            number = match self.word(after) {
                "," | "e" | "and" => after + 1,
                _ => break,
            };
            // `art. 73, 14 persone`: another number counts only where no noun follows it.
            if self.figures(number).is_none()
                || self.is_noun(number + 1) && !is_law_suffix(self.word(number + 1))
            {
                break;
            }
        }
        end
    }

    /// `d.lgs. 188/2021`, `legge 104`, `legge n. 104 del 1992`.
    pub(super) fn law_act(&mut self, at: usize) -> usize {
        let mut number = at + 1;
        let mut numbered = false;
        while number < at + 6 {
            numbered |= self.class(number) == Class::NumberSign;
            match self.class(number) {
                Class::LawAct | Class::NumberSign => number += 1,
                _ if self.word(number) == "." => number += 1,
                _ => break,
            }
        }
        let end = number + 1;
        match self.figures(number) {
            Some((Shape::Numbered { number, year }, _)) => {
                self.push_law(format_args!("n{number}/{year}"), at, end);
            }
            Some((Shape::Value { value, yearlike }, used))
                if self.raw(number).len() == used && value.fract() == 0.0 =>
            {
                let year = match (self.class(end), self.figures(end + 1)) {
                    (Class::Of, Some((Shape::Value { value, yearlike: true }, 4))) => Some(value),
                    _ => None,
                };
                match year {
                    Some(year) => {
                        self.push_law(format_args!("n{value}/{year}"), at, end + 2);
                        return end + 2;
                    }
                    // `la legge 2026` names a year.
                    None if yearlike && !numbered || matches!(self.class(end), Class::Month(_)) => {
                        return at + 1;
                    }
                    None => self.push_law(format_args!("n{value}"), at, end),
                }
            }
            _ => return at + 1,
        }
        end
    }

    /// `188/2021` wherever it stands: an act or a case.
    pub(super) fn push_numbered(&mut self, number: u32, year: u16, at: usize) -> usize {
        self.push_law(format_args!("n{number}/{year}"), at, at + 1);
        at + 1
    }

    fn push_law(&mut self, spelling: std::fmt::Arguments<'_>, start: usize, end: usize) {
        self.scratch.clear();
        // Writing to a string does not fail.
        let _ = self.scratch.write_fmt(spelling);
        let value = FactValue::Text(text_hash(&self.scratch));
        self.push(FactKind::Law, value, Rarity::from_bits(LAW_BITS), start, end);
    }

    /// `AB 123 CD`, from its first two letters.
    pub(super) fn plate(&mut self, at: usize) -> Option<usize> {
        let letters = |at: usize| {
            self.token(at).is_some_and(|token| token.case == Case::Upper) && self.raw(at).len() == 2
        };
        let figures =
            self.raw(at + 1).len() == 3 && self.raw(at + 1).bytes().all(|byte| byte.is_ascii_digit());
        if !(figures && letters(at) && letters(at + 2)) {
            return None;
        }
        self.scratch.clear();
        for part in [self.word(at), self.raw(at + 1), self.word(at + 2)] {
            self.scratch.push_str(part);
        }
        Some(self.push_code(at, at + 3))
    }

    /// `A14`, `AB123CD`: letters and figures in one word; a web or mail address.
    pub(super) fn mixed(&mut self, at: usize) -> usize {
        self.scratch.clear();
        self.scratch.push_str(self.tokens.tokens.get(at).map_or("", |token| self.tokens.folded(token)));
        self.push_code(at, at + 1)
    }

    /// Adds the code that the scratch holds.
    fn push_code(&mut self, start: usize, end: usize) -> usize {
        let value = FactValue::Text(text_hash(&self.scratch));
        let rarity = CODE_BITS.get(self.scratch.len()).map_or(Rarity::MAX, |&bits| Rarity::from_bits(bits));
        self.push(FactKind::Code, value, rarity, start, end);
        end
    }

    /// `chiamare il 112`, `i medici del 118`: a number with no unit behind it that counts nothing.
    pub(super) fn emergency(&mut self, at: usize) -> Option<usize> {
        let named =
            matches!(self.word(at.wrapping_sub(1)), "il" | "al" | "del" | "dal" | "sul" | "emergenza")
                || self.class(at.wrapping_sub(1)) == Class::Telephone;
        if !named || !EMERGENCY.contains(&self.raw(at)) || !self.is_italian() {
            return None;
        }
        let value = FactValue::Text(text_hash(self.raw(at)));
        self.push(FactKind::Code, value, Rarity::from_bits(EMERGENCY_BITS), at, at + 1);
        Some(at + 1)
    }

    /// `030 1234567`, `+39 333 1234567`: figures with spaces, points, hyphens or slashes between them.
    pub(super) fn telephone(&mut self, at: usize) -> Option<usize> {
        let raw = self.raw(at);
        let figures = raw.bytes().filter(u8::is_ascii_digit).count();
        let announced = (1..=3).any(|back| self.class(at.wrapping_sub(back)) == Class::Telephone);
        let like = raw.starts_with('0') && figures > 1 || raw.starts_with('3') && figures == 3 || figures > 8;
        if !announced && !like || raw.contains(',') {
            return None;
        }
        // `01/02/2026` begins with a zero too.
        if !matches!(self.figures(at), Some((Shape::Value { .. } | Shape::Point { .. }, _))) && !announced {
            return None;
        }
        self.scratch.clear();
        let mut end = at;
        while let Some(token) = self.token(end) {
            match token.kind {
                TokenKind::Number => {
                    let part = self.raw(end);
                    if self.scratch.len() + part.len() > 20
                        || !part.bytes().all(|byte| b"0123456789./-".contains(&byte))
                    {
                        break;
                    }
                    self.scratch.extend(part.chars().filter(char::is_ascii_digit));
                    end += 1;
                }
                TokenKind::Punctuation
                    if matches!(self.raw(end), "." | "/" | "-") && self.is_number(end + 1) =>
                {
                    end += 1;
                }
                _ => break,
            }
        }
        if self.scratch.len() > *TELEPHONE_FIGURES.end() && self.scratch.starts_with("39") {
            self.scratch.drain(..2);
        }
        let mobile = self.scratch.starts_with('3') && (9..=10).contains(&self.scratch.len());
        let sure = announced || self.scratch.starts_with('0') || mobile;
        if !sure || !TELEPHONE_FIGURES.contains(&self.scratch.len()) {
            return None;
        }
        Some(self.push_code(at, end))
    }
}

fn is_law_suffix(word: &str) -> bool {
    matches!(
        word,
        "bis" | "ter" | "quater" | "quinquies" | "sexies" | "septies" | "octies" | "novies" | "decies"
    )
}

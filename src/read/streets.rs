//! Streets: `via Giardini 1195/1`, `piazza XXV Aprile, 4`, `corso Vittorio Emanuele II n. 12`.
//!
//! In: the tokens from a street word on. Out: the [`FactKind::Name`] facts of the street's words, and a
//! [`FactKind::Code`] fact for a house number, whose value is the hash of the street's last word and the figures:
//! `giardini1195`. Cost: a few tokens of look-ahead. A house number is no quantity, a street's day no date, and the
//! numeral of its king no rank. Gives up: streets in lower case, and house numbers before which something stands
//! between them and the street (`via Roma, all'altezza del 12`).

use super::facts::{FactKind, FactValue, Reader, text_hash};
use super::lexicon::Class;
use super::names::roman;
use super::rarity::Rarity;
use super::tokenize::{Case, Token};

/// Bits of an address: rarer than a name, and a firm's or an office's stands in each of its releases.
const ADDRESS_BITS: f64 = 9.0;
/// Most tokens of a street's name.
const NAME: usize = 7;
/// A house number has at the most so many figures.
const FIGURES: usize = 4;

impl Reader<'_> {
    /// From the street word on.
    pub(super) fn street(&mut self, at: usize, token: &Token) -> usize {
        let end = self.street_name(at + 1);
        if end == at + 1 {
            return if token.case == Case::Lower { at + 1 } else { self.capital(at, token) };
        }
        for word in at + 1..end {
            let is_name = matches!(
                self.class(word),
                Class::Plain | Class::Adjective | Class::Ordinal(_) | Class::Cardinal(_)
            ) && self.is_capital(word)
                && roman(self.word(word)).is_none();
            if let Some(token) = self.token(word).filter(|_| is_name) {
                self.name(word, token);
            }
        }
        let Some((number, after)) = self.house_number(end) else { return end };
        let figures = self.raw(number).bytes().take_while(u8::is_ascii_digit).count();
        self.scratch.clear();
        for part in [self.word(end - 1), self.raw(number).get(..figures).unwrap_or_default()] {
            self.scratch.push_str(part);
        }
        let value = FactValue::Text(text_hash(&self.scratch));
        self.push(FactKind::Code, value, Rarity::from_bits(ADDRESS_BITS), number, after);
        after
    }

    /// The end of a street's name that begins at a token; there, if none does.
    fn street_name(&self, start: usize) -> usize {
        let mut end = start;
        while end < start + NAME {
            let is_of = self.class(end) == Class::Of && self.is_of_name(end + 1);
            if is_of || self.is_of_name(end) {
                end += 1 + usize::from(is_of);
                // `via G. Verdi`.
                let is_initial =
                    self.word(end - 1).len() == 1 && self.raw(end) == "." && self.is_of_name(end + 1);
                end += usize::from(is_initial);
            } else if end == start && self.is_number(end) && self.is_month_name(end + 1) {
                end += 2;
            } else {
                break;
            }
        }
        end
    }

    /// `Aprile`: in a date it has no capital.
    fn is_month_name(&self, at: usize) -> bool {
        matches!(self.class(at), Class::Month(_)) && self.is_capital(at)
    }

    /// Whether a word belongs to the name of a street, as its capital tells.
    fn is_of_name(&self, at: usize) -> bool {
        let within = self.token(at).is_some_and(|token| !token.starts_sentence);
        within
            && self.is_capital(at)
            && !matches!(self.class(at), Class::Label | Class::LawAct | Class::Street)
    }

    /// The token of a house number that may stand at a place, and the end of it.
    fn house_number(&self, at: usize) -> Option<(usize, usize)> {
        let mut number = at + usize::from(self.raw(at) == ",");
        let comma = number > at;
        let sign = number;
        while self.class(number) == Class::NumberSign || number > sign && self.raw(number) == "." {
            number += 1;
        }
        let raw = self.raw(number);
        let rest = raw.trim_start_matches(|figure: char| figure.is_ascii_digit());
        let figures = raw.len() - rest.len();
        if !(1..=FIGURES).contains(&figures) || !(rest.is_empty() || rest.starts_with(['/', '-'])) {
            return None;
        }
        let mut end = number + 1;
        if matches!(self.raw(end), "/" | "-") && (self.is_number(end + 1) || self.word(end + 1).len() == 1) {
            end += 2;
        } else if matches!(self.word(end), "bis" | "ter") {
            end += 1;
        }
        // `in via Roma 3 arresti`, `in via Roma, 2026`, `in via Roma 12 maggio`.
        let counts = self.is_noun(end) && !self.is_capital(end) || self.follows_quantity(end);
        let is_year = comma && matches!(raw.get(..2), Some("19" | "20")) && figures == FIGURES;
        (number > sign || !counts && !is_year).then_some((number, end))
    }

    /// Whether a token makes a quantity, a date or an age of the number before it.
    fn follows_quantity(&self, at: usize) -> bool {
        let class = self.class(at);
        matches!(
            class,
            Class::Month(_) | Class::Years | Class::Scale(_) | Class::Per | Class::Percent | Class::Adjective
        ) || matches!(self.raw(at), "%" | "€" | "$" | "£" | "°")
    }
}

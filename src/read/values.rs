//! Values: one number over several tokens, in figures or in words, with its scale.
//!
//! In: the token where a number begins. Out: a [`Value`], such as 6,500,000 of `sei milioni e mezzo`,
//! without looking at what it counts. Cost: a few tokens of look-ahead; nothing is added to the facts.
//! Marks that were lost or moved by programs that take texts apart are read where what stands around them
//! leaves no doubt: `1. 500 euro`, `sono 1. 662 i casi`, `9, 4 milioni`, `1 6 million`.

use super::facts::Reader;
use super::lexicon::Class;
use super::numbers::{Composed, Shape};
use super::units::{self, Unit};
use crate::language::Language;

/// A value read from one token or several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'t> {
    pub(super) amount: f64,
    /// The lower end of `15-20`.
    pub(super) low: Option<f64>,
    /// The token after it.
    pub(super) end: usize,
    /// What `mila`, `milioni` have multiplied it by; 1 without them.
    pub(super) scale: f64,
    /// `una ventina`.
    pub(super) about: bool,
    /// Four plain figures.
    pub(super) yearlike: bool,
    /// What follows the figures in the same token.
    pub(super) suffix: &'t str,
    /// Hour and minute where it was written `18.30`, and whether the mark is odd for a number.
    pub(super) clock: Option<(u16, u16, bool)>,
}

impl Value<'_> {
    /// A value that one token tells.
    pub(super) fn plainly(value: f64, end: usize) -> Self {
        Self {
            amount: value,
            low: None,
            end,
            scale: 1.0,
            about: false,
            yearlike: false,
            suffix: "",
            clock: None,
        }
    }

    /// Whether it is a number as it stands, without suffix and scale.
    pub(super) fn plain(&self) -> bool {
        self.suffix.is_empty() && self.scale == 1.0 && self.low.is_none()
    }
}

impl<'a> Reader<'a> {
    /// Reads the value that begins at a token, scales and all.
    pub(super) fn value_at(&self, at: usize) -> Option<Value<'a>> {
        let mut value = self.single_value(at)?;
        // `tre e mezzo`
        if value.plain()
            && self.class(value.end) == Class::And
            && self.class(value.end + 1) == Class::Half
            && self.is_italian()
            && !matches!(self.class(value.end + 2), Class::Scale(_))
        {
            value.amount += 0.5;
            value.end += 2;
            value.yearlike = false;
        }
        // `un milione e 200mila`, `sei milioni e mezzo`
        if value.scale >= 1e6 {
            let and = usize::from(self.class(value.end) == Class::And);
            let more = value.end + and;
            if and == 1 && self.class(more) == Class::Half && !matches!(self.class(more + 1), Class::Scale(_))
            {
                value.amount += value.scale / 2.0;
                value.end = more + 1;
            } else if let Some(rest) = self.single_value(more)
                && rest.amount >= 1e3
                && rest.amount < value.scale
                && !rest.yearlike
            {
                value.amount += rest.amount;
                value.end = rest.end;
                value.suffix = rest.suffix;
            }
        }
        // `6mila e 400 euro`
        if self.word(value.end - 1).ends_with("mila")
            && value.low.is_none()
            && self.class(value.end) == Class::And
            && let Some(rest) = self.single_value(value.end + 1)
            && rest.plain()
            && (100.0..1e3).contains(&rest.amount)
            && self.is_italian()
        {
            value.amount += rest.amount;
            value.end = rest.end;
        }
        Some(value)
    }

    fn single_value(&self, at: usize) -> Option<Value<'a>> {
        let mut value = match self.figures(at) {
            Some((shape, used)) => self.value_in_figures(at, shape, used)?,
            None => self.value_in_words(at)?,
        };
        while let Class::Scale(scale) = self.class(value.end) {
            if scale == 1.0 || !value.suffix.is_empty() || value.scale * scale > 1e15 {
                break;
            }
            value.amount *= scale;
            value.low = value.low.map(|low| low * scale);
            value.scale *= scale;
            value.end += 1;
            value.yearlike = false;
            // `mln.`
            value.end +=
                usize::from(self.word(value.end - 1).len() <= 3 && self.is_abbreviation_dot(value.end));
        }
        Some(value)
    }

    fn value_in_figures(&self, at: usize, shape: Shape, used: usize) -> Option<Value<'a>> {
        let suffix = self.raw(at).get(used..).unwrap_or_default();
        let (value, low, yearlike, clock) = match shape {
            Shape::Value { value, yearlike } => (value, None, yearlike, None),
            Shape::Point { value, hour, minute, odd } => (value, None, false, Some((hour, minute, odd))),
            Shape::Range { low, high } => (high, Some(low), false, None),
            _ => return None,
        };
        let mut read =
            Value { amount: value, low, end: at + 1, scale: 1.0, about: false, yearlike, suffix, clock };
        if suffix == "mila" || suffix == "k" {
            (read.amount, read.scale, read.suffix) = (value * 1e3, 1e3, "");
            read.low = low.map(|low| low * 1e3);
        } else if suffix.is_empty() && low.is_none() {
            if self.language == Language::English && used <= 3 && value.fract() == 0.0 {
                self.join_bare(&mut read);
            }
            self.join_apart(&mut read);
        }
        Some(read)
    }

    /// `1 6 million`, `17 500 jobs`: English texts whose marks were lost.
    fn join_bare(&self, read: &mut Value<'_>) {
        while let Some((Shape::Value { value, .. }, used)) = self.figures(read.end) {
            let raw = self.raw(read.end);
            let after = read.end + 1;
            let scaled = matches!(self.class(after), Class::Scale(_) | Class::Percent);
            if raw.len() != used || read.amount < 1.0 {
                return;
            }
            match used {
                1 | 2 if scaled && read.amount < 1e3 => {
                    read.amount += value / 10_f64.powi(used as i32);
                    read.end = after;
                    return;
                }
                3 if read.amount < 1e3 || self.raw(read.end - 1).len() == 3 => {
                    read.amount = read.amount * 1e3 + value;
                }
                _ => return,
            }
            read.end = after;
        }
    }

    /// `1. 500 euro`, `euro 127. 840, 00`, `9, 4 milioni`: marks with a space behind them, as texts have it that
    /// were rebuilt from tokens. Three figures behind a full stop are thousands inside a sentence, which rarely goes on
    /// in figures, but not at its front, where `1. 300 posti` is the first point of a list; other figures belong
    /// together only beside a unit, a scale or a percentage.
    fn join_apart(&self, read: &mut Value<'_>) {
        let at = read.end - 1;
        let before = self.class(at.wrapping_sub(1));
        let led_by_currency = matches!(before, Class::Unit(unit, _) if unit.is_currency())
            || units::of_sign(self.raw(at.wrapping_sub(1))).is_some_and(Unit::is_currency);
        let goes_on = self.is_word(at.wrapping_sub(1)) || self.raw(at.wrapping_sub(1)) == "(";
        let inside = led_by_currency || goes_on && self.token(at).is_some_and(|token| !token.starts_sentence);
        let mut groups = read.amount >= 1.0 && read.amount < 1e3 && read.amount.fract() == 0.0;
        loop {
            let mark = self.raw(read.end);
            if mark != "." && mark != "," || !self.touches(read.end) || self.touches(read.end + 1) {
                return;
            }
            let Some((Shape::Value { value, .. }, used)) = self.figures(read.end + 1) else { return };
            if used != self.raw(read.end + 1).len() {
                return;
            }
            let after = read.end + 2;
            let bound = match self.class(after) {
                Class::Unit(..) | Class::Scale(_) | Class::Percent => true,
                Class::Per => self.class(after + 1) == Class::Cardinal(100),
                _ => matches!(self.word(after), "%" | "€"),
            };
            match (mark, used) {
                (".", 3) if groups && (bound || inside) => read.amount = read.amount * 1e3 + value,
                (",", 1 | 2) if bound || led_by_currency => {
                    read.amount += value / 10_f64.powi(used as i32);
                    groups = false;
                }
                _ => return,
            }
            read.end = after;
            read.yearlike = false;
            if !groups {
                return;
            }
        }
    }

    /// Whether a token stands directly behind the one before it.
    fn touches(&self, at: usize) -> bool {
        match (self.token(at.wrapping_sub(1)), self.token(at)) {
            (Some(before), Some(token)) => before.range.end == token.range.start,
            _ => false,
        }
    }

    /// Whether a full stop stands here that ends an abbreviation, since the sentence goes on in lower case.
    pub(super) fn is_abbreviation_dot(&self, at: usize) -> bool {
        self.raw(at) == "." && self.is_word(at + 1) && !self.is_capital(at + 1)
    }

    fn value_in_words(&self, at: usize) -> Option<Value<'a>> {
        let plain = Value::plainly;
        match self.class(at) {
            Class::Cardinal(_) if !self.is_italian() => {
                self.english_words(at).map(|(value, end)| plain(value, end))
            }
            Class::Cardinal(value) => Some(plain(f64::from(value), at + 1)),
            Class::One => match self.class(at + 1) {
                Class::Scale(_) => Some(plain(1.0, at + 1)),
                Class::Collective(about) => {
                    Some(Value { about: about % 10 != 2, ..plain(f64::from(about), at + 2) })
                }
                _ => None,
            },
            Class::Collective(about) if self.is_italian() => {
                Some(Value { about: about % 10 != 2, ..plain(f64::from(about), at + 1) })
            }
            // `il milione e centomila`
            Class::Scale(_) if matches!(self.word(at), "milione" | "miliardo") => Some(plain(1.0, at)),
            Class::Half if matches!(self.class(at + 1), Class::Scale(scale) if scale >= 1e6) => {
                Some(plain(0.5, at + 1))
            }
            Class::Plain => match self.composed_at(at)? {
                Composed::Cardinal(value) => {
                    Some(Value { yearlike: (1900.0..2100.0).contains(&value), ..plain(value, at + 1) })
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// `two hundred and fifty`, `twenty-five`: up to the thousands, which are scales.
    fn english_words(&self, at: usize) -> Option<(f64, usize)> {
        let Class::Cardinal(first) = self.class(at) else { return None };
        let (mut value, mut end) = (first, at + 1);
        if let Class::Scale(100.0) = self.class(end)
            && value < 100
        {
            (value, end) = (value * 100, end + 1);
            let and = usize::from(self.word(end) == "and");
            if let Class::Cardinal(rest @ ..100) = self.class(end + and) {
                (value, end) = (value + rest, end + and + 1);
            }
        }
        if value % 100 >= 20 && value % 10 == 0 {
            let hyphen = usize::from(self.word(end) == "-");
            if let Class::Cardinal(units @ 2..=9) = self.class(end + hyphen) {
                (value, end) = (value + units, end + hyphen + 1);
            }
            if self.word(end + hyphen) == "one" {
                (value, end) = (value + 1, end + hyphen + 1);
            }
        }
        Some((f64::from(value), end))
    }
}

//! Quantities: a value over several tokens, its unit or what it counts, its precision, its range.
//!
//! In: the token where a number begins, in figures or in words. Out: facts of the kinds number,
//! measure, sum, percentage, ordinal, age, and dates that begin with a day. Cost: a bounded number
//! of tokens of look-ahead and look-back each. A number left bare before a conjunction takes unit
//! and noun from the one after it: `tra i 23 e i 61 anni`, `15-20 per cento`, `18 e 40 chili`; a
//! number with `di` after a measure takes that measure's unit: `18 chili di cocaina e 40 di hashish`.
//! Gives up: signs of percentages, and nouns farther off than an article and adjectives.

use super::facts::{FactKind, FactValue, Precision, Reader};
use super::lexicon::Class;
use super::numbers::{Composed, Shape};
use super::rarity;
use super::stem::StemHash;
use super::units::{self, Unit};

/// Numbers that wait for the unit or noun of the one after them.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// The first fact that waits.
    first: usize,
    /// The token at which the next number must begin.
    next: usize,
    /// Whether a conjunction or a hyphen leads there; a comma alone binds nothing.
    bound: bool,
    /// The token at which the first number began.
    start: usize,
    /// Unit, factor and last token of the last measure of something, for `e 40 di hashish`.
    measure: Option<(Unit, f64, usize)>,
}

/// A value read from one token or several.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value<'t> {
    pub(super) value: f64,
    /// The lower end of `15-20`.
    low: Option<f64>,
    /// The token after it.
    pub(super) end: usize,
    /// What `mila`, `milioni` have multiplied it by; 1 without them.
    scale: f64,
    /// `una ventina`.
    about: bool,
    /// Four plain figures.
    yearlike: bool,
    /// What follows the figures in the same token.
    suffix: &'t str,
    /// Hour and minute where it was written `18.30`.
    clock: Option<(u16, u16)>,
}

impl Value<'_> {
    /// Whether it is a number as it stands, without suffix and scale.
    pub(super) fn plain(&self) -> bool {
        self.suffix.is_empty() && self.scale == 1.0 && self.low.is_none()
    }
}

/// How far behind a measure a number with `di` may share its unit, in tokens.
const SHARED_UNIT: usize = 12;
/// How far before an age the word `età` may stand, in tokens.
const AGE_WORD: usize = 7;

impl<'a> Reader<'a> {
    /// Reads the value that begins at a token, scales and all.
    pub(super) fn value_at(&self, at: usize) -> Option<Value<'a>> {
        let mut value = self.single_value(at)?;
        // `un milione e 200mila`, `sei milioni e mezzo`
        if value.scale >= 1e6 {
            let and = usize::from(self.class(value.end) == Class::And);
            let more = value.end + and;
            if and == 1 && self.class(more) == Class::Half && !matches!(self.class(more + 1), Class::Scale(_)) {
                value.value += value.scale / 2.0;
                value.end = more + 1;
            } else if let Some(rest) = self.single_value(more) {
                if rest.value >= 1e3 && rest.value < value.scale && !rest.yearlike {
                    value.value += rest.value;
                    value.end = rest.end;
                    value.suffix = rest.suffix;
                }
            }
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
            value.value *= scale;
            value.low = value.low.map(|low| low * scale);
            value.scale *= scale;
            value.end += 1;
            value.yearlike = false;
            // `mln.`
            value.end += usize::from(self.word(value.end - 1).len() <= 3 && self.is_abbreviation_dot(value.end));
        }
        Some(value)
    }

    fn value_in_figures(&self, at: usize, shape: Shape, used: usize) -> Option<Value<'a>> {
        let suffix = self.raw(at).get(used..).unwrap_or_default();
        let (value, low, yearlike, clock) = match shape {
            Shape::Value { value, yearlike } => (value, None, yearlike, None),
            Shape::Point { value, hour, minute } => (value, None, false, Some((hour, minute))),
            Shape::Range { low, high } => (high, Some(low), false, None),
            _ => return None,
        };
        let mut read = Value { value, low, end: at + 1, scale: 1.0, about: false, yearlike, suffix, clock };
        if suffix == "mila" || suffix == "k" {
            (read.value, read.scale, read.suffix) = (value * 1e3, 1e3, "");
            read.low = low.map(|low| low * 1e3);
        } else if suffix.is_empty() && low.is_none() {
            self.join_apart(&mut read);
        }
        Some(read)
    }

    /// `1. 500 euro`, `9, 4 milioni`: marks with a space behind them, as texts have it that were rebuilt
    /// from tokens; only where a unit, a scale or a percentage follows.
    fn join_apart(&self, read: &mut Value<'_>) {
        let mark = self.raw(read.end);
        if mark != "." && mark != "," || !self.touches(read.end) || self.touches(read.end + 1) {
            return;
        }
        let Some((Shape::Value { value, .. }, used)) = self.figures(read.end + 1) else { return };
        let after = read.end + 2;
        let bound = match self.class(after) {
            Class::Unit(..) | Class::Scale(_) | Class::Percent => true,
            Class::Per => self.class(after + 1) == Class::Cardinal(100),
            _ => matches!(self.word(after), "%" | "€"),
        };
        if used != self.raw(read.end + 1).len() || !bound || read.value >= 1e3 || read.value < 1.0 {
            return;
        }
        match (mark, used) {
            (".", 3) => read.value = read.value * 1e3 + value,
            (",", 1 | 2) => read.value += value / 10_f64.powi(used as i32),
            _ => return,
        }
        read.end = after;
        read.yearlike = false;
    }

    /// Whether a token stands directly behind the one before it.
    fn touches(&self, at: usize) -> bool {
        match (self.token(at.wrapping_sub(1)), self.token(at)) {
            (Some(before), Some(token)) => before.range.end == token.range.start,
            _ => false,
        }
    }

    /// Whether a full stop stands here that ends an abbreviation, since the sentence goes on in lower case.
    fn is_abbreviation_dot(&self, at: usize) -> bool {
        self.raw(at) == "." && self.is_word(at + 1) && !self.is_capital(at + 1)
    }

    fn value_in_words(&self, at: usize) -> Option<Value<'a>> {
        let plain = |value: f64, end: usize| Value {
            value,
            low: None,
            end,
            scale: 1.0,
            about: false,
            yearlike: false,
            suffix: "",
            clock: None,
        };
        match self.class(at) {
            Class::Cardinal(_) if !self.is_italian() => self.english_words(at).map(|(value, end)| plain(value, end)),
            Class::Cardinal(value) => Some(plain(f64::from(value), at + 1)),
            Class::One => match self.class(at + 1) {
                Class::Scale(_) => Some(plain(1.0, at + 1)),
                Class::Collective(about) => Some(Value { about: about % 10 != 2, ..plain(f64::from(about), at + 2) }),
                _ => None,
            },
            Class::Collective(about) if self.is_italian() => {
                Some(Value { about: about % 10 != 2, ..plain(f64::from(about), at + 1) })
            }
            Class::Half if matches!(self.class(at + 1), Class::Scale(scale) if scale >= 1e6) => Some(plain(0.5, at + 1)),
            Class::Plain => match self.composed_at(at)? {
                Composed::Cardinal(value) => Some(Value { yearlike: (1900.0..2100.0).contains(&value), ..plain(value, at + 1) }),
                _ => None,
            },
            _ => None,
        }
    }

    /// `two hundred and fifty`, `twenty-five`: up to the thousands, which are scales.
    fn english_words(&self, at: usize) -> Option<(f64, usize)> {
        let Class::Cardinal(first) = self.class(at) else { return None };
        let (mut value, mut end) = (first, at + 1);
        if let Class::Scale(100.0) = self.class(end) {
            if value < 100 {
                (value, end) = (value * 100, end + 1);
                let and = usize::from(self.word(end) == "and");
                if let Class::Cardinal(rest @ ..100) = self.class(end + and) {
                    (value, end) = (value + rest, end + and + 1);
                }
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

    /// Reads the quantity that begins at a token and adds its fact.
    pub(super) fn quantity(&mut self, at: usize) -> usize {
        let Some(value) = self.value_at(at) else { return self.one_of(at) };
        if value.plain() && value.value == 1.0 && value.scale == 1.0 && self.figures(at).is_none() {
            return at + 1;
        }
        if let Some(end) = self.by_suffix(&value, at) {
            return end;
        }
        if let Some(end) = self.percentage(&value, at, value.end) {
            return end;
        }
        if value.plain() {
            if let Some(end) = self.date_from_day(value.value, at, value.end) {
                self.bind(at, None, 1.0, value.scale);
                return end;
            }
        }
        if (0..4).all(|step| self.word(value.end + step) == ["-", "year", "-", "old"][step]) {
            return self.push_age(value.value, at, value.end + 4);
        }
        if let Class::Years = self.class(self.past_article(value.end)) {
            return self.years(&value, at);
        }
        if let Some((unit, factor, end)) = self.unit_at(value.end, value.scale >= 1e6) {
            return self.measure(&value, unit, factor, at, end);
        }
        if value.plain() {
            if let Some(end) = self.year_or_time(&value, at) {
                return end;
            }
        }
        self.number(&value, at)
    }

    /// `un terzo di`: a fraction that `un` begins.
    fn one_of(&mut self, at: usize) -> usize {
        if let (Class::One, Class::Ordinal(rank @ 3..), Class::Of) = (self.class(at), self.class(at + 1), self.class(at + 2)) {
            self.push_quantity(FactKind::Percentage, 100.0 / f64::from(rank), at, at + 2);
            return at + 2;
        }
        at + 1
    }

    /// What the letters after the figures of the same token say: `47enne`, `3°`, `20km`.
    fn by_suffix(&mut self, value: &Value<'_>, at: usize) -> Option<usize> {
        let end = value.end;
        match value.suffix {
            "" => None,
            "enne" | "enni" => Some(self.push_age(value.value, at, end)),
            "°" | "º" | "ª" | "o" | "a" | "st" | "nd" | "rd" | "th" => {
                if matches!(self.word(end), "c" | "celsius") {
                    return Some(self.measure(value, Unit::Degree, 1.0, at, end + 1));
                }
                Some(self.ordinal_at(value.value, at, end))
            }
            "%" => self.percentage(value, at, end),
            "h" if value.value <= 24.0 => Some(self.push_time(value.value as u16, 0, at, end)),
            "am" | "pm" if value.value <= 12.0 => {
                let hour = (value.value as u16) % 12 + if value.suffix == "pm" { 12 } else { 0 };
                Some(self.push_time(hour, value.clock.map_or(0, |(_, minute)| minute), at, end))
            }
            suffix => match self.lexicon.class(suffix) {
                Class::Unit(unit, factor) => Some(self.measure(value, unit, factor, at, end)),
                Class::Scale(scale) => {
                    let scaled = Value {
                        value: value.value * scale,
                        low: value.low.map(|low| low * scale),
                        scale,
                        suffix: "",
                        yearlike: false,
                        ..*value
                    };
                    Some(match self.unit_at(end, true) {
                        Some((unit, factor, end)) => self.measure(&scaled, unit, factor, at, end),
                        None => self.number(&scaled, at),
                    })
                }
                // `4x4`, `3D`, `5G`
                _ => Some(self.mixed(at)),
            },
        }
    }

    /// `%`, `per cento`, `due terzi`.
    fn percentage(&mut self, value: &Value<'_>, at: usize, after: usize) -> Option<usize> {
        let point = usize::from(matches!(self.word(after), "punti" | "percentage"));
        let (share, end) = match (self.class(after + point), self.word(after)) {
            (_, "%") => (value.value, after + 1),
            (Class::Percent, _) => (value.value, after + point + 1),
            (Class::Per, _) if matches!(self.word(after + 1), "cento" | "cent") => (value.value, after + 2),
            (Class::Denominator(parts), _) if value.value < f64::from(parts) => {
                (100.0 * value.value / f64::from(parts), after + 1)
            }
            _ if value.suffix == "%" => (value.value, after),
            _ => return None,
        };
        if let Some(low) = value.low {
            self.push_quantity(FactKind::Percentage, low, at, end);
        }
        self.push_quantity(FactKind::Percentage, share, at, end);
        self.bind(at, None, 1.0, 1.0);
        Some(end)
    }

    fn past_article(&self, at: usize) -> usize {
        at + usize::from(self.class(at) == Class::Article)
    }

    /// The unit that stands at a token, with its factor and where it ends: `chili`, `di euro` after
    /// millions, `i chilometri`, `metri quadrati`, `km/h`.
    fn unit_at(&self, at: usize, large: bool) -> Option<(Unit, f64, usize)> {
        let at = match self.class(at) {
            Class::Of if large => at + 1,
            Class::Article => at + 1,
            _ => at,
        };
        if let Some(unit) = units::of_sign(self.raw(at)) {
            return Some((unit, 1.0, at + 1));
        }
        if self.raw(at) == "°" {
            return Some((Unit::Degree, 1.0, at + 1 + usize::from(self.word(at + 1) == "c")));
        }
        let Class::Unit(unit, factor) = self.class(at) else { return None };
        if self.is_capital(at) && !self.is_unit_in_capitals(at) {
            return None;
        }
        let (shape, end) = match self.word(at + 1) {
            "." if self.word(at).len() <= 3 && self.is_abbreviation_dot(at + 1) => (self.word(at + 2), at + 2),
            "/" => ("/", at + 2),
            word => (word, at + 1),
        };
        let metres = unit == Unit::Metre;
        match shape {
            "quadrati" | "quadrato" | "quadri" | "quadro" if metres => Some((Unit::SquareMetre, factor * factor, end + 1)),
            "cubi" | "cubo" | "cubici" if metres => Some((Unit::Litre, factor * factor * factor * 1e3, end + 1)),
            "orari" | "orarie" | "all'ora" if metres => Some((Unit::KilometreHour, factor / 1e3, end + 1)),
            "/" if metres && matches!(self.word(end), "h" | "ora") => Some((Unit::KilometreHour, factor / 1e3, end + 1)),
            "old" => None,
            _ => Some((unit, factor, at + 1)),
        }
    }

    /// `20 KM` is a unit in capitals; `20 Giorni` in a title is one too, `5 Miglia` may be a place.
    fn is_unit_in_capitals(&self, at: usize) -> bool {
        let raw = self.raw(at);
        raw.len() <= 3 || raw.bytes().all(|byte| byte.is_ascii_uppercase()) || self.class(at) != Class::Plain
    }

    /// Adds a measure or a sum.
    fn measure(&mut self, value: &Value<'_>, unit: Unit, factor: f64, at: usize, end: usize) -> usize {
        let mut amount = value.value * factor;
        let mut end = end;
        // `due metri e mezzo`, `un'ora e 20 minuti`
        if self.class(end) == Class::And {
            if self.class(end + 1) == Class::Half {
                amount += factor / 2.0;
                end += 2;
            } else if unit == Unit::Second {
                (amount, end) = self.smaller_duration(amount, factor, end);
            }
        }
        let kind = if unit.is_currency() { FactKind::Sum } else { FactKind::Measure };
        let counted = match self.class(end) {
            Class::Of => self.noun_after(end + 1),
            _ => None,
        };
        for told in value.low.into_iter().map(|low| (low, low * factor)).chain([(value.value, amount)]) {
            self.push_quantity(kind, told.1, at, end);
            if let Some(fact) = self.facts.last_mut() {
                fact.unit = Some(unit);
                fact.counted = counted;
                // As it was told: the form of 40 chili, not of 40,000 grams.
                fact.rarity = rarity::of_number(told.0);
            }
        }
        self.mark_about(value);
        self.bind(at, Some(unit), factor, value.scale);
        self.chain.measure = counted.map(|_| (unit, factor * value.scale, end));
        self.wait(at, end);
        end
    }

    /// `e sei mesi` after years, `e 20 minuti` after hours.
    fn smaller_duration(&self, amount: f64, factor: f64, and: usize) -> (f64, usize) {
        let Some(more) = self.value_at(and + 1) else { return (amount, and) };
        match self.class(more.end) {
            Class::Unit(Unit::Second, smaller) if smaller < factor && more.plain() => {
                (amount + more.value * smaller, more.end + 1)
            }
            _ => (amount, and),
        }
    }

    /// `1.500` after `€` or `euro`.
    pub(super) fn sum_after(&mut self, unit: Unit, at: usize) -> usize {
        if !self.is_number(at + 1) {
            return at + 1;
        }
        match self.value_at(at + 1) {
            Some(value) if value.suffix.is_empty() || matches!(self.lexicon.class(value.suffix), Class::Scale(_)) => {
                let scale = match self.lexicon.class(value.suffix) {
                    Class::Scale(scale) if !value.suffix.is_empty() => scale,
                    _ => 1.0,
                };
                let value = Value { value: value.value * scale, scale: value.scale * scale, ..value };
                // `$1.2 million dollars`
                let again = usize::from(matches!(self.class(value.end), Class::Unit(unit, _) if unit.is_currency()));
                self.measure(&value, unit, 1.0, at, value.end + again)
            }
            _ => at + 1,
        }
    }

    /// A sign: a currency before its figures, or nothing.
    pub(super) fn sign(&mut self, at: usize) -> usize {
        units::of_sign(self.raw(at)).map_or(at + 1, |unit| self.sum_after(unit, at))
    }

    /// `nel 2024`, `le 16.20`, `dopo le 7`.
    fn year_or_time(&mut self, value: &Value<'_>, at: usize) -> Option<usize> {
        let before = at.wrapping_sub(1);
        if value.yearlike && (1800.0..2100.0).contains(&value.value) {
            let led = matches!(self.class(before), Class::In | Class::Years | Class::Month(_) | Class::Last)
                || matches!(self.word(before), "del" | "dell'" | "dal" | "al" | "il" | "'" | "of")
                || self.chain.bound && self.chain.next == at && matches!(self.facts.last(), Some(fact) if fact.kind == FactKind::Date);
            let alone = !self.is_noun(value.end) && matches!(self.class(value.end), Class::Plain | Class::And | Class::To);
            if led || alone && self.figures(at).is_some() {
                self.push_year(value.value, at, value.end);
                self.wait(at, value.end);
                return Some(value.end);
            }
        }
        let feminine = matches!(self.word(before), "le" | "delle");
        match value.clock {
            Some((hour, minute)) if feminine || !self.is_noun(value.end) && self.is_italian() => {
                Some(self.push_time(hour, minute, at, value.end))
            }
            None if feminine && value.value <= 24.0 && value.value.fract() == 0.0 && self.ends_a_time(value.end) => {
                Some(self.push_time(value.value as u16, 0, at, value.end))
            }
            _ => None,
        }
    }

    /// Adds a plain number with what it counts.
    fn number(&mut self, value: &Value<'_>, at: usize) -> usize {
        if let (Some((unit, factor, last)), Class::Of) = (self.chain.measure, self.class(value.end)) {
            let led = self.class(at.wrapping_sub(1)) == Class::And || self.raw(at.wrapping_sub(1)) == ",";
            let near = at - last.min(at) <= SHARED_UNIT && (last..at).all(|between| self.raw(between) != ".");
            if led && near && value.plain() && !value.about && self.is_noun(value.end + 1) {
                return self.measure(value, unit, factor, at, value.end);
            }
        }
        let first = self.facts.len();
        let counted = self.label_before(at).or_else(|| self.noun_after(value.end)).or_else(|| self.noun_before(at, value.end));
        for told in value.low.into_iter().chain([value.value]) {
            self.push_quantity(FactKind::Number, told, at, value.end);
        }
        for fact in self.facts.get_mut(first..).unwrap_or_default() {
            fact.counted = counted;
        }
        self.mark_about(value);
        if counted.is_some() {
            self.bind(at, None, 1.0, value.scale);
        } else {
            self.wait(at, value.end);
        }
        value.end
    }

    /// Adds a fact with a value, its precision told by the words before it.
    pub(super) fn push_quantity(&mut self, kind: FactKind, value: f64, start: usize, end: usize) {
        let precision = self.precision(start, end);
        self.push(kind, FactValue::Quantity(value), rarity::of_number(value), start, end);
        if let Some(fact) = self.facts.last_mut() {
            fact.precision = precision;
        }
    }

    fn mark_about(&mut self, value: &Value<'_>) {
        if let Some(fact) = self.facts.last_mut().filter(|fact| value.about && fact.precision == Precision::Exact) {
            fact.precision = Precision::About;
        }
    }

    /// How exactly a number is told: `circa` before or after it, `più di` before it.
    fn precision(&self, start: usize, end: usize) -> Precision {
        let mut before = start.wrapping_sub(1);
        let mut of = false;
        for _ in 0..3 {
            match self.class(before) {
                Class::Precision(precision) => return precision,
                Class::Than(precision) if of => return precision,
                Class::Of => of = true,
                Class::Article | Class::To | Class::Clock => {}
                _ if self.word(before) == "than" => of = true,
                _ if units::of_sign(self.raw(before)).is_some() => {}
                _ => break,
            }
            before = before.wrapping_sub(1);
        }
        match self.class(end) {
            Class::Precision(Precision::About) => Precision::About,
            _ => Precision::Exact,
        }
    }

    /// Gives the numbers that waited for this one, which begins at `at` and is the last fact, its
    /// kind, unit and noun.
    fn bind(&mut self, at: usize, unit: Option<Unit>, factor: f64, scale: f64) {
        let waits = self.chain.next == at && at > 0 && self.chain.bound;
        let first = self.chain.first;
        self.chain.next = 0;
        let Some((model, earlier)) = self.facts.split_last_mut() else { return };
        let Some(earlier) = earlier.get_mut(first..).filter(|_| waits) else { return };
        let mut dates = 0;
        for fact in earlier.iter_mut().filter(|fact| matches!(fact.kind, FactKind::Number | FactKind::Ordinal)) {
            let FactValue::Quantity(told) = fact.value else { continue };
            if let FactValue::Date { year, month, .. } = model.value {
                if (1.0..=31.0).contains(&told) && told.fract() == 0.0 {
                    fact.kind = FactKind::Date;
                    fact.value = FactValue::Date { year, month, day: Some(told as u8) };
                    dates += 1;
                }
                continue;
            }
            if fact.kind == FactKind::Ordinal {
                continue;
            }
            // `tra 2 e 3 milioni`: the scale belongs to both.
            let FactValue::Quantity(last) = model.value else { continue };
            let shared = if scale > 1.0 && told < 1e3 && told * scale * factor <= last { scale } else { 1.0 };
            fact.kind = model.kind;
            fact.value = FactValue::Quantity(told * factor * shared);
            fact.unit = unit;
            fact.counted = model.counted;
        }
        if dates > 0 {
            let rarity = model.rarity;
            for fact in earlier.iter_mut().filter(|fact| fact.kind == FactKind::Date) {
                fact.rarity = rarity;
            }
        }
    }

    /// Lets the last fact, which began at `at`, wait for the number after a conjunction.
    fn wait(&mut self, at: usize, end: usize) {
        let Some((next, bound)) = self.conjunction(end) else { return };
        let goes_on = self.chain.next == at && at > 0;
        if !goes_on {
            self.chain.first = self.facts.len().saturating_sub(1);
            self.chain.start = at;
        }
        self.chain.next = next;
        self.chain.bound = bound;
    }

    /// Where the number after a conjunction, a comma or a hyphen begins, and whether it binds.
    fn conjunction(&self, at: usize) -> Option<(usize, bool)> {
        let bound = match (self.class(at), self.raw(at)) {
            (Class::And | Class::To, _) | (_, "-" | "–" | "—") => true,
            (_, ",") => false,
            _ => return None,
        };
        let mut next = at + 1;
        while next < at + 3 && matches!(self.class(next), Class::Article | Class::To) {
            next += 1;
        }
        Some((next, bound))
    }

    /// `47 anni`: an age where the words around it say so, a duration else.
    fn years(&mut self, value: &Value<'_>, at: usize) -> usize {
        let end = self.past_article(value.end) + 1;
        let chained = self.chain.next == at && at > 0;
        let start = if chained { self.chain.start } else { at };
        if value.plain() && value.value.fract() == 0.0 && value.value <= 120.0 && self.is_age(start, end) {
            let old = usize::from(self.word(end) == "old");
            self.push_quantity(FactKind::Age, value.value, at, end + old);
            self.bind(at, None, 1.0, 1.0);
            return end + old;
        }
        self.measure(value, Unit::Second, units::YEAR, at, end)
    }

    fn is_age(&self, start: usize, end: usize) -> bool {
        if !self.is_italian() {
            return self.word(end) == "old";
        }
        if self.class(end) == Class::Of && self.word(end + 1) == "età" {
            return true;
        }
        if self.class(end) == Class::Of && is_lasting(self.word(end + 1)) || matches!(self.word(end), "fa" | "prima" | "dopo" | "consecutivi") {
            return false;
        }
        if (1..=AGE_WORD).any(|back| self.word(start.wrapping_sub(back)) == "età") {
            return true;
        }
        let mut before = start.wrapping_sub(1);
        while matches!(self.class(before), Class::Article) || matches!(self.word(before), "tra" | "fra") {
            before = before.wrapping_sub(1);
        }
        let ends = !self.is_word(end) || self.class(end) == Class::And;
        let earlier = self.word(before.wrapping_sub(1));
        match self.word(before) {
            "di" => !is_lasting(earlier) && !matches!(self.class(before.wrapping_sub(1)), Class::Than(_) | Class::Precision(_)),
            "ha" | "aveva" | "avrebbe" | "compie" | "compiuto" | "compirà" => ends,
            "a" => ["mort", "scompars", "spent", "decedut"].iter().any(|stem| earlier.starts_with(stem)),
            "," | "(" => ends,
            _ => self.is_capital(before) && ends,
        }
    }

    /// Adds an age.
    pub(super) fn push_age(&mut self, years: f64, start: usize, end: usize) -> usize {
        self.push_quantity(FactKind::Age, years, start, end);
        end
    }

    /// `aged 47`.
    pub(super) fn aged(&mut self, at: usize) -> usize {
        match self.value_at(at + 1) {
            Some(value) if value.plain() && value.value <= 120.0 => self.push_age(value.value, at, value.end),
            _ => at + 1,
        }
    }

    /// A rank in words, where it ranks something: `la prima fase`, `il primo maggio`.
    pub(super) fn ordinal(&mut self, at: usize, rank: f64) -> usize {
        if let Some(end) = self.date_from_day(rank, at, at + 1).filter(|_| rank == 1.0 || !self.is_italian()) {
            return end;
        }
        let led = matches!(
            self.class(at.wrapping_sub(1)),
            Class::Article | Class::One | Class::Of | Class::To | Class::In | Class::Clock | Class::This
        );
        // `prima` and `secondo` are prepositions more often than ranks.
        if (led || rank > 2.0) && self.is_noun(at + 1) || rank > 10.0 {
            return self.push_rank(rank, at, at + 1);
        }
        at + 1
    }

    /// A rank in figures: `3°`, `1° maggio`, `dal 1° al 7 giugno`.
    fn ordinal_at(&mut self, rank: f64, at: usize, end: usize) -> usize {
        if let Some(end) = self.date_from_day(rank, at, end) {
            self.bind(at, None, 1.0, 1.0);
            return end;
        }
        let end = self.push_rank(rank, at, end);
        self.wait(at, end);
        end
    }

    pub(super) fn push_rank(&mut self, rank: f64, start: usize, end: usize) -> usize {
        let counted = self.noun_after(end);
        self.push_quantity(FactKind::Ordinal, rank, start, end);
        if let Some(fact) = self.facts.last_mut() {
            fact.counted = counted;
        }
        end
    }

    /// The noun that a number at this place counts: past `di` or an article, past adjectives.
    fn noun_after(&mut self, at: usize) -> Option<StemHash> {
        let mut noun = at + usize::from(matches!(self.class(at), Class::Of | Class::Article));
        noun += usize::from(matches!(self.class(noun), Class::Precision(Precision::About)));
        for _ in 0..3 {
            if self.class(noun) != Class::Adjective {
                break;
            }
            noun += 1;
        }
        self.noun(noun)
    }

    /// The noun before a number that sums it up: `Nelle perquisizioni odierne, 21 in tutto`.
    fn noun_before(&mut self, at: usize, end: usize) -> Option<StemHash> {
        let summed = self.class(end) == Class::Plain && self.word(end) == "in" && matches!(self.word(end + 1), "tutto" | "totale");
        if !summed && !matches!(self.word(end), "complessivamente" | "complessivi" | "complessive") {
            return None;
        }
        let led = (at.saturating_sub(6)..at).rev().find(|&before| {
            matches!(self.class(before), Class::Article | Class::Of | Class::Clock) || matches!(self.word(before), "nelle" | "nei" | "negli")
        })?;
        self.noun_after(led + 1)
    }

    /// The label before a number that bears it: `lotto 2`, `quota 1.200`, `volo n. 3`.
    fn label_before(&mut self, at: usize) -> Option<StemHash> {
        let mut label = at.wrapping_sub(1);
        while self.class(label) == Class::NumberSign || self.raw(label) == "." && self.class(label.wrapping_sub(1)) == Class::NumberSign {
            label = label.wrapping_sub(1);
        }
        if self.class(label) == Class::Label { self.stem_of(label) } else { None }
    }

    /// The stem of a noun; `None` for a function word, or a word that facts use otherwise.
    fn noun(&mut self, at: usize) -> Option<StemHash> {
        match self.class(at) {
            Class::Plain | Class::Label | Class::DayPart | Class::LawAct | Class::LawArticle | Class::Title | Class::Unit(..)
                if self.is_word(at) =>
            {
                self.stem_of(at)
            }
            _ => None,
        }
    }

    pub(super) fn is_noun(&mut self, at: usize) -> bool {
        self.noun(at).is_some()
    }

    pub(super) fn is_stop(&mut self, at: usize) -> bool {
        self.class(at) != Class::Plain || self.stem_of(at).is_none()
    }

    fn stem_of(&mut self, at: usize) -> Option<StemHash> {
        let word = self.word(at);
        self.scratch.clear();
        let stem = self.stemmer.stem(word, &mut self.scratch);
        (!stem.stop).then_some(stem.hash)
    }
}

/// Nouns whose `di 4 anni`, or that after `4 anni di`, tells how long they last, not how old someone is.
fn is_lasting(word: &str) -> bool {
    matches!(
        word,
        "anni" | "arco" | "attesa" | "attività" | "arresti" | "bando" | "carcere" | "condanna" | "condanne" | "contratto" | "corso" | "esperienza"
            | "detenzione" | "distanza" | "durata" | "fine" | "garanzia" | "indagine" | "indagini" | "lavori" | "lavoro"
            | "mandato" | "meno" | "minimo" | "massimo" | "orizzonte" | "pena" | "pene" | "periodo" | "piano" | "più"
            | "prima" | "progetto" | "programma" | "reclusione" | "ritardo" | "squalifica" | "storia" | "termine" | "validità"
    )
}

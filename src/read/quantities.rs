//! Quantities: numbers with their unit, and what kind of fact they make.
//!
//! In: the token where a number begins. Out: facts of the kinds number, measure, sum and percentage,
//! and whatever else a number may begin: dates, times, ages, ranks. Cost: a bounded number of tokens
//! of look-ahead and look-back each. A number with `di` after a measure takes that measure's unit:
//! `18 chili di cocaina e 40 di hashish`. Gives up: the signs of percentages.

use super::counted::rounded;
use super::dates::PartialDate;
use super::facts::{FactKind, FactValue, Precision, Reader};
use super::lexicon::Class;
use super::rarity;
use super::tokenize::Case;
use super::units::{self, Unit};
use super::values::Value;

/// How far behind a measure a number with `di` may share its unit, in tokens.
const SHARED_UNIT: usize = 12;

impl Reader<'_> {
    /// Reads the quantity that begins at a token and adds its fact.
    pub(super) fn quantity(&mut self, at: usize) -> usize {
        if let Some(end) = self.spoken_time(at) {
            return end;
        }
        let Some(value) = self.value_at(at) else { return self.one_of(at) };
        // `per mille` is the base of a rate, the same in every text that has one.
        if self.class(at.wrapping_sub(1)) == Class::Per && value.amount == 1e3 {
            return value.end;
        }
        if value.plain() && value.amount == 1.0 && value.scale == 1.0 && self.figures(at).is_none() {
            return at + 1;
        }
        if let Some(end) = self.by_suffix(&value, at) {
            return end;
        }
        if let Some(end) = self.percentage(&value, at, value.end) {
            return end;
        }
        if value.plain()
            && let Some(end) = self.date_from_day(value.amount, at, value.end)
        {
            self.bind(at, None, 1.0, value.scale);
            return end;
        }
        // `46 enne`
        if matches!(self.word(value.end), "enne" | "enni") {
            return self.push_age(value.amount, at, value.end + 1);
        }
        if (0..4).all(|step| self.word(value.end + step) == ["-", "year", "-", "old"][step]) {
            return self.push_age(value.amount, at, value.end + 4);
        }
        // `quattordici l'anno` tells a rate, `sette gli anni` a duration.
        let years = self.past_article(value.end);
        if self.class(years) == Class::Years && (years == value.end || self.word(years) == "anni") {
            return self.years(&value, at);
        }
        // `milioni di euro`, `una decina di metri`
        let led_by_of = value.scale >= 1e6
            || matches!(self.class(value.end.wrapping_sub(1)), Class::Collective(_)) && self.is_italian();
        if let Some((unit, factor, end)) = self.unit_at(value.end, led_by_of) {
            return self.measure(&value, unit, factor, at, end);
        }
        if value.plain()
            && let Some(end) = self.year_or_time(&value, at)
        {
            return end;
        }
        self.number(&value, at)
    }

    /// `un terzo di`, `un metro e mezzo`, `un anno e dieci mesi`: what `un` begins; alone it is no fact.
    fn one_of(&mut self, at: usize) -> usize {
        if let (Class::One, Some((unit, factor, end))) = (self.class(at), self.unit_or_years(at + 1)) {
            let more = self.class(end) == Class::And
                && (self.class(end + 1) == Class::Half
                    || unit == Unit::Second && self.smaller_duration(factor, factor, end).1 > end);
            if more {
                return self.measure(&Value::plainly(1.0, at + 1), unit, factor, at, end);
            }
        }
        // `uno su quattro`
        if let (Class::One, "su", Some(value)) = (self.class(at), self.word(at + 1), self.value_at(at + 2))
            && is_whole(value.amount)
        {
            return self.share(rounded(100.0 / value.amount), at, value.end);
        }
        let ends =
            self.class(at + 2) == Class::Of || matches!(self.word(at + 2), "abbondante" | "scarso" | "circa");
        if let (Class::One, Class::Ordinal(rank @ 3..), true) = (self.class(at), self.class(at + 1), ends) {
            return self.share(100.0 / f64::from(rank), at, at + 2);
        }
        at + 1
    }

    /// Adds a fraction told in words, as a percentage; of an hour, as a duration.
    fn share(&mut self, percent: f64, at: usize, end: usize) -> usize {
        if self.class(end) == Class::Of && matches!(self.word(end + 1), "ora" | "hour") {
            return self.measure(&Value::plainly(percent / 100.0, end), Unit::Second, 3_600.0, at, end + 2);
        }
        self.push_quantity(FactKind::Percentage, percent, at, end);
        end
    }

    /// What the letters after the figures of the same token say: `47enne`, `3°`, `20km`.
    fn by_suffix(&mut self, value: &Value<'_>, at: usize) -> Option<usize> {
        let end = value.end;
        match value.suffix {
            "" => None,
            "enne" | "enni" => Some(self.push_age(value.amount, at, end)),
            "°" | "º" | "ª" | "o" | "a" | "st" | "nd" | "rd" | "th" => {
                if matches!(self.word(end), "c" | "celsius") {
                    return Some(self.measure(value, Unit::Degree, 1.0, at, end + 1));
                }
                Some(self.ordinal_at(value.amount, at, end))
            }
            "%" => self.percentage(value, at, end),
            "h" if value.amount <= 24.0 => Some(self.push_time(value.amount as u16, 0, at, end)),
            "am" | "pm" if value.amount <= 12.0 => {
                let hour = (value.amount as u16) % 12 + if value.suffix == "pm" { 12 } else { 0 };
                Some(self.push_time(hour, value.clock.map_or(0, |(_, minute, _)| minute), at, end))
            }
            suffix => match self.lexicon.class(suffix) {
                Class::Unit(unit, factor) => Some(self.measure(value, unit, factor, at, end)),
                // `2marzo`
                Class::Month(month) if (1.0..=31.0).contains(&value.amount) => {
                    Some(self.date_from_month(value.amount as u8, month, at, end))
                }
                Class::Scale(scale) => {
                    let scaled = Value {
                        amount: value.amount * scale,
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
            (_, "%") => (value.amount, after + 1),
            (Class::Percent, _) => (value.amount, after + point + 1),
            (Class::Per, _) if matches!(self.word(after + 1), "cento" | "cent") => (value.amount, after + 2),
            (Class::Denominator(parts), _) if value.amount < f64::from(parts) => {
                return Some(self.share(100.0 * value.amount / f64::from(parts), at, after + 1));
            }
            // `quindici su cento`, `otto ogni mille`
            (_, "su" | "ogni") if value.plain() => {
                let whole = self
                    .value_at(after + 1)
                    .filter(|whole| is_whole(whole.amount) && whole.amount > value.amount)?;
                return Some(self.share(rounded(100.0 * value.amount / whole.amount), at, whole.end));
            }
            _ if value.suffix == "%" => (value.amount, after),
            _ => return None,
        };
        if let Some(low) = value.low {
            self.push_quantity(FactKind::Percentage, low, at, end);
        }
        self.push_quantity(FactKind::Percentage, share, at, end);
        self.bind(at, None, 1.0, 1.0);
        Some(end)
    }

    pub(super) fn past_article(&self, at: usize) -> usize {
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
        // `20 Km` and `20 Euro` are units, `Il Sole 24 Ore` is none.
        let written = self.token(at).map(|token| token.case);
        if written == Some(Case::Capitalized) && self.raw(at).len() > 3 && !unit.is_currency() {
            return None;
        }
        let (shape, end) = match self.word(at + 1) {
            "." if self.word(at).len() <= 3 && self.is_abbreviation_dot(at + 1) => {
                (self.word(at + 2), at + 2)
            }
            "/" => ("/", at + 2),
            word => (word, at + 1),
        };
        let metres = unit == Unit::Metre;
        match shape {
            "quadrati" | "quadrato" | "quadri" | "quadro" if metres => {
                Some((Unit::SquareMetre, factor * factor, end + 1))
            }
            "cubi" | "cubo" | "cubici" if metres => {
                Some((Unit::Litre, factor * factor * factor * 1e3, end + 1))
            }
            "orari" | "orarie" | "all'ora" if metres => Some((Unit::KilometreHour, factor / 1e3, end + 1)),
            "/" if metres && matches!(self.word(end), "h" | "ora") => {
                Some((Unit::KilometreHour, factor / 1e3, end + 1))
            }
            "old" => None,
            _ => Some((unit, factor, at + 1)),
        }
    }

    /// Adds a measure or a sum.
    pub(super) fn measure(
        &mut self,
        value: &Value<'_>,
        unit: Unit,
        factor: f64,
        at: usize,
        end: usize,
    ) -> usize {
        let mut amount = value.amount * factor;
        let mut end = end;
        // `due metri e mezzo`, `un'ora e 20 minuti`
        if self.class(end) == Class::And {
            if self.class(end + 1) == Class::Half {
                amount += factor / 2.0;
                end += 2;
            } else if unit == Unit::Second {
                (amount, end) = self.smaller_duration(amount, factor, end);
            } else if factor == 1.0 && (unit == Unit::Metre || unit.is_currency()) {
                (amount, end) = self.hundredths(amount, end);
            }
        }
        let kind = if unit.is_currency() { FactKind::Sum } else { FactKind::Measure };
        let counted = match self.class(end) {
            Class::Of => self.noun_after(end + 1),
            _ => None,
        };
        for told in value.low.into_iter().map(|low| (low, low * factor)).chain([(value.amount, amount)]) {
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

    fn unit_or_years(&self, at: usize) -> Option<(Unit, f64, usize)> {
        match self.class(at) {
            Class::Years => Some((Unit::Second, units::YEAR, at + 1)),
            _ => self.unit_at(at, false),
        }
    }

    /// `e sei mesi` after years, `e 20 minuti` after hours.
    fn smaller_duration(&self, amount: f64, factor: f64, and: usize) -> (f64, usize) {
        let Some(more) = self.value_at(and + 1) else { return (amount, and) };
        match self.class(more.end) {
            Class::Unit(Unit::Second, smaller) if smaller < factor && more.plain() => {
                (amount + more.amount * smaller, more.end + 1)
            }
            _ => (amount, and),
        }
    }

    /// `e cinquanta` after euros, `e 80` after metres.
    fn hundredths(&mut self, amount: f64, and: usize) -> (f64, usize) {
        match self.value_at(and + 1) {
            Some(more)
                if more.plain() && (10.0..100.0).contains(&more.amount) && self.ends_a_time(more.end) =>
            {
                (amount + more.amount / 100.0, more.end)
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
            Some(value)
                if value.suffix.is_empty() || matches!(self.lexicon.class(value.suffix), Class::Scale(_)) =>
            {
                let scale = match self.lexicon.class(value.suffix) {
                    Class::Scale(scale) if !value.suffix.is_empty() => scale,
                    _ => 1.0,
                };
                let value = Value { amount: value.amount * scale, scale: value.scale * scale, ..value };
                // `$1.2 million dollars`
                let again =
                    usize::from(matches!(self.class(value.end), Class::Unit(unit, _) if unit.is_currency()));
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
        if value.yearlike && (1000.0..2100.0).contains(&value.amount) {
            let led = matches!(self.class(before), Class::In | Class::Years | Class::Month(_) | Class::Last)
                || matches!(self.word(before), "del" | "dell'" | "dal" | "al" | "il" | "'" | "of")
                || self.chain.bound
                    && self.chain.next == at
                    && matches!(self.facts.last(), Some(fact) if fact.kind == FactKind::Date);
            let alone = !self.is_noun(value.end)
                && matches!(self.class(value.end), Class::Plain | Class::And | Class::To);
            if led || alone && value.amount >= 1900.0 && self.figures(at).is_some() {
                self.push_year(value.amount, at, value.end);
                self.wait(at, value.end);
                return Some(value.end);
            }
        }
        if matches!(self.word(before), "il" | "l'")
            && self.is_day_of_month(value)
            && let Some((year, month)) = self.told_month
        {
            let date = PartialDate { year, month: Some(month), day: Some(value.amount as u8) };
            self.push_date(date, at, value.end);
            return Some(value.end);
        }
        let feminine = matches!(self.word(before), "le" | "delle");
        match value.clock {
            Some((hour, minute, odd)) if feminine || odd && !self.is_noun(value.end) => {
                Some(self.push_time(hour, minute, at, value.end))
            }
            None if feminine
                && value.amount <= 24.0
                && value.amount.fract() == 0.0
                && self.ends_a_time(value.end) =>
            {
                let (minute, end) = self.minutes_apart(value.end).unwrap_or((0, value.end));
                Some(self.push_time(value.amount as u16, minute, at, end))
            }
            _ => None,
        }
    }

    /// Whether a number may be a day of a month told earlier: nothing follows that it could count.
    pub(super) fn is_day_of_month(&mut self, value: &Value<'_>) -> bool {
        value.plain()
            && (1.0..=31.0).contains(&value.amount)
            && value.amount.fract() == 0.0
            && self.ends_a_time(value.end)
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
        if matches!(self.word(at.wrapping_sub(1)), "over" | "under")
            && value.plain()
            && value.amount <= 120.0
            && self.is_italian()
        {
            return self.push_age(value.amount, at, value.end);
        }
        if let Some(end) = self.emergency(at) {
            return end;
        }
        let first = self.facts.len();
        // Millions count by `di` alone: `debiti per 11 milioni e 37 lavoratori`, `1,1 milioni attesi`.
        let millions = matches!(self.class(value.end.wrapping_sub(1)), Class::Scale(scale) if scale >= 1e6);
        let counts = !millions || self.class(value.end) == Class::Of || !self.is_italian();
        let counted = self
            .label_before(at)
            .or_else(|| self.noun_after(value.end).filter(|_| counts))
            .or_else(|| self.noun_before(at, value.end));
        for told in value.low.into_iter().chain([value.amount]) {
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
        let value = rounded(value);
        self.push(kind, FactValue::Quantity(value), rarity::of_number(value), start, end);
        if let Some(fact) = self.facts.last_mut() {
            fact.precision = precision;
        }
    }

    fn mark_about(&mut self, value: &Value<'_>) {
        if let Some(fact) =
            self.facts.last_mut().filter(|fact| value.about && fact.precision == Precision::Exact)
        {
            fact.precision = Precision::About;
        }
    }
}

/// Whether shares are told of so many: `su tre`, `su dieci`, `su cento`.
fn is_whole(parts: f64) -> bool {
    (2.0..=10.0).contains(&parts) && parts.fract() == 0.0 || parts == 100.0 || parts == 1000.0
}

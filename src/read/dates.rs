//! Dates and times of day, resolved against the time of publication.
//!
//! In: the tokens from a month, a weekday, a day number or a clock word on. Out: [`FactKind::Date`]
//! and [`FactKind::Time`] facts. Cost: a few tokens of look-ahead. A day and month without a year
//! take the year that brings them nearest to the publication (at most six months away), unless
//! `scorso` puts them before it or `entro`, `fino al`, `prossimo` after; a weekday
//! alone is the last one up to the day of publication, as news has it, or the next one after
//! `prossimo`. Without a publication time, what is not said stays `None`, and a word that then says
//! nothing (`ieri`) makes no fact.

use super::calendar::{Day, HALF_YEAR};
use super::facts::{FactKind, FactValue, Reader};
use super::lexicon::Class;
use super::numbers::{self, Composed, Shape};
use super::rarity::Rarity;

/// How far before the word that announces an hour its half of the day may stand, in tokens.
const EVENING_WORD: usize = 3;

/// What a date that is told in part may be completed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PartialDate {
    pub(super) year: Option<i16>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
}

impl Reader<'_> {
    /// Adds a date; a missing year is taken from the time of publication.
    pub(super) fn push_date(&mut self, mut date: PartialDate, start: usize, end: usize) {
        if let (None, Some(month), Some(published)) = (date.year, date.month, self.published) {
            date.year = Some(match self.direction(start, end) {
                0 => published.nearest_year(month, date.day),
                direction => published.year_towards(direction, month, date.day),
            });
        }
        let rarity = self.date_rarity(date);
        if let Some(month) = date.month {
            self.told_month = Some((date.year, month));
        }
        let PartialDate { year, month, day } = date;
        self.push(FactKind::Date, FactValue::Date { year, month, day }, rarity, start, end);
    }

    /// `17 04 2026`, as archives have it that lost the marks between; telephone numbers have no such year.
    pub(super) fn spaced_date(&mut self, at: usize) -> Option<usize> {
        let lengths =
            [0, 1, 2].map(|behind| if self.is_number(at + behind) { self.raw(at + behind).len() } else { 0 });
        if !matches!(lengths, [1 | 2, 1 | 2, 4]) {
            return None;
        }
        self.scratch.clear();
        for (mark, place) in ["", "/", "/"].into_iter().zip(at..) {
            self.scratch.push_str(mark);
            self.scratch.push_str(self.raw(place));
        }
        let Shape::Date { year, month, day } = numbers::figures(&self.scratch, self.language)?.shape else {
            return None;
        };
        if !year.is_some_and(|year| (1800..2100).contains(&year)) {
            return None;
        }
        self.push_date(PartialDate { year, month: Some(month), day: Some(day) }, at, at + 3);
        Some(at + 3)
    }

    /// Whether the words around a date put it before (-1) or after (1) the publication.
    fn direction(&self, start: usize, end: usize) -> i32 {
        let of = |at: usize| match (self.class(at), self.word(at)) {
            (Class::Last, _) => -1,
            (Class::Next, _) | (_, "entro" | "fino" | "until" | "by") => 1,
            _ => 0,
        };
        let before = (1..=2).map(|back| of(start.wrapping_sub(back))).find(|&direction| direction != 0);
        before.unwrap_or_else(|| of(end))
    }

    /// A full date tells about as much as a three-figure number; a day close to the publication,
    /// which most texts of the day name, and what is told without a day tell little.
    pub(super) fn date_rarity(&self, date: PartialDate) -> Rarity {
        let full = match (date.year, date.month, date.day) {
            (Some(year), Some(month), Some(day)) => Some(Day::new(year, month, day)),
            (None, Some(_), Some(_)) => None,
            _ => return Rarity::from_bits(3.0),
        };
        let away = full.zip(self.published).map(|(day, published)| (day.0 - published.0).unsigned_abs());
        Rarity::from_bits(match away {
            Some(0) => 3.0,
            Some(1) => 4.0,
            _ => 7.0,
        })
    }

    fn push_day(&mut self, day: Day, start: usize, end: usize) -> usize {
        let (year, month, day) = day.civil();
        self.push_date(PartialDate { year: Some(year), month: Some(month), day: Some(day) }, start, end);
        end
    }

    /// A year in figures at a token, perhaps after `del`, `of` or a comma; with where it ends.
    fn year_at(&self, at: usize) -> Option<(i16, usize)> {
        let skipped = at + usize::from(matches!(self.word(at), "del" | "dell'" | "of" | "," | "'"));
        let at = skipped + usize::from(self.word(skipped) == "anno");
        let raw = self.raw(at);
        match self.figures(at)? {
            (Shape::Value { value, yearlike: true }, used)
                if used == raw.len() && (1800.0..2100.0).contains(&value) =>
            {
                Some((value as i16, at + 1))
            }
            _ => None,
        }
    }

    /// A month by name at a token, perhaps after a hyphen or `of`; with where it ends. Only English tells
    /// `may` and `march` from months by their capital.
    fn month_at(&self, at: usize) -> Option<(u8, usize)> {
        let at = at + usize::from(matches!(self.word(at), "-" | "of"));
        match self.class(at) {
            Class::Month(month) if self.is_italian() || self.is_capital(at) => {
                let dot = self.word(at).len() <= 4 && self.word(at + 1) == ".";
                Some((month, at + 1 + usize::from(dot)))
            }
            _ => None,
        }
    }

    /// `23 novembre 2026`, from a day of the month that is read already and ends at `end`.
    pub(super) fn date_from_day(&mut self, day: f64, start: usize, end: usize) -> Option<usize> {
        let day =
            (1.0..=31.0).contains(&day).then_some(day as u8).filter(|&whole| f64::from(whole) == day)?;
        if let Some((year, month)) = self.month_and_year(end) {
            self.push_date(
                PartialDate { year: Some(year), month: Some(month), day: Some(day) },
                start,
                end + 2,
            );
            return Some(end + 2);
        }
        let (month, after) = self.month_at(end)?;
        Some(self.date_from_month(day, month, start, after))
    }

    /// Adds a date whose month ends at `end`, with the year that may follow.
    pub(super) fn date_from_month(&mut self, day: u8, month: u8, start: usize, end: usize) -> usize {
        let (year, end) = self.year_at(end).map_or((None, end), |(year, end)| (Some(year), end));
        self.push_date(PartialDate { year, month: Some(month), day: Some(day) }, start, end);
        end
    }

    /// `-FEB-26` after a day: the tokeniser makes one word of month and year.
    fn month_and_year(&self, at: usize) -> Option<(i16, u8)> {
        let raw = self.raw(at + 1);
        let (month, year) = raw.split_once('-').filter(|_| self.raw(at) == "-" && raw.is_ascii())?;
        let Class::Month(month) = self.lexicon.class(self.word(at + 1).get(..month.len())?) else {
            return None;
        };
        match (year.len(), year.parse::<i16>()) {
            (2, Ok(year)) => Some((2000 + year, month)),
            (4, Ok(year)) => Some((year, month)),
            _ => None,
        }
    }

    /// `novembre 2025`, `March 7, 2005`, `ottobre`.
    pub(super) fn month(&mut self, at: usize) -> usize {
        let Some((month, after)) = self.month_at(at) else { return at + 1 };
        if !self.is_italian()
            && let Some((Shape::Value { value, yearlike: false }, used)) = self.figures(after)
        {
            let raw = self.raw(after);
            let plain = used == raw.len() || matches!(raw.get(used..), Some("st" | "nd" | "rd" | "th"));
            if plain && (1.0..=31.0).contains(&value) && value.fract() == 0.0 {
                let (year, end) =
                    self.year_at(after + 1).map_or((None, after + 1), |(year, end)| (Some(year), end));
                self.push_date(PartialDate { year, month: Some(month), day: Some(value as u8) }, at, end);
                return end;
            }
        }
        match self.year_at(after) {
            Some((year, end)) => {
                self.push_date(PartialDate { year: Some(year), month: Some(month), day: None }, at, end);
                end
            }
            // An abbreviation alone is more often another word: `mar`, `set`, `ago`.
            None if self.word(at).len() > 4 => {
                self.push_date(PartialDate { year: None, month: Some(month), day: None }, at, at + 1);
                at + 1
            }
            None => at + 1,
        }
    }

    /// `lunedì 23`, `lunedì sedici marzo`, `martedì`, `lunedì prossimo`.
    pub(super) fn weekday(&mut self, at: usize, weekday: u8) -> usize {
        let comma = usize::from(self.word(at + 1) == ",");
        if let Some(value) = self.value_at(at + 1 + comma) {
            let (day, end) = (value.amount, value.end);
            if let Some(end) = self.date_from_day(day, at, end) {
                return end;
            }
            // `lunedì otto ore di sciopero` tells no day.
            if comma == 0 && self.is_day_of_month(&value) {
                return self.weekday_and_day(weekday, day as u8, at, end);
            }
        }
        // `domani, mercoledì 11 febbraio` and `Monday, March 7` have told the day, or are about to.
        if matches!(self.class(at + 1 + comma), Class::Month(_)) && !self.is_italian() {
            return at + 1;
        }
        let Some(published) = self.published else { return at + 1 };
        let next = self.class(at + 1) == Class::Next || self.class(at.wrapping_sub(1)) == Class::Next;
        let last = self.class(at + 1) == Class::Last || self.class(at.wrapping_sub(1)) == Class::Last;
        let ahead = (i32::from(weekday) - i32::from(published.weekday())).rem_euclid(7);
        let day = match ahead {
            0 if next => published.plus(7),
            0 if last => published.plus(-7),
            0 => published,
            _ if next => published.plus(ahead),
            _ => published.plus(ahead - 7),
        };
        self.push_day(day, at, at + 1);
        if let Some(fact) = self.facts.last_mut() {
            // A weekday is told every day, and which week is a guess.
            fact.rarity = fact.rarity.min(Rarity::from_bits(3.0));
        }
        at + 1
    }

    /// The day of the month nearest to the publication that falls on this weekday.
    fn weekday_and_day(&mut self, weekday: u8, day: u8, start: usize, end: usize) -> usize {
        let Some(published) = self.published else {
            self.push_date(PartialDate { day: Some(day), ..PartialDate::default() }, start, end);
            return end;
        };
        let nearest = (0..2 * HALF_YEAR)
            .map(|step| published.plus(if step % 2 == 0 { -(step / 2) } else { (step + 1) / 2 }))
            .find(|candidate| candidate.weekday() == weekday && candidate.civil().2 == day);
        match nearest {
            Some(date) => self.push_day(date, start, end),
            None => end,
        }
    }

    /// `ieri`, `oggi`, `domani`: days from the publication.
    pub(super) fn relative(&mut self, days: i8, start: usize, end: usize) -> usize {
        if let Some(published) = self.published {
            self.push_day(published.plus(i32::from(days)), start, end);
        }
        end
    }

    /// Adds a year told by itself.
    pub(super) fn push_year(&mut self, year: f64, start: usize, end: usize) {
        self.push_date(PartialDate { year: Some(year as i16), ..PartialDate::default() }, start, end);
    }

    /// Adds a time of day.
    pub(super) fn push_time(&mut self, hour: u16, minute: u16, start: usize, end: usize) -> usize {
        let (hour, end) = match self.half_of_day(hour, end) {
            (hour, after) if after == end && self.is_told_of_evening(hour, start) => (hour + 12, end),
            told => told,
        };
        let value = FactValue::Minutes((hour % 24) * 60 + minute % 60);
        // Full hours are told all the time.
        let bits = if minute.is_multiple_of(60) { 4.0 } else { 7.0 };
        self.push(FactKind::Time, value, Rarity::from_bits(bits), start, end);
        end
    }

    /// `del pomeriggio`, `di sera`, `p.m.` after an hour up to twelve.
    fn half_of_day(&self, hour: u16, at: usize) -> (u16, usize) {
        let afternoon = |word: &str| matches!(word, "pomeriggio" | "sera" | "pm" | "p.m" | "p.m.");
        let end = if self.class(at) == Class::Of && afternoon(self.word(at + 1)) {
            at + 2
        } else if afternoon(self.word(at)) {
            at + 1
        } else {
            let morning = matches!(self.word(at), "am" | "a.m" | "a.m.");
            return (if morning && hour == 12 { 0 } else { hour }, at + usize::from(morning));
        };
        (if hour < 12 { hour + 12 } else { hour }, end)
    }

    /// Whether an hour up to twelve is one of the second half of the day by a word shortly before what announces
    /// it: `ieri sera alle 9`, `stasera verso le sei`.
    fn is_told_of_evening(&self, hour: u16, start: usize) -> bool {
        let hours = (1..=EVENING_WORD).find_map(|back| match self.word(start.wrapping_sub(back)) {
            "pomeriggio" | "afternoon" => Some(1..=8),
            "sera" | "stasera" | "serata" | "evening" | "tonight" => Some(4..=11),
            "notte" | "stanotte" | "night" => Some(9..=11),
            "mattina" | "mattino" | "stamattina" | "stamani" | "stamane" | "morning" | "." => Some(0..=0),
            _ => None,
        });
        hour > 0 && hours.is_some_and(|hours| hours.contains(&hour))
    }

    /// `alle 18.30`, `ore 18`, `alle ore 4. 30`, `alle sei e mezza`: from the word that announces it.
    /// `None` when what follows is no time (`alle 14 persone`).
    pub(super) fn time(&mut self, at: usize) -> Option<usize> {
        let mut number = at + 1;
        let sure = self.word(at) != "alle" && self.word(at) != "dalle" && self.class(at) != Class::Clock;
        let sure = sure || self.word(number) == "ore";
        number += usize::from(self.word(number) == "ore");
        if let Class::Noon(_) = self.class(number) {
            return None;
        }
        let (hour, minute, end, told) = match self.figures(number) {
            Some((Shape::Clock { hour, minute } | Shape::Point { hour, minute, .. }, _)) => {
                (hour, minute, number + 1, true)
            }
            Some((Shape::Value { value, .. }, used)) if used <= 2 && value <= 24.0 => {
                if self.raw(number).len() == used {
                    match self.minutes_apart(number + 1) {
                        Some((minute, end)) => (value as u16, minute, end, true),
                        None => (value as u16, 0, number + 1, false),
                    }
                } else {
                    let suffix = self.raw(number).get(used..).unwrap_or_default();
                    let pm = suffix.eq_ignore_ascii_case("pm");
                    if !pm && !suffix.eq_ignore_ascii_case("am") {
                        return None;
                    }
                    ((value as u16) % 12 + if pm { 12 } else { 0 }, 0, number + 1, true)
                }
            }
            Some(_) => return None,
            None => {
                let Class::Cardinal(hour @ 1..=24) = self.class(number) else { return None };
                let (minute, end, told) = self.spoken_minutes(number + 1);
                let (hour, minute) = if minute < 0 { (hour + 23, minute + 60) } else { (hour, minute) };
                (hour, minute as u16, end, told)
            }
        };
        let told = told || self.half_of_day(hour, end).1 > end;
        if !sure && !told && !self.ends_a_time(end) {
            return None;
        }
        Some(self.push_time(hour, minute, at, end))
    }

    /// `verso le sei e mezza`, from the hour.
    pub(super) fn spoken_time(&mut self, at: usize) -> Option<usize> {
        let Class::Cardinal(hour @ 2..=24) = self.class(at) else { return None };
        let (minute, end, told) = self.spoken_minutes(at + 1);
        if !told || minute < 0 || !matches!(self.word(at.wrapping_sub(1)), "le" | "delle") {
            return None;
        }
        Some(self.push_time(hour, minute as u16, at, end))
    }

    /// Whether a bare hour may end here: nothing follows that it could count.
    pub(super) fn ends_a_time(&mut self, end: usize) -> bool {
        match self.class(end) {
            // `at 20-30 miles`
            Class::Plain if self.raw(end) == "-" => !self.is_number(end + 1),
            Class::Plain if matches!(self.word(end), "%" | "€") => false,
            // What Italian counts here is plural: `alle 18 inizierà` counts nothing.
            Class::Plain if self.is_italian() && !is_plural(self.word(end)) => true,
            Class::Plain => !self.is_noun(end),
            Class::Of => matches!(
                self.class(end + 1),
                Class::Weekday(_) | Class::Relative(_) | Class::DayPart | Class::This | Class::Last
            ),
            Class::Unit(..)
            | Class::Scale(_)
            | Class::Years
            | Class::Adjective
            | Class::Label
            | Class::Month(_)
            | Class::Percent => false,
            Class::Per => self.word(end + 1) != "cento" && self.word(end + 1) != "cent",
            _ => true,
        }
    }

    /// `. 30` after an hour: texts that were rebuilt from tokens have a space behind the mark.
    /// After a comma, a number that counts something (`dalle 18, 30 persone`) is no minutes.
    pub(super) fn minutes_apart(&mut self, at: usize) -> Option<(u16, usize)> {
        if !matches!(self.word(at), "." | ":" | ",") {
            return None;
        }
        match self.figures(at + 1)? {
            (Shape::Value { value, .. }, 2)
                if value < 60.0
                    && self.raw(at + 1).len() == 2
                    && (self.word(at) != "," || self.ends_a_time(at + 2)) =>
            {
                Some((value as u16, at + 2))
            }
            _ => None,
        }
    }

    /// A small number in one word: `venti`, `quaranta`.
    fn cardinal(&self, at: usize) -> Option<i16> {
        match (self.class(at), self.composed_at(at)) {
            (Class::Cardinal(value), _) => i16::try_from(value).ok(),
            (_, Some(Composed::Cardinal(value))) if value < 1e3 => Some(value as i16),
            _ => None,
        }
    }

    /// `e mezza`, `e un quarto`, `e venti`, `meno dieci` after an hour in words: minutes, where they
    /// end, whether any were told.
    fn spoken_minutes(&self, at: usize) -> (i16, usize, bool) {
        let sign = match self.word(at) {
            "e" => 1,
            "meno" => -1,
            _ => return (0, at, false),
        };
        match (self.class(at + 1), self.word(at + 2)) {
            (Class::Half, _) => (30, at + 2, true),
            (Class::One, "quarto") => (sign * 15, at + 3, true),
            (Class::Cardinal(3), "quarti") => (45, at + 3, true),
            _ => match self.cardinal(at + 1) {
                Some(minute @ 5..=55) if minute % 5 == 0 => (sign * minute, at + 2, true),
                _ => (0, at, false),
            },
        }
    }
}

/// Whether an Italian word may be a plural noun: `ore`, `persone`, and those that end alike in both numbers.
fn is_plural(word: &str) -> bool {
    word.ends_with(['e', 'i'])
        || matches!(word, "attività" | "città" | "comunità" | "località" | "unità" | "università")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_and_come_back() {
        assert_eq!(Day::new(1970, 1, 1), Day(0));
        assert_eq!(Day::new(2026, 11, 23).weekday(), 0, "a Monday");
        for days in (-800_000..800_000).step_by(97) {
            let (year, month, day) = Day(days).civil();
            assert_eq!(Day::new(year, month, day), Day(days));
        }
    }

    #[test]
    fn the_year_is_the_nearest() {
        let published = Day::new(2026, 1, 10);
        assert_eq!(published.nearest_year(12, Some(20)), 2025);
        assert_eq!(published.nearest_year(3, Some(1)), 2026);
        assert_eq!(Day::new(2026, 12, 10).nearest_year(1, Some(5)), 2027);
    }
}

//! Calendar: days as numbers, and back.
//!
//! In: year, month and day. Out: the days since 1 January 1970, and from them the date, the weekday and the year that
//! a date without one belongs to. Cost: a few divisions. Source: Hinnant, "chrono-Compatible Low-Level Date Algorithms".

/// Days since 1 January 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day(pub(super) i32);

/// Half a mean year, in days: the farthest that a date without a year may lie from the publication.
pub(super) const HALF_YEAR: i32 = 183;

/// How many days a month may have.
pub(super) fn longest(month: u8) -> u8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl Day {
    pub(super) fn new(year: i16, month: u8, day: u8) -> Self {
        let year = i32::from(year) - i32::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((i32::from(month) + 9) % 12) + 2) / 5 + i32::from(day) - 1;
        Self(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    pub(super) fn civil(self) -> (i16, u8, u8) {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i32::from(month <= 2);
        (year as i16, month as u8, (of_year - (153 * shifted + 2) / 5 + 1) as u8)
    }

    /// Monday is 0.
    pub(super) fn weekday(self) -> u8 {
        (self.0 + 3).rem_euclid(7) as u8
    }

    pub(super) fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The year of the last such month or day up to this one, or of the next from it on.
    pub(super) fn year_towards(self, direction: i32, month: u8, day: Option<u8>) -> i16 {
        let (year, ..) = self.civil();
        let away = Self::new(year, month, day.unwrap_or(15)).0 - self.0;
        // A month alone may have begun: half of one is left to it.
        let slack = if day.is_some() { 0 } else { 15 };
        match direction {
            -1 if away > slack => year - 1,
            1 if away < -slack => year + 1,
            _ => year,
        }
    }

    /// The year that brings a month, or a day of it, nearest to this day.
    pub(super) fn nearest_year(self, month: u8, day: Option<u8>) -> i16 {
        let (year, ..) = self.civil();
        let away = Self::new(year, month, day.unwrap_or(15)).0 - self.0;
        match away {
            _ if away > HALF_YEAR => year - 1,
            _ if away < -HALF_YEAR => year + 1,
            _ => year,
        }
    }
}

//! The ways in which dates are written outside of JSON Lines.
//!
//! In: a date from a table, feed, news file or mail. Out: a [`Timestamp`]. Cost: `O(n)`.
//!
//! | written | read as |
//! |---|---|
//! | RFC 3339, ISO 8601 with dashes or without | itself |
//! | RFC 2822: `Sun, 22 Mar 2026 10:12:00 +0100` | itself |
//! | either without an offset | that clock in UTC: the day, which is what `oggi` needs, is kept |
//! | `22/03/2026`, `22.3.2026 10.12`, `22-03-2026, 10:12:30` | day, month, year, as in all of Europe |

use jiff::fmt::rfc2822::DateTimeParser;
use ricalco::Timestamp;

/// Reads a date in any of these ways.
pub(super) fn parse(given: &str) -> Option<Timestamp> {
    let given = given.trim();
    iso(given).or_else(|| mail(given)).or_else(|| european(given))
}

fn iso(given: &str) -> Option<Timestamp> {
    let spaced = || given.replacen(' ', "T", 1);
    given.parse().or_else(|_| spaced().parse()).or_else(|_| format!("{}Z", spaced()).parse()).ok()
}

fn mail(given: &str) -> Option<Timestamp> {
    static PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    let zoned = PARSER.parse_zoned(given).ok()?;
    zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string().parse().ok()
}

fn european(given: &str) -> Option<Timestamp> {
    let mut numbers = [0_u16; 6];
    let mut count = 0;
    for number in given.split(|char: char| !char.is_ascii_digit()).filter(|number| !number.is_empty()) {
        *numbers.get_mut(count)? = number.parse().ok()?;
        count += 1;
    }
    let only_separators = given.chars().all(|char| char.is_ascii_digit() || " /.-:,".contains(char));
    let [day, month, year, hour, minute, second] = numbers;
    if !matches!(count, 3 | 5 | 6) || !only_separators || year < 1000 {
        return None;
    }
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_and_programs_write_them() {
        for (given, wanted) in [
            ("2026-03-22T10:12:00+01:00", "2026-03-22T10:12:00+01:00"),
            ("2026-03-22", "2026-03-22T00:00:00Z"),
            ("2026-03-22 10:12", "2026-03-22T10:12:00Z"),
            ("2026-03-22 10:12:00+01:00", "2026-03-22T10:12:00+01:00"),
            ("20260322T101200+0100", "2026-03-22T10:12:00+01:00"),
            ("20260322T101200Z", "2026-03-22T10:12:00Z"),
            ("20260322", "2026-03-22T00:00:00Z"),
            ("Sun, 22 Mar 2026 10:12:00 +0100", "2026-03-22T10:12:00+01:00"),
            ("22 Mar 2026 10:12 GMT", "2026-03-22T10:12:00Z"),
            ("Mon, 22 Mar 2026 00:12:00 +0100", "2026-03-22T00:12:00+01:00"),
            ("22/03/2026", "2026-03-22T00:00:00Z"),
            ("22/3/2026 10.12", "2026-03-22T10:12:00Z"),
            ("22.03.2026, 10:12:30", "2026-03-22T10:12:30Z"),
        ] {
            assert_eq!(parse(given).map(|moment| moment.to_string()).as_deref(), Some(wanted), "{given}");
        }
        for given in ["", "ieri", "31/02/2026", "22/03/26", "12", "2026-13-01", "10:12"] {
            assert_eq!(parse(given), None, "{given}");
        }
    }
}

//! Numbers: the value of one token, in figures or in words.
//!
//! In: the text of one token. Out: [`Figures`] for `1.500,00`, `18:30`, `23/11/2026`, `15-20`, and
//! [`Composed`] for `centottantamila`, `quarantasettenne`, `ventitreesimo`. Cost: `O(n)` in the
//! bytes of the token, no allocation. Gives up: numbers beyond 2^53, and Italian number words cut
//! in two (`cento venti`), which are two numbers here.

use super::calendar;
use crate::language::Language;

/// What the figures of a token say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figures {
    /// What they are.
    pub(super) shape: Shape,
    /// How many bytes of the token they take; the rest is a suffix such as `enne` or `km`.
    pub(super) used: usize,
}

/// The kinds of figures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// `1500`, `1.500`, `1.500,00`: a value, and whether it was written as four plain figures, as years are.
    Value { value: f64, yearlike: bool },
    /// `18.30`, `18,30`: a value with two decimals that after `ore` is a time of day; `odd` where the
    /// mark is not the decimal mark of the language, so that it is more likely a time anywhere.
    Point { value: f64, hour: u16, minute: u16, odd: bool },
    /// `18:30`: hour and minute, both in range.
    Clock { hour: u16, minute: u16 },
    /// `15-20`: two values.
    Range { low: f64, high: f64 },
    /// `23/11/2026` or `2026-11-23`: a year of two figures is taken as 20xx up to 69.
    Date { year: Option<i16>, month: u8, day: u8 },
    /// `188/2021`: a number and a year, as acts and cases bear.
    Numbered { number: u32, year: u16 },
}

/// One run of figures in a token.
#[derive(Debug, Clone, Copy, Default)]
struct Run {
    value: f64,
    length: usize,
    end: usize,
}

/// The most runs of figures that one number takes: `1.234.567.890.123,45` has six.
const RUNS: usize = 8;

/// Reads the figures at the start of a token.
pub(super) fn figures(token: &str, language: Language) -> Option<Figures> {
    let bytes = token.as_bytes();
    let mut runs = [Run::default(); RUNS];
    let mut marks = [0_u8; RUNS];
    let mut count = 0;
    let mut at = 0;
    for (run, mark) in runs.iter_mut().zip(&mut marks) {
        let start = at;
        while let Some(digit) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            run.value = run.value * 10.0 + f64::from(digit - b'0');
            at += 1;
        }
        if at == start {
            break;
        }
        (run.length, run.end) = (at - start, at);
        count += 1;
        match bytes.get(at) {
            Some(&byte) if b".,:/-'".contains(&byte) => *mark = byte,
            _ => break,
        }
        at += 1;
    }
    let runs = runs.get(..count).filter(|runs| !runs.is_empty())?;
    numbered_or_date(runs, marks, language).or_else(|| Some(value(runs, marks, language)))
}

/// `23/11/2026`, `2026-11-23`, `23/11`, `188/2021`, `18:30`.
fn numbered_or_date(runs: &[Run], marks: [u8; RUNS], language: Language) -> Option<Figures> {
    let lengths = |expected: &[usize]| runs.iter().zip(expected).all(|(run, length)| run.length <= *length);
    match runs {
        [a, b, c, ..] if marks[0] == marks[1] && b"/.-".contains(&marks[0]) && lengths(&[4, 2, 4]) => {
            let (year, (month, day)) = match (a.length, c.length) {
                (4, 1 | 2) => (a, day_of_month(b, c)?),
                (1 | 2, 2 | 4) => (c, month_and_day(a, b, language)?),
                _ => return None,
            };
            let year = Some(full_year(year.value as i16, year.length));
            Some(Figures { shape: Shape::Date { year, month, day }, used: c.end })
        }
        [a, b, ..]
            if marks[0] == b'/' && b.length == 4 && (1800.0..2100.0).contains(&b.value) && a.value < 1e7 =>
        {
            Some(Figures {
                shape: Shape::Numbered { number: a.value as u32, year: b.value as u16 },
                used: b.end,
            })
        }
        // `31/07`, and `31/7`, which is no fraction; `24/7` tells all the week.
        [a, b]
            if marks[0] == b'/'
                && a.length == 2
                && (b.length == 2
                    || b.length == 1
                        && language == Language::Italian
                        && a.value >= 10.0
                        && (a.value, b.value) != (24.0, 7.0)) =>
        {
            let (month, day) = month_and_day(a, b, language)?;
            Some(Figures { shape: Shape::Date { year: None, month, day }, used: b.end })
        }
        [a, b, ..] if marks[0] == b':' && b.length == 2 && a.value < 24.0 && b.value < 60.0 => {
            let shape = Shape::Clock { hour: a.value as u16, minute: b.value as u16 };
            Some(Figures { shape, used: b.end })
        }
        _ => None,
    }
}

/// The month and the day of `23/11`. English puts the month first (Unicode CLDR, locale `en`), unless it can be none.
fn month_and_day(first: &Run, second: &Run, language: Language) -> Option<(u8, u8)> {
    let month_first = day_of_month(first, second).filter(|_| language == Language::English);
    month_first.or_else(|| day_of_month(second, first))
}

fn day_of_month(month: &Run, day: &Run) -> Option<(u8, u8)> {
    let month = in_range(month.value, 12)?;
    Some((month, in_range(day.value, calendar::longest(month))?))
}

/// The longest plain value that the runs begin with, or a range of two.
fn value(runs: &[Run], marks: [u8; RUNS], language: Language) -> Figures {
    let (low, taken, shape) = plain_value(runs, marks, language);
    let end = runs.get(taken - 1).map_or(0, |run| run.end);
    let rest = runs.get(taken..).filter(|rest| !rest.is_empty() && marks[taken - 1] == b'-');
    if let Some(rest) = rest {
        let mut after = [0_u8; RUNS];
        after[..RUNS - taken].copy_from_slice(&marks[taken..]);
        let (high, more, _) = plain_value(rest, after, language);
        let used = rest.get(more - 1).map_or(end, |run| run.end);
        return Figures { shape: Shape::Range { low, high }, used };
    }
    Figures { shape, used: end }
}

/// A value without ranges: how much, how many runs it takes (at least one), how it is written.
fn plain_value(runs: &[Run], marks: [u8; RUNS], language: Language) -> (f64, usize, Shape) {
    let (group, decimal) = if language == Language::English { (b',', b'.') } else { (b'.', b',') };
    let first = runs.first().copied().unwrap_or_default();
    let (mut value, mut taken) = (first.value, 1);
    if first.length <= 3 {
        while let Some(run) = runs.get(taken).filter(|run| run.length == 3) {
            let mark = marks[taken - 1];
            if mark != group && mark != b'\'' {
                break;
            }
            value = value * 1e3 + run.value;
            taken += 1;
        }
    }
    if let Some(run) = runs.get(taken) {
        let mark = marks[taken - 1];
        let fraction = run.value / 10_f64.powi(run.length as i32);
        if mark == decimal {
            let read = value + fraction;
            let clock = run.length == 2 && taken == 1 && value < 24.0 && run.value < 60.0;
            let shape = if clock {
                Shape::Point { value: read, hour: value as u16, minute: run.value as u16, odd: false }
            } else {
                Shape::Value { value: read, yearlike: false }
            };
            return (read, taken + 1, shape);
        }
        // `9.4 milioni`, `18.30`: a point that groups nothing.
        if mark == b'.' && taken == 1 && run.length < 3 {
            let read = value + fraction;
            let shape = if run.length == 2 && value < 24.0 && run.value < 60.0 {
                Shape::Point { value: read, hour: value as u16, minute: run.value as u16, odd: true }
            } else {
                Shape::Value { value: read, yearlike: false }
            };
            return (read, 2, shape);
        }
    }
    (value, taken, Shape::Value { value, yearlike: taken == 1 && first.length == 4 })
}

/// A year told by two figures is of this century up to 69, as POSIX has it.
fn full_year(year: i16, figures: usize) -> i16 {
    match (figures, year) {
        (2, ..=68) => 2000 + year,
        (2, _) => 1900 + year,
        _ => year,
    }
}

fn in_range(value: f64, most: u8) -> Option<u8> {
    (1.0..=f64::from(most)).contains(&value).then_some(value as u8)
}

/// What a number word says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Composed {
    /// `trentadue`.
    Cardinal(f64),
    /// `ventitreesimo`.
    Ordinal(f64),
    /// `quarantasettenne`.
    Age(f64),
}

/// One building block of Italian number words: its stem, the vowel that it may lose before the
/// next block or an ending, its value, and the place it stands in.
type Block = (&'static str, &'static str, u16, Place);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Tens,
    Teens,
    Units,
}

/// Blocks below a hundred, a longer one before what it begins with.
const BLOCKS: &[Block] = &[
    ("vent", "i", 20, Place::Tens),
    ("trent", "a", 30, Place::Tens),
    ("quarant", "a", 40, Place::Tens),
    ("cinquant", "a", 50, Place::Tens),
    ("sessant", "a", 60, Place::Tens),
    ("settant", "a", 70, Place::Tens),
    ("ottant", "a", 80, Place::Tens),
    ("novant", "a", 90, Place::Tens),
    ("dieci", "", 10, Place::Teens),
    ("undic", "i", 11, Place::Teens),
    ("dodic", "i", 12, Place::Teens),
    ("tredic", "i", 13, Place::Teens),
    ("quattordic", "i", 14, Place::Teens),
    ("quindic", "i", 15, Place::Teens),
    ("sedic", "i", 16, Place::Teens),
    ("diciassett", "e", 17, Place::Teens),
    ("diciott", "o", 18, Place::Teens),
    ("diciannov", "e", 19, Place::Teens),
    ("un", "o", 1, Place::Units),
    ("du", "e", 2, Place::Units),
    ("tré", "", 3, Place::Units),
    ("tre", "", 3, Place::Units),
    ("quattr", "o", 4, Place::Units),
    ("cinqu", "e", 5, Place::Units),
    ("sei", "", 6, Place::Units),
    ("sett", "e", 7, Place::Units),
    ("ott", "o", 8, Place::Units),
    ("nov", "e", 9, Place::Units),
];

/// Endings of ages and ranks.
const ENDINGS: &[(&str, bool)] =
    &[("enne", true), ("enni", true), ("esimo", false), ("esima", false), ("esimi", false), ("esime", false)];

/// Whether a word begins as composed Italian numbers do; false for most words.
fn may_be_composed(word: &str) -> bool {
    matches!(
        word.as_bytes().first_chunk::<3>(),
        Some(
            b"ven"
                | b"tre"
                | b"qua"
                | b"cin"
                | b"ses"
                | b"set"
                | b"ott"
                | b"nov"
                | b"die"
                | b"und"
                | b"dod"
                | b"qui"
                | b"sed"
                | b"dic"
                | b"cen"
                | b"mil"
                | b"due"
                | b"sei"
        )
    )
}

/// Takes an Italian number word apart.
pub(super) fn composed(word: &str) -> Option<Composed> {
    if !may_be_composed(word) {
        return None;
    }
    let ending = ENDINGS.iter().find_map(|&(ending, age)| Some((word.strip_suffix(ending)?, age)));
    if let Some((base, age)) = ending {
        let value = below_thousand(base, true).and_then(|(value, rest)| rest.is_empty().then_some(value))?;
        return Some(if age { Composed::Age(value) } else { Composed::Ordinal(value) });
    }
    // `quarant'anni`
    if let Some(base) = word.strip_suffix('\'') {
        let (value, rest) = below_thousand(base, true)?;
        return rest.is_empty().then_some(Composed::Cardinal(value));
    }
    if let Some(rest) = word.strip_prefix("mille").filter(|rest| !rest.is_empty()) {
        return whole(rest).map(|value| Composed::Cardinal(1e3 + value));
    }
    let (value, rest) = below_thousand(word, false)?;
    match rest.strip_prefix("mila") {
        _ if rest.is_empty() => Some(Composed::Cardinal(value)),
        Some("") => Some(Composed::Cardinal(value * 1e3)),
        Some(rest) => whole(rest).map(|units| Composed::Cardinal(value * 1e3 + units)),
        None => None,
    }
}

fn whole(word: &str) -> Option<f64> {
    below_thousand(word, false).and_then(|(value, rest)| rest.is_empty().then_some(value))
}

/// The number below a thousand that a word begins with, and what follows it. With `elided`, the
/// last block may have lost its vowel to an ending: `quarantasett(enne)`.
fn below_thousand(word: &str, elided: bool) -> Option<(f64, &str)> {
    let mut rest = word;
    let mut value = 0.0;
    let digits = BLOCKS
        .iter()
        .find(|block| block.3 == Place::Units && block.2 > 1 && in_front(rest, block, false).is_some());
    let hundreds = match digits {
        Some(block) => {
            in_front(rest, block, false).and_then(hundred).map(|after| (f64::from(block.2), after))
        }
        None => hundred(rest).map(|after| (1.0, after)),
    };
    if let Some((count, after)) = hundreds {
        (value, rest) = (count * 100.0, after);
    }
    let mut last = None;
    while let Some((block, after)) =
        BLOCKS.iter().find_map(|block| Some((block, in_front(rest, block, elided)?)))
    {
        let fits = match last {
            None => true,
            Some(Place::Tens) => block.3 == Place::Units,
            Some(_) => false,
        };
        if !fits {
            break;
        }
        value += f64::from(block.2);
        (rest, last) = (after, Some(block.3));
    }
    (value > 0.0).then_some((value, rest))
}

/// What follows `cento`, or `cent` before a vowel or at the end of a base.
fn hundred(word: &str) -> Option<&str> {
    let rest = word.strip_prefix("cent")?;
    match rest.strip_prefix('o') {
        // `centotto` is a hundred and eight: the `o` belongs to what follows.
        Some(_) if rest.starts_with("ott") => Some(rest),
        Some(after) => Some(after),
        None => (rest.is_empty() || rest.starts_with('u')).then_some(rest),
    }
}

/// What follows a block at the front of a word; its vowel may be lost before `u` and `o`, and, when
/// `elided`, at the end.
fn in_front<'w>(word: &'w str, block: &Block, elided: bool) -> Option<&'w str> {
    let &(stem, vowel, _, place) = block;
    let rest = word.strip_prefix(stem)?;
    if let Some(after) = rest.strip_prefix(vowel) {
        return Some(after);
    }
    let before_vowel = place == Place::Tens && (rest.starts_with("un") || rest.starts_with("ott"));
    (before_vowel || elided && rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_apart() {
        use Composed::{Age, Cardinal, Ordinal};
        for (word, expected) in [
            ("ventuno", Cardinal(21.0)),
            ("ventotto", Cardinal(28.0)),
            ("ventitré", Cardinal(23.0)),
            ("trentadue", Cardinal(32.0)),
            ("centotto", Cardinal(108.0)),
            ("centoventi", Cardinal(120.0)),
            ("centottanta", Cardinal(180.0)),
            ("duecentocinquantasei", Cardinal(256.0)),
            ("millecinquecento", Cardinal(1500.0)),
            ("millenovecentonovantasette", Cardinal(1997.0)),
            ("centottantamila", Cardinal(180_000.0)),
            ("duemilaventisei", Cardinal(2026.0)),
            ("novantaduemila", Cardinal(92_000.0)),
            ("quarant'", Cardinal(40.0)),
            ("quarantasettenne", Age(47.0)),
            ("trentaduenne", Age(32.0)),
            ("ventitreenne", Age(23.0)),
            ("diciottenni", Age(18.0)),
            ("ventenne", Age(20.0)),
            ("trentunenne", Age(31.0)),
            ("quarantottenne", Age(48.0)),
            ("ventitreesimo", Ordinal(23.0)),
            ("diciottesima", Ordinal(18.0)),
            ("undicesimo", Ordinal(11.0)),
            ("centesimo", Ordinal(100.0)),
        ] {
            assert_eq!(composed(word), Some(expected), "{word}");
        }
        for word in [
            "centro",
            "centrale",
            "settembre",
            "seicento-",
            "ventilatore",
            "treno",
            "quattrini",
            "millesimo",
            "novembre",
            "cinquedue",
        ] {
            assert_eq!(composed(word), None, "{word}");
        }
    }

    #[test]
    fn figures_are_read_by_the_marks_of_the_language() {
        let value = |token, language| match figures(token, language).map(|read| read.shape) {
            Some(Shape::Value { value, .. } | Shape::Point { value, .. }) => Some(value),
            _ => None,
        };
        assert_eq!(value("1.500,25", Language::Italian), Some(1500.25));
        assert_eq!(value("1,500.25", Language::English), Some(1500.25));
        assert_eq!(value("1.284.500", Language::Italian), Some(1_284_500.0));
        assert_eq!(value("9.4", Language::Italian), Some(9.4));
        assert_eq!(value("18.30", Language::Italian), Some(18.3));
        assert_eq!(
            figures("15-20", Language::Italian).map(|read| read.shape),
            Some(Shape::Range { low: 15.0, high: 20.0 })
        );
        assert_eq!(figures("47enne", Language::Italian).map(|read| read.used), Some(2));
        assert_eq!(figures("enne", Language::Italian), None);
    }
}

//! The dateline at the head of a text: who, where, when, and a dash.
//!
//! Any of `(AGENCY)`, a place, a date, in any order, up to a dash: `(ANSA) - ROMA, 22 MAR -`,
//! `PADOVA (AGV NEWS) -`, `Perugia, 14 apr. (Adnkronos) -`, `Parma, giovedì cinque marzo -`; or a
//! place in capitals and a full stop: `FERRARA.` An agency is known by its brackets, not by its name.

use std::ops::Range;

use super::clause::is_date_word;
use super::cues;

/// No dateline is longer, in bytes.
const LONGEST: usize = 110;
/// The name of an agency is no longer, in bytes.
const LONGEST_NAME: usize = 28;
/// The name of a place has no more words.
const MOST_PLACE_WORDS: usize = 5;

/// Words that may stand inside the name of a place. Sorted.
const PARTICLES: &[&str] = &[
    "a", "ai", "al", "and", "d", "da", "de", "dei", "degli", "del", "dell", "della", "delle", "di", "e",
    "in", "nel", "nell", "of", "sul", "sull", "sulla", "the",
];

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether one part of a dateline was seen")]
struct Seen {
    agency: bool,
    date: bool,
    /// Whether the last word was one of a date.
    ends_with_date: bool,
    place_words: usize,
    /// Whether all words of the place are in capitals.
    capitals: bool,
    /// The first word of the place, folded.
    first: String,
}

impl Seen {
    /// Whether what was seen makes a dateline when a dash follows.
    fn suffices(&self) -> bool {
        if self.place_words > MOST_PLACE_WORDS || cues::NOT_PLACES.has(&self.first) {
            return false;
        }
        self.agency || self.date || self.place_words > 0 && self.capitals && self.first.len() > 2
    }
}

/// Where the dateline at the beginning of a line ends, if one stands there.
pub(super) fn end(text: &str, line: Range<usize>) -> Option<usize> {
    let content = text.get(line.clone())?;
    let mut seen = Seen { capitals: true, ..Seen::default() };
    let mut found = None;
    let mut at = 0;
    while at < content.len() && at < LONGEST {
        let rest = content.get(at..)?;
        let c = rest.chars().next()?;
        match c {
            ' ' | ',' | '*' | '_' => at += 1,
            '(' | '[' => {
                let (inside, length) = bracketed(rest)?;
                let province = seen.place_words > 0 && (seen.agency || inside.len() == 2);
                if !province {
                    if seen.agency || !is_name(inside) {
                        return found;
                    }
                    seen.agency = true;
                }
                at += length;
            }
            '-' | '–' | '—' | '|' => {
                if !seen.suffices() {
                    return found;
                }
                at += rest.len() - rest.trim_start_matches(['-', '–', '—', '|', ' ']).len();
                found = Some(line.start + at);
                if seen.place_words > 0 || seen.date {
                    return found;
                }
            }
            _ => {
                let length = rest.find([' ', ',', '(', '[', '–', '—']).unwrap_or(rest.len());
                let word = rest.get(..length)?;
                at += length;
                if !see(word, &mut seen) {
                    return found
                        .or_else(|| after_capitals(&seen, word, content, at).map(|at| line.start + at));
                }
            }
        }
    }
    // A dateline may have its line for itself.
    let alone = at >= content.len()
        && seen.suffices()
        && seen.date
        && seen.ends_with_date
        && (seen.agency || seen.place_words > 0);
    if alone { Some(line.end) } else { found }
}

/// Whether a line is a place and a date and nothing else, as under a signed release: `Ancona, 3 marzo 2026`.
pub(super) fn fills(text: &str, line: Range<usize>) -> bool {
    line.len() <= LONGEST && end(text, line.clone()) == Some(line.end)
}

/// Takes a word into what was seen; `false` if it belongs in no dateline.
fn see(word: &str, seen: &mut Seen) -> bool {
    let bare = word.trim_end_matches(['.', ':']);
    let folded: String = bare.to_lowercase();
    let mut parts = 0;
    let date_word = |part: &str| is_date_word(part) || cues::DATE_WORDS.has(&part.replace('ì', "i"));
    let is_date = !bare.is_empty()
        && folded.split(['/', '-', '.', ':', '°']).filter(|part| !part.is_empty()).all(|part| {
            parts += 1;
            date_word(part)
        });
    seen.ends_with_date = is_date;
    if is_date {
        // A month, `17-FEB-26`, `24/07/2026`; a number alone is none.
        seen.date |= parts > 1 || cues::MONTHS.has(&folded);
        return true;
    }
    let ends = word.ends_with('.') && bare.len() > 3 && !bare.contains('.');
    let capital = bare.chars().next().is_some_and(char::is_uppercase);
    let particle = seen.place_words > 0
        && folded.split('\'').next().is_some_and(|part| PARTICLES.binary_search(&part).is_ok());
    if !capital && !particle || word.ends_with(':') {
        // Not a word of a place, though the place before it may have ended.
        return false;
    }
    if capital {
        seen.capitals &= !bare.chars().any(char::is_lowercase);
    }
    if seen.place_words == 0 {
        folded.split('\'').next().unwrap_or_default().clone_into(&mut seen.first);
    }
    seen.place_words += 1;
    !ends && seen.place_words <= MOST_PLACE_WORDS
}

/// `FERRARA. Prendevano`: a place in capitals with a full stop, of one word or with a first word that
/// names of places have.
fn after_capitals(seen: &Seen, word: &str, content: &str, at: usize) -> Option<usize> {
    let rest = content.get(at..)?;
    let known = seen.place_words == 1 || seen.place_words <= 4 && cues::PLACE_OPENERS.has(&seen.first);
    let goes_on = rest
        .trim_start()
        .chars()
        .next()
        .is_some_and(|c| c.is_uppercase() || c.is_numeric() || c == '"' || c == '\'');
    (word.ends_with('.')
        && seen.capitals
        && !seen.agency
        && known
        && seen.suffices()
        && rest.starts_with(' ')
        && goes_on)
        .then(|| at + rest.len() - rest.trim_start().len())
}

/// What stands in the brackets at the beginning, and their length with the brackets.
fn bracketed(rest: &str) -> Option<(&str, usize)> {
    let close = rest.bytes().take(LONGEST_NAME + 2).position(|byte| byte == b')' || byte == b']')?;
    rest.get(1..close).map(|inside| (inside.trim(), close + 1))
}

/// Whether what stands in brackets can be the name of an agency: a few words, with a capital or well known.
fn is_name(inside: &str) -> bool {
    let words = inside.split(' ').count();
    let letters = inside.chars().all(|c| c.is_alphanumeric() || " /.-&'".contains(c));
    let capital = inside.chars().any(char::is_uppercase) || inside.eq_ignore_ascii_case("askanews");
    !inside.is_empty()
        && inside.len() <= LONGEST_NAME
        && words <= 5
        && letters
        && capital
        && inside.chars().any(char::is_alphabetic)
}

/// The agency that a dateline tells.
pub(super) fn agency(dateline: &str) -> Option<&str> {
    let mut at = 0;
    while let Some(open) = dateline.get(at..)?.find('(') {
        let rest = dateline.get(at + open..)?;
        let (inside, length) = bracketed(rest)?;
        let first = dateline.get(..at + open)?.trim().is_empty();
        let after = rest.get(length..)?.trim_start();
        // In `SPOLETO (PERUGIA), 17 MAR` and `MIRANDOLA (MO) -` the brackets hold a province.
        let province = !first && (inside.len() == 2 || after.starts_with(','));
        if !province && is_name(inside) {
            return Some(inside);
        }
        at += open + length;
    }
    None
}

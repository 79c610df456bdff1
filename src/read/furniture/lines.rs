//! Lines that are furniture, whole or in part.

use std::ops::Range;

use super::clause::{Clause, Reader, Sort};
use super::fold::{Folded, Word};
use super::{Furniture, FurnitureKind, cues, dateline};
use crate::language::Language;
use crate::read::scan;

/// A line with more bytes than this (some 45 words) is a paragraph of matter, looked at only at its end.
const LONGEST: usize = 320;
/// As much of the end of a paragraph is looked at.
const END: usize = 240;
/// So many lines at the head of a text may tell its section, its date and its author.
const HEAD_LINES: usize = 3;
/// So many lines at the foot may tell whom to call.
const FOOT_LINES: usize = 10;
/// A list of other articles has no more titles, and a title no more bytes.
const MOST_TITLES: usize = 8;
const LONGEST_TITLE: usize = 110;

/// A list that a line opened and that the lines after it go on with.
enum Open {
    Nothing,
    /// Titles of other articles; so many have come.
    Titles(usize),
    /// Names, numbers and addresses of a press office.
    Contacts,
}

/// Finds the lines, and the clauses at their ends, that are furniture.
pub(super) fn furniture(text: &str, language: Language) -> Vec<Furniture> {
    let mut found = Vec::new();
    let lines: Vec<Range<usize>> = ranges(text).collect();
    let (mut folded, mut clauses) = (Folded::with_room(LONGEST), Vec::with_capacity(8));
    let mut open = Open::Nothing;
    for (nth, line) in lines.iter().enumerate() {
        let foot = nth + FOOT_LINES >= lines.len() && (nth > 0 || lines.len() == 1);
        let reader = Reader { text, language, foot };
        let Some(content) = text.get(line.clone()) else { continue };
        let long = line.len() > LONGEST;
        let range = if long && !speaks_of_cookies(content) { end_of(text, line) } else { line.clone() };
        let Some(part) = text.get(range.clone()) else { continue };
        folded.fold(part, range.start);
        reader.clauses(&folded, range.clone(), &mut clauses);
        if long {
            open = Open::Nothing;
            take_ends(&clauses, range.start == line.start, &mut found);
            continue;
        }
        if folded.words.is_empty() {
            continue;
        }
        let place =
            Place { head: nth < HEAD_LINES, edge: nth < HEAD_LINES || nth + HEAD_LINES >= lines.len() };
        let kind = whole(&clauses, place, content)
            .or_else(|| continued(&open, &folded, content))
            .or_else(|| asks_further(&clauses, &folded))
            .or_else(|| {
                (place.edge && dateline::fills(text, line.clone())).then_some(FurnitureKind::Dateline)
            })
            .or_else(|| {
                let long_next = lines.get(nth + 1).is_some_and(|next| next.len() > LONGEST_TITLE);
                (nth == 0 && long_next && is_place(&folded, content)).then_some(FurnitureKind::Dateline)
            });
        let Some(kind) = kind else {
            open = Open::Nothing;
            take_ends(&clauses, true, &mut found);
            continue;
        };
        open = match open {
            Open::Titles(titles)
                if kind == FurnitureKind::Related
                    && clauses.iter().all(|clause| !matches!(clause.sort, Sort::Label(_))) =>
            {
                Open::Titles(titles + 1)
            }
            _ if opens_list(&clauses) => Open::Titles(0),
            _ if kind == FurnitureKind::Contact => Open::Contacts,
            _ => Open::Nothing,
        };
        found.push(Furniture { kind, range: line.clone() });
    }
    found
}

/// The lines that have something in them, without the spaces at their ends.
fn ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let ends = scan::places(text.as_bytes(), |byte| byte == b'\n').chain(std::iter::once(text.len()));
    let mut start = 0;
    ends.filter_map(move |end| {
        let line = text.get(start..end)?;
        let from = start + line.len() - line.trim_start().len();
        let to = start + line.trim_end().len();
        start = end + 1;
        (from < to).then_some(from..to)
    })
}

/// Whether a line has `cookie` in it, however it begins; few letters of Italian are a `k`.
fn speaks_of_cookies(line: &str) -> bool {
    let bytes = line.as_bytes();
    scan::places(bytes, |byte| byte == b'k').any(|at| {
        at.checked_sub(2).and_then(|start| bytes.get(start..at + 3)).is_some_and(|word| word == b"ookie")
    })
}

/// The last sentences of a paragraph.
fn end_of(text: &str, line: &Range<usize>) -> Range<usize> {
    let from = line.end.saturating_sub(END).max(line.start);
    let from = (from..line.end).find(|&at| text.is_char_boundary(at)).unwrap_or(line.end);
    let end = text.as_bytes().get(from..line.end).unwrap_or_default();
    let sentence = end.windows(2).position(|pair| pair == b". ").map_or(line.end, |at| from + at + 1);
    sentence..line.end
}

/// Where a line stands in its text.
#[derive(Clone, Copy)]
struct Place {
    head: bool,
    /// At the head or at the foot.
    edge: bool,
}

/// What a line is, if all of it is furniture.
fn whole(clauses: &[Clause], place: Place, line: &str) -> Option<FurnitureKind> {
    // Up to the first label: the rest of the line is its own.
    let labelled = clauses.iter().position(|clause| matches!(clause.sort, Sort::Label(_)));
    let own = clauses.get(..labelled.unwrap_or(clauses.len()))?;
    if own.iter().any(|clause| clause.sort == Sort::Matter) {
        return is_link(line).then_some(FurnitureKind::Related);
    }
    if let Some(kind) = clauses.iter().find_map(Clause::kind) {
        return Some(kind);
    }
    let count = |sort: Sort| clauses.iter().filter(|clause| clause.sort == sort).count();
    let (dates, headings) = (count(Sort::Date), count(Sort::Heading));
    let telling = dates + headings;
    if place.edge && dates == clauses.len()
        || place.head && telling > 0 && (telling == clauses.len() || clauses.len() > 1)
    {
        return Some(FurnitureKind::Byline);
    }
    if place.head && clauses.len() > 1 && line.matches("](").count() > 1 {
        return Some(FurnitureKind::Navigation);
    }
    (line.starts_with(">>") || is_link(line)).then_some(FurnitureKind::Related)
}

/// A line that begins with what a site asks for, and goes on with nothing but another imperative:
/// `Vuoi ricevere le notizie? Scrivi al numero in fondo alla pagina`.
fn asks_further(clauses: &[Clause], folded: &Folded) -> Option<FurnitureKind> {
    let [Clause { sort: Sort::Furniture(FurnitureKind::Site), .. }, further] = clauses else { return None };
    let asks = |word: &&Word| further.range.contains(&word.range.start) && cues::CALLS.has(folded.word(word));
    folded.words.iter().find(asks).map(|_| FurnitureKind::Site)
}

/// Whether a line is the name of a place: `PADOVA`, `Chiavari.`
fn is_place(folded: &Folded, line: &str) -> bool {
    let Some(first) = folded.words.first().map(|word| folded.word(word)) else { return false };
    let capitals = !line.chars().any(char::is_lowercase);
    let name = folded.words.len() == 1 || folded.words.len() <= 3 && cues::PLACE_OPENERS.has(first);
    name && !cues::NOT_PLACES.has(first)
        && folded.words.iter().all(|word| word.capital)
        && (capitals || line.ends_with('.'))
}

/// What a line is by the list that is open.
fn continued(open: &Open, folded: &Folded, line: &str) -> Option<FurnitureKind> {
    let ends = line.ends_with(['.', ';', ':', '"', ',']);
    match open {
        Open::Titles(titles) if *titles < MOST_TITLES && line.len() <= LONGEST_TITLE && !ends => {
            Some(FurnitureKind::Related)
        }
        Open::Contacts
            if folded.words.len() <= 12
                && !line.ends_with('"')
                && (line.contains('@')
                    || line.bytes().any(|byte| byte.is_ascii_digit())
                    || folded.words.len() <= 5) =>
        {
            Some(FurnitureKind::Contact)
        }
        _ if line.starts_with(">>") && line.len() <= LONGEST_TITLE => Some(FurnitureKind::Related),
        _ => None,
    }
}

/// Whether a line is the heading of a list of other articles and nothing else.
fn opens_list(clauses: &[Clause]) -> bool {
    matches!(clauses, [Clause { sort: Sort::Label(FurnitureKind::Related), range }] if range.len() <= 45)
}

/// Whether a line is one link.
fn is_link(line: &str) -> bool {
    let line = line.trim_matches(|c: char| !c.is_alphanumeric() && !"[]()".contains(c));
    line.starts_with('[')
        && line.ends_with(')')
        && line.contains("](")
        && line.matches("](").count() == 1
        && line.len() <= LONGEST_TITLE + 40
}

/// Takes the furniture clauses at the end of a line, and at its beginning if that is at hand.
fn take_ends(clauses: &[Clause], beginning: bool, found: &mut Vec<Furniture>) {
    let Some(line_end) = clauses.last().map(|last| last.range.end) else { return };
    // From the label on, or after the last matter; a few words between the two stay with the matter.
    let label = clauses.iter().position(|clause| matches!(clause.sort, Sort::Label(FurnitureKind::Related)));
    let tail = label.or_else(|| {
        let matter =
            clauses.iter().rposition(|clause| clause.kind().is_none() && clause.sort != Sort::Short)?;
        (matter + 1..clauses.len()).find(|&at| clauses.get(at).is_some_and(|clause| clause.kind().is_some()))
    });
    let head = clauses.iter().take_while(|clause| beginning && clause.kind().is_some()).last();
    if let (Some(first), Some(last)) = (clauses.first(), head)
        && let Some(kind) = first.kind().filter(|_| last.range.end < line_end)
    {
        found.push(Furniture { kind, range: first.range.start..last.range.end });
    }
    if let Some(first) = tail.and_then(|at| clauses.get(at))
        && let Some(kind) = first.kind()
    {
        found.push(Furniture { kind, range: first.range.start..line_end });
    }
}

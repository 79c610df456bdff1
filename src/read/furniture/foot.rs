//! The foot of a text: `(ANSA).`, `red/cr`, `YB7-CAM`, `17-FEB-26 10:11 NNNN`, initials, `(segue)`.

use super::{Furniture, FurnitureKind};

/// Agencies that close their texts with their name, beside those written in capitals. Sorted, in lower case.
const AGENCIES: &[&str] = &[
    "9colonne",
    "adnkronos",
    "agenzia dire",
    "agenzia nova",
    "askanews",
    "bloomberg",
    "dire",
    "italpress",
    "lapresse",
    "mf-dj",
    "nova",
    "omniroma",
    "public policy",
    "radiocor",
    "reuters",
    "velino",
    "xinhua",
];

/// No more pieces are taken from the foot.
const MOST_PIECES: usize = 10;

/// Takes piece after piece from the end of the text, until matter is met.
pub(super) fn furniture(text: &str, agency: Option<&str>, found: &mut Vec<Furniture>) {
    let mut end = text.len();
    for _ in 0..MOST_PIECES {
        let Some(left) = text.get(..end) else { return };
        end = left
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '—' | '–' | '-' | '*' | '_' | '#'))
            .len();
        if let Some(piece) = found.iter().find(|piece| piece.range.start < end && piece.range.end >= end) {
            end = piece.range.start;
            continue;
        }
        let Some(left) = text.get(..end) else { return };
        let line = left.rfind('\n').map_or(0, |at| at + 1);
        let Some((kind, start)) = piece(left.get(line..).unwrap_or_default(), agency) else { return };
        found.push(Furniture { kind, range: line + start..end });
        end = line + start;
    }
}

/// The piece that a line ends with: its kind and its start.
fn piece(line: &str, agency: Option<&str>) -> Option<(FurnitureKind, usize)> {
    if let Some(start) = codes(line) {
        return Some((FurnitureKind::Byline, start));
    }
    let bare = line.strip_suffix('.').unwrap_or(line);
    if bare.ends_with([')', ']']) {
        let start = bare.rfind(['(', '['])?;
        let inside = bare.get(start + 1..bare.len() - 1)?;
        return closes(line.get(..start)?)
            .then(|| in_brackets(inside, agency))
            .flatten()
            .map(|kind| (kind, start));
    }
    initials(line).map(|start| (FurnitureKind::Byline, start))
}

/// Whether matter may end here: after the end of a sentence, or where a line begins.
fn closes(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', '"', '\'', ')', ']', '—', '–', '-'])
}

/// What brackets at the end of a text hold.
fn in_brackets(inside: &str, agency: Option<&str>) -> Option<FurnitureKind> {
    let folded = inside.trim().to_lowercase();
    let words = folded.split(' ').count();
    let capitals = inside.chars().all(|c| c.is_uppercase() || " /-&.".contains(c)) && inside.len() >= 2;
    if matches!(folded.as_str(), "segue" | "continua" | "more" | "..." | "altro") {
        return Some(FurnitureKind::Continuation);
    }
    if words <= 3
        && inside.len() <= 28
        && (agency == Some(inside)
            || AGENCIES.binary_search(&folded.as_str()).is_ok()
            || folded.starts_with("agenzia ")
            || capitals && !inside.contains(". "))
    {
        return Some(FurnitureKind::Dateline);
    }
    // `f. b.`, `s. to`, `m. ped.`, `a. setti`, `fd`, `red`.
    let signed =
        words <= 3 && folded.split(' ').next().is_some_and(|first| first.len() == 2 && first.ends_with('.'));
    (signed
        || folded == "red"
        || words == 1 && folded.len() == 2 && folded.bytes().all(|byte| byte.is_ascii_lowercase()))
    .then_some(FurnitureKind::Byline)
}

/// Where the codes of an agency's desk begin, if the line ends with them.
fn codes(line: &str) -> Option<usize> {
    let mut start = line.len();
    let mut certain = false;
    for _ in 0..6 {
        let left = line.get(..start)?.trim_end();
        let word = left.get(left.rfind(' ').map_or(0, |at| at + 1)..)?;
        let desk = is_desk(word);
        if word.is_empty() || !desk && !is_stamp(word) {
            break;
        }
        certain |= desk;
        start = left.len() - word.len();
    }
    (certain && start < line.len() && closes(line.get(..start)?)).then_some(start)
}

/// `red/cr`, `red-eco/mgt`, `POL-GIU/svt`, `YB7-CAM`, `NNNN`.
fn is_desk(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    let parts = word.split(['/', '-']).count();
    let short = word
        .split(['/', '-'])
        .all(|part| (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let letters = word.bytes().any(|byte| byte.is_ascii_alphabetic());
    let written = word.contains('/') || !word.bytes().any(|byte| byte.is_ascii_lowercase());
    word == "NNNN" || word == "ZCZC" || parts > 1 && short && letters && written
}

/// `10:11`, `17-FEB-26`, `11-03-26`.
fn is_stamp(word: &str) -> bool {
    let parts = word.split([':', '-', '.', '/']).count();
    parts > 1
        && word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b":-./".contains(&byte))
}

/// Where the initials of an author begin: `F. D.`, `c.d.p.`, after a sentence or on a line of their own.
fn initials(line: &str) -> Option<usize> {
    let mut start = line.len();
    let mut count = 0;
    while count < 4 {
        let left = line.get(..start)?.trim_end();
        let mut last = left.chars().rev();
        if last.next() != Some('.')
            || !last.next().is_some_and(char::is_alphabetic)
            || last.next().is_some_and(char::is_alphanumeric)
        {
            break;
        }
        start = left.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
        count += 1;
    }
    let before = line.get(..start)?;
    (count >= 2 && (before.trim().is_empty() || before.ends_with(' ') && closes(before))).then_some(start)
}

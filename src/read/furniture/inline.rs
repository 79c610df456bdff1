//! Furniture inside paragraphs: `[...]`, `(segue)`, `(foto: ...)`, `© RIPRODUZIONE RISERVATA`.

use super::{Furniture, FurnitureKind};
use crate::read::scan;

/// What is in the brackets is no longer, in bytes.
const LONGEST: usize = 60;

/// What brackets may hold or begin with, in lower case, with its kind. Sorted.
const IN_BRACKETS: &[(&str, FurnitureKind)] = &[
    ("adv", FurnitureKind::Site),
    ("continua a leggere", FurnitureKind::Continuation),
    ("continua dopo la pubblicità", FurnitureKind::Continuation),
    ("file photo", FurnitureKind::Caption),
    ("foto archivio", FurnitureKind::Caption),
    ("foto d'archivio", FurnitureKind::Caption),
    ("foto di", FurnitureKind::Caption),
    ("foto:", FurnitureKind::Caption),
    ("nella foto", FurnitureKind::Caption),
    ("photo:", FurnitureKind::Caption),
    ("pubblicità", FurnitureKind::Site),
    ("riproduzione riservata", FurnitureKind::Rights),
    ("segue", FurnitureKind::Continuation),
];

/// Adds the furniture that stands inside paragraphs.
pub(super) fn furniture(text: &str, found: &mut Vec<Furniture>) {
    // 0xC2 begins `©`.
    for at in scan::places(text.as_bytes(), |byte| matches!(byte, b'(' | b'[' | 0xC2)) {
        let piece = brackets(text, at).or_else(|| rights(text, at));
        if let Some((kind, end)) = piece {
            found.push(Furniture { kind, range: at..end });
        }
    }
}

fn brackets(text: &str, at: usize) -> Option<(FurnitureKind, usize)> {
    let rest = text.get(at..)?.strip_prefix(['(', '['])?;
    let length = rest.bytes().take(LONGEST).position(|byte| matches!(byte, b')' | b']' | b'\n'))?;
    let inside = rest.get(..length)?.trim_start_matches('[').trim();
    let end =
        at + 1 + length + 1 + usize::from(inside.len() < length && rest.get(length..)?.starts_with("]]"));
    if inside == "..." {
        return Some((FurnitureKind::Continuation, end));
    }
    let square = text.get(at..)?.starts_with('[');
    if square && rest.get(length + 1..).is_some_and(|after| after.starts_with('(')) {
        return None;
    }
    let folded = inside.to_lowercase();
    let known = IN_BRACKETS.iter().find(|(cue, _)| {
        folded.strip_prefix(cue).is_some_and(|rest| {
            rest.is_empty()
                || square && !rest.starts_with(char::is_alphanumeric)
                || cue.ends_with([':', 'i'])
                || rest.starts_with([':', '.', ' ']) && *cue != "segue"
        })
    });
    if let Some(&(_, kind)) = known {
        return Some((kind, end));
    }
    // `[SONORO ROSSI, 12'']`, `[SIGLA]`: what a radio script tells its technician, between sentences.
    let before = text.get(..at)?.trim_end_matches(' ');
    let apart = before.is_empty() || before.ends_with(['.', '!', '?', '"', ')', ']', '\n']);
    let capitals =
        inside.len() > 3 && inside.chars().any(char::is_uppercase) && !inside.chars().any(char::is_lowercase);
    (square && apart && capitals).then_some((FurnitureKind::Continuation, end))
}

fn rights(text: &str, at: usize) -> Option<(FurnitureKind, usize)> {
    let rest = text.get(at..)?.strip_prefix('©')?;
    let start = rest.len() - rest.trim_start().len();
    let phrase = rest.get(start..start + "riproduzione riservata".len())?;
    phrase
        .eq_ignore_ascii_case("riproduzione riservata")
        .then_some((FurnitureKind::Rights, at + 2 + start + phrase.len()))
}

//! Furniture: what a site or an agency puts around a text, found so that it can be left out.
//!
//! In: a normalised text. Out: the byte ranges of its furniture, each with its kind, ascending and
//! apart from each other. Cost: `O(n)` in bytes. Gives up: furniture that no rule here knows; it
//! is read as text, and counts little where the shipped tables know its words.
//!
//! A line is cut into clauses, and a clause is furniture when it has a cue of the table for its
//! language in the right place (`cues`, `clause`); the head and the foot of the text have
//! grammars of their own (`dateline`, `foot`). A long paragraph is matter, except at its ends.

mod clause;
mod cues;
mod dateline;
mod fold;
mod foot;
mod inline;
mod lines;

use std::ops::Range;

use crate::language::Language;

/// What a piece of furniture is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FurnitureKind {
    /// `(ANSA) - ROMA, 22 MAR -`, `PADOVA (AGV NEWS) -`, `(Adnkronos)`; also the closing `(ANSA).`
    Dateline,
    /// `di Redazione`, `Pubblicato il 3 marzo`, `red/cr`, `YB7-CAM`
    Byline,
    /// `Leggi anche: ...`, `Potrebbe interessarti: ...`, a captured sidebar
    Related,
    /// `RIPRODUZIONE RISERVATA`, `© ...`, `Tutti i diritti riservati`
    Rights,
    /// share buttons, newsletter, `WhatsApp`, subscription and cookie lines
    Site,
    /// `Home > Cronaca > Parma`, `Categoria: [POLITICA](#)`, tags
    Navigation,
    /// `Foto d'archivio`, `(foto: ...)`
    Caption,
    /// `(segue)`, `[...]`, `(continua)`, `continua a leggere`
    Continuation,
    /// who to call: press office, telephone, e-mail, at the foot of a release
    Contact,
}

/// One piece of furniture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Furniture {
    /// What it is.
    pub kind: FurnitureKind,
    /// Where it stands, in bytes of the normalised text.
    pub range: Range<usize>,
}

/// Finds the furniture of a normalised text.
///
/// ```
/// use ricalco::Language;
/// use ricalco::read::furniture::furniture;
///
/// let text = "(ANSA) - ROMA, 22 MAR - Trentadue controlli nei cantieri. (ANSA).\nLeggi anche: Il meteo";
/// let found = furniture(text, Language::Italian);
/// let pieces: Vec<&str> = found.iter().map(|piece| text[piece.range.clone()].trim()).collect();
/// assert_eq!(pieces, ["(ANSA) - ROMA, 22 MAR -", "(ANSA).", "Leggi anche: Il meteo"]);
/// ```
pub fn furniture(text: &str, language: Language) -> Vec<Furniture> {
    let mut found = lines::furniture(text, language);
    if let Some(matter) = first_matter(text, &found)
        && let Some(end) = dateline::end(text, matter.clone())
    {
        found.push(Furniture { kind: FurnitureKind::Dateline, range: matter.start..end });
        found.sort_by_key(|piece| piece.range.start);
    }
    let agency = agency(text, &found).map(str::to_owned);
    foot::furniture(text, agency.as_deref(), &mut found);
    inline::furniture(text, &mut found);
    merged(text, found)
}

/// The name of the agency that a dateline tells: `ANSA` of `(ANSA) - ROMA, 22 MAR -`, `AGV NEWS` of
/// `PADOVA (AGV NEWS) -`; else that of the closing `(ANSA).`
pub fn agency<'t>(text: &'t str, furniture: &[Furniture]) -> Option<&'t str> {
    furniture
        .iter()
        .filter(|piece| piece.kind == FurnitureKind::Dateline)
        .find_map(|piece| dateline::agency(text.get(piece.range.clone())?))
}

/// The first line, or what is left of it, that holds matter.
fn first_matter(text: &str, found: &[Furniture]) -> Option<Range<usize>> {
    let mut start = 0;
    for piece in found {
        if text.get(start..piece.range.start).is_some_and(|gap| gap.contains(char::is_alphanumeric)) {
            break;
        }
        start = start.max(piece.range.end);
    }
    let rest = text.get(start..)?;
    start += rest.len() - rest.trim_start().len();
    let rest = text.get(start..)?;
    Some(start..start + rest.find('\n').unwrap_or(rest.len()))
}

/// The pieces in order and apart from each other; pieces that only spaces part, of one kind, are one.
fn merged(text: &str, mut found: Vec<Furniture>) -> Vec<Furniture> {
    found.sort_by_key(|piece| (piece.range.start, piece.range.end));
    let mut pieces: Vec<Furniture> = Vec::with_capacity(found.len());
    for piece in found {
        match pieces.last_mut() {
            Some(last) if piece.range.start < last.range.end => {
                last.range.end = last.range.end.max(piece.range.end);
            }
            Some(last)
                if last.kind == piece.kind
                    && text
                        .get(last.range.end..piece.range.start)
                        .is_some_and(|gap| gap.trim().is_empty()) =>
            {
                last.range.end = piece.range.end;
            }
            _ => pieces.push(piece),
        }
    }
    pieces.retain(|piece| !piece.range.is_empty());
    pieces
}

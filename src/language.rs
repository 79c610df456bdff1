//! The languages that can be read: Italian fully, English well, the other Snowball languages plainly.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A language with a Snowball stemmer.
///
/// Italian is done fully and English well; the others have their stemmer, and facts from digits
/// and capital letters only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[non_exhaustive]
pub enum Language {
    /// Italian, the default.
    #[default]
    Italian,
    /// English.
    English,
    /// Arabic.
    Arabic,
    /// Danish.
    Danish,
    /// Dutch.
    Dutch,
    /// Finnish.
    Finnish,
    /// French.
    French,
    /// German.
    German,
    /// Greek.
    Greek,
    /// Hungarian.
    Hungarian,
    /// Norwegian.
    Norwegian,
    /// Portuguese.
    Portuguese,
    /// Romanian.
    Romanian,
    /// Russian.
    Russian,
    /// Spanish.
    Spanish,
    /// Swedish.
    Swedish,
    /// Tamil.
    Tamil,
    /// Turkish.
    Turkish,
}

/// Each language with its ISO 639-1 code, in the order of the enum.
const CODES: &[(Language, &str)] = &[
    (Language::Italian, "it"),
    (Language::English, "en"),
    (Language::Arabic, "ar"),
    (Language::Danish, "da"),
    (Language::Dutch, "nl"),
    (Language::Finnish, "fi"),
    (Language::French, "fr"),
    (Language::German, "de"),
    (Language::Greek, "el"),
    (Language::Hungarian, "hu"),
    (Language::Norwegian, "no"),
    (Language::Portuguese, "pt"),
    (Language::Romanian, "ro"),
    (Language::Russian, "ru"),
    (Language::Spanish, "es"),
    (Language::Swedish, "sv"),
    (Language::Tamil, "ta"),
    (Language::Turkish, "tr"),
];

impl Language {
    /// Every language, Italian first.
    pub fn all() -> impl Iterator<Item = Language> {
        CODES.iter().map(|&(language, _)| language)
    }

    /// The ISO 639-1 code, such as `it`.
    pub fn code(self) -> &'static str {
        CODES[self as usize].1
    }
}

impl FromStr for Language {
    type Err = Error;

    /// Reads a code such as `it`, `IT` or `it-IT`; what follows the first `-` or `_` is ignored.
    fn from_str(given: &str) -> Result<Self> {
        let code = given.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
        CODES.iter().find(|(_, known)| *known == code).map(|&(language, _)| language).ok_or_else(|| {
            Error::Language {
                given: given.to_owned(),
                known: CODES.iter().map(|&(_, code)| code).collect::<Vec<_>>().join(", "),
            }
        })
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Language {
    type Error = Error;

    fn try_from(given: String) -> Result<Self> {
        given.parse()
    }
}

impl From<Language> for String {
    fn from(language: Language) -> Self {
        language.code().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_the_order_of_the_enum() {
        for language in Language::all() {
            assert_eq!(language.code().parse(), Ok(language));
        }
    }

    #[test]
    fn a_region_is_ignored_and_an_unknown_code_is_named() {
        assert_eq!("it-IT".parse(), Ok(Language::Italian));
        let message = "xx".parse::<Language>().unwrap_err().to_string();
        assert!(message.contains("\"xx\"") && message.contains("it, en"), "{message}");
    }
}

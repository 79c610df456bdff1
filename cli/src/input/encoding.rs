//! Bytes to text, whatever the encoding.
//!
//! In: bytes without a byte order mark ([`source`](super::source) has resolved those, and all of
//! UTF-16), and the encoding that the file declares. Out: text. Cost: `O(n)`.
//!
//! The order is: UTF-8 where the bytes are valid UTF-8 (a text with accents in another encoding almost
//! never is, so that this beats a wrong declaration), else the declared encoding, else detection by
//! `chardetng`. What it gives up: text in a stateful seven-bit encoding (ISO-2022-JP) is read as UTF-8.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_15, WINDOWS_1252};
use ricalco::Language;

/// Decodes a whole file or part; `declared` is the label in its own declaration.
pub(super) fn decode(bytes: Vec<u8>, declared: Option<&str>, language: Language) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bytes = error.as_bytes();
            foreign(bytes, declared, language).decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// Decodes the records of one stream, each by itself, with one encoding for all that are not UTF-8.
#[derive(Debug)]
pub(super) struct RecordDecoder {
    language: Language,
    encoding: Option<&'static Encoding>,
}

impl RecordDecoder {
    /// A decoder for one stream in a batch of `language`.
    pub(super) fn new(language: Language) -> Self {
        Self { language, encoding: None }
    }

    /// Decodes one record; the first that is not UTF-8 settles the encoding of the others.
    pub(super) fn decode<'a>(&mut self, bytes: &'a [u8]) -> Cow<'a, str> {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Cow::Borrowed(text);
        }
        let encoding = *self.encoding.get_or_insert_with(|| foreign(bytes, None, self.language));
        encoding.decode_without_bom_handling(bytes).0
    }
}

/// The encoding of bytes that are not UTF-8.
fn foreign(bytes: &[u8], declared: Option<&str>, language: Language) -> &'static Encoding {
    // A declared UTF-8 or UTF-16 is wrong here: the bytes were neither.
    let declared = declared
        .and_then(|label| Encoding::for_label(label.as_bytes()))
        .filter(|encoding| encoding.is_ascii_compatible() && *encoding != encoding_rs::UTF_8)
        .filter(|encoding| !encoding.decode_without_bom_handling(bytes).1);
    let encoding = declared.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        detector.guess(Some(country(language)), Utf8Detection::Deny)
    });
    if encoding == WINDOWS_1252 && writes_euro_as_latin_9(bytes) { ISO_8859_15 } else { encoding }
}

/// Whether bytes that look like Windows-1252 are ISO-8859-15: 0xA4 is the euro sign there and `¤`, which
/// nobody writes, in Windows-1252; and 0x80..=0x9F, common in Windows-1252, is never used.
fn writes_euro_as_latin_9(bytes: &[u8]) -> bool {
    bytes.contains(&0xA4) && !bytes.iter().any(|byte| (0x80..=0x9F).contains(byte))
}

/// The top-level domain by which the detector breaks ties, where it is not the language's code.
const COUNTRIES: &[(&str, &[u8])] =
    &[("ar", b"eg"), ("da", b"dk"), ("el", b"gr"), ("en", b"uk"), ("sv", b"se"), ("ta", b"in")];

fn country(language: Language) -> &'static [u8] {
    let code = language.code();
    COUNTRIES.iter().find(|(known, _)| *known == code).map_or(code.as_bytes(), |(_, country)| country)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_come_out_of_every_encoding() {
        let words = "Perché la città è così più bella, l’àncora e il caffè costano 5 €";
        for label in ["utf-8", "windows-1252", "iso-8859-15"] {
            let encoding = Encoding::for_label(label.as_bytes()).unwrap();
            let written = words.replace('’', if label == "iso-8859-15" { "'" } else { "’" });
            let (bytes, _, failed) = encoding.encode(&written);
            assert!(!failed, "{label}");
            for declared in [None, Some("utf-8"), Some("no-such-label"), Some("utf-16")] {
                let got = decode(bytes.to_vec(), declared, Language::Italian);
                assert_eq!(got, written, "{label} declared as {declared:?}");
            }
        }
    }

    #[test]
    fn utf_8_declared_as_something_else_stays_utf_8() {
        let got = decode("città".as_bytes().to_vec(), Some("iso-8859-1"), Language::Italian);
        assert_eq!(got, "città");
    }

    #[test]
    fn a_declaration_decides_what_detection_could_not() {
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode("да");
        assert_eq!(decode(bytes.to_vec(), Some("windows-1251"), Language::Italian), "да");
    }
}

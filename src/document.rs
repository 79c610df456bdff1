//! What comes in: a document, its id, its time of publication.
//!
//! In: what the caller knows. Out: plain values that every later stage reads. Cost: none.
//! Nothing here looks into the text.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::language::Language;

/// The name by which the caller knows a document; unique within a batch or an index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DocumentId(String);

impl DocumentId {
    /// Makes an id from any text.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<T: Into<String>> From<T> for DocumentId {
    fn from(id: T) -> Self {
        Self(id.into())
    }
}

/// A text that reached the newsroom, with what is known about it.
///
/// Only the id and the text are required; title, outlet and time of publication sharpen the
/// judgement where they are known.
///
/// ```
/// use ricalco::Document;
///
/// let document = Document::new("ansa-1", "(ANSA) - ROMA, 22 MAR - Trentadue controlli ...")
///     .with_title("Controlli nei cantieri")
///     .with_outlet("ANSA")
///     .with_published("2026-03-22T10:12:00+01:00".parse()?);
/// assert_eq!(document.id().as_str(), "ansa-1");
/// # Ok::<(), ricalco::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    id: DocumentId,
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none", rename = "lang")]
    language: Option<Language>,
}

impl Document {
    /// A document with an id and a text, and nothing else known.
    pub fn new(id: impl Into<DocumentId>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), title: None, outlet: None, published: None, language: None }
    }

    /// Adds the title; it is read beside the text, not as a part of it.
    #[must_use]
    pub fn with_title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Adds the name of who published it.
    #[must_use]
    pub fn with_outlet(mut self, outlet: impl Into<String>) -> Self {
        self.outlet = Some(outlet.into());
        self
    }

    /// Adds the time of publication, against which `oggi` and `lo scorso 23 novembre` are resolved.
    #[must_use]
    pub fn with_published(mut self, published: Timestamp) -> Self {
        self.published = Some(published);
        self
    }

    /// Adds the language, where it is not the one of the batch.
    #[must_use]
    pub fn with_language(mut self, language: Language) -> Self {
        self.language = Some(language);
        self
    }

    /// The document's id.
    pub fn id(&self) -> &DocumentId {
        &self.id
    }

    /// The text as it came, furniture and all.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The title, where known.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Who published it, where known.
    pub fn outlet(&self) -> Option<&str> {
        self.outlet.as_deref()
    }

    /// When it was published, where known.
    pub fn published(&self) -> Option<Timestamp> {
        self.published
    }

    /// Its language, where it is known to differ from the batch's.
    pub fn language(&self) -> Option<Language> {
        self.language
    }
}

/// A moment in time with the offset of the clock that it was read from.
///
/// Parsed from and printed as RFC 3339. A date alone (`2026-11-23`) is that day's midnight in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Timestamp {
    /// Seconds since 1970-01-01T00:00:00Z; negative before.
    seconds: i64,
    /// Minutes to add to UTC to get the local clock, `-1439..=1439`.
    offset: i16,
}

impl Timestamp {
    /// A moment given in seconds since 1970-01-01T00:00:00Z, read on a UTC clock.
    pub fn from_seconds(seconds: i64) -> Self {
        Self { seconds, offset: 0 }
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// The calendar day on the local clock: year, month `1..=12`, day `1..=31`.
    pub fn local_date(self) -> (i16, u8, u8) {
        let date = self.local().date();
        (date.year(), date.month().unsigned_abs(), date.day().unsigned_abs())
    }

    fn local(self) -> jiff::civil::DateTime {
        let local = self.seconds.saturating_add(i64::from(self.offset) * 60);
        let clamped = local.clamp(jiff::Timestamp::MIN.as_second(), jiff::Timestamp::MAX.as_second());
        let moment = jiff::Timestamp::from_second(clamped).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
        jiff::tz::Offset::UTC.to_datetime(moment)
    }
}

impl FromStr for Timestamp {
    type Err = Error;

    fn from_str(given: &str) -> Result<Self> {
        let wrong = || Error::Timestamp { given: given.to_owned() };
        let text = given.trim();
        let pieces = jiff::fmt::temporal::Pieces::parse(text).map_err(|_| wrong())?;
        let offset = match pieces.offset() {
            None if pieces.time().is_some() => return Err(wrong()),
            None | Some(jiff::fmt::temporal::PiecesOffset::Zulu) => jiff::tz::Offset::UTC,
            Some(jiff::fmt::temporal::PiecesOffset::Numeric(numeric)) => numeric.offset(),
            Some(_) => return Err(wrong()),
        };
        let local = pieces.date().to_datetime(pieces.time().unwrap_or_else(jiff::civil::Time::midnight));
        let moment = offset.to_timestamp(local).map_err(|_| wrong())?;
        Ok(Self { seconds: moment.as_second(), offset: (offset.seconds() / 60) as i16 })
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let local = self.local();
        write!(f, "{:04}-{:02}-{:02}T", local.year(), local.month(), local.day())?;
        write!(f, "{:02}:{:02}:{:02}", local.hour(), local.minute(), local.second())?;
        if self.offset == 0 {
            return f.write_str("Z");
        }
        let minutes = self.offset.unsigned_abs();
        let sign = if self.offset < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl TryFrom<String> for Timestamp {
    type Error = Error;

    fn try_from(given: String) -> Result<Self> {
        given.parse()
    }
}

impl From<Timestamp> for String {
    fn from(timestamp: Timestamp) -> Self {
        timestamp.to_string()
    }
}

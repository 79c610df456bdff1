//! Value: facts as they are written for people and for programs.

use std::fmt;

use ricalco::Change;
use ricalco::read::facts::{FactKind, FactValue};
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

/// A value that can be shown; a fingerprint holds only the hash of a name or a code.
pub(super) fn shown(value: FactValue) -> Option<Shown> {
    match value {
        FactValue::Quantity(quantity) => Some(Shown::Quantity(quantity)),
        FactValue::Date { year, month, day } => Some(Shown::Text(date(year, month, day))),
        FactValue::Minutes(minutes) => Some(Shown::Text(format!("{:02}:{:02}", minutes / 60, minutes % 60))),
        _ => None,
    }
}

/// `2026-11-23`, `2026-11`, `--11-23`, `---23`: what is not known is left out as XML Schema does it.
fn date(year: Option<i16>, month: Option<u8>, day: Option<u8>) -> String {
    match (year, month, day) {
        (Some(y), Some(m), Some(d)) => format!("{y:04}-{m:02}-{d:02}"),
        (Some(y), Some(m), None) => format!("{y:04}-{m:02}"),
        (Some(y), None, _) => format!("{y:04}"),
        (None, Some(m), Some(d)) => format!("--{m:02}-{d:02}"),
        (None, Some(m), None) => format!("--{m:02}"),
        (None, None, Some(d)) => format!("---{d:02}"),
        (None, None, None) => "?".to_owned(),
    }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Shown {
    Quantity(f64),
    Text(String),
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shown::Quantity(quantity) => quantity.fmt(f),
            Shown::Text(text) => text.fmt(f),
        }
    }
}

/// A fact that changed; its values are left out where they cannot be shown.
#[derive(Debug, Clone, Copy)]
pub(super) struct Changed<'a>(pub(super) &'a Change);

impl fmt::Display for Changed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(word(self.0.kind))?;
        match (shown(self.0.from), shown(self.0.to)) {
            // A fingerprint holds grams or metres whatever was written; how much it changed holds in tons too.
            (Some(Shown::Quantity(from)), Some(Shown::Quantity(to)))
                if self.0.kind == FactKind::Measure && from != 0.0 =>
            {
                write!(f, " {:+.0}%", (to / from - 1.0) * 100.0)
            }
            (Some(from), Some(to)) => write!(f, " {from} -> {to}"),
            _ => Ok(()),
        }
    }
}

impl Serialize for Changed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", word(self.0.kind))?;
        if let (Some(from), Some(to)) = (shown(self.0.from), shown(self.0.to)) {
            map.serialize_entry("from", &from)?;
            map.serialize_entry("to", &to)?;
        }
        map.end()
    }
}

/// The word for a kind, the same that serde writes.
pub(super) fn word(kind: FactKind) -> &'static str {
    match kind {
        FactKind::Number => "number",
        FactKind::Measure => "measure",
        FactKind::Sum => "sum",
        FactKind::Percentage => "percentage",
        FactKind::Ordinal => "ordinal",
        FactKind::Age => "age",
        FactKind::Date => "date",
        FactKind::Time => "time",
        FactKind::Name => "name",
        FactKind::Law => "law",
        FactKind::Code => "code",
        _ => "fact",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_read_as_words_and_as_json() {
        let date = |day| FactValue::Date { year: None, month: Some(3), day: Some(day) };
        let rows = [
            (
                FactKind::Sum,
                FactValue::Quantity(1_284_500.0),
                FactValue::Quantity(12.5),
                "sum 1284500 -> 12.5",
            ),
            (FactKind::Measure, FactValue::Quantity(4.2e9), FactValue::Quantity(3.7e9), "measure -12%"),
            (FactKind::Date, date(3), date(14), "date --03-03 -> --03-14"),
            (FactKind::Time, FactValue::Minutes(65), FactValue::Minutes(1439), "time 01:05 -> 23:59"),
        ];
        for (kind, from, to, expected) in rows {
            let change = Change { kind, from, to };
            assert_eq!(Changed(&change).to_string(), expected);
        }
        let change =
            Change { kind: FactKind::Age, from: FactValue::Quantity(47.0), to: FactValue::Quantity(48.0) };
        assert_eq!(
            serde_json::to_string(&Changed(&change)).unwrap(),
            r#"{"kind":"age","from":47.0,"to":48.0}"#
        );
    }
}

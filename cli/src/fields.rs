//! Fields: a record as a list of named values, each value as it was written.
//!
//! A number such as `1.50` or a long integer goes out as it came in, and so does the order.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::input::{Raw, Table};

/// A JSON object that keeps the order and the writing of its values.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<(String, Box<RawValue>)>);

impl Fields {
    /// The fields of a record; a row's cells are strings under the names of their columns.
    pub(crate) fn of(record: &Raw) -> anyhow::Result<Self> {
        match record {
            Raw::Json(object) => Ok(serde_json::from_str(object)?),
            Raw::Row { row, table } => {
                let mut fields = Self::default();
                for (name, cell) in cells(&table.header, table).into_iter().zip(cells(row, table)) {
                    fields.push(name, &cell)?;
                }
                Ok(fields)
            }
        }
    }

    /// Adds a field at the end.
    pub(crate) fn push(&mut self, name: impl Into<String>, value: &impl Serialize) -> anyhow::Result<()> {
        self.0.push((name.into(), serde_json::value::to_raw_value(value)?));
        Ok(())
    }

    /// Takes out the field of a name.
    pub(crate) fn remove(&mut self, name: &str) {
        self.0.retain(|(known, _)| known != name);
    }

    /// The fields, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &RawValue)> {
        self.0.iter().map(|(name, value)| (name.as_str(), &**value))
    }
}

/// The cells of one row, unquoted.
pub(crate) fn cells(row: &str, table: &Table) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(u8::try_from(table.delimiter).unwrap_or(b','))
        .from_reader(row.as_bytes());
    let cells = reader.records().next().and_then(Result::ok);
    cells.map(|cells| cells.iter().map(str::to_owned).collect()).unwrap_or_default()
}

impl<'de> Deserialize<'de> for Fields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;
        impl<'de> Visitor<'de> for Object {
            type Value = Fields;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }
        deserializer.deserialize_map(Object)
    }
}

impl Serialize for Fields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn values_and_order_stay_as_they_were_written() {
        let object = r#"{"z":1.50,"a":12345678901234567890123,"é":{"b": [1,  2]},"a":null}"#;
        let mut fields = Fields::of(&Raw::Json(object.to_owned())).unwrap();
        assert_eq!(serde_json::to_string(&fields).unwrap(), object);
        fields.remove("a");
        fields.push("cluster", &"x").unwrap();
        assert_eq!(serde_json::to_string(&fields).unwrap(), r#"{"z":1.50,"é":{"b": [1,  2]},"cluster":"x"}"#);
    }

    #[test]
    fn a_row_becomes_strings_under_its_column_names() {
        let table = Arc::new(Table { header: "id;\"testo\"".to_owned(), delimiter: ';' });
        let fields = Fields::of(&Raw::Row { row: "1;\"a; \"\"b\"\"\"".to_owned(), table }).unwrap();
        assert_eq!(serde_json::to_string(&fields).unwrap(), r#"{"id":"1","testo":"a; \"b\""}"#);
    }
}

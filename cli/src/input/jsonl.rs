//! JSON Lines, and JSON arrays of the same objects.
//!
//! In: objects with `id` (text or whole number), `text`, and optionally `title`, `outlet`, `published`
//! (RFC 3339) and `lang`, or the names that the caller gave instead. Where one of these is absent, the likeliest
//! by its [name](super::names) stands for it (`date`, `source`, `body`), if it holds what such a field may hold; all
//! others are passed over unread. `null` is as absent. Out: one record an object. Cost: `O(n)`; for JSON Lines the
//! memory is one line. Strings are borrowed from the line until they are known to be wanted.

use std::borrow::Cow;
use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use ricalco::Document;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::encoding::{self, RecordDecoder};
use super::error::{self, ErrorKind};
use super::lines::{Line, for_each_line};
use super::names::guess;
use super::options::{Columns, Field};
use super::source::Stream;
use super::{At, Event, InputOptions, Place, Raw, Record, Sink, moment};

/// Reads JSON Lines; blank lines are passed over.
pub(super) fn read(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    for_each_line_of_json(stream, options, &mut |place, line| {
        sink(match line {
            Ok(line) => event(line, place, options),
            Err(kind) => Event::Bad(error::InputError { place, kind }),
        })
    })
}

/// What is done with a line and its place.
type EachLine<'c> = dyn FnMut(Place, Result<&str, ErrorKind>) -> ControlFlow<()> + 'c;

/// Calls `each` for every line that is not blank, with its place; what it holds is not looked at.
pub(super) fn for_each_line_of_json(
    stream: Stream,
    options: &InputOptions,
    each: &mut EachLine<'_>,
) -> ControlFlow<()> {
    let file = stream.name().clone();
    let place = |line| Place { file: Arc::clone(&file), at: At::Line(line) };
    let mut decoder = RecordDecoder::new(options.language);
    let read = for_each_line(&mut *stream.into_body(), options.limits.record, |number, line| match line {
        Line::Whole(line) if line.trim_ascii().is_empty() => ControlFlow::Continue(()),
        Line::Whole(line) => each(place(number), Ok(&decoder.decode(line))),
        Line::TooLong => each(place(number), Err(ErrorKind::too_large("the line", options.limits.record))),
    });
    match read {
        Ok(flow) => flow,
        Err((line, error)) => each(place(line), Err(ErrorKind::from_io(&error))),
    }
}

/// Reads a JSON array of objects, or objects one after the other.
pub(super) fn read_json(stream: Stream, options: &InputOptions, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let file = stream.name().clone();
    let bytes = match stream.into_bytes(options.limits.file) {
        Ok(bytes) => bytes,
        Err(kind) => return sink(Event::Bad(error::bad(&file, At::File, kind))),
    };
    let text = encoding::decode(bytes, None, options.language);
    for_each_object(&text, |number, object| {
        let at = number.map_or(At::File, At::Item);
        sink(match object {
            Ok(object) => event(object, Place { file: Arc::clone(&file), at }, options),
            Err(kind) => Event::Bad(error::bad(&file, at, kind)),
        })
    })
}

/// Calls `each` for every value of a file of JSON values, or of arrays of values, with its number from 1.
pub(super) fn for_each_object(
    text: &str,
    mut each: impl FnMut(Option<u64>, Result<&str, ErrorKind>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut number = 0;
    for value in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
        let value = match value {
            Ok(value) => value.get(),
            Err(error) => return each(None, Err(not_json(&error))),
        };
        let elements = match value.starts_with('[').then(|| serde_json::from_str::<Vec<&RawValue>>(value)) {
            None => vec![value],
            Some(Ok(elements)) => elements.into_iter().map(RawValue::get).collect(),
            Some(Err(error)) => return each(None, Err(not_json(&error))),
        };
        for element in elements {
            number += 1;
            each(Some(number), Ok(element))?;
        }
    }
    ControlFlow::Continue(())
}

fn event(object: &str, place: Place, options: &InputOptions) -> Event {
    match parse(object, options) {
        Ok(document) => {
            let raw = options.keep_raw.then(|| Raw::Json(object.to_owned()));
            Event::Record(Record { document, place, raw })
        }
        Err(kind) => Event::Bad(error::InputError { place, kind }),
    }
}

/// Reads one object.
fn parse(object: &str, options: &InputOptions) -> Result<Document, ErrorKind> {
    let mut deserializer = serde_json::Deserializer::from_str(object);
    let read = deserializer.deserialize_any(ObjectVisitor(&options.columns)).and_then(|fields| {
        deserializer.end()?;
        Ok(fields)
    });
    let fields = match read.map_err(|error| not_json(&error))? {
        Found::Object(fields) => fields,
        Found::Other(found) => {
            let what = format!("it is {found}; every line holds one object, {{\"id\": ..., \"text\": ...}}");
            return Err(ErrorKind::Malformed { format: "a record", what });
        }
    };
    document(fields, options)
}

/// Makes the document of what the fields hold.
fn document(mut fields: Box<Fields<'_>>, options: &InputOptions) -> Result<Document, ErrorKind> {
    let name = |field| options.columns.json_name(field).to_owned();
    let mut take = |field: Field, wanted: &'static str| match fields.take(field) {
        Value::Absent => Ok(None),
        Value::Text(text) => Ok(Some(text)),
        Value::Integer(number) if field == Field::Id => Ok(Some(Cow::Owned(number))),
        Value::Integer(_) => {
            Err(ErrorKind::WrongValue { field: name(field), found: "a number".into(), wanted })
        }
        Value::Other(found) => Err(ErrorKind::WrongValue { field: name(field), found: found.into(), wanted }),
    };
    let missing =
        |field| ErrorKind::MissingField { field: name(field), remedy: "--columns names other fields" };
    let id = take(Field::Id, "a text or a whole number")?.ok_or_else(|| missing(Field::Id))?;
    let text = take(Field::Text, "a text")?.ok_or_else(|| missing(Field::Text))?;
    if text.len() > options.limits.text {
        return Err(ErrorKind::too_large("the text", options.limits.text));
    }
    let refused = |field, source| ErrorKind::Refused { field: name(field), source };
    let mut document = Document::new(id, text);
    if let Some(title) = take(Field::Title, "a text or null")? {
        document = document.with_title(title);
    }
    if let Some(outlet) = take(Field::Outlet, "a text or null")? {
        document = document.with_outlet(outlet);
    }
    if let Some(published) = take(Field::Published, "a time as text, or null")? {
        let published = published.parse().map_err(|source| refused(Field::Published, source))?;
        document = document.with_published(published);
    }
    if let Some(lang) = take(Field::Lang, "a code such as \"it\", or null")? {
        document = document.with_language(lang.parse().map_err(|source| refused(Field::Lang, source))?);
    }
    Ok(document)
}

/// What `serde_json` says, in our terms.
pub(super) fn not_json(error: &serde_json::Error) -> ErrorKind {
    let what = error.to_string();
    if what.starts_with("recursion limit") {
        return ErrorKind::TooDeep { limit: 127 };
    }
    let what = match error.classify() {
        serde_json::error::Category::Eof => format!("it ends too early, at column {}", error.column()),
        _ if error.line() <= 1 => {
            let cut = what.rfind(" at line ").unwrap_or(what.len());
            format!("{} at column {}", &what[..cut], error.column())
        }
        _ => what,
    };
    ErrorKind::Malformed { format: "JSON", what }
}

/// The values of the fields, in the order of [`Field`].
#[derive(Default)]
struct Fields<'a> {
    /// Those of the known names.
    known: [Value<'a>; Field::ALL.len()],
    /// Those of the likeliest other names, and how likely; see [`guess`].
    likely: [Option<(usize, Value<'a>)>; Field::ALL.len()],
}

impl<'a> Fields<'a> {
    fn take(&mut self, field: Field) -> Value<'a> {
        match std::mem::take(&mut self.known[field as usize]) {
            Value::Absent => self.likely[field as usize].take().map(|(_, value)| value).unwrap_or_default(),
            known => known,
        }
    }

    /// Takes in what stands under a name that is not known, unless a likelier one stood before or it cannot be
    /// what that field holds: nobody said that it is.
    fn add_likely(&mut self, field: Field, rank: usize, value: Value<'a>) {
        let place = &mut self.likely[field as usize];
        if place.as_ref().is_some_and(|(other, _)| *other <= rank) {
            return;
        }
        let fits = match (field, value) {
            (Field::Id, value @ Value::Integer(_)) => Some(value),
            (Field::Published, Value::Text(text)) => {
                moment::parse(&text).map(|moment| Value::Text(Cow::Owned(moment.to_string())))
            }
            (Field::Lang, Value::Text(text)) => {
                text.parse::<ricalco::Language>().is_ok().then_some(Value::Text(text))
            }
            (_, Value::Text(text)) => (!text.trim().is_empty()).then_some(Value::Text(text)),
            _ => None,
        };
        if let Some(value) = fits {
            *place = Some((rank, value));
        }
    }
}

/// What a known field holds.
#[derive(Default)]
enum Value<'a> {
    /// Nothing, or `null`.
    #[default]
    Absent,
    Text(Cow<'a, str>),
    Integer(String),
    /// Something that no field may hold, in words.
    Other(&'static str),
}

/// What stands where an object should.
enum Found<'a> {
    Object(Box<Fields<'a>>),
    Other(&'static str),
}

struct ObjectVisitor<'c>(&'c Columns);

impl<'de> Visitor<'de> for ObjectVisitor<'_> {
    type Value = Found<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut fields = Box::<Fields<'_>>::default();
        while let Some(Key(key)) = map.next_key()? {
            match Field::ALL.into_iter().find(|field| self.0.json_name(*field) == key) {
                // As everywhere in JSON, the last of two fields with one name counts.
                Some(field) => fields.known[field as usize] = map.next_value()?,
                None => match guess(&key).filter(|(field, _)| self.0.given(*field).is_none()) {
                    Some((field, rank)) => fields.add_likely(field, rank, map.next_value()?),
                    None => {
                        map.next_value::<IgnoredAny>()?;
                    }
                },
            }
        }
        Ok(Found::Object(fields))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Found::Other("a list"))
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Found::Other("a text"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Found::Other("true or false"))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Found::Other("null"))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Found::Other("a number"))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Found::Other("a number"))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Found::Other("a number"))
    }
}

/// A key, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
#[serde(transparent)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

impl<'de> serde::Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Value::Integer(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Value::Integer(number.to_string()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Value::Other("a number that is not whole"))
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Value::Other("true or false"))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Value::Absent)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Value::Other("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Value::Other("an object"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(line: &str) -> String {
        match parse(line, &InputOptions::default()) {
            Ok(document) => format!("{} | {}", document.id(), document.text()),
            Err(kind) => kind.to_string(),
        }
    }

    #[test]
    fn each_line_gives_a_document_or_says_what_is_wrong() {
        for (line, wanted) in [
            (r#"{"id":"a","text":"Uno"}"#, "a | Uno"),
            (
                r#" {"text":"U\u0300no\n","extra":{"x":[1,{"y":null}]},"id":12,"published":null} "#,
                "12 | U\u{300}no\n",
            ),
            (r#"{"id":-3,"text":""}"#, "-3 | "),
            (r#"{"id":"a"}"#, "the field \"text\" is missing"),
            (r#"{"id":null,"text":"Uno"}"#, "the field \"id\" is missing"),
            (r#"{"id":1.5,"text":"Uno"}"#, "\"id\" holds a number that is not whole"),
            (r#"{"id":"a","text":["Uno"]}"#, "\"text\" holds a list; write a text"),
            (r#"{"id":"a","text":7}"#, "\"text\" holds a number; write a text"),
            (r#"{"id":"a","text":"Uno","published":"ieri"}"#, "\"published\": \"ieri\" is not a time"),
            (r#"{"id":"a","text":"Uno","lang":"xx"}"#, "\"lang\": \"xx\" is not a language"),
            (r#"{"id":"a","text":"Uno"#, "it ends too early, at column"),
            (r#"{"id":"a","text":"Uno"} {}"#, "trailing characters at column 25"),
            (r"Uno", "not JSON: expected value at column 1"),
            (r#"["a","Uno"]"#, "it is a list; every line holds one object"),
        ] {
            let got = message(line);
            assert!(got.contains(wanted), "{line}: {got}");
        }
    }

    #[test]
    fn the_caller_may_name_other_fields() {
        let columns = "id=codice, text=corpo".parse().unwrap();
        let options = InputOptions { columns, ..InputOptions::default() };
        let document = parse(r#"{"id":1,"codice":"c","corpo":"Uno"}"#, &options).unwrap();
        assert_eq!((document.id().as_str(), document.text()), ("c", "Uno"));
    }

    #[test]
    fn a_field_that_is_absent_may_have_another_name() {
        let read = |line| parse(line, &InputOptions::default()).map_err(|kind| kind.to_string());
        let document = read(
            r#"{"guid":"a","content":"Due","body":"Uno","text":null,"headline":"Titolo","source":"Ansa",
                "date":"2007-07-01","language":"en"}"#,
        );
        let document = document.unwrap();
        assert_eq!((document.id().as_str(), document.text()), ("a", "Uno"));
        assert_eq!((document.title(), document.outlet()), (Some("Titolo"), Some("Ansa")));
        assert_eq!(document.published(), "2007-07-01".parse().ok());
        assert_eq!(document.language(), Some(ricalco::Language::English));
        // What stands under its own name counts, and what cannot be meant is passed over.
        let document = read(
            r#"{"id":"b","text":"Uno","body":"Due","source":{"name":"Ansa"},"date":"ieri","language":"?",
                "published":"2026-01-02T10:00:00+01:00","data":"2007-07-01","timestamp":12}"#,
        );
        let document = document.unwrap();
        assert_eq!((document.text(), document.outlet(), document.language()), ("Uno", None, None));
        assert_eq!(document.published(), "2026-01-02T10:00:00+01:00".parse().ok());
        let columns = "outlet=testata".parse().unwrap();
        let options = InputOptions { columns, ..InputOptions::default() };
        let document = parse(r#"{"id":"c","text":"Uno","source":"Ansa"}"#, &options).unwrap();
        assert_eq!(document.outlet(), None);
    }

    #[test]
    fn depth_costs_no_stack() {
        let deep = format!(r#"{{"id":1,"text":{}"#, "[".repeat(1_000_000));
        assert!(message(&deep).contains("it ends too early"));
        let ignored = format!(r#"{{"id":1,"text":"","x":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert!(parse(&ignored, &InputOptions::default()).is_ok());
    }
}

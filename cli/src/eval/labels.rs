//! Labels: GOLD and PRED, read from JSON Lines.
//!
//! In: objects with `id` and `cluster` (GOLD: and maybe `kind`, `derived_from`, `text`), or pairs with
//! `a`, `b` and `verdict`; other fields are passed over. Out: plain labels, in the order of the lines.
//! The first line says which of the two GOLD holds. Cost: `O(n)`.

use std::collections::HashMap;
use std::path::Path;

use serde_json::{Map, Value};

use crate::input::{self, InputOptions, Place};
use crate::messages::Stop;

const HINT: &str = "a line is {\"id\": ..., \"cluster\": ...}, or in GOLD also {\"a\": ..., \"b\": ..., \"verdict\": \"same\"}";

/// What people say.
#[derive(Debug)]
pub(crate) enum Gold {
    /// Of each document, with which others it stands.
    Documents(Vec<Labelled>),
    /// Of some pairs, whether they stand together.
    Pairs {
        /// The pairs of which they are sure.
        pairs: Vec<Pair>,
        /// How many there are of which they are not.
        unsure: usize,
    },
}

/// A document with its labels.
#[derive(Debug)]
pub(crate) struct Labelled {
    pub(crate) id: String,
    pub(crate) cluster: String,
    pub(crate) kind: Option<String>,
    /// The id of the document that it was made from.
    pub(crate) derived_from: Option<String>,
}

/// A pair with its label.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) a: String,
    pub(crate) b: String,
    pub(crate) same: bool,
}

impl Gold {
    /// Reads GOLD; also says whether every line holds a text.
    pub(crate) fn read(path: &Path) -> anyhow::Result<(Self, bool)> {
        let (mut documents, mut pairs, mut unsure) = (Vec::new(), Vec::new(), 0);
        let (mut documents_at, mut pairs_at) = (Seen::default(), Seen::default());
        let mut has_texts = true;
        input::read_objects(path, &InputOptions::default(), |place, object| {
            let record = Fields { place, object: &object };
            has_texts &= object.get("text").is_some_and(Value::is_string);
            let a_pair = !object.contains_key("cluster")
                && ["a", "b", "verdict"].iter().any(|f| object.contains_key(*f));
            let mixed = if a_pair { !documents.is_empty() } else { !pairs_at.0.is_empty() };
            if mixed {
                let (one, other) = if a_pair { ("a pair", "documents") } else { ("a document", "pairs") };
                return Err(stop(place, format_args!("this is {one}, but the lines before are {other}")));
            }
            if !a_pair {
                let id = record.label("id")?;
                documents_at.refuse_repeated("id", &id, place)?;
                let (kind, derived_from) = (record.maybe("kind")?, record.maybe("derived_from")?);
                documents.push(Labelled { id, cluster: record.label("cluster")?, kind, derived_from });
                return Ok(());
            }
            let (a, b) = (record.label("a")?, record.label("b")?);
            let verdict = record.label("verdict")?;
            if a == b {
                return Err(stop(place, format_args!("the fields \"a\" and \"b\" are both {a:?}")));
            }
            let key = if a < b { format!("{a} / {b}") } else { format!("{b} / {a}") };
            pairs_at.refuse_repeated("pair", &key, place)?;
            match verdict.as_str() {
                "same" => pairs.push(Pair { a, b, same: true }),
                "other" => pairs.push(Pair { a, b, same: false }),
                "unsure" => unsure += 1,
                _ => {
                    let what =
                        format_args!("the field \"verdict\" is {verdict:?}; write same, other or unsure");
                    return Err(stop(place, what));
                }
            }
            Ok(())
        })?;
        if !pairs_at.0.is_empty() {
            return Ok((Self::Pairs { pairs, unsure }, false));
        }
        if documents.is_empty() {
            return Err(Stop::new(format_args!("{} holds no labels", path.display()), HINT).into());
        }
        Ok((Self::Documents(documents), has_texts))
    }

    /// Every id, in the order of the lines; of pairs, maybe more than once.
    pub(crate) fn ids(&self) -> Vec<&str> {
        match self {
            Self::Documents(documents) => documents.iter().map(|document| document.id.as_str()).collect(),
            Self::Pairs { pairs, .. } => {
                pairs.iter().flat_map(|pair| [pair.a.as_str(), pair.b.as_str()]).collect()
            }
        }
    }
}

/// A grouping: of each document, the number of its cluster.
#[derive(Debug, Default)]
pub(crate) struct Predicted(HashMap<String, usize>);

impl Predicted {
    /// Reads PRED.
    pub(crate) fn read(path: &Path) -> anyhow::Result<Self> {
        let (mut seen, mut numbers) = (Seen::default(), HashMap::new());
        let mut clusters = HashMap::new();
        input::read_objects(path, &InputOptions::default(), |place, object| {
            let record = Fields { place, object: &object };
            let (id, cluster) = (record.label("id")?, record.label("cluster")?);
            seen.refuse_repeated("id", &id, place)?;
            let next = numbers.len();
            clusters.insert(id, *numbers.entry(cluster).or_insert(next));
            Ok(())
        })?;
        Ok(Self(clusters))
    }

    /// From ids and, in the same order, the numbers of their clusters.
    pub(crate) fn new<'a>(ids: impl IntoIterator<Item = &'a str>, labels: Vec<usize>) -> Self {
        Self(ids.into_iter().map(str::to_owned).zip(labels).collect())
    }

    /// The number of a document's cluster.
    pub(crate) fn cluster(&self, id: &str) -> Option<usize> {
        self.0.get(id).copied()
    }

    /// Whether two documents stand together; who is not known stands alone.
    pub(crate) fn together(&self, a: &str, b: &str) -> bool {
        self.cluster(a).is_some_and(|cluster| Some(cluster) == self.cluster(b))
    }
}

/// Where each label stood first.
#[derive(Default)]
struct Seen(HashMap<String, Place>);

impl Seen {
    fn refuse_repeated(&mut self, what: &str, label: &str, place: &Place) -> anyhow::Result<()> {
        match self.0.insert(label.to_owned(), place.clone()) {
            None => Ok(()),
            Some(first) => Err(stop(place, format_args!("the {what} {label:?} stands at {first} already"))),
        }
    }
}

/// One line.
struct Fields<'a> {
    place: &'a Place,
    object: &'a Map<String, Value>,
}

impl Fields<'_> {
    fn label(&self, name: &str) -> anyhow::Result<String> {
        let label = self.maybe(name)?;
        label.ok_or_else(|| stop(self.place, format_args!("the field {name:?} is missing")))
    }

    /// A text or a whole number; nothing where the field is absent, null or empty.
    fn maybe(&self, name: &str) -> anyhow::Result<Option<String>> {
        match self.object.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
            Some(Value::Number(number)) if !number.is_f64() => Ok(Some(number.to_string())),
            Some(_) => {
                let what = format_args!("the field {name:?} holds neither a text nor a whole number");
                Err(stop(self.place, what))
            }
        }
    }
}

fn stop(place: &Place, what: std::fmt::Arguments<'_>) -> anyhow::Error {
    Stop::new(format_args!("{place}: {what}"), HINT).into()
}

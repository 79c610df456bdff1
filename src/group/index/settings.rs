//! Settings: what an index is made with, for as long as it lives, and the signature of its making.
//!
//! In: what the builder was told. Out: rows of the table `meta`. All of them are checked when the
//! index is opened: what another version of reading, keys or model has made cannot be gone on with.
//!
//! ```text
//! format      u32      the version of the tables and rows
//! signature   u64      see [`signature`]
//! language    text     the code of the language of documents that do not say theirs
//! strictness  f32      0.0..=1.0
//! window      u64      seconds; missing for none
//! texts       u8       1 where texts are kept
//! house       n x u64  the stock shingles of the house, in the index's language; missing for none
//! counters    3 x u64  documents, components and clusters numbered so far
//! ```

use std::path::Path;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::file;
use super::rows::take;
use super::store::{Changes, Rows, Table};
use crate::document::Document;
use crate::error::{IndexTrouble, Result};
use crate::group::candidates::{ENOUGH, PIVOTS, telling};
use crate::group::deduplicator::Deduplicator;
use crate::group::{cluster, keys};
use crate::judge::model;
use crate::language::Language;
use crate::read;
use crate::read::house::House;

/// The version of the tables and rows; raised with every change to them. In 1 links had no witness.
pub(super) const FORMAT: u32 = 2;

/// What an index is made with.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    pub(super) language: Language,
    pub(super) strictness: f32,
    /// Documents published further apart than this, in seconds, are not linked.
    pub(super) window: Option<u64>,
    pub(super) keep_texts: bool,
    pub(super) house: Option<Arc<House>>,
}

/// Numbers given out so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counters {
    pub(super) documents: u32,
    pub(super) components: u32,
    pub(super) clusters: u64,
}

impl Counters {
    pub(super) fn put(self, changes: &mut dyn Changes) -> Result<()> {
        let numbers = [u64::from(self.documents), u64::from(self.components), self.clusters];
        changes.put(Table::Meta, b"counters", &numbers.map(u64::to_le_bytes).concat())
    }

    pub(super) fn read(rows: &dyn Rows) -> Result<Self> {
        let bytes = row(rows, b"counters")?.unwrap_or_default();
        let mut bytes = bytes.as_slice();
        let mut number = || take(&mut bytes).map(u64::from_le_bytes).ok_or_else(|| rows.damaged(Table::Meta));
        let (documents, components, clusters) = (number()?, number()?, number()?);
        let small = |number: u64| u32::try_from(number).map_err(|_| rows.damaged(Table::Meta));
        Ok(Self { documents: small(documents)?, components: small(components)?, clusters })
    }
}

impl Settings {
    /// Writes the rows of a new index.
    pub(super) fn put_new(&self, changes: &mut dyn Changes) -> Result<()> {
        Counters::default().put(changes)?;
        changes.put(Table::Meta, b"format", &FORMAT.to_le_bytes())?;
        changes.put(Table::Meta, b"signature", &signature().to_le_bytes())?;
        changes.put(Table::Meta, b"language", self.language.code().as_bytes())?;
        changes.put(Table::Meta, b"strictness", &self.strictness.to_le_bytes())?;
        if let Some(window) = self.window {
            changes.put(Table::Meta, b"window", &window.to_le_bytes())?;
        }
        if let Some(house) = &self.house {
            changes.put(Table::Meta, b"house", &house.to_bytes())?;
        }
        changes.put(Table::Meta, b"texts", &[u8::from(self.keep_texts)])
    }

    /// Whether two settings are the same.
    pub(super) fn are(&self, other: &Self) -> bool {
        let all = |settings: &Self| {
            let house = settings.house.as_ref().map(|house| house.digest());
            (settings.language, settings.strictness, settings.window, settings.keep_texts, house)
        };
        all(self) == all(other)
    }

    /// Reads the settings of an index, if this version can go on with it.
    pub(super) fn read(rows: &dyn Rows, path: &Path) -> Result<Self> {
        let number = |name: &str| -> Result<u64> {
            let bytes = row(rows, name.as_bytes())?.unwrap_or_default();
            let mut number = [0; 8];
            let place = number.get_mut(..bytes.len()).filter(|place| !place.is_empty());
            place.ok_or_else(|| rows.damaged(Table::Meta))?.copy_from_slice(&bytes);
            Ok(u64::from_le_bytes(number))
        };
        let format = number("format")?;
        if format != u64::from(FORMAT) {
            let what =
                format!("the index is of format {format}, this version of ricalco writes format {FORMAT}");
            return Err(file::trouble(path, IndexTrouble::Format, what));
        }
        let (found, expected) = (number("signature")?, signature());
        if found != expected {
            let what = format!(
                "the index carries signature {found:#018x}, this version of ricalco writes {expected:#018x}"
            );
            return Err(file::trouble(path, IndexTrouble::Signature, what));
        }
        let language = row(rows, b"language")?.unwrap_or_default();
        let language = std::str::from_utf8(&language).ok().and_then(|code| code.parse().ok());
        let language: Language = language.ok_or_else(|| rows.damaged(Table::Meta))?;
        let house = row(rows, b"house")?.map(|bytes| {
            House::from_bytes(language, &bytes).map(Arc::new).ok_or_else(|| rows.damaged(Table::Meta))
        });
        Ok(Self {
            language,
            strictness: f32::from_bits(number("strictness")? as u32),
            window: row(rows, b"window")?.map(|_| number("window")).transpose()?,
            keep_texts: number("texts")? == 1,
            house: house.transpose()?,
        })
    }
}

/// A row of `meta`.
fn row(rows: &dyn Rows, name: &[u8]) -> Result<Option<Vec<u8>>> {
    let mut found = None;
    rows.get(Table::Meta, name, &mut |value| {
        found = Some(value.to_vec());
        Ok(())
    })?;
    Ok(found)
}

/// What is read, keyed and judged to tell one version from another.
const PROBE: [&str; 2] = [
    "Il Comune di Collefosco apre lunedì 14 settembre il ponte sul Sermola: 210 giorni di lavori, 1.284.500 \
     euro, due corsie da 3,5 metri. Lo ha detto l'assessore Ettore Malvisi alle ore 18.30.",
    "COLLEFOSCO - Si apre il 14 settembre il ponte nuovo sul Sermola. È costato 1,2845 milioni, e all'impresa \
     sono serviti duecentodieci giorni, dice Malvisi.",
];

/// The signature of reading, keys, candidates, model and clusters.
///
/// It covers the versions of all of them, and what they make of two short texts: a change of keys
/// that nobody numbered is found too.
pub(super) fn signature() -> u64 {
    let mut bytes = b"ricalco index".to_vec();
    for language in Language::all() {
        bytes.extend_from_slice(&read::signature(language).to_le_bytes());
    }
    bytes.extend_from_slice(&model::VERSION.to_le_bytes());
    bytes.extend_from_slice(&(PIVOTS as u64).to_le_bytes());
    bytes.extend_from_slice(&ENOUGH.to_le_bytes());
    bytes.extend_from_slice(&telling(u8::MAX, true).to_le_bytes());
    bytes.extend_from_slice(&(cluster::REPRESENTATIVES as u64).to_le_bytes());
    for bound in [cluster::SUREST, cluster::STRANGERS, cluster::OUT_OF_THE_QUESTION] {
        bytes.extend_from_slice(&bound.to_le_bytes());
    }
    let deduplicator = Deduplicator::new();
    let [a, b] = PROBE.map(|text| deduplicator.read(&Document::new("probe", text)));
    for print in [&a, &b] {
        let mut found = Vec::new();
        keys::keys(print, &mut keys::Scratch::default(), &mut found);
        bytes.extend_from_slice(&print.to_bytes());
        for (key, weight) in found {
            bytes.extend_from_slice(&key.0.to_le_bytes());
            bytes.push(weight);
        }
    }
    // Four decimals: a machine may round the last bits of a logarithm otherwise.
    let probability = (deduplicator.compare(&a, &b).probability * 1e4).round() as u32;
    bytes.extend_from_slice(&probability.to_le_bytes());
    bytes.extend_from_slice(&((deduplicator.threshold() * 1e4).round() as u32).to_le_bytes());
    xxh3_64(&bytes)
}

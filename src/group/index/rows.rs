//! Rows: what stands in each row of the store, as bytes and as values.
//!
//! In: values. Out: bytes, and back. Cost: `O(n)`. `v` is a variable-length number, `s` a text
//! with its length (`v`) before it.
//!
//! ```text
//! records      s id, 16 bytes hash of the input, u8 which of title, outlet, published, language
//!              follow (bits 0 to 3), each s: published as RFC 3339, language as its code
//! places       u32 component, u64 content hash, i64 published in seconds since 1970 (or the least)
//! links        for each older document: u32 number, f32 probability, u32 witness (0 for none)
//! components   for each cluster: v cluster, v place of the source among the members,
//!              v count of members, the members ascending, each v less the one before
//! ```

use crate::document::{Document, DocumentId, Timestamp};
use crate::group::index::change::ClusterNumber;
use crate::group::keys::Key;
use crate::language::Language;
use crate::read::varint;

/// The number of a document in the index.
pub(super) type Number = u32;

/// What is kept of a document beside its fingerprint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) id: DocumentId,
    /// Of all that was given but the id.
    pub(super) input: u128,
    pub(super) title: Option<String>,
    pub(super) outlet: Option<String>,
    pub(super) published: Option<Timestamp>,
    pub(super) language: Option<Language>,
}

impl Record {
    pub(super) fn of(document: &Document) -> Self {
        Self {
            id: document.id().clone(),
            input: input_hash(document),
            title: document.title().map(str::to_owned),
            outlet: document.outlet().map(str::to_owned),
            published: document.published(),
            language: document.language(),
        }
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let published = self.published.map(|published| published.to_string());
        let language = self.language.map(Language::code);
        let parts = [self.title.as_deref(), self.outlet.as_deref(), published.as_deref(), language];
        let mut out = Vec::with_capacity(128);
        put_text(&mut out, self.id.as_str());
        out.extend_from_slice(&self.input.to_le_bytes());
        out.push(parts.iter().enumerate().map(|(bit, part)| u8::from(part.is_some()) << bit).sum());
        parts.into_iter().flatten().for_each(|part| put_text(&mut out, part));
        out
    }

    pub(super) fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        let id = DocumentId::new(take_text(bytes)?);
        let input = u128::from_le_bytes(take(bytes)?);
        let [has] = take(bytes)?;
        let mut part = |bit: u8| match has >> bit & 1 {
            0 => Some(None),
            _ => take_text(bytes).map(Some),
        };
        let (title, outlet, published, language) = (part(0)?, part(1)?, part(2)?, part(3)?);
        Some(Self {
            id,
            input,
            title: title.map(str::to_owned),
            outlet: outlet.map(str::to_owned),
            published: published
                .map(|published| published.parse().ok())
                .map_or(Some(None), |p| p.map(Some))?,
            language: language.map(|language| language.parse().ok()).map_or(Some(None), |l| l.map(Some))?,
        })
    }

    /// The id alone.
    pub(super) fn id_of(mut bytes: &[u8]) -> Option<DocumentId> {
        take_text(&mut bytes).map(DocumentId::new)
    }
}

/// The hash of all that a document says but its id: equal for what need not be read again.
pub(super) fn input_hash(document: &Document) -> u128 {
    let published = document.published().map(|published| published.to_string());
    let language = document.language().map(Language::code);
    let parts = [Some(document.text()), document.title(), document.outlet(), published.as_deref(), language];
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    for part in parts {
        let part = part.map(str::as_bytes);
        // A missing part is not an empty one.
        hash.update(&part.map_or(u64::MAX, |part| part.len() as u64).to_le_bytes());
        hash.update(part.unwrap_or_default());
    }
    hash.digest128()
}

/// Where a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The component of linked documents that it belongs to.
    pub(super) component: u32,
    pub(super) content: u64,
    /// Seconds since 1970, where known.
    pub(super) published: Option<i64>,
}

impl Place {
    pub(super) fn to_bytes(self) -> [u8; 20] {
        let mut out = [0; 20];
        out[..4].copy_from_slice(&self.component.to_le_bytes());
        out[4..12].copy_from_slice(&self.content.to_le_bytes());
        out[12..].copy_from_slice(&self.published.unwrap_or(i64::MIN).to_le_bytes());
        out
    }

    pub(super) fn from_bytes(mut bytes: &[u8]) -> Option<Self> {
        let bytes = &mut bytes;
        let component = u32::from_le_bytes(take(bytes)?);
        let content = u64::from_le_bytes(take(bytes)?);
        let published = Some(i64::from_le_bytes(take(bytes)?)).filter(|&seconds| seconds != i64::MIN);
        bytes.is_empty().then_some(Self { component, content, published })
    }
}

/// The key that makes candidates of two documents by itself, for as long as it is not crowded. While it is
/// not, what becomes of their other keys is nothing to their link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Witness(u32);

impl Witness {
    /// No key does: some together do, or crowded ones.
    pub(super) const NONE: Witness = Witness(0);

    pub(super) fn new(Key(key): Key) -> Self {
        Self(key)
    }

    pub(super) fn key(self) -> Option<Key> {
        Some(Key(self.0)).filter(|_| self != Self::NONE)
    }
}

/// A link from a document to an older one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Linked {
    pub(super) older: Number,
    pub(super) probability: f32,
    pub(super) witness: Witness,
}

pub(super) fn links_to_bytes(links: &[Linked]) -> Vec<u8> {
    let row = |link: &Linked| {
        [link.older.to_le_bytes(), link.probability.to_le_bytes(), link.witness.0.to_le_bytes()]
    };
    links.iter().flat_map(row).flatten().collect()
}

pub(super) fn links_from_bytes(bytes: &[u8]) -> Option<Vec<Linked>> {
    let (words, rest) = bytes.as_chunks::<4>();
    let (rows, more) = words.as_chunks::<3>();
    let link = |&[older, probability, witness]: &[[u8; 4]; 3]| Linked {
        older: u32::from_le_bytes(older),
        probability: f32::from_le_bytes(probability),
        witness: Witness(u32::from_le_bytes(witness)),
    };
    (rest.is_empty() && more.is_empty()).then(|| rows.iter().map(link).collect())
}

/// A cluster as its component has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grouped {
    pub(super) cluster: ClusterNumber,
    pub(super) source: Number,
    /// Ascending.
    pub(super) members: Vec<Number>,
}

pub(super) fn component_to_bytes(clusters: &[Grouped]) -> Vec<u8> {
    let mut out = Vec::new();
    for grouped in clusters {
        varint::put(&mut out, grouped.cluster.0);
        let source = grouped.members.binary_search(&grouped.source).unwrap_or(0);
        varint::put(&mut out, source as u64);
        varint::put(&mut out, grouped.members.len() as u64);
        let mut before = 0;
        for &member in &grouped.members {
            varint::put(&mut out, u64::from(member - before));
            before = member;
        }
    }
    out
}

pub(super) fn component_from_bytes(mut bytes: &[u8]) -> Option<Vec<Grouped>> {
    let mut clusters = Vec::new();
    while !bytes.is_empty() {
        let cluster = ClusterNumber(varint::take(&mut bytes)?);
        let source = varint::take(&mut bytes)? as usize;
        let count = varint::take(&mut bytes)? as usize;
        if count > bytes.len() {
            return None;
        }
        let mut members = Vec::with_capacity(count);
        let mut before: Number = 0;
        for _ in 0..count {
            before = before.checked_add(u32::try_from(varint::take(&mut bytes)?).ok()?)?;
            members.push(before);
        }
        let source = *members.get(source)?;
        clusters.push(Grouped { cluster, source, members });
    }
    Some(clusters)
}

pub(super) fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (head, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*head)
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    varint::put(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}

fn take_text<'b>(bytes: &mut &'b [u8]) -> Option<&'b str> {
    let length = usize::try_from(varint::take(bytes)?).ok()?;
    let (text, rest) = bytes.split_at_checked(length)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_come_back() {
        let document = Document::new("a", "Un testo.")
            .with_title("Titolo")
            .with_published("2026-03-22T10:12:00+01:00".parse().unwrap());
        let record = Record::of(&document);
        assert_eq!(Record::from_bytes(&record.to_bytes()), Some(record));
        let place = Place { component: 7, content: u64::MAX - 2, published: Some(-9) };
        assert_eq!(Place::from_bytes(&place.to_bytes()), Some(place));
        let links = vec![
            Linked { older: 3, probability: 0.75, witness: Witness::new(Key(77)) },
            Linked { older: 9, probability: 0.5, witness: Witness::NONE },
        ];
        assert_eq!(links_from_bytes(&links_to_bytes(&links)), Some(links));
        let clusters = vec![
            Grouped { cluster: ClusterNumber(3), source: 900, members: vec![4, 900] },
            Grouped { cluster: ClusterNumber(900), source: 5, members: vec![5] },
        ];
        assert_eq!(component_from_bytes(&component_to_bytes(&clusters)), Some(clusters));
    }

    #[test]
    fn every_part_of_the_input_counts() {
        let plain = Document::new("a", "Un testo.");
        assert_eq!(input_hash(&plain), input_hash(&Document::new("b", "Un testo.")));
        let published = "2026-03-22".parse().unwrap();
        for other in [
            Document::new("a", "Un testo"),
            plain.clone().with_title(""),
            plain.clone().with_outlet(""),
            plain.clone().with_published(published),
            plain.clone().with_language(Language::Italian),
        ] {
            assert_ne!(input_hash(&plain), input_hash(&other), "{other:?}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_them_panic(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
            let _ = Record::from_bytes(&bytes);
            let _ = Place::from_bytes(&bytes);
            let _ = links_from_bytes(&bytes);
            let _ = component_from_bytes(&bytes);
        }
    }
}

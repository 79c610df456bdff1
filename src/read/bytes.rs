//! Bytes: a fingerprint as it is stored and sent, and back.
//!
//! In: a [`Fingerprint`]. Out: bytes, about 1.2 KiB for a release of 300 words, the same on every
//! machine. Cost: `O(n)`, about 2 microseconds either way. Gives up: nothing.
//!
//! Numbers are little-endian; `v` is a variable-length number (LEB128: seven bits a byte, the
//! lowest first, the top bit says that more follow).
//!
//! ```text
//!  byte  0      1           9          17         25   26       30     31
//!       +------+-----------+----------+----------+----+--------+------+------+---
//!       | 0x01 | signature | simhash  | content  | flags| outlet| lang | marks| v words, v lead,
//!       |  u8  |    u64    |   u64    |   u64    | u8 |  u32   |  u8  |  u8  | [i64 published] [u64 house]
//!       +------+-----------+----------+----------+----+--------+------+------+---
//!       v n    n x v       terms of the body, each less the one before
//!              n x u8|u16  their places; two bytes where n is more than 256
//!       v m    m x v       terms of the title, each less the one before
//!       v k    k x         facts:  u8 class << 4 | kind   u8 precision << 6 | rarity
//!                                  u32 value   u16 counted   v place + 1 (0: in the title alone)
//!     [ v s    s x v ]        places of the words of stock phrases, each less the one before
//!     [ v i    i x v ]        places at which the items of a roundup begin, each less the one before
//!     [ v g    g x v ]        places at which background begins and ends, by turns, each less the one before
//!     [ v q    q x v ]        the same of quotations
//!       u32                the lower half of the XXH3-64 of all before it
//! ```
//!
//! Bit 0 of `flags` says that the time of publication follows, in seconds since 1970; bit 1 that a
//! house is part of it; bit 2 that it is a roundup; bit 3 that some of it is background; bit 4
//! that it quotes somebody; the other bits are 0.

use xxhash_rust::xxh3::xxh3_64;

use super::fingerprint::{FactPrint, Fingerprint, MAX_FACTS, MAX_TERMS, Marks, Term};
use super::house::Stock;
use super::{sound, varint};
use crate::error::{Error, Result};
use crate::language::Language;

/// The version of the layout, its first byte.
const LAYOUT: u8 = 1;
/// Bytes of the checksum at the end.
const CHECKSUM: usize = 4;
/// With more terms than this, a place takes two bytes.
const SHORT: usize = 256;
const PUBLISHED: u8 = 1;
const HOUSE: u8 = 2;
const ROUNDUP: u8 = 4;
const BACKGROUND: u8 = 8;
const QUOTED: u8 = 16;

impl Fingerprint {
    /// The fingerprint as bytes, to be stored or sent; [`from_bytes`](Self::from_bytes) reads them.
    ///
    /// ```
    /// use ricalco::{Deduplicator, Document, Fingerprint};
    ///
    /// let document = Document::new("a", "Il ponte sul Sermola costerà 1.284.500 euro.");
    /// let print = Deduplicator::new().read(&document);
    /// assert_eq!(Fingerprint::from_bytes(&print.to_bytes())?, print);
    /// # Ok::<(), ricalco::Error>(())
    /// ```
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 + 5 * self.terms.len() + 11 * self.facts.len());
        out.push(LAYOUT);
        for word in [self.signature, self.simhash, self.content] {
            out.extend_from_slice(&word.to_le_bytes());
        }
        let published = if self.published.is_some() { PUBLISHED } else { 0 };
        let house = if self.stock.house == 0 { 0 } else { HOUSE };
        let roundup = if self.items.is_empty() { 0 } else { ROUNDUP };
        let background = if self.background.is_empty() { 0 } else { BACKGROUND };
        let quoted = if self.quoted.is_empty() { 0 } else { QUOTED };
        out.push(published | house | roundup | background | quoted);
        out.extend_from_slice(&self.outlet.to_le_bytes());
        out.extend_from_slice(&[self.language as u8, self.marks.0]);
        varint::put(&mut out, u64::from(self.words));
        varint::put(&mut out, u64::from(self.lead));
        if let Some(published) = self.published {
            out.extend_from_slice(&published.to_le_bytes());
        }
        if self.stock.house != 0 {
            out.extend_from_slice(&self.stock.house.to_le_bytes());
        }
        put_terms(&mut out, &self.terms);
        if self.terms.len() <= SHORT {
            out.extend(self.places.iter().map(|&place| place as u8));
        } else {
            self.places.iter().for_each(|place| out.extend_from_slice(&place.to_le_bytes()));
        }
        put_terms(&mut out, &self.title);
        varint::put(&mut out, self.facts.len() as u64);
        for fact in &self.facts {
            let [value, places, small] = fact.to_words();
            out.extend_from_slice(&[small as u8, ((small >> 8 & 3) << 6 | small >> 16 & 0x3f) as u8]);
            out.extend_from_slice(&value.to_le_bytes());
            out.extend_from_slice(&((places >> 16) as u16).to_le_bytes());
            varint::put(&mut out, u64::from((places as u16).wrapping_add(1)));
        }
        if self.stock.house != 0 {
            put_ascending(&mut out, &self.stock.places);
        }
        if !self.items.is_empty() {
            put_ascending(&mut out, &self.items);
        }
        if !self.background.is_empty() {
            put_ascending(&mut out, &self.background);
        }
        if !self.quoted.is_empty() {
            put_ascending(&mut out, &self.quoted);
        }
        let sum = xxh3_64(&out) as u32;
        out.extend_from_slice(&sum.to_le_bytes());
        out
    }

    /// Reads a fingerprint from its [bytes](Self::to_bytes).
    ///
    /// # Errors
    ///
    /// [`Error::Bytes`] where they are no fingerprint, or were cut or damaged;
    /// [`Error::Signature`] where another version of this library made it.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        let mut input = Input { bytes, at: 0 };
        let body = bytes.len().saturating_sub(CHECKSUM);
        let (body, sum) = bytes.split_at(body);
        if input.byte()? != LAYOUT {
            return Err(Input { bytes, at: 0 }.wrong("an unknown layout"));
        }
        if sum != (xxh3_64(body) as u32).to_le_bytes() {
            return Err(Input { bytes, at: body.len() }.wrong("a wrong checksum"));
        }
        let (signature, simhash, content) = (input.u64()?, input.u64()?, input.u64()?);
        let flags = input.byte()?;
        let outlet = u32::from_le_bytes(input.array()?);
        let language = input.byte()?;
        let language = Language::all().nth(usize::from(language)).ok_or_else(|| input.wrong("a language"))?;
        let marks = Marks(input.byte()?);
        let words = input.number()?;
        let lead = input.number()?;
        if flags & !(PUBLISHED | HOUSE | ROUNDUP | BACKGROUND | QUOTED) != 0 {
            return Err(input.wrong("unknown flags"));
        }
        let published = (flags & PUBLISHED != 0).then(|| input.u64()).transpose()?;
        let house = if flags & HOUSE == 0 { 0 } else { input.u64()? };
        sound::signature(signature, language, house)?;
        let terms = input.terms()?;
        let places = input.places(terms.len())?;
        sound::lead(lead as usize, terms.len()).map_err(|what| input.wrong(what))?;
        let title = input.terms()?;
        let facts = input.facts()?;
        let stock = if house == 0 { Stock::default() } else { input.stock(house, terms.len())? };
        let items = if flags & ROUNDUP == 0 { Box::default() } else { input.items(terms.len())? };
        let background =
            if flags & BACKGROUND == 0 { Box::default() } else { input.stretches(terms.len())? };
        let quoted = if flags & QUOTED == 0 { Box::default() } else { input.stretches(terms.len())? };
        if input.at != body.len() {
            return Err(input.wrong("more than a fingerprint"));
        }
        let published = published.map(|seconds| seconds as i64);
        let lead = lead as u16;
        Ok(Self {
            signature,
            simhash,
            content,
            published,
            outlet,
            words,
            language,
            marks,
            lead,
            terms,
            places,
            title,
            facts,
            stock,
            items,
            background,
            quoted,
        })
    }
}

fn put_ascending(out: &mut Vec<u8>, places: &[u16]) {
    varint::put(out, places.len() as u64);
    let mut before = 0;
    for &place in places {
        varint::put(out, u64::from(place - before));
        before = place;
    }
}

fn put_terms(out: &mut Vec<u8>, terms: &[Term]) {
    varint::put(out, terms.len() as u64);
    let mut before = 0;
    for term in terms {
        varint::put(out, u64::from(term.bits() - before));
        before = term.bits();
    }
}

/// Bytes being read.
struct Input<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Input<'_> {
    fn wrong(&self, what: &'static str) -> Error {
        Error::Bytes { length: self.bytes.len(), what, at: self.at }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let found = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk);
        let found = *found.ok_or_else(|| self.wrong("the end"))?;
        self.at += N;
        Ok(found)
    }

    fn byte(&mut self) -> Result<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn u64(&mut self) -> Result<u64> {
        self.array().map(u64::from_le_bytes)
    }

    fn number(&mut self) -> Result<u32> {
        let mut rest = self.bytes.get(self.at..).unwrap_or_default();
        let found = varint::take(&mut rest).and_then(|number| u32::try_from(number).ok());
        let found = found.ok_or_else(|| self.wrong("no number"))?;
        self.at = self.bytes.len() - rest.len();
        Ok(found)
    }

    fn count(&mut self, most: usize) -> Result<usize> {
        let count = self.number()? as usize;
        // Each item takes a byte at least: nothing is allocated for a count that cannot be true.
        if count > most || count > self.bytes.len() - self.at {
            return Err(self.wrong("a count too large"));
        }
        Ok(count)
    }

    fn terms(&mut self) -> Result<Box<[Term]>> {
        let count = self.count(MAX_TERMS)?;
        let mut terms = Vec::with_capacity(count);
        let mut before = 0_u32;
        for _ in 0..count {
            let more = self.number()?;
            before = before.checked_add(more).ok_or_else(|| self.wrong("terms out of order"))?;
            terms.push(Term::from_bits(before));
        }
        sound::terms(&terms).map_err(|what| self.wrong(what))?;
        Ok(terms.into())
    }

    /// The places of `count` terms: every number below `count` once.
    fn places(&mut self, count: usize) -> Result<Box<[u16]>> {
        let mut places = Vec::with_capacity(count);
        for _ in 0..count {
            let place =
                if count <= SHORT { u16::from(self.byte()?) } else { u16::from_le_bytes(self.array()?) };
            places.push(place);
        }
        sound::places(&places, count).map_err(|what| self.wrong(what))?;
        Ok(places.into())
    }

    /// At most `terms` places, each told less the one before.
    fn ascending(&mut self, terms: usize) -> Result<Box<[u16]>> {
        let count = self.count(terms)?;
        let mut places: Vec<u16> = Vec::with_capacity(count);
        for _ in 0..count {
            let more = self.number()?;
            let place = places.last().map_or(0, |&before| u32::from(before)).checked_add(more);
            let place = place.and_then(|place| u16::try_from(place).ok());
            places.push(place.ok_or_else(|| self.wrong("a place too large"))?);
        }
        Ok(places.into())
    }

    fn items(&mut self, terms: usize) -> Result<Box<[u16]>> {
        let items = self.ascending(terms)?;
        sound::items(&items, terms).map_err(|what| self.wrong(what))?;
        Ok(items)
    }

    fn stretches(&mut self, terms: usize) -> Result<Box<[u16]>> {
        let turns = self.ascending(terms + 1)?;
        sound::stretches(&turns, terms).map_err(|what| self.wrong(what))?;
        Ok(turns)
    }

    fn stock(&mut self, house: u64, terms: usize) -> Result<Stock> {
        let stock = Stock { house, places: self.ascending(terms)? };
        sound::stock(&stock, terms).map_err(|what| self.wrong(what))?;
        Ok(stock)
    }

    fn facts(&mut self) -> Result<Box<[FactPrint]>> {
        let count = self.count(MAX_FACTS)?;
        let mut facts: Vec<FactPrint> = Vec::with_capacity(count);
        for _ in 0..count {
            let [class_and_kind, precision_and_rarity] = self.array()?;
            let value = u32::from_le_bytes(self.array()?);
            let counted = u32::from(u16::from_le_bytes(self.array()?));
            let place = self.number()?;
            let place = u16::try_from(place).map_err(|_| self.wrong("a place too large"))?.wrapping_sub(1);
            let (precision, rarity) = (precision_and_rarity >> 6, precision_and_rarity & 0x3f);
            let small = u32::from(class_and_kind) | u32::from(precision) << 8 | u32::from(rarity) << 16;
            let fact = FactPrint::from_words([value, counted << 16 | u32::from(place), small])
                .ok_or_else(|| self.wrong("an unknown kind of fact"))?;
            facts.push(fact);
        }
        sound::facts(&facts).map_err(|what| self.wrong(what))?;
        Ok(facts.into())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Document;
    use crate::read::reader::Reader;

    const TEXT: &str = "Il Comune di Gavardo apre il 3 marzo il nuovo asilo di via Quarena: 62 posti, \
                        costo 1.284.500 euro. Lo ha detto il sindaco Ettore Malvisi alle ore 18.30.";

    fn print(text: &str) -> Fingerprint {
        let published = "2026-03-01T10:00:00+01:00".parse().unwrap();
        let document = Document::new("a", text).with_title("Un asilo nuovo").with_published(published);
        Reader::new(Language::Italian).read(&document)
    }

    fn sealed(mut body: Vec<u8>) -> Vec<u8> {
        let sum = xxh3_64(&body) as u32;
        body.extend_from_slice(&sum.to_le_bytes());
        body
    }

    #[test]
    fn the_layout_is_the_one_that_is_drawn() {
        let term = |bits| Term::from_bits(bits);
        let fact = FactPrint::from_words([0x4278_0000, 0x1234 << 16, 0x0014_0001]).unwrap();
        let title = FactPrint::from_words([0x4278_0000, 0x1235 << 16 | 0xffff, 0x0014_0301]).unwrap();
        let print = Fingerprint {
            signature: super::super::signature(Language::English),
            simhash: 0x0102_0304_0506_0708,
            content: 0x1112_1314_1516_1718,
            published: Some(-2),
            outlet: 0x2122_2324,
            words: 300,
            language: Language::English,
            marks: Marks(5),
            lead: 2,
            terms: [term(128), term(128), term(130)].into(),
            places: [0, 2, 1].into(),
            title: [term(7)].into(),
            facts: [fact, title].into(),
            stock: Stock::default(),
            items: [1].into(),
            background: [1, 3].into(),
            quoted: [0, 2].into(),
        };
        let mut golden = vec![1];
        golden.extend_from_slice(&print.signature.to_le_bytes());
        golden.extend_from_slice(&[8, 7, 6, 5, 4, 3, 2, 1, 0x18, 0x17, 0x16, 0x15, 0x14, 0x13, 0x12, 0x11]);
        golden.extend_from_slice(&[29, 0x24, 0x23, 0x22, 0x21, 1, 5, 0xac, 2, 2]);
        golden.extend_from_slice(&[0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
        golden.extend_from_slice(&[3, 0x80, 1, 0, 2, 0, 2, 1, 1, 7, 2]);
        golden.extend_from_slice(&[1, 0x14, 0, 0, 0x78, 0x42, 0x34, 0x12, 1]);
        golden.extend_from_slice(&[1, 0xd4, 0, 0, 0x78, 0x42, 0x35, 0x12, 0]);
        golden.extend_from_slice(&[1, 1]);
        golden.extend_from_slice(&[2, 1, 2]);
        golden.extend_from_slice(&[2, 0, 2]);
        assert_eq!(print.to_bytes(), sealed(golden));
        assert_eq!(Fingerprint::from_bytes(&print.to_bytes()), Ok(print));
    }

    #[test]
    fn what_is_cut_or_changed_is_refused() {
        let bytes = print(TEXT).to_bytes();
        for length in 0..bytes.len() {
            assert!(Fingerprint::from_bytes(&bytes[..length]).is_err(), "{length}");
        }
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 0x10;
            assert!(Fingerprint::from_bytes(&bytes).is_err(), "{at}");
        }
    }

    #[test]
    fn another_version_is_named() {
        let mut made = print(TEXT);
        made.signature ^= 1;
        let error = Fingerprint::from_bytes(&made.to_bytes()).unwrap_err();
        assert!(matches!(error, Error::Signature { .. }), "{error}");
    }

    proptest! {
        #[test]
        fn every_fingerprint_comes_back(words in proptest::collection::vec("[a-z]{2,9}|[0-9]{1,7}|[A-Z][a-z]+\\.", 0..700)) {
            let made = print(&words.join(" "));
            prop_assert_eq!(Fingerprint::from_bytes(&made.to_bytes()), Ok(made));
        }

        /// With a checksum that is right, whatever stands before it.
        #[test]
        fn no_bytes_make_it_panic(cut in 0_usize..400, changes in proptest::collection::vec((0_usize..400, any::<u8>()), 0..6)) {
            let mut bytes = print(TEXT).to_bytes();
            bytes.truncate(bytes.len() - CHECKSUM);
            for (at, byte) in changes {
                let length = bytes.len();
                bytes[at % length] = byte;
            }
            bytes.truncate(bytes.len().saturating_sub(cut / 40));
            if let Ok(read) = Fingerprint::from_bytes(&sealed(bytes)) {
                let mut keys = Vec::new();
                crate::group::keys::keys(&read, &mut crate::group::keys::Scratch::default(), &mut keys);
                crate::Deduplicator::new().compare(&read, &print(TEXT));
            }
        }

        #[test]
        fn no_noise_makes_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let _ = Fingerprint::from_bytes(&bytes);
            let _ = Fingerprint::from_bytes(&sealed([&[LAYOUT], &bytes[..]].concat()));
        }
    }
}

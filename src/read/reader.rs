//! Reader: runs the stages on a document and packs what they find into its fingerprint.
//!
//! In: a document. Out: its [`Fingerprint`]. Cost: `O(n)` in bytes; the buffers and the stemmer's
//! memory are kept from document to document, so that only the fingerprint itself is allocated.
//! One reader a thread.

use std::ops::RangeInclusive;
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::background;
use super::facts::{self, Context, Fact, FactKind, FactValue};
use super::fingerprint::{FactPrint, Fingerprint, IN_TITLE, MAX_FACTS, MAX_TERMS, Marks, Term};
use super::furniture::{self, Furniture, FurnitureKind};
use super::house::{House, Stock};
use super::items;
use super::normalize::{Normalized, normalize};
use super::quotation;
use super::rarity::Rarity;
use super::reissue;
use super::shingle;
use super::sorting;
use super::stem::{StemHash, Stemmer};
use super::tokenize::{self, TokenKind, Tokens};
use super::words::Words;
use crate::document::Document;
use crate::language::Language;

/// The lead ends with the first sentence that brings it to this many terms.
const LEAD_TERMS: usize = 24;

/// After a text with more bytes than this the buffers are given back: they take some ten times as much.
const LONG: usize = 1 << 18;

/// Reads documents of one language.
#[derive(Debug)]
pub struct Reader {
    language: Language,
    /// That of its fingerprints.
    signature: u64,
    house: Option<Arc<House>>,
    stemmer: Stemmer,
    tokens: Tokens,
    words: Words,
    facts: Vec<Fact>,
    /// The stems of the body, joined by spaces, and where each ends.
    stems: Vec<u8>,
    ends: Vec<u32>,
    /// Each a term and, in the low 16 bits, its place: their order is that of the fingerprint.
    terms: Vec<u64>,
    /// A buffer to sort them.
    room: Vec<u64>,
    prints: Vec<FactPrint>,
    /// For each token the place of its term, or of the next one.
    places: Vec<u16>,
    /// Where background begins and ends.
    background: Vec<u16>,
    /// Where quotations begin and end.
    quoted: Vec<u16>,
}

impl Reader {
    /// A reader for one language.
    pub fn new(language: Language) -> Self {
        Self {
            language,
            signature: super::signature(language),
            house: None,
            stemmer: Stemmer::new(language),
            tokens: Tokens::default(),
            words: Words::default(),
            facts: Vec::new(),
            stems: Vec::new(),
            ends: Vec::new(),
            terms: Vec::new(),
            room: Vec::new(),
            prints: Vec::new(),
            places: Vec::new(),
            background: Vec::new(),
            quoted: Vec::new(),
        }
    }

    /// A reader for the language of a house, which notes the house's stock phrases.
    pub fn with_house(house: Arc<House>) -> Self {
        let language = house.language();
        Self { house: Some(house), ..Self::new(language) }
    }

    /// The language that it reads.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Reads a document. Its own language, where it says one, is not looked at: see
    /// [`Deduplicator::read`](crate::Deduplicator::read).
    pub fn read(&mut self, document: &Document) -> Fingerprint {
        let context = Context { language: self.language, published: document.published() };
        let (text, furniture) = self.open(document, context);
        self.prints.clear();
        let mut corrects = reissue::opens_as_correction(&self.tokens);
        let body = self.body();
        let items = self.items(text.text());
        let terms = self.terms.len() as u16;
        let Self { tokens, words, places, background, quoted, .. } = self;
        background::background(tokens, words, self.language, places, terms, background);
        quotation::quotation(tokens, places, terms, quoted);
        self.pack_facts(false);
        let title = document.title().map(|title| self.title(title, context)).unwrap_or_default();
        // The tokens are the title's now, where there is one.
        corrects |= document.title().is_some() && reissue::opens_as_correction(&self.tokens);
        sorting::sort(&mut self.terms, &mut self.room);
        let mut marks = marks(&furniture, text.text());
        if corrects {
            marks.set(Marks::CORRECTION);
        }
        if document.title().is_some_and(reissue::is_further_take) {
            marks.set(Marks::TAKE);
        }
        let mut fingerprint = Fingerprint {
            signature: self.signature,
            simhash: body.simhash,
            content: body.content,
            published: document.published().map(crate::Timestamp::seconds),
            outlet: document.outlet().map_or(0, |outlet| hash(&outlet.to_lowercase()).0.max(1)),
            words: body.words,
            language: self.language,
            marks,
            lead: body.lead,
            terms: self.terms.iter().map(|&term| Term::from_bits((term >> 16) as u32)).collect(),
            places: self.terms.iter().map(|&term| term as u16).collect(),
            title,
            facts: self.facts_kept(),
            stock: Stock::default(),
            items: Box::default(),
            background: self.background.as_slice().into(),
            quoted: self.quoted.as_slice().into(),
        };
        if !items.is_empty() && items::are_apart(fingerprint.terms(), &items) {
            fingerprint.items = items.into();
        }
        if let Some(house) = &self.house {
            house.mark(&mut fingerprint);
        }
        if document.text().len() > LONG {
            self.release();
        }
        fingerprint
    }

    /// The words of a document's text between two places of terms, as the text has them, normalised.
    pub(crate) fn words_between(&mut self, document: &Document, places: RangeInclusive<u16>) -> String {
        let context = Context { language: self.language, published: document.published() };
        let (text, _) = self.open(document, context);
        self.body();
        let mut within =
            self.tokens.tokens.iter().zip(&self.places).filter(|(_, place)| places.contains(place));
        let first = within.next().map(|(token, _)| token.range.clone());
        let last = within.next_back().map(|(token, _)| token.range.end);
        let range = first.map(|first| first.start as usize..last.unwrap_or(first.end) as usize);
        range.and_then(|range| text.text().get(range)).unwrap_or_default().to_owned()
    }

    /// Reads the tokens of a document's text, what is known of their words, and the facts.
    fn open<'d>(&mut self, document: &'d Document, context: Context) -> (Normalized<'d>, Vec<Furniture>) {
        let text = normalize(document.text());
        let furniture = furniture::furniture(text.text(), self.language);
        tokenize::tokenize(text.text(), &furniture, self.language, &mut self.tokens);
        self.read_tokens(text.text(), context);
        (text, furniture)
    }

    /// Reads what is known of the tokens' words, and the facts.
    fn read_tokens(&mut self, text: &str, context: Context) {
        self.stemmer.words(&self.tokens, &mut self.words);
        facts::of_words(text, &self.tokens, &self.words, context, &mut self.facts);
    }

    /// Gives back the buffers; what the stemmer remembers stays.
    fn release(&mut self) {
        (self.tokens, self.words) = (Tokens::default(), Words::default());
        (self.facts, self.prints) = (Vec::new(), Vec::new());
        (self.stems, self.ends) = (Vec::new(), Vec::new());
        (self.terms, self.places) = (Vec::new(), Vec::new());
    }

    /// Puts the stems of the body's tokens into `stems` and `terms`.
    fn body(&mut self) -> Body {
        let mut body = Body::default();
        let tokens = &self.tokens.tokens;
        self.stems.clear();
        self.ends.resize(tokens.len(), 0);
        self.terms.resize(tokens.len(), 0);
        self.places.resize(tokens.len(), 0);
        // How many there are so far.
        let (mut terms, mut stems) = (0, 0);
        let mut sentence_ended = false;
        let mut facts = self.facts.iter().peekable();
        let mut next_fact = facts.peek().map_or(u32::MAX, |fact| fact.tokens.start);
        let mut covered = 0_u32;
        let mut name_until = 0_u32;
        let mut stretch = Stretch::default();
        let known = self.words.known.iter().zip(&self.words.ends);
        for ((at, token), (place, (word, &end))) in
            (0_u32..).zip(tokens).zip(self.places.iter_mut().zip(known))
        {
            *place = terms.min(usize::from(IN_TITLE) - 1) as u16;
            let mut number = None;
            if next_fact <= at {
                while let Some(fact) = facts.next_if(|fact| fact.tokens.start <= at) {
                    if fact.kind == FactKind::Name {
                        name_until = name_until.max(fact.tokens.end);
                    } else if fact.tokens.end > at && at >= covered {
                        number = Some(fact);
                    }
                }
                next_fact = facts.peek().map_or(u32::MAX, |fact| fact.tokens.start);
            }
            if token.starts_sentence && terms >= LEAD_TERMS && !sentence_ended {
                sentence_ended = true;
                body.lead = terms as u16;
            }
            if matches!(token.kind, TokenKind::Punctuation) {
                continue;
            }
            body.words += 1;
            if terms >= MAX_TERMS {
                continue;
            }
            let (Some(term), Some(stem_end)) = (self.terms.get_mut(terms), self.ends.get_mut(stems)) else {
                break;
            };
            if let Some(fact) = number.filter(|fact| is_value(fact)) {
                // The number as it is meant stands for its words: `trentadue` and `32` are one term.
                covered = fact.tokens.end;
                let number = Term::new(number_hash(fact), false, Rarity(0));
                *term = packed(number, *place);
                terms += 1;
                stretch.copy(&self.words.stems, &mut self.stems);
                self.stems.extend_from_slice(&hexadecimal(number.key()));
                *stem_end = self.stems.len() as u32;
                self.stems.push(b' ');
                stems += 1;
            }
            if at < covered {
                stretch = Stretch::after(end, &self.stems);
                continue;
            }
            if token.folded.is_empty() || token.elided {
                continue;
            }
            *stem_end = stretch.take(end);
            stems += 1;
            let name = at < name_until;
            let rarity = if name { word.name() } else { word.rarity() };
            // Written, and written over by the next: whether a word is a stop word is anyone's guess,
            // and a wrong guess costs a processor more than the work.
            let tells = !word.is_stop() && token.kind != TokenKind::Sign;
            *term = packed(Term::new(word.hash(), name, rarity), *place);
            terms += usize::from(tells);
        }
        stretch.copy(&self.words.stems, &mut self.stems);
        // The space after the last.
        self.stems.pop();
        self.ends.truncate(stems);
        self.terms.truncate(terms);
        if !sentence_ended {
            body.lead = terms as u16;
        }
        body.simhash = shingle::simhash_of(&self.stems, &self.ends);
        body.content = xxh3_64(&self.stems);
        body
    }

    /// The places at which the items of a text begin that looks like a roundup, after its body.
    fn items(&self, text: &str) -> Vec<u16> {
        let place = |start: usize| {
            let token = self.tokens.tokens.partition_point(|token| (token.range.start as usize) < start);
            self.places.get(token).copied().filter(|&place| usize::from(place) < self.terms.len())
        };
        let mut items: Vec<u16> = items::starts(text).into_iter().filter_map(place).collect();
        items.dedup();
        items
    }

    /// Reads the title after the body: its terms, and the facts that the body does not have.
    fn title(&mut self, title: &str, context: Context) -> Box<[Term]> {
        let text = normalize(title);
        tokenize::tokenize(text.text(), &[], self.language, &mut self.tokens);
        self.read_tokens(text.text(), context);
        self.pack_facts(true);
        let names = |at: u32, facts: &[Fact]| {
            facts.iter().any(|fact| fact.kind == FactKind::Name && fact.tokens.contains(&at))
        };
        let mut terms = Vec::new();
        for (at, (token, word)) in self.tokens.tokens.iter().zip(&self.words.known).enumerate() {
            if token.kind != TokenKind::Word || token.elided || token.folded.is_empty() || word.is_stop() {
                continue;
            }
            let name = names(at as u32, &self.facts);
            let rarity = if name { word.name() } else { word.rarity() };
            terms.push(Term::new(word.hash(), name, rarity));
        }
        terms.sort_unstable();
        terms.dedup_by_key(|term| term.key());
        terms.into_boxed_slice()
    }

    fn pack_facts(&mut self, title: bool) {
        let places = &self.places;
        let place = |fact: &Fact| {
            if title { IN_TITLE } else { places.get(fact.tokens.start as usize).copied().unwrap_or(0) }
        };
        self.prints.extend(self.facts.iter().filter_map(|fact| FactPrint::new(fact, place(fact))));
    }

    fn facts_kept(&mut self) -> Box<[FactPrint]> {
        self.prints.truncate(MAX_FACTS);
        // The derived order is class, value, counted, position: the first of equals stands first.
        self.prints.sort_unstable();
        self.prints.dedup_by(|later, first| {
            later.class() == first.class() && later.key() == first.key() && later.counted() == first.counted()
        });
        self.prints.as_slice().into()
    }
}

#[derive(Default)]
struct Body {
    simhash: u64,
    content: u64,
    words: u32,
    lead: u16,
}

/// A term and its place as one number.
fn packed(term: Term, place: u16) -> u64 {
    u64::from(term.bits()) << 16 | u64::from(place)
}

/// A stretch of the words' stems that goes into the body's as it stands.
#[derive(Default)]
struct Stretch {
    from: u32,
    to: u32,
    /// How much farther on the stretch stands in the body's stems, or less far: it wraps.
    shift: u32,
}

impl Stretch {
    /// The stretch that begins at a place of the words' stems and at the end of the body's.
    fn after(place: u32, stems: &[u8]) -> Self {
        Self { from: place, to: place, shift: (stems.len() as u32).wrapping_sub(place) }
    }

    /// Takes the next stem, which ends with its space at `end`; returns where it ends in the body's.
    fn take(&mut self, end: u32) -> u32 {
        self.to = end;
        end.wrapping_add(self.shift).wrapping_sub(1)
    }

    fn copy(&self, words: &[u8], stems: &mut Vec<u8>) {
        stems.extend_from_slice(words.get(self.from as usize..self.to as usize).unwrap_or_default());
    }
}

/// A number in eight hexadecimal digits.
fn hexadecimal(number: u32) -> [u8; 8] {
    std::array::from_fn(|digit| b"0123456789abcdef"[(number >> (28 - 4 * digit)) as usize % 16])
}

fn hash(text: &str) -> StemHash {
    StemHash(xxh3_64(text.as_bytes()) as u32)
}

/// Whether a fact is a value that its own words only spell.
fn is_value(fact: &Fact) -> bool {
    matches!(fact.value, FactValue::Quantity(_) | FactValue::Minutes(_) | FactValue::Date { .. })
}

/// The hash that stands for a number, a date or a time, however it is spelt.
fn number_hash(fact: &Fact) -> StemHash {
    let value = FactPrint::new(fact, 0).map_or(0, |print| print.key());
    StemHash(xxh3_64(&value.to_le_bytes()) as u32)
}

fn marks(furniture: &[Furniture], text: &str) -> Marks {
    let mut marks = Marks::default();
    for piece in furniture {
        match piece.kind {
            FurnitureKind::Dateline => {
                if furniture::agency(text, std::slice::from_ref(piece)).is_some() {
                    marks.set(Marks::AGENCY);
                }
            }
            FurnitureKind::Continuation => marks.set(Marks::TRUNCATED),
            FurnitureKind::Contact => marks.set(Marks::CONTACT),
            FurnitureKind::Byline | FurnitureKind::Caption => {}
            FurnitureKind::Related
            | FurnitureKind::Rights
            | FurnitureKind::Site
            | FurnitureKind::Navigation => {
                marks.set(Marks::SITE);
            }
        }
    }
    let end = text.trim_end();
    if end.ends_with('…') || end.ends_with("...") || end.ends_with("[...]") {
        marks.set(Marks::TRUNCATED);
    }
    marks
}

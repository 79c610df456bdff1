//! Told: the facts of one document, each once, in words, with all its places.
//!
//! In: a document. Out: its distinct [`ToldFact`]s in the order in which they are first told, the
//! title before the text. Cost: that of reading, and `O(n log n)` in its facts.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::{MOST_FACTS, Part, Place, Side, ToldFact, words};
use crate::read::facts::{self, Context, Fact, FactKind, FactValue, Unit};
use crate::read::fingerprint::FactPrint;
use crate::read::furniture::furniture;
use crate::read::normalize::{Normalized, normalize};
use crate::read::rarity::Rarity;
use crate::read::stem::{StemHash, Stemmer};
use crate::read::tokenize::{Token, TokenKind, Tokens, tokenize};

/// How far from its number the noun that it counts is looked for, in tokens.
const NOUN_AFTER: usize = 6;
const NOUN_BEFORE: usize = 9;

/// The facts of a document.
pub(super) fn tell(side: Side<'_>) -> Vec<ToldFact> {
    let mut teller = Teller {
        side,
        stemmer: Stemmer::new(side.language),
        tokens: Tokens::default(),
        facts: Vec::new(),
        known: BTreeMap::new(),
        told: Vec::new(),
    };
    if let Some(title) = side.document.title() {
        teller.part(title, Part::Title);
    }
    teller.part(side.document.text(), Part::Text);
    let mut told = join_names(teller.told);
    if told.len() > MOST_FACTS {
        told.sort_by_key(|fact| Reverse(fact.rarity));
        told.truncate(MOST_FACTS);
        told.sort_by_key(first_place);
    }
    told
}

fn first_place(fact: &ToldFact) -> Option<(Part, usize, usize)> {
    fact.places.first().map(Place::order)
}

/// By what a fact is known again within its document.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Value(FactKind, Option<Unit>, u32, Option<StemHash>),
    Name(Vec<StemHash>),
}

struct Teller<'d> {
    side: Side<'d>,
    stemmer: Stemmer,
    tokens: Tokens,
    facts: Vec<Fact>,
    /// Where each fact stands in `told`.
    known: BTreeMap<Key, usize>,
    told: Vec<ToldFact>,
}

impl Teller<'_> {
    /// Reads one part of the document.
    fn part(&mut self, given: &str, part: Part) {
        let language = self.side.language;
        let text = normalize(given);
        let furniture = if part == Part::Text { furniture(text.text(), language) } else { Vec::new() };
        tokenize(text.text(), &furniture, language, &mut self.tokens);
        let context = Context { language, published: self.side.document.published() };
        facts::facts(text.text(), &self.tokens, context, &mut self.stemmer, &mut self.facts);
        let facts = std::mem::take(&mut self.facts);
        let text = Source { given, text, part };
        let mut names: &[Fact] = &[];
        for (at, fact) in facts.iter().enumerate() {
            if fact.kind != FactKind::Name {
                self.value(&text, fact);
                continue;
            }
            // A run of names is told once, when its last word is reached.
            let start = at - names.len();
            names = facts.get(start..=at).unwrap_or_default();
            if !facts.get(at + 1).is_some_and(|next| self.goes_on(fact, next)) {
                self.name(&text, names);
                names = &[];
            }
        }
        self.facts = facts;
    }

    /// Whether a word of a name and the next fact are words of one name.
    fn goes_on(&self, word: &Fact, next: &Fact) -> bool {
        next.kind == FactKind::Name
            && next.tokens.start == word.tokens.end
            && self.tokens.tokens.get(next.tokens.start as usize).is_some_and(|token| !token.starts_sentence)
    }

    fn name(&mut self, text: &Source<'_>, names: &[Fact]) {
        let (Some(first), Some(last)) = (names.first(), names.last()) else { return };
        let parts: Vec<StemHash> = names
            .iter()
            .filter_map(|fact| match fact.value {
                FactValue::Text(hash) => Some(hash),
                _ => None,
            })
            .collect();
        let place = text.place(self.bytes(first.tokens.start..last.tokens.end));
        let bytes: Vec<u8> = parts.iter().flat_map(|part| part.0.to_le_bytes()).collect();
        let rarity = names.iter().fold(0_u8, |sum, fact| sum.saturating_add(fact.rarity.0));
        let fact = ToldFact {
            kind: FactKind::Name,
            value: FactValue::Text(StemHash(xxh3_64(&bytes) as u32)),
            unit: None,
            words: text.words(&place),
            rarity: Rarity(rarity).min(Rarity::MAX),
            places: vec![place],
            precision: first.precision,
            counted: None,
            parts: parts.clone(),
        };
        self.add(Key::Name(parts), fact);
    }

    fn value(&mut self, text: &Source<'_>, fact: &Fact) {
        let number = fact.tokens.start as usize..fact.tokens.end as usize;
        let noun = fact.counted.and_then(|counted| self.noun(&number, counted));
        let tokens = match noun {
            Some(noun) if noun >= number.end => number.start..noun + 1,
            Some(noun) if noun + 2 >= number.start => noun..number.end,
            _ => number.clone(),
        };
        let place = text.place(self.bytes(tokens.start as u32..tokens.end as u32));
        let spoken = words::value(fact, self.side.language).unwrap_or_else(|| text.words(&place));
        let words = match noun.and_then(|noun| self.tokens.tokens.get(noun)) {
            // What is counted is told as the text has it, but for capitals.
            Some(token) => {
                let noun_word = self.tokens.folded(token);
                let is_label = noun.is_some_and(|noun| self.is_label(noun, &number));
                words::counted(&spoken, noun_word, fact, is_label, self.side.language)
            }
            None => spoken,
        };
        let key = FactPrint::new(fact, 0).map_or(0, |print| print.key());
        let told = ToldFact {
            kind: fact.kind,
            value: fact.value,
            unit: fact.unit,
            words,
            rarity: fact.rarity,
            places: vec![place],
            precision: fact.precision,
            counted: fact.counted,
            parts: Vec::new(),
        };
        self.add(Key::Value(fact.kind, fact.unit, key, fact.counted), told);
    }

    fn add(&mut self, key: Key, mut fact: ToldFact) {
        let at = *self.known.entry(key).or_insert(self.told.len());
        match self.told.get_mut(at) {
            Some(known) => known.places.append(&mut fact.places),
            None => self.told.push(fact),
        }
    }

    /// The token of the noun that a number counts: the next one with its stem, else the last before.
    fn noun(&mut self, number: &Range<usize>, counted: StemHash) -> Option<usize> {
        let after = number.end..self.tokens.tokens.len().min(number.end + NOUN_AFTER);
        let before = number.start.saturating_sub(NOUN_BEFORE)..number.start;
        after.chain(before.rev()).find(|&at| {
            let token = self.tokens.tokens.get(at).filter(|token| token.kind == TokenKind::Word);
            let mut stem = String::new();
            token.is_some_and(|token| self.stemmer.stem(self.tokens.folded(token), &mut stem).hash == counted)
        })
    }

    /// The bytes of the normalised text where some tokens stand.
    fn bytes(&self, tokens: Range<u32>) -> Range<usize> {
        let tokens = self.tokens.tokens.get(tokens.start as usize..tokens.end as usize).unwrap_or_default();
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => first.range.start as usize..last.range.end as usize,
            _ => 0..0,
        }
    }

    /// Whether a noun stands right before its number, as in `lotto 2` and `volo n. 3`.
    fn is_label(&self, noun: usize, number: &Range<usize>) -> bool {
        let between = self.tokens.tokens.get(noun + 1..number.start);
        let is_sign = |token: &Token| token.kind != TokenKind::Word || self.tokens.folded(token).len() <= 2;
        between.is_some_and(|between| between.iter().all(is_sign))
    }
}

/// One part of a document, as it came and normalised.
struct Source<'t> {
    given: &'t str,
    text: Normalized<'t>,
    part: Part,
}

impl Source<'_> {
    fn place(&self, range: Range<usize>) -> Place {
        Place { part: self.part, range: self.text.original(range) }
    }

    /// The words of a place on one line.
    fn words(&self, place: &Place) -> String {
        let words = self.given.get(place.range.clone()).unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Brings a name that is a part of a fuller one (`Rossi`, `Mario Rossi`) to the fuller one.
fn join_names(told: Vec<ToldFact>) -> Vec<ToldFact> {
    let (mut names, mut told): (Vec<_>, Vec<_>) =
        told.into_iter().partition(|fact| fact.kind == FactKind::Name);
    names.sort_by_key(|name| Reverse(name.parts.len()));
    // For each word the first and fullest name that has it.
    let mut fullest: BTreeMap<StemHash, usize> = BTreeMap::new();
    let mut kept: Vec<ToldFact> = Vec::new();
    for mut name in names {
        let fuller = name.parts.first().and_then(|part| fullest.get(part)).and_then(|&at| kept.get_mut(at));
        if let Some(fuller) =
            fuller.filter(|fuller| name.parts.iter().all(|part| fuller.parts.contains(part)))
        {
            fuller.places.append(&mut name.places);
            continue;
        }
        for &part in &name.parts {
            fullest.entry(part).or_insert(kept.len());
        }
        kept.push(name);
    }
    told.append(&mut kept);
    for fact in &mut told {
        fact.places.sort_by_key(Place::order);
    }
    told.sort_by_key(first_place);
    told
}

//! Sound: what holds of every fingerprint, wherever it came from.
//!
//! In: the parts of a fingerprint that was stored. Out: whether they are in order, or what is wrong;
//! bytes and serde are checked alike, since judging relies on it. Cost: `O(n)`. Gives up: whether they
//! belong to any text.

use serde::Deserialize;

use super::fingerprint::{FactPrint, Fingerprint, MAX_FACTS, MAX_TERMS, Marks, Term};
use super::house::{self, Stock};
use crate::error::{Error, Result};
use crate::language::Language;

/// What is wrong with a part; it completes "no fingerprint: ...".
pub(super) type Wrong = &'static str;

fn holds(sound: bool, otherwise: Wrong) -> std::result::Result<(), Wrong> {
    if sound { Ok(()) } else { Err(otherwise) }
}

/// The signature is the one that this version makes in a language, with a house or without (0).
pub(super) fn signature(found: u64, language: Language, house: u64) -> Result<()> {
    let expected = house::signature(super::signature(language), house);
    if found == expected { Ok(()) } else { Err(Error::Signature { found, expected }) }
}

/// Terms are ascending, and not too many.
pub(super) fn terms(terms: &[Term]) -> std::result::Result<(), Wrong> {
    holds(terms.len() <= MAX_TERMS, "a count too large")?;
    holds(terms.is_sorted(), "terms out of order")
}

/// Every number below that of the terms is a place once.
pub(super) fn places(places: &[u16], terms: usize) -> std::result::Result<(), Wrong> {
    holds(places.len() == terms, "not a place for each term")?;
    let mut seen = vec![false; terms];
    for &place in places {
        match seen.get_mut(usize::from(place)) {
            Some(seen @ false) => *seen = true,
            _ => return Err("a place twice"),
        }
    }
    Ok(())
}

/// The lead is a part of the text.
pub(super) fn lead(lead: usize, terms: usize) -> std::result::Result<(), Wrong> {
    holds(lead <= terms, "a lead longer than the text")
}

/// Facts are of known kinds, ascending, and not too many.
pub(super) fn facts(facts: &[FactPrint]) -> std::result::Result<(), Wrong> {
    holds(facts.len() <= MAX_FACTS, "a count too large")?;
    holds(facts.iter().all(FactPrint::is_known), "an unknown kind of fact")?;
    holds(facts.is_sorted_by_key(|fact| (fact.class(), fact.key(), fact.counted())), "facts out of order")
}

/// Stock phrases stand at places of the text, ascending, and only a house tells of any.
pub(super) fn stock(stock: &Stock, terms: usize) -> std::result::Result<(), Wrong> {
    holds(stock.house != 0 || stock.places.is_empty(), "stock phrases of no house")?;
    let ascending = stock.places.is_sorted_by(|before, place| before < place);
    let within = stock.places.last().is_none_or(|&last| usize::from(last) < terms);
    holds(ascending && within, "stock phrases out of order")
}

/// Items begin at places of the text, ascending.
pub(super) fn items(items: &[u16], terms: usize) -> std::result::Result<(), Wrong> {
    let ascending = items.is_sorted_by(|before, item| before < item);
    let within = items.last().is_none_or(|&last| usize::from(last) < terms);
    holds(ascending && within, "items out of order")
}

/// Stretches begin and end by turns, at places of the text, ascending.
pub(super) fn stretches(turns: &[u16], terms: usize) -> std::result::Result<(), Wrong> {
    let ascending = turns.is_sorted_by(|before, turn| before < turn);
    let within = turns.last().is_none_or(|&last| usize::from(last) <= terms);
    holds(ascending && within && turns.len().is_multiple_of(2), "stretches out of order")
}

/// A fingerprint as serde gives it, before anything is known of it.
#[derive(Deserialize)]
pub(super) struct Unchecked {
    signature: u64,
    simhash: u64,
    content: u64,
    published: Option<i64>,
    outlet: u32,
    words: u32,
    language: Language,
    marks: Marks,
    lead: u16,
    terms: Box<[Term]>,
    places: Box<[u16]>,
    title: Box<[Term]>,
    facts: Box<[FactPrint]>,
    #[serde(default)]
    stock: Stock,
    #[serde(default)]
    items: Box<[u16]>,
    #[serde(default)]
    background: Box<[u16]>,
    #[serde(default)]
    quoted: Box<[u16]>,
}

impl Unchecked {
    fn check(&self) -> std::result::Result<(), Wrong> {
        terms(&self.terms)?;
        places(&self.places, self.terms.len())?;
        lead(usize::from(self.lead), self.terms.len())?;
        terms(&self.title)?;
        facts(&self.facts)?;
        stock(&self.stock, self.terms.len())?;
        items(&self.items, self.terms.len())?;
        stretches(&self.background, self.terms.len())?;
        stretches(&self.quoted, self.terms.len())
    }
}

impl TryFrom<Unchecked> for Fingerprint {
    type Error = String;

    fn try_from(given: Unchecked) -> std::result::Result<Self, String> {
        signature(given.signature, given.language, given.stock.house).map_err(|error| error.to_string())?;
        given.check().map_err(|wrong| {
            format!("no fingerprint: {wrong}; it was cut or damaged, make it again from the text")
        })?;
        Ok(Self {
            signature: given.signature,
            simhash: given.simhash,
            content: given.content,
            published: given.published,
            outlet: given.outlet,
            words: given.words,
            language: given.language,
            marks: given.marks,
            lead: given.lead,
            terms: given.terms,
            places: given.places,
            title: given.title,
            facts: given.facts,
            stock: given.stock,
            items: given.items,
            background: given.background,
            quoted: given.quoted,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::{Deduplicator, Document, DocumentId};

    const TEXT: &str = "Il Comune di Gavardo apre il 3 marzo il nuovo asilo di via Quarena: 62 posti, \
                        costo 1.284.500 euro. Lo ha detto il sindaco Ettore Malvisi alle ore 18.30.";

    fn print() -> Fingerprint {
        Deduplicator::new().read(&Document::new("a", TEXT).with_title("Un asilo nuovo"))
    }

    fn json(print: &Fingerprint) -> Value {
        serde_json::to_value(print).expect("JSON")
    }

    /// What the fingerprint with a part of its JSON changed is refused for.
    fn refused(part: &str, change: impl Fn(&mut Value)) -> String {
        let mut json = json(&print());
        change(json.pointer_mut(part).expect("a part"));
        serde_json::from_value::<Fingerprint>(json).expect_err(part).to_string()
    }

    #[test]
    fn what_does_not_hold_is_named() {
        let swap = |value: &mut Value| value.as_array_mut().expect("a list").swap(0, 1);
        assert!(refused("/signature", |value| *value = 1.into()).contains("carries signature"));
        assert!(refused("/terms", swap).contains("terms out of order"));
        assert!(refused("/title", swap).contains("terms out of order"));
        assert!(refused("/places/0", |value| *value = 9999.into()).contains("a place twice"));
        assert!(
            refused("/places", |value| value.as_array_mut().unwrap().truncate(3)).contains("not a place")
        );
        assert!(refused("/lead", |value| *value = 9999.into()).contains("a lead longer"));
        assert!(refused("/facts", swap).contains("facts out of order"));
        for part in ["kind", "precision", "rarity"] {
            let refused = refused(&format!("/facts/0/{part}"), |value| *value = 200.into());
            assert!(refused.contains("an unknown kind of fact"), "{part}: {refused}");
        }
        assert!(refused("/stock/places", |value| *value = vec![1].into()).contains("of no house"));
    }

    #[test]
    fn stock_phrases_stand_within_the_text_in_order() {
        let stock = |places: &[u16]| super::stock(&Stock { house: 7, places: places.into() }, 5);
        assert_eq!(stock(&[0, 2, 4]), Ok(()));
        for places in [&[2, 1][..], &[1, 1], &[5]] {
            assert!(stock(places).is_err(), "{places:?}");
        }
    }

    #[test]
    fn stretches_begin_and_end_within_the_text() {
        for turns in [&[][..], &[0, 5], &[0, 2, 3, 5]] {
            assert_eq!(super::stretches(turns, 5), Ok(()), "{turns:?}");
        }
        for turns in [&[0][..], &[2, 2], &[3, 1], &[0, 6], &[0, 2, 2, 4]] {
            assert!(super::stretches(turns, 5).is_err(), "{turns:?}");
        }
    }

    /// The numbers of a JSON value, in order.
    fn numbers<'v>(value: &'v mut Value, found: &mut Vec<&'v mut Value>) {
        match value {
            Value::Number(_) => found.push(value),
            Value::Array(items) => items.iter_mut().for_each(|item| numbers(item, found)),
            Value::Object(fields) => fields.values_mut().for_each(|field| numbers(field, found)),
            _ => {}
        }
    }

    proptest! {
        /// Judging once filled a table backwards where terms were out of order.
        #[test]
        fn no_json_makes_judging_panic(
            changes in proptest::collection::vec((any::<usize>(), prop_oneof![0_u64..80, any::<u64>(), Just(65_535)]), 0..4),
            swaps in proptest::collection::vec((0_usize..4, any::<usize>(), any::<usize>()), 0..3),
        ) {
            let mut json = json(&print());
            for (list, a, b) in swaps {
                let list = &mut json[["terms", "places", "title", "facts"][list]];
                let list = list.as_array_mut().expect("a list");
                let length = list.len();
                list.swap(a % length, b % length);
            }
            for (at, to) in changes {
                let mut found = Vec::new();
                numbers(&mut json, &mut found);
                let length = found.len();
                *found[at % length] = to.into();
            }
            if let Ok(read) = serde_json::from_value::<Fingerprint>(json) {
                prop_assert_eq!(Fingerprint::from_bytes(&read.to_bytes()), Ok(read.clone()));
                let deduplicator = Deduplicator::new();
                deduplicator.compare(&read, &print());
                let ids = ["a", "b", "c"].map(DocumentId::new);
                deduplicator.group_fingerprints(&ids, &[read.clone(), print(), read]).expect("ids that differ");
            }
        }
    }
}

//! Counted: what a number counts, how exactly it is told, and which numbers share a unit or a noun.
//!
//! In: a number that was read, and the words around it. Out: the stem of its noun, its
//! [`Precision`], and the kind, unit and noun of the bare numbers before it. Cost: a few tokens
//! each. A number left bare before a conjunction takes unit and noun from the one after it:
//! `tra i 23 e i 61 anni`, `15-20 per cento`, `18 e 40 chili`. Gives up: nouns farther off than an
//! article and adjectives.

use super::facts::{FactKind, FactValue, Precision, Reader};
use super::lexicon::Class;
use super::stem::StemHash;
use super::units::{self, Unit};

/// Numbers that wait for the unit or noun of the one after them.
#[derive(Debug, Default)]
pub(super) struct Chain {
    /// The first fact that waits.
    pub(super) first: usize,
    /// The token at which the next number must begin.
    pub(super) next: usize,
    /// Whether a conjunction or a hyphen leads there; a comma alone binds nothing.
    pub(super) bound: bool,
    /// The token at which the first number began.
    pub(super) start: usize,
    /// Unit, factor and last token of the last measure of something, for `e 40 di hashish`.
    pub(super) measure: Option<(Unit, f64, usize)>,
}

impl Reader<'_> {
    /// How exactly a number is told: `circa` before or after it, `più di` before it.
    pub(super) fn precision(&self, start: usize, end: usize) -> Precision {
        let mut before = start.wrapping_sub(1);
        let mut of = false;
        for _ in 0..3 {
            match self.class(before) {
                Class::Precision(precision) => return self.unless_denied(precision, before),
                Class::Than(precision) if of => return self.unless_denied(precision, before),
                Class::Of => of = true,
                Class::Article | Class::To | Class::Clock => {}
                _ if self.word(before) == "than" => of = true,
                _ if units::of_sign(self.raw(before)).is_some() => {}
                _ => break,
            }
            before = before.wrapping_sub(1);
        }
        match self.class(end) {
            Class::Precision(Precision::About) => Precision::About,
            _ => Precision::Exact,
        }
    }

    /// `non inferiore a` is `almeno`, `non più di` is `al massimo`.
    fn unless_denied(&self, precision: Precision, at: usize) -> Precision {
        match (precision, self.word(at.wrapping_sub(1))) {
            (Precision::AtMost, "non" | "not" | "no") => Precision::AtLeast,
            (Precision::AtLeast, "non" | "not" | "no") => Precision::AtMost,
            _ => precision,
        }
    }

    /// Gives the numbers that waited for this one, which begins at `at` and is the last fact, its
    /// kind, unit and noun.
    pub(super) fn bind(&mut self, at: usize, unit: Option<Unit>, factor: f64, scale: f64) {
        let waits = self.chain.next == at && at > 0 && self.chain.bound;
        let first = self.chain.first;
        self.chain.next = 0;
        let Some((model, earlier)) = self.facts.split_last_mut() else { return };
        let Some(earlier) = earlier.get_mut(first..).filter(|_| waits) else { return };
        let mut dates = 0;
        for fact in
            earlier.iter_mut().filter(|fact| matches!(fact.kind, FactKind::Number | FactKind::Ordinal))
        {
            let FactValue::Quantity(told) = fact.value else { continue };
            if let FactValue::Date { year, month, .. } = model.value {
                if (1.0..=31.0).contains(&told) && told.fract() == 0.0 {
                    fact.kind = FactKind::Date;
                    fact.value = FactValue::Date { year, month, day: Some(told as u8) };
                    dates += 1;
                }
                continue;
            }
            if fact.kind == FactKind::Ordinal {
                continue;
            }
            // `tra 2 e 3 milioni`: the scale belongs to both.
            let FactValue::Quantity(last) = model.value else { continue };
            // `11 milioni e 37 lavoratori`
            if model.kind == FactKind::Number && told >= 1e6 && last < 1e6 {
                continue;
            }
            let shared = if scale > 1.0 && told < 1e3 && told * scale * factor <= last { scale } else { 1.0 };
            fact.kind = model.kind;
            fact.value = FactValue::Quantity(rounded(told * factor * shared));
            fact.unit = unit;
            fact.counted = model.counted;
        }
        if dates > 0 {
            let rarity = model.rarity;
            for fact in earlier.iter_mut().filter(|fact| fact.kind == FactKind::Date) {
                fact.rarity = rarity;
            }
        }
    }

    /// Lets the last fact, which began at `at`, wait for the number after a conjunction.
    pub(super) fn wait(&mut self, at: usize, end: usize) {
        let Some((next, bound)) = self.conjunction(end) else { return };
        let goes_on = self.chain.next == at && at > 0;
        if !goes_on {
            self.chain.first = self.facts.len().saturating_sub(1);
            self.chain.start = at;
        }
        self.chain.next = next;
        self.chain.bound = bound;
    }

    /// Where the number after a conjunction, a comma or a hyphen begins, and whether it binds.
    fn conjunction(&self, at: usize) -> Option<(usize, bool)> {
        let bound = match (self.class(at), self.raw(at)) {
            (Class::And | Class::To, _) | (_, "-" | "–" | "—") => true,
            (_, ",") => false,
            _ => return None,
        };
        let mut next = at + 1;
        while next < at + 3 && matches!(self.class(next), Class::Article | Class::To) {
            next += 1;
        }
        Some((next, bound))
    }

    /// The noun that a number at this place counts: past `di` or an article, past adjectives.
    pub(super) fn noun_after(&self, at: usize) -> Option<StemHash> {
        let mut noun = at + usize::from(matches!(self.class(at), Class::Of | Class::Article));
        // `240 dei 310 addetti`
        noun += usize::from(self.class(at) == Class::Of && self.is_number(noun));
        noun += usize::from(matches!(self.class(noun), Class::Precision(Precision::About)));
        for _ in 0..3 {
            if self.class(noun) != Class::Adjective {
                break;
            }
            noun += 1;
        }
        self.noun(noun)
    }

    /// The noun before a number that sums it up: `Nelle perquisizioni odierne, 21 in tutto`.
    pub(super) fn noun_before(&self, at: usize, end: usize) -> Option<StemHash> {
        let summed = self.class(end) == Class::Plain
            && self.word(end) == "in"
            && matches!(self.word(end + 1), "tutto" | "totale");
        if !summed && !matches!(self.word(end), "complessivamente" | "complessivi" | "complessive") {
            return None;
        }
        let led = (at.saturating_sub(6)..at).rev().find(|&before| {
            matches!(self.class(before), Class::Article | Class::Of | Class::Clock)
                || matches!(self.word(before), "nelle" | "nei" | "negli")
        })?;
        self.noun_after(led + 1)
    }

    /// The label before a number that bears it: `lotto 2`, `quota 1.200`, `volo n. 3`.
    pub(super) fn label_before(&self, at: usize) -> Option<StemHash> {
        let mut label = at.wrapping_sub(1);
        while self.class(label) == Class::NumberSign
            || self.raw(label) == "." && self.class(label.wrapping_sub(1)) == Class::NumberSign
        {
            label = label.wrapping_sub(1);
        }
        if self.class(label) == Class::Label { self.stem_of(label) } else { None }
    }

    /// The stem of a noun; `None` for a function word, or a word that facts use otherwise.
    fn noun(&self, at: usize) -> Option<StemHash> {
        match self.class(at) {
            Class::Plain
            | Class::Label
            | Class::DayPart
            | Class::LawAct
            | Class::LawArticle
            | Class::Street
            | Class::Title
            | Class::Unit(..)
                if self.is_word(at) =>
            {
                self.stem_of(at)
            }
            _ => None,
        }
    }

    pub(super) fn is_noun(&self, at: usize) -> bool {
        self.noun(at).is_some()
    }

    /// Whether a word is a function word.
    pub(super) fn is_stop(&self, at: usize) -> bool {
        self.stem_of(at).is_none()
    }

    fn stem_of(&self, at: usize) -> Option<StemHash> {
        let known = self.known(at);
        (!known.is_stop()).then_some(known.hash())
    }
}

/// A value to the millionth, so that `131,2 milioni` and `131.200.000` are equal.
pub(super) fn rounded(value: f64) -> f64 {
    if value < 1e9 { (value * 1e6).round() / 1e6 } else { value.round() }
}

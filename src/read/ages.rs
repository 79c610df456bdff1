//! Ages and ranks: `47 anni`, `il 47enne`, `il primo lotto`, `XII`.
//!
//! In: a value that years or a rank's ending follow. Out: facts of the kinds age and ordinal, or a
//! duration where nothing around says that someone is that old. Cost: a few tokens each.

use super::facts::{FactKind, Reader};
use super::lexicon::Class;
use super::units::{self, Unit};
use super::values::Value;

/// How far before an age the word `età` may stand, in tokens.
const AGE_WORD: usize = 7;

impl Reader<'_> {
    /// `47 anni`: an age where the words around it say so, a duration else.
    pub(super) fn years(&mut self, value: &Value<'_>, at: usize) -> usize {
        let end = self.past_article(value.end) + 1;
        let chained = self.chain.next == at && at > 0;
        let start = if chained { self.chain.start } else { at };
        if value.plain()
            && value.amount.fract() == 0.0
            && value.amount <= 120.0
            && self.is_age(value.amount, start, end)
        {
            let old = usize::from(self.word(end) == "old");
            self.push_quantity(FactKind::Age, value.amount, at, end + old);
            self.bind(at, None, 1.0, 1.0);
            return end + old;
        }
        self.measure(value, Unit::Second, units::YEAR, at, end)
    }

    fn is_age(&self, years: f64, start: usize, end: usize) -> bool {
        if !self.is_italian() {
            return self.word(end) == "old";
        }
        if self.class(end) == Class::Of && self.word(end + 1) == "età" {
            return true;
        }
        if self.class(end) == Class::Of && is_lasting(self.word(end + 1))
            || matches!(
                self.word(end),
                "fa" | "or" | "orsono" | "più" | "meno" | "prima" | "dopo" | "consecutivi"
            )
        {
            return false;
        }
        if (1..=AGE_WORD)
            .any(|back| matches!(self.word(start.wrapping_sub(back)), "età" | "fascia" | "fasce"))
        {
            return true;
        }
        let mut before = start.wrapping_sub(1);
        while matches!(self.class(before), Class::Article) || matches!(self.word(before), "tra" | "fra") {
            before = before.wrapping_sub(1);
        }
        let ends = !self.is_word(end) || self.class(end) == Class::And;
        let earlier = self.word(before.wrapping_sub(1));
        match self.word(before) {
            "di" => {
                !is_lasting(earlier)
                    && !matches!(self.class(before.wrapping_sub(1)), Class::Than(_) | Class::Precision(_))
            }
            "," | "(" => ends,
            // `aveva 54 anni la vittima`
            "ha" | "aveva" | "avrebbe" | "compie" | "compiuto" | "compirà" => {
                ends || self.class(end) == Class::Article
            }
            // `29 anni, di Bassano` begins a sentence of a post or a brief.
            "." | "!" | "?" | "" => self.word(end) == "," && self.class(end + 1) == Class::Of,
            // No sentence is longer than thirty years.
            "a" if years > 30.0 => true,
            "a" => ["mort", "scompars", "spent", "decedut"].iter().any(|stem| earlier.starts_with(stem)),
            _ => self.is_capital(before) && ends,
        }
    }

    /// Adds an age.
    pub(super) fn push_age(&mut self, years: f64, start: usize, end: usize) -> usize {
        self.push_quantity(FactKind::Age, years, start, end);
        end
    }

    /// `aged 47`.
    pub(super) fn aged(&mut self, at: usize) -> usize {
        match self.value_at(at + 1) {
            Some(value) if value.plain() && value.amount <= 120.0 => {
                self.push_age(value.amount, at, value.end)
            }
            _ => at + 1,
        }
    }

    /// A rank in words, where it ranks something: `la prima fase`, `il primo maggio`.
    pub(super) fn ordinal(&mut self, at: usize, rank: f64) -> usize {
        if let Some(end) = self.date_from_day(rank, at, at + 1).filter(|_| rank == 1.0 || !self.is_italian())
        {
            return end;
        }
        let led = matches!(
            self.class(at.wrapping_sub(1)),
            Class::Article | Class::One | Class::Of | Class::To | Class::In | Class::Clock | Class::This
        );
        // `prima` and `secondo` are prepositions more often than ranks.
        if (led || rank > 2.0) && self.is_noun(at + 1) || rank > 10.0 {
            return self.push_rank(rank, at, at + 1);
        }
        at + 1
    }

    /// A rank in figures: `3°`, `1° maggio`, `dal 1° al 7 giugno`.
    pub(super) fn ordinal_at(&mut self, rank: f64, at: usize, end: usize) -> usize {
        // `sopra i 19°`
        if self.raw(at).ends_with('°') && matches!(self.word(at.wrapping_sub(1)), "i" | "ai" | "dai" | "dei")
        {
            return self.measure(&Value::plainly(rank, end), Unit::Degree, 1.0, at, end);
        }
        if let Some(end) = self.date_from_day(rank, at, end) {
            self.bind(at, None, 1.0, 1.0);
            return end;
        }
        let end = self.push_rank(rank, at, end);
        self.wait(at, end);
        end
    }

    pub(super) fn push_rank(&mut self, rank: f64, start: usize, end: usize) -> usize {
        let counted = self.noun_after(end);
        self.push_quantity(FactKind::Ordinal, rank, start, end);
        if let Some(fact) = self.facts.last_mut() {
            fact.counted = counted;
        }
        end
    }
}

/// Nouns whose `di 4 anni`, or that after `4 anni di`, tells how long they last, not how old someone is.
fn is_lasting(word: &str) -> bool {
    matches!(
        word,
        "anni"
            | "arco"
            | "attesa"
            | "attività"
            | "arresti"
            | "bando"
            | "carcere"
            | "condanna"
            | "condanne"
            | "contratto"
            | "corso"
            | "esperienza"
            | "detenzione"
            | "distanza"
            | "durata"
            | "fine"
            | "garanzia"
            | "indagine"
            | "indagini"
            | "lavori"
            | "lavoro"
            | "mandato"
            | "meno"
            | "minimo"
            | "massimo"
            | "orizzonte"
            | "pena"
            | "pene"
            | "periodo"
            | "piano"
            | "più"
            | "prima"
            | "progetto"
            | "programma"
            | "reclusione"
            | "ritardo"
            | "squalifica"
            | "storia"
            | "termine"
            | "validità"
    )
}

//! Values: which values two documents both tell.
//!
//! In: the facts of a held document and those of another, both sorted by value. Out: for each value that both tell
//! its facts here and there, ascending. Cost: a look in a table of 64 bytes for each fact of the other, and a search
//! for each that the held one may have. A merge of the two would branch at every fact, and no processor foretells
//! which way.

use std::cmp::Ordering;

use crate::read::fingerprint::{FactPrint, Fingerprint};

/// The facts of a value, from the first to behind the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Group {
    start: u16,
    end: u16,
}

impl Group {
    /// The facts from `start` on that tell its value.
    fn at(facts: &[FactPrint], start: usize) -> Self {
        let same = |fact: &&FactPrint| compare(fact, &facts[start]).is_eq();
        let count = facts[start..].iter().take_while(same).count();
        Self { start: start as u16, end: (start + count) as u16 }
    }

    pub(super) fn range(self) -> std::ops::Range<usize> {
        usize::from(self.start)..usize::from(self.end)
    }
}

/// By value; those of different classes are never equal.
fn compare(p: &FactPrint, q: &FactPrint) -> Ordering {
    (p.class(), p.key()).cmp(&(q.class(), q.key()))
}

/// Words of 64 slots.
const WORDS: usize = 8;

/// The values that a document tells: a bit for each slot of the table that one of them falls into.
#[derive(Debug, Clone, Default)]
pub(in crate::judge) struct Values([u64; WORDS]);

/// The word and the bit of a value's slot.
fn slot(fact: &FactPrint) -> (usize, u32) {
    // By the upper bits of a product, since the lower ones of many numbers are alike (Knuth 1998, 6.4).
    let mixed = (fact.key() ^ (fact.class() as u32) << 28).wrapping_mul(0x9E37_79B1);
    ((mixed >> 29) as usize % WORDS, mixed >> 23 & 63)
}

impl From<&Fingerprint> for Values {
    fn from(print: &Fingerprint) -> Self {
        let mut values = Self::default();
        for fact in &print.facts {
            let (word, bit) = slot(fact);
            values.0[word] |= 1 << bit;
        }
        values
    }
}

impl Values {
    /// Notes the values that facts, whose values these are, have in common with others. `likely` is a buffer.
    pub(super) fn meet(
        &self,
        facts: &[FactPrint],
        others: &[FactPrint],
        likely: &mut Vec<u16>,
        met: &mut Vec<(Group, Group)>,
    ) {
        if likely.len() < others.len() {
            likely.resize(others.len(), 0);
        }
        let mut count = 0;
        for (at, other) in others.iter().enumerate() {
            let (word, bit) = slot(other);
            likely[count] = at as u16;
            count += (self.0[word] >> bit & 1) as usize;
        }
        met.clear();
        let (mut from, mut done) = (0, 0);
        for &at in &likely[..count] {
            let at = usize::from(at);
            if at < done {
                continue;
            }
            let other = &others[at];
            from += facts[from..].partition_point(|fact| compare(fact, other).is_lt());
            if facts.get(from).is_some_and(|fact| compare(fact, other).is_eq()) {
                let (own, of_other) = (Group::at(facts, from), Group::at(others, at));
                done = usize::from(of_other.end);
                met.push((own, of_other));
            }
        }
    }
}

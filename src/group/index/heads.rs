//! Heads: for each key of some documents the documents that share it, as far as they count.
//!
//! In: documents with their keys, and the lists of a view. Out: for each document its keys that others have
//! too, ascending, each with the head of its list. Cost: a sort of the keys, and one look at the list of each,
//! however many of the documents have it. They are looked up in the order in which the lists stand, so that
//! memory is read from one end to the other; document by document, each key would be a place of its own. What is
//! found takes some 4 kilobytes a document for as long as it is judged.

use std::hint;
use std::ops::Range;

use super::contents::Ties;
use super::postings::Posting;
use super::rows::Number;
use super::state::View;
use crate::error::Result;
use crate::group::candidates::PIVOTS;
use crate::group::keys::Key;
use crate::group::parallel;

/// A key, a document that has it, and what it weighs there.
type Keyed = (Key, Number, u8);

/// A key of a document, and where the head of its list is.
#[derive(Debug, Clone, Copy)]
struct Place {
    key: Key,
    /// Where its postings begin.
    start: u32,
    /// How many there are, [`PIVOTS`] at the most.
    count: u8,
    /// What the key weighs in the document.
    weight: u8,
    /// Whether there are more than the head.
    crowded: bool,
}

/// A key that a document shares with others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'h> {
    pub(super) key: Key,
    /// What it weighs in the document.
    pub(super) weight: u8,
    /// Whether more than [`PIVOTS`] documents have it; then `postings` are its pivots.
    pub(super) crowded: bool,
    pub(super) postings: &'h [Posting],
}

/// The heads of the lists of some documents.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// The first of the documents, whose numbers follow each other.
    first: Number,
    /// Where the keys of each document begin in `places`, and one more for the end.
    starts: Vec<u32>,
    places: Vec<Place>,
    postings: Vec<Posting>,
    /// Crowded keys of which one of the documents is a pivot, or that it may have crowded.
    pub(super) shifts: Vec<Key>,
}

/// What is found in a part of the keys.
#[derive(Debug, Default)]
struct Part {
    /// Documents with their keys, in the order of the keys.
    places: Vec<(Number, Place)>,
    postings: Vec<Posting>,
    shifts: Vec<Key>,
    list: Vec<Posting>,
    ties: Ties,
}

impl Part {
    /// Looks up a key of some documents, each with what the key weighs in it.
    fn look_up(
        &mut self,
        view: View<'_>,
        key: Key,
        documents: impl Iterator<Item = (Number, u8)>,
    ) -> Result<()> {
        let Self { places, postings, shifts, list, ties } = self;
        view.head(key, ties, list)?;
        if list.len() < 2 {
            return Ok(());
        }
        let crowded = list.len() > PIVOTS;
        let head = list.get(..PIVOTS).unwrap_or(list);
        let (start, count) = (postings.len() as u32, head.len() as u8);
        postings.extend_from_slice(head);
        let mut is_shifted = false;
        for (document, weight) in documents {
            places.push((document, Place { key, start, count, weight, crowded }));
            // One that stands right behind the pivots may be the one that makes the crowd.
            is_shifted = is_shifted || crowded && list.iter().any(|posting| posting.document == document);
        }
        shifts.extend(is_shifted.then_some(key));
        Ok(())
    }
}

impl Heads {
    /// Those of some fresh documents of a transaction.
    pub(super) fn of_fresh(view: View<'_>, numbers: Range<Number>, threads: Option<usize>) -> Result<Self> {
        let fresh = |number: Number| view.pending.and_then(|pending| pending.get(number));
        if let (1, Some(fresh)) = (numbers.len(), fresh(numbers.start)) {
            return Self::of_one(view, numbers.start, &fresh.keys);
        }
        let keys = |number: Number| {
            let keys = fresh(number).into_iter().flat_map(|fresh| &fresh.keys);
            keys.map(move |&(key, weight)| (key, number, weight))
        };
        let mut keyed: Vec<Keyed> = numbers.clone().flat_map(keys).collect();
        parallel::sort(threads, &mut keyed);
        let found = parallel::map(
            threads,
            &parts(&keyed),
            || (),
            |(), keyed| {
                let mut part = Part::default();
                for run in keyed.chunk_by(|a, b| a.0 == b.0) {
                    if let Some(&(key, ..)) = run.first() {
                        part.look_up(view, key, run.iter().map(|&(_, number, weight)| (number, weight)))?;
                    }
                }
                Ok(part)
            },
        );
        Ok(Self::put_together(numbers, found.into_iter().collect::<Result<_>>()?))
    }

    /// Those of one document that the view holds, with its keys, ascending.
    pub(super) fn of_one(view: View<'_>, document: Number, keys: &[(Key, u8)]) -> Result<Self> {
        view.lists().approach(keys, PIVOTS, &view);
        let mut part = Part::default();
        for &(key, weight) in keys {
            part.look_up(view, key, [(document, weight)].into_iter())?;
        }
        Ok(Self::put_together(document..document + 1, vec![part]))
    }

    /// Puts the parts together by document.
    fn put_together(numbers: Range<Number>, parts: Vec<Part>) -> Self {
        let at = |number: Number| (number - numbers.start) as usize;
        let mut starts = vec![0; numbers.len() + 1];
        for &(number, _) in parts.iter().flat_map(|part| &part.places) {
            starts[at(number) + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let nothing = Place { key: Key(0), start: 0, count: 0, weight: 0, crowded: false };
        let mut places = vec![nothing; sum as usize];
        let mut next = starts.clone();
        let mut postings = Vec::with_capacity(parts.iter().map(|part| part.postings.len()).sum());
        let mut shifts = Vec::new();
        for part in parts {
            let before = postings.len() as u32;
            for (number, place) in part.places {
                let next = &mut next[at(number)];
                places[*next as usize] = Place { start: before + place.start, ..place };
                *next += 1;
            }
            postings.extend(part.postings);
            shifts.extend(part.shifts);
        }
        Self { first: numbers.start, starts, places, postings, shifts }
    }

    /// The keys that a document shares with others, ascending; they are brought near all at once.
    pub(super) fn of(&self, document: Number) -> impl Iterator<Item = Head<'_>> {
        let at = document.checked_sub(self.first).map(|at| at as usize);
        let bounds =
            at.and_then(|at| Some(*self.starts.get(at)? as usize..*self.starts.get(at + 1)? as usize));
        let places = bounds.and_then(|bounds| self.places.get(bounds)).unwrap_or_default();
        let postings = |place: &Place| {
            let start = place.start as usize;
            self.postings.get(start..start + usize::from(place.count)).unwrap_or_default()
        };
        let lines = places.iter().flat_map(|place| postings(place).iter().step_by(LINE));
        hint::black_box(lines.fold(0, |sum, posting| sum ^ posting.document));
        places.iter().map(move |place| {
            let &Place { key, weight, crowded, .. } = place;
            Head { key, weight, crowded, postings: postings(place) }
        })
    }
}

/// A line of memory, of 64 bytes, holds so many postings.
const LINE: usize = 8;
/// Keys of a part, about.
const PART: usize = 1 << 11;

/// Parts what is in the order of keys, each key whole.
fn parts(mut keyed: &[Keyed]) -> Vec<&[Keyed]> {
    let mut parts = Vec::new();
    while !keyed.is_empty() {
        let last = keyed.get(PART - 1).map(|&(key, ..)| key);
        let end = last.map_or(keyed.len(), |last| keyed.partition_point(|&(key, ..)| key <= last));
        let (part, rest) = keyed.split_at(end);
        parts.push(part);
        keyed = rest;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_have_keys_whole_and_lose_none() {
        for (count, each) in [(0, 1), (5, 3), (PART, 1), (3 * PART, 7), (PART + 1, PART)] {
            let keyed: Vec<Keyed> =
                (0..count).map(|at| (Key((at / each) as u32), (at % each) as Number, 9)).collect();
            let parts = parts(&keyed);
            assert_eq!(parts.concat(), keyed);
            for (one, next) in parts.iter().zip(parts.iter().skip(1)) {
                assert!(one.last().map(|keyed| keyed.0) < next.first().map(|keyed| keyed.0));
                assert!(one.len() >= PART);
            }
        }
    }
}

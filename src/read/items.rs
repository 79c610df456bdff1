//! Items: where the items of a roundup begin.
//!
//! In: a text, line by line, and then its terms. Out: the places at which its items begin, none where it is no
//! roundup. Cost: `O(n)`. Source: our own reading of the *brevi* and newsletters of local papers: items stand in
//! paragraphs of their own, each under a heading or behind a label (`GALLIPOLI.`, `Trasporti –`, `2)`, a bullet),
//! make up nearly all of the text, and have next to nothing to do with each other. Gives up: items that run on in
//! one paragraph, and those without any label.
//!
//! A roundup is judged by the item that is nearest to the other text (`judge/roundup.rs`).

use std::ops::Range;

use super::fingerprint::{FactPrint, Fingerprint, IN_TITLE, Term};
use super::house::Stock;
use super::stretches;

/// A roundup has so many items at the least.
const LEAST: usize = 3;
/// Of its words so many in a hundred stand in items.
const SHARE: usize = 70;
/// A paragraph with fewer words is no item, and no text under a heading.
const ITEM_WORDS: usize = 8;
/// A label has no more words than these, or, all in capitals, than those.
const LABEL_WORDS: usize = 3;
const CAPITALS_WORDS: usize = 8;
/// Nor does it have more characters.
const LABEL_CHARS: usize = 90;
/// A heading is no longer.
const HEADING_WORDS: usize = 12;
/// Of all that its items say no more than this share, by rarity, is said by two of them.
const REPEATED: f32 = 0.06;
/// The terms that are taken for the lead of an item.
const LEAD: usize = 24;

/// The bytes at which the items of a text begin, ascending; none where it does not look like a roundup.
pub(super) fn starts(text: &str) -> Vec<usize> {
    let lines = || lines(text).map(|(start, text)| (start, Line(text)));
    let (mut starts, mut within) = (Vec::new(), Vec::new());
    let mut all = lines().peekable();
    while let Some((start, line)) = all.next() {
        if line.is_heading() {
            if let Some((_, under)) = all.next_if(|(_, next)| next.is_long()) {
                starts.push(start);
                within.extend([line, under]);
            }
        } else if (line.is_marked() || line.is_labelled()) && line.is_long() {
            starts.push(start);
            within.push(line);
        }
    }
    // Most texts have next to no labels; only of the others the words are counted.
    let words = |lines: &mut dyn Iterator<Item = Line<'_>>| lines.map(|line| line.words()).sum::<usize>();
    if starts.len() < LEAST
        || words(&mut within.into_iter()) * 100 < words(&mut lines().map(|(_, line)| line)) * SHARE
    {
        starts.clear();
    }
    starts
}

/// Whether items speak of different matters, by the terms of a text with their places.
pub(super) fn are_apart(terms: impl Iterator<Item = (Term, u16)>, items: &[u16]) -> bool {
    repeated(terms, items) <= REPEATED
}

/// What share of all that the items say, by rarity, at least two of them say.
fn repeated(terms: impl Iterator<Item = (Term, u16)>, items: &[u16]) -> f32 {
    let (mut all, mut repeated) = (0_u32, 0_u32);
    let mut before: Option<(u32, usize, bool)> = None;
    for (term, place) in terms {
        let item = items.partition_point(|&start| start <= place);
        let weight = u32::from(term.rarity().0);
        match &mut before {
            _ if item == 0 => continue,
            Some((key, first, seen)) if *key == term.key() => {
                if *first != item && !*seen {
                    *seen = true;
                    repeated += weight;
                }
                continue;
            }
            _ => before = Some((term.key(), item, false)),
        }
        all += weight;
    }
    repeated as f32 / all.max(1) as f32
}

/// The lines that are not empty, without the space around them, and where each begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut end = 0;
    let cut = text.split('\n').map(move |line| {
        let start = end;
        end += line.len() + 1;
        (start + line.len() - line.trim_start().len(), line.trim())
    });
    cut.filter(|(_, line)| !line.is_empty())
}

/// A line that is not empty.
struct Line<'t>(&'t str);

/// What sets words off: `**Titolo**`, `*Titolo*`, `# Titolo`.
const EMPHASIS: [char; 3] = ['*', '_', '#'];

impl Line<'_> {
    fn words(&self) -> usize {
        self.0.split_whitespace().count()
    }

    /// Whether it has enough words for an item.
    fn is_long(&self) -> bool {
        self.0.split_whitespace().nth(ITEM_WORDS - 1).is_some()
    }

    /// Whether it is short, in capitals or set off, and ends no sentence.
    fn is_heading(&self) -> bool {
        let bare = self.0.trim_matches(EMPHASIS);
        let set_off = bare.len() + 1 < self.0.len() || in_capitals(bare);
        let is_short = || self.0.split_whitespace().nth(HEADING_WORDS).is_none();
        set_off && !bare.ends_with(['.', '!', '?', ':', ';', ',']) && is_short()
    }

    /// Whether it begins with a bullet or a number.
    fn is_marked(&self) -> bool {
        let after_number = self.0.trim_start_matches(|mark: char| mark.is_ascii_digit());
        match self.0.len() - after_number.len() {
            0 => self.0.chars().next().is_some_and(is_bullet),
            1 | 2 => after_number.starts_with([')', '.', '°', 'º']) && after_number.contains(' '),
            _ => false,
        }
    }

    /// Whether a few words stand before a full stop, a colon or a dash, and others behind it.
    fn is_labelled(&self) -> bool {
        let text = self.0.trim_start_matches(EMPHASIS);
        let Some(label) = label_end(text).and_then(|end| text.get(..end)) else { return false };
        let label = label.trim_end_matches(EMPHASIS);
        let words = label.split_whitespace().count();
        label.starts_with(char::is_uppercase)
            && (words <= LABEL_WORDS || words <= CAPITALS_WORDS && in_capitals(label))
    }
}

/// Where the label ends that a line begins with: before a full stop, a colon or a dash and a space.
fn label_end(line: &str) -> Option<usize> {
    let mut marks = line.char_indices().take(LABEL_CHARS).peekable();
    let mut before = ' ';
    while let Some((at, mark)) = marks.next() {
        let ends = match mark {
            '.' | ':' => true,
            '–' | '-' | '—' => before == ' ',
            _ => false,
        };
        if ends && marks.peek().is_some_and(|&(_, next)| next == ' ') {
            return Some(at);
        }
        before = mark;
    }
    None
}

/// A mark that begins the items of a list: `*`, `-`, `+`, or a sign beyond ASCII that opens no quotation. Not `>` or
/// `|`, with which mail and tables begin every line.
fn is_bullet(mark: char) -> bool {
    let opens = matches!(mark, '«' | '“' | '”' | '„' | '‘' | '’' | '…' | '¿' | '¡');
    matches!(mark, '*' | '-' | '+') || !(mark.is_ascii() || mark.is_alphanumeric() || opens)
}

fn in_capitals(text: &str) -> bool {
    !text.chars().any(char::is_lowercase) && text.chars().any(char::is_uppercase)
}

impl Fingerprint {
    /// Whether it puts several matters side by side, each in an item of its own.
    pub fn is_roundup(&self) -> bool {
        !self.items.is_empty()
    }

    /// The places of the items of a roundup, in order; none of any other text. What stands before the first
    /// is in none.
    pub(crate) fn items(&self) -> impl Iterator<Item = Range<u16>> + '_ {
        let ends = self.items.iter().skip(1).copied().chain([self.terms.len() as u16]);
        self.items.iter().zip(ends).map(|(&start, end)| start..end)
    }

    /// One item as a document of its own: of the same outlet and time, without a title.
    pub(crate) fn item(&self, places: &Range<u16>) -> Self {
        let within = self.terms().filter(|(_, place)| places.contains(place));
        let (terms, own): (Vec<Term>, Vec<u16>) =
            within.map(|(term, place)| (term, place - places.start)).unzip();
        let own_place = |place: u16| place.clamp(places.start, places.end) - places.start;
        let of_item = |fact: &&FactPrint| fact.position() != IN_TITLE && places.contains(&fact.position());
        let facts = self.facts.iter().filter(of_item).map(|fact| fact.at(fact.position() - places.start));
        Self {
            content: 0,
            lead: terms.len().min(LEAD) as u16,
            terms: terms.into_boxed_slice(),
            places: own.into_boxed_slice(),
            title: Box::default(),
            facts: facts.collect(),
            stock: Stock::default(),
            items: Box::default(),
            background: stretches::moved(&self.background, own_place),
            quoted: stretches::moved(&self.quoted, own_place),
            ..*self
        }
    }
}

//! One clause of a line: what it is by its words.

use std::ops::Range;

use super::FurnitureKind;
use super::cues::{self, Cue, Rule};
use super::fold::{Folded, Word};
use crate::language::Language;
use crate::read::list::List;

/// What a clause is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Furniture(FurnitureKind),
    /// Furniture that takes the rest of its line with it.
    Label(FurnitureKind),
    /// A date or a time and nothing else.
    Date,
    /// The name of a section, or `di` and a name: furniture beside a date.
    Heading,
    /// A few words that may go with furniture on either side.
    Short,
    Matter,
}

/// A clause and where it stands.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) sort: Sort,
    pub(super) range: Range<usize>,
}

impl Clause {
    /// What furniture it is, if it is.
    pub(super) fn kind(&self) -> Option<FurnitureKind> {
        match self.sort {
            Sort::Furniture(kind) | Sort::Label(kind) => Some(kind),
            _ => None,
        }
    }
}

/// A clause with more words than this is matter, whatever it says.
const MOST_WORDS: usize = 30;
const FEW_WORDS: usize = 20;
/// Cookie notices are long.
const MOST_COOKIE_WORDS: usize = 120;
/// The target of a link is no longer, in bytes.
const LONGEST_TARGET: usize = 300;
/// What feeds put between the title and the name of the site.
const FEED_PHRASES: [&str; 3] = ["proviene da", "sembra essere il primo su", "appeared first on"];
/// A clause that may go with furniture beside it has no more words.
const SHORT: usize = 4;

/// What the clauses of one line are read against.
pub(super) struct Reader<'t> {
    pub(super) text: &'t str,
    pub(super) language: Language,
    /// Whether the line is one of the last of its text.
    pub(super) foot: bool,
}

impl Reader<'_> {
    /// Cuts a line into clauses and sorts them.
    pub(super) fn clauses(&self, folded: &Folded, line: Range<usize>, clauses: &mut Vec<Clause>) {
        clauses.clear();
        let words = &folded.words;
        let (mut first, mut start) = (0, line.start);
        for next in 1..=words.len() {
            let cut = match (words.get(next - 1), words.get(next)) {
                (Some(word), Some(after)) => self.cut(word.range.end..after.range.start, after.capital),
                _ => Some(line.end),
            };
            if let Some(end) = cut {
                let sort = self.sort(folded, words.get(first..next).unwrap_or_default());
                clauses.push(Clause { sort, range: start..end });
                (first, start) = (next, end);
            }
        }
    }

    /// Where a clause ends in the gap between two words, if it does.
    fn cut(&self, gap: Range<usize>, capital: bool) -> Option<usize> {
        let start = gap.start;
        let gap = self.text.get(gap)?;
        if gap.len() < 2 || !gap.bytes().any(may_cut) {
            return None;
        }
        if let Some(at) = gap.find(['|', '·', '•', '»', '>', '›', '©', '→']) {
            return Some(start + at);
        }
        let has_dash = gap.bytes().any(|byte| matches!(byte, b'-' | b'/' | b'"' | 0x80..));
        if has_dash
            && let Some(at) =
                [" - ", " – ", " — ", " / ", " \" ", "- ", "– "].iter().find_map(|dash| gap.find(dash))
        {
            return Some(start + at);
        }
        let at = gap.find(['.', '!', '?', '('])?;
        if gap.get(at..)?.starts_with('(') {
            return Some(start + at).filter(|_| !gap.contains("]("));
        }
        (capital && gap.contains(' ')).then_some(start + at + 1)
    }

    fn sort(&self, folded: &Folded, words: &[Word]) -> Sort {
        let Some(first) = words.first() else { return Sort::Short };
        for cue in cues::beginning_with(self.language, folded.word(first)) {
            if let Some(length) = folded.begins_with(words, cue.phrase)
                && self.holds(cue, folded, words, length)
            {
                return if cue.rule.takes_line() { Sort::Label(cue.kind) } else { Sort::Furniture(cue.kind) };
            }
        }
        if words.len() <= FEW_WORDS {
            for at in 1..words.len() {
                let Some((rest, word)) = words.get(at..).zip(words.get(at)) else { break };
                let mut within = cues::within_from(self.language, folded.word(word));
                if let Some(cue) = within.find(|cue| folded.begins_with(rest, cue.phrase).is_some()) {
                    return Sort::Furniture(cue.kind);
                }
            }
        }
        if self.has_rights_sign(first) && words.len() <= 8 {
            return Sort::Furniture(FurnitureKind::Rights);
        }
        if self.calls(folded, words) {
            return Sort::Furniture(FurnitureKind::Site);
        }
        if is_date(folded, words) {
            return Sort::Date;
        }
        if self.is_heading(folded, words) {
            return Sort::Heading;
        }
        if words.len() <= SHORT { Sort::Short } else { Sort::Matter }
    }

    /// Whether the rule of a cue holds for a clause that begins with its phrase.
    fn holds(&self, cue: &Cue, folded: &Folded, words: &[Word], length: usize) -> bool {
        let count = words.len();
        let rest = words.get(length..).unwrap_or_default();
        let (Some(first), Some(last)) = (words.first(), words.get(length - 1)) else { return false };
        let few = count <= FEW_WORDS;
        let after = self.mark_after(last.range.end);
        let before = self.mark_before(first.range.start);
        match cue.rule {
            Rule::Whole | Rule::Count => rest.iter().all(|word| is_number(folded.word(word))),
            Rule::Starts | Rule::Within => few,
            Rule::Short => count <= length + 5,
            Rule::Label => {
                // `Leggi anche Modena, ...`: a title follows at once.
                let title = length > 1 && few && rest.first().is_some_and(|word| word.capital);
                rest.is_empty() || ":[|>→(".contains(after) || title
            }
            Rule::Colon => few && after == ':',
            Rule::Bracketed => rest.is_empty() && "(-".contains(before),
            Rule::Call => few && has_any(folded, rest, &cues::CHANNELS),
            Rule::Dated => {
                let dates = rest.iter().filter(|word| is_date_word(folded.word(word))).count();
                dates >= 2 && rest.len() - dates <= SHORT
            }
            Rule::Cookie => {
                count <= MOST_COOKIE_WORDS
                    && words.iter().any(|word| matches!(folded.word(word), "cookie" | "cookies"))
            }
            // A closing guillemet is a quotation mark after normalising: `Home » Cronaca`.
            Rule::Crumb => rest.is_empty() && "/>\"›|".contains(after),
            Rule::Feed => count <= MOST_WORDS && FEED_PHRASES.iter().any(|phrase| folded.has_within(phrase)),
            Rule::Source => few && after == ':' && (self.foot || before == '('),
            Rule::Telephone => {
                few && self.foot && (after == ':' || count <= 12 && self.has_number_to_call(folded, words))
            }
        }
    }

    /// The mark after a word, past spaces, emphasis and the target of a link.
    fn mark_after(&self, end: usize) -> char {
        let rest = self.text.get(end..).unwrap_or_default().trim_start_matches(['*', '_', ' ']);
        let past_link = rest.strip_prefix("](").and_then(|target| {
            let close = target.bytes().take(LONGEST_TARGET).position(|byte| byte == b')')?;
            target.get(close + 1..)
        });
        let rest = past_link.or(rest.strip_prefix(']')).unwrap_or(rest);
        rest.trim_start_matches(['*', '_', ' ']).chars().next().unwrap_or('\n')
    }

    fn mark_before(&self, start: usize) -> char {
        self.text
            .get(..start)
            .and_then(|before| before.trim_end_matches(['*', '_', ' ']).chars().next_back())
            .unwrap_or(' ')
    }

    fn has_rights_sign(&self, first: &Word) -> bool {
        self.mark_before(first.range.start) == '©'
    }

    /// Whether a clause asks to follow, to subscribe, to share.
    fn calls(&self, folded: &Folded, words: &[Word]) -> bool {
        let near = if words.len() <= 12 { words } else { words.get(..3).unwrap_or_default() };
        let quoted = words.first().is_some_and(|first| self.mark_before(first.range.start) == '"');
        words.len() <= MOST_WORDS
            && !quoted
            && has_any(folded, near, &cues::CALLS)
            && has_any(folded, words, &cues::CHANNELS)
    }

    /// `Cronaca`, `di Mario Rossi`, `by Jane Smith`.
    fn is_heading(&self, folded: &Folded, words: &[Word]) -> bool {
        let Some((first, rest)) = words.split_first() else { return false };
        let word = folded.word(first);
        if cues::SECTIONS.has(word) && words.len() <= SHORT {
            return true;
        }
        let by = if self.language == Language::Italian { "di" } else { "by" };
        word == by
            && (1..=SHORT).contains(&rest.len())
            && rest.iter().all(|word| word.capital || word.folded.len() == 1)
    }

    /// A telephone number of six digits or more, or a mail address.
    fn has_number_to_call(&self, folded: &Folded, words: &[Word]) -> bool {
        let digits: usize =
            words.iter().filter(|word| is_number(folded.word(word))).map(|word| word.folded.len()).sum();
        let span = words.first().zip(words.last()).map(|(first, last)| first.range.start..last.range.end);
        digits >= 6 || span.and_then(|span| self.text.get(span)).is_some_and(|clause| clause.contains('@'))
    }
}

/// Whether a byte is one of a mark that may cut; a comma and a space are not, nor is an apostrophe.
fn may_cut(byte: u8) -> bool {
    matches!(byte, b'|' | b'>' | b'-' | b'/' | b'"' | b'.' | b'!' | b'?' | b'(' | 0x80..)
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

pub(super) fn is_date_word(word: &str) -> bool {
    is_number(word) && word.len() <= 4 || cues::MONTHS.has(word) || cues::DATE_WORDS.has(word)
}

/// Whether words tell a date or a time and nothing else.
fn is_date(folded: &Folded, words: &[Word]) -> bool {
    let (mut numbers, mut months) = (0, 0);
    for word in words.iter().map(|word| folded.word(word)) {
        match word.len() {
            // `10:11`, `24/07/2026`, but not `1.500`.
            1 | 2 | 4 if is_number(word) => numbers += 1,
            _ if is_number(word) || !is_date_word(word) => return false,
            _ => months += usize::from(cues::MONTHS.has(word)),
        }
    }
    numbers >= 3 || numbers >= 1 && months > 0 || numbers == 2 && words.len() <= 3
}

fn has_any(folded: &Folded, words: &[Word], list: &List) -> bool {
    words.iter().any(|word| list.has(folded.word(word)))
}

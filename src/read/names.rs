//! Names: words whose capital tells something, one fact a word.
//!
//! In: a word with a capital. Out: [`FactKind::Name`] facts whose value is the hash of the word's
//! folded form without accents (`Cantù` = `Cantu'`). Cost: `O(n)` in tokens, and `O(k log k)` in the
//! names of the text to settle the doubtful ones. A capital at the start of a sentence, or in a line
//! of capitals or of title case, tells nothing: such a word is a name only where the text has it
//! with a telling capital too, or where a telling one follows at once (`Nicola Rossi`). Gives up:
//! names that are only ever written in lower case.

use super::facts::{FactKind, FactValue, Reader, text_hash};
use super::lexicon::Class;
use super::rarity;
use super::scan;
use super::stem::StemHash;
use super::tokenize::{Case, Token, TokenKind};
use crate::language::Language;

/// What is known of the names of a text so far.
#[derive(Debug)]
pub(super) struct Names {
    /// Where the line ends that was looked at last, in bytes.
    line_end: usize,
    /// Whether capitals tell anything on that line.
    line_tells: bool,
    /// The hashes of the words that are names by a telling capital.
    telling: Vec<StemHash>,
    /// The facts, by place in the list, that are names only if another place of the text tells so.
    doubtful: Vec<u32>,
}

/// How many names of each kind there is room for at first; more than most texts have.
const ROOM: usize = 64;

impl Default for Names {
    fn default() -> Self {
        let (telling, doubtful) = (Vec::with_capacity(ROOM), Vec::with_capacity(ROOM));
        Self { line_end: 0, line_tells: false, telling, doubtful }
    }
}

/// Longest quotation, in words, that is taken for a name and not for speech.
const QUOTED_NAME: usize = 4;
/// How many tokens on each side of a line's first capital are looked at to judge the line.
const LINE_SAMPLE: usize = 30;
/// The place before a sentence has no more words.
const PLACE_WORDS: usize = 3;
/// The last of them is no shorter, in bytes: `RAI` is no place.
const PLACE: usize = 4;
/// Longest word in capitals at the start of a line that is taken for an acronym.
const ACRONYM: usize = 5;

impl Reader<'_> {
    /// A word with a capital.
    pub(super) fn name(&mut self, at: usize, token: &Token) -> usize {
        let folded = self.word(at);
        if token.case == Case::Upper {
            if let Some(end) = self.plate(at) {
                return end;
            }
            if self.is_province(at) {
                return at + 1;
            }
            if let Some(rank) = roman(folded).filter(|_| self.line_tells(at)) {
                return self.push_rank(rank, at, at + 1);
            }
        }
        if folded.bytes().any(|byte| byte.is_ascii_digit()) {
            return self.mixed(at);
        }
        if folded.chars().nth(1).is_none() {
            return self.initials(at);
        }
        if token.elided || self.is_stop(at) {
            return at + 1;
        }
        let tells = self.tells(at, token);
        self.push_name(at, at + 1, folded, tells);
        at + 1
    }

    /// Adds a name, for good or until the text is read.
    fn push_name(&mut self, start: usize, end: usize, folded: &str, tells: bool) {
        let folded = if self.language == Language::English {
            folded.strip_suffix("'s").unwrap_or(folded)
        } else {
            folded
        };
        // The rarity of a single word is known.
        let (hash, rarity) =
            if folded.is_ascii() && folded.len() == self.word(start).len() && end == start + 1 {
                (text_hash(folded), self.known(start).name())
            } else {
                self.scratch.clear();
                self.scratch.extend(folded.chars().map(without_accent));
                (text_hash(&self.scratch), rarity::of_name(self.language, &self.scratch))
            };
        if tells {
            self.names.telling.push(hash);
        } else {
            self.names.doubtful.push(self.facts.len() as u32);
        }
        self.push(FactKind::Name, FactValue::Text(hash), rarity, start, end);
    }

    /// Whether the capital of this word tells that it is a name.
    fn tells(&mut self, at: usize, token: &Token) -> bool {
        if self.is_quoted_name(at) {
            return true;
        }
        if !self.line_tells(at) {
            return false;
        }
        if !token.starts_sentence && !self.follows_place(at, token) {
            return true;
        }
        if token.case == Case::Upper {
            return token.range.len() <= ACRONYM;
        }
        // `Nicola Rossi ha detto`, but not `Arrestato Rossi` nor `Per Rossi`.
        let next = self.token(at + 1).filter(|next| next.kind == TokenKind::Word && !next.starts_sentence);
        next.is_some_and(|next| next.case == Case::Capitalized && self.class(at + 1) == Class::Plain)
            && !is_participle(self.word(at))
    }

    /// Whether a word begins the sentence behind the place that a paper puts before it: `CARPI Denunciato un uomo`.
    fn follows_place(&self, at: usize, token: &Token) -> bool {
        if token.case != Case::Capitalized {
            return false;
        }
        let place = (1..=PLACE_WORDS).map_while(|back| self.token(at.checked_sub(back)?));
        let mut capitals = place.take_while(|token| token.case == Case::Upper).peekable();
        capitals.peek().is_some_and(|last| last.range.len() >= PLACE)
            && capitals.any(|token| token.starts_sentence)
    }

    /// Whether a quotation mark stands before this word or a few words earlier and closes soon: `"Fondaco"`.
    fn is_quoted_name(&self, at: usize) -> bool {
        let is_mark = |at: usize| matches!(self.raw(at), "\"" | "'" | "«" | "»" | "“" | "”");
        let Some(open) =
            (1..=QUOTED_NAME).filter_map(|back| at.checked_sub(back)).find(|&before| !self.is_word(before))
        else {
            return false;
        };
        if !is_mark(open) {
            return false;
        }
        let close = (at + 1..=open + 1 + QUOTED_NAME).find(|&after| !self.is_word(after));
        close.is_some_and(is_mark)
    }

    /// `(VA)`: two capitals in brackets.
    fn is_province(&self, at: usize) -> bool {
        self.raw(at).len() == 2 && at > 0 && self.raw(at - 1) == "(" && self.raw(at + 1) == ")"
    }

    /// `M. R.` is one name; a letter alone is none.
    fn initials(&mut self, at: usize) -> usize {
        let letter = |at: usize| self.is_capital(at) && self.word(at).chars().nth(1).is_none();
        if self.raw(at + 1) == "." && letter(at + 2) && self.raw(at + 3) == "." {
            let mut spelling = [0_u8; 8];
            let (first, second) = (self.word(at).as_bytes(), self.word(at + 2).as_bytes());
            let length = first.len() + second.len();
            for (slot, &byte) in spelling.iter_mut().zip(first.iter().chain(second)) {
                *slot = byte;
            }
            if let Ok(initials) = std::str::from_utf8(spelling.get(..length).unwrap_or_default()) {
                self.push_name(at, at + 4, initials, true);
            }
            return at + 4;
        }
        at + 1
    }

    /// Whether the line of a token is written so that capitals tell something: not all in capitals,
    /// and not a title with nearly every longer word capitalised. Long lines are judged by the words
    /// around their first capital.
    fn line_tells(&mut self, at: usize) -> bool {
        let Some(first) = self.token(at) else { return true };
        let here = first.range.start as usize;
        if here < self.names.line_end {
            return self.names.line_tells;
        }
        let (before, behind) = self.text.split_at_checked(here).unwrap_or_default();
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let newline = scan::places(behind.as_bytes(), |byte| byte == b'\n').next();
        let line_end = newline.map_or(self.text.len(), |length| here + length);
        let line = line_start..line_end;
        let on_line = |at: usize| self.token(at).filter(|token| line.contains(&(token.range.start as usize)));
        let mut start = at;
        while start > 0 && start + LINE_SAMPLE > at && on_line(start - 1).is_some() {
            start -= 1;
        }
        let (mut words, mut upper, mut long, mut title) = (0, 0, 0, 0);
        for token in
            (start..at + LINE_SAMPLE).map_while(on_line).filter(|token| token.kind == TokenKind::Word)
        {
            words += 1;
            upper += usize::from(token.case == Case::Upper);
            if token.range.len() > 3 {
                long += 1;
                title += usize::from(token.case != Case::Lower);
            }
        }
        let shouted = words >= 3 && upper * 10 >= words * 8;
        let titled = long >= 5 && title * 10 >= long * 9;
        self.names.line_end = line_end;
        self.names.line_tells = !shouted && !titled;
        self.names.line_tells
    }

    /// Drops the doubtful names that no other place of the text confirms.
    pub(super) fn settle_names(&mut self) {
        if self.names.doubtful.is_empty() {
            return;
        }
        self.names.telling.sort_unstable();
        let telling = &self.names.telling;
        let mut doubtful = self.names.doubtful.iter().peekable();
        let mut place = 0_u32;
        self.facts.retain(|fact| {
            let is_doubtful = doubtful.next_if(|&&doubt| doubt == place).is_some();
            place += 1;
            !is_doubtful
                || matches!(fact.value, FactValue::Text(hash) if telling.binary_search(&hash).is_ok())
        });
    }
}

/// Whether a word looks like the participle that headlines and leads begin with: `Arrestato`.
fn is_participle(word: &str) -> bool {
    word.len() > 5
        && ["ato", "ata", "ati", "ate", "uto", "uta", "uti", "ute", "ito", "ita", "iti", "ite"]
            .iter()
            .any(|end| word.ends_with(end))
}

/// The value of a Roman numeral of two letters or more, up to 39, in its one right spelling.
pub(super) fn roman(folded: &str) -> Option<f64> {
    let tens = folded.bytes().take_while(|&letter| letter == b'x').count();
    let units = folded.get(tens..)?;
    let units = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
        .iter()
        .position(|&spelling| spelling == units)?;
    (folded.len() > 1 && tens <= 3).then_some((tens * 10 + units) as f64)
}

/// The plain letter of an accented Latin one; all other letters as they are.
fn without_accent(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'č' => 'c',
        'è'..='ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ğ' => 'g',
        'ì'..='ï' => 'i',
        'ł' => 'l',
        'ñ' | 'ń' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ő' => 'o',
        'ř' => 'r',
        'ś' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ț' => 't',
        'ù'..='ü' | 'ū' | 'ů' | 'ű' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roman_numerals_have_one_spelling() {
        assert_eq!(roman("xii"), Some(12.0));
        assert_eq!(roman("xxiii"), Some(23.0));
        assert_eq!(roman("iiii"), None);
        assert_eq!(roman("xxxx"), None);
        assert_eq!(roman("x"), None);
        assert_eq!(roman("mi"), None);
    }
}

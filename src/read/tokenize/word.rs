//! Words: letters and what may stand among them.

use unicode_normalization::char::is_combining_mark;

use super::{Case, Scanner, TokenKind};
use crate::read::list::List;

/// Whether a character belongs in a word.
pub(super) fn is_letter(c: char) -> bool {
    match c {
        '×' | '÷' | 'ª' | 'º' => false,
        'À'..='ſ' => true,
        _ => c.is_alphabetic() || is_combining_mark(c),
    }
}

/// How many ASCII letters eight bytes begin with, and how many of those are capitals.
///
/// A word ends within eight bytes more often than not, at a place that no processor can guess;
/// eight bytes are looked at in a dozen steps without a branch.
fn ascii_letters(bytes: [u8; 8]) -> (u32, u32) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let bytes = u64::from_le_bytes(bytes);
    let low = (bytes | (0x20 * EACH)) & !HIGH;
    let from_a = low + (0x80 - u64::from(b'a')) * EACH;
    let past_z = low + (0x80 - u64::from(b'z') - 1) * EACH;
    let others = !(from_a & !past_z & !bytes) & HIGH;
    // All bits below the mark of the first byte that is no letter.
    let before = others.wrapping_sub(1) & !others;
    let capitals = ((!bytes << 2) & before & HIGH) >> 7;
    // The product's highest byte is the sum of the eight.
    (others.trailing_zeros() / 8, (capitals.wrapping_mul(EACH) >> 56) as u32)
}

/// Whether a byte after the letters of a word is none of it: of ASCII, neither letter nor digit, and no mark
/// that may join it to what follows.
const ENDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 0x80 {
        let joins = matches!(byte as u8, b'.' | b'-' | b'_' | b':' | b'@' | b'\'');
        table[byte] = !joins && !(byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// How a word is written that has so many capitals and small letters.
fn case(capitals: u32, small: u32) -> Case {
    match (capitals, small) {
        (0, _) => Case::Lower,
        (2.., 0) => Case::Upper,
        _ => Case::Capitalized,
    }
}

/// What has been seen of a word's letters.
#[derive(Default)]
pub(super) struct Letters {
    pub(super) count: u32,
    pub(super) capitals: u32,
    /// Whether a capital beyond ASCII is among them, which the lower-case text still has as it was.
    pub(super) wide_capitals: bool,
    /// Letters that are no capitals and of a script that has them.
    small: u32,
}

impl Letters {
    fn see(&mut self, c: char) {
        self.count += 1;
        // The small letters of Western Europe; `÷` is no letter.
        if matches!(c, 'ß'..='ÿ') {
            self.small += 1;
            return;
        }
        if c.is_uppercase() {
            self.capitals += 1;
            self.wide_capitals = true;
        } else if c.is_lowercase() {
            self.small += 1;
        }
    }

    pub(super) fn case(&self) -> Case {
        case(self.capitals, self.small)
    }
}

/// What follows the dot in abbreviations that are written with the end of the word: `sig.ra`, `on.le`.
const DOTTED_ENDINGS: &[&str] = &["le", "li", "na", "ra", "re", "ri", "ssa", "sse", "to", "ti"];

/// Abbreviations after whose dot a sentence goes on. Sorted.
static ABBREVIATIONS: List = List::new(&[
    "amm", "app", "arch", "art", "artt", "avv", "brig", "cap", "capt", "cav", "cc", "cfr", "cit", "col",
    "com", "comm", "cons", "cost", "cpv", "dec", "dep", "dir", "dott", "dr", "ecc", "es", "fig", "fr",
    "fraz", "gen", "geom", "gov", "ing", "jr", "leg", "lett", "lgs", "loc", "lt", "magg", "min", "mons",
    "mr", "mrs", "ms", "mt", "nn", "nr", "on", "pag", "pagg", "pp", "pres", "proc", "prof", "prot", "prov",
    "rag", "reg", "rep", "rev", "sen", "sez", "sg", "sgt", "sig", "ss", "st", "tel", "ten", "vd", "vol",
    "vs",
]);

/// No abbreviation of the list is longer, in bytes.
const LONGEST_ABBREVIATION: usize = 5;

impl Scanner<'_> {
    /// A word, from the letter at this place.
    pub(super) fn word(&mut self) {
        self.word_from(self.at);
    }

    /// A word whose range begins with the mark at this place: `#word`, `@word`, `'ndrangheta`.
    pub(super) fn tagged(&mut self) {
        let start = self.at;
        self.at += 1;
        self.word_from(start);
    }

    fn word_from(&mut self, start: usize) {
        let first = self.at;
        if let Some((count, capitals)) = self.plain_word() {
            // Most words: letters of ASCII, and a space or a mark that cannot belong to them.
            self.at += count as usize;
            let folded = self.lower(first);
            self.push(start, folded, TokenKind::Word, case(capitals, count - capitals), false);
            self.at += usize::from(self.byte(self.at) == b' ');
            return;
        }
        let mut letters = Letters::default();
        self.letters(&mut letters);
        let stop = self.byte(self.at);
        if stop == b' ' && !letters.wide_capitals {
            let folded = self.lower(first);
            self.push(start, folded, TokenKind::Word, letters.case(), false);
            self.at += 1;
            return;
        }
        let next = self.byte(self.at + 1);
        let may_be_address = match stop {
            b'.' | b'-' | b'_' => next.is_ascii_alphanumeric(),
            b':' => next == b'/',
            b'@' => true,
            _ => false,
        };
        if may_be_address && self.address(start, first) {
            return;
        }
        let end = self.at;
        match stop {
            b'.' => self.dotted(first, &mut letters),
            b'-' if next.is_ascii_digit() => self.numbered(),
            b'\'' => return self.apostrophe(start, first, &letters),
            b'_' if self.byte(start) == b'#' => self.underscored(&mut letters),
            _ => {}
        }
        let folded =
            if letters.wide_capitals || self.at > end { self.rewritten(first) } else { self.lower(first) };
        self.push(start, folded, TokenKind::Word, letters.case(), false);
    }

    /// How many letters the word at this place has, and how many of those are capitals, where all are of
    /// ASCII, there are fewer than sixteen, and what follows is none of the word.
    #[inline]
    fn plain_word(&self) -> Option<(u32, u32)> {
        let rest = self.bytes.get(self.at..)?;
        let (&[low, high], _) = rest.first_chunk::<16>()?.as_chunks::<8>() else { return None };
        let ((count, capitals), (more, more_capitals)) = (ascii_letters(low), ascii_letters(high));
        // No branch: whether a word has more than eight letters is anyone's guess too.
        let long = if count == 8 { u32::MAX } else { 0 };
        let (count, capitals) = (count + (more & long), capitals + (more_capitals & long));
        let (&stop, after) = rest.get(count as usize..)?.split_first()?;
        let ends = ENDS[stop as usize] || stop == b'.' && after.first() == Some(&b' ');
        (ends && count < 16).then_some((count, capitals))
    }

    /// The next eight bytes; after the end, zeros.
    #[inline]
    fn eight(&self) -> [u8; 8] {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let few = || std::array::from_fn(|at| rest.get(at).copied().unwrap_or_default());
        rest.first_chunk().copied().unwrap_or_else(few)
    }

    /// Reads letters, and digits among them.
    pub(super) fn letters(&mut self, letters: &mut Letters) {
        loop {
            loop {
                let (count, capitals) = ascii_letters(self.eight());
                self.at += count as usize;
                letters.count += count;
                letters.capitals += capitals;
                letters.small += count - capitals;
                if count < 8 {
                    break;
                }
            }
            match self.bytes.get(self.at) {
                Some(byte) if byte.is_ascii_digit() => self.at += 1,
                Some(0x80..) => {
                    let Some(c) = self.char_at(self.at).filter(|&c| is_letter(c)) else { return };
                    letters.see(c);
                    self.at += c.len_utf8();
                }
                _ => return,
            }
        }
    }

    /// `C.N.R.`, `d.lgs.`, `S.p.A.`: single letters, or short groups after one, with a dot after each;
    /// `dott.ssa`: an abbreviation with the end of the word.
    fn dotted(&mut self, start: usize, letters: &mut Letters) {
        let first = self.at - start;
        if first > 1 {
            let ending = self.group(self.at + 1, 3);
            if first <= 5 && DOTTED_ENDINGS.contains(&ending) {
                self.at += 1;
                self.letters(letters);
            }
            return;
        }
        if !self.byte(start).is_ascii_alphabetic() {
            return;
        }
        let mut groups = 0;
        loop {
            let group = self.group(self.at + 1, 3);
            // Where the letters that stood before are capitals, a group such as `Il` is the next word.
            let joins = !group.is_empty()
                && (group.len() == 1
                    || letters.capitals == 0
                    || group.bytes().all(|b| b.is_ascii_uppercase()));
            if !joins {
                break;
            }
            self.at += 1;
            self.letters(letters);
            groups += 1;
            if self.byte(self.at) != b'.' {
                return;
            }
        }
        if groups > 0 {
            self.at += 1;
        }
    }

    /// The ASCII letters from a place on, if they are no more than `most` and no other letter or digit follows.
    fn group(&self, at: usize, most: usize) -> &str {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let length = rest.iter().take(most + 1).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let ends = rest.get(length).is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
        if length > most || !ends {
            return "";
        }
        self.text.get(at..at + length).unwrap_or_default()
    }

    /// `Covid-19`, `F-16`: the number belongs to the word, and the hyphen tells nothing.
    fn numbered(&mut self) {
        self.at += 1;
        while self.byte(self.at).is_ascii_alphanumeric() {
            self.at += 1;
        }
    }

    /// `#la_luce` folds to `laluce`.
    fn underscored(&mut self, letters: &mut Letters) {
        while self.byte(self.at) == b'_' {
            self.at += 1;
            self.letters(letters);
        }
    }

    /// Whether the dot at this place ends an abbreviation or an initial, not a sentence.
    pub(super) fn abbreviates(&self) -> bool {
        let Some(token) = self.tokens.tokens.last() else { return false };
        if token.kind != TokenKind::Word || token.range.end as usize != self.offset + self.at {
            return false;
        }
        let folded = self.tokens.folded(token);
        let initial = folded.len() == 1 || folded.chars().nth(1).is_none() && token.case == Case::Capitalized;
        initial || folded.len() <= LONGEST_ABBREVIATION && ABBREVIATIONS.has(folded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;
    use crate::read::tokenize::{Tokens, tokenize};

    #[test]
    fn letters_are_counted_as_one_by_one() {
        for byte in 0..=u8::MAX {
            for at in 0..8 {
                let mut bytes = *b"abCdeFgZ";
                bytes[at] = byte;
                let letters: Vec<u8> = bytes.into_iter().take_while(u8::is_ascii_alphabetic).collect();
                let capitals = letters.iter().filter(|letter| letter.is_ascii_uppercase()).count();
                assert_eq!(ascii_letters(bytes), (letters.len() as u32, capitals as u32), "{bytes:?}");
            }
        }
    }

    /// The first token of a text: its end, its folded form and how it is written.
    fn first(text: &str) -> Option<(u32, String, TokenKind, Case)> {
        let mut tokens = Tokens::default();
        tokenize(text, &[], Language::Italian, &mut tokens);
        let token = tokens.tokens.first()?;
        Some((token.range.end, tokens.folded(token).to_owned(), token.kind, token.case))
    }

    #[test]
    fn a_word_is_the_same_whether_there_is_room_to_read_it_at_once_or_not() {
        for length in 1..=12 {
            for mark in (0..0x80_u8).map(char::from) {
                for rest in ["", "a", " a", "1"] {
                    let word = format!("{}{mark}{rest}", &"Costeggiando"[..length]);
                    // Sixteen bytes from the word's start are read at once, where there are so many.
                    assert_eq!(first(&word), first(&format!("{word}{}", "\n".repeat(16))), "{word:?}");
                }
            }
        }
    }

    #[test]
    fn abbreviations_are_sorted_and_no_longer_than_said() {
        assert!(ABBREVIATIONS.words().is_sorted());
        assert!(ABBREVIATIONS.words().iter().all(|word| word.len() <= LONGEST_ABBREVIATION));
    }
}

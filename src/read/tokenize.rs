//! Tokenise: words, numbers and signs, each with its place in the text and its folded form.
//!
//! In: a normalised text and its furniture, which is passed over. Out: [`Tokens`]. Cost: `O(n)` in
//! bytes, no allocation a token (the buffers are reused). What Italian copy does with apostrophes
//! is undone here: `citta'` folds to `città`, `E'` to `è`; `dell'operazione` is two tokens, `dell'`
//! (elided) and `operazione`; `po'` stays. `C.N.R.` folds to `cnr`, `Covid-19` to `covid19`,
//! `#laluceeilsale` to `laluceeilsale`. Gives up: words run together by a lost space.

mod address;
mod apostrophe;
mod number;
mod word;

use std::ops::Range;

use super::furniture::Furniture;
use crate::language::Language;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenKind {
    /// Letters, with inner apostrophes or hyphens as the language has them; acronyms too.
    Word,
    /// Begins with a digit: `1.500,00`, `18.30`, `3°`, `47enne`, `84mila`, `23/11/2026`, `20`.
    Number,
    /// A sign that facts need: `%`, `€`, `$`, `£`, `°`.
    Sign,
    /// Any other punctuation; one token a mark (`...` is one), for the stages that need phrase boundaries.
    Punctuation,
    /// A web or mail address: `www.comune.example.it`, `redazione@example.it`.
    Address,
}

/// How a word's letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// No capital at the start.
    Lower,
    /// A capital first, or inside (`Enel`, `iPhone`).
    Capitalized,
    /// Two letters or more, all of them capitals (`ROMA`, `CNR`).
    Upper,
}

/// One token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes of the normalised text.
    pub range: Range<u32>,
    /// Where its folded form stands in [`Tokens::buffer`].
    pub folded: Range<u32>,
    /// What it is.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// Whether it is the first word of a sentence, a line or a quotation: its capital tells nothing.
    pub starts_sentence: bool,
    /// Whether an apostrophe cuts its last vowel and binds it to the next word (`dell'`, `un'`).
    pub elided: bool,
}

/// The tokens of one text; reused from text to text.
#[derive(Debug, Clone, Default)]
pub struct Tokens {
    /// The tokens in order.
    pub tokens: Vec<Token>,
    /// Where their folded forms stand: the text in lower case and, after it, the forms that are not
    /// to be found there, with accents restored and the inner dots of acronyms gone.
    pub buffer: String,
}

impl Tokens {
    /// The folded form of a token of this text; of a token of another text, perhaps nothing.
    pub fn folded(&self, token: &Token) -> &str {
        self.buffer.get(token.folded.start as usize..token.folded.end as usize).unwrap_or_default()
    }
}

/// Cuts a normalised text into tokens, passing over its furniture. What `tokens` held is replaced.
///
/// ```
/// use ricalco::Language;
/// use ricalco::read::tokenize::{Tokens, tokenize};
///
/// let mut tokens = Tokens::default();
/// tokenize("E' l'attivita' del C.N.R.: 1.500 euro", &[], Language::Italian, &mut tokens);
/// let folded: Vec<&str> = tokens.tokens.iter().map(|token| tokens.folded(token)).collect();
/// assert_eq!(folded, ["è", "l'", "attività", "del", "cnr", ":", "1.500", "euro"]);
/// ```
pub fn tokenize(text: &str, furniture: &[Furniture], language: Language, tokens: &mut Tokens) {
    tokens.tokens.clear();
    tokens.buffer.clear();
    tokens.tokens.reserve(text.len() / 5);
    // Most folded forms are the word in lower case: lowering the whole text at once spares copying each.
    tokens.buffer.reserve(text.len() + text.len() / 8);
    tokens.buffer.push_str(text);
    tokens.buffer.make_ascii_lowercase();
    let mut start = 0;
    for piece in furniture {
        if let Some(matter) = text.get(start..piece.range.start) {
            Scanner::new(matter, start, language, tokens).run();
        }
        start = start.max(piece.range.end);
    }
    if let Some(matter) = text.get(start..) {
        Scanner::new(matter, start, language, tokens).run();
    }
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Newline,
    Letter,
    Digit,
    Mark,
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut table = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'\n' => Class::Newline,
            b'\t' | b' ' | b'\r' | 0x0B | 0x0C => Class::Space,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            0x80.. => Class::Wide,
            _ => Class::Mark,
        };
        byte += 1;
    }
    table
};

fn class(byte: u8) -> Class {
    CLASSES[byte as usize]
}

/// Reads one stretch of text between two pieces of furniture.
struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    /// Where the stretch stands in the whole text.
    offset: usize,
    at: usize,
    language: Language,
    tokens: &'t mut Tokens,
    /// Whether the next word starts a sentence, a line or a quotation.
    fresh: bool,
    /// Whether a single quotation mark is open on this line.
    quoted: bool,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str, offset: usize, language: Language, tokens: &'t mut Tokens) -> Self {
        Self { text, bytes: text.as_bytes(), offset, at: 0, language, tokens, fresh: true, quoted: false }
    }

    fn run(mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            let class = class(byte);
            // Asked first, since after a word and its space a word is what mostly comes.
            if class == Class::Letter {
                self.word();
                continue;
            }
            match class {
                Class::Space => self.at += 1,
                Class::Newline => {
                    self.at += 1;
                    self.fresh = true;
                    self.quoted = false;
                }
                Class::Letter => self.word(),
                Class::Digit => self.number(),
                Class::Mark => self.mark(byte),
                Class::Wide => self.wide(),
            }
        }
    }

    /// The character at a place, if one starts there.
    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }

    /// The character that ends at a place.
    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at).and_then(|before| before.chars().next_back())
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    fn wide(&mut self) {
        let Some(c) = self.char_at(self.at) else {
            self.at += 1;
            return;
        };
        if word::is_letter(c) {
            self.word();
        } else if c.is_numeric() && !number::is_raised(c) {
            self.number();
        } else if c.is_whitespace() || c.is_control() {
            self.at += c.len_utf8();
        } else {
            let kind = if matches!(c, '€' | '£' | '¥' | '°' | '‰') {
                TokenKind::Sign
            } else {
                TokenKind::Punctuation
            };
            self.same_marks(c, kind);
            self.fresh |= matches!(c, '•' | '·' | '¿' | '¡' | '▪' | '●' | '■' | '►' | '。' | '؟' | '।');
        }
    }

    fn mark(&mut self, byte: u8) {
        let next = self.byte(self.at + 1);
        match byte {
            b'#' | b'@' if next.is_ascii_alphabetic() || next >= 0x80 => {
                if self.char_at(self.at + 1).is_some_and(word::is_letter) {
                    return self.tagged();
                }
                self.same_bytes(byte, TokenKind::Punctuation);
            }
            b'\'' if self.starts_apheresis() => self.tagged(),
            b'%' | b'$' => self.same_bytes(byte, TokenKind::Sign),
            b'\'' => self.single_quote(),
            b'"' => {
                let opens = self
                    .char_before(self.at)
                    .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '\''));
                self.same_bytes(b'"', TokenKind::Punctuation);
                self.fresh |= opens;
            }
            b'.' => {
                let ends = !self.abbreviates();
                self.same_bytes(b'.', TokenKind::Punctuation);
                self.fresh |= ends;
            }
            _ => {
                self.same_bytes(byte, TokenKind::Punctuation);
                self.fresh |= matches!(byte, b'!' | b'?' | b':');
            }
        }
    }

    /// One token for a mark and its repetitions.
    fn same_marks(&mut self, mark: char, kind: TokenKind) {
        let start = self.at;
        let mut buffer = [0; 4];
        let mark = mark.encode_utf8(&mut buffer).as_bytes();
        while self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(mark)) {
            self.at += mark.len();
        }
        self.push_marks(start, mark.len(), kind);
    }

    /// The same for a mark of ASCII, as nearly all are.
    fn same_bytes(&mut self, mark: u8, kind: TokenKind) {
        let start = self.at;
        while self.bytes.get(self.at) == Some(&mark) {
            self.at += 1;
        }
        self.push_marks(start, 1, kind);
    }

    fn push_marks(&mut self, start: usize, length: usize, kind: TokenKind) {
        let folded = self.offset + start..self.offset + start + length;
        // A mark is not the word that a sentence starts with.
        let fresh = std::mem::replace(&mut self.fresh, false);
        self.push(start, folded, kind, Case::Lower, false);
        self.fresh = fresh;
    }

    /// The folded form of what was read since `from`, where that is its lower case.
    fn lower(&self, from: usize) -> Range<usize> {
        self.offset + from..self.offset + self.at
    }

    /// The folded form of what was read since `from`, written anew without the ASCII marks in it.
    fn rewritten(&mut self, from: usize) -> Range<usize> {
        let start = self.tokens.buffer.len();
        for c in self.text.get(from..self.at).unwrap_or_default().chars() {
            if c.is_ascii_alphanumeric() {
                self.tokens.buffer.push(c.to_ascii_lowercase());
            } else if !c.is_ascii() {
                self.tokens.buffer.extend(c.to_lowercase());
            }
        }
        start..self.tokens.buffer.len()
    }

    /// Ends a token here that began at `start`, with its folded form.
    fn push(&mut self, start: usize, folded: Range<usize>, kind: TokenKind, case: Case, elided: bool) {
        self.tokens.tokens.push(Token {
            range: (self.offset + start) as u32..(self.offset + self.at) as u32,
            folded: folded.start as u32..folded.end as u32,
            kind,
            case,
            starts_sentence: self.fresh,
            elided,
        });
        self.fresh = false;
    }
}

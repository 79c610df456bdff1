//! The words of a line in the form in which cues are written.

use std::ops::Range;

/// One word of a line.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Where it stands in the text, in bytes.
    pub(super) range: Range<usize>,
    /// Where its folded form stands in [`Folded::buffer`].
    pub(super) folded: Range<usize>,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

/// The folded words of one line, a space between; reused from line to line.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub(super) buffer: String,
    pub(super) words: Vec<Word>,
}

impl Folded {
    /// Folds a line that starts at `offset` of the text: lower case, no accents, apostrophes and
    /// hyphens part words; the targets of links are left out.
    pub(super) fn fold(&mut self, line: &str, offset: usize) {
        self.buffer.clear();
        self.words.clear();
        let mut word: Option<Word> = None;
        let mut target = false;
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            target |= before == ']' && c == '(';
            target &= c != ')';
            before = c;
            if c.is_alphanumeric() && !target {
                let word = word.get_or_insert_with(|| {
                    if !self.buffer.is_empty() {
                        self.buffer.push(' ');
                    }
                    let start = self.buffer.len();
                    Word { range: offset + at..offset + at, folded: start..start, capital: c.is_uppercase() }
                });
                if c.is_ascii() {
                    self.buffer.push(c.to_ascii_lowercase());
                } else {
                    self.buffer.extend(c.to_lowercase().map(plain));
                }
                word.range.end = offset + at + c.len_utf8();
                word.folded.end = self.buffer.len();
            } else if let Some(word) = word.take() {
                self.words.push(word);
            }
        }
        self.words.extend(word);
    }

    pub(super) fn word(&self, word: &Word) -> &str {
        self.buffer.get(word.folded.clone()).unwrap_or_default()
    }

    /// How many words of `words` a phrase takes, if they begin with it.
    pub(super) fn begins_with(&self, words: &[Word], phrase: &str) -> Option<usize> {
        let start = words.first()?.folded.start;
        if !self.buffer.get(start..)?.starts_with(phrase) {
            return None;
        }
        words.iter().position(|word| word.folded.end == start + phrase.len()).map(|last| last + 1)
    }
}

fn plain(c: char) -> char {
    match c {
        'à' | 'á' => 'a',
        'è' | 'é' => 'e',
        'ì' | 'í' => 'i',
        'ò' | 'ó' => 'o',
        'ù' | 'ú' => 'u',
        _ => c,
    }
}

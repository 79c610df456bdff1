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
#[derive(Debug)]
pub(super) struct Folded {
    pub(super) buffer: String,
    pub(super) words: Vec<Word>,
}

impl Folded {
    /// Room for a line of so many bytes.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { buffer: String::with_capacity(bytes), words: Vec::with_capacity(bytes / 5) }
    }

    /// Folds a line that starts at `offset` of the text: lower case, no accents, apostrophes and
    /// hyphens part words; the targets of links are left out.
    pub(super) fn fold(&mut self, line: &str, offset: usize) {
        self.buffer.clear();
        self.words.clear();
        let bytes = line.as_bytes();
        let mut at = 0;
        // Where the word under way begins in the line, and in the buffer.
        let mut word: Option<(usize, usize, bool)> = None;
        let mut target = false;
        while let Some(&byte) = bytes.get(at) {
            let begins = at;
            if byte.is_ascii_alphanumeric() && !target {
                let rest = bytes.get(at..).unwrap_or_default();
                at += rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                word.get_or_insert_with(|| self.begin(begins, byte.is_ascii_uppercase()));
                let start = self.buffer.len();
                self.buffer.push_str(line.get(begins..at).unwrap_or_default());
                if let Some(letters) = self.buffer.get_mut(start..) {
                    letters.make_ascii_lowercase();
                }
                continue;
            }
            if byte >= 0x80 {
                let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) else { break };
                at += c.len_utf8();
                if c.is_alphanumeric() && !target {
                    word.get_or_insert_with(|| self.begin(begins, c.is_uppercase()));
                    self.buffer.extend(c.to_lowercase().map(plain));
                    continue;
                }
            } else {
                at += 1;
                target |=
                    byte == b'(' && begins.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b']');
                target &= byte != b')';
            }
            if let Some(word) = word.take() {
                self.end(word, offset, begins);
            }
        }
        if let Some(word) = word {
            self.end(word, offset, line.len());
        }
    }

    /// Begins a word at a place of the line.
    fn begin(&mut self, at: usize, capital: bool) -> (usize, usize, bool) {
        if !self.buffer.is_empty() {
            self.buffer.push(' ');
        }
        (at, self.buffer.len(), capital)
    }

    /// Ends a word before a place of the line, which starts at `offset` of the text.
    fn end(&mut self, (start, folded, capital): (usize, usize, bool), offset: usize, end: usize) {
        self.words.push(Word {
            range: offset + start..offset + end,
            folded: folded..self.buffer.len(),
            capital,
        });
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

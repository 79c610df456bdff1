//! The words of a line in the form in which cues are written.

use std::ops::Range;

/// One word of a line.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Where it stands in the text, in bytes.
    pub(super) range: Range<usize>,
    /// Where its folded form stands in the buffer of [`Folded`].
    pub(super) folded: Range<usize>,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

/// The folded words of one line; reused from line to line.
#[derive(Debug)]
pub(super) struct Folded {
    /// The line in small letters and, behind it, those of its words that had more to fold.
    buffer: String,
    pub(super) words: Vec<Word>,
}

impl Folded {
    /// Room for a line of so many bytes.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { buffer: String::with_capacity(2 * bytes), words: Vec::with_capacity(bytes / 5) }
    }

    /// Folds a line that starts at `offset` of the text: lower case, no accents, apostrophes and
    /// hyphens part words; the targets of links are left out.
    pub(super) fn fold(&mut self, line: &str, offset: usize) {
        self.buffer.clear();
        self.buffer.push_str(line);
        self.buffer.make_ascii_lowercase();
        self.words.clear();
        let bytes = line.as_bytes();
        let mut at = 0;
        let mut target = false;
        while let Some(&byte) = bytes.get(at) {
            if target || !(byte.is_ascii_alphanumeric() || byte >= 0x80) {
                target |=
                    byte == b'(' && at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b']');
                target &= byte != b')';
                at += 1;
                continue;
            }
            let start = at;
            let is_ascii = pass_word(line, &mut at);
            if start == at {
                // A sign beyond ASCII.
                at += line.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
            } else {
                self.push(line, start..at, is_ascii, offset);
            }
        }
    }

    /// Takes in a word that stands at a place of the line, which starts at `offset` of the text.
    fn push(&mut self, line: &str, range: Range<usize>, is_ascii: bool, offset: usize) {
        let Some(word) = line.get(range.clone()) else { return };
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let folded = if is_ascii {
            range.clone()
        } else {
            let start = self.buffer.len();
            self.buffer.extend(word.chars().flat_map(char::to_lowercase).map(plain));
            start..self.buffer.len()
        };
        self.words.push(Word { range: offset + range.start..offset + range.end, folded, capital });
    }

    pub(super) fn word(&self, word: &Word) -> &str {
        self.buffer.get(word.folded.clone()).unwrap_or_default()
    }

    /// How many words of `words` a phrase takes, if they begin with it.
    pub(super) fn begins_with(&self, words: &[Word], phrase: &str) -> Option<usize> {
        let mut count = 0;
        for part in phrase.split(' ') {
            if self.word(words.get(count)?) != part {
                return None;
            }
            count += 1;
        }
        Some(count)
    }

    /// Whether a phrase stands in the line, between other words.
    pub(super) fn has_within(&self, phrase: &str) -> bool {
        (1..self.words.len()).any(|at| {
            let words = self.words.get(at..).unwrap_or_default();
            self.begins_with(words, phrase).is_some_and(|length| length < words.len())
        })
    }
}

/// Passes the letters and figures that stand at a place of a line; says whether all of them are ASCII.
fn pass_word(line: &str, at: &mut usize) -> bool {
    let mut is_ascii = true;
    loop {
        let rest = line.as_bytes().get(*at..).unwrap_or_default();
        *at += rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let next = line.get(*at..).and_then(|rest| rest.chars().next());
        match next.filter(|c| !c.is_ascii() && c.is_alphanumeric()) {
            Some(c) => *at += c.len_utf8(),
            None => return is_ascii,
        }
        is_ascii = false;
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

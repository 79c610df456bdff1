//! Stem: the Snowball stem of each word, remembered.
//!
//! In: a folded word. Out: its stem, as text (for shingles) and as a [`Stem`] (hash, rarity,
//! whether it is a stop word). Cost: a look-up for a word seen lately, `O(n)` in its letters else;
//! memory is bounded, whatever words come. Source: Porter, Snowball (snowballstem.org), by the crate
//! `rust-stemmers`. Where it leaves accents (`più` / `piu`, `può`, `già`), they are taken off first.
//! Words with a digit in them are their own stems. Gives up: `sarà` and the name `Sara` have one stem.

mod italian;
mod memory;
mod stop_words;

use rust_stemmers::Algorithm;
use xxhash_rust::xxh3::xxh3_64;

use self::memory::{Key, Memory, ROOM};
use super::background;
use super::lexicon::Lexicon;
use super::numbers;
use super::rarity::{self, Rarity};
use super::tokenize::{TokenKind, Tokens};
use super::words::{Known, Words};
use crate::language::Language;

/// The version of stemming; raised when a word may get another stem.
pub const VERSION: u32 = 1;

/// How many words are looked for together: the memory does not fit the nearest caches, and several
/// lines of it come in the time of one.
const AHEAD: usize = 64;

/// The hash of a stem: the low 32 bits of XXH3-64 (seed 0) of its UTF-8 bytes; stable for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct StemHash(pub u32);

impl StemHash {
    /// The hash of a stem's text, or of any normalised text that is to be compared with others.
    pub fn of(stem: &str) -> Self {
        Self(xxh3_64(stem.as_bytes()) as u32)
    }
}

/// What is known of a word's stem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stem {
    /// Its hash.
    pub hash: StemHash,
    /// How much it tells; nothing for a stop word.
    pub rarity: Rarity,
    /// Whether it is a function word (article, preposition, auxiliary, pronoun), which tells nothing.
    pub stop: bool,
}

/// A stemmer for one language with its memory of words seen lately.
///
/// ```
/// use ricalco::Language;
/// use ricalco::read::stem::Stemmer;
///
/// let mut stemmer = Stemmer::new(Language::Italian);
/// let (mut controlli, mut controllo) = (String::new(), String::new());
/// assert_eq!(stemmer.stem("controlli", &mut controlli), stemmer.stem("controllo", &mut controllo));
/// assert_eq!(controlli, "controll");
/// ```
pub struct Stemmer {
    language: Language,
    snowball: rust_stemmers::Stemmer,
    lexicon: &'static Lexicon,
    memory: Memory,
    /// The stem that was worked out last.
    text: String,
    /// The word without its accent, while it is stemmed.
    bare: String,
    /// Its letters, while it is stemmed here.
    letters: Vec<u8>,
}

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Stemmer").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Stemmer {
    /// A stemmer with an empty memory, which grows up to four megabytes.
    pub fn new(language: Language) -> Self {
        let snowball = rust_stemmers::Stemmer::create(algorithm(language));
        Self {
            language,
            snowball,
            lexicon: Lexicon::of(language),
            memory: Memory::new(),
            text: String::new(),
            bare: String::new(),
            letters: Vec::new(),
        }
    }

    /// The language whose words it stems.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The stem of a folded word; its text is appended to `out`.
    pub fn stem(&mut self, word: &str, out: &mut String) -> Stem {
        let key = Key::new(word.as_bytes(), 0, word.len());
        if let Some(key) = key
            && let Some(place) = self.memory.get(key, key.mixed())
        {
            let mut room = [0; ROOM];
            let length = place.write_stem(&mut room);
            if let Some(Ok(stem)) = room.get(..length - 1).map(std::str::from_utf8) {
                out.push_str(stem);
                return place.known().stem();
            }
        }
        let known = self.learn(key, word);
        out.push_str(&self.text);
        known.stem()
    }

    /// What is known of the words of a text, in the order of its tokens. What `words` held is replaced.
    pub(super) fn words(&mut self, tokens: &Tokens, words: &mut Words) {
        let count = tokens.tokens.len();
        words.known.resize(count, Known::MARK);
        words.ends.resize(count, 0);
        // What stems may take; where words that are not remembered take more, it grows.
        words.stems.resize(tokens.buffer.len() + count + ROOM, 0);
        let mut end = 0;
        let buffer = tokens.buffer.as_bytes();
        let (mut keys, mut mixed) = ([None; AHEAD], [0; AHEAD]);
        let batches = tokens.tokens.chunks(AHEAD).zip(words.known.chunks_mut(AHEAD));
        for ((batch, known), ends) in batches.zip(words.ends.chunks_mut(AHEAD)) {
            for ((key, mixed), token) in keys.iter_mut().zip(&mut mixed).zip(batch) {
                *key = Key::new(buffer, token.folded.start as usize, token.folded.end as usize);
                *mixed = key.map_or(0, Key::mixed);
            }
            std::hint::black_box(self.memory.touch(&mixed));
            let looked_for = batch.iter().zip(keys.iter().zip(&mixed));
            for ((token, (&key, &mixed)), (known, place)) in looked_for.zip(known.iter_mut().zip(ends)) {
                if token.kind == TokenKind::Punctuation {
                    *known = Known::MARK;
                } else if let Some(found) = key.and_then(|key| self.memory.get(key, mixed)) {
                    *known = found.known();
                    let length = room(&mut words.stems, end).map_or(0, |room| found.write_stem(room));
                    end += if token.elided { 0 } else { length };
                } else {
                    *known = self.learn(key, tokens.folded(token));
                    if !token.elided && !token.folded.is_empty() {
                        words.stems.truncate(end);
                        words.stems.extend_from_slice(self.text.as_bytes());
                        words.stems.push(b' ');
                        end = words.stems.len();
                    }
                }
                *place = end as u32;
            }
        }
        words.stems.truncate(end);
    }

    /// Works out what there is to know of a word, and remembers it; its stem is left in `text`.
    #[cold]
    fn learn(&mut self, key: Option<Key>, word: &str) -> Known {
        self.work_out(word);
        let text = self.text.as_str();
        let hash = StemHash::of(text);
        let stop = stop_words::contains(self.language, word);
        let rarity = if stop { Rarity(0) } else { rarity::of_hash(self.language, hash) };
        let name = rarity::of_name(self.language, word);
        let composed = numbers::composed(word).is_some();
        let known = Known::of_stem(Stem { hash, rarity, stop });
        let known = known.with_facts(name, composed, self.lexicon, self.lexicon.place(word));
        let known = known.with_tense(self.language == Language::Italian && background::tells_tense(word));
        if let Some(key) = key {
            self.memory.put(key, word, text, known);
        }
        known
    }

    /// Puts the stem of a word into `text`.
    fn work_out(&mut self, word: &str) {
        self.text.clear();
        let word = word.strip_suffix('\'').unwrap_or(word);
        if word.bytes().any(|byte| byte.is_ascii_digit()) {
            self.text.push_str(word);
            return;
        }
        if self.language != Language::Italian {
            self.text.push_str(&self.snowball.stem(word));
            return;
        }
        self.bare.clear();
        self.bare.push_str(word);
        if let Some(bare) = self.bare.chars().next_back().and_then(without_accent) {
            self.bare.pop();
            self.bare.push(bare);
        }
        if !italian::stem(&self.bare, &mut self.letters, &mut self.text) {
            self.text.push_str(&self.snowball.stem(&self.bare));
        }
    }
}

/// Room for a stem from a place on.
#[inline]
fn room(stems: &mut Vec<u8>, at: usize) -> Option<&mut [u8; ROOM]> {
    if stems.len() < at + ROOM {
        stems.resize(2 * (at + ROOM), 0);
    }
    stems.get_mut(at..)?.first_chunk_mut()
}

/// The vowel under an Italian accent.
fn without_accent(c: char) -> Option<char> {
    Some(match c {
        'à' | 'á' => 'a',
        'è' | 'é' => 'e',
        'ì' | 'í' => 'i',
        'ò' | 'ó' => 'o',
        'ù' | 'ú' => 'u',
        _ => return None,
    })
}

fn algorithm(language: Language) -> Algorithm {
    match language {
        Language::Italian => Algorithm::Italian,
        Language::English => Algorithm::English,
        Language::Arabic => Algorithm::Arabic,
        Language::Danish => Algorithm::Danish,
        Language::Dutch => Algorithm::Dutch,
        Language::Finnish => Algorithm::Finnish,
        Language::French => Algorithm::French,
        Language::German => Algorithm::German,
        Language::Greek => Algorithm::Greek,
        Language::Hungarian => Algorithm::Hungarian,
        Language::Norwegian => Algorithm::Norwegian,
        Language::Portuguese => Algorithm::Portuguese,
        Language::Romanian => Algorithm::Romanian,
        Language::Russian => Algorithm::Russian,
        Language::Spanish => Algorithm::Spanish,
        Language::Swedish => Algorithm::Swedish,
        Language::Tamil => Algorithm::Tamil,
        Language::Turkish => Algorithm::Turkish,
    }
}

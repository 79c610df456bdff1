//! The words and names that generated releases are made of.
//!
//! In: the words of `tests/corpus` and the stems and names of `src/read/rarity/it.tsv`, with their
//! document frequencies. Out: words by rank, names by rank; beyond what is known, words and names
//! are made of syllables, so that a larger corpus has more of them, as real ones do (Heaps 1978).

use std::collections::BTreeMap;

use ricalco::Language;
use ricalco::read::stem::Stemmer;

use super::random::{Random, Skew};

/// Different words that a text may draw from; Italian news of a million texts has as many.
const WORDS: usize = 400_000;
/// Different surnames and places.
const NAMES: usize = 3_000_000;

/// The commonest Italian first names, as anybody knows them.
const FIRST_NAMES: [&str; 40] = [
    "Alessandro",
    "Alessia",
    "Andrea",
    "Angela",
    "Anna",
    "Antonio",
    "Carla",
    "Chiara",
    "Claudio",
    "Davide",
    "Elena",
    "Emanuele",
    "Fabio",
    "Federica",
    "Filippo",
    "Francesca",
    "Gabriele",
    "Giorgia",
    "Giovanni",
    "Giulia",
    "Giuseppe",
    "Laura",
    "Lorenzo",
    "Luca",
    "Luisa",
    "Marco",
    "Maria",
    "Marta",
    "Martina",
    "Matteo",
    "Michele",
    "Nicola",
    "Paola",
    "Paolo",
    "Pietro",
    "Roberta",
    "Salvatore",
    "Silvia",
    "Stefano",
    "Valentina",
];
const ONSETS: [&str; 24] = [
    "b", "br", "c", "d", "f", "fr", "g", "gr", "l", "m", "n", "p", "pr", "r", "s", "sc", "sp", "st", "t",
    "tr", "v", "z", "gu", "ch",
];
const VOWELS: [&str; 9] = ["a", "e", "i", "o", "u", "an", "er", "in", "or"];
const FIRST_HALVES: [&str; 8] = ["Borgo", "Castel", "Colle", "Monte", "Rocca", "San", "Torre", "Villa"];

/// Words and names by rank, the commonest first.
pub(crate) struct Vocabulary {
    words: Vec<String>,
    ranks: BTreeMap<String, u32>,
    names: Vec<String>,
    word_skew: Skew,
    name_skew: Skew,
}

impl Vocabulary {
    /// From the words of the corpus, each with how often it stands there, and the rarity table.
    pub(crate) fn new(corpus: &BTreeMap<String, u32>, table: &str) -> Self {
        let mut stems: BTreeMap<&str, f64> = BTreeMap::new();
        let mut names: Vec<(f64, String)> = Vec::new();
        for line in table.lines() {
            let mut fields = line.split('\t');
            let (Some(kind), Some(word), Some(share)) = (fields.next(), fields.next(), fields.next()) else {
                continue;
            };
            let share: f64 = share.parse().unwrap_or(0.0);
            let plain = word.len() > 3 && word.chars().all(char::is_alphabetic);
            match kind {
                "s" if plain => drop(stems.insert(word, share)),
                "n" if plain => names.push((share, capitalised(word))),
                _ => {}
            }
        }
        let words = words(corpus, &stems);
        names.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        Self {
            ranks: words.iter().enumerate().map(|(rank, word)| (word.clone(), rank as u32)).collect(),
            words,
            names: names.into_iter().map(|(_, name)| name).collect(),
            word_skew: Skew::new(WORDS, 30.0, 1.12),
            name_skew: Skew::new(NAMES, 200.0, 0.7),
        }
    }

    /// The rank of a word of the corpus.
    pub(crate) fn rank(&self, word: &str) -> Option<u32> {
        self.ranks.get(word).copied()
    }

    /// Draws the rank of a word.
    pub(crate) fn word(&self, random: &mut Random) -> u32 {
        self.word_skew.draw(random) as u32
    }

    /// The word of a rank, appended to `out`.
    pub(crate) fn write_word(&self, rank: u32, out: &mut String) {
        match self.words.get(rank as usize) {
            Some(word) => out.push_str(word),
            None => syllables(u64::from(rank), 3, out),
        }
    }

    /// Draws a first name.
    pub(crate) fn first_name(random: &mut Random) -> &'static str {
        FIRST_NAMES[random.below(FIRST_NAMES.len())]
    }

    /// Draws a surname or the name of a body.
    pub(crate) fn surname(&self, random: &mut Random) -> String {
        let rank = self.name_skew.draw(random);
        self.names.get(rank).cloned().unwrap_or_else(|| {
            let mut name = String::new();
            syllables(rank as u64, 3, &mut name);
            capitalised(&name)
        })
    }

    /// Draws a place.
    pub(crate) fn place(&self, random: &mut Random) -> String {
        let surname = self.surname(random);
        if random.chance(0.4) { format!("{} {surname}", random.pick(&FIRST_HALVES)) } else { surname }
    }
}

/// The forms of the corpus and the stems that it has no form of, by document frequency.
fn words(corpus: &BTreeMap<String, u32>, stems: &BTreeMap<&str, f64>) -> Vec<String> {
    let mut stemmer = Stemmer::new(Language::Italian);
    let mut forms: BTreeMap<String, Vec<(&str, u32)>> = BTreeMap::new();
    for (word, &times) in corpus {
        let mut stem = String::new();
        if !stemmer.stem(word, &mut stem).stop {
            forms.entry(stem).or_default().push((word, times));
        }
    }
    let mut words: Vec<(f64, String)> = Vec::new();
    for (stem, list) in &forms {
        let share = stems.get(stem.as_str()).copied().unwrap_or(100.0);
        let all: u32 = list.iter().map(|&(_, times)| times).sum();
        words.extend(list.iter().map(|&(word, n)| (share * f64::from(n) / f64::from(all), word.to_owned())));
    }
    for (&stem, &share) in stems.iter().filter(|&(&stem, _)| !forms.contains_key(stem)) {
        // A stem gets the ending of a word; which one does not matter, its stem is the same.
        let ending = ["o", "a", "i", "e"][stem.len() % 4];
        words.push((share, format!("{stem}{ending}")));
    }
    words.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    words.into_iter().map(|(_, word)| word).collect()
}

/// A made-up word: always the same for the same number.
fn syllables(number: u64, least: usize, out: &mut String) {
    let mut random = Random::of(&[number]);
    for _ in 0..random.between(least, least + 1) {
        out.push_str(random.pick::<&str>(&ONSETS));
        out.push_str(random.pick::<&str>(&VOWELS));
    }
    if !out.ends_with(['a', 'e', 'i', 'o']) {
        out.push('o');
    }
}

/// The word with a capital first letter.
pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

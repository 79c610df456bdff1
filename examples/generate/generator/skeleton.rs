//! Skeletons: the sentences of the corpus with their words, names and figures taken out.
//!
//! In: the texts of `tests/corpus`. Out: for each sentence the function words and punctuation as
//! they stand, and slots for what a release says in them. Cost: once, a tenth of a second.

use std::collections::BTreeMap;

use ricalco::Language;
use ricalco::read::stem::Stemmer;

use super::random::Random;
use super::vocabulary::Vocabulary;

/// A piece of a sentence.
#[derive(Debug)]
pub(crate) enum Piece {
    /// Kept as it stands: function words, bodies that many releases name, spaces, punctuation.
    Text(Box<str>),
    /// A content word: its rank in the vocabulary, whether it begins the sentence, and whether it
    /// must begin with a vowel (after an elision).
    Word { rank: u32, capital: bool, vowel: bool },
    /// The name of a person.
    Person,
    /// The name of a place.
    Place,
    /// A figure, with what it counts.
    Figure(Shape),
}

/// What a figure looks like.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// A number with its unit: `1,6` and ` milioni di euro`. The digits are drawn anew.
    Number { digits: Box<str>, unit: &'static str, counts_a_word: bool },
    /// A day and a month.
    Date,
    /// A time of day, `18.30`.
    Time,
}

/// A sentence with slots.
#[derive(Debug)]
pub(crate) struct Skeleton {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) words: usize,
    pub(crate) figures: usize,
    pub(crate) names: usize,
}

/// Units, the longer before those that they contain.
const UNITS: [&str; 19] = [
    " milioni di euro",
    " miliardi di euro",
    " milioni",
    "mila euro",
    "mila",
    " per cento",
    "%",
    " euro",
    " anni",
    " chilometri quadrati",
    " metri quadrati",
    " chilometri",
    " metri",
    " chili",
    " grammi",
    " minuti",
    " ore",
    " giorni",
    " gradi",
];
pub(crate) const MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];
/// A capitalised word that stands so often within sentences is a body, not a name.
const BODY: u32 = 12;

/// The sentences of a text that are running prose.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let prose = |sentence: &&str| {
        let words = sentence.split_whitespace().count();
        let capitals = sentence.chars().filter(|c| c.is_uppercase()).count();
        let plain = !sentence.contains(['@', '©', '#', '[', '|', '*']) && !sentence.contains("http");
        (8..=45).contains(&words) && capitals < 2 * words && plain && sentence.ends_with('.')
    };
    text.split('\n')
        .flat_map(|line| line.split_inclusive(". "))
        .map(str::trim)
        .filter(|sentence| sentence.starts_with(char::is_uppercase))
        .filter(prose)
}

fn is_word(c: char) -> bool {
    c.is_alphabetic()
}

/// Counts the words of the corpus, lower case, and the capitalised words within its sentences.
pub(crate) fn count(texts: &[String]) -> (BTreeMap<String, u32>, BTreeMap<String, u32>) {
    let (mut words, mut capitalised) = (BTreeMap::new(), BTreeMap::new());
    for sentence in texts.iter().flat_map(|text| sentences(text)) {
        for (at, word) in sentence.split(|c| !is_word(c)).filter(|word| !word.is_empty()).enumerate() {
            if !word.starts_with(char::is_uppercase) {
                *words.entry(word.to_owned()).or_insert(0) += 1;
            } else if at > 0 {
                *capitalised.entry(word.to_owned()).or_insert(0) += 1;
            }
        }
    }
    (words, capitalised)
}

/// The skeletons of one part of the corpus, which speak of like matter.
pub(crate) struct Part {
    pub(crate) skeletons: Vec<Skeleton>,
    /// The places of the skeletons with no figure, one, two and so on.
    by_figures: Vec<Vec<usize>>,
}

impl Part {
    pub(crate) fn new(texts: &[String], vocabulary: &Vocabulary, bodies: &BTreeMap<String, u32>) -> Self {
        let mut stemmer = Stemmer::new(Language::Italian);
        let skeletons: Vec<Skeleton> = texts
            .iter()
            .flat_map(|text| sentences(text))
            .map(|sentence| skeleton(sentence, vocabulary, bodies, &mut stemmer))
            .filter(|skeleton| skeleton.words >= 3)
            .collect();
        let most = skeletons.iter().map(|skeleton| skeleton.figures).max().unwrap_or(0);
        let mut by_figures = vec![Vec::new(); most + 1];
        for (at, skeleton) in skeletons.iter().enumerate() {
            by_figures[skeleton.figures].push(at);
        }
        Self { skeletons, by_figures }
    }

    /// A skeleton with a figure, if there is one.
    pub(crate) fn with_figures(&self, random: &mut Random) -> &Skeleton {
        let figures = random.between(1, 3);
        self.of_figures(figures, random).unwrap_or(&self.skeletons[0])
    }

    /// A skeleton with so many figures, if there is one.
    pub(crate) fn of_figures(&self, figures: usize, random: &mut Random) -> Option<&Skeleton> {
        let places = self.by_figures.get(figures).filter(|places| !places.is_empty())?;
        self.skeletons.get(*random.pick(places))
    }
}

fn skeleton(
    sentence: &str,
    vocabulary: &Vocabulary,
    bodies: &BTreeMap<String, u32>,
    stemmer: &mut Stemmer,
) -> Skeleton {
    let mut pieces = Pieces::default();
    let mut rest = sentence;
    while let Some(first) = rest.chars().next() {
        let begins = rest.len() == sentence.len();
        if first.is_ascii_digit() {
            rest = figure(rest, &mut pieces);
            continue;
        }
        if !is_word(first) {
            pieces.text(&rest[..first.len_utf8()]);
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (word, after) = rest.split_at(rest.find(|c| !is_word(c)).unwrap_or(rest.len()));
        rest = after;
        let lower = word.to_lowercase();
        let mut stem = String::new();
        let stop = word.chars().count() < 3
            || after.starts_with(['\'', '’'])
            || stemmer.stem(&lower, &mut stem).stop;
        let known = vocabulary.rank(&lower).filter(|_| !stop && !MONTHS.contains(&word));
        let body = bodies.get(word).is_some_and(|&times| times >= BODY);
        match known {
            _ if !begins && first.is_uppercase() && !body => rest = name(word, rest, bodies, &mut pieces),
            Some(rank) if begins || !first.is_uppercase() => {
                let vowel = pieces.text.ends_with(['\'', '’']);
                pieces.push(Piece::Word { rank, capital: begins, vowel });
            }
            _ => pieces.text(word),
        }
    }
    pieces.close()
}

/// Takes a capitalised word and those that follow it for a name: one word is a place, more a person.
fn name<'s>(word: &str, mut rest: &'s str, bodies: &BTreeMap<String, u32>, pieces: &mut Pieces) -> &'s str {
    let mut words = 1;
    while let Some(after) = rest.strip_prefix(' ') {
        let end = after.find(|c| !is_word(c)).unwrap_or(after.len());
        let next = &after[..end];
        if !next.starts_with(char::is_uppercase) || bodies.get(next).is_some_and(|&times| times >= BODY) {
            break;
        }
        words += 1;
        rest = &after[end..];
    }
    match words {
        1 if word.chars().count() < 3 => pieces.text(word),
        1 => pieces.push(Piece::Place),
        _ => pieces.push(Piece::Person),
    }
    rest
}

/// Takes a number with its unit, a date or a time.
fn figure<'s>(rest: &'s str, pieces: &mut Pieces) -> &'s str {
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
    let digits = rest[..end].trim_end_matches(['.', ',']);
    let after = &rest[digits.len()..];
    if let Some(month) =
        MONTHS.iter().find(|&&month| after.strip_prefix(' ').is_some_and(|a| a.starts_with(month)))
    {
        pieces.push(Piece::Figure(Shape::Date));
        return &after[1 + month.len()..];
    }
    let before = pieces.text.as_str();
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    if year || after.starts_with(['/', '-']) || before.ends_with(['/', '-']) {
        pieces.text(digits);
        return after;
    }
    if digits.len() >= 4 && digits.contains('.') && (before.ends_with("ore ") || before.ends_with("alle ")) {
        pieces.push(Piece::Figure(Shape::Time));
        return after;
    }
    let unit = UNITS.iter().find(|&&unit| after.starts_with(unit)).copied().unwrap_or("");
    pieces.push(Piece::Figure(Shape::Number { digits: digits.into(), unit, counts_a_word: false }));
    pieces.may_count = unit.is_empty();
    &after[unit.len()..]
}

/// The pieces gathered, and the text since the last slot.
#[derive(Default)]
struct Pieces {
    pieces: Vec<Piece>,
    text: String,
    /// Whether the last piece is a number that the next word may be counted by.
    may_count: bool,
}

impl Pieces {
    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn push(&mut self, piece: Piece) {
        // The word after a number is what it counts: it goes into the figure.
        let counts = std::mem::take(&mut self.may_count) && self.text == " ";
        if let (true, Piece::Word { .. }, Some(Piece::Figure(Shape::Number { counts_a_word, .. }))) =
            (counts, &piece, self.pieces.last_mut())
        {
            *counts_a_word = true;
            self.text.clear();
            return;
        }
        if !self.text.is_empty() {
            self.pieces.push(Piece::Text(std::mem::take(&mut self.text).into()));
        }
        self.pieces.push(piece);
    }

    fn close(mut self) -> Skeleton {
        self.push(Piece::Text("".into()));
        let count = |wanted: fn(&Piece) -> bool| self.pieces.iter().filter(|piece| wanted(piece)).count();
        Skeleton {
            words: count(|piece| matches!(piece, Piece::Word { .. })),
            figures: count(|piece| matches!(piece, Piece::Figure(_))),
            names: count(|piece| matches!(piece, Piece::Person | Piece::Place)),
            pieces: self.pieces,
        }
    }
}

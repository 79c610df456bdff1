//! A generated release: its facts, its sentences, and how it is written out.
//!
//! In: skeletons and a vocabulary. Out: sentences whose words and figures are known one by one, so
//! that a copy can reword the sentences and keep the facts. Cost: about 10 microseconds a release.

use super::random::Random;
use super::skeleton::{MONTHS, Piece, Shape, Skeleton};
use super::vocabulary::{Vocabulary, capitalised};

/// A slot keeps the corpus's own word so often, if it is one of the [`COMMON`]: phrases such as
/// `nel corso della giornata` live on, and a rare word does not come back with its sentence.
const KEPT: f64 = 0.4;
/// The commonest words.
const COMMON: u32 = 800;
/// A word is one that the release has used before so often: matter repeats itself (Church 2000).
const AGAIN: f64 = 0.15;

/// The names that one release speaks of.
#[derive(Debug, Clone)]
pub(crate) struct Names {
    pub(crate) persons: Vec<(&'static str, String)>,
    pub(crate) places: Vec<String>,
}

impl Names {
    pub(crate) fn draw(vocabulary: &Vocabulary, random: &mut Random) -> Self {
        let person = |random: &mut Random| (Vocabulary::first_name(random), vocabulary.surname(random));
        Self {
            persons: (0..random.between(2, 4)).map(|_| person(random)).collect(),
            places: (0..random.between(2, 4)).map(|_| vocabulary.place(random)).collect(),
        }
    }
}

/// A figure that a release gives.
#[derive(Debug, Clone)]
pub(crate) enum Figure {
    /// A number, its unit, and the rank of the word that it counts.
    Number { digits: String, unit: &'static str, counted: Option<u32> },
    /// A day `1..=28` and a month `0..=11`.
    Date { day: usize, month: usize },
    /// Minutes after midnight.
    Time(usize),
}

impl Figure {
    pub(crate) fn draw(shape: &Shape, vocabulary: &Vocabulary, random: &mut Random) -> Self {
        match shape {
            Shape::Date => Self::Date { day: random.between(1, 28), month: random.below(12) },
            Shape::Time => Self::Time(random.between(6 * 12, 23 * 12) * 5),
            Shape::Number { digits, unit, counts_a_word } => Self::Number {
                digits: digits_like(digits, random),
                unit,
                counted: counts_a_word.then(|| vocabulary.word(random)),
            },
        }
    }

    /// The same figure with another value.
    pub(crate) fn corrected(&mut self, random: &mut Random) {
        match self {
            Self::Number { digits, .. } => {
                let other = digits_like(digits, random);
                // Never the value that it had.
                *digits = if other == *digits { format!("1{other}") } else { other };
            }
            Self::Date { day, .. } => *day = *day % 28 + 1,
            Self::Time(minutes) => *minutes += 35,
        }
    }
}

/// Other digits of the same form: `1.140` for `2.300`; the first is never 0.
fn digits_like(digits: &str, random: &mut Random) -> String {
    let mut first = true;
    digits
        .chars()
        .map(|c| match c {
            '0'..='9' if std::mem::take(&mut first) => char::from(b'1' + random.below(9) as u8),
            '0'..='9' => char::from(b'0' + random.below(10) as u8),
            other => other,
        })
        .collect()
}

/// A name in a sentence: which of the release's, and whether in full.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    pub(crate) which: usize,
    pub(crate) full: bool,
}

/// A sentence of a release.
#[derive(Debug, Clone)]
pub(crate) struct Sentence<'s> {
    pub(crate) skeleton: &'s Skeleton,
    pub(crate) words: Vec<u32>,
    pub(crate) figures: Vec<Figure>,
    pub(crate) mentions: Vec<Mention>,
}

/// A release, or a copy of one.
#[derive(Debug, Clone)]
pub(crate) struct Release<'s> {
    /// What stands before the first sentence, such as the number and date of a bulletin.
    pub(crate) opening: String,
    pub(crate) names: Names,
    pub(crate) sentences: Vec<Sentence<'s>>,
    /// Sentences that no slot stands in: the office's closing, a legal formula.
    pub(crate) closing: Vec<&'s str>,
}

impl<'s> Sentence<'s> {
    /// Fills a skeleton. The words come from one source of chance and the facts from another, so that
    /// stock sentences repeat the one and not the other.
    pub(crate) fn draw(
        skeleton: &'s Skeleton,
        vocabulary: &Vocabulary,
        matter: &mut Vec<u32>,
        words: &mut Random,
        facts: &mut Random,
    ) -> Self {
        let mut sentence = Sentence {
            skeleton,
            words: Vec::with_capacity(skeleton.words),
            figures: Vec::with_capacity(skeleton.figures),
            mentions: Vec::with_capacity(skeleton.names),
        };
        for piece in &skeleton.pieces {
            match piece {
                Piece::Text(_) => {}
                Piece::Word { rank, .. } => {
                    let word = match words.unit() {
                        u if u < AGAIN && !matter.is_empty() => *words.pick(matter),
                        u if u < AGAIN + KEPT && *rank < COMMON => *rank,
                        _ => vocabulary.word(words),
                    };
                    matter.push(word);
                    sentence.words.push(word);
                }
                Piece::Person | Piece::Place => {
                    sentence.mentions.push(Mention { which: words.below(12), full: words.chance(0.5) });
                }
                Piece::Figure(shape) => {
                    let figure = Figure::draw(shape, vocabulary, facts);
                    sentence.figures.push(figure);
                }
            }
        }
        sentence
    }

    /// Writes the sentence.
    pub(crate) fn write(&self, names: &Names, vocabulary: &Vocabulary, out: &mut String) {
        let (mut words, mut figures, mut mentions) =
            (self.words.iter(), self.figures.iter(), self.mentions.iter());
        for piece in &self.skeleton.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Word { capital, vowel, .. } => {
                    let Some(&rank) = words.next() else { continue };
                    if *vowel || *capital {
                        let mut word = String::new();
                        vocabulary.write_word(rank, &mut word);
                        // After an elision a word begins with a vowel; a mute h will do.
                        if *vowel && !word.starts_with(['a', 'e', 'i', 'o', 'u', 'h']) {
                            word.insert(0, 'a');
                        }
                        out.push_str(&if *capital { capitalised(&word) } else { word });
                    } else {
                        vocabulary.write_word(rank, out);
                    }
                }
                Piece::Person | Piece::Place => {
                    let Some(mention) = mentions.next() else { continue };
                    if matches!(piece, Piece::Place) {
                        out.push_str(&names.places[mention.which % names.places.len()]);
                        continue;
                    }
                    let (first, surname) = &names.persons[mention.which % names.persons.len()];
                    if mention.full {
                        out.push_str(first);
                        out.push(' ');
                    }
                    out.push_str(surname);
                }
                Piece::Figure(_) => {
                    if let Some(figure) = figures.next() {
                        figure.write(vocabulary, out);
                    }
                }
            }
        }
    }
}

impl Figure {
    fn write(&self, vocabulary: &Vocabulary, out: &mut String) {
        use std::fmt::Write;
        // Writing to a String cannot fail.
        let _ = match self {
            Self::Number { digits, unit, counted } => {
                out.push_str(digits);
                out.push_str(unit);
                if let Some(rank) = counted {
                    out.push(' ');
                    vocabulary.write_word(*rank, out);
                }
                Ok(())
            }
            Self::Date { day, month } => write!(out, "{day} {}", MONTHS[*month]),
            Self::Time(minutes) => write!(out, "{}.{:02}", minutes / 60 % 24, minutes % 60),
        };
    }
}

impl Release<'_> {
    /// Writes the body: paragraphs of two to four sentences.
    pub(crate) fn write(&self, vocabulary: &Vocabulary, random: &mut Random, out: &mut String) {
        out.push_str(&self.opening);
        let mut left = random.between(2, 4);
        for (at, sentence) in self.sentences.iter().enumerate() {
            if at > 0 && left == 0 {
                out.push_str("\n\n");
                left = random.between(2, 4);
            } else if at > 0 {
                out.push(' ');
            }
            left = left.saturating_sub(1);
            sentence.write(&self.names, vocabulary, out);
        }
        for (at, closing) in self.closing.iter().enumerate() {
            out.push_str(if at == 0 { "\n\n" } else { " " });
            out.push_str(closing);
        }
    }

    /// A headline: a place, words of the first sentences, a figure.
    pub(crate) fn title(&self, vocabulary: &Vocabulary, random: &mut Random) -> String {
        let mut title = self.names.places[0].clone();
        title.push(',');
        let words: Vec<u32> = self.sentences.iter().take(2).flat_map(|s| s.words.iter().copied()).collect();
        for _ in 0..random.between(3, 6).min(words.len()) {
            title.push(' ');
            vocabulary.write_word(*random.pick(&words), &mut title);
        }
        if let Some(figure) = self.sentences.iter().take(3).find_map(|s| s.figures.first()) {
            title.push_str(": ");
            figure.write(vocabulary, &mut title);
        }
        title
    }
}

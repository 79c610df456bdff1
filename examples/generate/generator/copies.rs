//! What becomes of a release: the copies of each kind.
//!
//! In: a release. Out: the text of a copy. Facts stay unless the kind says otherwise.

use super::random::Random;
use super::release::{Figure, Mention, Release, Sentence};
use super::skeleton::{Part, Piece, Skeleton};

/// The kinds of copies, as the corpus names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Republish,
    Light,
    Rewrite,
    Excerpt,
    Roundup,
    Update,
}

/// Each kind with how many of a hundred copies are of it, as in the corpus.
const SHARES: [(Kind, usize); 6] = [
    (Kind::Republish, 26),
    (Kind::Light, 16),
    (Kind::Rewrite, 34),
    (Kind::Excerpt, 14),
    (Kind::Roundup, 5),
    (Kind::Update, 5),
];

impl Kind {
    pub(crate) fn draw(random: &mut Random) -> Self {
        let mut left = random.below(100);
        for (kind, share) in SHARES {
            if left < share {
                return kind;
            }
            left -= share;
        }
        Self::Republish
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Republish => "republish",
            Self::Light => "light",
            Self::Rewrite => "rewrite",
            Self::Excerpt => "excerpt",
            Self::Roundup => "roundup",
            Self::Update => "update",
        }
    }
}

/// Another word for a word: always the same one, and of like frequency.
fn synonym(rank: u32) -> u32 {
    rank ^ 1
}

/// A few words replaced, a sentence dropped.
pub(crate) fn light(release: &mut Release<'_>, random: &mut Random) {
    for sentence in &mut release.sentences {
        for word in sentence.words.iter_mut().filter(|_| random.chance(0.05)) {
            *word = synonym(*word);
        }
    }
    if release.sentences.len() > 4 {
        let dropped = random.between(1, release.sentences.len() - 1);
        release.sentences.remove(dropped);
    }
    if random.chance(0.5) {
        release.closing.clear();
    }
}

/// The first sentences, as an agency cuts them.
pub(crate) fn excerpt(release: &mut Release<'_>, random: &mut Random) {
    let kept = random.between(2, 4);
    release.sentences.truncate(kept);
    release.closing.clear();
    for sentence in &mut release.sentences {
        for word in sentence.words.iter_mut().filter(|_| random.chance(0.1)) {
            *word = synonym(*word);
        }
    }
}

/// One or two figures corrected.
pub(crate) fn update(release: &mut Release<'_>, random: &mut Random) {
    let mut figures: Vec<&mut Figure> = release.sentences.iter_mut().flat_map(|s| &mut s.figures).collect();
    for _ in 0..random.between(1, 2).min(figures.len()) {
        let at = random.below(figures.len());
        figures[at].corrected(random);
    }
}

/// Other sentences, in another order, about the same facts.
///
/// A sentence goes into another skeleton with as many figures; its figures and names go over as they
/// are, and of its words about half, the others by synonyms. A seventh of the sentences is left out.
pub(crate) fn rewrite<'s>(release: &mut Release<'s>, part: &'s Part, random: &mut Random) {
    if release.sentences.len() > 3 {
        release.sentences.retain(|_| !random.chance(0.14));
    }
    for sentence in &mut release.sentences {
        if let Some(skeleton) = part.of_figures(sentence.figures.len(), random) {
            reword(sentence, skeleton, random);
        }
    }
    let lead = release.sentences.len().min(2);
    random.shuffle(&mut release.sentences[lead..]);
    release.closing.clear();
}

fn reword<'s>(sentence: &mut Sentence<'s>, skeleton: &'s Skeleton, random: &mut Random) {
    let mut words: Vec<u32> =
        sentence.words.iter().map(|&word| if random.chance(0.45) { synonym(word) } else { word }).collect();
    random.shuffle(&mut words);
    let own = skeleton.pieces.iter().filter_map(|piece| match piece {
        Piece::Word { rank, .. } => Some(*rank),
        _ => None,
    });
    // Slots beyond the words at hand keep the words of the other sentence: phrases.
    sentence.words = own.enumerate().map(|(at, kept)| words.get(at).copied().unwrap_or(kept)).collect();
    for at in 0..skeleton.names {
        if at >= sentence.mentions.len() {
            sentence.mentions.push(Mention { which: random.below(12), full: random.chance(0.5) });
        }
    }
    for figure in &mut sentence.figures {
        if let Figure::Number { counted: Some(rank), .. } = figure
            && random.chance(0.2)
        {
            *rank = synonym(*rank);
        }
    }
    sentence.skeleton = skeleton;
}

/// The furniture of an agency or a site around a body, and now and then an agency's accents.
pub(crate) fn dress(body: &str, place: &str, day: u8, month: u8, random: &mut Random) -> String {
    const SHORT: [&str; 12] =
        ["GEN", "FEB", "MAR", "APR", "MAG", "GIU", "LUG", "AGO", "SET", "OTT", "NOV", "DIC"];
    let mut text = String::with_capacity(body.len() + 160);
    match random.below(4) {
        0 => {
            text.push_str(&format!(
                "(ANSA) - {}, {day} {} - ",
                place.to_uppercase(),
                SHORT[usize::from(month) - 1]
            ));
            agency_accents(body, &mut text);
            text.push_str(" (ANSA).");
        }
        1 => {
            text.push_str(&format!("{} – ", place.to_uppercase()));
            text.push_str(body);
            text.push_str("\n\n© RIPRODUZIONE RISERVATA");
        }
        2 => {
            text.push_str("di Redazione\n\n");
            text.push_str(body);
            text.push_str("\n\nLeggi anche: tutte le notizie di oggi\nIscriviti al nostro canale WhatsApp");
        }
        _ => text.push_str(body),
    }
    text
}

fn agency_accents(body: &str, out: &mut String) {
    for c in body.chars() {
        let bare = match c {
            'à' => "a'",
            'è' | 'é' => "e'",
            'ì' => "i'",
            'ò' => "o'",
            'ù' => "u'",
            'È' => "E'",
            other => {
                out.push(other);
                continue;
            }
        };
        out.push_str(bare);
    }
}

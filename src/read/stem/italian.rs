//! The Snowball stem of Italian words of plain letters, without an allocation.
//!
//! In: a folded word. Out: the stem that `rust-stemmers` gives, to which tests over words of
//! every ending hold it; the crate stays the definition, and stems all other words. Cost: `O(n)` in
//! letters, and a comparison for each suffix. New words are some 3 % of Italian news, and with the crate
//! they took a seventh of all reading.
//! Source: the algorithm at snowballstem.org/algorithms/italian/stemmer.html. Gives up: words with any
//! letter but `a`-`z`.

/// A word while it is stemmed: `U` and `I` are those between vowels and after `q`, which are consonants.
struct Word {
    letters: Vec<u8>,
    /// Where the regions begin in which a suffix may stand: RV, R1 and R2.
    rv: usize,
    r1: usize,
    r2: usize,
}

/// Puts the stem of a word into `out`; `false`, and nothing, for a word with other letters than `a`-`z`.
/// `letters` is room to work in.
pub(super) fn stem(word: &str, letters: &mut Vec<u8>, out: &mut String) -> bool {
    if !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return false;
    }
    letters.clear();
    letters.extend_from_slice(word.as_bytes());
    mark_consonants(letters);
    let mut word = Word::new(std::mem::take(letters));
    word.attached_pronoun();
    if !word.standard_suffix() {
        word.verb_suffix();
    }
    word.vowel_suffix();
    out.extend(word.letters.iter().map(|letter| char::from(letter.to_ascii_lowercase())));
    *letters = word.letters;
    true
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Writes in capitals the `u` after `q`, and `u` and `i` between vowels.
fn mark_consonants(letters: &mut [u8]) {
    for at in 1..letters.len() {
        if letters[at - 1..=at] == *b"qu" {
            letters[at] = b'U';
        }
    }
    for at in 2..letters.len() {
        let middle = letters[at - 1];
        if is_vowel(letters[at - 2]) && matches!(middle, b'u' | b'i') && is_vowel(letters[at]) {
            letters[at - 1] = middle.to_ascii_uppercase();
        }
    }
}

impl Word {
    fn new(letters: Vec<u8>) -> Self {
        let end = letters.len();
        // Past the first vowel, or consonant, from a place on.
        let past = |from: usize, vowel: bool| {
            let rest = letters.get(from..).unwrap_or_default();
            rest.iter().position(|&letter| is_vowel(letter) == vowel).map_or(end, |at| from + at + 1)
        };
        let rv = match letters.as_slice() {
            &[first, second, _, ..] => match (is_vowel(first), is_vowel(second)) {
                (_, false) => past(2, true),
                (true, true) => past(2, false),
                (false, true) => 3,
            },
            _ => end,
        };
        let r1 = past(past(0, true), false);
        let r2 = past(past(r1, true), false);
        Self { letters, rv, r1, r2 }
    }

    /// Where the longest of some suffixes begins that stand after a place.
    fn ends_with(&self, suffixes: &[Suffix], from: usize) -> Option<usize> {
        let region = self.letters.get(from..)?;
        let tail = match region.last_chunk::<8>() {
            Some(tail) => u64::from_le_bytes(*tail),
            None => region.iter().fold(0, |tail, &letter| tail >> 8 | u64::from(letter) << 56),
        };
        // Of two masks the longer is the greater. No branch: which suffix it will be is anyone's guess.
        let longest = suffixes.iter().fold(0, |longest, suffix| {
            if tail & suffix.mask == suffix.letters { suffix.mask.max(longest) } else { longest }
        });
        (longest > 0).then(|| self.letters.len() - longest.count_ones() as usize / 8)
    }

    /// Takes a suffix away if it stands in a region.
    fn delete(&mut self, suffixes: &[Suffix], region: usize) -> bool {
        let start = self.ends_with(suffixes, 0).filter(|&start| start >= region);
        self.letters.truncate(start.unwrap_or(self.letters.len()));
        start.is_some()
    }

    /// `guardandolo` is `guardando`, `vederci` is `vedere`.
    fn attached_pronoun(&mut self) {
        let Some(pronoun) = self.ends_with(PRONOUNS, 0) else { return };
        let verb = self.letters.get(..pronoun).unwrap_or_default();
        let length = if verb.ends_with(b"ando") || verb.ends_with(b"endo") {
            4
        } else if verb.ends_with(b"ar") || verb.ends_with(b"er") || verb.ends_with(b"ir") {
            2
        } else {
            return;
        };
        if pronoun - length >= self.rv {
            self.letters.truncate(pronoun);
            if length == 2 {
                self.letters.push(b'e');
            }
        }
    }

    /// Takes away the ending of a noun, an adjective or an adverb; whether one stood where it may.
    fn standard_suffix(&mut self) -> bool {
        let found =
            STANDARD.iter().filter_map(|(suffixes, kind)| Some((self.ends_with(suffixes, 0)?, *kind)));
        // The longest begins first.
        let Some((start, kind)) = found.min_by_key(|&(start, _)| start) else { return false };
        let region = match kind {
            Kind::Movement => self.rv,
            Kind::Adverb => self.r1,
            _ => self.r2,
        };
        if start < region {
            return false;
        }
        self.letters.truncate(start);
        match kind {
            Kind::Plain | Kind::Movement => {}
            Kind::Science => self.letters.extend_from_slice(b"log"),
            Kind::Use => self.letters.push(b'u'),
            Kind::Quality => self.letters.extend_from_slice(b"ente"),
            Kind::Action => {
                self.delete(const { &suffixes(["ic"]) }, self.r2);
            }
            Kind::Adverb => {
                let active = self.letters.ends_with(b"iv");
                if self.delete(const { &suffixes(["abil", "ic", "iv", "os"]) }, self.r2) && active {
                    self.delete(const { &suffixes(["at"]) }, self.r2);
                }
            }
            Kind::Active => {
                if self.delete(const { &suffixes(["at"]) }, self.r2) {
                    self.delete(const { &suffixes(["ic"]) }, self.r2);
                }
            }
        }
        true
    }

    /// Takes away the longest ending of a verb that stands in RV.
    fn verb_suffix(&mut self) {
        let start = self.ends_with(VERBS, self.rv);
        self.letters.truncate(start.unwrap_or(self.letters.len()));
    }

    /// Takes away a last vowel, an `i` before it, and the `h` of `ch` and `gh`.
    fn vowel_suffix(&mut self) {
        if self.delete(const { &suffixes(["a", "e", "i", "o"]) }, self.rv) {
            self.delete(const { &suffixes(["i"]) }, self.rv);
        }
        if self.ends_with(const { &suffixes(["ch", "gh"]) }, 0).is_some_and(|start| start >= self.rv) {
            self.letters.pop();
        }
    }
}

/// A suffix of eight letters at the most, as numbers that are compared with the end of a word at once.
struct Suffix {
    /// Its letters, the last in the highest byte.
    letters: u64,
    /// Which bytes those are.
    mask: u64,
}

const fn suffixes<const N: usize>(words: [&str; N]) -> [Suffix; N] {
    let mut found = [const { Suffix { letters: 0, mask: 0 } }; N];
    let mut row = 0;
    while row < N {
        let word = words[row].as_bytes();
        let mut at = 0;
        while at < word.len() {
            found[row].letters = found[row].letters >> 8 | (word[at] as u64) << 56;
            found[row].mask = found[row].mask >> 8 | 0xff << 56;
            at += 1;
        }
        row += 1;
    }
    found
}

/// What is done with a standard suffix, and in which region it must stand.
#[derive(Clone, Copy)]
enum Kind {
    /// Taken away from R2.
    Plain,
    /// `azione`, with an `ic` before it.
    Action,
    /// `logia` leaves `log`.
    Science,
    /// `uzione` leaves `u`.
    Use,
    /// `enza` leaves `ente`.
    Quality,
    /// `amento`, from RV.
    Movement,
    /// `amente`, from R1, with what an adjective ends with before it.
    Adverb,
    /// `ivo`, with an `at` and an `ic` before it.
    Active,
}

/// Pronouns that are written together with a verb.
#[rustfmt::skip]
static PRONOUNS: &[Suffix] = &suffixes([
    "cela", "cele", "celi", "celo", "cene", "ci", "gli", "gliela", "gliele", "glieli", "glielo", "gliene",
    "la", "le", "li", "lo", "mela", "mele", "meli", "melo", "mene", "mi", "ne", "sene", "si", "tela",
    "tele", "teli", "telo", "tene", "ti", "vela", "vele", "veli", "velo", "vene", "vi",
]);

/// Endings of nouns, adjectives and adverbs.
#[rustfmt::skip]
static STANDARD: &[(&[Suffix], Kind)] = &[
    (&suffixes([
        "abile", "abili", "ante", "anti", "anza", "anze", "atrice", "atrici", "ibile", "ibili", "ica", "ice",
        "iche", "ichi", "ici", "ico", "ismi", "ismo", "ista", "iste", "isti", "mente", "osa", "ose", "osi",
        "oso",
    ]), Kind::Plain),
    (&suffixes(["atore", "atori", "azione", "azioni"]), Kind::Action),
    (&suffixes(["logia", "logie"]), Kind::Science),
    (&suffixes(["usione", "usioni", "uzione", "uzioni"]), Kind::Use),
    (&suffixes(["enza", "enze"]), Kind::Quality),
    (&suffixes(["amenti", "amento", "imenti", "imento"]), Kind::Movement),
    (&suffixes(["amente"]), Kind::Adverb),
    (&suffixes(["iva", "ive", "ivi", "ivo"]), Kind::Active),
];

/// Endings of verbs.
#[rustfmt::skip]
static VERBS: &[Suffix] = &suffixes([
    "ammo", "ando", "ano", "ar", "are", "arono", "asse", "assero", "assi", "assimo", "ata", "ate", "ati",
    "ato", "ava", "avamo", "avano", "avate", "avi", "avo", "emmo", "enda", "ende", "endi", "endo", "erai",
    "eranno", "ere", "erebbe", "erebbero", "erei", "eremmo", "eremo", "ereste", "eresti", "erete", "erono",
    "essero", "ete", "eva", "evamo", "evano", "evate", "evi", "evo", "iamo", "immo", "ir", "irai", "iranno",
    "ire", "irebbe", "irebbero", "irei", "iremmo", "iremo", "ireste", "iresti", "irete", "irono", "isca",
    "iscano", "isce", "isci", "isco", "iscono", "issero", "ita", "ite", "iti", "ito", "iva", "ivamo",
    "ivano", "ivate", "ivi", "ivo", "ono", "uta", "ute", "uti", "uto",
]);

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rust_stemmers::{Algorithm, Stemmer};

    use super::*;

    fn own(word: &str) -> Option<String> {
        let mut stem = String::new();
        super::stem(word, &mut Vec::new(), &mut stem).then_some(stem)
    }

    fn spelt(suffixes: &[Suffix]) -> impl Iterator<Item = String> {
        let letters =
            |suffix: &Suffix| suffix.letters.to_le_bytes().into_iter().filter(|&letter| letter != 0);
        suffixes.iter().map(move |suffix| letters(suffix).map(char::from).collect())
    }

    /// Each ending, two of them, and a pronoun after each, on beginnings with regions of all lengths.
    #[test]
    fn stems_of_all_endings_are_those_of_the_crate() {
        let crates = Stemmer::create(Algorithm::Italian);
        let also = ["", "i", "ch", "gh", "at", "os"].map(str::to_owned);
        let nouns = STANDARD.iter().flat_map(|(suffixes, _)| spelt(suffixes));
        let endings: Vec<String> = nouns.chain(spelt(VERBS)).chain(also).collect();
        let beginnings = ["", "a", "t", "qu", "au", "tr", "io", "tor", "guaia", "aiuol", "abbatt", "quieton"];
        let pronouns = spelt(PRONOUNS).chain(["", "a", "e", "i", "o", "he"].map(str::to_owned));
        for last in pronouns {
            for ending in &endings {
                for beginning in beginnings {
                    for middle in ["", "ic", "iv", "ativ", "icat"] {
                        let word = format!("{beginning}{middle}{ending}{last}");
                        assert_eq!(own(&word).as_deref(), Some(&*crates.stem(&word)), "{word}");
                    }
                }
            }
        }
    }

    #[test]
    fn words_of_other_letters_are_left_to_the_crate() {
        for word in ["è", "caffè", "più", "l'", "Roma", "3d", "año"] {
            assert_eq!(own(word), None, "{word}");
        }
    }

    proptest! {
        #[test]
        fn stems_of_any_letters_are_those_of_the_crate(word in "[aeiouqgchrtnlmdsv]{0,12}|[a-z]{0,30}") {
            let stem = Stemmer::create(Algorithm::Italian).stem(&word).into_owned();
            prop_assert_eq!(own(&word), Some(stem));
        }
    }
}

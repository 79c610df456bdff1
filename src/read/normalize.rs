//! Normalise: one spelling for each character, with a way back to the original bytes.
//!
//! In: a text as it came. Out: [`Normalized`], the same text with HTML entities resolved,
//! apostrophes and quotation marks unified, soft hyphens and zero-width characters removed,
//! non-breaking spaces made plain, lines ended by `\n` alone, and everything else in Unicode
//! Normalization Form KC (UAX #15). Cost: `O(n)` in bytes; a text that needs no change is borrowed.
//! Gives up: the difference between typographic and plain quotation marks. Agency accents
//! (`citta'`) and letter case are left to the tokeniser, which knows words.
//!
//! Form KC is not followed where it would change what is said: `1½` would become `11⁄2`, `10²`
//! would become `102`, `Acme™` would become `AcmeTM`; these characters stay. `3º` becomes `3°`.

mod entities;

use std::borrow::Cow;
use std::ops::Range;

use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

/// The most of a text that is read, in bytes: 256 MiB. Positions are kept in 32 bits, and Form KC
/// can make a text eleven times longer.
const MOST_BYTES: usize = 1 << 28;

/// How far back a combining mark looks for its letter, in characters; Unicode's stream-safe format
/// (UAX #15, section 13) allows 30 marks on a letter.
const MOST_MARKS: usize = 32;

/// A normalised text and the map back to the bytes that it was made from.
#[derive(Debug, Clone)]
pub struct Normalized<'t> {
    source: &'t str,
    text: Cow<'t, str>,
    /// Where the distance between the two texts changes: (byte in the normalised text, byte in the
    /// original), ascending in both; empty when nothing was changed.
    shifts: Vec<(u32, u32)>,
}

impl Normalized<'_> {
    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The range of the original text from which a range of the normalised text was made.
    ///
    /// It lies within the original and on its character boundaries, whatever range is given. What
    /// was replaced as one (an entity, a letter with its accent) comes back as one.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let (start, end) = (range.start.min(self.text.len()), range.end.min(self.text.len()));
        let start = boundary_before(self.source, original_start(&self.shifts, start));
        let end = boundary_after(self.source, self.original_end(end));
        start..end.max(start)
    }

    fn original_end(&self, end: usize) -> usize {
        let after = self.shifts.partition_point(|&(normalized, _)| (normalized as usize) < end);
        let Some(&(normalized, original)) = after.checked_sub(1).and_then(|at| self.shifts.get(at)) else {
            return end;
        };
        let linear = original as usize + (end - normalized as usize);
        match self.shifts.get(after) {
            Some(&next) if is_replaced((normalized, original), next) => next.1 as usize,
            _ => linear,
        }
    }
}

/// The place in the original from which the character at `start` was made.
fn original_start(shifts: &[(u32, u32)], start: usize) -> usize {
    let after = shifts.partition_point(|&(normalized, _)| normalized as usize <= start);
    let Some(&(normalized, original)) = after.checked_sub(1).and_then(|at| shifts.get(at)) else {
        return start;
    };
    match shifts.get(after) {
        Some(&next) if is_replaced((normalized, original), next) => original as usize,
        _ => original as usize + (start - normalized as usize),
    }
}

/// The last character boundary at or before a place.
fn boundary_before(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The first character boundary at or after a place.
fn boundary_after(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// Whether what lies between two shifts was put in the place of something of another length.
fn is_replaced(this: (u32, u32), next: (u32, u32)) -> bool {
    next.0 - this.0 != next.1 - this.1
}

/// Normalises a text.
///
/// ```
/// use ricalco::read::normalize::normalize;
///
/// let normalized = normalize("L’attivit&agrave; del 3º nucleo");
/// assert_eq!(normalized.text(), "L'attività del 3° nucleo");
/// assert_eq!(normalized.original(2..12), 4..20);
/// ```
pub fn normalize(text: &str) -> Normalized<'_> {
    let text = text.get(..boundary_before(text, MOST_BYTES)).unwrap_or(text);
    let mut writer = Writer { source: text, out: String::new(), shifts: Vec::new(), copied: 0 };
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let stretch = bytes.get(at..).and_then(|rest| rest.first_chunk::<STRETCH>());
        if stretch.is_some_and(is_plain) {
            at += STRETCH;
            continue;
        }
        let end = at + STRETCH;
        while at < end
            && let Some(&byte) = bytes.get(at)
        {
            at = match BYTES[byte as usize] {
                Class::Plain => at + 1,
                Class::LatinLead => at + 2,
                Class::Ampersand => writer.entity(at),
                Class::Control => writer.control(at),
                Class::Other => writer.character(at),
            };
        }
    }
    writer.finish()
}

/// How many bytes are looked at together.
const STRETCH: usize = 16;

/// Whether bytes are all ASCII that stands as it is; they are looked at side by side.
fn is_plain(bytes: &[u8; STRETCH]) -> bool {
    // Three comparisons without a branch: as ranges that leave two marks out it took six times as long.
    let others = bytes.iter().fold(0, |others, &byte| {
        let control_or_wide = u8::from(!matches!(byte, b' '..=b'~'));
        others | control_or_wide | u8::from(byte == b'&') | u8::from(byte == b'`')
    });
    others == 0
}

/// What a byte asks for when it is met at the start of a character.
#[derive(Clone, Copy)]
enum Class {
    /// ASCII that stands as it is.
    Plain,
    /// The lead of `U+00C0..=U+00FF`: letters that Form KC leaves alone.
    LatinLead,
    Ampersand,
    /// `\r`, the grave accent used as an apostrophe, control characters.
    Control,
    Other,
}

const BYTES: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < 0x80 {
        table[byte] = match byte as u8 {
            b'&' => Class::Ampersand,
            b'\n' | b'\t' => Class::Plain,
            b'`' | 0x7F | 0..0x20 => Class::Control,
            _ => Class::Plain,
        };
        byte += 1;
    }
    table[0xC3] = Class::LatinLead;
    table
};

/// What becomes of a character.
#[derive(Debug, PartialEq, Eq)]
enum Treatment {
    /// It stays.
    Keep,
    /// Something else stands for it.
    As(&'static str),
    /// Form KC decides, together with its neighbours.
    Compose,
}

/// What becomes of a character beyond ASCII, given the character before it.
fn treatment(c: char, before: Option<char>) -> Treatment {
    match c {
        '\u{80}'..='\u{9F}' => {
            windows_1252(c).map_or(Treatment::As(""), |meant| match treatment(meant, before) {
                Treatment::Keep | Treatment::Compose => Treatment::As(spelled(meant)),
                replaced @ Treatment::As(_) => replaced,
            })
        }
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' => {
            Treatment::As("")
        }
        '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => Treatment::As(""),
        '´' | '‘' | '’' | '‚' | '‛' | '′' | 'ʼ' | 'ʹ' | 'ʻ' | '＇' | '｀' => {
            Treatment::As("'")
        }
        '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '″' | '〝' | '〞' => {
            Treatment::As("\"")
        }
        '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
            Treatment::As(" ")
        }
        '\u{2028}' | '\u{2029}' => Treatment::As("\n"),
        '\u{2010}'..='\u{2012}' | '\u{2212}' => Treatment::As("-"),
        '…' => Treatment::As("..."),
        'º' => Treatment::As("°"),
        // `m²`, `km³`; after anything else a superscript is an exponent or the mark of a note.
        '²' if matches!(before, Some('m' | 'M')) => Treatment::As("2"),
        '³' if matches!(before, Some('m' | 'M')) => Treatment::As("3"),
        'ª' | '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '¼' | '½' | '¾' | '⅐'..='⅞' | '™' | '℠'
        // Accents that stand alone: Form KC would make a space and a combining mark of each.
        | '¨' | '¯' | '¸' | '˘'..='˝'
        | '–' | '—' | '•' | '€' | 'Ā'..='ı' | 'Ĵ'..='ľ' => Treatment::Keep,
        _ => Treatment::Compose,
    }
}

/// What a control character of ISO 8859-1 means where the text was Windows-1252 all along, as the
/// HTML standard reads `&#146;`.
fn windows_1252(c: char) -> Option<char> {
    const MEANT: [char; 32] = [
        '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', //
        '\0', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
    ];
    let at = (c as usize).checked_sub(0x80)?;
    MEANT.get(at).copied().filter(|&meant| meant != '\0')
}

/// The text of a character that [`windows_1252`] gives and that stays as it is.
fn spelled(meant: char) -> &'static str {
    const KEPT: &[(char, &str)] = &[
        ('Œ', "Œ"),
        ('œ', "œ"),
        ('Š', "Š"),
        ('š', "š"),
        ('Ÿ', "Ÿ"),
        ('Ž', "Ž"),
        ('ž', "ž"),
        ('ƒ', "ƒ"),
        ('ˆ', "ˆ"),
        ('˜', "˜"),
        ('–', "–"),
        ('—', "—"),
        ('†', "†"),
        ('‡', "‡"),
        ('•', "•"),
        ('‰', "‰"),
        ('€', "€"),
        ('™', "™"),
    ];
    KEPT.iter().find(|&&(c, _)| c == meant).map_or("", |&(_, text)| text)
}

/// The text under way: what was changed so far, and how much of the source was taken over.
struct Writer<'t> {
    source: &'t str,
    out: String,
    shifts: Vec<(u32, u32)>,
    /// The source up to here is in `out`.
    copied: usize,
}

impl<'t> Writer<'t> {
    fn finish(mut self) -> Normalized<'t> {
        if self.shifts.is_empty() {
            return Normalized { source: self.source, text: Cow::Borrowed(self.source), shifts: self.shifts };
        }
        self.copy_up_to(self.source.len());
        Normalized { source: self.source, text: Cow::Owned(self.out), shifts: self.shifts }
    }

    fn copy_up_to(&mut self, end: usize) {
        if self.out.capacity() == 0 {
            self.out.reserve(self.source.len());
        }
        self.out.push_str(self.source.get(self.copied..end).unwrap_or_default());
        self.copied = end;
    }

    /// Puts `with` in the place of the source's `range`.
    fn replace(&mut self, range: Range<usize>, with: &str) {
        self.copy_up_to(range.start);
        self.shift(range.start);
        self.out.push_str(with);
        self.copied = range.end;
        self.shift(range.end);
    }

    /// Notes that the source goes on at `original` where `out` ends now.
    fn shift(&mut self, original: usize) {
        let shift = (self.out.len() as u32, original as u32);
        if self.shifts.last() != Some(&shift) {
            self.shifts.push(shift);
        }
    }

    /// Resolves the entity at `start`, if it is one; `&amp;nbsp;`, escaped twice, is one too.
    fn entity(&mut self, start: usize) -> usize {
        let mut rest = start + 1;
        while let Some(escaped) = AMPERSANDS.iter().find(|escaped| self.starts_with(rest, escaped)) {
            rest += escaped.len();
        }
        let bytes = self.source.as_bytes();
        let name_end =
            bytes.iter().skip(rest).take(entities::LONGEST_NAME + 1).position(|&byte| byte == b';');
        let name = name_end.and_then(|length| self.source.get(rest..rest + length)).unwrap_or_default();
        let (meant, end) = match entity(name) {
            Some(meant) => (meant, rest + name.len() + 1),
            None if rest == start + 1 => return rest,
            None => ('&', rest),
        };
        self.put(start..end, meant);
        end
    }

    fn starts_with(&self, at: usize, wanted: &str) -> bool {
        self.source.as_bytes().get(at..at + wanted.len()) == Some(wanted.as_bytes())
    }

    /// Puts one character in the place of the source's `range`, itself normalised.
    fn put(&mut self, range: Range<usize>, c: char) {
        let mut buffer = [0; 4];
        let text: &str = match c {
            '\r' => "\n",
            '`' => "'",
            '\n' | '\t' | ' '..='\x7E' => c.encode_utf8(&mut buffer),
            '\0'..' ' | '\x7F' => " ",
            _ => match treatment(c, self.before(range.start)) {
                Treatment::Keep => c.encode_utf8(&mut buffer),
                Treatment::As(text) => text,
                Treatment::Compose => {
                    return self.compose(range, c.encode_utf8(&mut buffer));
                }
            },
        };
        self.replace(range, text);
    }

    /// The character before a place in the source that has not been passed yet.
    fn before(&self, at: usize) -> Option<char> {
        let plain = self.source.get(self.copied..at).unwrap_or_default();
        plain.chars().next_back().or_else(|| self.out.chars().next_back())
    }

    fn control(&mut self, at: usize) -> usize {
        let (end, with) = match self.source.as_bytes().get(at..) {
            Some([b'\r', b'\n', ..]) => (at + 2, "\n"),
            Some([b'\r' | 0x0B | 0x0C, ..]) => (at + 1, "\n"),
            Some([b'`', ..]) => (at + 1, "'"),
            _ => (at + 1, " "),
        };
        self.replace(at..end, with);
        end
    }

    fn character(&mut self, at: usize) -> usize {
        let Some(c) = self.source.get(at..).and_then(|rest| rest.chars().next()) else {
            return at + 1;
        };
        let end = at + c.len_utf8();
        match treatment(c, self.before(at)) {
            Treatment::Keep => end,
            Treatment::As(text) => {
                self.replace(at..end, text);
                end
            }
            Treatment::Compose => {
                let run = self.source.get(at..).unwrap_or_default();
                let length = run
                    .char_indices()
                    .find(|&(_, c)| c.is_ascii() || treatment(c, None) != Treatment::Compose)
                    .map_or(run.len(), |(length, _)| length);
                let run = run.get(..length).unwrap_or_default();
                self.compose(at..at + length, run);
                at + length
            }
        }
    }

    /// Brings `run`, which stands for the source's `range`, into Form KC together with the letter
    /// before it where it begins with a mark for that letter.
    fn compose(&mut self, range: Range<usize>, run: &str) {
        let as_it_stands = self.source.get(range.clone()) == Some(run);
        // Marks at the start may have to change places with marks that an entity has put before them.
        let follows_change = self.copied == range.start && run.chars().next().is_some_and(joins_back);
        if as_it_stands && !follows_change && is_nfkc_quick(run.chars()) == IsNormalized::Yes {
            return;
        }
        let composed = settled(run.nfkc().collect());
        if !composed.chars().next().is_some_and(joins_back) {
            if !as_it_stands || composed != run {
                self.replace(range, &composed);
            }
            return;
        }
        self.copy_up_to(range.start);
        let mut letter = self.out.len();
        for (at, c) in self.out.char_indices().rev().take(MOST_MARKS) {
            letter = at;
            if canonical_combining_class(c) == 0 {
                break;
            }
        }
        let original = original_start(&self.shifts, letter);
        // Form C for the two together: what stands before has been settled, and `½` is to stay `½`.
        let together = self.out.get(letter..).unwrap_or_default().chars().chain(composed.chars());
        let composed = settled(together.nfc().collect());
        self.out.truncate(letter);
        while self.shifts.last().is_some_and(|&(normalized, _)| normalized as usize > letter) {
            self.shifts.pop();
        }
        self.replace_from(original, range.end, &composed);
    }

    /// As [`Self::replace`], where `out` has been cut back to what the source's `start` was made of.
    fn replace_from(&mut self, start: usize, end: usize, with: &str) {
        self.shift(start);
        self.out.push_str(with);
        self.copied = end;
        self.shift(end);
    }
}

/// Whether a character may compose with the one before it, or change places with the marks on it.
fn joins_back(c: char) -> bool {
    canonical_combining_class(c) != 0 || is_nfkc_quick(std::iter::once(c)) == IsNormalized::Maybe
}

/// Form KC makes spaces, apostrophes and grave accents of some characters; they get the one spelling too.
fn settled(composed: String) -> String {
    if composed.chars().all(|c| c != '`' && !matches!(treatment(c, None), Treatment::As(_))) {
        return composed;
    }
    let mut text = String::with_capacity(composed.len());
    for c in composed.chars() {
        match treatment(c, None) {
            _ if c == '`' => text.push('\''),
            Treatment::As(meant) => text.push_str(meant),
            Treatment::Keep | Treatment::Compose => text.push(c),
        }
    }
    text
}

/// What stands after `&` when an ampersand was itself escaped.
const AMPERSANDS: [&str; 3] = ["amp;", "#38;", "#x26;"];

/// The character that an entity's name or number stands for.
fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else { return entities::named(name) };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) if hex.bytes().all(|byte| byte.is_ascii_hexdigit()) => u32::from_str_radix(hex, 16).ok()?,
        None if number.bytes().all(|byte| byte.is_ascii_digit()) => number.parse().ok()?,
        _ => return None,
    };
    char::from_u32(code).filter(|&c| c != '\0')
}

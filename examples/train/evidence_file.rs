//! The evidence of real texts: figures without text, kept beside this program.
//!
//! The texts may not be copied into the project, so [`PATH`] keeps what they show: a line a pair,
//! with its set, what it is held out with, its label, how many pairs it stands for, and its figures.
//! Everybody trains on the same rows, whether the texts are at hand or not.

use std::fmt::Write;

use ricalco::judge::evidence::{FEATURES, NAMES};

use crate::rows::{Features, Row};

/// The file, from the project's root.
pub(crate) const PATH: &str = "examples/train/real_evidence.tsv";

const HEAD: &str = "\
# Evidence of pairs of real texts, made by `cargo run --release --example train -- --evidence`; not to be edited.
# dice_it: articles of Italian local news (DICE, Rollo and Po), pairs labelled by two readers.
# senate_releases_en: press releases of US Senate offices (collected by J. Grimmer), labelled likewise.
# The same with _more: further pairs, labelled by one reader, see real_labels.tsv.
# article: a document of tests/corpus with an article of DICE, never the same; the nearest ones, and a sample of the rest.
# stranger: two articles of DICE that are candidates and share next to no words, never the same; chosen likewise.
# group: what the pair is held out with, a document or a family of tests/corpus. same: 1 where both trace one text.
# stands_for: how many pairs the row speaks for. Then the figures of src/judge/evidence.rs, in its order.
";

/// A row as the file has it.
pub(crate) struct RealRow {
    pub(crate) set: String,
    /// The document or family that it is held out with.
    pub(crate) group: String,
    pub(crate) same: bool,
    pub(crate) stands_for: f32,
    pub(crate) features: Features,
}

impl RealRow {
    /// The row as it is learnt: an article goes with its family, a real pair with its first document.
    pub(crate) fn row(&self) -> Row {
        Row {
            set: self.set.clone(),
            group: self.group.clone(),
            same: self.same,
            stands_for: self.stands_for,
            features: self.features,
        }
    }
}

/// The rows as the file's text. A figure is written in the fewest digits that read back as the same number.
pub(crate) fn format(rows: &[RealRow]) -> String {
    let mut text = format!("{HEAD}set\tgroup\tsame\tstands_for\t{}\n", NAMES.join("\t"));
    for row in rows {
        write!(text, "{}\t{}\t{}\t{}", row.set, row.group, u8::from(row.same), row.stands_for)
            .expect("a string takes all");
        for &figure in &row.features {
            // A zero may have a sign, which the model cannot tell.
            let figure = if figure == 0.0 { 0.0 } else { figure };
            write!(text, "\t{figure}").expect("a string takes all");
        }
        text.push('\n');
    }
    text
}

/// Reads the file's text.
///
/// # Errors
///
/// A sentence naming the line where the text is not such a file, or has other figures than the evidence.
pub(crate) fn parse(text: &str) -> Result<Vec<RealRow>, String> {
    let mut lines = text.lines().enumerate().skip_while(|(_, line)| line.starts_with('#'));
    let head = lines.next().map_or("", |(_, line)| line);
    if !head.split('\t').skip(4).eq(NAMES) {
        return Err(format!("{PATH}: its figures are not those of the evidence; make it again (--evidence)"));
    }
    lines
        .map(|(at, line)| row(line).ok_or_else(|| format!("{PATH}, line {}: not a row: {line}", at + 1)))
        .collect()
}

fn row(line: &str) -> Option<RealRow> {
    let mut fields = line.split('\t');
    let (set, group) = (fields.next()?.to_owned(), fields.next()?.to_owned());
    let same = fields.next()? == "1";
    let stands_for = fields.next()?.parse().ok()?;
    let figures: Vec<f32> = fields.map(|figure| figure.parse().ok()).collect::<Option<_>>()?;
    let features: [f32; FEATURES] = figures.try_into().ok()?;
    Some(RealRow { set, group, same, stands_for, features })
}

/// Reads [`PATH`].
pub(crate) fn read() -> Vec<RealRow> {
    let text = std::fs::read_to_string(PATH).unwrap_or_else(|error| panic!("{PATH}: {error}"));
    parse(&text).unwrap_or_else(|error| panic!("{error}"))
}

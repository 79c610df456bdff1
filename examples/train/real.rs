//! Makes the evidence of real texts, where the texts are at hand: `../shared/data`, or `RICALCO_DATA`.
//!
//! `dice_it.jsonl.gz` and `senate_releases_en.jsonl.gz` hold documents, `real_pairs.jsonl` labelled
//! pairs of them; [`MORE_LABELS`], beside this file, labels further ones. All articles of DICE are
//! also set beside the corpus, and beside each other: what becomes a candidate with one is a look-alike
//! that nobody invented.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ricalco::group::candidates;
use ricalco::judge::evidence::{Evidence, Scratch};
use ricalco::read::reader::Reader;
use ricalco::{Fingerprint, Language};

use crate::data::{self, BARE, FULL, Labelled, Withheld};
use crate::evidence_file::RealRow;
use crate::rows::{self, ARTICLE, Model, Row, STRANGER};

/// Labels of further pairs, from the project's root.
const MORE_LABELS: &str = "examples/train/real_labels.tsv";
/// What the name of a set ends in whose labels are of [`MORE_LABELS`].
const MORE: &str = "_more";

/// Two articles of an archive that share less than this of the shorter one's wording are strangers: of 306
/// labelled pairs below it none is one text, nor of 479 below 0.2.
const STRANGE: f32 = 0.15;
/// Of the articles beside the corpus, and of the strangers among them, so many of the nearest are kept, all of which might be mistaken.
const NEAREST: usize = 800;
/// Of the others about so many are kept, evenly over their ranks, and each stands for as many as are
/// left out: they only tell how far away most are. Keeps the file near half a megabyte.
const OTHERS: usize = 400;

/// The folder of the real texts, where there is one.
pub(crate) fn folder() -> Option<PathBuf> {
    let given = std::env::var_os("RICALCO_DATA").map(PathBuf::from);
    let path = given.unwrap_or_else(|| PathBuf::from("../shared/data"));
    path.join("real_pairs.jsonl").is_file().then_some(path)
}

/// The rows of all real texts. `corpus_rows` are those that the articles' nearness is judged by.
pub(crate) fn evidence(folder: &Path, corpus: &[Labelled], corpus_rows: &[Row]) -> Vec<RealRow> {
    let dice = prints(folder, "dice_it", Language::Italian, FULL);
    let mut found = labelled(folder, "dice_it", &dice);
    found.extend(labelled_more("dice_it", &dice));
    let mut senate = Vec::new();
    // The articles come with nothing but their text; the releases with their office and day too.
    for (mark, withheld) in [("", FULL), ("-", BARE)] {
        let releases = prints(folder, "senate_releases_en", Language::English, withheld);
        let mut rows = labelled(folder, "senate_releases_en", &releases);
        rows.extend(labelled_more("senate_releases_en", &releases));
        for row in &mut rows {
            row.set.push_str(mark);
        }
        senate.extend(rows);
    }
    let labelled = found.iter().chain(&senate).map(RealRow::row);
    let model =
        Model::train(&rows::examples(&corpus_rows.iter().cloned().chain(labelled).collect::<Vec<_>>()));
    found.extend(sample(articles(corpus, &dice), &model));
    found.extend(sample(strangers(&dice), &model));
    found.extend(senate);
    found
}

/// The documents of one set by id.
fn prints(folder: &Path, set: &str, language: Language, withheld: Withheld) -> BTreeMap<String, Fingerprint> {
    let mut reader = Reader::new(language);
    data::lines(&folder.join(format!("{set}.jsonl.gz")))
        .iter()
        .map(|value| data::document(value, withheld))
        .map(|document| (document.id().to_string(), reader.read(&document)))
        .collect()
}

/// The labelled pairs of one set; those that the readers left open are no pairs.
fn labelled(folder: &Path, set: &str, prints: &BTreeMap<String, Fingerprint>) -> Vec<RealRow> {
    let mut scratch = Scratch::default();
    data::lines(&folder.join("real_pairs.jsonl"))
        .iter()
        .filter(|value| data::text(value, "set") == set && data::text(value, "verdict") != "unsure")
        .map(|value| {
            let same = data::text(value, "verdict") == "same";
            pair(set, [data::text(value, "a"), data::text(value, "b")], same, prints, &mut scratch)
        })
        .collect()
}

/// The pairs of one set that [`MORE_LABELS`] labels, as a set of their own.
fn labelled_more(set: &str, prints: &BTreeMap<String, Fingerprint>) -> Vec<RealRow> {
    let mut scratch = Scratch::default();
    let text = std::fs::read_to_string(MORE_LABELS).unwrap_or_else(|error| panic!("{MORE_LABELS}: {error}"));
    text.lines()
        .filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
            [of, a, b, reader] if of == set => Some(([a, b], reader == "S")),
            _ => None,
        })
        .map(|(ids, same)| pair(&format!("{set}{MORE}"), ids, same, prints, &mut scratch))
        .collect()
}

/// The row of one pair.
fn pair(
    set: &str,
    [a, b]: [&str; 2],
    same: bool,
    prints: &BTreeMap<String, Fingerprint>,
    scratch: &mut Scratch,
) -> RealRow {
    RealRow {
        set: set.to_owned(),
        group: a.min(b).to_owned(),
        same,
        stands_for: 1.0,
        features: Evidence::of(&prints[a], &prints[b], scratch).features(),
    }
}

/// The candidates of a document of the corpus with an article.
fn articles(corpus: &[Labelled], articles: &BTreeMap<String, Fingerprint>) -> Vec<RealRow> {
    let prints: Vec<Fingerprint> =
        corpus.iter().map(|document| &document.print).chain(articles.values()).cloned().collect();
    let mut scratch = Scratch::default();
    candidates::candidates(&prints, None)
        .pairs
        .into_iter()
        .map(|(a, b)| (a as usize, b as usize))
        .filter(|&(a, b)| a < corpus.len() && b >= corpus.len())
        .map(|(a, b)| RealRow {
            set: ARTICLE.to_owned(),
            group: corpus[a].family.clone(),
            same: false,
            stands_for: 1.0,
            features: Evidence::of(&prints[a], &prints[b], &mut scratch).features(),
        })
        .collect()
}

/// The candidates among the articles that share next to no words.
fn strangers(articles: &BTreeMap<String, Fingerprint>) -> Vec<RealRow> {
    let (ids, prints): (Vec<&String>, Vec<&Fingerprint>) = articles.iter().unzip();
    let mut scratch = Scratch::default();
    candidates::candidates(&prints, None)
        .pairs
        .into_iter()
        .map(|(a, b)| (a as usize, b as usize))
        .filter_map(|(a, b)| {
            let evidence = Evidence::of(prints[a], prints[b], &mut scratch);
            let row = RealRow {
                set: STRANGER.to_owned(),
                group: ids[a].min(ids[b]).clone(),
                same: false,
                stands_for: 1.0,
                features: evidence.features(),
            };
            (evidence.wording.short_in_long < STRANGE).then_some(row)
        })
        .collect()
}

/// The nearest of the articles, and a sample of the rest. Near is what is probable to a model that
/// has seen no article: the sample does not depend on the model that it makes.
fn sample(rows: Vec<RealRow>, model: &Model) -> Vec<RealRow> {
    let mut order: Vec<(f32, usize)> =
        rows.iter().enumerate().map(|(at, row)| (model.probability(&row.features), at)).collect();
    order.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let every = rows.len().saturating_sub(NEAREST).div_ceil(OTHERS).max(1);
    let mut stands_for = vec![0.0; rows.len()];
    for (rank, &(_, at)) in order.iter().enumerate() {
        match rank.checked_sub(NEAREST) {
            None => stands_for[at] = 1.0,
            Some(beyond) if beyond % every == 0 => stands_for[at] = every as f32,
            Some(_) => {}
        }
    }
    rows.into_iter()
        .zip(stands_for)
        .filter(|(_, stands_for)| *stands_for > 0.0)
        .map(|(row, stands_for)| RealRow { stands_for, ..row })
        .collect()
}

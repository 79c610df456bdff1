//! What a house gains and what it costs, on labelled pairs: of the corpus by family, and of the US
//! Senate's releases by office, where the texts are at hand (`../shared/data`, or `RICALCO_DATA`).
//!
//! ```text
//! cargo run --release --example house
//! ```
//!
//! Of the corpus each family is judged with the house that all other families teach. Of the Senate the
//! whole archive teaches, each senator being an office. Last, the archive is grouped with the house and
//! without, and the pairs of documents that stand together in the one grouping alone are counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use flate2::read::MultiGzDecoder;
use ricalco::{Deduplicator, Document, Fingerprint, House, HouseLearner, Language};
use serde_json::Value;

/// Two ids, and how the pair is labelled: `S` traces one release, everything else does not.
type Pair = [String; 3];

/// What becomes of labelled pairs without a house and with it.
#[derive(Default)]
struct Tally {
    /// True pairs linked, other pairs linked, true pairs not linked.
    without: [usize; 3],
    with: [usize; 3],
    raised: usize,
    parted: Vec<String>,
}

impl Tally {
    fn add(&mut self, [a, b, label]: &Pair, without: f32, with: f32, threshold: f32) {
        for (counts, probability) in [(&mut self.without, without), (&mut self.with, with)] {
            match (label == "S", probability >= threshold) {
                (true, true) => counts[0] += 1,
                (false, true) => counts[1] += 1,
                (true, false) => counts[2] += 1,
                (false, false) => {}
            }
        }
        self.raised += usize::from(with > without);
        if (without >= threshold) != (with >= threshold) {
            self.parted.push(format!("  {label} {a} {b}: {without:.3} -> {with:.3}"));
        }
    }

    fn print(&self, name: &str) {
        for (house, [hits, wrong, missed]) in [("without", self.without), ("with", self.with)] {
            let f1 = 2.0 * hits as f64 / (2 * hits + wrong + missed).max(1) as f64;
            println!("{name}, {house} a house: {hits} right, {wrong} wrong, {missed} missed, F1 {f1:.4}");
        }
        println!("  more probable with the house: {}; crossed the threshold:", self.raised);
        self.parted.iter().for_each(|line| println!("{line}"));
    }
}

fn lines(path: &Path) -> Vec<Value> {
    let mut text = String::new();
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let read = if path.extension().is_some_and(|extension| extension == "gz") {
        MultiGzDecoder::new(file).read_to_string(&mut text)
    } else {
        { file }.read_to_string(&mut text)
    };
    read.expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

fn field(value: &Value, name: &str) -> String {
    value[name].as_str().unwrap_or_default().to_owned()
}

fn learn<'d>(language: Language, archive: impl Iterator<Item = &'d Document>) -> House {
    let mut learner = HouseLearner::new(language);
    archive.for_each(|document| learner.push(document));
    learner.learn().expect("a house")
}

/// Judges pairs without a house and with it.
fn judge(
    language: Language,
    house: House,
    documents: &BTreeMap<&str, &Document>,
    pairs: &[Pair],
    tally: &mut Tally,
) {
    let without = Deduplicator::builder().language(language).build().expect("a deduplicator");
    let with = Deduplicator::builder().language(language).house(house).build().expect("a deduplicator");
    let ids: BTreeSet<&str> = pairs.iter().flat_map(|[a, b, _]| [a.as_str(), b.as_str()]).collect();
    let print = |by: &Deduplicator, id: &str| by.read(documents[id]);
    let prints: BTreeMap<&str, [Fingerprint; 2]> =
        ids.into_iter().map(|id| (id, [print(&without, id), print(&with, id)])).collect();
    for pair in pairs {
        let ([a, with_a], [b, with_b]) = (&prints[pair[0].as_str()], &prints[pair[1].as_str()]);
        let probabilities = (without.compare(a, b).probability, with.compare(with_a, with_b).probability);
        tally.add(pair, probabilities.0, probabilities.1, without.threshold());
    }
}

fn corpus() {
    let rows: Vec<Value> =
        (1..=7).flat_map(|part| lines(Path::new(&format!("tests/corpus/D{part}.jsonl")))).collect();
    let documents: Vec<Document> = rows
        .iter()
        .map(|row| Document::new(field(row, "id"), field(row, "text")).with_title(field(row, "title")))
        .collect();
    let by_id = documents.iter().map(|document| (document.id().as_str(), document)).collect();
    let families: BTreeSet<String> = rows.iter().map(|row| field(row, "family")).collect();
    let mut tally = Tally::default();
    for family in families {
        let others = rows.iter().zip(&documents).filter(|(row, _)| field(row, "family") != family);
        let house = learn(Language::Italian, others.map(|(_, document)| document));
        let members: Vec<&Value> = rows.iter().filter(|row| field(row, "family") == family).collect();
        let mut pairs: Vec<Pair> = Vec::new();
        for (at, a) in members.iter().enumerate() {
            let label = |b: &Value| if field(a, "cluster") == field(b, "cluster") { "S" } else { "D" };
            pairs.extend(members[..at].iter().map(|b| [field(a, "id"), field(b, "id"), label(b).to_owned()]));
        }
        judge(Language::Italian, house, &by_id, &pairs, &mut tally);
    }
    tally.print("corpus by family");
}

fn senate(folder: &Path) {
    const SET: &str = "senate_releases_en";
    let documents: Vec<Document> = lines(&folder.join(format!("{SET}.jsonl.gz")))
        .iter()
        .map(|row| Document::new(field(row, "id"), field(row, "text")))
        .collect();
    let archive: Vec<Document> = documents
        .iter()
        .map(|document| {
            let office = document.id().as_str().split('/').next().unwrap_or_default();
            document.clone().with_outlet(office)
        })
        .collect();
    let house = learn(Language::English, archive.iter());
    println!("Senate: {} phrases in {} releases", house.phrases().len(), house.releases());
    let mut pairs: Vec<Pair> = Vec::new();
    for row in lines(&folder.join("real_pairs.jsonl")) {
        let label = if field(&row, "verdict") == "same" { "S".into() } else { field(&row, "reader1") };
        if field(&row, "set") == SET && field(&row, "verdict") != "unsure" {
            pairs.push([field(&row, "a"), field(&row, "b"), label]);
        }
    }
    let further = std::fs::read_to_string("examples/train/real_labels.tsv").expect("the labels");
    pairs.extend(further.lines().filter_map(|line| match line.split('\t').collect::<Vec<_>>()[..] {
        [SET, a, b, label] => Some([a, b, label].map(str::to_owned)),
        _ => None,
    }));
    let mut tally = Tally::default();
    let by_id = documents.iter().map(|document| (document.id().as_str(), document)).collect();
    judge(Language::English, house.clone(), &by_id, &pairs, &mut tally);
    tally.print("Senate");

    let builder = || Deduplicator::builder().language(Language::English);
    let together = |by: &Deduplicator| -> BTreeSet<(usize, usize)> {
        let grouping = by.group(&documents).expect("a grouping");
        let mut pairs = BTreeSet::new();
        for cluster in grouping.clusters() {
            let mut members: Vec<usize> = cluster.members.iter().map(|member| member.position).collect();
            members.sort_unstable();
            for (at, &b) in members.iter().enumerate() {
                pairs.extend(members[..at].iter().map(|&a| (a, b)));
            }
        }
        pairs
    };
    let without = together(&builder().build().expect("a deduplicator"));
    let with = together(&builder().house(house).build().expect("a deduplicator"));
    println!(
        "Senate, the whole archive: {} pairs together without a house, {} with it, {} with it alone",
        without.len(),
        with.len(),
        with.difference(&without).count()
    );
    let place: BTreeMap<&str, usize> =
        documents.iter().enumerate().map(|(at, document)| (document.id().as_str(), at)).collect();
    for (name, together) in [("without", &without), ("with", &with)] {
        let found = pairs.iter().filter(|[a, b, _]| {
            let (a, b) = (place[a.as_str()], place[b.as_str()]);
            together.contains(&(a.min(b), a.max(b)))
        });
        let (hits, wrong): (Vec<&Pair>, Vec<&Pair>) = found.partition(|pair| pair[2] == "S");
        println!("  labelled pairs together {name} a house: {} right, {} wrong", hits.len(), wrong.len());
    }
}

fn main() {
    corpus();
    let folder = std::env::var("RICALCO_DATA").unwrap_or_else(|_| "../shared/data".into());
    let folder = Path::new(&folder);
    if folder.join("senate_releases_en.jsonl.gz").is_file() {
        senate(folder);
    } else {
        println!("no Senate releases in {}", folder.display());
    }
}

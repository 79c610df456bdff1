//! Relations and sources: how the default `Deduplicator` names the copies of each part, and whether
//! it finds their release. In sample: the shipped model has seen these families.

use std::collections::BTreeMap;

use ricalco::evaluate::Tally;
use ricalco::{Cluster, Deduplicator, Document, Relation};

use crate::data::Labelled;
use crate::folds::PARTS;

/// The relations that are right for a kind of copy; none for what is no copy.
fn right(kind: &str) -> &'static [Relation] {
    match kind {
        "republish" | "light" => &[Relation::Identical, Relation::Republished],
        "rewrite" => &[Relation::Rewritten],
        "excerpt" => &[Relation::Excerpt],
        "roundup" => &[Relation::Roundup],
        "update" => &[Relation::Updated],
        _ => &[],
    }
}

/// Of one part: copies by kind (relation right, of those found), and sources.
#[derive(Default)]
struct Outcome {
    kinds: BTreeMap<String, Tally>,
    found: Tally,
    sources: Tally,
}

fn count(tally: &mut Tally, hit: bool) {
    tally.hits += u64::from(hit);
    tally.all += 1;
}

/// The gold cluster that most members of a cluster are of, with how many; of equals the first by name.
fn majority<'c>(cluster: &Cluster, corpus: &[&'c Labelled]) -> (&'c str, usize) {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for member in &cluster.members {
        *sizes.entry(&corpus[member.position].cluster).or_default() += 1;
    }
    sizes.into_iter().fold(("", 0), |best, next| if next.1 > best.1 { next } else { best })
}

fn outcome(corpus: &[&Labelled]) -> Outcome {
    let documents: Vec<Document> = corpus.iter().map(|labelled| labelled.document.clone()).collect();
    let grouping = Deduplicator::new().group(&documents).expect("distinct ids");
    let mut outcome = Outcome::default();
    for cluster in grouping.clusters() {
        let (gold, correct) = majority(cluster, corpus);
        if correct < 2 {
            continue;
        }
        let source = corpus[cluster.source().position];
        count(&mut outcome.sources, source.root && source.cluster == gold);
        for member in &cluster.members {
            let copy = corpus[member.position];
            let relations = right(&copy.kind);
            if copy.cluster == gold && !relations.is_empty() {
                let hit = relations.contains(&member.relation);
                count(outcome.kinds.entry(copy.kind.clone()).or_default(), hit);
                count(&mut outcome.found, hit);
            }
        }
    }
    outcome
}

/// Prints the table.
pub(crate) fn print(corpus: &[Labelled]) {
    println!(
        "\nRelations and sources, IN SAMPLE (default Deduplicator on each part). Relation: of the copies that stand with"
    );
    println!(
        "their release's others, those named right; one chosen as source is not. Source: of the clusters with two members"
    );
    println!("or more of one release, those led by the text that all derive from.");
    println!("  part    relation           source            by kind");
    let mut whole = Outcome::default();
    for (name, parts) in PARTS {
        let mut of_part = Outcome::default();
        for part in parts {
            let here: Vec<&Labelled> = corpus.iter().filter(|labelled| labelled.part == *part).collect();
            of_part.add(&outcome(&here));
        }
        println!("{}", of_part.line(name));
        whole.add(&of_part);
    }
    println!("{}", whole.line("all"));
}

impl Outcome {
    fn add(&mut self, other: &Self) {
        let sum = |into: &mut Tally, from: Tally| {
            into.hits += from.hits;
            into.all += from.all;
        };
        sum(&mut self.found, other.found);
        sum(&mut self.sources, other.sources);
        for (kind, &tally) in &other.kinds {
            sum(self.kinds.entry(kind.clone()).or_default(), tally);
        }
    }

    fn line(&self, name: &str) -> String {
        let share = |tally: Tally| format!("{:.3} ({}/{})", tally.share(), tally.hits, tally.all);
        let start = format!("  {name:6}  {:17}  {:16}", share(self.found), share(self.sources));
        self.kinds.iter().fold(start, |line, (kind, &tally)| {
            line + &format!("  {kind} {:.2} ({}/{})", tally.share(), tally.hits, tally.all)
        })
    }
}

//! Verdict independence: what is said of two documents depends on those two alone, and not on which
//! of them is named first.
//!
//! Weights counted on the batch at hand are how this breaks: the same two texts would be copies on
//! a quiet day and strangers on a busy one, and no index fed one by one could agree with the batch.

mod common;

use common::{Chance, Event, batch};
use ricalco::{Deduplicator, Document, Verdict};

/// Two documents of one cluster, and two of others.
fn few() -> Vec<Document> {
    let mut chance = Chance::new(11);
    let (event, other) = (Event::new(&mut chance), Event::new(&mut chance));
    vec![
        Document::new("a-release", event.release()),
        Document::new("a-rewrite", event.rewrite()),
        Document::new("b-release", other.release()),
        Document::new("c-copy", other.copy()),
    ]
}

#[test]
fn a_verdict_is_the_same_from_a_reader_that_has_read_much_else() {
    let few = few();
    let alone = Deduplicator::new();
    let busy = Deduplicator::new();
    let mut all = batch(150, 3);
    all.extend(few.iter().cloned());
    let prints = busy.read_all(&all);
    let start = all.len() - few.len();
    for (i, a) in few.iter().enumerate() {
        for (j, b) in few.iter().enumerate() {
            let (a, b) = (alone.read(a), alone.read(b));
            assert_eq!(prints[start + i], a, "the fingerprint depends on what was read before");
            assert_eq!(
                alone.compare(&a, &b),
                busy.compare(&prints[start + i], &prints[start + j]),
                "{i} and {j}"
            );
        }
    }
}

#[test]
fn a_member_says_the_same_of_its_source_in_any_batch() {
    let few = few();
    let alone = common::group(&few);
    let mut all = batch(150, 3);
    let start = all.len();
    all.extend(few.iter().cloned());
    let among = common::group(&all);
    for at in 0..few.len() {
        let (cluster, member) = alone.of(at).expect("a place");
        let (other_cluster, other_member) = among.of(start + at).expect("a place");
        assert_eq!(cluster.id, other_cluster.id);
        let of =
            |member: &ricalco::Member| (member.relation, member.probability, member.wording, member.facts);
        assert_eq!(of(member), of(other_member));
    }
}

#[test]
fn a_verdict_is_the_same_from_both_sides() {
    let deduplicator = Deduplicator::new();
    let prints = deduplicator.read_all(&batch(24, 5));
    for a in &prints {
        for b in &prints {
            let (there, back) = (deduplicator.compare(a, b), deduplicator.compare(b, a));
            assert_eq!(there.probability, back.probability);
            let turned = |v: &Verdict| (v.wording_of_b, v.wording_of_a, v.facts_of_b, v.facts_of_a);
            assert_eq!(
                (there.wording_of_a, there.wording_of_b, there.facts_of_a, there.facts_of_b),
                turned(&back)
            );
            assert_eq!(there.changes.len(), back.changes.len());
        }
    }
}

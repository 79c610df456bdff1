//! View: what the report shows, as its templates read it.
//!
//! In: a grouping, the documents and the comparisons of their pairs. Out: plain values in the words
//! of the interface. Cost: `O(n)` in the texts, and a comparison a pair.

use std::collections::BTreeMap;
use std::ops::Range;

use ricalco::judge::comparison::{Comparison, FactPair, Part, ToldFact};
use ricalco::read::facts::FactKind;
use ricalco::{Cluster, Deduplicator, Document, LookAlike, Member, Relation, Timestamp};

use super::marks::{Block, FactMark, Ranges, mark};
use super::words::Words;
use crate::ui::{Ui, moment, percent};

/// Facts of one side alone that are shown, those that tell most.
const ALONE: usize = 24;
/// Passages of a look-alike that are shown, the longest.
const PASSAGES: usize = 3;
/// Own matter of fewer words only leads to what is shared: `Lo rende noto`.
const LEAST_OWN: usize = 4;
/// Characters of the text that stand for a title where there is none.
const FIRST_WORDS: usize = 90;

/// What every part of the report is told.
#[derive(Clone, Copy)]
pub(super) struct Setting<'a> {
    pub(super) ui: Ui,
    pub(super) words: &'static Words,
    pub(super) documents: &'a [Document],
    pub(super) deduplicator: &'a Deduplicator,
}

/// What is known of a document, for people.
pub(super) struct Doc<'a> {
    /// Its position in the batch, for ids of anchors.
    pub(super) number: usize,
    pub(super) id: &'a str,
    /// Its title, or its first words.
    pub(super) title: String,
    pub(super) has_title: bool,
    /// Who published it, or that this is not known.
    pub(super) outlet: &'a str,
    /// The same for the filter; empty where it is not known.
    pub(super) outlet_key: &'a str,
    pub(super) published: Option<Published>,
    /// The language, where the document says it.
    pub(super) lang: Option<&'static str>,
}

/// When a document was published.
pub(super) struct Published {
    /// For programs.
    pub(super) exact: String,
    /// For people.
    pub(super) moment: String,
    seconds: i64,
}

impl Doc<'_> {
    /// The day of publication for the filter; empty where it is not known.
    pub(super) fn day(&self) -> &str {
        self.published.as_ref().map_or("", |published| day(&published.exact))
    }
}

/// The day of a moment in RFC 3339.
pub(super) fn day(exact: &str) -> &str {
    exact.split('T').next().unwrap_or_default()
}

/// A cluster.
pub(super) struct ClusterView<'a> {
    /// Its place in the report, from 1.
    pub(super) number: usize,
    pub(super) len: usize,
    pub(super) source: Doc<'a>,
    /// How many members have each relation: its key, its name, the number.
    pub(super) relations: Vec<(&'static str, &'static str, usize)>,
    /// The first and the last publication, where known.
    pub(super) span: Option<(String, String)>,
    pub(super) stops: Vec<Stop<'a>>,
    pub(super) members: Vec<MemberView<'a>>,
    /// Look-alikes of its members, by their number in the report.
    pub(super) look_alikes: Vec<usize>,
}

/// A publication on a cluster's time line.
pub(super) struct Stop<'a> {
    pub(super) doc: Doc<'a>,
    /// Where between the first and the last, in percents.
    pub(super) at: Option<u32>,
    pub(super) relation: &'static str,
    pub(super) is_source: bool,
}

/// A member beside its source.
pub(super) struct MemberView<'a> {
    pub(super) doc: Doc<'a>,
    pub(super) relation_key: &'static str,
    pub(super) relation: &'static str,
    pub(super) shares: Vec<Share>,
    pub(super) also_traces: Vec<Doc<'a>>,
    pub(super) pair: Pair<'a>,
}

/// A share with its name.
pub(super) struct Share {
    pub(super) name: &'static str,
    pub(super) help: &'static str,
    pub(super) percent: String,
}

/// Two documents side by side.
pub(super) struct Pair<'a> {
    /// What the ids of its anchors begin with.
    pub(super) key: String,
    pub(super) left: Page<'a>,
    pub(super) right: Page<'a>,
    pub(super) found: Found,
}

/// One side of a pair.
pub(super) struct Page<'a> {
    pub(super) doc: Doc<'a>,
    pub(super) title: Vec<Block<'a>>,
    pub(super) text: Vec<Block<'a>>,
}

/// The facts and the reasons of a pair.
pub(super) struct Found {
    pub(super) agree: Vec<FactRow>,
    pub(super) disagree: Vec<FactRow>,
    pub(super) only_left: Alone,
    pub(super) only_right: Alone,
    /// Whether it speaks for one release, and what it says.
    pub(super) reasons: Vec<(bool, String)>,
}

/// A fact that both tell.
pub(super) struct FactRow {
    pub(super) kind: &'static str,
    pub(super) left: String,
    /// What the other says, where it is not the same.
    pub(super) right: Option<String>,
}

/// Facts of one side alone.
pub(super) struct Alone {
    pub(super) facts: Vec<String>,
    /// How many more there are.
    pub(super) more: usize,
}

/// Two documents that look alike and were kept apart.
pub(super) struct AlikeView<'a> {
    pub(super) number: usize,
    pub(super) docs: [Doc<'a>; 2],
    pub(super) shares: Vec<Share>,
    pub(super) found: Found,
    pub(super) passages: Vec<Vec<Block<'a>>>,
}

/// A document that stands alone.
pub(super) struct SingleView<'a> {
    pub(super) doc: Doc<'a>,
    pub(super) text: Vec<Block<'a>>,
}

impl<'a> Setting<'a> {
    /// What is known of the document at a position.
    fn doc(&self, position: usize) -> Option<Doc<'a>> {
        let document = self.documents.get(position)?;
        let title = document.title().map(str::trim).filter(|title| !title.is_empty());
        let outlet_key = document.outlet().map(str::trim).unwrap_or_default();
        let published =
            |at: Timestamp| Published { exact: at.to_string(), moment: moment(at), seconds: at.seconds() };
        Some(Doc {
            number: position,
            id: document.id().as_str(),
            title: title.map_or_else(|| first_words(document.text()), str::to_owned),
            has_title: title.is_some(),
            outlet: if outlet_key.is_empty() { self.words.no_outlet } else { outlet_key },
            outlet_key,
            published: document.published().map(published),
            lang: document.language().map(ricalco::Language::code),
        })
    }

    /// A cluster with every member beside the source.
    pub(super) fn cluster(
        &self,
        number: usize,
        cluster: &Cluster,
        alike: Vec<usize>,
    ) -> Option<ClusterView<'a>> {
        let mut relations: BTreeMap<Relation, usize> = BTreeMap::new();
        let traces = || cluster.members.iter().skip(1);
        for member in traces() {
            *relations.entry(member.relation).or_default() += 1;
        }
        let stops = self.stops(cluster);
        let dated = || stops.iter().filter_map(|stop| stop.doc.published.as_ref());
        let span = dated().next().zip(dated().next_back());
        let span = span.map(|(first, last)| (first.moment.clone(), last.moment.clone()));
        Some(ClusterView {
            number,
            len: cluster.len(),
            source: self.doc(cluster.source().position)?,
            relations: relations.into_iter().map(|(r, n)| (r.as_str(), self.ui.relation(r), n)).collect(),
            span,
            stops,
            members: traces().filter_map(|member| self.member(cluster.source(), member)).collect(),
            look_alikes: alike,
        })
    }

    /// The publications in their order; those without a time at the end.
    fn stops(&self, cluster: &Cluster) -> Vec<Stop<'a>> {
        let stop = |member: &Member| {
            let doc = self.doc(member.position)?;
            let relation = self.ui.relation(member.relation);
            Some(Stop { doc, at: None, relation, is_source: member.relation == Relation::Source })
        };
        let mut stops: Vec<Stop<'a>> = cluster.members.iter().filter_map(stop).collect();
        let seconds = |stop: &Stop<'_>| stop.doc.published.as_ref().map(|published| published.seconds);
        stops.sort_by_key(|stop| (seconds(stop).is_none(), seconds(stop)));
        let first = stops.first().and_then(seconds);
        let last = stops.iter().filter_map(seconds).next_back();
        if let (Some(first), Some(last)) = (first, last) {
            let length = last.saturating_sub(first).max(1) as f64;
            for stop in &mut stops {
                let at = seconds(stop).map(|seconds| seconds.saturating_sub(first) as f64 / length * 100.0);
                stop.at = at.map(|at| at.round() as u32);
            }
        }
        stops
    }

    fn member(&self, source: &Member, member: &Member) -> Option<MemberView<'a>> {
        let words = self.words;
        let share = |name, help, share| Share { name, help, percent: percent(share) };
        Some(MemberView {
            doc: self.doc(member.position)?,
            relation_key: member.relation.as_str(),
            relation: self.ui.relation(member.relation),
            shares: vec![
                share(words.wording, words.wording_help, member.wording),
                share(words.facts, words.facts_help, member.facts),
                share(words.own, words.own_help, member.own),
                share(words.probability, "", member.probability),
            ],
            also_traces: member.also_traces.iter().filter_map(|&other| self.doc(other)).collect(),
            pair: self.pair(source.position, member.position)?,
        })
    }

    /// Two documents side by side.
    fn pair(&self, left: usize, right: usize) -> Option<Pair<'a>> {
        let (a, b) = (self.documents.get(left)?, self.documents.get(right)?);
        let comparison = self.deduplicator.explain(a, b);
        let page = |position: usize, document: &'a Document, is_left: bool| {
            let title = document.title().map(str::trim).unwrap_or_default();
            let mut ranges = ranges(&comparison, is_left);
            if !is_left {
                let own = &comparison.alignment.own_b;
                ranges.own = own_matter(document.text(), own, &ranges.facts);
            }
            Some(Page {
                doc: self.doc(position)?,
                title: mark(title, &Ranges::default()),
                text: mark(document.text(), &ranges),
            })
        };
        Some(Pair {
            key: format!("m{right}"),
            left: page(left, a, true)?,
            right: page(right, b, false)?,
            found: self.found(&comparison),
        })
    }

    fn found(&self, comparison: &Comparison) -> Found {
        let row = |pair: &FactPair| FactRow {
            kind: self.ui.kind(pair.a.kind),
            left: pair.a.words.clone(),
            right: (pair.a.words.to_lowercase() != pair.b.words.to_lowercase()).then(|| pair.b.words.clone()),
        };
        // Values before names: they are what an editor checks.
        let rows = |pairs: &[FactPair]| {
            let (names, values): (Vec<_>, Vec<_>) = pairs.iter().partition(|p| p.a.kind == FactKind::Name);
            values.into_iter().chain(names).map(row).collect()
        };
        let alone = |facts: &[ToldFact]| Alone {
            facts: facts.iter().take(ALONE).map(|fact| fact.words.clone()).collect(),
            more: facts.len().saturating_sub(ALONE),
        };
        let language = self.ui.language();
        Found {
            agree: rows(&comparison.agree),
            disagree: rows(&comparison.disagree),
            only_left: alone(&comparison.only_a),
            only_right: alone(&comparison.only_b),
            reasons: comparison.reasons.iter().map(|r| (r.push > 0.0, r.phrase(language))).collect(),
        }
    }

    /// Two documents that were kept apart, and why.
    pub(super) fn look_alike(&self, number: usize, pair: &LookAlike) -> Option<AlikeView<'a>> {
        let (a, b) = (self.documents.get(pair.a)?, self.documents.get(pair.b)?);
        let comparison = self.deduplicator.explain(a, b);
        let all = ranges(&comparison, true);
        let passage = |range: &Range<usize>| {
            let within = |inner: &Range<usize>| {
                let inside = range.start <= inner.start && inner.end <= range.end;
                inside.then(|| inner.start - range.start..inner.end - range.start)
            };
            let changes = all.changes.iter().filter_map(within).collect();
            let facts = all.facts.iter().filter_map(|(range, mark)| Some((within(range)?, mark.clone())));
            let inner = Ranges { changes, facts: facts.collect(), ..Ranges::default() };
            Some(mark(a.text().get(range.clone())?, &inner))
        };
        let words = self.words;
        let share = |name, share| Share { name, help: "", percent: percent(share) };
        Some(AlikeView {
            number,
            docs: [self.doc(pair.a)?, self.doc(pair.b)?],
            shares: vec![share(words.wording, pair.wording), share(words.probability, pair.probability)],
            found: self.found(&comparison),
            passages: all.passages.iter().take(PASSAGES).filter_map(passage).collect(),
        })
    }

    /// A document that stands alone.
    pub(super) fn single(&self, position: usize) -> Option<SingleView<'a>> {
        let text = mark(self.documents.get(position)?.text(), &Ranges::default());
        Some(SingleView { doc: self.doc(position)?, text })
    }
}

/// What is to be marked in the text of one side.
fn ranges(comparison: &Comparison, left: bool) -> Ranges {
    let mut ranges = Ranges::default();
    let mut facts = |fact: &ToldFact, mark: &FactMark| {
        let places = fact.places.iter().filter(|place| place.part == Part::Text);
        ranges.facts.extend(places.map(|place| (place.range.clone(), mark.clone())));
    };
    for pair in &comparison.agree {
        facts(if left { &pair.a } else { &pair.b }, &FactMark::Agrees);
    }
    for pair in &comparison.disagree {
        let (own, other) = if left { (&pair.a, &pair.b) } else { (&pair.b, &pair.a) };
        facts(own, &FactMark::Disagrees(other.words.clone()));
    }
    let alignment = &comparison.alignment;
    for passage in &alignment.passages {
        ranges.passages.push(if left { passage.a.clone() } else { passage.b.clone() });
        let changes = passage.changes.iter().map(|change| if left { &change.a } else { &change.b });
        ranges.changes.extend(changes.filter(|range| !range.is_empty()).cloned());
    }
    ranges
}

/// What one text says for itself: of its own wording the sentences, or parts of them, that tell no
/// fact that the other tells too. A rewrite's every word is its own; its matter is not.
fn own_matter(text: &str, own: &[Range<usize>], facts: &[(Range<usize>, FactMark)]) -> Vec<Range<usize>> {
    let shared = |part: &Range<usize>| {
        let meets = |fact: &Range<usize>| fact.start < part.end && part.start < fact.end;
        facts.iter().any(|(fact, mark)| *mark == FactMark::Agrees && meets(fact))
    };
    let mut parts = Vec::new();
    for range in own {
        let mut start = range.start;
        for sentence in
            text.get(range.clone()).unwrap_or_default().split_inclusive(['.', '!', '?', ';', '\n'])
        {
            let leading = sentence.len() - sentence.trim_start().len();
            let part = start + leading..start + sentence.trim_end().len();
            start += sentence.len();
            if sentence.split_whitespace().count() >= LEAST_OWN && !shared(&part) {
                parts.push(part);
            }
        }
    }
    parts
}

/// The beginning of a text on one line.
fn first_words(text: &str) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if words.chars().count() + word.chars().take(FIRST_WORDS).count() >= FIRST_WORDS {
            // A word without end is cut; after others, they are enough.
            if words.is_empty() {
                words.extend(word.chars().take(FIRST_WORDS));
            }
            words.push('…');
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_matter_is_what_tells_nothing_shared() {
        let text = "Costa ben 210 euro. Piove sul 3 da ieri! E poi?";
        let facts = [(10..18, FactMark::Agrees), (30..31, FactMark::Disagrees("4".into()))];
        let own = own_matter(text, &[0..18, 18..text.len()], &facts);
        let own: Vec<&str> = own.into_iter().map(|range| &text[range]).collect();
        assert_eq!(own.join("|"), "Piove sul 3 da ieri!");
    }

    #[test]
    fn first_words_stand_for_a_title() {
        assert_eq!(first_words(" Un  testo\nbreve. "), "Un testo breve.");
        assert!(first_words(&"parola ".repeat(40)).chars().count() <= FIRST_WORDS + 1);
        assert_eq!(first_words(&"x".repeat(400)).chars().count(), FIRST_WORDS + 1);
    }
}

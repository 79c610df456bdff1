//! Assembly: from labels and links to the answer that people read.
//!
//! In: a batch with the label of each document. Out: clusters with their sources and relations, and
//! the look-alikes that were kept apart. Cost: one verdict a member and one a look-alike listed.

use super::cluster::Link;
use super::grouping::{Cluster, ClusterId, Grouping, LookAlike, Member};
use super::judged::Judgement;
use super::parallel;
use super::source::{self, Trace};
use super::stock;
use crate::document::DocumentId;
use crate::judge;
use crate::judge::evidence::{self, Scratch};
use crate::judge::verdict::Relation;
use crate::read::fingerprint::Fingerprint;

/// Look-alikes kept for each document, the most alike.
const LOOK_ALIKES: usize = 3;
/// A pair kept apart is a look-alike when it shares this much of its wording or is this probable.
pub(super) const ALIKE_WORDING: f32 = 0.35;
pub(crate) const ALIKE_PROBABILITY: f32 = 0.1;

/// What is needed to put the answer together; positions are canonical, but for `order`.
pub(super) struct Assembly<'g> {
    pub(super) ids: &'g [DocumentId],
    pub(super) order: &'g [u32],
    pub(super) prints: &'g [&'g Fingerprint],
    pub(super) labels: &'g [u32],
    /// Of each document whether it is a roundup.
    pub(super) roundups: &'g [bool],
    pub(super) links: &'g [Link],
    pub(super) threads: Option<usize>,
}

impl Assembly<'_> {
    /// The clusters, the largest first.
    pub(super) fn grouping(&self) -> Grouping {
        let mut members: Vec<Vec<u32>> = vec![Vec::new(); self.labels.len()];
        for (at, &label) in self.labels.iter().enumerate() {
            members[label as usize].push(at as u32);
        }
        let sources = parallel::map(
            self.threads,
            &members,
            || (),
            |(), members| members.get(source::source(members, self.prints, self.roundups)).copied(),
        );
        let sourced: Vec<(u32, &[u32])> = sources
            .iter()
            .zip(&members)
            .filter_map(|(source, members)| source.map(|source| (source, members.as_slice())))
            .collect();
        let mut clusters =
            parallel::map(self.threads, &sourced, Scratch::default, |scratch, &(source, members)| {
                self.cluster(source, members, scratch)
            });
        self.note_other_traces(&sources, &mut clusters);
        clusters.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.id.cmp(&b.id)));
        let mut places = vec![(0, 0); self.ids.len()];
        for (number, cluster) in clusters.iter().enumerate() {
            for (place, member) in cluster.members.iter().enumerate() {
                places[member.position] = (number as u32, place as u32);
            }
        }
        Grouping { clusters, places, ..Grouping::default() }
    }

    fn cluster(&self, source: u32, members: &[u32], scratch: &mut Scratch) -> Cluster {
        let mut found: Vec<Member> = members
            .iter()
            .filter(|&&member| member != source)
            .map(|&member| {
                let (source, of) = (self.prints[source as usize], self.prints[member as usize]);
                self.member(member, Trace::of(source, of, scratch))
            })
            .collect();
        found.sort_by(|a, b| {
            source::by_closeness((a.probability, a.wording, &a.id), (b.probability, b.wording, &b.id))
        });
        let relation = if found.is_empty() { Relation::Single } else { Relation::Source };
        let first = self.member(source, Trace::itself(relation));
        let id = ClusterId(first.id.clone());
        Cluster { id, members: std::iter::once(first).chain(found).collect() }
    }

    fn member(&self, at: u32, trace: Trace) -> Member {
        let position = self.order[at as usize] as usize;
        Member {
            id: self.ids[position].clone(),
            position,
            relation: trace.relation,
            probability: trace.probability,
            wording: trace.wording,
            facts: trace.facts,
            own: trace.own,
            changes: trace.changes,
            also_traces: Vec::new(),
        }
    }

    /// Lists on each member the sources of other clusters to which it has a link, by their ids.
    fn note_other_traces(&self, sources: &[Option<u32>], clusters: &mut [Cluster]) {
        let mut traces: Vec<(usize, u32)> = Vec::new();
        for link in self.links {
            let labels = (self.labels[link.a as usize], self.labels[link.b as usize]);
            if labels.0 == labels.1 {
                continue;
            }
            for (document, other, label) in [(link.a, link.b, labels.1), (link.b, link.a, labels.0)] {
                if sources[label as usize] == Some(other) {
                    traces.push((self.order[document as usize] as usize, other));
                }
            }
        }
        traces.sort_unstable();
        for member in clusters.iter_mut().flat_map(|cluster| &mut cluster.members) {
            let from = traces.partition_point(|&(document, _)| document < member.position);
            let own = traces[from..].iter().take_while(|&&(document, _)| document == member.position);
            member.also_traces = own.map(|&(_, other)| self.order[other as usize] as usize).collect();
        }
    }

    /// Pairs kept apart that a reader might take for copies, the most probable first, and after them those with
    /// the most wording in common.
    pub(super) fn look_alikes(&self, judged: &[Judgement]) -> Vec<LookAlike> {
        // The improbable are told apart by their wording alone.
        let probability =
            |of: &Judgement| of.probability.filter(|&probability| probability >= ALIKE_PROBABILITY);
        let mut found: Vec<&Judgement> = judged
            .iter()
            .filter(|of| of.wording >= ALIKE_WORDING || probability(of).is_some())
            .filter(|of| self.labels[of.a as usize] != self.labels[of.b as usize])
            .collect();
        found.sort_unstable_by(|x, y| {
            let [likely_x, likely_y] = [x, y].map(|of| probability(of).unwrap_or(0.0));
            let likelier = likely_y.total_cmp(&likely_x);
            likelier.then(y.wording.total_cmp(&x.wording)).then((x.a, x.b).cmp(&(y.a, y.b)))
        });
        let mut alike = vec![0_usize; self.ids.len()];
        found.retain(|of| {
            let (a, b) = (of.a as usize, of.b as usize);
            let wanted = alike[a] < LOOK_ALIKES || alike[b] < LOOK_ALIKES;
            alike[a] += usize::from(wanted);
            alike[b] += usize::from(wanted);
            wanted
        });
        parallel::map(self.threads, &found, Scratch::default, |scratch, of| {
            let &Judgement { a, b, wording, .. } = *of;
            let (print_a, print_b) = (self.prints[a as usize], self.prints[b as usize]);
            let known = of.probability;
            let probability = known.unwrap_or_else(|| judge::probability(print_a, print_b, scratch));
            let probability = stock::lowest(probability, print_a, print_b, scratch);
            LookAlike {
                a: self.order[a as usize] as usize,
                b: self.order[b as usize] as usize,
                probability,
                wording,
                changes: evidence::changes(print_a, print_b),
            }
        })
    }
}

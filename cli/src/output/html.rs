//! HTML: the report that a newsroom reads, one file that needs nothing else.
//!
//! In: a grouping, the documents with their texts, and a deduplicator to explain pairs. Out: a page
//! with the clusters, largest first, each member beside its source; the look-alikes that were kept
//! apart; the documents that stand alone. Cost: a comparison a member and a look-alike, a
//! millisecond or so each; in memory the texts and the markup of one cluster.
//!
//! The page is whole without its script, which only searches and filters. It loads nothing: a
//! content security policy forbids it.

#[cfg(test)]
mod contrast;
mod marks;
mod view;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use askama::Template;
use ricalco::{Grouping, Relation};

use self::marks::FactMark;
use self::view::{AlikeView, ClusterView, Setting, SingleView, day};
use self::words::Words;
use super::{Format, Manner, Report};
use crate::batch::Wanted;
use crate::ui::Ui;

/// Look-alikes that are shown, the most alike; the others are counted.
const LOOK_ALIKES: usize = 300;

/// Documents beyond which the browser is to lay out only the lots that are seen. Up to there laying out
/// all of them takes half a second more and scrolls at 59 frames a second (1,000 documents, Chromium
/// 156 without a graphics card); of 10,000 it takes ten seconds and scrolls at 8, by lots 2.5 and 43.
const MANY: usize = 3000;
/// Clusters, pairs or documents of a lot: few enough to lay out at once, enough for the lots to be few.
const LOT: usize = 40;

const STYLE: &str = include_str!("html/report.css");
const SCRIPT: &str = include_str!("html/report.js");

/// Writes the report.
#[derive(Debug)]
pub(super) struct Html {
    ui: Ui,
}

impl Html {
    pub(super) fn new(manner: &Manner) -> Self {
        Self { ui: Ui::choose(manner.ui, manner.language) }
    }
}

#[derive(Template)]
#[template(path = "head.html")]
struct Head<'a> {
    w: &'static Words,
    ui: Ui,
    style: &'static str,
    documents: usize,
    clusters: usize,
    together: usize,
    alone: usize,
    apart: usize,
    outlets: BTreeSet<&'a str>,
    relations: Vec<(&'static str, &'static str)>,
    /// Whether there are so many that the browser should lay out only what is seen.
    many: bool,
    /// The first and the last day of publication.
    days: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "cluster.html")]
struct ClusterPart<'a> {
    w: &'static Words,
    cluster: ClusterView<'a>,
}

#[derive(Template)]
#[template(path = "apart.html")]
struct ApartPart<'a> {
    w: &'static Words,
    pairs: Vec<AlikeView<'a>>,
    more: usize,
}

#[derive(Template)]
#[template(path = "singles.html")]
struct SinglesPart<'a> {
    w: &'static Words,
    singles: Vec<SingleView<'a>>,
}

#[derive(Template)]
#[template(path = "foot.html")]
struct Foot {
    w: &'static Words,
    script: &'static str,
    version: &'static str,
}

impl Format for Html {
    fn wanted(&self) -> Wanted {
        Wanted { about: true, texts: true, ..Wanted::default() }
    }

    fn write(&self, report: &Report<'_>, out: &mut dyn Write) -> anyhow::Result<()> {
        let words = Words::of(self.ui);
        let documents = &report.batch.documents;
        let setting = Setting { ui: self.ui, words, documents, deduplicator: report.deduplicator };
        let grouping = report.grouping;
        let (together, alone): (Vec<_>, Vec<_>) =
            grouping.clusters().iter().partition(|cluster| cluster.len() > 1);
        self.head(report, together.len(), alone.len()).write_into(out)?;
        let alike = look_alikes_of(grouping);
        report.progress.go_on("comparing members", report.batch.len() - alone.len());
        let mut written = 0;
        for (lot, first) in together.chunks(LOT).zip((1..).step_by(LOT)) {
            out.write_all(b"<div class=\"lot\">\n")?;
            for (cluster, number) in lot.iter().zip(first..) {
                let members = cluster.members.iter().filter_map(|member| alike.get(&member.position));
                let alike: BTreeSet<usize> = members.flatten().copied().collect();
                if let Some(cluster) = setting.cluster(number, cluster, alike.into_iter().collect()) {
                    ClusterPart { w: words, cluster }.write_into(out)?;
                }
                written += cluster.len() as u64;
                report.progress.set(written);
            }
            out.write_all(b"</div>\n")?;
        }
        let look_alikes = grouping.look_alikes();
        let (shown, more) = look_alikes.split_at(look_alikes.len().min(LOOK_ALIKES));
        report.progress.go_on("comparing look-alikes", shown.len());
        let pairs = shown.iter().zip(1..).filter_map(|(pair, number)| {
            report.progress.set(number as u64);
            setting.look_alike(number, pair)
        });
        ApartPart { w: words, pairs: pairs.collect(), more: more.len() }.write_into(out)?;
        report.progress.go_on("writing the others", alone.len());
        let singles = alone.iter().zip(1..).filter_map(|(cluster, number)| {
            report.progress.set(number);
            setting.single(cluster.source().position)
        });
        SinglesPart { w: words, singles: singles.collect() }.write_into(out)?;
        Ok(Foot { w: words, script: SCRIPT, version: env!("CARGO_PKG_VERSION") }.write_into(out)?)
    }
}

impl Html {
    fn head<'a>(&self, report: &'a Report<'_>, clusters: usize, alone: usize) -> Head<'a> {
        let about = &report.batch.about;
        let outlets = about.iter().filter_map(|about| about.outlet.as_deref().map(str::trim));
        let moments = about.iter().filter_map(|about| about.published).map(|at| at.to_string());
        let days: BTreeSet<String> = moments.map(|exact| day(&exact).to_owned()).collect();
        let members = report.grouping.clusters().iter().flat_map(|cluster| &cluster.members);
        let relations: BTreeSet<Relation> = members.map(|member| member.relation).collect();
        Head {
            w: Words::of(self.ui),
            ui: self.ui,
            style: STYLE,
            documents: report.batch.len(),
            clusters,
            together: report.batch.len() - alone,
            alone,
            apart: report.grouping.look_alikes().len(),
            outlets: outlets.filter(|outlet| !outlet.is_empty()).collect(),
            many: report.batch.len() > MANY,
            relations: relations.into_iter().map(|r| (r.as_str(), self.ui.relation(r))).collect(),
            days: days.first().cloned().zip(days.last().cloned()),
        }
    }
}

/// For each document the look-alikes of the report that it belongs to, by number.
fn look_alikes_of(grouping: &Grouping) -> BTreeMap<usize, Vec<usize>> {
    let mut alike: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, pair) in grouping.look_alikes().iter().take(LOOK_ALIKES).enumerate() {
        alike.entry(pair.a).or_default().push(at + 1);
        alike.entry(pair.b).or_default().push(at + 1);
    }
    alike
}

//! Reasons: what decided a verdict, in words that a newsroom editor understands.
//!
//! In: the evidence of a pair. Out: the few topics that moved the probability most, each with how
//! far and which way. Cost: that of the model. How: each tree's answer is shared out along the path
//! that the evidence took, a step from a node to the next being worth the change of the mean of the
//! leaves below (Saabas 2014, "Interpreting random forests", with every leaf of equal weight, since
//! the model does not keep how much training evidence reached each); the shares of figures that
//! speak of one thing are added up. Gives up: interactions; a step is put down to its own figure.

use super::evidence::{Evidence, FEATURES, NAMES};
use super::model::{self, Tree};
use crate::language::Language;

/// Reasons that are told, at the most.
const TOLD: usize = 5;
/// Less than this in log-odds (about one point in a hundred at even odds) decides nothing.
const NEGLIGIBLE: f32 = 0.05;

/// What a reason speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Topic {
    /// How much of the shorter text's wording the longer has.
    Wording,
    /// How much of the longer text's wording the shorter has.
    WordingOfLonger,
    /// Words in common outside names.
    PlainWords,
    /// Passages taken over in their order.
    Passages,
    /// Whether what is shared keeps its order and stands close together.
    Order,
    /// Names in common.
    Names,
    /// The first sentences.
    Lead,
    /// The titles.
    Titles,
    /// Numbers, sums and other facts in common.
    Facts,
    /// Facts of the first sentences.
    LeadFacts,
    /// Facts that contradict each other.
    Contradictions,
    /// What is news in the one and background in the other.
    Background,
    /// What the texts say in somebody's own words.
    Quotations,
    /// How far each speaks of a court.
    Court,
    /// Dates and times.
    Dates,
    /// Numbers and names that changed within the same phrase, as from issue to issue of a bulletin.
    Series,
    /// How long the texts are, and how much they tell.
    Length,
    /// The time between the publications.
    Time,
    /// Who published them.
    Outlet,
}

/// Each figure of the evidence with its topic, in the order of the figures' names.
const TOPICS: &[(&str, Topic)] = &[
    ("ages", Topic::Facts),
    ("background_apart", Topic::Background),
    ("background_most", Topic::Background),
    ("close", Topic::Passages),
    ("common_resemblance", Topic::PlainWords),
    ("contiguity", Topic::Passages),
    ("court_apart", Topic::Court),
    ("dates_missing", Topic::Dates),
    ("dates_shared", Topic::Dates),
    ("days", Topic::Dates),
    ("days_apart", Topic::Dates),
    ("facts_bound", Topic::Facts),
    ("facts_disagreeing", Topic::Contradictions),
    ("facts_disagreeing_share", Topic::Contradictions),
    ("facts_lead_disagreeing", Topic::Contradictions),
    ("facts_lead_long_in_short", Topic::LeadFacts),
    ("facts_lead_short_in_long", Topic::LeadFacts),
    ("facts_long_in_short", Topic::Facts),
    ("facts_missing", Topic::Facts),
    ("facts_missing_long", Topic::Facts),
    ("facts_near", Topic::Facts),
    ("facts_otherwise", Topic::Contradictions),
    ("facts_otherwise_share", Topic::Contradictions),
    ("facts_shared", Topic::Facts),
    ("facts_short_in_long", Topic::Facts),
    ("first_days", Topic::Dates),
    ("further_take", Topic::Titles),
    ("gap_long", Topic::PlainWords),
    ("gap_short", Topic::PlainWords),
    ("head_short", Topic::PlainWords),
    ("hours_apart", Topic::Time),
    ("length_ratio", Topic::Length),
    ("long_in_short", Topic::WordingOfLonger),
    ("names_behind", Topic::Names),
    ("names_changed", Topic::Series),
    ("names_changed_share", Topic::Series),
    ("names_long_in_short", Topic::Names),
    ("names_missing", Topic::Names),
    ("names_short_in_long", Topic::Names),
    ("neighbours", Topic::Passages),
    ("numbers_changed", Topic::Series),
    ("numbers_changed_share", Topic::Series),
    ("order", Topic::Order),
    ("plain_lead_least", Topic::Lead),
    ("plain_lead_long", Topic::Lead),
    ("plain_resemblance", Topic::PlainWords),
    ("plain_short_in_long", Topic::PlainWords),
    ("quoted_long", Topic::Quotations),
    ("quoted_short", Topic::Quotations),
    ("run_share_short", Topic::Passages),
    ("same_outlet", Topic::Outlet),
    ("short_in_long", Topic::Wording),
    ("title_in_body", Topic::Titles),
    ("titles", Topic::Titles),
    ("together", Topic::Order),
    ("weight_long", Topic::Length),
    ("weight_short", Topic::Length),
];

fn topic(name: &str) -> Option<Topic> {
    let at = TOPICS.binary_search_by(|(known, _)| known.cmp(&name)).ok()?;
    TOPICS.get(at).map(|&(_, topic)| topic)
}

/// Something that moved the probability.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reason {
    /// What it speaks of.
    pub topic: Topic,
    /// How far it moved the probability, in log-odds: above 0 towards one release, below 0 away.
    pub push: f32,
    /// The figures that its phrase tells.
    figures: [f32; 2],
}

/// What moved the probability of a pair most, the strongest first; at most five.
pub fn reasons(evidence: &Evidence) -> Vec<Reason> {
    let figures = evidence.features();
    let mut pushes = [0.0; FEATURES];
    for tree in model::trees() {
        share_out(tree, &figures, &mut pushes);
    }
    let mut reasons: Vec<Reason> = Vec::new();
    for (name, push) in NAMES.iter().zip(pushes) {
        let Some(topic) = topic(name) else { continue };
        match reasons.iter_mut().find(|reason| reason.topic == topic) {
            Some(reason) => reason.push += push,
            None => reasons.push(Reason { topic, push, figures: told(topic, evidence) }),
        }
    }
    reasons.retain(|reason| reason.push.abs() >= NEGLIGIBLE);
    reasons.sort_by(|one, other| {
        other.push.abs().total_cmp(&one.push.abs()).then_with(|| one.topic.cmp(&other.topic))
    });
    reasons.truncate(TOLD);
    reasons
}

/// Adds to each figure what a tree's steps at it changed: the mean of the leaves that can be reached.
fn share_out(tree: &Tree, figures: &[f32; FEATURES], pushes: &mut [f32; FEATURES]) {
    let mean = |child: u8| {
        let below = tree.leaves_below(child);
        let leaves = tree.leaves.iter().enumerate().filter(|(leaf, _)| below >> leaf & 1 == 1);
        leaves.map(|(_, adds)| adds).sum::<f32>() / below.count_ones().max(1) as f32
    };
    let (mut at, mut before) = (0, mean(0));
    while let Some((&feature, [less, more])) = tree.features.get(at).zip(tree.children.get(at)) {
        let next = if tree.exceeds(at, figures) { *more } else { *less };
        let after = mean(next);
        if let Some(push) = pushes.get_mut(usize::from(feature)) {
            *push += after - before;
        }
        (at, before) = (usize::from(next), after);
    }
}

/// The figures that the phrase of a topic tells.
fn told(topic: Topic, evidence: &Evidence) -> [f32; 2] {
    let (words, facts) = (&evidence.wording, &evidence.facts);
    match topic {
        Topic::Wording => [words.short_in_long, 0.0],
        Topic::WordingOfLonger => [words.long_in_short, 0.0],
        Topic::PlainWords => [words.plain_short_in_long, 0.0],
        Topic::Passages => [words.run_share_short, words.longest_run],
        Topic::Order => [words.order, words.together],
        Topic::Names => [words.names_short_in_long, words.names_shared],
        Topic::Lead => [words.lead_short_in_long, 0.0],
        Topic::Titles => [words.titles.max(words.title_in_body), 0.0],
        Topic::Facts => [facts.short_in_long, facts.weight_short],
        Topic::LeadFacts => [facts.lead_short_in_long, 0.0],
        Topic::Contradictions => [facts.otherwise, facts.alike],
        Topic::Background => {
            let (short, long) = (words.background_short, words.background_long);
            [short.min(long), short.max(long)]
        }
        Topic::Court => {
            let (short, long) = (words.court_short, words.court_long);
            [short.min(long), short.max(long)]
        }
        Topic::Quotations => [words.quoted_short, words.quoted_long],
        Topic::Dates => [facts.dates, facts.dates_missing],
        Topic::Series => [words.numbers_changed + words.names_changed, words.numbers_kept + words.names_kept],
        Topic::Length => [words.weight_short / words.weight_long.max(1.0), 0.0],
        Topic::Time => [evidence.hours_apart, 0.0],
        Topic::Outlet => [evidence.same_outlet, 0.0],
    }
}

/// A share in whole percents; all and nothing are said only of all and nothing.
fn percent(share: f32) -> String {
    let rounded = (share * 100.0).round();
    let rounded = if share < 1.0 { rounded.min(99.0) } else { rounded };
    let rounded = if share > 0.0 { rounded.max(1.0) } else { rounded };
    format!("{rounded:.0}%")
}

impl Reason {
    /// The reason as a clause without a full stop, in Italian for Italian and in English for
    /// every other language; it says what is so, and [`push`](Reason::push) what follows.
    pub fn phrase(&self, language: Language) -> String {
        if language == Language::Italian { self.italian() } else { self.english() }
    }

    fn italian(&self) -> String {
        let [first, second] = self.figures;
        let share = percent(first);
        match self.topic {
            Topic::Wording => format!("parole del testo più breve presenti nell'altro: {share}"),
            Topic::WordingOfLonger => format!("parole del testo più lungo presenti nell'altro: {share}"),
            Topic::PlainWords => {
                format!("parole del testo più breve, nomi esclusi, presenti nell'altro: {share}")
            }
            Topic::Passages if first <= 0.0 => "nessun brano ripreso parola per parola".into(),
            Topic::Passages => {
                format!(
                    "brani ripresi di seguito: {share} del testo più breve, il più lungo di {second:.0} parole piene"
                )
            }
            Topic::Order => {
                format!(
                    "ordine conservato: {share}; parole del testo più breve vicine tra loro in entrambi: {}",
                    percent(second)
                )
            }
            Topic::Names if second <= 0.0 => "nessun nome in comune".into(),
            Topic::Names => format!("nomi del testo più breve presenti nell'altro: {share}"),
            Topic::Lead => format!("parole dell'attacco del testo più breve presenti nell'altro: {share}"),
            Topic::Titles if first < 0.0 => "nessun titolo da confrontare".into(),
            Topic::Titles => format!("parole di un titolo presenti nell'altro documento: {share}"),
            Topic::Facts if second <= 0.0 => "il testo più breve non porta dati".into(),
            Topic::Facts => format!("dati del testo più breve presenti nell'altro: {share}"),
            Topic::LeadFacts if first < 0.0 => "nessun dato nell'attacco".into(),
            Topic::LeadFacts => format!("dati dell'attacco del testo più breve presenti nell'altro: {share}"),
            Topic::Contradictions if first + second <= 0.0 => "nessuna grandezza detta da entrambi".into(),
            Topic::Contradictions => {
                format!(
                    "grandezze dette da entrambi con un altro valore: {first:.0} su {:.0}",
                    first + second
                )
            }
            Topic::Background if second <= 0.0 => "la parte in comune è notizia in entrambi".into(),
            Topic::Background => {
                format!(
                    "della parte in comune, raccontata come antefatto: {share} in uno, {} nell'altro",
                    percent(second)
                )
            }
            Topic::Quotations if first.max(second) < 0.0 => "nessuno dei due testi riporta citazioni".into(),
            Topic::Quotations if second < 0.0 => {
                format!("parole che il testo più breve cita, presenti nell'altro: {share}")
            }
            Topic::Quotations if first < 0.0 => {
                format!("parole che il testo più lungo cita, presenti nell'altro: {}", percent(second))
            }
            Topic::Quotations => {
                format!(
                    "parole citate, presenti nell'altro: {share} del testo più breve, {} dell'altro",
                    percent(second)
                )
            }
            Topic::Court if second <= 0.0 => "nessuno dei due parla di un processo".into(),
            Topic::Court => {
                format!("parole di tribunale: {share} in uno, {} nell'altro", percent(second))
            }
            Topic::Dates => dates(
                first,
                second,
                [
                    "date e orari in comune",
                    "date e orari diversi",
                    "alcune date in comune, altre no",
                    "nessuna data da confrontare",
                ],
            ),
            Topic::Series if first <= 0.0 => "nessun numero o nome cambiato nella stessa frase".into(),
            Topic::Series => {
                format!("nella stessa frase {first:.0} numeri o nomi cambiati, {second:.0} uguali")
            }
            Topic::Length => format!("il testo più breve dice il {share} di quanto dice l'altro"),
            Topic::Time if first < 0.0 => "non si sa quando siano usciti entrambi".into(),
            Topic::Time => {
                format!("usciti a {} di distanza", apart(first, ["un'ora o meno", "ore", "giorni"]))
            }
            Topic::Outlet if first < 0.0 => "non si sa chi li abbia pubblicati entrambi".into(),
            Topic::Outlet if first > 0.0 => "pubblicati dalla stessa testata".into(),
            Topic::Outlet => "pubblicati da due testate".into(),
        }
    }

    fn english(&self) -> String {
        let [first, second] = self.figures;
        let share = percent(first);
        match self.topic {
            Topic::Wording => format!("words of the shorter text found in the other: {share}"),
            Topic::WordingOfLonger => format!("words of the longer text found in the other: {share}"),
            Topic::PlainWords => {
                format!("words of the shorter text, names aside, found in the other: {share}")
            }
            Topic::Passages if first <= 0.0 => "no passage was taken over".into(),
            Topic::Passages => {
                format!(
                    "passages taken over: {share} of the shorter text, the longest of {second:.0} telling words"
                )
            }
            Topic::Order => {
                format!(
                    "order kept: {share}; words of the shorter text near each other in both: {}",
                    percent(second)
                )
            }
            Topic::Names if second <= 0.0 => "no name in common".into(),
            Topic::Names => format!("names of the shorter text found in the other: {share}"),
            Topic::Lead => format!("words of the shorter text's lead found in the other: {share}"),
            Topic::Titles if first < 0.0 => "no titles to compare".into(),
            Topic::Titles => format!("words of a title found in the other document: {share}"),
            Topic::Facts if second <= 0.0 => "the shorter text tells no figures".into(),
            Topic::Facts => format!("figures of the shorter text found in the other: {share}"),
            Topic::LeadFacts if first < 0.0 => "no figures in the lead".into(),
            Topic::LeadFacts => format!("figures of the shorter text's lead found in the other: {share}"),
            Topic::Contradictions if first + second <= 0.0 => "no quantity is told by both".into(),
            Topic::Contradictions => {
                format!("quantities told by both with another value: {first:.0} of {:.0}", first + second)
            }
            Topic::Background if second <= 0.0 => "what they share is news in both".into(),
            Topic::Background => {
                format!(
                    "of what they share, told as background: {share} in one, {} in the other",
                    percent(second)
                )
            }
            Topic::Quotations if first.max(second) < 0.0 => "neither text quotes anybody".into(),
            Topic::Quotations if second < 0.0 => {
                format!("words that the shorter text quotes, found in the other: {share}")
            }
            Topic::Quotations if first < 0.0 => {
                format!("words that the longer text quotes, found in the other: {}", percent(second))
            }
            Topic::Quotations => {
                format!(
                    "quoted words found in the other: {share} of the shorter text's, {} of the other's",
                    percent(second)
                )
            }
            Topic::Court if second <= 0.0 => "neither speaks of a court".into(),
            Topic::Court => format!("words of a court: {share} in one, {} in the other", percent(second)),
            Topic::Dates => dates(
                first,
                second,
                [
                    "dates and times in common",
                    "other dates and times",
                    "some dates in common, others not",
                    "no dates to compare",
                ],
            ),
            Topic::Series if first <= 0.0 => "no number or name changed within the same phrase".into(),
            Topic::Series => format!(
                "within the same phrase {first:.0} numbers or names changed, {second:.0} are the same"
            ),
            Topic::Length => format!("the shorter text says {share} of what the other says"),
            Topic::Time if first < 0.0 => "it is not known when both came out".into(),
            Topic::Time => {
                format!("they came out {} apart", apart(first, ["an hour or less", "hours", "days"]))
            }
            Topic::Outlet if first < 0.0 => "it is not known who published both".into(),
            Topic::Outlet if first > 0.0 => "one outlet published both".into(),
            Topic::Outlet => "two outlets published them".into(),
        }
    }
}

fn dates(shared: f32, missing: f32, [all, none, some, nothing]: [&str; 4]) -> String {
    match (shared > 0.0, missing > 0.0) {
        (true, false) => all,
        (false, true) => none,
        (true, true) => some,
        (false, false) => nothing,
    }
    .to_owned()
}

fn apart(hours: f32, [short, many_hours, days]: [&str; 3]) -> String {
    if hours <= 1.0 {
        short.to_owned()
    } else if hours < 48.0 {
        format!("{hours:.0} {many_hours}")
    } else {
        format!("{:.0} {days}", hours / 24.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_has_a_topic_and_the_table_is_sorted() {
        assert!(TOPICS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        let without: Vec<_> = NAMES.iter().filter(|name| topic(name).is_none()).collect();
        assert!(without.is_empty(), "{without:?}");
        assert_eq!(TOPICS.len(), NAMES.len(), "a topic without a figure");
    }

    #[test]
    fn shares_add_up_to_the_answer() {
        let tree = Tree {
            features: std::array::from_fn(|node| (node % 4) as u8),
            thresholds: [0.5; model::NODES],
            // A node beside a leaf, and so on down: as uneven as a tree can be.
            children: std::array::from_fn(|node| {
                let last = node + 1 == model::NODES;
                [(model::NODES + node) as u8, if last { 2 * model::NODES } else { node + 1 } as u8]
            }),
            leaves: std::array::from_fn(|leaf| (leaf * leaf) as f32 / 10.0 - 2.0),
        };
        let mut figures = [0.0; FEATURES];
        for choice in 0..16_u8 {
            for (bit, figure) in figures.iter_mut().take(4).enumerate() {
                *figure = f32::from(choice >> bit & 1);
            }
            let mut pushes = [0.0; FEATURES];
            share_out(&tree, &figures, &mut pushes);
            let mean = tree.leaves.iter().sum::<f32>() / model::LEAVES as f32;
            assert!((pushes.iter().sum::<f32>() + mean - tree.leaf(&figures)).abs() < 1e-5);
        }
    }

    #[test]
    fn every_topic_can_be_told_in_both_languages() {
        for &(_, topic) in TOPICS {
            for figures in [[-1.0, 0.0], [0.0, 0.0], [0.4, 12.0], [1.0, 1.0], [72.0, 3.0]] {
                let reason = Reason { topic, push: 1.0, figures };
                let (italian, english) = (reason.phrase(Language::Italian), reason.phrase(Language::English));
                assert_ne!(italian, english);
                assert!(!italian.ends_with('.') && !english.ends_with('.'));
            }
        }
    }
}

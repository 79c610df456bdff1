//! Wording: how much of each text's words the other has, in what runs, where, and in what order.
//!
//! In: two fingerprints. Out: [`Wording`], from the side of the shorter and of the longer text.
//! Cost: a look in a table of keys for each term of the one text, then a step for each place that both
//! have; the other text is put in its order once, for the gaps and slots. No allocation once the scratch
//! has grown. It is found in two parts, `Met` and the rest, so that who needs to know only that two
//! texts are strangers can stop after the first. Source: Broder 1997 (containment: what a brief has of
//! its release, where resemblance sees two lengths); Spärck Jones 1972 (weights by rarity). Gives up:
//! words that the stemmer does not bring together; the model and the facts speak for rewrites beyond that.

mod court;
mod gap;
mod held;
mod join;
mod ordered;
mod places;
mod slots;
mod titles;
mod walk;
mod weight;

use join::{Meetings, Occurrences};
use ordered::Ordered;
use places::Places;
use walk::Walk;
use weight::share;

pub(super) use held::Held;
pub(super) use weight::Weighed;

use crate::read::fingerprint::Fingerprint;

/// What a pair's wording shows; shares are of weight by rarity, `0.0..=1.0`, `short` being the text
/// with less of it.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Wording {
    /// Whether `a` of the pair is the short one.
    pub a_is_short: bool,
    /// Weight of the short text's terms, in bits.
    pub weight_short: f32,
    /// Weight of the long text's terms, in bits.
    pub weight_long: f32,
    /// Share of the short text's stems that the long one has.
    pub short_in_long: f32,
    /// Share of the long text's stems that the short one has.
    pub long_in_short: f32,
    /// Share of the short text's plain words, which are in no name, that the long one has.
    pub plain_short_in_long: f32,
    /// Weight of the shared plain words in the weight of all plain words of both (Jaccard).
    pub plain_resemblance: f32,
    /// Of the short text's neighbouring terms, the share that stand side by side in the long one too.
    pub neighbours: f32,
    /// Of the short text's neighbouring plain words, the share that stand side by side in the long one.
    pub plain_neighbours: f32,
    /// Of the short text's plain words, the share whose next shared word follows closely in the long one too.
    pub close: f32,
    /// Of the short text's terms, the share that stand near another shared one in both texts,
    /// whatever the order: a sentence told in other words keeps its matter together.
    pub together: f32,
    /// Of the commoner plain words of both texts, the share that are in both (Jaccard, by number):
    /// what is told alike, where rare words say only what is told of.
    pub common_resemblance: f32,
    /// Share of the short text's names that the long one has.
    pub names_short_in_long: f32,
    /// Share of the long text's names that the short one has.
    pub names_long_in_short: f32,
    /// Weight of the shared names, in bits.
    pub names_shared: f32,
    /// Weight of the short text's names that the long one lacks, in bits.
    pub names_missing: f32,
    /// Share of the short text's terms that stand in shared runs of three or more.
    pub run_share_short: f32,
    /// Share of the long text's terms that do.
    pub run_share_long: f32,
    /// Terms of the longest shared run.
    pub longest_run: f32,
    /// Of the shared terms one after the other in the short text, the share that keep their order.
    pub order: f32,
    /// Share of the short text's lead that the long one has.
    pub lead_short_in_long: f32,
    /// Share of the plain words of the short text's lead that the long one has.
    pub plain_lead_short: f32,
    /// Share of the plain words of the long text's lead that the short one has.
    pub plain_lead_long: f32,
    /// Share of the plain words of the short text's first half that the long one has.
    pub head_short: f32,
    /// Numbers that stand between the same words in both texts and are the same.
    pub numbers_kept: f32,
    /// Numbers that stand between the same words in both texts and differ: the mark of a series.
    pub numbers_changed: f32,
    /// Words of names that stand between the same words in both texts and are the same.
    pub names_kept: f32,
    /// Words of names that stand between the same words in both texts and differ.
    pub names_changed: f32,
    /// Weight of the short text's stretch with the least in common, as a share of its plain words.
    pub gap_short: f32,
    /// The same, of the long text's.
    pub gap_long: f32,
    /// Of the shared terms, the share that stands in the short text's background.
    pub background_short: f32,
    /// The same, of the long text's.
    pub background_long: f32,
    /// Of the terms that the short text quotes, the share that the long one has; -1 where it quotes nobody.
    pub quoted_short: f32,
    /// The same, of the long text's.
    pub quoted_long: f32,
    /// The share of the short text's terms that are words of a court.
    pub court_short: f32,
    /// The same, of the long text's.
    pub court_long: f32,
    /// Share of the smaller title that the other title has; -1 where one has none.
    pub titles: f32,
    /// The larger of the shares of one document's title that the other's body has; -1 where there is none.
    pub title_in_body: f32,
}

/// Buffers kept from pair to pair.
#[derive(Debug, Default)]
pub struct Scratch {
    /// Terms of the other text whose key the held one may have.
    likely: Vec<u16>,
    /// Where equal keys meet in the sorted terms of the held text and of the other.
    met: Vec<(u16, u16)>,
    /// What is shared, place by place.
    meetings: Meetings,
    /// For each shared place of the short text the place matched in the long one.
    matched: Vec<u16>,
    /// The other text in its order.
    ordered: Ordered,
}

fn bits(quarters: u32) -> f32 {
    quarters as f32 / 4.0
}

/// Whether `a` is the short one. A tie is broken by all else that is compared, so that (a, b) and
/// (b, a) give the same.
pub(super) fn is_short(a: &Weighed<'_>, b: &Weighed<'_>) -> bool {
    let rest = |print: &Fingerprint| (print.terms.len(), print.content, print.published, print.outlet);
    let order = a.total.all.cmp(&b.total.all).then_with(|| rest(a.print).cmp(&rest(b.print)));
    order.then_with(|| (&a.print.title, &a.print.facts).cmp(&(&b.print.title, &b.print.facts))).is_le()
}

/// Compares the wording of a held document, `a`, with that of another, `b`.
pub(super) fn wording(a: &Held<'_>, b: &Weighed<'_>, scratch: &mut Scratch) -> Wording {
    let met = Met::of(a, b, scratch);
    met.complete(a, b, scratch)
}

/// What two texts share, before anything is said of its order.
pub(super) struct Met {
    /// What is known; of what depends on the order of the words, NaN.
    pub(super) wording: Wording,
    short: Occurrences,
    long: Occurrences,
}

/// What the order of the words can show at the most, given what is shared; nothing shows less than 0.
pub(super) struct Most {
    pub(super) neighbours: f32,
    pub(super) plain_neighbours: f32,
    pub(super) close: f32,
    pub(super) together: f32,
    pub(super) run_share_short: f32,
    pub(super) order: f32,
    /// Slots of numbers, or of names.
    pub(super) slots: f32,
    /// Of the gaps the least too.
    pub(super) gap_short: (f32, f32),
    pub(super) gap_long: (f32, f32),
}

impl Met {
    /// Finds what a held document, `a`, shares with another, `b`.
    pub(super) fn of(a: &Held<'_>, b: &Weighed<'_>, scratch: &mut Scratch) -> Self {
        let Scratch { likely, met, meetings, .. } = scratch;
        a.meet(&b.print.terms, likely, met);
        let a_is_short = is_short(&a.weighed, b);
        let (of_short, of_long) = if a_is_short { (&a.weighed, b) } else { (b, &a.weighed) };
        let (short, long) = (of_short.print, of_long.print);
        let (total_short, total_long) = (of_short.total, of_long.total);
        let met = met.iter().map(|&(of_a, of_b)| if a_is_short { (of_a, of_b) } else { (of_b, of_a) });
        let shared = join::join(short, long, met, meetings);
        let wording = Wording {
            a_is_short,
            weight_short: bits(total_short.all),
            weight_long: bits(total_long.all),
            short_in_long: share(shared.short.all, total_short.all),
            long_in_short: share(shared.short.all, total_long.all),
            plain_short_in_long: share(shared.short.plain(), total_short.plain()),
            plain_resemblance: share(
                shared.short.plain(),
                (total_short.plain() + total_long.plain()).saturating_sub(shared.short.plain()),
            ),
            common_resemblance: share(
                shared.short.common,
                (total_short.common + total_long.common).saturating_sub(shared.short.common),
            ),
            names_short_in_long: share(shared.short.names, total_short.names),
            names_long_in_short: share(shared.short.names, total_long.names),
            names_shared: bits(shared.short.names),
            names_missing: bits(total_short.names.saturating_sub(shared.short.names)),
            lead_short_in_long: share(shared.short.lead, total_short.lead),
            plain_lead_short: share(shared.short.plain_lead, total_short.plain_lead),
            plain_lead_long: share(shared.plain_lead_long, total_long.plain_lead),
            head_short: share(shared.short.head, total_short.head),
            background_short: share(meetings.of_short.shared(&of_short.background), shared.places_short.all),
            background_long: share(meetings.of_long.shared(&of_long.background), shared.places_long.all),
            quoted_short: quoted(&meetings.of_short, of_short),
            quoted_long: quoted(&meetings.of_long, of_long),
            court_short: of_short.court,
            court_long: of_long.court,
            titles: titles::titles(short, long),
            title_in_body: titles::title_in_body(b.print, |key| a.contains(key))
                .max(titles::title_in_body(a.weighed.print, |key| titles::contains(b.print, key))),
            ..UNKNOWN
        };
        Self { wording, short: shared.places_short, long: shared.places_long }
    }

    /// What [`complete`](Self::complete) can find at the most.
    pub(super) fn most(&self, a: &Held<'_>, b: &Weighed<'_>) -> Most {
        let (short, long) = if self.wording.a_is_short { (&a.weighed, b) } else { (b, &a.weighed) };
        let length = |of: &Weighed<'_>| of.print.terms.len() as u32;
        let (shared, plain) = (self.short.all, self.short.plain);
        // The first place follows none.
        let following = shared.saturating_sub(1);
        let in_runs = if shared < walk::RUN as u32 { 0 } else { shared };
        Most {
            neighbours: share(following, length(short).saturating_sub(1)),
            plain_neighbours: share(plain.saturating_sub(1).min(short.plain_pairs), short.plain_pairs),
            close: share(plain.saturating_sub(1), short.plain),
            together: share(following, length(short)),
            run_share_short: share(in_runs, length(short)),
            order: share(following, following),
            slots: shared as f32,
            gap_short: gap::bounds(self.short.plain_weight, short.plain_weight),
            gap_long: gap::bounds(self.long.plain_weight, long.plain_weight),
        }
    }

    /// Finds what the order of the words shows, of the pair that `scratch` was last used for.
    pub(super) fn complete(self, a: &Held<'_>, b: &Weighed<'_>, scratch: &mut Scratch) -> Wording {
        let Scratch { meetings, matched, ordered, .. } = scratch;
        ordered.take(b.print);
        let a_is_short = self.wording.a_is_short;
        let (of_short, of_long) = if a_is_short { (&a.weighed, b) } else { (b, &a.weighed) };
        let (ordered, ordered_long) =
            if a_is_short { (&a.ordered, &*ordered) } else { (&*ordered, &a.ordered) };
        let (short, long) = (of_short.print, of_long.print);

        let walk = Walk::through(meetings, &long.places, matched);
        let Meetings { of_short: shared, of_long: shared_long, .. } = &*meetings;
        let slots = slots::slots(shared, matched, &ordered.terms, &ordered_long.terms);
        Wording {
            neighbours: share(walk.neighbours as u32, short.terms.len().saturating_sub(1) as u32),
            plain_neighbours: share(walk.plain_neighbours as u32, of_short.plain_pairs),
            close: share(walk.close as u32, of_short.plain),
            together: share(walk.together as u32, short.terms.len() as u32),
            run_share_short: share(walk.in_runs as u32, short.terms.len() as u32),
            run_share_long: share(walk.in_runs as u32, long.terms.len() as u32),
            longest_run: walk.longest as f32,
            order: share(walk.ascents as u32, walk.matches.saturating_sub(1) as u32),
            numbers_kept: slots.numbers_kept as f32,
            numbers_changed: slots.numbers_changed as f32,
            names_kept: slots.names_kept as f32,
            names_changed: slots.names_changed as f32,
            gap_short: gap::gap(&ordered.before, shared),
            gap_long: gap::gap(&ordered_long.before, shared_long),
            ..self.wording
        }
    }
}

/// Of the terms that a text quotes, the share that stand at shared places; -1 where it quotes nobody.
fn quoted(shared: &Places, text: &Weighed<'_>) -> f32 {
    match text.quoted_count {
        0 => -1.0,
        count => share(shared.shared(&text.quoted), count),
    }
}

/// Of what depends on the order of the words, nothing is known.
const UNKNOWN: Wording = Wording {
    a_is_short: false,
    weight_short: f32::NAN,
    weight_long: f32::NAN,
    short_in_long: f32::NAN,
    long_in_short: f32::NAN,
    plain_short_in_long: f32::NAN,
    plain_resemblance: f32::NAN,
    neighbours: f32::NAN,
    plain_neighbours: f32::NAN,
    close: f32::NAN,
    together: f32::NAN,
    common_resemblance: f32::NAN,
    names_short_in_long: f32::NAN,
    names_long_in_short: f32::NAN,
    names_shared: f32::NAN,
    names_missing: f32::NAN,
    run_share_short: f32::NAN,
    run_share_long: f32::NAN,
    longest_run: f32::NAN,
    order: f32::NAN,
    lead_short_in_long: f32::NAN,
    plain_lead_short: f32::NAN,
    plain_lead_long: f32::NAN,
    head_short: f32::NAN,
    numbers_kept: f32::NAN,
    numbers_changed: f32::NAN,
    names_kept: f32::NAN,
    names_changed: f32::NAN,
    gap_short: f32::NAN,
    gap_long: f32::NAN,
    background_short: f32::NAN,
    background_long: f32::NAN,
    quoted_short: f32::NAN,
    quoted_long: f32::NAN,
    court_short: f32::NAN,
    court_long: f32::NAN,
    titles: f32::NAN,
    title_in_body: f32::NAN,
};

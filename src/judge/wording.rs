//! Wording: how much of each text's words the other has, in what runs, where, and in what order.
//!
//! In: two fingerprints. Out: [`Wording`], from the side of the shorter and of the longer text.
//! Cost: one merge join of the terms and one walk over the places, `O(n + m)`, no allocation once
//! the scratch has grown. Source: Broder 1997 (containment: what a brief has of its release, where
//! resemblance sees two lengths); Spärck Jones 1972 (weights by rarity). Gives up: words that the
//! stemmer does not bring together; the model and the facts speak for rewrites beyond that.

use crate::read::fingerprint::{Fingerprint, Term};

/// A run of this many terms in the same order is wording taken over, not chance.
const RUN: usize = 3;
/// A run of this many is a sentence taken over.
const LONG_RUN: usize = 7;
/// A stem that tells at least this much is rare: one document in 500 or fewer.
const RARE: u32 = 36;

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
    /// Share of the long text's plain words that the short one has.
    pub plain_long_in_short: f32,
    /// Weight of the shared plain words in the weight of all plain words of both (Jaccard).
    pub plain_resemblance: f32,
    /// Of the short text's neighbouring terms, the share that stand side by side in the long one too.
    pub neighbours: f32,
    /// Of the short text's neighbouring plain words, the share that stand side by side in the long one.
    pub plain_neighbours: f32,
    /// The same, of the long text's.
    pub plain_neighbours_long: f32,
    /// Of the short text's plain words, the share whose next shared word follows closely in the long one too.
    pub close: f32,
    /// The same, of the long text's.
    pub close_long: f32,
    /// The same for stems that are rare (one document in 500 or fewer), names aside.
    pub rare_short_in_long: f32,
    /// Weight of the shared rare stems, names aside, in bits.
    pub rare_shared: f32,
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
    /// Share of the short text's terms in shared runs of seven or more.
    pub long_run_share: f32,
    /// Terms of the longest shared run.
    pub longest_run: f32,
    /// Weight of rare stems in shared runs, in bits: runs of stock phrases have little of it.
    pub run_rare: f32,
    /// Of the shared terms one after the other in the short text, the share that keep their order.
    pub order: f32,
    /// Share of the short text's lead that the long one has.
    pub lead_short_in_long: f32,
    /// Share of the long text's lead that the short one has.
    pub lead_long_in_short: f32,
    /// Share of the short text's lead that the long one's lead has.
    pub lead_in_lead: f32,
    /// Share of the plain words of the short text's lead that the long one has.
    pub plain_lead_short: f32,
    /// Share of the plain words of the long text's lead that the short one has.
    pub plain_lead_long: f32,
    /// Share of the plain words of the short text's first half that the long one has.
    pub head_short: f32,
    /// Share of the plain words of its second half that the long one has.
    pub tail_short: f32,
    /// Share of the plain words of the long text's first half that the short one has.
    pub head_long: f32,
    /// Share of the plain words of its second half that the short one has.
    pub tail_long: f32,
    /// How far from each other, as shares of the lengths, the shared plain words stand on average,
    /// `0.0..=1.0`: a follow-up tells in its tail what the first report told in its head.
    pub shift: f32,
    /// Of the shared terms' places in the long text, the share within its densest window as long as
    /// one and a half of the short text: near 1 for a roundup's item, lower for a digest of the whole.
    pub focus: f32,
    /// Share of the smaller title that the other title has; -1 where one has none.
    pub titles: f32,
    /// The larger of the shares of one document's title that the other's body has; -1 where there is none.
    pub title_in_body: f32,
}

/// Buffers kept from pair to pair.
#[derive(Debug, Default)]
pub struct Scratch {
    /// For each place of the short text: where its matches stand in the long text's terms, and how many.
    groups: Vec<(u16, u16)>,
    /// For each place of the short text: the place matched in the long one, or `NONE`.
    matched: Vec<u16>,
    /// The place-ordered terms of the short text.
    ordered: Vec<Term>,
    /// For each place of the long text whether a term of the short one stands there, as counts to come.
    hits: Vec<u16>,
}

const NONE: u16 = u16::MAX;

/// Sums of weights, in quarter bits.
#[derive(Default, Clone, Copy)]
struct Weights {
    all: u32,
    rare: u32,
    names: u32,
    lead: u32,
    plain_lead: u32,
    head: u32,
    /// Weighted places, to find the mean one.
    places: u64,
}

impl Weights {
    /// What no name says.
    fn plain(self) -> u32 {
        self.all.saturating_sub(self.names)
    }

    /// Counts one distinct term once, at its first place.
    fn add(&mut self, term: Term, first: u16, print: &Fingerprint) {
        let weight = u32::from(term.rarity().0);
        self.all += weight;
        let in_lead = first < print.lead;
        if in_lead {
            self.lead += weight;
        }
        if term.is_name() {
            self.names += weight;
            return;
        }
        if weight >= RARE {
            self.rare += weight;
        }
        if in_lead {
            self.plain_lead += weight;
        }
        if usize::from(first) * 2 < print.terms.len() {
            self.head += weight;
        }
        self.places += u64::from(weight) * u64::from(first);
    }

    /// The mean place, as a share of the length.
    fn mean_place(self, print: &Fingerprint) -> f32 {
        let whole = u64::from(self.plain()) * print.terms.len() as u64;
        if whole == 0 { 0.5 } else { self.places as f32 / whole as f32 }
    }

    fn tail(self) -> u32 {
        self.plain().saturating_sub(self.head)
    }
}

fn share(part: u32, whole: u32) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

fn bits(quarters: u32) -> f32 {
    quarters as f32 / 4.0
}

/// The end of the group of equal keys that begins at `start`, and the first place of one of it.
fn group(print: &Fingerprint, start: usize) -> (usize, u16) {
    let key = print.terms[start].key();
    let mut end = start;
    let mut first = u16::MAX;
    while end < print.terms.len() && print.terms[end].key() == key {
        first = first.min(print.places[end]);
        end += 1;
    }
    (end, first)
}

/// The weight of everything that a text says, in quarter bits, each stem once.
fn total(print: &Fingerprint) -> Weights {
    let mut weights = Weights::default();
    let mut at = 0;
    while at < print.terms.len() {
        let (end, first) = group(print, at);
        weights.add(print.terms[at], first, print);
        at = end;
    }
    weights
}

/// Compares the wording of two documents.
pub fn wording(a: &Fingerprint, b: &Fingerprint, scratch: &mut Scratch) -> Wording {
    let (total_a, total_b) = (total(a), total(b));
    // A tie is broken by all else that is compared, so that (a, b) and (b, a) give the same.
    let rest = |print: &Fingerprint| (print.terms.len(), print.content, print.published, print.outlet);
    let ties = |print| (rest(print), &print.title, &print.facts);
    let a_is_short = (total_a.all, ties(a)) <= (total_b.all, ties(b));
    let (short, long) = if a_is_short { (a, b) } else { (b, a) };
    let (total_short, total_long) = if a_is_short { (total_a, total_b) } else { (total_b, total_a) };

    let shared = join(short, long, scratch);
    let walk = walk(short, long, scratch);
    let body_titles = title_in_body(a, b).max(title_in_body(b, a));
    Wording {
        a_is_short,
        weight_short: bits(total_short.all),
        weight_long: bits(total_long.all),
        short_in_long: share(shared.short.all, total_short.all),
        long_in_short: share(shared.short.all, total_long.all),
        plain_short_in_long: share(shared.short.plain(), total_short.plain()),
        plain_long_in_short: share(shared.short.plain(), total_long.plain()),
        plain_resemblance: share(
            shared.short.plain(),
            (total_short.plain() + total_long.plain()).saturating_sub(shared.short.plain()),
        ),
        neighbours: share(walk.neighbours as u32, short.terms.len().saturating_sub(1) as u32),
        plain_neighbours: share(walk.plain_neighbours as u32, walk.plain_pairs as u32),
        plain_neighbours_long: share(walk.plain_neighbours as u32, plain_pairs(long, &mut scratch.ordered) as u32),
        close: share(walk.close as u32, walk.plain as u32),
        close_long: share(walk.close as u32, plain_terms(long) as u32),
        rare_short_in_long: share(shared.short.rare, total_short.rare),
        rare_shared: bits(shared.short.rare),
        names_short_in_long: share(shared.short.names, total_short.names),
        names_long_in_short: share(shared.short.names, total_long.names),
        names_shared: bits(shared.short.names),
        names_missing: bits(total_short.names.saturating_sub(shared.short.names)),
        run_share_short: walk.in_runs as f32 / short.terms.len().max(1) as f32,
        run_share_long: walk.in_runs as f32 / long.terms.len().max(1) as f32,
        long_run_share: walk.in_long_runs as f32 / short.terms.len().max(1) as f32,
        longest_run: walk.longest as f32,
        run_rare: bits(walk.rare),
        order: if walk.pairs == 0 { 0.0 } else { walk.ascents as f32 / walk.pairs as f32 },
        lead_short_in_long: share(shared.short.lead, total_short.lead),
        lead_long_in_short: share(shared.long.lead, total_long.lead),
        lead_in_lead: share(shared.lead_both, total_short.lead.min(total_long.lead)),
        plain_lead_short: share(shared.short.plain_lead, total_short.plain_lead),
        plain_lead_long: share(shared.long.plain_lead, total_long.plain_lead),
        head_short: share(shared.short.head, total_short.head),
        tail_short: share(shared.short.tail(), total_short.tail()),
        head_long: share(shared.long.head, total_long.head),
        tail_long: share(shared.long.tail(), total_long.tail()),
        shift: (shared.short.mean_place(short) - shared.long.mean_place(long)).abs(),
        focus: focus(short, long, scratch),
        titles: titles(a, b),
        title_in_body: body_titles,
    }
}

#[derive(Default)]
struct Shared {
    short: Weights,
    long: Weights,
    lead_both: u32,
}

/// The merge join: sums what is shared, and notes for each place of the short text its matches.
fn join(short: &Fingerprint, long: &Fingerprint, scratch: &mut Scratch) -> Shared {
    let mut shared = Shared::default();
    scratch.groups.clear();
    scratch.groups.resize(short.terms.len(), (0, 0));
    let (mut i, mut j) = (0, 0);
    while i < short.terms.len() && j < long.terms.len() {
        let (key_i, key_j) = (short.terms[i].key(), long.terms[j].key());
        if key_i < key_j {
            i += 1;
        } else if key_j < key_i {
            j += 1;
        } else {
            let (end_i, first_i) = group(short, i);
            let (end_j, first_j) = group(long, j);
            let term = short.terms[i];
            // A word that is a name here and a common noun there tells what the commoner of them tells.
            let term = if long.terms[j].rarity() < term.rarity() { long.terms[j] } else { term };
            let weight = u32::from(term.rarity().0);
            shared.short.add(term, first_i, short);
            shared.long.add(term, first_j, long);
            if first_i < short.lead && first_j < long.lead {
                shared.lead_both += weight;
            }
            for at in i..end_i {
                scratch.groups[short.places[at] as usize] = (j as u16, (end_j - j) as u16);
            }
            (i, j) = (end_i, end_j);
        }
    }
    shared
}

#[derive(Default)]
struct Walk {
    in_runs: usize,
    in_long_runs: usize,
    longest: usize,
    rare: u32,
    ascents: usize,
    pairs: usize,
    neighbours: usize,
    /// Neighbouring plain words of the short text, and those that are neighbours in the long one.
    plain_pairs: usize,
    plain_neighbours: usize,
    /// Plain words of the short text, and those followed closely by the same shared word in both.
    plain: usize,
    close: usize,
}

/// Whether a term is a word that is in no name, and no number.
fn is_plain(term: Term) -> bool {
    !term.is_name() && term.rarity().0 > 0
}

fn plain_terms(print: &Fingerprint) -> usize {
    print.terms.iter().filter(|&&term| is_plain(term)).count()
}

fn plain_pairs(print: &Fingerprint, ordered: &mut Vec<Term>) -> usize {
    order(print, ordered);
    ordered.windows(2).filter(|pair| is_plain(pair[0]) && is_plain(pair[1])).count()
}

/// Puts the terms in the order of their places.
fn order(print: &Fingerprint, ordered: &mut Vec<Term>) {
    ordered.clear();
    ordered.resize(print.terms.len(), Term::default());
    for (term, place) in print.terms() {
        ordered[place as usize] = term;
    }
}

/// Words that follow within this many terms follow closely.
const CLOSE: usize = 6;

/// How many equal terms of the long text are looked at to go on with a run.
const LOOK: usize = 8;

/// Walks the short text in its order, matching each place so that runs go on where they can.
fn walk(short: &Fingerprint, long: &Fingerprint, scratch: &mut Scratch) -> Walk {
    let mut walk = Walk::default();
    scratch.matched.clear();
    scratch.matched.resize(short.terms.len(), NONE);
    order(short, &mut scratch.ordered);
    let mut last_plain: Option<(usize, u16)> = None;
    let mut previous: Option<u16> = None;
    let mut run = 0..0;
    for place in 0..short.terms.len() {
        let plain = is_plain(scratch.ordered[place]);
        walk.plain += usize::from(plain);
        let plain_pair = plain && place > 0 && is_plain(scratch.ordered[place - 1]);
        walk.plain_pairs += usize::from(plain_pair);
        let (start, count) = scratch.groups[place];
        if count == 0 {
            walk.close(run, &scratch.ordered);
            run = 0..0;
            continue;
        }
        let choices = &long.places[start as usize..(start + count) as usize];
        let next = previous.map(|p| p + 1);
        let found = next.filter(|next| choices.iter().take(LOOK).any(|choice| choice == next));
        let continues = found.is_some() && run.end == place && !run.is_empty();
        let matched = found.unwrap_or_else(|| {
            // Else the nearest ahead of the last match, else the first.
            let ahead = choices.iter().take(LOOK).find(|&&choice| previous.is_none_or(|p| choice > p));
            *ahead.unwrap_or(&choices[0])
        });
        if let Some(previous) = previous {
            walk.pairs += 1;
            walk.ascents += usize::from(matched > previous);
        }
        if plain {
            if let Some((last, to)) = last_plain {
                let step = i32::from(matched) - i32::from(to);
                walk.close += usize::from(place - last <= CLOSE && (1..=CLOSE as i32).contains(&step));
            }
            last_plain = Some((place, matched));
        }
        walk.plain_neighbours += usize::from(continues && plain_pair);
        scratch.matched[place] = matched;
        previous = Some(matched);
        if continues {
            run.end += 1;
        } else {
            walk.close(run, &scratch.ordered);
            run = place..place + 1;
        }
    }
    walk.close(run, &scratch.ordered);
    walk
}

impl Walk {
    fn close(&mut self, run: std::ops::Range<usize>, ordered: &[Term]) {
        let length = run.len();
        self.neighbours += length.saturating_sub(1);
        self.longest = self.longest.max(length);
        if length >= RUN {
            self.in_runs += length;
            let rare = ordered[run].iter().map(|term| u32::from(term.rarity().0)).filter(|&w| w >= RARE);
            self.rare += rare.sum::<u32>();
        }
        if length >= LONG_RUN {
            self.in_long_runs += length;
        }
    }
}

/// The share of the matched places of the long text that its densest window holds.
fn focus(short: &Fingerprint, long: &Fingerprint, scratch: &mut Scratch) -> f32 {
    let window = (short.terms.len() * 3 / 2).max(8);
    if window >= long.terms.len() {
        return 1.0;
    }
    scratch.hits.clear();
    scratch.hits.resize(long.terms.len(), 0);
    let mut total = 0_u32;
    for &place in &scratch.matched {
        if place != NONE {
            scratch.hits[place as usize] += 1;
            total += 1;
        }
    }
    let mut inside: u32 = scratch.hits[..window].iter().map(|&hit| u32::from(hit)).sum();
    let mut densest = inside;
    for end in window..scratch.hits.len() {
        inside += u32::from(scratch.hits[end]);
        inside -= u32::from(scratch.hits[end - window]);
        densest = densest.max(inside);
    }
    share(densest, total)
}

fn titles(a: &Fingerprint, b: &Fingerprint) -> f32 {
    if a.title.is_empty() || b.title.is_empty() {
        return -1.0;
    }
    let weight = |terms: &[Term]| terms.iter().map(|term| u32::from(term.rarity().0)).sum::<u32>();
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.title.len() && j < b.title.len() {
        let (x, y) = (a.title[i], b.title[j]);
        if x.key() == y.key() {
            shared += u32::from(x.rarity().min(y.rarity()).0);
            i += 1;
            j += 1;
        } else if x.key() < y.key() {
            i += 1;
        } else {
            j += 1;
        }
    }
    share(shared, weight(&a.title).min(weight(&b.title))).min(1.0)
}

/// The share of `a`'s title that stands in `b`'s body.
fn title_in_body(a: &Fingerprint, b: &Fingerprint) -> f32 {
    if a.title.is_empty() {
        return -1.0;
    }
    let (mut found, mut all) = (0, 0);
    for term in &a.title {
        let weight = u32::from(term.rarity().0);
        all += weight;
        let at = b.terms.partition_point(|other| other.key() < term.key());
        if b.terms.get(at).is_some_and(|other| other.key() == term.key()) {
            found += weight;
        }
    }
    share(found, all)
}

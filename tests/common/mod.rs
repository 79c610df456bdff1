//! Texts made by rule for the tests of properties: releases of invented offices, their copies, and
//! a source of numbers that is the same on every machine.
#![allow(dead_code, reason = "each test file uses its part")]

pub(crate) mod corpus;
pub(crate) mod partition;

use ricalco::{Deduplicator, Document, Grouping};

/// Numbers that look drawn by chance and are the same in every run (`SplitMix64`, Steele et al. 2014).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number of `0..end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        (self.number() % end as u64) as usize
    }

    pub(crate) fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// Puts a list into another order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

const HEADS: &[&str] =
    &["Bra", "Cor", "Del", "Fon", "Gar", "Lan", "Mon", "Nor", "Pes", "Ros", "Sal", "Tor", "Val", "Zan"];
const MIDDLES: &[&str] =
    &["a", "asca", "ebia", "ella", "enta", "eri", "iga", "ima", "olda", "ona", "orvi", "ucca"];
const TAILS: &[&str] = &["bene", "chiaro", "dello", "gno", "mare", "nico", "rate", "schi", "tano", "vasco"];

/// A name that exists nowhere; some thousand different ones.
pub(crate) fn name(chance: &mut Chance) -> String {
    format!("{}{}{}", chance.of(HEADS), chance.of(MIDDLES), chance.of(TAILS))
}

/// A word that exists nowhere; some hundred thousand different ones.
pub(crate) fn word(chance: &mut Chance) -> String {
    let (head, tail) = (chance.of(HEADS).to_lowercase(), chance.of(TAILS));
    format!("{head}{}{}{}{tail}", chance.of(MIDDLES), chance.of(MIDDLES), chance.of(MIDDLES))
}

/// What one invented event is about.
pub(crate) struct Event {
    pub(crate) place: String,
    pub(crate) person: String,
    pub(crate) firm: String,
    pub(crate) euros: usize,
    pub(crate) days: usize,
    pub(crate) day: usize,
    pub(crate) month: &'static str,
    pub(crate) matter: usize,
}

const MONTHS: &[&str] =
    &["gennaio", "febbraio", "marzo", "aprile", "maggio", "settembre", "ottobre", "novembre"];
const MATTERS: &[(&str, &str)] = &[
    ("il rifacimento del ponte sul torrente", "il cantiere per il ponte"),
    ("la nuova palestra della scuola media", "i lavori della palestra"),
    ("il restauro della torre civica", "il restauro della torre"),
    ("l'ampliamento del depuratore consortile", "l'intervento sul depuratore"),
    ("la pista ciclabile lungo l'argine", "i lavori della ciclabile"),
    ("il consolidamento della scarpata franosa", "il consolidamento della scarpata"),
];

impl Event {
    pub(crate) fn new(chance: &mut Chance) -> Self {
        Self {
            place: name(chance),
            person: format!("{} {}", chance.of(&["Ettore", "Livia", "Sandro", "Marta", "Ugo"]), name(chance)),
            firm: name(chance),
            euros: 100_000 + chance.below(9_000_000),
            days: 31 + chance.below(600),
            day: 1 + chance.below(28),
            month: chance.of(MONTHS),
            matter: chance.below(MATTERS.len()),
        }
    }

    /// The amount as releases write it: `1.284.500`.
    pub(crate) fn amount(&self) -> String {
        let digits = self.euros.to_string();
        let mut amount = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                amount.push('.');
            }
            amount.push(digit);
        }
        amount
    }

    pub(crate) fn release(&self) -> String {
        let Self { place, person, firm, days, day, month, .. } = self;
        let (matter, amount) = (MATTERS[self.matter].0, self.amount());
        format!(
            "Il Comune di {place} ha approvato {matter}, per una spesa complessiva di {amount} euro. I lavori, \
             affidati all'impresa {firm}, cominceranno il {day} {month} e dureranno {days} giorni. \"È un \
             impegno che avevamo preso con i cittadini\", ha dichiarato {person}, assessore ai lavori pubblici."
        )
    }

    /// The same matter in other words.
    pub(crate) fn rewrite(&self) -> String {
        let Self { place, person, firm, days, day, month, .. } = self;
        let (matter, amount) = (MATTERS[self.matter].1, self.amount());
        format!(
            "{place}, si parte il {day} {month}: costerà {amount} euro e terrà occupata la ditta {firm} per \
             {days} giorni {matter}. A confermarlo è {person}, che in giunta segue le opere pubbliche."
        )
    }

    /// As a site puts the release online.
    pub(crate) fn copy(&self) -> String {
        format!(
            "{} - {}\n\nLeggi anche: Meteo, le previsioni\n\n© RIPRODUZIONE RISERVATA",
            self.place.to_uppercase(),
            self.release()
        )
    }
}

/// A batch in which each event has its release, and every third a copy and a rewrite of it.
pub(crate) fn batch(events: usize, seed: u64) -> Vec<Document> {
    let mut chance = Chance::new(seed);
    let mut documents = Vec::new();
    for number in 0..events {
        let event = Event::new(&mut chance);
        documents.push(Document::new(format!("{number:05}-release"), event.release()));
        if number % 3 == 0 {
            documents.push(Document::new(format!("{number:05}-copy"), event.copy()));
            documents.push(Document::new(format!("{number:05}-rewrite"), event.rewrite()));
        }
    }
    documents
}

/// Whether two documents of a batch, by position, stand in one cluster.
pub(crate) fn together(grouping: &Grouping, a: usize, b: usize) -> bool {
    let cluster = |at: usize| grouping.of(at).map(|(cluster, _)| &cluster.id);
    cluster(a).is_some() && cluster(a) == cluster(b)
}

/// All that a grouping says of each document, byte for byte, by id; and the look-alikes.
pub(crate) fn written(documents: &[Document], grouping: &Grouping) -> String {
    use std::fmt::Write;
    let id = |at: usize| documents[at].id().as_str();
    let mut lines = Vec::new();
    for at in 0..documents.len() {
        let (cluster, member) = grouping.of(at).expect("a place for each document");
        let also: Vec<&str> = member.also_traces.iter().map(|&at| id(at)).collect();
        lines.push(format!(
            "{}\t{}\t{}\t{:?}\t{:?}\t{:?}\t{:?}\t{:?}\t{also:?}",
            member.id,
            cluster.id.0,
            member.relation,
            member.probability,
            member.wording,
            member.facts,
            member.own,
            member.changes,
        ));
    }
    lines.sort();
    let mut all = lines.join("\n");
    for cluster in grouping.clusters() {
        let ids: Vec<&str> = cluster.members.iter().map(|member| member.id.as_str()).collect();
        write!(all, "\n{ids:?}").expect("a string takes all");
    }
    for pair in grouping.look_alikes() {
        let (a, b) = (id(pair.a), id(pair.b));
        write!(all, "\n{a}\t{b}\t{:?}\t{:?}\t{:?}", pair.probability, pair.wording, pair.changes)
            .expect("a string takes all");
    }
    all
}

pub(crate) fn group(documents: &[Document]) -> Grouping {
    Deduplicator::new().group(documents).expect("ids that differ")
}

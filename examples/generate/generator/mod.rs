//! Documents with known labels, as many as are wanted, from a seed.
//!
//! In: a seed and the files of the project. Out: documents with the truth about them. Cost: tens of
//! microseconds a document; memory is that of the vocabulary and a window of a few thousand documents.
//!
//! A *family* is made at once, from its number alone: an unrelated text; or a release with its copies
//! and the siblings that share its stock sentences; or one issue of a bulletin series of hundreds.
//! Families stand in the stream one after the other, mixed within the window.

mod copies;
mod random;
mod release;
mod skeleton;
mod vocabulary;

use std::path::Path;

use ricalco::{Document, Timestamp};

use self::copies::{Kind, dress};
use self::random::{Random, Skew};
use self::release::{Names, Release, Sentence};
use self::skeleton::Part;
use self::vocabulary::Vocabulary;

/// A phrase that a tenth of all releases closes with.
const FORMULA: &str = "Il procedimento si trova nella fase delle indagini preliminari e le persone coinvolte \
    sono da ritenersi presunte innocenti fino a sentenza definitiva, come previsto dalla normativa vigente.";
const FORMULA_SHARE: f64 = 0.1;
/// Every so many families one is an issue of a series.
const SERIES_EVERY: u64 = 8;
/// Series that run at the same time, and how many issues each has.
const SERIES_AT_ONCE: u64 = 4;
const ISSUES: u64 = 300;
/// Offices that send releases; a few send most.
const OFFICES: usize = 3_000;
/// Of the families that are no bulletin, so many are a release with copies.
const RELEASES: f64 = 0.18;
/// Documents among which the stream is mixed.
const WINDOW: usize = 4_096;
/// The first day, 2026-01-01, and how many days the stream lasts.
const FIRST_DAY: i64 = 1_767_225_600;
const DAYS: u64 = 300;

/// A generated document and the truth about it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Made {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) title: String,
    pub(crate) outlet: String,
    /// Seconds since 1970-01-01T00:00:00Z.
    pub(crate) published: i64,
    /// Documents of one cluster derive from one release.
    pub(crate) cluster: u64,
    pub(crate) kind: &'static str,
    pub(crate) derived_from: Option<String>,
}

impl Made {
    /// The document without the truth.
    #[allow(dead_code, reason = "the command that writes JSON Lines has no use for it")]
    pub(crate) fn document(&self) -> Document {
        Document::new(self.id.as_str(), self.text.as_str())
            .with_title(self.title.as_str())
            .with_outlet(self.outlet.as_str())
            .with_published(Timestamp::from_seconds(self.published))
    }
}

/// Makes documents from a seed.
pub(crate) struct Generator {
    seed: u64,
    vocabulary: Vocabulary,
    /// The skeletons of each part of the corpus: texts of one part speak of like matter.
    parts: Vec<Part>,
    office_skew: Skew,
    closings: Vec<String>,
}

impl Generator {
    /// Reads `tests/corpus` and the rarity table of the project at `root`.
    pub(crate) fn new(root: &Path, seed: u64) -> std::io::Result<Self> {
        let mut texts: Vec<Vec<String>> = Vec::new();
        for part in 1..=7 {
            let lines = std::fs::read_to_string(root.join(format!("tests/corpus/D{part}.jsonl")))?;
            let values: Vec<serde_json::Value> =
                lines.lines().map(serde_json::from_str).collect::<serde_json::Result<_>>()?;
            // Of what is copied the first text alone, or its phrases would come back too often.
            let own = values.iter().filter(|value| value["derived_from"].is_null());
            texts.push(own.filter_map(|value| value["text"].as_str().map(str::to_owned)).collect());
        }
        let table = std::fs::read_to_string(root.join("src/read/rarity/it.tsv"))?;
        let all: Vec<String> = texts.concat();
        let (words, bodies) = skeleton::count(&all);
        let vocabulary = Vocabulary::new(&words, &table);
        let parts: Vec<Part> = texts.iter().map(|texts| Part::new(texts, &vocabulary, &bodies)).collect();
        let mut generator = Self {
            seed,
            vocabulary,
            parts,
            office_skew: Skew::new(OFFICES, 20.0, 0.9),
            closings: Vec::new(),
        };
        generator.closings = (0..OFFICES as u64).map(|office| generator.closing(office)).collect();
        Ok(generator)
    }

    /// The paragraph with which an office closes its releases.
    fn closing(&self, office: u64) -> String {
        let mut random = Random::of(&[self.seed, 1, office]);
        let names = Names::draw(&self.vocabulary, &mut random);
        let part = self.part(office);
        let mut closing = String::new();
        let (mut facts, mut matter) = (random.clone(), Vec::new());
        for at in 0..2 {
            let skeleton = random.pick(&part.skeletons);
            let sentence = Sentence::draw(skeleton, &self.vocabulary, &mut matter, &mut random, &mut facts);
            closing.push_str(if at == 0 { "" } else { " " });
            sentence.write(&names, &self.vocabulary, &mut closing);
        }
        closing
    }

    fn part(&self, number: u64) -> &Part {
        &self.parts[number as usize % self.parts.len()]
    }

    /// The documents of a family.
    pub(crate) fn family(&self, number: u64) -> Vec<Made> {
        Family::new(self, number).make()
    }

    /// The first `count` documents of the stream.
    pub(crate) fn documents(&self, count: u64) -> Documents<'_> {
        let random = Random::of(&[self.seed, 3]);
        Documents { generator: self, family: 0, window: Vec::with_capacity(WINDOW), random, left: count }
    }
}

/// The stream of documents.
pub(crate) struct Documents<'g> {
    generator: &'g Generator,
    family: u64,
    window: Vec<Made>,
    random: Random,
    left: u64,
}

impl Iterator for Documents<'_> {
    type Item = Made;

    fn next(&mut self) -> Option<Made> {
        self.left = self.left.checked_sub(1)?;
        while self.window.len() < WINDOW {
            self.window.extend(self.generator.family(self.family));
            self.family += 1;
        }
        let at = self.random.below(self.window.len());
        Some(self.window.swap_remove(at))
    }
}

/// A family being made.
struct Family<'g> {
    generator: &'g Generator,
    number: u64,
    clusters: u64,
    made: Vec<Made>,
    random: Random,
}

/// Who sends a release, and when.
struct Sender {
    office: u64,
    published: i64,
}

impl<'g> Family<'g> {
    fn new(generator: &'g Generator, number: u64) -> Self {
        let random = Random::of(&[generator.seed, 2, number]);
        Self { generator, number, clusters: 0, made: Vec::new(), random }
    }

    fn make(mut self) -> Vec<Made> {
        if self.number.is_multiple_of(SERIES_EVERY) {
            self.issue(self.number / SERIES_EVERY);
        } else if self.random.chance(RELEASES) {
            self.release_and_kin();
        } else {
            self.unrelated();
        }
        self.made
    }

    /// One issue of a series: the words of the series, its own figures, now and then a copy.
    fn issue(&mut self, number: u64) {
        let generator = self.generator;
        let series = number / (SERIES_AT_ONCE * ISSUES) * SERIES_AT_ONCE + number % SERIES_AT_ONCE;
        let mut words = Random::of(&[generator.seed, 4, series]);
        let names = Names::draw(&generator.vocabulary, &mut words);
        let part = generator.part(words.next());
        let mut matter = Vec::with_capacity(256);
        let mut sentences = Vec::new();
        for _ in 0..words.between(8, 13) {
            let skeleton = part.with_figures(&mut words);
            let facts = &mut self.random;
            sentences.push(Sentence::draw(skeleton, &generator.vocabulary, &mut matter, &mut words, facts));
        }
        sentences.extend(self.sentences(part, 2));
        let sender = Sender { office: series % OFFICES as u64, published: self.moment() };
        let (year, month, day) = Timestamp::from_seconds(sender.published).local_date();
        let issue = number / SERIES_AT_ONCE % ISSUES + 1;
        let opening = format!("Bollettino n. {issue} del {day:02}/{month:02}/{year}. ");
        let release = Release { opening, names, sentences, closing: Vec::new() };
        let cluster = self.cluster();
        let id = self.write_release(&release, &sender, cluster, "bulletin");
        if self.random.chance(0.25) {
            self.write_copy(&release, &id, &sender, cluster, Kind::Republish);
        }
    }

    /// A release with its copies, and releases of the same office that share its stock sentences.
    fn release_and_kin(&mut self) {
        let generator = self.generator;
        let office = generator.office_skew.draw(&mut self.random) as u64;
        let part = generator.part(office);
        let siblings = if self.random.chance(0.4) { self.random.between(1, 3) } else { 0 };
        let stock = if siblings > 0 { self.random.between(4, 7) } else { 0 };
        let words = Random::of(&[generator.seed, 5, self.number]);
        for sibling in 0..=siblings {
            let names = Names::draw(&generator.vocabulary, &mut self.random);
            let count = self.random.between(6, 11);
            let own = self.sentences(part, count);
            let stock = self.stock_sentences(part, stock, &mut words.clone());
            let (sentences, closing) = (alternating(own, stock), self.closings(office));
            let release = Release { opening: String::new(), names, sentences, closing };
            let sender = Sender { office, published: self.moment() + sibling as i64 * 7 * 3600 };
            let cluster = self.cluster();
            let kind = if sibling == 0 { "release" } else { "sibling" };
            let id = self.write_release(&release, &sender, cluster, kind);
            // The release has one copy or more, a sibling one in three has some: halves of halves.
            let mut more = sibling == 0 || self.random.chance(0.33);
            let mut copies = 0;
            while more && copies < 24 {
                let kind = Kind::draw(&mut self.random);
                self.write_copy(&release, &id, &sender, cluster, kind);
                copies += 1;
                more = self.random.chance(0.7);
            }
        }
    }

    /// A text that has nothing to do with any other, short one time in eight.
    fn unrelated(&mut self) {
        let generator = self.generator;
        let office = self.random.below(OFFICES) as u64;
        let names = Names::draw(&generator.vocabulary, &mut self.random);
        let short = self.random.chance(0.125);
        let count = if short { self.random.between(1, 3) } else { self.random.between(8, 18) };
        let part = generator.part(self.random.next());
        let sentences = self.sentences(part, count);
        let closing = if short { Vec::new() } else { self.closings(office) };
        let sender = Sender { office, published: self.moment() };
        let cluster = self.cluster();
        let release = Release { opening: String::new(), names, sentences, closing };
        self.write_release(&release, &sender, cluster, "unrelated");
    }

    /// The sentences that an office or the law puts under a release.
    fn closings(&mut self, office: u64) -> Vec<&'g str> {
        let mut closings = Vec::new();
        if self.random.chance(0.5) {
            closings.push(self.generator.closings[office as usize].as_str());
        }
        if self.random.chance(FORMULA_SHARE) {
            closings.push(FORMULA);
        }
        closings
    }

    fn cluster(&mut self) -> u64 {
        self.clusters += 1;
        self.number << 8 | (self.clusters - 1)
    }

    /// A moment within the day that the stream has come to.
    fn moment(&mut self) -> i64 {
        let day = (self.number / SERIES_EVERY / SERIES_AT_ONCE) % DAYS;
        FIRST_DAY + day as i64 * 86_400 + self.random.between(6 * 3600, 20 * 3600) as i64
    }

    /// New sentences about new facts.
    fn sentences(&mut self, part: &'g Part, count: usize) -> Vec<Sentence<'g>> {
        let mut words = Random::of(&[self.random.next()]);
        self.stock_sentences(part, count, &mut words)
    }

    /// Sentences in the words that a source of chance gives, about new facts.
    fn stock_sentences(&mut self, part: &'g Part, count: usize, words: &mut Random) -> Vec<Sentence<'g>> {
        let mut matter = Vec::with_capacity(256);
        (0..count)
            .map(|_| {
                // One sentence in two is like those of other matters: a corpus has few, news have many.
                let part = if words.chance(0.5) { self.generator.part(words.next()) } else { part };
                let skeleton = words.pick(&part.skeletons);
                Sentence::draw(skeleton, &self.generator.vocabulary, &mut matter, words, &mut self.random)
            })
            .collect()
    }

    fn write_release(
        &mut self,
        release: &Release<'g>,
        sender: &Sender,
        cluster: u64,
        kind: &'static str,
    ) -> String {
        let mut text = String::with_capacity(2560);
        release.write(&self.generator.vocabulary, &mut self.random, &mut text);
        let title = release.title(&self.generator.vocabulary, &mut self.random);
        let outlet = format!("Ufficio stampa {}", sender.office);
        self.put(Made { text, title, outlet, published: sender.published, cluster, kind, ..Made::default() })
    }

    /// Makes a copy of a release and writes it down.
    fn write_copy(&mut self, release: &Release<'g>, id: &str, sender: &Sender, cluster: u64, kind: Kind) {
        let generator = self.generator;
        let part = generator.part(sender.office);
        let mut copy = release.clone();
        match kind {
            Kind::Republish => {}
            Kind::Light => copies::light(&mut copy, &mut self.random),
            Kind::Rewrite => copies::rewrite(&mut copy, part, &mut self.random),
            Kind::Excerpt | Kind::Roundup => copies::excerpt(&mut copy, &mut self.random),
            Kind::Update => copies::update(&mut copy, &mut self.random),
        }
        let mut body = String::with_capacity(2560);
        copy.write(&generator.vocabulary, &mut self.random, &mut body);
        if kind == Kind::Roundup {
            for _ in 0..self.random.between(2, 3) {
                let names = Names::draw(&generator.vocabulary, &mut self.random);
                let part = generator.part(self.random.next());
                let count = self.random.between(2, 4);
                let sentences = self.sentences(part, count);
                let other = Release { opening: String::new(), names, sentences, closing: Vec::new() };
                body.push_str("\n\n");
                other.write(&generator.vocabulary, &mut self.random, &mut body);
            }
        }
        let published = sender.published + self.random.between(600, 30 * 3600) as i64;
        let (_, month, day) = Timestamp::from_seconds(published).local_date();
        let text = dress(&body, &release.names.places[0], day, month, &mut self.random);
        let title = copy.title(&generator.vocabulary, &mut self.random);
        let outlet = format!("Gazzetta {}", self.random.below(400));
        let derived_from = Some(id.to_owned());
        self.put(Made {
            text,
            title,
            outlet,
            published,
            cluster,
            kind: kind.as_str(),
            derived_from,
            ..Made::default()
        });
    }

    /// Numbers a document; gives its id.
    fn put(&mut self, made: Made) -> String {
        let id = format!("{:07}-{}", self.number, self.made.len());
        self.made.push(Made { id: id.clone(), ..made });
        id
    }
}

/// One of these, one of those, then what is left.
fn alternating<T>(these: Vec<T>, those: Vec<T>) -> Vec<T> {
    let (mut these, mut those) = (these.into_iter(), those.into_iter());
    let mut all = Vec::with_capacity(these.len() + those.len());
    loop {
        let (one, other) = (these.next(), those.next());
        if one.is_none() && other.is_none() {
            return all;
        }
        all.extend(one);
        all.extend(other);
    }
}

//! Align: the passages that two texts share, found in the texts themselves.
//!
//! In: two texts as they came, and their language. Out: an [`Alignment`]: the passages that both
//! have, with their places in both, however their order was changed; how much of each text they
//! cover; and each text's own matter. Furniture is passed over and never stands inside a passage.
//!
//! How: both texts are read as their content stems, stop words left out. Every run of stems that
//! both have is found from pairs of neighbouring stems that are not too common, as far as it goes
//! both ways. Runs are then taken greedily, the longest first, each time over words that are still
//! free (greedy string tiling, Wise 1993, as METER used it for newspapers' reuse of agency copy,
//! Clough et al. 2002); each one taken grows across small gaps, so that a changed word does not cut
//! a passage in two.
//!
//! Cost: `O(n log n)` in the words of both texts. A pair of stems so common that it makes more than
//! [`MOST_MEETINGS`] pairs of places starts no run (but runs go on through it), so there are at most
//! four runs a word; and the greedy part stops after [`WORK_PER_WORD`] steps a word, whatever it is
//! given. Gives up: a passage made only of such common pairs, as in a text of one word repeated,
//! unless both texts or their parts between furniture begin or end with it; and, inside a near
//! passage, which word stands for which.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use crate::language::Language;
use crate::read::furniture::furniture;
use crate::read::normalize::normalize;
use crate::read::stem::{StemHash, Stemmer};
use crate::read::tokenize::{TokenKind, Tokens, tokenize};

/// Content stems without which nothing is a passage: three are a name with its office, and chance.
const LEAST_STEMS: usize = 4;

/// Content stems that a run has at least; shorter ones belong to a passage only beside others.
const LEAST_RUN: usize = 2;

/// Most pairs of places at which a pair of stems may meet and still start a run: 8 times in each text.
const MOST_MEETINGS: usize = 64;

/// Steps of the greedy part for each content word of both texts; ordinary texts need less than one.
const WORK_PER_WORD: usize = 64;

/// The gaps that a passage grows across, in content words of the one and the other text, smallest
/// first. What follows must match for as many words as the gap has, and for [`LEAST_RUN`] at least,
/// so that half of what a passage spans is shared.
const GAPS: [(usize, usize); 8] = [(0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (2, 2)];

/// How the two sides of a passage are worded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Wording {
    /// The same words in the same order; letter case, accents and punctuation may differ.
    Verbatim,
    /// The same stems in the same order, but for small changes: endings, articles, a word or two.
    Near,
}

/// A passage that two texts share.
///
/// Its ranges are bytes of the texts as they were given, on character boundaries, from the first
/// letter of its first word to the last of its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Where it stands in the first text.
    pub a: Range<usize>,
    /// Where it stands in the second text.
    pub b: Range<usize>,
    /// How many content stems both sides have in common, 4 or more.
    pub stems: usize,
    /// How the two sides are worded.
    pub wording: Wording,
}

/// What two texts share and what each has for itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Alignment {
    /// The shared passages, the one with the most shared stems first; of equal ones, in the order of
    /// the text with fewer content words. In neither text do two of them overlap.
    pub passages: Vec<Passage>,
    /// The share of the first text's content words that the passages match, `0.0..=1.0`; 0 of none.
    pub coverage_a: f64,
    /// The share of the second text's content words that the passages match, `0.0..=1.0`; 0 of none.
    pub coverage_b: f64,
    /// The first text's own matter, in its order: spans with content words, in no passage and not
    /// furniture.
    pub own_a: Vec<Range<usize>>,
    /// The second text's own matter, in its order.
    pub own_b: Vec<Range<usize>>,
}

impl Alignment {
    /// The same alignment with the two texts in each other's place.
    #[must_use]
    pub fn swapped(mut self) -> Self {
        for passage in &mut self.passages {
            std::mem::swap(&mut passage.a, &mut passage.b);
        }
        std::mem::swap(&mut self.coverage_a, &mut self.coverage_b);
        std::mem::swap(&mut self.own_a, &mut self.own_b);
        self
    }
}

/// Finds the passages that two texts share.
///
/// The result depends on the two texts and the language alone, and `align(b, a)` is `align(a, b)`
/// [swapped](Alignment::swapped).
///
/// ```
/// use ricalco::Language;
/// use ricalco::judge::align::{Wording, align};
///
/// let release = "La giunta ha approvato il bando per le biblioteche scolastiche. Seguono i moduli.";
/// let article = "Lo rende noto il Comune: la giunta ha approvato il bando per le biblioteche scolastiche.";
/// let alignment = align(release, article, Language::Italian);
/// let passage = &alignment.passages[0];
/// assert_eq!(&release[passage.a.clone()], "La giunta ha approvato il bando per le biblioteche scolastiche");
/// assert_eq!(passage.wording, Wording::Verbatim);
/// assert_eq!(&article[alignment.own_b[0].clone()], "Lo rende noto il Comune");
/// ```
pub fn align(a: &str, b: &str, language: Language) -> Alignment {
    let mut stemmer = Stemmer::new(language);
    let first = Reading::read(a, language, &mut stemmer);
    let second = Reading::read(b, language, &mut stemmer);
    // One order for both ways of asking, so that the answer is the same.
    if (first.content.len(), a) <= (second.content.len(), b) {
        Tiling::new(&first, &second).tile()
    } else {
        Tiling::new(&second, &first).tile().swapped()
    }
}

/// One word, number or sign of a text.
struct Word {
    /// Where it stands in the text as it came.
    range: Range<usize>,
    /// Where its folded form stands in [`Reading::folded`].
    folded: Range<u32>,
    /// Whether it is a content word; stop words and signs are not.
    content: bool,
    /// How many pieces of furniture stand before it: no passage goes from one block to another.
    block: u32,
}

/// One content word.
struct Content {
    stem: StemHash,
    block: u32,
    /// Its position in [`Reading::words`].
    word: usize,
}

/// A text as the sequence of its words.
struct Reading {
    words: Vec<Word>,
    content: Vec<Content>,
    folded: String,
}

impl Reading {
    fn read(text: &str, language: Language, stemmer: &mut Stemmer) -> Self {
        let normalized = normalize(text);
        let furniture = furniture(normalized.text(), language);
        let mut tokens = Tokens::default();
        tokenize(normalized.text(), &furniture, language, &mut tokens);

        let mut pieces = furniture.iter().peekable();
        let (mut words, mut content) = (Vec::new(), Vec::new());
        let (mut block, mut end) = (0, 0);
        let mut stem_text = String::new();
        for token in &tokens.tokens {
            if token.kind == TokenKind::Punctuation {
                continue;
            }
            let place = token.range.start as usize..token.range.end as usize;
            while pieces.next_if(|piece| piece.range.start <= place.start).is_some() {
                block += 1;
            }
            let range = normalized.original(place);
            // Two tokens can come from one character of the original (½ is three); the first has it.
            if range.start < end || text.get(range.clone()).is_none_or(str::is_empty) {
                continue;
            }
            end = range.end;
            let mut word = Word { range, folded: token.folded.clone(), content: false, block };
            if token.kind != TokenKind::Sign {
                stem_text.clear();
                let stem = stemmer.stem(tokens.folded(token), &mut stem_text);
                if !stem.stop {
                    word.content = true;
                    content.push(Content { stem: stem.hash, block, word: words.len() });
                }
            }
            words.push(word);
        }
        Self { words, content, folded: tokens.buffer }
    }

    /// The folded form of a word of this text.
    fn folded(&self, word: &Word) -> &str {
        self.folded.get(word.folded.start as usize..word.folded.end as usize).unwrap_or_default()
    }

    /// Each pair of neighbouring stems with the place of the first; none spans two blocks.
    fn pairs(&self) -> impl Iterator<Item = ((StemHash, StemHash), u32)> {
        let pairs = self.content.windows(2).zip(0..);
        pairs.filter_map(|(pair, at)| match pair {
            [one, two] if one.block == two.block => Some(((one.stem, two.stem), at)),
            _ => None,
        })
    }

    /// The position of each block's first content word.
    fn block_starts(&self) -> impl DoubleEndedIterator<Item = usize> {
        let starts = |&i: &usize| i == 0 || self.content[i].block != self.content[i - 1].block;
        (0..self.content.len()).filter(starts)
    }
}

/// One text while it is being tiled.
struct Side<'t> {
    text: &'t Reading,
    /// For each word, whether a passage has it.
    taken: Vec<bool>,
}

impl<'t> Side<'t> {
    fn new(text: &'t Reading) -> Self {
        Self { text, taken: vec![false; text.words.len()] }
    }

    fn is_free(&self, i: usize) -> bool {
        self.text.content.get(i).is_some_and(|content| !self.taken[content.word])
    }

    /// The stem `steps` content words away, if that is a free word of the same block.
    fn stem(&self, from: usize, steps: usize, forward: bool) -> Option<StemHash> {
        let at = if forward { from.checked_add(steps) } else { from.checked_sub(steps) }?;
        let (here, there) = (self.text.content.get(from)?, self.text.content.get(at)?);
        (here.block == there.block && !self.taken[there.word]).then_some(there.stem)
    }

    /// The word next to `at`, if it is a free stop word or sign of the same block.
    fn stop_beside(&self, at: usize, forward: bool) -> Option<(usize, &str)> {
        let beside = if forward { at.checked_add(1) } else { at.checked_sub(1) }?;
        let (here, there) = (self.text.words.get(at)?, self.text.words.get(beside)?);
        let free = here.block == there.block && !there.content && !self.taken[beside];
        free.then(|| (beside, self.text.folded(there)))
    }

    /// The folded words of a span.
    fn spoken(&self, span: &Span) -> impl Iterator<Item = &str> {
        self.text.words[span.first..=span.last].iter().map(|word| self.text.folded(word))
    }

    /// The bytes of a span in the text as it came.
    fn bytes(&self, span: &Span) -> Range<usize> {
        self.text.words[span.first].range.start..self.text.words[span.last].range.end
    }

    fn take(&mut self, span: &Span) {
        self.taken[span.first..=span.last].fill(true);
    }

    /// The share of the content words that `stems` are.
    fn coverage(&self, stems: usize) -> f64 {
        stems as f64 / self.text.content.len().max(1) as f64
    }

    /// The spans that no passage has, if they have content.
    fn own(&self) -> Vec<Range<usize>> {
        let free: Vec<(usize, &Word)> =
            self.text.words.iter().enumerate().filter(|&(i, _)| !self.taken[i]).collect();
        let spans = free.chunk_by(|(i, one), (j, two)| i + 1 == *j && one.block == two.block);
        let own = spans.filter_map(|span| match (span.first(), span.last()) {
            (Some((_, first)), Some((_, last))) if span.iter().any(|(_, word)| word.content) => {
                Some(first.range.start..last.range.end)
            }
            _ => None,
        });
        own.collect()
    }
}

/// The words from `first` to `last`, both included.
struct Span {
    first: usize,
    last: usize,
}

/// A run of content stems that both texts have; the greatest is the longest, then the earliest.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    stems: usize,
    a: Reverse<usize>,
    b: Reverse<usize>,
}

impl Run {
    fn new(a: usize, b: usize, stems: usize) -> Self {
        Self { stems, a: Reverse(a), b: Reverse(b) }
    }
}

/// How far a passage grows from one of its ends: content words on each side, and those shared.
#[derive(Default)]
struct Growth {
    a: usize,
    b: usize,
    stems: usize,
}

/// Two texts while passages are being taken from them.
struct Tiling<'t> {
    a: Side<'t>,
    b: Side<'t>,
}

impl<'t> Tiling<'t> {
    fn new(a: &'t Reading, b: &'t Reading) -> Self {
        Self { a: Side::new(a), b: Side::new(b) }
    }

    /// Takes passages, the longest runs first, until none is left.
    fn tile(mut self) -> Alignment {
        let mut runs = BinaryHeap::from(runs(self.a.text, self.b.text));
        let words = self.a.text.content.len() + self.b.text.content.len();
        let mut work = words.saturating_mul(WORK_PER_WORD);
        let mut passages = Vec::new();
        while let Some(Run { stems, a: Reverse(a), b: Reverse(b) }) = runs.pop() {
            let Some(left) = work.checked_sub(stems) else { break };
            work = left;
            let free: Vec<usize> =
                (0..stems).filter(|&k| self.a.is_free(a + k) && self.b.is_free(b + k)).collect();
            if free.len() == stems {
                passages.extend(self.take(a, b, stems));
                continue;
            }
            // A passage taken earlier has a part of it: what is left waits for its turn.
            let pieces = free.chunk_by(|k, next| k + 1 == *next).filter(|piece| piece.len() >= LEAST_RUN);
            runs.extend(pieces.map(|piece| Run::new(a + piece[0], b + piece[0], piece.len())));
        }
        passages.sort_by_key(|passage| (Reverse(passage.stems), passage.a.start));
        let stems = passages.iter().map(|passage| passage.stems).sum();
        Alignment {
            coverage_a: self.a.coverage(stems),
            coverage_b: self.b.coverage(stems),
            own_a: self.a.own(),
            own_b: self.b.own(),
            passages,
        }
    }

    /// Grows a free run both ways and takes it, if that makes a passage.
    fn take(&mut self, a: usize, b: usize, stems: usize) -> Option<Passage> {
        let (end_a, end_b) = (a + stems - 1, b + stems - 1);
        let before = self.grow(a, b, false);
        let after = self.grow(end_a, end_b, true);
        let stems = before.stems + stems + after.stems;
        if stems < LEAST_STEMS {
            return None;
        }
        let word = |side: &Side<'_>, i: usize| side.text.content.get(i).map(|content| content.word);
        let mut span_a = Span { first: word(&self.a, a - before.a)?, last: word(&self.a, end_a + after.a)? };
        let mut span_b = Span { first: word(&self.b, b - before.b)?, last: word(&self.b, end_b + after.b)? };
        (span_a.first, span_b.first) = self.widen(span_a.first, span_b.first, false);
        (span_a.last, span_b.last) = self.widen(span_a.last, span_b.last, true);
        self.a.take(&span_a);
        self.b.take(&span_b);
        let same = self.a.spoken(&span_a).eq(self.b.spoken(&span_b));
        let wording = if same { Wording::Verbatim } else { Wording::Near };
        Some(Passage { a: self.a.bytes(&span_a), b: self.b.bytes(&span_b), stems, wording })
    }

    /// How far a passage that ends at a pair of content words goes on, across [`GAPS`].
    fn grow(&self, a: usize, b: usize, forward: bool) -> Growth {
        let mut growth = Growth::default();
        loop {
            let run = self.matching(a, b, &growth, (0, 0), forward);
            growth.a += run;
            growth.b += run;
            growth.stems += run;
            let bridge = GAPS.iter().find_map(|&(gap_a, gap_b)| {
                let run = self.matching(a, b, &growth, (gap_a, gap_b), forward);
                (run >= gap_a.max(gap_b).max(LEAST_RUN)).then_some((gap_a, gap_b))
            });
            let Some((gap_a, gap_b)) = bridge else { return growth };
            growth.a += gap_a;
            growth.b += gap_b;
        }
    }

    /// How many stems match after a gap; none where the gap's own words are not free.
    ///
    /// Behind a gap it counts no further than it must to accept the gap.
    fn matching(&self, a: usize, b: usize, from: &Growth, gap: (usize, usize), forward: bool) -> usize {
        let all_free = |side: &Side<'_>, i: usize, start: usize, gap: usize| {
            (1..=gap).all(|step| side.stem(i, start + step, forward).is_some())
        };
        if !all_free(&self.a, a, from.a, gap.0) || !all_free(&self.b, b, from.b, gap.1) {
            return 0;
        }
        let most = if gap == (0, 0) { usize::MAX } else { gap.0.max(gap.1).max(LEAST_RUN) };
        let same = |&step: &usize| {
            let stem = self.a.stem(a, from.a + gap.0 + step, forward);
            stem.is_some() && stem == self.b.stem(b, from.b + gap.1 + step, forward)
        };
        (1..=most).take_while(same).count()
    }

    /// Moves two ends of a passage over the stop words and signs that both have beside them.
    fn widen(&self, mut a: usize, mut b: usize, forward: bool) -> (usize, usize) {
        while let (Some((next_a, word_a)), Some((next_b, word_b))) =
            (self.a.stop_beside(a, forward), self.b.stop_beside(b, forward))
        {
            if word_a != word_b {
                break;
            }
            (a, b) = (next_a, next_b);
        }
        (a, b)
    }
}

/// Every run of [`LEAST_RUN`] content stems and more that both texts have and that one of the seeds
/// lies on, each as long as it goes.
fn runs(a: &Reading, b: &Reading) -> Vec<Run> {
    let same = |i: usize, j: usize| match (a.content.get(i), b.content.get(j)) {
        (Some(one), Some(two)) => one.stem == two.stem,
        _ => false,
    };
    // Whether a run at (i, j) came from (i - 1, j - 1).
    let joined = |i: usize, j: usize| {
        i > 0
            && j > 0
            && same(i - 1, j - 1)
            && a.content[i].block == a.content[i - 1].block
            && b.content[j].block == b.content[j - 1].block
    };
    let mut runs: Vec<Run> = Vec::new();
    // The diagonal of the run found last, and where it ends in `a`.
    let mut last = None;
    for (diagonal, seed) in seeds(a, b) {
        let (mut i, mut j) = (seed, (seed as i64 + diagonal) as usize);
        if last.is_some_and(|(of, end)| of == diagonal && seed < end) || !same(i, j) {
            continue;
        }
        while joined(i, j) {
            (i, j) = (i - 1, j - 1);
        }
        let mut stems = 1;
        while same(i + stems, j + stems) && joined(i + stems, j + stems) {
            stems += 1;
        }
        last = Some((diagonal, i + stems));
        if stems >= LEAST_RUN {
            runs.push(Run::new(i, j, stems));
        }
    }
    runs
}

/// Where runs are looked for, as diagonal (place in `b` minus place in `a`) and place in `a`,
/// ascending: at each pair of stems that both have and that is not too common, and where blocks and
/// texts begin and end, so that equal texts align whatever they repeat.
fn seeds(a: &Reading, b: &Reading) -> Vec<(i64, usize)> {
    let mut seeds = Vec::new();
    let mut seed = |i: usize, j: usize| seeds.push((j as i64 - i as i64, i));
    for (i, j) in a.block_starts().zip(b.block_starts()) {
        seed(i, j);
    }
    if let (Some(i), Some(j)) = (a.content.len().checked_sub(1), b.content.len().checked_sub(1)) {
        seed(i, j);
    }
    let places = |text: &Reading, of_b: bool| {
        text.pairs().map(|(pair, at)| (pair, of_b, at as usize)).collect::<Vec<_>>()
    };
    let mut pairs = places(a, false);
    pairs.append(&mut places(b, true));
    pairs.sort_unstable();
    for meeting in pairs.chunk_by(|one, two| one.0 == two.0) {
        let (in_a, in_b) = meeting.split_at(meeting.partition_point(|&(_, of_b, _)| !of_b));
        if in_a.len().saturating_mul(in_b.len()) > MOST_MEETINGS {
            continue;
        }
        for &(_, _, i) in in_a {
            for &(_, _, j) in in_b {
                seed(i, j);
            }
        }
    }
    seeds.sort_unstable();
    seeds
}

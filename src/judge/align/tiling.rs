//! Tiling: passages taken from two texts, the longest runs first, so that none overlap.
//!
//! In: two readings. Out: their alignment. Cost: `O(n log n)` in words, [`WORK_PER_WORD`] steps a word
//! at most. Source: greedy string tiling, Wise 1993.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use super::runs::{LEAST_RUN, Run, runs};
use super::{Alignment, Change, Passage, PassageKind, Reading, Word};
use crate::read::stem::StemHash;

/// Content stems without which nothing is a passage: three are a name with its office, and chance.
const LEAST_STEMS: usize = 4;

/// Steps of the greedy part for each content word of both texts; ordinary texts need less than one.
const WORK_PER_WORD: usize = 64;

/// The gaps that a passage grows across, in content words of the one and the other text, smallest
/// first. What follows must match for as many words as the gap has, and for [`LEAST_RUN`] at least,
/// so that half of what a passage spans is shared.
const GAPS: [(usize, usize); 8] = [(0, 1), (1, 0), (1, 1), (0, 2), (2, 0), (1, 2), (2, 1), (2, 2)];

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

    /// The bytes of content words; of none, the place behind the content word before them.
    fn between(&self, gap: &Range<usize>) -> Range<usize> {
        let range =
            |i: usize| self.text.content.get(i).map(|content| self.text.words[content.word].range.clone());
        let before = gap.start.checked_sub(1).and_then(range).map_or(0, |range| range.end);
        match (range(gap.start), gap.end.checked_sub(1).and_then(range)) {
            (Some(first), Some(last)) if !gap.is_empty() => first.start..last.end,
            _ => before..before,
        }
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

/// How far a passage grows from one of its ends: content words on each side, and those shared.
#[derive(Default)]
struct Growth {
    a: usize,
    b: usize,
    stems: usize,
    /// The gaps that were crossed, as content words of the two texts.
    gaps: Vec<(Range<usize>, Range<usize>)>,
}

/// Two texts while passages are being taken from them.
pub(super) struct Tiling<'t> {
    a: Side<'t>,
    b: Side<'t>,
}

impl<'t> Tiling<'t> {
    pub(super) fn new(a: &'t Reading, b: &'t Reading) -> Self {
        Self { a: Side::new(a), b: Side::new(b) }
    }

    /// Takes passages, the longest runs first, until none is left.
    pub(super) fn tile(mut self) -> Alignment {
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
        let kind = if same { PassageKind::Verbatim } else { PassageKind::Near };
        let gaps = before.gaps.iter().rev().chain(&after.gaps);
        let changes = gaps.map(|(a, b)| Change { a: self.a.between(a), b: self.b.between(b) }).collect();
        Some(Passage { a: self.a.bytes(&span_a), b: self.b.bytes(&span_b), stems, kind, changes })
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
            let crossed = |from: usize, grown: usize, gap: usize| {
                if forward {
                    from + grown + 1..from + grown + 1 + gap
                } else {
                    from - grown - gap..from - grown
                }
            };
            growth.gaps.push((crossed(a, growth.a, gap_a), crossed(b, growth.b, gap_b)));
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

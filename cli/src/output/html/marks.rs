//! Marks: a text cut where passages, changes, own matter and facts begin and end.
//!
//! In: a text and the byte ranges that are to be marked in it. Out: its blocks in order, each a
//! passage, own matter or neither, and in each block pieces with or without a mark. Every range is
//! clipped at the blocks' edges, so that marks nest whatever the ranges are. Cost: `O(n)` in the
//! text and `O(p * r)` in the pieces and ranges of a block.
//!
//! Of a long text only the edges of long blocks are shown: what matters is where they stand.

use std::ops::Range;

/// A text longer than this is shown shortened, in bytes: about 2,500 words.
const LONG: usize = 16_000;
/// Of a long text a block longer than this is shown shortened to its edges.
const LONG_BLOCK: usize = 2_400;
/// What is shown of each edge.
const EDGE: usize = 600;

/// What is to be marked in one text.
#[derive(Debug, Default)]
pub(super) struct Ranges {
    /// Passages in the order in which they are numbered; none overlap.
    pub(super) passages: Vec<Range<usize>>,
    /// What was changed inside passages.
    pub(super) changes: Vec<Range<usize>>,
    /// Own matter; no overlap with passages.
    pub(super) own: Vec<Range<usize>>,
    /// Facts, with what the mark says of them.
    pub(super) facts: Vec<(Range<usize>, FactMark)>,
}

/// How a fact is marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FactMark {
    /// The other text has it too.
    Agrees,
    /// The other text has this instead.
    Disagrees(String),
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A shared passage, by its number from 0.
    Passage(usize),
    /// The text's own matter.
    Own,
    /// Furniture and what stands between.
    Plain,
}

/// A stretch of a text that is of one kind.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block<'t> {
    pub(super) kind: Kind,
    pub(super) pieces: Vec<Piece<'t>>,
}

/// A stretch of a block under the same marks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece<'t> {
    pub(super) text: &'t str,
    /// Words that were left out before it.
    pub(super) left_out: usize,
    pub(super) changed: bool,
    pub(super) fact: Option<FactMark>,
}

impl Block<'_> {
    /// The number of the passage, for the ids of anchors.
    pub(super) fn passage(&self) -> Option<usize> {
        match self.kind {
            Kind::Passage(number) => Some(number),
            _ => None,
        }
    }

    /// Whether it is the text's own matter.
    pub(super) fn is_own(&self) -> bool {
        self.kind == Kind::Own
    }
}

/// Cuts a text into marked blocks.
pub(super) fn mark<'t>(text: &'t str, ranges: &Ranges) -> Vec<Block<'t>> {
    let passages = ranges.passages.iter().enumerate().map(|(number, range)| (range, Kind::Passage(number)));
    let own = ranges.own.iter().map(|range| (range, Kind::Own));
    let mut kinds: Vec<(&Range<usize>, Kind)> = passages.chain(own).collect();
    kinds.sort_by_key(|(range, _)| (range.start, range.end));
    let cutter = Cutter::new(text, ranges);
    let mut blocks = Vec::new();
    let mut at = 0;
    for (range, kind) in kinds {
        // Ranges of one alignment do not overlap; should two, the first has the bytes of both.
        let (start, end) = (range.start.max(at), range.end);
        if text.get(start..end).is_none_or(str::is_empty) {
            continue;
        }
        cutter.block(Kind::Plain, at..start, &mut blocks);
        cutter.block(kind, start..end, &mut blocks);
        at = end;
    }
    cutter.block(Kind::Plain, at..text.len(), &mut blocks);
    blocks
}

struct Cutter<'t, 'r> {
    text: &'t str,
    ranges: &'r Ranges,
    /// Every place where a change or a fact begins or ends, ascending.
    edges: Vec<usize>,
}

impl<'t, 'r> Cutter<'t, 'r> {
    fn new(text: &'t str, ranges: &'r Ranges) -> Self {
        let marked = ranges.changes.iter().chain(ranges.facts.iter().map(|(range, _)| range));
        let marked = marked.filter(|range| text.get((*range).clone()).is_some());
        let mut edges: Vec<usize> = marked.flat_map(|range| [range.start, range.end]).collect();
        edges.sort_unstable();
        edges.dedup();
        Self { text, ranges, edges }
    }

    fn block(&self, kind: Kind, range: Range<usize>, blocks: &mut Vec<Block<'t>>) {
        if range.is_empty() {
            return;
        }
        let meets = |other: &Range<usize>| other.start < range.end && range.start < other.end;
        let changes: Vec<_> = self.ranges.changes.iter().filter(|change| meets(change)).collect();
        let facts: Vec<_> = self.ranges.facts.iter().filter(|(fact, _)| meets(fact)).collect();
        let long = self.text.len() > LONG && range.len() > LONG_BLOCK;
        let parts = if long { edges_of(self.text, &range) } else { [range.clone(), range.end..range.end] };
        let mut pieces = Vec::new();
        let mut shown = parts[0].start;
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            let gap = self.text.get(shown..part.start).unwrap_or_default();
            let mut left_out = gap.split_whitespace().count();
            shown = part.end;
            let from = self.edges.partition_point(|&edge| edge <= part.start);
            let inner = self.edges.iter().skip(from).copied().take_while(|&edge| edge < part.end);
            let cuts: Vec<usize> = [part.start].into_iter().chain(inner).chain([part.end]).collect();
            for (&start, &end) in cuts.iter().zip(cuts.iter().skip(1)) {
                let Some(text) = self.text.get(start..end) else { continue };
                let within = |range: &Range<usize>| range.start <= start && end <= range.end;
                let found = facts.iter().filter(|(range, _)| within(range)).map(|(_, mark)| mark);
                // Where two facts overlap, the one that disagrees is the news.
                let fact = found.max_by_key(|mark| **mark != FactMark::Agrees).cloned();
                pieces.push(Piece { text, left_out, changed: changes.iter().any(|r| within(r)), fact });
                left_out = 0;
            }
        }
        blocks.push(Block { kind, pieces });
    }
}

/// The two edges of a long block, cut at spaces where there are any.
fn edges_of(text: &str, range: &Range<usize>) -> [Range<usize>; 2] {
    let is_space = |at: &usize| text.as_bytes().get(*at).is_some_and(u8::is_ascii_whitespace);
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let first = (range.start + EDGE..range.start + 2 * EDGE).find(is_space);
    let first = first.or_else(|| (range.start + EDGE..range.end).find(is_boundary));
    let last = (range.end - 2 * EDGE..range.end - EDGE).rev().find(is_space);
    let last = last.or_else(|| (range.end - EDGE..range.end).find(is_boundary));
    [range.start..first.unwrap_or(range.end), last.unwrap_or(range.end)..range.end]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks as one line: `[number:passage]`, `<own>`, `{changed}`, `*agrees*`, `!disagrees|other!`.
    fn drawn(text: &str, ranges: &Ranges) -> String {
        let piece = |piece: &Piece<'_>| {
            let text = match &piece.fact {
                Some(FactMark::Agrees) => format!("*{}*", piece.text),
                Some(FactMark::Disagrees(other)) => format!("!{}|{other}!", piece.text),
                None => piece.text.to_owned(),
            };
            if piece.changed { format!("{{{text}}}") } else { text }
        };
        let block = |block: Block<'_>| {
            let inner = block.pieces.iter().map(piece).collect::<Vec<_>>().concat();
            match block.kind {
                Kind::Passage(number) => format!("[{number}:{inner}]"),
                Kind::Own => format!("<{inner}>"),
                Kind::Plain => inner,
            }
        };
        mark(text, ranges).into_iter().map(block).collect::<Vec<_>>().concat()
    }

    #[test]
    fn marks_nest_whatever_the_ranges_are() {
        let ranges = Ranges {
            passages: vec![8..19, 0..3],
            changes: vec![12..16, 16..19],
            own: vec![20..23, 23..26],
            facts: vec![(4..11, FactMark::Agrees), (16..23, FactMark::Disagrees("5".into()))],
        };
        assert_eq!(
            drawn("uno due tre quattro cinque", &ranges),
            "[1:uno] *due *[0:*tre* {quat}{!tro|5!}]! |5!<!cin|5!><que>"
        );
    }

    #[test]
    fn a_range_that_is_none_hides_nothing() {
        let ranges = Ranges { own: vec![0..2, 5..90], changes: vec![4..7, 1..3], ..Ranges::default() };
        let shown: usize = mark("aé🙂b", &ranges).iter().flat_map(|b| &b.pieces).map(|p| p.text.len()).sum();
        assert_eq!(shown, "aé🙂b".len());
    }

    #[test]
    fn of_a_long_block_the_edges_are_shown_with_what_was_left_out() {
        let text = "parola ".repeat(10_000);
        let blocks = mark(&text, &Ranges::default());
        let [block] = blocks.as_slice() else { panic!("{}", blocks.len()) };
        let shown: usize = block.pieces.iter().map(|piece| piece.text.split_whitespace().count()).sum();
        let left_out: usize = block.pieces.iter().map(|piece| piece.left_out).sum();
        assert_eq!(shown + left_out, 10_000);
        assert!(shown < 400, "{shown}");
    }
}

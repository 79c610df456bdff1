//! Explain: one pair for people, from the texts.
//!
//! In: two documents. Out: a [`Comparison`]. Cost: that of reading both, judging them and aligning
//! their texts: a few milliseconds for two releases.

use super::deduplicator::Deduplicator;
use crate::document::Document;
use crate::judge::comparison::{Comparison, RoundupItem, Side};
use crate::judge::evidence::{Evidence, Scratch};
use crate::judge::{model, roundup};
use crate::read::reader::Reader;

impl Deduplicator {
    /// Judges one pair and shows why, from the texts: shared passages, facts that agree and
    /// disagree, what decided.
    ///
    /// ```
    /// use ricalco::{Deduplicator, Document};
    ///
    /// let release = Document::new("a", "Il ponte sul Sermola costerà 1.284.500 euro e aprirà il 14 settembre.");
    /// let article = Document::new("b", "Aprirà il 14 settembre il ponte sul Sermola: costo, 1,2845 milioni di euro.");
    /// let comparison = Deduplicator::new().explain(&release, &article);
    /// let agree: Vec<&str> = comparison.agree.iter().map(|pair| pair.b.words.as_str()).collect();
    /// assert!(agree.contains(&"1.284.500 euro"), "{agree:?}");
    /// assert!(agree.contains(&"14 settembre"), "{agree:?}");
    /// ```
    pub fn explain(&self, a: &Document, b: &Document) -> Comparison {
        let (print_a, print_b) = (self.read(a), self.read(b));
        let verdict = self.compare(&print_a, &print_b);
        let scratch = &mut Scratch::default();
        let mut evidence = Evidence::of(&print_a, &print_b, scratch);
        let deciding = roundup::deciding(model::probability(&evidence), &print_a, &print_b, scratch);
        let item = deciding.map(|(item, of_item, _)| {
            evidence = of_item;
            let (document, print) = if item.of_a { (a, &print_a) } else { (b, &print_b) };
            let places = item.places.start..=item.places.end.saturating_sub(1);
            let text = Reader::new(print.language()).words_between(document, places);
            // The full stop of the item before stands at the place of the first term.
            let text = text.trim_start_matches(|mark: char| !mark.is_alphanumeric()).to_owned();
            RoundupItem { of_a: item.of_a, text }
        });
        let side_a = Side { document: a, language: print_a.language() };
        let side_b = Side { document: b, language: print_b.language() };
        Comparison { item, ..Comparison::of(side_a, side_b, verdict, &evidence) }
    }
}

//! Judging: the probability of a pair, by the index's settings.
//!
//! In: two fingerprints. Out: a probability; 0 for two documents published further apart than the
//! time window allows, and for strangers, which clusters do not tell apart. Cost: that of a verdict,
//! or less. As a verdict does, it depends on the two documents alone.

use crate::document::Timestamp;
use crate::group::cluster::STRANGERS;
use crate::judge::evidence::Scratch;
use crate::judge::ready::{Held, Ready};
use crate::judge::sift::sift;
use crate::read::fingerprint::Fingerprint;

/// What decides whether two documents are linked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judging {
    /// Two documents are linked at this probability and above.
    pub(super) threshold: f32,
    /// Seconds between two publications, at the most.
    pub(super) window: Option<u64>,
}

impl Judging {
    pub(super) fn probability(&self, a: &Fingerprint, b: &Fingerprint, scratch: &mut Scratch) -> f32 {
        self.probability_beside(&Ready::from(a).into(), &b.into(), STRANGERS as f32, scratch)
    }

    /// The same for a document that is held and compared with many; 0 where it is less than a floor.
    pub(super) fn probability_beside(
        &self,
        a: &Held<'_>,
        b: &Ready<'_>,
        floor: f32,
        scratch: &mut Scratch,
    ) -> f32 {
        let published = |print: &Fingerprint| print.published().map(Timestamp::seconds);
        if !self.is_within_window(published(a.print()), published(b.print())) {
            return 0.0;
        }
        sift(a, b, floor.min(self.threshold), scratch).probability.unwrap_or(0.0)
    }

    /// Whether two documents may be linked by their times of publication, in seconds, where known.
    pub(super) fn is_within_window(&self, a: Option<i64>, b: Option<i64>) -> bool {
        match (self.window, a, b) {
            (Some(window), Some(a), Some(b)) => a.abs_diff(b) <= window,
            _ => true,
        }
    }
}

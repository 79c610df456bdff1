//! Judging: the probability of a pair, by the index's settings.
//!
//! In: two fingerprints. Out: a probability; 0 for two documents published further apart than the
//! time window allows. Cost: that of a verdict. As a verdict does, it depends on the two documents
//! alone.

use crate::judge::evidence::{Evidence, Scratch};
use crate::judge::model;
use crate::judge::wording::{Held, Weighed};
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
        self.probability_beside(&Weighed::from(a).into(), b, scratch)
    }

    /// The same for a document that is held and compared with many.
    pub(super) fn probability_beside(&self, a: &Held<'_>, b: &Fingerprint, scratch: &mut Scratch) -> f32 {
        if !self.is_within_window(a.print(), b) {
            return 0.0;
        }
        model::probability(&Evidence::against(a, &b.into(), scratch))
    }

    fn is_within_window(&self, a: &Fingerprint, b: &Fingerprint) -> bool {
        match (self.window, a.published(), b.published()) {
            (Some(window), Some(a), Some(b)) => a.seconds().abs_diff(b.seconds()) <= window,
            _ => true,
        }
    }
}

//! Two documents: from a pair of fingerprints to a verdict.
//!
//! ```text
//! fingerprint a \               / wording \
//!                > merge joins <           > evidence -> model -> verdict
//! fingerprint b /               \ facts   /
//! ```
//!
//! A verdict depends on its two documents and on the model's version, on nothing else. [`align`]
//! works on the texts themselves, for people who want to see what is shared.

pub mod agreement;
pub mod align;
pub mod comparison;
pub mod evidence;
pub mod model;
pub mod reasons;
pub mod verdict;
mod weights;
pub mod wording;

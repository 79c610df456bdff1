//! Two documents: from a pair of fingerprints to a verdict.
//!
//! ```text
//! fingerprint a \               / wording \
//!                > merge joins <           > evidence -> model -> verdict
//! fingerprint b /               \ facts   /
//! ```
//!
//! A verdict depends on its two documents and on the model's version, on nothing else.

pub mod agreement;
pub mod evidence;
pub mod verdict;
pub mod wording;

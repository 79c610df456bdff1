//! Two documents: from a pair to a verdict.
//!
//! [`align`] works on the texts themselves, for people who want to see what is shared.

pub mod align;

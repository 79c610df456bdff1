//! The model's numbers, made by `cargo run --release --example train`; not to be edited.

use super::model::Tree;

/// See [`super::model::VERSION`].
pub(super) const VERSION: u32 = 1;
/// See [`super::model::THRESHOLD`].
pub(super) const THRESHOLD: f32 = 0.4;
/// The log-odds before any tree speaks.
pub(super) const BASE: f32 = 0.0;
/// The trees.
pub(super) const TREES: &[Tree] = &[];

//! Align.

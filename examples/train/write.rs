//! Writes a model as the source of `src/judge/weights.rs`.

use std::fmt::Write;

use crate::rows::Model;

/// The file, from the project's root.
pub(crate) const PATH: &str = "src/judge/weights.rs";

const HEAD: &str = "\
//! The model's numbers, made by `cargo run --release --example train`; not to be edited.
#![cfg_attr(rustfmt, rustfmt_skip)]
#![allow(clippy::unreadable_literal, clippy::excessive_precision, clippy::approx_constant)]

use super::tree::Tree;

/// See [`super::model::VERSION`].
pub(super) const VERSION: u32 = 1;
/// See [`super::model::THRESHOLD`].
pub(super) const THRESHOLD: f32 = 0.4;
/// The log-odds before any tree speaks.
";

/// The source for a model. The version stands in [`HEAD`] and is raised there with every release
/// whose numbers are new; so does the threshold, the best for clusters in the cross-validated tables.
pub(crate) fn source(model: &Model) -> String {
    let mut text = String::from(HEAD);
    write(&mut text, model).expect("a string takes all");
    text
}

fn write(text: &mut String, model: &Model) -> std::fmt::Result {
    writeln!(text, "pub(super) const BASE: f32 = {:?};", model.base)?;
    writeln!(text, "/// The trees.\npub(super) const TREES: &[Tree] = &[")?;
    for tree in &model.trees {
        writeln!(
            text,
            "    Tree {{\n        features: {:?},\n        thresholds: [{}],\n        children: {:?},\n        leaves: [{}],\n    }},",
            tree.features,
            list(&tree.thresholds),
            tree.children,
            list(&tree.leaves)
        )?;
    }
    writeln!(text, "];")
}

fn list(values: &[f32]) -> String {
    let number =
        |value: &f32| if value.is_finite() { format!("{value:?}") } else { "f32::INFINITY".to_owned() };
    values.iter().map(number).collect::<Vec<_>>().join(", ")
}

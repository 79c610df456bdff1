//! Contrast: every ink of the report on every paper that it stands on, in both schemes, computed as
//! WCAG 2.2 has it (success criterion 1.4.3: 4.5 for text; 1.4.11: 3 for what is no text).

use super::STYLE;

/// Inks and the papers that they stand on.
const TEXT: &[(&str, &[&str])] = &[
    ("ink", &["paper", "card", "shared", "changed", "own", "badge"]),
    ("soft", &["paper", "card", "own", "shared"]),
    ("link", &["paper", "card"]),
    ("agrees", &["card", "shared", "changed", "own"]),
    ("differs", &["card", "shared", "changed", "own", "badge"]),
    ("on-accent", &["accent"]),
];
/// Marks and edges that must be seen.
const EDGES: &[(&str, &[&str])] = &[
    ("accent", &["paper", "card"]),
    ("shared-edge", &["card", "own"]),
    ("soft", &["card"]),
    ("link", &["card"]),
];

/// The colours of a scheme: the `number`th block of `:root` in the style.
fn scheme(number: usize) -> Vec<(&'static str, [f64; 3])> {
    let block = STYLE.split(":root {").nth(number).and_then(|rest| rest.split('}').next()).expect("a scheme");
    let colour = |line: &'static str| {
        let (name, value) = line.trim().strip_prefix("--")?.split_once(": #")?;
        let hex = value.trim_end_matches(';');
        let part = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
        Some((name, [part(0)?, part(2)?, part(4)?].map(f64::from)))
    };
    block.lines().filter_map(colour).collect()
}

/// Relative luminance, `0.0..=1.0`.
fn luminance(colour: [f64; 3]) -> f64 {
    let [red, green, blue] = colour.map(|part| {
        let part = part / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: [f64; 3], other: [f64; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn black_on_white_has_the_most() {
    assert!((contrast([0.0; 3], [255.0; 3]) - 21.0).abs() < 1e-9);
}

#[test]
fn every_ink_can_be_read_on_its_papers() {
    let mut wrong = Vec::new();
    for (name, number) in [("light", 1), ("dark", 2)] {
        let scheme = scheme(number);
        let colour = |wanted: &str| scheme.iter().find(|(name, _)| *name == wanted).expect(wanted).1;
        for (pairs, least) in [(TEXT, 4.5), (EDGES, 3.0)] {
            for (ink, papers) in pairs {
                for paper in *papers {
                    let found = contrast(colour(ink), colour(paper));
                    if found < least {
                        wrong.push(format!("{name}: {ink} on {paper}: {found:.2}, {least} is wanted"));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

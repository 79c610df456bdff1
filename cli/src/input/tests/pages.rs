//! The main text of the twelve pages in `tests/data/pages`: all of it, and little else.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use super::super::InputOptions;
use super::read_paths;

/// Pairs of neighbouring words, counted.
fn pairs(text: &str) -> BTreeMap<(String, String), usize> {
    let words: Vec<String> = text
        .split(|char: char| !char.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut pairs = BTreeMap::new();
    for pair in words.windows(2) {
        *pairs.entry((pair[0].clone(), pair[1].clone())).or_default() += 1;
    }
    pairs
}

#[test]
fn the_main_text_of_italian_pages_is_found() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/pages");
    let mut pages: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    pages.sort();
    assert_eq!(pages.len(), 12);
    let (mut found, mut clean) = (0.0, 0.0);
    for page in &pages {
        let outcome = read_paths(std::slice::from_ref(page), &InputOptions::default());
        let record = outcome.only();
        assert!(record.document.title().is_some(), "{}", page.display());
        let wanted = pairs(&fs::read_to_string(page.with_extension("txt")).unwrap());
        let got = pairs(record.document.text());
        let shared: usize = got.iter().map(|(pair, count)| *count.min(wanted.get(pair).unwrap_or(&0))).sum();
        let share = shared as f64 / wanted.values().sum::<usize>() as f64;
        assert!(share > 0.9, "{}: {share}\n{}", page.display(), record.document.text());
        found += share / 12.0;
        clean += shared as f64 / got.values().sum::<usize>() as f64 / 12.0;
    }
    println!("found {found:.3} clean {clean:.3}");
    assert!(found > 0.985 && clean > 0.92, "found {found:.3}, clean {clean:.3}");
}

#[test]
fn a_page_tells_its_title_site_date_and_language() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/pages/01-wordpress.html");
    let outcome = read_paths(&[page], &InputOptions::default());
    let document = &outcome.only().document;
    assert_eq!(document.title(), Some("Incendio nella notte, distrutto un capannone a Castel Ronzone"));
    assert_eq!(document.outlet(), Some("La Gazzetta del Ronzo"));
    assert_eq!(
        document.published().map(|moment| moment.to_string()).as_deref(),
        Some("2026-03-14T09:12:45+01:00")
    );
    assert_eq!(document.language(), Some(ricalco::Language::Italian));
}

#[test]
fn a_hostile_page_is_read_as_plain_markup_or_quickly() {
    let started = std::time::Instant::now();
    for piece in
        ["<div>", "<b>", "<p>", "<table><tr><td>", "<a href=x>", "<select><option>", "<p><b><i>x</p>", "<!--"]
    {
        let page = format!("<html><body>{}testo", piece.repeat(20_000));
        let outcome = super::read_bytes("a.html", page, &InputOptions::default());
        assert!(outcome.bad.is_empty(), "{piece}: {:?}", outcome.bad);
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

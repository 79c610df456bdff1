//! The HTML report: what is in it, and that it can be used in a browser.

mod browser;
mod support;

use std::fs;

use browser::Browser;
use serde_json::json;
use support::{Folder, OTHER, RELEASE, REWRITE, SIBLING, copy, ricalco};

/// One document with all that is known of it.
fn document(id: &str, title: &str, outlet: &str, published: &str, text: &str) -> String {
    let document =
        json!({ "id": id, "title": title, "outlet": outlet, "published": published, "text": text });
    format!("{document}\n")
}

/// A release with a copy and a rewrite, a look-alike, something else; hostile and bare documents.
fn batch() -> String {
    let hostile =
        format!("{OTHER} <script>document.title = 'preso'</script></details><img src=x onerror=alert(1)>");
    [
        document(
            "release",
            "Ponte sul Sermola, via ai lavori",
            "Provincia di Valdrana",
            "2026-09-01T09:00:00+02:00",
            RELEASE,
        ),
        document(
            "copy",
            "Il ponte si farà",
            "Gazzetta di \"Collefosco\" & C.",
            "2026-09-01T12:30:00+02:00",
            &copy(),
        ),
        document("rewrite", "Perché il ponte si rifà", "La Voce", "2026-09-02T07:00:00+02:00", REWRITE),
        document(
            "sibling",
            "Ponte sul Gandino, via ai lavori",
            "Provincia di Valdrana",
            "2026-10-20T09:00:00+02:00",
            SIBLING,
        ),
        document(
            "<b>hostile</b>",
            "Stagione <script>alert(2)</script>",
            "<i>Cronaca</i>",
            "2026-09-03",
            &hostile,
        ),
        support::line("bare-1", OTHER),
        support::line("bare-2", &format!("{OTHER} 🙂")),
        support::line("empty", " "),
    ]
    .concat()
}

/// Writes the report of a batch and says where it is.
fn report(folder: &Folder, batch: &str, options: &[&str]) -> String {
    let (input, output) = (folder.file("batch.jsonl", batch), folder.path("report.html"));
    ricalco().args(["group", "-q", "-o", &output, &input]).args(options).assert().success();
    output
}

fn written(batch: &str, options: &[&str]) -> String {
    let folder = Folder::new();
    fs::read_to_string(report(&folder, batch, options)).expect("the report")
}

#[test]
fn nothing_is_loaded_and_nothing_is_left_open() {
    let page = written(&batch(), &[]);
    for (attribute, begin) in [(" src=", ""), (" href=\"", "#"), ("url(", "#"), ("@import", "#")] {
        // What a text says is not markup: there, every quotation mark and bracket is escaped.
        let elsewhere =
            page.split(attribute).skip(1).find(|rest| begin.is_empty() || !rest.starts_with(begin));
        let elsewhere = elsewhere.filter(|rest| !rest.starts_with("x onerror"));
        assert!(
            elsewhere.is_none(),
            "{attribute}{}",
            elsewhere.unwrap_or_default().get(..60).unwrap_or_default()
        );
    }
    assert!(page.contains("default-src 'none'"));
    for element in ["article", "details", "div", "section", "main", "ol", "a", "b", "span"] {
        let (opened, closed) = (format!("<{element}"), format!("</{element}>"));
        let after = |at: usize| page.get(at + opened.len()..).unwrap_or_default();
        let opened =
            page.match_indices(&opened).filter(|(at, _)| after(*at).starts_with([' ', '>', '\n'])).count();
        assert_eq!(opened, page.matches(&closed).count(), "{element}");
    }
}

#[test]
fn what_a_text_says_is_shown_and_not_obeyed() {
    let page = written(&batch(), &[]);
    assert_eq!(page.matches("<script>").count(), 1, "only the report's own");
    assert!(!page.contains("<img") && !page.contains("<i>Cronaca") && !page.contains("<b>hostile"));
    assert!(page.contains("&#60;script&#62;document.title"), "the text is there");
}

#[test]
fn the_largest_cluster_comes_first_and_its_source_beside_each_member() {
    let page = written(&batch(), &[]);
    let clusters = page.split("<article").skip(1).filter_map(|rest| rest.split("</article>").next());
    let clusters: Vec<&str> = clusters.collect();
    assert_eq!(clusters.len(), 2);
    let sizes: Vec<&str> = clusters
        .iter()
        .map(|c| c.split("aria-hidden=\"true\">").nth(1).expect("a size"))
        .map(|s| &s[..1])
        .collect();
    assert!(sizes.is_sorted_by(|one, other| one >= other), "{sizes:?}");
    let ponte = clusters.iter().find(|cluster| cluster.contains("Sermola")).expect("the bridge");
    assert_eq!(ponte.matches("class=\"beside\"").count(), 2);
    assert!(ponte.contains("class=\"passage\"") && ponte.contains("class=\"agrees\""));
    assert!(!ponte.contains("Gandino"), "the look-alike stands elsewhere");
}

#[test]
fn look_alikes_say_what_sets_them_apart() {
    // Bulletins and other releases of one office, as the corpus has them.
    let corpus = ["D1", "D2", "D3", "D4"].map(|part| {
        let path = format!("{}/../tests/corpus/{part}.jsonl", env!("CARGO_MANIFEST_DIR"));
        fs::read_to_string(path).expect("the corpus")
    });
    let page = written(&corpus.concat(), &[]);
    let apart = page.split("id=\"apart\"").nth(1).expect("the section");
    let apart = apart.split("id=\"singles\"").next().expect("its end");
    let pairs: Vec<&str> = apart.split("class=\"alike\"").skip(1).collect();
    assert!(!pairs.is_empty());
    for pair in pairs {
        assert!(pair.contains("class=\"reasons\"") && pair.contains("class=\"against\""), "{pair}");
    }
    assert!(apart.contains("Si contraddicono") && apart.contains("class=\"differs\""));
}

#[test]
fn it_speaks_the_language_of_the_documents_or_the_one_asked_for() {
    assert!(written(&batch(), &[]).contains("<html lang=\"it\">"));
    assert!(written(&batch(), &["--lang", "en"]).contains("<html lang=\"en\">"));
    let page = written(&batch(), &["--ui", "en"]);
    assert!(page.contains("<html lang=\"en\">") && page.contains("They agree on"));
    assert!(!page.contains("Concordano"));
}

#[test]
fn the_same_documents_give_the_same_bytes() {
    assert_eq!(written(&batch(), &[]), written(&batch(), &["--threads", "1"]));
}

#[test]
fn long_texts_are_shown_shortened_and_large_clusters_whole() {
    let sentence = |i: usize| format!("Al punto {i} il consiglio discute una spesa di {}7 euro. ", i * 31);
    let long: String = (0..5_000).map(sentence).collect();
    let batch =
        [support::line("a", &long), support::line("b", &format!("Dal nostro inviato. {long}"))].concat();
    let page = written(&batch, &[]);
    assert!(page.len() < 200_000, "{} bytes for two texts of 50,000 words", page.len());
    assert!(page.contains("parole omesse"));

    let crowd: String =
        (0..500).map(|i| support::line(&format!("d{i:03}"), &format!("{RELEASE} Nota {i}."))).collect();
    let page = written(&crowd, &[]);
    assert_eq!(page.matches("<details class=\"member").count(), 499);
}

#[test]
fn nothing_at_all_makes_a_report_too() {
    assert!(written("", &[]).contains("Nessun documento ricalca un altro."));
}

/// A browser that has opened the report, or nothing where there is none.
fn opened(folder: &Folder, arguments: &[&str]) -> Option<Browser> {
    let path = report(folder, &batch(), &[]);
    let browser = Browser::start(arguments)?;
    browser.open(&path);
    Some(browser)
}

/// A script that says how many clusters are seen.
const SEEN: &str = "[...document.querySelectorAll('.cluster')].filter(c => c.checkVisibility()).length";

#[test]
fn it_opens_and_nothing_complains() {
    let folder = Folder::new();
    let Some(browser) = opened(&folder, &[]) else { return };
    assert_eq!(browser.run("return document.title"), "Chi ricalca che cosa");
    assert_eq!(browser.run(&format!("return {SEEN}")), 2);
    assert_eq!(browser.complaints(), Vec::<serde_json::Value>::new());
}

#[test]
fn it_searches_and_filters() {
    let folder = Folder::new();
    let Some(browser) = opened(&folder, &[]) else { return };
    browser.type_into("#text", "PERCHE il ponte");
    browser.wait(&format!("return {SEEN} === 1"));
    assert_eq!(browser.run("return document.getElementById('count').textContent"), "1");
    browser.type_into("#text", " zzz");
    browser.wait(&format!("return {SEEN} === 0 && document.getElementById('nothing').checkVisibility()"));
    assert_eq!(browser.run("return document.querySelectorAll('.rest:not([hidden])').length"), 0);
    browser.click("button[type=reset]");
    browser.wait(&format!("return {SEEN} === 2"));
    for (field, value, seen) in [
        ("outlet", "La Voce", 1),
        ("outlet", "Gazzetta di \"Collefosco\" & C.", 1),
        ("relation", "rewritten", 1),
        ("from", "2026-10-01", 0),
        ("until", "2026-09-02", 1),
    ] {
        let set = format!(
            "const field = document.getElementById({field:?}); field.value = {value:?}; \
             field.dispatchEvent(new Event('input', {{ bubbles: true }})); return field.value === {value:?}"
        );
        assert_eq!(browser.run(&set), true, "{field} cannot be {value}");
        browser.wait(&format!("return {SEEN} === {seen}"));
        browser.click("button[type=reset]");
        browser.wait(&format!("return {SEEN} === 2"));
    }
}

/// The cluster of the bridge, as a selector.
const BRIDGE: &str = ".cluster:has([data-outlet='La Voce'])";

#[test]
fn a_cluster_opens_and_a_highlight_leads_to_its_counterpart() {
    let folder = Folder::new();
    let Some(browser) = opened(&folder, &["--window-size=1200,700"]) else {
        return;
    };
    browser.click(&format!("{BRIDGE} summary"));
    let member = format!("{BRIDGE} details.member[data-outlet^='Gazzetta']");
    browser.click(&format!("{member} > summary"));
    browser.wait(&format!("return document.querySelector(\"{member} .beside\").checkVisibility()"));
    browser.click(&format!("{member} .beside section:first-child a.passage"));
    browser.wait(
        "const target = document.querySelector(':target'); if (!target) return false; \
         const box = target.getBoundingClientRect(); \
         return target.closest('.right') !== null && box.top >= 0 && box.top < innerHeight",
    );
    browser.click(&format!("{member} .right a.passage:target"));
    browser.wait("return document.querySelector(':target').closest('.right') === null");
}

#[test]
fn the_keyboard_is_enough() {
    const TAB: &str = "\u{E004}";
    const ENTER: &str = "\u{E007}";
    let folder = Folder::new();
    let Some(browser) = opened(&folder, &[]) else { return };
    browser.press(TAB);
    assert_eq!(browser.run("return document.activeElement.className"), "skip");
    browser.press(ENTER);
    browser.wait("return document.activeElement.id === 'clusters'");
    browser.press(TAB);
    assert_eq!(browser.run("return document.activeElement.localName"), "summary");
    browser.press(ENTER);
    browser.wait("return document.querySelector('.cluster details').open");
    let outline = "return getComputedStyle(document.activeElement).outlineStyle";
    assert_eq!(browser.run(outline), "solid", "the focus is seen");
}

#[test]
fn nothing_runs_over_the_edge_of_a_narrow_window() {
    let folder = Folder::new();
    let Some(browser) = opened(&folder, &["--window-size=500,800"]) else { return };
    browser.run("for (const details of document.querySelectorAll('details')) details.open = true");
    let widths = browser.run("return [document.documentElement.scrollWidth, innerWidth]");
    assert!(widths[0].as_u64() <= widths[1].as_u64(), "{widths}");
}

#[test]
fn it_follows_a_dark_scheme() {
    let folder = Folder::new();
    let dark = "return getComputedStyle(document.body).backgroundColor";
    let Some(browser) = opened(&folder, &[]) else { return };
    let light = browser.run(dark);
    drop(browser);
    let Some(browser) = opened(&folder, &["--blink-settings=preferredColorScheme=0"]) else { return };
    assert_ne!(browser.run(dark), light);
}

#[test]
fn without_script_it_can_be_read_and_opened() {
    let folder = Folder::new();
    let Some(browser) = opened(&folder, &["--blink-settings=scriptEnabled=false"]) else { return };
    assert_eq!(browser.run("return document.getElementById('filter').checkVisibility()"), false);
    browser.click(&format!("{BRIDGE} summary"));
    browser.click(&format!("{BRIDGE} details.member > summary"));
    browser.click(&format!("{BRIDGE} .beside a.passage"));
    browser.wait("return document.querySelector(':target') !== null");
}

#[test]
fn a_link_into_a_closed_cluster_opens_it() {
    let folder = Folder::new();
    let Some(browser) = opened(&folder, &[]) else { return };
    let id = browser.run("return document.querySelector('.member').id");
    browser.run(&format!("location.hash = '#' + {id}"));
    browser.wait("return document.querySelector('.member').open && document.querySelector('.member').checkVisibility()");
}

#[test]
fn of_very_many_documents_the_browser_lays_out_what_is_seen() {
    let lines = |count: usize| -> String {
        (0..count).map(|number| support::line(&format!("{number}"), &format!("Numero {number}."))).collect()
    };
    for (count, many) in [(10, false), (3100, true)] {
        assert_eq!(written(&lines(count), &[]).contains("<body class=\"many\">"), many, "{count}");
    }
}

#[test]
fn a_thousand_documents_load_at_once() {
    let folder = Folder::new();
    let batch: String = (0..1000)
        .map(|i| {
            let (family, copy) = (i / 4, i % 4);
            let text = RELEASE.replace("1.284.500", &format!("{}.{:03}", family + 100, family * 7 % 1000));
            let text = text
                .replace("Sermola", &format!("Rio{family}"))
                .replace("210 giorni", &format!("{family} giorni"));
            document(
                &format!("{family}-{copy}"),
                &format!("Ponte {family}"),
                "Voce",
                "2026-09-01",
                &format!("{text} Nota {copy}."),
            )
        })
        .collect();
    let path = report(&folder, &batch, &[]);
    let Some(browser) = Browser::start(&[]) else { return };
    browser.open(&path);
    let timing = "const [page] = performance.getEntriesByType('navigation'); return page.loadEventEnd";
    browser.wait("return performance.getEntriesByType('navigation')[0].loadEventEnd > 0");
    let milliseconds = browser.run(timing).as_f64().expect("a time");
    let scroll = browser.run(
        "const start = performance.now(); \
         for (let i = 0; i < 50; i += 1) { scrollTo(0, i * 400); document.body.getBoundingClientRect(); } \
         return performance.now() - start",
    );
    println!(
        "loaded in {milliseconds:.0} ms, fifty steps in {scroll} ms, {} bytes",
        fs::metadata(&path).expect("it").len()
    );
    assert!(milliseconds < 5_000.0, "{milliseconds} ms");
}

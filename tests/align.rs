//! Shared passages: a table of named cases, and what must hold for any two texts.

use std::ops::Range;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use ricalco::Language;
use ricalco::judge::align::{Alignment, PassageKind, align};

const MEASURES: &str = "La giunta comunale di Roccabruna ha approvato ieri il piano per la manutenzione \
    di dodici ponti pedonali lungo il torrente Varaita.";
const BUDGET: &str =
    "Il finanziamento ammonta a 1.284.500 euro, provenienti dal fondo regionale per il dissesto.";
const WORKS: &str = "I cantieri apriranno a settembre e dureranno quattordici mesi, con interruzioni notturne \
    della circolazione.";

/// One case: two texts and what they share, longest passage first.
struct Case {
    name: &'static str,
    a: String,
    b: String,
    /// The passage in `a`, the passage in `b`, how far they agree.
    shared: Vec<(&'static str, &'static str, PassageKind)>,
    own_a: Vec<&'static str>,
    own_b: Vec<&'static str>,
}

#[expect(clippy::too_many_lines, reason = "a table")]
fn cases() -> Vec<Case> {
    use PassageKind::{Near, Verbatim};
    let case = |name, a: &str, b: &str| Case {
        name,
        a: a.to_owned(),
        b: b.to_owned(),
        shared: Vec::new(),
        own_a: Vec::new(),
        own_b: Vec::new(),
    };
    let measures = MEASURES.trim_end_matches('.');
    let budget = BUDGET.trim_end_matches('.');
    let works = WORKS.trim_end_matches('.');
    vec![
        Case { shared: vec![(measures, measures, Verbatim)], ..case("verbatim copy", MEASURES, MEASURES) },
        Case {
            shared: vec![
                (measures, measures, Verbatim),
                (works, works, Verbatim),
                (budget, budget, Verbatim),
            ],
            ..case(
                "reordered paragraphs",
                &format!("{MEASURES}\n\n{BUDGET}\n\n{WORKS}"),
                &format!("{WORKS}\n\n{BUDGET}\n\n{MEASURES}"),
            )
        },
        Case {
            shared: vec![(
                measures,
                "La giunta comunale di Roccabruna ha varato il piano per la manutenzione di dodici ponti pedonali sul \
                 torrente Varaita",
                Near,
            )],
            ..case(
                "light edit",
                MEASURES,
                "La giunta comunale di Roccabruna ha varato il piano per la manutenzione di dodici ponti pedonali \
                 sul torrente Varaita.",
            )
        },
        Case {
            shared: vec![(
                "ordinanza comunale vieta il lancio di botti nelle piazze",
                "ordinanze comunali vietano i lanci del botto in piazza",
                Near,
            )],
            own_b: vec!["Da quest'anno le", "e nei cortili"],
            ..case(
                "other endings, other articles",
                "L'ordinanza comunale vieta il lancio di botti nelle piazze.",
                "Da quest'anno le ordinanze comunali vietano i lanci del botto in piazza e nei cortili.",
            )
        },
        Case {
            shared: vec![(budget, budget, Verbatim)],
            own_a: vec![],
            own_b: vec![
                "Tra le delibere di marzo spicca quella sui sentieri",
                "L'opposizione si è astenuta e chiede chiarimenti",
            ],
            ..case(
                "one sentence quoted in another text",
                BUDGET,
                &format!(
                    "Tra le delibere di marzo spicca quella sui sentieri. «{BUDGET}» L'opposizione si è astenuta e \
                     chiede chiarimenti."
                ),
            )
        },
        Case {
            own_a: vec![works],
            own_b: vec!["Il concerto di Ferragosto è rinviato per pioggia al sabato successivo"],
            ..case(
                "nothing shared",
                WORKS,
                "Il concerto di Ferragosto è rinviato per pioggia al sabato successivo.",
            )
        },
        Case {
            own_a: vec!["Non è che per quello che ne hanno detto, ma di corsa"],
            own_b: vec!["E non è che per quello che ne hanno, con la pioggia"],
            ..case(
                "function words alone are no passage",
                "Non è che per quello che ne hanno detto, ma di corsa.",
                "E non è che per quello che ne hanno, con la pioggia.",
            )
        },
        Case {
            shared: vec![(
                "L'incendio nell'ex fornace di Vobarno è stato domato dall'elicottero",
                "L’incendio nell’ex fornace di Vobarno è stato domato dall’elicottero",
                Verbatim,
            )],
            ..case(
                "curly and plain apostrophes",
                "L'incendio nell'ex fornace di Vobarno è stato domato dall'elicottero.",
                "L’incendio nell’ex fornace di Vobarno è stato domato dall’elicottero.",
            )
        },
        Case {
            shared: vec![(
                "E' la citta' con piu' biciclette, perche' i viali alberati lo consentono",
                "È la città con più biciclette, perché i viali alberati lo consentono",
                Verbatim,
            )],
            ..case(
                "agency accents",
                "E' la citta' con piu' biciclette, perche' i viali alberati lo consentono.",
                "È la città con più biciclette, perché i viali alberati lo consentono.",
            )
        },
        Case {
            shared: vec![(
                "TRUFFA AGLI ANZIANI, RECUPERATI GIOIELLI E DENARO A CALCINATO",
                "Truffa agli anziani, recuperati gioielli e denaro a Calcinato",
                Verbatim,
            )],
            own_b: vec!["due le persone denunciate"],
            ..case(
                "upper-case title",
                "TRUFFA AGLI ANZIANI, RECUPERATI GIOIELLI E DENARO A CALCINATO",
                "Truffa agli anziani, recuperati gioielli e denaro a Calcinato: due le persone denunciate",
            )
        },
        Case { ..case("two empty texts", "", "") },
        Case { own_b: vec![works], ..case("an empty text", " \u{feff}\n", WORKS) },
    ]
}

#[test]
fn named_cases() {
    for case in cases() {
        let Case { name, a, b, shared, own_a, own_b } = &case;
        let found = align(a, b, Language::Italian);
        let seen: Vec<(&str, &str, PassageKind)> = found
            .passages
            .iter()
            .map(|passage| (&a[passage.a.clone()], &b[passage.b.clone()], passage.kind))
            .collect();
        assert_eq!(&seen, shared, "{name}");
        let texts = |text: &str, ranges: &[Range<usize>]| -> Vec<String> {
            ranges.iter().map(|range| text[range.clone()].to_owned()).collect()
        };
        assert_eq!(&texts(a, &found.own_a), own_a, "{name}, own matter of a");
        assert_eq!(&texts(b, &found.own_b), own_b, "{name}, own matter of b");
        if own_a.is_empty()
            && !shared.is_empty()
            && shared.iter().all(|passage| passage.2 == PassageKind::Verbatim)
        {
            assert_eq!(found.coverage_a, 1.0, "{name}");
        }
        check(a, b);
    }
}

/// An office's correction: two facts of a sentence changed, a word gone.
#[test]
fn changes_inside_a_passage_are_told() {
    let a = "Il sequestro riguarda 310 viaggi e circa 4.200 tonnellate di rifiuti tessili, abbandonati in quattro \
             capannoni dismessi di Valdarno; gli indagati sono sette, residenti tra Prato e Ferrara.";
    let b = "Il sequestro riguarda 310 viaggi e circa 3.700 tonnellate di rifiuti, abbandonati in quattro capannoni \
             dismessi di Valdarno; gli indagati sono nove, residenti tra Prato e Ferrara.";
    let found = align(a, b, Language::Italian);
    assert_eq!((found.passages.len(), found.passages[0].kind), (1, PassageKind::Near));
    let changes: Vec<(&str, &str)> =
        found.passages[0].changes.iter().map(|change| (&a[change.a.clone()], &b[change.b.clone()])).collect();
    assert_eq!(changes, [("4.200", "3.700"), ("tessili", ""), ("sette", "nove")]);
    check(a, b);
}

#[test]
fn furniture_is_never_shared() {
    let line = "© RIPRODUZIONE RISERVATA - Tutti i diritti riservati";
    let a = format!("{MEASURES}\n\n{line}");
    let b = format!("{WORKS}\n\n{line}");
    assert_eq!(align(&a, &b, Language::Italian).passages, []);
    // A passage stops at furniture and starts again behind it.
    let cut = format!("{MEASURES}\n\nLeggi anche: Il mercato coperto riapre a giugno\n\n{WORKS}");
    let found = align(&format!("{MEASURES}\n\n{WORKS}"), &cut, Language::Italian);
    assert!(found.passages.iter().all(|passage| !cut[passage.b.clone()].contains("mercato")), "{found:?}");
    assert_eq!(found.coverage_b, 1.0);
    check(&a, &cut);
}

#[test]
fn english_is_read_with_its_own_stemmer() {
    let a = "The council approved the new bridges on Tuesday after a long debate.";
    let b = "On Monday night, the council approves a new bridge after long debates.";
    let found = align(a, b, Language::English);
    assert_eq!(found.passages.len(), 1, "{found:?}");
    assert_eq!(found.passages[0].kind, PassageKind::Near);
}

/// Texts that repeat themselves: every pair of words meets every other, and none of them may hang.
#[test]
fn repetition_costs_no_more_than_its_length() {
    let start = Instant::now();
    let words = "acqua ".repeat(1_000_000);
    let found = align(&words, &words, Language::Italian);
    assert_eq!((found.passages.len(), found.coverage_a), (1, 1.0));
    align(&words, &"acqua ".repeat(900_000), Language::Italian);
    let block = "vento debole da ovest, mare poco mosso, temperature stazionarie. ".repeat(20_000);
    let other = "temperature stazionarie, mare poco mosso, vento debole da est. ".repeat(20_000);
    align(&block, &other, Language::Italian);
    // One rare word between many that repeat.
    let sown = |step: usize| -> String {
        (0..100_000).map(|i| if i % step == 0 { format!("perla{i} ") } else { "onda ".to_owned() }).collect()
    };
    align(&sown(50), &sown(100), Language::Italian);
    // A minute would already be a hang for 30 MB; quadratic cost would be hours.
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

/// Panics unless everything that an alignment promises holds for these two texts.
fn check(a: &str, b: &str) {
    for language in [Language::Italian, Language::English] {
        let found = align(a, b, language);
        assert_eq!(found, align(b, a, language).swapped(), "the other way round");
        side(a, &found, |passage| passage.0.clone(), &found.own_a, found.coverage_a);
        side(b, &found, |passage| passage.1.clone(), &found.own_b, found.coverage_b);
        assert!(found.passages.is_sorted_by(|one, two| one.stems >= two.stems), "longest first");
        assert!(found.passages.iter().all(|passage| passage.stems >= 4));
        let same = align(a, a, language);
        assert_eq!(same, same.clone().swapped(), "a text with itself");
        assert!(same.passages.iter().all(|passage| passage.kind == PassageKind::Verbatim));
    }
}

fn side(
    text: &str,
    found: &Alignment,
    which: impl Fn(&(Range<usize>, Range<usize>)) -> Range<usize>,
    own: &[Range<usize>],
    coverage: f64,
) {
    let shared = found.passages.iter().map(|passage| which(&(passage.a.clone(), passage.b.clone())));
    let mut ranges: Vec<Range<usize>> = shared.chain(own.iter().cloned()).collect();
    for range in &ranges {
        assert!(text.get(range.clone()).is_some_and(|part| !part.is_empty()), "{range:?} of {text:?}");
    }
    for passage in &found.passages {
        let outer = which(&(passage.a.clone(), passage.b.clone()));
        let inner: Vec<Range<usize>> =
            passage.changes.iter().map(|change| which(&(change.a.clone(), change.b.clone()))).collect();
        assert!(inner.iter().all(|range| outer.start < range.start && range.end < outer.end));
        assert!(inner.iter().all(|range| text.get(range.clone()).is_some()));
        assert!(inner.is_sorted_by(|one, two| one.end <= two.start), "changes in order");
        assert!(inner.is_empty() || passage.kind == PassageKind::Near);
    }
    ranges.sort_by_key(|range| range.start);
    assert!(ranges.is_sorted_by(|one, two| one.end <= two.start), "overlap in {ranges:?}");
    assert!(own.is_sorted_by(|one, two| one.end <= two.start), "own matter in order");
    assert!((0.0..=1.0).contains(&coverage));
}

/// Words enough to make passages, with what makes their places hard: signs that become several
/// letters, apostrophes, entities, furniture.
const PIECES: [&str; 24] = [
    "giunta ",
    "ponte ",
    "acqua ",
    "Varaita ",
    "maggio ",
    "strada ",
    "lavori ",
    "della ",
    "di ",
    "e ",
    "l’",
    "dell'",
    "citta' ",
    "È ",
    "½ ",
    "ﬁne ",
    "1.284.500 ",
    "20% ",
    "&amp; ",
    "\u{ad}",
    "\u{301}",
    ". ",
    "\n\n",
    "© RIPRODUZIONE RISERVATA\n",
];

fn copy() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_copy_keeps_the_promises(a in copy(), b in copy()) {
        check(&a, &b);
    }

    #[test]
    fn any_text_keeps_the_promises(a in ".{0,80}", b in "(?s).{0,80}") {
        check(&a, &b);
        check(&a, &format!("{b} {a} {b}"));
    }

    #[test]
    fn what_is_moved_is_found(turn in 0usize..3, swap in any::<bool>()) {
        let mut parts = [MEASURES, BUDGET, WORKS];
        parts.rotate_left(turn);
        if swap {
            parts.swap(0, 1);
        }
        let found = align(&[MEASURES, BUDGET, WORKS].join("\n"), &parts.join("\n"), Language::Italian);
        prop_assert_eq!((found.coverage_a, found.coverage_b), (1.0, 1.0));
        prop_assert!(found.own_a.is_empty() && found.own_b.is_empty());
    }
}

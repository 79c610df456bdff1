//! What Italian copy does, and what is read in it: one row a habit.

use std::cell::RefCell;

use proptest::prelude::*;
use ricalco::Language;
use ricalco::read::normalize::normalize;
use ricalco::read::stem::{StemHash, Stemmer};
use ricalco::read::tokenize::{Case, TokenKind, Tokens, tokenize};

fn read(text: &str, language: Language) -> (String, Tokens) {
    let normalized = normalize(text).text().to_owned();
    let mut tokens = Tokens::default();
    tokenize(&normalized, &[], language, &mut tokens);
    (normalized, tokens)
}

/// The folded forms, a space between; punctuation is left out, a number is marked by `#`, a sign by `:`.
fn folded(text: &str, language: Language) -> String {
    let (_, tokens) = read(text, language);
    let mut words = Vec::new();
    for token in &tokens.tokens {
        let folded = tokens.folded(token);
        match token.kind {
            TokenKind::Word => words.push(folded.to_owned()),
            TokenKind::Number => words.push(format!("#{folded}")),
            TokenKind::Sign => words.push(format!(":{folded}")),
            TokenKind::Address => words.push(format!("@{folded}")),
            _ => {}
        }
    }
    words.join(" ")
}

const NORMALIZED: &[(&str, &str, &str)] = &[
    ("apostrophes", "l’attività dell‘ente, po´ e un`altra", "l'attività dell'ente, po' e un'altra"),
    ("quotation marks", "“Fondaco” «Aurora» „Levante‟ ‹Sole›", "\"Fondaco\" \"Aurora\" \"Levante\" \"Sole\""),
    ("soft hyphen", "pro\u{AD}vincia", "provincia"),
    ("zero width", "cara\u{200B}binieri\u{FEFF}", "carabinieri"),
    ("byte order mark", "\u{FEFF}Roma", "Roma"),
    ("odd spaces", "1.500\u{A0}euro\u{202F}in\u{2009}tutto", "1.500 euro in tutto"),
    ("ends of lines", "uno\r\ndue\rtre\u{2028}quattro", "uno\ndue\ntre\nquattro"),
    ("named entities", "l&rsquo;attivit&agrave; &egrave; &laquo;chiusa&raquo;", "l'attività è \"chiusa\""),
    (
        "numeric entities",
        "citt&#224; e perch&#xE9; l&#8217;ha &#146;detto&#146;",
        "città e perché l'ha 'detto'",
    ),
    ("escaped twice", "via&amp;nbsp;Roma &amp;amp; via&amp;#160;Po", "via Roma & via Po"),
    ("no entity", "Rossi & Bianchi; R&D; &nulla;", "Rossi & Bianchi; R&D; &nulla;"),
    (
        "Windows-1252 read as Latin-1",
        "l\u{92}ente \u{93}Sole\u{94} \u{96} 20 \u{80}",
        "l'ente \"Sole\" – 20 €",
    ),
    ("accents apart", "citta\u{300} e perche\u{301}", "città e perché"),
    ("accent apart after an entity", "perch&eacute; citt&#97;&#768;", "perché città"),
    ("ligatures and wide forms", "ﬁne Ｒｏｍａ", "fine Roma"),
    ("ordinals", "il 3º e la 2ª", "il 3° e la 2ª"),
    ("fractions stay", "1½ e ¾", "1½ e ¾"),
    ("exponents stay, square metres are read", "10² su 80 m² e 3 km²", "10² su 80 m2 e 3 km2"),
    ("ellipsis", "e poi…", "e poi..."),
    ("hyphens and minus", "e‑mail −5", "e-mail -5"),
    ("trade mark", "Acme™ srl", "Acme™ srl"),
];

#[test]
fn one_spelling_for_each_character() {
    for (habit, given, wanted) in NORMALIZED {
        assert_eq!(normalize(given).text(), *wanted, "{habit}");
        assert_eq!(normalize(wanted).text(), *wanted, "{habit}, again");
    }
}

#[test]
fn what_needs_no_change_is_borrowed() {
    let text = "La città è \"chiusa\": 20 € – perché?\n\tL'ha detto Šimić.";
    assert_eq!(normalize(text).text().as_ptr(), text.as_ptr());
}

/// Text, a piece of its normalised form, and the original of that piece.
const ORIGINALS: &[(&str, &str, &str)] = &[
    ("L’attivit&agrave; ferma", "attività", "attivit&agrave;"),
    ("L’attivit&agrave; ferma", "ferma", "ferma"),
    ("pro\u{AD}vin\u{AD}cia di Bari", "provincia", "pro\u{AD}vin\u{AD}cia"),
    ("pro\u{AD}vin\u{AD}cia di Bari", "di", "di"),
    ("la citta\u{300} vecchia", "à", "a\u{300}"),
    ("la citta\u{300} vecchia", "vecchia", "vecchia"),
    ("una ﬁne certa", "fine", "ﬁne"),
    ("una ﬁne certa", "i", "ﬁ"),
    ("uno\r\ndue", "\n", "\r\n"),
    ("a\u{200B}\u{200B}b", "b", "b"),
    ("a\u{200B}\u{200B}b", "a", "a"),
];

#[test]
fn a_range_leads_back_to_the_bytes_it_was_made_from() {
    for (text, piece, wanted) in ORIGINALS {
        let normalized = normalize(text);
        let start = normalized.text().find(piece).expect(piece);
        let original = normalized.original(start..start + piece.len());
        assert_eq!(&text[original], *wanted, "{piece} in {text}");
    }
}

const FOLDED: &[(&str, &str, &str)] = &[
    (
        "agency accents",
        "E' la citta' piu' bella: perche' no? C'e' gia'",
        "è la città più bella perché no c' è già",
    ),
    (
        "agency accents",
        "L'attivita' dell'unita' potra' iniziare lunedi'",
        "l' attività dell' unità potrà iniziare lunedì",
    ),
    ("capitals with agency accents", "CITTA' DI BARI, E' ALLERTA", "città di bari è allerta"),
    ("an accent before a mark", "la novita', disse; ne' oggi ne' ieri", "la novità disse né oggi né ieri"),
    (
        "cut words keep their apostrophe",
        "un po' di tempo, di' pure, va' e fa' presto, be', sta' fermo",
        "un po' di tempo di' pure va' e fa' presto be' sta' fermo",
    ),
    (
        "elision",
        "dell'operazione un'indagine c'è quest'anno l'11 marzo all'alba",
        "dell' operazione un' indagine c' è quest' anno l' #11 marzo all' alba",
    ),
    (
        "elision before a quotation",
        "l'operazione dell'\"Aurora\" e un'\"idea\"",
        "l' operazione dell' aurora e un' idea",
    ),
    (
        "single quotation marks are not accents",
        "operazione 'Fondaco', bando 'Botteghe al centro' e 'Rete'",
        "operazione fondaco bando botteghe al centro e rete",
    ),
    (
        "accents within single quotation marks",
        "il progetto 'Citta' sicura' parte",
        "il progetto città sicura parte",
    ),
    (
        "elision within single quotation marks",
        "operazione 'L'altra riva' a Bari",
        "operazione l' altra riva a bari",
    ),
    ("a lost space after E'", "E'stato lui", "è stato lui"),
    ("'ndrangheta", "la 'ndrangheta e le 'ndrine", "la ndrangheta e le ndrine"),
    ("acronyms", "il C.N.R. e il CNR, la S.p.A., M.R. di 40 anni", "il cnr e il cnr la spa mr di #40 anni"),
    ("decrees", "il d.lgs. 188/2021, art. 73 e D.P.R. 309/90", "il dlgs #188/2021 art #73 e dpr #309/90"),
    ("an initial is no acronym", "M. Rossi e G.Verdi. La", "m rossi e g verdi la"),
    (
        "abbreviations with their end",
        "la dott.ssa Bruni e la sig.ra Neri",
        "la dottssa bruni e la sigra neri",
    ),
    ("figures", "1.500,00 euro, 7,65 e 1.284.500", "#1.500,00 euro #7,65 e #1.284.500"),
    ("times", "ore 18.30, alle 18:30.", "ore #18.30 alle #18:30"),
    ("dates", "23/11/2026, 2026-11-23 e 23-11-2026", "#23/11/2026 #2026-11-23 e #23-11-2026"),
    ("ranges are two numbers", "2024-2025 e 3-1", "#2024 #2025 e #3 #1"),
    ("figures with letters", "84mila, il 47enne, 5G e 50km", "#84mila il #47enne #5g e #50km"),
    ("ordinals", "il 3° e il 3º, la 2ª e 30°C", "il #3° e il #3° la #2° e #30° c"),
    ("signs", "20% e 20 %, € 1.500, 1500€, 5$, n° 3", "#20 :% e #20 :% :€ #1.500 #1500 :€ #5 :$ n :° #3"),
    ("roads and codes", "A14, SS36, m² e G20", "a14 ss36 m2 e g20"),
    ("letters and a number with a hyphen", "Covid-19, F-16 ed ex-sindaco", "covid19 f16 ed ex sindaco"),
    (
        "hashtags and names of accounts",
        "#laluceeilsale #La_Luce @comunebari",
        "laluceeilsale laluce comunebari",
    ),
    (
        "addresses",
        "su www.comune.example.it/bandi?id=3, https://example.org e info@comune.example.it.",
        "su @www.comune.example.it/bandi?id=3 @https://example.org e @info@comune.example.it",
    ),
    ("a host", "dal sito comune.brescia.it.", "dal sito @comune.brescia.it"),
    ("a lost space is no host", "la sera.Il sindaco", "la sera il sindaco"),
    ("possessives in Italian copy", "da Sotheby's a Londra", "da sotheby a londra"),
    ("years and minutes", "negli anni '90 al 45'", "negli anni #90 al #45"),
    ("a fraction", "1½ litri e ½ chilo", "#1½ litri e #½ chilo"),
];

#[test]
fn each_habit_is_seen_through() {
    for (habit, given, wanted) in FOLDED {
        assert_eq!(folded(given, Language::Italian), *wanted, "{habit}: {given}");
    }
}

const ENGLISH: &[(&str, &str, &str)] = &[
    ("possessives", "the mayor’s office and the senators' plan", "the mayor office and the senators plan"),
    ("contractions", "they don't, it isn’t", "they don't it isn't"),
    ("acronyms", "the U.S. Senate and the U.K.", "the us senate and the uk"),
    (
        "figures",
        "1,500 people at 6:30 p.m. paid $2.5 million",
        "#1,500 people at #6:30 pm paid :$ #2.5 million",
    ),
    ("names", "Mr. O'Brien of Winston-Salem", "mr o'brien of winston salem"),
];

#[test]
fn english_likewise() {
    for (habit, given, wanted) in ENGLISH {
        assert_eq!(folded(given, Language::English), *wanted, "{habit}: {given}");
    }
}

/// A text, and those of its words that start a sentence, a line or a quotation.
const STARTS: &[(&str, &str)] = &[
    ("Il sindaco parla. La giunta no! Perché? Mah", "il la perché mah"),
    ("Ha detto: \"Vado via\" e ride", "ha vado"),
    ("Titolo\nPrima riga\n- Punto", "titolo prima punto"),
    ("Il dott. Rossi e M. Bianchi, art. Nove", "il"),
    ("Costa 1.500 euro. Poco", "costa poco"),
    ("Bando 'Rete' aperto", "bando rete"),
];

#[test]
fn starts_of_sentences_are_marked() {
    for (given, wanted) in STARTS {
        let (_, tokens) = read(given, Language::Italian);
        let starts: Vec<_> = tokens
            .tokens
            .iter()
            .filter(|token| token.starts_sentence)
            .map(|token| tokens.folded(token))
            .collect();
        assert_eq!(starts.join(" "), *wanted, "{given}");
    }
}

const CASES: &[(&str, Case)] = &[
    ("sindaco", Case::Lower),
    ("Enel", Case::Capitalized),
    ("iPhone", Case::Capitalized),
    ("ROMA", Case::Upper),
    ("C.N.R.", Case::Upper),
    ("S.p.A.", Case::Capitalized),
    ("CITTA'", Case::Upper),
    ("E'", Case::Capitalized),
    ("Èlite", Case::Capitalized),
    ("A14", Case::Capitalized),
];

#[test]
fn case_tells_how_a_word_is_written() {
    for (given, wanted) in CASES {
        let (_, tokens) = read(given, Language::Italian);
        assert_eq!(tokens.tokens[0].case, *wanted, "{given}");
        assert_eq!(tokens.tokens.len(), 1, "{given}");
    }
}

#[test]
fn elided_words_say_so() {
    let (_, tokens) = read("dell'operazione e' un po' l'11", Language::Italian);
    let elided: Vec<_> = tokens.tokens.iter().map(|token| token.elided).collect();
    assert_eq!(elided, [true, false, false, false, false, true, false]);
}

/// Spellings that must have one stem.
const MEET: &[&[&str]] = &[
    &["più", "piu"],
    &["può", "puo"],
    &["già", "gia"],
    &["è", "e"],
    &["perché", "perchè", "perche"],
    &["città", "citta"],
    &["controlli", "controllo"],
    &["sequestrato", "sequestrata", "sequestrati"],
];

#[test]
fn spellings_of_a_word_meet_in_its_stem() {
    let mut stemmer = Stemmer::new(Language::Italian);
    for words in MEET {
        let mut stems = words.iter().map(|word| stemmer.stem(word, &mut String::new()).hash);
        let first = stems.next();
        assert!(stems.all(|stem| Some(stem) == first), "{words:?}");
    }
}

#[test]
fn function_words_are_stop_words() {
    let mut italian = Stemmer::new(Language::Italian);
    for word in "della dell' è ha sono stato più po' che nell'".split(' ') {
        assert!(italian.stem(word, &mut String::new()).stop, "{word}");
    }
    for word in "sindaco carabinieri cnr sara".split(' ') {
        assert!(!italian.stem(word, &mut String::new()).stop, "{word}");
    }
    let mut english = Stemmer::new(Language::English);
    assert!(english.stem("don't", &mut String::new()).stop);
    assert!(!english.stem("senate", &mut String::new()).stop);
}

/// Language, word, stem, hash: stored values, which must never change.
const GOLDEN: &[(Language, &str, &str, u32)] = &[
    (Language::Italian, "controlli", "controll", 3_886_411_388),
    (Language::Italian, "città", "citt", 353_100_962),
    (Language::Italian, "dell'", "dell", 869_776_344),
    (Language::Italian, "covid19", "covid19", 1_772_034_596),
    (Language::Italian, "precipitevolissimevolmente", "precipitevolissimevol", 1_421_621_398),
    (Language::English, "releases", "releas", 986_225_637),
    (Language::German, "häuser", "haus", 3_524_385_495),
];

#[test]
fn stems_and_their_hashes_are_stable() {
    for &(language, word, stem, hash) in GOLDEN {
        let mut stemmer = Stemmer::new(language);
        for remembered in [false, true] {
            let mut text = String::from("|");
            assert_eq!(
                stemmer.stem(word, &mut text).hash,
                StemHash(hash),
                "{word}, remembered: {remembered}"
            );
            assert_eq!(text.strip_prefix('|'), Some(stem), "{word}, remembered: {remembered}");
        }
    }
}

/// Texts made of what makes trouble here, and of anything.
fn texts() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "'",
        "’",
        "\"",
        "&",
        "&amp;",
        "&egrave;",
        "&#768;",
        "&#146;",
        ";",
        "a",
        "e",
        "citta",
        "l",
        "un",
        "E",
        "C.",
        "n.",
        "1",
        "1.5",
        "3°",
        "½",
        "²",
        "m²",
        "\u{301}",
        "\u{323}",
        "\u{AD}",
        "\u{200B}",
        "\r",
        "\n",
        " ",
        "-",
        "/",
        ":",
        ".",
        "@",
        "#",
        "_",
        "www.",
        "http://",
        ".it",
        "%",
        "€",
        "ﬁ",
        "ﷺ",
        "각",
        "\u{1100}\u{1161}",
        "İ",
        "क्",
        "ª",
        "̈",
        "🙂",
    ];
    prop_oneof![
        any::<String>(),
        proptest::collection::vec(proptest::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat()),
    ]
}

#[test]
fn every_character_is_settled_at_once() {
    for c in '\0'..=char::MAX {
        let text = format!("m{c}a");
        let once = normalize(&text).text().to_owned();
        assert_eq!(normalize(&once).text(), once, "{c:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, max_global_rejects: 100_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ranges_lead_back_into_the_original(text in texts()) {
        let normalized = normalize(&text);
        let length = normalized.text().len();
        let mut last = 0..0;
        for (start, c) in normalized.text().char_indices() {
            let original = normalized.original(start..start + c.len_utf8());
            prop_assert!(text.get(original.clone()).is_some(), "{original:?} of {text:?}");
            prop_assert!(original.start >= last.start && original.end >= last.end, "{last:?} {original:?}");
            last = original;
        }
        prop_assert!(text.get(normalized.original(0..length)).is_some());
        prop_assert!(text.get(normalized.original(3..usize::MAX)).is_some());
        prop_assert!(text.get(normalized.original(usize::MAX..usize::MAX)).is_some());
    }

    #[test]
    fn normalising_again_changes_nothing(text in texts()) {
        let once = normalize(&text).text().to_owned();
        // What an ampersand and its neighbours mean may show only when what stood between is gone.
        prop_assume!(!once.contains('&'));
        let again = normalize(&once);
        prop_assert_eq!(again.text(), &once);
    }

    #[test]
    fn tokens_stand_in_order_within_the_text(text in texts(), english in any::<bool>()) {
        let language = if english { Language::English } else { Language::Italian };
        let (text, tokens) = read(&text, language);
        let mut last = 0;
        for token in &tokens.tokens {
            prop_assert!(token.range.start >= last && token.range.end > token.range.start, "{token:?}");
            prop_assert!(text.get(token.range.start as usize..token.range.end as usize).is_some());
            prop_assert!(!tokens.folded(token).is_empty(), "{token:?} in {text:?}");
            last = token.range.end;
        }
        let left: String = {
            let mut bytes: Vec<char> = Vec::new();
            let mut at = 0;
            for token in &tokens.tokens {
                bytes.extend(text[at..token.range.start as usize].chars());
                at = token.range.end as usize;
            }
            bytes.extend(text[at..].chars());
            bytes.into_iter().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
        };
        prop_assert_eq!(left, "", "in {:?}", text);
    }
}

#[test]
fn every_word_has_a_stem_in_every_language() {
    let stemmers = RefCell::new(Language::all().map(Stemmer::new).collect::<Vec<_>>());
    let mut runner = proptest::test_runner::TestRunner::default();
    let words = prop_oneof![
        any::<String>(),
        "[a-zà-ÿ']{1,30}",
        "[а-я]{1,20}",
        "[α-ω]{1,20}",
        "[ء-ي]{1,20}",
        "[க-ஹ]{1,20}"
    ];
    let outcome = runner.run(&words, |word| {
        // The memory is asked only the second time.
        for stemmer in stemmers.borrow_mut().iter_mut() {
            let mut first = String::new();
            let stem = stemmer.stem(&word, &mut first);
            let mut second = String::new();
            prop_assert_eq!(stemmer.stem(&word, &mut second), stem);
            prop_assert_eq!(first, second);
        }
        Ok(())
    });
    outcome.expect("a stem");
}

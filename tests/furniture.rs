//! What sites and agencies put around a text, and what only looks like it.

use proptest::prelude::*;
use ricalco::Language;
use ricalco::read::furniture::FurnitureKind::{
    self, Byline, Caption, Contact, Continuation, Dateline, Navigation, Related, Rights, Site,
};
use ricalco::read::furniture::{agency, furniture};
use ricalco::read::normalize::normalize;

/// A paragraph of matter, long enough to be nothing else.
const MATTER: &str = "I tecnici del Comune hanno concluso questa mattina la verifica dei ponti sul torrente, chiusi dopo la piena di \
febbraio, e due su tre saranno riaperti entro la fine del mese con un senso unico alternato.";

/// The pieces that are found, with their kinds.
fn pieces(text: &str, language: Language) -> Vec<(FurnitureKind, String)> {
    let text = normalize(text).text().to_owned();
    furniture(&text, language)
        .into_iter()
        .map(|piece| (piece.kind, text[piece.range].trim().to_owned()))
        .collect()
}

/// What is left of a text, without the spaces at its ends.
fn left(text: &str, language: Language) -> String {
    let text = normalize(text).text().to_owned();
    let mut left = String::new();
    let mut at = 0;
    for piece in furniture(&text, language) {
        left.push_str(&text[at..piece.range.start]);
        at = piece.range.end;
    }
    left.push_str(&text[at..]);
    left.trim().trim_matches(|c: char| c == '-' || c == '—' || c.is_whitespace()).to_owned()
}

/// What stands before the matter: kind, text.
const BEFORE: &[(FurnitureKind, &str)] = &[
    (Dateline, "(ANSA) - ROMA, 22 MAR - "),
    (Dateline, "(ANSA) - SPOLETO (PERUGIA), 17 MAR - "),
    (Dateline, "ROMA (ITALPRESS) - "),
    (Dateline, "RAVELLO (SALERNO) (ITALPRESS) - "),
    (Dateline, "PADOVA (AGV NEWS) - "),
    (Dateline, "(AGI) - Bari, 3 mar. - "),
    (Dateline, "Perugia, 14 apr. (Adnkronos) - "),
    (Dateline, "(Adnkronos) - "),
    (Dateline, "(askanews) - "),
    (Dateline, "(9Colonne) Roma, 15 apr - "),
    (Dateline, "(DIRE) Roma, 15 apr. - "),
    (Dateline, "(Il Sole 24 Ore Radiocor) - Milano, 15 apr - "),
    (Dateline, "Milano, 2 ott. (LaPresse) - "),
    (Dateline, "DARFO BOARIO TERME – "),
    (Dateline, "MIRANDOLA (MO) – "),
    (Dateline, "Parma, giovedì cinque marzo – "),
    (Dateline, "Reggio nell'Emilia, 23 luglio 2026 – "),
    (Dateline, "FERRARA. "),
    (Dateline, "SAN FELICE. "),
    (Dateline, "24/07/2026 ore 21:20 - "),
    (Dateline, "PADOVA\n\n"),
    (Byline, "di Redazione\n\n"),
    (Byline, "di M. Pedrotti\n\n"),
    (Byline, "CRONACA | Voghera | di Redazione | 14 Gennaio 2026 - 11:12\n"),
    (Byline, "Pubblicato il 3 marzo 2026 alle 11:02\n"),
    (Byline, "Aggiornato: 3 marzo 2026, 11:02\n"),
    (Byline, "Sanità | 06 maggio 2026, 13:05\n"),
    (Byline, "8 Giugno 2026 | 12:05\n"),
    (Navigation, "Categoria: [POLITICA](#)\n"),
    (Navigation, "Home > Cronaca > Urbanistica\n"),
    (Navigation, "Home » Sanità » Parma\n"),
    (Navigation, "[Home](#) > [Cronaca](#) > [Alta Padovana](#)\n"),
    (Site, "Tempo di lettura: 2 minuti\n"),
    (Site, "Condividi su Facebook | X | Telegram\n"),
];

/// What stands after the matter: kind, text.
const AFTER: &[(FurnitureKind, &str)] = &[
    (Dateline, " (ANSA)."),
    (Dateline, " (Adnkronos)"),
    (Dateline, "\n(Agenzia Riviera)"),
    (Byline, "\nYB7-CAM"),
    (Byline, "\n17-FEB-26 10:11 NNNN"),
    (Byline, " red/cr"),
    (Byline, " F. D."),
    (Byline, " (s. to)"),
    (Byline, "\n5 febbraio, 2026"),
    (Byline, "\nQuesto articolo è stato prodotto dalla redazione sulla base di un comunicato stampa."),
    (Dateline, "\nAncona, 3 marzo 2026"),
    (Related, "\nLeggi anche: Ponti, il piano della Provincia"),
    (Related, "\n**Leggi anche** [Ponti, il piano della Provincia](#)"),
    (Related, "\nLEGGI ANCHE > Ponti, il piano della Provincia"),
    (Related, "\nPotrebbe interessarti: [Il meteo](#)"),
    (Related, "\nPotrebbe interessarti anche:\nCapizzi, riaperta la strada\nScuole chiuse in sei comuni"),
    (Related, "\nLE PIÙ LETTE\nSciopero dei treni il 21 aprile\nArriva la neve"),
    (Related, " L'articolo Ponti, si riapre proviene da Il Foglio di Valle."),
    (Rights, "\n© RIPRODUZIONE RISERVATA"),
    (Rights, " © RIPRODUZIONE RISERVATA"),
    (Rights, "\nRiproduzione riservata © La Voce"),
    (Rights, "\n© Voce del Sebino – Tutti i diritti riservati"),
    (Site, "\nResta aggiornato: iscriviti alla [newsletter](#) di PadovaCronaca"),
    (Site, "\nIscriviti al canale WhatsApp di Bergamo Quotidiano"),
    (Site, "\nPer ricevere le nostre notizie su Telegram clicca qui"),
    (Site, "\nVuoi ricevere le notizie sul telefono? Scrivi \"ISCRIVIMI\" al numero in fondo alla pagina"),
    (Site, "\nQuesto sito utilizza cookie tecnici e di profilazione. Accetta | Rifiuta"),
    (
        Site,
        "\nUtilizziamo i cookie per offrirti un'esperienza migliore. [Accetta](#) [Gestisci preferenze](#)",
    ),
    (
        Site,
        "\nGrazie per aver letto questo articolo. Se apprezzi il nostro lavoro puoi sostenerci. [Dona ora]",
    ),
    (Site, "\nCommenti (14)"),
    (Site, "\n[adv]"),
    (Navigation, "\nTag: ponti, viabilità, Provincia"),
    (Caption, "\nFoto d'archivio"),
    (Caption, "\n[Foto: il ponte - archivio]"),
    (Caption, "\nNella foto: il sopralluogo"),
    (Continuation, " (segue)"),
    (Continuation, " [...]"),
    (Continuation, "\n[Continua a leggere...]"),
    (Continuation, "\n(continua a leggere dopo la pubblicità)"),
    (Contact, "\nUfficio stampa: Anna Neri, tel. 030 1234567, stampa@comune.example.it"),
    (Contact, "\nContatti per la stampa:\nAnna Neri\n030 1234567\nstampa@comune.example.it"),
];

const ENGLISH_MATTER: &str = "Crews finished inspecting the three bridges that were closed after the flood in February, and two of them will \
open again before the end of the month with one lane for both directions, the county said.";

const ENGLISH_BEFORE: &[(FurnitureKind, &str)] = &[
    (Dateline, "WASHINGTON (AP) — "),
    (Dateline, "LONDON, March 22 (Reuters) - "),
    (Dateline, "WASHINGTON, D.C. - "),
    (Byline, "FOR IMMEDIATE RELEASE\n\n"),
    (Byline, "By Jane Smith\n\n"),
    (Byline, "Published March 3, 2026\n\n"),
];

const ENGLISH_AFTER: &[(FurnitureKind, &str)] = &[
    (Rights, "\nCopyright 2026 The Valley Times. All rights reserved."),
    (Related, "\nRead more: The county's plan for bridges"),
    (Site, "\nShare this article"),
    (Site, "\nSign up for our newsletter"),
    (Contact, "\nContact: Jane Smith, 202/555-0122."),
    (Contact, "\nMedia Contact:\nJane Smith\njane@example.org"),
];

#[test]
fn each_piece_is_found_and_the_matter_is_left() {
    let languages = [
        (Language::Italian, MATTER, BEFORE, AFTER),
        (Language::English, ENGLISH_MATTER, ENGLISH_BEFORE, ENGLISH_AFTER),
    ];
    for (language, matter, before, after) in languages {
        let before = before.iter().map(|(kind, piece)| (kind, piece, format!("{piece}{matter}")));
        let after = after.iter().map(|(kind, piece)| (kind, piece, format!("{matter}{piece}")));
        for (kind, piece, text) in before.chain(after) {
            assert_eq!(left(&text, language), matter, "{piece}");
            let found = pieces(&text, language);
            assert!(found.iter().all(|(found, _)| found == kind), "{piece}: {found:?}");
        }
    }
}

#[test]
fn a_text_with_all_of_it_keeps_its_matter() {
    let text = format!(
        "Home > Cronaca > Parma\nCRONACA | Parma | di Redazione | 14 Gennaio 2026 - 11:12\n\n(ANSA) - PARMA, 14 GEN - {MATTER}\n\n\
         Leggi anche: Il meteo di domani\n\n{MATTER} (ANSA).\nYB7-CAM\n14-GEN-26 10:11 NNNN\n\n© RIPRODUZIONE RISERVATA\n\n\
         Iscriviti al canale WhatsApp"
    );
    assert_eq!(
        left(&text, Language::Italian).split_whitespace().collect::<Vec<_>>().join(" "),
        format!("{MATTER} {MATTER}")
    );
}

/// Sentences of matter that hold words of furniture.
const KEPT: &[&str] = &[
    "Il sindaco ha chiesto: leggi anche per i piccoli comuni, dove mancano i mezzi.",
    "Leggi anche per i piccoli comuni: le chiede il sindaco.",
    "La foto d'archivio mostra il ponte com'era prima della piena del 1994.",
    "Pubblicato il bando da 2 milioni per i negozi di vicinato.",
    "Commenta il sindaco: siamo soddisfatti del lavoro dei tecnici.",
    "Il Comune invita i cittadini a iscriversi alla newsletter della Protezione civile.",
    "Abbonati in calo per il terzo anno di fila, dice il presidente dell'azienda.",
    "Per informazioni è attivo il numero verde di Sviluppumbria, dal lunedì al venerdì dalle 9 alle 13.",
    "Le indagini proseguono nel riserbo (tre gli indagati).",
    "È stato arrestato a Mirandola (MO).",
    "Scuola - Il provvedimento firmato dal presidente - Coinvolti 508 studenti",
    "RETTIFICA – Il presente comunicato sostituisce quello diffuso il 18 marzo.",
    "AGGIORNAMENTO ORE 16 - Rintracciato anche il quinto indagato.",
    "I diritti sono riservati ai residenti che ne fanno richiesta entro maggio.",
    "Il garante ha multato il sito per i cookie di profilazione senza consenso.",
    "Neve: non sono previste nevicate al di sotto dei 1.700 metri.",
    "Volley Spello-Narnia Volley 3-0 (25-18, 25-21, 25-16)",
    "Fine anno a 1.500 euro.",
];

#[test]
fn sentences_of_matter_are_left_alone() {
    for sentence in KEPT {
        for text in [
            format!("{MATTER}\n{sentence}\n{MATTER}"),
            format!("{MATTER} {sentence}"),
            format!("{sentence}\n{MATTER}"),
        ] {
            assert_eq!(pieces(&text, Language::Italian), [], "{text}");
        }
    }
}

const AGENCIES: &[(&str, Option<&str>)] = &[
    ("(ANSA) - ROMA, 22 MAR - ", Some("ANSA")),
    ("(ANSA) - SPOLETO (PERUGIA), 17 MAR - ", Some("ANSA")),
    ("PADOVA (AGV NEWS) - ", Some("AGV NEWS")),
    ("Perugia, 14 apr. (Adnkronos) - ", Some("Adnkronos")),
    ("RAVELLO (SALERNO), 3 mar. (ITALPRESS) - ", Some("ITALPRESS")),
    ("LONDON, March 22 (Reuters) - ", Some("Reuters")),
    ("MIRANDOLA (MO) – ", None),
    ("DARFO BOARIO TERME – ", None),
    ("", None),
];

#[test]
fn the_dateline_tells_the_agency() {
    for (dateline, wanted) in AGENCIES {
        let text = format!("{dateline}{MATTER}");
        let language = if text.contains("LONDON") { Language::English } else { Language::Italian };
        assert_eq!(agency(&text, &furniture(&text, language)), *wanted, "{dateline}");
    }
    let text = format!("{MATTER} (ANSA).");
    assert_eq!(agency(&text, &furniture(&text, Language::Italian)), Some("ANSA"));
}

#[test]
fn a_flood_of_brackets_is_read_in_a_moment() {
    for piece in [
        "[...] ",
        "(",
        "](",
        "a](b",
        "(segue) ",
        "© ",
        "Leggi anche:\n",
        "http://",
        "a-",
        "''",
        ">> a\n",
        "F. ",
    ] {
        let text = piece.repeat(200_000);
        let started = std::time::Instant::now();
        furniture(&text, Language::Italian);
        assert!(started.elapsed().as_secs() < 5, "{piece}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_are_ascending_and_apart(parts in proptest::collection::vec((0..BEFORE.len(), 0..AFTER.len(), any::<String>()), 0..6)) {
        let text: String = parts.iter().flat_map(|(before, after, matter)| [BEFORE[*before].1, matter.as_str(), AFTER[*after].1]).collect();
        let text = normalize(&text).text().to_owned();
        let mut last = 0;
        for piece in furniture(&text, Language::Italian) {
            prop_assert!(piece.range.start >= last && piece.range.end > piece.range.start, "{piece:?}");
            prop_assert!(text.get(piece.range.clone()).is_some(), "{piece:?}");
            last = piece.range.end;
        }
    }
}

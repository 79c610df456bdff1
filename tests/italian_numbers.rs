//! Numbers as Italian copy writes them: each spelling is read to the same value, with what it
//! counts. A copy that spells `trentadue` what its release writes `32` shares the fact only so.

mod reading;

use reading::{of_kind, read};
use ricalco::Language;
use ricalco::read::facts::{FactKind, FactValue, Precision, Unit};
use ricalco::read::stem::{StemHash, Stemmer};

fn stem(word: &str) -> StemHash {
    Stemmer::new(Language::Italian).stem(word, &mut String::new()).hash
}

/// The quantities of a kind in a text, in order.
fn quantities(text: &str, kind: FactKind) -> Vec<f64> {
    of_kind(&read(text, Language::Italian, None), kind)
        .iter()
        .filter_map(|fact| match fact.value {
            FactValue::Quantity(value) => Some(value),
            _ => None,
        })
        .collect()
}

#[test]
fn numbers_and_what_they_count() {
    for (text, value, noun) in [
        ("Sono 1.500 persone.", 1500.0, "persone"),
        ("Sono 1500 persone.", 1500.0, "persone"),
        ("Sono millecinquecento persone.", 1500.0, "persone"),
        ("Sono 1. 500 persone.", 1500.0, "persone"),
        ("Sono 1. 284. 500 persone.", 1_284_500.0, "persone"),
        ("Sono 6mila e 400 persone.", 6400.0, "persone"),
        ("Contate 84mila presenze.", 84_000.0, "presenze"),
        ("Contate 84.000 presenze.", 84_000.0, "presenze"),
        ("Contate ottantaquattromila presenze.", 84_000.0, "presenze"),
        ("Arrivati 1,2 milioni di visitatori.", 1_200_000.0, "visitatori"),
        ("Arrivati 2 mln di visitatori.", 2_000_000.0, "visitatori"),
        ("Arrivati sei milioni e mezzo di visitatori.", 6_500_000.0, "visitatori"),
        ("Arrivati mezzo milione di visitatori.", 500_000.0, "visitatori"),
        ("Arrivati un milione e 200mila visitatori.", 1_200_000.0, "visitatori"),
        ("Fatti trentadue controlli.", 32.0, "controlli"),
        ("Trentadue controlli in un giorno.", 32.0, "controlli"),
        ("Nove degli indagati tacciono.", 9.0, "indagati"),
        ("Disposte 14 misure cautelari.", 14.0, "misure"),
        ("Tra i beni 12 nuovi immobili.", 12.0, "immobili"),
        ("In cassa 240 dei lavoratori.", 240.0, "lavoratori"),
        ("Dodici i conducenti senza patente.", 12.0, "conducenti"),
        ("Accertate 642 le violazioni.", 642.0, "violazioni"),
        ("Nelle perquisizioni odierne, 21 in tutto, nulla.", 21.0, "perquisizioni"),
        ("Aggiudicato il lotto 2 della gara.", 2.0, "lotto"),
        ("Dragata la banchina 22.", 22.0, "banchina"),
        ("Il rifugio sta a quota 1.200 sul versante.", 1200.0, "quota"),
    ] {
        let facts = read(text, Language::Italian, None);
        let numbers = of_kind(&facts, FactKind::Number);
        assert_eq!(numbers.len(), 1, "{text}: {facts:?}");
        assert_eq!(numbers[0].value, FactValue::Quantity(value), "{text}");
        assert_eq!(numbers[0].counted, Some(stem(noun)), "{text}");
    }
}

#[test]
fn the_points_of_a_list_are_no_thousands() {
    for text in
        ["1. 300 persone", "I punti: 1. 300 persone.", "I punti\n1. 300 persone", "I punti; 1. 300 persone"]
    {
        assert_eq!(quantities(text, FactKind::Number), [1.0, 300.0], "{text}");
    }
}

#[test]
fn numbers_that_count_nothing() {
    assert_eq!(quantities("Estratto il numero 3, poi basta.", FactKind::Number), [3.0]);
    for text in
        ["Un uomo e una donna.", "Decine di feriti.", "Centinaia di persone in piazza.", "È uno di loro."]
    {
        assert!(quantities(text, FactKind::Number).is_empty(), "{text}");
    }
}

#[test]
fn precision_is_told_by_the_words_around() {
    for (text, value, precision) in [
        ("Sono una ventina di ragazzi.", 20.0, Precision::About),
        ("Sono un centinaio di ragazzi.", 100.0, Precision::About),
        ("Sono una dozzina di ragazzi.", 12.0, Precision::Exact),
        ("Sono circa 40 ragazzi.", 40.0, Precision::About),
        ("Sono 40 circa.", 40.0, Precision::About),
        ("Sono quasi quaranta ragazzi.", 40.0, Precision::About),
        ("Sono oltre 40 ragazzi.", 40.0, Precision::AtLeast),
        ("Sono più di 40 ragazzi.", 40.0, Precision::AtLeast),
        ("Sono almeno 40 ragazzi.", 40.0, Precision::AtLeast),
        ("Sono meno di 40 ragazzi.", 40.0, Precision::AtMost),
        ("Entrano fino a 40 ragazzi.", 40.0, Precision::AtMost),
        ("Entrano al massimo 40 ragazzi.", 40.0, Precision::AtMost),
        ("Sono non più di 40 ragazzi.", 40.0, Precision::AtMost),
        ("Quota non inferiore a 40 ragazzi.", 40.0, Precision::AtLeast),
        ("Sono 40 ragazzi.", 40.0, Precision::Exact),
    ] {
        let facts = read(text, Language::Italian, None);
        let numbers = of_kind(&facts, FactKind::Number);
        assert_eq!(numbers.len(), 1, "{text}: {facts:?}");
        assert_eq!(numbers[0].value, FactValue::Quantity(value), "{text}");
        assert_eq!(numbers[0].precision, precision, "{text}");
    }
}

#[test]
fn percentages() {
    for (text, expected) in [
        ("Cala del 20% in un anno.", vec![20.0]),
        ("Cala del 20 % in un anno.", vec![20.0]),
        ("Cala del 20 per cento in un anno.", vec![20.0]),
        ("Cala del venti percento in un anno.", vec![20.0]),
        ("Cala dell'11,4 per cento.", vec![11.4]),
        ("Cala del 15-20 per cento.", vec![15.0, 20.0]),
        ("Cala tra il 15 e il 20 per cento.", vec![15.0, 20.0]),
        ("Quasi tre quarti della spesa.", vec![75.0]),
        ("Un quinto della spesa.", vec![20.0]),
        ("Sono quindici su cento.", vec![15.0]),
        ("Ne resta uno su quattro.", vec![25.0]),
    ] {
        assert_eq!(quantities(text, FactKind::Percentage), expected, "{text}");
    }
    let thirds = quantities("Votano due terzi dei soci.", FactKind::Percentage);
    assert!((thirds[0] - 66.67).abs() < 0.01);
}

#[test]
fn sums_have_their_currency() {
    for (text, value, unit) in [
        ("Multa di € 1.500 al titolare.", 1500.0, Unit::Euro),
        ("Multa di 1.500 euro al titolare.", 1500.0, Unit::Euro),
        ("Multa di 1.500,00 euro al titolare.", 1500.0, Unit::Euro),
        ("Multa di 1500€ al titolare.", 1500.0, Unit::Euro),
        ("Multa di millecinquecento euro.", 1500.0, Unit::Euro),
        ("Multa di 1. 500 euro al titolare.", 1500.0, Unit::Euro),
        ("Multa di euro 1.500,00 al titolare.", 1500.0, Unit::Euro),
        ("Multa di euro 1. 500, 00 al titolare.", 1500.0, Unit::Euro),
        ("Multa di € 1. 500 al titolare.", 1500.0, Unit::Euro),
        ("Danni per euro 1. 284. 500 in tutto.", 1_284_500.0, Unit::Euro),
        ("In tasca euro 15, 50 in monete.", 15.5, Unit::Euro),
        ("Prestiti da 6mila e 400 euro.", 6400.0, Unit::Euro),
        ("Prestiti da seimila e quattrocento euro.", 6400.0, Unit::Euro),
        ("Bene da 180 mila euro.", 180_000.0, Unit::Euro),
        ("Bene da 9,4 milioni di euro.", 9_400_000.0, Unit::Euro),
        ("Paga di quattro euro e cinquanta, non di più.", 4.5, Unit::Euro),
        ("Gasolio a 46 centesimi.", 0.46, Unit::Euro),
        ("Supera il milione e centomila euro.", 1_100_000.0, Unit::Euro),
        ("Bene da 131,2 milioni di euro.", 131_200_000.0, Unit::Euro),
        ("Bene da 9,4 mln di euro.", 9_400_000.0, Unit::Euro),
        ("Bene da 9,4 mln. di euro.", 9_400_000.0, Unit::Euro),
        ("Bene da 9, 4 milioni di euro.", 9_400_000.0, Unit::Euro),
        ("Costo di 5 milioni e 240mila euro.", 5_240_000.0, Unit::Euro),
        ("Costo di sei milioni e mezzo di euro.", 6_500_000.0, Unit::Euro),
        ("Pagati 300 dollari.", 300.0, Unit::Dollar),
        ("Pagati $300 in contanti.", 300.0, Unit::Dollar),
        ("Pagate 300 sterline.", 300.0, Unit::Sterling),
        ("Pagati 300 franchi.", 300.0, Unit::Franc),
    ] {
        let facts = read(text, Language::Italian, None);
        let sums = of_kind(&facts, FactKind::Sum);
        assert_eq!(sums.len(), 1, "{text}: {facts:?}");
        assert_eq!((sums[0].value, sums[0].unit), (FactValue::Quantity(value), Some(unit)), "{text}");
    }
}

#[test]
fn measures_come_in_base_units_with_what_is_measured() {
    for (text, value, unit, noun) in [
        ("Trovati 1,2 chili di cocaina.", 1200.0, Unit::Gram, Some("cocaina")),
        ("Trovati 1.200 grammi di cocaina.", 1200.0, Unit::Gram, Some("cocaina")),
        ("Trovati 50kg di rame.", 50_000.0, Unit::Gram, Some("rame")),
        ("Sette i chilometri di coda.", 7000.0, Unit::Metre, Some("coda")),
        ("Onde di due metri e mezzo.", 2.5, Unit::Metre, None),
        ("Raffiche a 90 chilometri orari.", 90.0, Unit::KilometreHour, None),
        ("Raffiche a 90 km/h.", 90.0, Unit::KilometreHour, None),
        ("Un'ala di 2.300 metri quadrati.", 2300.0, Unit::SquareMetre, None),
        ("Un campo di tre ettari.", 30_000.0, Unit::SquareMetre, None),
        ("Tolti 340.000 metri cubi di sedimenti.", 340_000_000.0, Unit::Litre, Some("sedimenti")),
        ("Lavori per 48 ore.", 172_800.0, Unit::Second, None),
        ("Lavori per due giorni.", 172_800.0, Unit::Second, None),
        ("Lavori per 18 mesi.", 1.5 * 365.2425 * 86_400.0, Unit::Second, None),
        ("Lavori per un anno e mezzo.", 1.5 * 365.2425 * 86_400.0, Unit::Second, None),
        ("Lavori per 1,5 anni.", 1.5 * 365.2425 * 86_400.0, Unit::Second, None),
        (
            "Pena di tre anni e sei mesi di reclusione.",
            3.5 * 365.2425 * 86_400.0,
            Unit::Second,
            Some("reclusione"),
        ),
        (
            "Pena di un anno e dieci mesi di reclusione.",
            22.0 / 12.0 * 365.2425 * 86_400.0,
            Unit::Second,
            Some("reclusione"),
        ),
        ("Atteso per vent'anni.", 20.0 * 365.2425 * 86_400.0, Unit::Second, None),
        ("In coda per un quarto d'ora.", 900.0, Unit::Second, None),
        ("Alto tre metri e 80, pare.", 3.8, Unit::Metre, None),
        ("Si superano i 19°, pare.", 19.0, Unit::Degree, None),
        ("Largo un metro e mezzo.", 1.5, Unit::Metre, None),
        ("Pannelli per 54 kilowatt.", 54_000.0, Unit::Watt, None),
    ] {
        let facts = read(text, Language::Italian, None);
        let measures = of_kind(&facts, FactKind::Measure);
        assert_eq!(measures.len(), 1, "{text}: {facts:?}");
        let FactValue::Quantity(read) = measures[0].value else { panic!("{text}") };
        assert!((read - value).abs() < 1e-6 * value, "{text}: {read}");
        assert_eq!(measures[0].unit, Some(unit), "{text}");
        assert_eq!(measures[0].counted, noun.map(stem), "{text}");
    }
}

#[test]
fn units_and_nouns_are_shared() {
    let facts = read("Sequestrati 18 chili di cocaina e 40 di hashish.", Language::Italian, None);
    let measures = of_kind(&facts, FactKind::Measure);
    assert_eq!(measures.len(), 2, "{facts:?}");
    assert_eq!(measures[1].value, FactValue::Quantity(40_000.0));
    assert_eq!(measures[1].counted, Some(stem("hashish")));
    assert_eq!(quantities("Attesi tra 50 e 70 millimetri.", FactKind::Measure), [0.05, 0.07]);
    assert_eq!(quantities("Costerà tra 2 e 3 milioni di euro.", FactKind::Sum), [2e6, 3e6]);
    assert_eq!(quantities("Turni di 9-10 ore.", FactKind::Measure), [32_400.0, 36_000.0]);
    assert_eq!(quantities("Un volo di una decina di metri.", FactKind::Measure), [10.0]);
    assert_eq!(quantities("Accorsi in una ventina di minuti.", FactKind::Measure), [1_200.0]);
    assert_eq!(quantities("Multato per una decina di euro.", FactKind::Sum), [10.0]);
    assert_eq!(quantities("Divieto oltre 26 t.", FactKind::Measure), [26e6]);
    // Millions count by `di` alone.
    let debts = "Lascia debiti per 11 milioni e 37 lavoratori senza stipendio.";
    let facts = read(debts, Language::Italian, None);
    let debts = of_kind(&facts, FactKind::Number);
    assert_eq!(debts.iter().map(|fact| fact.counted).collect::<Vec<_>>(), [None, Some(stem("lavoratori"))]);
    // A comma alone binds nothing.
    assert_eq!(quantities("Erano 45, 12 donne.", FactKind::Number), [45.0, 12.0]);
}

#[test]
fn ages() {
    for (text, expected) in [
        ("Fermato il 47enne.", vec![47.0]),
        ("Fermato il 47 enne.", vec![47.0]),
        ("Fermato un quarantasettenne.", vec![47.0]),
        ("Fermato un uomo di 47 anni.", vec![47.0]),
        ("Fermato Mario Rossi, 47 anni, operaio.", vec![47.0]),
        ("Fermato un uomo di 47 anni di Lovere.", vec![47.0]),
        ("Fermati uomini di 26, 29 e 45 anni.", vec![26.0, 29.0, 45.0]),
        ("Fermati due uomini di età compresa tra i 23 e i 61 anni.", vec![23.0, 61.0]),
        ("Fermati due uomini tra i 23 e i 61 anni di età.", vec![23.0, 61.0]),
        ("La donna aveva 81 anni.", vec![81.0]),
        ("Aveva 81 anni la donna.", vec![81.0]),
        ("Aveva 20 anni di servizio.", vec![]),
        ("Ferita una scalatrice. 29 anni, di Bassano, non è grave.", vec![29.0]),
        ("Dieci chilometri. 29 anni, due mesi e un giorno di lavori.", vec![]),
        ("Truffata a 84 anni da un finto avvocato.", vec![84.0]),
        ("Tocca a un sindaco di sei anni più giovane.", vec![]),
        ("La rata è di quattordici l'anno.", vec![]),
        ("Vaccino gratuito agli over 65 della regione.", vec![65.0]),
        ("Una storia di 47 anni.", vec![]),
        ("Condannato a 12 anni.", vec![]),
        ("Attende da quasi due anni.", vec![]),
        ("Una pena di 4 anni di reclusione.", vec![]),
    ] {
        assert_eq!(quantities(text, FactKind::Age), expected, "{text}");
    }
}

#[test]
fn ranks() {
    for (text, expected) in [
        ("È il primo cittadino.", vec![1.0]),
        ("Abita al 3° piano.", vec![3.0]),
        ("Torna la XII edizione.", vec![12.0]),
        ("Torna la diciottesima edizione.", vec![18.0]),
        ("Il terzo lotto è pronto.", vec![3.0]),
        ("Prima di tutto, secondo noi, no.", vec![]),
    ] {
        assert_eq!(quantities(text, FactKind::Ordinal), expected, "{text}");
    }
}

#[test]
fn a_house_number_is_no_quantity() {
    let all = |text: &str| read(text, Language::Italian, None);
    let codes = |text: &str| -> Vec<_> {
        of_kind(&all(text), FactKind::Code).iter().map(|fact| fact.value).collect()
    };
    let one = codes("Furto nella sede di via Giardini 1195.");
    assert_eq!(one.len(), 1);
    for same in [
        "Furto in Via Giardini, 1195 a Carpi.",
        "Furto in via Giardini n. 1195.",
        "Furto in via Giardini 1195/1.",
        "Furto in via Giardini 1195 / B, ieri.",
        "Furto in via Giardini 1195 bis.",
        "Furto in via G. Giardini 1195.",
        "Furto in via Luigi Giardini 1195 Carpi.",
    ] {
        assert_eq!(codes(same), one, "{same}");
        let told = all(same);
        assert!(
            told.iter().all(|fact| matches!(fact.value, FactValue::Text(_) | FactValue::Date { .. })),
            "{told:?}"
        );
    }
    assert_ne!(codes("Furto in via Giardini 1196."), one);
    assert_ne!(codes("Furto in via Costa 1195."), one);
    for (none, quantity) in [
        ("In via Roma 3 persone arrestate.", 3.0),
        ("In via Roma, 30 metri di scavi.", 30.0),
        ("Indagini in corso: 12 denunciati.", 12.0),
        ("In corso Italia 40 agenti.", 40.0),
        ("In piazza Dante 100 euro di multa.", 100.0),
        ("In viale Verdi il 20% in meno.", 20.0),
        ("Sulla strada provinciale 662.", 662.0),
    ] {
        let told = all(none);
        assert!(of_kind(&told, FactKind::Code).is_empty(), "{none}");
        assert!(told.iter().any(|fact| fact.value == FactValue::Quantity(quantity)), "{none}");
    }
}

#[test]
fn the_name_of_a_street_is_no_date_and_no_rank() {
    for (text, names) in [
        ("Incidente in via 25 Aprile a mezzanotte.", 0),
        ("Incidente in via XXV Aprile 4.", 0),
        ("Incidente in piazza IV Novembre.", 0),
        ("Incidente in corso Vittorio Emanuele II.", 2),
        ("Incidente in via Madonna delle Grazie 12.", 2),
        ("Incidente in via della Costituzione.", 1),
    ] {
        let told = read(text, Language::Italian, None);
        assert!(of_kind(&told, FactKind::Date).is_empty(), "{text}");
        assert!(of_kind(&told, FactKind::Ordinal).is_empty(), "{text}");
        assert_eq!(of_kind(&told, FactKind::Name).len(), names, "{text}");
    }
    let told = read("Riaperta la via 25 aprile 2026.", Language::Italian, None);
    assert_eq!(of_kind(&told, FactKind::Date).len(), 1);
}

#[test]
fn laws_and_codes_have_one_spelling() {
    let value = |text: &str, kind| {
        of_kind(&read(text, Language::Italian, None), kind).iter().map(|fact| fact.value).collect::<Vec<_>>()
    };
    for (one, other, kind, count) in [
        ("Viola l'articolo 640 bis.", "Viola l'art. 640-bis c.p.", FactKind::Law, 1),
        ("Viola l'art. 73 del testo unico.", "Viola l'articolo 73.", FactKind::Law, 1),
        (
            "Nel rispetto del d.lgs. 188/2021.",
            "Nel rispetto del decreto legislativo n. 188 del 2021.",
            FactKind::Law,
            1,
        ),
        ("Assunto con la legge 104.", "Assunto con la legge n. 104.", FactKind::Law, 1),
        ("Modello ex n. 231/2001.", "Modello ex d.lgs. 231/2001.", FactKind::Law, 1),
        ("L'auto targata AB 123 CD è sparita.", "L'auto targata AB123CD è sparita.", FactKind::Code, 1),
        ("Chiamare lo 030 1234567.", "Chiamare lo 030/1234567.", FactKind::Code, 1),
        ("Chiuso lo svincolo dell'A14.", "Code in A14 verso sud.", FactKind::Code, 1),
        ("Scrivere a redazione@example.it oggi.", "Posta: Redazione@example.it", FactKind::Code, 1),
    ] {
        assert_eq!(value(one, kind), value(other, kind), "{one} / {other}");
        assert_eq!(value(one, kind).len(), count, "{one}");
    }
    assert_ne!(value("Viola l'art. 73.", FactKind::Law), value("Viola l'art. 74.", FactKind::Law));
    assert_eq!(value("Viola gli artt. 73 e 74.", FactKind::Law).len(), 2);
}

/// Every second report of a robbery names the number that was called: it counts nothing, and tells little.
#[test]
fn emergency_numbers_are_no_quantities() {
    for text in ["Ha chiamato il 112 é fuggito.", "Due telefonate al 113.", "I medici del 118 sono arrivati."]
    {
        let told = read(text, Language::Italian, None);
        assert!(of_kind(&told, FactKind::Code).iter().all(|fact| fact.rarity.bits() < 5.0), "{text}");
        assert_eq!(of_kind(&told, FactKind::Code).len(), 1, "{text}");
        assert!(of_kind(&told, FactKind::Number).iter().all(|fact| fact.value == FactValue::Quantity(2.0)));
    }
    for (text, kind) in [
        ("Identificate 112 persone.", FactKind::Number),
        ("Prezzi saliti del 118 per cento.", FactKind::Percentage),
        ("Il 118% in più.", FactKind::Percentage),
    ] {
        let told = read(text, Language::Italian, None);
        assert_eq!(of_kind(&told, kind).len(), 1, "{text}");
        assert!(of_kind(&told, FactKind::Code).is_empty(), "{text}");
    }
}

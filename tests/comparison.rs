//! What is shown of a pair: facts in words with their places, and reasons, on texts that are invented.

use ricalco::judge::comparison::{Comparison, FactPair, Part, ToldFact};
use ricalco::read::facts::FactKind;
use ricalco::{Deduplicator, Document, Language};

const RELEASE: &str = "La Provincia di Valdrana ha approvato il progetto esecutivo per il rifacimento del ponte \
sul torrente Sermola. I lavori, affidati all'impresa Bertagna di Collefosco per un importo di 1.284.500 euro, \
cominceranno il 14 settembre 2026 e dureranno 210 giorni. Trentadue controlli sono previsti ogni mese. «È un'opera \
attesa», ha detto il consigliere Ettore Malvisi. Malvisi ha ricordato che l'impalcato è del 1961.";

fn compare(a: &str, b: &str) -> (Document, Document, Comparison) {
    let (a, b) = (Document::new("a", a), Document::new("b", b));
    let comparison = Deduplicator::new().explain(&a, &b);
    (a, b, comparison)
}

fn pairs(pairs: &[FactPair]) -> Vec<(&str, &str)> {
    pairs.iter().map(|pair| (pair.a.words.as_str(), pair.b.words.as_str())).collect()
}

fn words(facts: &[ToldFact]) -> Vec<&str> {
    facts.iter().map(|fact| fact.words.as_str()).collect()
}

/// Every place of every fact, with the document that it stands in.
fn places<'c>(
    a: &'c Document,
    b: &'c Document,
    comparison: &'c Comparison,
) -> Vec<(&'c ToldFact, Option<&'c str>)> {
    let both = comparison.agree.iter().chain(&comparison.disagree);
    let left = both.clone().map(|pair| &pair.a).chain(&comparison.only_a).map(|fact| (a, fact));
    let right = both.map(|pair| &pair.b).chain(&comparison.only_b).map(|fact| (b, fact));
    left.chain(right)
        .flat_map(|(document, fact)| fact.places.iter().map(move |place| (document, fact, place)))
        .map(|(document, fact, place)| {
            let text = match place.part {
                Part::Title => document.title().unwrap_or_default(),
                Part::Text => document.text(),
            };
            (fact, text.get(place.range.clone()))
        })
        .collect()
}

#[test]
fn facts_that_agree_are_told_in_one_way_however_the_texts_tell_them() {
    let (_, _, found) = compare(
        RELEASE,
        "Duecentodieci giorni e 1,2845 milioni di euro: via il 14 settembre al ponte sul Sermola. I controlli \
         saranno 32. Così Malvisi.",
    );
    let agree = pairs(&found.agree);
    for expected in [
        ("1.284.500 euro", "1.284.500 euro"),
        ("210 giorni", "210 giorni"),
        ("14 settembre 2026", "14 settembre"),
        ("Ettore Malvisi", "Malvisi"),
    ] {
        assert!(agree.contains(&expected), "{expected:?} is not in {agree:?}");
    }
}

#[test]
fn a_rounded_value_agrees_and_another_value_does_not() {
    let told = |value: &str| format!("Il cantiere del ponte sul Sermola costerà {value} alla Provincia.");
    let exact = told("1.284.500 euro");
    for (other, agrees) in [
        ("1,3 milioni di euro", true),
        ("circa 1,2 milioni di euro", true),
        ("1,28 milioni di euro", true),
        ("1.284.600 euro", false),
        ("1,4 milioni di euro", false),
        ("1 milione di euro", false),
        ("768.300 euro", false),
    ] {
        let (_, _, found) = compare(&exact, &told(other));
        let sums = found.agree.iter().filter(|pair| pair.a.kind == FactKind::Sum).count();
        assert_eq!(sums == 1, agrees, "{other}: {:?} / {:?}", pairs(&found.agree), pairs(&found.disagree));
    }
}

#[test]
fn the_same_noun_with_another_value_disagrees() {
    let (_, _, found) = compare(
        "Nei cantieri della valle i militari hanno fatto 32 controlli e identificato 84 persone.",
        "Il bilancio di aprile: 45 controlli, con 84 persone identificate dai militari.",
    );
    assert_eq!(pairs(&found.disagree), [("32 controlli", "45 controlli")]);
    assert!(pairs(&found.agree).contains(&("84 persone", "84 persone")));
}

#[test]
fn what_was_changed_inside_a_passage_disagrees_whatever_it_counts() {
    let told = |sum: &str, day: &str| {
        format!(
            "I lavori di rifacimento del ponte provinciale cominceranno {day} per un importo di {sum} e il \
             traffico sarà deviato sulla strada comunale."
        )
    };
    let (_, _, found) =
        compare(&told("1.284.500 euro", "il 14 settembre"), &told("768.300 euro", "il 5 novembre"));
    let disagree = pairs(&found.disagree);
    assert!(disagree.contains(&("1.284.500 euro", "768.300 euro")), "{disagree:?}");
    assert!(disagree.contains(&("14 settembre", "5 novembre")), "{disagree:?}");
}

#[test]
fn a_fact_that_one_leaves_out_is_no_disagreement() {
    let (_, _, found) = compare(RELEASE, "Il ponte sul Sermola sarà rifatto: 210 giorni di lavori.");
    assert!(found.disagree.is_empty(), "{:?}", pairs(&found.disagree));
    assert!(words(&found.only_a).contains(&"1.284.500 euro"));
}

#[test]
fn a_name_is_told_whole_and_once() {
    let (_, _, found) = compare(RELEASE, "Piove da ieri su tutta la pianura.");
    let names: Vec<&str> = found
        .only_a
        .iter()
        .filter(|fact| fact.kind == FactKind::Name)
        .map(|fact| fact.words.as_str())
        .collect();
    assert_eq!(names.iter().filter(|name| name.contains("Malvisi")).collect::<Vec<_>>(), [&"Ettore Malvisi"]);
    let malvisi = found.only_a.iter().find(|fact| fact.words == "Ettore Malvisi").expect("the name");
    assert_eq!(malvisi.places.len(), 2, "both places of the name");
}

#[test]
fn places_point_into_the_texts_as_they_came() {
    let a = Document::new(
        "a",
        "L’importo &egrave; di 1.284.500 €.\r\nTrenta\u{ad}due\u{a0}controlli 🙂 a Cantù.",
    )
    .with_title("Cant&ugrave;: 32 controlli");
    let b = Document::new("b", "A Cantu' 32 controlli; importo: 1.284.500 euro.");
    let found = Deduplicator::new().explain(&a, &b);
    let told: Vec<_> = places(&a, &b, &found)
        .into_iter()
        .map(|(fact, place)| (fact.words.as_str(), place.expect("a range on character boundaries")))
        .collect();
    for expected in [
        ("1.284.500 euro", "1.284.500 €"),
        ("32 controlli", "Trenta\u{ad}due\u{a0}controlli"),
        ("32 controlli", "32 controlli"),
    ] {
        assert!(told.contains(&expected), "{expected:?} is not in {told:?}");
    }
}

#[test]
fn the_order_of_the_two_only_swaps_the_sides() {
    let other =
        "Duecento giorni e 1,3 milioni: il ponte sul Sermola si rifà. Trentuno controlli, dice Malvisi.";
    let (_, _, one) = compare(RELEASE, other);
    let (_, _, two) = compare(other, RELEASE);
    let turned = |list: &[FactPair]| {
        let mut turned: Vec<_> = pairs(list).into_iter().map(|(a, b)| (b.to_owned(), a.to_owned())).collect();
        turned.sort();
        turned
    };
    let sorted = |list: &[FactPair]| {
        let mut list: Vec<_> = pairs(list).into_iter().map(|(a, b)| (a.to_owned(), b.to_owned())).collect();
        list.sort();
        list
    };
    assert_eq!(sorted(&one.agree), turned(&two.agree));
    assert_eq!(sorted(&one.disagree), turned(&two.disagree));
    assert_eq!(one.alignment, two.alignment.swapped());
}

#[test]
fn english_facts_are_told_in_english() {
    let document = |id: &str, text: &str| Document::new(id, text).with_language(Language::English);
    let a =
        document("a", "The county will spend $1,284,500 on the bridge; work starts on September 14, 2026.");
    let b = document("b", "Work on the bridge begins September 14, 2026 at a cost of $1,284,500.");
    let found = Deduplicator::new().explain(&a, &b);
    let agree = pairs(&found.agree);
    assert!(agree.contains(&("1,284,500 dollars", "1,284,500 dollars")), "{agree:?}");
    assert!(agree.contains(&("14 September 2026", "14 September 2026")), "{agree:?}");
}

#[test]
fn reasons_are_few_ordered_and_told_in_words() {
    let (_, _, found) =
        compare(RELEASE, "Il ponte sul Sermola sarà rifatto in 210 giorni per 1.284.500 euro.");
    assert!(!found.reasons.is_empty() && found.reasons.len() <= 5);
    assert!(found.reasons.windows(2).all(|pair| pair[0].push.abs() >= pair[1].push.abs()));
    for reason in &found.reasons {
        assert_ne!(reason.phrase(Language::Italian), reason.phrase(Language::English));
    }
    let (_, _, same) = compare(RELEASE, RELEASE);
    assert!(same.reasons.is_empty(), "of equal texts there is nothing to explain");
}

#[test]
fn nothing_and_noise_are_compared_too() {
    let noise = "1 2 3 ".repeat(20_000);
    for (a, b) in [("", ""), ("", RELEASE), (RELEASE, " \n"), (&noise, &noise), (&noise, RELEASE)] {
        let (a, b, found) = compare(a, b);
        assert!(places(&a, &b, &found).iter().all(|(_, place)| place.is_some()));
    }
}

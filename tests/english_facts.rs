//! Facts in English copy, and the plain facts of the languages that are read by digits and capitals.

mod reading;

use reading::{of_kind, read};
use ricalco::Language;
use ricalco::read::facts::{FactKind, FactValue, Precision, Unit};
use ricalco::read::stem::{StemHash, Stemmer};

const PUBLISHED: Option<&str> = Some("2005-03-09T12:00:00Z");

fn values(text: &str, kind: FactKind) -> Vec<FactValue> {
    of_kind(&read(text, Language::English, PUBLISHED), kind).iter().map(|fact| fact.value).collect()
}

fn quantities(text: &str, kind: FactKind) -> Vec<f64> {
    values(text, kind)
        .into_iter()
        .filter_map(|value| if let FactValue::Quantity(value) = value { Some(value) } else { None })
        .collect()
}

#[test]
fn quantities_in_words_and_figures() {
    for (text, kind, expected) in [
        ("They found 1,500 cases.", FactKind::Number, vec![1500.0]),
        ("They found thirty-two cases.", FactKind::Number, vec![32.0]),
        ("They found two hundred and fifty cases.", FactKind::Number, vec![250.0]),
        ("They found twelve thousand cases.", FactKind::Number, vec![12_000.0]),
        ("They found 12 million cases.", FactKind::Number, vec![12e6]),
        ("They found 1 6 million cases.", FactKind::Number, vec![1.6e6]),
        ("They found 17 500 cases.", FactKind::Number, vec![17_500.0]),
        ("They found a dozen cases.", FactKind::Number, vec![12.0]),
        ("It grew 20 percent.", FactKind::Percentage, vec![20.0]),
        ("It grew 20%.", FactKind::Percentage, vec![20.0]),
        ("It grew 4.5 per cent.", FactKind::Percentage, vec![4.5]),
        ("It costs $1.2 million.", FactKind::Sum, vec![1.2e6]),
        ("It costs $ 50 million a year.", FactKind::Sum, vec![50e6]),
        ("It costs 300 dollars.", FactKind::Sum, vec![300.0]),
        ("A grant of $1,284,500 was made.", FactKind::Sum, vec![1_284_500.0]),
        ("A 47-year-old man.", FactKind::Age, vec![47.0]),
        ("A man aged 47 was there.", FactKind::Age, vec![47.0]),
        ("He is 47 years old.", FactKind::Age, vec![47.0]),
        ("The third phase begins.", FactKind::Ordinal, vec![3.0]),
        ("The 109th Congress met.", FactKind::Ordinal, vec![109.0]),
    ] {
        assert_eq!(quantities(text, kind), expected, "{text}");
    }
    let facts = read("More than 40 new farms closed.", Language::English, None);
    assert_eq!(facts[0].precision, Precision::AtLeast);
    assert_eq!(
        facts[0].counted,
        Some(Stemmer::new(Language::English).stem("farms", &mut String::new()).hash)
    );
    assert_eq!(read("Drive 10 miles.", Language::English, None)[0].unit, Some(Unit::Metre));
}

#[test]
fn dates_and_times() {
    let day = |year, month, day| FactValue::Date { year: Some(year), month: Some(month), day: Some(day) };
    for (text, expected) in [
        ("It happened on March 7, 2005 in town.", day(2005, 3, 7)),
        ("It happened on 7 March 2005 in town.", day(2005, 3, 7)),
        ("It happened on Monday in town.", day(2005, 3, 7)),
        ("It happened on Monday, March 7 in town.", day(2005, 3, 7)),
        ("It happened on November 30 in town.", day(2004, 11, 30)),
        ("It happened yesterday in town.", day(2005, 3, 8)),
        ("It happened on 3/7/2005 in town.", day(2005, 3, 7)),
        ("It happened on 17/3/2005 in town.", day(2005, 3, 17)),
        ("Senator Lane on Schools 03 07 2005 News Release", day(2005, 3, 7)),
        ("Senator Lane on Schools 17 03 2005 News Release", day(2005, 3, 17)),
    ] {
        assert_eq!(values(text, FactKind::Date), [expected], "{text}");
    }
    assert!(values("They may march on.", FactKind::Date).is_empty());
    // No such month, no such day of one, no such year: a telephone number has other parts.
    assert_eq!(values("Call 02 30 2004, 02 17 4567 or 17 44 2005 now.", FactKind::Date), []);
    assert_eq!(values("Meet at 6:30 pm today.", FactKind::Time), [FactValue::Minutes(18 * 60 + 30)]);
    assert_eq!(values("Meet at 6 p.m. today.", FactKind::Time), [FactValue::Minutes(18 * 60)]);
}

#[test]
fn names_by_their_capitals() {
    let names = |text: &str| values(text, FactKind::Name);
    let hashes = |words: &str| {
        words.split_whitespace().map(|word| FactValue::Text(StemHash::of(word))).collect::<Vec<_>>()
    };
    assert_eq!(names("We met Jane Doe in Fargo."), hashes("jane doe fargo"));
    assert_eq!(names("We met in New Mexico."), hashes("new mexico"));
    assert_eq!(names("We met Senator Doe's staff."), hashes("doe"));
    assert!(names("SENATE PASSES THE BILL AT LAST\nIt passed.").is_empty());
    assert!(names("Senate Passes Farm Bill After Long Debate\nIt passed.").is_empty());
}

#[test]
fn other_languages_have_digits_and_capitals() {
    let facts = read("Il y a 1.500 personnes à Lyon, dont deux blessés.", Language::French, None);
    assert_eq!(of_kind(&facts, FactKind::Number).len(), 1, "{facts:?}");
    assert_eq!(of_kind(&facts, FactKind::Number)[0].value, FactValue::Quantity(1500.0));
    assert_eq!(of_kind(&facts, FactKind::Name)[0].value, FactValue::Text(StemHash::of("lyon")));
}

//! Words: the value of a fact as people write it.
//!
//! In: a fact. Out: `1.284.500 euro`, `23 novembre 2026`, `6,3 km`; in Italian for Italian
//! documents, in English for all others. Cost: constant. One value is always told in one way,
//! however the text has it, so that a reader sees at once that two texts say the same.

use crate::language::Language;
use crate::read::facts::{Fact, FactKind, FactValue, Precision, Unit};

const MONTHS: [[&str; 2]; 12] = [
    ["gennaio", "January"],
    ["febbraio", "February"],
    ["marzo", "March"],
    ["aprile", "April"],
    ["maggio", "May"],
    ["giugno", "June"],
    ["luglio", "July"],
    ["agosto", "August"],
    ["settembre", "September"],
    ["ottobre", "October"],
    ["novembre", "November"],
    ["dicembre", "December"],
];

/// A unit's names: how much of the base unit it is, and in Italian and English for one and for many.
type Name = (f64, [&'static str; 2], [&'static str; 2]);

const fn sign(factor: f64, sign: &'static str) -> Name {
    (factor, [sign, sign], [sign, sign])
}

/// The value of a fact in words; `None` for names, laws and codes, whose words are their value.
pub(super) fn value(fact: &Fact, language: Language) -> Option<String> {
    let italian = language == Language::Italian;
    let told = match fact.value {
        FactValue::Quantity(value) => quantity(fact, value, italian),
        FactValue::Date { year, month, day } => date(year, month, day, italian),
        FactValue::Minutes(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        FactValue::Text(_) => return None,
    };
    let precision = match (fact.precision, italian) {
        (Precision::Exact, _) => "",
        (Precision::About, true) => "circa ",
        (Precision::About, false) => "about ",
        (Precision::AtLeast, true) => "oltre ",
        (Precision::AtLeast, false) => "over ",
        (Precision::AtMost, true) => "al massimo ",
        (Precision::AtMost, false) => "at most ",
    };
    Some(format!("{precision}{told}"))
}

/// A value with what it counts: `32 controlli`, `1,2 kg di cocaina`, `lotto 2`.
pub(super) fn counted(value: &str, noun: &str, fact: &Fact, before: bool, language: Language) -> String {
    let italian = language == Language::Italian;
    match fact.kind {
        FactKind::Measure | FactKind::Sum | FactKind::Percentage if italian => format!("{value} di {noun}"),
        FactKind::Measure | FactKind::Sum | FactKind::Percentage => format!("{value} of {noun}"),
        _ if before => format!("{noun} {value}"),
        _ => format!("{value} {noun}"),
    }
}

fn quantity(fact: &Fact, value: f64, italian: bool) -> String {
    match fact.kind {
        FactKind::Percentage => format!("{}%", number(value, italian)),
        FactKind::Age if italian => format!("{} anni", number(value, italian)),
        FactKind::Age => format!("aged {}", number(value, italian)),
        FactKind::Ordinal if italian => format!("{}°", number(value, italian)),
        FactKind::Ordinal => format!("{}{}", number(value, italian), english_ending(value)),
        _ => fact.unit.map_or_else(|| number(value, italian), |unit| measure(value, unit, italian)),
    }
}

fn english_ending(rank: f64) -> &'static str {
    match (rank as u64 % 10, rank as u64 % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

/// A measure in the largest unit of which it is one or more; durations in one that leaves no rest.
fn measure(value: f64, unit: Unit, italian: bool) -> String {
    let names = names(unit);
    let fits = |name: &&Name| value.abs() >= name.0 * 0.999_999;
    let whole = |name: &&Name| ((value / name.0).round() * name.0 - value).abs() <= value.abs() * 1e-6;
    let chosen = if unit == Unit::Second {
        names.iter().filter(fits).find(whole).or_else(|| names.iter().find(fits))
    } else {
        names.iter().find(fits)
    };
    let Some(&(factor, one, many)) = chosen.or(names.last()) else { return number(value, italian) };
    let told = value / factor;
    let name = if (told - 1.0).abs() < 1e-9 { one } else { many };
    let name = name[usize::from(!italian)];
    // A degree stands at its number.
    let space = if unit == Unit::Degree { "" } else { " " };
    format!("{}{space}{name}", number(told, italian))
}

fn names(unit: Unit) -> &'static [Name] {
    const DAY: f64 = 86_400.0;
    const YEAR: f64 = 365.2425 * DAY;
    match unit {
        Unit::Gram => const { &[sign(1e6, "t"), sign(1e3, "kg"), sign(1.0, "g"), sign(1e-3, "mg")] },
        Unit::Metre => const { &[sign(1e3, "km"), sign(1.0, "m"), sign(1e-2, "cm"), sign(1e-3, "mm")] },
        Unit::SquareMetre => {
            const { &[sign(1e6, "km²"), (1e4, ["ettaro", "hectare"], ["ettari", "hectares"]), sign(1.0, "m²")] }
        }
        Unit::Litre => const { &[sign(1e3, "m³"), sign(1.0, "l"), sign(1e-3, "ml")] },
        Unit::Second => {
            const {
                &[
                    (YEAR, ["anno", "year"], ["anni", "years"]),
                    (YEAR / 12.0, ["mese", "month"], ["mesi", "months"]),
                    (DAY, ["giorno", "day"], ["giorni", "days"]),
                    (3600.0, ["ora", "hour"], ["ore", "hours"]),
                    (60.0, ["minuto", "minute"], ["minuti", "minutes"]),
                    (1.0, ["secondo", "second"], ["secondi", "seconds"]),
                ]
            }
        }
        Unit::KilometreHour => const { &[sign(1.0, "km/h")] },
        Unit::Watt => const { &[sign(1e9, "GW"), sign(1e6, "MW"), sign(1e3, "kW"), sign(1.0, "W")] },
        Unit::WattHour => const { &[sign(1e9, "GWh"), sign(1e6, "MWh"), sign(1e3, "kWh"), sign(1.0, "Wh")] },
        Unit::Degree => const { &[sign(1.0, "°")] },
        Unit::Euro => const { &[(1.0, ["euro", "euro"], ["euro", "euros"])] },
        Unit::Dollar => const { &[(1.0, ["dollaro", "dollar"], ["dollari", "dollars"])] },
        Unit::Sterling => const { &[(1.0, ["sterlina", "pound"], ["sterline", "pounds"])] },
        Unit::Franc => const { &[(1.0, ["franco", "franc"], ["franchi", "francs"])] },
        Unit::Lira => const { &[(1.0, ["lira", "lira"], ["lire", "lire"])] },
        Unit::Yen => const { &[(1.0, ["yen", "yen"], ["yen", "yen"])] },
    }
}

/// `1.284.500`, `6,3`: at most three decimals, no zeros at the end.
fn number(value: f64, italian: bool) -> String {
    let (group, decimal) = if italian { ('.', ',') } else { (',', '.') };
    let told = format!("{:.3}", value.abs());
    let (whole, decimals) = told.split_once('.').unwrap_or((&told, ""));
    let mut number = String::from(if value < 0.0 { "-" } else { "" });
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            number.push(group);
        }
        number.push(digit);
    }
    let decimals = decimals.trim_end_matches('0');
    if !decimals.is_empty() {
        number.push(decimal);
        number.push_str(decimals);
    }
    number
}

fn date(year: Option<i16>, month: Option<u8>, day: Option<u8>, italian: bool) -> String {
    let month = month.and_then(|month| MONTHS.get(usize::from(month).checked_sub(1)?));
    let month = month.map(|names| names[usize::from(!italian)].to_owned());
    if let (None, None, Some(day)) = (year, &month, day) {
        return format!("{} {day}", if italian { "giorno" } else { "day" });
    }
    let parts = [day.map(|day| day.to_string()), month, year.map(|year| year.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_are_told_in_units_that_people_use() {
        let rows = [
            (12e6, Unit::Gram, "12 t", "12 t"),
            (1_200.0, Unit::Gram, "1,2 kg", "1.2 kg"),
            (0.5, Unit::Metre, "50 cm", "50 cm"),
            (6_300.0, Unit::Metre, "6,3 km", "6.3 km"),
            (84.0 * 3600.0, Unit::Second, "84 ore", "84 hours"),
            (210.0 * 86_400.0, Unit::Second, "210 giorni", "210 days"),
            (365.2425 * 86_400.0, Unit::Second, "1 anno", "1 year"),
            (1_284_500.0, Unit::Euro, "1.284.500 euro", "1,284,500 euros"),
            (-3.0, Unit::Degree, "-3°", "-3°"),
        ];
        for (value, unit, italian, english) in rows {
            assert_eq!(measure(value, unit, true), italian);
            assert_eq!(measure(value, unit, false), english);
        }
    }

    #[test]
    fn dates_are_told_with_what_is_known() {
        assert_eq!(date(Some(2026), Some(11), Some(23), true), "23 novembre 2026");
        assert_eq!(date(None, Some(9), Some(14), false), "14 September");
        assert_eq!(date(None, None, Some(14), true), "giorno 14");
        assert_eq!(date(Some(2026), None, None, true), "2026");
    }
}

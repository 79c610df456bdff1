//! Units: what measures and sums are told in, and the words for them.
//!
//! In: nothing. Out: [`Unit`] and the tables from words and signs to units, each with the factor
//! that brings it to the base unit. Cost: none; the tables are static and sorted by unit.
//! Factors are exact by definition (SI; international yard and pound, 1959), except months and
//! years, which are the Gregorian mean (365.2425 days a year).

/// The base unit of a measure, or the currency of a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
#[non_exhaustive]
pub enum Unit {
    /// Mass, in grams.
    Gram = 0,
    /// Length, in metres.
    Metre = 1,
    /// Area, in square metres.
    SquareMetre = 2,
    /// Volume, in litres; a cubic metre has 1000.
    Litre = 3,
    /// Duration, in seconds.
    Second = 4,
    /// Speed, in kilometres an hour.
    KilometreHour = 5,
    /// Power, in watts.
    Watt = 6,
    /// Energy, in watt-hours.
    WattHour = 7,
    /// Temperature or angle, in degrees.
    Degree = 8,
    /// Euros.
    Euro = 9,
    /// Dollars, of whatever country.
    Dollar = 10,
    /// Pounds sterling.
    Sterling = 11,
    /// Francs, of whatever country.
    Franc = 12,
    /// Lire, for years before 2002.
    Lira = 13,
    /// Yen.
    Yen = 14,
}

impl Unit {
    /// Whether it is a currency.
    pub fn is_currency(self) -> bool {
        self >= Self::Euro
    }
}

/// Seconds in a day.
pub(super) const DAY: f64 = 86_400.0;
/// Seconds in a mean Gregorian year.
pub(super) const YEAR: f64 = 365.2425 * DAY;
/// Seconds in a mean Gregorian month.
pub(super) const MONTH: f64 = YEAR / 12.0;

/// Signs and abbreviations that every language shares, in folded form.
pub(super) const SHARED: &[(&str, Unit, f64)] = &[
    ("g", Unit::Gram, 1.0),
    ("gr", Unit::Gram, 1.0),
    ("kg", Unit::Gram, 1e3),
    ("t", Unit::Gram, 1e6),
    ("cm", Unit::Metre, 1e-2),
    ("km", Unit::Metre, 1e3),
    ("m", Unit::Metre, 1.0),
    ("mm", Unit::Metre, 1e-3),
    ("kmq", Unit::SquareMetre, 1e6),
    ("m2", Unit::SquareMetre, 1.0),
    ("m²", Unit::SquareMetre, 1.0),
    ("mq", Unit::SquareMetre, 1.0),
    ("m3", Unit::Litre, 1e3),
    ("m³", Unit::Litre, 1e3),
    ("mc", Unit::Litre, 1e3),
    ("ml", Unit::Litre, 1e-3),
    ("min", Unit::Second, 60.0),
    ("km/h", Unit::KilometreHour, 1.0),
    ("kmh", Unit::KilometreHour, 1.0),
    ("gw", Unit::Watt, 1e9),
    ("kw", Unit::Watt, 1e3),
    ("mw", Unit::Watt, 1e6),
    ("gwh", Unit::WattHour, 1e9),
    ("kwh", Unit::WattHour, 1e3),
    ("mwh", Unit::WattHour, 1e6),
    ("eur", Unit::Euro, 1.0),
    ("usd", Unit::Dollar, 1.0),
    ("gbp", Unit::Sterling, 1.0),
    ("chf", Unit::Franc, 1.0),
];

/// Italian words for units.
pub(super) const ITALIAN: &[(&str, Unit, f64)] = &[
    ("chili", Unit::Gram, 1e3),
    ("chilo", Unit::Gram, 1e3),
    ("chilogrammi", Unit::Gram, 1e3),
    ("chilogrammo", Unit::Gram, 1e3),
    ("etti", Unit::Gram, 100.0),
    ("grammi", Unit::Gram, 1.0),
    ("grammo", Unit::Gram, 1.0),
    ("kili", Unit::Gram, 1e3),
    ("milligrammi", Unit::Gram, 1e-3),
    ("quintale", Unit::Gram, 1e5),
    ("quintali", Unit::Gram, 1e5),
    ("tonnellata", Unit::Gram, 1e6),
    ("tonnellate", Unit::Gram, 1e6),
    ("centimetri", Unit::Metre, 1e-2),
    ("centimetro", Unit::Metre, 1e-2),
    ("chilometri", Unit::Metre, 1e3),
    ("chilometro", Unit::Metre, 1e3),
    ("metri", Unit::Metre, 1.0),
    ("metro", Unit::Metre, 1.0),
    ("miglia", Unit::Metre, 1_609.344),
    ("millimetri", Unit::Metre, 1e-3),
    ("millimetro", Unit::Metre, 1e-3),
    ("ettari", Unit::SquareMetre, 1e4),
    ("ettaro", Unit::SquareMetre, 1e4),
    ("ettolitri", Unit::Litre, 100.0),
    ("litri", Unit::Litre, 1.0),
    ("litro", Unit::Litre, 1.0),
    ("millilitri", Unit::Litre, 1e-3),
    ("giornata", Unit::Second, DAY),
    ("giorni", Unit::Second, DAY),
    ("giorno", Unit::Second, DAY),
    ("mese", Unit::Second, MONTH),
    ("mesi", Unit::Second, MONTH),
    ("minuti", Unit::Second, 60.0),
    ("minuto", Unit::Second, 60.0),
    ("ora", Unit::Second, 3_600.0),
    ("ore", Unit::Second, 3_600.0),
    ("secondi", Unit::Second, 1.0),
    ("settimana", Unit::Second, 7.0 * DAY),
    ("settimane", Unit::Second, 7.0 * DAY),
    ("nodi", Unit::KilometreHour, 1.852),
    ("gigawatt", Unit::Watt, 1e9),
    ("kilowatt", Unit::Watt, 1e3),
    ("megawatt", Unit::Watt, 1e6),
    ("watt", Unit::Watt, 1.0),
    ("gigawattora", Unit::WattHour, 1e9),
    ("kilowattora", Unit::WattHour, 1e3),
    ("megawattora", Unit::WattHour, 1e6),
    ("gradi", Unit::Degree, 1.0),
    ("cent", Unit::Euro, 0.01),
    ("centesimi", Unit::Euro, 0.01),
    ("centesimo", Unit::Euro, 0.01),
    ("euro", Unit::Euro, 1.0),
    ("dollari", Unit::Dollar, 1.0),
    ("dollaro", Unit::Dollar, 1.0),
    ("sterline", Unit::Sterling, 1.0),
    ("franchi", Unit::Franc, 1.0),
    ("lire", Unit::Lira, 1.0),
    ("yen", Unit::Yen, 1.0),
];

/// English words for units; `pounds` are taken as mass, since sums in sterling carry the sign.
pub(super) const ENGLISH: &[(&str, Unit, f64)] = &[
    ("grams", Unit::Gram, 1.0),
    ("kilograms", Unit::Gram, 1e3),
    ("kilos", Unit::Gram, 1e3),
    ("lb", Unit::Gram, 453.592_37),
    ("lbs", Unit::Gram, 453.592_37),
    ("ounces", Unit::Gram, 28.349_523_125),
    ("pounds", Unit::Gram, 453.592_37),
    ("tonnes", Unit::Gram, 1e6),
    ("tons", Unit::Gram, 907_184.74),
    ("centimeters", Unit::Metre, 1e-2),
    ("centimetres", Unit::Metre, 1e-2),
    ("feet", Unit::Metre, 0.304_8),
    ("inches", Unit::Metre, 0.025_4),
    ("kilometers", Unit::Metre, 1e3),
    ("kilometres", Unit::Metre, 1e3),
    ("meters", Unit::Metre, 1.0),
    ("metres", Unit::Metre, 1.0),
    ("miles", Unit::Metre, 1_609.344),
    ("yards", Unit::Metre, 0.914_4),
    ("acres", Unit::SquareMetre, 4_046.856_422_4),
    ("hectares", Unit::SquareMetre, 1e4),
    ("gallons", Unit::Litre, 3.785_411_784),
    ("liters", Unit::Litre, 1.0),
    ("litres", Unit::Litre, 1.0),
    ("day", Unit::Second, DAY),
    ("days", Unit::Second, DAY),
    ("hour", Unit::Second, 3_600.0),
    ("hours", Unit::Second, 3_600.0),
    ("minute", Unit::Second, 60.0),
    ("minutes", Unit::Second, 60.0),
    ("month", Unit::Second, MONTH),
    ("months", Unit::Second, MONTH),
    ("seconds", Unit::Second, 1.0),
    ("week", Unit::Second, 7.0 * DAY),
    ("weeks", Unit::Second, 7.0 * DAY),
    ("kph", Unit::KilometreHour, 1.0),
    ("mph", Unit::KilometreHour, 1.609_344),
    ("gigawatts", Unit::Watt, 1e9),
    ("kilowatts", Unit::Watt, 1e3),
    ("megawatts", Unit::Watt, 1e6),
    ("watts", Unit::Watt, 1.0),
    ("degrees", Unit::Degree, 1.0),
    ("euros", Unit::Euro, 1.0),
    ("dollar", Unit::Dollar, 1.0),
    ("dollars", Unit::Dollar, 1.0),
    ("francs", Unit::Franc, 1.0),
    ("yen", Unit::Yen, 1.0),
];

/// The currency of a sign.
pub(super) fn of_sign(sign: &str) -> Option<Unit> {
    match sign {
        "€" => Some(Unit::Euro),
        "$" => Some(Unit::Dollar),
        "£" => Some(Unit::Sterling),
        "¥" => Some(Unit::Yen),
        _ => None,
    }
}

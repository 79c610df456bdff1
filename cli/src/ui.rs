//! Ui: the language in which people are spoken to of documents, and the words that several outputs
//! share. Italian for Italian documents, English for all others, unless told.

use clap::ValueEnum;
use ricalco::read::facts::FactKind;
use ricalco::{Language, Relation, Timestamp};

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Ui {
    /// Italiano
    It,
    /// English
    En,
}

impl Ui {
    /// The one that was asked for, else the one that suits the documents.
    pub(crate) fn choose(asked: Option<Self>, documents: Language) -> Self {
        asked.unwrap_or(if documents == Language::Italian { Self::It } else { Self::En })
    }

    /// The language's code in HTML.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::It => "it",
            Self::En => "en",
        }
    }

    /// The language for the library's words.
    pub(crate) fn language(self) -> Language {
        match self {
            Self::It => Language::Italian,
            Self::En => Language::English,
        }
    }

    /// One of two wordings of the same thing.
    pub(crate) fn pick<T>(self, italian: T, english: T) -> T {
        match self {
            Self::It => italian,
            Self::En => english,
        }
    }

    /// What a document is to its source, in a word.
    pub(crate) fn relation(self, relation: Relation) -> &'static str {
        match relation {
            Relation::Single => self.pick("singolo", "single"),
            Relation::Source => self.pick("fonte", "source"),
            Relation::Identical => self.pick("identico", "identical"),
            Relation::Republished => self.pick("ripreso", "republished"),
            Relation::Rewritten => self.pick("riscritto", "rewritten"),
            Relation::Excerpt => self.pick("estratto", "excerpt"),
            Relation::Roundup => self.pick("raccolta", "roundup"),
            Relation::Updated => self.pick("aggiornato", "updated"),
            other => other.as_str(),
        }
    }

    /// What a fact speaks of, in a word.
    pub(crate) fn kind(self, kind: FactKind) -> &'static str {
        match kind {
            FactKind::Number => self.pick("numero", "number"),
            FactKind::Measure => self.pick("misura", "measure"),
            FactKind::Sum => self.pick("somma", "sum"),
            FactKind::Percentage => self.pick("percentuale", "percentage"),
            FactKind::Ordinal => self.pick("ordine", "rank"),
            FactKind::Age => self.pick("età", "age"),
            FactKind::Date => self.pick("data", "date"),
            FactKind::Time => self.pick("ora", "time"),
            FactKind::Name => self.pick("nome", "name"),
            FactKind::Law => self.pick("norma", "law"),
            FactKind::Code => self.pick("codice", "code"),
            _ => self.pick("dato", "fact"),
        }
    }
}

/// A share in whole percents; all and nothing are said only of all and nothing.
pub(crate) fn percent(share: f32) -> String {
    let rounded = (share * 100.0).round();
    let rounded = if share < 1.0 { rounded.min(99.0) } else { rounded };
    let rounded = if share > 0.0 { rounded.max(1.0) } else { rounded };
    format!("{rounded:.0}%")
}

/// A moment as people read it, on the clock that it came with: `2026-03-22 10:12`.
pub(crate) fn moment(moment: Timestamp) -> String {
    let moment = moment.to_string();
    // RFC 3339 to the minute, whatever the length of the year.
    let minute = moment.find('T').map_or(moment.len(), |t| moment.len().min(t + 6));
    moment.get(..minute).unwrap_or(&moment).replace('T', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_all_is_a_hundred_percent() {
        let shown = [0.0, 0.001, 0.5, 0.996, 1.0].map(percent);
        assert_eq!(shown, ["0%", "1%", "50%", "99%", "100%"]);
    }

    #[test]
    fn a_moment_is_read_on_its_own_clock() {
        assert_eq!(moment("2026-03-22T10:12:31+01:00".parse().unwrap()), "2026-03-22 10:12");
    }
}

//! Names: which field of a document a column or a JSON field holds, by its name.
//!
//! In: a name, in Italian or English. Out: the field, and how likely. Cost: a look at each known name.

use super::options::Field;

/// Names by field, the likelier first; compared without case, spaces and underscores.
const GUESSES: &[(Field, &[&str])] = &[
    (Field::Id, &["id", "guid", "uuid", "uri", "url", "link", "codice"]),
    (
        Field::Text,
        &[
            "text",
            "testo",
            "body",
            "corpo",
            "content",
            "contenuto",
            "bodytext",
            "articolo",
            "descrizione",
            "description",
        ],
    ),
    (Field::Title, &["title", "titolo", "headline", "subject", "oggetto"]),
    (Field::Outlet, &["outlet", "source", "testata", "fonte", "publisher", "editore", "agenzia", "sito"]),
    (
        Field::Published,
        &[
            "published",
            "date",
            "data",
            "pubdate",
            "publishedat",
            "pubblicato",
            "datapubblicazione",
            "datetime",
            "timestamp",
        ],
    ),
    (Field::Lang, &["lang", "language", "lingua"]),
];

/// The field that a column or a JSON field of that name most likely holds, and how likely: the smaller the likelier.
pub(super) fn guess(name: &str) -> Option<(Field, usize)> {
    let name: String =
        name.chars().filter(|char| char.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    GUESSES.iter().find_map(|(field, names)| Some((*field, names.iter().position(|known| *known == name)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_guessed() {
        assert_eq!(guess(" Data pubblicazione ").map(|(field, _)| field), Some(Field::Published));
        assert_eq!(guess("BODY_TEXT").map(|(field, _)| field), Some(Field::Text));
        assert_eq!(guess("prezzo"), None);
    }
}

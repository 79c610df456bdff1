//! Wrapped text: paragraphs that were broken into lines of one width, as agencies' terminals and mail do.
//!
//! In: plain text. Out: the text with each paragraph on one line again; a text that was not wrapped as
//! it is. Cost: `O(n)`. A break is one of wrapping where the next word would not have fitted on the line;
//! where it would have, somebody ended the line there. Gives up: text wrapped by other rules (justified,
//! with words divided), and a heading as wide as the page, which joins its paragraph.

use std::borrow::Cow;

/// Widths in characters that a page of wrapped text has.
const WIDTHS: std::ops::RangeInclusive<usize> = 50..=100;

/// Joins the lines that wrapping parted.
pub(super) fn unwrapped(text: &str) -> Cow<'_, str> {
    let wide = |line: &str| line.trim_end().chars().count();
    let width = text.lines().map(wide).max().unwrap_or_default();
    if !WIDTHS.contains(&width) {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        joined.push_str(line.trim_end());
        let word = lines.peek().and_then(|next| next.split_whitespace().next());
        let goes_on = !line.trim().is_empty() && word.is_some_and(|word| wide(line) + 1 + wide(word) > width);
        joined.push(if goes_on { ' ' } else { '\n' });
    }
    Cow::Owned(joined)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_joined_where_the_next_word_had_no_room() {
        let wrapped = "Il Comune di Gavardo apre il 3 marzo il nuovo asilo di via\n\
                       Quarena: sessantadue posti.\n\
                       Leggi anche: il meteo\n\nLo ha detto ieri il sindaco Ettore Malvisi ai giornalisti\n\
                       presenti.\n";
        let wanted = "Il Comune di Gavardo apre il 3 marzo il nuovo asilo di via Quarena: sessantadue posti.\n\
                      Leggi anche: il meteo\n\nLo ha detto ieri il sindaco Ettore Malvisi ai giornalisti presenti.\n";
        assert_eq!(unwrapped(wrapped), wanted);
    }

    #[test]
    fn what_was_not_wrapped_stays_as_it_is() {
        for text in ["", "Uno\n\nDue\nTre", &"parola ".repeat(40), "Un elenco:\n- pane\n- vino\n"] {
            assert_eq!(unwrapped(text), text);
        }
    }
}

//! The HTML entities that are met in copy, by name.
//!
//! Source: the HTML standard's list of named character references: Latin-1, the punctuation of
//! typesetters, and the ASCII marks that some systems escape. Sorted by name in byte order.

/// The character that an entity name stands for: `egrave` is `è`.
pub(super) fn named(name: &str) -> Option<char> {
    NAMED.binary_search_by_key(&name, |&(known, _)| known).ok().and_then(|at| NAMED.get(at)).map(|&(_, c)| c)
}

/// No name in the table is longer, in bytes.
pub(super) const LONGEST_NAME: usize = 8;

#[rustfmt::skip]
const NAMED: &[(&str, char)] = &[
    ("AElig", 'Æ'), ("Aacute", 'Á'), ("Acirc", 'Â'), ("Agrave", 'À'), ("Aring", 'Å'), ("Atilde", 'Ã'),
    ("Auml", 'Ä'), ("Cacute", 'Ć'), ("Ccaron", 'Č'), ("Ccedil", 'Ç'), ("Dagger", '‡'), ("ETH", 'Ð'),
    ("Eacute", 'É'), ("Ecirc", 'Ê'), ("Egrave", 'È'), ("Euml", 'Ë'), ("Iacute", 'Í'), ("Icirc", 'Î'),
    ("Igrave", 'Ì'), ("Iuml", 'Ï'), ("NewLine", '\n'), ("Ntilde", 'Ñ'), ("OElig", 'Œ'), ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'), ("Ograve", 'Ò'), ("Oslash", 'Ø'), ("Otilde", 'Õ'), ("Ouml", 'Ö'), ("Prime", '″'),
    ("Scaron", 'Š'), ("THORN", 'Þ'), ("Tab", '\t'), ("Uacute", 'Ú'), ("Ucirc", 'Û'), ("Ugrave", 'Ù'),
    ("Uuml", 'Ü'), ("Yacute", 'Ý'), ("Yuml", 'Ÿ'), ("Zcaron", 'Ž'), ("aacute", 'á'), ("abreve", 'ă'),
    ("acirc", 'â'), ("acute", '´'), ("aelig", 'æ'), ("agrave", 'à'), ("amp", '&'), ("apos", '\''),
    ("aring", 'å'), ("ast", '*'), ("atilde", 'ã'), ("auml", 'ä'), ("bdquo", '„'), ("brvbar", '¦'),
    ("bull", '•'), ("cacute", 'ć'), ("ccaron", 'č'), ("ccedil", 'ç'), ("cedil", '¸'), ("cent", '¢'),
    ("circ", 'ˆ'), ("colon", ':'), ("comma", ','), ("commat", '@'), ("copy", '©'), ("curren", '¤'),
    ("dagger", '†'), ("deg", '°'), ("divide", '÷'), ("dstrok", 'đ'), ("eacute", 'é'), ("ecirc", 'ê'),
    ("egrave", 'è'), ("emsp", '\u{2003}'), ("ensp", '\u{2002}'), ("eth", 'ð'), ("euml", 'ë'), ("euro", '€'),
    ("excl", '!'), ("fnof", 'ƒ'), ("frac12", '½'), ("frac14", '¼'), ("frac34", '¾'), ("ge", '≥'),
    ("grave", '`'), ("gt", '>'), ("hellip", '…'), ("hyphen", '‐'), ("iacute", 'í'), ("icirc", 'î'),
    ("iexcl", '¡'), ("igrave", 'ì'), ("infin", '∞'), ("iquest", '¿'), ("iuml", 'ï'), ("laquo", '«'),
    ("larr", '←'), ("lbrace", '{'), ("ldquo", '“'), ("le", '≤'), ("lowbar", '_'), ("lpar", '('),
    ("lrm", '\u{200E}'), ("lsaquo", '‹'), ("lsqb", '['), ("lsquo", '‘'), ("lt", '<'), ("macr", '¯'),
    ("mdash", '—'), ("micro", 'µ'), ("middot", '·'), ("minus", '−'), ("nbsp", '\u{A0}'), ("ndash", '–'),
    ("ne", '≠'), ("not", '¬'), ("ntilde", 'ñ'), ("num", '#'), ("oacute", 'ó'), ("ocirc", 'ô'),
    ("oelig", 'œ'), ("ograve", 'ò'), ("ordf", 'ª'), ("ordm", 'º'), ("oslash", 'ø'), ("otilde", 'õ'),
    ("ouml", 'ö'), ("para", '¶'), ("percnt", '%'), ("period", '.'), ("permil", '‰'), ("plusmn", '±'),
    ("pound", '£'), ("prime", '′'), ("quest", '?'), ("quot", '"'), ("raquo", '»'), ("rarr", '→'),
    ("rbrace", '}'), ("rdquo", '”'), ("reg", '®'), ("rlm", '\u{200F}'), ("rpar", ')'), ("rsaquo", '›'),
    ("rsqb", ']'), ("rsquo", '’'), ("sbquo", '‚'), ("scaron", 'š'), ("scedil", 'ş'), ("sect", '§'),
    ("semi", ';'), ("shy", '\u{AD}'), ("sol", '/'), ("sup1", '¹'), ("sup2", '²'), ("sup3", '³'),
    ("szlig", 'ß'), ("thinsp", '\u{2009}'), ("thorn", 'þ'), ("tilde", '˜'), ("times", '×'), ("trade", '™'),
    ("uacute", 'ú'), ("ucirc", 'û'), ("ugrave", 'ù'), ("uml", '¨'), ("uuml", 'ü'), ("vert", '|'),
    ("yacute", 'ý'), ("yen", '¥'), ("yuml", 'ÿ'), ("zcaron", 'ž'), ("zwj", '\u{200D}'),
    ("zwnj", '\u{200C}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_and_no_longer_than_said() {
        assert!(NAMED.is_sorted_by(|a, b| a.0 < b.0));
        assert!(NAMED.iter().all(|(name, _)| name.len() <= LONGEST_NAME));
    }
}

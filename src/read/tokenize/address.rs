//! Web and mail addresses.

use super::{Case, Scanner, TokenKind};

/// The last labels of host names that are taken for addresses without `www.` before them. Sorted.
const TOP_LABELS: &[&str] =
    &["ch", "com", "edu", "eu", "gov", "info", "it", "net", "news", "online", "org", "sm", "tv", "uk"];

/// The longest name of a host, in bytes (RFC 1035, section 2.3.4).
const LONGEST_HOST: usize = 255;

fn may_stand(byte: u8) -> bool {
    byte > b' '
        && byte != 0x7F
        && !matches!(byte, b'"' | b'<' | b'>' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'|')
}

fn in_label(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'+')
}

impl Scanner<'_> {
    /// Reads an address whose first letter stands at `first`, if one stands there; the token begins at `start`.
    pub(super) fn address(&mut self, start: usize, first: usize) -> bool {
        let rest = self.bytes.get(first..).unwrap_or_default();
        let run = rest.iter().take(LONGEST_HOST).take_while(|&&byte| in_label(byte)).count();
        let label = rest.get(..run).unwrap_or_default();
        let length = match rest.get(run) {
            Some(b':') if rest.get(run..).is_some_and(|rest| rest.starts_with(b"://")) => whole(rest),
            Some(b'@') => {
                let host =
                    rest.iter().skip(run + 1).take(LONGEST_HOST).take_while(|&&byte| in_label(byte)).count();
                if host == 0 { 0 } else { run + 1 + host }
            }
            _ if label.len() > 4 && label.get(..4).is_some_and(|www| www.eq_ignore_ascii_case(b"www.")) => {
                whole(rest)
            }
            Some(b'/') if is_host(label) => whole(rest),
            _ if is_host(label) => run,
            _ => 0,
        };
        let length = rest
            .get(..length)
            .unwrap_or_default()
            .iter()
            .rposition(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | 0x80..))
            .map_or(0, |last| last + 1);
        if length == 0 || self.text.get(first..first + length).is_none() {
            return false;
        }
        self.at = first + length;
        let folded = self.lower(first);
        self.push(start, folded, TokenKind::Address, Case::Lower, false);
        true
    }
}

/// The length of what may belong to an address, up to the next space or bracket.
fn whole(rest: &[u8]) -> usize {
    rest.iter().take_while(|&&byte| may_stand(byte)).count()
}

/// Whether a run of letters and dots is the name of a host: `regione.example.it`.
fn is_host(label: &[u8]) -> bool {
    let label = label.strip_suffix(b".").unwrap_or(label);
    let Some(dot) = label.iter().rposition(|&byte| byte == b'.') else { return false };
    let (name, top) = (&label[..dot], &label[dot + 1..]);
    name.len() > 2 && !name.ends_with(b".") && TOP_LABELS.iter().any(|known| known.as_bytes() == top)
}

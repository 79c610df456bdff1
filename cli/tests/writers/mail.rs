//! Mail as press offices' programs write it: now plain, now HTML, in the transfer encodings in use.

use super::{Item, wrap};

/// A message; by its number it is folded plain text, quoted-printable in UTF-8 or Windows-1252, or
/// HTML with a plain part in base64.
pub(crate) fn message(number: usize, item: &Item) -> Vec<u8> {
    let (text, html) = (&item.text, item.html());
    let body = match number % 4 {
        0 => part("text/plain; charset=utf-8", "8bit", &wrap(text, 72).replace('\n', "\r\n")),
        1 => part("text/plain; charset=utf-8", "quoted-printable", &quoted_printable(text.as_bytes())),
        2 => {
            let (bytes, _, failed) = encoding_rs::WINDOWS_1252.encode(&html);
            assert!(!failed, "{} has characters that Windows-1252 has not", item.id);
            part("text/html; charset=windows-1252", "quoted-printable", &quoted_printable(&bytes))
        }
        _ => format!(
            "Content-Type: multipart/alternative; boundary=\"=_parte\"\r\n\r\n--=_parte\r\n{}\r\n--=_parte\r\n{}\r\n--=_parte--\r\n",
            part("text/plain; charset=utf-8", "base64", &folded(&base64(text.as_bytes()))),
            part("text/html; charset=utf-8", "8bit", &html),
        ),
    };
    let head = format!(
        "Return-Path: <stampa@example.it>\r\nMessage-ID: <{}>\r\nDate: {}\r\nFrom: {}\r\n <stampa@example.it>\r\n\
         To: redazione@example.it\r\nSubject: {}\r\nMIME-Version: 1.0\r\n",
        item.id,
        item.mail_date(),
        encoded_words(&item.outlet),
        encoded_words(&item.title),
    );
    format!("{head}{body}").into_bytes()
}

/// All of them in one mailbox, lines that begin with `From ` marked as in the mboxrd form.
pub(crate) fn mailbox(items: &[Item]) -> Vec<u8> {
    let mut mailbox = Vec::new();
    for (number, item) in items.iter().enumerate() {
        mailbox.extend_from_slice(b"From stampa@example.it Tue Dec  1 00:00:00 2026\n");
        let message = String::from_utf8(message(number, item)).expect("UTF-8").replace("\r\n", "\n");
        mailbox.extend_from_slice(message.replace("\nFrom ", "\n>From ").as_bytes());
        mailbox.extend_from_slice(b"\n\n");
    }
    mailbox
}

fn part(kind: &str, encoding: &str, content: &str) -> String {
    format!("Content-Type: {kind}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n{content}\r\n")
}

/// A header's text as encoded words (RFC 2047), folded.
fn encoded_words(text: &str) -> String {
    let mut words: Vec<String> = vec![String::new()];
    for char in text.chars() {
        if words.last().is_some_and(|word| word.len() + char.len_utf8() > 40) {
            words.push(String::new());
        }
        words.last_mut().expect("a word").push(char);
    }
    let words = words.iter().map(|word| format!("=?UTF-8?B?{}?=", base64(word.as_bytes())));
    words.collect::<Vec<_>>().join("\r\n ")
}

/// Bytes as quoted-printable (RFC 2045): lines of at most 76 characters, line ends kept.
fn quoted_printable(bytes: &[u8]) -> String {
    let mut encoded = String::new();
    for line in bytes.split(|byte| *byte == b'\n') {
        let mut column = 0;
        for byte in line {
            let piece = match byte {
                b'=' | 0..=31 | 127.. => format!("={byte:02X}"),
                _ => char::from(*byte).to_string(),
            };
            if column + piece.len() > 75 {
                encoded.push_str("=\r\n");
                column = 0;
            }
            column += piece.len();
            encoded.push_str(&piece);
        }
        if encoded.ends_with(' ') {
            encoded.pop();
            encoded.push_str("=20");
        }
        encoded.push_str("\r\n");
    }
    encoded
}

fn folded(text: &str) -> String {
    let lines = text.as_bytes().chunks(76).map(String::from_utf8_lossy);
    lines.collect::<Vec<_>>().join("\r\n")
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > chunk.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

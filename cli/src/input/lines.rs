//! Lines of a stream, without copying those that lie whole in its buffer.
//!
//! In: a buffered stream. Out: each line without its end (`\n` or `\r\n`), or the word that it is too
//! long. Cost: `O(n)`; memory is one line up to the limit, and none of what lies beyond it.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

/// A line of a stream.
pub(super) enum Line<'a> {
    /// The line, without its end.
    Whole(&'a [u8]),
    /// A line of more bytes than the limit; it was passed over.
    TooLong,
}

/// Calls `each` for every line with its number, from 1.
///
/// # Errors
///
/// When the stream cannot be read, with the number of the line that was being read.
pub(super) fn for_each_line(
    stream: &mut dyn BufRead,
    limit: usize,
    mut each: impl FnMut(u64, Line<'_>) -> ControlFlow<()>,
) -> Result<ControlFlow<()>, (u64, io::Error)> {
    let mut number = 1;
    // The part of the current line that came in earlier buffers.
    let mut begun: Vec<u8> = Vec::new();
    let mut too_long = false;
    loop {
        let buffer = match stream.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err((number, error)),
        };
        if buffer.is_empty() {
            let last = if too_long { Line::TooLong } else { Line::Whole(&begun) };
            let more = too_long || !begun.is_empty();
            return Ok(if more { each(number, last) } else { ControlFlow::Continue(()) });
        }
        let mut used = 0;
        for end in memchr::memchr_iter(b'\n', buffer) {
            let rest = &buffer[used..end];
            used = end + 1;
            let line = if too_long || begun.len() + rest.len() > limit {
                Line::TooLong
            } else if begun.is_empty() {
                Line::Whole(without_return(rest))
            } else {
                begun.extend_from_slice(rest);
                Line::Whole(without_return(&begun))
            };
            if each(number, line).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            begun.clear();
            too_long = false;
            number += 1;
        }
        let rest = &buffer[used..];
        if too_long || begun.len() + rest.len() > limit {
            too_long = true;
            begun = Vec::new();
        } else {
            begun.extend_from_slice(rest);
        }
        let all = buffer.len();
        stream.consume(all);
    }
}

fn without_return(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_the_same_whatever_the_buffer() {
        let text = b"uno\r\ndue\n\ntroppo lunga questa\nquattro";
        for capacity in [1, 2, 3, 7, 100] {
            let mut stream = io::BufReader::with_capacity(capacity, &text[..]);
            let mut seen = Vec::new();
            let flow = for_each_line(&mut stream, 10, |number, line| {
                let line = match line {
                    Line::Whole(line) => String::from_utf8_lossy(line).into_owned(),
                    Line::TooLong => "-".to_owned(),
                };
                seen.push((number, line));
                ControlFlow::Continue(())
            });
            assert!(flow.is_ok());
            let seen: Vec<_> = seen.iter().map(|(number, line)| (*number, line.as_str())).collect();
            assert_eq!(seen, [(1, "uno"), (2, "due"), (3, ""), (4, "-"), (5, "quattro")], "{capacity}");
        }
    }
}

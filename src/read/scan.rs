//! Scan: the places of rare bytes in a text.
//!
//! In: bytes, and which of them are wanted. Out: their places. Cost: a stretch without a wanted byte
//! is passed over at once, which compilers make a few instructions of. Gives up: nothing.

/// How many bytes are looked at together.
const STRETCH: usize = 32;

/// The places of the wanted bytes, ascending.
pub(super) fn places(bytes: &[u8], wanted: impl Fn(u8) -> bool + Copy) -> impl Iterator<Item = usize> {
    let stretches = bytes.chunks(STRETCH).enumerate();
    stretches
        // No early end: all bytes of a stretch are compared side by side.
        .filter(move |(_, stretch)| stretch.iter().fold(false, |any, &byte| any | wanted(byte)))
        .flat_map(move |(nth, stretch)| {
            let places = stretch.iter().enumerate().filter(move |&(_, &byte)| wanted(byte));
            places.map(move |(at, _)| nth * STRETCH + at)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_those_of_a_plain_search() {
        for length in 0..100_usize {
            let text: Vec<u8> = (0..length).map(|at| if at * at % 7 == 2 { b'(' } else { b'a' }).collect();
            let plain: Vec<usize> = (0..length).filter(|&at| text[at] == b'(').collect();
            assert_eq!(places(&text, |byte| byte == b'(').collect::<Vec<_>>(), plain);
        }
    }
}

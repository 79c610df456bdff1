//! Stretches: parts of a text that are told in one way, as the places at which they begin and end.
//!
//! In: places of terms, ascending. Out: turns, at each of which a stretch begins or ends, ascending, none twice. Cost: a
//! step a turn.

/// Adds a turn. Two at one place are none: a stretch without a term, or two stretches that are one.
pub(super) fn turn(turns: &mut Vec<u16>, turn: u16) {
    if turns.pop_if(|last| *last == turn).is_none() {
        turns.push(turn);
    }
}

/// The turns where each place of the text has moved, none before another that it followed.
pub(super) fn moved(turns: &[u16], moved: impl Fn(u16) -> u16) -> Box<[u16]> {
    let mut found = Vec::with_capacity(turns.len());
    for &place in turns {
        turn(&mut found, moved(place));
    }
    found.into_boxed_slice()
}

/// The places within.
pub(crate) fn places(turns: &[u16]) -> impl Iterator<Item = u16> + '_ {
    turns.as_chunks().0.iter().flat_map(|&[start, end]| start..end)
}

#[cfg(test)]
mod tests {
    #[test]
    fn turns_that_meet_are_none() {
        let moved = |to: fn(u16) -> u16| super::moved(&[2, 5, 7, 9], to);
        assert_eq!(*moved(|place| place.min(5)), [2, 5]);
        assert_eq!(*moved(|place| if place < 7 { place } else { place - 2 }), [2, 7]);
        assert_eq!(*moved(|_| 0), [0_u16; 0]);
    }

    #[test]
    fn places_are_those_between_a_turn_and_the_next() {
        assert_eq!(super::places(&[2, 4, 7, 8]).collect::<Vec<_>>(), [2, 3, 7]);
        assert_eq!(super::places(&[]).count(), 0);
    }
}

//! Sorting: the terms of a text, packed as numbers, in ascending order.
//!
//! In: terms, each a hash that is spread evenly, rarity and place in 48 bits. Out: the same, sorted. Cost: `O(n)`
//! where hashes are spread, `O(n log n)` above [`MOST`]: a bucket sort by the top of the hash, then an insertion sort,
//! in which a term passes the few of its bucket (Knuth 1998, 5.2.1 and 5.2.5).

/// Terms of a text at the most for which buckets are worth while, and safe where hashes are not spread: for one of
/// more, of which there are few, the library's sort is as fast.
const MOST: usize = 1_024;

/// The top eight bits of the hash.
fn bucket(term: u64) -> usize {
    (term >> 40) as usize & 0xff
}

/// Sorts terms; `room` is a buffer.
pub(super) fn sort(terms: &mut [u64], room: &mut Vec<u64>) {
    if terms.len() > MOST {
        return terms.sort_unstable();
    }
    let mut ends = [0_u16; 256];
    for &term in &*terms {
        ends[bucket(term)] += 1;
    }
    ends.iter_mut().fold(0, |end, count| {
        *count += end;
        *count
    });
    room.clear();
    room.resize(terms.len(), 0);
    // From the last, so that terms of one hash keep their order.
    for &term in terms.iter().rev() {
        let end = &mut ends[bucket(term)];
        *end -= 1;
        room[usize::from(*end)] = term;
    }
    for (nth, &term) in room.iter().enumerate() {
        let mut at = nth;
        while at > 0 && terms[at - 1] > term {
            terms[at] = terms[at - 1];
            at -= 1;
        }
        terms[at] = term;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_follow_the_order_of_terms_and_all_are_used() {
        let terms = (0..512_u64).map(|nth| nth << 39);
        let buckets: Vec<usize> = terms.map(bucket).collect();
        assert!(buckets.is_sorted());
        assert_eq!((buckets.first(), buckets.last()), (Some(&0), Some(&255)));
    }

    #[test]
    fn terms_are_sorted_whatever_their_hashes() {
        let mut room = Vec::new();
        for spread in [0x9E37_79B9_7F4A_7C15_u64, 1 << 16, 3 << 38, 1 << 41, 0] {
            for count in [0, 1, 2, 255, 300, MOST as u64, MOST as u64 + 1] {
                let mut terms: Vec<u64> = (0..count)
                    .map(|nth| (nth % 250).wrapping_mul(spread) >> 16 << 16 & 0xffff_ffff_ffff | nth)
                    .collect();
                let mut sorted = terms.clone();
                sorted.sort_unstable();
                sort(&mut terms, &mut room);
                assert_eq!(terms, sorted, "{spread:x} {count}");
            }
        }
    }
}

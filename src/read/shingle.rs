//! Shingle: windows of consecutive stems, and the SimHash over them.
//!
//! In: the stems of a text, joined by one space each. Out: the windows as slices of that text, and
//! one 64-bit [`simhash`]. Cost: `O(n)` in bytes, no allocation; about 25 ns a shingle.
//! Source: Broder 1997 (shingles); Charikar 2002 and Manku et al. 2007 (SimHash); the definition
//! is `simhash::simhash_stream` of the crate `simhash`, to which the kernel here is bit-identical
//! (`tests/simhash_kernel.rs`). Gives up: nothing against the crate; what SimHash gives up is the
//! heavy rewrite, which the facts and the rare stems find.

use std::hash::Hasher;

use siphasher::sip::SipHasher;

/// How many stems make a shingle.
pub const SHINGLE_STEMS: usize = 3;

/// The windows of [`SHINGLE_STEMS`] stems of a text of stems, each ending where `ends` says.
///
/// `ends` holds, ascending, the byte at which each stem ends; stems are separated by one byte. A
/// text of fewer stems is one shingle; an empty one has none.
pub fn shingles<'s>(stems: &'s str, ends: &'s [u32]) -> impl Iterator<Item = &'s str> {
    let windows = match ends.len() {
        0 => 0,
        n => n.saturating_sub(SHINGLE_STEMS - 1).max(1),
    };
    (0..windows).filter_map(move |first| {
        let start = if first == 0 { 0 } else { ends[first - 1] as usize + 1 };
        let last = (first + SHINGLE_STEMS).min(ends.len()) - 1;
        stems.get(start..ends[last] as usize)
    })
}

/// The SimHash of a stream of features, bit for bit that of `simhash::simhash_stream`.
///
/// The crate keeps 64 counters and touches each for every feature. Here the counters stand
/// upright: bit `i` of plane `k` is bit `k` of counter `i`, so that adding a feature is a carry
/// that ripples through two planes on average, 64 counters at once.
pub fn simhash<'s>(features: impl Iterator<Item = &'s str>) -> u64 {
    let mut planes = [0_u64; 32];
    let mut count = 0_u64;
    for feature in features {
        count += 1;
        let mut carry = feature_hash(feature);
        for plane in &mut planes {
            let next = *plane & carry;
            *plane ^= carry;
            carry = next;
            if carry == 0 {
                break;
            }
        }
    }
    let mut hash = 0;
    for bit in 0..64 {
        let ones: u64 = planes.iter().enumerate().map(|(k, plane)| ((plane >> bit) & 1) << k).sum();
        // The crate adds one for a set bit and takes one for a clear bit, and asks for more than 0.
        if 2 * ones > count {
            hash |= 1 << bit;
        }
    }
    hash
}

/// SipHash-2-4 with keys 0 of a `&str` as `std::hash::Hash` writes it: its bytes, then 0xff.
fn feature_hash(feature: &str) -> u64 {
    let mut hasher = SipHasher::new();
    hasher.write(feature.as_bytes());
    hasher.write_u8(0xff);
    hasher.finish()
}

/// How many of the 64 bits of two SimHashes differ, `0..=64`.
pub fn hamming_distance(a: u64, b: u64) -> u32 {
    simhash::hamming_distance(a, b)
}

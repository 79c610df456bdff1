//! Shingle: windows of consecutive stems, and the SimHash over them.
//!
//! In: the stems of a text, joined by one space each. Out: the windows as slices of that text, and
//! one 64-bit [`simhash()`]. Cost: `O(n)` in bytes, no allocation; about 20 ns a shingle.
//! Source: Broder 1997 (shingles); Charikar 2002 and Manku et al. 2007 (SimHash); the definition
//! is `simhash::simhash_stream` of the crate `simhash`, to which the kernel here is bit-identical
//! (`tests/simhash_kernel.rs`). Gives up: nothing against the crate; what SimHash gives up is the
//! heavy rewrite, which the facts and the rare stems find.

use std::ops::Range;

/// How many stems make a shingle.
pub const SHINGLE_STEMS: usize = 3;

/// The windows of [`SHINGLE_STEMS`] stems of a text of stems, each ending where `ends` says.
///
/// `ends` holds, ascending, the byte at which each stem ends; stems are separated by one byte. A
/// text of fewer stems is one shingle; an empty one has none.
pub fn shingles<'s>(stems: &'s str, ends: &'s [u32]) -> impl Iterator<Item = &'s str> {
    windows(ends).filter_map(|range| stems.get(range))
}

/// Where the windows stand.
fn windows(ends: &[u32]) -> impl Iterator<Item = Range<usize>> + '_ {
    let first = ends.get(SHINGLE_STEMS - 1).or(ends.last()).map(|&end| 0..end as usize);
    let others = ends.windows(SHINGLE_STEMS + 1).filter_map(|window| match window {
        &[before, .., last] => Some(before as usize + 1..last as usize),
        _ => None,
    });
    first.into_iter().chain(others)
}

/// The SimHash over the shingles of stems given as bytes.
pub(super) fn simhash_of(stems: &[u8], ends: &[u32]) -> u64 {
    simhash_of_bytes(windows(ends).filter_map(|range| stems.get(range)))
}

/// The SimHash of a stream of features, bit for bit that of `simhash::simhash_stream`.
///
/// The crate keeps 64 counters and touches each for every feature. Here the counters stand
/// upright: bit `i` of plane `k` is bit `k` of counter `i`. Eight features at a time are added up
/// without a branch before a carry ripples into the upper planes (Harley and Seal's counter; Muła,
/// Kurz and Lemire 2018).
pub fn simhash<'s>(features: impl Iterator<Item = &'s str>) -> u64 {
    simhash_of_bytes(features.map(str::as_bytes))
}

fn simhash_of_bytes<'s>(features: impl Iterator<Item = &'s [u8]>) -> u64 {
    let mut counters = Counters { planes: [0; 32], count: 0 };
    // Features of one length are hashed together, or the processor would have to guess each length.
    let mut waiting: [Eight<'s>; LENGTHS] = [Eight::default(); LENGTHS];
    features.for_each(|feature| {
        let nth = blocks(feature.len()).min(LENGTHS - 1);
        let eight = &mut waiting[nth];
        eight.features[eight.filled % 8] = feature;
        eight.filled += 1;
        if eight.filled.is_multiple_of(8) {
            counters.add_eight(&eight.features.map(feature_hash));
        }
    });
    for eight in &waiting {
        for feature in eight.features.iter().take(eight.filled % 8) {
            counters.add(feature_hash(feature), 0);
        }
    }
    counters.majority()
}

/// How many lengths of features are told apart, in blocks of eight bytes; the longest are one.
const LENGTHS: usize = 8;

/// Features of one length that wait to be eight.
#[derive(Clone, Copy, Default)]
struct Eight<'s> {
    features: [&'s [u8]; 8],
    filled: usize,
}

/// How many whole blocks of eight bytes a feature and the 0xff after it make.
fn blocks(length: usize) -> usize {
    (length + 1) / 8
}

/// 64 counters, standing upright.
struct Counters {
    planes: [u64; 32],
    count: u64,
}

impl Counters {
    /// Adds `2^plane` to the counters whose bits are set.
    fn add(&mut self, mut carry: u64, plane: usize) {
        self.count += 1 << plane;
        for plane in self.planes.iter_mut().skip(plane) {
            let next = *plane & carry;
            *plane ^= carry;
            carry = next;
            if carry == 0 {
                break;
            }
        }
    }

    fn add_eight(&mut self, hashes: &[u64; 8]) {
        let [a, b, c, d, e, f, g, h] = *hashes;
        let [ones, twos, fours, ..] = &mut self.planes;
        let (ab, cd) = (add_two(ones, a, b), add_two(ones, c, d));
        let (ef, gh) = (add_two(ones, e, f), add_two(ones, g, h));
        let (abcd, efgh) = (add_two(twos, ab, cd), add_two(twos, ef, gh));
        let eights = add_two(fours, abcd, efgh);
        self.add(eights, 3);
    }

    /// The bits whose counters are more than half of all that was added.
    ///
    /// The crate adds one for a set bit and takes one for a clear bit, and asks for more than 0.
    fn majority(&self) -> u64 {
        let half = self.count / 2;
        let (mut more, mut equal) = (0, u64::MAX);
        for (k, plane) in self.planes.iter().enumerate().rev() {
            // Digit by digit from the top: the first that differs decides.
            if half >> k & 1 == 0 {
                more |= equal & plane;
                equal &= !plane;
            } else {
                equal &= plane;
            }
        }
        more
    }
}

/// Adds two bits to each counter of a plane; what is carried comes back.
fn add_two(plane: &mut u64, a: u64, b: u64) -> u64 {
    let half = *plane ^ a;
    let carry = *plane & a | half & b;
    *plane = half ^ b;
    carry
}

/// SipHash-2-4 with keys 0 of a `&str` as `std::hash::Hash` writes it: its bytes, then 0xff.
/// Source: Aumasson and Bernstein 2012. All bytes are at hand, so nothing is kept between writes.
fn feature_hash(bytes: &[u8]) -> u64 {
    let mut state = Sip {
        a: 0x736f_6d65_7073_6575,
        b: 0x646f_7261_6e64_6f6d,
        c: 0x6c79_6765_6e65_7261,
        d: 0x7465_6462_7974_6573,
    };
    let count = blocks(bytes.len());
    let (words, rest) = bytes.as_chunks::<8>();
    let bits = 8 * rest.len() as u32;
    let tail = match bytes.last_chunk::<8>() {
        // The rest is the end of the last eight bytes.
        Some(last) => u64::from_le_bytes(*last).checked_shr(64 - bits).unwrap_or(0),
        None => rest.iter().rev().fold(0, |tail, &byte| tail << 8 | u64::from(byte)),
    };
    let tail = tail | 0xff << bits;
    for nth in 0..count {
        state.absorb(words.get(nth).map_or(tail, |word| u64::from_le_bytes(*word)));
    }
    let tail = if count > words.len() { 0 } else { tail };
    // The length, the 0xff with it, stands in the last byte.
    state.absorb(tail | (bytes.len() as u64 + 1) << 56);
    state.c ^= 0xff;
    for _ in 0..4 {
        state.round();
    }
    state.a ^ state.b ^ state.c ^ state.d
}

/// The state of `SipHash`.
struct Sip {
    a: u64,
    b: u64,
    c: u64,
    d: u64,
}

impl Sip {
    #[inline(always)]
    fn absorb(&mut self, word: u64) {
        self.d ^= word;
        self.round();
        self.round();
        self.a ^= word;
    }

    #[inline(always)]
    fn round(&mut self) {
        self.a = self.a.wrapping_add(self.b);
        self.c = self.c.wrapping_add(self.d);
        self.b = self.b.rotate_left(13) ^ self.a;
        self.d = self.d.rotate_left(16) ^ self.c;
        self.a = self.a.rotate_left(32);
        self.c = self.c.wrapping_add(self.b);
        self.a = self.a.wrapping_add(self.d);
        self.b = self.b.rotate_left(17) ^ self.c;
        self.d = self.d.rotate_left(21) ^ self.a;
        self.c = self.c.rotate_left(32);
    }
}

/// How many of the 64 bits of two SimHashes differ, `0..=64`.
pub fn hamming_distance(a: u64, b: u64) -> u32 {
    simhash::hamming_distance(a, b)
}

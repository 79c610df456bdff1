//! Random numbers whose values are specified, and the skew of words.
//!
//! In: a seed. Out: the same numbers on every machine. Cost: about a nanosecond each, a draw of a
//! rank about twenty. Source: Steele, Lea and Flood 2014 (`SplitMix64`); Mandelbrot 1953 (the law).

/// `SplitMix64`.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    /// The generator that belongs to a list of numbers, such as seed, family and member.
    pub(crate) fn of(parts: &[u64]) -> Self {
        let mut random = Self(0);
        for &part in parts {
            random.0 ^= part.wrapping_mul(0xff51_afd7_ed55_8ccd);
            random.0 = random.next();
        }
        random
    }

    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is not 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    /// A number of `from..=to`.
    pub(crate) fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to - from + 1)
    }

    /// A number of `0.0..1.0`.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something of probability `p` happens.
    pub(crate) fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }

    /// Puts a list in another order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = self.below(at + 1);
            list.swap(at, other);
        }
    }
}

/// Ranks by the law of Zipf and Mandelbrot: rank `r`, from 0, is drawn in proportion to
/// `(r + shift)^-exponent`, by inverting the integral of that density.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Skew {
    shift: f64,
    low: f64,
    high: f64,
    power: f64,
}

impl Skew {
    /// The law over `ranks` ranks; the exponent is not 1.
    pub(crate) fn new(ranks: usize, shift: f64, exponent: f64) -> Self {
        let power = 1.0 - exponent;
        Self { shift, low: shift.powf(power), high: (ranks as f64 + shift).powf(power), power: 1.0 / power }
    }

    /// A rank.
    pub(crate) fn draw(&self, random: &mut Random) -> usize {
        let u = random.unit();
        ((self.low + u * (self.high - self.low)).powf(self.power) - self.shift).max(0.0) as usize
    }
}

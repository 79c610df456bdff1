//! Sets: places joined one by one, and what stands for all that are joined.
//!
//! In: pairs of places. Out: of each place the smallest of its set. Cost: near-linear in pairs (union and find,
//! Tarjan 1975).

/// Disjoint sets of places.
#[derive(Debug)]
pub(crate) struct Sets {
    /// Of each place a smaller one of its set, or itself where it is the smallest.
    smaller: Vec<u32>,
}

impl Sets {
    /// Of `n` places, each alone.
    pub(crate) fn of(n: usize) -> Self {
        Self { smaller: (0..n as u32).collect() }
    }

    /// The smallest place of the set that a place is in.
    pub(crate) fn smallest(&mut self, mut place: u32) -> u32 {
        while self.smaller[place as usize] != place {
            let nearer = self.smaller[self.smaller[place as usize] as usize];
            self.smaller[place as usize] = nearer;
            place = nearer;
        }
        place
    }

    /// Joins the sets of two places.
    pub(crate) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.smallest(a), self.smallest(b));
        self.smaller[a.max(b) as usize] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_stands_for_all_that_are_joined() {
        let mut sets = Sets::of(6);
        for (a, b) in [(5, 4), (2, 5), (1, 3), (3, 1)] {
            sets.join(a, b);
        }
        let smallest: Vec<u32> = (0..6).map(|place| sets.smallest(place)).collect();
        assert_eq!(smallest, [0, 1, 2, 1, 2, 2]);
    }
}

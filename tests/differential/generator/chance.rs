//! Source of chance with the few shapes the generator needs.

/// The same seed gives the same sequence.
pub(crate) struct Chance(fastrand::Rng);

impl Chance {
    /// A sequence of its own for each seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }
    /// A number from 0 on, below the limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0.usize(0..limit.max(1))
    }
    /// True once in `n` times.
    pub(crate) fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
    /// One of these.
    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
    /// One of these, if there is any.
    pub(crate) fn choose<T: Clone>(&mut self, from: &[T]) -> Option<T> {
        (!from.is_empty()).then(|| from[self.below(from.len())].clone())
    }
}

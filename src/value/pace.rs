//! Who watches a walk over a value that may be long.
//!
//! In: a step for each element that is met. Out: whether to go on. Nobody may watch, which costs nothing; somebody may look
//! now and then whether the walk is still wanted; or it may end after so many elements. Knows nothing of what is walked over.

use std::convert::Infallible;

use crate::diagnostic::{Diagnostic, Result};

/// Who is told of every element.
pub(crate) trait Pace {
    /// Why a walk ends before its end.
    type Stop;
    /// So many more elements.
    fn steps(&mut self, count: usize) -> Result<(), Self::Stop>;
    /// One more element.
    #[inline]
    fn step(&mut self) -> Result<(), Self::Stop> {
        self.steps(1)
    }
}

/// Nobody.
pub(crate) struct Unwatched;

impl Pace for Unwatched {
    type Stop = Infallible;

    #[inline]
    fn steps(&mut self, _: usize) -> Result<(), Infallible> {
        Ok(())
    }
}

/// What a walk gives that nobody watches.
#[inline]
pub(crate) fn unwatched<T>(walk: impl FnOnce(&mut Unwatched) -> Result<T, Infallible>) -> T {
    let Ok(found) = walk(&mut Unwatched);
    found
}

/// Somebody who looks now and then whether to go on.
pub(crate) struct Watched<L> {
    left: usize,
    look: L,
}

impl<L: FnMut() -> Result<()>> Watched<L> {
    /// How many elements go by between looks.
    pub(crate) const STEPS: usize = 1 << 14;

    /// `look` fails when nobody wants the walk any more.
    #[inline]
    pub(crate) fn new(look: L) -> Self {
        Self {
            left: Self::STEPS,
            look,
        }
    }
}

impl<L: FnMut() -> Result<()>> Pace for Watched<L> {
    type Stop = Diagnostic;

    #[inline]
    fn steps(&mut self, count: usize) -> Result<()> {
        if count < self.left {
            self.left -= count;
            return Ok(());
        }
        self.left = Self::STEPS;
        (self.look)()
    }
}

/// So many elements are met, and no more.
pub(crate) struct Budget(pub(crate) usize);

/// A budget was used up.
pub(crate) struct Spent;

impl Pace for Budget {
    type Stop = Spent;

    #[inline]
    fn steps(&mut self, count: usize) -> Result<(), Spent> {
        self.0 = self.0.checked_sub(count).ok_or(Spent)?;
        Ok(())
    }
}

//! Back out of where nothing leads to the target any more.
//!
//! In: a trail, and the hops left at its nodes. Out: the trail cut back to its last node from where the target can still
//! be reached by hops that were not taken, and the nearest of these first. What a trail has taken it cannot take again: it
//! may have used up all that leads to the target, and where it goes on, more trails than can be counted may lead nowhere.
//! Knows nothing of rows.
//!
//! That an answer is at hand wherever a search goes on is what makes listing them take polynomial time for each: R. C. Read
//! and R. E. Tarjan, Bounds on Backtrack Algorithms for Listing Cycles, Paths, and Spanning Trees, Networks 5 (1975). There
//! it is seen to at each step; here only when many steps were in vain, and for no more steps than those.

use super::ahead::Ahead;
use super::rules::Patience;
use super::stack::{Hops, Stack};
use super::wave::Wave;
use crate::diagnostic::Result;
use crate::value::{NodeId, RelId};

/// How far a retreat came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Retreat {
    /// To a node from where the target can be reached.
    Back,
    /// It was there already.
    Stays,
    /// It was not found out within the steps it may take.
    Unknown,
    /// To the start and beyond: no trail is left.
    Over,
}

impl Ahead<'_, '_> {
    /// Leaves nodes as long as it is certain that the target cannot be reached from them by hops that are left.
    /// Takes about `most` steps.
    pub(super) fn retreat<I: Iterator<Item = (RelId, NodeId)>>(
        &mut self,
        stack: &mut Stack<I>,
        most: usize,
        patience: &mut Patience<'_>,
    ) -> Result<Retreat> {
        let mut own = patience.apart();
        // What reaches the target without the relationships of the trail; it grows as these become fewer.
        let mut wave = Wave::from(self.target());
        let mut retreat = Retreat::Stays;
        let mut looked_at = 0;
        while let Some(frame) = stack.last_mut() {
            let mut left = frame.hops.take();
            looked_at += left.len();
            own.steps(left.len())?;
            left.retain(|(relationship, _)| !stack.trail.has(*relationship));
            let leads = |wave: &Wave| left.iter().any(|(_, end)| wave.distance(*end).is_some());
            let is_certain = loop {
                if leads(&wave) || wave.is_over() {
                    break true;
                }
                let Some(most @ 1..) = most.checked_sub(looked_at + wave.steps()) else {
                    break false;
                };
                let free = |node| {
                    let hops = self.backward.from(node);
                    hops.filter(|(relationship, _)| !stack.trail.has(*relationship))
                };
                wave.advance_within(most, free, &mut own)?;
            };
            if is_certain && !leads(&wave) {
                retreat = Retreat::Back;
                if let Some(ends) = stack.leave() {
                    self.set_free(ends, &mut wave, &mut own)?;
                }
                continue;
            }
            if is_certain {
                self.guided_by(wave, own.into_held());
                self.nearest_first(&mut left);
            } else {
                retreat = Retreat::Unknown;
            }
            if let Some(frame) = stack.last_mut() {
                frame.hops = Hops::Sorted(left.into_iter());
            }
            return Ok(retreat);
        }
        Ok(Retreat::Over)
    }

    /// The relationship between two nodes may be taken again, from the first to the second and perhaps back.
    fn set_free(
        &self,
        (from, to): (NodeId, NodeId),
        wave: &mut Wave,
        patience: &mut Patience<'_>,
    ) -> Result<()> {
        match (wave.distance(from), wave.distance(to)) {
            (None, Some(distance)) => wave.begin_again(from, distance + 1, patience),
            (Some(distance), None) if self.both_ways => {
                wave.begin_again(to, distance + 1, patience)
            }
            _ => Ok(()),
        }
    }
}

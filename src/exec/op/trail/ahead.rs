//! From where a target can be reached, and by how many hops.
//!
//! In: where trails begin, the target, the hops that lead to it. Out: whether a trail that goes on may get there, and which
//! hops get there soonest. It is found out beside the trails, a little whenever many steps along them were taken: who soon
//! has what is wanted pays nothing, and nobody more than the trails took. Knows nothing of rows.

use super::rules::{Patience, Rules};
use super::wave::Wave;
use crate::diagnostic::Result;
use crate::exec::memory::Reservation;
use crate::value::{NodeId, RelId};

/// What leads to a target.
pub(super) struct Ahead<'a, 'v> {
    start: NodeId,
    target: NodeId,
    /// The hops against the direction of the trails.
    pub(super) backward: Rules<'a, 'v>,
    /// Are these the hops of the trails too?
    pub(super) both_ways: bool,
    /// The most hops of a trail.
    longest: usize,
    /// A search from the target, once it was worth beginning.
    wave: Option<Wave>,
    /// The same without what a trail had taken at that time, and the room that it takes.
    residual: Option<(Wave, Reservation)>,
}

/// What was just found out.
pub(super) enum News {
    /// Nothing, but there is more to be found out.
    Searching,
    /// Nothing more.
    Nothing,
    /// A way from the start to the target.
    Way,
    /// There is none.
    NoWay,
}

impl<'a, 'v> Ahead<'a, 'v> {
    /// Nothing is known yet.
    pub(super) fn of(
        (start, target): (NodeId, NodeId),
        backward: Rules<'a, 'v>,
        both_ways: bool,
        longest: usize,
    ) -> Self {
        Self {
            start,
            target,
            backward,
            both_ways,
            longest,
            wave: None,
            residual: None,
        }
    }

    /// What is to be reached.
    pub(super) fn target(&self) -> NodeId {
        self.target
    }

    /// Looks further, for about so many hops.
    pub(super) fn look(&mut self, hops: usize, patience: &mut Patience<'_>) -> Result<News> {
        let wave = self.wave.get_or_insert_with(|| Wave::from(self.target));
        if wave.is_over() || wave.depth() >= self.longest {
            return Ok(News::Nothing);
        }
        // Back to where it began, the way is known when all is.
        let knows_way = |wave: &Wave| match wave.distance(self.start) {
            Some(0) => wave.is_over(),
            distance => distance.is_some(),
        };
        let known = knows_way(wave);
        let backward = &self.backward;
        wave.advance_within(hops, |node| backward.from(node), patience)?;
        Ok(if known {
            News::Nothing
        } else if knows_way(wave) {
            News::Way
        } else if self.may_be_reached(self.start, self.longest) {
            News::Searching
        } else {
            News::NoWay
        })
    }

    /// May a trail get there from a node by so many hops?
    #[inline]
    pub(super) fn may_be_reached(&self, from: NodeId, hops: usize) -> bool {
        let Some(wave) = &self.wave else { return true };
        match wave.distance(from) {
            Some(distance) => distance <= hops,
            None => !wave.is_over() && hops > wave.depth(),
        }
    }

    /// From now on the way is the shortest that was found without what a trail had taken.
    pub(super) fn guided_by(&mut self, residual: Wave, held: Reservation) {
        self.residual = Some((residual, held));
    }

    /// Puts those hops first that lead to a node from where it is the shortest way.
    pub(super) fn nearest_first(&self, hops: &mut [(RelId, NodeId)]) {
        let residual = self.residual.as_ref().map(|(wave, _)| wave);
        let Some(wave) = residual.or(self.wave.as_ref()) else {
            return;
        };
        hops.sort_by_key(|(_, end)| wave.distance(*end).unwrap_or(usize::MAX));
    }
}

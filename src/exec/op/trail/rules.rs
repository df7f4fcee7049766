//! Which hops a search along trails may take, and how long it may take.

use crate::diagnostic::Result;
use crate::exec::Context;
use crate::exec::graph_access::{Hops, View};
use crate::exec::memory::Reservation;
use crate::exec::op::distinct_from::DistinctFrom;
use crate::exec::op::required::Required;
use crate::value::{NodeId, RelId};

/// How many steps of a search go by between looks at the clock.
const STEPS_PER_CHECK: usize = 4096;
/// How many bytes go by between looks at the budget.
const BYTES_PER_CHECK: usize = 1 << 14;

/// Counts steps of a search and what it holds; stops a search that was cancelled or holds too much.
pub(in crate::exec::op) struct Patience<'c> {
    context: &'c Context,
    steps: usize,
    held: Reservation,
    /// What the search holds beyond `held`.
    more: usize,
}

impl<'c> Patience<'c> {
    pub(in crate::exec::op) fn new(context: &'c Context) -> Self {
        Self {
            context,
            steps: 0,
            held: Reservation::default(),
            more: 0,
        }
    }
    /// The same for a search beside it, which may hold for longer or shorter.
    pub(in crate::exec::op) fn apart(&self) -> Self {
        Self::new(self.context)
    }
    /// What was held, to be given back when it is dropped.
    pub(in crate::exec::op) fn into_held(self) -> Reservation {
        self.held
    }
    #[inline]
    pub(in crate::exec::op) fn step(&mut self) -> Result<()> {
        self.steps(1)
    }
    /// The search holds so many bytes more.
    #[inline]
    pub(in crate::exec::op) fn hold(&mut self, bytes: usize) -> Result<()> {
        self.more += bytes;
        if self.more >= BYTES_PER_CHECK {
            self.held.grow(self.context.memory(), self.more)?;
            self.more = 0;
        }
        Ok(())
    }
    /// The search for one row is over, and what it held is given back.
    pub(in crate::exec::op) fn release(&mut self) {
        self.held.release();
        self.more = 0;
    }
    /// So many steps at once.
    #[inline]
    pub(in crate::exec::op) fn steps(&mut self, steps: usize) -> Result<()> {
        self.steps += steps;
        if self.steps >= STEPS_PER_CHECK {
            self.steps = 0;
            self.context.check()?;
        }
        Ok(())
    }
}

/// Which hops of a search are allowed for one row.
pub(in crate::exec::op) struct Rules<'a, 'v> {
    pub(in crate::exec::op) view: &'v View,
    pub(in crate::exec::op) hops: &'a Hops<'v>,
    pub(in crate::exec::op) taken: &'a DistinctFrom,
    pub(in crate::exec::op) row: usize,
    pub(in crate::exec::op) required: &'a Required,
}

impl Rules<'_, '_> {
    /// May every relationship be walked, whichever node it leads to?
    pub(in crate::exec::op) fn allow_all(&self) -> bool {
        self.taken.is_empty() && self.required.is_empty() && self.hops.are_seen()
    }
    /// May the relationship be walked?
    #[inline]
    pub(in crate::exec::op) fn allow(&self, relationship: RelId) -> bool {
        !self.taken.has(self.row, relationship)
            && self.required.fits(relationship, self.row, self.view)
    }
    /// The allowed hops from a node.
    pub(in crate::exec::op) fn from(
        &self,
        node: NodeId,
    ) -> impl Iterator<Item = (RelId, NodeId)> + '_ {
        self.hops
            .of(node)
            .filter(|(relationship, ..)| self.allow(*relationship))
            .map(|(relationship, other, _)| (relationship, other))
    }
}

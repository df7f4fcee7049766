//! How far nodes are from one of them: a search breadth first that goes as far as it is asked to, and on from there.
//!
//! In: a node, the hops of a node. Out: at how many hops others lie at the least. Knows nothing of what it is for.

use rustc_hash::FxHashMap;

use super::Patience;
use crate::diagnostic::Result;
use crate::value::{NodeId, RelId};

/// About what a node takes that a search has reached.
pub(in crate::exec::op) const REACHED_BYTES: usize = 32;

/// A search so far.
pub(in crate::exec::op) struct Wave {
    distances: FxHashMap<NodeId, usize>,
    /// The nodes that are `depth` hops away, all of them.
    level: Vec<NodeId>,
    depth: usize,
    /// Of how many of these the hops were taken, and what lies behind them.
    taken: usize,
    next: Vec<NodeId>,
    steps: usize,
}

impl Wave {
    /// A search that knows no other node yet.
    pub(in crate::exec::op) fn from(node: NodeId) -> Self {
        Self {
            distances: [(node, 0)].into_iter().collect(),
            level: vec![node],
            depth: 0,
            taken: 0,
            next: Vec::new(),
            steps: 0,
        }
    }

    /// At how many hops a node lies; `None` when it was not reached so far. O(1).
    #[inline]
    pub(in crate::exec::op) fn distance(&self, node: NodeId) -> Option<usize> {
        self.distances.get(&node).copied()
    }

    /// All nodes at most so many hops away were reached.
    #[inline]
    pub(in crate::exec::op) fn depth(&self) -> usize {
        self.depth
    }

    /// The nodes just so many hops away.
    pub(in crate::exec::op) fn level(&self) -> &[NodeId] {
        &self.level
    }

    /// How many hops were taken.
    pub(in crate::exec::op) fn steps(&self) -> usize {
        self.steps
    }

    /// Is there nothing left to be reached?
    #[inline]
    pub(in crate::exec::op) fn is_over(&self) -> bool {
        self.level.is_empty()
    }

    /// One level further.
    ///
    /// # Errors
    /// What stops the search.
    pub(in crate::exec::op) fn advance<H: Iterator<Item = (RelId, NodeId)>>(
        &mut self,
        hops: impl Fn(NodeId) -> H,
        patience: &mut Patience<'_>,
    ) -> Result<()> {
        self.advance_within(usize::MAX, hops, patience)
    }

    /// Towards the next level until about so many hops were taken: those of a node all or none.
    ///
    /// # Errors
    /// What stops the search.
    pub(in crate::exec::op) fn advance_within<H: Iterator<Item = (RelId, NodeId)>>(
        &mut self,
        most: usize,
        hops: impl Fn(NodeId) -> H,
        patience: &mut Patience<'_>,
    ) -> Result<()> {
        let most = self.steps.saturating_add(most);
        while let Some(&node) = self.level.get(self.taken) {
            if self.steps >= most {
                return Ok(());
            }
            for (_, end) in hops(node) {
                patience.step()?;
                self.steps += 1;
                if !self.distances.contains_key(&end) {
                    patience.hold(REACHED_BYTES)?;
                    self.distances.insert(end, self.depth + 1);
                    self.next.push(end);
                }
            }
            self.taken += 1;
        }
        self.level = std::mem::take(&mut self.next);
        self.depth += 1;
        self.taken = 0;
        Ok(())
    }

    /// A search that is over goes on from one more node, so many hops away. From then on `distance` says how long the way is
    /// that was found, which need not be the shortest: each node has another one a hop nearer beside it.
    ///
    /// # Errors
    /// What stops the search.
    pub(super) fn begin_again(
        &mut self,
        node: NodeId,
        distance: usize,
        patience: &mut Patience<'_>,
    ) -> Result<()> {
        patience.hold(REACHED_BYTES)?;
        self.distances.insert(node, distance);
        self.level.push(node);
        self.depth = distance;
        Ok(())
    }
}

//! The trail that is walked just now, and at each of its nodes the hops that are left to be taken.
//!
//! In: nodes with their hops, relationships. Out: the next hop, and the way back. Knows nothing of what is looked for.

use std::vec;

use rustc_hash::FxHashSet;

use super::Patience;
use crate::diagnostic::Result;
use crate::value::{NodeId, RelId};

/// About what one step of a trail needs while it is walked.
const STEP_BYTES: usize = 128;

/// A trail and what is left at its nodes. The last node has the last hops.
pub(super) struct Stack<I> {
    frames: Vec<Frame<I>>,
    pub(super) trail: Trail,
    /// How many nodes there were at most, which is how much room was asked for.
    deepest: usize,
}

/// A node of a trail.
pub(super) struct Frame<I> {
    pub(super) node: NodeId,
    pub(super) hops: Hops<I>,
}

/// The hops of a node that are left to be taken.
pub(super) enum Hops<I> {
    /// As they lie.
    Any(I),
    /// In an order.
    Sorted(vec::IntoIter<(RelId, NodeId)>),
}

impl<I: Iterator<Item = (RelId, NodeId)>> Stack<I> {
    /// No hop was taken yet.
    pub(super) fn at(node: NodeId, hops: Hops<I>) -> Self {
        Self {
            frames: vec![Frame { node, hops }],
            trail: Trail::default(),
            deepest: 1,
        }
    }

    /// As if no hop had been taken. What room was asked for stays.
    pub(super) fn begin_again(&mut self, node: NodeId, hops: Hops<I>) {
        self.frames.clear();
        self.frames.push(Frame { node, hops });
        self.trail = Trail::default();
    }

    /// The last node.
    #[inline]
    pub(super) fn last_mut(&mut self) -> Option<&mut Frame<I>> {
        self.frames.last_mut()
    }

    /// Goes on from a node, to which the last hop of the trail leads.
    #[inline]
    pub(super) fn enter(
        &mut self,
        node: NodeId,
        hops: Hops<I>,
        patience: &mut Patience<'_>,
    ) -> Result<()> {
        if self.frames.len() >= self.deepest {
            self.deepest += 1;
            patience.hold(STEP_BYTES + hops.bytes())?;
        }
        self.frames.push(Frame { node, hops });
        Ok(())
    }

    /// Leaves the last node by the hop that led there; gives the two ends of that hop. `None` when it was the first one.
    #[inline]
    pub(super) fn leave(&mut self) -> Option<(NodeId, NodeId)> {
        let left = self.frames.pop()?;
        self.trail.pop();
        Some((self.frames.last()?.node, left.node))
    }
}

impl<I: Iterator<Item = (RelId, NodeId)>> Hops<I> {
    #[inline]
    pub(super) fn next(&mut self) -> Option<(RelId, NodeId)> {
        match self {
            Self::Any(hops) => hops.next(),
            Self::Sorted(hops) => hops.next(),
        }
    }

    /// Takes all that are left.
    pub(super) fn take(&mut self) -> Vec<(RelId, NodeId)> {
        let left = match self {
            Self::Any(hops) => hops.collect(),
            Self::Sorted(hops) => hops.collect(),
        };
        *self = Self::Sorted(vec::IntoIter::default());
        left
    }

    /// What they take beside themselves.
    fn bytes(&self) -> usize {
        match self {
            Self::Any(_) => 0,
            Self::Sorted(hops) => size_of_val(hops.as_slice()),
        }
    }
}

/// The hops of a trail so far.
#[derive(Default)]
pub(super) struct Trail {
    hops: Vec<RelId>,
    /// The same, when there are more than [`FEW`].
    seen: FxHashSet<RelId>,
}

/// How many hops are looked through one by one.
const FEW: usize = 64;

impl Trail {
    /// Its relationships from the first to the last.
    #[inline]
    pub(super) fn hops(&self) -> &[RelId] {
        &self.hops
    }

    #[inline]
    pub(super) fn has(&self, hop: RelId) -> bool {
        if self.hops.len() <= FEW {
            return self.hops.contains(&hop);
        }
        self.seen.contains(&hop)
    }

    #[inline]
    pub(super) fn push(&mut self, hop: RelId) {
        self.hops.push(hop);
        match self.hops.len() {
            ..=FEW => {}
            len if len == FEW + 1 => self.seen.extend(&self.hops),
            _ => drop(self.seen.insert(hop)),
        }
    }

    #[inline]
    pub(super) fn pop(&mut self) {
        let Some(last) = self.hops.pop() else { return };
        match self.hops.len() {
            ..FEW => {}
            FEW => self.seen.clear(),
            _ => drop(self.seen.remove(&last)),
        }
    }
}

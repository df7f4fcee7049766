//! A new base from a base and its overrides.
//!
//! In: lists as readers see them. Out: the same lists in one piece, no overrides. Slots stay what they were. Readers
//! of older versions keep the old base.

use std::sync::Arc;

use super::Adjacency;
use super::csr::Csr;

impl Adjacency {
    /// The same lists without overrides. O(nodes + relationships).
    pub(crate) fn folded(&self) -> Self {
        if self.overridden() == 0 {
            return self.clone();
        }
        let bound = self.bound();
        let total: usize = (0..bound).map(|node| self.degree(node)).sum();
        let mut offsets = Vec::with_capacity(bound as usize + 1);
        let mut nodes = Vec::with_capacity(total);
        let mut slots = Vec::with_capacity(total);
        offsets.push(0);
        for node in 0..bound {
            let list = self.neighbors(node);
            nodes.extend_from_slice(list.nodes);
            slots.extend((0..list.len()).map(|at| list.slot(at)));
            offsets.push(nodes.len() as u32);
        }
        let positions = slots
            .iter()
            .enumerate()
            .all(|(at, &slot)| at as u32 == slot);
        Self::new(Csr::new(offsets, nodes, (!positions).then_some(slots)))
    }

    /// The same lists on another base: `folded` was made of `before`, an earlier state of these. O(lists changed
    /// since).
    pub(crate) fn rebased(&self, before: &Self, folded: &Self) -> Self {
        let mut rebased = folded.clone();
        for (node, list) in self.over.changed_since(&before.over) {
            rebased.over.set(node, Arc::clone(list));
        }
        rebased
    }

    /// Are the overrides of both on the same base?
    pub(crate) fn shares_base(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.base, &other.base)
    }
}

//! A new base from a base and its overrides.
//!
//! In: lists as readers see them. Out: the same lists in one piece, no overrides. Slots stay what they were. Readers
//! of older versions keep the old base.

use std::sync::Arc;

use super::csr::Csr;
use super::{Adjacency, STEPS};
use crate::diagnostic::{Interrupt, Result};

impl Adjacency {
    /// The same lists without overrides. O(nodes + relationships).
    ///
    /// # Errors
    /// What stops the work.
    pub(crate) fn folded(&self, interrupt: &Interrupt) -> Result<Self> {
        if self.overridden() == 0 {
            return Ok(self.clone());
        }
        let bound = self.bound();
        let mut total = 0;
        for node in 0..bound {
            if (node as usize).is_multiple_of(STEPS) {
                interrupt.check()?;
            }
            total += self.degree(node);
        }
        let mut offsets = Vec::with_capacity(bound as usize + 1);
        let mut nodes = Vec::with_capacity(total);
        let mut slots = Vec::with_capacity(total);
        offsets.push(0);
        let mut moved = 0;
        for node in 0..bound {
            let list = self.neighbors(node);
            moved += list.len() + 1;
            if moved >= STEPS {
                interrupt.check()?;
                moved = 0;
            }
            nodes.extend_from_slice(list.nodes);
            slots.extend((0..list.len()).map(|at| list.slot(at)));
            offsets.push(nodes.len() as u32);
        }
        let positions = slots
            .iter()
            .enumerate()
            .all(|(at, &slot)| at as u32 == slot);
        Ok(Self::new(Csr::new(
            offsets,
            nodes,
            (!positions).then_some(slots),
        )))
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

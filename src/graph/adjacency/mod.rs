//! The neighbours of every node, for one relationship type and one direction.
//!
//! In: a sorted base ([`csr`]) and, per changed node, its whole list anew ([`overrides`]). Out: one contiguous list
//! per node, sorted by (neighbour, slot), always. [`fold`] makes a new base. Knows nothing of types, names or
//! properties.

pub(crate) mod build;
pub(crate) mod csr;
mod fold;
pub(crate) mod overrides;
mod shape;

use std::ops::Range;
use std::sync::Arc;

use csr::Csr;
pub(crate) use overrides::Edit;
use overrides::Overrides;
pub use shape::Slope;

use super::bits::Bits;
use crate::diagnostic::{Interrupt, Result};

/// How many relationships are moved between looks at what may stop the work.
const STEPS: usize = 1 << 14;

/// The relationships of one node in one direction, sorted by (neighbour, slot).
#[derive(Debug, Clone, Copy, Default)]
pub struct Neighbors<'a> {
    /// The node at the other end, one per relationship; parallel relationships repeat it.
    pub nodes: &'a [u32],
    slots: Slots<'a>,
}

/// The slots that belong to a list of neighbours.
#[derive(Debug, Clone, Copy)]
pub enum Slots<'a> {
    /// The slots count up from here.
    From(u32),
    /// The slots, one per relationship.
    List(&'a [u32]),
}

impl Default for Slots<'_> {
    fn default() -> Self {
        Self::From(0)
    }
}

impl Slots<'_> {
    /// The slot at place `at`.
    #[inline]
    pub fn get(&self, at: usize) -> u32 {
        match self {
            Self::From(first) => first + at as u32,
            Self::List(slots) => slots[at],
        }
    }
}

impl<'a> Neighbors<'a> {
    /// How many relationships.
    #[inline]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }
    /// Are there none?
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
    /// The slots, in step with `nodes`.
    #[inline]
    pub fn slots(&self) -> Slots<'a> {
        self.slots
    }
    /// The slot of the relationship at place `at`.
    #[inline]
    pub fn slot(&self, at: usize) -> u32 {
        self.slots.get(at)
    }
    /// Pairs of neighbour and slot.
    #[inline]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (u32, u32)> + Clone + use<'a> {
        let slots = self.slots;
        self.nodes
            .iter()
            .enumerate()
            .map(move |(at, &node)| (node, slots.get(at)))
    }
    /// The places of all relationships to `node`. O(log degree).
    #[inline]
    pub fn places_of(&self, node: u32) -> Range<usize> {
        places_of(self.nodes, node)
    }
}

/// The places at which a sorted list names `node`. O(log length).
#[inline]
pub fn places_of(list: &[u32], node: u32) -> Range<usize> {
    let start = list.partition_point(|&other| other < node);
    let same = list[start..].iter().take_while(|&&other| other == node);
    start..start + same.count()
}

/// All lists of one type and direction. A clone is O(1).
#[derive(Debug, Clone, Default)]
pub struct Adjacency {
    base: Arc<Csr>,
    over: Overrides,
}

impl Adjacency {
    pub(crate) fn new(base: Csr) -> Self {
        Self {
            base: Arc::new(base),
            over: Overrides::default(),
        }
    }

    /// The relationships of `node`; empty for a node that has none or does not exist. O(1).
    #[inline]
    pub fn neighbors(&self, node: u32) -> Neighbors<'_> {
        match self.over.get(node) {
            None => self.base.list(node),
            Some(list) => {
                let (nodes, slots) = list.split_at(list.len() / 2);
                Neighbors {
                    nodes,
                    slots: Slots::List(slots),
                }
            }
        }
    }

    /// How many relationships `node` has here. O(1).
    #[inline]
    pub fn degree(&self, node: u32) -> usize {
        match self.over.get(node) {
            None => self.base.degree(node),
            Some(list) => list.len() / 2,
        }
    }

    /// Has no list more than one entry, but for those that were changed? O(1).
    pub fn has_at_most_one(&self) -> bool {
        self.base.has_at_most_one()
    }

    /// Are all nodes that have relationships here in `nodes`? O(nodes / 64 + changed lists), but O(nodes) the first time.
    pub fn only_from(&self, nodes: &Bits) -> bool {
        let base = self.base.holders().iter().enumerate();
        let outside = base.filter_map(|(at, &word)| {
            let outside = word & !nodes.word(at as u32);
            (outside != 0).then_some((at as u32 * 64, outside))
        });
        for (first, outside) in outside {
            // The list of the base may have been replaced by an empty one.
            let left = (0..64).filter(|at| outside >> at & 1 == 1);
            if left.map(|at| first + at).any(|node| self.degree(node) > 0) {
                return false;
            }
        }
        let changed = self.over.nodes();
        changed
            .into_iter()
            .all(|node| nodes.contains(node) || self.degree(node) == 0)
    }

    /// How neighbours stand to nodes, as far as that is known. Meant for outgoing lists. O(changed lists), but
    /// O(nodes + relationships) the first time.
    pub fn slope(&self) -> Slope {
        let slope = self.base.slope();
        let fits = |node: u32| {
            let list = self.neighbors(node).nodes;
            match (list.first(), list.last(), slope) {
                (Some(first), _, Slope::Ascending) => *first > node,
                (_, Some(last), Slope::Descending) => *last < node,
                (None, ..) => true,
                _ => false,
            }
        };
        if self.over.nodes().into_iter().all(fits) {
            slope
        } else {
            Slope::Unknown
        }
    }

    /// Nodes that have relationships here are all below this bound.
    pub fn bound(&self) -> u32 {
        self.base.bound().max(self.over.bound())
    }

    /// How many relationships are in all lists. O(lists changed since the base was made).
    pub(crate) fn total(&self) -> usize {
        let changed = self.over.nodes().into_iter();
        changed.fold(self.base.len(), |total, node| {
            total - self.base.degree(node) + self.degree(node)
        })
    }

    /// Puts a list in the place of a node's: neighbours, then as many slots, sorted.
    pub(crate) fn replace(&mut self, node: u32, list: Arc<[u32]>) {
        self.over.set(node, list);
    }

    pub(crate) fn base(&self) -> &Csr {
        &self.base
    }

    /// How many lists differ from the base.
    pub(crate) fn overridden(&self) -> usize {
        self.over.len()
    }

    /// Carries out edits, sorted by (node, neighbour, slot); a slot appears at most once.
    ///
    /// # Errors
    /// What stops the work; some edits are carried out then.
    pub(crate) fn apply(&mut self, edits: &[Edit], interrupt: &Interrupt) -> Result<()> {
        let mut moved = 0;
        for edits in edits.chunk_by(|a, b| a.node == b.node) {
            if moved >= STEPS {
                interrupt.check()?;
                moved = 0;
            }
            let list = overrides::merged(self.neighbors(edits[0].node), edits, interrupt)?;
            // Making a list costs something, however short it is.
            moved += list.len() + 16;
            self.over.set(edits[0].node, list);
        }
        Ok(())
    }

    /// Bytes held by base and overrides.
    pub(crate) fn bytes(&self) -> usize {
        self.base.bytes() + self.over.bytes()
    }
}

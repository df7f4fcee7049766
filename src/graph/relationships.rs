//! The relationships of one type.
//!
//! In: relationships with their ends, put in and taken out in batches. Out: neighbour lists in both directions, ends
//! by slot, properties by slot. A relationship keeps its slot for life. The ends of relationships in the base are
//! found through the base; only later ones are written down. Knows nothing of nodes but their numbers.

use std::sync::Arc;

use super::adjacency::csr::Csr;
use super::adjacency::{Adjacency, Edit};
use super::bits::Bits;
use super::column::PropertySet;
use super::id::Direction;
use super::paged::Pages;
use crate::diagnostic::{Interrupt, Result};
use crate::value::bulk::free_beside;
use crate::value::sorting;

const PAGE: u32 = 256;
const NONE: u32 = u32::MAX;
/// How many relationships are taken between looks at what may stop the work.
const STEPS: usize = 1 << 14;
/// Fold when this many lists of a direction are overridden (tests fold often) ...
const FOLD_LISTS: usize = if cfg!(test) { 12 } else { 65_536 };
/// ... or when the changes are this share of the relationships, but at least this many.
const FOLD_SHARE: usize = 100;
const FOLD_CHANGES: usize = if cfg!(test) { 20 } else { 4096 };
/// Larger tables are folded in the background.
const FOLD_AT_ONCE: usize = if cfg!(test) { 10 } else { 100_000 };

/// All relationships of one type. A clone is O(1).
#[derive(Debug, Clone, Default)]
pub(crate) struct RelTable {
    pub(crate) outgoing: Adjacency,
    pub(crate) incoming: Adjacency,
    pub(crate) properties: PropertySet,
    live: Bits,
    /// Slots are below this.
    bound: u32,
    /// No slot below this is free.
    first_hole: u32,
    /// Where each slot lies in the outgoing base; `None` while slot and position are the same.
    positions: Option<Arc<Vec<u32>>>,
    /// Ends of relationships that are not in the base.
    later: Pages<[[u32; 2]; PAGE as usize]>,
    /// Relationships put in or taken out since the last fold.
    changes: usize,
    /// Set when a copy is taken to be folded elsewhere, and kept by all states that follow: those have it in common with the copy.
    mark: Option<Arc<()>>,
}

impl RelTable {
    /// A table whose slots are the positions in `outgoing`.
    pub(crate) fn loaded(outgoing: Csr, incoming: Csr, properties: PropertySet) -> Self {
        let bound = outgoing.len() as u32;
        Self {
            outgoing: Adjacency::new(outgoing),
            incoming: Adjacency::new(incoming),
            properties,
            live: Bits::full(bound),
            bound,
            first_hole: bound,
            ..Self::default()
        }
    }

    /// A table as it was written to a file: lists without overrides, slots of their own.
    pub(crate) fn restored(
        outgoing: Csr,
        incoming: Csr,
        live: Bits,
        bound: u32,
        properties: PropertySet,
    ) -> Self {
        let mut table = Self {
            outgoing: Adjacency::new(outgoing),
            incoming: Adjacency::new(incoming),
            properties,
            live,
            bound,
            ..Self::default()
        };
        table.find_hole();
        // Nothing stops it.
        let never = Interrupt::default();
        table.positions = located(table.outgoing.base(), bound, &never).unwrap_or_default();
        table
    }

    pub(crate) fn len(&self) -> usize {
        self.live.len()
    }

    pub(crate) fn bound(&self) -> u32 {
        self.bound
    }

    #[inline]
    pub(crate) fn is_live(&self, slot: u32) -> bool {
        self.live.contains(slot)
    }

    pub(crate) fn live(&self) -> &Bits {
        &self.live
    }

    #[inline]
    pub(crate) fn adjacency(&self, direction: Direction) -> &Adjacency {
        match direction {
            Direction::Outgoing => &self.outgoing,
            Direction::Incoming => &self.incoming,
        }
    }

    /// Start and end of the relationship in `slot`. O(log nodes) for those in the base, else O(1).
    pub(crate) fn endpoints(&self, slot: u32) -> Option<(u32, u32)> {
        self.endpoints_from(NONE, slot)
    }

    /// As [`Self::endpoints`], sooner when it starts where it is `likely` to.
    pub(crate) fn endpoints_from(&self, likely: u32, slot: u32) -> Option<(u32, u32)> {
        if !self.is_live(slot) {
            return None;
        }
        if let Some(page) = self.later.get((slot / PAGE) as usize) {
            let [from, to] = page[(slot % PAGE) as usize];
            if from != NONE {
                return Some((from, to));
            }
        }
        let position = match &self.positions {
            None => slot,
            Some(positions) => *positions.get(slot as usize)?,
        };
        let base = self.outgoing.base();
        base.ends_from(likely, position)
            .or_else(|| base.ends(position))
    }

    /// The slot that the next relationship gets: a hole that was one already in `before`, else a new one. `None` when
    /// the table is full.
    pub(crate) fn next_slot(&mut self, before: Option<&Self>) -> Option<u32> {
        let slot = free_id(
            &self.live,
            before.map(|table| &table.live),
            self.first_hole,
            self.bound,
        );
        (slot < NONE).then(|| {
            self.first_hole = slot;
            slot
        })
    }

    /// Writes down a new relationship; its place in the lists follows with [`Self::apply`].
    pub(crate) fn open(&mut self, slot: u32, from: u32, to: u32) {
        self.live.insert(slot);
        self.bound = self.bound.max(slot + 1);
        self.first_hole = slot + 1;
        let page = self
            .later
            .entry((slot / PAGE) as usize, || [[NONE; 2]; PAGE as usize]);
        page[(slot % PAGE) as usize] = [from, to];
    }

    /// Strikes a relationship out; its place in the lists follows with [`Self::apply`].
    pub(crate) fn close(&mut self, slot: u32) {
        self.live.remove(slot);
    }

    /// Says that slots from `slot` on may be free again.
    pub(crate) fn reuse_from(&mut self, slot: u32) {
        self.first_hole = self.first_hole.min(slot);
    }

    /// Looks for the lowest free slot anew. O(bound / 64).
    pub(crate) fn find_hole(&mut self) {
        self.first_hole = self.live.next_absent(0).min(self.bound);
    }

    /// Brings both lists up to date. The edits say the start as `node`; any order.
    ///
    /// # Errors
    /// What stops the work; the table is good for nothing then.
    pub(crate) fn apply(&mut self, mut edits: Vec<Edit>, interrupt: &Interrupt) -> Result<()> {
        settle(&mut edits, interrupt)?;
        self.changes += edits.len();
        self.outgoing.apply(&edits, interrupt)?;
        for some in edits.chunks_mut(STEPS) {
            interrupt.check()?;
            for edit in some {
                std::mem::swap(&mut edit.node, &mut edit.neighbor);
            }
        }
        sorting::sort(&mut edits, interrupt, Ord::cmp)?;
        self.incoming.apply(&edits, interrupt)?;
        // A batch as large as the table itself is cheaper to read, and smaller, when folded at once.
        if edits.len() > FOLD_LISTS && edits.len() > self.len() / 4 {
            self.fold(interrupt)?;
        }
        Ok(())
    }

    /// Is it time for a new base?
    pub(crate) fn wants_fold(&self) -> bool {
        self.changes > FOLD_CHANGES.max(self.len() / FOLD_SHARE)
            || self.outgoing.overridden().max(self.incoming.overridden()) > FOLD_LISTS
    }

    /// Makes new bases. Slots stay. O(nodes + relationships).
    ///
    /// # Errors
    /// What stops the work; the table is as it was then.
    pub(crate) fn fold(&mut self, interrupt: &Interrupt) -> Result<()> {
        if self.outgoing.overridden() == 0 && self.incoming.overridden() == 0 {
            return Ok(());
        }
        let outgoing = self.outgoing.folded(interrupt)?;
        let incoming = self.incoming.folded(interrupt)?;
        self.positions = located(outgoing.base(), self.bound, interrupt)?;
        let old = (
            std::mem::replace(&mut self.outgoing, outgoing),
            std::mem::replace(&mut self.incoming, incoming),
            std::mem::take(&mut self.later),
        );
        if old.0.overridden().max(old.1.overridden()) > FOLD_LISTS {
            free_beside(old);
        }
        self.changes = 0;
        Ok(())
    }

    /// A copy to be folded elsewhere, for [`Self::rebase`]. O(1).
    pub(crate) fn copy_to_fold(&mut self) -> Self {
        self.mark = Some(Arc::default());
        self.clone()
    }

    /// Does this state follow that one, which was taken to be folded? One that was refused or undone is followed by none.
    fn follows(&self, before: &Self) -> bool {
        let marks = self.mark.as_ref().zip(before.mark.as_ref());
        marks.is_some_and(|(mark, before)| Arc::ptr_eq(mark, before))
    }

    /// Goes over to new bases made elsewhere: `folded` was made of `before`. Nothing happens when that is not an earlier state
    /// of this table, or when there are newer bases already. O(changes since).
    pub(crate) fn rebase(&mut self, before: &Self, folded: &Self) {
        if !self.follows(before)
            || !self.outgoing.shares_base(&before.outgoing)
            || !self.incoming.shares_base(&before.incoming)
        {
            return;
        }
        self.outgoing = self.outgoing.rebased(&before.outgoing, &folded.outgoing);
        self.incoming = self.incoming.rebased(&before.incoming, &folded.incoming);
        self.positions.clone_from(&folded.positions);
        let mut later = Pages::default();
        for (at, page) in self.later.changed_since(&before.later) {
            later.set(at, Some(Arc::clone(page)));
        }
        self.later = later;
        self.changes -= before.changes;
    }

    /// Is folding it short enough to wait for?
    pub(crate) fn is_small(&self) -> bool {
        self.len() <= FOLD_AT_ONCE
    }

    /// Were there so many changes that folding cannot wait any longer?
    pub(crate) fn wants_fold_now(&self) -> bool {
        self.changes / 8 > FOLD_CHANGES.max(self.len() / FOLD_SHARE)
    }

    /// Bytes of lists, ends and live bits; not of properties.
    pub(crate) fn topology_bytes(&self) -> usize {
        let later = self.later.iter().count() * PAGE as usize * 8 + self.later.table_bytes();
        let positions = self
            .positions
            .as_ref()
            .map_or(0, |positions| 4 * positions.capacity());
        self.outgoing.bytes() + self.incoming.bytes() + self.live.bytes() + later + positions
    }
}

/// The lowest id from `from` on that is neither live now nor was live `before`, or `bound` when there is none.
pub(crate) fn free_id(live: &Bits, before: Option<&Bits>, from: u32, bound: u32) -> u32 {
    let mut id = from;
    loop {
        id = live.next_absent(id);
        if id >= bound {
            return bound;
        }
        if before.is_none_or(|before| !before.contains(id)) {
            return id;
        }
        id += 1;
    }
}

/// Where each slot below the bound lies in an outgoing base; `None` where slot and position are the same.
fn located(base: &Csr, bound: u32, interrupt: &Interrupt) -> Result<Option<Arc<Vec<u32>>>> {
    let Some(slots) = base.slot_list() else {
        return Ok(None);
    };
    let mut positions = vec![NONE; bound as usize];
    for (position, &slot) in slots.iter().enumerate() {
        if position.is_multiple_of(STEPS) {
            interrupt.check()?;
        }
        positions[slot as usize] = position as u32;
    }
    Ok(Some(Arc::new(positions)))
}

/// Sorts edits, and drops pairs that put in and take out the same relationship.
fn settle(edits: &mut Vec<Edit>, interrupt: &Interrupt) -> Result<()> {
    sorting::sort(edits, interrupt, Ord::cmp)?;
    let mut kept = 0;
    let mut at = 0;
    let mut looked = 0;
    while at < edits.len() {
        if at >= looked {
            interrupt.check()?;
            looked = at + STEPS;
        }
        let edit = edits[at];
        let pair = edits.get(at + 1).is_some_and(|next| {
            (next.node, next.neighbor, next.slot) == (edit.node, edit.neighbor, edit.slot)
        });
        if !pair {
            edits[kept] = edit;
            kept += 1;
        }
        at += 1 + usize::from(pair);
    }
    edits.truncate(kept);
    Ok(())
}

//! The nodes of a graph: which ids live, their labels, their properties.
//!
//! In: nodes put in and taken out, labels set and cleared. Out: bitmaps and columns. Knows nothing of relationships.

use super::bits::Bits;
use super::column::PropertySet;
use super::id::LabelId;
use super::paged::Pages;
use super::relationships::free_id;

/// All nodes. A clone is O(1).
#[derive(Debug, Clone, Default)]
pub(crate) struct NodeTable {
    pub(crate) properties: PropertySet,
    live: Bits,
    labels: Pages<Bits>,
    /// Ids are below this.
    bound: u32,
    /// No id below this is free.
    first_hole: u32,
}

impl NodeTable {
    /// Nodes `0..bound`, all live.
    pub(crate) fn loaded(bound: u32, labels: Vec<Bits>, properties: PropertySet) -> Self {
        let mut pages = Pages::default();
        for (label, bits) in labels.into_iter().enumerate() {
            if !bits.is_empty() {
                pages.set(label, Some(bits.into()));
            }
        }
        Self {
            properties,
            live: Bits::full(bound),
            labels: pages,
            bound,
            first_hole: bound,
        }
    }

    /// Nodes as they were written to a file.
    pub(crate) fn restored(
        live: Bits,
        bound: u32,
        labels: impl IntoIterator<Item = (LabelId, Bits)>,
        properties: PropertySet,
    ) -> Self {
        let mut pages = Pages::default();
        for (label, bits) in labels {
            pages.set(usize::from(label.0), Some(bits.into()));
        }
        let mut table = Self {
            properties,
            live,
            labels: pages,
            bound,
            first_hole: 0,
        };
        table.find_hole();
        table
    }

    /// Opens a node with this id, which is free and not above the bound.
    pub(crate) fn open_as(&mut self, id: u32) {
        self.live.insert(id);
        self.bound = self.bound.max(id + 1);
    }

    /// Looks for the lowest free id anew. O(bound / 64).
    pub(crate) fn find_hole(&mut self) {
        self.first_hole = self.live.next_absent(0).min(self.bound);
    }

    /// All labels that were ever set, with their nodes.
    pub(crate) fn all_labels(&self) -> impl Iterator<Item = (LabelId, &Bits)> + '_ {
        self.labels
            .iter()
            .map(|(label, bits)| (LabelId(label as u16), bits))
    }

    pub(crate) fn live(&self) -> &Bits {
        &self.live
    }

    pub(crate) fn bound(&self) -> u32 {
        self.bound
    }

    #[inline]
    pub(crate) fn is_live(&self, id: u32) -> bool {
        self.live.contains(id)
    }

    /// The nodes with a label; `None` when it was never set.
    #[inline]
    pub(crate) fn label(&self, label: LabelId) -> Option<&Bits> {
        self.labels.get(usize::from(label.0))
    }

    pub(crate) fn labels(&self, id: u32) -> impl Iterator<Item = LabelId> + '_ {
        self.labels
            .iter()
            .filter(move |(_, bits)| bits.contains(id))
            .map(|(label, _)| LabelId(label as u16))
    }

    /// Opens a node in a hole that was one already in `before`, else at the end. `None` when all ids are taken.
    pub(crate) fn open(&mut self, before: &Self) -> Option<u32> {
        let id = free_id(&self.live, Some(&before.live), self.first_hole, self.bound);
        if id == u32::MAX {
            return None;
        }
        self.live.insert(id);
        self.bound = self.bound.max(id + 1);
        self.first_hole = id + 1;
        Some(id)
    }

    /// Strikes out a node with its labels; its properties are cleared apart.
    pub(crate) fn close(&mut self, id: u32) {
        let labels: Vec<_> = self.labels(id).collect();
        for label in labels {
            self.set_label(id, label, false);
        }
        self.live.remove(id);
    }

    /// Sets or clears a label; did that change anything?
    pub(crate) fn set_label(&mut self, id: u32, label: LabelId, on: bool) -> bool {
        if self.label(label).is_some_and(|bits| bits.contains(id)) == on {
            return false;
        }
        let bits = self.labels.entry(usize::from(label.0), Bits::default);
        if on { bits.insert(id) } else { bits.remove(id) }
    }

    /// Says that ids from `id` on may be free again.
    pub(crate) fn reuse_from(&mut self, id: u32) {
        self.first_hole = self.first_hole.min(id);
    }
}

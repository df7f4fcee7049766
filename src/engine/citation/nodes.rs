//! Nodes of rows, and which of them say something.
//!
//! In: a column of nodes, rows, and what is known of sources. Out: nodes, row by row. All rows are looked up when it is made.
//! Knows nothing of what facts look like.

use std::ops::Range;

use super::facts::Facts;
use crate::column::Column;
use crate::value::NodeId;

/// A node, and whether it says something.
pub(super) type Said = (NodeId, bool);

/// Nodes of rows, and which of them say something.
pub(super) struct Nodes<'a> {
    column: &'a Column,
    /// All of them, where none is missing.
    pub(super) dense: Option<&'a [u32]>,
    first: usize,
    pub(super) saying: u128,
}

impl<'a> Nodes<'a> {
    /// Those of some rows, at most [`super::TOGETHER`].
    pub(super) fn of(column: &'a Column, rows: Range<usize>, facts: &Facts) -> Self {
        let first = rows.start;
        let nodes = match column {
            Column::Node(all) if all.validity().is_none() => Some(all.values()),
            _ => None,
        };
        // One thing after the other for all rows: no look waits for what an earlier one finds.
        let saying = match nodes {
            _ if !facts.nodes_have_sources() => 0,
            Some(nodes) => facts.saying(&nodes[rows]),
            None => rows.fold(0, |saying, row| {
                let says = |node| facts.saying(&[node]) << (row - first);
                saying | column.node(row).map_or(0, |node| says(node.0))
            }),
        };
        Self {
            column,
            dense: nodes,
            first,
            saying,
        }
    }

    /// The node of a row, and whether it says something.
    #[inline]
    pub(super) fn get(&self, row: usize) -> Option<Said> {
        let says = self.saying >> (row - self.first) & 1 == 1;
        Some((self.node(row)?, says))
    }

    /// The node of a row; `None` when there is none, or no such row.
    #[inline]
    pub(super) fn node(&self, row: usize) -> Option<NodeId> {
        match self.dense {
            Some(nodes) => nodes.get(row).copied().map(NodeId),
            None if row < self.column.len() => self.column.node(row),
            None => None,
        }
    }
}

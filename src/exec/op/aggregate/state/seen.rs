//! What an aggregate with DISTINCT has seen already.
//!
//! In: columns of arguments and the group of each row. Out: the rows that bring something new to their group, and in the
//! end all that was seen. Nodes are remembered by their ids, all else by the numbers of tuples. Knows nothing of what is
//! aggregated.

use super::node_sets::NodeSets;
use crate::column::{Column, ColumnBuilder, Typed};
use crate::exec::groups::Groups;
use crate::exec::node_set::NodeSet;
use crate::value::Value;

/// Values that were seen, by group.
pub(super) struct Seen {
    /// Nodes of the only group there is.
    nodes: NodeSet,
    /// Nodes by group, where there are several groups.
    by_group: NodeSets,
    /// All else, with the group in front.
    tuples: Groups,
    /// The morsel that each tuple appeared in first.
    morsels: Vec<u32>,
    one_group: bool,
}

/// Columns of arguments and the group of each row.
type Arguments = (Vec<Column>, Vec<u32>);

impl Seen {
    /// Nothing seen. `args`: how many arguments come; `one_group`: there will be only one.
    pub(super) fn new(args: usize, one_group: bool) -> Self {
        Self {
            nodes: NodeSet::default(),
            by_group: NodeSets::default(),
            tuples: Groups::new(args + 1),
            morsels: Vec::new(),
            one_group,
        }
    }

    /// About the bytes that are asked for at once when `rows` more rows come.
    pub(super) fn growth(&self, rows: usize) -> usize {
        self.tuples.growth(rows) + self.by_group.growth(rows)
    }

    /// All that was seen on several threads, each with the numbers that its groups have now. Of what is alike, what came
    /// first on one thread comes first.
    pub(super) fn rows(all: &[(Self, &[u32])]) -> Vec<Arguments> {
        let mut rows = Vec::new();
        for (seen, numbers) in all {
            let alone = seen.nodes.members();
            if let Some(group) = numbers.first().filter(|_| !alone.is_empty()) {
                let groups = vec![*group; alone.len()];
                rows.push((vec![Column::nodes(alone.to_vec())], groups));
            }
            let (mut groups, nodes) = seen.by_group.pairs();
            for group in &mut groups {
                *group = numbers[*group as usize];
            }
            if !groups.is_empty() {
                rows.push((vec![Column::nodes(nodes)], groups));
            }
        }
        let mut order: Vec<(u32, usize, usize)> = Vec::new();
        for (thread, (seen, _)) in all.iter().enumerate() {
            let tuples = seen.morsels.iter().enumerate();
            order.extend(tuples.map(|(tuple, morsel)| (*morsel, thread, tuple)));
        }
        if order.is_empty() {
            return rows;
        }
        order.sort_unstable();
        let tuple = |(_, thread, tuple): &(u32, usize, usize)| all[*thread].0.tuples.key(*tuple);
        let groups = order.iter().map(|at| match tuple(at).first() {
            Some(Value::Integer(group)) => all[at.1].1[usize::try_from(*group).unwrap_or(0)],
            _ => 0,
        });
        let groups = groups.collect();
        let width = order.first().map_or(1, |at| tuple(at).len());
        let columns =
            (1..width).map(|place| ColumnBuilder::copied(order.iter().map(|at| &tuple(at)[place])));
        rows.push((columns.collect(), groups));
        rows
    }

    /// The rows that bring something new, ascending, and the bytes that remembering it takes. `morsel`: the one they are of.
    pub(super) fn fresh(
        &mut self,
        columns: &[Column],
        numbers: &[u32],
        morsel: u32,
    ) -> (Vec<u32>, usize) {
        let mut rows = Vec::new();
        let before = self.bytes();
        let rest = match columns {
            [Column::Node(nodes)] => {
                for (row, group) in numbers.iter().enumerate() {
                    if let Some(node) = nodes.get(row)
                        && self.node(*group, node)
                    {
                        rows.push(row as u32);
                    }
                }
                return (rows, self.bytes() - before);
            }
            // Nodes are remembered as such, in whatever column they come.
            [column @ (Column::Value(_) | Column::Constant(..))] => {
                let mut rest = Vec::new();
                for (row, group) in numbers.iter().enumerate() {
                    match column.node(row) {
                        Some(node) if self.node(*group, node.0) => rows.push(row as u32),
                        Some(_) => {}
                        None => rest.push(row as u32),
                    }
                }
                (rest.len() < numbers.len()).then_some(rest)
            }
            _ => None,
        };
        let groups = numbers.iter().map(|group| i64::from(*group)).collect();
        let mut tuples = vec![Column::Integer(Typed::new(groups))];
        tuples.extend_from_slice(columns);
        if let Some(rest) = &rest {
            tuples = tuples.iter().map(|column| column.gather(rest)).collect();
        }
        let count = rest.as_ref().map_or(numbers.len(), Vec::len);
        let mut known = self.tuples.len();
        let mut found = Vec::with_capacity(count);
        self.tuples.number(&tuples, count, &mut found);
        self.morsels.resize(self.tuples.len(), morsel);
        for (at, number) in found.iter().enumerate() {
            if *number as usize == known {
                known += 1;
                rows.push(rest.as_ref().map_or(at as u32, |rest| rest[at]));
            }
        }
        rows.sort_unstable();
        (rows, self.bytes() - before)
    }

    /// Bytes held, room for what is to come included.
    fn bytes(&self) -> usize {
        // A node alone: a number, and a bit for each node of the graph in the end.
        let alone = self.nodes.members().len() * 12;
        let morsels = self.morsels.capacity() * size_of::<u32>();
        alone + self.by_group.bytes() + self.tuples.bytes() + morsels
    }

    fn node(&mut self, group: u32, node: u32) -> bool {
        if self.one_group {
            self.nodes.insert(node)
        } else {
            self.by_group.insert(group, node)
        }
    }
}

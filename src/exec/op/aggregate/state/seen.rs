//! What an aggregate with DISTINCT has seen already.
//!
//! In: columns of arguments and the group of each row. Out: the rows that bring something new to their group, and in the
//! end all that was seen. Nodes are remembered by their ids, all else by the numbers of tuples. Knows nothing of what is
//! aggregated.

use rustc_hash::FxHashSet;

use crate::column::{Column, Typed};
use crate::exec::groups::Groups;
use crate::exec::node_set::NodeSet;
use crate::value::Value;

/// Values that were seen, by group.
pub(super) struct Seen {
    /// Nodes of the only group there is.
    nodes: NodeSet,
    /// Groups and nodes, where there are several groups.
    pairs: FxHashSet<(u32, u32)>,
    /// All else, with the group in front.
    tuples: Groups,
    one_group: bool,
}

impl Seen {
    /// Nothing seen. `args`: how many arguments come; `one_group`: there will be only one.
    pub(super) fn new(args: usize, one_group: bool) -> Self {
        Self {
            nodes: NodeSet::default(),
            pairs: FxHashSet::default(),
            tuples: Groups::new(args + 1),
            one_group,
        }
    }

    /// About the bytes that are asked for at once when `rows` more rows come.
    pub(super) fn growth(&self, rows: usize) -> usize {
        self.tuples.growth(rows)
    }

    /// All that was seen, as columns of arguments and the group of each row.
    pub(super) fn rows(self) -> Vec<(Vec<Column>, Vec<u32>)> {
        let mut rows = Vec::new();
        let alone = self.nodes.members();
        if !alone.is_empty() {
            let groups = vec![0; alone.len()];
            rows.push((vec![Column::nodes(alone.to_vec())], groups));
        }
        if !self.pairs.is_empty() {
            let mut pairs: Vec<(u32, u32)> = self.pairs.into_iter().collect();
            pairs.sort_unstable();
            let (groups, nodes) = pairs.into_iter().unzip();
            rows.push((vec![Column::nodes(nodes)], groups));
        }
        if self.tuples.len() > 0 {
            let tuples: Vec<&[Value]> = (0..self.tuples.len())
                .map(|tuple| self.tuples.key(tuple))
                .collect();
            let groups = tuples.iter().map(|tuple| match tuple.first() {
                Some(Value::Integer(group)) => u32::try_from(*group).unwrap_or(0),
                _ => 0,
            });
            let groups = groups.collect();
            let width = tuples.first().map_or(1, |tuple| tuple.len());
            let columns = (1..width)
                .map(|place| {
                    let values = tuples.iter().map(|tuple| tuple[place].clone());
                    Column::from_values(values.collect())
                })
                .collect();
            rows.push((columns, groups));
        }
        rows
    }

    /// The rows that bring something new, ascending, and the bytes that remembering it takes.
    pub(super) fn fresh(&mut self, columns: &[Column], numbers: &[u32]) -> (Vec<u32>, usize) {
        let mut rows = Vec::new();
        let rest = match columns {
            [Column::Node(nodes)] => {
                for (row, group) in numbers.iter().enumerate() {
                    if let Some(node) = nodes.get(row)
                        && self.node(*group, node)
                    {
                        rows.push(row as u32);
                    }
                }
                let bytes = self.node_bytes(rows.len());
                return (rows, bytes);
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
        let nodes = self.node_bytes(rows.len());
        let before = self.tuples.bytes();
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
        for (at, number) in found.iter().enumerate() {
            if *number as usize == known {
                known += 1;
                rows.push(rest.as_ref().map_or(at as u32, |rest| rest[at]));
            }
        }
        rows.sort_unstable();
        (rows, nodes + self.tuples.bytes() - before)
    }

    /// What remembering so many nodes more takes, room for what is to come included.
    fn node_bytes(&self, nodes: usize) -> usize {
        nodes * if self.one_group { 12 } else { 32 }
    }

    fn node(&mut self, group: u32, node: u32) -> bool {
        if self.one_group {
            self.nodes.insert(node)
        } else {
            self.pairs.insert((group, node))
        }
    }
}

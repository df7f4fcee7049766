//! What an aggregate with DISTINCT has seen already.
//!
//! In: columns of arguments and the group of each row. Out: the rows that bring something new to their group, and in the
//! end all that was seen. Nodes are remembered by their ids, all else by the numbers of tuples. Knows nothing of what is
//! aggregated.

use super::node_sets::NodeSets;
use crate::column::{Column, ColumnBuilder, Typed};
use crate::diagnostic::Result;
use crate::exec::groups::Groups;
use crate::exec::node_set::NodeSet;
use crate::value::Value;
use crate::value::bulk::{self, Look};

/// Values that were seen, by group.
pub(super) struct Seen {
    /// Nodes of the only group there is.
    nodes: NodeSet,
    /// Nodes by group, where there are several groups.
    by_group: NodeSets,
    /// All else, with the group in front where there are several.
    tuples: Groups,
    /// The morsel that each tuple appeared in first.
    morsels: Vec<u32>,
    one_group: bool,
}

/// Rows that are handed over at once.
const STRETCH: usize = if cfg!(test) { 5 } else { 1 << 14 };

impl Seen {
    /// Nothing seen. `args`: how many arguments come; `one_group`: there will be only one.
    pub(super) fn new(args: usize, one_group: bool) -> Self {
        Self {
            nodes: NodeSet::default(),
            by_group: NodeSets::default(),
            tuples: Groups::new(args + usize::from(!one_group)),
            morsels: Vec::new(),
            one_group,
        }
    }

    /// About the bytes that are asked for at once when `rows` more rows come.
    pub(super) fn growth(&self, rows: usize) -> usize {
        self.tuples.growth(rows) + self.by_group.growth(rows)
    }

    /// Room for what `rows` more rows bring; `look` tells meanwhile whether to go on.
    pub(super) fn make_room(&mut self, rows: usize, look: Look<'_>) -> Result<()> {
        self.tuples.make_room(rows, look)?;
        self.by_group.make_room(rows, look)?;
        bulk::grow(&mut self.morsels, rows, look)
    }

    /// Hands over all that was seen on several threads, each with the numbers that its groups have now, a stretch at a time.
    /// Of what is alike, what came first on one thread comes first.
    pub(super) fn each_stretch(
        all: &[(Self, &[u32])],
        mut take: impl FnMut(&[Column], &[u32]) -> Result<()>,
    ) -> Result<()> {
        for (seen, numbers) in all {
            if let Some(group) = numbers.first() {
                for alone in seen.nodes.members().chunks(STRETCH) {
                    let groups = vec![*group; alone.len()];
                    take(&[Column::nodes(alone.to_vec())], &groups)?;
                }
            }
            let mut pairs = seen.by_group.pairs().peekable();
            while pairs.peek().is_some() {
                let some = pairs.by_ref().take(STRETCH);
                let (groups, nodes): (Vec<u32>, Vec<u32>) = some
                    .map(|(group, node)| (numbers[group as usize], node))
                    .unzip();
                take(&[Column::nodes(nodes)], &groups)?;
            }
        }
        // Those of one morsel are of one thread, and morsels ascend on each.
        let mut taken = vec![0; all.len()];
        let mut order: Vec<(usize, usize)> = Vec::new();
        loop {
            let heads = all.iter().zip(&taken).enumerate();
            let heads = heads.filter_map(|(thread, ((seen, _), at))| {
                seen.morsels.get(*at).map(|morsel| (*morsel, thread))
            });
            let first = heads.min();
            if let Some((morsel, thread)) = first {
                let from = taken[thread];
                let rest = &all[thread].0.morsels[from..];
                let here = rest.iter().take(STRETCH - order.len());
                let count = here.take_while(|other| **other == morsel).count();
                order.extend((from..from + count).map(|tuple| (thread, tuple)));
                taken[thread] += count;
            }
            if order.len() == STRETCH || first.is_none() && !order.is_empty() {
                let (columns, groups) = Self::tuples_of(all, &order);
                take(&columns, &groups)?;
                order.clear();
            }
            if first.is_none() {
                return Ok(());
            }
        }
    }

    /// The arguments and groups of some tuples, told by thread and number.
    fn tuples_of(all: &[(Self, &[u32])], some: &[(usize, usize)]) -> (Vec<Column>, Vec<u32>) {
        let tuple = |(thread, tuple): &(usize, usize)| all[*thread].0.tuples.key(*tuple);
        let first = some.first();
        let one_group = first.is_some_and(|(thread, _)| all[*thread].0.one_group);
        let groups = some.iter().map(|at| {
            let number = match tuple(at).first() {
                Some(Value::Integer(group)) if !one_group => usize::try_from(*group).unwrap_or(0),
                _ => 0,
            };
            all[at.0].1.get(number).copied().unwrap_or(0)
        });
        let width = first.map_or(0, |at| tuple(at).len());
        let columns = (usize::from(!one_group)..width)
            .map(|place| ColumnBuilder::copied(some.iter().map(|at| &tuple(at)[place])));
        (columns.collect(), groups.collect())
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
        let mut tuples = Vec::with_capacity(columns.len() + 1);
        if !self.one_group {
            let groups = numbers.iter().map(|group| i64::from(*group)).collect();
            tuples.push(Column::Integer(Typed::new(groups)));
        }
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

//! Two nodes whose common neighbours are counted by whole lists.
//!
//! In: rows of two hops, of which everything is known that can be. Out: a number per row. Rows with the same node on one side
//! are taken together: what its neighbours lead on to is tallied, or its neighbours are marked, or lists are searched,
//! whichever is least work. Knows nothing of operators.

use smallvec::SmallVec;

use super::Rows;
use super::tally::{Marks, Tally};
use crate::column::Column;
use crate::diagnostic::Result;
use crate::exec::Runtime;
use crate::exec::graph_access::{Hops, Lists};
use crate::exec::op::count::end_test::Verdict;
use crate::exec::op::trail::Patience;
use crate::graph::places_of;
use crate::value::NodeId;

/// Rows of two hops, of which everything is known that can be.
pub(super) struct Pair<'a, 'v> {
    pub(super) rows: &'a Rows<'a, 'v>,
    /// The hop whose node changes least.
    pub(super) calm: usize,
    /// The other hop seen from where it leads.
    pub(super) back: Hops<'v>,
    pub(super) verdict: Verdict<'a>,
    /// The ends of relationships that a hop must differ from.
    pub(super) ends: Vec<(&'a Column, &'a Column)>,
    pub(super) bound: u32,
}

/// Work of adding one to a tally, against testing a bit.
const ADD: usize = 2;
/// Work of finding out how long the list of a node is that lies anywhere, against adding one to a tally.
const LOOK: usize = 8;
/// Work of halving a list once, where nobody can guess which half, against testing a bit.
const HALVE: usize = 4;

/// Rows that have the same calm node.
#[derive(Clone, Copy)]
struct Group {
    node: NodeId,
    degree: usize,
    start: usize,
}

impl Pair<'_, '_> {
    pub(super) fn count(
        &self,
        rows: usize,
        marks: &mut Marks,
        tally: &mut Tally,
        run: &Runtime<'_, '_>,
    ) -> Result<Vec<u128>> {
        let mut numbers = vec![0; rows];
        let mut patience = Patience::new(run.context);
        let calm = self.rows.columns[self.calm];
        // The lists of the other nodes, found when first asked for.
        let mut lists: Option<Lists<'_>> = None;
        let mut start = 0;
        while start < rows {
            let node = calm.node(start);
            let same = (start..rows).take_while(|row| calm.node(*row) == node);
            let end = start + same.count();
            let degree = node.map_or(0, |node| self.rows.hops[self.calm].degree(node));
            if let Some(node) = node.filter(|_| degree > 0) {
                let numbers = &mut numbers[start..end];
                if self.fill(node, degree, LOOK * (end - start), tally, &mut patience)? {
                    self.by_tally(node, start, tally, numbers)?;
                } else {
                    let lists = lists.get_or_insert_with(|| {
                        let (far, hops) = self.other();
                        hops.lists_of(far)
                    });
                    let all: usize = (start..end).map(|row| lists.len(row)).sum();
                    if self.fill(node, degree, all / ADD, tally, &mut patience)? {
                        self.by_tally(node, start, tally, numbers)?;
                    } else {
                        let rows = Group {
                            node,
                            degree,
                            start,
                        };
                        self.by_lists(rows, lists, marks, &mut patience, numbers)?;
                    }
                }
                tally.clear();
            }
            start = end;
        }
        Ok(numbers)
    }

    /// The nodes of the hop that is not the calm one, and its lists.
    fn other(&self) -> (&Column, &Hops<'_>) {
        let other = 1 - self.calm;
        (self.rows.columns[other], &self.rows.hops[other])
    }

    /// Counts rows with the same calm node, from `start` on, by what was tallied.
    fn by_tally(
        &self,
        node: NodeId,
        start: usize,
        tally: &Tally,
        numbers: &mut [u128],
    ) -> Result<()> {
        let (column, hops) = self.other();
        let own = self.rows.hops[self.calm].lists(node);
        for (at, number) in numbers.iter_mut().enumerate() {
            let row = start + at;
            if let Some(far) = column.node(row) {
                let found = u128::from(tally.of(far.0));
                if found > 0 {
                    let met = Met {
                        row,
                        node,
                        own: &own,
                        far,
                        others: &hops.lists(far),
                    };
                    *number = self.without_taken(&met, found)?;
                }
            }
        }
        Ok(())
    }

    /// Counts rows with the same calm node by looking entries of one list up in the other.
    fn by_lists(
        &self,
        group: Group,
        others: &Lists<'_>,
        marks: &mut Marks,
        patience: &mut Patience<'_>,
        numbers: &mut [u128],
    ) -> Result<()> {
        let Group {
            node,
            degree,
            start,
        } = group;
        let (column, _) = self.other();
        let own = self.rows.hops[self.calm].lists(node);
        let rows = numbers.len();
        let mut marked = false;
        for (at, number) in numbers.iter_mut().enumerate() {
            let row = start + at;
            let (lists, length) = (others.of(row), others.len(row));
            let Some(far) = column.node(row).filter(|_| length > 0) else {
                continue;
            };
            let (short, long) = (degree.min(length), degree.max(length));
            let searching = short.saturating_mul(1 + HALVE * long.ilog2() as usize);
            let marking = if marked {
                length
            } else {
                length + 2 * degree / (rows - at)
            };
            patience.steps(searching.min(marking))?;
            let found = if searching < marking {
                if degree <= length {
                    self.search(&own, lists)
                } else {
                    self.search(lists, &own)
                }
            } else {
                if !marked {
                    marks.mark(&own, self.verdict, self.bound);
                    marked = true;
                }
                marks.count(lists)
            };
            if found > 0 {
                let met = Met {
                    row,
                    node,
                    own: &own,
                    far,
                    others: lists,
                };
                *number = self.without_taken(&met, found)?;
            }
        }
        Ok(())
    }

    /// Tallies the nodes that are met on from all neighbours of the calm node, if that is less work than `budget`.
    fn fill(
        &self,
        node: NodeId,
        degree: usize,
        budget: usize,
        tally: &mut Tally,
        patience: &mut Patience<'_>,
    ) -> Result<bool> {
        let budget = budget.min(u32::MAX as usize);
        if degree >= budget {
            return Ok(false);
        }
        patience.steps(degree)?;
        let mut work = degree;
        let calm = &self.rows.hops[self.calm];
        for side in calm.sides() {
            for &end in side.list(node).nodes {
                if self.verdict.has(end) {
                    work += self.back.degree(NodeId(end));
                    if work > budget {
                        return Ok(false);
                    }
                }
            }
        }
        for side in calm.sides() {
            for &end in side.list(node).nodes {
                if !self.verdict.has(end) {
                    continue;
                }
                for side in self.back.sides() {
                    let list = side.list(NodeId(end)).nodes;
                    patience.steps(1 + list.len())?;
                    for &far in list {
                        tally.add(far, self.bound);
                    }
                }
            }
        }
        Ok(true)
    }

    /// Looks each entry of some lists up in others.
    fn search(&self, short: &[&[u32]], long: &[&[u32]]) -> u128 {
        let entries = short.iter().copied().flatten();
        let passing = entries.filter(|end| self.verdict.has(**end));
        passing.map(|end| times(long, *end) as u128).sum()
    }

    /// Counts again, one by one, the neighbours where a relationship could stand twice.
    fn without_taken(&self, met: &Met<'_>, found: u128) -> Result<u128> {
        let (rows, row) = (self.rows, met.row);
        let mut from = [met.node, met.far];
        if self.calm == 1 {
            from.swap(0, 1);
        }
        let mut doubtful: SmallVec<[u32; 8]> = SmallVec::new();
        let mut doubt = |end: NodeId| doubtful.extend(met.has(end.0).then_some(end.0));
        for (hop, start) in rows.hops.iter().zip(from) {
            // Both directions have a relationship from the node to itself.
            if hop.sides().iter().any(|side| !side.counts_all()) {
                doubt(start);
            }
            for (one, other) in &self.ends {
                if let (Some(one), Some(other)) = (one.node(row), other.node(row)) {
                    if one == start {
                        doubt(other);
                    }
                    if other == start {
                        doubt(one);
                    }
                }
            }
        }
        if !rows.differ.is_empty() && met.node == met.far {
            doubtful.extend(met.own.iter().copied().flatten().copied());
        }
        doubtful.sort_unstable();
        doubtful.dedup();
        let mut found = found;
        for end in doubtful {
            if self.verdict.has(end) {
                let all = times(met.others, end) as u128 * times(met.own, end) as u128;
                found = found - all + rows.ways(row, &from, end)?;
            }
        }
        Ok(found)
    }
}

/// A row whose two nodes have neighbours in common.
struct Met<'l> {
    row: usize,
    /// The calm node and its lists.
    node: NodeId,
    own: &'l [&'l [u32]],
    /// The other one and its lists.
    far: NodeId,
    others: &'l [&'l [u32]],
}

impl Met<'_> {
    /// Is this one of the common neighbours?
    fn has(&self, end: u32) -> bool {
        times(self.others, end) > 0 && times(self.own, end) > 0
    }
}

/// How often a node stands in some lists.
#[inline]
fn times(lists: &[&[u32]], node: u32) -> usize {
    let times = |list: &&[u32]| match list {
        // Where relationships only go up or down from node to node, a node itself is beyond all of its list.
        [first, .., last] if node < *first || node > *last => 0,
        list => places_of(list, node).len(),
    };
    lists.iter().map(times).sum()
}

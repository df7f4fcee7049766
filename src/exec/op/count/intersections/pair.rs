//! Two nodes whose common neighbours are counted by whole lists.
//!
//! In: rows of two hops, of which everything is known that can be. Out: a number per row. Rows with the same node on one side
//! are taken together: what its neighbours lead on to is tallied, or its neighbours are marked, or lists are searched,
//! whichever is least work. Knows nothing of operators.

use super::Rows;
use super::tally::{Marks, Tally};
use crate::column::Column;
use crate::diagnostic::Result;
use crate::exec::Runtime;
use crate::exec::graph_access::Hops;
use crate::exec::op::count::end_test::Verdict;
use crate::exec::op::trail::Patience;
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
        let mut degrees = Vec::new();
        let calm = self.rows.columns[self.calm];
        let mut near = false;
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
                    let (far, hops) = self.other();
                    if !std::mem::replace(&mut near, true) {
                        hops.draw_near(far);
                    }
                    let far = (start..end).map(|row| far.node(row));
                    degrees.clear();
                    degrees.extend(far.map(|far| far.map_or(0, |far| hops.degree(far))));
                    let all: usize = degrees.iter().sum();
                    if self.fill(node, degree, all / ADD, tally, &mut patience)? {
                        self.by_tally(node, start, tally, numbers)?;
                    } else {
                        let degrees = (degree, degrees.as_slice());
                        self.by_lists(node, start, degrees, marks, &mut patience, numbers)?;
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
        let (column, _) = self.other();
        for (at, number) in numbers.iter_mut().enumerate() {
            let row = start + at;
            if let Some(far) = column.node(row) {
                let found = u128::from(tally.of(far.0));
                if found > 0 {
                    *number = self.without_taken(row, node, far, found)?;
                }
            }
        }
        Ok(())
    }

    /// Counts rows with the same calm node, from `start` on, by looking entries of one list up in the other. `degrees`
    /// are the lengths of the calm node's lists and, by row, of the other's.
    fn by_lists(
        &self,
        node: NodeId,
        start: usize,
        (degree, degrees): (usize, &[usize]),
        marks: &mut Marks,
        patience: &mut Patience<'_>,
        numbers: &mut [u128],
    ) -> Result<()> {
        let (column, hops) = self.other();
        let mut marked = false;
        for (at, &length) in degrees.iter().enumerate() {
            let row = start + at;
            let Some(far) = column.node(row).filter(|_| length > 0) else {
                continue;
            };
            let (short, long) = (degree.min(length), degree.max(length));
            let searching = short.saturating_mul(1 + long.ilog2() as usize);
            let marking = if marked {
                length
            } else {
                length + 2 * degree / (degrees.len() - at)
            };
            patience.steps(searching.min(marking))?;
            let found = if searching < marking {
                self.search(node, far, degree <= length)
            } else {
                if !marked {
                    let calm = &self.rows.hops[self.calm];
                    marks.mark(node, calm, self.verdict, self.bound);
                    marked = true;
                }
                marks.count(far, hops)
            };
            if found > 0 {
                numbers[at] = self.without_taken(row, node, far, found)?;
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

    /// Looks each entry of the shorter lists up in the longer ones.
    fn search(&self, node: NodeId, far: NodeId, calm_is_shorter: bool) -> u128 {
        let (calm, (_, other)) = (&self.rows.hops[self.calm], self.other());
        let (short, from, long, to) = if calm_is_shorter {
            (calm, node, other, far)
        } else {
            (other, far, calm, node)
        };
        let mut found = 0;
        for side in short.sides() {
            for &end in side.list(from).nodes {
                if self.verdict.has(end) {
                    found += ways(long, to, end) as u128;
                }
            }
        }
        found
    }

    /// Counts again, one by one, the neighbours where a relationship could stand twice.
    fn without_taken(&self, row: usize, node: NodeId, far: NodeId, found: u128) -> Result<u128> {
        let rows = self.rows;
        let mut from = [node, far];
        if self.calm == 1 {
            from.swap(0, 1);
        }
        let mut doubtful: Vec<u32> = Vec::new();
        for (hop, start) in rows.hops.iter().zip(from) {
            // Both directions have a relationship from the node to itself.
            if hop.sides().iter().any(|side| !side.counts_all()) {
                doubtful.push(start.0);
            }
            for (one, other) in &self.ends {
                if let (Some(one), Some(other)) = (one.node(row), other.node(row)) {
                    doubtful.extend((one == start).then_some(other.0));
                    doubtful.extend((other == start).then_some(one.0));
                }
            }
        }
        if !rows.differ.is_empty() && node == far {
            for side in rows.hops[self.calm].sides() {
                doubtful.extend_from_slice(side.list(node).nodes);
            }
        }
        doubtful.sort_unstable();
        doubtful.dedup();
        let mut found = found;
        for end in doubtful {
            if !self.verdict.has(end) {
                continue;
            }
            let all = match ways(&rows.hops[1 - self.calm], far, end) {
                0 => 0,
                some => some as u128 * ways(&rows.hops[self.calm], node, end) as u128,
            };
            if all > 0 {
                found = found - all + rows.ways(row, &from, end)?;
            }
        }
        Ok(found)
    }
}

/// How often a node stands in the lists of another.
#[inline]
fn ways(hops: &Hops<'_>, from: NodeId, to: u32) -> usize {
    let lists = hops.sides().iter().map(|side| side.list(from));
    lists.map(|list| list.places_of(to).len()).sum()
}

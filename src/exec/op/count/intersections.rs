//! The number of common neighbours of several bound nodes, and of the ways to them.
//!
//! Nothing is enumerated where two nodes are met by lists that show all there is: per row, the entries of one list are
//! looked up in the other (marked as bits, or searched, whichever is less work); where one node stays the same for many
//! rows, the nodes two hops away from it are tallied once instead (Gustavson 1978 does this for products of sparse
//! matrices). What relationships must differ from can only matter where their ends meet: those few neighbours are counted
//! one by one.

use super::Counts;
use super::end_test::{EndTest, Verdict};
use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::graph_access::Hops;
use crate::exec::op::distinct_from::DistinctFrom;
use crate::exec::op::intersect::{Probe, calmest, differing};
use crate::exec::op::trail::Patience;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::{CountedHop, Hop};
use crate::semantics::checked::VarId;
use crate::value::NodeId;

/// Sets a count to the number of choices of one relationship per hop, times another count.
pub(in crate::exec) struct IntersectCount<'p> {
    hops: Vec<&'p Hop>,
    /// Pairs of hops whose relationships must differ.
    differ: Vec<(usize, usize)>,
    ends: &'p [(VarId, VarId)],
    count: VarId,
    times: Option<VarId>,
    keep_zero: bool,
    test: EndTest<'p>,
    marks: Marks,
    tally: Tally,
}

impl<'p> IntersectCount<'p> {
    pub(in crate::exec) fn new(
        counted: &'p CountedHop,
        others: &'p [Hop],
        ends: &'p [(VarId, VarId)],
        count: VarId,
        times: Option<VarId>,
        keep_zero: bool,
    ) -> Self {
        let hops: Vec<&Hop> = [&counted.hop].into_iter().chain(others).collect();
        Self {
            differ: differing(hops.iter().copied()),
            hops,
            ends,
            count,
            times,
            keep_zero,
            test: EndTest::new(counted),
            marks: Marks::default(),
            tally: Tally::default(),
        }
    }
}

impl Operator for IntersectCount<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let view = run.context.view();
        let hops: Vec<Hops<'_>> = (self.hops.iter())
            .map(|hop| view.hops(&hop.types, hop.direction))
            .collect();
        let mut counts = Counts::new(self.count, self.times, self.keep_zero, batch.rows());
        let columns: Option<Vec<&Column>> = (self.hops.iter())
            .map(|hop| batch.column(hop.from.index()))
            .collect();
        let Some(columns) = columns else {
            if self.keep_zero {
                for row in 0..batch.rows() {
                    counts.add(&batch, row, 0)?;
                }
            }
            return counts.hand_on(batch, out);
        };
        let rows = Rows {
            hops: &hops,
            columns: &columns,
            taken: (self.hops.iter())
                .map(|hop| DistinctFrom::new(&batch, &hop.distinct_from))
                .collect(),
            differ: &self.differ,
        };
        let numbers = match columns.as_slice() {
            [_, _] if hops.iter().all(Hops::are_seen) => {
                let calm = calmest(&columns, batch.rows());
                // Each row asks for one node at least, and mostly for more.
                match self.test.verdict(4 * batch.rows(), &hops[calm], run) {
                    Verdict::Ask => None,
                    verdict => {
                        let reversed = &self.hops[1 - calm];
                        let pair = Pair {
                            rows: &rows,
                            calm,
                            back: view.hops(&reversed.types, reversed.direction.reversed()),
                            verdict,
                            ends: (self.ends.iter())
                                .filter_map(|(one, other)| {
                                    let column = |end: &VarId| batch.column(end.index());
                                    Some((column(one)?, column(other)?))
                                })
                                .collect(),
                            bound: view.version().id_bound(),
                        };
                        let numbers =
                            pair.count(batch.rows(), &mut self.marks, &mut self.tally, run);
                        // The graph may change before the next batch.
                        self.marks.clear();
                        Some(numbers?)
                    }
                }
            }
            _ => None,
        };
        let numbers = match numbers {
            Some(numbers) => numbers,
            None => rows.count_one_by_one(batch.rows(), &mut self.test, run)?,
        };
        for (row, number) in numbers.into_iter().enumerate() {
            counts.add(&batch, row, number)?;
        }
        counts.hand_on(batch, out)
    }
}

/// The rows of a batch.
struct Rows<'a, 'v> {
    hops: &'a [Hops<'v>],
    columns: &'a [&'a Column],
    taken: Vec<DistinctFrom>,
    differ: &'a [(usize, usize)],
}

impl Rows<'_, '_> {
    /// The bound nodes of a row; `false` when one is null.
    fn nodes(&self, row: usize, nodes: &mut Vec<NodeId>) -> bool {
        nodes.clear();
        nodes.extend(self.columns.iter().map_while(|column| column.node(row)));
        nodes.len() == self.columns.len()
    }

    /// The choices of relationships that meet in one node.
    fn ways(&self, row: usize, from: &[NodeId], to: u32) -> Result<u128> {
        let probe = Probe {
            hops: self.hops,
            from,
            to,
            taken: &self.taken,
            row,
            differ: self.differ,
        };
        let mut ways = 0;
        probe.choose(&mut Vec::new(), &mut |_| {
            ways += 1;
            Ok(Flow::More)
        })?;
        Ok(ways)
    }

    /// Looks at every neighbour of the node that has fewest.
    fn count_one_by_one(
        &self,
        rows: usize,
        test: &mut EndTest<'_>,
        run: &Runtime<'_, '_>,
    ) -> Result<Vec<u128>> {
        let mut patience = Patience::new(run.context);
        let (mut nodes, mut candidates) = (Vec::new(), Vec::new());
        // Common neighbours, the row each is of, and the ways to it.
        let (mut found, mut origins) = (Vec::new(), Vec::new());
        for row in 0..rows {
            if !self.nodes(row, &mut nodes) {
                continue;
            }
            let degree = |hop: &usize| self.hops[*hop].degree(nodes[*hop]);
            let Some(fewest) = (0..nodes.len()).min_by_key(degree) else {
                continue;
            };
            candidates.clear();
            for side in self.hops[fewest].sides() {
                let list = side.list(nodes[fewest]);
                patience.steps(1 + list.len())?;
                candidates.extend_from_slice(list.nodes);
            }
            candidates.sort_unstable();
            candidates.dedup();
            for &node in &candidates {
                patience.step()?;
                let ways = self.ways(row, &nodes, node)?;
                if ways > 0 {
                    found.push(node);
                    origins.push((row, ways));
                }
            }
        }
        let passing = match test.verdict(found.len(), &self.hops[0], run) {
            Verdict::Ask => test.holding(&found, run)?,
            known => found.iter().map(|node| known.has(*node)).collect(),
        };
        let mut numbers = vec![0; rows];
        for ((row, ways), passes) in origins.into_iter().zip(passing) {
            if passes {
                numbers[row] += ways;
            }
        }
        Ok(numbers)
    }
}

/// Rows of two hops, of which everything is known that can be.
struct Pair<'a, 'v> {
    rows: &'a Rows<'a, 'v>,
    /// The hop whose node changes least.
    calm: usize,
    /// The other hop seen from where it leads.
    back: Hops<'v>,
    verdict: Verdict<'a>,
    /// The ends of relationships that a hop must differ from.
    ends: Vec<(&'a Column, &'a Column)>,
    bound: u32,
}

/// Work of adding one to a tally, against testing a bit.
const ADD: usize = 2;

impl Pair<'_, '_> {
    fn count(
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
        let mut start = 0;
        while start < rows {
            let node = calm.node(start);
            let same = (start..rows).take_while(|row| calm.node(*row) == node);
            let end = start + same.count();
            let degree = node.map_or(0, |node| self.rows.hops[self.calm].degree(node));
            if let Some(node) = node.filter(|_| degree > 0) {
                let numbers = &mut numbers[start..end];
                if self.fill(node, degree, 2 * (end - start), tally, &mut patience)? {
                    self.by_tally(node, start, tally, numbers)?;
                } else {
                    let (far, hops) = self.other();
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

/// The neighbours of one node, as bits.
#[derive(Default)]
struct Marks {
    words: Vec<u64>,
    marked: Vec<u32>,
    /// Neighbours once more, for each time but the first that they stand in the lists; sorted.
    again: Vec<u32>,
}

impl Marks {
    fn clear(&mut self) {
        for node in self.marked.drain(..) {
            self.words[node as usize / 64] = 0;
        }
        self.again.clear();
    }

    fn mark(&mut self, node: NodeId, hops: &Hops<'_>, verdict: Verdict<'_>, bound: u32) {
        self.clear();
        let words = bound as usize / 64 + 1;
        if self.words.len() < words {
            self.words.resize(words, 0);
        }
        for side in hops.sides() {
            for &end in side.list(node).nodes {
                if !verdict.has(end) {
                    continue;
                }
                let (word, bit) = (&mut self.words[end as usize / 64], 1 << (end % 64));
                if *word & bit == 0 {
                    *word |= bit;
                    self.marked.push(end);
                } else {
                    self.again.push(end);
                }
            }
        }
        self.again.sort_unstable();
    }

    /// How often the neighbours of a node are marked.
    #[inline]
    fn count(&self, node: NodeId, hops: &Hops<'_>) -> u128 {
        let mut found = 0;
        for side in hops.sides() {
            let list = side.list(node).nodes;
            let bits = list
                .iter()
                .map(|end| self.words[*end as usize / 64] >> (end % 64) & 1);
            found += bits.sum::<u64>();
            if !self.again.is_empty() {
                for end in list {
                    let first = self.again.partition_point(|other| other < end);
                    let same = self.again[first..].iter().take_while(|other| *other == end);
                    found += same.count() as u64;
                }
            }
        }
        u128::from(found)
    }
}

/// How often nodes were come to.
#[derive(Default)]
struct Tally {
    times: Vec<u32>,
    met: Vec<u32>,
}

impl Tally {
    #[inline]
    fn add(&mut self, node: u32, bound: u32) {
        if self.times.is_empty() {
            self.times.resize(bound as usize, 0);
        }
        let at = node as usize;
        if at >= self.times.len() {
            self.times.resize((at + 1).next_power_of_two(), 0);
        }
        if self.times[at] == 0 {
            self.met.push(node);
        }
        self.times[at] += 1;
    }

    #[inline]
    fn of(&self, node: u32) -> u32 {
        self.times.get(node as usize).copied().unwrap_or(0)
    }

    fn clear(&mut self) {
        for node in self.met.drain(..) {
            self.times[node as usize] = 0;
        }
    }
}

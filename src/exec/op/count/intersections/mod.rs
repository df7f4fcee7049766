//! The number of common neighbours of several bound nodes, and of the ways to them.
//!
//! Nothing is enumerated where two nodes are met by lists that show all there is: per row, the entries of one list are
//! looked up in the other (marked as bits, or searched, whichever is less work); where one node stays the same for many
//! rows, the nodes two hops away from it are tallied once instead (Gustavson 1978 does this for products of sparse
//! matrices). What relationships must differ from can only matter where their ends meet: those few neighbours are counted
//! one by one.

mod pair;
mod tally;

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
use pair::Pair;
use tally::{Marks, Tally};

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

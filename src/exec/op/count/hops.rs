//! The number of relationships of a node, or of pairs of two different ones.

use super::Counts;
use super::end_test::{EndTest, Verdict};
use crate::column::Batch;
use crate::diagnostic::Result;
use crate::exec::graph_access::{Hops, Side, View};
use crate::exec::op::distinct_from::DistinctFrom;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::CountedHop;
use crate::semantics::checked::{Direction, VarId};
use crate::value::{NodeId, RelId, Value};

/// Sets a count to the number of hops, or of pairs of hops, times another count.
pub(in crate::exec) struct ExpandCount<'p> {
    hops: &'p [CountedHop],
    count: VarId,
    times: Option<VarId>,
    keep_zero: bool,
    tests: Vec<EndTest<'p>>,
}

impl<'p> ExpandCount<'p> {
    pub(in crate::exec) fn new(
        hops: &'p [CountedHop],
        count: VarId,
        times: Option<VarId>,
        keep_zero: bool,
    ) -> Self {
        Self {
            hops,
            count,
            times,
            keep_zero,
            tests: hops.iter().map(EndTest::new).collect(),
        }
    }
}

impl Operator for ExpandCount<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let view = run.context.view();
        let mut sides = Vec::with_capacity(self.hops.len());
        for (counted, test) in self.hops.iter().zip(&mut self.tests) {
            let hops = view.hops(&counted.hop.types, counted.hop.direction);
            let numbers = numbers(counted, test, &hops, &batch, &view, run)?;
            sides.push((hops, numbers));
        }
        let mut counts = Counts::new(self.count, self.times, self.keep_zero, batch.rows());
        match sides.as_slice() {
            [(_, numbers)] => {
                for (row, number) in numbers.iter().enumerate() {
                    match number {
                        Some(number) => counts.add(&batch, row, *number as u128)?,
                        None if self.keep_zero => counts.add(&batch, row, 0)?,
                        None => {}
                    }
                }
            }
            [(first, firsts), (second, seconds)] => {
                let [one, other] = self.hops else {
                    return Ok(Flow::More);
                };
                let shared = Shared {
                    hops: [first, second],
                    counted: [one, other],
                    tests: &self.tests,
                    run,
                };
                let from = batch.column(one.hop.from.index());
                for (row, pair) in firsts.iter().zip(seconds).enumerate() {
                    if let (Some(a), Some(b)) = pair
                        && let Some(node) = from.and_then(|from| from.node(row))
                    {
                        let all = *a as u128 * *b as u128;
                        let same = if all == 0 { 0 } else { shared.count(node)? };
                        counts.add(&batch, row, all - same as u128)?;
                    }
                }
            }
            _ => {}
        }
        counts.hand_on(batch, out)
    }
}

/// The number of relationships that each row's node has; `None` where there is no node.
fn numbers(
    counted: &CountedHop,
    test: &mut EndTest<'_>,
    hops: &Hops<'_>,
    batch: &Batch,
    view: &View,
    run: &Runtime<'_, '_>,
) -> Result<Vec<Option<usize>>> {
    let hop = &counted.hop;
    let Some(from) = batch.column(hop.from.index()) else {
        return Ok(vec![None; batch.rows()]);
    };
    let nodes = (0..batch.rows()).map(|row| from.node(row));
    let mut asked = 0;
    if !test.is_settled() {
        asked = nodes.clone().flatten().map(|node| hops.degree(node)).sum();
    }
    let verdict = test.verdict(asked, hops, run);
    if !matches!(verdict, Verdict::Ask) && hops.are_seen() {
        let differs = !hop.distinct_from.is_empty();
        let whole = matches!(verdict, Verdict::All) && hops.sides().iter().all(Side::counts_all);
        if whole && !differs {
            // A loop that does nothing else: many reads are under way at once.
            let degree = |node| hops.degree(node);
            return Ok(nodes.map(|node| node.map(degree)).collect());
        }
        let mut taken = Vec::new();
        let numbers = nodes.enumerate().map(|(row, node)| {
            if differs {
                taken.clear();
                for variable in &hop.distinct_from {
                    collect(&batch.value(variable.index(), row), &mut taken);
                }
                taken.sort_unstable();
                taken.dedup();
            }
            node.map(|node| by_lists(node, hops, &taken, hop.direction, verdict, view))
        });
        return Ok(numbers.collect());
    }
    let taken = DistinctFrom::new(batch, &hop.distinct_from);
    let mut ends = Vec::new();
    let mut numbers = Vec::with_capacity(batch.rows());
    for (row, node) in nodes.enumerate() {
        let before = ends.len();
        numbers.push(node.map(|node| {
            for (relationship, end, _) in hops.of(node) {
                if !taken.has(row, relationship) {
                    ends.push(end.0);
                }
            }
            ends.len() - before
        }));
    }
    let passing = test.holding(&ends, run)?;
    let mut at = 0;
    for number in numbers.iter_mut().flatten() {
        let end = at + *number;
        *number = passing[at..end].iter().filter(|passes| **passes).count();
        at = end;
    }
    Ok(numbers)
}

/// The lengths of the lists, or how many of their entries pass, without what must not be bound again.
fn by_lists(
    node: NodeId,
    hops: &Hops<'_>,
    taken: &[RelId],
    direction: Direction,
    verdict: Verdict<'_>,
    view: &View,
) -> usize {
    let mut count = match verdict {
        Verdict::All => hops.degree(node),
        _ => hops
            .sides()
            .iter()
            .map(|side| verdict.count(side.list(node).nodes))
            .sum(),
    };
    for side in hops.sides() {
        if !side.counts_all() && verdict.has(node.0) {
            count -= side.list(node).places_of(node.0).len();
        }
    }
    if taken.is_empty() {
        return count;
    }
    let walked = taken.iter().filter(|relationship| {
        hops.sides()
            .iter()
            .any(|side| side.ty().0 == relationship.ty)
            && view.version().endpoints(**relationship).is_some_and(
                |(start, end)| match direction {
                    Direction::Outgoing => start == node && verdict.has(end.0),
                    Direction::Incoming => end == node && verdict.has(start.0),
                    Direction::Both => {
                        (start == node && verdict.has(end.0))
                            || (end == node && verdict.has(start.0))
                    }
                },
            )
    });
    count - walked.count()
}

fn collect(value: &Value, taken: &mut Vec<RelId>) {
    match value {
        Value::Relationship(relationship) => taken.push(relationship.id),
        Value::List(items) => items.iter().for_each(|item| collect(item, taken)),
        _ => {}
    }
}

/// Relationships that both hops of a pair would give.
struct Shared<'a, 'v, 'p, 'r, 'q> {
    hops: [&'a Hops<'v>; 2],
    counted: [&'p CountedHop; 2],
    tests: &'a [EndTest<'p>],
    run: &'a Runtime<'r, 'q>,
}

impl Shared<'_, '_, '_, '_, '_> {
    /// How many relationships of the node both hops give.
    fn count(&self, node: NodeId) -> Result<usize> {
        let [one, other] = self.hops;
        // When the second asks for nothing of the first, they are of types that never meet, or may be the same.
        let [_, last] = self.counted;
        let may_meet = !last.hop.distinct_from.is_empty();
        if !may_meet {
            return Ok(0);
        }
        let mut ends = Vec::new();
        for side in one.sides() {
            let mut same_way = false;
            let mut any_way = false;
            for second in other
                .sides()
                .iter()
                .filter(|second| second.ty() == side.ty())
            {
                any_way = true;
                same_way |= second.forward() == side.forward();
            }
            if !any_way {
                continue;
            }
            let list = side.list(node);
            // The other way round, a relationship is met again only when it is a loop.
            let places = if same_way {
                0..list.len()
            } else {
                list.places_of(node.0)
            };
            for at in places {
                let end = list.nodes[at];
                let relationship = side.relationship(list.slot(at));
                if side.counts(node, end) && side.sees(relationship, NodeId(end)) {
                    ends.push(end);
                }
            }
        }
        if ends.is_empty() {
            return Ok(0);
        }
        let mut both = vec![true; ends.len()];
        for test in self.tests {
            for (both, passes) in both.iter_mut().zip(test.holding(&ends, self.run)?) {
                *both &= passes;
            }
        }
        Ok(both.into_iter().filter(|both| *both).count())
    }
}

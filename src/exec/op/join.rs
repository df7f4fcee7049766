//! Joining all rows to those of a plan that starts from nothing, where a node is the same.
//!
//! The incoming rows are held back and found by their node: a bit per node of the graph tells at once that there is none,
//! which is what most rows of the plan hear. Nothing is run when no row came.

use super::laid::{Batches, Laid};
use crate::column::{BATCH_ROWS, Batch, Column};
use crate::diagnostic::{Interrupt, Result};
use crate::exec::memory::Reservation;
use crate::exec::pipeline::Pipeline;
use crate::exec::{Flow, Operator, OperatorStatistics, Runtime, Sink};
use crate::semantics::checked::VarId;
use crate::value::sorting;

/// Hash join; the incoming rows are the build side.
pub(in crate::exec) struct Join<'p> {
    plan: Pipeline<'p>,
    on: VarId,
    batches: Batches,
    reserved: Reservation,
}

impl<'p> Join<'p> {
    pub(in crate::exec) fn new(plan: Pipeline<'p>, on: VarId) -> Self {
        Self {
            plan,
            on,
            batches: Batches::default(),
            reserved: Reservation::default(),
        }
    }
}

impl Operator for Join<'_> {
    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.batches = Batches::default();
        self.reserved.release();
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        for batch in batch.flatten() {
            let bytes = batch.bytes() + 2 * size_of::<u32>() * batch.rows();
            self.reserved.grow(run.context.memory(), bytes)?;
            self.batches.push(batch, Vec::new());
        }
        Ok(Flow::More)
    }

    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        if self.batches.is_empty() {
            return Ok(());
        }
        let interrupt = run.context.interrupt();
        let laid = self.reserved.twice(run.context.memory(), || {
            Laid::new(&std::mem::take(&mut self.batches), interrupt)
        })?;
        let held = &laid.all;
        let on = self.on.index();
        let Some(build) = Build::new(held, on, interrupt)? else {
            return Ok(());
        };
        self.plan.run(Batch::unit(), run, &mut |found| {
            for found in found.flatten() {
                if join(held, &build, &found, on, out)? == Flow::Done {
                    return Ok(Flow::Done);
                }
            }
            Ok(Flow::More)
        })?;
        self.reserved.release();
        Ok(())
    }

    fn nested(&self) -> Vec<Vec<OperatorStatistics>> {
        vec![self.plan.statistics()]
    }
}

/// Which held rows have which node.
struct Build {
    words: Vec<u64>,
    /// Nodes and rows, by node.
    rows: Vec<(u32, u32)>,
}

impl Build {
    /// `None` when no row has a node.
    fn new(held: &Batch, on: usize, interrupt: &Interrupt) -> Result<Option<Self>> {
        let Some(column) = held.column(on) else {
            return Ok(None);
        };
        let mut rows: Vec<(u32, u32)> = Vec::with_capacity(held.rows());
        for start in (0..held.rows()).step_by(BATCH_ROWS) {
            interrupt.check()?;
            let some = start..held.rows().min(start + BATCH_ROWS);
            rows.extend(some.filter_map(|row| Some((column.node(row)?.0, row as u32))));
        }
        sorting::sort(&mut rows, interrupt, Ord::cmp)?;
        let Some((last, _)) = rows.last() else {
            return Ok(None);
        };
        let mut words = vec![0; *last as usize / 64 + 1];
        for (node, _) in &rows {
            words[*node as usize / 64] |= 1 << (node % 64);
        }
        Ok(Some(Self { words, rows }))
    }

    /// The rows with a node.
    #[inline]
    fn of(&self, node: u32) -> &[(u32, u32)] {
        let word = self.words.get(node as usize / 64).copied().unwrap_or(0);
        if word >> (node % 64) & 1 == 0 {
            return &[];
        }
        let start = self.rows.partition_point(|(other, _)| *other < node);
        let same = self.rows[start..].iter();
        let count = same.take_while(|(other, _)| *other == node).count();
        &self.rows[start..start + count]
    }
}

/// Hands on the held rows that rows found join.
fn join(held: &Batch, build: &Build, found: &Batch, on: usize, out: &mut Sink<'_>) -> Result<Flow> {
    let Some(column) = found.column(on) else {
        return Ok(Flow::More);
    };
    let (mut left, mut right): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    for row in 0..found.rows() {
        let Some(node) = column.node(row) else {
            continue;
        };
        for (_, held_row) in build.of(node.0) {
            left.push(*held_row);
            right.push(row as u32);
            if left.len() == BATCH_ROWS {
                if hand_on(held, found, &left, &right, on, out)? == Flow::Done {
                    return Ok(Flow::Done);
                }
                left.clear();
                right.clear();
            }
        }
    }
    if left.is_empty() {
        return Ok(Flow::More);
    }
    hand_on(held, found, &left, &right, on, out)
}

fn hand_on(
    held: &Batch,
    found: &Batch,
    left: &[u32],
    right: &[u32],
    on: usize,
    out: &mut Sink<'_>,
) -> Result<Flow> {
    let mut next = held.gather(left);
    for (at, column) in found.columns() {
        if at != on {
            let column: Column = column.gather(right);
            next.set(at, column);
        }
    }
    out(next)
}

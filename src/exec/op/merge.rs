//! MERGE: for every row, what is there, or else what is created.

use std::sync::Arc;

use super::create::{self, Properties};
use super::held::{self, Batches, Held};
use super::set;
use crate::column::{BATCH_ROWS, Batch};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::nested::{Nested, Wants};
use crate::exec::runtime::BatchRow;
use crate::exec::{Flow, Operator, OperatorStatistics, Runtime, Sink, eval};
use crate::semantics::checked::{CreatePattern, Expr, SetItem, VarId};

/// Row by row, each against the graph as the rows before it left it.
pub(in crate::exec) struct Merge<'p> {
    pub(in crate::exec) nested: Nested<'p>,
    pub(in crate::exec) introduced: &'p [VarId],
    pub(in crate::exec) create: &'p CreatePattern,
    pub(in crate::exec) on_match: &'p [SetItem],
    pub(in crate::exec) on_create: &'p [SetItem],
    pub(in crate::exec) required: &'p [(Arc<str>, Expr)],
    pub(in crate::exec) held: MergeRows,
}

/// Rows that wait for their turn.
#[derive(Default)]
pub(in crate::exec) struct MergeRows(Held<()>);

impl Operator for Merge<'_> {
    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.held.0.clear();
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        self.held.0.keep(batch, run, |_| Ok(()))
    }

    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        let mut done = Batches::default();
        let mut small = Vec::new();
        let mut small_rows = 0;
        for (batch, ()) in self.held.0.take() {
            for row in 0..batch.rows() {
                run.context.check()?;
                let row = if batch.rows() == 1 {
                    batch.clone()
                } else {
                    batch.broadcast(row, 1)
                };
                for result in self.merge(row, run)? {
                    small_rows += result.rows();
                    small.push(result);
                }
                if small_rows >= BATCH_ROWS {
                    done.push(Batch::concat(&small, run.context.interrupt())?);
                    small.clear();
                    small_rows = 0;
                }
            }
        }
        if small_rows > 0 {
            done.push(Batch::concat(&small, run.context.interrupt())?);
        }
        held::hand_on(done, run, out)?;
        self.held.0.clear();
        Ok(())
    }

    fn nested(&self) -> Vec<Vec<OperatorStatistics>> {
        vec![self.nested.statistics()]
    }
}

impl Merge<'_> {
    fn merge(&mut self, row: Batch, run: &Runtime<'_, '_>) -> Result<Vec<Batch>> {
        if !self.required.is_empty() {
            let surroundings = run.surroundings();
            let row = BatchRow {
                batch: &row,
                row: 0,
            };
            for (name, expr) in self.required {
                if eval::eval(expr, &row, &surroundings)?.is_null() {
                    return Err(Diagnostic::new(
                        Code::MergeReadOwnWrites,
                        format!("MERGE cannot find or create {name} with a property that is null"),
                    )
                    .at(expr.span));
                }
            }
        }
        let mut found = Vec::new();
        self.nested.run(&row, run, &mut |result, _| {
            found.extend(result.flatten());
            Ok(Wants::More)
        })?;
        let (results, items) = if found.is_empty() {
            let properties = Properties::of(self.create, &row, &run.surroundings())?;
            let created = create::create(self.create, row, &properties, run)?;
            (vec![created], self.on_create)
        } else {
            (found, self.on_match)
        };
        if !items.is_empty() {
            for result in &results {
                for row in 0..result.rows() {
                    set::apply(items, &BatchRow { batch: result, row }, run)?;
                }
            }
        }
        let kept = |result: Batch| {
            // The plan may bind more than the clause introduces; what is created binds the same variables.
            debug_assert!(
                self.introduced
                    .iter()
                    .all(|variable| result.column(variable.index()).is_some())
            );
            result
        };
        Ok(results.into_iter().map(kept).collect())
    }
}

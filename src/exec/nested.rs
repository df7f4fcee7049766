//! Plans within operators and expressions, run for many rows at once where that cannot be noticed.
//!
//! In: a pipeline and a batch. Out: the batches it gives, each with the number of the incoming row that every row stems
//! from. A plan that treats every row by itself runs once per batch, carrying a column of row numbers along; one that
//! sorts, groups or counts rows runs once per row. Knows nothing of what the results are for.

use super::OperatorStatistics;
use super::Runtime;
use super::pipeline::{Flow, Pipeline};
use crate::column::{Batch, Column, Typed};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::plan::{Op, OpKind};

/// What the receiver of results wants next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wants {
    /// More of everything.
    More,
    /// Nothing more of the row that the last result stems from.
    NextRow,
    /// Nothing more at all.
    Nothing,
}

/// A plan that starts from incoming rows.
pub(crate) struct Nested<'p> {
    pipeline: Pipeline<'p>,
    /// Where row numbers are carried; `None` to run row by row.
    row_column: Option<usize>,
}

impl<'p> Nested<'p> {
    /// `row_column` is a place no variable has; it is used when the plan may run over whole batches.
    pub(crate) fn new(pipeline: Pipeline<'p>, row_column: Option<usize>) -> Self {
        Self {
            pipeline,
            row_column,
        }
    }

    /// Runs the plan for every row of `batch`, and hands over results with the row each stems from.
    pub(crate) fn run(
        &mut self,
        batch: &Batch,
        run: &Runtime<'_, '_>,
        receive: &mut dyn FnMut(Batch, &[u32]) -> Result<Wants>,
    ) -> Result<()> {
        match self.row_column {
            Some(column) if batch.rows() > 1 => self.run_at_once(batch, column, run, receive),
            _ => self.run_by_row(batch, run, receive),
        }
    }

    fn run_at_once(
        &mut self,
        batch: &Batch,
        row_column: usize,
        run: &Runtime<'_, '_>,
        receive: &mut dyn FnMut(Batch, &[u32]) -> Result<Wants>,
    ) -> Result<()> {
        let mut incoming = batch.clone();
        let numbers: Vec<u32> = (0..batch.rows() as u32).collect();
        // Numbers of rows travel as numbers of nodes: both are 32 bits.
        incoming.set(row_column, Column::Node(Typed::new(numbers)));
        let mut stopped = false;
        self.pipeline.run(incoming, run, &mut |mut result| {
            if stopped {
                return Ok(Flow::Done);
            }
            let wants = match result.remove(row_column) {
                Some(Column::Node(numbers)) => receive(result, numbers.values())?,
                Some(column) => {
                    let numbers: Option<Vec<u32>> = (0..column.len())
                        .map(|row| column.node(row).map(|number| number.0))
                        .collect();
                    receive(result, &numbers.ok_or_else(lost_rows)?)?
                }
                None => return Err(lost_rows()),
            };
            stopped = wants == Wants::Nothing;
            Ok(if stopped { Flow::Done } else { Flow::More })
        })
    }

    fn run_by_row(
        &mut self,
        batch: &Batch,
        run: &Runtime<'_, '_>,
        receive: &mut dyn FnMut(Batch, &[u32]) -> Result<Wants>,
    ) -> Result<()> {
        let mut origins = Vec::new();
        for row in 0..batch.rows() {
            run.context.check()?;
            let mut wants = Wants::More;
            let incoming = if batch.rows() == 1 {
                batch.clone()
            } else {
                batch.broadcast(row, 1)
            };
            self.pipeline.run(incoming, run, &mut |result| {
                if wants == Wants::More {
                    origins.clear();
                    origins.resize(result.rows(), row as u32);
                    wants = receive(result, &origins)?;
                }
                Ok(if wants == Wants::More {
                    Flow::More
                } else {
                    Flow::Done
                })
            })?;
            if wants == Wants::Nothing {
                break;
            }
        }
        Ok(())
    }

    /// What its operators did.
    pub(crate) fn statistics(&self) -> Vec<OperatorStatistics> {
        self.pipeline.statistics()
    }
}

fn lost_rows() -> Diagnostic {
    Diagnostic::new(Code::Internal, "a nested plan lost its row numbers")
}

/// Does the plan treat every row by itself, so that many rows can go through it together?
pub(crate) fn is_row_local(ops: &[Op]) -> bool {
    ops.iter().all(|op| {
        !matches!(
            op.kind,
            OpKind::Aggregate { .. }
                | OpKind::Distinct(_)
                | OpKind::Join { .. }
                | OpKind::Sort(_)
                | OpKind::TopK { .. }
                | OpKind::Skip(_)
                | OpKind::Limit(_)
                | OpKind::Finish
        )
    })
}

/// Is the plan so cheap per row that finding out whether it gives anything need not stop at the first result?
pub(crate) fn is_cheap(ops: &[Op]) -> bool {
    let cheap = ops.iter().all(|op| {
        matches!(
            op.kind,
            OpKind::Expand(_)
                | OpKind::ExpandMatching { .. }
                | OpKind::ExpandInto(_)
                | OpKind::Intersect(_)
                | OpKind::BoundRelationship { .. }
                | OpKind::Filter(_)
                | OpKind::FilterLabels { .. }
                | OpKind::Project(_)
                | OpKind::Keep(_)
                | OpKind::BindPath { .. }
        )
    });
    let expands = ops
        .iter()
        .filter(|op| matches!(op.kind, OpKind::Expand(_) | OpKind::ExpandMatching { .. }));
    cheap && expands.count() <= 2
}

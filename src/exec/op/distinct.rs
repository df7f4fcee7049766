//! One row of each set of rows that are the same.

use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::groups::Groups;
use crate::exec::memory::Reservation;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::semantics::checked::VarId;

/// Hands on the first row of each kind, as soon as it comes.
pub(in crate::exec) struct Distinct<'p> {
    variables: &'p [VarId],
    groups: Groups,
    reserved: Reservation,
}

impl<'p> Distinct<'p> {
    pub(in crate::exec) fn new(variables: &'p [VarId]) -> Self {
        Self {
            variables,
            groups: Groups::default(),
            reserved: Reservation::default(),
        }
    }
}

impl Operator for Distinct<'_> {
    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.groups = Groups::new(self.variables.len());
        self.reserved.release();
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let rows = batch.rows();
        let columns: Vec<Column> = self
            .variables
            .iter()
            .map(|variable| batch.column(variable.index()).cloned())
            .map(|column| column.unwrap_or_else(|| Column::nulls(rows)))
            .collect();
        let (mut known, bytes) = (self.groups.len(), self.groups.bytes());
        let memory = run.context.memory();
        memory.room(self.groups.growth(rows))?;
        self.groups.make_room(rows, &mut || run.context.check())?;
        let mut numbers = Vec::with_capacity(rows);
        self.groups.number(&columns, rows, &mut numbers);
        self.reserved.grow(memory, self.groups.bytes() - bytes)?;
        let mut fresh = Vec::new();
        for (row, &number) in numbers.iter().enumerate() {
            // Numbers are given in order, so the first of a kind is the next one.
            if number as usize == known {
                known += 1;
                fresh.push(row as u32);
            }
        }
        if fresh.is_empty() {
            return Ok(Flow::More);
        }
        let mut next = if fresh.len() == rows {
            batch
        } else {
            batch.gather(&fresh)
        };
        next.set_multiplicity(None);
        out(next)
    }
}

//! Calling a procedure for every row.

use std::sync::Arc;

use super::multiplier::Multiplier;
use crate::column::{Batch, ColumnBuilder};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::{Flow, Operator, Runtime, Sink, eval};
use crate::procedure::Procedure;
use crate::semantics::checked::{Expr, VarId};
use crate::value::{Kind, Value};

/// A row for every row of the answer; a procedure without outputs leaves rows as they are.
pub(in crate::exec) struct Call<'p> {
    pub(in crate::exec) procedure: &'p Arc<Procedure>,
    pub(in crate::exec) args: &'p [Expr],
    pub(in crate::exec) yields: &'p [(usize, VarId)],
}

impl Operator for Call<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let surroundings = run.surroundings();
        let args = self
            .args
            .iter()
            .map(|arg| eval::evaluate(arg, &batch, &surroundings))
            .collect::<Result<Vec<_>>>()?;
        let mut rows = Multiplier::new(&batch);
        let mut columns: Vec<ColumnBuilder> = Vec::new();
        columns.resize_with(self.yields.len(), ColumnBuilder::default);
        for row in 0..batch.rows() {
            run.context.check()?;
            let inputs = args
                .iter()
                .enumerate()
                .map(|(place, column)| self.input(place, column.get(row)))
                .collect::<Result<Vec<_>>>()?;
            let answer = (self.procedure.body)(&inputs)?;
            if self.procedure.outputs.is_empty() {
                rows.add(row);
            }
            for outputs in answer {
                if self.procedure.outputs.is_empty() {
                    continue;
                }
                rows.add(row);
                for ((output, _), column) in self.yields.iter().zip(&mut columns) {
                    column.push(outputs.get(*output).cloned().unwrap_or_default());
                }
                if rows.is_full() && self.hand_on(&mut rows, &mut columns, out)? == Flow::Done {
                    return Ok(Flow::Done);
                }
            }
        }
        if rows.is_empty() {
            return Ok(Flow::More);
        }
        self.hand_on(&mut rows, &mut columns, out)
    }
}

impl Call<'_> {
    /// An argument as the procedure takes it.
    fn input(&self, place: usize, value: Value) -> Result<Value> {
        let Some(field) = self.procedure.inputs.get(place) else {
            return Ok(value);
        };
        if !field.ty.accepts(&value) {
            let message = format!(
                "`{}` takes {} for `{}`, not {}",
                self.procedure.name,
                field.ty,
                field.name,
                value.kind()
            );
            let problem = Diagnostic::new(Code::RuntimeInvalidArgumentType, message);
            return Err(match self.args.get(place) {
                Some(arg) => problem.at(arg.span),
                None => problem,
            });
        }
        Ok(match (&field.ty.kind, value) {
            (Kind::Float, Value::Integer(value)) => Value::Float(value as f64),
            (_, value) => value,
        })
    }

    fn hand_on(
        &self,
        rows: &mut Multiplier<'_>,
        columns: &mut [ColumnBuilder],
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        let mut next = rows.take();
        for ((_, variable), column) in self.yields.iter().zip(columns) {
            next.set(variable.index(), std::mem::take(column).finish());
        }
        out(next)
    }
}

//! Calling a procedure for every row.

use std::sync::Arc;

use super::yielded::Yielded;
use crate::column::{Batch, value_bytes};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::memory::Reservation;
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
        let mut rows = Yielded::new(&batch, self.yields);
        for row in 0..batch.rows() {
            run.context.check()?;
            let inputs = args
                .iter()
                .enumerate()
                .map(|(place, column)| self.input(place, column.get(row)))
                .collect::<Result<Vec<_>>>()?;
            let answer = (self.procedure.body)(&inputs)?;
            let mut held = Reservation::default();
            let bytes = answer.iter().flatten().map(value_bytes).sum::<usize>();
            held.grow(
                run.context.memory(),
                bytes + answer.len() * size_of::<Vec<Value>>(),
            )?;
            let once = [Vec::new()];
            let answer = if self.procedure.outputs.is_empty() {
                once.as_slice()
            } else {
                answer.as_slice()
            };
            for outputs in answer {
                if rows.add(row, outputs, out)? == Flow::Done {
                    return Ok(Flow::Done);
                }
            }
        }
        rows.finish(out)
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
}

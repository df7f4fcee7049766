//! A row per element of a list. `range(...)` is never made a list.

use super::multiplier::Multiplier;
use crate::column::{Batch, Column, ColumnBuilder, Typed};
use crate::diagnostic::Result;
use crate::exec::memory::Reservation;
use crate::exec::{Flow, Operator, Runtime, Sink, eval};
use crate::semantics::checked::{Expr, ExprKind, VarId};
use crate::value::Value;

/// Binds every element.
pub(in crate::exec) struct Unwind<'p> {
    pub(in crate::exec) list: &'p Expr,
    pub(in crate::exec) variable: VarId,
}

impl Operator for Unwind<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        if let ExprKind::Function { function, args } = &self.list.kind
            && function.name == "range"
            && let Some(flow) = self.count_up(args, &batch, run, out)?
        {
            return Ok(flow);
        }
        let lists = eval::evaluate(self.list, &batch, &run.surroundings())?;
        let mut reserved = Reservation::default();
        reserved.grow_by(run.context.memory(), &lists)?;
        let mut rows = Multiplier::new(&batch);
        let mut elements = ColumnBuilder::default();
        for row in 0..batch.rows() {
            match lists.get(row) {
                Value::Null => {}
                Value::List(items) => {
                    for item in items.iter() {
                        rows.add(row);
                        elements.push(item.clone());
                        if rows.is_full() {
                            run.context.check()?;
                            let column = std::mem::take(&mut elements).finish();
                            if self.hand_on(&mut rows, column, out)? == Flow::Done {
                                return Ok(Flow::Done);
                            }
                        }
                    }
                }
                single => {
                    rows.add(row);
                    elements.push(single);
                    if rows.is_full() {
                        let column = std::mem::take(&mut elements).finish();
                        if self.hand_on(&mut rows, column, out)? == Flow::Done {
                            return Ok(Flow::Done);
                        }
                    }
                }
            }
        }
        if rows.is_empty() {
            return Ok(Flow::More);
        }
        let column = elements.finish();
        self.hand_on(&mut rows, column, out)
    }
}

impl Unwind<'_> {
    fn hand_on(
        &self,
        rows: &mut Multiplier<'_>,
        elements: Column,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        let mut next = rows.take();
        next.set(self.variable.index(), elements);
        out(next)
    }

    /// The numbers of a range as they are needed. `None` when the arguments are not what a range takes, so that the
    /// function itself says what is wrong.
    fn count_up(
        &self,
        args: &[Expr],
        batch: &Batch,
        run: &Runtime<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Option<Flow>> {
        let surroundings = run.surroundings();
        let columns = args
            .iter()
            .map(|arg| eval::evaluate(arg, batch, &surroundings))
            .collect::<Result<Vec<_>>>()?;
        let mut ranges = Vec::with_capacity(batch.rows());
        for row in 0..batch.rows() {
            let range = match columns.as_slice() {
                [first, last] => (first.get(row), last.get(row), Value::Integer(1)),
                [first, last, step] => (first.get(row), last.get(row), step.get(row)),
                _ => return Ok(None),
            };
            match range {
                (Value::Integer(first), Value::Integer(last), Value::Integer(step))
                    if step != 0 =>
                {
                    ranges.push((first, last, step));
                }
                _ => return Ok(None),
            }
        }
        let mut rows = Multiplier::new(batch);
        let mut numbers: Vec<i64> = Vec::new();
        for (row, (first, last, step)) in ranges.into_iter().enumerate() {
            let mut next = Some(first);
            while let Some(number) = next.filter(|next| {
                if step > 0 {
                    *next <= last
                } else {
                    *next >= last
                }
            }) {
                rows.add(row);
                numbers.push(number);
                next = number.checked_add(step);
                if rows.is_full() {
                    run.context.check()?;
                    let column = Column::Integer(Typed::new(std::mem::take(&mut numbers)));
                    if self.hand_on(&mut rows, column, out)? == Flow::Done {
                        return Ok(Some(Flow::Done));
                    }
                }
            }
        }
        if rows.is_empty() {
            return Ok(Some(Flow::More));
        }
        let column = Column::Integer(Typed::new(numbers));
        self.hand_on(&mut rows, column, out).map(Some)
    }
}

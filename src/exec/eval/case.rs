//! CASE over columns, and the first of several columns that is not null.
//!
//! Every branch is evaluated only for the rows that come to it, as the scalar evaluator does. Knows nothing of what the
//! branches are.

use super::vector::{Evaluator, peek};
use crate::column::Column;
use crate::diagnostic::Result;
use crate::semantics::checked::Expr;
use crate::value::{Value, equality};

impl Evaluator<'_, '_, '_> {
    /// The value of the first branch that holds.
    pub(super) fn case(
        &self,
        subject: Option<&Expr>,
        branches: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
    ) -> Result<Column> {
        let subject = subject.map(|subject| self.column(subject)).transpose()?;
        let mut results = vec![Value::Null; self.batch.rows()];
        let mut open: Vec<u32> = (0..self.batch.rows() as u32).collect();
        for (when, then) in branches {
            let holds = self.for_rows(&open, |rows| match &subject {
                None => rows.condition(when),
                Some(subject) => {
                    let column = rows.column(when)?;
                    let pairs = open.iter().enumerate();
                    Ok(pairs
                        .map(|(at, &row)| {
                            equality::equals(&peek(subject, row as usize), &peek(&column, at))
                        })
                        .collect())
                }
            })?;
            let (mut chosen, mut rest) = (Vec::new(), Vec::new());
            for (row, truth) in open.into_iter().zip(holds) {
                if truth == Some(true) {
                    chosen.push(row);
                } else {
                    rest.push(row);
                }
            }
            self.fill(then, &chosen, &mut results)?;
            open = rest;
            if open.is_empty() {
                break;
            }
        }
        if let Some(otherwise) = otherwise {
            self.fill(otherwise, &open, &mut results)?;
        }
        Ok(Column::from_values(results))
    }

    /// The first value of each row that is not null; an expression is evaluated only for the rows that need it.
    pub(super) fn first_known(&self, choices: &[Expr]) -> Result<Column> {
        let rows = self.batch.rows();
        let mut results = vec![Value::Null; rows];
        let mut open: Vec<u32> = (0..rows as u32).collect();
        for choice in choices {
            let column = self.for_rows(&open, |rows| rows.column(choice))?;
            let unknown = (0..open.len()).filter(|&at| column.is_null(at)).count();
            if unknown == 0 && open.len() == rows {
                return Ok(column);
            }
            let mut rest = Vec::with_capacity(unknown);
            for (at, &row) in open.iter().enumerate() {
                if column.is_null(at) {
                    rest.push(row);
                } else {
                    results[row as usize] = column.get(at);
                }
            }
            open = rest;
            if open.is_empty() {
                break;
            }
        }
        Ok(Column::from_values(results))
    }

    fn fill(&self, expr: &Expr, rows: &[u32], results: &mut [Value]) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let column = self.for_rows(rows, |rows| rows.column(expr))?;
        for (at, &row) in rows.iter().enumerate() {
            results[row as usize] = column.get(at);
        }
        Ok(())
    }

    /// Works on some rows of the batch only.
    fn for_rows<T>(
        &self,
        rows: &[u32],
        work: impl FnOnce(&Evaluator<'_, '_, '_>) -> Result<T>,
    ) -> Result<T> {
        if rows.len() == self.batch.rows() {
            return work(self);
        }
        let batch = self.batch.gather(rows);
        work(&Evaluator {
            batch: &batch,
            surroundings: self.surroundings,
        })
    }
}

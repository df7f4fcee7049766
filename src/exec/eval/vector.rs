//! The value of an expression for all rows of a batch at once.
//!
//! In: an expression and a batch. Out: a column. Follows the expression from the leaves up, with loops over typed vectors
//! where the columns allow, value by value with the scalar evaluator's own steps elsewhere. What binds variables of its
//! own (comprehensions, quantifiers) is left to the scalar evaluator whole. Knows nothing of operators.

use std::borrow::Cow;
use std::cell::RefCell;
use std::sync::Arc;

use smallvec::SmallVec;

use super::made::Made;
use super::{access, arithmetic, comparison, entity, logic, membership, property, scalar};
use crate::column::{Batch, Bitmap, Column, ColumnBuilder, TextColumn, Typed};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::runtime::{BatchRow, Surroundings};
use crate::exec::subplan;
use crate::function::{Volatility, long_text, room};
use crate::semantics::checked::{Expr, ExprKind, LabelExpr, StringOp, VarId};
use crate::value::truth::Truth;
use crate::value::{Map, NodeId, Value, number};

/// The value of an expression for every row of a batch.
///
/// # Errors
/// What the scalar evaluator raises for one of the rows.
pub(crate) fn evaluate(
    expr: &Expr,
    batch: &Batch,
    surroundings: &Surroundings<'_, '_, '_>,
) -> Result<Column> {
    Evaluator {
        batch,
        surroundings,
        read: &RefCell::default(),
    }
    .column(expr)
}

/// The values of several expressions for every row of a batch; a property that several of them read is read once.
///
/// # Errors
/// As [`evaluate`].
pub(crate) fn evaluate_all<'x>(
    exprs: impl Iterator<Item = &'x Expr>,
    batch: &Batch,
    surroundings: &Surroundings<'_, '_, '_>,
) -> Result<Vec<Column>> {
    let evaluator = Evaluator {
        batch,
        surroundings,
        read: &RefCell::default(),
    };
    exprs.map(|expr| evaluator.column(expr)).collect()
}

/// The rows for which a condition is true; `None` for all of them.
///
/// # Errors
/// As [`evaluate`]; also when a value is neither Boolean nor null.
pub(crate) fn select(
    condition: &Expr,
    batch: &Batch,
    surroundings: &Surroundings<'_, '_, '_>,
) -> Result<Option<Vec<u32>>> {
    let evaluator = Evaluator {
        batch,
        surroundings,
        read: &RefCell::default(),
    };
    let column = evaluator.column(condition)?;
    match &column {
        Column::Constant(Value::Boolean(true), _) => Ok(None),
        Column::Constant(Value::Boolean(false) | Value::Null, _) => Ok(Some(Vec::new())),
        Column::Boolean(all) => {
            let values = all.values().iter().enumerate();
            let rows: Vec<u32> = match all.validity() {
                None => places_of_true(all.values()),
                Some(valid) => values
                    .filter(|&(row, holds)| *holds && valid.get(row))
                    .map(|(row, _)| row as u32)
                    .collect(),
            };
            Ok((rows.len() < batch.rows()).then_some(rows))
        }
        _ => {
            let truths = logic::truths(&column, condition)?;
            let rows = truths.iter().enumerate();
            let rows: Vec<u32> = rows
                .filter(|(_, truth)| **truth == Some(true))
                .map(|(row, _)| row as u32)
                .collect();
            Ok((rows.len() < batch.rows()).then_some(rows))
        }
    }
}

/// Where `true` stands, ascending. Without a branch per place, which nobody could foresee.
fn places_of_true(holds: &[bool]) -> Vec<u32> {
    let mut places = vec![0; holds.len()];
    let mut found = 0;
    for (at, holds) in holds.iter().enumerate() {
        places[found] = at as u32;
        found += usize::from(*holds);
    }
    places.truncate(found);
    places
}

/// The value of a row, borrowed where the column holds values.
pub(super) fn peek(column: &Column, row: usize) -> Cow<'_, Value> {
    match column {
        Column::Value(all) => Cow::Borrowed(&all[row]),
        Column::Constant(value, _) => Cow::Borrowed(value),
        typed => Cow::Owned(typed.get(row)),
    }
}

/// Truths as a column.
pub(super) fn from_truths(truths: &[Truth]) -> Column {
    let values = truths.iter().map(|truth| truth == &Some(true)).collect();
    let valid = truths
        .contains(&None)
        .then(|| truths.iter().map(Option::is_some).collect());
    Column::Boolean(Typed::with_validity(values, valid))
}

/// Which rows two columns of one type both have.
pub(super) fn both_valid(a: Option<&Bitmap>, b: Option<&Bitmap>) -> Option<Bitmap> {
    match (a, b) {
        (None, None) => None,
        (Some(valid), None) | (None, Some(valid)) => Some(valid.clone()),
        (Some(a), Some(b)) => Some(a.and(b)),
    }
}

/// A copy of a name: all threads have the name itself, and who counts its users together with others waits for them.
pub(super) type Name = SmallVec<[u8; 24]>;

/// An expression over a batch.
#[derive(Clone, Copy)]
pub(super) struct Evaluator<'e, 'r, 'p> {
    pub(super) batch: &'e Batch,
    pub(super) surroundings: &'e Surroundings<'e, 'r, 'p>,
    /// Properties of variables read so far.
    pub(super) read: &'e RefCell<Vec<(VarId, Name, Column)>>,
}

impl Evaluator<'_, '_, '_> {
    /// The column of an expression.
    pub(super) fn column(&self, expr: &Expr) -> Result<Column> {
        let rows = self.batch.rows();
        let column = match &expr.kind {
            ExprKind::Literal(value) => return Ok(Column::Constant(value.clone(), rows)),
            ExprKind::Variable(variable) => {
                let column = self.batch.column(variable.index()).cloned();
                return Ok(column.unwrap_or_else(|| Column::nulls(rows)));
            }
            _ if self.surroundings.run.context.scalar_evaluation() => return self.by_row(expr),
            // One row is not worth a vector.
            _ if rows == 1 => {
                let row = BatchRow {
                    batch: self.batch,
                    row: 0,
                };
                return Ok(Column::Constant(
                    scalar::eval(expr, &row, self.surroundings)?,
                    1,
                ));
            }
            ExprKind::Parameter(_) => {
                let row = super::EmptyRow;
                return Ok(Column::Constant(
                    scalar::eval(expr, &row, self.surroundings)?,
                    rows,
                ));
            }
            ExprKind::Property { subject, key } => {
                let ExprKind::Variable(variable) = subject.kind else {
                    let subject = self.column(subject)?;
                    let column = property::column(&subject, key, self.surroundings);
                    return column.map_err(|problem| problem.or_at(expr.span));
                };
                let known = self.read.borrow().iter().find_map(|(of, name, column)| {
                    let same = *of == variable && name[..] == *key.as_bytes();
                    same.then(|| column.clone())
                });
                if let Some(known) = known {
                    return Ok(known);
                }
                let subject = self.column(subject)?;
                let column = property::column(&subject, key, self.surroundings);
                if let Ok(column) = &column {
                    let mut read = self.read.borrow_mut();
                    read.push((variable, Name::from_slice(key.as_bytes()), column.clone()));
                }
                column
            }
            ExprKind::Index { subject, index } => {
                self.pairwise(subject, index, |subject, index| {
                    access::element(subject, index, self.surroundings)
                })
            }
            ExprKind::Negate(operand) => self.each(operand, number::negate),
            ExprKind::Plus(operand) => self.each(operand, number::plus),
            ExprKind::Arithmetic { op, left, right } => {
                let (left, right) = (self.column(left)?, self.column(right)?);
                arithmetic::column(*op, &left, &right, self.surroundings)
            }
            ExprKind::Compare { op, left, right } => {
                let (left, right) = (self.column(left)?, self.column(right)?);
                comparison::column(*op, &left, &right, self.surroundings)
            }
            ExprKind::StringMatch { op, left, right } => self.string_match(*op, left, right),
            ExprKind::In { element, list } => {
                let (element, list) = (self.column(element)?, self.column(list)?);
                membership::column(&element, &list, self.surroundings)
            }
            ExprKind::And(operands) => self.all(operands),
            ExprKind::Or(operands) => self.any(operands),
            ExprKind::Xor(left, right) => self.xor(left, right),
            ExprKind::Not(operand) => self.not(operand),
            ExprKind::IsNull { operand, negated } => {
                let operand = self.column(operand)?;
                let values = (0..rows).map(|row| operand.is_null(row) != *negated);
                Ok(Column::Boolean(Typed::new(values.collect())))
            }
            ExprKind::HasLabels { subject, labels } => {
                let subject = self.column(subject)?;
                match &subject {
                    Column::Node(nodes) => self.has_labels(nodes, labels),
                    _ => return self.by_row(expr),
                }
            }
            ExprKind::List(items) => self.list(items),
            ExprKind::Map(entries) => self.map(entries),
            ExprKind::Function { function, args } if function.first_known => self.first_known(args),
            ExprKind::Function { function, args } => {
                let columns: Vec<Column> = args
                    .iter()
                    .map(|arg| self.column(arg))
                    .collect::<Result<_>>()?;
                if function.volatility != Volatility::Volatile
                    && let Some(values) = constants(&columns)
                    && rows > 0
                {
                    let value = (function.call)(&values, self.surroundings);
                    let value = value.and_then(|value| room::written(value, self.surroundings));
                    let value = value.map_err(|problem| problem.or_at(expr.span))?;
                    return Ok(Column::Constant(value, rows));
                }
                if let (Some(alike), [argument]) = (function.shared_by, columns.as_slice())
                    && let Some(column) =
                        entity::shared(alike, argument, self.surroundings, |one| {
                            (function.call)(&[one], self.surroundings)
                        })?
                {
                    return Ok(column);
                }
                let mut values = Vec::with_capacity(columns.len());
                self.build(|row| {
                    values.clear();
                    values.extend(columns.iter().map(|column| column.get(row)));
                    (function.call)(&values, self.surroundings)
                })
            }
            ExprKind::Subquery(id) => {
                subplan::run_for_batch(*id, self.batch, self.surroundings.run)
            }
            ExprKind::Case {
                subject,
                branches,
                otherwise,
            } => self.case(subject.as_deref(), branches, otherwise.as_deref()),
            ExprKind::Slice { .. }
            | ExprKind::ListComprehension { .. }
            | ExprKind::Quantifier { .. }
            | ExprKind::Reduce { .. } => return self.by_row(expr),
        };
        column.map_err(|problem: Diagnostic| problem.or_at(expr.span))
    }

    /// The scalar evaluator, row by row.
    fn by_row(&self, expr: &Expr) -> Result<Column> {
        self.build(|row| {
            let row = BatchRow {
                batch: self.batch,
                row,
            };
            scalar::eval(expr, &row, self.surroundings)
        })
    }

    fn build(&self, mut value: impl FnMut(usize) -> Result<Value>) -> Result<Column> {
        let mut builder = ColumnBuilder::with_capacity(self.batch.rows());
        let mut made = Made::within(Some(self.surroundings.run.context.memory()));
        for row in 0..self.batch.rows() {
            let value = value(row)?;
            made.note(&value, self.surroundings)?;
            builder.push(value);
        }
        Ok(builder.finish())
    }

    fn each(&self, operand: &Expr, step: fn(&Value) -> Result<Value>) -> Result<Column> {
        match self.column(operand)? {
            Column::Constant(value, rows) => Ok(Column::Constant(step(&value)?, rows)),
            operand => self.build(|row| step(&peek(&operand, row))),
        }
    }

    fn pairwise(
        &self,
        left: &Expr,
        right: &Expr,
        step: impl Fn(&Value, &Value) -> Result<Value>,
    ) -> Result<Column> {
        let (left, right) = (self.column(left)?, self.column(right)?);
        self.build(|row| step(&peek(&left, row), &peek(&right, row)))
    }

    fn string_match(&self, op: StringOp, left: &Expr, right: &Expr) -> Result<Column> {
        let (left, right) = (self.column(left)?, self.column(right)?);
        if let (Column::Text(all), Column::Constant(Value::String(part), _)) = (&left, &right)
            && op != StringOp::Matches
        {
            return Ok(Column::Boolean(texts_match(op, all, part)));
        }
        let mut truths: Vec<Truth> = Vec::with_capacity(self.batch.rows());
        for row in 0..self.batch.rows() {
            let truth = match (&*peek(&left, row), &*peek(&right, row)) {
                (Value::String(text), Value::String(part)) => Some(match op {
                    StringOp::StartsWith => text.starts_with(&**part),
                    StringOp::EndsWith => text.ends_with(&**part),
                    StringOp::Contains => long_text::contains(text, part, self.surroundings)?,
                    StringOp::Matches => self.surroundings.run.context.matches(text, part)?,
                }),
                _ => None,
            };
            truths.push(truth);
        }
        Ok(from_truths(&truths))
    }

    fn list(&self, items: &[Expr]) -> Result<Column> {
        let columns: Vec<Column> = items
            .iter()
            .map(|item| self.column(item))
            .collect::<Result<_>>()?;
        if let Some(values) = constants(&columns) {
            let list = room::written(Value::list(values), self.surroundings)?;
            return Ok(Column::Constant(list, self.batch.rows()));
        }
        self.build(|row| {
            Ok(Value::list(
                columns.iter().map(|column| column.get(row)).collect(),
            ))
        })
    }

    fn map(&self, entries: &[(Arc<str>, Expr)]) -> Result<Column> {
        let columns: Vec<Column> = entries
            .iter()
            .map(|(_, value)| self.column(value))
            .collect::<Result<_>>()?;
        self.build(|row| {
            let values = columns.iter().map(|column| column.get(row));
            let keys = entries.iter().map(|(key, _)| Arc::clone(key));
            Ok(Value::map(keys.zip(values).collect::<Map>()))
        })
    }

    fn has_labels(&self, nodes: &Typed<u32>, labels: &LabelExpr) -> Result<Column> {
        let version = self.surroundings.view.version();
        if self.surroundings.run.context.has_deleted() {
            for row in 0..nodes.len() {
                if let Some(id) = nodes.get(row) {
                    self.surroundings.expect_node(NodeId(id))?;
                }
            }
        }
        Ok(Column::Boolean(Typed::with_validity(
            property::labels_hold(labels, nodes.values(), version),
            nodes.validity().cloned(),
        )))
    }

    /// The truths of a condition.
    pub(super) fn condition(&self, expr: &Expr) -> Result<Vec<Truth>> {
        logic::truths(&self.column(expr)?, expr)
    }
}

/// Which strings have a part where it is asked for.
fn texts_match(op: StringOp, all: &TextColumn, part: &str) -> Typed<bool> {
    match op {
        StringOp::StartsWith => {
            // Most strings are told by their first byte, without a call.
            let Some(first) = part.as_bytes().first() else {
                return all.map(|_| true);
            };
            all.map(|text| text.as_bytes().first() == Some(first) && text.starts_with(part))
        }
        StringOp::EndsWith => all.map(|text| text.ends_with(part)),
        StringOp::Contains | StringOp::Matches => {
            let finder = memchr::memmem::Finder::new(part);
            all.map(|text| finder.find(text.as_bytes()).is_some())
        }
    }
}

/// The values of columns that are all constant.
fn constants(columns: &[Column]) -> Option<Vec<Value>> {
    columns
        .iter()
        .map(|column| match column {
            Column::Constant(value, _) => Some(value.clone()),
            _ => None,
        })
        .collect()
}

/// A condition that is neither true, false nor null.
pub(super) fn not_boolean(value: &Value) -> Diagnostic {
    Diagnostic::new(
        Code::RuntimeInvalidArgumentType,
        format!("a condition must be Boolean, not {}", value.kind()),
    )
}

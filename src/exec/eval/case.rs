//! CASE over columns, and the first of several columns that is not null.
//!
//! Every branch is evaluated only for the rows that come to it, as the scalar evaluator does. Knows nothing of what the
//! branches are.

use std::cell::RefCell;
use std::sync::Arc;

use super::bins::Bins;
use super::comparison;
use super::logic::cannot_fail;
use super::vector::{Evaluator, peek};
use crate::column::{Bitmap, Column, Form, Place, Strings, TextColumn, Typed};
use crate::diagnostic::Result;
use crate::function::room;
use crate::semantics::checked::{Expr, ExprKind};
use crate::value::{Value, equality};

/// More branches than this are narrowed down one after another.
const MOST_CHOICES: usize = 16;

impl Evaluator<'_, '_, '_> {
    /// The value of the first branch that holds.
    pub(super) fn case(
        &self,
        subject: Option<&Expr>,
        branches: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
    ) -> Result<Column> {
        if subject.is_none()
            && let Some(chosen) = self.choice(branches, otherwise)?
        {
            return Ok(chosen);
        }
        let subject = subject.map(|subject| self.column(subject)).transpose()?;
        let mut parts = Vec::with_capacity(branches.len() + 1);
        let mut open: Vec<u32> = (0..self.batch.rows() as u32).collect();
        for (when, then) in branches {
            if subject.is_none() && open.len() * 4 > self.batch.rows() && cannot_fail(when) {
                // Cheaper for all rows than to narrow them down.
                let holds = self.column(when)?;
                let (chosen, rest) = match &holds {
                    Column::Boolean(all) if all.validity().is_none() => {
                        let holds = all.values();
                        open.into_iter().partition(|row| holds[*row as usize])
                    }
                    other => {
                        let holds = super::logic::truths(other, when)?;
                        open.into_iter()
                            .partition(|row| holds[*row as usize] == Some(true))
                    }
                };
                open = rest;
                self.choose(then, chosen, &mut parts)?;
                if open.is_empty() {
                    break;
                }
                continue;
            }
            let holds = self.for_rows(&open, |rows| match &subject {
                None => rows.condition(when),
                Some(subject) => {
                    let column = rows.column(when)?;
                    let pairs = open.iter().enumerate();
                    let mut pace = room::watched(self.surroundings);
                    pairs
                        .map(|(at, &row)| {
                            let (subject, value) = (peek(subject, row as usize), peek(&column, at));
                            equality::equals_at(&subject, &value, &mut pace)
                        })
                        .collect()
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
            self.choose(then, chosen, &mut parts)?;
            open = rest;
            if open.is_empty() {
                break;
            }
        }
        if let Some(otherwise) = otherwise {
            self.choose(otherwise, open, &mut parts)?;
        }
        Ok(assembled(self.batch.rows(), &parts))
    }

    /// The value of the first branch that holds, where conditions can be asked of all rows and branches are literals:
    /// which branch it is, by loops without a branch per row, and then its value. `None` elsewhere.
    fn choice(
        &self,
        branches: &[(Expr, Expr)],
        otherwise: Option<&Expr>,
    ) -> Result<Option<Column>> {
        if branches.len() > MOST_CHOICES || !branches.iter().all(|(when, _)| cannot_fail(when)) {
            return Ok(None);
        }
        let values = branches
            .iter()
            .map(|(_, then)| Some(then))
            .chain([otherwise]);
        let values = values.map(|then| match then.map(|then| &then.kind) {
            Some(ExprKind::Literal(value)) => Some(value.clone()),
            None => Some(Value::Null),
            _ => None,
        });
        let Some(values) = values.collect::<Option<Vec<Value>>>() else {
            return Ok(None);
        };
        if let Some(chosen) = self.bins(branches)? {
            return Ok(Some(picked(&values, &chosen)));
        }
        let rows = self.batch.rows();
        let mut chosen = vec![branches.len() as u8; rows];
        for (branch, (when, _)) in branches.iter().enumerate().rev() {
            let branch = branch as u8;
            match self.column(when)? {
                Column::Boolean(all) if all.validity().is_none() => {
                    for (chosen, holds) in chosen.iter_mut().zip(all.values()) {
                        *chosen = if *holds { branch } else { *chosen };
                    }
                }
                other => {
                    let truths = super::logic::truths(&other, when)?;
                    for (chosen, truth) in chosen.iter_mut().zip(truths) {
                        *chosen = if truth == Some(true) { branch } else { *chosen };
                    }
                }
            }
        }
        Ok(Some(picked(&values, &chosen)))
    }

    /// The number of the first branch that holds for each row, and how many there are where none does, when all of them
    /// compare the same integers with constants; else `None`.
    fn bins(&self, branches: &[(Expr, Expr)]) -> Result<Option<Vec<u8>>> {
        let mut tests = Vec::with_capacity(branches.len());
        let mut compared: Option<Typed<i64>> = None;
        for (when, _) in branches {
            let ExprKind::Compare { op, left, right } = &when.kind else {
                return Ok(None);
            };
            let (op, all, other) = match (self.column(left)?, self.column(right)?) {
                (Column::Integer(all), Column::Constant(Value::Integer(other), _)) => {
                    (*op, all, other)
                }
                (Column::Constant(Value::Integer(other), _), Column::Integer(all)) => {
                    (comparison::mirrored(*op), all, other)
                }
                _ => return Ok(None),
            };
            if all.validity().is_some() || compared.as_ref().is_some_and(|same| !same.is_same(&all))
            {
                return Ok(None);
            }
            compared = Some(all);
            tests.push((op, other));
        }
        let bins = compared.and_then(|all| Some(Bins::of(&tests)?.tell(all.values())));
        Ok(bins)
    }

    /// Adds the value of a branch for the rows that come to it.
    fn choose(
        &self,
        then: &Expr,
        rows: Vec<u32>,
        parts: &mut Vec<(Vec<u32>, Column)>,
    ) -> Result<()> {
        if rows.is_empty() {
            return Ok(());
        }
        let column = match &then.kind {
            ExprKind::Literal(value) => Column::Constant(value.clone(), rows.len()),
            _ => self.for_rows(&rows, |rows| rows.column(then))?,
        };
        parts.push((rows, column));
        Ok(())
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
            read: &RefCell::default(),
        })
    }
}

/// For each row the value chosen.
fn picked(values: &[Value], chosen: &[u8]) -> Column {
    let integers: Option<Vec<i64>> = values
        .iter()
        .map(|value| match value {
            Value::Integer(value) => Some(*value),
            Value::Null => Some(0),
            _ => None,
        })
        .collect();
    let Some(integers) = integers else {
        if let Some(picked) = Words::picked(values, chosen) {
            return picked;
        }
        let picked = chosen.iter().map(|at| values[usize::from(*at)].clone());
        return Column::from_values(picked.collect());
    };
    let picked = chosen.iter().map(|at| integers[usize::from(*at)]).collect();
    let some_null = values.iter().any(Value::is_null);
    let valid = some_null.then(|| {
        let valid = chosen.iter().map(|at| !values[usize::from(*at)].is_null());
        valid.collect()
    });
    Column::Integer(Typed::with_validity(picked, valid))
}

/// A few strings, each kept once.
#[derive(Debug)]
struct Words {
    words: Vec<Arc<str>>,
    /// Counts up.
    codes: Vec<u16>,
}

impl Words {
    /// For each row the string chosen; `None` when something else than strings and null is among them.
    fn picked(values: &[Value], chosen: &[u8]) -> Option<Column> {
        let mut words: Vec<Arc<str>> = Vec::new();
        let numbers: Option<Vec<Option<u32>>> = values
            .iter()
            .map(|value| match value {
                Value::Null => Some(None),
                Value::String(text) => {
                    let known = words.iter().position(|word| word == text);
                    Some(Some(known.unwrap_or_else(|| {
                        words.push(Arc::clone(text));
                        words.len() - 1
                    }) as u32))
                }
                _ => None,
            })
            .collect();
        let numbers = numbers?;
        let picked = chosen.iter().map(|at| numbers[usize::from(*at)]);
        let valid = numbers
            .iter()
            .any(Option::is_none)
            .then(|| picked.clone().map(|number| number.is_some()).collect());
        let ids = picked.map(Option::unwrap_or_default).collect();
        let codes = (0..words.len() as u16).collect();
        Some(Column::Text(TextColumn::new(
            Arc::new(Self { words, codes }),
            Typed::with_validity(ids, valid),
        )))
    }
}

impl Strings for Words {
    fn text(&self, id: u32) -> &str {
        &self.words[id as usize]
    }
    fn value(&self, id: u32) -> Value {
        Value::String(Arc::clone(&self.words[id as usize]))
    }
    fn place(&self, _: u32) -> Option<Place<'_>> {
        let form = Form::Words {
            codes: &self.codes,
            words: &self.words,
        };
        Some(Place { from: 0, form })
    }
    fn identity(&self) -> usize {
        std::ptr::from_ref(self) as usize
    }
}

/// A column of parts, each with the rows it is for; `null` where there is none.
fn assembled(rows: usize, parts: &[(Vec<u32>, Column)]) -> Column {
    let integers = parts.iter().all(|(_, column)| {
        matches!(
            column,
            Column::Integer(_) | Column::Constant(Value::Integer(_), _)
        )
    });
    if !integers {
        let mut results = vec![Value::Null; rows];
        for (rows, column) in parts {
            for (at, &row) in rows.iter().enumerate() {
                results[row as usize] = column.get(at);
            }
        }
        return Column::from_values(results);
    }
    let mut values = vec![0; rows];
    let mut valid = Bitmap::new(rows, false);
    for (rows, column) in parts {
        for (at, &row) in rows.iter().enumerate() {
            let value = match column {
                Column::Integer(all) => all.get(at),
                Column::Constant(Value::Integer(value), _) => Some(*value),
                _ => None,
            };
            if let Some(value) = value {
                values[row as usize] = value;
                valid.set(row as usize, true);
            }
        }
    }
    Column::Integer(Typed::with_validity(values, Some(valid)))
}

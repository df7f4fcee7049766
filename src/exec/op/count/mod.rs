//! Counting instead of giving rows: relationships of a node (`hops`), common neighbours of nodes (`intersections`), trails
//! from a node (`trails`), and what the store counts anyway (`store`).

mod end_test;
mod hops;
mod intersections;
mod store;
mod trails;

pub(in crate::exec) use hops::ExpandCount;
pub(in crate::exec) use intersections::IntersectCount;
pub(in crate::exec) use store::CountStore;
pub(in crate::exec) use trails::TrailCount;

use crate::column::{Batch, Column, Typed};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::{Flow, Sink};
use crate::semantics::checked::VarId;
use crate::value::Value;

/// Counts of rows, each times what was counted before it, and the rows they are of.
struct Counts {
    count: VarId,
    times: Option<VarId>,
    keep_zero: bool,
    rows: Vec<u32>,
    numbers: Vec<i64>,
}

impl Counts {
    fn new(count: VarId, times: Option<VarId>, keep_zero: bool, rows: usize) -> Self {
        Self {
            count,
            times,
            keep_zero,
            rows: Vec::with_capacity(rows),
            numbers: Vec::with_capacity(rows),
        }
    }

    /// Notes the count of a row; rows come in order.
    #[inline]
    fn add(&mut self, batch: &Batch, row: usize, found: u128) -> Result<()> {
        let times = match self.times.map(|times| batch.column(times.index())) {
            None => 1,
            Some(Some(Column::Integer(times))) => times.get(row).unwrap_or(0),
            Some(Some(column)) => match column.get(row) {
                Value::Integer(times) => times,
                _ => 0,
            },
            Some(None) => 0,
        };
        let count = i64::try_from(found)
            .ok()
            .and_then(|found| found.checked_mul(times))
            .ok_or_else(too_many)?;
        if count != 0 || self.keep_zero {
            self.rows.push(row as u32);
            self.numbers.push(count);
        }
        Ok(())
    }

    /// Hands on the rows that are left.
    fn hand_on(self, batch: Batch, out: &mut Sink<'_>) -> Result<Flow> {
        if self.rows.is_empty() {
            return Ok(Flow::More);
        }
        let mut next = if self.rows.len() == batch.rows() {
            batch
        } else {
            batch.gather(&self.rows)
        };
        next.set(
            self.count.index(),
            Column::Integer(Typed::new(self.numbers)),
        );
        out(next)
    }
}

fn too_many() -> Diagnostic {
    Diagnostic::new(Code::ArithmeticOverflow, "the count does not fit 64 bits")
}

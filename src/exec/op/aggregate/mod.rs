//! Grouping rows and aggregating each group.

mod keys;
mod rows;
mod state;

use std::time::Duration;

use keys::Keys;
use rows::Rows;
use state::{State, StatePart};

use crate::column::{BATCH_ROWS, Batch, Column, ColumnBuilder};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::eval;
use crate::exec::memory::Reservation;
use crate::exec::pipeline::Part;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::function::room;
use crate::semantics::checked::{AggregateCall, Expr, VarId};
use crate::value::Value;

/// Hands on a row per group at the end, in the order in which groups first appeared. Without keys there is always one
/// group.
pub(in crate::exec) struct Aggregate<'p> {
    keys: &'p [(Expr, VarId)],
    aggregates: &'p [(AggregateCall, VarId)],
    groups: Keys<'p>,
    states: Vec<State<'p>>,
    reserved: Reservation,
    /// How many rows came.
    rows: usize,
}

fn foreign() -> Diagnostic {
    Diagnostic::new(Code::Internal, "a part of a grouping is of something else")
}

/// What the state of an accumulator is taken to need.
const STATE_BYTES: usize = 96;

impl<'p> Aggregate<'p> {
    pub(in crate::exec) fn new(
        keys: &'p [(Expr, VarId)],
        aggregates: &'p [(AggregateCall, VarId)],
    ) -> Self {
        Self {
            keys,
            aggregates,
            groups: Keys::new(keys),
            states: Vec::new(),
            reserved: Reservation::default(),
            rows: 0,
        }
    }
}

impl Aggregate<'_> {
    /// Takes what all groups need of the budget.
    fn reserve_all(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        let bytes = self.groups.bytes() + self.groups.len() * self.states.len() * STATE_BYTES;
        self.reserved.grow(run.context.memory(), bytes)
    }
}

/// How many rows tell whether grouping is worth several threads.
const SAMPLE: usize = 8192;
/// It is when they have so few groups.
const FEW_GROUPS: usize = 1024;
/// Or groups with so many rows each.
const ROWS_PER_GROUP: usize = 8;
/// Or groups that took so long each.
const DEAR: Duration = Duration::from_micros(1);

/// What one thread grouped.
struct Grouped {
    groups: Vec<Value>,
    /// For each group the morsel that it appeared in first.
    morsels: Vec<u32>,
    /// What the groups need.
    bytes: usize,
    states: Vec<StatePart>,
}

impl Operator for Aggregate<'_> {
    fn part(&mut self, _: &Runtime<'_, '_>) -> Result<Option<Part>> {
        let groups = std::mem::replace(&mut self.groups, Keys::new(self.keys));
        let states = std::mem::take(&mut self.states);
        let bytes = groups.bytes();
        let (groups, morsels) = groups.into_values();
        Ok(Some(Box::new(Grouped {
            groups,
            morsels,
            bytes,
            states: states.into_iter().map(State::into_part).collect(),
        })))
    }

    fn absorb(&mut self, parts: Vec<Part>, run: &Runtime<'_, '_>) -> Result<()> {
        let alone = parts.len() == 1;
        let mut grouped = Vec::with_capacity(parts.len());
        for part in parts {
            let part = part.downcast::<Grouped>().map_err(|_| foreign())?;
            grouped.push(*part);
        }
        if alone && let Some(part) = grouped.pop() {
            // Nobody else had groups: these are the groups.
            self.groups.adopt(part.groups, part.morsels, part.bytes);
            for (state, part) in self.states.iter_mut().zip(part.states) {
                state.adopt(part);
            }
            return self.reserve_all(run);
        }
        let keys: Vec<_> = grouped
            .iter()
            .map(|part| (part.groups.as_slice(), part.morsels.as_slice()))
            .collect();
        let numbers = self.groups.absorb(&keys);
        for state in &mut self.states {
            state.make_room(self.groups.len());
        }
        let surroundings = run.surroundings();
        for (part, numbers) in grouped.into_iter().zip(numbers) {
            for (state, part) in self.states.iter_mut().zip(part.states) {
                state.absorb(part, &numbers, &surroundings)?;
            }
        }
        self.reserve_all(run)
    }

    fn sharing(&self, took: Duration) -> Option<bool> {
        if self.keys.is_empty() {
            return Some(true);
        }
        // Many groups that few rows share are put together at about what it cost to make them.
        let groups = self.groups.len();
        let worth = groups <= FEW_GROUPS
            || groups * ROWS_PER_GROUP <= self.rows
            || took > DEAR * groups as u32;
        (self.rows >= SAMPLE).then_some(worth)
    }

    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.groups = Keys::new(self.keys);
        self.rows = 0;
        self.states = self
            .aggregates
            .iter()
            .map(|(call, _)| State::new(call, self.keys.is_empty()))
            .collect();
        self.reserved.release();
        for state in &mut self.states {
            state.make_room(self.groups.len());
        }
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        let surroundings = run.surroundings();
        self.rows += batch.rows();
        let before = (self.groups.len(), self.groups.bytes());
        run.context.memory().room(
            self.groups.growth(batch.rows())
                + self
                    .states
                    .iter()
                    .map(|state| state.growth(batch.rows()))
                    .sum::<usize>(),
        )?;
        let numbers = self.groups.number(&batch, run)?;
        let mut bytes = self.groups.bytes() - before.1;
        bytes += (self.groups.len() - before.0) * self.states.len() * STATE_BYTES;
        // What several aggregates read is read once.
        let args = self.aggregates.iter().flat_map(|(call, _)| &call.args);
        let mut columns = eval::evaluate_all(args, &batch, &surroundings)?.into_iter();
        let rows = Rows::new(&numbers, self.groups.len());
        for (state, (call, _)) in self.states.iter_mut().zip(self.aggregates) {
            state.make_room(self.groups.len());
            let args: Vec<Column> = columns.by_ref().take(call.args.len()).collect();
            bytes += state.take(&args, &rows, batch.multiplicity(), &surroundings)?;
        }
        self.reserved.grow(run.context.memory(), bytes)?;
        Ok(Flow::More)
    }

    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        let groups = std::mem::replace(&mut self.groups, Keys::new(self.keys));
        let mut states = std::mem::take(&mut self.states);
        let surroundings = run.surroundings();
        for start in (0..groups.len()).step_by(BATCH_ROWS) {
            run.context.check()?;
            let end = groups.len().min(start + BATCH_ROWS);
            let mut next = Batch::empty(end - start);
            for (place, (_, variable)) in self.keys.iter().enumerate() {
                let mut column = ColumnBuilder::with_capacity(end - start);
                for group in start..end {
                    column.push(groups.key(group)[place].clone());
                }
                next.set(variable.index(), column.finish());
            }
            for (state, (_, variable)) in states.iter_mut().zip(self.aggregates) {
                let results = state.results(start, end, run.context.interrupt())?;
                // Lists of lists that are collected again and again grow as those of any other expression.
                if let Column::Value(values) = &results {
                    for value in values.iter() {
                        room::expect_written(value, &surroundings)?;
                    }
                }
                next.set(variable.index(), results);
            }
            if out(next)? == Flow::Done {
                break;
            }
        }
        self.reserved.release();
        Ok(())
    }
}

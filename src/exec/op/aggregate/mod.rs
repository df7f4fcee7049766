//! Grouping rows and aggregating each group.

mod extremes;
mod keys;
mod state;

use keys::Keys;
use state::{State, StatePart};

use crate::column::{BATCH_ROWS, Batch, ColumnBuilder};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::memory::Reservation;
use crate::exec::pipeline::Part;
use crate::exec::{Flow, Operator, Runtime, Sink};
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
        }
    }
}

/// What one thread grouped.
struct Grouped {
    groups: Vec<Value>,
    /// For each group the morsel that it appeared in first.
    morsels: Vec<u32>,
    states: Vec<StatePart>,
}

impl Operator for Aggregate<'_> {
    fn part(&mut self) -> Option<Part> {
        let groups = std::mem::replace(&mut self.groups, Keys::new(self.keys));
        let states = std::mem::take(&mut self.states);
        let (groups, morsels) = groups.into_values();
        Some(Box::new(Grouped {
            groups,
            morsels,
            states: states.into_iter().map(State::into_part).collect(),
        }))
    }

    fn absorb(&mut self, parts: Vec<Part>, run: &Runtime<'_, '_>) -> Result<()> {
        let mut grouped = Vec::with_capacity(parts.len());
        for part in parts {
            let part = part.downcast::<Grouped>().map_err(|_| foreign())?;
            grouped.push(*part);
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
        let bytes = self.groups.bytes() + self.groups.len() * self.states.len() * STATE_BYTES;
        self.reserved.grow(run.context.memory(), bytes)
    }

    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.groups = Keys::new(self.keys);
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
        for state in &mut self.states {
            state.make_room(self.groups.len());
            bytes += state.take(&batch, &numbers, &surroundings)?;
        }
        self.reserved.grow(run.context.memory(), bytes)?;
        Ok(Flow::More)
    }

    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        let groups = std::mem::replace(&mut self.groups, Keys::new(self.keys));
        let mut states = std::mem::take(&mut self.states);
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
                next.set(
                    variable.index(),
                    state.results(start, end, run.context.interrupt())?,
                );
            }
            if out(next)? == Flow::Done {
                break;
            }
        }
        self.reserved.release();
        Ok(())
    }
}

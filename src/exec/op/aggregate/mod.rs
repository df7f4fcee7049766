//! Grouping rows and aggregating each group.

mod keys;
mod state;

use keys::Keys;
use state::State;

use crate::column::{BATCH_ROWS, Batch, ColumnBuilder};
use crate::diagnostic::Result;
use crate::exec::memory::Reservation;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::semantics::checked::{AggregateCall, Expr, VarId};

/// Hands on a row per group at the end, in the order in which groups first appeared. Without keys there is always one
/// group.
pub(in crate::exec) struct Aggregate<'p> {
    keys: &'p [(Expr, VarId)],
    aggregates: &'p [(AggregateCall, VarId)],
    groups: Keys<'p>,
    states: Vec<State<'p>>,
    reserved: Reservation,
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

impl Operator for Aggregate<'_> {
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
                next.set(variable.index(), state.results(start, end)?);
            }
            if out(next)? == Flow::Done {
                break;
            }
        }
        self.reserved.release();
        Ok(())
    }
}

//! Grouping rows and aggregating each group.

use super::super::groups::Groups;
use super::super::memory::Reservation;
use crate::column::{BATCH_ROWS, Batch, Column, ColumnBuilder, Typed};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::{Flow, Operator, Runtime, Sink, eval};
use crate::function::{Accumulator, WITNESSES};
use crate::semantics::checked::{AggregateCall, Expr, VarId};
use crate::value::Value;

/// Hands on a row per group at the end, in the order in which groups first appeared. Without keys there is always one
/// group.
pub(in crate::exec) struct Aggregate<'p> {
    keys: &'p [(Expr, VarId)],
    aggregates: &'p [(AggregateCall, VarId)],
    groups: Groups,
    states: Vec<State<'p>>,
    reserved: Reservation,
}

/// One aggregate, over all groups.
enum State<'p> {
    /// `count(*)` and `count(x)`.
    Count {
        arg: Option<&'p Expr>,
        counts: Vec<i64>,
    },
    /// Any other.
    Any {
        call: &'p AggregateCall,
        groups: Vec<Box<dyn Accumulator>>,
        /// What was seen already, with the group in front, for DISTINCT.
        seen: Option<Groups>,
    },
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
            groups: Groups::default(),
            states: Vec::new(),
            reserved: Reservation::default(),
        }
    }
}

impl Operator for Aggregate<'_> {
    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.groups = Groups::new(self.keys.len());
        self.states = self
            .aggregates
            .iter()
            .map(|(call, _)| {
                if call.function.name == "count" && !call.distinct {
                    State::Count {
                        arg: call.args.first(),
                        counts: Vec::new(),
                    }
                } else {
                    State::Any {
                        call,
                        groups: Vec::new(),
                        seen: call.distinct.then(|| Groups::new(call.args.len() + 1)),
                    }
                }
            })
            .collect();
        self.reserved.release();
        if self.keys.is_empty() {
            self.groups.number(&[], 1, &mut Vec::new());
        }
        for state in &mut self.states {
            state.make_room(self.groups.len());
        }
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        let surroundings = run.surroundings();
        let keys = self
            .keys
            .iter()
            .map(|(expr, _)| eval::evaluate(expr, &batch, &surroundings))
            .collect::<Result<Vec<_>>>()?;
        let before = (self.groups.len(), self.groups.bytes());
        let mut numbers = Vec::with_capacity(batch.rows());
        self.groups.number(&keys, batch.rows(), &mut numbers);
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
        let groups = std::mem::take(&mut self.groups);
        let mut states = std::mem::take(&mut self.states);
        for start in (0..groups.len()).step_by(BATCH_ROWS) {
            run.context.check()?;
            let end = groups.len().min(start + BATCH_ROWS);
            let mut next = Batch::empty(end - start, run.width);
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

impl State<'_> {
    /// A state for every group up to `len`.
    fn make_room(&mut self, len: usize) {
        match self {
            Self::Count { counts, .. } => counts.resize(len, 0),
            Self::Any { call, groups, .. } => groups.resize_with(len, call.function.start),
        }
    }

    /// Takes the rows of a batch, each into its group. Gives a guess of the bytes now held beyond the states themselves.
    fn take(
        &mut self,
        batch: &Batch,
        numbers: &[u32],
        surroundings: &crate::exec::runtime::Surroundings<'_, '_, '_>,
    ) -> Result<usize> {
        match self {
            Self::Count { arg, counts } => {
                let column = match arg {
                    None => None,
                    Some(arg) => Some(eval::evaluate(arg, batch, surroundings)?),
                };
                for (row, &group) in numbers.iter().enumerate() {
                    if column.as_ref().is_some_and(|column| column.is_null(row)) {
                        continue;
                    }
                    let times = i64::try_from(batch.times(row)).ok();
                    let count = &mut counts[group as usize];
                    let sum = times.and_then(|times| count.checked_add(times));
                    *count = sum.ok_or_else(|| {
                        Diagnostic::new(Code::ArithmeticOverflow, "the count does not fit 64 bits")
                    })?;
                }
                Ok(0)
            }
            Self::Any { call, groups, seen } => {
                let columns = call
                    .args
                    .iter()
                    .map(|arg| eval::evaluate(arg, batch, surroundings))
                    .collect::<Result<Vec<_>>>()?;
                let located = |problem: Diagnostic| problem.or_at(call.span);
                let mut values: Vec<Value> = Vec::with_capacity(columns.len() + 1);
                let mut bytes = 0;
                // What collects values holds all of them.
                let holds = call.function.name == "collect"
                    || call.function.name.starts_with("percentile")
                    || call.function.name == WITNESSES.name;
                for (row, &group) in numbers.iter().enumerate() {
                    values.clear();
                    let mut times = batch.times(row);
                    if let Some(seen) = seen {
                        values.push(Value::Integer(i64::from(group)));
                        values.extend(columns.iter().map(|column| column.get(row)));
                        let (known, held) = (seen.len(), seen.bytes());
                        seen.tuple(&values);
                        if seen.len() == known {
                            continue;
                        }
                        bytes += seen.bytes() - held;
                        values.remove(0);
                        times = 1;
                    } else {
                        values.extend(columns.iter().map(|column| column.get(row)));
                    }
                    if holds {
                        let size: usize = values.iter().map(crate::column::value_bytes).sum();
                        bytes += size.saturating_mul(times as usize);
                    }
                    groups[group as usize]
                        .push(&values, times)
                        .map_err(located)?;
                }
                Ok(bytes)
            }
        }
    }

    /// The results of the groups `start..end`.
    fn results(&mut self, start: usize, end: usize) -> Result<Column> {
        match self {
            Self::Count { counts, .. } => {
                Ok(Column::Integer(Typed::new(counts[start..end].to_vec())))
            }
            Self::Any { call, groups, .. } => {
                let mut column = ColumnBuilder::with_capacity(end - start);
                for state in &mut groups[start..end] {
                    let result = state.finish();
                    column.push(result.map_err(|problem| problem.or_at(call.span))?);
                }
                Ok(column.finish())
            }
        }
    }
}

//! Grouping rows and aggregating each group.

mod best;
mod key_lists;
mod key_texts;
mod keys;
mod known;
mod rows;
mod same_keys;
mod state;

use std::ops::Range;
use std::sync::OnceLock;
use std::time::Duration;

pub(in crate::exec) use best::Best;
use key_lists::{KeyList, KeyLists, merge_bytes};
use keys::Keys;
use rows::Rows;
use state::{State, StatePart};

use crate::column::{BATCH_ROWS, Batch, Column, Typed};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::eval;
use crate::exec::memory::{Kept, Reservation};
use crate::exec::pipeline::Part;
use crate::exec::workers;
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
    /// The groups of several threads.
    merged: Option<KeyLists>,
    states: Vec<State<'p>>,
    reserved: Reservation,
    /// How many rows came.
    rows: usize,
    /// The rows that are kept of those handed on.
    best: Option<Best<'p>>,
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
            merged: None,
            states: Vec::new(),
            reserved: Reservation::default(),
            rows: 0,
            best: None,
        }
    }

    /// Groups that are not among these need not be handed on.
    pub(in crate::exec) fn with_best(mut self, best: Option<Best<'p>>) -> Self {
        self.best = best;
        self
    }
}

/// How many rows tell whether grouping is worth several threads.
const SAMPLE: usize = 1024;
/// It is when they have so few groups.
const FEW_GROUPS: usize = 1024;
/// Or groups with so many rows each.
const ROWS_PER_GROUP: usize = 4;
/// Or groups that took so long each: putting them together takes less.
const DEAR: Duration = Duration::from_nanos(150);

/// What one thread grouped.
struct Grouped {
    groups: KeyList,
    states: Vec<StatePart>,
    held: Kept,
}

impl Operator for Aggregate<'_> {
    fn part(&mut self, _: &Runtime<'_, '_>) -> Result<Option<Part>> {
        let groups = std::mem::replace(&mut self.groups, Keys::new(self.keys));
        let states = std::mem::take(&mut self.states);
        Ok(Some(Box::new(Grouped {
            groups: groups.into_list(),
            states: states.into_iter().map(State::into_part).collect(),
            held: self.reserved.keep(),
        })))
    }

    fn absorb(&mut self, parts: Vec<Part>, run: &Runtime<'_, '_>) -> Result<()> {
        let alone = parts.len() == 1;
        let memory = run.context.memory();
        let (mut lists, mut states) = (Vec::new(), Vec::new());
        for part in parts {
            let part = part.downcast::<Grouped>().map_err(|_| foreign())?;
            part.held.hand_over(memory, &mut self.reserved)?;
            lists.push(part.groups);
            states.push(part.states);
        }
        if alone {
            // Nobody else had groups: these are the groups.
            self.merged = lists.pop().map(KeyLists::one);
            let parts = states.into_iter().flatten();
            for (state, part) in self.states.iter_mut().zip(parts) {
                state.adopt(part);
            }
            return Ok(());
        }
        let mut merging = Reservation::default();
        merging.grow(memory, merge_bytes(&lists))?;
        let interrupt = run.context.interrupt();
        let (merged, numbers) = KeyLists::merged(lists, run.context.threads(), interrupt)?;
        let len = merged.len();
        self.reserved.grow(
            memory,
            merged.own_bytes() + len * self.states.len() * STATE_BYTES,
        )?;
        let surroundings = run.surroundings();
        let mut states: Vec<_> = states.into_iter().map(Vec::into_iter).collect();
        for state in &mut self.states {
            state.make_room(len, &mut || interrupt.check())?;
            let parts = states.iter_mut().zip(&numbers);
            let parts = parts.filter_map(|(parts, numbers)| Some((parts.next()?, &**numbers)));
            state.absorb(parts.collect(), len, &surroundings, interrupt)?;
        }
        self.merged = Some(merged);
        Ok(())
    }

    fn sharing(&self, took: Duration) -> Option<bool> {
        if self.keys.is_empty() {
            return Some(true);
        }
        // Many groups that few rows share are put together at about what it cost to make them.
        let groups = self.groups.len();
        let worth = groups <= FEW_GROUPS
            || groups * ROWS_PER_GROUP <= self.rows
            || took > DEAR * groups as u32
            || self.groups.are_ascending();
        (self.rows >= SAMPLE).then_some(worth)
    }

    fn start(&mut self, run: &Runtime<'_, '_>) -> Result<()> {
        self.groups = Keys::new(self.keys);
        self.merged = None;
        self.rows = 0;
        self.states = self
            .aggregates
            .iter()
            .map(|(call, _)| State::new(call, self.keys.is_empty()))
            .collect();
        self.reserved.release();
        for state in &mut self.states {
            state.make_room(self.groups.len(), &mut || run.context.check())?;
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
        let mut bytes = self.groups.bytes().saturating_sub(before.1);
        bytes += (self.groups.len() - before.0) * self.states.len() * STATE_BYTES;
        // What several aggregates read is read once.
        let args = self.aggregates.iter().flat_map(|(call, _)| &call.args);
        let mut columns = eval::evaluate_all(args, &batch, &surroundings)?.into_iter();
        let rows = Rows::new(&numbers, self.groups.len());
        let morsel = run.context.morsel();
        for (state, (call, _)) in self.states.iter_mut().zip(self.aggregates) {
            state.make_room(self.groups.len(), &mut || run.context.check())?;
            let args: Vec<Column> = columns.by_ref().take(call.args.len()).collect();
            bytes += state.take(&args, &rows, batch.multiplicity(), morsel, &surroundings)?;
        }
        self.reserved.grow(run.context.memory(), bytes)?;
        Ok(Flow::More)
    }

    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        let merged = self.merged.is_some();
        let groups = match self.merged.take() {
            Some(merged) => merged,
            None => {
                let groups = std::mem::replace(&mut self.groups, Keys::new(self.keys));
                KeyLists::one(groups.into_list())
            }
        };
        let mut states = std::mem::take(&mut self.states);
        let surroundings = run.surroundings();
        let threads = if merged { run.context.threads() } else { 1 };
        let width = self.keys.len() + self.aggregates.len();
        let mut reading = Reservation::default();
        if let Some(chosen) = self.chosen(&groups, &states, run)? {
            reading.grow(run.context.memory(), chosen.len() * size_of::<u32>())?;
            for some in chosen.chunks(BATCH_ROWS) {
                run.context.check()?;
                if out(self.rows_of(&groups, &states, some))? == Flow::Done {
                    break;
                }
            }
            self.reserved.release();
            return Ok(());
        }
        let at_once = if threads > 1 { AT_ONCE } else { BATCH_ROWS };
        'all: for from in (0..groups.len()).step_by(at_once) {
            let to = groups.len().min(from + at_once);
            if from == 0 && threads > 1 {
                let bytes = (to - from) * width * size_of::<Value>();
                reading.grow(run.context.memory(), bytes)?;
            }
            for (at, mut next) in self.read(&groups, &states, from..to, threads, run)? {
                for (state, (_, variable)) in states.iter_mut().zip(self.aggregates) {
                    if next.column(variable.index()).is_none() {
                        let interrupt = run.context.interrupt();
                        let end = at + next.rows();
                        next.set(variable.index(), state.results(at, end, interrupt)?);
                    }
                    // Lists of lists that are collected again and again grow as those of any other expression.
                    if let Some(Column::Value(values)) = next.column(variable.index()) {
                        for value in values.iter() {
                            room::expect_written(value, &surroundings)?;
                        }
                    }
                }
                if out(next)? == Flow::Done {
                    break 'all;
                }
            }
        }
        self.reserved.release();
        Ok(())
    }
}

/// So many groups are read at once by several threads.
const AT_ONCE: usize = 1 << 17;

impl Aggregate<'_> {
    /// The groups that may be among the rows that are kept; `None` for all. Who measures operators sees all rows.
    fn chosen(
        &self,
        groups: &KeyLists,
        states: &[State<'_>],
        run: &Runtime<'_, '_>,
    ) -> Result<Option<Vec<u32>>> {
        match &self.best {
            Some(best) if !run.context.profile() => {
                let plain: Vec<_> = states.iter().map(State::plain).collect();
                best.groups(&plain, groups.len(), run)
            }
            _ => Ok(None),
        }
    }

    /// Rows of these groups, of whose aggregates all are integers.
    fn rows_of(&self, groups: &KeyLists, states: &[State<'_>], some: &[u32]) -> Batch {
        let mut rows = Batch::empty(some.len());
        let numbers = || some.iter().map(|group| *group as usize);
        for (key, (_, variable)) in self.keys.iter().enumerate() {
            rows.set(variable.index(), groups.column(key, numbers()));
        }
        for (state, (_, variable)) in states.iter().zip(self.aggregates) {
            if let Some(plain) = state.plain() {
                let results = numbers().map(|group| plain.number(group).unwrap_or(0));
                let results = Column::Integer(Typed::new(results.collect()));
                rows.set(variable.index(), results);
            }
        }
        rows
    }

    /// Rows of groups of a range, and where each batch begins: keys, and what aggregates can be read off.
    fn read(
        &self,
        groups: &KeyLists,
        states: &[State<'_>],
        range: Range<usize>,
        threads: usize,
        run: &Runtime<'_, '_>,
    ) -> Result<Vec<(usize, Batch)>> {
        let (keys, aggregates) = (self.keys, self.aggregates);
        let plain: Vec<_> = states.iter().map(State::plain).collect();
        let interrupt = run.context.interrupt();
        let starts: Vec<usize> = range.clone().step_by(BATCH_ROWS).collect();
        let mut batches: Vec<OnceLock<Batch>> = Vec::new();
        batches.resize_with(starts.len(), OnceLock::new);
        let threads = if starts.len() < FEW_BATCHES {
            1
        } else {
            threads
        };
        workers::each(threads, starts.len(), |number| {
            interrupt.check()?;
            let start = starts[number];
            let end = range.end.min(start + BATCH_ROWS);
            let mut next = Batch::empty(end - start);
            for (key, (_, variable)) in keys.iter().enumerate() {
                next.set(variable.index(), groups.column(key, start..end));
            }
            for (plain, (call, variable)) in plain.iter().zip(aggregates) {
                if let Some(plain) = plain {
                    let results = plain.results(start..end, interrupt);
                    let results = results.map_err(|problem| problem.or_at(call.span))?;
                    next.set(variable.index(), results);
                }
            }
            let _ = batches[number].set(next);
            Ok(())
        })?;
        let batches = batches.into_iter().map(OnceLock::into_inner);
        Ok(starts
            .into_iter()
            .zip(batches.map(Option::unwrap_or_default))
            .collect())
    }
}

/// Fewer batches are not worth another thread.
const FEW_BATCHES: usize = if cfg!(test) { 2 } else { 8 };

//! One aggregate over all groups: typed where values come typed, an accumulator per group elsewhere.
//!
//! In: columns of arguments and the group of each row. Out: the result of each group. Knows nothing of grouping.

use std::cmp::Ordering;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::extremes::{extremes, offer};
use super::rows::Rows;
use crate::column::{Column, ColumnBuilder, Typed, value_bytes};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::exec::groups::Groups;
use crate::exec::node_set::NodeSet;
use crate::function::{
    Accumulator, Host, WITNESSES, Witness, WitnessGroups, aggregate_of_integers,
};
use crate::semantics::checked::AggregateCall;
use crate::value::Value;
use crate::value::bulk::Bulk;

/// More bytes of values ask for room before they are collected.
const LARGE: usize = 1 << 16;

/// One aggregate, over all groups.
pub(super) struct State<'p> {
    call: &'p AggregateCall,
    kind: StateKind,
    /// What was seen already, for DISTINCT.
    seen: Option<Seen>,
}

/// What one thread aggregated.
pub(super) struct StatePart {
    kind: StateKind,
    seen: Option<Seen>,
}

enum StateKind {
    /// `count(*)` and `count(x)`.
    Count(Vec<i64>),
    /// `sum` and `avg`: integers here, everything else in `others`.
    Numbers {
        sums: Vec<i128>,
        counts: Vec<u64>,
        /// Empty until something else than an integer comes.
        others: Bulk<Box<dyn Accumulator>>,
    },
    /// `min` and `max`: the best so far.
    Extremes {
        bests: Bulk<Value>,
        better: Ordering,
    },
    /// What rows were matched by.
    Witnesses(WitnessGroups),
    /// Any other.
    Any(Bulk<Box<dyn Accumulator>>),
}

/// Values that were seen, by group.
struct Seen {
    /// Nodes of the only group there is.
    nodes: NodeSet,
    /// Groups and nodes, where there are several groups.
    pairs: FxHashSet<(u32, u32)>,
    /// All else, with the group in front.
    tuples: Groups,
    one_group: bool,
}

impl<'p> State<'p> {
    /// A state without groups. `one_group`: there will be only one.
    pub(super) fn new(call: &'p AggregateCall, one_group: bool) -> Self {
        let kind = match call.function.name {
            "count" => StateKind::Count(Vec::new()),
            "sum" | "avg" => StateKind::Numbers {
                sums: Vec::new(),
                counts: Vec::new(),
                others: Bulk::default(),
            },
            "min" => StateKind::Extremes {
                bests: Bulk::default(),
                better: Ordering::Less,
            },
            "max" => StateKind::Extremes {
                bests: Bulk::default(),
                better: Ordering::Greater,
            },
            name if name == WITNESSES.name => StateKind::Witnesses(WitnessGroups::default()),
            _ => StateKind::Any(Bulk::default()),
        };
        let seen = call.distinct.then(|| Seen {
            nodes: NodeSet::default(),
            pairs: FxHashSet::default(),
            tuples: Groups::new(call.args.len() + 1),
            one_group,
        });
        Self { call, kind, seen }
    }

    /// What was aggregated so far.
    pub(super) fn into_part(self) -> StatePart {
        StatePart {
            kind: self.kind,
            seen: self.seen,
        }
    }

    /// Takes what the only thread aggregated, in place of what is here.
    pub(super) fn adopt(&mut self, part: StatePart) {
        self.kind = part.kind;
        self.seen = part.seen;
    }

    /// Takes in what another thread aggregated; `numbers` are the numbers that its groups have here.
    pub(super) fn absorb(
        &mut self,
        part: StatePart,
        numbers: &[u32],
        host: &dyn Host,
    ) -> Result<()> {
        let call = self.call;
        let located = |problem: Diagnostic| problem.or_at(call.span);
        let (Some(seen), Some(other)) = (&mut self.seen, part.seen) else {
            return self.kind.absorb(call, part.kind, numbers).map_err(located);
        };
        let room = numbers.iter().max().map_or(0, |most| *most as usize + 1);
        // What was seen on several threads counts once.
        for (columns, groups) in other.rows() {
            let groups: Vec<u32> = groups
                .iter()
                .map(|group| numbers[*group as usize])
                .collect();
            let (rows, _) = seen.fresh(&columns, &groups);
            let columns: Vec<Column> = columns.iter().map(|column| column.gather(&rows)).collect();
            let groups: Vec<u32> = rows.iter().map(|row| groups[*row as usize]).collect();
            let rows = Rows::new(&groups, room);
            self.kind
                .take(call, &columns, &rows, None, host)
                .map_err(located)?;
        }
        Ok(())
    }

    /// Room for every group up to `len`.
    pub(super) fn make_room(&mut self, len: usize) {
        match &mut self.kind {
            StateKind::Count(counts) => counts.resize(len, 0),
            StateKind::Numbers {
                sums,
                counts,
                others,
            } => {
                sums.resize(len, 0);
                counts.resize(len, 0);
                if !others.is_empty() {
                    others.resize_with(len, self.call.function.start);
                }
            }
            StateKind::Extremes { bests, .. } => bests.resize(len, Value::Null),
            StateKind::Witnesses(groups) => groups.make_room(len),
            StateKind::Any(groups) => groups.resize_with(len, self.call.function.start),
        }
    }

    /// About the bytes that are asked for at once when `rows` more rows come.
    pub(super) fn growth(&self, rows: usize) -> usize {
        self.seen
            .as_ref()
            .map_or(0, |seen| seen.tuples.growth(rows))
    }

    /// Takes the rows of a batch, each into its group, as often as it stands. Gives a guess of the bytes now held beyond
    /// the states themselves.
    pub(super) fn take(
        &mut self,
        args: &[Column],
        rows: &Rows<'_>,
        times: Option<&[u64]>,
        host: &dyn Host,
    ) -> Result<usize> {
        let call = self.call;
        let located = |problem: Diagnostic| problem.or_at(call.span);
        let Some(seen) = &mut self.seen else {
            return self
                .kind
                .take(call, args, rows, times, host)
                .map_err(located);
        };
        let (fresh, bytes) = seen.fresh(args, rows.numbers());
        if fresh.len() == rows.numbers().len() && times.is_none() {
            return Ok(bytes
                + self
                    .kind
                    .take(call, args, rows, None, host)
                    .map_err(located)?);
        }
        let args: Vec<Column> = args.iter().map(|column| column.gather(&fresh)).collect();
        let numbers: Vec<u32> = fresh
            .iter()
            .map(|row| rows.numbers()[*row as usize])
            .collect();
        let rows = Rows::new(&numbers, rows.groups());
        Ok(bytes
            + self
                .kind
                .take(call, &args, &rows, None, host)
                .map_err(located)?)
    }

    /// The results of the groups `start..end`.
    pub(super) fn results(
        &mut self,
        start: usize,
        end: usize,
        interrupt: &Interrupt,
    ) -> Result<Column> {
        let call = self.call;
        let located = |problem: Diagnostic| problem.or_at(call.span);
        let mut column = ColumnBuilder::with_capacity(end - start);
        match &mut self.kind {
            StateKind::Count(counts) => {
                return Ok(Column::Integer(Typed::new(counts[start..end].to_vec())));
            }
            StateKind::Numbers {
                sums,
                counts,
                others,
            } => {
                for group in start..end {
                    let mut state =
                        aggregate_of_integers(call.function, sums[group], counts[group]);
                    if let Some(other) = others.get_mut(group) {
                        let other = std::mem::replace(other, (call.function.start)());
                        state.merge(other).map_err(located)?;
                    }
                    column.push(state.finish(interrupt).map_err(located)?);
                }
            }
            StateKind::Extremes { bests, .. } => {
                for best in &mut bests[start..end] {
                    column.push(std::mem::take(best));
                }
            }
            StateKind::Witnesses(groups) => {
                return Ok(Column::Value(Arc::new(groups.traces(start..end))));
            }
            StateKind::Any(groups) => {
                for state in &mut groups[start..end] {
                    column.push(state.finish(interrupt).map_err(located)?);
                }
            }
        }
        Ok(column.finish())
    }
}

impl Seen {
    /// All that was seen, as columns of arguments and the group of each row.
    fn rows(self) -> Vec<(Vec<Column>, Vec<u32>)> {
        let mut rows = Vec::new();
        let alone = self.nodes.members();
        if !alone.is_empty() {
            let groups = vec![0; alone.len()];
            rows.push((vec![Column::nodes(alone.to_vec())], groups));
        }
        if !self.pairs.is_empty() {
            let mut pairs: Vec<(u32, u32)> = self.pairs.into_iter().collect();
            pairs.sort_unstable();
            let (groups, nodes) = pairs.into_iter().unzip();
            rows.push((vec![Column::nodes(nodes)], groups));
        }
        if self.tuples.len() > 0 {
            let tuples: Vec<&[Value]> = (0..self.tuples.len())
                .map(|tuple| self.tuples.key(tuple))
                .collect();
            let groups = tuples.iter().map(|tuple| match tuple.first() {
                Some(Value::Integer(group)) => u32::try_from(*group).unwrap_or(0),
                _ => 0,
            });
            let groups = groups.collect();
            let width = tuples.first().map_or(1, |tuple| tuple.len());
            let columns = (1..width)
                .map(|place| {
                    let values = tuples.iter().map(|tuple| tuple[place].clone());
                    Column::from_values(values.collect())
                })
                .collect();
            rows.push((columns, groups));
        }
        rows
    }

    /// The rows that bring something new, ascending, and the bytes that remembering it takes.
    fn fresh(&mut self, columns: &[Column], numbers: &[u32]) -> (Vec<u32>, usize) {
        let mut rows = Vec::new();
        let rest = match columns {
            [Column::Node(nodes)] => {
                for (row, group) in numbers.iter().enumerate() {
                    if let Some(node) = nodes.get(row)
                        && self.node(*group, node)
                    {
                        rows.push(row as u32);
                    }
                }
                let bytes = self.node_bytes(rows.len());
                return (rows, bytes);
            }
            // Nodes are remembered as such, in whatever column they come.
            [column @ (Column::Value(_) | Column::Constant(..))] => {
                let mut rest = Vec::new();
                for (row, group) in numbers.iter().enumerate() {
                    match column.node(row) {
                        Some(node) if self.node(*group, node.0) => rows.push(row as u32),
                        Some(_) => {}
                        None => rest.push(row as u32),
                    }
                }
                (rest.len() < numbers.len()).then_some(rest)
            }
            _ => None,
        };
        let nodes = self.node_bytes(rows.len());
        let before = self.tuples.bytes();
        let groups = numbers.iter().map(|group| i64::from(*group)).collect();
        let mut tuples = vec![Column::Integer(Typed::new(groups))];
        tuples.extend_from_slice(columns);
        if let Some(rest) = &rest {
            tuples = tuples.iter().map(|column| column.gather(rest)).collect();
        }
        let count = rest.as_ref().map_or(numbers.len(), Vec::len);
        let mut known = self.tuples.len();
        let mut found = Vec::with_capacity(count);
        self.tuples.number(&tuples, count, &mut found);
        for (at, number) in found.iter().enumerate() {
            if *number as usize == known {
                known += 1;
                rows.push(rest.as_ref().map_or(at as u32, |rest| rest[at]));
            }
        }
        rows.sort_unstable();
        (rows, nodes + self.tuples.bytes() - before)
    }

    /// What remembering so many nodes more takes, room for what is to come included.
    fn node_bytes(&self, nodes: usize) -> usize {
        nodes * if self.one_group { 12 } else { 32 }
    }

    fn node(&mut self, group: u32, node: u32) -> bool {
        if self.one_group {
            self.nodes.insert(node)
        } else {
            self.pairs.insert((group, node))
        }
    }
}

impl StateKind {
    /// Takes in what another thread has of the same aggregate.
    fn absorb(&mut self, call: &AggregateCall, other: Self, numbers: &[u32]) -> Result<()> {
        let merge = |states: &mut Vec<Box<dyn Accumulator>>, others: Bulk<Box<dyn Accumulator>>| {
            for (group, other) in numbers.iter().zip(others.into_vec()) {
                states[*group as usize].merge(other)?;
            }
            Ok(())
        };
        match (self, other) {
            (Self::Count(counts), Self::Count(more)) => {
                let column = Column::Integer(Typed::new(more.clone()));
                let times: Vec<u64> = more.iter().map(|count| (*count).unsigned_abs()).collect();
                count(counts, Some(&column), numbers, Some(&times))
            }
            (
                Self::Numbers {
                    sums,
                    counts,
                    others,
                },
                Self::Numbers {
                    sums: more,
                    counts: again,
                    others: rest,
                },
            ) => {
                for ((group, sum), count) in numbers.iter().zip(more).zip(again) {
                    let group = *group as usize;
                    sums[group] = sums[group].saturating_add(sum);
                    counts[group] += count;
                }
                if !rest.is_empty() && others.is_empty() {
                    others.resize_with(sums.len(), call.function.start);
                }
                merge(others, rest)
            }
            (Self::Extremes { bests, better }, Self::Extremes { bests: more, .. }) => {
                for (group, value) in numbers.iter().zip(more.into_vec()) {
                    offer(&mut bests[*group as usize], *better, value);
                }
                Ok(())
            }
            (Self::Witnesses(groups), Self::Witnesses(more)) => {
                groups.absorb(&more, numbers);
                Ok(())
            }
            (Self::Any(groups), Self::Any(more)) => merge(groups, more),
            _ => Err(Diagnostic::new(
                Code::Internal,
                "two different aggregates cannot be put together",
            )),
        }
    }

    fn take(
        &mut self,
        call: &AggregateCall,
        columns: &[Column],
        rows: &Rows<'_>,
        times: Option<&[u64]>,
        host: &dyn Host,
    ) -> Result<usize> {
        let numbers = rows.numbers();
        match self {
            Self::Count(counts) => {
                if times.is_none()
                    && columns.first().is_none_or(Column::is_full)
                    && let Some(here) = rows.counts()
                {
                    for (count, here) in counts.iter_mut().zip(here) {
                        *count += here;
                    }
                    return Ok(0);
                }
                count(counts, columns.first(), numbers, times).map(|()| 0)
            }
            Self::Numbers {
                sums,
                counts,
                others,
            } => {
                match columns {
                    [Column::Integer(all)] if all.validity().is_none() && times.is_none() => {
                        if let (Some(more), Some(here)) = (rows.sums(all.values()), rows.counts()) {
                            for ((sum, count), (more, here)) in
                                sums.iter_mut().zip(counts).zip(more.iter().zip(here))
                            {
                                *sum = sum.saturating_add(i128::from(*more));
                                *count += here.unsigned_abs();
                            }
                            return Ok(0);
                        }
                        for (value, group) in all.values().iter().zip(numbers) {
                            let group = *group as usize;
                            sums[group] = sums[group].saturating_add(i128::from(*value));
                            counts[group] += 1;
                        }
                        return Ok(0);
                    }
                    [Column::Integer(all)] => {
                        for (row, group) in numbers.iter().enumerate() {
                            if let Some(value) = all.get(row) {
                                let times = times.map_or(1, |times| times[row]);
                                let group = *group as usize;
                                sums[group] = sums[group]
                                    .saturating_add(i128::from(value) * i128::from(times));
                                counts[group] += times;
                            }
                        }
                        return Ok(0);
                    }
                    [Column::Constant(Value::Null, _)] => return Ok(0),
                    _ => {}
                }
                if others.is_empty() {
                    others.resize_with(sums.len(), call.function.start);
                }
                one_by_one(others, columns, numbers, times)
            }
            Self::Extremes { bests, better } => {
                extremes(bests, *better, columns, rows);
                Ok(0)
            }
            Self::Witnesses(groups) => {
                let bytes = columns.iter().map(Column::bytes).sum();
                if bytes > LARGE {
                    host.room(bytes)?;
                }
                witnessed(groups, columns, numbers);
                Ok(bytes)
            }
            Self::Any(groups) => {
                // What collects values holds all of them.
                let holds =
                    call.function.name == "collect" || call.function.name.starts_with("percentile");
                if !holds {
                    return one_by_one(groups, columns, numbers, times);
                }
                hold(groups, columns, numbers, times, host)
            }
        }
    }
}

fn count(
    counts: &mut [i64],
    column: Option<&Column>,
    numbers: &[u32],
    times: Option<&[u64]>,
) -> Result<()> {
    let there = |row: usize| column.is_none_or(|column| !column.is_null(row));
    let Some(times) = times else {
        if column.is_none_or(Column::is_full) {
            for group in numbers {
                counts[*group as usize] += 1;
            }
            return Ok(());
        }
        for (row, group) in numbers.iter().enumerate() {
            counts[*group as usize] += i64::from(there(row));
        }
        return Ok(());
    };
    for (row, group) in numbers.iter().enumerate() {
        if there(row) {
            let count = &mut counts[*group as usize];
            let sum = i64::try_from(times[row]).ok();
            *count = sum
                .and_then(|times| count.checked_add(times))
                .ok_or_else(|| {
                    Diagnostic::new(Code::ArithmeticOverflow, "the count does not fit 64 bits")
                })?;
        }
    }
    Ok(())
}

fn witnessed(groups: &mut WitnessGroups, columns: &[Column], numbers: &[u32]) {
    for (row, group) in numbers.iter().enumerate() {
        for column in columns {
            match column {
                Column::Relationship(all) => {
                    if let Some(relationship) = all.get(row) {
                        groups.add(*group, Witness::Relationship(relationship));
                    }
                }
                Column::Trail(all) => {
                    for relationship in all.trail(row).unwrap_or_default() {
                        groups.add(*group, Witness::Relationship(*relationship));
                    }
                }
                Column::Value(all) => groups.add_all(*group, &all[row]),
                other => groups.add_all(*group, &other.get(row)),
            }
        }
    }
}

fn one_by_one(
    states: &mut [Box<dyn Accumulator>],
    columns: &[Column],
    numbers: &[u32],
    times: Option<&[u64]>,
) -> Result<usize> {
    let mut values: Vec<Value> = Vec::with_capacity(columns.len());
    for (row, group) in numbers.iter().enumerate() {
        values.clear();
        values.extend(columns.iter().map(|column| column.get(row)));
        states[*group as usize].push(&values, times.map_or(1, |times| times[row]))?;
    }
    Ok(0)
}

/// As [`one_by_one`], into states that hold what they take. Gives the bytes held for it.
fn hold(
    states: &mut [Box<dyn Accumulator>],
    columns: &[Column],
    numbers: &[u32],
    times: Option<&[u64]>,
    host: &dyn Host,
) -> Result<usize> {
    let mut values: Vec<Value> = Vec::with_capacity(columns.len());
    let (mut bytes, mut asked) = (0_usize, 0_usize);
    for (row, group) in numbers.iter().enumerate() {
        values.clear();
        values.extend(columns.iter().map(|column| column.get(row)));
        let state = &mut states[*group as usize];
        let times = times.map_or(1, |times| times[row]);
        let growth = state.growth(times);
        if bytes.saturating_add(growth) > asked + LARGE {
            asked = bytes.saturating_add(growth);
            host.room(asked)?;
        }
        let before = state.bytes();
        state.push(&values, times)?;
        let beside = values.first().map_or(0, value_bytes) - size_of::<Value>();
        bytes += beside + state.bytes() - before;
    }
    Ok(bytes)
}

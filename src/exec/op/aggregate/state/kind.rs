//! How each kind of aggregate keeps what it has of all groups: typed where values come typed, an accumulator per group
//! elsewhere.
//!
//! In: columns of arguments and the group of each row, and what another thread has. Out: the result of each group. Knows
//! nothing of DISTINCT, nor of where the call stands.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use super::super::rows::Rows;
use super::extremes::{extremes, offer};
use super::plain::Plain;
use super::{accumulators, counts, numbers, witnesses};
use crate::column::{Column, ColumnBuilder};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::function::{
    Accumulator, AggregateFunction, Host, WITNESSES, WitnessGroups, aggregate_of_integers,
};
use crate::semantics::checked::AggregateCall;
use crate::value::Value;
use crate::value::bulk::{self, Bulk, Look};
use crate::value::pace::{Pace, Watched};

/// More bytes of values ask for room before they are collected.
pub(super) const LARGE: usize = 1 << 16;

/// Groups between looks at whether to go on.
const STRETCH: usize = 1 << 14;

/// What an aggregate has of each group, as its kind keeps it.
pub(super) enum Kind {
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

impl Kind {
    /// The kind of an aggregate, without groups.
    pub(super) fn new(function: &AggregateFunction) -> Self {
        match function.name {
            "count" => Self::Count(Vec::new()),
            "sum" | "avg" => Self::Numbers {
                sums: Vec::new(),
                counts: Vec::new(),
                others: Bulk::default(),
            },
            "min" => Self::Extremes {
                bests: Bulk::default(),
                better: Ordering::Less,
            },
            "max" => Self::Extremes {
                bests: Bulk::default(),
                better: Ordering::Greater,
            },
            name if name == WITNESSES.name => Self::Witnesses(WitnessGroups::default()),
            _ => Self::Any(Bulk::default()),
        }
    }

    /// Room for every group up to `len`; `look` tells meanwhile whether to go on.
    pub(super) fn make_room(
        &mut self,
        call: &AggregateCall,
        len: usize,
        look: Look<'_>,
    ) -> Result<()> {
        match self {
            Self::Count(counts) => bulk::lengthen(counts, len, || 0, look),
            Self::Numbers {
                sums,
                counts,
                others,
            } => {
                bulk::lengthen(sums, len, || 0, look)?;
                bulk::lengthen(counts, len, || 0, look)?;
                if others.is_empty() {
                    return Ok(());
                }
                bulk::lengthen(others, len, call.function.start, look)
            }
            Self::Extremes { bests, .. } => bulk::lengthen(bests, len, || Value::Null, look),
            Self::Witnesses(groups) => groups.make_room(len, look),
            Self::Any(groups) => bulk::lengthen(groups, len, call.function.start, look),
        }
    }

    /// Takes in what another thread has of the same aggregate, a stretch of groups at a time.
    pub(super) fn absorb(
        &mut self,
        call: &AggregateCall,
        other: Self,
        numbers: &[u32],
        interrupt: &Interrupt,
    ) -> Result<()> {
        let mut pace = Watched::new(|| interrupt.check());
        let merge = |states: &mut Vec<Box<dyn Accumulator>>, others: Bulk<Box<dyn Accumulator>>| {
            let mut pace = Watched::new(|| interrupt.check());
            bulk::each(others.into_vec(), |at, other| {
                pace.step()?;
                states[numbers[at] as usize].merge(other, interrupt)
            })
        };
        match (self, other) {
            (Self::Count(counts), Self::Count(more)) => {
                let more = more.chunks(STRETCH);
                for (numbers, more) in numbers.chunks(STRETCH).zip(more) {
                    interrupt.check()?;
                    counts::absorb(counts, more, numbers)?;
                }
                Ok(())
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
                    pace.step()?;
                    let group = *group as usize;
                    sums[group] = sums[group].saturating_add(sum);
                    counts[group] += count;
                }
                if !rest.is_empty() && others.is_empty() {
                    let look: Look<'_> = &mut || interrupt.check();
                    bulk::lengthen(others, sums.len(), call.function.start, look)?;
                }
                merge(others, rest)
            }
            (Self::Extremes { bests, better }, Self::Extremes { bests: more, .. }) => {
                bulk::each(more.into_vec(), |at, value| {
                    pace.step()?;
                    offer(&mut bests[numbers[at] as usize], *better, value);
                    Ok(())
                })
            }
            (Self::Witnesses(groups), Self::Witnesses(more)) => {
                groups.absorb(&more, numbers, &mut pace)
            }
            (Self::Any(groups), Self::Any(more)) => merge(groups, more),
            _ => Err(Diagnostic::new(
                Code::Internal,
                "two different aggregates cannot be put together",
            )),
        }
    }

    /// Takes rows, each into its group, as often as it stands. Gives a guess of the bytes now held beyond the states
    /// themselves.
    pub(super) fn take(
        &mut self,
        call: &AggregateCall,
        columns: &[Column],
        rows: &Rows<'_>,
        times: Option<&[u64]>,
        host: &dyn Host,
    ) -> Result<usize> {
        let numbers = rows.numbers();
        match self {
            Self::Count(counts) => counts::add(counts, columns.first(), rows, times).map(|()| 0),
            Self::Numbers {
                sums,
                counts,
                others,
            } => {
                if numbers::add(sums, counts, columns, rows, times) {
                    return Ok(0);
                }
                if others.is_empty() {
                    let look: Look<'_> = &mut || host.room(0);
                    bulk::lengthen(others, sums.len(), call.function.start, look)?;
                }
                accumulators::push(others, columns, numbers, times)
            }
            Self::Extremes { bests, better } => {
                extremes(bests, *better, columns, rows);
                Ok(0)
            }
            Self::Witnesses(groups) => {
                // A witness takes at least so much of a column.
                let most = columns.iter().map(Column::bytes).sum::<usize>() / size_of::<u32>();
                let growth = groups.growth(most);
                if growth > LARGE {
                    host.room(growth)?;
                }
                let before = groups.bytes();
                witnesses::add(groups, columns, numbers);
                Ok(groups.bytes() - before)
            }
            Self::Any(groups) => {
                // What collects values holds all of them.
                let holds =
                    call.function.name == "collect" || call.function.name.starts_with("percentile");
                if !holds {
                    return accumulators::push(groups, columns, numbers, times);
                }
                accumulators::hold(groups, columns, numbers, times, host)
            }
        }
    }

    /// What the results can be read from by anybody; `None` where accumulators are asked for them.
    pub(super) fn plain<'a>(&'a self, call: &'a AggregateCall) -> Option<Plain<'a>> {
        match self {
            Self::Count(counts) => Some(Plain::Counts(counts)),
            Self::Numbers {
                sums,
                counts,
                others,
            } => others.is_empty().then_some(Plain::Sums {
                function: call.function,
                sums,
                counts,
            }),
            Self::Extremes { bests, .. } => Some(Plain::Extremes(bests)),
            Self::Witnesses(_) | Self::Any(_) => None,
        }
    }

    /// The results of the groups of a range.
    pub(super) fn results(
        &mut self,
        call: &AggregateCall,
        range: Range<usize>,
        interrupt: &Interrupt,
    ) -> Result<Column> {
        if let Some(plain) = self.plain(call) {
            return plain.results(range, interrupt);
        }
        let mut column = ColumnBuilder::with_capacity(range.len());
        match self {
            Self::Numbers {
                sums,
                counts,
                others,
            } => {
                for group in range {
                    let mut state =
                        aggregate_of_integers(call.function, sums[group], counts[group]);
                    if let Some(other) = others.get_mut(group) {
                        let other = std::mem::replace(other, (call.function.start)());
                        state.merge(other, interrupt)?;
                    }
                    column.push(state.finish(interrupt)?);
                }
            }
            Self::Count(_) | Self::Extremes { .. } => {}
            Self::Witnesses(groups) => {
                return Ok(Column::Value(Arc::new(groups.traces(range))));
            }
            Self::Any(groups) => {
                for state in &mut groups[range] {
                    column.push(state.finish(interrupt)?);
                }
            }
        }
        Ok(column.finish())
    }
}

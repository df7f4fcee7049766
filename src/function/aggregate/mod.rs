//! Aggregates: from the values of many rows to one.
//!
//! In: values, each with how often it stands. Out: one value per group. DISTINCT is not known here: who counts only
//! different values hands each of them over once.

mod average;
mod collect;
mod count;
mod deviation;
mod extremes;
mod percentile;
mod sum;
mod witnesses;

use std::any::Any;

pub(crate) use extremes::improves;
pub(crate) use witnesses::WitnessGroups;
pub use witnesses::{WITNESSES, Witness, Witnesses, witnesses};

use super::{Accepts, AggregateFunction, Argument};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::value::bulk::Look;
use crate::value::{Kind, Value};

/// The state of one aggregate for one group.
pub trait Accumulator: Send {
    /// Takes the arguments of one row, which stands `times` times (at least once).
    fn push(&mut self, arguments: &[Value], times: u64) -> Result<()>;
    /// Takes in the state of another part of the same group. `other` was made by the same function. What takes long looks at
    /// `interrupt`; when that stops it, the state is of no more use.
    fn merge(&mut self, other: Box<dyn Accumulator>, interrupt: &Interrupt) -> Result<()>;
    /// The result. The state is used up. What takes long looks at `interrupt`.
    fn finish(&mut self, interrupt: &Interrupt) -> Result<Value>;
    /// Bytes held beside the state itself, room for what is to come included.
    fn bytes(&self) -> usize {
        0
    }
    /// Bytes that are asked for at once when a value is pushed `times` times.
    fn growth(&self, _times: u64) -> usize {
        0
    }
    /// Makes room for a value that is pushed `times` times, where that takes long: `look` is asked meanwhile whether to go on;
    /// when it fails, the state is of no more use.
    fn make_room(&mut self, _times: u64, _look: Look<'_>) -> Result<()> {
        Ok(())
    }
    /// For `merge`: the state itself.
    fn into_any(self: Box<Self>) -> Box<dyn Any>;
}

const VALUE: &[Argument] = &[Argument::needed("value", Accepts::ANY)];
const NUMBER: &[Argument] = &[Argument::needed("number", Accepts::NUMBER)];
const MEASURE: &[Argument] = &[Argument::needed(
    "number",
    Accepts::NUMBER.or(Accepts::DURATION),
)];
const PERCENTILE: &[Argument] = &[
    Argument::needed("number", Accepts::NUMBER),
    Argument::needed("percentile", Accepts::NUMBER),
];

/// All aggregates. `count(*)` is `count` without an argument.
pub const ALL: &[AggregateFunction] = &[
    AggregateFunction {
        name: "count",
        aliases: &[],
        arguments: &[Argument::optional("value", Accepts::ANY)],
        result: |_| Kind::Integer,
        doc: "Counts the values that are not null; count(*) counts rows.",
        example: "count(n.name)",
        start: || Box::new(count::Count::default()),
    },
    AggregateFunction {
        name: "sum",
        aliases: &[],
        arguments: MEASURE,
        result: |kinds| match kinds {
            [kind @ (Kind::Integer | Kind::Float | Kind::Duration)] => kind.clone(),
            [Kind::Number] => Kind::Number,
            _ => Kind::Any,
        },
        doc: "Adds numbers or durations; 0 when there are none.",
        example: "sum(n.price)",
        start: || Box::new(sum::Sum::default()),
    },
    AggregateFunction {
        name: "avg",
        aliases: &[],
        arguments: MEASURE,
        result: |kinds| match kinds {
            [Kind::Integer | Kind::Float | Kind::Number] => Kind::Float,
            [Kind::Duration] => Kind::Duration,
            _ => Kind::Any,
        },
        doc: "Gives the average of numbers or durations; null when there are none.",
        example: "avg(n.price)",
        start: || Box::new(average::Average::default()),
    },
    AggregateFunction {
        name: "min",
        aliases: &[],
        arguments: VALUE,
        result: first_kind,
        doc: "Gives the first value in the order of all values; null when there are none.",
        example: "min(n.price)",
        start: || Box::new(extremes::Extreme::least()),
    },
    AggregateFunction {
        name: "max",
        aliases: &[],
        arguments: VALUE,
        result: first_kind,
        doc: "Gives the last value in the order of all values; null when there are none.",
        example: "max(n.price)",
        start: || Box::new(extremes::Extreme::greatest()),
    },
    AggregateFunction {
        name: "collect",
        aliases: &[],
        arguments: VALUE,
        result: |kinds| Kind::List(Box::new(first_kind(kinds))),
        doc: "Gathers the values that are not null into a list.",
        example: "collect(n.name)",
        start: || Box::new(collect::Collect::default()),
    },
    AggregateFunction {
        name: "percentileDisc",
        aliases: &["percentile_disc"],
        arguments: PERCENTILE,
        result: first_kind,
        doc: "Gives the value at a percentile (0.0 to 1.0), one that occurs.",
        example: "percentileDisc(n.price, 0.5)",
        start: || Box::new(percentile::Percentile::discrete()),
    },
    AggregateFunction {
        name: "percentileCont",
        aliases: &["percentile_cont"],
        arguments: PERCENTILE,
        result: |_| Kind::Float,
        doc: "Gives the value at a percentile (0.0 to 1.0), between two where it falls between them.",
        example: "percentileCont(n.price, 0.5)",
        start: || Box::new(percentile::Percentile::continuous()),
    },
    AggregateFunction {
        name: "stDev",
        aliases: &["stddev_samp"],
        arguments: NUMBER,
        result: |_| Kind::Float,
        doc: "Gives the standard deviation of a sample; 0.0 for fewer than two values.",
        example: "stDev(n.price)",
        start: || Box::new(deviation::Deviation::of_sample()),
    },
    AggregateFunction {
        name: "stDevP",
        aliases: &["stddev_pop"],
        arguments: NUMBER,
        result: |_| Kind::Float,
        doc: "Gives the standard deviation of a whole population; 0.0 when there are no values.",
        example: "stDevP(n.price)",
        start: || Box::new(deviation::Deviation::of_population()),
    },
];

/// The state of `sum` or `avg` after `count` integers that add up to `sum`; a fresh state of any other aggregate.
pub fn of_integers(function: &AggregateFunction, sum: i128, count: u64) -> Box<dyn Accumulator> {
    match function.name {
        "sum" => Box::new(sum::Sum::of_integers(sum, count > 0)),
        "avg" => Box::new(average::Average::of_integers(sum, count)),
        _ => (function.start)(),
    }
}

/// The result of [`of_integers`].
///
/// # Errors
/// `Code::ArithmeticOverflow` when it does not fit.
pub(crate) fn result_of_integers(
    function: &AggregateFunction,
    sum: i128,
    count: u64,
    interrupt: &Interrupt,
) -> Result<Value> {
    match function.name {
        "sum" => sum::Sum::of_integers(sum, count > 0).finish(interrupt),
        "avg" => average::Average::of_integers(sum, count).finish(interrupt),
        _ => (function.start)().finish(interrupt),
    }
}

/// The bytes that a vector asks for when `times` more elements come.
fn vec_growth<T>(vec: &Vec<T>, times: u64) -> usize {
    let more = usize::try_from(times).unwrap_or(usize::MAX);
    let len = vec.len().saturating_add(more);
    if len > vec.capacity() {
        len.max(2 * vec.capacity()).saturating_mul(size_of::<T>())
    } else {
        0
    }
}

fn first_kind(kinds: &[Kind]) -> Kind {
    kinds.first().cloned().unwrap_or(Kind::Any)
}

/// The other part of a group, as the type that was merged into.
fn same<T: 'static>(other: Box<dyn Accumulator>) -> Result<T> {
    other
        .into_any()
        .downcast::<T>()
        .map(|state| *state)
        .map_err(|_| Diagnostic::new(Code::Internal, "two different aggregates cannot be merged"))
}

/// The diagnostic for a value an aggregate cannot take.
fn wrong(value: &Value, needed: &str) -> Diagnostic {
    Diagnostic::new(
        Code::InvalidArgumentValue,
        format!(
            "the aggregated value must be {needed}, not of type {}",
            value.kind()
        ),
    )
}

#[cfg(test)]
mod tests;

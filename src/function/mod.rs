//! What may be called in an expression: scalar functions and aggregates, each declared once.
//!
//! One declaration (name, arguments, result, sentence, example, code) feeds the checker, the evaluator, the help and
//! the documents. In: values and a [`Host`] that answers questions about the graph. Out: a value. A function never
//! sees a query, a row or a variable.
//!
//! Rules for writing one: `null` in gives `null` out unless the documentation says otherwise; an argument the
//! checker could refuse is still checked when called, because its kind may have been unknown; a function that is
//! not [`Volatility::Pure`] says so.

pub mod aggregate;
mod host;
pub(crate) mod long_text;
mod registry;
pub(crate) mod room;
pub mod scalar;
mod signature;

pub use aggregate::{
    Accumulator, WITNESSES, Witness, Witnesses, of_integers as aggregate_of_integers, witnesses,
};
pub(crate) use aggregate::{WitnessGroups, improves, result_of_integers};
pub use host::Host;
pub use registry::{aggregates, find_aggregate, find_scalar, nearest, scalars};
pub use signature::{
    Accepts, AggregateFunction, Argument, Call, ResultKind, ScalarFunction, SharedBy, Volatility,
};

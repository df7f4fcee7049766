//! Scalar functions: from values to a value, one file per family.

mod argument;
mod cast;
mod entity;
mod list;
mod map;
mod math;
mod path;
mod predicate;
mod provenance;
mod round;
pub mod temporal;
#[cfg(test)]
mod tests;
mod text;

use super::ScalarFunction;

/// All families, each a table.
pub const FAMILIES: &[&[ScalarFunction]] = &[
    cast::ALL,
    entity::ALL,
    list::ALL,
    map::ALL,
    math::ALL,
    path::ALL,
    predicate::ALL,
    provenance::ALL,
    temporal::ALL,
    text::ALL,
];

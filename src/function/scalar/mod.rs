//! Scalar functions: from values to a value, one file per family.

pub mod temporal;

use super::ScalarFunction;

/// All families, each a table.
pub const FAMILIES: &[&[ScalarFunction]] = &[temporal::ALL];

//! Scalar functions: from values to a value, one file per family.

use super::ScalarFunction;

/// All families, each a table.
pub const FAMILIES: &[&[ScalarFunction]] = &[];

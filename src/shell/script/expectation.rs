//! What a script expects of a statement. Knows nothing of how it is compared.

use std::ops::Range;

/// What is expected, and where it stands in the script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expectation {
    /// What is expected.
    pub expected: Expected,
    /// From the start of the directive's line to the end of the table's last line.
    pub place: Range<usize>,
}

/// What is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// These columns and rows.
    Rows {
        /// Must the rows come in this order?
        ordered: bool,
        /// The names of the columns; none for a statement that returns nothing.
        columns: Vec<String>,
        /// The cells of each row.
        rows: Vec<Vec<String>>,
    },
    /// A failure with this detail.
    Error(String),
}

//! What a statement gives: rows, what it changed, how long it took.
//!
//! Knows nothing of how it came about.

use std::ops::Deref;
use std::time::Duration;

use crate::graph::Counters;
use crate::value::ResultSet;

/// How long a statement took.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Timing {
    /// From text to plan.
    pub plan: Duration,
    /// From plan to last row, commit included.
    pub execute: Duration,
}

/// What is known of a statement beside its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// What it changed.
    pub counters: Counters,
    /// How long it took.
    pub timing: Timing,
    /// What a reader of the answer should know, in sentences: dates that could not be used, conditions that are not
    /// cited. Mostly empty.
    pub notices: Vec<String>,
}

/// A whole answer. Columns and rows are those of its [`ResultSet`].
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Columns and rows.
    pub rows: ResultSet,
    /// What was changed, and how long it took.
    pub summary: Summary,
}

impl Deref for Answer {
    type Target = ResultSet;

    fn deref(&self) -> &ResultSet {
        &self.rows
    }
}

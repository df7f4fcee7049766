//! Relationships that a pattern has bound already and must not bind again.

use crate::column::{Batch, Column, TrailColumn};
use crate::semantics::checked::VarId;
use crate::value::{RelId, Value};

/// The columns of relationships, or lists of them, that a new relationship must differ from.
pub(super) struct DistinctFrom(Vec<Taken>);

enum Taken {
    Single(Column),
    Lists(Column),
    Trails(TrailColumn),
}

impl DistinctFrom {
    pub(super) fn new(batch: &Batch, variables: &[VarId]) -> Self {
        let columns = variables
            .iter()
            .filter_map(|variable| batch.column(variable.index()).cloned());
        Self(
            columns
                .map(|column| match &column {
                    Column::Trail(trails) => Taken::Trails(trails.clone()),
                    Column::Value(_) | Column::Constant(Value::List(_), _) => Taken::Lists(column),
                    _ => Taken::Single(column),
                })
                .collect(),
        )
    }

    /// Is there nothing to differ from?
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Is the relationship taken in this row?
    #[inline]
    pub(super) fn has(&self, row: usize, relationship: RelId) -> bool {
        self.0.iter().any(|taken| match taken {
            Taken::Single(column) => column.relationship(row) == Some(relationship),
            Taken::Lists(Column::Value(all)) => is_in(&all[row], relationship),
            Taken::Lists(Column::Constant(value, _)) => is_in(value, relationship),
            Taken::Lists(_) => false,
            Taken::Trails(all) => all
                .trail(row)
                .is_some_and(|trail| trail.contains(&relationship)),
        })
    }
}

fn is_in(value: &Value, relationship: RelId) -> bool {
    match value {
        Value::Relationship(other) => other.id == relationship,
        Value::List(items) => items.iter().any(|item| is_in(item, relationship)),
        _ => false,
    }
}

/// Relationships as a list value.
pub(super) fn as_list(relationships: impl Iterator<Item = RelId>) -> Value {
    Value::List(relationships.map(Value::from).collect())
}

/// The relationships in a list value; `None` when it is no list of relationships.
pub(super) fn from_list(value: &Value) -> Option<Vec<RelId>> {
    let Value::List(items) = value else {
        return None;
    };
    items
        .iter()
        .map(|item| match item {
            Value::Relationship(relationship) => Some(relationship.id),
            _ => None,
        })
        .collect()
}

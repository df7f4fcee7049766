//! Typed vectors of values, and batches of rows made of them.
//!
//! In: values, one at a time or many of one type. Out: [`Column`]s, which clone in O(1), and [`Batch`]es. Knows
//! nothing of graphs, expressions or operators.

mod batch;
mod bitmap;
mod builder;
mod consecutive;
mod moment;
mod text;
mod trail;
mod typed;

use std::sync::Arc;

pub use batch::{BATCH_ROWS, Batch};
pub use bitmap::Bitmap;
pub use builder::ColumnBuilder;
pub(crate) use consecutive::are_consecutive;
pub use moment::MomentColumn;
pub use text::{Form, Place, Stretch, Strings, TextColumn};
pub use trail::{TrailBuilder, TrailColumn};
pub use typed::Typed;

use crate::diagnostic::{Interrupt, Result};
use crate::value::{Extent, NodeId, RelId, Value};

/// The values of one variable, one per row. A clone is O(1).
#[derive(Debug, Clone)]
pub enum Column {
    /// Nodes by number.
    Node(Typed<u32>),
    /// Relationships by id.
    Relationship(Typed<RelId>),
    /// Integers.
    Integer(Typed<i64>),
    /// Floats.
    Float(Typed<f64>),
    /// Booleans.
    Boolean(Typed<bool>),
    /// Strings that stay where they are stored.
    Text(TextColumn),
    /// Date-times of one zone.
    Moment(MomentColumn),
    /// Lists of relationships.
    Trail(TrailColumn),
    /// Values of any type, `null` among them.
    Value(Arc<Vec<Value>>),
    /// The same value in every row, and how many rows.
    Constant(Value, usize),
}

impl Column {
    /// Nodes, none of them missing.
    pub fn nodes(ids: Vec<u32>) -> Self {
        Self::Node(Typed::new(ids))
    }
    /// Relationships, none of them missing.
    pub fn relationships(ids: Vec<RelId>) -> Self {
        Self::Relationship(Typed::new(ids))
    }
    /// Values as they come; a type they share is found out.
    pub fn from_values(values: Vec<Value>) -> Self {
        let mut builder = ColumnBuilder::with_capacity(values.len());
        for value in values {
            builder.push(value);
        }
        builder.finish()
    }
    /// `rows` times `null`.
    pub fn nulls(rows: usize) -> Self {
        Self::Constant(Value::Null, rows)
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Node(all) => all.len(),
            Self::Relationship(all) => all.len(),
            Self::Integer(all) => all.len(),
            Self::Float(all) => all.len(),
            Self::Boolean(all) => all.len(),
            Self::Text(all) => all.ids().len(),
            Self::Moment(all) => all.seconds().len(),
            Self::Trail(all) => all.len(),
            Self::Value(all) => all.len(),
            Self::Constant(_, rows) => *rows,
        }
    }
    /// Are there no rows?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a row.
    pub fn get(&self, row: usize) -> Value {
        match self {
            Self::Node(all) => all
                .get(row)
                .map_or(Value::Null, |id| Value::from(NodeId(id))),
            Self::Relationship(all) => all.get(row).map_or(Value::Null, Value::from),
            Self::Integer(all) => all.get(row).map_or(Value::Null, Value::Integer),
            Self::Float(all) => all.get(row).map_or(Value::Null, Value::Float),
            Self::Boolean(all) => all.get(row).map_or(Value::Null, Value::Boolean),
            Self::Text(all) => all.get(row),
            Self::Moment(all) => all.get(row),
            Self::Trail(all) => all.get(row),
            Self::Value(all) => all[row].clone(),
            Self::Constant(value, _) => value.clone(),
        }
    }
    /// Is the value of a row `null`?
    pub fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Node(all) => !all.is_valid(row),
            Self::Relationship(all) => !all.is_valid(row),
            Self::Integer(all) => !all.is_valid(row),
            Self::Float(all) => !all.is_valid(row),
            Self::Boolean(all) => !all.is_valid(row),
            Self::Text(all) => !all.ids().is_valid(row),
            Self::Moment(all) => !all.seconds().is_valid(row),
            Self::Trail(all) => !all.is_valid(row),
            Self::Value(all) => all[row].is_null(),
            Self::Constant(value, _) => value.is_null(),
        }
    }
    /// Is it certain, without looking at rows, that none of them is `null`? O(1).
    pub fn is_full(&self) -> bool {
        match self {
            Self::Node(all) => all.validity().is_none(),
            Self::Relationship(all) => all.validity().is_none(),
            Self::Integer(all) => all.validity().is_none(),
            Self::Float(all) => all.validity().is_none(),
            Self::Boolean(all) => all.validity().is_none(),
            Self::Text(all) => all.ids().validity().is_none(),
            Self::Moment(all) => all.seconds().validity().is_none(),
            Self::Value(_) | Self::Trail(_) => false,
            Self::Constant(value, _) => !value.is_null(),
        }
    }
    /// The node of a row; `None` when it holds something else or nothing.
    #[inline]
    pub fn node(&self, row: usize) -> Option<NodeId> {
        match self {
            Self::Node(all) => all.get(row).map(NodeId),
            Self::Value(all) => node_of(&all[row]),
            Self::Constant(value, _) => node_of(value),
            _ => None,
        }
    }
    /// The relationship of a row; `None` when it holds something else or nothing.
    #[inline]
    pub fn relationship(&self, row: usize) -> Option<RelId> {
        match self {
            Self::Relationship(all) => all.get(row),
            Self::Value(all) => relationship_of(&all[row]),
            Self::Constant(value, _) => relationship_of(value),
            _ => None,
        }
    }

    /// The rows named, in the order named. O(rows).
    #[must_use]
    pub fn gather(&self, rows: &[u32]) -> Self {
        match self {
            Self::Node(all) => Self::Node(all.gather(rows)),
            Self::Relationship(all) => Self::Relationship(all.gather(rows)),
            Self::Integer(all) => Self::Integer(all.gather(rows)),
            Self::Float(all) => Self::Float(all.gather(rows)),
            Self::Boolean(all) => Self::Boolean(all.gather(rows)),
            Self::Text(all) => Self::Text(all.gather(rows)),
            Self::Moment(all) => Self::Moment(all.gather(rows)),
            Self::Trail(all) => Self::Trail(all.gather(rows)),
            Self::Value(all) => Self::Value(Arc::new(
                rows.iter().map(|&row| all[row as usize].clone()).collect(),
            )),
            Self::Constant(value, _) => Self::Constant(value.clone(), rows.len()),
        }
    }

    /// One row, `rows` times. O(1).
    #[must_use]
    pub fn broadcast(&self, row: usize, rows: usize) -> Self {
        Self::Constant(self.get(row), rows)
    }

    /// The same, with `null` where `valid` has no bit.
    #[must_use]
    pub fn masked(self, valid: &Bitmap) -> Self {
        match self {
            Self::Node(all) => Self::Node(all.masked(valid)),
            Self::Relationship(all) => Self::Relationship(all.masked(valid)),
            Self::Integer(all) => Self::Integer(all.masked(valid)),
            Self::Float(all) => Self::Float(all.masked(valid)),
            Self::Boolean(all) => Self::Boolean(all.masked(valid)),
            Self::Text(all) => Self::Text(all.masked(valid)),
            Self::Moment(all) => Self::Moment(all.masked(valid)),
            Self::Trail(all) => Self::Trail(all.masked(valid)),
            Self::Value(mut all) => {
                for (row, value) in Arc::make_mut(&mut all).iter_mut().enumerate() {
                    if !valid.get(row) {
                        *value = Value::Null;
                    }
                }
                Self::Value(all)
            }
            Self::Constant(Value::Null, rows) => Self::nulls(rows),
            Self::Constant(value, rows) => Self::from_values(
                (0..rows)
                    .map(|row| {
                        if valid.get(row) {
                            value.clone()
                        } else {
                            Value::Null
                        }
                    })
                    .collect(),
            ),
        }
    }

    /// All rows of all parts, in order.
    ///
    /// # Errors
    /// What stops the work.
    pub fn concat(parts: &[Self], interrupt: &Interrupt) -> Result<Self> {
        if let [only] = parts {
            return Ok(only.clone());
        }
        macro_rules! same {
            ($variant:ident) => {
                if parts.iter().all(|part| matches!(part, Self::$variant(_))) {
                    let parts = parts.iter().filter_map(|part| match part {
                        Self::$variant(all) => Some(all),
                        _ => None,
                    });
                    return Typed::concat(parts, interrupt).map(Self::$variant);
                }
            };
        }
        same!(Node);
        same!(Relationship);
        same!(Integer);
        same!(Float);
        same!(Boolean);
        macro_rules! joined {
            ($variant:ident, $kind:ident) => {
                let typed: Option<Vec<_>> = parts
                    .iter()
                    .map(|part| match part {
                        Self::$variant(all) => Some(all),
                        _ => None,
                    })
                    .collect();
                if let Some(typed) = typed
                    && let Some(joined) = $kind::concat(&typed, interrupt)?
                {
                    return Ok(Self::$variant(joined));
                }
            };
        }
        joined!(Text, TextColumn);
        joined!(Moment, MomentColumn);
        let trails = parts.iter().map(|part| match part {
            Self::Trail(all) => Some(all),
            _ => None,
        });
        if let Some(trails) = trails.collect::<Option<Vec<_>>>() {
            return TrailColumn::concat(&trails, interrupt).map(Self::Trail);
        }
        if parts.iter().all(|part| matches!(part, Self::Value(_))) {
            let mut all = Vec::with_capacity(parts.iter().map(Self::len).sum());
            for part in parts {
                interrupt.check()?;
                if let Self::Value(values) = part {
                    all.extend_from_slice(values);
                }
            }
            return Ok(Self::Value(Arc::new(all)));
        }
        let mut builder = ColumnBuilder::with_capacity(parts.iter().map(Self::len).sum());
        for part in parts {
            interrupt.check()?;
            for row in 0..part.len() {
                builder.push(part.get(row));
            }
        }
        Ok(builder.finish())
    }

    /// Bytes held, shared parts counted fully; for budgets, not exact.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Node(all) => all.len() * 4,
            Self::Relationship(all) => all.len() * 8,
            Self::Integer(all) => all.len() * 8,
            Self::Float(all) => all.len() * 8,
            Self::Boolean(all) => all.len(),
            Self::Text(all) => all.ids().len() * 4,
            Self::Moment(all) => all.seconds().len() * 8,
            Self::Trail(all) => all.bytes(),
            Self::Value(all) => all.iter().map(value_bytes).sum(),
            Self::Constant(value, _) => value_bytes(value),
        }
    }
}

/// About the bytes a value holds, itself included; what is shared counts each time it occurs. Lists and maps remember it: O(1)
/// from the second time on.
pub fn value_bytes(value: &Value) -> usize {
    usize::try_from(Extent::of(value).bytes).unwrap_or(usize::MAX)
}

fn node_of(value: &Value) -> Option<NodeId> {
    match value {
        Value::Node(node) => Some(node.id),
        _ => None,
    }
}

fn relationship_of(value: &Value) -> Option<RelId> {
    match value {
        Value::Relationship(relationship) => Some(relationship.id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

    use super::{Bitmap, Column, ColumnBuilder};
    use crate::diagnostic::Interrupt;
    use crate::value::{NodeId, Value};

    fn values() -> impl Strategy<Value = Vec<Value>> {
        let typed = prop_oneof![
            any::<i64>().prop_map(Value::Integer),
            any::<bool>().prop_map(Value::Boolean),
            any::<f64>().prop_map(Value::Float),
            any::<u32>().prop_map(|id| Value::from(NodeId(id))),
            "[a-c]{0,3}".prop_map(Value::from),
            Just(Value::Null),
        ];
        let integers = prop_oneof![any::<i64>().prop_map(Value::Integer), Just(Value::Null)];
        prop_oneof![
            prop::collection::vec(typed, 0..200),
            prop::collection::vec(integers, 0..200)
        ]
    }

    /// The column holds these values.
    fn check(column: &Column, expected: &[Value]) {
        assert_eq!(column.len(), expected.len());
        for (row, value) in expected.iter().enumerate() {
            assert_eq!(format!("{:?}", column.get(row)), format!("{value:?}"));
            assert_eq!(column.is_null(row), value.is_null());
        }
    }

    proptest! {
        #[test]
        fn a_column_holds_what_was_put_in(values in values(), picks in prop::collection::vec(any::<u32>(), 0..50)) {
            let column = Column::from_values(values.clone());
            check(&column, &values);
            if !values.is_empty() {
                let rows: Vec<u32> = picks.iter().map(|pick| pick % values.len() as u32).collect();
                let expected: Vec<_> = rows.iter().map(|&row| values[row as usize].clone()).collect();
                check(&column.gather(&rows), &expected);
            }
            let valid: Bitmap = (0..values.len()).map(|row| row % 3 > 0).collect();
            let expected: Vec<_> = values.iter().enumerate().map(|(row, value)| if row % 3 > 0 { value.clone() } else { Value::Null }).collect();
            check(&column.masked(&valid), &expected);
            let cut = values.len() / 2;
            let parts = [Column::from_values(values[..cut].to_vec()), Column::from_values(values[cut..].to_vec())];
            check(&Column::concat(&parts, &Interrupt::default()).unwrap(), &values);
        }
    }

    #[test]
    fn a_shared_type_is_found() {
        let mut builder = ColumnBuilder::default();
        builder.push(Value::Null);
        builder.push(1.into());
        assert!(matches!(builder.finish(), Column::Integer(_)));
        let mixed = Column::from_values(vec![1.into(), 1.5.into()]);
        assert!(matches!(mixed, Column::Value(_)));
    }
}

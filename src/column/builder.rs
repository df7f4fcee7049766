//! Filling a column one value at a time.
//!
//! In: values. Out: the column of the narrowest type that holds them all. Knows nothing of where they come from.

use std::sync::Arc;

use super::{Bitmap, Column, Typed};
use crate::value::{RelId, Value};

/// Takes values and becomes a column. Starts as the type of the first value that is not `null`, and widens when another
/// type comes.
#[derive(Debug, Default)]
pub struct ColumnBuilder {
    state: State,
    valid: Bitmap,
    capacity: usize,
}

#[derive(Debug, Default)]
enum State {
    /// Only nulls so far.
    #[default]
    Empty,
    Node(Vec<u32>),
    Relationship(Vec<RelId>),
    Integer(Vec<i64>),
    Float(Vec<f64>),
    Boolean(Vec<bool>),
    Value(Vec<Value>),
}

impl ColumnBuilder {
    /// Room for `capacity` values.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            capacity,
            ..Self::default()
        }
    }

    /// How many values so far.
    pub fn len(&self) -> usize {
        self.valid.len()
    }
    /// Are there no values yet?
    pub fn is_empty(&self) -> bool {
        self.valid.is_empty()
    }

    /// Adds a value.
    pub fn push(&mut self, value: Value) {
        if matches!(self.state, State::Empty) && !value.is_null() {
            self.begin(&value);
        }
        let present = !value.is_null();
        match (&mut self.state, value) {
            (State::Empty, _) => {}
            (State::Node(all), Value::Node(node)) if node.content.is_none() => all.push(node.id.0),
            (State::Relationship(all), Value::Relationship(rel)) if rel.content.is_none() => {
                all.push(rel.id);
            }
            (State::Integer(all), Value::Integer(value)) => all.push(value),
            (State::Float(all), Value::Float(value)) => all.push(value),
            (State::Boolean(all), Value::Boolean(value)) => all.push(value),
            (State::Value(all), value) => all.push(value),
            (State::Node(all), Value::Null) => all.push(0),
            (State::Relationship(all), Value::Null) => all.push(RelId::default()),
            (State::Integer(all), Value::Null) => all.push(0),
            (State::Float(all), Value::Null) => all.push(0.0),
            (State::Boolean(all), Value::Null) => all.push(false),
            (_, value) => {
                let mut all = self.widen();
                all.push(value);
                self.state = State::Value(all);
            }
        }
        self.valid.push(present);
    }

    /// The column.
    pub fn finish(self) -> Column {
        let valid = Some(self.valid);
        match self.state {
            State::Empty => Column::nulls(valid.map_or(0, |valid| valid.len())),
            State::Node(all) => Column::Node(Typed::with_validity(all, valid)),
            State::Relationship(all) => Column::Relationship(Typed::with_validity(all, valid)),
            State::Integer(all) => Column::Integer(Typed::with_validity(all, valid)),
            State::Float(all) => Column::Float(Typed::with_validity(all, valid)),
            State::Boolean(all) => Column::Boolean(Typed::with_validity(all, valid)),
            State::Value(all) => Column::Value(Arc::new(all)),
        }
    }

    /// Takes the type of the first value; the nulls before it become fillers.
    fn begin(&mut self, value: &Value) {
        fn filled<T: Clone>(filler: T, len: usize, capacity: usize) -> Vec<T> {
            let mut all = Vec::with_capacity(capacity.max(len + 1));
            all.resize(len, filler);
            all
        }
        let (len, capacity) = (self.valid.len(), self.capacity);
        self.state = match value {
            Value::Node(node) if node.content.is_none() => State::Node(filled(0, len, capacity)),
            Value::Relationship(relationship) if relationship.content.is_none() => {
                State::Relationship(filled(RelId::default(), len, capacity))
            }
            Value::Integer(_) => State::Integer(filled(0, len, capacity)),
            Value::Float(_) => State::Float(filled(0.0, len, capacity)),
            Value::Boolean(_) => State::Boolean(filled(false, len, capacity)),
            _ => State::Value(filled(Value::Null, len, capacity)),
        };
    }

    /// The column of values that are elsewhere: as if each was pushed, but quicker where all are integers, all nodes, or
    /// where the first one is a string.
    pub fn copied<'a>(values: impl ExactSizeIterator<Item = &'a Value> + Clone) -> Column {
        let all: Option<Column> = match values.clone().next() {
            Some(Value::Integer(_)) => {
                let mut all = Vec::with_capacity(values.len());
                all.extend(values.clone().map_while(|value| match value {
                    Value::Integer(value) => Some(*value),
                    _ => None,
                }));
                (all.len() == values.len()).then(|| Column::Integer(Typed::new(all)))
            }
            Some(Value::Node(_)) => {
                let mut all = Vec::with_capacity(values.len());
                all.extend(values.clone().map_while(|value| match value {
                    Value::Node(node) if node.content.is_none() => Some(node.id.0),
                    _ => None,
                }));
                (all.len() == values.len()).then(|| Column::nodes(all))
            }
            Some(Value::String(_)) => {
                Some(Column::Value(Arc::new(values.clone().cloned().collect())))
            }
            _ => None,
        };
        all.unwrap_or_else(|| {
            let mut column = Self::with_capacity(values.len());
            values.for_each(|value| column.push(value.clone()));
            column.finish()
        })
    }

    /// What there is so far, as values.
    fn widen(&mut self) -> Vec<Value> {
        let state = std::mem::take(&mut self.state);
        let valid = std::mem::take(&mut self.valid);
        let before = Self {
            state,
            valid: valid.clone(),
            capacity: 0,
        }
        .finish();
        self.valid = valid;
        let mut all = Vec::with_capacity(self.capacity.max(before.len() + 1));
        all.extend((0..before.len()).map(|row| before.get(row)));
        all
    }
}

//! Lists of relationships, as patterns of variable length bind them.
//!
//! In: relationships, list by list. Out: slices, and list values when one is asked for. Knows nothing of graphs.

use std::sync::Arc;

use super::{Bitmap, Typed};
use crate::diagnostic::{Interrupt, Result};
use crate::value::{RelId, Value};

/// Lists of relationships by row, all in one vector. A clone is O(1).
#[derive(Debug, Clone)]
pub struct TrailColumn {
    relationships: Arc<Vec<RelId>>,
    places: Typed<Place>,
}

/// Where the list of a row lies.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    start: usize,
    end: usize,
}

impl TrailColumn {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.places.len()
    }
    /// Are there no rows?
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }
    /// Has a row a list?
    #[inline]
    pub fn is_valid(&self, row: usize) -> bool {
        self.places.is_valid(row)
    }
    /// The list of a row; `None` when there is none. O(1).
    #[inline]
    pub fn trail(&self, row: usize) -> Option<&[RelId]> {
        let place = self.places.get(row)?;
        Some(&self.relationships[place.start..place.end])
    }
    /// The value of a row. O(length of the list).
    pub fn get(&self, row: usize) -> Value {
        self.trail(row).map_or(Value::Null, |trail| {
            Value::List(trail.iter().copied().map(Value::from).collect())
        })
    }
    /// The rows named, in the order named. What is held afterwards is never more than before, but for the places.
    #[must_use]
    pub fn gather(&self, rows: &[u32]) -> Self {
        let gathered = Self {
            relationships: Arc::clone(&self.relationships),
            places: self.places.gather(rows),
        };
        let lists = (0..rows.len()).filter_map(|row| gathered.places.get(row));
        let len = lists.map(|place| place.end - place.start).sum();
        if len >= self.relationships.len() {
            return gathered;
        }
        // The lists of rows that are gone are not kept.
        let mut kept = TrailBuilder::default();
        kept.relationships.reserve(len);
        kept.append(&gathered);
        kept.finish()
    }
    /// The same, without what has no bit in `valid`.
    pub(super) fn masked(self, valid: &Bitmap) -> Self {
        Self {
            places: self.places.masked(valid),
            ..self
        }
    }
    /// All rows of all parts, in order.
    pub(super) fn concat(parts: &[&Self], interrupt: &Interrupt) -> Result<Self> {
        let mut joined = TrailBuilder::default();
        for part in parts {
            interrupt.check()?;
            joined.append(part);
        }
        Ok(joined.finish())
    }
    /// About how many bytes are held.
    pub(super) fn bytes(&self) -> usize {
        size_of::<RelId>() * self.relationships.len() + size_of::<Place>() * self.len()
    }
}

/// Takes lists and becomes a column.
#[derive(Debug, Default)]
pub struct TrailBuilder {
    relationships: Vec<RelId>,
    places: Vec<Place>,
    valid: Bitmap,
}

impl TrailBuilder {
    /// Adds a list.
    pub fn push(&mut self, trail: impl Iterator<Item = RelId>) {
        let start = self.relationships.len();
        self.relationships.extend(trail);
        let end = self.relationships.len();
        self.places.push(Place { start, end });
        self.valid.push(true);
    }
    /// How many relationships there are in all lists.
    pub fn relationships(&self) -> usize {
        self.relationships.len()
    }
    fn append(&mut self, column: &TrailColumn) {
        for row in 0..column.len() {
            if let Some(trail) = column.trail(row) {
                self.push(trail.iter().copied());
            } else {
                self.places.push(Place::default());
                self.valid.push(false);
            }
        }
    }
    /// The column.
    pub fn finish(self) -> TrailColumn {
        TrailColumn {
            relationships: Arc::new(self.relationships),
            places: Typed::with_validity(self.places, Some(self.valid)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::TrailBuilder;
    use crate::column::{Bitmap, Column};
    use crate::diagnostic::Interrupt;
    use crate::value::{RelId, Value};

    fn slots(column: &Column) -> Vec<Option<Vec<u32>>> {
        let list = |row| match column.get(row) {
            Value::List(items) => Some(
                items
                    .iter()
                    .map(|item| match item {
                        Value::Relationship(found) => found.id.slot,
                        other => panic!("{other:?}"),
                    })
                    .collect(),
            ),
            _ => None,
        };
        (0..column.len()).map(list).collect()
    }

    #[test]
    fn lists_stay_with_their_rows() {
        let mut builder = TrailBuilder::default();
        for len in [2, 0, 3] {
            builder.push((0..len).map(|slot| RelId {
                ty: 0,
                slot: 10 * len + slot,
            }));
        }
        let column = Column::Trail(builder.finish());
        let [a, b, c] = [Some(vec![20, 21]), Some(vec![]), Some(vec![30, 31, 32])];
        assert_eq!(slots(&column), [a.clone(), b.clone(), c.clone()]);
        assert_eq!(slots(&column.gather(&[2, 1])), [c.clone(), b.clone()]);
        let many = column.gather(&[2, 2, 0, 2]);
        assert_eq!(slots(&many), [c.clone(), c.clone(), a.clone(), c.clone()]);
        let valid: Bitmap = [true, false, false].into_iter().collect();
        let masked = column.clone().masked(&valid);
        assert_eq!(slots(&masked), [a.clone(), None, None]);
        assert!(masked.is_null(2) && !column.is_null(1));
        let joined = Column::concat(&[masked, column.clone()], &Interrupt::default()).unwrap();
        assert_eq!(slots(&joined), [a.clone(), None, None, a, b, c]);
        assert!(column.gather(&[1]).bytes() < column.bytes());
    }
}

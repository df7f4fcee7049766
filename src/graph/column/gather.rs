//! Reading many values of a property at once, typed where they agree.
//!
//! In: a property column and ids, in any order. Out: a column of the type that all the values found have, or of plain
//! values where types differ. Knows nothing of queries.

use std::sync::Arc;

use super::chunk::{Chunk, ChunkValues};
use super::{CHUNK, PropertyColumn};
use crate::column::{Bitmap, Column, Typed};
use crate::value::Value;

impl PropertyColumn {
    /// The values of `ids`, in their order, `null` where there is none. O(ids); fastest when near ids stand together.
    pub fn gather(&self, ids: &[u32]) -> Column {
        let first = ids.iter().find_map(|&id| {
            self.chunk(id / CHUNK)
                .filter(|chunk| chunk.has(id % CHUNK))
                .map(Chunk::values)
        });
        let typed = match first {
            None => return Column::nulls(ids.len()),
            Some(ChunkValues::Integers(_)) => {
                let read = |values: &ChunkValues, at| match values {
                    ChunkValues::Integers(all) => Some(all[at]),
                    _ => None,
                };
                self.typed(ids, 0, read).map(Column::Integer)
            }
            Some(ChunkValues::Floats(_)) => {
                let read = |values: &ChunkValues, at| match values {
                    ChunkValues::Floats(all) => Some(all[at]),
                    _ => None,
                };
                self.typed(ids, 0.0, read).map(Column::Float)
            }
            Some(ChunkValues::Booleans(_)) => {
                let read = |values: &ChunkValues, at| match values {
                    ChunkValues::Booleans(all) => Some(all[at]),
                    _ => None,
                };
                self.typed(ids, false, read).map(Column::Boolean)
            }
            Some(_) => None,
        };
        typed.unwrap_or_else(|| Column::Value(Arc::new(self.plain(ids))))
    }

    /// The values by `read`, or nothing when it says that one has another type.
    fn typed<T: Copy>(
        &self,
        ids: &[u32],
        filler: T,
        read: impl Fn(&ChunkValues, usize) -> Option<T>,
    ) -> Option<Typed<T>> {
        let mut values = Vec::with_capacity(ids.len());
        let mut valid: Option<Bitmap> = None;
        let mut current = (u32::MAX, None);
        for (at, &id) in ids.iter().enumerate() {
            if id / CHUNK != current.0 {
                current = (id / CHUNK, self.chunk(id / CHUNK));
            }
            match current.1.filter(|chunk| chunk.has(id % CHUNK)) {
                Some(chunk) => values.push(read(chunk.values(), (id % CHUNK) as usize)?),
                None => {
                    valid
                        .get_or_insert_with(|| Bitmap::new(ids.len(), true))
                        .set(at, false);
                    values.push(filler);
                }
            }
        }
        Some(Typed::with_validity(values, valid))
    }

    fn plain(&self, ids: &[u32]) -> Vec<Value> {
        let mut current = (u32::MAX, None);
        let read = |&id: &u32| {
            if id / CHUNK != current.0 {
                current = (id / CHUNK, self.chunk(id / CHUNK));
            }
            current.1.map_or(Value::Null, |chunk| chunk.get(id % CHUNK))
        };
        ids.iter().map(read).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::PropertyColumn;
    use crate::column::Column;
    use crate::value::Value;

    fn check(values: &[(u32, Value)], ids: &[u32], form: &str) {
        let mut column = PropertyColumn::default();
        for (id, value) in values {
            column.set(*id, value.clone());
        }
        let gathered = column.gather(ids);
        for (at, &id) in ids.iter().enumerate() {
            assert_eq!(
                format!("{:?}", gathered.get(at)),
                format!("{:?}", column.get(id))
            );
        }
        let found = match gathered {
            Column::Constant(Value::Null, _) => "nulls",
            Column::Integer(_) => "integers",
            Column::Float(_) => "floats",
            Column::Boolean(_) => "booleans",
            Column::Value(_) => "values",
            _ => "other",
        };
        assert_eq!(found, form);
        assert_eq!(gathered.len(), ids.len());
    }

    #[test]
    fn typed_where_the_values_agree() {
        let mut values: Vec<(u32, Value)> = (0..3000).map(|n| (n, i64::from(n).into())).collect();
        check(&values, &[0, 2999, 5, 5000, 1024], "integers");
        check(&values, &[5000, 6000], "nulls");
        check(&values, &[], "nulls");
        values.push((5000, "x".into()));
        check(&values, &[0, 5000], "values");
        let names: Vec<_> = (0..3000)
            .map(|n| (n, Value::from(format!("n{n}"))))
            .collect();
        check(&names, &[17, 2000, 4000], "values");
        check(&[(1, 0.5.into())], &[0, 1], "floats");
        check(&[(1, true.into())], &[1], "booleans");
    }
}

//! Reading many values of a column at once, typed where they agree.
//!
//! In: a column and ids, in any order. Out: one vector of the type that all the values found have, or plain values
//! where types differ, with a validity bitmap. Knows nothing of batches.

use std::sync::Arc;

use super::chunk::{Chunk, ChunkValues};
use super::{CHUNK, PropertyColumn};
use crate::value::Value;

/// Values in the order of the ids asked for.
#[derive(Debug, Clone)]
pub struct Gathered {
    /// The values; one without validity holds any filler.
    pub values: GatheredValues,
    /// One bit per value, set where there is one; `None` when all have one.
    pub valid: Option<Vec<u64>>,
}

/// The values themselves.
#[derive(Debug, Clone)]
pub enum GatheredValues {
    /// No id has a value; so many ids.
    Nulls(usize),
    /// All integers.
    Integers(Vec<i64>),
    /// All floats.
    Floats(Vec<f64>),
    /// All booleans.
    Booleans(Vec<bool>),
    /// All strings.
    Strings(Vec<Arc<str>>),
    /// Anything else; `null` where there is no value.
    Values(Vec<Value>),
}

impl GatheredValues {
    /// How many ids were asked for.
    pub fn len(&self) -> usize {
        match self {
            Self::Nulls(len) => *len,
            Self::Integers(all) => all.len(),
            Self::Floats(all) => all.len(),
            Self::Booleans(all) => all.len(),
            Self::Strings(all) => all.len(),
            Self::Values(all) => all.len(),
        }
    }
    /// Were no ids asked for?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Gathered {
    /// The value at place `at`.
    pub fn get(&self, at: usize) -> Value {
        if self
            .valid
            .as_ref()
            .is_some_and(|valid| valid[at / 64] >> (at % 64) & 1 == 0)
        {
            return Value::Null;
        }
        match &self.values {
            GatheredValues::Nulls(_) => Value::Null,
            GatheredValues::Integers(all) => Value::Integer(all[at]),
            GatheredValues::Floats(all) => Value::Float(all[at]),
            GatheredValues::Booleans(all) => Value::Boolean(all[at]),
            GatheredValues::Strings(all) => Value::String(Arc::clone(&all[at])),
            GatheredValues::Values(all) => all[at].clone(),
        }
    }

    /// `len` ids, none of which has a value.
    pub fn nulls(len: usize) -> Self {
        Self {
            values: GatheredValues::Nulls(len),
            valid: Some(vec![0; len.div_ceil(64)]),
        }
    }
}

impl PropertyColumn {
    /// The values of `ids`, in their order. O(ids); fastest when near ids stand together.
    pub fn gather(&self, ids: &[u32]) -> Gathered {
        let first = ids.iter().find_map(|&id| {
            self.chunk(id / CHUNK)
                .filter(|chunk| chunk.has(id % CHUNK))
                .map(Chunk::values)
        });
        let typed = match first {
            None => return Gathered::nulls(ids.len()),
            Some(ChunkValues::Integers(_)) => {
                self.typed(ids, &0, GatheredValues::Integers, |c, at| {
                    if let ChunkValues::Integers(all) = c {
                        Some(all[at])
                    } else {
                        None
                    }
                })
            }
            Some(ChunkValues::Floats(_)) => {
                self.typed(ids, &0.0, GatheredValues::Floats, |c, at| {
                    if let ChunkValues::Floats(all) = c {
                        Some(all[at])
                    } else {
                        None
                    }
                })
            }
            Some(ChunkValues::Booleans(_)) => {
                self.typed(ids, &false, GatheredValues::Booleans, |c, at| {
                    if let ChunkValues::Booleans(all) = c {
                        Some(all[at])
                    } else {
                        None
                    }
                })
            }
            Some(ChunkValues::Dictionary(_) | ChunkValues::Text(_)) => self.typed(
                ids,
                &Arc::from(""),
                GatheredValues::Strings,
                |c, at| match c {
                    ChunkValues::Dictionary(all) => Some(Arc::clone(all.get(at))),
                    ChunkValues::Text(all) => Some(Arc::from(all.get(at))),
                    _ => None,
                },
            ),
            _ => None,
        };
        typed.unwrap_or_else(|| self.untyped(ids))
    }

    /// The values by `read`, or nothing when it says that one has another type.
    fn typed<T: Clone>(
        &self,
        ids: &[u32],
        filler: &T,
        wrap: impl Fn(Vec<T>) -> GatheredValues,
        read: impl Fn(&ChunkValues, usize) -> Option<T>,
    ) -> Option<Gathered> {
        let mut values = Vec::with_capacity(ids.len());
        let mut valid: Option<Vec<u64>> = None;
        let mut current = (u32::MAX, None);
        for (at, &id) in ids.iter().enumerate() {
            if id / CHUNK != current.0 {
                current = (id / CHUNK, self.chunk(id / CHUNK));
            }
            match current.1.filter(|chunk| chunk.has(id % CHUNK)) {
                Some(chunk) => values.push(read(chunk.values(), (id % CHUNK) as usize)?),
                None => {
                    let valid = valid.get_or_insert_with(|| vec![!0; ids.len().div_ceil(64)]);
                    valid[at / 64] &= !(1 << (at % 64));
                    values.push(filler.clone());
                }
            }
        }
        Some(Gathered {
            values: wrap(values),
            valid,
        })
    }

    fn untyped(&self, ids: &[u32]) -> Gathered {
        let values: Vec<_> = ids.iter().map(|&id| self.get(id)).collect();
        let mut valid = None;
        for (at, _) in values
            .iter()
            .enumerate()
            .filter(|(_, value)| value.is_null())
        {
            let valid = valid.get_or_insert_with(|| vec![!0u64; ids.len().div_ceil(64)]);
            valid[at / 64] &= !(1 << (at % 64));
        }
        Gathered {
            values: GatheredValues::Values(values),
            valid,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{GatheredValues, PropertyColumn};
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
        let found = match gathered.values {
            GatheredValues::Nulls(_) => "nulls",
            GatheredValues::Integers(_) => "integers",
            GatheredValues::Floats(_) => "floats",
            GatheredValues::Booleans(_) => "booleans",
            GatheredValues::Strings(_) => "strings",
            GatheredValues::Values(_) => "values",
        };
        assert_eq!(found, form);
        assert_eq!(gathered.values.len(), ids.len());
    }

    #[test]
    fn typed_where_the_values_agree() {
        let mut values: Vec<(u32, Value)> = (0..3000).map(|n| (n, i64::from(n).into())).collect();
        check(&values, &[0, 2999, 5, 5000, 1024], "integers");
        check(&values, &[5000, 6000], "nulls");
        check(&values, &[], "nulls");
        values.push((5000, "x".into()));
        check(&values, &[0, 5000], "values");
        check(&values, &[5000, 9999], "strings");
        let names: Vec<_> = (0..3000)
            .map(|n| (n, Value::from(format!("n{n}"))))
            .collect();
        check(&names, &[17, 2000, 4000], "strings");
        check(&[(1, 0.5.into())], &[0, 1], "floats");
        check(&[(1, true.into())], &[1], "booleans");
    }
}

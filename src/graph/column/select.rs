//! Finding a value among many ids, read in place.
//!
//! In: a property column, ids, and a value. Out: the ids whose value equals it. Integers and strings are compared where
//! they lie; a word of a dictionary is looked for once per chunk. Knows nothing of labels.

use super::chunk::{Chunk, ChunkValues};
use super::{CHUNK, PropertyColumn};
use crate::value::{Value, equality};

/// What to compare within one chunk.
enum Test<'a> {
    /// Nothing here can equal the value.
    Never,
    Integers(&'a [i64], i64),
    /// The code of the word.
    Words(&'a [u16], u16),
    /// Anything: by equality of values.
    Values(&'a Chunk, &'a Value),
}

impl PropertyColumn {
    /// Those of `ids`, in their order, whose value equals `value` as `=` in a query does. O(ids); fastest when near ids
    /// stand together.
    pub fn equal_among(&self, ids: &[u32], value: &Value) -> Vec<u32> {
        let mut found = Vec::new();
        for near in ids.chunk_by(|a, b| a / CHUNK == b / CHUNK) {
            let Some(chunk) = near.first().and_then(|id| self.chunk(id / CHUNK)) else {
                continue;
            };
            let test = test(chunk, value);
            let equal = |id: &u32| {
                let place = (id % CHUNK) as usize;
                match &test {
                    Test::Never => false,
                    Test::Integers(all, integer) => all.get(place) == Some(integer),
                    Test::Words(codes, code) => codes.get(place) == Some(code),
                    Test::Values(chunk, value) => {
                        equality::equals(&chunk.get(place as u32), value) == Some(true)
                    }
                }
            };
            // A place without value holds anything.
            let here = near.iter().copied();
            found.extend(here.filter(|id| equal(id) && chunk.has(id % CHUNK)));
        }
        found
    }
}

fn test<'a>(chunk: &'a Chunk, value: &'a Value) -> Test<'a> {
    match (chunk.values(), value) {
        (ChunkValues::Integers(all), Value::Integer(integer)) => Test::Integers(all, *integer),
        (ChunkValues::Dictionary(all), Value::String(text)) => {
            match all.words().iter().position(|word| word == text) {
                Some(code) => Test::Words(all.codes(), code as u16),
                None => Test::Never,
            }
        }
        (ChunkValues::Text(all), Value::String(text)) if !all.may_hold(text) => Test::Never,
        (ChunkValues::Integers(_) | ChunkValues::Floats(_), Value::String(_)) => Test::Never,
        _ => Test::Values(chunk, value),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop, proptest};
    use proptest::prop_oneof;

    use super::PropertyColumn;
    use crate::value::{Value, equality};

    fn values() -> impl Strategy<Value = Value> {
        prop_oneof![
            3 => Just(Value::Null),
            3 => (0i64..4).prop_map(Value::Integer),
            1 => (0u8..4).prop_map(|n| Value::Float(f64::from(n))),
            1 => Just(Value::Float(f64::NAN)),
            3 => (0u8..60).prop_map(|n| Value::from(format!("text {n}"))),
            1 => Just(Value::list(vec![1.into()])),
            1 => any::<bool>().prop_map(Value::Boolean),
        ]
    }

    proptest! {
        #[test]
        fn what_equality_says(
            kinds in prop::collection::vec(prop::collection::vec(values(), 0..90), 1..4),
            ids in prop::collection::vec(0u32..4000, 0..60),
            probes in prop::collection::vec(values(), 6),
        ) {
            let mut column = PropertyColumn::default();
            for (part, values) in kinds.iter().enumerate() {
                // Of one type in most chunks.
                let only = values.first().map(std::mem::discriminant);
                for (at, value) in values.iter().enumerate() {
                    if part > 1 || Some(std::mem::discriminant(value)) == only {
                        column.set((part * 1024 + at * 3) as u32, value.clone());
                    }
                }
            }
            let all: Vec<u32> = (0..4000).chain(ids).collect();
            for probe in &probes {
                let expected: Vec<u32> = all.iter().copied()
                    .filter(|&id| equality::equals(&column.get(id), probe) == Some(true))
                    .collect();
                assert_eq!(column.equal_among(&all, probe), expected);
            }
        }
    }
}

//! Columns in which every id up to the last one has a value, all of one type.
//!
//! In: a column. Out: whether it is such a column, and its values by id without a look at what each chunk is like. Knows
//! nothing of where ids come from.

use std::mem::discriminant;

use super::chunk::{Chunk, ChunkValues};
use super::moments::{Moments, Shown};
use super::{CHUNK, PropertyColumn};
use crate::column::{Bitmap, Typed};

impl PropertyColumn {
    /// Have all ids up to the last one a value of the same type; date-times in one zone, at whole seconds? O(1) but for the first
    /// time after a change: then O(chunks).
    pub(super) fn is_dense(&self) -> bool {
        *self.dense.get_or_init(|| self.find_dense())
    }

    fn find_dense(&self) -> bool {
        let Some(first) = self.chunk(0).map(Chunk::values) else {
            return false;
        };
        let mut before = CHUNK as usize;
        self.chunks().enumerate().all(|(number, (at, chunk))| {
            let follows = number == at as usize && before == CHUNK as usize;
            before = chunk.len();
            let alike = match (first, chunk.values()) {
                (ChunkValues::DateTimes(first), ChunkValues::DateTimes(other)) => {
                    shown(first).is_some_and(|first| shown(other) == Some(first))
                }
                (first, other) => discriminant(first) == discriminant(other),
            };
            follows && alike && chunk.len() == chunk.values().len()
        })
    }

    /// The values of `ids`, from a dense column whose chunks have such slices.
    pub(super) fn typed_dense<T: Copy>(
        &self,
        ids: &[u32],
        filler: T,
        slice: impl Fn(&ChunkValues) -> Option<&[T]>,
    ) -> Typed<T> {
        let mut values = Vec::with_capacity(ids.len());
        let mut valid: Option<Bitmap> = None;
        // No read tells where the next one is, so many are under way at once.
        for (at, id) in ids.iter().enumerate() {
            let all = self
                .chunk(id / CHUNK)
                .and_then(|chunk| slice(chunk.values()));
            match all.and_then(|all| all.get((id % CHUNK) as usize)) {
                Some(value) => values.push(*value),
                None => {
                    let valid = valid.get_or_insert_with(|| Bitmap::new(ids.len(), true));
                    valid.set(at, false);
                    values.push(filler);
                }
            }
        }
        Typed::with_validity(values, valid)
    }
}

/// The one zone that whole seconds are shown in, if that is so.
pub(super) fn shown(moments: &Moments) -> Option<&Shown> {
    let plain = moments.one_zone() && moments.nanoseconds().is_empty();
    plain.then(|| moments.parts().3.first()).flatten()
}

#[cfg(test)]
mod tests {
    use super::PropertyColumn;
    use crate::value::Value;
    use crate::value::temporal::DateTime;

    const IDS: u32 = 2500;

    /// Fills a column, changes it, and reads it all over: whether it was dense before and after, and always what is there.
    fn check(made: impl Fn(u32) -> Value, change: (u32, Value), dense: [bool; 2]) {
        let mut column = PropertyColumn::default();
        (0..IDS).for_each(|id| {
            column.set(id, made(id));
        });
        let ids: Vec<u32> = (0..300)
            .map(|at| at * 1237 % 3100)
            .chain([change.0])
            .collect();
        let expect = |column: &PropertyColumn, dense: bool| {
            let all = column.gather(&ids);
            for (at, id) in ids.iter().enumerate() {
                let (found, there) = (all.get(at), column.get(*id));
                assert_eq!(format!("{found:?}"), format!("{there:?}"));
            }
            assert_eq!(column.is_dense(), dense);
        };
        expect(&column, dense[0]);
        let earlier = column.clone();
        column.set(change.0, change.1);
        expect(&column, dense[1]);
        expect(&earlier, dense[0]);
    }

    #[test]
    fn what_is_dense_is_read_as_all_else() {
        let integer = |id: u32| Value::from(i64::from(id));
        check(integer, (7, 8.into()), [true, true]);
        check(integer, (IDS, 8.into()), [true, true]);
        for gap in [(7, Value::Null), (IDS + 1, 8.into()), (9000, 8.into())] {
            check(integer, gap, [true, false]);
        }
        for other in [Value::from("x"), 0.5.into(), true.into()] {
            check(integer, (1500, other), [true, false]);
        }
        check(
            |id| Value::from(f64::from(id)),
            (1, Value::Null),
            [true, false],
        );
        check(
            |id| if id == 3 { Value::Null } else { integer(id) },
            (3, 3.into()),
            [false, true],
        );
        let moment = |text: &str| Value::from(text.parse::<DateTime>().unwrap());
        let second = |id: u32| moment(&format!("2021-07-04T10:00:{:02}Z", id % 60));
        check(second, (9, moment("2022-01-01T00:00:00Z")), [true, true]);
        for other in ["2021-07-04T10:00:00+01:00", "2021-07-04T10:00:00.5Z"] {
            check(second, (2100, moment(other)), [true, false]);
        }
        check(
            |id| {
                if id < 1024 {
                    second(id)
                } else {
                    moment("2021-07-04T10:00:00+01:00")
                }
            },
            (1, second(1)),
            [false, false],
        );
    }
}

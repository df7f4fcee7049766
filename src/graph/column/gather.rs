//! Reading many values of a property at once, typed where they agree.
//!
//! In: a property column and ids, in any order. Out: a column of the type that all the values found have, or of plain
//! values where types differ. Knows nothing of queries.

use std::sync::Arc;

use super::chunk::{Chunk, ChunkValues};
use super::dense::shown;
use super::{CHUNK, Moments, PropertyColumn};
use crate::column::{
    Bitmap, Column, Form, MomentColumn, Place, Strings, TextColumn, Typed, are_consecutive,
};
use crate::value::Value;

impl PropertyColumn {
    /// The values of `ids`, in their order, `null` where there is none. Strings stay in the store. O(ids); fastest when
    /// near ids stand together.
    pub fn gather(&self, ids: &[u32]) -> Column {
        let first = ids.iter().find_map(|&id| {
            self.chunk(id / CHUNK)
                .filter(|chunk| chunk.has(id % CHUNK))
                .map(Chunk::values)
        });
        let typed = match first {
            None => return Column::nulls(ids.len()),
            Some(ChunkValues::Integers(_)) => self
                .typed(ids, 0, |values| match values {
                    ChunkValues::Integers(all) => Some(all.as_slice()),
                    _ => None,
                })
                .map(Column::Integer),
            Some(ChunkValues::Floats(_)) => self
                .typed(ids, 0.0, |values| match values {
                    ChunkValues::Floats(all) => Some(all.as_slice()),
                    _ => None,
                })
                .map(Column::Float),
            Some(ChunkValues::Booleans(_)) => self
                .typed(ids, false, |values| match values {
                    ChunkValues::Booleans(all) => Some(all.as_slice()),
                    _ => None,
                })
                .map(Column::Boolean),
            Some(ChunkValues::DateTimes(first)) => self.moments(ids, first),
            Some(ChunkValues::Text(_) | ChunkValues::Dictionary(_)) => self.texts(ids),
            Some(_) => None,
        };
        typed.unwrap_or_else(|| Column::Value(Arc::new(self.plain(ids))))
    }

    /// The values in the slices of the chunks, or nothing when a chunk has none.
    fn typed<T: Copy>(
        &self,
        ids: &[u32],
        filler: T,
        slice: impl Fn(&ChunkValues) -> Option<&[T]>,
    ) -> Option<Typed<T>> {
        let mut values = Vec::with_capacity(ids.len());
        if are_consecutive(ids) {
            // A scan: whole pieces of chunks at once.
            for run in pieces(ids) {
                let chunk = self.chunk(run[0] / CHUNK);
                let Some(chunk) = chunk.filter(|chunk| chunk.len() == CHUNK as usize) else {
                    return self.typed_one_by_one(ids, filler, slice);
                };
                let first = (run[0] % CHUNK) as usize;
                let all = slice(chunk.values())?;
                values.extend_from_slice(all.get(first..first + run.len())?);
            }
            return Some(Typed::new(values));
        }
        self.typed_one_by_one(ids, filler, slice)
    }

    /// Are so many ids scattered that it is worth while to look at all chunks?
    fn are_all_over(&self, ids: &[u32]) -> bool {
        are_scattered(ids) && self.chunks.bound() <= ids.len() * 4
    }

    fn typed_one_by_one<T: Copy>(
        &self,
        ids: &[u32],
        filler: T,
        slice: impl Fn(&ChunkValues) -> Option<&[T]>,
    ) -> Option<Typed<T>> {
        let mut values = Vec::with_capacity(ids.len());
        let mut valid: Option<Bitmap> = None;
        if self.are_all_over(ids) {
            if self.is_dense() {
                return Some(self.typed_dense(ids, filler, slice));
            }
            return self.typed_scattered(ids, self.chunks.bound(), filler, slice);
        }
        if are_scattered(ids) {
            for (at, id) in ids.iter().enumerate() {
                let place = id % CHUNK;
                let chunk = self.chunk(id / CHUNK).filter(|chunk| chunk.has(place));
                match chunk {
                    Some(chunk) => values.push(*slice(chunk.values())?.get(place as usize)?),
                    None => {
                        let valid = valid.get_or_insert_with(|| Bitmap::new(ids.len(), true));
                        valid.set(at, false);
                        values.push(filler);
                    }
                }
            }
            return Some(Typed::with_validity(values, valid));
        }
        for run in ids.chunk_by(|a, b| a / CHUNK == b / CHUNK) {
            let chunk = self.chunk(run[0] / CHUNK);
            let Some(chunk) = chunk.filter(|chunk| !chunk.is_empty()) else {
                let valid = valid.get_or_insert_with(|| Bitmap::new(ids.len(), true));
                for _ in run {
                    valid.set(values.len(), false);
                    values.push(filler);
                }
                continue;
            };
            let all = slice(chunk.values())?;
            if chunk.len() == CHUNK as usize && all.len() == CHUNK as usize {
                values.extend(run.iter().map(|id| all[(id % CHUNK) as usize]));
                continue;
            }
            for id in run {
                let place = id % CHUNK;
                match all.get(place as usize).filter(|_| chunk.has(place)) {
                    Some(value) => values.push(*value),
                    None => {
                        let valid = valid.get_or_insert_with(|| Bitmap::new(ids.len(), true));
                        valid.set(values.len(), false);
                        values.push(filler);
                    }
                }
            }
        }
        Some(Typed::with_validity(values, valid))
    }

    /// As [`Self::typed_one_by_one`], for ids all over a column of not too many chunks. Each chunk is looked at once; then it
    /// is found out where each value lies, and only then are values read, so that many reads are under way at once.
    fn typed_scattered<T: Copy>(
        &self,
        ids: &[u32],
        chunks: usize,
        filler: T,
        slice: impl Fn(&ChunkValues) -> Option<&[T]>,
    ) -> Option<Typed<T>> {
        enum Known<'c, T> {
            Unknown,
            /// Every place has a value.
            Full(&'c [T]),
            Partly(&'c Chunk, &'c [T]),
            Absent,
        }
        let mut known: Vec<Known<'_, T>> = Vec::new();
        known.resize_with(chunks, || Known::Unknown);
        let mut valid: Option<Bitmap> = None;
        let mut places: Vec<&T> = Vec::with_capacity(ids.len());
        for (at, id) in ids.iter().enumerate() {
            let (number, place) = ((id / CHUNK) as usize, id % CHUNK);
            let found = match known.get(number) {
                Some(Known::Full(all)) => Some(&all[place as usize]),
                Some(Known::Partly(chunk, all)) if chunk.has(place) => all.get(place as usize),
                Some(Known::Unknown) => {
                    let chunk = self.chunk(id / CHUNK).filter(|chunk| !chunk.is_empty());
                    let (one, found) = match chunk {
                        None => (Known::Absent, None),
                        Some(chunk) => {
                            let all = slice(chunk.values())?;
                            let found = all.get(place as usize).filter(|_| chunk.has(place));
                            if chunk.len() == CHUNK as usize && all.len() == CHUNK as usize {
                                (Known::Full(all), found)
                            } else {
                                (Known::Partly(chunk, all), found)
                            }
                        }
                    };
                    known[number] = one;
                    found
                }
                _ => None,
            };
            places.push(found.unwrap_or_else(|| {
                let valid = valid.get_or_insert_with(|| Bitmap::new(ids.len(), true));
                valid.set(at, false);
                &filler
            }));
        }
        let values = places.into_iter().copied().collect();
        Some(Typed::with_validity(values, valid))
    }

    /// Date-times, when all are shown in one zone, at whole seconds.
    fn moments(&self, ids: &[u32], first: &Moments) -> Option<Column> {
        let zone = shown(first)?;
        // Then all are shown so.
        let dense = self.are_all_over(ids) && self.is_dense();
        let seconds = self.typed(ids, 0, |values| match values {
            ChunkValues::DateTimes(moments) => {
                (dense || shown(moments)? == zone).then(|| moments.seconds())
            }
            _ => None,
        })?;
        let (offset, zone) = zone.clone();
        Some(Column::Moment(MomentColumn::new(seconds, offset, zone)))
    }

    /// Strings, left where they are.
    fn texts(&self, ids: &[u32]) -> Option<Column> {
        let valid = if are_consecutive(ids) {
            self.texts_there(pieces(ids), ids.len())?
        } else {
            self.texts_there(ids.chunk_by(|a, b| a / CHUNK == b / CHUNK), ids.len())?
        };
        let ids = Typed::with_validity(ids.to_vec(), valid);
        Some(Column::Text(TextColumn::new(Arc::new(self.clone()), ids)))
    }

    /// Which of `rows` ids have a string, if not all; they come in runs, each of one chunk. `None` where something else is.
    #[expect(
        clippy::option_option,
        reason = "the outer one is of types, the inner one of rows"
    )]
    fn texts_there<'i>(
        &self,
        runs: impl Iterator<Item = &'i [u32]>,
        rows: usize,
    ) -> Option<Option<Bitmap>> {
        let mut valid: Option<Bitmap> = None;
        let mut at = 0;
        for run in runs {
            let chunk = self.chunk(run[0] / CHUNK);
            let full = match chunk.map(|chunk| (chunk, chunk.values())) {
                None => false,
                Some((chunk, _)) if chunk.is_empty() => false,
                Some((chunk, ChunkValues::Text(_) | ChunkValues::Dictionary(_))) => {
                    chunk.len() == CHUNK as usize
                }
                Some(_) => return None,
            };
            if full {
                at += run.len();
                continue;
            }
            for id in run {
                if !chunk.is_some_and(|chunk| chunk.has(id % CHUNK)) {
                    valid
                        .get_or_insert_with(|| Bitmap::new(rows, true))
                        .set(at, false);
                }
                at += 1;
            }
        }
        Some(valid)
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

/// Consecutive ids, chunk by chunk.
fn pieces(mut ids: &[u32]) -> impl Iterator<Item = &[u32]> {
    std::iter::from_fn(move || {
        let room = (CHUNK - ids.first()? % CHUNK) as usize;
        let (piece, rest) = ids.split_at(room.min(ids.len()));
        ids = rest;
        Some(piece)
    })
}

/// Do neighbours among the ids mostly lie in different chunks?
fn are_scattered(ids: &[u32]) -> bool {
    let looked_at = ids.len().min(64);
    let pairs = ids[..looked_at].windows(2);
    let changes = pairs.filter(|pair| pair[0] / CHUNK != pair[1] / CHUNK);
    changes.count() * 8 > looked_at
}

impl Strings for PropertyColumn {
    #[inline]
    fn text(&self, id: u32) -> &str {
        let place = (id % CHUNK) as usize;
        match self.chunk(id / CHUNK).map(Chunk::values) {
            Some(ChunkValues::Text(all)) => all.get(place),
            Some(ChunkValues::Dictionary(all)) => all.get(place),
            // Only asked for ids that have a string.
            _ => "",
        }
    }
    fn value(&self, id: u32) -> Value {
        self.get(id)
    }
    fn place(&self, id: u32) -> Option<Place<'_>> {
        let form = match self.chunk(id / CHUNK).map(Chunk::values)? {
            ChunkValues::Dictionary(all) => Form::Words {
                codes: all.codes(),
                words: all.words(),
            },
            ChunkValues::Text(all) => {
                let (starts, lengths, text) = all.parts();
                Form::Joined {
                    starts,
                    lengths,
                    text,
                }
            }
            _ => return None,
        };
        let from = id - id % CHUNK;
        Some(Place { from, form })
    }
    fn identity(&self) -> usize {
        self.chunks.identity()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};

    use super::PropertyColumn;
    use crate::column::{Column, Stretch};
    use crate::value::Value;
    use crate::value::temporal::DateTime;

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
            Column::Text(_) => "texts",
            Column::Moment(_) => "moments",
            _ => "other",
        };
        assert_eq!(found, form);
        assert_eq!(gathered.len(), ids.len());
    }

    #[test]
    fn typed_where_the_values_agree() {
        let mut values: Vec<(u32, Value)> = (0..3000).map(|n| (n, i64::from(n).into())).collect();
        check(&values, &[0, 2999, 5, 5000, 1024], "integers");
        // All over, in chunks that are full, partly full, empty and not there.
        let scattered: Vec<u32> = (0..200).map(|n| n * 1237 % 7000).collect();
        check(&values, &scattered, "integers");
        check(&values, &[5000, 6000], "nulls");
        check(&values, &[], "nulls");
        values.push((5000, "x".into()));
        check(&values, &[0, 5000], "values");
        let names: Vec<_> = (0..3000)
            .map(|n| (n, Value::from(format!("n{n}"))))
            .collect();
        check(&names, &[17, 2000, 4000], "texts");
        let moment = |text: &str| Value::from(text.parse::<DateTime>().unwrap());
        let times: Vec<_> = (0..3000)
            .map(|n| (n, moment(&format!("2021-07-04T10:00:{:02}Z", n % 60))))
            .collect();
        check(&times, &[5, 2999, 4000], "moments");
        let two = [
            (1, moment("2021-07-04T10:00:00Z")),
            (2000, moment("2021-07-04T10:00:00+01:00")),
        ];
        check(&two, &[1, 2000], "values");
        let fine = [(1, moment("2021-07-04T10:00:00.5Z"))];
        check(&fine, &[1], "values");
        check(&[(1, 0.5.into())], &[0, 1], "floats");
        check(&[(1, true.into())], &[1], "booleans");
    }

    /// A text of which there are few, many, or that lies alone; or none.
    fn texts() -> impl Strategy<Value = Value> {
        let kind = (any::<u8>(), 0_u32..5000);
        kind.prop_map(|(kind, number)| match kind {
            0..30 => Value::Null,
            30..32 => "long ".repeat(300).into(),
            32..140 => format!("word {}", number % 7).into(),
            _ => format!("text {number}").into(),
        })
    }

    proptest! {
        #[test]
        fn texts_read_in_stretches_are_those_read_one_by_one(
            chunks in prop::collection::vec(
                (prop_oneof![Just(0), Just(7), Just(5000)], prop::collection::vec(texts(), 1..120)), 1..4),
            ids in prop::collection::vec(0_u32..3072, 0..90),
        ) {
            let mut column = PropertyColumn::default();
            for (chunk, (few, values)) in chunks.iter().enumerate() {
                // Chunks of few words, of many, and of what is drawn.
                for (at, value) in values.iter().enumerate() {
                    let value = match few {
                        0 => value.clone(),
                        few => format!("{}", at % few).into(),
                    };
                    column.set((chunk * 1024 + at) as u32, value);
                }
            }
            let all: Vec<u32> = (0..1200).chain(ids).collect();
            let Column::Text(found) = column.gather(&all) else { return Ok(()) };
            let mut seen = Vec::new();
            for stretch in found.stretches() {
                match stretch {
                    Stretch::Absent(row) => seen.push((row, None)),
                    Stretch::Alone(row, text) => seen.push((row, Some(text))),
                    Stretch::Near(rows, place) => {
                        seen.extend(rows.map(|row| (row, Some(place.text(all[row])))));
                    }
                }
            }
            let expected: Vec<_> = (0..all.len()).map(|row| (row, found.text(row))).collect();
            assert_eq!(seen, expected);
            let lengths = found.map(str::len);
            for row in 0..all.len() {
                assert_eq!(lengths.get(row), found.text(row).map(str::len));
            }
        }
    }
}

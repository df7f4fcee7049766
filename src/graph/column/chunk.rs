//! 1024 values of one column, stored by the type they have.
//!
//! In: values at places 0 to 1023. Out: values, or the typed slices themselves. A chunk takes the type of its first
//! value; a value of another type makes it mixed; strings start as a dictionary and become flat text when most of
//! them differ. Knows nothing of ids.

use std::sync::OnceLock;

use super::CHUNK;
use super::moments::Moments;
use super::shared::SharedLists;
use super::text::{Dictionary, Text};
use crate::graph::view::references;
use crate::value::temporal::{Date, LocalDateTime, LocalTime, Time};
use crate::value::{Cell, Value};

/// Up to 1024 values and which places have one.
#[derive(Debug, Clone, Default)]
pub struct Chunk {
    valid: [u64; CHUNK as usize / 64],
    count: usize,
    values: ChunkValues,
    /// Does every value name something? Found out once.
    all_name: OnceLock<bool>,
}

/// The values of a chunk. A place without value holds anything; slices end after the last place ever used.
#[derive(Debug, Clone)]
pub enum ChunkValues {
    /// All integers.
    Integers(Vec<i64>),
    /// All floats.
    Floats(Vec<f64>),
    /// All booleans.
    Booleans(Vec<bool>),
    /// All dates.
    Dates(Vec<Date>),
    /// All times of day without zone.
    LocalTimes(Vec<LocalTime>),
    /// All times of day with offset.
    Times(Vec<Time>),
    /// All dates with times, without zone.
    LocalDateTimes(Vec<LocalDateTime>),
    /// All dates with times, in few zones.
    DateTimes(Moments),
    /// Strings, few of them different.
    Dictionary(Dictionary),
    /// Strings, most of them different.
    Text(Text),
    /// Values of several types, lists, long strings.
    Mixed(Vec<Value>),
}

impl Default for ChunkValues {
    fn default() -> Self {
        Self::Mixed(Vec::new())
    }
}

impl Chunk {
    /// Has `place` a value?
    #[inline]
    pub fn has(&self, place: u32) -> bool {
        self.valid[(place / 64) as usize] >> (place % 64) & 1 == 1
    }

    /// The value at `place`, `null` when there is none.
    #[inline]
    pub fn get(&self, place: u32) -> Value {
        if self.has(place) {
            self.values.get(place as usize)
        } else {
            Value::Null
        }
    }

    /// The value at `place`, when it lies there as one.
    #[inline]
    pub(super) fn held(&self, place: u32) -> Option<&Value> {
        match &self.values {
            // Where every place has one, it is not looked whether this has.
            ChunkValues::Mixed(all) if self.count == CHUNK as usize || self.has(place) => {
                all.get(place as usize)
            }
            _ => None,
        }
    }

    /// How many places have a value.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Has no place a value?
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// One bit per place: has it a value?
    pub fn validity(&self) -> &[u64; CHUNK as usize / 64] {
        &self.valid
    }

    /// The values themselves.
    #[inline]
    pub fn values(&self) -> &ChunkValues {
        &self.values
    }

    /// Takes values as they are; `None` when there is no value at a place that should have one.
    pub(crate) fn from_parts(
        valid: [u64; CHUNK as usize / 64],
        values: ChunkValues,
    ) -> Option<Self> {
        let end = (0..CHUNK)
            .rev()
            .find(|place| valid[(place / 64) as usize] >> (place % 64) & 1 == 1)
            .map_or(0, |place| place as usize + 1);
        let count = valid.iter().map(|word| word.count_ones() as usize).sum();
        (end <= values.len()).then_some(Self {
            valid,
            count,
            values,
            all_name: OnceLock::new(),
        })
    }

    /// Sets the value at `place`; `null` takes it out.
    pub(super) fn set(&mut self, place: u32, value: Value) {
        let bit = 1 << (place % 64);
        self.all_name = OnceLock::new();
        if value.is_null() {
            if self.has(place) {
                self.valid[(place / 64) as usize] &= !bit;
                self.count -= 1;
                self.values.forget(place as usize);
            }
            return;
        }
        let others = self.count - usize::from(self.has(place));
        if others == 0 {
            self.values = ChunkValues::fitting(&value);
        }
        if let Err(value) = self.values.put(place as usize, value) {
            self.values = self.wider(&value);
            if let Err(value) = self.values.put(place as usize, value) {
                self.values = ChunkValues::Mixed(self.all());
                // Mixed chunks take every value.
                let _ = self.values.put(place as usize, value);
            }
        }
        self.valid[(place / 64) as usize] |= bit;
        self.count = others + 1;
    }

    /// Sets the value at `place` from a cell: at once where the chunk has its type already, else as [`Self::set`] does.
    pub(super) fn put(&mut self, place: u32, cell: Cell<'_>) {
        if self.count == 0 {
            return self.set(place, cell.into_value());
        }
        self.all_name = OnceLock::new();
        if let Err(cell) = self.values.put_cell(place as usize, cell) {
            return self.set(place, cell.into_value());
        }
        let bit = 1 << (place % 64);
        let word = &mut self.valid[(place / 64) as usize];
        self.count += usize::from(*word & bit == 0);
        *word |= bit;
    }

    /// The value at `place`, where it can be read without making one; `None` when there is none.
    pub(crate) fn cell(&self, place: u32) -> Option<Cell<'_>> {
        self.has(place).then(|| self.values.cell(place as usize))
    }

    /// Reads something of the value at `place`. The number means nothing.
    #[inline]
    pub(super) fn touch(&self, place: u32) -> usize {
        if !self.has(place) {
            return 0;
        }
        let at = place as usize;
        match &self.values {
            ChunkValues::Integers(all) => all[at] as usize,
            ChunkValues::Dates(all) => all[at].epoch_days() as usize,
            ChunkValues::Text(all) => all.get(at).bytes().next().map_or(0, usize::from),
            ChunkValues::Dictionary(all) => all.codes()[at].into(),
            ChunkValues::Mixed(all) => match &all[at] {
                Value::List(items) => items
                    .first()
                    .map_or(0, |first| usize::from(first.is_null())),
                _ => 1,
            },
            // What is rare may be waited for.
            _ => 2,
        }
    }

    /// Does every value name something: is it a text, or a list with one, that is not empty? O(1) but for the first time.
    pub(crate) fn all_name(&self) -> bool {
        let names = |place: u32| match self.values.cell(place as usize) {
            Cell::Text(text) => !text.is_empty(),
            Cell::Held(value) => references(value).next().is_some(),
            _ => false,
        };
        let places = || (0..CHUNK).filter(|&place| self.has(place));
        *self.all_name.get_or_init(|| places().all(names))
    }

    /// Was it found out before that [every value names something](Self::all_name)?
    #[inline]
    pub(crate) fn is_known_to_name(&self) -> bool {
        self.all_name.get() == Some(&true)
    }

    /// Keeps lists only once that are equal to one that came before.
    pub(crate) fn share_lists(&mut self, lists: &mut SharedLists) {
        if let ChunkValues::Mixed(all) = &mut self.values {
            all.iter_mut().for_each(|value| lists.share(value));
        }
    }

    pub(super) fn shrink(&mut self) {
        self.values.shrink();
    }

    pub(super) fn bytes(&self) -> usize {
        size_of::<Self>() + self.values.bytes()
    }

    /// The values in a form that may take `value` too.
    fn wider(&self, value: &Value) -> ChunkValues {
        let mut text = Text::default();
        if let (ChunkValues::Dictionary(dictionary), Value::String(_)) = (&self.values, value)
            && (0..CHUNK)
                .filter(|&place| self.has(place))
                .all(|place| text.put(place as usize, dictionary.get(place as usize)))
        {
            return ChunkValues::Text(text);
        }
        ChunkValues::Mixed(self.all())
    }

    fn all(&self) -> Vec<Value> {
        let end = (0..CHUNK)
            .rev()
            .find(|&place| self.has(place))
            .map_or(0, |place| place + 1);
        (0..end).map(|place| self.get(place)).collect()
    }
}

impl ChunkValues {
    /// How many places there is room for, with a value or without.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Integers(all) => all.len(),
            Self::Floats(all) => all.len(),
            Self::Booleans(all) => all.len(),
            Self::Dates(all) => all.len(),
            Self::LocalTimes(all) => all.len(),
            Self::Times(all) => all.len(),
            Self::LocalDateTimes(all) => all.len(),
            Self::DateTimes(all) => all.len(),
            Self::Dictionary(all) => all.codes().len(),
            Self::Text(all) => all.len(),
            Self::Mixed(all) => all.len(),
        }
    }

    fn fitting(value: &Value) -> Self {
        match value {
            Value::Integer(_) => Self::Integers(Vec::new()),
            Value::Float(_) => Self::Floats(Vec::new()),
            Value::Boolean(_) => Self::Booleans(Vec::new()),
            Value::String(text) if Text::takes(text) => Self::Dictionary(Dictionary::default()),
            Value::Date(_) => Self::Dates(Vec::new()),
            Value::LocalTime(_) => Self::LocalTimes(Vec::new()),
            Value::Time(_) => Self::Times(Vec::new()),
            Value::LocalDateTime(_) => Self::LocalDateTimes(Vec::new()),
            Value::DateTime(_) => Self::DateTimes(Moments::default()),
            _ => Self::Mixed(Vec::new()),
        }
    }

    #[inline]
    fn get(&self, at: usize) -> Value {
        match self {
            Self::Integers(all) => Value::Integer(all[at]),
            Self::Floats(all) => Value::Float(all[at]),
            Self::Booleans(all) => Value::Boolean(all[at]),
            Self::Dates(all) => Value::Date(all[at]),
            Self::LocalTimes(all) => Value::LocalTime(all[at]),
            Self::Times(all) => Value::Time(all[at]),
            Self::LocalDateTimes(all) => Value::LocalDateTime(all[at]),
            Self::DateTimes(all) => Value::from(all.get(at)),
            Self::Dictionary(all) => Value::String(all.get(at).clone()),
            Self::Text(all) => Value::String(all.get(at).into()),
            Self::Mixed(all) => all[at].clone(),
        }
    }

    /// Writes a value, or gives it back when it does not fit.
    fn put(&mut self, at: usize, value: Value) -> Result<(), Value> {
        match (self, value) {
            (Self::Integers(all), Value::Integer(value)) => write(all, at, value, 0),
            (Self::Floats(all), Value::Float(value)) => write(all, at, value, 0.0),
            (Self::Booleans(all), Value::Boolean(value)) => write(all, at, value, false),
            (Self::Dates(all), Value::Date(value)) => write(all, at, value, value),
            (Self::LocalTimes(all), Value::LocalTime(value)) => write(all, at, value, value),
            (Self::Times(all), Value::Time(value)) => write(all, at, value, value),
            (Self::LocalDateTimes(all), Value::LocalDateTime(value)) => {
                write(all, at, value, value);
            }
            (Self::DateTimes(all), Value::DateTime(value)) => {
                if !all.put(at, &value) {
                    return Err(Value::DateTime(value));
                }
            }
            (Self::Dictionary(all), Value::String(text)) => {
                if !all.put(at, &text) {
                    return Err(Value::String(text));
                }
            }
            (Self::Text(all), Value::String(text)) => {
                if !all.put(at, &text) {
                    return Err(Value::String(text));
                }
            }
            (Self::Mixed(all), value) => write(all, at, value, Value::Null),
            (_, value) => return Err(value),
        }
        Ok(())
    }

    /// Writes a cell of the type there is, or gives it back.
    #[inline]
    fn put_cell<'c>(&mut self, at: usize, cell: Cell<'c>) -> Result<(), Cell<'c>> {
        match (self, cell) {
            (Self::Integers(all), Cell::Integer(value)) => write(all, at, value, 0),
            (Self::Floats(all), Cell::Float(value)) => write(all, at, value, 0.0),
            (Self::Booleans(all), Cell::Boolean(value)) => write(all, at, value, false),
            (Self::Dates(all), Cell::Date(value)) => write(all, at, value, value),
            (Self::DateTimes(all), Cell::DateTime(value)) => {
                if !all.put(at, &value) {
                    return Err(Cell::DateTime(value));
                }
            }
            (Self::Dictionary(all), Cell::Text(text)) => {
                if !all.put_text(at, text) {
                    return Err(Cell::Text(text));
                }
            }
            (Self::Text(all), Cell::Text(text)) => {
                if !all.put(at, text) {
                    return Err(Cell::Text(text));
                }
            }
            (_, cell) => return Err(cell),
        }
        Ok(())
    }

    fn cell(&self, at: usize) -> Cell<'_> {
        match self {
            Self::Integers(all) => Cell::Integer(all[at]),
            Self::Floats(all) => Cell::Float(all[at]),
            Self::Booleans(all) => Cell::Boolean(all[at]),
            Self::Dates(all) => Cell::Date(all[at]),
            Self::DateTimes(all) => Cell::DateTime(all.get(at)),
            Self::Dictionary(all) => Cell::Text(all.get(at)),
            Self::Text(all) => Cell::Text(all.get(at)),
            Self::Mixed(all) => Cell::Held(&all[at]),
            other => Cell::Other(other.get(at)),
        }
    }

    /// Lets go of what a place holds, where holding it costs memory.
    fn forget(&mut self, at: usize) {
        match self {
            Self::Mixed(all) => all[at] = Value::Null,
            Self::Text(all) => all.forget(at),
            _ => {}
        }
    }

    fn shrink(&mut self) {
        match self {
            Self::Integers(all) => all.shrink_to_fit(),
            Self::Floats(all) => all.shrink_to_fit(),
            Self::Booleans(all) => all.shrink_to_fit(),
            Self::Dates(all) => all.shrink_to_fit(),
            Self::LocalTimes(all) => all.shrink_to_fit(),
            Self::Times(all) => all.shrink_to_fit(),
            Self::LocalDateTimes(all) => all.shrink_to_fit(),
            Self::DateTimes(all) => all.shrink(),
            Self::Dictionary(all) => all.shrink(),
            Self::Text(all) => all.shrink(),
            Self::Mixed(all) => all.shrink_to_fit(),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Integers(all) => 8 * all.capacity(),
            Self::Floats(all) => 8 * all.capacity(),
            Self::Booleans(all) => all.capacity(),
            Self::Dates(all) => size_of::<Date>() * all.capacity(),
            Self::LocalTimes(all) => size_of::<LocalTime>() * all.capacity(),
            Self::Times(all) => size_of::<Time>() * all.capacity(),
            Self::LocalDateTimes(all) => size_of::<LocalDateTime>() * all.capacity(),
            Self::DateTimes(all) => all.bytes(),
            Self::Dictionary(all) => all.bytes(),
            Self::Text(all) => all.bytes(),
            Self::Mixed(all) => size_of::<Value>() * all.capacity(),
        }
    }
}

fn write<T: Clone>(all: &mut Vec<T>, at: usize, value: T, filler: T) {
    if all.len() <= at {
        all.resize(at + 1, filler);
    }
    all[at] = value;
}

#[cfg(test)]
mod tests {
    use super::{Chunk, ChunkValues};
    use crate::value::Value;

    fn check(values: &[(u32, Value)], form: &str) {
        let mut chunk = Chunk::default();
        let mut model = vec![Value::Null; 1024];
        for (place, value) in values {
            chunk.set(*place, value.clone());
            model[*place as usize] = value.clone();
        }
        for place in 0..1024 {
            let expected = format!("{:?}", model[place as usize]);
            assert_eq!(format!("{:?}", chunk.get(place)), expected, "place {place}");
        }
        assert_eq!(
            chunk.len(),
            model.iter().filter(|value| !value.is_null()).count()
        );
        let found = match chunk.values() {
            ChunkValues::Integers(_) => "integers",
            ChunkValues::Floats(_) => "floats",
            ChunkValues::Booleans(_) => "booleans",
            ChunkValues::Dictionary(_) => "dictionary",
            ChunkValues::Text(_) => "text",
            ChunkValues::Mixed(_) => "mixed",
            _ => "temporal",
        };
        assert_eq!(found, form);
    }

    #[test]
    fn the_type_follows_the_values() {
        let text = |n: u32| Value::from(format!("name {n}"));
        check(&[(3, 1.into()), (900, 2.into()), (3, 5.into())], "integers");
        check(&[(3, 1.into()), (4, 2.5.into())], "mixed");
        check(&[(3, 1.into()), (3, 2.5.into())], "floats");
        check(
            &[(3, 1.into()), (3, Value::Null), (7, true.into())],
            "booleans",
        );
        check(
            &(0..1000).map(|n| (n, text(n % 7))).collect::<Vec<_>>(),
            "dictionary",
        );
        check(
            &(0..1000).rev().map(|n| (n, text(n))).collect::<Vec<_>>(),
            "text",
        );
        check(
            &[
                (0, "a".into()),
                (1, "x".repeat(5000).into()),
                (2, "b".into()),
            ],
            "mixed",
        );
        check(&[(0, "x".repeat(5000).into())], "mixed");
        let rewritten = (0..5000).map(|n| (n * 7 % 50, text(n)));
        check(&rewritten.collect::<Vec<_>>(), "text");
        let mut back: Vec<_> = (0..1000).map(|n| (n, text(n))).collect();
        back.extend((0..1000).filter(|n| n % 3 > 0).map(|n| (n, Value::Null)));
        back.push((1, Value::list(vec![1.into()])));
        check(&back, "mixed");
    }
}

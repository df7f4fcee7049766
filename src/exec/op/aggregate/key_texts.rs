//! The strings of a key that many groups share: held once, told by number.
//!
//! In: the values of keys that were numbered together, and which of them is the key. Out: columns of strings that stay where
//! they are. Knows nothing of groups.

use std::sync::Arc;

use crate::column::{Bitmap, Column, Place, Strings, TextColumn, Typed};
use crate::value::Value;
use crate::value::bulk::Bulk;

/// The strings of a key.
pub(super) struct KeyTexts {
    strings: Arc<Tuples>,
    /// How many keys were numbered together, and which one this is.
    width: usize,
    offset: usize,
    has_null: bool,
}

/// The values of keys that were numbered together, end to end.
#[derive(Debug)]
struct Tuples(Arc<Bulk<Value>>);

impl KeyTexts {
    /// The strings of a key; `None` when it has values that are none. O(values).
    pub(super) fn of(values: &Arc<Bulk<Value>>, width: usize, offset: usize) -> Option<Self> {
        let mut has_null = false;
        for value in values.iter().skip(offset).step_by(width) {
            match value {
                Value::String(_) => {}
                Value::Null => has_null = true,
                _ => return None,
            }
        }
        u32::try_from(values.len()).ok()?;
        Some(Self {
            strings: Arc::new(Tuples(Arc::clone(values))),
            width,
            offset,
            has_null,
        })
    }

    /// The strings with these numbers.
    pub(super) fn column(&self, numbers: impl Iterator<Item = u32>) -> Column {
        let place = |number: u32| (number as usize * self.width + self.offset) as u32;
        let places: Vec<u32> = numbers.map(place).collect();
        let valid = self.has_null.then(|| {
            let mut valid = Bitmap::default();
            for place in &places {
                valid.push(!self.strings.0[*place as usize].is_null());
            }
            valid
        });
        let strings = Arc::clone(&self.strings);
        Column::Text(TextColumn::new(
            strings,
            Typed::with_validity(places, valid),
        ))
    }
}

impl Strings for Tuples {
    fn text(&self, id: u32) -> &str {
        match &self.0[id as usize] {
            Value::String(text) => text,
            // Only asked for numbers that have a string.
            _ => "",
        }
    }
    fn value(&self, id: u32) -> Value {
        self.0[id as usize].clone()
    }
    fn place(&self, _: u32) -> Option<Place<'_>> {
        None
    }
    fn identity(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::KeyTexts;
    use crate::value::{Value, literal};

    #[test]
    fn strings_and_nulls_are_told_by_number() {
        let values: Vec<Value> = vec![
            "a".into(),
            1.into(),
            Value::Null,
            2.into(),
            "b".into(),
            3.into(),
        ];
        let values = Arc::new(values.into());
        let texts = KeyTexts::of(&values, 2, 0).unwrap();
        let column = texts.column([2, 0, 1, 2].into_iter());
        let found: Vec<String> = (0..column.len())
            .map(|row| literal::text(&column.get(row)))
            .collect();
        assert_eq!(found, ["'b'", "'a'", "null", "'b'"]);
        assert!(column.is_null(2) && !column.is_null(3));
        // Not all of the other key are strings.
        assert!(KeyTexts::of(&values, 2, 1).is_none());
    }
}

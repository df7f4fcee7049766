//! Strings that stay where they are stored.
//!
//! In: who holds strings by number, and the numbers. Out: a column that borrows a string when asked and makes a value
//! only when it must. Knows nothing of who holds them.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use super::Typed;
use crate::diagnostic::{Interrupt, Result};
use crate::value::Value;

/// Who holds strings by number.
pub trait Strings: Debug + Send + Sync {
    /// The string of a number that has one.
    fn text(&self, id: u32) -> &str;
    /// The same as a value, shared with the store where it is kept that way.
    fn value(&self, id: u32) -> Value;
    /// Where near strings are kept once each: the first number of the place, and for it and the numbers behind it which
    /// string of the place each has. Equal numbers are equal strings; they are small.
    fn words(&self, id: u32) -> Option<(u32, &[u16])>;
    /// The same for all who hold the same strings.
    fn identity(&self) -> usize;
}

/// Strings by row. A clone is O(1).
#[derive(Debug, Clone)]
pub struct TextColumn {
    strings: Arc<dyn Strings>,
    ids: Typed<u32>,
}

impl TextColumn {
    /// The strings of these numbers; each that is valid has one.
    pub fn new(strings: Arc<dyn Strings>, ids: Typed<u32>) -> Self {
        Self { strings, ids }
    }
    /// Their numbers.
    pub fn ids(&self) -> &Typed<u32> {
        &self.ids
    }
    /// Who holds them.
    pub fn strings(&self) -> &Arc<dyn Strings> {
        &self.strings
    }
    /// The string of a row; `None` when there is none. O(1).
    #[inline]
    pub fn text(&self, row: usize) -> Option<&str> {
        self.ids.get(row).map(|id| self.strings.text(id))
    }
    /// Reads a character of each of some rows. Who is about to read them, all over the store, waits less for it.
    pub fn touch(&self, rows: Range<usize>) {
        let texts = rows.filter_map(|row| self.text(row));
        let touched = texts.fold(0, |all, text| all ^ text.bytes().next().unwrap_or(0));
        std::hint::black_box(touched);
    }
    /// The value of a row.
    pub fn get(&self, row: usize) -> Value {
        self.ids
            .get(row)
            .map_or(Value::Null, |id| self.strings.value(id))
    }
    /// The rows named, in the order named.
    #[must_use]
    pub fn gather(&self, rows: &[u32]) -> Self {
        Self {
            strings: Arc::clone(&self.strings),
            ids: self.ids.gather(rows),
        }
    }
    /// All rows of all parts, in order, when one holds the strings of all.
    pub(super) fn concat(parts: &[&Self], interrupt: &Interrupt) -> Result<Option<Self>> {
        let Some(first) = parts.first() else {
            return Ok(None);
        };
        let identity = first.strings.identity();
        let same = |part: &&Self| part.strings.identity() == identity;
        if !parts.iter().all(same) {
            return Ok(None);
        }
        Ok(Some(Self {
            strings: Arc::clone(&first.strings),
            ids: Typed::concat(parts.iter().map(|part| &part.ids), interrupt)?,
        }))
    }
    /// The same, without what has no bit in `valid`.
    pub(super) fn masked(self, valid: &super::Bitmap) -> Self {
        Self {
            ids: self.ids.masked(valid),
            ..self
        }
    }
}

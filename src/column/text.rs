//! Strings that stay where they are stored.
//!
//! In: who holds strings by number, and the numbers. Out: a column that borrows a string when asked and makes a value
//! only when it must. Knows nothing of who holds them.

use std::fmt::Debug;
use std::ops::Range;
use std::sync::Arc;

use super::{Typed, are_consecutive};
use crate::diagnostic::{Interrupt, Result};
use crate::value::Value;

/// Who holds strings by number.
pub trait Strings: Debug + Send + Sync {
    /// The string of a number that has one.
    fn text(&self, id: u32) -> &str;
    /// The same as a value, shared with the store where it is kept that way.
    fn value(&self, id: u32) -> Value;
    /// Where the string of a number lies, when others lie there too.
    fn place(&self, id: u32) -> Option<Place<'_>>;
    /// The same for all who hold the same strings.
    fn identity(&self) -> usize;
}

/// Where strings with near numbers lie: those from `from` on.
#[derive(Debug, Clone, Copy)]
pub struct Place<'s> {
    /// The first number.
    pub from: u32,
    /// How they lie there.
    pub form: Form<'s>,
}

/// How near strings lie.
#[derive(Debug, Clone, Copy)]
pub enum Form<'s> {
    /// Kept once each.
    Words {
        /// Which word each number has.
        codes: &'s [u16],
        /// Distinct; some may be in use no longer.
        words: &'s [Arc<str>],
    },
    /// End to end in one text.
    Joined {
        /// Where each begins, in bytes.
        starts: &'s [u32],
        /// The bytes of each.
        lengths: &'s [u16],
        /// All of them.
        text: &'s str,
    },
}

impl<'s> Place<'s> {
    /// How many numbers from the first on may lie here.
    fn len(&self) -> usize {
        match self.form {
            Form::Words { codes, .. } => codes.len(),
            Form::Joined { lengths, .. } => lengths.len(),
        }
    }
    /// The string of a number that lies here. O(1).
    #[inline]
    pub fn text(&self, id: u32) -> &'s str {
        let at = (id - self.from) as usize;
        match self.form {
            Form::Words { codes, words } => &words[usize::from(codes[at])],
            Form::Joined {
                starts,
                lengths,
                text,
            } => {
                let start = starts[at] as usize;
                &text[start..start + usize::from(lengths[at])]
            }
        }
    }
}

impl<'s> Place<'s> {
    /// Which words these numbers have, when they follow each other, all lie here, and words are kept once. O(their number).
    pub(crate) fn codes_of(&self, ids: &[u32]) -> Option<&'s [u16]> {
        let Form::Words { codes, .. } = self.form else {
            return None;
        };
        let first = ids.first()?.wrapping_sub(self.from) as usize;
        let here = codes.get(first..)?.get(..ids.len())?;
        are_consecutive(ids).then_some(here)
    }
    /// Do all of these numbers lie here, as far as that is seen at a glance?
    fn has_all(&self, ids: &[u32]) -> bool {
        // What has all bits of all numbers is as great as any of them.
        let bits = ids
            .iter()
            .fold(0, |bits, id| bits | id.wrapping_sub(self.from));
        (bits as usize) < self.len()
    }
}

/// Rows that follow each other.
#[derive(Debug)]
pub enum Stretch<'s> {
    /// A row without a string.
    Absent(usize),
    /// A row whose string lies alone.
    Alone(usize, &'s str),
    /// Rows whose strings lie at one place.
    Near(Range<usize>, Place<'s>),
}

/// How many numbers are looked at at once.
const AT_ONCE: usize = 64;

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
    /// All rows in order. Who reads many strings this way looks for their place once.
    pub fn stretches(&self) -> impl Iterator<Item = Stretch<'_>> {
        let mut rows = 0..self.ids.len();
        std::iter::from_fn(move || {
            let row = rows.next()?;
            let stretch = self.stretch(row);
            if let Stretch::Near(here, _) = &stretch {
                rows.start = here.end;
            }
            Some(stretch)
        })
    }
    /// The rows from one on that belong together.
    fn stretch(&self, row: usize) -> Stretch<'_> {
        let Some(id) = self.ids.get(row) else {
            return Stretch::Absent(row);
        };
        let Some(place) = self.strings.place(id) else {
            return Stretch::Alone(row, self.strings.text(id));
        };
        let ids = &self.ids.values()[row + 1..];
        let here = |id: u32| (id.wrapping_sub(place.from) as usize) < place.len();
        let more = match self.ids.validity() {
            None => {
                let many = ids.chunks(AT_ONCE).take_while(|ids| place.has_all(ids));
                let many = ids.len().min(many.count() * AT_ONCE);
                let next = ids[many..].iter().position(|id| !here(*id));
                next.map(|next| many + next)
            }
            Some(valid) => {
                let mut rows = ids.iter().zip(row + 1..);
                rows.position(|(id, row)| !here(*id) || !valid.get(row))
            }
        };
        let more = more.unwrap_or(ids.len());
        Stretch::Near(row..row + 1 + more, place)
    }
    /// What `make` makes of each string, which depends on the string alone. O(rows).
    pub fn map<T: Copy + Default>(&self, mut make: impl FnMut(&str) -> T) -> Typed<T> {
        let mut made = Vec::with_capacity(self.ids.len());
        for stretch in self.stretches() {
            match stretch {
                Stretch::Absent(_) => made.push(T::default()),
                Stretch::Alone(_, text) => made.push(make(text)),
                Stretch::Near(rows, place) => {
                    let ids = &self.ids.values()[rows];
                    match place.form {
                        Form::Words { codes, words } if words.len() <= ids.len() => {
                            let of_words: Vec<T> = words.iter().map(|word| make(word)).collect();
                            let code = |id: &u32| usize::from(codes[(id - place.from) as usize]);
                            made.extend(ids.iter().map(|id| of_words[code(id)]));
                        }
                        _ => made.extend(ids.iter().map(|id| make(place.text(*id)))),
                    }
                }
            }
        }
        Typed::with_validity(made, self.ids.validity().cloned())
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

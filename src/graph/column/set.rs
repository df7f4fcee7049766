//! All columns of one sort of thing: of the nodes, or of the relationships of one type.
//!
//! In: values by id and key. Out: columns by key, and all properties of one id. Remembers which keys a chunk of ids
//! uses, so that a thing with few properties is cheap to read in a graph with many keys. Knows nothing of names.

use super::{CHUNK, ChunkChange, PropertyColumn};
use crate::diagnostic::{Interrupt, Result};
use crate::graph::id::KeyId;
use crate::graph::paged::Pages;
use crate::value::{Cell, Value};

/// How many values are moved between looks at what may stop the work.
const STEPS: usize = 1 << 14;

/// Columns by key. A clone is O(1).
#[derive(Debug, Clone, Default)]
pub(crate) struct PropertySet {
    columns: Pages<PropertyColumn>,
    /// Ascending keys that have a value, by number of the chunk.
    used: Pages<Vec<KeyId>>,
}

impl PropertySet {
    pub(crate) fn column(&self, key: KeyId) -> Option<&PropertyColumn> {
        self.columns.get(key.0 as usize)
    }

    /// All columns by key, ascending.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (KeyId, &PropertyColumn)> + '_ {
        self.columns
            .iter()
            .map(|(key, column)| (KeyId(key as u32), column))
    }

    /// Takes whole columns. O(chunks).
    pub(crate) fn restored(columns: impl IntoIterator<Item = (KeyId, PropertyColumn)>) -> Self {
        let mut set = Self::default();
        for (key, column) in columns {
            for (at, _) in column.chunks() {
                let used = set.used.entry(at as usize, Vec::new);
                if let Err(place) = used.binary_search(&key) {
                    used.insert(place, key);
                }
            }
            set.columns.set(key.0 as usize, Some(column.into()));
        }
        set
    }

    pub(crate) fn get(&self, id: u32, key: KeyId) -> Value {
        self.column(key)
            .map_or(Value::Null, |column| column.get(id))
    }

    /// Keys and values of `id`, by key.
    pub(crate) fn all(&self, id: u32) -> Vec<(KeyId, Value)> {
        let Some(keys) = self.used.get((id / CHUNK) as usize) else {
            return Vec::new();
        };
        keys.iter()
            .map(|&key| (key, self.get(id, key)))
            .filter(|(_, value)| !value.is_null())
            .collect()
    }

    /// The keys of which `id` or one near it has a value.
    pub(crate) fn keys_near(&self, id: u32) -> &[KeyId] {
        let used = self.used.get((id / CHUNK) as usize);
        used.map_or(&[], Vec::as_slice)
    }

    /// A value of `id` where it lies; `None` when it has none.
    pub(crate) fn cell(&self, id: u32, key: KeyId) -> Option<Cell<'_>> {
        self.column(key)?.cell(id)
    }

    /// Reads something of all values of `id`; see [`PropertyColumn::touch`].
    pub(crate) fn touch(&self, id: u32) -> usize {
        let columns = self.keys_near(id).iter();
        columns
            .filter_map(|&key| self.column(key))
            .fold(0, |all, column| all ^ column.touch(id))
    }

    /// As [`Self::touch`] for many, one column after the other: no look waits for what an earlier one finds.
    pub(crate) fn touch_all(&self, ids: &[u32]) -> usize {
        /// With more columns most have nothing there.
        const FEW: usize = 16;
        if ids.is_empty() {
            return 0;
        }
        if self.columns.iter().count() > FEW {
            return ids.iter().fold(0, |all, &id| all ^ self.touch(id));
        }
        let columns = self.columns();
        columns.fold(0, |all, (_, column)| all ^ column.touch_all(ids))
    }

    /// How many properties `id` has.
    pub(crate) fn count(&self, id: u32) -> usize {
        let Some(keys) = self.used.get((id / CHUNK) as usize) else {
            return 0;
        };
        keys.iter()
            .filter(|key| self.column(**key).is_some_and(|column| column.has(id)))
            .count()
    }

    /// Sets a property; `null` takes it out.
    pub(crate) fn set(&mut self, id: u32, key: KeyId, value: Value) {
        if value.is_null() && self.column(key).is_none() {
            return;
        }
        let column = self.columns.entry(key.0 as usize, PropertyColumn::default);
        match column.set(id, value) {
            ChunkChange::None => {}
            ChunkChange::Come => {
                let used = self.used.entry((id / CHUNK) as usize, Vec::new);
                if let Err(at) = used.binary_search(&key) {
                    used.insert(at, key);
                }
            }
            ChunkChange::Gone => {
                let used = self.used.entry((id / CHUNK) as usize, Vec::new);
                used.retain(|&other| other != key);
            }
        }
    }

    /// Sets a property from a cell.
    pub(crate) fn put(&mut self, id: u32, key: KeyId, cell: Cell<'_>) {
        let column = self.columns.entry(key.0 as usize, PropertyColumn::default);
        if column.put(id, cell) == ChunkChange::Come {
            let used = self.used.entry((id / CHUNK) as usize, Vec::new);
            if let Err(at) = used.binary_search(&key) {
                used.insert(at, key);
            }
        }
    }

    /// Takes all properties of `id` out and says what they were.
    pub(crate) fn clear(&mut self, id: u32) -> Vec<(KeyId, Value)> {
        let all = self.all(id);
        for (key, _) in &all {
            self.set(id, *key, Value::Null);
        }
        all
    }

    /// The same columns with the ids renumbered: `renumbered[id]` is the new id. O(ids) for each column.
    ///
    /// # Errors
    /// What stops the work.
    pub(crate) fn renumbered(&self, renumbered: &[u32], interrupt: &Interrupt) -> Result<Self> {
        let mut before = vec![0; renumbered.len()];
        for (id, &new) in renumbered.iter().enumerate() {
            if id.is_multiple_of(STEPS) {
                interrupt.check()?;
            }
            before[new as usize] = id as u32;
        }
        let mut set = Self::default();
        for (key, column) in self.columns.iter() {
            // In the order of the new ids, so that chunks are filled one after the other.
            for (new, &id) in before.iter().enumerate() {
                if new.is_multiple_of(STEPS) {
                    interrupt.check()?;
                }
                let cell = column
                    .chunk(id / CHUNK)
                    .and_then(|chunk| chunk.cell(id % CHUNK));
                if let Some(cell) = cell {
                    set.put(new as u32, KeyId(key as u32), cell);
                }
            }
        }
        Ok(set)
    }

    /// Gives back memory that growing columns keep in reserve.
    ///
    /// # Errors
    /// What stops the work.
    pub(crate) fn shrink(&mut self, interrupt: &Interrupt) -> Result<()> {
        let keys: Vec<_> = self.columns.iter().map(|(key, _)| key).collect();
        for key in keys {
            if let Some(column) = self.columns.get_mut(key) {
                column.shrink(interrupt)?;
            }
        }
        Ok(())
    }

    /// Bytes of all columns.
    pub(crate) fn bytes(&self) -> usize {
        self.columns.iter().map(|(_, column)| column.bytes()).sum()
    }
}

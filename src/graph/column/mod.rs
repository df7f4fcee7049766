//! Properties in typed columns.
//!
//! In: values by key and id, one at a time or in bulk. Out: values, one at a time ([`PropertyColumn::get`]), typed
//! and many at once ([`PropertyColumn::gather`]), or as chunks to read in place. A column is cut into chunks of 1024
//! ids, each with a type of its own, shared between versions until changed. Knows nothing of labels and names.

mod chunk;
mod dense;
mod gather;
mod moments;
mod select;
mod set;
mod shared;
mod text;

pub use chunk::{Chunk, ChunkValues};
pub use moments::Moments;
pub(crate) use set::PropertySet;
pub(crate) use shared::SharedLists;
pub use text::{Dictionary, Text};

use std::sync::OnceLock;

use smallvec::SmallVec;

use super::paged::Pages;
use crate::diagnostic::{Interrupt, Result};
use crate::value::{Cell, Value};

/// How many ids one chunk covers.
pub const CHUNK: u32 = 1024;

/// The values of one property key, by id of node or slot of relationship. A clone is O(1).
#[derive(Debug, Clone, Default)]
pub struct PropertyColumn {
    chunks: Pages<Chunk>,
    count: usize,
    /// Is it [dense](Self::is_dense)? Found out once.
    dense: OnceLock<bool>,
}

impl PropertyColumn {
    /// The value of `id`, `null` when it has none. O(1).
    pub fn get(&self, id: u32) -> Value {
        self.chunk(id / CHUNK)
            .map_or(Value::Null, |chunk| chunk.get(id % CHUNK))
    }

    /// The value of `id` where it lies; `None` when it has none. O(1).
    #[inline]
    pub fn cell(&self, id: u32) -> Option<Cell<'_>> {
        self.chunk(id / CHUNK)?.cell(id % CHUNK)
    }

    /// The value of `id`, when it lies there as one: as lists do, and whatever has neighbours of other types.
    #[inline]
    pub(crate) fn held(&self, id: u32) -> Option<&Value> {
        self.chunk(id / CHUNK)?.held(id % CHUNK)
    }

    /// Reads something of the value of `id`, so that it is at hand soon. The number means nothing.
    #[inline]
    pub fn touch(&self, id: u32) -> usize {
        self.chunk(id / CHUNK)
            .map_or(0, |chunk| chunk.touch(id % CHUNK))
    }

    /// As [`Self::touch`] for many: first all places are found, then all values.
    pub(crate) fn touch_all(&self, ids: &[u32]) -> usize {
        let found = ids.iter().filter_map(|&id| {
            let (chunk, place) = (self.chunk(id / CHUNK)?, id % CHUNK);
            chunk.has(place).then_some((chunk, place))
        });
        let found: SmallVec<[(&Chunk, u32); 256]> = found.collect();
        found
            .into_iter()
            .fold(0, |all, (chunk, place)| all ^ chunk.touch(place))
    }

    /// Does `id` have a value? O(1).
    #[inline]
    pub fn has(&self, id: u32) -> bool {
        self.chunk(id / CHUNK)
            .is_some_and(|chunk| chunk.has(id % CHUNK))
    }

    /// The chunk of the ids `1024 * at..1024 * at + 1024`, when any of them has a value.
    #[inline]
    pub fn chunk(&self, at: u32) -> Option<&Chunk> {
        self.chunks.get(at as usize)
    }

    /// All chunks with their numbers, ascending.
    pub fn chunks(&self) -> impl Iterator<Item = (u32, &Chunk)> + '_ {
        self.chunks.iter().map(|(at, chunk)| (at as u32, chunk))
    }

    /// How many ids have a value. O(1).
    pub fn len(&self) -> usize {
        self.count
    }

    /// Has no id a value?
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// All ids that have a value, with it, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (u32, Value)> + '_ {
        self.chunks().flat_map(|(at, chunk)| {
            (0..CHUNK)
                .filter(|&place| chunk.has(place))
                .map(move |place| (at * CHUNK + place, chunk.get(place)))
        })
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.chunks.table_bytes()
            + self
                .chunks
                .iter()
                .map(|(_, chunk)| chunk.bytes())
                .sum::<usize>()
    }

    /// Takes a whole chunk, replacing one of the same number.
    pub(crate) fn put_chunk(&mut self, at: u32, chunk: Chunk) {
        self.count -= self.chunk(at).map_or(0, Chunk::len);
        self.count += chunk.len();
        self.dense = OnceLock::new();
        let chunk = (!chunk.is_empty()).then(|| chunk.into());
        self.chunks.set(at as usize, chunk);
    }

    /// Sets the value of `id` (`null` takes it out). Says whether the chunk came or went.
    fn set(&mut self, id: u32, value: Value) -> ChunkChange {
        let at = (id / CHUNK) as usize;
        self.dense = OnceLock::new();
        if value.is_null() {
            if !self.has(id) {
                return ChunkChange::None;
            }
            self.count -= 1;
            if self.chunks.get(at).is_some_and(|chunk| chunk.len() == 1) {
                self.chunks.set(at, None);
                return ChunkChange::Gone;
            }
            self.chunks.entry(at, Chunk::default).set(id % CHUNK, value);
            return ChunkChange::None;
        }
        let new = self.chunks.get(at).is_none();
        let chunk = self.chunks.entry(at, Chunk::default);
        let before = chunk.len();
        chunk.set(id % CHUNK, value);
        self.count += chunk.len() - before;
        if new {
            ChunkChange::Come
        } else {
            ChunkChange::None
        }
    }

    /// Sets the value of `id` from a cell. Says whether the chunk came.
    fn put(&mut self, id: u32, cell: Cell<'_>) -> ChunkChange {
        let at = (id / CHUNK) as usize;
        self.dense = OnceLock::new();
        let chunk = self.chunks.entry(at, Chunk::default);
        let before = chunk.len();
        chunk.put(id % CHUNK, cell);
        self.count += chunk.len() - before;
        if before == 0 {
            ChunkChange::Come
        } else {
            ChunkChange::None
        }
    }

    /// Gives back memory that growing chunks keep in reserve.
    fn shrink(&mut self, interrupt: &Interrupt) -> Result<()> {
        let numbers: Vec<_> = self.chunks.iter().map(|(at, _)| at).collect();
        for at in numbers {
            interrupt.check()?;
            if let Some(chunk) = self.chunks.get_mut(at) {
                chunk.shrink();
            }
        }
        Ok(())
    }
}

/// What a change did to the chunk it fell in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ChunkChange {
    None,
    Come,
    Gone,
}

//! Dense numbers for tuples of values: the heart of grouping and of DISTINCT.
//!
//! In: key columns. Out: for each row the number of its tuple, in the order of first appearance. Two tuples are the same
//! when their values are equivalent (`null` is like `null`, 1 is like 1.0). Knows nothing of what is done per group.
//! Nodes in order, single values, texts that stay where they are stored and tuples are looked up each in their own way.

mod ascending;
mod pairs;
mod single;
#[cfg(test)]
mod tests;
mod text;
mod tuple;
mod unify;

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;
use single::Simple;

pub(crate) use crate::value::parted::PartedTable;
pub(crate) use pairs::Pairs;
pub(crate) use unify::{BYTES as UNIFY_BYTES, Lists, Place, TellTwins, Unified, unify};

use crate::column::Column;
use crate::diagnostic::Result;
use crate::value::Value;
use crate::value::bulk::{self, Bulk, Look};

/// Tuples seen so far.
#[derive(Default)]
pub(crate) struct Groups {
    width: usize,
    /// Groups of one small integer, counted from 1.
    small: Vec<u32>,
    /// Groups of one simple value.
    simple: PartedTable<(Simple, u32)>,
    /// Groups of nodes by the number of the node, counted from 1, once there are many; they are in `simple` before.
    nodes: Option<Vec<u32>>,
    /// Are all tuples nodes, each after the one before? They are neither in `simple` nor in `nodes` then.
    ascending: bool,
    /// Words that the store keeps once, and their groups.
    words: text::Words,
    /// All other tuples of one value, and all tuples asked for as such.
    table: PartedTable<tuple::Hashed>,
    /// For tuples of several values: the values of each place, numbered for themselves, and the numbers joined from left
    /// to right.
    places: Vec<Groups>,
    pairs: Vec<Pairs>,
    /// The values of all tuples, end to end.
    keys: Bulk<Value>,
    len: usize,
    /// May a tuple have come with other values than those kept for it, such as 1.0 for 1?
    blurred: bool,
    /// Bytes that the values of tuples hold beside themselves.
    heap: usize,
}

/// The bytes that a vector asks for when `more` elements come.
pub(crate) fn vec_growth<T>(len: usize, capacity: usize, more: usize) -> usize {
    if len + more > capacity {
        (2 * capacity).max(len + more) * size_of::<T>()
    } else {
        0
    }
}

impl Groups {
    /// For tuples of `width` values.
    pub(crate) fn new(width: usize) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// How many tuples.
    pub(crate) fn len(&self) -> usize {
        self.len
    }
    /// Bytes held, room for what is to come included.
    pub(crate) fn bytes(&self) -> usize {
        let places: usize = self.places.iter().map(Self::bytes).sum();
        let pairs: usize = self.pairs.iter().map(Pairs::bytes).sum();
        let nodes = self.nodes.as_ref().map_or(0, Vec::capacity);
        self.heap
            + self.keys.capacity() * size_of::<Value>()
            + (self.small.capacity() + nodes) * size_of::<u32>()
            + self.simple.bytes()
            + self.table.bytes()
            + self.words.bytes()
            + places
            + pairs
    }
    /// About the bytes that are asked for at once when `rows` more tuples come, all of them new: what is full is laid
    /// anew at twice the size, while the old one is still there.
    pub(crate) fn growth(&self, rows: usize) -> usize {
        let places: usize = self.places.iter().map(|place| place.growth(rows)).sum();
        let pairs: usize = self.pairs.iter().map(|pairs| pairs.growth(rows)).sum();
        let keys = vec_growth::<Value>(self.keys.len(), self.keys.capacity(), rows * self.width);
        keys + self.simple.growth(rows) + self.table.growth(rows) + places + pairs
    }
    /// Room for the values of `rows` more tuples, all of them new; `look` tells meanwhile whether to go on.
    pub(crate) fn make_room(&mut self, rows: usize, look: Look<'_>) -> Result<()> {
        bulk::grow(&mut self.keys, rows * self.width, look)?;
        self.simple
            .make_room(rows, |(simple, _)| hash_of(simple), look)?;
        self.table.make_room(rows, tuple::Hashed::hash, look)?;
        for place in &mut self.places {
            place.make_room(rows, look)?;
        }
        for pairs in &mut self.pairs {
            pairs.make_room(rows, look)?;
        }
        Ok(())
    }
    /// Did every tuple always come with just the values kept for it?
    pub(crate) fn is_exact(&self) -> bool {
        !self.blurred && self.places.iter().all(Self::is_exact)
    }
    /// The values of all tuples, end to end.
    pub(crate) fn into_keys(self) -> Bulk<Value> {
        self.keys
    }
    /// The values of a tuple.
    pub(crate) fn key(&self, group: usize) -> &[Value] {
        &self.keys[group * self.width..(group + 1) * self.width]
    }

    /// Appends the number of each row's tuple to `numbers`. The columns are of the same length, as many as the width.
    pub(crate) fn number(&mut self, columns: &[Column], rows: usize, numbers: &mut Vec<u32>) {
        if !matches!(columns, [Column::Node(_)]) {
            self.end_ascent();
        }
        match columns {
            [] => {
                if rows > 0 && self.len == 0 {
                    self.len = 1;
                }
                numbers.extend(std::iter::repeat_n(0, rows));
            }
            [Column::Node(all)] => {
                if all.validity().is_none() && self.ascending_nodes(all.values(), numbers) {
                    return;
                }
                self.end_ascent();
                numbers.extend((0..rows).map(|row| match all.get(row) {
                    Some(node) => self.node(node),
                    None => self.simple(Simple::Null, || Value::Null),
                }));
            }
            [Column::Integer(all)] => {
                if all.validity().is_none() && self.known_integers(all.values(), numbers) {
                    return;
                }
                numbers.extend((0..rows).map(|row| match all.get(row) {
                    Some(value) => self.integer(value),
                    None => self.simple(Simple::Null, || Value::Null),
                }));
            }
            [Column::Boolean(all)] => self.booleans(all, numbers),
            [Column::Text(all)] => self.texts(all, numbers),
            [Column::Constant(value, _)] => {
                if rows > 0 {
                    let number = self.single(value.clone());
                    numbers.extend(std::iter::repeat_n(number, rows));
                }
            }
            [column] => {
                for row in 0..rows {
                    let value = column.get(row);
                    numbers.push(self.single(value));
                }
            }
            columns => self.tuples(columns, rows, numbers),
        }
    }
}

/// Appends numbers that are counted from 1. Where one is 0, of what was not seen before, does nothing and says so.
fn extend_known(numbers: &mut Vec<u32>, counted: impl Iterator<Item = u32>) -> bool {
    let start = numbers.len();
    // What is not known is looked for behind the loop, which is short then.
    numbers.extend(counted.map(|counted| counted.wrapping_sub(1)));
    let all_known = !numbers[start..].contains(&u32::MAX);
    if !all_known {
        numbers.truncate(start);
    }
    all_known
}

/// Is any of these numbers not below `len`?
pub(crate) fn has_new(numbers: &[u32], len: usize) -> bool {
    largest(numbers) as usize >= len && !numbers.is_empty()
}

/// The largest of these numbers, 0 of none. A loop without exits, several at a time.
fn largest(numbers: &[u32]) -> u32 {
    let mut most = 0;
    for number in numbers {
        most = if *number > most { *number } else { most };
    }
    most
}

/// The hash of what has one of its own.
pub(crate) fn hash_of(key: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    key.hash(&mut hasher);
    hasher.finish()
}

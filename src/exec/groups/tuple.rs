//! Groups of tuples: of several columns by the numbers of their values, and of values as such by their hash.
//!
//! In: columns, or the values of one tuple. Out: the number of each tuple. Knows nothing of how single values are numbered.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::{Groups, Pairs, has_new};
use crate::column::{Column, value_bytes};
use crate::value::{Value, equality};

impl Groups {
    /// Tuples of several values.
    pub(super) fn tuples(&mut self, columns: &[Column], rows: usize, numbers: &mut Vec<u32>) {
        if self.places.is_empty() {
            self.places = columns.iter().map(|_| Self::new(1)).collect();
            self.pairs = columns[1..].iter().map(|_| Pairs::default()).collect();
        }
        let start = numbers.len();
        let mut here = Vec::with_capacity(rows);
        for (place, column) in columns.iter().enumerate() {
            if place == 0 {
                self.places[0].number(std::slice::from_ref(column), rows, numbers);
                continue;
            }
            here.clear();
            self.places[place].number(std::slice::from_ref(column), rows, &mut here);
            self.pairs[place - 1].join(&mut numbers[start..], &here);
        }
        if !has_new(&numbers[start..], self.len) {
            return;
        }
        // Numbers are given in order, so the first of a kind is the next one.
        for (row, number) in numbers[start..].iter().enumerate() {
            if *number as usize == self.len {
                let before = self.keys.len();
                self.keys
                    .extend(columns.iter().map(|column| column.get(row)));
                self.heap += heap_bytes(&self.keys[before..]);
                self.len += 1;
            }
        }
    }

    /// The number of a tuple.
    pub(crate) fn tuple(&mut self, tuple: &[Value]) -> u32 {
        let hash = hash(tuple);
        let (keys, width) = (&self.keys, self.width);
        let same = |group: usize| {
            let known = &keys[group * width..(group + 1) * width];
            known
                .iter()
                .zip(tuple)
                .all(|(a, b)| equality::equivalent(a, b))
        };
        match self.hashed(hash, same) {
            Some(group) => group,
            None => self.add_hashed(hash, tuple),
        }
    }

    /// The number of the tuple with this hash that is the one.
    #[inline]
    pub(super) fn hashed(&self, hash: u64, is_it: impl Fn(usize) -> bool) -> Option<u32> {
        let short = shortened(hash);
        let is_it = |entry: &Hashed| entry.short == short && is_it(entry.group as usize);
        let found = self.table.find(lengthened(short), is_it);
        found.map(|entry| entry.group)
    }

    /// Adds a tuple with this hash that is not there.
    pub(super) fn add_hashed(&mut self, hash: u64, tuple: &[Value]) -> u32 {
        let (short, group) = (shortened(hash), self.len as u32);
        let entry = Hashed { short, group };
        self.table.insert(lengthened(short), entry, Hashed::hash);
        self.heap += heap_bytes(tuple);
        self.keys.extend_from_slice(tuple);
        self.len += 1;
        group
    }
}

/// A tuple that is found by its hash: with half of it, so that neither what is laid anew has to be hashed again, nor most
/// others have to be compared.
pub(super) struct Hashed {
    short: u32,
    group: u32,
}

impl Hashed {
    /// What it is found by.
    pub(super) fn hash(&self) -> u64 {
        lengthened(self.short)
    }
}

fn shortened(hash: u64) -> u32 {
    (hash ^ hash >> 32) as u32
}

/// A hash of all bits for half of one.
fn lengthened(short: u32) -> u64 {
    u64::from(short).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Bytes that values hold beside themselves.
fn heap_bytes(values: &[Value]) -> usize {
    values.iter().map(value_bytes).sum::<usize>() - size_of_val(values)
}

fn hash(tuple: &[Value]) -> u64 {
    let mut hasher = FxHasher::default();
    for value in tuple {
        equality::hash(value, &mut hasher);
    }
    hasher.finish()
}

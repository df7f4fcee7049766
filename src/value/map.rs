//! A map from names to values, kept in the order of its keys. Knows nothing of where it came from.

use std::sync::Arc;

use smallvec::SmallVec;

use super::extent::Measured;
use super::pace::Pace;
use super::{Extent, Value};

/// A map with unique keys in ascending order. Look-up O(log n).
#[derive(Debug, Clone, Default)]
pub struct Map {
    /// Two of them take no room of their own.
    entries: SmallVec<[(Arc<str>, Value); 2]>,
    extent: Measured,
}

impl Map {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }
    /// A map of two entries, the first before the second.
    pub(crate) fn pair(first: (Arc<str>, Value), second: (Arc<str>, Value)) -> Self {
        debug_assert!(first.0 < second.0);
        Self {
            entries: SmallVec::from_buf([first, second]),
            extent: Measured::default(),
        }
    }
    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.find(key).ok().map(|at| &self.entries[at].1)
    }
    /// An empty map with room for so many entries.
    pub fn with_capacity(entries: usize) -> Self {
        Self {
            entries: SmallVec::with_capacity(entries),
            ..Self::default()
        }
    }
    /// Sets `key`, replacing what was there.
    pub fn insert(&mut self, key: impl Into<Arc<str>>, value: Value) {
        let key = key.into();
        self.extent.forget();
        match self.find(&key) {
            Ok(at) => self.entries[at].1 = value,
            Err(at) => self.entries.insert(at, (key, value)),
        }
    }
    /// Takes `key` out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        self.extent.forget();
        self.find(key).ok().map(|at| self.entries.remove(at).1)
    }
    /// How many entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }
    /// Is it empty?
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
    /// Entries in the order of their keys.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Arc<str>, &Value)> + '_ {
        self.entries.iter().map(|(key, value)| (key, value))
    }
    /// Keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &Arc<str>> + '_ {
        self.entries.iter().map(|(key, _)| key)
    }
    /// Values in the order of their keys.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Value> + '_ {
        self.entries.iter().map(|(_, value)| value)
    }
    /// How large it is written out, but for its keys. O(entries) the first time.
    pub(super) fn measure<P: Pace>(&self, pace: &mut P) -> Result<Extent, P::Stop> {
        self.extent
            .get_or(|| Extent::around_entries(self.values(), pace))
    }
    fn find(&self, key: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|(k, _)| k.as_ref().cmp(key))
    }
}

impl<K: Into<Arc<str>>> FromIterator<(K, Value)> for Map {
    /// A later entry replaces an earlier one with the same key.
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(entries: I) -> Self {
        let entries = entries.into_iter();
        let mut map = Self::with_capacity(entries.size_hint().0);
        for (key, value) in entries {
            map.insert(key, value);
        }
        map
    }
}

impl IntoIterator for Map {
    type Item = (Arc<str>, Value);
    type IntoIter = Entries;
    fn into_iter(self) -> Entries {
        Entries(self.entries.into_iter())
    }
}

/// The entries of a map, in the order of their keys.
#[derive(Debug)]
pub struct Entries(smallvec::IntoIter<[(Arc<str>, Value); 2]>);

impl Iterator for Entries {
    type Item = (Arc<str>, Value);
    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl ExactSizeIterator for Entries {}

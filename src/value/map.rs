//! A map from names to values, kept in the order of its keys. Knows nothing of where it came from.

use std::sync::Arc;

use smallvec::SmallVec;

use super::extent::Measured;
use super::pace::Pace;
use super::{Extent, Value};

/// A map with unique keys in ascending order. Look-up O(log n).
#[derive(Debug, Clone, Default)]
pub struct Map {
    inner: Inner,
    extent: Measured,
}

/// Two entries take no room of their own.
#[derive(Debug, Clone)]
enum Inner {
    Any(SmallVec<[(Arc<str>, Value); 2]>),
    /// Two entries of a map of which there are many.
    Pair(&'static [Arc<str>; 2], [Value; 2]),
}

impl Default for Inner {
    fn default() -> Self {
        Self::Any(SmallVec::new())
    }
}

impl Inner {
    fn len(&self) -> usize {
        match self {
            Self::Any(entries) => entries.len(),
            Self::Pair(..) => 2,
        }
    }
    #[inline]
    fn entry(&self, at: usize) -> (&Arc<str>, &Value) {
        match self {
            Self::Any(entries) => {
                let (key, value) = &entries[at];
                (key, value)
            }
            Self::Pair(keys, values) => (&keys[at], &values[at]),
        }
    }
    /// The entries, with keys of their own; none are left.
    fn take(&mut self) -> SmallVec<[(Arc<str>, Value); 2]> {
        match self {
            Self::Any(entries) => std::mem::take(entries),
            Self::Pair(keys, values) => {
                let values = std::mem::take(values);
                keys.iter().cloned().zip(values).collect()
            }
        }
    }
}

impl Map {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }
    /// A map of two entries, the first before the second. The keys are shared by all maps made with them.
    pub(crate) fn pair(keys: &'static [Arc<str>; 2], values: [Value; 2]) -> Self {
        debug_assert!(keys[0] < keys[1]);
        Self {
            inner: Inner::Pair(keys, values),
            extent: Measured::default(),
        }
    }
    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.find(key).ok().map(|at| self.inner.entry(at).1)
    }
    /// An empty map with room for so many entries.
    pub fn with_capacity(entries: usize) -> Self {
        Self {
            inner: Inner::Any(SmallVec::with_capacity(entries)),
            ..Self::default()
        }
    }
    /// Sets `key`, replacing what was there.
    pub fn insert(&mut self, key: impl Into<Arc<str>>, value: Value) {
        let key = key.into();
        let found = self.find(&key);
        self.change(|entries| match found {
            Ok(at) => entries[at].1 = value,
            Err(at) => entries.insert(at, (key, value)),
        });
    }
    /// Takes `key` out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let at = self.find(key).ok()?;
        Some(self.change(|entries| entries.remove(at).1))
    }
    fn change<T>(&mut self, change: impl FnOnce(&mut SmallVec<[(Arc<str>, Value); 2]>) -> T) -> T {
        self.extent.forget();
        if let Inner::Any(entries) = &mut self.inner {
            return change(entries);
        }
        let mut entries = self.inner.take();
        let changed = change(&mut entries);
        self.inner = Inner::Any(entries);
        changed
    }
    /// How many entries.
    pub fn len(&self) -> usize {
        self.inner.len()
    }
    /// Is it empty?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Entries in the order of their keys.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Arc<str>, &Value)> + '_ {
        (0..self.len()).map(|at| self.inner.entry(at))
    }
    /// Keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &Arc<str>> + '_ {
        self.iter().map(|(key, _)| key)
    }
    /// Values in the order of their keys.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Value> + '_ {
        self.iter().map(|(_, value)| value)
    }
    /// How large it is written out, but for its keys. O(entries) the first time.
    pub(super) fn measure<P: Pace>(&self, pace: &mut P) -> Result<Extent, P::Stop> {
        self.extent
            .get_or(|| Extent::around_entries(self.values(), pace))
    }
    fn find(&self, key: &str) -> Result<usize, usize> {
        match &self.inner {
            Inner::Any(entries) => entries.binary_search_by(|(k, _)| k.as_ref().cmp(key)),
            Inner::Pair(keys, _) => keys.binary_search_by(|k| k.as_ref().cmp(key)),
        }
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
    fn into_iter(mut self) -> Entries {
        Entries(self.inner.take().into_iter())
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

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use super::Map;
    use crate::value::{Value, equality};

    static KEYS: LazyLock<[Arc<str>; 2]> = LazyLock::new(|| ["b".into(), "d".into()]);

    /// A pair with shared keys behaves as any map does.
    #[test]
    fn pairs_are_maps() {
        let pair = || Map::pair(&KEYS, [1.into(), "x".into()]);
        let any = || Map::from_iter([("d", Value::from("x")), ("b", 1.into())]);
        let check = |change: &dyn Fn(&mut Map)| {
            let (mut pair, mut any) = (pair(), any());
            change(&mut pair);
            change(&mut any);
            assert_eq!(pair.len(), any.len());
            for key in ["a", "b", "c", "d", "e"] {
                assert_eq!(
                    format!("{:?}", pair.get(key)),
                    format!("{:?}", any.get(key))
                );
            }
            let listed = |map: &Map| format!("{:?}", map.iter().collect::<Vec<_>>());
            assert_eq!(listed(&pair), listed(&any));
            assert_eq!(listed(&pair.clone()), listed(&any));
            let taken = |map: Map| format!("{:?}", map.into_iter().collect::<Vec<_>>());
            assert_eq!(taken(pair.clone()), taken(any.clone()));
            let [pair, any] = [pair, any].map(Value::map);
            assert!(equality::equivalent(&pair, &any));
        };
        check(&|_| {});
        check(&|map| map.insert("b", 2.into()));
        check(&|map| map.insert("c", 2.into()));
        check(&|map| map.insert("a", 2.into()));
        check(&|map| drop(map.remove("d")));
        check(&|map| drop(map.remove("x")));
    }
}

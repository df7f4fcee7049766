//! A map from names to values, kept in the order of its keys. Knows nothing of where it came from.

use std::fmt;
use std::sync::Arc;

use smallvec::SmallVec;

use super::extent::Measured;
use super::pace::Pace;
use super::{Extent, Value};

/// A map with unique keys in ascending order. Look-up O(log n). A clone is O(1); the first change of one that is shared
/// copies it.
#[derive(Clone, Default)]
pub struct Map(Inner);

#[derive(Clone, Default)]
enum Inner {
    #[default]
    Empty,
    Known(Arc<Known>),
    /// One of many maps with the same two keys.
    Pair(Arc<Pairs>, u32),
}

#[derive(Clone, Default)]
struct Known {
    entries: Own,
    extent: Measured,
}

/// Two entries take no room of their own.
type Own = SmallVec<[(Arc<str>, Value); 2]>;

/// Many maps with the same two keys, all in one allocation. They stay until the last of them is gone.
pub(crate) struct Pairs {
    keys: &'static [Arc<str>; 2],
    all: Vec<[Value; 2]>,
}

impl Pairs {
    /// Maps of these values, the first of each under the first key, which is the lesser one.
    pub(crate) fn new(keys: &'static [Arc<str>; 2], all: Vec<[Value; 2]>) -> Arc<Self> {
        debug_assert!(keys[0] < keys[1]);
        Arc::new(Self { keys, all })
    }
    /// The map of this number. O(1).
    #[inline]
    pub(crate) fn map(self: &Arc<Self>, number: u32) -> Map {
        debug_assert!((number as usize) < self.all.len());
        Map(Inner::Pair(Arc::clone(self), number))
    }
}

impl Inner {
    #[inline]
    fn len(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Known(known) => known.entries.len(),
            Self::Pair(..) => 2,
        }
    }
    #[inline]
    fn entry(&self, at: usize) -> Option<(&Arc<str>, &Value)> {
        match self {
            Self::Empty => None,
            Self::Known(known) => known.entries.get(at).map(|(key, value)| (key, value)),
            Self::Pair(pairs, number) => {
                let values = &pairs.all[*number as usize];
                Some((pairs.keys.get(at)?, &values[at]))
            }
        }
    }
    /// The entries, with keys of their own; none are left.
    fn take(&mut self) -> Own {
        match std::mem::take(self) {
            Self::Empty => Own::new(),
            Self::Known(known) => Arc::try_unwrap(known)
                .map_or_else(|shared| shared.entries.clone(), |own| own.entries),
            Self::Pair(pairs, number) => {
                let values = pairs.all[number as usize].iter().cloned();
                pairs.keys.iter().cloned().zip(values).collect()
            }
        }
    }
}

impl From<Own> for Map {
    fn from(entries: Own) -> Self {
        Self(Inner::Known(Arc::new(Known {
            entries,
            extent: Measured::default(),
        })))
    }
}

impl Map {
    /// An empty map.
    pub fn new() -> Self {
        Self::default()
    }
    /// The value under `key`.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let at = self.find(key).ok()?;
        self.0.entry(at).map(|(_, value)| value)
    }
    /// An empty map with room for so many entries.
    pub fn with_capacity(entries: usize) -> Self {
        Own::with_capacity(entries).into()
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
    /// Changes the entries of this map alone.
    fn change<T>(&mut self, change: impl FnOnce(&mut Own) -> T) -> T {
        if let Inner::Known(known) = &mut self.0 {
            let known = Arc::make_mut(known);
            known.extent.forget();
            return change(&mut known.entries);
        }
        let mut entries = self.0.take();
        let changed = change(&mut entries);
        *self = entries.into();
        changed
    }
    /// How many entries.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Is it empty?
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Entries in the order of their keys.
    #[inline]
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Arc<str>, &Value)> + '_ {
        Shown { of: &self.0, at: 0 }
    }
    /// Keys in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &Arc<str>> + '_ {
        self.iter().map(|(key, _)| key)
    }
    /// Values in the order of their keys.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Value> + '_ {
        self.iter().map(|(_, value)| value)
    }
    /// Is it the very same map, held twice? O(1).
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Inner::Empty, Inner::Empty) => true,
            (Inner::Known(a), Inner::Known(b)) => Arc::ptr_eq(a, b),
            (Inner::Pair(a, at), Inner::Pair(b, other)) => Arc::ptr_eq(a, b) && at == other,
            _ => false,
        }
    }
    /// How large it is written out, but for its keys. O(entries) the first time.
    pub(super) fn measure<P: Pace>(&self, pace: &mut P) -> Result<Extent, P::Stop> {
        let mut measure = || Extent::around_entries(self.values(), pace);
        match &self.0 {
            Inner::Known(known) => known.extent.get_or(measure),
            Inner::Empty | Inner::Pair(..) => measure(),
        }
    }
    fn find(&self, key: &str) -> Result<usize, usize> {
        match &self.0 {
            Inner::Empty => Err(0),
            Inner::Known(known) => known.entries.binary_search_by(|(k, _)| k.as_ref().cmp(key)),
            Inner::Pair(pairs, _) => pairs.keys.binary_search_by(|k| k.as_ref().cmp(key)),
        }
    }
}

impl fmt::Debug for Map {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

/// The entries of a map that stays.
struct Shown<'a> {
    of: &'a Inner,
    at: usize,
}

impl<'a> Iterator for Shown<'a> {
    type Item = (&'a Arc<str>, &'a Value);
    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.of.entry(self.at)?;
        self.at += 1;
        Some(entry)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = self.of.len() - self.at;
        (left, Some(left))
    }
    /// The entries that are left, of which it is asked only once where they lie.
    #[inline]
    fn fold<T, F: FnMut(T, Self::Item) -> T>(self, first: T, mut next: F) -> T {
        let mut so_far = first;
        match self.of {
            Inner::Empty => {}
            Inner::Known(known) => {
                for (key, value) in &known.entries[self.at..] {
                    so_far = next(so_far, (key, value));
                }
            }
            Inner::Pair(pairs, number) => {
                let [first, second] = &pairs.all[*number as usize];
                if self.at < 1 {
                    so_far = next(so_far, (&pairs.keys[0], first));
                }
                if self.at < 2 {
                    so_far = next(so_far, (&pairs.keys[1], second));
                }
            }
        }
        so_far
    }
}

impl ExactSizeIterator for Shown<'_> {}

impl<K: Into<Arc<str>>> FromIterator<(K, Value)> for Map {
    /// A later entry replaces an earlier one with the same key.
    fn from_iter<I: IntoIterator<Item = (K, Value)>>(entries: I) -> Self {
        let entries = entries.into_iter();
        let mut all = Own::with_capacity(entries.size_hint().0);
        for (key, value) in entries {
            let key = key.into();
            match all.binary_search_by(|(other, _)| other.cmp(&key)) {
                Ok(at) => all[at].1 = value,
                Err(at) => all.insert(at, (key, value)),
            }
        }
        if all.is_empty() {
            return Self::new();
        }
        all.into()
    }
}

impl IntoIterator for Map {
    type Item = (Arc<str>, Value);
    type IntoIter = Entries;
    fn into_iter(mut self) -> Entries {
        Entries(self.0.take().into_iter())
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

    use super::{Map, Pairs};
    use crate::value::{Value, equality};

    static KEYS: LazyLock<[Arc<str>; 2]> = LazyLock::new(|| ["b".into(), "d".into()]);

    /// A pair with shared keys behaves as any map does.
    #[test]
    fn pairs_are_maps() {
        let pairs = [[0.into(), "w".into()], [1.into(), "x".into()]];
        let pairs = Pairs::new(&KEYS, pairs.into());
        let pair = || pairs.map(1);
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
            for passed in 0..4 {
                let rest = |map: &Map| {
                    let mut entries = map.iter();
                    entries.by_ref().take(passed).for_each(drop);
                    entries.fold(String::new(), |all, entry| format!("{all}{entry:?}"))
                };
                assert_eq!(rest(&pair), rest(&any), "{passed}");
            }
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

    /// What was cloned stays as it was.
    #[test]
    fn clones_are_apart() {
        let pairs = Pairs::new(&KEYS, vec![[1.into(), "x".into()]]);
        for map in [
            Map::new(),
            Map::with_capacity(3),
            Map::from_iter([("a", 1.into())]),
            pairs.map(0),
        ] {
            let before = format!("{map:?}");
            let mut copy = map.clone();
            assert!(copy.is_same(&map));
            copy.insert("b", 7.into());
            assert_eq!(format!("{map:?}"), before);
            assert_eq!(
                copy.get("b").map(|value| format!("{value:?}")),
                Some("Integer(7)".to_owned())
            );
            assert!(!copy.is_same(&map));
            copy.remove("b");
            let taken: Vec<_> = map.clone().into_iter().collect();
            assert_eq!(taken.len(), map.len());
        }
    }
}

//! How large a value is once it is written out: a part that occurs in it many times is held once, and counted each time.
//!
//! In: a value. Out: bytes and depth, which lists and maps remember, so that a value made of known ones is measured in
//! O(its own elements). Knows nothing of limits.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Value;

/// About what a list, a map or another value on the heap takes beside its parts.
const HEAP: usize = 64;

/// How much a walk over a value meets, and how deep it goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Extent {
    /// About the bytes it would take with nothing shared; at most [`Self::MOST`].
    pub(crate) bytes: u64,
    /// How many lists and maps lie in each other; at most `u16::MAX`.
    pub(crate) depth: u16,
}

impl Extent {
    /// What larger sizes are taken for.
    pub(crate) const MOST: u64 = (1 << 48) - 1;

    /// That of a value. O(its own elements) when lists and maps among them were measured before.
    pub(crate) fn of(value: &Value) -> Self {
        let own = size_of::<Value>();
        let (bytes, depth) = match value {
            Value::List(items) => return items.extent(),
            Value::Map(map) => return map.extent(),
            Value::String(text) => (own + 16 + text.len(), 0),
            Value::Path(path) => (own + HEAP + path.nodes.len() * 40, 0),
            Value::DateTime(_) | Value::Duration(_) => (own + HEAP, 0),
            _ => (own, 0),
        };
        Self {
            bytes: (bytes as u64).min(Self::MOST),
            depth,
        }
    }

    /// That of what holds these values.
    pub(crate) fn around<'v>(values: impl Iterator<Item = &'v Value>) -> Self {
        let empty = Self {
            bytes: (size_of::<Value>() + HEAP) as u64,
            depth: 1,
        };
        values.fold(empty, |all, value| match value {
            Value::List(_) | Value::Map(_) => all.with(Self::of(value)),
            _ => Self {
                bytes: (all.bytes + Self::of(value).bytes).min(Self::MOST),
                ..all
            },
        })
    }

    /// That of a map of these values. Keys are shared by all maps of one making.
    pub(super) fn around_entries<'v>(values: impl ExactSizeIterator<Item = &'v Value>) -> Self {
        let keys = (values.len() * size_of::<std::sync::Arc<str>>()) as u64;
        let values = Self::around(values);
        Self {
            bytes: (values.bytes + keys).min(Self::MOST),
            ..values
        }
    }

    /// That of a list or map when a part of this extent is added.
    pub(crate) fn with(self, part: Self) -> Self {
        Self {
            bytes: (self.bytes + part.bytes).min(Self::MOST),
            depth: self.depth.max(part.depth.saturating_add(1)),
        }
    }

    /// That of two lists laid end to end.
    pub(crate) fn joined(self, other: Self) -> Self {
        Self {
            bytes: (self.bytes + other.bytes).min(Self::MOST),
            depth: self.depth.max(other.depth),
        }
    }
}

/// An extent that is found out once. 8 bytes: nobody waits for another thread that measures the same.
#[derive(Default)]
pub(super) struct Measured(AtomicU64);

impl Measured {
    /// The extent, measured when it is not known yet.
    pub(super) fn get_or(&self, measure: impl FnOnce() -> Extent) -> Extent {
        // No extent has 0 bytes.
        let known = self.0.load(Ordering::Relaxed);
        if known != 0 {
            return Extent {
                bytes: known & Extent::MOST,
                depth: (known >> 48) as u16,
            };
        }
        let extent = measure();
        let packed = u64::from(extent.depth) << 48 | extent.bytes.min(Extent::MOST);
        self.0.store(packed, Ordering::Relaxed);
        extent
    }

    /// Forgets it: something changed.
    pub(super) fn forget(&mut self) {
        *self.0.get_mut() = 0;
    }
}

impl From<Extent> for Measured {
    fn from(extent: Extent) -> Self {
        let measured = Self::default();
        measured.get_or(|| extent);
        measured
    }
}

impl Clone for Measured {
    fn clone(&self) -> Self {
        Self(AtomicU64::new(self.0.load(Ordering::Relaxed)))
    }
}

impl fmt::Debug for Measured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Map;

    #[track_caller]
    fn check(value: &Value, bytes: u64, depth: u16) {
        assert_eq!(Extent::of(value), Extent { bytes, depth });
        // Remembered, it is the same.
        assert_eq!(Extent::of(value), Extent { bytes, depth });
    }

    #[test]
    fn parts_count_each_time_they_occur() {
        check(&1.into(), 24, 0);
        check(&"four".into(), 44, 0);
        check(&Value::list(vec![]), 88, 1);
        let pair = Value::list(vec![1.into(), "four".into()]);
        check(&pair, 156, 1);
        check(&Value::list(vec![pair.clone(), pair.clone()]), 400, 2);
        let mut map = Map::new();
        map.insert("a", pair.clone());
        check(&Value::map(map.clone()), 260, 2);
        map.insert("b", Value::list(vec![pair.clone()]));
        check(&Value::map(map.clone()), 520, 3);
        map.remove("b");
        check(&Value::map(map), 260, 2);
        let mut doubled = pair;
        for _ in 0..100_u16 {
            doubled = Value::list(vec![doubled.clone(), doubled]);
            Extent::of(&doubled);
        }
        check(&doubled, Extent::MOST, 101);
    }
}

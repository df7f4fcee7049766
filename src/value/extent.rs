//! How large a value is once it is written out: a part that occurs in it many times is held once, and counted each time.
//!
//! In: a value. Out: bytes and depth, which lists and maps remember, so that a value made of known ones is measured in
//! O(its own elements). Knows nothing of limits.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use super::Value;
use super::pace::{Pace, unwatched};

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
        unwatched(|pace| Self::measured(value, pace))
    }

    /// As [`Self::of`], under somebody's eyes.
    pub(crate) fn measured<P: Pace>(value: &Value, pace: &mut P) -> Result<Self, P::Stop> {
        let own = size_of::<Value>();
        let (bytes, depth) = match value {
            Value::List(items) => return items.measure(pace),
            Value::Map(map) => return map.measure(pace),
            Value::String(text) => (own + 16 + text.len(), 0),
            Value::Path(path) => (own + HEAP + path.nodes.len() * 40, 0),
            Value::DateTime(_) | Value::Duration(_) => (own + HEAP, 0),
            _ => (own, 0),
        };
        Ok(Self {
            bytes: (bytes as u64).min(Self::MOST),
            depth,
        })
    }

    /// That of what holds these values.
    pub(super) fn around<'v, P: Pace>(
        values: impl Iterator<Item = &'v Value>,
        pace: &mut P,
    ) -> Result<Self, P::Stop> {
        let mut all = Self {
            bytes: (size_of::<Value>() + HEAP) as u64,
            depth: 1,
        };
        for value in values {
            pace.step()?;
            let part = Self::measured(value, pace)?;
            if matches!(value, Value::List(_) | Value::Map(_)) {
                all = all.with(part);
            } else {
                all.bytes = (all.bytes + part.bytes).min(Self::MOST);
            }
        }
        Ok(all)
    }

    /// That of a map of these values. Keys are shared by all maps of one making.
    pub(super) fn around_entries<'v, P: Pace>(
        values: impl ExactSizeIterator<Item = &'v Value>,
        pace: &mut P,
    ) -> Result<Self, P::Stop> {
        let keys = (values.len() * size_of::<std::sync::Arc<str>>()) as u64;
        let values = Self::around(values, pace)?;
        Ok(Self {
            bytes: (values.bytes + keys).min(Self::MOST),
            ..values
        })
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
    /// The extent, when it is known.
    fn get(&self) -> Option<Extent> {
        // No extent has 0 bytes.
        let known = self.0.load(Ordering::Relaxed);
        (known != 0).then_some(Extent {
            bytes: known & Extent::MOST,
            depth: (known >> 48) as u16,
        })
    }

    /// The extent, measured when it is not known yet.
    pub(super) fn get_or<E>(
        &self,
        measure: impl FnOnce() -> Result<Extent, E>,
    ) -> Result<Extent, E> {
        match self.get() {
            Some(extent) => Ok(extent),
            None => Ok(self.set(measure()?)),
        }
    }

    /// Says what it is.
    fn set(&self, extent: Extent) -> Extent {
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
        measured.set(extent);
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
    use crate::value::pace::{Budget, Watched};

    #[track_caller]
    fn check(value: &Value, bytes: u64, depth: u16) {
        assert_eq!(Extent::of(value), Extent { bytes, depth });
        // Remembered, it is the same.
        assert_eq!(Extent::of(value), Extent { bytes, depth });
    }

    #[test]
    fn a_long_list_is_measured_step_by_step_and_once() {
        let fresh = || Value::list(vec![Value::Null; 1 << 16]);
        let (list, stopped) = (fresh(), fresh());
        let mut looks = 0;
        let mut watched = Watched::new(|| {
            looks += 1;
            Ok(())
        });
        let measured = Extent::measured(&list, &mut watched).ok();
        assert_eq!(looks, 4);
        assert!(Extent::measured(&stopped, &mut Budget(7)).is_err());
        for list in [list, stopped] {
            assert_eq!(Some(Extent::of(&list)), measured);
            assert_eq!(Extent::measured(&list, &mut Budget(0)).ok(), measured);
        }
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

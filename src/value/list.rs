//! Lists as values: known already, or made when somebody looks.
//!
//! In: elements, or what they can be made by. Out: elements; nobody can tell the difference but by the clock. Knows
//! nothing of what makes them.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::bulk::Bulk;
use super::extent::Measured;
use super::{Extent, Value};

/// A list of values. It is used as a slice; a clone is O(1).
///
/// ```
/// use quipu::value::{List, Value};
///
/// let list = List::from(vec![Value::from(7), Value::Null]);
/// assert_eq!(list.len(), 2);
/// assert!(list[1].is_null());
/// ```
#[derive(Clone)]
pub struct List(Elements);

#[derive(Clone)]
enum Elements {
    Known(Arc<Known>),
    Later(Arc<Later>, u32),
}

struct Known {
    all: Bulk<Value>,
    extent: Measured,
}

/// What makes the elements of many lists, each when it is looked at for the first time.
pub(crate) trait MakeLists: Send + Sync {
    /// The elements of the list of this number.
    fn make(&self, number: usize) -> Vec<Value>;
    /// About how many elements it has; for budgets. O(1).
    fn about(&self, number: usize) -> usize;
}

struct Later {
    maker: Arc<dyn MakeLists>,
    /// The number of the first list, and how many there are.
    first: usize,
    len: usize,
    /// Those that were looked at; there is no room for any before.
    made: OnceLock<Box<[OnceLock<Vec<Value>>]>>,
}

impl Later {
    fn get(&self, at: usize) -> &[Value] {
        let made = self
            .made
            .get_or_init(|| (0..self.len).map(|_| OnceLock::new()).collect());
        made[at].get_or_init(|| self.maker.make(self.first + at))
    }
}

impl List {
    /// The lists of the numbers `first..first + len`, none of them made yet: one allocation for all of them. What was made
    /// stays until the last of them is gone.
    pub(crate) fn later(
        maker: Arc<dyn MakeLists>,
        first: usize,
        len: usize,
    ) -> impl Iterator<Item = Self> {
        let later = Arc::new(Later {
            maker,
            first,
            len,
            made: OnceLock::new(),
        });
        (0..len as u32).map(move |at| Self(Elements::Later(Arc::clone(&later), at)))
    }
}

impl List {
    /// The elements, when nothing must be made for it; else about how many there are.
    pub(crate) fn made(&self) -> Result<&[Value], usize> {
        match &self.0 {
            Elements::Known(known) => Ok(&known.all),
            Elements::Later(later, at) => {
                let at = *at as usize;
                let made = later.made.get().and_then(|made| made[at].get());
                made.map(Vec::as_slice)
                    .ok_or_else(|| later.maker.about(later.first + at))
            }
        }
    }
}

impl List {
    /// These elements, which together have this extent.
    pub(crate) fn measured(all: Vec<Value>, extent: Extent) -> Self {
        Self(Elements::Known(Arc::new(Known {
            all: all.into(),
            extent: extent.into(),
        })))
    }

    /// How large it is written out. O(elements) the first time.
    pub(crate) fn extent(&self) -> Extent {
        match (&self.0, self.made()) {
            (Elements::Known(known), _) => known.extent.get_or(|| Extent::around(known.all.iter())),
            (Elements::Later(..), Ok(made)) => Extent::around(made.iter()),
            (Elements::Later(..), Err(about)) => Extent {
                bytes: ((about + 1) * size_of::<Value>()) as u64,
                depth: 1,
            },
        }
    }

    /// Is it the very same list, held twice? O(1).
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Elements::Known(a), Elements::Known(b)) => Arc::ptr_eq(a, b),
            (Elements::Later(a, at), Elements::Later(b, other)) => Arc::ptr_eq(a, b) && at == other,
            _ => false,
        }
    }
}

impl Deref for List {
    type Target = [Value];

    #[inline]
    fn deref(&self) -> &[Value] {
        match &self.0 {
            Elements::Known(known) => &known.all,
            Elements::Later(later, at) => later.get(*at as usize),
        }
    }
}

impl From<Vec<Value>> for List {
    fn from(all: Vec<Value>) -> Self {
        Self(Elements::Known(Arc::new(Known {
            all: all.into(),
            extent: Measured::default(),
        })))
    }
}

impl FromIterator<Value> for List {
    fn from_iter<I: IntoIterator<Item = Value>>(all: I) -> Self {
        Vec::from_iter(all).into()
    }
}

impl fmt::Debug for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::{List, MakeLists};
    use crate::value::Value;

    #[derive(Default)]
    struct Counting(AtomicUsize);

    impl MakeLists for Counting {
        fn make(&self, number: usize) -> Vec<Value> {
            self.0.fetch_add(1, Ordering::Relaxed);
            vec![Value::Integer(number as i64); number]
        }
        fn about(&self, number: usize) -> usize {
            number
        }
    }

    #[test]
    fn a_list_is_made_once_and_only_when_looked_at() {
        let maker = Arc::new(Counting::default());
        let lists: Vec<List> = List::later(maker.clone(), 2, 3).collect();
        let copy = lists[1].clone();
        assert!(matches!(copy.made(), Err(3)));
        assert_eq!(maker.0.load(Ordering::Relaxed), 0);
        assert_eq!((copy.len(), lists[1].len()), (3, 3));
        assert!(copy.made().is_ok());
        assert_eq!(format!("{:?}", lists[0]), "[Integer(2), Integer(2)]");
        assert_eq!(maker.0.load(Ordering::Relaxed), 2);
    }
}

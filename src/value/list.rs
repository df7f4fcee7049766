//! Lists as values: known already, or made when somebody looks.
//!
//! In: elements, or what they can be made by. Out: elements; nobody can tell the difference but by the clock. Knows
//! nothing of what makes them.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;

use super::bulk::Bulk;
use super::extent::Measured;
use super::json::Form;
use super::pace::{Pace, unwatched};
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
    all: All,
    extent: Measured,
}

/// Elements; a single one takes no room of its own.
enum All {
    One([Value; 1]),
    Many(Bulk<Value>),
}

impl From<Bulk<Value>> for All {
    fn from(mut all: Bulk<Value>) -> Self {
        match all.pop() {
            Some(only) if all.is_empty() => Self::One([only]),
            Some(last) => {
                all.push(last);
                Self::Many(all)
            }
            None => Self::Many(all),
        }
    }
}

impl Deref for All {
    type Target = [Value];

    #[inline]
    fn deref(&self) -> &[Value] {
        match self {
            Self::One(one) => one,
            Self::Many(all) => all,
        }
    }
}

/// What makes the elements of many lists, each when it is looked at for the first time.
pub(crate) trait MakeLists: Send + Sync {
    /// Hands over the elements of the list of this number.
    fn make(&self, number: usize, give: &mut dyn FnMut(Value));
    /// Makes the lists of these numbers, at most [`TOGETHER`].
    fn make_all(&self, numbers: Range<usize>) -> Made {
        let about = numbers.clone().map(|number| self.about(number)).sum();
        let mut made = Made::with_capacity(about);
        for number in numbers {
            self.make(number, &mut |value| made.push(value));
            made.end();
        }
        made
    }
    /// About how many elements it has; for budgets. O(1).
    fn about(&self, number: usize) -> usize;
    /// Shows the maps of the list of this number, entry by entry, when it has nothing else and that can be done without
    /// making it; else nothing, and `false`.
    fn show(&self, _number: usize, _to: TakeMaps<'_>) -> bool {
        false
    }
    /// Appends the list of this number as JSON, when that can be done without making it; else nothing, and `false`.
    fn write(&self, _number: usize, _out: &mut String, _form: Form) -> bool {
        false
    }
}

/// Is shown a map: its entries, in the order of their keys. It must not look at other lists of the same making.
pub(crate) type TakeMaps<'a> = &'a mut dyn FnMut(&[(&str, &Value)]);

struct Later {
    maker: Arc<dyn MakeLists>,
    /// The number of the first list, and how many there are.
    first: usize,
    len: usize,
    /// Those that were looked at and their neighbours; there is no room for any before.
    made: OnceLock<Box<[OnceLock<Made>]>>,
}

/// How many lists are made together when one of them is looked at: who looks at one mostly looks at the next.
pub(crate) const TOGETHER: usize = 64;

/// Lists end to end, at most [`TOGETHER`].
pub(crate) struct Made {
    all: Vec<Value>,
    /// Where each list begins, and where the last one ends.
    starts: [u32; TOGETHER + 1],
    lists: usize,
}

impl Made {
    /// No lists; there is room for so many elements.
    pub(crate) fn with_capacity(elements: usize) -> Self {
        Self {
            all: Vec::with_capacity(elements),
            starts: [0; TOGETHER + 1],
            lists: 0,
        }
    }
    /// The next element of the list that is being made.
    #[inline]
    pub(crate) fn push(&mut self, value: Value) {
        self.all.push(value);
    }
    /// The next elements of it.
    #[inline]
    pub(crate) fn extend(&mut self, values: impl Iterator<Item = Value>) {
        self.all.extend(values);
    }
    /// The list is whole.
    #[inline]
    pub(crate) fn end(&mut self) {
        self.lists += 1;
        self.starts[self.lists] = self.all.len() as u32;
    }
    /// The elements of all lists.
    pub(crate) fn into_all(self) -> impl Iterator<Item = Value> {
        self.all.into_iter()
    }
    #[inline]
    fn get(&self, at: usize) -> &[Value] {
        &self.all[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}

impl Later {
    fn get(&self, at: usize) -> &[Value] {
        let room = || {
            let parts = self.len.div_ceil(TOGETHER);
            (0..parts).map(|_| OnceLock::new()).collect()
        };
        let part = at / TOGETHER;
        let made = self.made.get_or_init(room)[part].get_or_init(|| self.make(part * TOGETHER));
        made.get(at % TOGETHER)
    }

    fn make(&self, from: usize) -> Made {
        let len = TOGETHER.min(self.len - from);
        let first = self.first + from;
        self.maker.make_all(first..first + len)
    }

    fn made(&self, at: usize) -> Option<&[Value]> {
        let made = self.made.get()?[at / TOGETHER].get()?;
        Some(made.get(at % TOGETHER))
    }
}

impl List {
    /// The lists of the numbers `first..first + len`, none of them made yet: one allocation for all of them. They are made
    /// some at a time; what was made stays until the last of them is gone.
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
                later
                    .made(at)
                    .ok_or_else(|| later.maker.about(later.first + at))
            }
        }
    }
}

impl List {
    /// Hands over all elements; those of a list that nobody has looked at are made for that, and not kept.
    pub(crate) fn each(&self, give: &mut dyn FnMut(&Value)) {
        match (&self.0, self.made()) {
            (_, Ok(made)) => made.iter().for_each(give),
            (Elements::Later(later, at), Err(_)) => {
                let number = later.first + *at as usize;
                later.maker.make(number, &mut |value| give(&value));
            }
            (Elements::Known(known), Err(_)) => known.all.iter().for_each(give),
        }
    }

    /// Shows all elements, which are maps; those of a list that nobody has looked at need not be made for that. `false` when
    /// there is another one.
    pub(crate) fn each_map(&self, to: TakeMaps<'_>) -> bool {
        if let (Elements::Later(later, at), Err(_)) = (&self.0, self.made())
            && later.maker.show(later.first + *at as usize, to)
        {
            return true;
        }
        self.iter().all(|item| {
            let Value::Map(map) = item else { return false };
            let entries = map.iter().map(|(key, value)| (key.as_ref(), value));
            to(&entries.collect::<SmallVec<[_; 4]>>());
            true
        })
    }

    /// Appends it as JSON when nobody has looked at it yet and it can be written without being made; else `false`.
    pub(super) fn write_unmade(&self, out: &mut String, form: Form) -> bool {
        match (&self.0, self.made()) {
            (Elements::Later(later, at), Err(_)) => {
                later.maker.write(later.first + *at as usize, out, form)
            }
            _ => false,
        }
    }
}

impl List {
    /// These elements, which together have this extent.
    pub(crate) fn measured(all: Bulk<Value>, extent: Extent) -> Self {
        Self(Elements::Known(Arc::new(Known {
            all: all.into(),
            extent: extent.into(),
        })))
    }

    /// How large it is written out. O(elements) the first time.
    pub(crate) fn extent(&self) -> Extent {
        unwatched(|pace| self.measure(pace))
    }

    /// As [`Self::extent`], under somebody's eyes.
    pub(super) fn measure<P: Pace>(&self, pace: &mut P) -> Result<Extent, P::Stop> {
        match (&self.0, self.made()) {
            (Elements::Known(known), _) => known
                .extent
                .get_or(|| Extent::around(known.all.iter(), pace)),
            (Elements::Later(..), Ok(made)) => Extent::around(made.iter(), pace),
            (Elements::Later(..), Err(about)) => Ok(Extent {
                bytes: ((about + 1) * size_of::<Value>()) as u64,
                depth: 1,
            }),
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
        Bulk::from(all).into()
    }
}

impl From<Bulk<Value>> for List {
    fn from(all: Bulk<Value>) -> Self {
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

    use super::{List, MakeLists, TOGETHER};
    use crate::value::Value;

    #[derive(Default)]
    struct Counting(AtomicUsize);

    impl MakeLists for Counting {
        fn make(&self, number: usize, give: &mut dyn FnMut(Value)) {
            self.0.fetch_add(1, Ordering::Relaxed);
            (0..number).for_each(|_| give(Value::Integer(number as i64)));
        }
        fn about(&self, number: usize) -> usize {
            number
        }
    }

    #[test]
    fn lists_are_made_once_and_only_when_looked_at() {
        let maker = Arc::new(Counting::default());
        let lists: Vec<List> = List::later(maker.clone(), 2, TOGETHER + 3).collect();
        let copy = lists[1].clone();
        let made = || maker.0.load(Ordering::Relaxed);
        assert!(matches!(copy.made(), Err(3)));
        let mut sum = 0;
        copy.each(&mut |_| sum += 1);
        assert_eq!((sum, made()), (3, 1));
        assert!(copy.made().is_err());
        assert_eq!((copy.len(), lists[1].len()), (3, 3));
        assert!(copy.made().is_ok());
        assert_eq!(format!("{:?}", lists[0]), "[Integer(2), Integer(2)]");
        // Its neighbours with it.
        assert_eq!(made(), 1 + TOGETHER);
        for (number, list) in (2..).zip(&lists) {
            assert_eq!(list.len(), number);
        }
        assert_eq!(made(), 1 + lists.len());
    }
}

//! Several lists of keys, no key twice in any of them, become one: the merge of groups that several threads made.
//!
//! In: lists, how keys are hashed and compared or which small number each is, and a rank per key that never falls within a
//! list. Out: a number for each key, the same for the same keys of different lists, in the order of ranks. First each key is
//! told where it came first (`dense.rs`, `hashed.rs`), then the first ones are numbered (`number.rs`); threads take parts of
//! both in turn. Knows nothing of what keys are.

mod dense;
mod hashed;
mod number;

use std::sync::atomic::AtomicU32;

use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::value::bulk::{self, Look};

/// A key: which list, and where in it.
pub(crate) type Place = (usize, usize);

/// Lists of keys.
pub(crate) trait Lists: Sync {
    /// The lengths of the lists.
    fn lens(&self) -> Vec<usize>;
    /// The hash of a key.
    fn hash(&self, place: Place) -> u64;
    /// Are these keys the same? Only asked where their hashes are.
    fn same(&self, a: Place, b: Place) -> bool;
    /// Where a key stands among those of all lists; those with one rank are of one list.
    fn rank(&self, place: Place) -> u32;
    /// Is it known that no list has a key of another?
    fn are_apart(&self) -> bool {
        false
    }
    /// What all keys are below, where each is a number; `None` where they are none, or so many that it does not fit.
    fn bound(&self) -> Option<usize> {
        None
    }
    /// The number that a key is. Only asked where there is a bound.
    fn dense(&self, _: Place) -> usize {
        0
    }
}

/// Lists that became one.
#[derive(Debug, Default)]
pub(crate) struct Unified {
    /// For each list the numbers of its keys.
    pub(crate) numbers: Vec<Vec<u32>>,
    /// For each number the first place of its key.
    pub(crate) firsts: Vec<(u32, u32)>,
}

/// Fewer keys are not worth another thread.
const MANY: usize = if cfg!(test) { 64 } else { 1 << 13 };
/// What the work holds for each key.
pub(crate) const BYTES: usize = hashed::BYTES + number::BYTES;
/// Keys between two looks at the interrupt, and what a thread does before it asks for more.
const STEP: usize = if cfg!(test) { 1 << 4 } else { 1 << 14 };
/// No more keys: their places are counted from 1, and one bit is left.
const MOST: usize = (1 << 31) - 2;

/// Numbers the keys of all lists. O(keys) on average, divided by `threads`.
///
/// # Errors
/// `Code::Cancelled`, `Code::TimeLimit`.
pub(crate) fn unify(lists: &impl Lists, threads: usize, interrupt: &Interrupt) -> Result<Unified> {
    let offsets = Offsets::new(&lists.lens());
    let total = offsets.total();
    if total > MOST {
        return Err(Diagnostic::new(
            Code::MemoryLimit,
            "there are too many groups",
        ));
    }
    let threads = if total < MANY { 1 } else { threads };
    let mut twins = Vec::new();
    if offsets.filled() > 1 && !lists.are_apart() {
        let look: Look<'_> = &mut || interrupt.check();
        bulk::lengthen(&mut twins, total, || AtomicU32::new(0), look)?;
        match lists.bound() {
            Some(bound) if bound / dense::PLACES_PER_KEY <= total => {
                dense::find_twins(lists, bound, &offsets, &twins, threads, interrupt)?;
            }
            _ => hashed::find_twins(lists, &offsets, &twins, threads, interrupt)?,
        }
    }
    number::number(lists, &offsets, &twins, threads, interrupt)
}

/// Where each list begins when the keys of all are counted through.
struct Offsets {
    starts: Vec<usize>,
}

impl Offsets {
    fn new(lens: &[usize]) -> Self {
        let mut starts = vec![0];
        let mut end = 0;
        for len in lens {
            end += len;
            starts.push(end);
        }
        Self { starts }
    }

    fn lists(&self) -> usize {
        self.starts.len() - 1
    }
    fn len(&self, list: usize) -> usize {
        self.starts[list + 1] - self.starts[list]
    }
    fn total(&self) -> usize {
        self.starts[self.lists()]
    }
    /// How many lists have keys.
    fn filled(&self) -> usize {
        (0..self.lists()).filter(|list| self.len(*list) > 0).count()
    }

    /// The number of a key, counted through.
    #[inline]
    fn counted(&self, (list, at): Place) -> usize {
        self.starts[list] + at
    }
    /// The key with such a number.
    #[inline]
    fn place(&self, counted: usize) -> Place {
        let list = self.starts.partition_point(|start| *start <= counted) - 1;
        (list, counted - self.starts[list])
    }
    /// All keys in pieces: of which list, from where and up to where.
    fn pieces(&self) -> Vec<(usize, usize, usize)> {
        let of_list = |list: usize| {
            let len = self.len(list);
            let starts = (0..len).step_by(STEP);
            starts.map(move |start| (list, start, len.min(start + STEP)))
        };
        (0..self.lists()).flat_map(of_list).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{prop, proptest};

    use super::{Lists, MANY, Place, Unified, unify};
    use crate::diagnostic::Interrupt;

    /// Ranks and keys, and what these are below where that is told.
    struct Plain(Vec<Vec<(u32, u32)>>, Option<usize>);

    impl Lists for Plain {
        fn lens(&self) -> Vec<usize> {
            self.0.iter().map(Vec::len).collect()
        }
        fn hash(&self, (list, at): Place) -> u64 {
            // Many keys share a hash.
            u64::from(self.0[list][at].1 / 3)
        }
        fn same(&self, a: Place, b: Place) -> bool {
            self.0[a.0][a.1].1 == self.0[b.0][b.1].1
        }
        fn rank(&self, (list, at): Place) -> u32 {
            self.0[list][at].0
        }
        fn bound(&self) -> Option<usize> {
            self.1
        }
        fn dense(&self, (list, at): Place) -> usize {
            self.0[list][at].1 as usize
        }
    }

    proptest! {
        #[test]
        fn as_one_list_would_be_numbered(
            morsels in prop::collection::vec((0usize..4, prop::collection::vec(0u32..300, 0..40)), 0..20),
            threads in 1usize..4,
            dense: bool,
        ) {
            let mut lists = vec![Vec::new(); 4];
            let mut expected: BTreeMap<u32, u32> = BTreeMap::new();
            for (rank, (list, keys)) in (0..).zip(morsels) {
                for key in keys {
                    let number = expected.len() as u32;
                    expected.entry(key).or_insert(number);
                    let list: &mut Vec<(u32, u32)> = &mut lists[list];
                    if list.iter().all(|(_, known)| *known != key) {
                        list.push((rank, key));
                    }
                }
            }
            let lists = Plain(lists, dense.then_some(300));
            let Unified { numbers, firsts } = unify(&lists, threads, &Interrupt::default()).unwrap();
            for (list, numbers) in lists.0.iter().zip(numbers) {
                let wanted: Vec<u32> = list.iter().map(|(_, key)| expected[key]).collect();
                assert_eq!(numbers, wanted);
            }
            assert_eq!(firsts.len(), expected.len());
            for (number, (list, at)) in (0..).zip(firsts) {
                assert_eq!(expected[&lists.0[list as usize][at as usize].1], number);
            }
        }
    }

    #[test]
    fn many_keys_can_be_stopped() {
        for bound in [None, Some(MANY)] {
            let keys = |rank| (0..MANY as u32).map(|key| (rank, key)).collect();
            let lists = Plain(vec![keys(0), keys(1)], bound);
            let interrupt = Interrupt::default().with_deadline(Some(std::time::Instant::now()));
            assert!(unify(&lists, 2, &interrupt).is_err());
        }
    }
}

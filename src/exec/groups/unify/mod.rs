//! Several lists of keys, no key twice in any of them, become one: the merge of groups that several threads made.
//!
//! In: lists, how keys are hashed and compared or which small number each is, and a rank per key that never falls within a
//! list. Out: a number for each key, the same for the same keys of different lists, in the order of ranks. First each key is
//! told where it came first (`dense.rs`, `hashed.rs`), unless the lists know that beforehand (`asked.rs`), then the first ones
//! are numbered (`number.rs`); threads take parts of all this in turn. Knows nothing of what keys are.

mod asked;
mod dense;
mod hashed;
mod number;

use std::ops::Range;
use std::sync::atomic::AtomicU32;

use asked::Asked;

use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::value::bulk::{self, Look};

/// A key: which list, and where in it.
pub(crate) type Place = (usize, usize);

/// Takes keys, each with one of an earlier list that is the same.
pub(crate) type TellTwins<'a> =
    dyn FnMut(&mut dyn Iterator<Item = (Place, Place)>) -> Result<()> + 'a;

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
    /// May it be known of some keys that no other list has them?
    fn knows_alone(&self) -> bool {
        false
    }
    /// Appends those of these keys of a list of which it is not known that no other list has them. Only asked where that
    /// may be known.
    fn not_alone(&self, _list: usize, places: Range<usize>, found: &mut Vec<u32>) {
        found.extend(places.map(|at| at as u32));
    }
    /// Tells, some at a time, of keys that are known to be those of an earlier list: which, and that one. By ascending list;
    /// only where ranks are those of lists.
    ///
    /// # Errors
    /// What `tell` fails with.
    fn known_twins(&self, _: &mut TellTwins<'_>) -> Result<()> {
        Ok(())
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
pub(crate) const BYTES: usize = asked::BYTES + hashed::BYTES + number::BYTES;
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
        let told = asked::tell(lists, &offsets, &twins, interrupt)?;
        let asked = Asked::of(lists, &offsets, (&told, &twins), threads, interrupt)?;
        if asked.filled() > 1 {
            match lists.bound() {
                Some(bound) if bound / dense::PLACES_PER_KEY <= asked.total() => {
                    dense::find_twins(
                        lists,
                        bound,
                        (&asked, &offsets),
                        &twins,
                        threads,
                        interrupt,
                    )?;
                }
                _ => hashed::find_twins(lists, (&asked, &offsets), &twins, threads, interrupt)?,
            }
            told.follow(&twins, interrupt)?;
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
        pieces((0..self.lists()).map(|list| self.len(list)))
    }
}

/// Lists of such lengths in pieces: of which list, from where and up to where.
fn pieces(lens: impl Iterator<Item = usize>) -> Vec<(usize, usize, usize)> {
    let of_list = |(list, len): (usize, usize)| {
        let starts = (0..len).step_by(STEP);
        starts.map(move |start| (list, start, len.min(start + STEP)))
    };
    lens.enumerate().flat_map(of_list).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::ops::Range;

    use proptest::prelude::{any, prop, proptest};

    use super::{Lists, MANY, Place, TellTwins, Unified, unify};
    use crate::diagnostic::{Interrupt, Result};

    /// What lists know beforehand of their keys.
    #[derive(Clone, Copy, Debug, Default)]
    struct Knows {
        /// What they are below.
        bound: Option<usize>,
        /// Of some that they are nowhere else.
        alone: bool,
        /// Of some where they came on an earlier list.
        twins: bool,
    }

    /// Ranks and keys.
    struct Plain(Vec<Vec<(u32, u32)>>, Knows);

    impl Plain {
        /// Where a key is on other lists.
        fn others(&self, (list, at): Place) -> Vec<Place> {
            let key = self.0[list][at].1;
            let others = (0..self.0.len()).filter(|other| *other != list);
            let places = others.map(|other| {
                (
                    other,
                    self.0[other].iter().position(|(_, known)| *known == key),
                )
            });
            places
                .filter_map(|(other, at)| Some((other, at?)))
                .collect()
        }
        /// Is something known of a key, if anything is?
        fn is_told(&self, (list, at): Place) -> bool {
            !self.0[list][at].1.is_multiple_of(3)
        }
    }

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
        fn knows_alone(&self) -> bool {
            self.1.alone
        }
        fn not_alone(&self, list: usize, places: Range<usize>, found: &mut Vec<u32>) {
            let is_alone =
                |at: &usize| self.is_told((list, *at)) && self.others((list, *at)).is_empty();
            found.extend(places.filter(|at| !is_alone(at)).map(|at| at as u32));
        }
        fn known_twins(&self, tell: &mut TellTwins<'_>) -> Result<()> {
            if !self.1.twins {
                return Ok(());
            }
            for list in 0..self.0.len() {
                let told = (0..self.0[list].len()).filter_map(|at| {
                    let earlier = self
                        .others((list, at))
                        .into_iter()
                        .filter(|(other, _)| *other < list);
                    // Any of them, not the first one always.
                    let earlier: Vec<Place> = earlier.collect();
                    let any = earlier.get(at % earlier.len().max(1))?;
                    self.is_told((list, at)).then_some(((list, at), *any))
                });
                tell(&mut told.collect::<Vec<_>>().into_iter())?;
            }
            Ok(())
        }
        fn bound(&self) -> Option<usize> {
            self.1.bound
        }
        fn dense(&self, (list, at): Place) -> usize {
            self.0[list][at].1 as usize
        }
    }

    /// Numbers lists whose keys came in this order, and compares with what one list would give.
    fn check(morsels: Vec<(usize, Vec<u32>)>, by_list: bool, threads: usize, knows: Knows) {
        let mut lists = vec![Vec::new(); 4];
        let mut expected: BTreeMap<u32, u32> = BTreeMap::new();
        let mut morsels = morsels;
        if by_list {
            morsels.sort_by_key(|(list, _)| *list);
        }
        for (rank, (list, keys)) in (0..).zip(morsels) {
            for key in keys {
                let number = expected.len() as u32;
                expected.entry(key).or_insert(number);
                let rank = if by_list { list as u32 } else { rank };
                let list: &mut Vec<(u32, u32)> = &mut lists[list];
                if list.iter().all(|(_, known)| *known != key) {
                    list.push((rank, key));
                }
            }
        }
        let lists = Plain(lists, knows);
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

    proptest! {
        #[test]
        fn as_one_list_would_be_numbered(
            morsels in prop::collection::vec((0usize..4, prop::collection::vec(0u32..300, 0..40)), 0..20),
            threads in 1usize..4,
            (dense, alone, twins) in any::<(bool, bool, bool)>(),
        ) {
            let bound = dense.then_some(300);
            check(morsels.clone(), false, threads, Knows { bound, alone, twins: false });
            check(morsels, true, threads, Knows { bound, alone, twins });
        }
    }

    #[test]
    fn many_keys_can_be_stopped() {
        let bounded = Knows {
            bound: Some(MANY),
            ..Knows::default()
        };
        let told = Knows {
            alone: true,
            twins: true,
            bound: None,
        };
        for knows in [Knows::default(), bounded, told] {
            let keys = |rank| (0..MANY as u32).map(|key| (rank, key)).collect();
            let lists = Plain(vec![keys(0), keys(1)], knows);
            let interrupt = Interrupt::default().with_deadline(Some(std::time::Instant::now()));
            assert!(unify(&lists, 2, &interrupt).is_err());
        }
    }
}

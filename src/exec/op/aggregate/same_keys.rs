//! How keys of several threads are told apart: those that were numbered together by their values, groups of several parts by
//! the numbers of these.
//!
//! In: what threads numbered. Out: hashes, comparisons, and what is known without them: a key that was read of the same node
//! is the same, and a group is on one list alone if a part of it is. Knows nothing of how keys become one.

use std::hash::Hasher;
use std::ops::Range;

use rustc_hash::FxHasher;

use super::key_lists::{KeyList, KeyPart};
use crate::diagnostic::{Interrupt, Result};
use crate::exec::groups::{Lists, Place, TellTwins, Unified, hash_of};
use crate::value::bulk::{self, Look};
use crate::value::pace::{Pace, Watched};
use crate::value::{Value, equality};

/// Nodes between two looks at whether to stop.
const NODES: usize = 1 << 14;
/// One in so many values that are on one list only: then these are worth knowing.
const ALONE: usize = 8;

fn hash_tuple(tuple: &[Value]) -> u64 {
    let mut hasher = FxHasher::default();
    for value in tuple {
        equality::hash(value, &mut hasher);
    }
    hasher.finish()
}

fn same_tuple(a: &[Value], b: &[Value]) -> bool {
    a.iter().zip(b).all(|(a, b)| equality::equivalent(a, b))
}

/// By list and number, whether a value is on this list only; `None` where few are.
fn alone_in(part: &Unified, interrupt: &Interrupt) -> Result<Option<Vec<Vec<bool>>>> {
    let on_lists: usize = part.numbers.iter().map(Vec::len).sum();
    // All others are on two lists at least.
    let least = (2 * part.firsts.len()).saturating_sub(on_lists);
    if least * ALONE < part.firsts.len() || least == 0 {
        return Ok(None);
    }
    let look: Look<'_> = &mut || interrupt.check();
    let mut counts: Vec<u8> = Vec::new();
    bulk::lengthen(&mut counts, part.firsts.len(), || 0, look)?;
    let mut pace = Watched::new(look);
    for number in part.numbers.iter().flatten() {
        pace.step()?;
        let count = &mut counts[*number as usize];
        *count = count.saturating_add(1);
    }
    let mut alone = Vec::with_capacity(part.numbers.len());
    for numbers in &part.numbers {
        let mut of_list = Vec::with_capacity(numbers.len());
        for number in numbers {
            pace.step()?;
            of_list.push(counts[*number as usize] < 2);
        }
        alone.push(of_list);
    }
    Ok(Some(alone))
}

/// Groups whose keys were all numbered together.
pub(super) struct OnePart<'a>(pub(super) &'a [KeyList]);

impl OnePart<'_> {
    fn tuple(&self, (list, group): Place) -> &[Value] {
        self.0[list].parts[0].tuple(group)
    }
}

impl Lists for OnePart<'_> {
    fn lens(&self) -> Vec<usize> {
        self.0.iter().map(KeyList::len).collect()
    }
    fn hash(&self, place: Place) -> u64 {
        hash_tuple(self.tuple(place))
    }
    fn same(&self, a: Place, b: Place) -> bool {
        same_tuple(self.tuple(a), self.tuple(b))
    }
    fn rank(&self, (list, group): Place) -> u32 {
        self.0[list].morsels[group]
    }
    /// Nodes that ascend from morsel to morsel, as those of the scan itself.
    fn are_apart(&self) -> bool {
        let mut stretches = Vec::new();
        for list in self.0 {
            let part = &list.parts[0];
            if !part.ascending && list.len() > 0 {
                return false;
            }
            let mut start = 0;
            for morsel in list.morsels.chunk_by(|a, b| a == b) {
                let last = start + morsel.len() - 1;
                let node = |group: usize| match part.values.get(group) {
                    Some(Value::Node(node)) => node.id.0,
                    _ => u32::MAX,
                };
                stretches.push((morsel[0], node(start), node(last)));
                start = last + 1;
            }
        }
        stretches.sort_unstable();
        stretches.windows(2).all(|pair| pair[0].2 < pair[1].1)
    }
}

/// The values of keys that were numbered together, one by one.
pub(super) struct PartOf<'a> {
    pub(super) lists: &'a [KeyList],
    pub(super) part: usize,
}

impl PartOf<'_> {
    fn tuple(&self, (list, number): Place) -> &[Value] {
        self.lists[list].parts[self.part].tuple(number)
    }
}

impl Lists for PartOf<'_> {
    fn lens(&self) -> Vec<usize> {
        let parts = self.lists.iter().map(|list| &list.parts[self.part]);
        parts.map(KeyPart::len).collect()
    }
    fn hash(&self, place: Place) -> u64 {
        hash_tuple(self.tuple(place))
    }
    fn same(&self, a: Place, b: Place) -> bool {
        same_tuple(self.tuple(a), self.tuple(b))
    }
    fn rank(&self, (list, _): Place) -> u32 {
        list as u32
    }
    /// What one node has is the same on all threads.
    fn known_twins(&self, tell: &mut TellTwins<'_>) -> Result<()> {
        let part = |list: usize| &self.lists[list].parts[self.part].known;
        for list in 1..self.lists.len() {
            let twin = |node: &u32| {
                let number = part(list).number(*node)? as usize;
                let earlier = (0..list).find_map(|list| Some((list, part(list).number(*node)?)));
                earlier.map(|(earlier, twin)| ((list, number), (earlier, twin as usize)))
            };
            for nodes in part(list).nodes().chunks(NODES) {
                tell(&mut nodes.iter().filter_map(twin))?;
            }
        }
        Ok(())
    }
}

/// Groups as the numbers of their parts, which stand for the same on all threads.
pub(super) struct Tuples<'a> {
    lists: &'a [KeyList],
    parts: &'a [Unified],
    /// How many tuples there could be.
    bound: Option<usize>,
    /// Parts of which many values are on one list only: which, and by list and number whether the value is.
    alone: Vec<(usize, Vec<Vec<bool>>)>,
}

impl<'a> Tuples<'a> {
    /// Groups of several threads whose parts became one.
    ///
    /// # Errors
    /// `Code::Cancelled`, `Code::TimeLimit`.
    pub(super) fn new(
        lists: &'a [KeyList],
        parts: &'a [Unified],
        interrupt: &Interrupt,
    ) -> Result<Self> {
        let mut sizes = parts.iter().map(|part| part.firsts.len());
        let mut alone = Vec::new();
        for (number, part) in parts.iter().enumerate() {
            alone.extend(alone_in(part, interrupt)?.map(|alone| (number, alone)));
        }
        Ok(Self {
            lists,
            parts,
            bound: sizes.try_fold(1_usize, usize::checked_mul),
            alone,
        })
    }

    fn tuple(&self, (list, group): Place) -> impl Iterator<Item = u32> + '_ {
        let numbers = self.lists[list].parts_of(group);
        let parts = self.parts.iter().zip(numbers);
        parts.map(move |(part, number)| part.numbers[list][*number as usize])
    }
}

impl Lists for Tuples<'_> {
    fn lens(&self) -> Vec<usize> {
        self.lists.iter().map(KeyList::len).collect()
    }
    fn hash(&self, place: Place) -> u64 {
        // Two numbers have a hash of their own.
        let mut tuple = self.tuple(place);
        let mut joined = u64::from(tuple.next().unwrap_or(0)) << 32;
        for (at, number) in tuple.enumerate() {
            if at > 0 {
                joined = hash_of(&joined) << 32;
            }
            joined |= u64::from(number);
        }
        hash_of(&joined)
    }
    fn same(&self, a: Place, b: Place) -> bool {
        self.parts.len() == 2 || self.tuple(a).eq(self.tuple(b))
    }
    fn rank(&self, (list, group): Place) -> u32 {
        self.lists[list].morsels[group]
    }
    fn knows_alone(&self) -> bool {
        !self.alone.is_empty()
    }
    /// A group can be on another list only if all of its parts are.
    fn not_alone(&self, list: usize, places: Range<usize>, found: &mut Vec<u32>) {
        let width = self.parts.len();
        let of_list = &self.lists[list].numbers;
        let Some(((part, alone), others)) = self.alone.split_first() else {
            return;
        };
        let (part, alone) = (*part, &alone[list]);
        let first = found.len();
        for group in places {
            if !alone[of_list[group * width + part] as usize] {
                found.push(group as u32);
            }
        }
        for (part, alone) in others {
            let mut rest = found.split_off(first);
            rest.retain(|group| !alone[list][of_list[*group as usize * width + part] as usize]);
            found.append(&mut rest);
        }
    }
    fn bound(&self) -> Option<usize> {
        self.bound
    }
    fn dense(&self, place: Place) -> usize {
        let numbers = self.parts.iter().zip(self.tuple(place));
        numbers.fold(0, |joined, (part, number)| {
            joined * part.firsts.len() + number as usize
        })
    }
}

//! Several lists of keys, no key twice in any of them, become one: the merge of groups that several threads made.
//!
//! In: lists, how keys are hashed and compared, and a rank per key that never falls within a list. Out: a number for each
//! key, the same for the same keys of different lists, in the order of ranks. Keys are parted by their hashes; threads take
//! parts in turn and meet nowhere (Leis et al., "Morsel-driven parallelism", SIGMOD 2014, section 4.4). Knows nothing of
//! what keys are.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use hashbrown::HashTable;

use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::exec::workers;
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
/// Into how many parts many keys are parted.
const PARTS: usize = 256;
/// What the work holds for each key.
pub(crate) const BYTES: usize = size_of::<Entry>() + 4 * size_of::<u32>();
/// Keys between two looks at the interrupt.
const STEP: usize = 1 << 16;

/// Numbers the keys of all lists. O(keys) on average, divided by `threads` but for a short step at the end.
///
/// # Errors
/// `Code::Cancelled`, `Code::TimeLimit`.
pub(crate) fn unify(lists: &impl Lists, threads: usize, interrupt: &Interrupt) -> Result<Unified> {
    let lens = lists.lens();
    let total: usize = lens.iter().sum();
    if u32::try_from(total).is_err() {
        return Err(Diagnostic::new(
            Code::MemoryLimit,
            "there are too many groups",
        ));
    }
    let filled = lens.iter().filter(|len| **len > 0).count();
    let mut twins = Vec::new();
    if filled > 1 && !lists.are_apart() {
        let look: Look<'_> = &mut || interrupt.check();
        bulk::lengthen(&mut twins, total, || AtomicU32::new(0), look)?;
        let threads = if total < MANY { 1 } else { threads };
        find_twins(lists, &lens, &twins, threads, interrupt)?;
    }
    number(lists, &lens, &twins, interrupt)
}

/// A key on its way: all that is mostly asked of it lies together.
#[derive(Clone, Copy, Default)]
struct Entry {
    hash: u64,
    rank: u32,
    at: u32,
}

/// The keys of a list by part.
type Parted = Vec<Vec<Entry>>;

/// The keys of a list by part, looked at in stretches.
fn parted(
    lists: &impl Lists,
    list: usize,
    len: usize,
    parts: usize,
    interrupt: &Interrupt,
) -> Result<Parted> {
    let mut counts = vec![0; parts];
    let mut hashes = Vec::with_capacity(len);
    for start in (0..len).step_by(STEP) {
        interrupt.check()?;
        hashes.extend((start..len.min(start + STEP)).map(|at| {
            let hash = lists.hash((list, at));
            counts[part(hash, parts)] += 1;
            hash
        }));
    }
    let mut all: Parted = counts.into_iter().map(Vec::with_capacity).collect();
    for (at, hash) in hashes.into_iter().enumerate() {
        if at.is_multiple_of(STEP) {
            interrupt.check()?;
        }
        all[part(hash, parts)].push(Entry {
            hash,
            rank: lists.rank((list, at)),
            at: at as u32,
        });
    }
    Ok(all)
}

/// A part is found by other bits than a place in its hash table.
#[inline]
fn part(hash: u64, parts: usize) -> usize {
    (hash.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize & (parts - 1)
}

/// Finds where each key came first: in `twins`, counted over all lists from 1; 0 where it is the first itself.
fn find_twins(
    lists: &impl Lists,
    lens: &[usize],
    twins: &[AtomicU32],
    threads: usize,
    interrupt: &Interrupt,
) -> Result<()> {
    let total = twins.len();
    let parts = if total < MANY { 1 } else { PARTS };
    let mut parted: Vec<OnceLock<Parted>> = Vec::new();
    parted.resize_with(lens.len(), OnceLock::new);
    workers::each(threads, lens.len(), |list| {
        let by_part = self::parted(lists, list, lens[list], parts, interrupt)?;
        let _ = parted[list].set(by_part);
        Ok(())
    })?;
    let parted: Vec<Parted> = parted
        .into_iter()
        .map(|parted| parted.into_inner().unwrap_or_default())
        .collect();
    let mut offsets = Vec::with_capacity(lens.len());
    let mut end = 0;
    for len in lens {
        offsets.push(end);
        end += len;
    }
    workers::each(threads, parts, |part| {
        interrupt.check()?;
        find_in_part(lists, &parted, &offsets, part, twins);
        Ok(())
    })
}

/// Finds which keys of a part are the same, in the order of ranks, so that the first place of a key comes first.
fn find_in_part(
    lists: &impl Lists,
    parted: &[Parted],
    offsets: &[usize],
    part: usize,
    twins: &[AtomicU32],
) {
    let of_part = parted.iter().map(|list| list.get(part));
    let of_part: Vec<&[Entry]> = of_part
        .map(|part| part.map_or(&[][..], Vec::as_slice))
        .collect();
    let mut taken = vec![0; of_part.len()];
    let count: usize = of_part.iter().map(|list| list.len()).sum();
    let mut table: HashTable<(u32, u32)> = HashTable::with_capacity(count);
    while let Some(list) = first_of(&of_part, &taken) {
        let place = taken[list];
        taken[list] += 1;
        let entry = of_part[list][place];
        let known = |(list, place): &(u32, u32)| &of_part[*list as usize][*place as usize];
        let same = |other: &(u32, u32)| {
            // Within one list all are different.
            let (of, other) = (other.0 as usize, known(other));
            of != list
                && other.hash == entry.hash
                && lists.same((of, other.at as usize), (list, entry.at as usize))
        };
        match table.find(entry.hash, same) {
            Some(first) => {
                let first = offsets[first.0 as usize] + known(first).at as usize;
                let twin = &twins[offsets[list] + entry.at as usize];
                twin.store(first as u32 + 1, Ordering::Relaxed);
            }
            None => {
                let place = (list as u32, place as u32);
                table.insert_unique(entry.hash, place, |other| known(other).hash);
            }
        }
    }
}

/// The list whose next key has the least rank.
fn first_of(lists: &[&[Entry]], taken: &[usize]) -> Option<usize> {
    let mut first: Option<(u32, usize)> = None;
    for (list, (entries, taken)) in lists.iter().zip(taken).enumerate() {
        if let Some(entry) = entries.get(*taken)
            && first.is_none_or(|(rank, _)| entry.rank < rank)
        {
            first = Some((entry.rank, list));
        }
    }
    first.map(|(_, list)| list)
}

/// Numbers the keys of all lists by rank.
fn number(
    lists: &impl Lists,
    lens: &[usize],
    twins: &[AtomicU32],
    interrupt: &Interrupt,
) -> Result<Unified> {
    let mut numbers: Vec<Vec<u32>> = lens.iter().map(|len| Vec::with_capacity(*len)).collect();
    let mut firsts = Vec::with_capacity(lens.iter().copied().max().unwrap_or(0));
    let mut offsets = Vec::with_capacity(lens.len());
    let mut end = 0;
    for len in lens {
        offsets.push(end);
        end += len;
    }
    loop {
        // The list whose next key is the first, and up to where it may be taken without looking at the others.
        let mut next: Option<(u32, usize)> = None;
        let mut until = u32::MAX;
        for (list, numbers) in numbers.iter().enumerate() {
            if numbers.len() == lens[list] {
                continue;
            }
            let rank = lists.rank((list, numbers.len()));
            match next {
                Some((least, _)) if least <= rank => until = until.min(rank),
                _ => {
                    until = next.map_or(until, |(least, _)| until.min(least));
                    next = Some((rank, list));
                }
            }
        }
        let Some((_, list)) = next else {
            break;
        };
        interrupt.check()?;
        bulk::grow(&mut firsts, STEP, &mut || interrupt.check())?;
        let start = numbers[list].len();
        for at in start..lens[list].min(start + STEP) {
            if at > start && lists.rank((list, at)) >= until {
                break;
            }
            let twin = twins
                .get(offsets[list] + at)
                .map_or(0, |twin| twin.load(Ordering::Relaxed));
            let number = if twin == 0 {
                firsts.push((list as u32, at as u32));
                firsts.len() as u32 - 1
            } else {
                let (of, first) = place_of(twin as usize - 1, &offsets);
                numbers[of][first]
            };
            numbers[list].push(number);
        }
    }
    Ok(Unified { numbers, firsts })
}

fn place_of(counted: usize, offsets: &[usize]) -> Place {
    let list = offsets.partition_point(|offset| *offset <= counted) - 1;
    (list, counted - offsets[list])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::{prop, proptest};

    use super::{Lists, MANY, Place, Unified, unify};
    use crate::diagnostic::Interrupt;

    /// Ranks and keys.
    struct Plain(Vec<Vec<(u32, u32)>>);

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
    }

    proptest! {
        #[test]
        fn as_one_list_would_be_numbered(
            morsels in prop::collection::vec((0usize..4, prop::collection::vec(0u32..300, 0..40)), 0..20),
            threads in 1usize..4,
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
            let lists = Plain(lists);
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
        let lists = Plain(vec![
            (0..MANY as u32).map(|key| (0, key)).collect(),
            (0..MANY as u32).map(|key| (1, key)).collect(),
        ]);
        let interrupt = Interrupt::default().with_deadline(Some(std::time::Instant::now()));
        assert!(unify(&lists, 2, &interrupt).is_err());
    }
}

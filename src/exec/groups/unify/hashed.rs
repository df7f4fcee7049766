//! Keys that are told apart by their hashes: which of them came before on another list.
//!
//! In: lists of keys. Out: where each key came first. Keys are parted by their hashes; threads take parts in turn and meet
//! nowhere (Leis et al., "Morsel-driven parallelism", SIGMOD 2014, section 4.4). Knows nothing of what keys are.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use hashbrown::HashTable;

use super::{Asked, Lists, MANY, Offsets, STEP};
use crate::diagnostic::{Interrupt, Result};
use crate::exec::workers;

/// Into how many parts many keys are parted.
const PARTS: usize = 256;
/// What the work holds for each key.
pub(super) const BYTES: usize = size_of::<Entry>() + 2 * size_of::<u32>();

/// A key on its way: all that is mostly asked of it lies together.
#[derive(Clone, Copy, Default)]
struct Entry {
    hash: u64,
    rank: u32,
    at: u32,
}

/// The keys of a list by part.
type Parted = Vec<Vec<Entry>>;

/// The keys of a list that are asked for by part, looked at in stretches.
fn parted(
    lists: &impl Lists,
    list: usize,
    asked: &Asked,
    parts: usize,
    interrupt: &Interrupt,
) -> Result<Parted> {
    let len = asked.len(list);
    let mut counts = vec![0; parts];
    let mut hashes = Vec::with_capacity(len);
    for start in (0..len).step_by(STEP) {
        interrupt.check()?;
        hashes.extend((start..len.min(start + STEP)).map(|number| {
            let hash = lists.hash((list, asked.at(list, number)));
            counts[part(hash, parts)] += 1;
            hash
        }));
    }
    let mut all: Parted = counts.into_iter().map(Vec::with_capacity).collect();
    for (number, hash) in hashes.into_iter().enumerate() {
        if number.is_multiple_of(STEP) {
            interrupt.check()?;
        }
        let at = asked.at(list, number);
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

/// Finds where each key that is asked for came first: in `twins`, counted through from 1; 0 where it is the first itself.
pub(super) fn find_twins(
    lists: &impl Lists,
    (asked, offsets): (&Asked, &Offsets),
    twins: &[AtomicU32],
    threads: usize,
    interrupt: &Interrupt,
) -> Result<()> {
    let parts = if asked.total() < MANY { 1 } else { PARTS };
    let mut parted: Vec<OnceLock<Parted>> = Vec::new();
    parted.resize_with(offsets.lists(), OnceLock::new);
    workers::each(threads, offsets.lists(), |list| {
        let by_part = self::parted(lists, list, asked, parts, interrupt)?;
        let _ = parted[list].set(by_part);
        Ok(())
    })?;
    let parted: Vec<Parted> = parted
        .into_iter()
        .map(|parted| parted.into_inner().unwrap_or_default())
        .collect();
    workers::each(threads, parts, |part| {
        interrupt.check()?;
        find_in_part(lists, &parted, offsets, part, twins);
        Ok(())
    })
}

/// Finds which keys of a part are the same, in the order of ranks, so that the first place of a key comes first.
fn find_in_part(
    lists: &impl Lists,
    parted: &[Parted],
    offsets: &Offsets,
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
                let first = offsets.counted((first.0 as usize, known(first).at as usize));
                let twin = &twins[offsets.counted((list, entry.at as usize))];
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

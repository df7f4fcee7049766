//! Keys that are small numbers: which of them came before on another list.
//!
//! In: lists of keys, and what all are below. Out: where each key came first. There is a place for each number, which
//! keeps the first of the keys that came there, whatever the order in which threads bring them. Knows nothing of what keys
//! are.

use std::sync::atomic::{AtomicU32, Ordering};

use super::{Asked, Lists, Offsets};
use crate::diagnostic::{Interrupt, Result};
use crate::exec::workers;
use crate::value::bulk::{self, Look};

/// So many places for each key are less work than hashing it.
pub(super) const PLACES_PER_KEY: usize = 4;

/// Finds where each key that is asked for came first: in `twins`, counted through from 1; 0 where it is the first itself.
pub(super) fn find_twins(
    lists: &impl Lists,
    bound: usize,
    (asked, offsets): (&Asked, &Offsets),
    twins: &[AtomicU32],
    threads: usize,
    interrupt: &Interrupt,
) -> Result<()> {
    // The first key of each number, counted through from 1.
    let mut firsts = Vec::new();
    let look: Look<'_> = &mut || interrupt.check();
    bulk::lengthen(&mut firsts, bound, || AtomicU32::new(0), look)?;
    let pieces = asked.pieces();
    workers::each(threads, pieces.len(), |piece| {
        interrupt.check()?;
        let (list, start, end) = pieces[piece];
        for at in (start..end).map(|number| asked.at(list, number)) {
            let first = &firsts[lists.dense((list, at))];
            let rank = lists.rank((list, at));
            let own = offsets.counted((list, at)) as u32 + 1;
            // Threads that bring the same key wait for each other here; the less rank stays.
            let _ = first.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |known| {
                let is_first = known == 0 || rank < lists.rank(offsets.place(known as usize - 1));
                is_first.then_some(own)
            });
        }
        Ok(())
    })?;
    workers::each(threads, pieces.len(), |piece| {
        interrupt.check()?;
        let (list, start, end) = pieces[piece];
        for at in (start..end).map(|number| asked.at(list, number)) {
            let first = firsts[lists.dense((list, at))].load(Ordering::Relaxed);
            let own = offsets.counted((list, at));
            if first as usize != own + 1 {
                twins[own].store(first, Ordering::Relaxed);
            }
        }
        Ok(())
    })
}

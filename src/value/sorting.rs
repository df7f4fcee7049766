//! Sorting that can be stopped.
//!
//! In: things and an order on them. Out: the things in order; those that do not differ keep theirs. Short runs are sorted at
//! once, longer ones are merged step by step, so that a statement that was cancelled does not sort to the end. Knows nothing
//! of what is sorted.

use std::cmp::Ordering;

use crate::diagnostic::{Interrupt, Result};
use crate::value::bulk::Bulk;

/// How many are sorted at once: so few that it is soon done also where every comparison waits for the memory.
const RUN: usize = if cfg!(test) { 8 } else { 1 << 12 };
/// How many are moved or compared between looks.
const STEPS: usize = if cfg!(test) { 16 } else { 1 << 14 };

/// Sorts `all`. O(n log n), n comparisons when they are sorted already; holds as many again. After an error things are lost.
pub(crate) fn sort<T: Default + Send + 'static>(
    all: &mut Vec<T>,
    interrupt: &Interrupt,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Result<()> {
    if is_sorted(all, interrupt, &compare)? {
        return Ok(());
    }
    for run in all.chunks_mut(RUN) {
        interrupt.check()?;
        run.sort_by(&compare);
    }
    let mut merged: Bulk<T> = Bulk::default();
    let mut width = RUN;
    while width < all.len() {
        merged.clear();
        merged.reserve_exact(all.len());
        for pair in all.chunks_mut(width * 2) {
            let (left, right) = pair.split_at_mut(width.min(pair.len()));
            merge(left, right, &mut merged, interrupt, &compare)?;
        }
        std::mem::swap(all, &mut *merged);
        width *= 2;
    }
    Ok(())
}

fn is_sorted<T>(
    all: &[T],
    interrupt: &Interrupt,
    compare: &impl Fn(&T, &T) -> Ordering,
) -> Result<bool> {
    for (at, pair) in all.windows(2).enumerate() {
        if at.is_multiple_of(STEPS) {
            interrupt.check()?;
        }
        if compare(&pair[0], &pair[1]).is_gt() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn merge<T: Default>(
    left: &mut [T],
    right: &mut [T],
    into: &mut Vec<T>,
    interrupt: &Interrupt,
    compare: &impl Fn(&T, &T) -> Ordering,
) -> Result<()> {
    let apart = match (left.last(), right.first()) {
        (Some(last), Some(first)) => compare(last, first).is_le(),
        _ => true,
    };
    let (mut a, mut b) = (0, 0);
    while !apart && a < left.len() && b < right.len() {
        if (a + b).is_multiple_of(STEPS) {
            interrupt.check()?;
        }
        // What stood first goes first where there is no difference.
        if compare(&left[a], &right[b]).is_gt() {
            into.push(std::mem::take(&mut right[b]));
            b += 1;
        } else {
            into.push(std::mem::take(&mut left[a]));
            a += 1;
        }
    }
    for rest in [&mut left[a..], &mut right[b..]] {
        for some in rest.chunks_mut(STEPS) {
            interrupt.check()?;
            into.extend(some.iter_mut().map(std::mem::take));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use proptest::prelude::{prop, proptest};

    use super::{RUN, STEPS, sort};
    use crate::diagnostic::{Code, Interrupt};

    proptest! {
        #[test]
        fn sorts_as_the_library_does(keys in prop::collection::vec(0u8..20, 0..200)) {
            let mut rows: Vec<u32> = (0..keys.len() as u32).collect();
            let mut expected = rows.clone();
            expected.sort_by_key(|&row| keys[row as usize]);
            sort(&mut rows, &Interrupt::default(), |a, b| keys[*a as usize].cmp(&keys[*b as usize])).unwrap();
            assert_eq!(rows, expected);
        }
    }

    /// Raises the flag at any comparison: not many are made after that.
    #[test]
    fn a_cancelled_statement_does_not_sort_on() {
        let keys: Vec<u32> = (0..500).map(|key| key * 7919 % 503).collect();
        let all = Cell::new(0);
        let count = |a: &u32, b: &u32| {
            all.set(all.get() + 1);
            a.cmp(b)
        };
        sort(&mut keys.clone(), &Interrupt::default(), count).unwrap();
        for moment in 0..all.get() {
            let cancel = Arc::new(AtomicBool::new(false));
            let interrupt = Interrupt::default().with_cancel(Arc::clone(&cancel));
            let done = Cell::new(0);
            let problem = sort(&mut keys.clone(), &interrupt, |a, b| {
                if done.get() == moment {
                    cancel.store(true, Ordering::Relaxed);
                }
                done.set(done.get() + 1);
                a.cmp(b)
            });
            let after = done.get() - moment;
            assert!(after <= STEPS.max(RUN * 4), "{after} after {moment}");
            if moment + STEPS < all.get() {
                assert_eq!(problem.unwrap_err().code(), Code::Cancelled);
            }
        }
    }

    /// What is sorted is compared about once.
    #[test]
    fn sorted_things_cost_little() {
        let compared = Cell::new(0);
        let mut keys: Vec<u32> = (0..1000).collect();
        sort(&mut keys, &Interrupt::default(), |a, b| {
            compared.set(compared.get() + 1);
            a.cmp(b)
        })
        .unwrap();
        assert!(compared.get() < 2000, "{}", compared.get());
    }
}

//! Numbers for keys once it is known which of them are the same.
//!
//! In: lists, ranks, and where each key came first. Out: numbers in the order of ranks. Keys of one rank lie together on
//! one list; how many first ones each such run has tells where its numbers begin, and then threads number runs in turn.
//! Knows nothing of how keys are told apart.

use std::sync::atomic::{AtomicU32, Ordering};

use super::{Lists, Offsets, STEP, Unified};
use crate::diagnostic::{Interrupt, Result};
use crate::exec::workers;

/// What the work holds for each key.
pub(super) const BYTES: usize = size_of::<u32>() + size_of::<(u32, u32)>();

/// The mark of a number among places.
const NUMBERED: u32 = 1 << 31;

/// Keys of one list whose ranks no other list has one between.
struct Run {
    rank: u32,
    list: usize,
    start: usize,
    end: usize,
}

/// Numbers the keys of all lists by rank. `twins`: for each key, counted through, where it came first, counted from 1; 0
/// where it is the first itself; nothing where all are.
pub(super) fn number(
    lists: &impl Lists,
    offsets: &Offsets,
    twins: &[AtomicU32],
    threads: usize,
    interrupt: &Interrupt,
) -> Result<Unified> {
    let runs = runs(lists, offsets, interrupt)?;
    let of_run = |run: &Run| {
        let start = offsets.counted((run.list, run.start));
        twins.get(start..start + run.end - run.start)
    };
    let is_first = |twin: &AtomicU32| twin.load(Ordering::Relaxed) == 0;
    let mut counts = Vec::new();
    counts.resize_with(runs.len(), || AtomicU32::new(0));
    workers::each(threads, runs.len(), |number| {
        let run = &runs[number];
        let count = of_run(run).map_or(run.end - run.start, |twins| {
            twins.iter().filter(|twin| is_first(twin)).count()
        });
        counts[number].store(count as u32, Ordering::Relaxed);
        Ok(())
    })?;
    let counts: Vec<u32> = counts.into_iter().map(AtomicU32::into_inner).collect();
    let mut firsts = vec![(0, 0); counts.iter().map(|count| *count as usize).sum()];
    let mut tasks = Vec::with_capacity(runs.len());
    let (mut begin, mut rest) = (0, firsts.as_mut_slice());
    for (run, count) in runs.iter().zip(counts) {
        let own;
        (own, rest) = rest.split_at_mut(count as usize);
        tasks.push((run, begin, own));
        begin += count;
    }
    workers::each_of(threads, tasks, |(run, begin, own)| {
        interrupt.check()?;
        let Some(twins) = of_run(run) else {
            for (first, at) in own.iter_mut().zip(run.start..) {
                *first = (run.list as u32, at as u32);
            }
            return Ok(());
        };
        let here = twins.iter().zip(run.start..);
        let here = here.filter(|(twin, _)| is_first(twin));
        for ((first, number), (twin, at)) in own.iter_mut().zip(begin..).zip(here) {
            *first = (run.list as u32, at as u32);
            twin.store(number | NUMBERED, Ordering::Relaxed);
        }
        Ok(())
    })?;
    let numbers = match twins {
        [] => apart(&runs, offsets),
        twins => read(offsets, twins, threads, interrupt)?,
    };
    Ok(Unified { numbers, firsts })
}

/// The runs of all lists by rank, none longer than a step.
fn runs(lists: &impl Lists, offsets: &Offsets, interrupt: &Interrupt) -> Result<Vec<Run>> {
    let mut runs = Vec::new();
    for list in 0..offsets.lists() {
        let len = offsets.len(list);
        let (mut start, mut looked) = (0, 0);
        while start < len {
            if start >= looked {
                interrupt.check()?;
                looked = start + STEP;
            }
            let rank = lists.rank((list, start));
            let most = len.min(start + STEP);
            let others = (start + 1..most).find(|at| lists.rank((list, *at)) != rank);
            let end = others.unwrap_or(most);
            runs.push(Run {
                rank,
                list,
                start,
                end,
            });
            start = end;
        }
    }
    // Runs of one rank are of one list, and stay in their order.
    runs.sort_by_key(|run| run.rank);
    Ok(runs)
}

/// The numbers of lists without a key in common.
fn apart(runs: &[Run], offsets: &Offsets) -> Vec<Vec<u32>> {
    let lens = (0..offsets.lists()).map(|list| offsets.len(list));
    let mut numbers: Vec<Vec<u32>> = lens.map(Vec::with_capacity).collect();
    let mut begin = 0;
    for run in runs {
        let end = begin + (run.end - run.start) as u32;
        numbers[run.list].extend(begin..end);
        begin = end;
    }
    numbers
}

/// The numbers of all keys, when the first ones have theirs.
fn read(
    offsets: &Offsets,
    twins: &[AtomicU32],
    threads: usize,
    interrupt: &Interrupt,
) -> Result<Vec<Vec<u32>>> {
    let lens = (0..offsets.lists()).map(|list| offsets.len(list));
    let mut numbers: Vec<Vec<u32>> = lens.map(|len| vec![0; len]).collect();
    let mut tasks = Vec::new();
    for (list, numbers) in numbers.iter_mut().enumerate() {
        let starts = (offsets.counted((list, 0))..).step_by(STEP);
        tasks.extend(starts.zip(numbers.chunks_mut(STEP)));
    }
    workers::each_of(threads, tasks, |(start, numbers)| {
        interrupt.check()?;
        for (number, twin) in numbers.iter_mut().zip(&twins[start..]) {
            let twin = twin.load(Ordering::Relaxed);
            *number = if twin & NUMBERED == 0 {
                twins[twin as usize - 1].load(Ordering::Relaxed) & !NUMBERED
            } else {
                twin & !NUMBERED
            };
        }
        Ok(())
    })?;
    Ok(numbers)
}

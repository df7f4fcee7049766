//! Work of many parts on all processors.
//!
//! In: tasks with their sizes in bytes. Out: what each gives, in their order. Small work is done at once. Knows nothing of
//! what the tasks are.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// With fewer bytes a thread costs more than it gains.
const WORTH_A_THREAD: u64 = 8 << 20;
/// More threads than these only wait for memory.
const MOST_THREADS: usize = 8;

/// Runs all tasks, large ones first, and gives their results in the order of the tasks. Each thread works in a room of its
/// own.
pub(super) fn run<T: Sync, R: Send, S>(
    tasks: &[T],
    size: impl Fn(&T) -> u64,
    room: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    let total: u64 = tasks.iter().map(&size).sum();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = threads
        .min(MOST_THREADS)
        .min(tasks.len())
        .min((total / WORTH_A_THREAD) as usize);
    if threads < 2 {
        let mut room = room();
        return tasks.iter().map(|task| work(&mut room, task)).collect();
    }
    let mut order: Vec<usize> = (0..tasks.len()).collect();
    order.sort_by_key(|&task| std::cmp::Reverse(size(&tasks[task])));
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<(usize, R)>> = Mutex::new(Vec::with_capacity(tasks.len()));
    let worker = || {
        let mut room = room();
        while let Some(&task) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let result = work(&mut room, &tasks[task]);
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            results.push((task, result));
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            // Without another thread this one does all of it.
            let _ = std::thread::Builder::new().spawn_scoped(scope, worker);
        }
        worker();
    });
    let mut results = results.into_inner().unwrap_or_else(PoisonError::into_inner);
    results.sort_by_key(|(task, _)| *task);
    results.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::{WORTH_A_THREAD, run};

    #[test]
    fn results_keep_the_order_of_the_tasks() {
        let check = |size: u64| {
            let tasks: Vec<u64> = (0..100).collect();
            let squares = run(&tasks, |_| size, || (), |(), task| task * task);
            assert!(
                squares
                    .iter()
                    .enumerate()
                    .all(|(at, &square)| square == (at * at) as u64)
            );
            assert_eq!(squares.len(), 100);
        };
        check(1);
        check(WORTH_A_THREAD);
        assert!(run(&[(); 0], |()| 1, || (), |(), ()| ()).is_empty());
    }
}

//! Tasks that several threads take turns with.
//!
//! In: how many tasks, and what one is. Out: all of them done, or what went wrong first. Knows nothing of statements.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::diagnostic::{Code, Diagnostic, Result};

/// Does the tasks `0..tasks`, each of them once, on up to `threads` threads, the one that asks among them. After a failure
/// no task is begun.
///
/// # Errors
/// What a task failed with; the first thread's word counts.
pub(super) fn each(
    threads: usize,
    tasks: usize,
    task: impl Fn(usize) -> Result<()> + Sync,
) -> Result<()> {
    let next = AtomicUsize::new(0);
    let work = || {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number >= tasks {
                return Ok(());
            }
            if let Err(problem) = task(number) {
                next.store(tasks, Ordering::Relaxed);
                return Err(problem);
            }
        }
    };
    if threads < 2 || tasks < 2 {
        return work();
    }
    thread::scope(|scope| {
        // A thread that cannot be had is done without.
        let helpers: Vec<_> = (1..threads.min(tasks))
            .map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok())
            .collect();
        let mut done = work();
        for helper in helpers {
            let lost = || Diagnostic::new(Code::Internal, "a thread of the statement broke off");
            done = done.and(helper.join().unwrap_or_else(|_| Err(lost())));
        }
        done
    })
}

/// The same for tasks that each have something of their own.
///
/// # Errors
/// As [`each`].
pub(super) fn each_of<T: Send>(
    threads: usize,
    tasks: Vec<T>,
    task: impl Fn(T) -> Result<()> + Sync,
) -> Result<()> {
    let tasks: Vec<Mutex<Option<T>>> = tasks.into_iter().map(|own| Mutex::new(Some(own))).collect();
    each(threads, tasks.len(), |number| {
        let own = tasks[number]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        own.map_or(Ok(()), &task)
    })
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::{each, each_of};
    use crate::diagnostic::{Code, Diagnostic};

    #[test]
    fn each_task_is_done_once() {
        for threads in [0, 1, 2, 5] {
            let done: Vec<AtomicU32> = (0..100).map(|_| AtomicU32::new(0)).collect();
            let all = each(threads, done.len(), |task| {
                done[task].fetch_add(1, Ordering::Relaxed);
                Ok(())
            });
            assert!(all.is_ok());
            assert!(done.iter().all(|done| done.load(Ordering::Relaxed) == 1));
        }
    }

    #[test]
    fn each_task_has_its_own() {
        let mut all = vec![0; 100];
        for threads in [1, 3] {
            let tasks: Vec<_> = all.chunks_mut(7).collect();
            let done = each_of(threads, tasks, |own| {
                own.iter_mut().for_each(|value| *value += 1);
                Ok(())
            });
            assert!(done.is_ok());
        }
        assert_eq!(all, [2; 100]);
    }

    #[test]
    fn a_failure_is_told_and_ends_the_work() {
        for threads in [1, 3] {
            let done = AtomicU32::new(0);
            let all = each(threads, 1_000_000, |task| {
                done.fetch_add(1, Ordering::Relaxed);
                match task {
                    7 => Err(Diagnostic::new(Code::Cancelled, "enough")),
                    _ => Ok(()),
                }
            });
            assert_eq!(all.map_err(|problem| problem.code()), Err(Code::Cancelled));
            assert!(done.load(Ordering::Relaxed) < 1_000_000);
        }
    }
}

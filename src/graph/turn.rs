//! Whose turn it is to write: one transaction at a time.
//!
//! In: transactions that want to begin, and their ends. Out: the turn, after a wait, or not in time. Nothing is asked of the
//! system when nobody waits. Knows nothing of transactions.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How often who waits lets others run and looks again before it sleeps. Most transactions are so short that to sleep and to
/// be woken takes longer.
const LOOKS: u32 = 20;

/// A turn that one at a time has. Those who wait come in no particular order.
#[derive(Debug, Default)]
pub(super) struct Turn {
    state: Mutex<State>,
    free: Condvar,
}

#[derive(Debug, Default)]
struct State {
    taken: bool,
    /// How many sleep until it is free.
    asleep: usize,
}

impl Turn {
    /// Takes the turn, waiting until it is free, or until `patience` ends where there is an end to it. Is it taken now?
    #[must_use]
    pub(super) fn take(&self, patience: Option<Duration>) -> bool {
        let mut state = self.state();
        // One that ends behind all time has none.
        let end = patience.and_then(|patience| Instant::now().checked_add(patience));
        let mut looks = 0;
        while state.taken {
            let left = end.map(|end| end.saturating_duration_since(Instant::now()));
            if left == Some(Duration::ZERO) {
                return false;
            }
            if looks < LOOKS {
                looks += 1;
                drop(state);
                thread::yield_now();
                state = self.state();
                continue;
            }
            state.asleep += 1;
            state = match left {
                None => (self.free.wait(state)).unwrap_or_else(PoisonError::into_inner),
                Some(left) => {
                    let waited = self.free.wait_timeout(state, left);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
            };
            state.asleep -= 1;
        }
        state.taken = true;
        true
    }

    /// Gives the turn to the next.
    pub(super) fn pass(&self) {
        let mut state = self.state();
        state.taken = false;
        let asleep = state.asleep;
        drop(state);
        if asleep > 0 {
            self.free.notify_one();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::Duration;

    use super::Turn;

    #[test]
    fn one_at_a_time_and_everybody_in_the_end() {
        let (turn, inside, done) = (Turn::default(), AtomicU32::new(0), AtomicU32::new(0));
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let (turn, inside, done) = (&turn, &inside, &done);
                let patience = (thread % 2 == 0).then(|| Duration::from_hours(1));
                scope.spawn(move || {
                    for _ in 0..500 {
                        assert!(turn.take(patience));
                        assert_eq!(inside.fetch_add(1, Ordering::Relaxed), 0);
                        std::thread::yield_now();
                        inside.fetch_sub(1, Ordering::Relaxed);
                        done.fetch_add(1, Ordering::Relaxed);
                        turn.pass();
                    }
                });
            }
        });
        assert_eq!(done.into_inner(), 4000);
    }

    #[test]
    fn patience_ends() {
        let turn = Turn::default();
        assert!(turn.take(Some(Duration::ZERO)));
        assert!(!turn.take(Some(Duration::ZERO)));
        assert!(!turn.take(Some(Duration::from_millis(1))));
        turn.pass();
        assert!(turn.take(Some(Duration::MAX)));
    }
}

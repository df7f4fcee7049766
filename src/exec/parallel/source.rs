//! What threads share, and who gets what of it.
//!
//! In: the morsels of a scan, or rows. Out: the next piece for a thread, and once its own are done half of what another has
//! left. Knows nothing of plans, nor of what comes of a piece.

use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::column::Batch;
use crate::diagnostic::Result;
use crate::exec::pipeline::Pipeline;
use crate::exec::runtime::Runtime;

/// Where the morsels of a scan are handed out.
#[derive(Debug)]
pub(crate) struct Morsels {
    /// Ranges of ids, in order.
    ranges: Vec<Range<u32>>,
    /// The first that nobody took.
    next: AtomicUsize,
    /// None from here on is handed out yet.
    until: AtomicUsize,
}

impl Morsels {
    pub(super) fn new(ranges: Vec<Range<u32>>) -> Self {
        Self {
            ranges,
            next: AtomicUsize::new(0),
            until: AtomicUsize::new(0),
        }
    }

    /// The ids of the next morsel; `None` when all that may be handed out are taken.
    pub(crate) fn next(&self) -> Option<Range<u32>> {
        let end = self.ranges.len().min(self.until.load(Ordering::Relaxed));
        let taken = self
            .next
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |next| {
                (next < end).then(|| next + 1)
            });
        taken.ok().map(|taken| self.ranges[taken].clone())
    }
}

/// What threads share: a scan, or rows.
pub(super) enum Source {
    /// The scan itself asks for its morsels.
    Scan(Arc<Morsels>),
    Rows(Pieces),
}

/// Rows that threads share.
pub(super) struct Pieces {
    pieces: Vec<Batch>,
    /// What is left for each thread: neighbours, as rows that lie near each other often have groups in common. All is the
    /// first thread's as long as it works alone.
    shares: Vec<Mutex<Range<usize>>>,
}

impl Pieces {
    /// All for the first of so many threads, until they are shared out.
    pub(super) fn new(pieces: Vec<Batch>, threads: usize) -> Self {
        let mut shares: Vec<Mutex<Range<usize>>> = Vec::new();
        shares.resize_with(threads.max(1), Mutex::default);
        shares[0] = Mutex::new(0..pieces.len());
        Self { pieces, shares }
    }

    fn share(&self, thread: usize) -> MutexGuard<'_, Range<usize>> {
        let share = self.shares[thread].lock();
        // A range is whole at any time.
        share.unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives each thread a like part of what is left.
    fn share_out(&self) {
        let left = self.share(0).clone();
        let threads = self.shares.len();
        for thread in 0..threads {
            let bound = |part: usize| left.start + left.len() * part / threads;
            *self.share(thread) = bound(thread)..bound(thread + 1);
        }
    }

    /// Takes half of what the thread with the most has left, for one that has nothing.
    fn steal(&self, thread: usize) -> More {
        let others = (0..self.shares.len()).filter(|other| *other != thread);
        let Some(richest) = others.max_by_key(|other| self.share(*other).len()) else {
            return More::Nothing;
        };
        let stolen = {
            let mut left = self.share(richest);
            let middle = left.start + left.len() / 2;
            let stolen = middle..left.end;
            left.end = middle;
            stolen
        };
        let mut share = self.share(thread);
        let more = match &stolen {
            none if none.is_empty() => return More::Nothing,
            later if later.start >= share.end => More::Later,
            _ => More::Earlier,
        };
        *share = stolen;
        more
    }
}

/// What a thread that is done gets.
pub(super) enum More {
    Nothing,
    /// What comes behind all it did.
    Later,
    /// What comes before some of what it did.
    Earlier,
}

impl Source {
    /// Works on one more piece of a thread's share; `false` when there is none.
    pub(super) fn one_more(
        &self,
        thread: usize,
        front: &mut Pipeline<'_>,
        run: &Runtime<'_, '_>,
    ) -> Result<bool> {
        match self {
            Self::Scan(morsels) => {
                if morsels.until.fetch_add(1, Ordering::Relaxed) >= morsels.ranges.len() {
                    return Ok(false);
                }
                front.feed(Batch::unit(), run).map(|()| true)
            }
            Self::Rows(rows) => {
                let Some(at) = rows.share(thread).next() else {
                    return Ok(false);
                };
                run.context.set_morsel(at as u32);
                front.feed(rows.pieces[at].clone(), run).map(|()| true)
            }
        }
    }

    /// Works on all of a thread's share.
    pub(super) fn all(
        &self,
        thread: usize,
        front: &mut Pipeline<'_>,
        run: &Runtime<'_, '_>,
    ) -> Result<()> {
        match self {
            Self::Scan(morsels) => {
                morsels.until.store(usize::MAX, Ordering::Relaxed);
                front.feed(Batch::unit(), run)
            }
            Self::Rows(_) => {
                while self.one_more(thread, front, run)? {}
                Ok(())
            }
        }
    }

    /// From now on all threads work.
    pub(super) fn share_out(&self) {
        if let Self::Rows(rows) = self {
            rows.share_out();
        }
    }

    /// More for a thread that is done.
    pub(super) fn more(&self, thread: usize) -> More {
        match self {
            Self::Scan(_) => More::Nothing,
            Self::Rows(rows) => rows.steal(thread),
        }
    }

    /// No more pieces, because something went wrong.
    pub(super) fn stop(&self) {
        match self {
            Self::Scan(morsels) => morsels.next.store(usize::MAX, Ordering::Relaxed),
            Self::Rows(rows) => (0..rows.shares.len()).for_each(|thread| {
                *rows.share(thread) = 0..0;
            }),
        }
    }

    pub(super) fn morsels(&self) -> Option<&Arc<Morsels>> {
        match self {
            Self::Scan(morsels) => Some(morsels),
            Self::Rows(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{More, Pieces};
    use crate::column::Batch;

    /// What two threads take of sixteen pieces, the second so many times as fast as the first, in stretches that go forward.
    fn stretches(speed: usize) -> [Vec<Vec<usize>>; 2] {
        let pieces = Pieces::new((0..16).map(|_| Batch::unit()).collect(), 2);
        pieces.share_out();
        let mut taken = [vec![Vec::new()], vec![Vec::new()]];
        let mut done = [false, false];
        let mut turn = 0;
        while done != [true, true] {
            let thread = usize::from(turn % (speed + 1) > 0);
            turn += 1;
            if done[thread] {
                continue;
            }
            let next = pieces.share(thread).next();
            match next {
                Some(at) => taken[thread].last_mut().unwrap().push(at),
                None => match pieces.steal(thread) {
                    More::Nothing => done[thread] = true,
                    More::Later => {}
                    More::Earlier => taken[thread].push(Vec::new()),
                },
            }
        }
        taken
    }

    #[test]
    fn stretches_go_forward_and_take_everything_once() {
        // Who began in front goes on behind the other's rows in the same stretch; the other goes back, once as a rule.
        for (speed, counts) in [(1, [1, 1]), (3, [1, 2]), (100, [1, 4])] {
            let taken = stretches(speed);
            assert_eq!([taken[0].len(), taken[1].len()], counts, "{taken:?}");
            let forward = |stretch: &Vec<usize>| stretch.is_sorted_by(|a, b| a < b);
            assert!(taken.iter().flatten().all(forward), "{taken:?}");
            let mut all: Vec<usize> = taken.into_iter().flatten().flatten().collect();
            all.sort_unstable();
            assert_eq!(all, (0..16).collect::<Vec<_>>());
        }
    }
}

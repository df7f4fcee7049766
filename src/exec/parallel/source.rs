//! What threads share, and who gets what of it.
//!
//! In: the morsels of a scan, or rows. Out: the next piece for a thread, and once its own are done most of what another has
//! left. Knows nothing of plans, nor of what comes of a piece.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
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

/// Rows that threads share. A piece is cut off when somebody takes it.
pub(super) struct Pieces {
    batches: Vec<Batch>,
    /// How many rows come before each batch.
    before: Vec<usize>,
    /// What is left for each thread: neighbours, as rows that lie near each other often have groups in common. All is the
    /// first thread's as long as it works alone.
    shares: Vec<Mutex<Range<usize>>>,
    /// How many rows make a piece, and a small one.
    size: usize,
    small: usize,
    /// Is it known whether others help? Until then pieces are small.
    settled: AtomicBool,
}

/// So many small pieces make one.
const SMALL_PIECES: usize = 4;

impl Pieces {
    /// All for the first of so many threads, until they are shared out.
    pub(super) fn new(batches: Vec<Batch>, size: usize, threads: usize) -> Self {
        let mut rows = 0;
        let mut before = Vec::with_capacity(batches.len());
        for batch in &batches {
            before.push(rows);
            rows += batch.rows();
        }
        let mut shares: Vec<Mutex<Range<usize>>> = Vec::new();
        shares.resize_with(threads.max(1), Mutex::default);
        shares[0] = Mutex::new(0..rows);
        Self {
            batches,
            before,
            shares,
            size: size.max(1),
            small: size.div_ceil(SMALL_PIECES).max(1),
            settled: AtomicBool::new(false),
        }
    }

    fn share(&self, thread: usize) -> MutexGuard<'_, Range<usize>> {
        let share = self.shares[thread].lock();
        // A range is whole at any time.
        share.unwrap_or_else(PoisonError::into_inner)
    }

    /// The rows of the next piece of a thread's share: the fewer, the fewer are left, so that threads end together.
    fn next(&self, thread: usize) -> Option<Range<usize>> {
        let mut share = self.share(thread);
        if share.is_empty() {
            return None;
        }
        let most = if self.settled.load(Ordering::Relaxed) {
            self.size.min((share.len() / 2).max(self.small))
        } else {
            self.small
        };
        let batch = self.batch_of(share.start);
        let end_of_batch = self.before[batch] + self.batches[batch].rows();
        let piece = share.start..share.end.min(end_of_batch).min(share.start + most);
        share.start = piece.end;
        Some(piece)
    }

    fn batch_of(&self, row: usize) -> usize {
        self.before.partition_point(|before| *before <= row) - 1
    }

    /// The rows of a piece.
    fn rows(&self, piece: &Range<usize>) -> Batch {
        let batch = self.batch_of(piece.start);
        self.batches[batch].slice(piece.start - self.before[batch], piece.len())
    }

    /// Parts what is left among the threads. Those in front get less: they end first then, and what they go on with lies
    /// behind all they did.
    fn share_out(&self) {
        let left = self.share(0).clone();
        let threads = self.shares.len();
        let weight = |thread: usize| 7 * (threads - 1).max(1) + 2 * thread;
        let all: usize = (0..threads).map(weight).sum();
        let (mut before, mut start) = (0, left.start);
        for thread in 0..threads {
            before += weight(thread);
            let end = left.start + left.len() * before / all;
            *self.share(thread) = start..end;
            start = end;
        }
    }

    /// Takes most of what the thread with the most has left, for one that has nothing. The other one ends first then as a rule,
    /// and what it takes back lies behind all it did too: whoever goes back begins a stretch of its own, whose groups have to
    /// be made and put together once more. That is why less than a piece is let be.
    fn steal(&self, thread: usize) -> More {
        let others = (0..self.shares.len()).filter(|other| *other != thread);
        let Some(richest) = others.max_by_key(|other| self.share(*other).len()) else {
            return More::Nothing;
        };
        let stolen = {
            let mut left = self.share(richest);
            if left.is_empty() || left.len() < self.size {
                return More::Nothing;
            }
            let middle = left.start + left.len() * 3 / 8;
            let stolen = middle..left.end;
            left.end = middle;
            stolen
        };
        let mut share = self.share(thread);
        let more = if stolen.start >= share.end {
            More::Later
        } else {
            More::Earlier
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
                let Some(piece) = rows.next(thread) else {
                    return Ok(false);
                };
                run.context.set_morsel(piece.start as u32);
                front.feed(rows.rows(&piece), run).map(|()| true)
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
            Self::Rows(rows) => {
                rows.settled.store(true, Ordering::Relaxed);
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

    /// Is anything left for a thread?
    pub(super) fn has_left(&self, thread: usize) -> bool {
        match self {
            Self::Scan(morsels) => morsels.next.load(Ordering::Relaxed) < morsels.ranges.len(),
            Self::Rows(rows) => !rows.share(thread).is_empty(),
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
    use std::ops::Range;
    use std::sync::atomic::Ordering;

    use super::{More, Pieces};
    use crate::column::Batch;

    /// What two threads take of rows, each as long for one as it is told, in stretches that go forward.
    fn stretches(takes: [usize; 2]) -> [Vec<Vec<Range<usize>>>; 2] {
        let pieces = Pieces::new(vec![Batch::empty(40), Batch::empty(24)], 4, 2);
        // Small ones as long as one thread works alone.
        assert_eq!(pieces.next(0), Some(0..1));
        pieces.share_out();
        pieces.settled.store(true, Ordering::Relaxed);
        let mut taken = [vec![vec![0..1]], vec![Vec::new()]];
        let mut done = [false, false];
        let mut clocks = [0, 0];
        while done != [true, true] {
            let thread = usize::from(done[0] || !done[1] && clocks[1] < clocks[0]);
            match pieces.next(thread) {
                Some(piece) => {
                    clocks[thread] += piece.len() * takes[thread];
                    taken[thread].last_mut().unwrap().push(piece);
                }
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
        // Where both are about as fast, both go on behind what they did. One that is much faster goes back.
        for (takes, counts) in [
            ([1, 1], [1, 1]),
            ([10, 9], [1, 1]),
            ([9, 10], [1, 1]),
            ([3, 1], [1, 3]),
            ([1, 3], [2, 1]),
        ] {
            let taken = stretches(takes);
            assert_eq!([taken[0].len(), taken[1].len()], counts, "{taken:?}");
            let forward =
                |stretch: &Vec<Range<usize>>| stretch.is_sorted_by(|a, b| a.end <= b.start);
            assert!(taken.iter().flatten().all(forward), "{taken:?}");
            let mut all: Vec<Range<usize>> = taken.into_iter().flatten().flatten().collect();
            all.sort_unstable_by_key(|piece| piece.start);
            assert!(
                all.iter()
                    .all(|piece| piece.len() <= 4 && !(piece.start < 40 && piece.end > 40)),
                "{all:?}"
            );
            let rows: Vec<usize> = all.into_iter().flatten().collect();
            assert_eq!(rows, (0..64).collect::<Vec<_>>());
        }
    }

    #[test]
    fn pieces_shrink_towards_the_end() {
        let pieces = Pieces::new(vec![Batch::empty(1000)], 100, 1);
        pieces.settled.store(true, Ordering::Relaxed);
        let lens: Vec<usize> = std::iter::from_fn(|| pieces.next(0))
            .map(|piece| piece.len())
            .collect();
        assert_eq!(lens[..9], [100; 9]);
        assert_eq!(lens[9..], [50, 25, 25]);
    }
}

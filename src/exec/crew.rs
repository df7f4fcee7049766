//! Threads that help with statements, kept from one statement to the next.
//!
//! In: tasks, each with all that it works on. Out: what they made. A helper is started when a task comes and none is idle; it
//! looks out for the next one for a moment, sleeps then, and ends with the crew. Who knows that a task is about to come can say
//! so: a helper that was asleep is up then when it comes. Knows nothing of statements.

use std::cell::Cell;
use std::hint::spin_loop;
use std::mem::take;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Builder, JoinHandle};
use std::time::{Duration, Instant};

/// What a helper has on its stack at most.
const STACK: usize = 16 << 20;
/// How long a helper looks out for a task that was announced, and how long who waits for a helper looks out for the end.
const LOOK_OUT: Duration = Duration::from_micros(100);
/// How long a helper looks out for another task after one, at most: statements often follow each other closely, and a thread
/// that fell asleep is back late.
const LINGER: Duration = Duration::from_millis(1);

/// The helpers of a database.
#[derive(Default)]
pub struct Crew(Arc<Idle>);

/// The helpers that have nothing to do.
#[derive(Default)]
struct Idle(Mutex<Bench>);

#[derive(Default)]
struct Bench {
    seats: Vec<Arc<Seat>>,
    /// So many are kept: what one statement asked for at most.
    most: usize,
    closed: bool,
}

/// Where a helper gets its tasks.
#[derive(Default)]
struct Seat {
    mail: Mutex<Mail>,
    woken: Condvar,
    /// Is there anything in the mail that a helper looks out for?
    news: AtomicBool,
}

#[derive(Default)]
struct Mail {
    what: What,
    asleep: bool,
    /// The thread, for who waits for its end.
    handle: Option<JoinHandle<()>>,
}

#[derive(Default)]
enum What {
    #[default]
    Nothing,
    /// A task is about to come.
    Soon,
    Task(Task),
    /// No task will come.
    End,
}

/// Is given what takes the helper back among the idle ones.
type Task = Box<dyn FnOnce(&dyn Fn()) + Send>;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is behind these locks is whole at any time.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks for so long whether it is so.
fn look_out(is_so: &AtomicBool, most: Duration) {
    let began = Instant::now();
    while !is_so.load(Ordering::Acquire) && began.elapsed() < most {
        spin_loop();
    }
}

/// The same, whenever no other thread wants the processor.
fn linger(is_so: &AtomicBool, most: Duration) {
    let began = Instant::now();
    while !is_so.load(Ordering::Acquire) && began.elapsed() < most {
        thread::yield_now();
    }
}

impl Crew {
    /// Has a helper do this, one of up to `most` for the same statement; `None` when no thread can be had.
    pub(super) fn help<T: Send + 'static>(
        &self,
        most: usize,
        task: impl FnOnce() -> T + Send + 'static,
    ) -> Option<Help<T>> {
        let outcome = Arc::new(Outcome::default());
        let told = Arc::clone(&outcome);
        let task: Task = Box::new(move |done| {
            let made = catch_unwind(AssertUnwindSafe(task));
            // Before it is told: who asks for help next finds this helper idle.
            done();
            told.tell(made.ok());
        });
        let idle = {
            let mut bench = lock(&self.0.0);
            bench.most = bench.most.max(most);
            bench.seats.pop()
        };
        match idle {
            Some(seat) => seat.put(What::Task(task)),
            None => self.start(task)?,
        }
        Some(Help(outcome))
    }

    /// Another helper, with a task; `None` when no thread can be had.
    fn start(&self, task: Task) -> Option<()> {
        let seat: Arc<Seat> = Arc::default();
        seat.put(What::Task(task));
        let (own, idle) = (Arc::clone(&seat), Arc::clone(&self.0));
        let helper = Builder::new().name("helper".to_owned()).stack_size(STACK);
        let handle = helper.spawn(move || serve(&own, &idle)).ok()?;
        lock(&seat.mail).handle = Some(handle);
        Some(())
    }

    /// Says that up to so many tasks are about to come: as many of the helpers that are there wake up.
    pub(crate) fn announce(&self, tasks: usize) {
        // Those that come last are taken first.
        for seat in lock(&self.0.0).seats.iter().rev().take(tasks) {
            seat.put(What::Soon);
        }
    }

    /// How many helpers are idle.
    #[cfg(test)]
    pub(super) fn idle(&self) -> usize {
        lock(&self.0.0).seats.len()
    }
}

impl Drop for Crew {
    /// Waits until idle helpers are gone; others go once they are done.
    fn drop(&mut self) {
        let seats = {
            let mut bench = lock(&self.0.0);
            bench.closed = true;
            take(&mut bench.seats)
        };
        for seat in seats {
            seat.put(What::End);
            let handle = lock(&seat.mail).handle.take();
            if let Some(handle) = handle
                && handle.thread().id() != thread::current().id()
            {
                let _ = handle.join();
            }
        }
    }
}

/// What a helper does all its life.
fn serve(seat: &Arc<Seat>, idle: &Idle) {
    let mut awake = Duration::ZERO;
    while let Some(task) = seat.next(awake) {
        let (kept, began) = (Cell::new(false), Instant::now());
        task(&|| kept.set(idle.take_back(seat)));
        // No longer than what it did was worth.
        awake = began.elapsed().min(LINGER);
        if !kept.get() {
            return;
        }
    }
}

impl Idle {
    /// Takes a helper back; `false` when it is not needed any more.
    fn take_back(&self, seat: &Arc<Seat>) -> bool {
        let mut bench = lock(&self.0);
        let kept = !bench.closed && bench.seats.len() < bench.most;
        if kept {
            bench.seats.push(Arc::clone(seat));
        }
        kept
    }
}

impl Seat {
    fn put(&self, what: What) {
        let mut mail = lock(&self.mail);
        let soon = matches!(what, What::Soon);
        if soon && !matches!(mail.what, What::Nothing) {
            return;
        }
        mail.what = what;
        self.news.store(!soon, Ordering::Release);
        let asleep = mail.asleep;
        drop(mail);
        if asleep {
            self.woken.notify_one();
        }
    }

    /// Waits for the next task, wide awake for so long; `None` when none will come.
    fn next(&self, awake: Duration) -> Option<Task> {
        linger(&self.news, awake);
        let mut mail = lock(&self.mail);
        loop {
            match take(&mut mail.what) {
                What::Task(task) => {
                    self.news.store(false, Ordering::Relaxed);
                    return Some(task);
                }
                What::End => return None,
                What::Soon => {
                    drop(mail);
                    look_out(&self.news, LOOK_OUT);
                    mail = lock(&self.mail);
                }
                What::Nothing => {
                    mail.asleep = true;
                    let woken = self.woken.wait(mail);
                    mail = woken.unwrap_or_else(PoisonError::into_inner);
                    mail.asleep = false;
                }
            }
        }
    }
}

/// A task that a helper does.
pub(super) struct Help<T>(Arc<Outcome<T>>);

impl<T> Help<T> {
    /// Waits for what was made; `None` when the task broke off.
    pub(super) fn made(self) -> Option<T> {
        look_out(&self.0.there, LOOK_OUT);
        let mut made = lock(&self.0.made);
        loop {
            if self.0.there.load(Ordering::Acquire) {
                return made.take();
            }
            let told = self.0.told.wait(made);
            made = told.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// What a task made.
struct Outcome<T> {
    made: Mutex<Option<T>>,
    there: AtomicBool,
    told: Condvar,
}

impl<T> Default for Outcome<T> {
    fn default() -> Self {
        Self {
            made: Mutex::default(),
            there: AtomicBool::default(),
            told: Condvar::default(),
        }
    }
}

impl<T> Outcome<T> {
    fn tell(&self, made: Option<T>) {
        let mut place = lock(&self.made);
        *place = made;
        self.there.store(true, Ordering::Release);
        drop(place);
        self.told.notify_one();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;
    use std::thread::ThreadId;

    use super::Crew;

    fn who() -> ThreadId {
        std::thread::current().id()
    }

    #[test]
    fn helpers_are_kept() {
        let crew = Crew::default();
        crew.announce(3);
        assert_eq!(crew.idle(), 0);
        let first = crew.help(1, who).and_then(super::Help::made);
        assert!(first.is_some_and(|first| first != who()));
        for round in 0..100 {
            assert_eq!(crew.idle(), 1);
            if round % 3 == 0 {
                crew.announce(1 + round % 2);
            }
            assert_eq!(crew.help(1, who).and_then(super::Help::made), first);
        }
    }

    #[test]
    fn nobody_waits_for_the_task_of_another() {
        let crew = Crew::default();
        let (hold, held) = channel::<()>();
        let first = crew.help(1, move || {
            let _ = held.recv();
            who()
        });
        let second = crew.help(1, who).and_then(super::Help::made);
        assert!(second.is_some());
        drop(hold);
        let first = first.and_then(super::Help::made);
        assert!(first.is_some() && first != second);
        // As many stay as one statement asked for.
        assert_eq!(crew.idle(), 1);
    }

    #[test]
    fn a_task_that_breaks_off_is_told() {
        let crew = Crew::default();
        // Without the message of a panic.
        let broken = crew.help(1, || -> u8 { std::panic::resume_unwind(Box::new(7)) });
        assert_eq!(broken.map(super::Help::made), Some(None));
        assert_eq!(crew.idle(), 1);
    }

    #[test]
    fn helpers_end_with_the_crew() {
        let (sender, ended) = channel::<()>();
        thread_local! {
            static HELD: std::cell::RefCell<Option<std::sync::mpsc::Sender<()>>> =
                const { std::cell::RefCell::new(None) };
        }
        let crew = Crew::default();
        let done = crew.help(1, move || HELD.set(Some(sender)));
        assert_eq!(done.and_then(super::Help::made), Some(()));
        assert_eq!(ended.try_recv(), Err(std::sync::mpsc::TryRecvError::Empty));
        drop(crew);
        // What the thread held went with it.
        let gone = std::sync::mpsc::TryRecvError::Disconnected;
        assert_eq!(ended.try_recv(), Err(gone));
    }
}

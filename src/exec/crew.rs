//! Threads that help with statements, kept from one statement to the next.
//!
//! In: tasks, each with all that it works on. Out: what they made. A helper is started when a task comes and none is idle; it
//! looks out for the next one for a moment, sleeps then, and ends with the crew. Who knows that a task is about to come can say
//! so: a helper that was asleep is up then when it comes. A task that no helper has begun can be taken back. Knows nothing of
//! statements.

use std::cell::Cell;
use std::hint::spin_loop;
use std::mem::{replace, take};
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
/// that fell asleep is back late, above all where the system wakes it behind the very one that asks for it.
const LINGER: Duration = Duration::from_millis(1);
/// How often is looked before other threads get a turn.
const LOOKS: usize = 32;

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
    /// A task is about to come, within such a time.
    Soon(Duration),
    /// A task, and when it was put there.
    Task(Task, Instant),
    /// No task will come.
    End,
}

/// Is given what takes the helper back among the idle ones.
type Task = Box<dyn FnOnce(&dyn Fn()) + Send>;

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is behind these locks is whole at any time.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Looks for so long whether it is so. Whoever else wants the processor has it in between: that may be who makes it so.
fn look_out(is_so: &AtomicBool, most: Duration) {
    let began = Instant::now();
    loop {
        for _ in 0..LOOKS {
            if is_so.load(Ordering::Acquire) {
                return;
            }
            spin_loop();
        }
        if began.elapsed() >= most {
            return;
        }
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
            told.begun.store(true, Ordering::Release);
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
        let asked = Instant::now();
        let seat = match idle {
            Some(seat) => {
                seat.put(What::Task(task, asked));
                seat
            }
            None => self.start(What::Task(task, asked))?,
        };
        Some(Help {
            outcome,
            seat,
            idle: Arc::clone(&self.0),
            asked,
        })
    }

    /// Another helper, with a task; `None` when no thread can be had.
    fn start(&self, task: What) -> Option<Arc<Seat>> {
        let seat: Arc<Seat> = Arc::default();
        seat.put(task);
        let (own, idle) = (Arc::clone(&seat), Arc::clone(&self.0));
        let helper = Builder::new().name("helper".to_owned()).stack_size(STACK);
        let handle = helper.spawn(move || serve(&own, &idle)).ok()?;
        lock(&seat.mail).handle = Some(handle);
        Some(seat)
    }

    /// Says that up to so many tasks are about to come: as many of the helpers that are there wake up.
    pub(crate) fn announce(&self, tasks: usize) {
        // Those that come last are taken first.
        for seat in lock(&self.0.0).seats.iter().rev().take(tasks) {
            seat.put(What::Soon(LOOK_OUT));
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
    while let Some((task, asked)) = seat.next(awake) {
        let kept = Cell::new(false);
        task(&|| kept.set(idle.take_back(seat)));
        // No longer than what was done meanwhile.
        awake = asked.elapsed().min(LINGER);
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
        let soon = matches!(what, What::Soon(_));
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
    fn next(&self, awake: Duration) -> Option<(Task, Instant)> {
        look_out(&self.news, awake);
        let mut mail = lock(&self.mail);
        loop {
            match take(&mut mail.what) {
                What::Task(task, asked) => {
                    self.news.store(false, Ordering::Relaxed);
                    return Some((task, asked));
                }
                What::End => return None,
                What::Soon(most) => {
                    drop(mail);
                    look_out(&self.news, most);
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
pub(super) struct Help<T> {
    outcome: Arc<Outcome<T>>,
    seat: Arc<Seat>,
    idle: Arc<Idle>,
    asked: Instant,
}

impl<T> Help<T> {
    /// Takes the task back when it was not begun; says whether it is so. The helper is idle again then, and wide awake: its next
    /// task is likely to come soon.
    pub(super) fn withdraw(&self) -> bool {
        let mut mail = lock(&self.seat.mail);
        // Once this one was begun, what lies there is the task of another.
        let waits = matches!(mail.what, What::Task(..));
        if !waits || self.outcome.begun.load(Ordering::Acquire) {
            return false;
        }
        let awake = self.asked.elapsed().min(LINGER);
        let task = replace(&mut mail.what, What::Soon(awake));
        self.seat.news.store(false, Ordering::Relaxed);
        drop(mail);
        drop(task);
        if !self.idle.take_back(&self.seat) {
            self.seat.put(What::End);
        }
        true
    }

    /// Waits for what was made; `None` when the task broke off.
    pub(super) fn made(self) -> Option<T> {
        look_out(&self.outcome.there, LOOK_OUT);
        let mut made = lock(&self.outcome.made);
        loop {
            if self.outcome.there.load(Ordering::Acquire) {
                return made.take();
            }
            let told = self.outcome.told.wait(made);
            made = told.unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// What a task made.
struct Outcome<T> {
    begun: AtomicBool,
    made: Mutex<Option<T>>,
    there: AtomicBool,
    told: Condvar,
}

impl<T> Default for Outcome<T> {
    fn default() -> Self {
        Self {
            begun: AtomicBool::default(),
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
    use std::sync::mpsc::{TryRecvError, channel};
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
    fn a_task_is_taken_back_or_done() {
        let crew = Crew::default();
        let (sender, done) = channel();
        let mut taken_back = 0;
        for round in 0..1000 {
            let sender = sender.clone();
            let help = crew.help(1, move || sender.send(round)).expect("a thread");
            if round % 2 == 0 {
                std::thread::yield_now();
            }
            if help.withdraw() {
                taken_back += 1;
                assert_eq!(done.try_recv(), Err(TryRecvError::Empty));
            } else {
                assert_eq!(help.made(), Some(Ok(())));
                assert_eq!(done.try_recv(), Ok(round));
            }
            assert_eq!(crew.idle(), 1);
        }
        assert_eq!(done.try_recv(), Err(TryRecvError::Empty));
        // A helper that has not even started has not begun.
        let crew = Crew::default();
        let (hold, held) = channel::<()>();
        let first = crew.help(2, move || held.recv().is_err());
        let second = crew.help(2, || true).expect("a thread");
        taken_back += usize::from(second.withdraw());
        assert!(taken_back > 0);
        drop(hold);
        assert_eq!(first.and_then(super::Help::made), Some(true));
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
        assert_eq!(ended.try_recv(), Err(TryRecvError::Empty));
        drop(crew);
        // What the thread held went with it.
        assert_eq!(ended.try_recv(), Err(TryRecvError::Disconnected));
    }
}

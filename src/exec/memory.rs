//! The budget for rows that are held back.
//!
//! In: reservations by operators that hold rows, by searches, and by columns of values made for a batch. Out: a diagnostic
//! when the sum is over the limit. Sizes are estimates. Knows nothing of what is held.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::column::Column;
use crate::diagnostic::{Code, Diagnostic, Result, address_space, size_in_words};

/// So much more or less is held until the system is asked again whether there is more.
const ASK: usize = 1 << 20;
/// So much more than it needs a thread takes where there are several: who counts together with others waits for them.
const AHEAD: usize = 64 << 10;

/// The budget of one statement, as one of its threads sees it.
#[derive(Debug)]
pub struct Memory {
    limit: usize,
    held: Arc<Held>,
    /// How much more than it needs this thread takes; nothing as long as it is the only one.
    ahead: Cell<usize>,
    /// What it took and does not need, twice as much at most.
    spare: Cell<usize>,
    /// Who takes what is taken now; nobody unless operators are measured.
    taker: RefCell<Option<Rc<Account>>>,
}

/// What all threads of a statement hold together.
#[derive(Debug, Default)]
struct Held {
    now: AtomicUsize,
    peak: AtomicUsize,
    /// What was held when the system was asked last whether there is more.
    asked: AtomicUsize,
}

/// The budget on its way to another thread.
pub(super) struct SharedMemory {
    limit: usize,
    held: Arc<Held>,
}

impl SharedMemory {
    /// The same budget.
    pub(super) fn memory(&self) -> Memory {
        Memory::of(self.limit, Arc::clone(&self.held), AHEAD)
    }
}

/// What one operator holds itself.
#[derive(Debug, Default)]
pub(super) struct Account {
    used: Cell<usize>,
    peak: Cell<usize>,
}

impl Account {
    /// The most bytes that it held at one time.
    pub(super) fn peak(&self) -> usize {
        self.peak.get()
    }
}

impl Memory {
    /// At most `limit` bytes.
    pub fn limited(limit: usize) -> Self {
        Self::of(limit, Arc::default(), 0)
    }
    fn of(limit: usize, held: Arc<Held>, ahead: usize) -> Self {
        Self {
            limit,
            held,
            ahead: Cell::new(ahead),
            spare: Cell::new(0),
            taker: RefCell::default(),
        }
    }
    /// Without limit; still counted.
    pub fn unlimited() -> Self {
        Self::limited(usize::MAX)
    }
    /// Would `bytes` more fit?
    ///
    /// # Errors
    /// `Code::MemoryLimit` when they would not.
    pub fn room(&self, bytes: usize) -> Result<()> {
        match bytes.checked_sub(self.spare.get()) {
            None => Ok(()),
            Some(missing) => self.more(missing),
        }
    }
    /// Would `bytes` more than what this thread has taken fit?
    fn more(&self, bytes: usize) -> Result<()> {
        let wanted = self.held.now.load(Ordering::Relaxed).saturating_add(bytes);
        if wanted <= self.limit {
            let asked = self.held.asked.load(Ordering::Relaxed);
            if wanted.abs_diff(asked) < ASK {
                return Ok(());
            }
            self.held.asked.store(wanted, Ordering::Relaxed);
            return address_space::expect_left(bytes, "the query").map_err(|problem| {
                problem.hint("filter earlier, or aggregate or limit before sorting")
            });
        }
        Err(Diagnostic::new(
            Code::MemoryLimit,
            format!(
                "the query needs more memory than its limit of {}",
                size_in_words(self.limit)
            ),
        )
        .hint("filter earlier, or aggregate or limit before sorting; or raise the limit"))
    }
    /// Takes `bytes`.
    fn take(&self, bytes: usize) -> Result<()> {
        let Some(missing) = bytes.checked_sub(self.spare.get()) else {
            self.spare.update(|spare| spare - bytes);
            return Ok(());
        };
        // Not more than it needs where the limit is near.
        let now = self.held.now.load(Ordering::Relaxed);
        let left = self.limit.saturating_sub(now.saturating_add(missing));
        let ahead = match self.ahead.get() {
            ahead if ahead <= left => ahead,
            _ => 0,
        };
        let taken = missing.saturating_add(ahead);
        self.more(taken)?;
        let used = self.held.now.fetch_add(taken, Ordering::Relaxed) + taken;
        self.held.peak.fetch_max(used, Ordering::Relaxed);
        self.spare.set(ahead);
        Ok(())
    }
    /// Gives `bytes` back.
    fn give_back(&self, bytes: usize) {
        let (spare, ahead) = (self.spare.get() + bytes, self.ahead.get());
        if spare <= 2 * ahead {
            return self.spare.set(spare);
        }
        self.held.now.fetch_sub(spare - ahead, Ordering::Relaxed);
        self.spare.set(ahead);
    }
    /// From now on this thread is the only one.
    pub(super) fn alone(&self) {
        self.ahead.set(0);
        self.give_back(0);
    }
    /// The most bytes that were held at one time; a little more where several threads held them.
    pub fn peak(&self) -> usize {
        self.held.peak.load(Ordering::Relaxed)
    }
    /// The same budget for another thread.
    pub(super) fn share(&self) -> SharedMemory {
        self.ahead.set(AHEAD);
        SharedMemory {
            limit: self.limit,
            held: Arc::clone(&self.held),
        }
    }
    /// Says who takes what is taken from now on. Gives who did before, to be said again afterwards.
    pub(super) fn charge(&self, taker: Option<Rc<Account>>) -> Option<Rc<Account>> {
        self.taker.replace(taker)
    }
    /// Who takes what is taken now.
    pub(super) fn taker(&self) -> Option<Rc<Account>> {
        self.taker.borrow().clone()
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        self.held.now.fetch_sub(self.spare.get(), Ordering::Relaxed);
    }
}

/// What one operator holds of the budget; given back when dropped.
#[derive(Debug, Default)]
pub(crate) struct Reservation {
    memory: Option<Rc<Memory>>,
    /// Who took first; the rest is taken to be theirs too.
    account: Option<Rc<Account>>,
    bytes: usize,
}

impl Reservation {
    /// Takes `bytes` more.
    pub(crate) fn grow(&mut self, memory: &Rc<Memory>, bytes: usize) -> Result<()> {
        memory.take(bytes)?;
        self.bytes += bytes;
        if self.memory.is_none() {
            self.memory = Some(Rc::clone(memory));
            self.account = memory.taker();
        }
        if let Some(account) = &self.account {
            let used = account.used.get() + bytes;
            account.used.set(used);
            account.peak.set(account.peak.get().max(used));
        }
        Ok(())
    }

    /// Takes what a column of a batch holds.
    pub(crate) fn grow_by(&mut self, memory: &Rc<Memory>, column: &Column) -> Result<()> {
        self.grow(memory, column.bytes())
    }

    /// Lays anew what it was taken for: while `copy` runs, everything is there twice.
    pub(crate) fn twice<T>(
        &self,
        memory: &Rc<Memory>,
        copy: impl FnOnce() -> Result<T>,
    ) -> Result<T> {
        let mut copied = Self::default();
        copied.grow(memory, self.bytes)?;
        copy()
    }

    /// Was nothing taken?
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes == 0
    }

    /// Gives everything back.
    pub(crate) fn release(&mut self) {
        if let Some(memory) = self.memory.take() {
            memory.give_back(self.bytes);
        }
        if let Some(account) = self.account.take() {
            account
                .used
                .set(account.used.get().saturating_sub(self.bytes));
        }
        self.bytes = 0;
    }

    /// What it holds, on its way to another thread of the statement; held all the while.
    pub(crate) fn keep(&mut self) -> Kept {
        if let Some(account) = self.account.take() {
            account
                .used
                .set(account.used.get().saturating_sub(self.bytes));
        }
        let held = self.memory.take().map(|memory| Arc::clone(&memory.held));
        Kept {
            held,
            bytes: std::mem::take(&mut self.bytes),
        }
    }

    /// Does the one take from it who takes now?
    pub(crate) fn is_of_taker(&self, memory: &Memory) -> bool {
        match (&self.account, &*memory.taker.borrow()) {
            (Some(own), Some(taker)) => Rc::ptr_eq(own, taker),
            (None, None) => true,
            _ => false,
        }
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        self.release();
    }
}

/// What an operator held on one thread, on its way to another; given back when dropped.
#[derive(Debug)]
pub(crate) struct Kept {
    held: Option<Arc<Held>>,
    bytes: usize,
}

impl Kept {
    /// Becomes part of a reservation of the same statement.
    pub(crate) fn hand_over(mut self, memory: &Rc<Memory>, to: &mut Reservation) -> Result<()> {
        let bytes = self.bytes;
        self.give_back();
        to.grow(memory, bytes)
    }

    fn give_back(&mut self) {
        if let Some(held) = self.held.take() {
            held.now.fetch_sub(self.bytes, Ordering::Relaxed);
        }
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.give_back();
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::{AHEAD, Memory, Reservation};

    #[test]
    fn a_budget_is_kept_and_given_back() {
        let memory = Rc::new(Memory::limited(100));
        let mut first = Reservation::default();
        assert!(first.grow(&memory, 60).is_ok());
        assert!(Reservation::default().grow(&memory, 60).is_err());
        drop(first);
        assert!(Reservation::default().grow(&memory, 60).is_ok());
        assert_eq!(memory.peak(), 60);
    }

    /// What one thread has to spare another one can be short of, but nothing is lost.
    #[test]
    fn threads_take_more_than_they_need() {
        for limit in [100, AHEAD, 10 * AHEAD] {
            let memory = Rc::new(Memory::limited(limit));
            let other = Rc::new(memory.share().memory());
            let mut held = [Reservation::default(), Reservation::default()];
            for bytes in [1, 30, 60] {
                for (held, memory) in held.iter_mut().zip([&memory, &other]) {
                    let fits = held.grow(memory, bytes).is_ok();
                    assert!(fits || limit < 10 * AHEAD);
                }
            }
            assert!(memory.peak() <= limit);
            assert!(held[0].grow(&memory, limit).is_err());
            held[0].release();
            assert!(memory.room(limit - 3 * AHEAD.min(limit / 5)).is_ok());
            held[1].release();
            drop(other);
            assert!(memory.room(limit).is_ok());
            assert!(memory.room(limit + 1).is_err());
            let mut all = Reservation::default();
            assert!(all.grow(&memory, limit).is_ok());
            assert!(memory.peak() <= limit);
        }
    }
}

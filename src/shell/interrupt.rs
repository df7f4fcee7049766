//! Ctrl-C: it cancels the statement, import or export that is running, and nothing else.
//!
//! In: the signal. Out: a raised cancel flag, or, where nothing runs and no editor waits, the end of the process with
//! code 130. Knows nothing of statements.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::diagnostic::Interrupt;
use crate::engine::{CancelHandle, Session};

/// What Ctrl-C does right now. Clones share it.
#[derive(Debug, Clone, Default)]
pub struct Interrupts(Arc<State>);

#[derive(Debug, Default)]
struct State {
    running: Mutex<Option<CancelHandle>>,
    interactive: AtomicBool,
    happened: AtomicBool,
}

impl Interrupts {
    /// Takes over Ctrl-C for the whole process; to be called once, at the start.
    pub fn install() -> Self {
        let interrupts = Self::default();
        let state = Arc::clone(&interrupts.0);
        // Where the signal cannot be taken over it keeps its usual meaning.
        let _ = ctrlc::set_handler(move || {
            state.happened.store(true, Ordering::Relaxed);
            let running = state.running.lock().unwrap_or_else(PoisonError::into_inner);
            match &*running {
                Some(handle) => handle.cancel(),
                None if state.interactive.load(Ordering::Relaxed) => {}
                None => std::process::exit(130),
            }
        });
        interrupts
    }

    /// A line editor waits for input: outside statements Ctrl-C is the editor's.
    pub(super) fn set_interactive(&self) {
        self.0.interactive.store(true, Ordering::Relaxed);
    }

    /// Has Ctrl-C been pressed since the last statement began?
    pub fn happened(&self) -> bool {
        self.0.happened.load(Ordering::Relaxed)
    }

    /// Runs something that Ctrl-C cancels through this handle.
    pub(super) fn during<T>(&self, handle: CancelHandle, run: impl FnOnce() -> T) -> T {
        self.0.happened.store(false, Ordering::Relaxed);
        self.set_running(Some(handle));
        let result = run();
        self.set_running(None);
        result
    }

    /// Runs something in a session that is no statement; Ctrl-C and the time limit of the session stop it.
    pub(super) fn stopping<T>(
        &self,
        session: &mut Session,
        run: impl FnOnce(&mut Session, &Interrupt) -> T,
    ) -> T {
        let interrupt = session.interrupt();
        self.during(session.cancel_handle(), || run(session, &interrupt))
    }

    /// Runs something that is no statement and has no session; Ctrl-C stops it.
    pub fn until<T>(&self, run: impl FnOnce(&Interrupt) -> T) -> T {
        let handle = CancelHandle::default();
        let interrupt = handle.interrupt();
        self.during(handle, || run(&interrupt))
    }

    fn set_running(&self, handle: Option<CancelHandle>) {
        *self
            .0
            .running
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = handle;
    }
}

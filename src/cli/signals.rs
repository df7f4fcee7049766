//! Signals that would end the program where an error says more. Knows nothing of who writes.

/// A file that would grow beyond what the process may write (`ulimit -f`) fails to be written, like on a full disk; the
/// signal that would end the process meanwhile is kept back in this thread and in those that it starts.
#[cfg(unix)]
pub(super) fn outlive_file_limits() {
    use nix::sys::signal::{SigSet, Signal};
    let mut held = SigSet::empty();
    held.add(Signal::SIGXFSZ);
    // Where it cannot be kept back the program ends as it would have.
    let _ = held.thread_block();
}

/// There is no such limit here.
#[cfg(not(unix))]
pub(super) fn outlive_file_limits() {}

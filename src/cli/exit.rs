//! Exit codes. Knows nothing of what was done.

use std::process::ExitCode;

use crate::diagnostic::Code;
use crate::shell::Failure;

/// How the process ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// All went well, or the reader of our output went away.
    Ok,
    /// A statement, script or file is at fault.
    Problem,
    /// The command line is at fault.
    Usage,
    /// An answer was not the expected one.
    Expectation,
    /// The database cannot be opened.
    CannotOpen,
    /// Ctrl-C.
    Interrupted,
}

impl Exit {
    /// The way a failure ends the process.
    pub(super) fn of(failure: &Failure) -> Self {
        match failure {
            Failure::Output(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Self::Ok,
            Failure::Output(_) => Self::Problem,
            Failure::Problem(error) => match error.code() {
                Code::CannotOpen | Code::Corrupted => Self::CannotOpen,
                Code::Usage => Self::Usage,
                Code::Cancelled => Self::Interrupted,
                _ => Self::Problem,
            },
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Ok => 0,
            Exit::Problem => 1,
            Exit::Usage => 2,
            Exit::Expectation => 3,
            Exit::CannotOpen => 4,
            Exit::Interrupted => 130,
        })
    }
}

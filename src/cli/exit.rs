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

/// A failure that ends the process, and how.
#[derive(Debug)]
pub(super) struct Ended {
    pub(super) failure: Failure,
    pub(super) exit: Exit,
}

impl Ended {
    /// The graph that was named cannot be opened, whatever the reason, unless it was asked for in a way that makes no
    /// sense.
    pub(super) fn cannot_open(failure: Failure) -> Self {
        let exit = match failure.code() {
            Some(Code::Usage) => Exit::Usage,
            Some(Code::Cancelled) => Exit::Interrupted,
            _ => Exit::CannotOpen,
        };
        Self { failure, exit }
    }
}

impl<T: Into<Failure>> From<T> for Ended {
    fn from(failure: T) -> Self {
        let failure = failure.into();
        let exit = Exit::of(&failure);
        Self { failure, exit }
    }
}

/// What a part of the command line gives.
pub(super) type Result<T, E = Ended> = std::result::Result<T, E>;

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

//! Why a chunk did not run to its end. Knows nothing of exit codes.

use std::io;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::engine::Error;
use crate::format::Refusal;
use crate::source::Source;

/// What a console operation gives.
pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// Why a chunk did not run to its end.
#[derive(Debug)]
pub enum Failure {
    /// The statement, command or file is at fault; with its place in what was typed or read.
    Problem(Box<Error>),
    /// The answer could not be written.
    Output(io::Error),
}

impl Failure {
    /// A problem without a place.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Diagnostic::new(code, message).into()
    }

    /// A problem in this text.
    pub fn within(diagnostic: Diagnostic, source: &Arc<Source>) -> Self {
        Self::Problem(Box::new(Error::new(diagnostic, Arc::clone(source))))
    }

    /// The code of the problem; `None` when only writing failed.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Problem(error) => Some(error.code()),
            Self::Output(_) => None,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Problem(Box::new(error))
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::within(refusal.problem, &refusal.source)
    }
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Self::within(diagnostic, &Arc::new(Source::new("", "")))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

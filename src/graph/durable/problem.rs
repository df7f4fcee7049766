//! What goes wrong with files, as diagnostics.
//!
//! In: the name of a file, a place, an I/O error. Out: the diagnostic. Knows nothing of what the files hold.

use std::io::{Error, ErrorKind};

use crate::diagnostic::{Code, Diagnostic};

/// A file holds something that was never written there.
pub(super) fn damaged(name: &str, at: u64, what: &str) -> Diagnostic {
    Diagnostic::new(
        Code::Corrupted,
        format!("{name} is damaged at byte {at}: {what}"),
    )
}

/// A file cannot be read.
pub(super) fn unreadable(name: &str, error: &Error) -> Diagnostic {
    let code = match error.kind() {
        ErrorKind::UnexpectedEof => Code::Corrupted,
        _ => Code::CannotOpen,
    };
    Diagnostic::new(code, format!("{name} cannot be read: {error}"))
}

/// A file cannot be written.
pub(super) fn unwritable(name: &str, error: &Error) -> Diagnostic {
    let problem = Diagnostic::new(
        Code::FileNotWritable,
        format!("{name} cannot be written: {error}"),
    );
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            problem.hint("the disk is full; the database is as it was before")
        }
        ErrorKind::FileTooLarge => problem.hint(
            "no larger file may be written here (see `ulimit -f`); the database is as it was before",
        ),
        _ => problem,
    }
}

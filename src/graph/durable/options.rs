//! How a database is opened, and how a moment of its history is named.
//!
//! In: wishes. Out: the same as data. Knows nothing of files.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::value::Value;
use crate::value::temporal::{DateTime, LocalDateTime, Zone};

/// When a commit counts as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SyncMode {
    /// When it survives a loss of power: every commit waits for the disk, commits at the same time share the wait.
    #[default]
    Full,
    /// When it survives the end of the process: the operating system has it, and the disk within about 50 milliseconds.
    /// A loss of power may cost the commits of that time; what is left is whole.
    Normal,
}

/// How to open a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenOptions {
    pub(super) create: bool,
    pub(super) read_only: bool,
    pub(super) sync: SyncMode,
    pub(super) checkpoint_bytes: u64,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            create: true,
            read_only: false,
            sync: SyncMode::Full,
            checkpoint_bytes: 16 << 20,
        }
    }
}

impl OpenOptions {
    /// For reading and writing, made when missing, every commit safe.
    pub fn new() -> Self {
        Self::default()
    }
    /// Is a database that is missing made?
    #[must_use]
    pub fn create(mut self, create: bool) -> Self {
        self.create = create;
        self
    }
    /// Is it only read? Then nothing is locked and nothing changed, and another process may write to it meanwhile; the
    /// graph stays as it was when it was opened.
    #[must_use]
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }
    /// When a commit counts as done.
    #[must_use]
    pub fn sync(mut self, sync: SyncMode) -> Self {
        self.sync = sync;
        self
    }
    /// A checkpoint is made in the background when the log has grown by so many bytes since the last one; 16 MiB unless
    /// said otherwise. More means less writing, and slower opening.
    #[must_use]
    pub fn checkpoint_after(mut self, bytes: u64) -> Self {
        self.checkpoint_bytes = bytes;
        self
    }
}

/// A moment of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// Just after the commit with this number; 0 is the graph before the first.
    Commit(u64),
    /// At this instant: after the last commit that was not later.
    Instant(DateTime),
}

impl At {
    /// The moment that a value names: the number of a commit, or a date with time. A date stands for its last instant; what
    /// has no zone is in UTC.
    ///
    /// ```
    /// use quipu::graph::durable::At;
    /// assert_eq!(At::of(&41.into())?, At::Commit(41));
    /// # Ok::<(), quipu::diagnostic::Diagnostic>(())
    /// ```
    ///
    /// # Errors
    /// `Code::RuntimeInvalidArgumentType` for any other kind of value, `Code::NumberOutOfRange` for negative numbers.
    pub fn of(value: &Value) -> Result<Self> {
        let utc = |local: LocalDateTime| DateTime::new(local, &Zone::UTC).map(Self::Instant);
        match value {
            Value::Integer(number) => u64::try_from(*number).map(Self::Commit).map_err(|_| {
                let message =
                    format!("commits are numbered from 0, so there is no commit {number}");
                Diagnostic::new(Code::NumberOutOfRange, message)
            }),
            Value::DateTime(moment) => Ok(Self::Instant(DateTime::clone(moment))),
            Value::LocalDateTime(moment) => utc(LocalDateTime::clone(moment)),
            Value::Date(date) => {
                let end = date.epoch_days() * 86_400 + 86_399;
                DateTime::from_epoch(end, 999_999_999, &Zone::UTC).map(Self::Instant)
            }
            other => {
                let message = format!(
                    "a moment of the history is a date, a date with time or the number of a commit, but this is {:#}",
                    other.kind()
                );
                Err(Diagnostic::new(Code::RuntimeInvalidArgumentType, message))
            }
        }
    }
}

/// How much history to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keep {
    /// The last so many commits; 0 keeps only the present.
    Commits(u64),
    /// Everything that was the state of the graph at this instant or later.
    Since(DateTime),
}

/// One commit, as the log tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its number; they count up from 1.
    pub number: u64,
    /// When it was made, in UTC. Never earlier than the commit before.
    pub instant: DateTime,
    /// What the transaction was called, empty when nothing was said.
    pub label: String,
    /// How many changes it made; 0 for the commit that the history begins with, whose changes are known no more.
    pub changes: usize,
}

/// Nanoseconds since 1970 as a date and time in UTC.
pub(super) fn instant(nanoseconds: i64) -> Result<DateTime> {
    const SECOND: i64 = 1_000_000_000;
    let rest = nanoseconds.rem_euclid(SECOND) as u32;
    DateTime::from_epoch(nanoseconds.div_euclid(SECOND), rest, &Zone::UTC)
}

/// A date and time as nanoseconds since 1970, at the ends of the range when beyond it.
pub(super) fn nanoseconds(instant: &DateTime) -> i64 {
    instant
        .epoch_seconds()
        .saturating_mul(1_000_000_000)
        .saturating_add(i64::from(instant.local().nanosecond()))
}

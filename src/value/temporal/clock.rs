//! The current time, as a statement sees it.
//!
//! In: the system clock, read once, or fixed instants. Out: the same instant for every call within a statement or
//! transaction. Knows nothing of statements.

use std::time::{SystemTime, UNIX_EPOCH};

use super::{DateTime, Zone};
use crate::diagnostic::Result;

/// When the transaction and the statement started, and the zone that holds where none is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    transaction: Instant,
    statement: Instant,
    zone: Zone,
}

/// Which of the clock's instants is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Moment {
    /// When the transaction started.
    Transaction,
    /// When the statement started.
    #[default]
    Statement,
    /// Now, anew at each call.
    Realtime,
}

/// Seconds and nanoseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Instant {
    seconds: i64,
    nanoseconds: u32,
}

impl Instant {
    fn now() -> Self {
        match SystemTime::now().duration_since(UNIX_EPOCH) {
            Ok(since) => Self {
                seconds: i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
                nanoseconds: since.subsec_nanos(),
            },
            // A system clock before 1970 is wrong anyway; the start of 1970 is as good.
            Err(_) => Self {
                seconds: 0,
                nanoseconds: 0,
            },
        }
    }
}

impl Clock {
    /// The clock of a statement and transaction that start now, in UTC.
    pub fn now() -> Self {
        let now = Instant::now();
        Self {
            transaction: now,
            statement: now,
            zone: Zone::UTC,
        }
    }

    /// The clock of the next statement in the same transaction.
    pub fn next_statement(&self) -> Self {
        Self {
            statement: Instant::now(),
            ..self.clone()
        }
    }

    /// A clock that stands at an instant, given as seconds and nanoseconds since 1970-01-01T00:00Z, in UTC.
    pub fn fixed(seconds: i64, nanoseconds: u32) -> Self {
        let instant = Instant {
            seconds,
            nanoseconds,
        };
        Self {
            transaction: instant,
            statement: instant,
            zone: Zone::UTC,
        }
    }

    /// The zone that holds where none is named.
    pub fn zone(&self) -> &Zone {
        &self.zone
    }

    /// One of the instants, shown in this zone or else in the clock's.
    pub fn read(&self, moment: Moment, zone: Option<&Zone>) -> Result<DateTime> {
        let Instant {
            seconds,
            nanoseconds,
        } = match moment {
            Moment::Transaction => self.transaction,
            Moment::Statement => self.statement,
            Moment::Realtime => Instant::now(),
        };
        DateTime::from_epoch(seconds, nanoseconds, zone.unwrap_or(&self.zone))
    }

    /// The offset a zone has when the statement starts: what a named zone means for a time without a day.
    pub(super) fn offset_of(&self, zone: &Zone) -> i32 {
        zone.offset_at(self.statement.seconds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_stands_still_within_a_statement() {
        let clock = Clock::now();
        let read = |moment| clock.read(moment, None).unwrap();
        assert_eq!(read(Moment::Statement), read(Moment::Statement));
        assert_eq!(read(Moment::Statement), read(Moment::Transaction));
        assert_eq!(
            clock
                .next_statement()
                .read(Moment::Transaction, None)
                .unwrap(),
            read(Moment::Transaction)
        );
        let fixed = Clock::fixed(466_254_674, 5);
        let zone = "Europe/Stockholm".parse().unwrap();
        assert_eq!(
            fixed
                .read(Moment::Statement, Some(&zone))
                .unwrap()
                .to_string(),
            "1984-10-10T12:11:14.000000005+01:00[Europe/Stockholm]"
        );
    }
}

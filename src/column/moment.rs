//! Date-times of one zone, as whole seconds.
//!
//! In: seconds since 1970-01-01T00:00Z and the zone all are shown in. Out: date-times. Knows nothing of where they come
//! from.

use std::sync::Arc;

use super::Typed;
use crate::diagnostic::{Interrupt, Result};
use crate::value::Value;
use crate::value::temporal::{DateTime, LocalDateTime};

/// Date-times by row. A clone is O(1).
#[derive(Debug, Clone)]
pub struct MomentColumn {
    seconds: Typed<i64>,
    offset: i32,
    zone: Option<Arc<str>>,
}

impl MomentColumn {
    /// Seconds since 1970-01-01T00:00Z, each such that it can be shown at the offset, which is that of the zone if there
    /// is one.
    pub fn new(seconds: Typed<i64>, offset: i32, zone: Option<Arc<str>>) -> Self {
        Self {
            seconds,
            offset,
            zone,
        }
    }
    /// Seconds since 1970-01-01T00:00Z.
    pub fn seconds(&self) -> &Typed<i64> {
        &self.seconds
    }
    /// Seconds that local time is ahead of UTC, in all rows.
    pub fn offset(&self) -> i64 {
        i64::from(self.offset)
    }
    /// Is this date-time shown in the same zone, and at a whole second?
    pub fn is_like(&self, time: &DateTime) -> bool {
        self.offset == time.offset_seconds()
            && self.zone.as_ref() == time.name()
            && time.local().nanosecond() == 0
    }
    /// Are both shown in the same zone?
    pub fn same_zone(&self, other: &Self) -> bool {
        self.offset == other.offset && self.zone == other.zone
    }
    /// The date-time of a number of seconds.
    pub fn time(&self, seconds: i64) -> DateTime {
        let local = LocalDateTime::from_epoch(seconds + self.offset(), 0);
        DateTime::shown(
            local.unwrap_or(LocalDateTime::EPOCH),
            self.offset,
            self.zone.clone(),
        )
    }
    /// The value of a row.
    pub fn get(&self, row: usize) -> Value {
        self.seconds
            .get(row)
            .map_or(Value::Null, |seconds| Value::from(self.time(seconds)))
    }
    /// The rows named, in the order named.
    #[must_use]
    pub fn gather(&self, rows: &[u32]) -> Self {
        self.with(self.seconds.gather(rows))
    }
    /// All rows of all parts, in order, when all are shown in one zone.
    pub(super) fn concat(parts: &[&Self], interrupt: &Interrupt) -> Result<Option<Self>> {
        let Some(first) = parts.first() else {
            return Ok(None);
        };
        if !parts.iter().all(|part| part.same_zone(first)) {
            return Ok(None);
        }
        let seconds = Typed::concat(parts.iter().map(|part| &part.seconds), interrupt)?;
        Ok(Some(first.with(seconds)))
    }
    /// The same, without what has no bit in `valid`.
    pub(super) fn masked(self, valid: &super::Bitmap) -> Self {
        Self {
            seconds: self.seconds.masked(valid),
            ..self
        }
    }

    fn with(&self, seconds: Typed<i64>) -> Self {
        Self {
            seconds,
            offset: self.offset,
            zone: self.zone.clone(),
        }
    }
}

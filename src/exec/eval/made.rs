//! How much the values of a column or a list hold while it is being made.
//!
//! In: the values, one after the other. Out: a diagnostic when there is no room for them beside all else that the statement
//! holds, what lies around them included: a list that is made within the making of another. Knows nothing of what makes them.

use std::rc::Rc;

use crate::column::value_bytes;
use crate::diagnostic::Result;
use crate::exec::memory::{Memory, Reservation};
use crate::function::{Host, room};
use crate::value::Value;

/// What has been made so far; given back when dropped.
pub(super) struct Made<'m> {
    memory: Option<&'m Rc<Memory>>,
    bytes: usize,
    /// What was found to have room.
    granted: usize,
    held: Reservation,
}

impl<'m> Made<'m> {
    /// How many bytes go by between questions for room.
    const STEP: usize = 1 << 16;

    /// Nothing yet. Without a budget to take it from, room is asked for all the same.
    pub(super) fn within(memory: Option<&'m Rc<Memory>>) -> Self {
        Self {
            memory,
            bytes: 0,
            granted: 0,
            held: Reservation::default(),
        }
    }

    /// One more value.
    #[inline]
    pub(super) fn note(&mut self, value: &Value, host: &dyn Host) -> Result<()> {
        if let Value::List(_) | Value::Map(_) = value {
            room::expect_written(value, host)?;
        }
        self.bytes = self.bytes.saturating_add(value_bytes(value));
        if self.bytes > self.granted + Self::STEP {
            self.take(host)?;
        }
        Ok(())
    }

    fn take(&mut self, host: &dyn Host) -> Result<()> {
        match self.memory {
            Some(memory) => self.held.grow(memory, self.bytes - self.granted)?,
            None => host.room(self.bytes)?,
        }
        self.granted = self.bytes;
        Ok(())
    }
}

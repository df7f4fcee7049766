//! Dates, times, date-times and durations: the functions that make, cut and measure them.
//!
//! `call` holds the code as plain functions of values and a clock, `table` the declarations. The rules themselves are
//! in `value::temporal`.

mod call;
mod table;
#[cfg(test)]
mod tests;

pub use crate::value::temporal::{add, component, divide, multiply, negate, subtract};
pub use call::{
    between, date, date_at, datetime, datetime_at, duration, from_epoch, from_epoch_millis,
    localdatetime, localdatetime_at, localtime, localtime_at, time, time_at, truncate_date,
    truncate_datetime, truncate_localdatetime, truncate_localtime, truncate_time,
};
pub use table::ALL;

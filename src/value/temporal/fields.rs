//! Components of dates and times in a map.
//!
//! In: a map such as `{year: 1984, week: 10, dayOfWeek: 3, hour: 12}`. Out: checked components, and the date and time
//! they make, alone or on top of a value they change. Knows nothing of which function was called.

use super::date::check_range;
use super::{Date, LocalTime, Zone, invalid};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::value::{Map, Value};

/// The components a map holds.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields {
    pub(super) year: Option<i64>,
    pub(super) quarter: Option<i64>,
    pub(super) month: Option<i64>,
    pub(super) week: Option<i64>,
    pub(super) day: Option<i64>,
    pub(super) day_of_quarter: Option<i64>,
    pub(super) day_of_week: Option<i64>,
    pub(super) ordinal_day: Option<i64>,
    pub(super) hour: Option<i64>,
    pub(super) minute: Option<i64>,
    pub(super) second: Option<i64>,
    pub(super) millisecond: Option<i64>,
    pub(super) microsecond: Option<i64>,
    pub(super) nanosecond: Option<i64>,
    pub(super) epoch_seconds: Option<i64>,
    pub(super) epoch_millis: Option<i64>,
    pub(super) timezone: Option<Zone>,
    pub(super) date: Option<Value>,
    pub(super) time: Option<Value>,
    pub(super) datetime: Option<Value>,
}

impl Fields {
    /// Reads a map. `None` when one of its entries is null, for then the answer is null.
    pub(super) fn read(map: &Map) -> Result<Option<Self>> {
        let mut fields = Self::default();
        if map.values().any(Value::is_null) {
            return Ok(None);
        }
        for (name, value) in map.iter() {
            fields.set(name, value)?;
        }
        Ok(Some(fields))
    }

    fn set(&mut self, name: &str, value: &Value) -> Result<()> {
        let slot = match name {
            "year" => &mut self.year,
            "quarter" => &mut self.quarter,
            "month" => &mut self.month,
            "week" => &mut self.week,
            "day" => &mut self.day,
            "dayOfQuarter" => &mut self.day_of_quarter,
            "dayOfWeek" | "weekDay" => &mut self.day_of_week,
            "ordinalDay" => &mut self.ordinal_day,
            "hour" => &mut self.hour,
            "minute" => &mut self.minute,
            "second" => &mut self.second,
            "millisecond" => &mut self.millisecond,
            "microsecond" => &mut self.microsecond,
            "nanosecond" => &mut self.nanosecond,
            "epochSeconds" => &mut self.epoch_seconds,
            "epochMillis" => &mut self.epoch_millis,
            "timezone" => {
                self.timezone = Some(zone_from(value)?);
                return Ok(());
            }
            "date" => {
                self.date = Some(value.clone());
                return Ok(());
            }
            "time" => {
                self.time = Some(value.clone());
                return Ok(());
            }
            "datetime" => {
                self.datetime = Some(value.clone());
                return Ok(());
            }
            _ => {
                return Err(invalid(format!(
                    "Dates and times have no component '{name}'"
                )));
            }
        };
        match value {
            Value::Integer(number) => *slot = Some(*number),
            other => return Err(wrong_type(&format!("The {name}"), "an integer", other)),
        }
        Ok(())
    }

    /// Does the map say nothing but perhaps a zone?
    pub(super) fn only_zone(&self) -> bool {
        !self.has_date_parts()
            && !self.has_time_parts()
            && !self.has_epoch()
            && self.date.is_none()
            && self.time.is_none()
            && self.datetime.is_none()
    }
    /// Is any part of a day named?
    pub(super) fn has_date_parts(&self) -> bool {
        self.year.is_some() || !self.forms().is_empty()
    }
    /// Is any part of a time of day named?
    pub(super) fn has_time_parts(&self) -> bool {
        self.hour.is_some() || self.minute.is_some() || self.second.is_some() || self.has_fraction()
    }
    /// Is it given as seconds or milliseconds since 1970?
    pub(super) fn has_epoch(&self) -> bool {
        self.epoch_seconds.is_some() || self.epoch_millis.is_some()
    }
    fn has_fraction(&self) -> bool {
        self.millisecond.is_some() || self.microsecond.is_some() || self.nanosecond.is_some()
    }

    /// Refuses a component that makes no sense for this type.
    pub(super) fn refuse(present: bool, component: &str, what: &str) -> Result<()> {
        if present {
            return Err(invalid(format!("A {what} cannot be made with {component}")));
        }
        Ok(())
    }

    /// The ways of naming a day that the map uses.
    fn forms(&self) -> Vec<&'static str> {
        let forms = [
            (self.month.is_some() || self.day.is_some(), "month and day"),
            (
                self.week.is_some() || self.day_of_week.is_some(),
                "week and dayOfWeek",
            ),
            (
                self.quarter.is_some() || self.day_of_quarter.is_some(),
                "quarter and dayOfQuarter",
            ),
            (self.ordinal_day.is_some(), "ordinalDay"),
        ];
        let used = forms.into_iter().filter(|(used, _)| *used);
        used.map(|(_, name)| name).collect()
    }

    /// The day the components name, as a change to `base` where there is one.
    pub(super) fn build_date(&self, base: Option<Date>) -> Result<Date> {
        if let [first, second, ..] = self.forms()[..] {
            return Err(invalid(format!(
                "A day is named by {first} or by {second}, not by both"
            )));
        }
        let start = match base {
            Some(base) => base,
            None => {
                let year = self.complete_date()?;
                if let Some(week) = self.week {
                    return Date::from_week(year, week, self.day_of_week.unwrap_or(1));
                }
                Date::YEAR_ZERO
            }
        };
        let mut date = start;
        if let Some(year) = self.year {
            // Beside a week, the year is the one the weeks belong to.
            date = match self.week {
                Some(_) => date.with_week_year(year)?,
                None => date.with_year(year)?,
            };
        }
        let steps: [(Option<i64>, Step); 7] = [
            (self.quarter, Date::with_quarter),
            (self.month, Date::with_month),
            (self.week, Date::with_week),
            (self.day, Date::with_day),
            (self.day_of_quarter, Date::with_day_of_quarter),
            (self.day_of_week, Date::with_day_of_week),
            (self.ordinal_day, Date::with_ordinal_day),
        ];
        for (value, step) in steps {
            if let Some(value) = value {
                date = step(date, value)?;
            }
        }
        Ok(date)
    }

    /// The year, once it is sure that no larger unit is missing above a smaller one.
    fn complete_date(&self) -> Result<i64> {
        needs(self.day, "day", self.month, "month")?;
        needs(self.day_of_week, "dayOfWeek", self.week, "week")?;
        needs(self.day_of_quarter, "dayOfQuarter", self.quarter, "quarter")?;
        self.year
            .ok_or_else(|| invalid("The components of a date must name its year"))
    }

    /// The time of day the components name, as a change to `base` where there is one.
    pub(super) fn build_time(&self, base: Option<LocalTime>) -> Result<LocalTime> {
        let nanosecond = self.build_nanosecond()?;
        if base.is_none() {
            needs(self.minute, "minute", self.hour, "hour")?;
            needs(self.second, "second", self.minute, "minute")?;
            needs(nanosecond, "part of a second", self.second, "second")?;
        }
        let base = base.unwrap_or(LocalTime::MIDNIGHT);
        LocalTime::new(
            self.hour.unwrap_or(base.hour()),
            self.minute.unwrap_or(base.minute()),
            self.second.unwrap_or(base.second()),
            nanosecond.unwrap_or(base.nanosecond()),
        )
    }

    /// The nanosecond of the second; smaller units count on within the larger ones beside them.
    pub(super) fn build_nanosecond(&self) -> Result<Option<i64>> {
        if !self.has_fraction() {
            return Ok(None);
        }
        let mut whole = 1_000_000_000;
        let mut sum = 0;
        for (value, name, unit) in [
            (self.millisecond, "millisecond", 1_000_000),
            (self.microsecond, "microsecond", 1_000),
            (self.nanosecond, "nanosecond", 1),
        ] {
            if let Some(value) = value {
                check_range(name, value, 0, whole / unit - 1)?;
                sum += value * unit;
                whole = unit;
            }
        }
        Ok(Some(sum))
    }
}

/// Changes one component of a day.
type Step = fn(Date, i64) -> Result<Date>;

/// Refuses a unit that stands without the next larger one.
fn needs(smaller: Option<i64>, name: &str, larger: Option<i64>, larger_name: &str) -> Result<()> {
    if smaller.is_some() && larger.is_none() {
        return Err(invalid(format!(
            "The {name} cannot be given without the {larger_name}"
        )));
    }
    Ok(())
}

/// The zone a value names.
pub(super) fn zone_from(value: &Value) -> Result<Zone> {
    match value {
        Value::String(text) => text.parse(),
        other => Err(wrong_type("The timezone", "a string", other)),
    }
}

/// A value of a type that cannot be used here.
pub(super) fn wrong_type(what: &str, wanted: &str, found: &Value) -> Diagnostic {
    Diagnostic::new(
        Code::RuntimeInvalidArgumentType,
        format!("{what} must be {wanted}, but is of type {}", found.kind()),
    )
}

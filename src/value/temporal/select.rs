//! Making temporal values from texts, maps and other temporal values.
//!
//! In: the one argument of `date(...)`, `time(...)` and so on. Out: the value, or null for null. When a map selects a
//! time that has a zone and names another zone, the instant stays and the clock moves; in all other cases the clock
//! stays. Knows nothing of which functions exist.

use super::clock::Moment;
use super::duration::{Amounts, Component};
use super::exact::Decimal;
use super::fields::{Fields, wrong_type};
use super::{
    Clock, Date, DateTime, Duration, LocalDateTime, LocalTime, Time, Zone, invalid, parse,
};
use crate::diagnostic::Result;
use crate::value::{Map, Value};

/// What a temporal value holds of a date, a time of day and a zone.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts {
    pub(super) date: Option<Date>,
    pub(super) time: Option<LocalTime>,
    /// The zone, and the offset in force.
    pub(super) zone: Option<(Zone, i32)>,
}

impl Parts {
    /// The parts of an instant; `None` for durations and all other values.
    pub(super) fn of(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Date(date) => Self {
                date: Some(*date),
                ..Self::default()
            },
            Value::LocalTime(time) => Self {
                time: Some(*time),
                ..Self::default()
            },
            Value::Time(time) => Self {
                time: Some(time.local()),
                zone: Some((Zone::Offset(time.offset_seconds()), time.offset_seconds())),
                ..Self::default()
            },
            Value::LocalDateTime(local) => Self {
                date: Some(local.date()),
                time: Some(local.time()),
                zone: None,
            },
            Value::DateTime(instant) => Self {
                date: Some(instant.local().date()),
                time: Some(instant.local().time()),
                zone: Some((instant.zone(), instant.offset_seconds())),
            },
            _ => return None,
        })
    }

    /// The parts of the value a map selects under `name`.
    fn selected(value: &Value, name: &str) -> Result<Self> {
        Self::of(value).ok_or_else(|| wrong_type(&format!("The {name}"), "a temporal value", value))
    }

    pub(super) fn need_date(&self, value: &Value) -> Result<Date> {
        self.date
            .ok_or_else(|| wrong_type("The argument", "a value with a date", value))
    }
    pub(super) fn need_time(&self, value: &Value) -> Result<LocalTime> {
        self.time
            .ok_or_else(|| wrong_type("The argument", "a value with a time of day", value))
    }
}

/// What a map selects and says, before it becomes a value.
struct Selection {
    fields: Fields,
    date: Option<Date>,
    time: Option<LocalTime>,
    zone: Option<(Zone, i32)>,
}

impl Selection {
    /// Takes the values under `date`, `time` and `datetime` apart.
    fn new(fields: Fields) -> Result<Self> {
        let mut selection = Self {
            date: None,
            time: None,
            zone: None,
            fields,
        };
        let fields = &selection.fields;
        if let Some(value) = &fields.datetime {
            if fields.date.is_some() || fields.time.is_some() {
                return Err(invalid(
                    "A datetime cannot be selected beside a date or a time",
                ));
            }
            let parts = Parts::selected(value, "datetime")?;
            selection.date = Some(parts.need_date(value)?);
            selection.time = Some(parts.need_time(value)?);
            selection.zone = parts.zone;
            return Ok(selection);
        }
        if let Some(value) = &fields.date {
            selection.date = Some(Parts::selected(value, "date")?.need_date(value)?);
        }
        if let Some(value) = &fields.time {
            let parts = Parts::selected(value, "time")?;
            selection.time = Some(parts.need_time(value)?);
            selection.zone = parts.zone;
        }
        Ok(selection)
    }

    fn date(&self) -> Result<Date> {
        self.fields.build_date(self.date)
    }
    fn time(&self) -> Result<LocalTime> {
        self.fields.build_time(self.time)
    }

    /// The day and time together; without any component of the time it is midnight.
    fn local_datetime(&self) -> Result<LocalDateTime> {
        Ok(LocalDateTime::new(self.date()?, self.time()?))
    }
}

/// Handles what all five instants have in common: null, text, maps, temporal values.
fn make(
    value: &Value,
    clock: &Clock,
    text: impl FnOnce(&str) -> Result<Value>,
    now: impl FnOnce(DateTime) -> Value,
    map: impl FnOnce(Selection) -> Result<Value>,
    temporal: impl FnOnce(Parts) -> Result<Value>,
) -> Result<Value> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::String(written) => text(written),
        Value::Map(entries) => match Fields::read(entries)? {
            None => Ok(Value::Null),
            Some(fields) if fields.only_zone() && fields.timezone.is_some() => {
                let zone = fields.timezone.as_ref();
                Ok(now(clock.read(Moment::Statement, zone)?))
            }
            Some(fields) => map(Selection::new(fields)?),
        },
        other => match Parts::of(other) {
            Some(parts) => temporal(parts),
            None => Err(wrong_type(
                "The argument",
                "a string, a map or a temporal value",
                other,
            )),
        },
    }
}

/// The date a text, a map or another temporal value stands for.
pub fn date_from(value: &Value, clock: &Clock) -> Result<Value> {
    make(
        value,
        clock,
        |text| Ok(parse::date(text)?.into()),
        |now| now.local().date().into(),
        |selection| {
            let fields = &selection.fields;
            let timed = fields.has_time_parts() || fields.time.is_some() || fields.has_epoch();
            Fields::refuse(timed, "parts of a time", "date")?;
            Fields::refuse(
                fields.timezone.is_some(),
                "a timezone beside other components",
                "date",
            )?;
            Ok(selection.date()?.into())
        },
        |parts| Ok(parts.need_date(value)?.into()),
    )
}

/// The local time a text, a map or another temporal value stands for.
pub fn localtime_from(value: &Value, clock: &Clock) -> Result<Value> {
    make(
        value,
        clock,
        |text| Ok(parse::local_time(text)?.into()),
        |now| now.local().time().into(),
        |selection| {
            let fields = &selection.fields;
            refuse_date(fields, "local time")?;
            Fields::refuse(
                fields.timezone.is_some(),
                "a timezone beside other components",
                "local time",
            )?;
            Ok(complete_time(&selection)?.into())
        },
        |parts| Ok(parts.need_time(value)?.into()),
    )
}

/// The time a text, a map or another temporal value stands for; UTC where there is no zone.
pub fn time_from(value: &Value, clock: &Clock) -> Result<Value> {
    let default = || clock.offset_of(clock.zone());
    make(
        value,
        clock,
        |text| Ok(parse::time(text, Some(default()))?.into()),
        |now| now.time().into(),
        |selection| {
            refuse_date(&selection.fields, "time")?;
            let local = complete_time(&selection)?;
            let wanted = selection.fields.timezone.as_ref();
            let wanted = wanted.map(|zone| clock.offset_of(zone));
            let time = match (&selection.zone, wanted) {
                (Some((_, source)), Some(offset)) => Time::new(local, *source)?.moved_to(offset),
                (Some((_, offset)), None) => Time::new(local, *offset)?,
                (None, Some(offset)) => Time::new(local, offset)?,
                (None, None) => Time::new(local, default())?,
            };
            Ok(time.into())
        },
        |parts| {
            let offset = parts
                .zone
                .as_ref()
                .map_or_else(default, |(_, offset)| *offset);
            Ok(Time::new(parts.need_time(value)?, offset)?.into())
        },
    )
}

/// The local date and time a text, a map or another temporal value stands for.
pub fn localdatetime_from(value: &Value, clock: &Clock) -> Result<Value> {
    make(
        value,
        clock,
        |text| Ok(parse::local_datetime(text)?.into()),
        |now| now.local().into(),
        |selection| {
            let fields = &selection.fields;
            Fields::refuse(
                fields.has_epoch(),
                "seconds since 1970",
                "local date with time",
            )?;
            Fields::refuse(
                fields.timezone.is_some(),
                "a timezone beside other components",
                "local date with time",
            )?;
            Ok(selection.local_datetime()?.into())
        },
        |parts| Ok(LocalDateTime::new(parts.need_date(value)?, parts.need_time(value)?).into()),
    )
}

/// The date with time and zone a text, a map or another temporal value stands for; UTC where there is no zone.
pub fn datetime_from(value: &Value, clock: &Clock) -> Result<Value> {
    make(
        value,
        clock,
        |text| Ok(parse::datetime(text, clock.zone())?.into()),
        Value::from,
        |selection| {
            let made = if selection.fields.has_epoch() {
                from_epoch(&selection, clock)?
            } else {
                in_zone(&selection, clock)?
            };
            Ok(made.into())
        },
        |parts| {
            let local = LocalDateTime::new(parts.need_date(value)?, parts.need_time(value)?);
            let made = match &parts.zone {
                Some((zone, offset)) => DateTime::preferring(local, zone, Some(*offset))?,
                None => DateTime::new(local, clock.zone())?,
            };
            Ok(made.into())
        },
    )
}

fn in_zone(selection: &Selection, clock: &Clock) -> Result<DateTime> {
    let local = selection.local_datetime()?;
    let wanted = selection.fields.timezone.as_ref();
    match &selection.zone {
        Some((source, offset)) => {
            let made = DateTime::preferring(local, source, Some(*offset))?;
            wanted.map_or(Ok(made.clone()), |zone| made.moved_to(zone))
        }
        None => DateTime::new(local, wanted.unwrap_or(clock.zone())),
    }
}

/// A date-time from `epochSeconds` or `epochMillis`, with parts of a second on top.
fn from_epoch(selection: &Selection, clock: &Clock) -> Result<DateTime> {
    let fields = &selection.fields;
    let others = fields.has_date_parts()
        || fields.hour.is_some()
        || fields.minute.is_some()
        || fields.second.is_some()
        || selection.date.is_some()
        || selection.time.is_some()
        || (fields.epoch_seconds.is_some() && fields.epoch_millis.is_some());
    Fields::refuse(
        others,
        "seconds since 1970 beside other components",
        "date with time",
    )?;
    let fraction = fields.build_nanosecond()?.unwrap_or(0);
    let zone = fields.timezone.as_ref().unwrap_or(clock.zone());
    let (seconds, nanoseconds) = match (fields.epoch_seconds, fields.epoch_millis) {
        (Some(seconds), _) => (seconds, fraction),
        (None, millis) => {
            let millis = millis.unwrap_or(0);
            let within = millis.rem_euclid(1_000) * 1_000_000;
            if fraction >= 1_000_000 {
                return Err(invalid(
                    "Beside epochMillis, only parts of a millisecond can be given",
                ));
            }
            (millis.div_euclid(1_000), within + fraction)
        }
    };
    DateTime::from_epoch(seconds, nanoseconds as u32, zone)
}

fn refuse_date(fields: &Fields, what: &str) -> Result<()> {
    let dated = fields.has_date_parts() || fields.date.is_some() || fields.has_epoch();
    Fields::refuse(dated, "parts of a date", what)
}

/// The time of a map that must name at least the hour or select a time.
fn complete_time(selection: &Selection) -> Result<LocalTime> {
    if selection.time.is_none() && selection.fields.hour.is_none() {
        return Err(invalid("The components of a time must name its hour"));
    }
    selection.time()
}

/// The duration a text or a map stands for.
pub fn duration_from(value: &Value) -> Result<Value> {
    match value {
        Value::Null => Ok(Value::Null),
        Value::Duration(_) => Ok(value.clone()),
        Value::String(text) => Ok(text.parse::<Duration>()?.into()),
        Value::Map(map) => duration_from_map(map),
        other => Err(wrong_type(
            "The argument",
            "a string, a map or a duration",
            other,
        )),
    }
}

fn duration_from_map(map: &Map) -> Result<Value> {
    if map.is_empty() {
        return Err(invalid("A duration needs at least one component"));
    }
    if map.values().any(Value::is_null) {
        return Ok(Value::Null);
    }
    let mut amounts = Amounts::default();
    for (name, value) in map.iter() {
        let component = Component::named(name)
            .ok_or_else(|| invalid(format!("Durations have no component '{name}'")))?;
        let number = match value {
            Value::Integer(number) => Decimal::from_integer(*number),
            Value::Float(number) => Decimal::from_float(*number)?,
            other => {
                return Err(wrong_type(
                    &format!("The number of {name}"),
                    "a number",
                    other,
                ));
            }
        };
        component.add(&mut amounts, number)?;
    }
    Ok(Duration::from_amounts(amounts)?.into())
}

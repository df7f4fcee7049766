//! Temporal functions called as they are written in a statement.
//!
//! A small reader turns `date({year: 1984})` into calls of the declared functions, so that the tests are data.

use proptest::prelude::*;

use crate::diagnostic::{Code, Result};
use crate::function::{Host, find_scalar};
use crate::value::temporal::{self, Clock};
use crate::value::{Map, NodeId, RelId, Value};

struct Statement(Clock);

impl Host for Statement {
    fn labels_of(&self, _: NodeId) -> Result<Vec<std::sync::Arc<str>>> {
        Ok(Vec::new())
    }
    fn type_of(&self, _: RelId) -> Result<std::sync::Arc<str>> {
        Ok("".into())
    }
    fn properties_of_node(&self, _: NodeId) -> Result<Map> {
        Ok(Map::new())
    }
    fn properties_of_relationship(&self, _: RelId) -> Result<Map> {
        Ok(Map::new())
    }
    fn endpoints(&self, _: RelId) -> Result<(NodeId, NodeId)> {
        Ok((NodeId(0), NodeId(0)))
    }
    fn clock(&self) -> &Clock {
        &self.0
    }
    fn random(&self) -> f64 {
        0.0
    }
}

type Operator = fn(&Value, &Value) -> Result<Value>;

/// Reads literals, maps, calls and the four operators between two values.
struct Reader<'a> {
    rest: &'a str,
    host: &'a Statement,
}

impl Reader<'_> {
    fn take(&mut self, token: &str) -> bool {
        let rest = self.rest.trim_start();
        match rest.strip_prefix(token) {
            Some(tail) => {
                self.rest = tail;
                true
            }
            None => false,
        }
    }

    fn word(&mut self, accepted: impl Fn(char) -> bool) -> String {
        let rest = self.rest.trim_start();
        let end = rest.find(|c| !accepted(c)).unwrap_or(rest.len());
        self.rest = &rest[end..];
        rest[..end].to_owned()
    }

    fn expression(&mut self) -> Result<Value> {
        let left = self.value()?;
        let operators: [(&str, Operator); 4] = [
            (" + ", temporal::add),
            (" - ", temporal::subtract),
            (" * ", temporal::multiply),
            (" / ", temporal::divide),
        ];
        for (sign, operator) in operators {
            if self.rest.starts_with(sign) {
                self.rest = &self.rest[sign.len()..];
                return operator(&left, &self.value()?);
            }
        }
        Ok(left)
    }

    fn value(&mut self) -> Result<Value> {
        if self.take("'") {
            let (text, tail) = self.rest.split_once('\'').expect("a closing quote");
            self.rest = tail;
            return Ok(Value::string(text));
        }
        if self.take("{") {
            let mut map = Map::new();
            while !self.take("}") {
                let key = self.word(char::is_alphanumeric);
                assert!(self.take(":"), "a colon at {}", self.rest);
                map.insert(key, self.value()?);
                self.take(",");
            }
            return Ok(Value::map(map));
        }
        let word = self.word(|c| c.is_alphanumeric() || "._-".contains(c));
        if word == "null" {
            return Ok(Value::Null);
        }
        if let Ok(number) = word.parse() {
            return Ok(Value::Integer(number));
        }
        if let Ok(number) = word.parse() {
            return Ok(Value::Float(number));
        }
        assert!(self.take("("), "a call at {word}{}", self.rest);
        let mut args = Vec::new();
        while !self.take(")") {
            args.push(self.value()?);
            self.take(",");
        }
        let function = find_scalar(&word).unwrap_or_else(|| panic!("no function {word}"));
        (function.call)(&args, self.host)
    }
}

/// What an expression gives when the statement started at 1984-10-11T12:31:14.645876123Z.
fn evaluate(text: &str) -> Result<Value> {
    let host = Statement(Clock::fixed(466_345_874, 645_876_123));
    Reader {
        rest: text,
        host: &host,
    }
    .expression()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Date(x) => x.to_string(),
        Value::LocalTime(x) => x.to_string(),
        Value::Time(x) => x.to_string(),
        Value::LocalDateTime(x) => x.to_string(),
        Value::DateTime(x) => x.to_string(),
        Value::Duration(x) => x.to_string(),
        other => format!("{other:?}"),
    }
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        match evaluate(text) {
            Ok(value) => assert_eq!(shown(&value), *expected, "{text}"),
            Err(problem) => panic!("{text}: {problem}"),
        }
    }
}

fn refused(code: Code, cases: &[&str]) {
    for text in cases {
        match evaluate(text) {
            Ok(value) => panic!("{text} gives {}", shown(&value)),
            Err(problem) => assert_eq!(problem.code(), code, "{text}: {problem}"),
        }
    }
}

#[test]
fn dates_from_maps() {
    check(&[
        ("date({year: 1984})", "1984-01-01"),
        ("date({year: 1984, month: 10})", "1984-10-01"),
        ("date({year: 1984, month: 10, day: 11})", "1984-10-11"),
        ("date({year: 1984, week: 10, dayOfWeek: 3})", "1984-03-07"),
        ("date({year: 1984, ordinalDay: 202})", "1984-07-20"),
        ("date({year: 1984, quarter: 3})", "1984-07-01"),
        (
            "date({year: 1984, quarter: 3, dayOfQuarter: 45})",
            "1984-08-14",
        ),
        ("date({year: 1817, week: 1})", "1816-12-30"),
        ("date({year: 1818, week: 53})", "1818-12-28"),
        (
            "date({date: date('1816-12-30'), week: 2, dayOfWeek: 3})",
            "1817-01-08",
        ),
        ("date({date: date('1816-12-31'), week: 2})", "1817-01-07"),
        (
            "date({date: date('1816-12-31'), year: 1817, week: 2})",
            "1817-01-07",
        ),
        ("date({date: date('1984-11-11'), year: 28})", "0028-11-11"),
        ("date({date: date('1984-11-11'), day: 28})", "1984-11-28"),
        ("date({date: date('1984-11-11'), week: 1})", "1984-01-08"),
        (
            "date({date: date('1984-11-11'), ordinalDay: 28})",
            "1984-01-28",
        ),
        ("date({date: date('1984-11-11'), quarter: 3})", "1984-08-11"),
        ("date({date: date('2020-02-29'), year: 2021})", "2021-02-28"),
        ("date({date: date('2020-12-31'), month: 2})", "2020-02-29"),
        ("date(datetime('1984-10-11T23:00-05:00'))", "1984-10-11"),
        (
            "date({date: localdatetime('1984-10-11T12:00'), day: 1})",
            "1984-10-01",
        ),
        ("date({timezone: '+13:00'})", "1984-10-12"),
    ]);
    refused(
        Code::InvalidTemporalText,
        &[
            "date({})",
            "date({month: 1})",
            "date({year: 1984, day: 1})",
            "date({year: 1984, dayOfWeek: 1})",
            "date({year: 1984, dayOfQuarter: 1})",
            "date({year: 1984, month: 2, day: 30})",
            "date({year: 1983, week: 53})",
            "date({year: 1984, week: 1, day: 1})",
            "date({year: 1000000000})",
            "date({year: 1984, hour: 1})",
            "date({year: 1984, timezone: 'Z'})",
            "date({year: 1984, moon: 1})",
            "date({epochSeconds: 1})",
        ],
    );
    refused(
        Code::RuntimeInvalidArgumentType,
        &[
            "date(1)",
            "date({year: '1984'})",
            "date({year: 1984.0})",
            "date(localtime())",
            "date({date: 1})",
            "date(duration('P1D'))",
        ],
    );
}

#[test]
fn times_from_maps_and_values() {
    check(&[
        (
            "localtime({hour: 12, minute: 31, second: 14, nanosecond: 789, millisecond: 123, microsecond: 456})",
            "12:31:14.123456789",
        ),
        (
            "localtime({hour: 12, minute: 31, second: 14, microsecond: 645876})",
            "12:31:14.645876",
        ),
        ("localtime({hour: 12})", "12:00"),
        (
            "localtime({time: time('12:31:14.5+01:00'), second: 42})",
            "12:31:42.5",
        ),
        (
            "localtime({time: time('12:31:14.5+01:00'), millisecond: 1})",
            "12:31:14.001",
        ),
        ("localtime(datetime('1984-10-11T12:00+01:00'))", "12:00"),
        (
            "time({hour: 12, minute: 34, second: 56, timezone: '+02:05:59'})",
            "12:34:56+02:05:59",
        ),
        (
            "time({hour: 12, minute: 34, second: 56, timezone: '-02:05:07'})",
            "12:34:56-02:05:07",
        ),
        (
            "time({hour: 12, timezone: 'Europe/Stockholm'})",
            "12:00+01:00",
        ),
        ("time(localtime('12:31'))", "12:31Z"),
        (
            "time({time: localtime('12:31'), timezone: '+05:00'})",
            "12:31+05:00",
        ),
        (
            "time({time: time('12:31:14+01:00'), second: 42, timezone: '+05:00'})",
            "16:31:42+05:00",
        ),
        (
            "time({time: datetime('1984-10-11T12:00[Europe/Stockholm]'), timezone: '+05:00'})",
            "16:00+05:00",
        ),
        (
            "time({time: datetime('1984-10-11T12:00[Europe/Stockholm]'), second: 42})",
            "12:00:42+01:00",
        ),
        ("time({timezone: '+01:00'})", "13:31:14.645876123+01:00"),
    ]);
    refused(
        Code::InvalidTemporalText,
        &[
            "localtime({minute: 1})",
            "localtime({hour: 1, second: 1})",
            "localtime({hour: 1, minute: 2, nanosecond: 3})",
            "localtime({hour: 24})",
            "localtime({hour: 1, minute: 2, second: 3, millisecond: 1000})",
            "localtime({hour: 1, minute: 2, second: 3, millisecond: 1, microsecond: 1000})",
            "time({hour: 1, timezone: 'Mars'})",
            "time({year: 1984, hour: 1})",
            "localtime({hour: 1, timezone: 'Z'})",
        ],
    );
}

#[test]
fn datetimes_from_maps_and_values() {
    check(&[
        (
            "localdatetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12})",
            "1984-03-07T12:00",
        ),
        ("localdatetime({year: 1984, hour: 12})", "1984-01-01T12:00"),
        (
            "localdatetime({date: datetime('1984-10-11T12:00+01:00'), day: 28, hour: 10})",
            "1984-10-28T10:00",
        ),
        (
            "localdatetime({date: date('1984-10-11'), time: time('12:31:14+01:00'), day: 28, second: 42})",
            "1984-10-28T12:31:42",
        ),
        (
            "localdatetime({datetime: datetime('1984-10-11T12:00+01:00'), day: 28, second: 42})",
            "1984-10-28T12:00:42",
        ),
        (
            "datetime({year: 1984, ordinalDay: 202, timezone: 'Europe/Stockholm'})",
            "1984-07-20T00:00+02:00[Europe/Stockholm]",
        ),
        (
            "datetime({date: datetime('1984-10-11T12:00+01:00'), hour: 10})",
            "1984-10-11T10:00Z",
        ),
        (
            "datetime({date: date('1984-10-11'), time: time('12:31+01:00'), timezone: '+05:00'})",
            "1984-10-11T16:31+05:00",
        ),
        (
            "datetime({date: localdatetime('1984-03-07T12:31'), time: datetime('1984-10-11T12:00[Europe/Stockholm]'), day: 28, second: 42, timezone: 'Pacific/Honolulu'})",
            "1984-03-28T00:00:42-10:00[Pacific/Honolulu]",
        ),
        (
            "datetime({date: localdatetime('1984-03-07T12:31'), time: datetime('1984-10-11T12:00[Europe/Stockholm]'), timezone: '+05:00'})",
            "1984-03-07T16:00+05:00",
        ),
        (
            "datetime({date: date('1984-10-11'), time: time('01:00+12:00'), timezone: 'Z'})",
            "1984-10-10T13:00Z",
        ),
        (
            "datetime({year: 1984, month: 10, day: 11, time: localtime('12:31'), timezone: '+05:00'})",
            "1984-10-11T12:31+05:00",
        ),
        (
            "datetime({datetime: datetime('1984-10-11T12:00[Europe/Stockholm]'), timezone: '+05:00'})",
            "1984-10-11T16:00+05:00",
        ),
        (
            "datetime({datetime: localdatetime('1984-10-11T12:00'), timezone: '+05:00'})",
            "1984-10-11T12:00+05:00",
        ),
        (
            "datetime(localdatetime('1984-10-11T12:00'))",
            "1984-10-11T12:00Z",
        ),
        (
            "datetime({datetime: datetime('2017-10-29T02:30+01:00[Europe/Stockholm]'), second: 1})",
            "2017-10-29T02:30:01+01:00[Europe/Stockholm]",
        ),
        (
            "datetime({epochSeconds: 416779, nanosecond: 999999999})",
            "1970-01-05T19:46:19.999999999Z",
        ),
        (
            "datetime({epochMillis: -1, timezone: '+01:00'})",
            "1970-01-01T00:59:59.999+01:00",
        ),
        (
            "datetime.fromepoch(416779, 999999999)",
            "1970-01-05T19:46:19.999999999Z",
        ),
        (
            "datetime.fromepoch(0, -1)",
            "1969-12-31T23:59:59.999999999Z",
        ),
        (
            "datetime.fromepochmillis(237821673987)",
            "1977-07-15T13:34:33.987Z",
        ),
    ]);
    refused(
        Code::InvalidTemporalText,
        &[
            "datetime({datetime: datetime(), date: date()})",
            "datetime({epochSeconds: 1, hour: 1})",
            "datetime({epochSeconds: 1, epochMillis: 1})",
            "datetime({epochMillis: 1, nanosecond: 1000000})",
        ],
    );
    refused(
        Code::NumberOutOfRange,
        &[
            "datetime({epochSeconds: 9223372036854775807})",
            "datetime.fromepoch(9223372036854775807, 9223372036854775807)",
        ],
    );
}

#[test]
fn durations_from_maps() {
    check(&[
        (
            "duration({days: 14, hours: 16, minutes: 12})",
            "P14DT16H12M",
        ),
        ("duration({months: 5, days: 1.5})", "P5M1DT12H"),
        ("duration({months: 0.75})", "P22DT19H51M49.5S"),
        ("duration({weeks: 2.5})", "P17DT12H"),
        ("duration({quarters: 3})", "P9M"),
        ("duration({minutes: 1.5, seconds: 1})", "PT1M31S"),
        ("duration({hours: 0.1})", "PT6M"),
        ("duration({seconds: -60, milliseconds: -1})", "PT-1M-0.001S"),
        ("duration({days: 1, milliseconds: -1})", "P1DT-0.001S"),
        ("duration({months: 0.5, days: -14.5})", "PT17H14M33S"),
        (
            "duration({milliseconds: 9223372036854775807})",
            "PT2562047788015H12M55.807S",
        ),
        (
            "duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3})",
            "P12Y11M29DT33H58M13.500000003S",
        ),
    ]);
    refused(
        Code::InvalidTemporalText,
        &["duration({})", "duration({day: 1})", "duration('1D')"],
    );
    refused(
        Code::RuntimeInvalidArgumentType,
        &["duration({days: '1'})", "duration(1)", "duration(date())"],
    );
    refused(
        Code::NumberOutOfRange,
        &[
            "duration({years: 9223372036854775807})",
            "duration({days: 1e40})",
        ],
    );
}

#[test]
fn cutting() {
    let instant = "datetime('1984-10-11T12:31:14.645876123-01:00')";
    for (unit, fields, expected) in [
        ("millennium", "{day: 2}", "1000-01-02T00:00-01:00"),
        ("century", "{}", "1900-01-01T00:00-01:00"),
        ("decade", "{}", "1980-01-01T00:00-01:00"),
        (
            "year",
            "{timezone: 'Europe/Stockholm'}",
            "1984-01-01T00:00+01:00[Europe/Stockholm]",
        ),
        ("weekYear", "{day: 5}", "1984-01-05T00:00-01:00"),
        ("quarter", "{}", "1984-10-01T00:00-01:00"),
        ("month", "{}", "1984-10-01T00:00-01:00"),
        ("week", "{dayOfWeek: 2}", "1984-10-09T00:00-01:00"),
        (
            "day",
            "{nanosecond: 2}",
            "1984-10-11T00:00:00.000000002-01:00",
        ),
        (
            "hour",
            "{timezone: 'Europe/Stockholm'}",
            "1984-10-11T12:00+01:00[Europe/Stockholm]",
        ),
        ("minute", "{}", "1984-10-11T12:31-01:00"),
        (
            "second",
            "{millisecond: 5}",
            "1984-10-11T12:31:14.005-01:00",
        ),
        (
            "millisecond",
            "{nanosecond: 2}",
            "1984-10-11T12:31:14.645000002-01:00",
        ),
        (
            "millisecond",
            "{microsecond: 2}",
            "1984-10-11T12:31:14.645002-01:00",
        ),
        (
            "microsecond",
            "{nanosecond: 2}",
            "1984-10-11T12:31:14.645876002-01:00",
        ),
    ] {
        check(&[(
            format!("datetime.truncate('{unit}', {instant}, {fields})").as_str(),
            expected,
        )]);
    }
    check(&[
        (
            "date.truncate('weekYear', date('1984-01-01'), {})",
            "1983-01-03",
        ),
        (
            "date.truncate('decade', date('-0001-05-05'))",
            "-0010-01-01",
        ),
        ("date.truncate('year')", "1984-01-01"),
        (
            "datetime.truncate('day', date('1984-10-11'), {nanosecond: 2})",
            "1984-10-11T00:00:00.000000002Z",
        ),
        (
            "localdatetime.truncate('hour', datetime('1984-10-11T12:31+01:00'), {nanosecond: 2})",
            "1984-10-11T12:00:00.000000002",
        ),
        (
            "localtime.truncate('day', time('12:31:14+01:00'), {nanosecond: 2})",
            "00:00:00.000000002",
        ),
        (
            "time.truncate('minute', localdatetime('1984-10-11T12:31:14'), {})",
            "12:31Z",
        ),
        (
            "time.truncate('hour', time('12:31:14-01:00'), {timezone: '+01:00'})",
            "12:00+01:00",
        ),
    ]);
    refused(
        Code::InvalidTemporalText,
        &[
            "date.truncate('hour', datetime())",
            "localtime.truncate('week', localtime())",
            "datetime.truncate('fortnight', datetime())",
            "datetime.truncate('millisecond', datetime(), {nanosecond: 1000000})",
            "date.truncate('year', date(), {hour: 1})",
        ],
    );
    refused(
        Code::RuntimeInvalidArgumentType,
        &[
            "datetime.truncate('hour', date())",
            "localtime.truncate('hour', date())",
            "date.truncate('day', localtime())",
        ],
    );
}

#[test]
fn measuring() {
    check(&[
        (
            "duration.between(date('1984-10-11'), date('2015-06-24'))",
            "P30Y8M13D",
        ),
        (
            "duration.between(date('1984-10-11'), localdatetime('2016-07-21T21:45:22.142'))",
            "P31Y9M10DT21H45M22.142S",
        ),
        (
            "duration.between(date('1984-10-11'), localtime('16:30'))",
            "PT16H30M",
        ),
        (
            "duration.between(localtime('14:30'), date('2015-06-24'))",
            "PT-14H-30M",
        ),
        (
            "duration.between(time('14:30'), time('16:30+0100'))",
            "PT1H",
        ),
        (
            "duration.between(time('14:30'), datetime('2015-07-21T21:40:32.142+0100'))",
            "PT6H10M32.142S",
        ),
        (
            "duration.between(localdatetime('2018-01-02T10:00:00.1'), localdatetime('2018-01-01T10:00:00.2'))",
            "PT-23H-59M-59.9S",
        ),
        (
            "duration.between(datetime('2017-10-28T23:00+02:00[Europe/Stockholm]'), datetime('2017-10-29T04:00+01:00[Europe/Stockholm]'))",
            "PT6H",
        ),
        (
            "duration.between(date('-999999999-01-01'), date('+999999999-12-31'))",
            "P1999999998Y11M30D",
        ),
        (
            "duration.inMonths(date('2018-07-21'), datetime('2016-07-21T21:40:32.142+0100'))",
            "P-1Y-11M",
        ),
        (
            "duration.inMonths(datetime('2018-07-21T21:40:36.143+0500'), datetime('1984-07-21T22:40:36.143+0200'))",
            "P-33Y-11M",
        ),
        (
            "duration.inMonths(time('14:30'), date('2015-06-24'))",
            "PT0S",
        ),
        (
            "duration.inDays(date('1984-10-11'), datetime('2015-07-21T21:40:32.142+0100'))",
            "P11240D",
        ),
        (
            "duration.inDays(localdatetime('2018-01-02T10:00'), localdatetime('2018-01-01T12:00'))",
            "PT0S",
        ),
        (
            "duration.inSeconds(localdatetime('-999999999-01-01'), localdatetime('+999999999-12-31T23:59:59'))",
            "PT17531639991215H59M59S",
        ),
        (
            "duration.inSeconds(localtime('12:44:54.7'), localtime('12:34:55.3'))",
            "PT-9M-59.4S",
        ),
        (
            "duration.inSeconds(datetime('2017-10-29T00:00[Europe/Stockholm]'), localdatetime('2017-10-29T04:00'))",
            "PT5H",
        ),
        (
            "duration.inSeconds(localtime('00:00'), datetime('2017-10-29T04:00[Europe/Stockholm]'))",
            "PT5H",
        ),
        (
            "duration.inSeconds(datetime('2017-10-29T00:00[Europe/Stockholm]'), date('2017-10-30'))",
            "PT25H",
        ),
        ("duration.inSeconds(datetime(), datetime())", "PT0S"),
    ]);
    refused(
        Code::RuntimeInvalidArgumentType,
        &[
            "duration.between(1, date())",
            "duration.inDays(date(), duration('P1D'))",
        ],
    );
}

#[test]
fn arithmetic() {
    let long = "duration({years: 12, months: 5, days: 14, hours: 16, minutes: 12, seconds: 70, nanoseconds: 2})";
    let fractional = "duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3})";
    for (value, duration, sum, difference) in [
        ("date('1984-10-11')", long, "1997-03-25", "1972-04-27"),
        ("date('1984-10-11')", fractional, "1997-10-11", "1971-10-12"),
        (
            "localtime('12:31:14.000000001')",
            long,
            "04:44:24.000000003",
            "20:18:03.999999999",
        ),
        (
            "time('12:31:14.000000001+01:00')",
            fractional,
            "22:29:27.500000004+01:00",
            "02:33:00.499999998+01:00",
        ),
        (
            "localdatetime('1984-10-11T12:31:14.000000001')",
            long,
            "1997-03-26T04:44:24.000000003",
            "1972-04-26T20:18:03.999999999",
        ),
        (
            "datetime('1984-10-11T12:31:14.000000001+01:00')",
            fractional,
            "1997-10-11T22:29:27.500000004+01:00",
            "1971-10-12T02:33:00.499999998+01:00",
        ),
        (
            "datetime('2017-10-28T02:30[Europe/Stockholm]')",
            "duration('P1D')",
            "2017-10-29T02:30+02:00[Europe/Stockholm]",
            "2017-10-27T02:30+02:00[Europe/Stockholm]",
        ),
        (
            "datetime('2017-10-28T02:30[Europe/Stockholm]')",
            "duration('PT25H')",
            "2017-10-29T02:30+01:00[Europe/Stockholm]",
            "2017-10-27T01:30+02:00[Europe/Stockholm]",
        ),
    ] {
        check(&[
            (format!("{value} + {duration}").as_str(), sum),
            (format!("{duration} + {value}").as_str(), sum),
            (format!("{value} - {duration}").as_str(), difference),
        ]);
    }
    check(&[
        ("duration('P1D') * 2", "P2D"),
        ("0.5 * duration('P1D')", "PT12H"),
        ("duration('P1M') / 3", "P10DT3H29M42S"),
        ("date('2020-01-01') + null", "Null"),
        ("null * duration('P1D')", "Null"),
    ]);
    refused(
        Code::RuntimeInvalidArgumentType,
        &[
            "date() - date()",
            "duration('P1D') - date()",
            "date() + 1",
            "date() * 2",
            "2 / duration('P1D')",
        ],
    );
    refused(
        Code::DivisionByZero,
        &["duration('P1D') / 0", "duration('P1D') / 0.0"],
    );
    refused(
        Code::NumberOutOfRange,
        &[
            "date('+999999999-12-31') + duration('P1D')",
            "duration('P1D') * 1e30",
            "datetime() + duration({months: 9223372036854775807})",
        ],
    );
}

#[test]
fn the_clock_and_null() {
    check(&[
        ("date()", "1984-10-11"),
        ("localtime.statement()", "12:31:14.645876123"),
        ("time.transaction('+02:00')", "14:31:14.645876123+02:00"),
        (
            "localdatetime.transaction('Pacific/Honolulu')",
            "1984-10-11T02:31:14.645876123",
        ),
        (
            "datetime.statement({timezone: 'America/Los Angeles'})",
            "1984-10-11T05:31:14.645876123-07:00[America/Los_Angeles]",
        ),
    ]);
    for name in ["date", "localtime", "time", "localdatetime", "datetime"] {
        assert!(evaluate(&format!("{name}.realtime()")).is_ok());
        for call in [
            "(null)",
            ".transaction(null)",
            ".statement(null)",
            ".realtime(null)",
            ".truncate('day', null)",
            ".truncate(null, null, null)",
        ] {
            check(&[(format!("{name}{call}").as_str(), "Null")]);
        }
        check(&[(format!("{name}({{hour: null, year: 1}})").as_str(), "Null")]);
    }
    for name in [
        "duration.between",
        "duration.inMonths",
        "duration.inDays",
        "duration.inSeconds",
        "datetime.fromepoch",
    ] {
        check(&[(format!("{name}(null, null)").as_str(), "Null")]);
    }
    check(&[
        ("duration(null)", "Null"),
        ("duration({days: null})", "Null"),
        ("datetime.fromepochmillis(null)", "Null"),
    ]);
}

const FIELDS: [&str; 16] = [
    "year",
    "quarter",
    "month",
    "week",
    "day",
    "dayOfQuarter",
    "dayOfWeek",
    "ordinalDay",
    "hour",
    "minute",
    "second",
    "millisecond",
    "microsecond",
    "nanosecond",
    "epochSeconds",
    "epochMillis",
];
const INSTANTS: [&str; 5] = ["date", "localtime", "time", "localdatetime", "datetime"];
const UNITS: [&str; 6] = [
    "millennium",
    "weekYear",
    "week",
    "day",
    "hour",
    "microsecond",
];

fn extreme() -> impl Strategy<Value = i64> {
    prop_oneof![
        1_i64..60,
        -100_i64..3_000,
        Just(999_999_999),
        Just(-999_999_999),
        any::<i64>()
    ]
}

fn any_instant() -> impl Strategy<Value = Value> {
    let seconds = prop_oneof![
        any::<i64>().prop_map(|x| x % 31_556_889_864_403_200),
        -4_000_000_000_i64..4_000_000_000
    ];
    let zones = prop_oneof![
        Just("Z"),
        Just("Europe/Stockholm"),
        Just("Pacific/Apia"),
        Just("-18:00")
    ];
    (seconds, zones, 0..INSTANTS.len()).prop_filter_map("in range", |(seconds, zone, at)| {
        let host = Statement(Clock::fixed(seconds, 999_999_999));
        let name = format!("{}.statement", INSTANTS[at]);
        (find_scalar(&name)?.call)(&[zone.into()], &host).ok()
    })
}

proptest! {
    #[test]
    fn any_map_gives_a_value_or_an_error(
        entries in prop::collection::vec((0..FIELDS.len(), extreme()), 0..5),
        base in any_instant(),
        selected in 0..4_usize,
        zone in prop::option::of(prop_oneof![Just("+18:00"), Just("Asia/Kathmandu")]),
    ) {
        let host = Statement(Clock::fixed(0, 0));
        let mut map: Map = entries.iter().map(|&(at, n)| (FIELDS[at], Value::Integer(n))).collect();
        let truncated = Value::map(map.clone());
        if let Some(name) = ["date", "time", "datetime"].get(selected) {
            map.insert(*name, base.clone());
        }
        if let Some(zone) = zone {
            map.insert("timezone", zone.into());
        }
        for name in INSTANTS {
            let call = find_scalar(name).unwrap().call;
            if let Ok(made) = call(&[Value::map(map.clone())], &host) {
                // What was made reads back as itself.
                let text = shown(&made);
                prop_assert_eq!(shown(&call(&[Value::string(&text)], &host).unwrap()), text);
            }
            let cut = find_scalar(&format!("{name}.truncate")).unwrap().call;
            for unit in UNITS {
                let _ = cut(&[unit.into(), base.clone(), truncated.clone()], &host);
            }
        }
    }

    #[test]
    fn arithmetic_at_the_extremes(
        a in any_instant(), b in any_instant(),
        months in extreme(), days in extreme(), seconds in extreme(),
    ) {
        let duration: Value = temporal::Duration::new(months, days, seconds, 1).unwrap().into();
        let _ = (temporal::add(&a, &duration), temporal::subtract(&a, &duration));
        for name in ["between", "inMonths", "inDays", "inSeconds"] {
            let call = find_scalar(&format!("duration.{name}")).unwrap().call;
            let host = Statement(Clock::fixed(0, 0));
            let measured = call(&[a.clone(), b.clone()], &host);
            // The measured time leads from one to the other, where both count the same things.
            if let (Ok(measured), true, true) = (measured, name == "between", a.kind() == b.kind()) {
                let reached = temporal::add(&a, &measured).unwrap();
                let same = match (&reached, &b) {
                    (Value::DateTime(x), Value::DateTime(y)) => x.epoch_seconds() == y.epoch_seconds(),
                    (Value::Time(_), _) => true,
                    _ => shown(&reached) == shown(&b),
                };
                prop_assert!(same, "{} + {} is {}, not {}", shown(&a), shown(&measured), shown(&reached), shown(&b));
            }
        }
        for name in FIELDS.iter().chain(&["weekYear", "timezone", "offset", "epochMillis"]) {
            let _ = temporal::component(&a, name);
            let _ = temporal::component(&duration, name);
        }
    }
}

//! Temporal values cut, measured, added up; the clock and null.

use super::{check, evaluate, refused};
use crate::diagnostic::Code;

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
        check(&format!(
            "datetime.truncate('{unit}', {instant}, {fields}) => {expected}"
        ));
    }
    check(
        "
        date.truncate('weekYear', date('1984-01-01'), {}) => 1983-01-03
        date.truncate('decade', date('-0001-05-05')) => -0010-01-01
        date.truncate('year') => 1984-01-01
        datetime.truncate('day', date('1984-10-11'), {nanosecond: 2}) => 1984-10-11T00:00:00.000000002Z
        localdatetime.truncate('hour', datetime('1984-10-11T12:31+01:00'), {nanosecond: 2}) => 1984-10-11T12:00:00.000000002
        localtime.truncate('day', time('12:31:14+01:00'), {nanosecond: 2}) => 00:00:00.000000002
        time.truncate('minute', localdatetime('1984-10-11T12:31:14'), {}) => 12:31Z
        time.truncate('hour', time('12:31:14-01:00'), {timezone: '+01:00'}) => 12:00+01:00
        ",
    );
    refused(
        Code::InvalidTemporalText,
        "
        date.truncate('hour', datetime())
        localtime.truncate('week', localtime())
        datetime.truncate('fortnight', datetime())
        datetime.truncate('millisecond', datetime(), {nanosecond: 1000000})
        date.truncate('year', date(), {hour: 1})
        ",
    );
    refused(
        Code::RuntimeInvalidArgumentType,
        "
        datetime.truncate('hour', date())
        localtime.truncate('hour', date())
        date.truncate('day', localtime())
        ",
    );
}

#[test]
fn measuring() {
    check(
        "
        duration.between(date('1984-10-11'), date('2015-06-24')) => P30Y8M13D
        duration.between(date('1984-10-11'), localdatetime('2016-07-21T21:45:22.142')) => P31Y9M10DT21H45M22.142S
        duration.between(date('1984-10-11'), localtime('16:30')) => PT16H30M
        duration.between(localtime('14:30'), date('2015-06-24')) => PT-14H-30M
        duration.between(time('14:30'), time('16:30+0100')) => PT1H
        duration.between(time('14:30'), datetime('2015-07-21T21:40:32.142+0100')) => PT6H10M32.142S
        duration.between(localdatetime('2018-01-02T10:00:00.1'), localdatetime('2018-01-01T10:00:00.2')) => PT-23H-59M-59.9S
        duration.between(datetime('2017-10-28T23:00+02:00[Europe/Stockholm]'), datetime('2017-10-29T04:00+01:00[Europe/Stockholm]')) => PT6H
        duration.between(date('-999999999-01-01'), date('+999999999-12-31')) => P1999999998Y11M30D
        duration.inMonths(date('2018-07-21'), datetime('2016-07-21T21:40:32.142+0100')) => P-1Y-11M
        duration.inMonths(datetime('2018-07-21T21:40:36.143+0500'), datetime('1984-07-21T22:40:36.143+0200')) => P-33Y-11M
        duration.inMonths(time('14:30'), date('2015-06-24')) => PT0S
        duration.inDays(date('1984-10-11'), datetime('2015-07-21T21:40:32.142+0100')) => P11240D
        duration.inDays(localdatetime('2018-01-02T10:00'), localdatetime('2018-01-01T12:00')) => PT0S
        duration.inSeconds(localdatetime('-999999999-01-01'), localdatetime('+999999999-12-31T23:59:59')) => PT17531639991215H59M59S
        duration.inSeconds(localtime('12:44:54.7'), localtime('12:34:55.3')) => PT-9M-59.4S
        duration.inSeconds(datetime('2017-10-29T00:00[Europe/Stockholm]'), localdatetime('2017-10-29T04:00')) => PT5H
        duration.inSeconds(localtime('00:00'), datetime('2017-10-29T04:00[Europe/Stockholm]')) => PT5H
        duration.inSeconds(datetime('2017-10-29T00:00[Europe/Stockholm]'), date('2017-10-30')) => PT25H
        duration.inSeconds(datetime(), datetime()) => PT0S
        ",
    );
    refused(
        Code::RuntimeInvalidArgumentType,
        "
        duration.between(1, date())
        duration.inDays(date(), duration('P1D'))
        ",
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
        check(&format!("{value} + {duration} => {sum}"));
        check(&format!("{duration} + {value} => {sum}"));
        check(&format!("{value} - {duration} => {difference}"));
    }
    check(
        "
        duration('P1D') * 2 => P2D
        0.5 * duration('P1D') => PT12H
        duration('P1M') / 3 => P10DT3H29M42S
        date('2020-01-01') + null => Null
        null * duration('P1D') => Null
        ",
    );
    refused(
        Code::RuntimeInvalidArgumentType,
        "
        date() - date()
        duration('P1D') - date()
        date() + 1
        date() * 2
        2 / duration('P1D')
        ",
    );
    refused(
        Code::DivisionByZero,
        "
        duration('P1D') / 0
        duration('P1D') / 0.0
        ",
    );
    refused(
        Code::NumberOutOfRange,
        "
        date('+999999999-12-31') + duration('P1D')
        duration('P1D') * 1e30
        datetime() + duration({months: 9223372036854775807})
        ",
    );
}

#[test]
fn the_clock_and_null() {
    check(
        "
        date() => 1984-10-11
        localtime.statement() => 12:31:14.645876123
        time.transaction('+02:00') => 14:31:14.645876123+02:00
        localdatetime.transaction('Pacific/Honolulu') => 1984-10-11T02:31:14.645876123
        datetime.statement({timezone: 'America/Los Angeles'}) => 1984-10-11T05:31:14.645876123-07:00[America/Los_Angeles]
        ",
    );
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
            check(&format!("{name}{call} => Null"));
        }
        check(&format!("{name}({{hour: null, year: 1}}) => Null"));
    }
    for name in [
        "duration.between",
        "duration.inMonths",
        "duration.inDays",
        "duration.inSeconds",
        "datetime.fromepoch",
    ] {
        check(&format!("{name}(null, null) => Null"));
    }
    check(
        "
        duration(null) => Null
        duration({days: null}) => Null
        datetime.fromepochmillis(null) => Null
        ",
    );
}

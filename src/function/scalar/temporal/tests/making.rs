//! Temporal values made from maps, texts, other values and the clock's epoch.

use super::{check, refused};
use crate::diagnostic::Code;

#[test]
fn dates_from_maps() {
    check(
        "
        date({year: 1984}) => 1984-01-01
        date({year: 1984, month: 10}) => 1984-10-01
        date({year: 1984, month: 10, day: 11}) => 1984-10-11
        date({year: 1984, week: 10, dayOfWeek: 3}) => 1984-03-07
        date({year: 1984, ordinalDay: 202}) => 1984-07-20
        date({year: 1984, quarter: 3}) => 1984-07-01
        date({year: 1984, quarter: 3, dayOfQuarter: 45}) => 1984-08-14
        date({year: 1817, week: 1}) => 1816-12-30
        date({year: 1818, week: 53}) => 1818-12-28
        date({date: date('1816-12-30'), week: 2, dayOfWeek: 3}) => 1817-01-08
        date({date: date('1816-12-31'), week: 2}) => 1817-01-07
        date({date: date('1816-12-31'), year: 1817, week: 2}) => 1817-01-07
        date({date: date('1984-11-11'), year: 28}) => 0028-11-11
        date({date: date('1984-11-11'), day: 28}) => 1984-11-28
        date({date: date('1984-11-11'), week: 1}) => 1984-01-08
        date({date: date('1984-11-11'), ordinalDay: 28}) => 1984-01-28
        date({date: date('1984-11-11'), quarter: 3}) => 1984-08-11
        date({date: date('2020-02-29'), year: 2021}) => 2021-02-28
        date({date: date('2020-12-31'), month: 2}) => 2020-02-29
        date(datetime('1984-10-11T23:00-05:00')) => 1984-10-11
        date({date: localdatetime('1984-10-11T12:00'), day: 1}) => 1984-10-01
        date({timezone: '+13:00'}) => 1984-10-12
        ",
    );
    refused(
        Code::InvalidTemporalText,
        "
        date({})
        date({month: 1})
        date({year: 1984, day: 1})
        date({year: 1984, dayOfWeek: 1})
        date({year: 1984, dayOfQuarter: 1})
        date({year: 1984, month: 2, day: 30})
        date({year: 1983, week: 53})
        date({year: 1984, week: 1, day: 1})
        date({year: 1000000000})
        date({year: 1984, hour: 1})
        date({year: 1984, timezone: 'Z'})
        date({year: 1984, moon: 1})
        date({epochSeconds: 1})
        ",
    );
    refused(
        Code::RuntimeInvalidArgumentType,
        "
        date(1)
        date({year: '1984'})
        date({year: 1984.0})
        date(localtime())
        date({date: 1})
        date(duration('P1D'))
        ",
    );
}

#[test]
fn times_from_maps_and_values() {
    check(
        "
        localtime({hour: 12, minute: 31, second: 14, nanosecond: 789, millisecond: 123, microsecond: 456}) => 12:31:14.123456789
        localtime({hour: 12, minute: 31, second: 14, microsecond: 645876}) => 12:31:14.645876
        localtime({hour: 12}) => 12:00
        localtime({time: time('12:31:14.5+01:00'), second: 42}) => 12:31:42.5
        localtime({time: time('12:31:14.5+01:00'), millisecond: 1}) => 12:31:14.001
        localtime(datetime('1984-10-11T12:00+01:00')) => 12:00
        time({hour: 12, minute: 34, second: 56, timezone: '+02:05:59'}) => 12:34:56+02:05:59
        time({hour: 12, minute: 34, second: 56, timezone: '-02:05:07'}) => 12:34:56-02:05:07
        time({hour: 12, timezone: 'Europe/Stockholm'}) => 12:00+01:00
        time(localtime('12:31')) => 12:31Z
        time({time: localtime('12:31'), timezone: '+05:00'}) => 12:31+05:00
        time({time: time('12:31:14+01:00'), second: 42, timezone: '+05:00'}) => 16:31:42+05:00
        time({time: datetime('1984-10-11T12:00[Europe/Stockholm]'), timezone: '+05:00'}) => 16:00+05:00
        time({time: datetime('1984-10-11T12:00[Europe/Stockholm]'), second: 42}) => 12:00:42+01:00
        time({timezone: '+01:00'}) => 13:31:14.645876123+01:00
        ",
    );
    refused(
        Code::InvalidTemporalText,
        "
        localtime({minute: 1})
        localtime({hour: 1, second: 1})
        localtime({hour: 1, minute: 2, nanosecond: 3})
        localtime({hour: 24})
        localtime({hour: 1, minute: 2, second: 3, millisecond: 1000})
        localtime({hour: 1, minute: 2, second: 3, millisecond: 1, microsecond: 1000})
        time({hour: 1, timezone: 'Mars'})
        time({year: 1984, hour: 1})
        localtime({hour: 1, timezone: 'Z'})
        ",
    );
}

#[test]
fn datetimes_from_maps_and_values() {
    check(
        "
        localdatetime({year: 1984, week: 10, dayOfWeek: 3, hour: 12}) => 1984-03-07T12:00
        localdatetime({year: 1984, hour: 12}) => 1984-01-01T12:00
        localdatetime({date: datetime('1984-10-11T12:00+01:00'), day: 28, hour: 10}) => 1984-10-28T10:00
        localdatetime({date: date('1984-10-11'), time: time('12:31:14+01:00'), day: 28, second: 42}) => 1984-10-28T12:31:42
        localdatetime({datetime: datetime('1984-10-11T12:00+01:00'), day: 28, second: 42}) => 1984-10-28T12:00:42
        datetime({year: 1984, ordinalDay: 202, timezone: 'Europe/Stockholm'}) => 1984-07-20T00:00+02:00[Europe/Stockholm]
        datetime({date: datetime('1984-10-11T12:00+01:00'), hour: 10}) => 1984-10-11T10:00Z
        datetime({date: date('1984-10-11'), time: time('12:31+01:00'), timezone: '+05:00'}) => 1984-10-11T16:31+05:00
        datetime({date: localdatetime('1984-03-07T12:31'), time: datetime('1984-10-11T12:00[Europe/Stockholm]'), day: 28, second: 42, timezone: 'Pacific/Honolulu'}) => 1984-03-28T00:00:42-10:00[Pacific/Honolulu]
        datetime({date: localdatetime('1984-03-07T12:31'), time: datetime('1984-10-11T12:00[Europe/Stockholm]'), timezone: '+05:00'}) => 1984-03-07T16:00+05:00
        datetime({date: date('1984-10-11'), time: time('01:00+12:00'), timezone: 'Z'}) => 1984-10-10T13:00Z
        datetime({year: 1984, month: 10, day: 11, time: localtime('12:31'), timezone: '+05:00'}) => 1984-10-11T12:31+05:00
        datetime({datetime: datetime('1984-10-11T12:00[Europe/Stockholm]'), timezone: '+05:00'}) => 1984-10-11T16:00+05:00
        datetime({datetime: localdatetime('1984-10-11T12:00'), timezone: '+05:00'}) => 1984-10-11T12:00+05:00
        datetime(localdatetime('1984-10-11T12:00')) => 1984-10-11T12:00Z
        datetime({datetime: datetime('2017-10-29T02:30+01:00[Europe/Stockholm]'), second: 1}) => 2017-10-29T02:30:01+01:00[Europe/Stockholm]
        datetime({epochSeconds: 416779, nanosecond: 999999999}) => 1970-01-05T19:46:19.999999999Z
        datetime({epochMillis: -1, timezone: '+01:00'}) => 1970-01-01T00:59:59.999+01:00
        datetime.fromepoch(416779, 999999999) => 1970-01-05T19:46:19.999999999Z
        datetime.fromepoch(0, -1) => 1969-12-31T23:59:59.999999999Z
        datetime.fromepochmillis(237821673987) => 1977-07-15T13:34:33.987Z
        ",
    );
    refused(
        Code::InvalidTemporalText,
        "
        datetime({datetime: datetime(), date: date()})
        datetime({epochSeconds: 1, hour: 1})
        datetime({epochSeconds: 1, epochMillis: 1})
        datetime({epochMillis: 1, nanosecond: 1000000})
        ",
    );
    refused(
        Code::NumberOutOfRange,
        "
        datetime({epochSeconds: 9223372036854775807})
        datetime.fromepoch(9223372036854775807, 9223372036854775807)
        ",
    );
}

#[test]
fn durations_from_maps() {
    check(
        "
        duration({days: 14, hours: 16, minutes: 12}) => P14DT16H12M
        duration({months: 5, days: 1.5}) => P5M1DT12H
        duration({months: 0.75}) => P22DT19H51M49.5S
        duration({weeks: 2.5}) => P17DT12H
        duration({quarters: 3}) => P9M
        duration({minutes: 1.5, seconds: 1}) => PT1M31S
        duration({hours: 0.1}) => PT6M
        duration({seconds: -60, milliseconds: -1}) => PT-1M-0.001S
        duration({days: 1, milliseconds: -1}) => P1DT-0.001S
        duration({months: 0.5, days: -14.5}) => PT17H14M33S
        duration({milliseconds: 9223372036854775807}) => PT2562047788015H12M55.807S
        duration({years: 12.5, months: 5.5, days: 14.5, hours: 16.5, minutes: 12.5, seconds: 70.5, nanoseconds: 3}) => P12Y11M29DT33H58M13.500000003S
        ",
    );
    refused(
        Code::InvalidTemporalText,
        "
        duration({})
        duration({day: 1})
        duration('1D')
        ",
    );
    refused(
        Code::RuntimeInvalidArgumentType,
        "
        duration({days: '1'})
        duration(1)
        duration(date())
        ",
    );
    refused(
        Code::NumberOutOfRange,
        "
        duration({years: 9223372036854775807})
        duration({days: 1e40})
        ",
    );
}

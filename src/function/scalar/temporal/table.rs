//! The declarations of the temporal functions.
//!
//! Knows nothing of how they work.

use super::call;
use crate::function::{Accepts, Argument, Call, ResultKind, ScalarFunction, Volatility};
use crate::value::Kind;
use crate::value::temporal::{Measure, Moment};

/// All temporal functions.
pub const ALL: &[ScalarFunction] = &[
    instant(
        "date",
        |_| Kind::Date,
        "Makes a date from a text, a map of components or another temporal value; without an argument it is the start of the statement.",
        "date('2015-07-21')",
        |args, host| call::date(args, host.clock()),
    ),
    moment(
        "date.transaction",
        |_| Kind::Date,
        Volatility::Statement,
        "Gives a date: the moment when the transaction started, in this time zone.",
        "date.transaction('Europe/Stockholm')",
        |args, host| call::date_at(Moment::Transaction, args, host.clock()),
    ),
    moment(
        "date.statement",
        |_| Kind::Date,
        Volatility::Statement,
        "Gives a date: the moment when the statement started, in this time zone.",
        "date.statement('Europe/Stockholm')",
        |args, host| call::date_at(Moment::Statement, args, host.clock()),
    ),
    moment(
        "date.realtime",
        |_| Kind::Date,
        Volatility::Volatile,
        "Gives a date: the moment when it is called, in this time zone.",
        "date.realtime('Europe/Stockholm')",
        |args, host| call::date_at(Moment::Realtime, args, host.clock()),
    ),
    truncated(
        "date.truncate",
        |_| Kind::Date,
        "Gives a date: the start of the unit in which the value lies, with these components set.",
        "date.truncate('month', date('2015-07-21'))",
        |args, host| call::truncate_date(args, host.clock()),
    ),
    instant(
        "localtime",
        |_| Kind::LocalTime,
        "Makes a time of day without zone from a text, a map of components or another temporal value; without an argument it is the start of the statement.",
        "localtime('21:40:32')",
        |args, host| call::localtime(args, host.clock()),
    ),
    moment(
        "localtime.transaction",
        |_| Kind::LocalTime,
        Volatility::Statement,
        "Gives a time of day without zone: the moment when the transaction started, in this time zone.",
        "localtime.transaction('Europe/Stockholm')",
        |args, host| call::localtime_at(Moment::Transaction, args, host.clock()),
    ),
    moment(
        "localtime.statement",
        |_| Kind::LocalTime,
        Volatility::Statement,
        "Gives a time of day without zone: the moment when the statement started, in this time zone.",
        "localtime.statement('Europe/Stockholm')",
        |args, host| call::localtime_at(Moment::Statement, args, host.clock()),
    ),
    moment(
        "localtime.realtime",
        |_| Kind::LocalTime,
        Volatility::Volatile,
        "Gives a time of day without zone: the moment when it is called, in this time zone.",
        "localtime.realtime('Europe/Stockholm')",
        |args, host| call::localtime_at(Moment::Realtime, args, host.clock()),
    ),
    truncated(
        "localtime.truncate",
        |_| Kind::LocalTime,
        "Gives a time of day without zone: the start of the unit in which the value lies, with these components set.",
        "localtime.truncate('minute', localtime('21:40:32'))",
        |args, host| call::truncate_localtime(args, host.clock()),
    ),
    instant(
        "time",
        |_| Kind::Time,
        "Makes a time of day with an offset from UTC from a text, a map of components or another temporal value; without an argument it is the start of the statement.",
        "time('21:40:32+01:00')",
        |args, host| call::time(args, host.clock()),
    ),
    moment(
        "time.transaction",
        |_| Kind::Time,
        Volatility::Statement,
        "Gives a time of day with an offset from UTC: the moment when the transaction started, in this time zone.",
        "time.transaction('Europe/Stockholm')",
        |args, host| call::time_at(Moment::Transaction, args, host.clock()),
    ),
    moment(
        "time.statement",
        |_| Kind::Time,
        Volatility::Statement,
        "Gives a time of day with an offset from UTC: the moment when the statement started, in this time zone.",
        "time.statement('Europe/Stockholm')",
        |args, host| call::time_at(Moment::Statement, args, host.clock()),
    ),
    moment(
        "time.realtime",
        |_| Kind::Time,
        Volatility::Volatile,
        "Gives a time of day with an offset from UTC: the moment when it is called, in this time zone.",
        "time.realtime('Europe/Stockholm')",
        |args, host| call::time_at(Moment::Realtime, args, host.clock()),
    ),
    truncated(
        "time.truncate",
        |_| Kind::Time,
        "Gives a time of day with an offset from UTC: the start of the unit in which the value lies, with these components set.",
        "time.truncate('minute', time('21:40:32+01:00'))",
        |args, host| call::truncate_time(args, host.clock()),
    ),
    instant(
        "localdatetime",
        |_| Kind::LocalDateTime,
        "Makes a date with time without zone from a text, a map of components or another temporal value; without an argument it is the start of the statement.",
        "localdatetime('2015-07-21T21:40:32')",
        |args, host| call::localdatetime(args, host.clock()),
    ),
    moment(
        "localdatetime.transaction",
        |_| Kind::LocalDateTime,
        Volatility::Statement,
        "Gives a date with time without zone: the moment when the transaction started, in this time zone.",
        "localdatetime.transaction('Europe/Stockholm')",
        |args, host| call::localdatetime_at(Moment::Transaction, args, host.clock()),
    ),
    moment(
        "localdatetime.statement",
        |_| Kind::LocalDateTime,
        Volatility::Statement,
        "Gives a date with time without zone: the moment when the statement started, in this time zone.",
        "localdatetime.statement('Europe/Stockholm')",
        |args, host| call::localdatetime_at(Moment::Statement, args, host.clock()),
    ),
    moment(
        "localdatetime.realtime",
        |_| Kind::LocalDateTime,
        Volatility::Volatile,
        "Gives a date with time without zone: the moment when it is called, in this time zone.",
        "localdatetime.realtime('Europe/Stockholm')",
        |args, host| call::localdatetime_at(Moment::Realtime, args, host.clock()),
    ),
    truncated(
        "localdatetime.truncate",
        |_| Kind::LocalDateTime,
        "Gives a date with time without zone: the start of the unit in which the value lies, with these components set.",
        "localdatetime.truncate('month', localdatetime('2015-07-21T21:40:32'))",
        |args, host| call::truncate_localdatetime(args, host.clock()),
    ),
    instant(
        "datetime",
        |_| Kind::DateTime,
        "Makes a date with time and zone from a text, a map of components or another temporal value; without an argument it is the start of the statement.",
        "datetime('2015-07-21T21:40:32[Europe/Stockholm]')",
        |args, host| call::datetime(args, host.clock()),
    ),
    moment(
        "datetime.transaction",
        |_| Kind::DateTime,
        Volatility::Statement,
        "Gives a date with time and zone: the moment when the transaction started, in this time zone.",
        "datetime.transaction('Europe/Stockholm')",
        |args, host| call::datetime_at(Moment::Transaction, args, host.clock()),
    ),
    moment(
        "datetime.statement",
        |_| Kind::DateTime,
        Volatility::Statement,
        "Gives a date with time and zone: the moment when the statement started, in this time zone.",
        "datetime.statement('Europe/Stockholm')",
        |args, host| call::datetime_at(Moment::Statement, args, host.clock()),
    ),
    moment(
        "datetime.realtime",
        |_| Kind::DateTime,
        Volatility::Volatile,
        "Gives a date with time and zone: the moment when it is called, in this time zone.",
        "datetime.realtime('Europe/Stockholm')",
        |args, host| call::datetime_at(Moment::Realtime, args, host.clock()),
    ),
    truncated(
        "datetime.truncate",
        |_| Kind::DateTime,
        "Gives a date with time and zone: the start of the unit in which the value lies, with these components set.",
        "datetime.truncate('month', datetime('2015-07-21T21:40:32[Europe/Stockholm]'))",
        |args, host| call::truncate_datetime(args, host.clock()),
    ),
    ScalarFunction {
        name: "datetime.fromepoch",
        aliases: &[],
        arguments: &[
            Argument::needed("seconds", Accepts::INTEGER),
            Argument::needed("nanoseconds", Accepts::INTEGER),
        ],
        variadic: false,
        first_known: false,
        shared_by: None,
        result: |_| Kind::DateTime,
        volatility: Volatility::Pure,
        doc: "Gives the instant so many seconds and nanoseconds after 1970-01-01T00:00Z.",
        example: "datetime.fromepoch(416779, 999999999)",
        call: |args, _| call::from_epoch(args),
    },
    ScalarFunction {
        name: "datetime.fromepochmillis",
        aliases: &[],
        arguments: &[Argument::needed("milliseconds", Accepts::INTEGER)],
        variadic: false,
        first_known: false,
        shared_by: None,
        result: |_| Kind::DateTime,
        volatility: Volatility::Pure,
        doc: "Gives the instant so many milliseconds after 1970-01-01T00:00Z.",
        example: "datetime.fromepochmillis(237821673987)",
        call: |args, _| call::from_epoch_millis(args),
    },
    ScalarFunction {
        name: "duration",
        aliases: &[],
        arguments: &[Argument::needed(
            "value",
            Accepts::STRING.or(Accepts::MAP).or(Accepts::DURATION),
        )],
        variadic: false,
        first_known: false,
        shared_by: None,
        result: |_| Kind::Duration,
        volatility: Volatility::Pure,
        doc: "Makes a duration from a text or a map of components.",
        example: "duration({days: 14, hours: 16.5})",
        call: |args, _| call::duration(args),
    },
    between(
        "duration.between",
        "Gives the time from one instant to another in months, days and seconds.",
        "duration.between(date('1984-10-11'), date('2015-06-24'))",
        |args, _| call::between(Measure::Mixed, args),
    ),
    between(
        "duration.inMonths",
        "Gives the time from one instant to another in whole months.",
        "duration.inMonths(date('1984-10-11'), date('2015-06-24'))",
        |args, _| call::between(Measure::Months, args),
    ),
    between(
        "duration.inDays",
        "Gives the time from one instant to another in whole days.",
        "duration.inDays(date('1984-10-11'), date('2015-06-24'))",
        |args, _| call::between(Measure::Days, args),
    ),
    between(
        "duration.inSeconds",
        "Gives the time from one instant to another in seconds.",
        "duration.inSeconds(localtime('12:30'), localtime('14:00'))",
        |args, _| call::between(Measure::Seconds, args),
    ),
];

const VALUE: &[Argument] = &[Argument::optional(
    "value",
    Accepts::STRING.or(Accepts::MAP).or(Accepts::INSTANT),
)];

const TIMEZONE: &[Argument] = &[Argument::optional(
    "timezone",
    Accepts::STRING.or(Accepts::MAP),
)];

const CUT: &[Argument] = &[
    Argument::needed("unit", Accepts::STRING),
    Argument::optional("value", Accepts::INSTANT),
    Argument::optional("components", Accepts::MAP),
];

const ENDS: &[Argument] = &[
    Argument::needed("from", Accepts::INSTANT),
    Argument::needed("to", Accepts::INSTANT),
];

/// A function that makes an instant of one type.
const fn instant(
    name: &'static str,
    result: ResultKind,
    doc: &'static str,
    example: &'static str,
    call: Call,
) -> ScalarFunction {
    ScalarFunction {
        name,
        aliases: &[],
        arguments: VALUE,
        variadic: false,
        first_known: false,
        shared_by: None,
        result,
        volatility: Volatility::Statement,
        doc,
        example,
        call,
    }
}

/// A function that reads the clock.
const fn moment(
    name: &'static str,
    result: ResultKind,
    volatility: Volatility,
    doc: &'static str,
    example: &'static str,
    call: Call,
) -> ScalarFunction {
    ScalarFunction {
        name,
        aliases: &[],
        arguments: TIMEZONE,
        variadic: false,
        first_known: false,
        shared_by: None,
        result,
        volatility,
        doc,
        example,
        call,
    }
}

/// A function that cuts an instant to a unit.
const fn truncated(
    name: &'static str,
    result: ResultKind,
    doc: &'static str,
    example: &'static str,
    call: Call,
) -> ScalarFunction {
    ScalarFunction {
        name,
        aliases: &[],
        arguments: CUT,
        variadic: false,
        first_known: false,
        shared_by: None,
        result,
        volatility: Volatility::Statement,
        doc,
        example,
        call,
    }
}

/// A function that measures from one instant to another.
const fn between(
    name: &'static str,
    doc: &'static str,
    example: &'static str,
    call: Call,
) -> ScalarFunction {
    ScalarFunction {
        name,
        aliases: &[],
        arguments: ENDS,
        variadic: false,
        first_known: false,
        shared_by: None,
        result: |_| Kind::Duration,
        volatility: Volatility::Pure,
        doc,
        example,
        call,
    }
}

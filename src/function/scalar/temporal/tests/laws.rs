//! Laws of temporal functions over generated arguments, at the ends of all ranges too: a value or an error, no panic.

use proptest::prelude::*;

use super::{Statement, shown};
use crate::function::find_scalar;
use crate::value::temporal::{self, Clock};
use crate::value::{Map, Value};

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

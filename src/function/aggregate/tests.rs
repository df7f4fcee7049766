//! The aggregates: results, and that it does not matter how a group is cut.

use std::cmp::Ordering;

use proptest::prelude::*;

use crate::diagnostic::{Interrupt, Result};
use crate::function::{aggregates, find_aggregate};
use crate::value::temporal::{Duration, Time};
use crate::value::{Map, Value, literal, order};

type Rows = Vec<(Vec<Value>, u64)>;

fn run(name: &str, parts: &[Rows]) -> Result<Value> {
    let function = find_aggregate(name).unwrap_or_else(|| panic!("no aggregate {name}"));
    let mut whole = (function.start)();
    for part in parts {
        let mut state = (function.start)();
        for (arguments, times) in part {
            state.push(arguments, *times)?;
        }
        whole.merge(state, &Interrupt::default())?;
    }
    whole.finish(&Interrupt::default())
}

#[track_caller]
fn check(name: &str, rows: &[&[Value]], expected: &str) {
    let rows: Rows = rows.iter().map(|row| (row.to_vec(), 1)).collect();
    let result = match run(name, &[rows]) {
        Ok(value) => literal::text(&value),
        Err(problem) => format!("{:?}", problem.code()),
    };
    assert_eq!(result, expected, "{name}");
}

fn v(value: impl Into<Value>) -> Value {
    value.into()
}

const NULL: Value = Value::Null;

#[test]
fn results() {
    check("count", &[&[v(1)], &[NULL], &[v("a")]], "2");
    check("count", &[&[], &[]], "2");
    check("count", &[], "0");
    check("sum", &[], "0");
    check("sum", &[&[v(33)], &[NULL], &[v(42)]], "75");
    check("sum", &[&[v(1)], &[v(0.5)]], "1.5");
    check("sum", &[&[v(i64::MAX)], &[v(1)]], "ArithmeticOverflow");
    check(
        "sum",
        &[&[v(i64::MAX)], &[v(1)], &[v(-1)]],
        "9223372036854775807",
    );
    check("sum", &[&[v(0.1)], &[v(0.2)], &[v(0.3)]], "0.6");
    check("sum", &[&[v(1e308)], &[v(1e308)]], "Inf");
    check("sum", &[&[v("a")]], "InvalidArgumentValue");
    let day = || v("P1D".parse::<Duration>().unwrap());
    check("sum", &[&[day()], &[day()]], "'P2D'");
    check("sum", &[&[day()], &[v(1)]], "InvalidArgumentValue");
    check("avg", &[], "null");
    check("avg", &[&[v(1)], &[v(2)], &[NULL]], "1.5");
    check("avg", &[&[day()], &[day()]], "'P1D'");
    check("min", &[&[v(1)], &[v(2)], &[v(0)], &[NULL], &[v(-1)]], "-1");
    check(
        "max",
        &[&[v("a")], &[v("b")], &[v("B")], &[NULL], &[v("abc")]],
        "'b'",
    );
    let list = || Value::list(vec![v(1), v(2)]);
    let mixed = [v(1), v("a"), NULL, list(), v(0.2), v("b")].map(|value| [value]);
    let mixed: Vec<&[Value]> = mixed.iter().map(|row| &row[..]).collect();
    check("max", &mixed, "1");
    check("min", &mixed, "[1, 2]");
    check("min", &[], "null");
    check("collect", &[&[v(1)], &[NULL], &[v("a")]], "[1, 'a']");
    check("collect", &[], "[]");
    check("stDev", &[&[v(1)], &[v(2)], &[v(3)]], "1.0");
    check("stDevP", &[&[v(1)], &[v(3)]], "1.0");
    check("stDev", &[&[v(1)]], "0.0");
    check("stDevP", &[], "0.0");
}

#[test]
fn of_the_same_it_does_not_matter_which_comes_first() {
    let list = |numbers: &[Value]| Value::list(numbers.to_vec());
    let map = |number: Value| {
        let mut map = Map::new();
        map.insert("a", number);
        Value::map(map)
    };
    let time = |text: &str| v(text.parse::<Time>().unwrap());
    let pairs = [
        (v(1), v(1.0)),
        (v(0.0), v(-0.0)),
        (v(0), v(-0.0)),
        (list(&[v(1), v(2.0)]), list(&[v(1.0), v(2)])),
        (list(&[v(1), v(0.0)]), list(&[v(1), v(-0.0)])),
        (map(v(1)), map(v(1.0))),
        (list(&[map(v(1))]), list(&[map(v(1.0))])),
    ];
    let both = |name, a: &Value, b: &Value, expected: &Value| {
        for rows in [[a, b], [b, a]] {
            check(
                name,
                &rows.map(std::slice::from_ref),
                &literal::text(expected),
            );
        }
    };
    for (first, second) in pairs {
        assert_eq!(order::compare(&first, &second), Ordering::Equal);
        both("min", &first, &second, &first);
        both("max", &first, &second, &first);
    }
    // The same moment in two zones is two values.
    let [west, east] = [time("10:00-01:00"), time("12:00+01:00")];
    both("min", &west, &east, &west);
    both("max", &west, &east, &east);
}

#[test]
fn percentiles() {
    let rows = |numbers: &[f64], percentile: Value| -> Vec<[Value; 2]> {
        numbers
            .iter()
            .map(|number| [v(*number), percentile.clone()])
            .collect()
    };
    #[track_caller]
    fn of(name: &str, rows: Vec<[Value; 2]>, expected: &str) {
        let rows: Vec<&[Value]> = rows.iter().map(|row| &row[..]).collect();
        check(name, &rows, expected);
    }
    let three = [20.0, 10.0, 30.0];
    for (percentile, expected) in [(0.0, "10.0"), (0.5, "20.0"), (1.0, "30.0")] {
        of("percentileDisc", rows(&three, v(percentile)), expected);
        of("percentileCont", rows(&three, v(percentile)), expected);
    }
    of("percentileDisc", rows(&three, v(0.4)), "20.0");
    of("percentileDisc", rows(&three, v(0.3)), "10.0");
    of("percentileCont", rows(&three, v(0.25)), "15.0");
    of("percentileCont", rows(&[], v(0.25)), "null");
    of("percentileDisc", vec![[v(1), v(1)], [NULL, v(1)]], "1");
    for wrong in [v(1000), v(-1), v(1.1), v(f64::NAN)] {
        of("percentileCont", rows(&three, wrong), "NumberOutOfRange");
    }
}

proptest! {
    /// Whether a group comes at once, in parts, or with multiplicities, the result is the same.
    #[test]
    fn parts_make_the_whole(
        numbers in prop::collection::vec((prop_oneof![
            Just(NULL),
            (-1000..1000_i64).prop_map(Value::Integer),
            (-1000..1000_i32).prop_map(|number| Value::Float(f64::from(number) / 4.0)),
        ], 1..3_u64), 0..12),
        cut in 0..12_usize,
    ) {
        let cut = cut.min(numbers.len());
        for function in aggregates() {
            let arity = function.arguments.len();
            let row = |value: &Value| {
                let mut row = vec![value.clone()];
                row.resize(arity, Value::Float(0.5));
                row
            };
            let rows: Rows = numbers.iter().map(|(value, times)| (row(value), *times)).collect();
            let singles: Rows = numbers
                .iter()
                .flat_map(|(value, times)| (0..*times).map(|_| (row(value), 1)))
                .collect();
            let parts = [rows[..cut].to_vec(), rows[cut..].to_vec()];
            let whole = run(function.name, &[singles]).unwrap();
            let merged = run(function.name, &parts).unwrap();
            match (&whole, &merged) {
                (Value::Float(a), Value::Float(b)) => {
                    prop_assert!((a - b).abs() <= 1e-9 * a.abs().max(1.0), "{}", function.name);
                }
                _ => prop_assert_eq!(literal::text(&whole), literal::text(&merged)),
            }
        }
    }
}

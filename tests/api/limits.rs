//! Limits on time and memory end a statement, not the program.

use std::time::Duration;

use quipu::{Database, Limits};

use super::ask;

#[test]
fn time() {
    let mut session = Database::new().session();
    session.set_limits(Limits {
        time: Some(Duration::from_millis(50)),
        ..Limits::default()
    });
    let text = "UNWIND range(1, 100000000000) AS a WITH a WHERE a < 0 RETURN count(a)";
    assert_eq!(ask(&mut session, text), "TimeLimit");
    session.set_limits(Limits::default());
    assert_eq!(ask(&mut session, "RETURN 1"), "1");
}

#[test]
fn memory() {
    let mut session = Database::new().session();
    session.set_limits(Limits {
        memory: Some(1 << 20),
        ..Limits::default()
    });
    let text = "UNWIND range(1, 10000000) AS a RETURN a ORDER BY -a";
    assert_eq!(ask(&mut session, text), "MemoryLimit");
    assert_eq!(
        ask(&mut session, "UNWIND range(1, 3) AS a RETURN a ORDER BY -a"),
        "3;2;1"
    );
}

/// What each operator of a statement holds at the most, as `PROFILE` shows it.
fn held(session: &mut quipu::Session, text: &str) -> Vec<(String, i64)> {
    let answer = session.run(&format!("PROFILE {text}"), &quipu::Map::new());
    let answer = answer.unwrap_or_else(|error| panic!("{text}: {}", error.detail()));
    let place = |name: &str| answer.columns().iter().position(|column| column == name);
    let (Some(operator), Some(bytes)) = (place("operator"), place("bytes")) else {
        panic!("PROFILE shows no bytes: {:?}", answer.columns());
    };
    let rows = answer.rows().iter();
    rows.filter_map(|row| match (&row[operator], &row[bytes]) {
        (quipu::value::Value::String(name), quipu::value::Value::Integer(bytes)) => {
            Some((name.trim().to_owned(), *bytes))
        }
        _ => None,
    })
    .collect()
}

/// Who holds rows is told apart from who hands them through, also where plans are nested.
#[test]
fn memory_of_each_operator() {
    let mut session = Database::new().session();
    ask(&mut session, "UNWIND range(1, 30) AS x CREATE (:A {x: x})");
    // Bytes per number that come together in the operator named; a batch or so beside them.
    for (text, holder, least, most) in [
        (
            "UNWIND range(1, #) AS x WITH x ORDER BY -x RETURN count(x)",
            "Sort",
            16,
            40,
        ),
        (
            "UNWIND range(1, #) AS x RETURN DISTINCT x",
            "Distinct",
            16,
            200,
        ),
        (
            "UNWIND range(1, #) AS x RETURN size(collect(x)) AS n",
            "Aggregate",
            16,
            80,
        ),
        (
            "UNWIND range(1, #) AS x RETURN x % # AS k, count(*) AS n",
            "Aggregate",
            80,
            500,
        ),
        ("UNWIND range(1, #) AS x CREATE (:B)", "Create", 8, 200),
        (
            "RETURN COUNT { UNWIND range(1, #) AS x RETURN DISTINCT x } AS n",
            "Distinct",
            16,
            200,
        ),
    ] {
        for count in [20_000_i64, 80_000] {
            let text = text.replace('#', &count.to_string());
            let held = held(&mut session, &text);
            let of_holder = held.iter().filter(|(name, _)| name == holder);
            let bytes = of_holder.map(|(_, bytes)| *bytes).max().unwrap_or(0);
            assert!(
                (least * count..most * count).contains(&bytes),
                "{text}: {held:?}"
            );
            for (name, bytes) in &held {
                // Two batches of numbers, or of values.
                assert!(name == holder || *bytes < 200_000, "{text}: {held:?}");
            }
        }
    }
    let held = held(&mut session, "MATCH (a:A) WHERE a.x < 7 RETURN a.x AS x");
    assert!(held.iter().all(|(_, bytes)| *bytes < 10_000), "{held:?}");
}

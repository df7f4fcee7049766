//! How much work queries are: which operators carry them out, and how many rows these hand on in all.
//!
//! A change that makes a plan worse shows here as another list of operators or as more rows, whatever the machine. In: the
//! queries of `table`. Out: a failure per query that takes another way or more rows than noted. `QUIPU_WORK=print` prints
//! what is found instead, in the form of the table.

mod estimates;
mod network;
mod table;

use quipu::value::{Map, Value};
use quipu::{Planning, Session};
use table::{Case, TABLE};

/// The values that parameters have in all queries.
fn parameters() -> Map {
    [
        ("id", Value::Integer(17)),
        ("id2", Value::Integer(101)),
        ("firstName", "First 5".into()),
        ("country", "Country 2".into()),
        ("other", "Country 3".into()),
        ("city", "City 4".into()),
        ("tag", "Tag 6".into()),
        ("gender", "male".into()),
        ("from", "2012-03-01T00:00:00Z".into()),
        ("until", "2013-09-01T00:00:00Z".into()),
        ("low", Value::Integer(25)),
        ("high", Value::Integer(40)),
        ("word", "7".into()),
        ("prefix", "Last 3".into()),
        ("year", Value::Integer(2005)),
    ]
    .into_iter()
    .map(|(name, value)| (std::sync::Arc::from(name), value))
    .collect()
}

/// The operators that carried a query out, in order, and the rows they handed on.
fn work(session: &mut Session, query: &str) -> (Vec<String>, i64) {
    let answer = match session.run(&format!("PROFILE {query}"), &parameters()) {
        Ok(answer) => answer,
        Err(error) => panic!("{query}: {}", error.detail()),
    };
    let place = |name: &str| answer.columns().iter().position(|column| column == name);
    let (Some(operator), Some(rows)) = (place("operator"), place("rows")) else {
        panic!(
            "PROFILE has no operators or no rows: {:?}",
            answer.columns()
        );
    };
    let mut operators = Vec::new();
    let mut sum = 0;
    for row in answer.rows() {
        if let Value::String(name) = &row[operator] {
            operators.push(name.trim().to_owned());
        }
        if let Value::Integer(rows) = row[rows] {
            sum += rows;
        }
    }
    (operators, sum)
}

/// The rows of an answer, as text.
fn rows(session: &mut Session, planning: Planning, query: &str) -> Vec<String> {
    session.set_planning(planning);
    let answer = session.run(query, &parameters());
    session.set_planning(Planning::Optimized);
    match answer {
        Ok(answer) => answer.rows().iter().map(|row| format!("{row:?}")).collect(),
        Err(error) => panic!("{query}: {}", error.detail()),
    }
}

#[test]
fn queries_take_the_ways_and_the_rows_noted() {
    let print = std::env::var("QUIPU_WORK").is_ok_and(|mode| mode == "print");
    let mut session = network::network();
    let (mut wrong, mut answered) = (Vec::new(), 0);
    for Case {
        query,
        operators,
        rows: most,
    } in TABLE
    {
        let (found, sum) = work(&mut session, query);
        let found = found.join(" ");
        if found != *operators || sum > *most {
            wrong.push(format!("{query}\n  {found}\n  {sum}"));
        }
        answered += usize::from(!rows(&mut session, Planning::Optimized, query).is_empty());
    }
    assert!(!print, "@@\n{}", wrong.join("\n"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // A query that finds nothing says little about its work.
    assert!(answered >= 30, "only {answered} queries find anything");
}

#[test]
fn the_ways_give_the_rows_of_the_plan_as_written() {
    let mut session = network::network();
    for Case { query, .. } in TABLE {
        let found = rows(&mut session, Planning::Optimized, query);
        assert_eq!(
            found,
            rows(&mut session, Planning::Textual, query),
            "{query}"
        );
    }
}

//! Statements: parameters, answers, errors with their places.

use quipu::{Code, Database, Map, Value};

use super::{ask, shown};

#[test]
fn answers_have_columns_rows_and_counters() {
    let mut session = Database::new().session();
    let answer = session
        .run(
            "CREATE (a:A {x: 1})-[:R]->(b:B) RETURN a, b.x AS x",
            &Map::new(),
        )
        .unwrap();
    assert_eq!(answer.columns(), ["a", "x"]);
    assert_eq!(answer.len(), 1);
    assert_eq!(answer.summary.counters.nodes_added, 2);
    assert_eq!(answer.summary.counters.relationships_added, 1);
    let Value::Node(node) = &answer.rows()[0][0] else {
        panic!("a node is expected");
    };
    let content = node.content().unwrap();
    assert_eq!(content.labels[0].as_ref(), "A");
    assert!(matches!(
        content.properties.get("x"),
        Some(Value::Integer(1))
    ));
}

#[test]
fn entities_are_whole_also_inside_lists_and_paths() {
    let mut session = Database::new().session();
    ask(&mut session, "CREATE (:A {x: 1})-[:R {y: 2}]->(:B)");
    assert_eq!(
        ask(&mut session, "MATCH p = (a)-[r]->(b) RETURN [a, {r: r}], p"),
        "[(:A {x: 1}), {r: [:R {y: 2}]}],<(:A {x: 1})-[:R {y: 2}]->(:B)>"
    );
}

#[test]
fn parameters_bind_values() {
    let mut session = Database::new().session();
    let parameters: Map = [("x", Value::Integer(20)), ("t", "text".into())]
        .into_iter()
        .collect();
    assert_eq!(
        shown(&mut session, "RETURN $x + 1, $t", &parameters),
        "21,'text'"
    );
    // The same text with other values, and with none.
    let parameters: Map = [("x", Value::Null), ("t", 1.5.into())]
        .into_iter()
        .collect();
    assert_eq!(
        shown(&mut session, "RETURN $x + 1, $t", &parameters),
        "null,1.5"
    );
    assert_eq!(ask(&mut session, "RETURN $x + 1, $t"), "MissingParameter");
}

#[test]
fn errors_know_their_place() {
    let mut session = Database::new().session();
    let error = session.run("MATCH (n)\nRETURN m", &Map::new()).unwrap_err();
    assert_eq!(error.code(), Code::UndefinedVariable);
    let place = error.place().unwrap();
    assert_eq!((place.line, place.column), (2, 8));
    assert_eq!(error.span().unwrap().slice(&error.source().text), "m");
}

#[test]
fn a_failed_statement_changes_nothing() {
    let mut session = Database::new().session();
    ask(&mut session, "CREATE (:A {x: 1})");
    for text in [
        "MATCH (a:A) SET a.x = 2 WITH a RETURN 1 / 0",
        "UNWIND [1, 0] AS n CREATE (:B {x: 1 / n})",
        "MATCH (a:A) SET a.y = {b: 1}",
        "CREATE (:B)-[:R]->(:C) WITH 1 AS one RETURN one / 0",
    ] {
        assert!(session.run(text, &Map::new()).is_err(), "{text}");
        assert_eq!(
            ask(&mut session, "MATCH (n) RETURN n"),
            "(:A {x: 1})",
            "{text}"
        );
    }
}

#[test]
fn explain_runs_nothing_and_profile_runs() {
    let mut session = Database::new().session();
    let answer = session.run("EXPLAIN CREATE (:A)", &Map::new()).unwrap();
    assert!(answer.columns().contains(&"operator".to_owned()));
    assert_eq!(ask(&mut session, "MATCH (n) RETURN count(n)"), "0");
    let answer = session.run("PROFILE CREATE (:A)", &Map::new()).unwrap();
    assert!(answer.columns().contains(&"rows".to_owned()));
    assert_eq!(ask(&mut session, "MATCH (n) RETURN count(n)"), "1");
}

//! The history of a database file: commits, what they changed, the graph as it was.

use quipu::graph::durable::At;
use quipu::{Code, Database, Map, OpenOptions, Session};

use super::ask;

/// A database with some commits; the folder goes when it is dropped.
fn filled(statements: &[&str]) -> (tempfile::TempDir, Database) {
    let folder = tempfile::tempdir().unwrap();
    let database = Database::open(folder.path().join("a.quipu"), &OpenOptions::new()).unwrap();
    let mut session = database.session();
    session.set_label("test");
    for statement in statements {
        ask(&mut session, statement);
    }
    (folder, database)
}

#[track_caller]
fn refused(session: &mut Session, text: &str, code: Code, part: &str) {
    let error = session.run(text, &Map::new()).unwrap_err();
    assert_eq!(error.code(), code, "{text}: {error}");
    assert!(error.message().contains(part), "{text}: {error}");
}

#[test]
fn as_recorded_on() {
    let (_folder, database) = filled(&[
        "CREATE (:A {x: 1, valid_from: date('2021-07-05')})-[:R {source: ['s#1']}]->(:B)",
        "MATCH (a:A) SET a.x = 2, a:C",
        "MATCH (b:B) DETACH DELETE b",
        "CREATE (:D {y: 1})",
    ]);
    let mut session = database.session();
    let x = "MATCH (a:A) RETURN a.x, labels(a)";
    for (commit, expected) in [(1, "1,['A']"), (2, "2,['A', 'C']"), (4, "2,['A', 'C']")] {
        assert_eq!(
            ask(&mut session, &format!("AS RECORDED ON {commit} {x}")),
            expected
        );
    }
    assert_eq!(ask(&mut session, &format!("AS RECORDED ON 0 {x}")), "");
    let count = "MATCH (n) RETURN count(*)";
    let rels = "MATCH ()-[r:R]->() RETURN count(r)";
    assert_eq!(ask(&mut session, &format!("AS RECORDED ON 2 {count}")), "2");
    assert_eq!(
        ask(&mut session, &format!("AS RECORDED ON 3 - 0 {rels}")),
        "0"
    );
    // A plan of the present is not used for the past, nor the other way round.
    assert_eq!(ask(&mut session, rels), "0");
    assert_eq!(ask(&mut session, &format!("AS RECORDED ON 1 {rels}")), "1");
    assert_eq!(ask(&mut session, rels), "0");
    // What is new since means nothing then.
    assert_eq!(
        ask(&mut session, "AS RECORDED ON 1 MATCH (d:D) RETURN d.y"),
        ""
    );
    // With the other prefixes.
    let before = "AS OF date('2021-07-04') AS RECORDED ON 1 MATCH (n) RETURN count(*)";
    assert_eq!(ask(&mut session, before), "1");
    let cited = "CITE AS RECORDED ON 2 MATCH (:A)-[:R]->(b) RETURN labels(b) AS b";
    let answer = session.run(cited, &Map::new()).unwrap();
    assert_eq!(answer.columns(), ["b", "cite"]);
    assert_eq!(answer.len(), 1);
    // By time: everything lies between these two.
    assert_eq!(
        ask(
            &mut session,
            &format!("AS RECORDED ON date('2000-01-01') {count}")
        ),
        "0"
    );
    assert_eq!(
        ask(&mut session, &format!("AS RECORDED ON datetime() {count}")),
        "2"
    );
    let third = database.log().unwrap()[2].instant.clone();
    let mut parameters = Map::new();
    parameters.insert("t", third.into());
    let answer = session
        .run(&format!("AS RECORDED ON $t {count}"), &parameters)
        .unwrap();
    assert!(matches!(answer.rows()[0][0], quipu::Value::Integer(1)));
    // In a transaction, too, the past is what was committed.
    session.begin().unwrap();
    ask(&mut session, "CREATE (:E), (:E)");
    assert_eq!(ask(&mut session, &format!("AS RECORDED ON 4 {count}")), "2");
    assert_eq!(ask(&mut session, count), "4");
    session.rollback().unwrap();
    // As a setting of the session.
    session.recorded_on(Some(At::Commit(1))).unwrap();
    assert_eq!(ask(&mut session, x), "1,['A']");
    assert_eq!(
        ask(&mut session, &format!("AS RECORDED ON 2 {x}")),
        "2,['A', 'C']"
    );
    refused(
        &mut session,
        "CREATE ()",
        Code::InvalidViewPrefix,
        "cannot be written",
    );
    assert!(session.recorded_on(Some(At::Commit(99))).is_err());
    session.recorded_on(None).unwrap();
    assert_eq!(ask(&mut session, count), "2");
}

#[test]
fn what_cannot_be_recorded() {
    let (_folder, database) = filled(&["CREATE (:A)"]);
    let mut session = database.session();
    refused(
        &mut session,
        "AS RECORDED ON 2 RETURN 1",
        Code::NumberOutOfRange,
        "the last one is 1",
    );
    refused(
        &mut session,
        "AS RECORDED ON -1 RETURN 1",
        Code::NumberOutOfRange,
        "-1",
    );
    refused(
        &mut session,
        "AS RECORDED ON 'x' RETURN 1",
        Code::InvalidArgumentType,
        "number of a commit",
    );
    refused(
        &mut session,
        "AS RECORDED ON null RETURN 1",
        Code::RuntimeInvalidArgumentType,
        "number of a commit",
    );
    refused(
        &mut session,
        "AS RECORDED ON 1 CREATE ()",
        Code::InvalidViewPrefix,
        "AS RECORDED ON",
    );
    refused(
        &mut session,
        "AS RECORDED ON 1 AS RECORDED ON 1 RETURN 1",
        Code::InvalidViewPrefix,
        "twice",
    );
    refused(
        &mut session,
        "AS RECORDED ON count { MATCH (n) } RETURN 1",
        Code::NonConstantExpression,
        "graph",
    );
    let mut memory = Database::new().session();
    refused(
        &mut memory,
        "AS RECORDED ON 1 RETURN 1",
        Code::NoHistory,
        "in memory only",
    );
    assert_eq!(Database::new().log().unwrap_err().code(), Code::NoHistory);
}

#[test]
fn differences() {
    let (_folder, database) = filled(&[
        "CREATE (:A {x: 1})-[:R {y: 1}]->(:B)",
        "MATCH (a:A)-[r]->() SET a.x = 2, a:C, r.y = null, a.z = 1",
        "MATCH (b:B) DETACH DELETE b",
        // The ids are used again.
        "MATCH (a:A) CREATE (a)-[:R]->(:D) SET a.x = 1 REMOVE a.z",
    ]);
    let diff = |from: u64, to: u64| {
        let (rows, count) = database
            .diff(&At::Commit(from), &At::Commit(to), 100)
            .unwrap();
        assert_eq!(rows.len(), count);
        let shown = |row: &Vec<quipu::Value>| {
            let cells: Vec<_> = row.iter().map(quipu::value::literal::text).collect();
            cells.join(" | ").replace(" | null", "")
        };
        rows.rows().iter().map(shown).collect::<Vec<_>>()
    };
    assert_eq!(diff(1, 1), [""; 0]);
    assert_eq!(
        diff(0, 1),
        [
            "'+' | (:A {x: 1})",
            "'+' | (:B)",
            "'+' | <(:A {x: 1})-[:R {y: 1}]->(:B)>"
        ]
    );
    assert_eq!(
        diff(1, 2),
        [
            "'~' | (:A:C {x: 2, z: 1}) | ':C' | false | true",
            "'~' | (:A:C {x: 2, z: 1}) | 'x' | 1 | 2",
            "'~' | (:A:C {x: 2, z: 1}) | 'z' | 1",
            "'~' | <(:A:C {x: 2, z: 1})-[:R]->(:B)> | 'y' | 1",
        ]
    );
    assert_eq!(
        diff(2, 3),
        ["'-' | (:B)", "'-' | <(:A:C {x: 2, z: 1})-[:R]->(:B)>"]
    );
    // Net: x is what it was, z came and went.
    assert_eq!(
        diff(1, 4),
        [
            "'~' | (:A:C {x: 1}) | ':C' | false | true",
            "'-' | (:B)",
            "'+' | (:D)",
            "'-' | <(:A {x: 1})-[:R {y: 1}]->(:B)>",
            "'+' | <(:A:C {x: 1})-[:R]->(:D)>",
        ]
    );
    assert_eq!(diff(4, 1).len(), 5);
    ask(&mut database.session(), "CREATE INDEX i FOR (a:A) ON (a.x)");
    let index = "'CREATE INDEX i FOR (n:A) ON (n.x)'";
    assert_eq!(diff(4, 5), [format!("'+' | {index}")]);
    assert_eq!(diff(5, 4), [format!("'-' | {index}")]);
    assert_eq!(
        diff(1, 0),
        [
            "'-' | (:A {x: 1})",
            "'-' | (:B)",
            "'-' | <(:A {x: 1})-[:R {y: 1}]->(:B)>"
        ]
    );
    let (rows, count) = database.diff(&At::Commit(0), &At::Commit(4), 1).unwrap();
    assert_eq!((rows.len(), count), (1, 3));
}

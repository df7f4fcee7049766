//! A dump makes the same graph again, whatever names and values the graph has.

use quipu::graph::Version;
use quipu::value::{Map, literal};
use quipu::{Database, Value};

use super::ask;

/// Everything in a graph, but for the numbers of nodes: each node has a property `uid`.
fn picture(database: &Database) -> Vec<String> {
    let mut session = database.session();
    let mut lines = Vec::new();
    for query in [
        "MATCH (n) RETURN labels(n) AS l, properties(n) AS p",
        "MATCH (a)-[r]->(b) RETURN a.uid, type(r), properties(r), b.uid",
        "SHOW INDEXES",
        "SHOW CONSTRAINTS",
    ] {
        let answer = session.run(query, &Map::new()).unwrap();
        for row in answer.rows() {
            let cells: Vec<String> = row.iter().map(exact).collect();
            lines.push(cells.join(" | "));
        }
    }
    lines.sort();
    lines
}

/// The text of a value that tells -0.0 from 0.0, and does not depend on the order of labels.
fn exact(value: &Value) -> String {
    match value {
        Value::List(items) => {
            let mut items: Vec<String> = items.iter().map(literal::cypher).collect();
            items.sort();
            items.join(", ")
        }
        other => literal::cypher(other),
    }
}

fn dumped(version: &Version) -> String {
    let mut out = Vec::new();
    quipu::format::dump(version, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[track_caller]
fn check(database: &Database) {
    let text = dumped(&database.version());
    let restored = Database::new();
    let mut session = restored.session();
    for span in quipu::syntax::split_script(&text) {
        let statement = span.slice(&text);
        if let Err(error) = session.run(statement, &Map::new()) {
            panic!("{error}\n{statement}");
        }
    }
    assert_eq!(picture(&restored), picture(database), "{text}");
}

const STRANGE: [&str; 10] = [
    "plain",
    "with space",
    "`",
    "MATCH",
    "null",
    "_Dump",
    "_number",
    "0digit",
    "größe",
    "a.b:c\n'\"",
];

const VALUES: [&str; 24] = [
    "true",
    "-9223372036854775808",
    "9223372036854775807",
    "0.1",
    "-0.0",
    "1e300",
    "5e-324",
    "0.0 / 0.0",
    "1.0 / 0.0",
    "-1.0 / 0.0",
    "''",
    "'it\\'s \\\\ a \\n\\t \\u0000 \\u007f ; // */ \\u2028 💥'",
    "[]",
    "[1, 2.5, 'x', null, true]",
    "date('2021-07-02')",
    "date('-0044-03-15')",
    "localtime('12:34:56.000000001')",
    "time('12:34:56+02:30')",
    "localdatetime('2021-07-02T00:00:00.123456789')",
    "datetime('2021-07-02T12:00:00Z')",
    "datetime('2021-03-28T03:30:00+02:00[Europe/Berlin]')",
    "duration('P1Y2M3DT4H5M6.789S')",
    "duration('-P1M')",
    "[date('2021-07-02'), duration('PT1S')]",
];

#[test]
fn every_kind_of_value_and_name() {
    let database = Database::new();
    check(&database);
    let mut session = database.session();
    for (number, value) in VALUES.iter().enumerate() {
        let name = STRANGE[number % STRANGE.len()].replace('`', "``");
        let other = STRANGE[(number * 3 + 1) % STRANGE.len()].replace('`', "``");
        let statement = format!(
            "CREATE (n:`{name}`:`{other}` {{uid: {number}, `{name}`: {value}}})-[:`{other}` {{`{other}`: {value}}}]->(n), \
             (n)-[:`{name}`]->({{uid: 1000 + {number}}})"
        );
        session
            .run(&statement, &Map::new())
            .unwrap_or_else(|error| panic!("{error}\n{statement}"));
    }
    for statement in [
        "CREATE INDEX FOR (n:MATCH) ON (n.uid)",
        "CREATE CONSTRAINT one FOR (n:plain) REQUIRE n.uid IS UNIQUE",
        "CREATE CONSTRAINT `a ``b` FOR (n:`with space`) REQUIRE n.uid IS NOT NULL",
    ] {
        session
            .run(statement, &Map::new())
            .unwrap_or_else(|error| panic!("{error}\n{statement}"));
    }
    check(&database);
}

#[test]
fn more_than_one_statement_holds() {
    let database = Database::new();
    let mut session = database.session();
    ask(
        &mut session,
        "UNWIND range(1, 2500) AS x CREATE (a:A {uid: x})-[:R {x: x}]->(:B {uid: -x}), (a)-[:R]->(a)",
    );
    ask(&mut session, "MATCH (a:A) WHERE a.uid % 3 = 0 SET a:C");
    ask(
        &mut session,
        "MATCH (a:A) WHERE a.uid % 7 = 0 DETACH DELETE a",
    );
    check(&database);
    let text = dumped(&database.version());
    assert!(text.lines().count() > 10);
    assert!(
        text.lines()
            .all(|line| line.ends_with(';') != line.starts_with("//"))
    );
}

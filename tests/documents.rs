//! Generated parts of the documents are fresh.
//!
//! In: the tables of functions and of error codes, a list of features with an example each, and the pages in `docs/`.
//! Out: a failure when a page shows anything else. `QUIPU_UPDATE=1 cargo test --test documents` writes the pages anew.

#![expect(clippy::unwrap_used, reason = "what goes wrong in a test fails it")]

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use quipu::diagnostic::Code;
use quipu::procedure::{Procedure, ProcedureField, ProcedureType};
use quipu::value::{Map, Value};
use quipu::{Database, function};

/// The text between two marks of a page is generated; the rest is written by hand.
#[track_caller]
fn check(page: &str, section: &str, generated: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let (open, close) = (
        format!("<!-- {section}: generated -->\n"),
        format!("<!-- {section}: end -->"),
    );
    let (head, rest) = text.split_once(&open).expect("the opening mark");
    let (shown, tail) = rest.split_once(&close).expect("the closing mark");
    if std::env::var_os("QUIPU_UPDATE").is_some() {
        std::fs::write(&path, format!("{head}{open}{generated}{close}{tail}")).unwrap();
    } else {
        assert!(
            shown == generated,
            "{page} is stale: run `QUIPU_UPDATE=1 cargo test --test documents`"
        );
    }
}

/// A cell must not end the table's cell or line.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

#[test]
fn functions() {
    let mut table = "| function | what it gives | example |\n|---|---|---|\n".to_owned();
    for function in function::scalars() {
        let (usage, doc) = (cell(&function.usage()), cell(function.doc));
        writeln!(
            table,
            "| `{usage}` | {doc} | `{}` |",
            cell(function.example)
        )
        .unwrap();
    }
    check("LANGUAGE.md", "functions", &table);

    let mut table = "| aggregate | what it gives | example |\n|---|---|---|\n".to_owned();
    for function in function::aggregates() {
        let (usage, doc) = (cell(&function.usage()), cell(function.doc));
        writeln!(
            table,
            "| `{usage}` | {doc} | `{}` |",
            cell(function.example)
        )
        .unwrap();
    }
    check("LANGUAGE.md", "aggregates", &table);
}

#[test]
fn codes() {
    let mut table =
        "| code | class | phase | detail | GQLSTATUS | what it means |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for code in Code::ALL {
        writeln!(
            table,
            "| {} | {:?} | {} | {} | {} | {} |",
            code.number(),
            code.class(),
            code.phase(),
            code.detail(),
            code.gqlstatus().unwrap_or(""),
            cell(code.explanation()),
        )
        .unwrap();
    }
    check("ERRORS.md", "codes", &table);
}

/// The graph the examples run on.
const GRAPH: &str = "CREATE (a:Person {name: 'Ann', born: date('1990-05-01')})-[:KNOWS {since: 2019}]->(b:Person {name: 'Bo'}),
    (b)-[:KNOWS {since: 2021}]->(c:Person {name: 'Cy'}), (a)-[:WORKS_AT]->(:Firm {name: 'Quay'})";

/// What the language has, or is known to have elsewhere: a feature and a statement that uses it.
const FEATURES: &[(&str, &str)] = &[
    (
        "match a pattern",
        "MATCH (a:Person)-[r:KNOWS]->(b) WHERE r.since > 2020 RETURN a.name, b.name",
    ),
    (
        "optional match",
        "MATCH (a:Person) OPTIONAL MATCH (a)-[:WORKS_AT]->(f) RETURN a.name, f.name",
    ),
    (
        "variable length",
        "MATCH (a {name: 'Ann'})-[:KNOWS*1..3]->(b) RETURN b.name",
    ),
    (
        "named paths",
        "MATCH p = (a)-[:KNOWS]->() RETURN nodes(p), length(p)",
    ),
    (
        "legacy shortest paths",
        "MATCH (a {name: 'Ann'}), (c {name: 'Cy'}) MATCH p = shortestPath((a)-[:KNOWS*]-(c)) RETURN length(p)",
    ),
    (
        "label expressions",
        "MATCH (n:(Person|Firm)&!Robot) RETURN n.name",
    ),
    ("type expressions", "MATCH ()-[r:!KNOWS]->() RETURN type(r)"),
    (
        "conditions inside a pattern",
        "MATCH (a:Person WHERE a.name STARTS WITH 'A')-[r WHERE r.since < 2020]->() RETURN a",
    ),
    (
        "pattern predicates",
        "MATCH (a:Person) WHERE NOT (a)-[:KNOWS]->() RETURN a.name",
    ),
    (
        "pattern comprehensions",
        "MATCH (a:Person) RETURN [(a)-[:KNOWS]->(b) | b.name] AS known",
    ),
    (
        "list comprehensions, quantifiers, reduce",
        "RETURN [x IN [1, 2, 3] WHERE x > 1 | x * 2] AS l, all(x IN [1, 2] WHERE x > 0) AS a, reduce(s = 0, x IN [1, 2] | s + x) AS r",
    ),
    (
        "map projections",
        "MATCH (a:Person) RETURN a {.name, year: a.born.year} AS person",
    ),
    (
        "CASE",
        "MATCH (a:Person) RETURN CASE WHEN a.born IS NULL THEN 'unknown' ELSE toString(a.born) END AS born",
    ),
    (
        "dates, times, durations",
        "RETURN date('2021-07-04') + duration('P1M') AS d, datetime('2021-07-04T10:00[Europe/Stockholm]') AS t",
    ),
    (
        "aggregation",
        "MATCH (a:Person)-[:KNOWS]->(b) RETURN a.name, count(DISTINCT b) AS n, collect(b.name) AS names",
    ),
    (
        "order, skip, limit",
        "MATCH (a:Person) RETURN a.name ORDER BY a.born DESC, a.name SKIP 1 LIMIT 1",
    ),
    ("UNWIND and FOR", "FOR x IN [1, 2] RETURN x"),
    ("UNION", "RETURN 1 AS x UNION ALL RETURN 2 AS x"),
    (
        "procedures of the embedding program",
        "CALL lib.answer() YIELD answer RETURN answer",
    ),
    (
        "EXISTS { }",
        "MATCH (a:Person) WHERE EXISTS { MATCH (a)-[:KNOWS]->(b) WHERE b.name = 'Bo' } RETURN a.name",
    ),
    (
        "COUNT { }",
        "MATCH (a:Person) RETURN a.name, COUNT { (a)-[:KNOWS]->() } AS n",
    ),
    (
        "COLLECT { }",
        "MATCH (a:Person) RETURN COLLECT { MATCH (a)-[:KNOWS]->(b) RETURN b.name } AS names",
    ),
    (
        "CALL { }",
        "MATCH (a:Person) CALL (a) { MATCH (a)-[:KNOWS]->(b) RETURN count(b) AS n } RETURN a.name, n",
    ),
    (
        "quantified paths",
        "MATCH (a {name: 'Ann'})-[:KNOWS]->{1,3}(b) RETURN b.name",
    ),
    (
        "path selectors",
        "MATCH p = ANY SHORTEST (a {name: 'Ann'})-[:KNOWS]-+(c {name: 'Cy'}) RETURN length(p)",
    ),
    (
        "match modes",
        "MATCH REPEATABLE ELEMENTS (a)-[:KNOWS]-(b)-[:KNOWS]-(c) RETURN count(*)",
    ),
    (
        "create",
        "CREATE (:Person {name: 'Di'})-[:KNOWS {since: 2022}]->(:Person {name: 'Ed'})",
    ),
    (
        "merge",
        "MERGE (p:Person {name: 'Ann'}) ON CREATE SET p.new = true ON MATCH SET p.seen = true RETURN p",
    ),
    (
        "set and remove",
        "MATCH (p:Person) SET p += {checked: true}, p:Checked REMOVE p.born",
    ),
    ("delete", "MATCH (f:Firm) DETACH DELETE f"),
    ("INSERT", "INSERT (:Person {name: 'Flo'})"),
    (
        "FOREACH",
        "MATCH (p:Person) FOREACH (x IN [1, 2] | SET p.x = x)",
    ),
    ("LET", "MATCH (p:Person) LET n = p.name RETURN n"),
    ("FILTER", "MATCH (p:Person) FILTER p.name = 'Ann' RETURN p"),
    ("FINISH", "MATCH (p:Person) SET p.x = 1 FINISH"),
    (
        "NEXT",
        "MATCH (p:Person) RETURN p.name AS name NEXT RETURN count(name) AS n",
    ),
    (
        "LOAD CSV",
        "LOAD CSV WITH HEADERS FROM 'people.csv' AS row RETURN row",
    ),
    ("type predicates", "RETURN 1 IS :: INTEGER NOT NULL AS yes"),
    ("string concatenation with ||", "RETURN 'a' || 'b' AS ab"),
    ("element ids", "MATCH (p:Person) RETURN elementId(p)"),
    ("dynamic labels", "MATCH (p:$('Person')) RETURN p"),
    (
        "indexes",
        "CREATE INDEX person_name IF NOT EXISTS FOR (p:Person) ON (p.name)",
    ),
    (
        "constraints",
        "CREATE CONSTRAINT one_name FOR (p:Person) REQUIRE p.name IS UNIQUE",
    ),
    ("SHOW", "SHOW INDEXES"),
    ("transactions", "START TRANSACTION"),
    ("EXPLAIN and PROFILE", "EXPLAIN MATCH (p:Person) RETURN p"),
    (
        "state on a day",
        "AS OF date('2021-07-04') MATCH (p:Person) RETURN p",
    ),
    (
        "answers that cite their sources",
        "CITE MATCH (p:Person)-[:KNOWS]->(q) RETURN q.name",
    ),
    ("several graphs", "USE other MATCH (p) RETURN p"),
];

/// Each example runs, or is refused by name; anything else is a bug.
#[test]
fn features() {
    let mut table = "| feature | example | here |\n|---|---|---|\n".to_owned();
    let mut broken = String::new();
    for (feature, example) in FEATURES {
        let database = Database::new();
        database.register_procedure(Procedure {
            name: "lib.answer".into(),
            inputs: Vec::new(),
            outputs: vec![ProcedureField {
                name: "answer".into(),
                ty: ProcedureType::parse("INTEGER").unwrap(),
            }],
            body: Arc::new(|_| Ok(vec![vec![Value::Integer(42)]])),
        });
        let mut session = database.session();
        session.run(GRAPH, &Map::new()).unwrap();
        let state = match session.run(example, &Map::new()) {
            Ok(_) => "yes",
            Err(error) if error.code() == Code::UnsupportedSyntax => "refused by name",
            Err(error) => {
                writeln!(broken, "{feature}: {example}: {error}").unwrap();
                continue;
            }
        };
        let (feature, example) = (cell(feature), cell(example));
        writeln!(table, "| {feature} | `{example}` | {state} |").unwrap();
    }
    assert!(broken.is_empty(), "{broken}");
    check("LANGUAGE.md", "features", &table);
}

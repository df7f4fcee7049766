//! Fixed patterns: scans, hops, uniqueness of relationships, optional parts, conditions on patterns.

use super::{Case, PEOPLE};

#[test]
fn scans() {
    let case = Case::after(PEOPLE);
    case.gives(
        "MATCH (n) RETURN n.name",
        &["'a'", "'b'", "'c'", "'d'", "'x'"],
    );
    case.gives("MATCH (n:Person) RETURN n.age", &["10", "20", "30", "null"]);
    case.gives("MATCH (n:Person:Boss) RETURN n.name", &["'c'"]);
    case.gives("MATCH (n:Nobody) RETURN n.name", &[]);
    case.gives("MATCH (n {name: 'd'}) RETURN n.name", &["'d'"]);
    case.gives(
        "MATCH (n:Boss), (m:City) RETURN n.name, m.name",
        &["'c' 'x'"],
    );
    case.gives("MATCH (n:Person), (m:Person) RETURN count(*)", &["16"]);
    case.gives(
        "MATCH (n) WHERE n:City OR n:Boss RETURN n.name",
        &["'c'", "'x'"],
    );
    Case::after(&[]).gives("MATCH (n) RETURN n", &[]);
}

#[test]
fn hops() {
    let case = Case::after(PEOPLE);
    case.gives(
        "MATCH (n {name: 'a'})-->(m) RETURN m.name",
        &["'b'", "'b'", "'b'", "'c'", "'x'"],
    );
    case.gives("MATCH (n {name: 'a'})<--(m) RETURN m.name", &["'d'"]);
    case.gives(
        "MATCH (n {name: 'b'})-[:LIKES]-(m) RETURN m.name",
        &["'a'", "'a'", "'b'"],
    );
    case.gives(
        "MATCH (n)-[r:KNOWS|LIVES {since: 5}]->(m) RETURN n.name, type(r), m.name",
        &["'a' 'LIVES' 'x'"],
    );
    case.gives("MATCH (n)-[:NOTHING]->(m) RETURN n", &[]);
    case.gives(
        "MATCH (n)-[r]->(n) RETURN n.name, type(r)",
        &["'b' 'LIKES'"],
    );
    case.gives("MATCH (n)-[r]-(n) RETURN n.name, type(r)", &["'b' 'LIKES'"]);
    case.gives(
        "MATCH (a {name: 'a'})-[r:LIKES]->(b {name: 'b'}) RETURN count(r)",
        &["2"],
    );
    case.gives(
        "MATCH (a {name: 'a'}), (b {name: 'b'}) MATCH (b)-[r]-(a) RETURN type(r)",
        &["'KNOWS'", "'LIKES'", "'LIKES'"],
    );
    case.gives("MATCH ()-[r]->() RETURN count(r)", &["10"]);
    // A loop is found once, every other relationship from both ends.
    case.gives("MATCH ()-[r]-() RETURN count(r)", &["19"]);
}

#[test]
fn a_relationship_is_bound_once() {
    let case = Case::after(&["CREATE (:A)-[:R]->(:B)"]);
    case.gives("MATCH (a)-[r]-(b)-[s]-(c) RETURN a", &[]);
    case.gives(
        "MATCH (a)-[r]-(b) MATCH (b)-[s]-(c) RETURN r = s",
        &["true", "true"],
    );
    case.gives("MATCH (a)-[r]->(b), (c)-[s]->(d) RETURN a", &[]);
    let case = Case::after(&["CREATE (a:A)-[:R]->(b:B), (a)-[:R]->(b)"]);
    case.gives(
        "MATCH (a:A)-[r]->(b)<-[s]-(c) RETURN labels(c)",
        &["['A']", "['A']"],
    );
    let case = Case::after(&["CREATE (a)-[:R]->(b)-[:R]->(c)-[:R]->(a)"]);
    case.gives("MATCH (a)-->(b)-->(c)-->(a) RETURN count(*)", &["3"]);
    case.gives("MATCH (a)--(b)--(c)--(a) RETURN count(*)", &["6"]);
}

#[test]
fn bound_before() {
    let case = Case::after(PEOPLE);
    case.gives(
        "MATCH (a)-[r:KNOWS {since: 1}]->(b) MATCH (x)-[r]->(y) RETURN x.name, y.name",
        &["'a' 'b'"],
    );
    case.gives(
        "MATCH (a)-[r:KNOWS {since: 1}]->(b) MATCH (x)-[r]-(y) RETURN x.name, y.name",
        &["'a' 'b'", "'b' 'a'"],
    );
    case.gives(
        "MATCH (a)-[r:KNOWS {since: 1}]->(b) MATCH (a)<-[r]-(y) RETURN y",
        &[],
    );
    case.gives(
        "MATCH (a)-[r:KNOWS {since: 1}]->(b) MATCH (a)-[r:LIKES]->(y) RETURN y",
        &[],
    );
    case.gives(
        "MATCH (b)-[r:LIKES]->(b) MATCH (x)-[r]-(y) RETURN x.name, y.name",
        &["'b' 'b'"],
    );
    case.gives("WITH null AS n MATCH (n)-->(m) RETURN m", &[]);
}

#[test]
fn optional_parts() {
    let case = Case::after(PEOPLE);
    case.gives(
        "MATCH (n:Person) OPTIONAL MATCH (n)-[:LIVES]->(c) RETURN n.name, c.name",
        &["'a' 'x'", "'b' null", "'c' 'x'", "'d' null"],
    );
    case.gives(
        "MATCH (n:Person) OPTIONAL MATCH (n)-[:LIKES]->(m) WHERE m.age > 20 RETURN n.name, m.name",
        &["'a' 'c'", "'b' null", "'c' null", "'d' null"],
    );
    case.gives("OPTIONAL MATCH (n:Nobody) RETURN n", &["null"]);
    case.gives(
        "OPTIONAL MATCH (n:Nobody) OPTIONAL MATCH (n)-->(m) RETURN n, m",
        &["null null"],
    );
    case.gives(
        "OPTIONAL MATCH (n:Nobody) WITH n MATCH (n)-->(m) RETURN m",
        &[],
    );
    case.gives(
        "MATCH (n:City) OPTIONAL MATCH (n)-[r]->(m) RETURN n.name, r, m, n.nothing",
        &["'x' null null null"],
    );
    case.gives(
        "UNWIND [1, 2, 3] AS i OPTIONAL MATCH (n {age: i * 10}) RETURN i, n.name",
        &["1 'a'", "2 'b'", "3 'c'"],
    );
}

#[test]
fn conditions_on_patterns() {
    let case = Case::after(PEOPLE);
    case.gives(
        "MATCH (n) WHERE (n)-[:LIVES]->() RETURN n.name",
        &["'a'", "'c'"],
    );
    case.gives(
        "MATCH (n) WHERE NOT (n)-[:LIVES]->() RETURN n.name",
        &["'b'", "'d'", "'x'"],
    );
    case.gives(
        "MATCH (n:Person) RETURN n.name, exists { (n)-[:LIKES]->(m) WHERE m.age = 20 }",
        &["'a' true", "'b' true", "'c' false", "'d' false"],
    );
    case.gives(
        "MATCH (n:Person) WHERE exists { MATCH (n)-->(m) RETURN m LIMIT 1 } RETURN count(n)",
        &["4"],
    );
    case.gives(
        "MATCH (n:Person) RETURN n.name, size([(n)-[:KNOWS|LIKES]->(m) | m.name])",
        &["'a' 4", "'b' 2", "'c' 1", "'d' 1"],
    );
    case.gives(
        "MATCH (n {name: 'a'}) RETURN [(n)-[r:LIKES]->(m) WHERE m.name = 'c' | m.age + 1]",
        &["[31]"],
    );
    case.gives(
        "MATCH (n {name: 'a'}), (m) WHERE (n)-[:KNOWS]->(m) RETURN m.name",
        &["'b'"],
    );
    case.gives(
        "MATCH (n:Person) WHERE (n)-[:KNOWS*2]->({name: 'c'}) RETURN n.name",
        &["'a'"],
    );
}

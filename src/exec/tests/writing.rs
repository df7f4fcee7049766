//! CREATE, MERGE, SET, REMOVE, DELETE: what statements change, and what they see of it.

use super::{Case, PEOPLE};
use crate::diagnostic::Code;

#[test]
fn creating() {
    let case = Case::after(&[]);
    case.gives(
        "CREATE (a:A {x: 1})-[r:R {y: 2}]->(b) RETURN a.x, r.y, b.x",
        &["1 2 null"],
    );
    case.gives(
        "MATCH (a:A)-[r:R]->(b) RETURN a.x, type(r), r.y, labels(b)",
        &["1 'R' 2 []"],
    );
    case.gives(
        "CREATE p = (:P {n: 1})<-[:R]-(:P {n: 2}) RETURN [x IN nodes(p) | x.n], length(p)",
        &["[1, 2] 1"],
    );
    case.gives(
        "UNWIND range(1, 5000) AS i CREATE (n:Many {i: i}) RETURN count(n), max(n.i)",
        &["5000 5000"],
    );
    case.gives("MATCH (n:Many) RETURN count(*)", &["5000"]);
    case.gives(
        "MATCH (a:A) CREATE (a)-[:S]->(:New {x: a.x + 1}) RETURN 1",
        &["1"],
    );
    case.gives("MATCH (:A)-[:S]->(n) RETURN n.x", &["2"]);
    case.gives("UNWIND [1, 2] AS i CREATE (a {x: i}), (b {y: a.x + 1})-[r:T {z: b.y + 1}]->(a) RETURN b.y, r.z", &["2 3", "3 4"]);
    case.fails("CREATE ({x: {a: 1}})", Code::InvalidPropertyType);
    case.fails("CREATE ({x: [[1]]})", Code::InvalidPropertyType);
    Case::after(&[])
        .with("p", vec![1.into()])
        .fails("CREATE (n) SET n = $p", Code::RuntimeInvalidArgumentType);
}

#[test]
fn a_clause_never_sees_its_own_output() {
    let case = Case::after(&["UNWIND range(1, 3000) AS i CREATE (:A)"]);
    case.gives("MATCH (n:A) CREATE (:A) RETURN count(*)", &["3000"]);
    case.gives("MATCH (n:A) RETURN count(*)", &["6000"]);
    case.gives(
        "MATCH (n:A) WITH n LIMIT 10 CREATE (m:B) WITH m MATCH (x:B) RETURN count(*)",
        &["100"],
    );
}

#[test]
fn limits_do_not_cut_off_writing() {
    let case = Case::after(&[]);
    case.gives(
        "UNWIND range(1, 5000) AS i CREATE (n:A {i: i}) RETURN n.i LIMIT 1",
        &["1"],
    );
    case.gives(
        "UNWIND [1, 2, 3] AS i CREATE (n:A {i: i}) RETURN n.i LIMIT 0",
        &[],
    );
    case.gives(
        "UNWIND [1, 2] AS i CREATE (n:A) WITH n SKIP 5 RETURN n",
        &[],
    );
    case.gives("MATCH (n:A) RETURN count(*)", &["5005"]);
    case.gives("MATCH (n:A) DELETE n RETURN 1 LIMIT 1", &["1"]);
    case.gives("MATCH (n) RETURN count(*)", &["0"]);
}

#[test]
fn merging() {
    let case = Case::after(&[]);
    case.gives(
        "MERGE (n:A {x: 1}) ON CREATE SET n.new = true ON MATCH SET n.new = false RETURN n.new",
        &["true"],
    );
    case.gives(
        "MERGE (n:A {x: 1}) ON CREATE SET n.new = true ON MATCH SET n.new = false RETURN n.new",
        &["false"],
    );
    // A row sees what the rows before it created.
    case.gives(
        "UNWIND [1, 2, 2, 1, 3] AS x MERGE (n:B {x: x}) RETURN count(*), count(DISTINCT n)",
        &["5 3"],
    );
    case.gives(
        "MATCH (a:A), (b:B) MERGE (a)-[r:R]->(b) RETURN b.x",
        &["1", "2", "3"],
    );
    case.gives(
        "MATCH (a:A), (b:B) MERGE (a)-[r:R]-(b) RETURN b.x",
        &["1", "2", "3"],
    );
    case.gives("MATCH ()-[r:R]->() RETURN count(r)", &["3"]);
    case.gives("CREATE (:C), (:C) MERGE (n:C) RETURN count(n)", &["2"]);
    case.gives(
        "MERGE p = (:D {i: 1})-[:S]->(:D {i: 2}) RETURN length(p)",
        &["1"],
    );
    case.gives(
        "MERGE p = (:D {i: 1})-[:S]->(:D {i: 2}) RETURN length(p)",
        &["1"],
    );
    case.gives("MATCH (n:D) RETURN count(n)", &["2"]);
    case.fails("MERGE (n:A {x: null})", Code::MergeReadOwnWrites);
    case.fails(
        "MERGE (a:A {x: 1})-[r:R {y: null}]->(b)",
        Code::MergeReadOwnWrites,
    );
}

#[test]
fn setting() {
    let case = Case::after(&["CREATE (:A {x: 1, y: 2})-[:R {z: 3}]->(:B)"]);
    case.gives(
        "MATCH (n:A) SET n.x = 5, n.w = n.x + 1 RETURN n.x, n.w",
        &["5 6"],
    );
    case.gives(
        "MATCH (n:A) SET n.x = null RETURN n.x, keys(n)",
        &["null ['w', 'y']"],
    );
    case.gives(
        "MATCH (n:A) SET n = {a: 1, b: null} RETURN properties(n)",
        &["{a: 1}"],
    );
    case.gives(
        "MATCH (n:A) SET n += {b: 2, a: null} RETURN properties(n)",
        &["{b: 2}"],
    );
    case.gives(
        "MATCH (n:A)-[r:R]->(m) SET m = r RETURN properties(m)",
        &["{z: 3}"],
    );
    case.gives(
        "MATCH (n:A)-[r:R]->(m) SET r += n, r.q = 'q' RETURN properties(r)",
        &["{b: 2, q: 'q', z: 3}"],
    );
    case.gives(
        "MATCH (n:A) SET n:C:D, n.x = 1 RETURN labels(n)",
        &["['A', 'C', 'D']"],
    );
    case.gives(
        "MATCH (n:A) REMOVE n:C, n.x, n:Unknown, n.unknown RETURN labels(n), n.x",
        &["['A', 'D'] null"],
    );
    case.gives(
        "OPTIONAL MATCH (n:Nobody) SET n.x = 1, n:L, n += {a: 1} REMOVE n.y, n:M RETURN n",
        &["null"],
    );
    case.gives(
        "UNWIND [1, 2, 3] AS i MATCH (n:B) SET n.sum = coalesce(n.sum, 0) + i RETURN count(*)",
        &["3"],
    );
    case.gives("MATCH (n:B) RETURN n.sum", &["6"]);
    case.fails("MATCH (n:A) SET n.x = {a: 1}", Code::InvalidPropertyType);
    case.fails("MATCH (n:A) SET n.x = [n]", Code::InvalidPropertyType);
}

#[test]
fn deleting() {
    let case = Case::after(PEOPLE);
    case.fails("MATCH (n {name: 'a'}) DELETE n", Code::DeleteConnectedNode);
    case.gives(
        "MATCH (n {name: 'd'})-[r]-() DELETE n, r RETURN count(*)",
        &["2"],
    );
    case.gives("MATCH (n) RETURN count(*)", &["4"]);
    case.gives(
        "MATCH ()-[r:LIKES]->() DELETE r RETURN type(r)",
        &["'LIKES'", "'LIKES'", "'LIKES'", "'LIKES'"],
    );
    case.gives("OPTIONAL MATCH (n:Nobody) DELETE n RETURN n", &["null"]);
    case.gives(
        "MATCH p = ({name: 'b'})-[:KNOWS]->({name: 'c'}) DETACH DELETE p RETURN 1",
        &["1"],
    );
    case.gives("MATCH (n) RETURN n.name", &["'a'", "'x'"]);
    case.fails(
        "MATCH (n:City) DETACH DELETE n RETURN n.name",
        Code::DeletedEntityAccess,
    );
    case.fails(
        "MATCH (n:City) DETACH DELETE n RETURN labels(n)",
        Code::DeletedEntityAccess,
    );
    case.fails(
        "MATCH (n:City) DETACH DELETE n SET n.x = 1",
        Code::DeletedEntityAccess,
    );
    case.gives(
        "MATCH (n) DETACH DELETE n WITH count(*) AS c MATCH (m) RETURN c, count(m)",
        &[],
    );
    case.gives("MATCH (n) RETURN n", &[]);
}

#[test]
fn unions_write_in_every_branch() {
    let case = Case::after(&[]);
    case.gives(
        "CREATE (a:A) RETURN 1 AS x UNION CREATE (b:B) RETURN 1 AS x",
        &["1"],
    );
    case.gives("MATCH (n) RETURN labels(n)", &["['A']", "['B']"]);
}

//! Trails, paths and shortest paths.

use super::{Case, PEOPLE};

const CHAIN: &[&str] = &[
    "CREATE (a:N {n: 1})-[:R {w: 1}]->(b:N {n: 2})-[:R {w: 1}]->(c:N {n: 3})-[:R {w: 2}]->(d:N {n: 4}), (a)-[:S]->(d)",
];

#[test]
fn trails() {
    let case = Case::after(CHAIN);
    case.gives("MATCH (:N {n: 1})-[:R*]->(m) RETURN m.n", &["2", "3", "4"]);
    case.gives("MATCH (:N {n: 1})-[:R*0..1]->(m) RETURN m.n", &["1", "2"]);
    case.gives("MATCH (:N {n: 1})-[:R*2]->(m) RETURN m.n", &["3"]);
    case.gives("MATCH (:N {n: 1})-[:R*..2]->(m) RETURN m.n", &["2", "3"]);
    case.gives("MATCH (:N {n: 1})-[:R*3..]->(m) RETURN m.n", &["4"]);
    case.gives("MATCH (:N {n: 1})-[:R*5..]->(m) RETURN m.n", &[]);
    case.gives(
        "MATCH (:N {n: 1})-[:R* {w: 1}]->(m) RETURN m.n",
        &["2", "3"],
    );
    case.gives("MATCH (:N {n: 4})<-[:R*]-(m) RETURN m.n", &["1", "2", "3"]);
    case.gives(
        "MATCH (:N {n: 1})-[r:R*]->(:N {n: 4}) RETURN [x IN r | x.w]",
        &["[1, 1, 2]"],
    );
    case.gives(
        "MATCH (:N {n: 4})<-[r:R*]-(:N {n: 1}) RETURN [x IN r | x.w]",
        &["[2, 1, 1]"],
    );
    // Around the square in both directions, never over one relationship twice.
    case.gives("MATCH (:N {n: 1})-[*4]-(m) RETURN m.n", &["1", "1"]);
    case.gives("MATCH (a:N {n: 1})-[*]-(a) RETURN a.n", &["1", "1"]);
    case.gives("MATCH (a:N {n: 1})-[*0]->(a) RETURN a.n", &["1"]);
    let case = Case::after(&["CREATE (a {n: 1})-[:R]->(a)"]);
    case.gives("MATCH ({n: 1})-[r*]-(m) RETURN size(r)", &["1"]);
    case.gives("MATCH ({n: 1})-[r*0..]->(m) RETURN size(r)", &["0", "1"]);
}

#[test]
fn trails_and_other_relationships() {
    let case = Case::after(CHAIN);
    case.gives(
        "MATCH (a)-[r:R {w: 2}]->(b), (x)-[*2]-(y) RETURN count(*)",
        &["4"],
    );
    case.gives(
        "MATCH (:N {n: 1})-[r:R*2]->(m) MATCH (s)-[r*]->(t) RETURN s.n, t.n",
        &["1 3"],
    );
    case.gives(
        "MATCH (:N {n: 1})-[r:R*2]->(m) MATCH (s)<-[r*]-(t) RETURN s.n",
        &[],
    );
}

#[test]
fn paths() {
    let case = Case::after(CHAIN);
    case.gives(
        "MATCH p = (:N {n: 1})-[:R]->(:N)-[:R*]->(:N {n: 4}) RETURN [x IN nodes(p) | x.n], length(p)",
        &["[1, 2, 3, 4] 3"],
    );
    case.gives(
        "MATCH p = (:N {n: 3})<-[:R*]-(m) RETURN [x IN nodes(p) | x.n]",
        &["[3, 2, 1]", "[3, 2]"],
    );
    case.gives("MATCH p = (n:N {n: 1}) RETURN length(p)", &["0"]);
    case.gives("OPTIONAL MATCH p = (:Z)-->() RETURN p", &["null"]);
    case.gives(
        "MATCH (a {n: 1})-[r:R*3]->(b) MATCH p = (a)-[r*]->(b) RETURN [x IN relationships(p) | x.w]",
        &["[1, 1, 2]"],
    );
}

#[test]
fn shortest() {
    let case = Case::after(CHAIN);
    let ends = "MATCH (a {n: 1}), (b {n: 4})";
    case.gives(
        &format!("{ends} MATCH p = shortestPath((a)-[*]->(b)) RETURN length(p)"),
        &["1"],
    );
    case.gives(
        &format!("{ends} MATCH p = shortestPath((a)-[:R*]->(b)) RETURN [x IN nodes(p) | x.n]"),
        &["[1, 2, 3, 4]"],
    );
    case.gives(
        &format!("{ends} MATCH p = shortestPath((b)-[:R*]->(a)) RETURN p"),
        &[],
    );
    case.gives(
        &format!("{ends} MATCH p = shortestPath((a)-[:R*..2]->(b)) RETURN p"),
        &[],
    );
    case.gives(
        "MATCH (a {n: 1}), (b {n: 3}) MATCH p = allShortestPaths((a)-[*]-(b)) RETURN [x IN nodes(p) | x.n]",
        &["[1, 2, 3]", "[1, 4, 3]"],
    );
    case.gives(
        "MATCH (a {n: 1}), (b {n: 3}) MATCH p = shortestPath((a)-[*]-(b)) RETURN length(p)",
        &["2"],
    );
    let case = Case::after(PEOPLE);
    case.gives(
        "MATCH (a {name: 'a'}), (b {name: 'b'}) MATCH p = allShortestPaths((a)-[:LIKES*]->(b)) RETURN length(p)",
        &["1", "1"],
    );
}

#[test]
fn shortest_with_conditions() {
    let case = Case::after(CHAIN);
    let ends = "MATCH (a {n: 1}), (b {n: 4})";
    case.gives(
        &format!(
            "{ends} MATCH p = shortestPath((a)-[*]->(b)) WHERE length(p) > 1 RETURN length(p)"
        ),
        &["3"],
    );
    case.gives(
        &format!(
            "{ends} MATCH p = shortestPath((a)-[r*]->(b)) WHERE all(x IN r WHERE x.w < 2) RETURN p"
        ),
        &[],
    );
}

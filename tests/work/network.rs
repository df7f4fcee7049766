//! A small social network, always the same: persons, who they know, where they live, what they wrote and liked.
//!
//! In: nothing. Out: a session on the network. Knows nothing of what is asked of it.

use quipu::value::Map;
use quipu::{Database, Session};

/// What makes the network, in order.
const STATEMENTS: &[&str] = &[
    "UNWIND range(0, 4) AS i CREATE (:Country {id: i, name: 'Country ' + toString(i)})",
    "UNWIND range(0, 14) AS i MATCH (co:Country {id: i % 5})
     CREATE (:City {id: 1000 + i, name: 'City ' + toString(i)})-[:IS_PART_OF]->(co)",
    "UNWIND range(0, 29) AS i CREATE (:Tag {id: i, name: 'Tag ' + toString(i)})",
    "UNWIND range(0, 9) AS i MATCH (co:Country {id: i % 5})
     CREATE (:Company {id: i, name: 'Company ' + toString(i)})-[:IS_LOCATED_IN]->(co)",
    "UNWIND range(0, 119) AS i MATCH (c:City {id: 1000 + i % 15})
     CREATE (:Person {id: i, firstName: 'First ' + toString(i % 12), lastName: 'Last ' + toString(i % 40),
                      gender: CASE WHEN i % 2 = 0 THEN 'male' ELSE 'female' END, age: 20 + i * 7 % 31})
            -[:IS_LOCATED_IN]->(c)",
    "MATCH (a:Person), (b:Person) WHERE a.id < b.id AND (a.id * 17 + b.id * 5) % 23 = 0
     CREATE (a)-[:KNOWS {since: a.id % 10}]->(b)",
    "MATCH (p:Person), (t:Tag) WHERE (p.id * 3 + t.id * 7) % 11 = 0 CREATE (p)-[:HAS_INTEREST]->(t)",
    "MATCH (p:Person), (co:Company) WHERE (p.id + co.id) % 9 = 0 CREATE (p)-[:WORK_AT {workFrom: 1990 + p.id % 20}]->(co)",
    "UNWIND range(0, 39) AS i MATCH (p:Person {id: i * 3}) CREATE (:Forum {id: i, title: 'Forum ' + toString(i)})-[:HAS_MODERATOR]->(p)",
    "MATCH (f:Forum), (p:Person) WHERE (f.id * 5 + p.id) % 13 = 0 CREATE (f)-[:HAS_MEMBER {joined: (f.id + p.id) % 100}]->(p)",
    "UNWIND range(0, 399) AS i MATCH (p:Person {id: i * 11 % 120}), (f:Forum {id: i % 40}), (co:Country {id: i / 120 % 5})
     CREATE (m:Message:Post {id: i, content: 'About ' + toString(i * 37 % 101), length: 20 + i * 13 % 180, browser: 'Browser ' + toString(i % 4),
                             created: datetime('2012-01-01T00:00:00Z') + duration({days: i})}),
            (m)-[:HAS_CREATOR]->(p), (f)-[:CONTAINER_OF]->(m), (m)-[:IS_LOCATED_IN]->(co)",
    "UNWIND range(400, 999) AS i
     MATCH (p:Person {id: i * 7 % 120}), (parent:Message {id: (i - 400) * 5 % (i - 100)}), (co:Country {id: i / 120 % 5})
     CREATE (m:Message:Comment {id: i, content: 'Re ' + toString(i * 37 % 101), length: 10 + i * 17 % 150, browser: 'Browser ' + toString(i % 4),
                                created: datetime('2012-01-01T00:00:00Z') + duration({days: i})}),
            (m)-[:HAS_CREATOR]->(p), (m)-[:REPLY_OF]->(parent), (m)-[:IS_LOCATED_IN]->(co)",
    "MATCH (m:Message), (t:Tag) WHERE (m.id * 3 + t.id) % 17 = 0 CREATE (m)-[:HAS_TAG]->(t)",
    "MATCH (p:Person), (m:Message) WHERE (p.id * 7 + m.id) % 53 = 0 CREATE (p)-[:LIKES]->(m)",
];

/// A session on the network, with indexes on what is looked up.
pub(crate) fn network() -> Session {
    let mut session = Database::new().session();
    for (label, key) in [
        ("Person", "id"),
        ("Message", "id"),
        ("Post", "id"),
        ("Forum", "id"),
        ("City", "id"),
        ("Country", "id"),
    ] {
        let text = format!("CREATE INDEX FOR (n:{label}) ON (n.{key})");
        if let Err(error) = session.run(&text, &Map::new()) {
            panic!("{text}: {}", error.detail());
        }
    }
    let text = "CREATE INDEX FOR ()-[w:WORK_AT]-() ON (w.workFrom)";
    if let Err(error) = session.run(text, &Map::new()) {
        panic!("{text}: {}", error.detail());
    }
    for text in STATEMENTS {
        if let Err(error) = session.run(text, &Map::new()) {
            panic!("{text}: {}", error.detail());
        }
    }
    session
}

//! Citations are the same however they are come by: made or written, in order or not, with a shape prepared or without.

use super::facts::Facts;
use super::shape::{NodeShape, Shape};
use crate::engine::{Database, Session};
use crate::render::citation;
use crate::value::json::{self, Form};
use crate::value::{Map, Value};

/// Names and sources of all kinds, several hundred relationships.
const GRAPH: [&str; 6] = [
    r#"UNWIND range(0, 299) AS n
    CREATE (a:A {n: n})-[:R {weight: n, valid_from: date('2021-07-04') + duration({days: n}), source: ['d' + toString(n % 7), 'e "x"']}]->(b:B {n: n}),
        (b)-[:`R "2"` {`a "key"`: n / 2.0}]->(a)-[:LOOP]->(a)"#,
    "MATCH ()-[r:`R \"2\"`]->(a) SET r.source = [['s', ''], [], 's', 7, null, ['t']][a.n % 6]",
    "MATCH (a:A) WHERE a.n % 4 = 0 SET a.source = ['of a node']",
    "MATCH (b:B) WHERE b.n % 3 = 0 SET b.source = ['of another', [], 's'][b.n % 9 / 3]",
    r#"MATCH (b:B) WHERE b.n % 12 = 0 SET b:`An "other"`, b.`key "of"` = b.n / 3.0, b.day = date('2021-07-04'), b.text = 'a "b"'"#,
    "MATCH (a:A) WHERE a.n % 50 = 0 CREATE (a)-[:BARE]->({source: ['no label']}), (a)-[:BARE]->({long: a.n, source: [7, 's']})",
];

fn graph() -> Session {
    let mut session = Database::new().session();
    for text in GRAPH {
        session.run(text, &Map::new()).unwrap();
    }
    session
}

fn cells(session: &mut Session, query: &str) -> Vec<Value> {
    let answer = session.run(query, &Map::new()).unwrap().rows;
    let rows = answer.into_rows().into_iter();
    rows.map(|mut row| row.pop().unwrap()).collect()
}

/// However they are come by, citations are the same.
#[test]
fn written_as_they_are_read() {
    let mut session = graph();
    for pattern in [
        "MATCH (a:A)-[:R]->(b) RETURN a.n ORDER BY a.n",
        "MATCH (b:B)<-[:R]-(a) RETURN a.n ORDER BY b.n",
        "MATCH (a:A)--(b) RETURN a.n ORDER BY a.n, b.n",
        "MATCH (a:A)-->(b)-->(c) RETURN a.n ORDER BY a.n, b.n, c.n",
        "MATCH (a:A)-[*1..3]->(b) RETURN a.n ORDER BY a.n, b.n",
        "MATCH (a:A)-[*1..3]->(b) RETURN a.n",
        "MATCH (b:B)<-[*2..3]-(a) RETURN a.n",
        "MATCH (b:B {n: 5})<-[*0..3]-(a:A) RETURN a.n",
        "MATCH (a:A)-[*1..3]-(b) WHERE a.n < 50 RETURN a.n",
        "MATCH (b:B)-[*1..2]->(a)<-[*1..2]-(c) RETURN a.n",
        "MATCH (a:A {n: 8})-->(b) MATCH p = shortestPath((b)-[*1..4]->(a)) RETURN a.n",
        "MATCH (a:A)-->(b) WHERE a.n < 30 MATCH p = allShortestPaths((a)<-[*1..4]-(b)) RETURN a.n",
        "MATCH (a:A)-[t*1..2]->(b) WITH b, a, t ORDER BY b.n, a.n RETURN a.n",
        "MATCH (a:A) OPTIONAL MATCH (a)-[:R*1..2]->(b {n: 3}) RETURN a.n",
        "MATCH (a:A) OPTIONAL MATCH (a)-[:R]->(b {n: 3}) RETURN a.n ORDER BY a.n",
        "MATCH (a:A) RETURN a.n ORDER BY a.n",
        "MATCH (a:A)-->(b) RETURN a.n % 200 AS n, count(b) ORDER BY n",
        "MATCH (a:A)-->(b) RETURN DISTINCT b.n % 200 AS n ORDER BY n",
        "MATCH (a:A)-->(b) RETURN count(b)",
    ] {
        let query = format!("CITE {pattern}");
        let forms = [json::plain, json::data, json::typed];
        for write in forms {
            let made = cells(&mut session, &query);
            let expected: Vec<_> = made
                .iter()
                .map(|cell| {
                    let Value::List(facts) = cell else { panic!() };
                    write(&Value::list(facts.to_vec()))
                })
                .collect();
            let written: Vec<_> = cells(&mut session, &query).iter().map(write).collect();
            assert_eq!(written, expected, "{query}");
            let cells = cells(&mut session, &query);
            let mut backwards: Vec<_> = cells.iter().rev().map(write).collect();
            backwards.reverse();
            assert_eq!(backwards, expected, "{query}");
        }
        // The references alone, of what was made and of what was not.
        let text = |cell: &Value| {
            let mut row = [cell.clone()];
            citation::as_text(&mut row);
            json::plain(&row[0])
        };
        let made = cells(&mut session, &query);
        let facts = made.iter().map(|cell| match cell {
            Value::List(facts) => facts.len(),
            _ => 0,
        });
        assert!(facts.sum::<usize>() > 0, "{query}");
        let expected: Vec<_> = made.iter().map(text).collect();
        let shown: Vec<_> = cells(&mut session, &query).iter().map(text).collect();
        assert_eq!(shown, expected, "{query}");
        assert!(expected.iter().any(|text| text.starts_with('"')), "{query}");
    }
}

/// Rows that were matched by one hop or trail cite what they do where another hop was matched too, but for that one.
#[test]
fn alone_or_with_another() {
    let mut session = graph();
    let mut facts = |query: &str| {
        let texts = |cell: &Value| match cell {
            Value::List(facts) => facts.iter().map(json::plain).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        let cells = cells(&mut session, query);
        cells.iter().map(texts).collect::<Vec<_>>()
    };
    let other = "MATCH (x:A {n: 8})-[:R]->(y)";
    let more = facts(&format!("CITE {other} RETURN y.n")).concat();
    assert_eq!(more.len(), 2);
    for pattern in [
        "(a:A)-[:R]->(b)",
        "(a:B)<-[:R]-(b)",
        "(a:A)--(b)",
        "(a)-[:LOOP]->(b)",
        "(a:A)-[*1..3]->(b)",
        "(a:B)<-[*0..3]-(b)",
        "(a:A)-[*1..3]-(b)",
    ] {
        let matched = format!("MATCH {pattern} WHERE a.n < 60");
        let mut alone = facts(&format!("CITE {matched} RETURN a.n"));
        let mut both = facts(&format!("CITE {matched} {other} RETURN a.n"));
        for row in &mut alone {
            row.extend(more.iter().cloned());
        }
        for row in alone.iter_mut().chain(&mut both) {
            row.sort_unstable();
            row.dedup();
        }
        alone.sort_unstable();
        both.sort_unstable();
        assert_eq!(alone, both, "{pattern}");
    }
}

/// A node whose source names nothing any more, or names something now, is not taken for what it was before.
#[test]
fn sources_that_change() {
    let mut session = graph();
    let query = "CITE MATCH (a:A)-[:R]->(b) RETURN a.n";
    let mut facts = |change: &str| {
        session.run(change, &Map::new()).unwrap();
        let count = |cell: &Value| match cell {
            Value::List(facts) => facts.len(),
            _ => 0,
        };
        cells(&mut session, query).iter().map(count).sum::<usize>()
    };
    let all = facts("MATCH (b:B) WHERE b.n % 3 = 0 SET b.source = 's'");
    assert_eq!(all, 300 + 75 + 100);
    let fewer = facts("MATCH (a:A {n: 8}) SET a.source = []");
    assert_eq!(fewer, all - 1);
    let fewer = facts("MATCH (a:A {n: 12}) SET a.source = null");
    assert_eq!(fewer, all - 2);
    let again = facts("MATCH (a:A) WHERE a.n IN [7, 8] SET a.source = 's'");
    assert_eq!(again, all);
}

/// Two batches that are read in turn are not taken for each other.
#[test]
fn batches_are_not_mixed_up() {
    let mut session = graph();
    let query = "CITE MATCH (a:A) WITH a, a.n AS n ORDER BY n UNWIND range(1, 20) AS i MATCH (a)-->(b) RETURN n, i";
    let all = cells(&mut session, query);
    assert!(all.len() > 10_000, "{}", all.len());
    let alone: Vec<_> = all.iter().map(json::plain).collect();
    let again = cells(&mut session, query);
    let half = all.len() / 2;
    for at in 0..half {
        assert_eq!(json::plain(&again[at]), alone[at]);
        assert_eq!(json::plain(&again[half + at]), alone[half + at]);
    }
}

/// A type whose name looks like a part of the sample has no shape, and neither has one with many properties.
#[test]
fn what_is_not_prepared() {
    let mut session = Database::new().session();
    let many: Vec<_> = (0..20).map(|n| format!("p{n:02}: {n}")).collect();
    let text = format!(
        "CREATE (a)-[:T]->(b), (a)-[:`4213049586`]->(b), (a)-[:MANY {{{}}}]->(b), (a)-[:`\"\":null`]->(b)",
        many.join(", ")
    );
    session.run(&text, &Map::new()).unwrap();
    let facts = Facts::new(session.database().version());
    let prepared = |form| [0, 1, 2, 3].map(|ty| Shape::of(&facts, ty, form).is_some());
    for form in [Form::Plain, Form::Data, Form::Typed] {
        assert_eq!(prepared(form), [true, false, false, true]);
        assert!(NodeShape::of(&facts, form).is_some());
    }
    let node = format!(
        "MATCH (b)<-[:MANY]-() SET b += {{source: 's', {}}}",
        many.join(", ")
    );
    session.run(&node, &Map::new()).unwrap();
    let facts = Facts::new(session.database().version());
    assert!(NodeShape::of(&facts, Form::Plain).is_none());
    let query = "CITE MATCH ()-[r]->() RETURN type(r) AS type ORDER BY type";
    let written: Vec<_> = cells(&mut session, query).iter().map(json::plain).collect();
    let made = cells(&mut session, query);
    for (cell, text) in made.iter().zip(written) {
        let Value::List(facts) = cell else { panic!() };
        assert_eq!(json::plain(&Value::list(facts.to_vec())), text);
    }
}

//! How near estimates come to what is found, on values that are anything but evenly spread; and that a plan kept for a text
//! serves only values of parameters that find about as much.

use quipu::value::{Map, Value};
use quipu::{Database, Session};

/// 2000 persons, half of them in one of 40 cities, a quarter in the next, and so on; 6000 posts, most of them short; every
/// third has a topic, mostly the same.
const STATEMENTS: &[&str] = &[
    "UNWIND range(1, 2000) AS i
     CREATE (:Person {id: i, age: 18 + i * 7 % 60, name: 'Name ' + toString(i % 1500),
                      city: 'City ' + toString(toInteger(log(2000.0 / i) / log(2)))})",
    "UNWIND range(1, 6000) AS i MATCH (p:Person {id: 1 + i * 13 % 2000})
     CREATE (p)-[:WROTE {day: i * i % 977, via: CASE i % 300 WHEN 0 THEN 'fax' ELSE 'web' END}]->(m:Post {id: i, length: toInteger(100000.0 / (1 + i * 37 % 6000)),
             created: datetime('2012-01-01T00:00:00Z') + duration({hours: i}),
             topic: CASE WHEN i % 3 > 0 THEN null WHEN i % 300 = 0 THEN 'rare' ELSE 'common' END})",
];

fn session() -> Session {
    let mut session = Database::new().session();
    for text in STATEMENTS {
        if let Err(error) = session.run(text, &Map::new()) {
            panic!("{text}: {}", error.detail());
        }
    }
    session
}

/// Operators with what was expected of them and what they gave.
fn profile(session: &mut Session, query: &str, parameters: &Map) -> Vec<(String, f64, f64)> {
    let answer = match session.run(&format!("PROFILE {query}"), parameters) {
        Ok(answer) => answer,
        Err(error) => panic!("{query}: {}", error.detail()),
    };
    let place = |name: &str| answer.columns().iter().position(|column| column == name);
    let places = [place("operator"), place("estimatedRows"), place("rows")];
    let [Some(operator), Some(expected), Some(rows)] = places else {
        panic!("PROFILE lacks a column: {:?}", answer.columns());
    };
    let number = |value: &Value| match value {
        Value::Integer(number) => *number as f64,
        Value::Float(number) => *number,
        _ => f64::NAN,
    };
    let rows = answer.rows().iter().map(|row| {
        let name = match &row[operator] {
            Value::String(name) => name.trim().to_owned(),
            _ => String::new(),
        };
        (name, number(&row[expected]), number(&row[rows]))
    });
    rows.collect()
}

fn given(values: &[(&str, Value)]) -> Map {
    let values = values.iter();
    values
        .map(|(name, value)| (std::sync::Arc::from(*name), value.clone()))
        .collect()
}

/// No operator of the query is expected to give so many times more or fewer rows than it does.
#[track_caller]
fn check(session: &mut Session, query: &str, parameters: &[(&str, Value)], within: f64) {
    // A text of its own for each value: a plan made for another one may serve it.
    let text = format!("{query} /* {parameters:?} */");
    for (operator, expected, rows) in profile(session, &text, &given(parameters)) {
        let (expected, rows) = (expected.max(1.0), rows.max(1.0));
        let error = (expected / rows).max(rows / expected);
        assert!(
            error <= within,
            "{query} {parameters:?}\n{operator}: {rows} rows, {expected} expected"
        );
    }
}

#[test]
fn estimates_come_near() {
    let session = &mut session();
    let cities = "MATCH (p:Person) WHERE p.city = $city RETURN p.id";
    for city in ["City 0", "City 1", "City 3", "City 6", "City 10", "nowhere"] {
        check(session, cities, &[("city", city.into())], 1.1);
    }
    let list = "MATCH (p:Person) WHERE p.city IN ['City 0', 'City 2', 'City 0'] RETURN p.id";
    check(session, list, &[], 1.1);
    check(
        session,
        "MATCH (p:Person) WHERE p.name STARTS WITH 'Name 12' RETURN p.id",
        &[],
        1.5,
    );
    let ages = "MATCH (p:Person) WHERE p.age >= $low AND p.age < $high RETURN p.id";
    for (low, high) in [(18, 78), (20, 30), (40, 43), (70, 200)] {
        let ages_of = [("low", low.into()), ("high", high.into())];
        check(session, ages, &ages_of, 1.2);
    }
    for (length, within) in [(17, 1.6), (20, 1.6), (100, 1.6), (5000, 4.0)] {
        let query = format!("MATCH (m:Post) WHERE m.length > {length} RETURN m.id");
        check(session, &query, &[], within);
    }
    let created = "MATCH (m:Post) WHERE datetime($from) <= m.created AND m.created < datetime($until) RETURN m.id";
    for (from, until) in [
        ("2012-01-01", "2012-09-07"),
        ("2012-03-01", "2012-03-08"),
        ("2012-08-01", "2013-01-01"),
    ] {
        let period = [("from", from.into()), ("until", until.into())];
        check(session, created, &period, 1.6);
    }
    let days = "MATCH (p:Person)-[w:WROTE]->(m) WHERE w.day < 30 RETURN m.id";
    check(session, days, &[], 1.6);
    check(
        session,
        "MATCH (m:Post) WHERE m.topic IS NULL RETURN m.id",
        &[],
        1.1,
    );
}

#[test]
fn estimates_of_what_an_index_of_relationships_finds_come_near() {
    let session = &mut session();
    for key in ["day", "via"] {
        let text = format!("CREATE INDEX FOR ()-[w:WROTE]-() ON (w.{key})");
        assert!(session.run(&text, &Map::new()).is_ok(), "{key}");
    }
    for via in ["fax", "web", "pigeon"] {
        let query = "MATCH (p)-[w:WROTE]-(m) WHERE w.via = $via RETURN m.id";
        check(session, query, &[("via", via.into())], 1.5);
    }
    for (low, high) in [(0, 30), (100, 600), (970, 2000)] {
        let query = "MATCH (p)-[w:WROTE]->(m) WHERE w.day >= $low AND w.day < $high RETURN m.id";
        let days = [("low", low.into()), ("high", high.into())];
        check(session, query, &days, 1.6);
    }
    let query = "MATCH (p)-[w:WROTE]->(m) WHERE w.via STARTS WITH $start RETURN m.id";
    check(session, query, &[("start", "f".into())], 1.5);
    let query = "MATCH (p)-[w:WROTE]->(m) WHERE w.via IN $list RETURN m.id";
    let list = Value::list(vec!["fax".into(), "pigeon".into(), "fax".into()]);
    check(session, query, &[("list", list)], 1.5);
}

#[test]
fn a_plan_serves_values_of_its_class() {
    let indexes = ["(n:Person) ON (n.city)", "(n:Post) ON (n.topic)"];
    let query =
        "MATCH (p:Person)-[:WROTE]->(m:Post) WHERE p.city = $city AND m.topic = $topic RETURN p.id";
    serves_a_class(indexes, query, "topic", ["rare", "common"], "m:Post");
    let indexes = ["(n:Person) ON (n.city)", "()-[w:WROTE]-() ON (w.via)"];
    let query =
        "MATCH (p:Person)-[w:WROTE]->(m:Post) WHERE p.city = $city AND w.via = $via RETURN p.id";
    serves_a_class(indexes, query, "via", ["fax", "web"], "[w:WROTE].via");
}

/// The query begins with `first` where the value of `key` is the rare one, and with the person where that is rarer.
#[track_caller]
fn serves_a_class(
    indexes: [&str; 2],
    query: &str,
    key: &str,
    [rare, common]: [&str; 2],
    first: &str,
) {
    let session = &mut session();
    for index in indexes {
        let made = session.run(&format!("CREATE INDEX FOR {index}"), &Map::new());
        assert!(made.is_ok(), "{index}");
    }
    let mut operators = |city: &str, topic: &str| {
        let values = given(&[("city", city.into()), (key, topic.into())]);
        let run = session.run(query, &values);
        let rows = run.map(|answer| answer.rows().len()).unwrap_or_default();
        let profile = profile(session, query, &values);
        let last = profile.last().map_or(0.0, |(.., rows)| *rows);
        assert_eq!(rows as f64, last, "{city} {topic}");
        let text = session.run(&format!("EXPLAIN {query}"), &values);
        text.map(|answer| format!("{:?}", answer.rows()[0][1]))
            .unwrap_or_default()
    };
    // It begins with what is rarer.
    let by_other = operators("City 0", rare);
    let by_city = operators("City 9", common);
    assert!(by_other.contains(first), "{by_other}");
    assert!(by_city.contains("p:Person"), "{by_city}");
    assert_eq!(operators("City 0", rare), by_other);
    assert_eq!(operators("City 9", common), by_city);
}

/// An index in the order of a property is used where it finds little; where it finds much, all of the label is tested sooner.
#[test]
fn an_index_that_finds_much_is_left_alone() {
    let session = &mut session();
    for index in ["(n:Post) ON (n.length)", "(n:Person) ON (n.name)"] {
        let made = session.run(&format!("CREATE INDEX FOR {index}"), &Map::new());
        assert!(made.is_ok(), "{index}");
    }
    let mut first = |query: &str, value: Value, operator: &str| {
        let text = format!("{query} /* {value:?} */");
        let profile = profile(session, &text, &given(&[("value", value)]));
        assert_eq!(profile[0].0, operator, "{text}");
    };
    let longer = "MATCH (m:Post) WHERE m.length > $value RETURN m.id";
    for (length, operator) in [(0, "LabelScan"), (20, "LabelScan"), (5000, "IndexRange")] {
        first(longer, length.into(), operator);
    }
    let named = "MATCH (p:Person) WHERE p.name STARTS WITH $value RETURN p.id";
    for (prefix, operator) in [
        ("", "LabelScan"),
        ("Name", "LabelScan"),
        ("Name 777", "IndexPrefix"),
    ] {
        first(named, prefix.into(), operator);
    }
}

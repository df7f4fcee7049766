//! Short reads cost the same in a small graph and in a large one: they begin with a look-up and touch what they answer with.
//!
//! In: networks of two sizes in which every neighbourhood looks the same. Out: plans and counted rows, no times.

use quipu::graph::{BulkLoader, Graph};
use quipu::value::NodeId;
use quipu::{Database, Map, OpenOptions, Session, Value};

use super::{ask, shown};

/// Everybody knows the next two people, and has written three messages, each an answer to the one before but for the
/// first, which lies in a forum.
fn network(people: u32) -> Graph {
    let mut loader = BulkLoader::new();
    let [person, message, post, forum] =
        ["Person", "Message", "Post", "Forum"].map(|name| loader.label(name).unwrap());
    let [knows, creator, reply, container] = ["KNOWS", "HAS_CREATOR", "REPLY_OF", "CONTAINER_OF"]
        .map(|name| loader.rel_type(name).unwrap());
    let [id, name, since] = ["id", "name", "since"].map(|key| loader.key(key).unwrap());
    for number in 0..people {
        let values = [
            (id, Value::Integer(number.into())),
            (name, format!("Person {number}").into()),
        ];
        loader.add_node(&[person], values).unwrap();
    }
    for number in 0..people {
        for step in 1..=2 {
            let other = NodeId((number + step) % people);
            let when = [(since, Value::Integer(step.into()))];
            loader
                .add_relationship(knows, NodeId(number), other, when)
                .unwrap();
        }
        let mut before = None;
        for part in 0..3 {
            let labels: &[_] = if part == 0 {
                &[message, post]
            } else {
                &[message]
            };
            let value = Value::Integer((number * 3 + part).into());
            let node = loader.add_node(labels, [(id, value)]).unwrap();
            loader
                .add_relationship(creator, node, NodeId(number), [])
                .unwrap();
            match before {
                Some(before) => loader.add_relationship(reply, node, before, []),
                None => {
                    let value = Value::Integer(number.into());
                    let place = loader.add_node(&[forum], [(id, value)]).unwrap();
                    loader.add_relationship(container, place, node, [])
                }
            }
            .unwrap();
            before = Some(node);
        }
    }
    loader.finish().unwrap()
}

/// Rows of all operators, and the names of the operators.
fn profile(people: u32, text: &str) -> (i64, Vec<String>) {
    let mut session = Database::over(network(people)).session();
    let parameters: Map = [("id", Value::Integer(31))].into_iter().collect();
    // Which way is taken must not change once there is an index.
    let mut found = Vec::new();
    for _ in 0..3 {
        let answer = session
            .run(&format!("PROFILE {text}"), &parameters)
            .unwrap();
        let rows = answer.rows().iter().map(|row| match &row[3] {
            Value::Integer(rows) => *rows,
            _ => 0,
        });
        let names = answer.rows().iter().map(|row| ask_text(&row[0]));
        found.push((rows.sum(), names.collect()));
    }
    assert!(found.windows(2).all(|pair| pair[0] == pair[1]), "{found:?}");
    assert!(session.version().index_bytes() > 0);
    found.remove(0)
}

fn ask_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        _ => String::new(),
    }
}

#[test]
fn rows_touched_do_not_grow() {
    #[track_caller]
    fn check(text: &str, most: i64) {
        let (small, large) = (profile(200, text), profile(2000, text));
        assert_eq!(small, large, "{text}");
        assert_eq!(large.1[0], "IndexSeek", "{text}");
        assert!(large.0 <= most, "{text} touches {}", large.0);
    }
    check("MATCH (p:Person {id: $id}) RETURN p.name", 3);
    check(
        "MATCH (p:Person {id: $id})-[k:KNOWS]-(f:Person)
         RETURN f.id, f.name, k.since ORDER BY k.since DESC, f.id",
        25,
    );
    check(
        "MATCH (:Person {id: $id})<-[:HAS_CREATOR]-(m:Message)
         WITH m ORDER BY m.id DESC LIMIT 2
         MATCH (m)-[:REPLY_OF*0..]->(post:Post)-[:HAS_CREATOR]->(a:Person)
         RETURN m.id, post.id, a.name ORDER BY m.id DESC",
        35,
    );
    check("MATCH (m:Message {id: $id}) RETURN m.id", 3);
    check(
        "MATCH (m:Message {id: $id})-[:HAS_CREATOR]->(p:Person) RETURN p.id, p.name",
        5,
    );
    check(
        "MATCH (m:Message {id: $id})-[:REPLY_OF*0..]->(p:Post)<-[:CONTAINER_OF]-(f:Forum) RETURN f.id",
        12,
    );
    check(
        "MATCH (m:Message {id: $id})<-[:REPLY_OF]-(c:Message)-[:HAS_CREATOR]->(p:Person)
         MATCH (m)-[:HAS_CREATOR]->(a:Person)
         OPTIONAL MATCH (a)-[r:KNOWS]-(p)
         RETURN c.id, p.id, r IS NOT NULL AS knows ORDER BY c.id",
        16,
    );
}

#[test]
fn look_ups_see_changes() {
    let mut session = Database::over(network(200)).session();
    let find = "MATCH (p:Person {id: 31}) RETURN p.name";
    assert_eq!(ask(&mut session, find), "'Person 31'");
    assert_eq!(ask(&mut session, find), "'Person 31'");
    ask(&mut session, "MATCH (p:Person {id: 32}) SET p.id = 31.0");
    assert_eq!(ask(&mut session, find).split(';').count(), 2);
    ask(
        &mut session,
        "MATCH (p:Person {id: 31.0}) WHERE p.name = 'Person 31' SET p.id = [31]",
    );
    assert_eq!(ask(&mut session, find), "'Person 32'");
    assert_eq!(
        ask(&mut session, "MATCH (p:Person {id: [31]}) RETURN p.name"),
        "'Person 31'"
    );
    ask(&mut session, "MATCH (p:Person {id: 31}) REMOVE p:Person");
    assert_eq!(ask(&mut session, find), "");
    ask(
        &mut session,
        "CREATE (:Person {id: 31, name: 'new'}), (:Person {id: 0.0 / 0.0})",
    );
    assert_eq!(ask(&mut session, find), "'new'");
    assert_eq!(
        ask(&mut session, "MATCH (p:Person {id: 0.0 / 0.0}) RETURN p"),
        ""
    );
    assert_eq!(
        ask(&mut session, "MATCH (p:Person {id: null}) RETURN p"),
        ""
    );
    ask(&mut session, "MATCH (p:Person {id: 31}) DETACH DELETE p");
    assert_eq!(ask(&mut session, find), "");
    // What is undone is undone in what look-ups find.
    session.begin().unwrap();
    ask(&mut session, "CREATE (:Person {id: 31, name: 'undone'})");
    assert_eq!(ask(&mut session, find), "'undone'");
    session.rollback().unwrap();
    assert_eq!(ask(&mut session, find), "");
}

#[test]
fn merging_many_looks_up() {
    let mut session = Database::new().session();
    let text =
        "UNWIND range(1, 300) + [5, 7.0, 299] AS n MERGE (p:P {id: n}) RETURN count(DISTINCT p)";
    let answer = session
        .run(&format!("EXPLAIN {text}"), &Map::new())
        .unwrap();
    let operators: Vec<_> = answer.rows().iter().map(|row| ask_text(&row[0])).collect();
    assert!(operators.contains(&"IndexSeek".to_owned()), "{operators:?}");
    assert_eq!(ask(&mut session, text), "300");
    assert!(session.version().index_bytes() > 0);
    // A second part with the same values finds the first, whatever the plan was made for.
    assert_eq!(ask(&mut session, text), "300");
    assert_eq!(ask(&mut session, "MATCH (p:P) RETURN count(p)"), "300");
}

/// A statement whose conditions an index answers gives what the same conditions give where none can: where the property
/// is wrapped in a list. Also on a day, within a transaction, and after it was undone.
#[test]
fn indexes_change_no_answer() {
    const LISTS: [&str; 16] = [
        "[1]",
        "[1, 1.0, 1]",
        "[1.0, 2, null, 'a', 'a']",
        "[0.0 / 0.0, 2.5]",
        "[]",
        "null",
        "[null]",
        "[[1], 'b', true]",
        "[[1.0, null], [1, 2]]",
        "[date('2021-07-04'), datetime('2021-07-04T00:00Z'), duration('P1D')]",
        "range(-3, 60)",
        "[x IN range(0, 9) | x / 2.0]",
        "$list",
        "7",
        "[-0.0]",
        "['z']",
    ];
    fn indexed(graph: &mut Session) {
        for text in [
            "CREATE INDEX FOR (n:A) ON (n.p)",
            "CREATE INDEX FOR (n:A) ON (n.q, n.p, n.r)",
        ] {
            ask(graph, text);
        }
    }
    #[track_caller]
    fn compare(graph: &mut Session) -> usize {
        let parameters: Map = [(
            "list",
            Value::list(vec![Value::Float(3.0), Value::Null, "a".into()]),
        )]
        .into_iter()
        .collect();
        let mut found = 0;
        let mut same = |fast: &str, slow: &str| {
            let query = |test: &str| {
                format!("MATCH (n:A) WHERE {test} RETURN n.i AS i, n.p, n.q, n.r ORDER BY i")
            };
            let answer = shown(graph, &query(fast), &parameters);
            assert_eq!(answer, shown(graph, &query(slow), &parameters), "{fast}");
            found += answer.len();
            let view = |test| format!("AS OF date('2021-07-04') {}", query(test));
            let answer = shown(graph, &view(fast), &parameters);
            assert_eq!(answer, shown(graph, &view(slow), &parameters), "{fast}");
            // Bound before, row by row.
            let query = |test: &str| {
                format!(
                    "UNWIND [1, null, 1.0, [1]] AS x MATCH (n:A) WHERE {test} RETURN x, n.i AS i ORDER BY i, x"
                )
            };
            let each = |test: &str| query(&test.replace("[1]", "[x]").replace("1.0", "x"));
            let answer = shown(graph, &each(fast), &parameters);
            assert_eq!(answer, shown(graph, &each(slow), &parameters), "{fast}");
        };
        for list in LISTS {
            same(&format!("n.p IN {list}"), &format!("[n.p][0] IN {list}"));
        }
        for (one, other) in [
            ("1", "'a'"),
            ("2.0", "2"),
            ("null", "1.0"),
            ("0.0 / 0.0", "[1]"),
        ] {
            same(
                &format!("n.p = {one} OR {other} = n.p"),
                &format!("[n.p][0] = {one} OR {other} = [n.p][0]"),
            );
            for third in ["", " AND n.r = true", " AND n.r = null", " AND n.r = [1]"] {
                same(
                    &format!("n.p = {one} AND n.q = {other}{third}"),
                    &format!(
                        "[n.p][0] = {one} AND [n.q][0] = {other}{}",
                        third.replace("n.r", "[n.r][0]")
                    ),
                );
                same(
                    &format!("n.q = {other}{third}"),
                    &format!("[n.q][0] = {other}{}", third.replace("n.r", "[n.r][0]")),
                );
            }
        }
        // An index on several properties by its first ones and what is asked of the next.
        for first in ["1.0", "'a'", "[1]"] {
            for next in [
                "n.p >= 2",
                "n.p > 1 AND n.p < 2.5",
                "n.p <= 'a'",
                "n.p STARTS WITH ''",
                "n.p STARTS WITH 'a'",
                "n.p STARTS WITH 1",
                "n.p > [1]",
                "n.p >= null",
                "n.p < 0.0 / 0.0",
                "n.p > date('2020-01-01')",
                "n.p = 1 AND n.r >= true",
                "n.p IS NOT NULL",
                "n.p <> 1",
            ] {
                for rest in ["", " AND n.r IS NOT NULL"] {
                    let slow = format!("{next}{rest}");
                    let slow = slow.replace("n.p", "[n.p][0]").replace("n.r", "[n.r][0]");
                    same(
                        &format!("n.q = {first} AND {next}{rest}"),
                        &format!("[n.q][0] = {first} AND {slow}"),
                    );
                }
            }
        }
        same(
            "n.q < 'b' AND n.r IS NOT NULL AND n.p > 'a'",
            "[n.q][0] < 'b' AND [n.r][0] IS NOT NULL AND [n.p][0] > 'a'",
        );
        found
    }
    let fill = "
        UNWIND [1, 1.0, 2, 2.0, 2.5, -0.0, 'a', 'b', true, [1], [1.0, 2], [null], [], 0.0 / 0.0, null,
            date('2021-07-04'), datetime('2021-07-04T02:00+02:00'), duration('P1D')] + range(3, 30) AS p
        UNWIND [1, 'a', 2, [1], null] AS q
        UNWIND [date('2020-01-01'), date('2022-01-01')] AS day
        CREATE (:A {i: rand(), p: p, q: q, r: CASE WHEN p = q THEN [1] ELSE true END, valid_from: day})";
    for with in [true, false] {
        let mut graph = Database::new().session();
        if with {
            indexed(&mut graph);
        }
        let made = ask(&mut graph, fill);
        assert_eq!(made, "");
        ask(&mut graph, "CREATE (:B {p: 1, q: 1})");
        assert!(compare(&mut graph) > 1000);
        graph.begin().unwrap();
        for text in [
            "MATCH (n:A {p: 1}) SET n.p = 'z', n.q = 2",
            "MATCH (n:A) WHERE n.p IN ['a', 2] DETACH DELETE n",
            "MATCH (n:A {q: 'a'}) WHERE n.p IN range(5, 9) REMOVE n:A",
            "MATCH (n:B) SET n:A, n.i = 0, n.r = true",
            "MATCH (n:A {q: 2}) WHERE n.p IN [10, 11] REMOVE n.r",
        ] {
            ask(&mut graph, text);
        }
        assert!(compare(&mut graph) > 1000);
        graph.rollback().unwrap();
        assert!(compare(&mut graph) > 1000);
    }
    let mut graph = Database::new().session();
    indexed(&mut graph);
    ask(&mut graph, fill);
    for (test, seek) in [
        ("n.p IN [1, null]", "n:A.p in [1, null]"),
        ("n.p = 1 OR n.p = 2", "n:A.p in [1, 2]"),
        (
            "n.r = 1 AND n.q = 2 AND n.p = 3",
            "n:A.q = 2 and .p = 3 and .r = 1",
        ),
    ] {
        let plan = ask(
            &mut graph,
            &format!("EXPLAIN MATCH (n:A) WHERE {test} RETURN n.i"),
        );
        let first = format!("'IndexSeek','{seek}'");
        assert!(plan.starts_with(&first), "{test}: {plan}");
    }
    let merge =
        "UNWIND [1, 1.0, 1] AS x MERGE (n:A {p: 'new', q: x, r: true}) RETURN count(DISTINCT n)";
    assert_eq!(ask(&mut graph, merge), "1");
    assert_eq!(ask(&mut graph, merge), "1");
}

/// An index on several properties finds by its first ones and by what is asked of the next, and touches nothing else: the
/// rows do not grow with the graph. Kept by transactions, by undoing, and by the file.
#[test]
fn ranges_behind_equal_values_touch_what_they_find() {
    fn open(path: &std::path::Path) -> Session {
        Database::open(path, &OpenOptions::new()).unwrap().session()
    }
    let rows_of = |session: &mut Session, test: &str| -> Vec<(String, i64)> {
        let text = format!("PROFILE MATCH (n:Day) WHERE {test} RETURN count(n.i)");
        let answer = session.run(&text, &Map::new()).unwrap();
        let rows = answer.rows().iter();
        let counted = rows.map(|row| match &row[3] {
            Value::Integer(rows) => (ask_text(&row[0]), *rows),
            _ => (ask_text(&row[0]), 0),
        });
        counted.collect()
    };
    let folder = tempfile::tempdir().unwrap();
    let mut found = Vec::new();
    for places in [5, 50] {
        let path = folder.path().join(format!("{places}.quipu"));
        let mut session = open(&path);
        ask(&mut session, "CREATE INDEX FOR (n:Day) ON (n.place, n.day)");
        let fill = format!(
            "UNWIND range(1, {places}) AS p UNWIND range(1, 100) AS d CREATE (:Day {{place: p, day: d, name: 'day ' + d, i: d}})"
        );
        ask(&mut session, &fill);
        let lacking = "UNWIND range(1, 30) AS p CREATE (:Day {place: p}), (:Day {day: p})";
        ask(&mut session, lacking);
        let mut all = |session: &mut Session| {
            let tests = [
                ("n.place = 3 AND n.day >= 40 AND n.day < 50", "IndexRange"),
                ("n.place = 3 AND n.day STARTS WITH 'x'", "IndexPrefix"),
                ("n.place = 3 AND n.day IS NOT NULL", "IndexSeek"),
            ];
            for (test, operator) in tests {
                let rows = rows_of(session, test);
                assert_eq!(rows[0].0, operator, "{test}: {rows:?}");
                assert_eq!(rows[1].0, "Aggregate", "{test}: {rows:?}");
                found.push(rows);
            }
        };
        all(&mut session);
        session.begin().unwrap();
        let change = "MATCH (n:Day {place: 3}) WHERE n.day > 44 SET n.day = 'x' + n.day";
        ask(&mut session, change);
        all(&mut session);
        session.rollback().unwrap();
        all(&mut session);
        ask(&mut session, change);
        ask(
            &mut session,
            "MATCH (n:Day {place: 3, day: 40}) DETACH DELETE n",
        );
        all(&mut session);
        drop(session);
        all(&mut open(&path));
    }
    let large = found.split_off(found.len() / 2);
    assert_eq!(found, large);
    let first = |rows: &[(String, i64)]| rows[0].1;
    let counts: Vec<i64> = large.iter().map(|rows| first(rows)).collect();
    let (whole, changed, after) = ([10, 0, 100], [5, 56, 100], [4, 56, 99]);
    assert_eq!(counts, [whole, changed, whole, after, after].concat());
}

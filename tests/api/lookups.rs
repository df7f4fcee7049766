//! Short reads cost the same in a small graph and in a large one: they begin with a look-up and touch what they answer with.
//!
//! In: networks of two sizes in which every neighbourhood looks the same. Out: plans and counted rows, no times.

use quipu::graph::{BulkLoader, Graph};
use quipu::value::NodeId;
use quipu::{Database, Map, Value};

use super::ask;

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

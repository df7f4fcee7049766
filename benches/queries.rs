//! Queries over a made-up social network: look-ups, neighbourhoods, aggregates over all of it.
//!
//! In: nothing, or in environment variables the number of people `PEOPLE` (10,000; about fifty times as many relationships),
//! rounds per query `ROUNDS` (20) and the start of the names of the queries wanted, `ONLY`. Out: one line per query: rows,
//! and the median time for planning (the first time and again) and for carrying it out. Times are of this process and
//! this machine; compare them within one run.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::time::Duration;

use quipu::Database;
use quipu::graph::{BulkLoader, Graph};
use quipu::value::temporal::{DateTime, Zone};
use quipu::value::{Map, NodeId, Value};

/// Queries by name. `$id` is a person, `$message` a message, `$country` a country.
const QUERIES: [(&str, &str); 12] = [
    (
        "s1 person",
        "MATCH (p:Person {id: $id}) RETURN p.name AS name, p.age AS age, p.since AS since",
    ),
    (
        "s2 friends",
        "MATCH (p:Person {id: $id})-[k:KNOWS]-(f:Person)
         RETURN f.id AS id, f.name AS name, k.since AS since ORDER BY since DESC, id",
    ),
    (
        "s3 recent messages",
        "MATCH (:Person {id: $id})<-[:HAS_CREATOR]-(m:Message)
         RETURN m.id AS id, m.content AS content, m.sent AS sent ORDER BY sent DESC, id LIMIT 10",
    ),
    (
        "s4 thread",
        "MATCH (m:Message {id: $message})-[:REPLY_OF*0..]->(root:Message)-[:HAS_CREATOR]->(p:Person)
         WHERE NOT (root)-[:REPLY_OF]->() RETURN root.id AS id, p.name AS name",
    ),
    (
        "c1 friends of friends",
        "MATCH (p:Person {id: $id})-[:KNOWS*1..2]-(f:Person) WHERE f <> p RETURN count(DISTINCT f) AS n",
    ),
    (
        "c2 shortest path",
        "MATCH (a:Person {id: $id}), (b:Person {id: 7}), p = shortestPath((a)-[:KNOWS*]-(b))
         RETURN length(p) AS length",
    ),
    (
        "a1 messages by country",
        "MATCH (m:Message)-[:HAS_CREATOR]->(:Person)-[:LIVES_IN]->(c:Country)
         RETURN c.name AS country, count(*) AS n ORDER BY n DESC, country LIMIT 10",
    ),
    (
        "a2 triangles",
        "MATCH (a:Person)-[:KNOWS]->(b:Person)-[:KNOWS]->(c:Person)<-[:KNOWS]-(a) RETURN count(*) AS n",
    ),
    (
        "a3 contains",
        "MATCH (m:Message) WHERE m.content CONTAINS 'word 77' RETURN count(*) AS n",
    ),
    (
        "a4 group by",
        "MATCH (p:Person) RETURN p.age AS age, count(*) AS n, avg(p.score) AS score ORDER BY age",
    ),
    (
        "a5 top by degree",
        "MATCH (p:Person)<-[:KNOWS]-(f) RETURN p.id AS id, count(f) AS n ORDER BY n DESC, id LIMIT 10",
    ),
    (
        "a6 paths of two",
        "MATCH (:Person)-[:KNOWS]->(:Person)-[:KNOWS]->(b:Person)-[:LIVES_IN]->(:Country {name: $country})
         RETURN count(*) AS n",
    ),
];

const COUNTRIES: u32 = 100;

/// People who know each other (few know many), write messages and answer them.
fn network(people: u32) -> quipu::diagnostic::Result<Graph> {
    let mut random = fastrand::Rng::with_seed(2026);
    let mut loader = BulkLoader::new();
    let [country, person, message] =
        ["Country", "Person", "Message"].map(|name| loader.label(name));
    let [lives, knows, creator, reply] =
        ["LIVES_IN", "KNOWS", "HAS_CREATOR", "REPLY_OF"].map(|name| loader.rel_type(name));
    let [id, name, age, score, since, sent, content] =
        ["id", "name", "age", "score", "since", "sent", "content"].map(|key| loader.key(key));
    let (country, person, message) = (country?, person?, message?);
    let (lives, knows, creator, reply) = (lives?, knows?, creator?, reply?);
    let (id, name, age, score, since, sent, content) =
        (id?, name?, age?, score?, since?, sent?, content?);
    let day = |number: u32| {
        DateTime::from_epoch(1_262_304_000 + i64::from(number) * 86_400, 0, &Zone::UTC)
    };
    for number in 0..COUNTRIES {
        loader.add_node(&[country], [(name, format!("Country {number}").into())])?;
    }
    for number in 0..people {
        let values = [
            (id, Value::Integer(number.into())),
            (name, format!("Person {number}").into()),
            (age, Value::Integer(random.i64(18..80))),
            (score, Value::Float(random.f64())),
            (since, Value::from(day(random.u32(0..1000))?)),
        ];
        let node = loader.add_node(&[person], values)?;
        // Countries of very different size.
        let home = NodeId(random.u32(0..COUNTRIES).min(random.u32(0..COUNTRIES)));
        loader.add_relationship(lives, node, home, [])?;
    }
    let first_person = COUNTRIES;
    let anyone = |random: &mut fastrand::Rng| NodeId(first_person + random.u32(0..people));
    for _ in 0..u64::from(people) * 20 {
        // A square makes some known by many.
        let known = random.f64().powi(2) * f64::from(people);
        let known = NodeId(first_person + known as u32);
        let when = Value::from(day(random.u32(0..1000))?);
        loader.add_relationship(knows, anyone(&mut random), known, [(since, when)])?;
    }
    let first_message = first_person + people;
    for number in 0..people * 20 {
        let values = [
            (id, Value::Integer(number.into())),
            (
                content,
                format!("message {number}, word {}", random.u32(0..1000)).into(),
            ),
            (sent, Value::from(day(random.u32(0..1000))?)),
        ];
        let node = loader.add_node(&[message], values)?;
        loader.add_relationship(creator, node, anyone(&mut random), [])?;
        if number > 0 && random.bool() {
            let answered = NodeId(first_message + random.u32(0..number));
            loader.add_relationship(reply, node, answered, [])?;
        }
    }
    loader.finish()
}

fn setting(name: &str, default: u32) -> u32 {
    let given = std::env::var(name).ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn micros(time: Duration) -> f64 {
    time.as_nanos() as f64 / 1e3
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (people, rounds) = (
        setting("PEOPLE", 10_000).max(10),
        setting("ROUNDS", 20).max(1),
    );
    let only = std::env::var("ONLY").unwrap_or_default();
    let database = Database::over(network(people)?);
    println!("{database:?}, {rounds} rounds; microseconds");
    println!(
        "{:<24}{:>8}{:>14}{:>12}{:>14}",
        "query", "rows", "first plan", "plan", "execute"
    );
    let mut session = database.session();
    for (name, text) in QUERIES
        .into_iter()
        .filter(|(name, _)| name.starts_with(&only))
    {
        let mut random = fastrand::Rng::with_seed(7);
        let (mut plans, mut executions) = (Vec::new(), Vec::new());
        let mut rows = 0;
        for _ in 0..=rounds {
            let parameters: Map = [
                ("id", Value::Integer(random.i64(0..people.into()))),
                (
                    "message",
                    Value::Integer(random.i64(0..i64::from(people) * 20)),
                ),
                (
                    "country",
                    Value::from(format!("Country {}", random.u32(0..COUNTRIES))),
                ),
            ]
            .into_iter()
            .collect();
            let answer = session.run(text, &parameters)?;
            rows = rows.max(answer.len());
            plans.push(answer.summary.timing.plan);
            executions.push(answer.summary.timing.execute);
        }
        let first = plans.swap_remove(0);
        executions.swap_remove(0);
        println!(
            "{name:<24}{rows:>8}{:>14.1}{:>12.2}{:>14.1}",
            micros(first),
            micros(median(plans)),
            micros(median(executions)),
        );
    }
    Ok(())
}

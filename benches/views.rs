//! What views in time and citations cost, as ratios within one run.
//!
//! In: nothing, or the number of nodes in the environment variable `NODES` (1,000,000) and a part of the names of the
//! queries to run in `ONLY`, where all of a kind are named `AS OF` or `CITE`; ten relationships per node of five types with skewed ends, three in ten of them timed, and
//! one node in ten; every relationship has a source, and one node in ten. Out: one line per query: CPU time without a prefix, and with one as
//! a multiple of it. `first` is the first run of a view that nobody has looked at yet; the others are medians of runs
//! that alternate. Answers are streamed to a sink that drops them.
//!
//! Baseline (2 cores, much shared, one run): `AS OF` 0.89 times in the geometric mean of twenty traversals, between 0.50 and
//! 1.23; the first run of a view 0.8 to 2 times on long queries, several times on short ones, as it finds out what holds
//! and makes lists.
//!
//! `CITE` (100,000 nodes, `cites`): 1.0 to 1.2 times on whole nodes, whole relationships, sorted, grouped and short rows, 1.3
//! distinct, 1.5 on two hops; about 2.5 on trails of variable length (a million nodes), whose lists are made only for it. What
//! is cited is made when somebody looks, so `read`, where every value is written as JSON, costs what it says: 2 times next to
//! whole entities, 7 to 15 next to short texts, as every row then carries whole relationships with their documents.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::ops::ControlFlow;
use std::time::Instant;

use quipu::graph::{BulkLoader, Graph};
use quipu::value::temporal::Date;
use quipu::value::{Map, NodeId, Value, json};
use quipu::{Database, Session};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Shares of the five types, in percent.
const SHARES: [u32; 5] = [40, 25, 15, 12, 8];
/// How many days the periods begin within.
const SPAN: i64 = 1000;

/// Queries that traverse.
const TRAVERSALS: &[(&str, &str)] = &[
    (
        "one hop, rows",
        "MATCH (a:Company)-[:T0]->(b) RETURN id(a), id(b)",
    ),
    (
        "one hop, a property of both ends",
        "MATCH (a:Company)-[:T1]->(b) RETURN a.name, b.name",
    ),
    (
        "one hop, grouped",
        "MATCH (a:Company)-[:T0]->(b) RETURN b.city AS city, count(*) AS n",
    ),
    (
        "one hop against the direction, filtered",
        "MATCH (a:Company)<-[:T0]-(b) WHERE b.size > 900 RETURN id(a), id(b)",
    ),
    (
        "one hop, relationship read",
        "MATCH (a:Company)-[r:T2]->(b) WHERE r.weight > 500 RETURN count(r)",
    ),
    (
        "two hops from some, rows",
        "MATCH (a:Seed)-[:T0]->(b)-[:T0]->(c) RETURN id(a), id(c)",
    ),
    (
        "two hops, both ways, distinct ends",
        "MATCH (a:Seed)-[:T1]-(b)-[:T1]-(c) RETURN count(DISTINCT c)",
    ),
    (
        "two hops, every path filtered",
        "MATCH (a:Company)-[:T1]->(b)-[:T1]->(c) WHERE c.size > a.size RETURN count(*)",
    ),
    (
        "any type, two hops",
        "MATCH (a:Seed)-->(b)-->(c) RETURN id(c)",
    ),
    (
        "variable length, trails",
        "MATCH (a:Seed)-[:T1*1..3]->(b) RETURN id(b)",
    ),
    (
        "variable length, ends",
        "MATCH (a:Seed)-[:T1*1..4]->(b) RETURN DISTINCT b",
    ),
    (
        "shortest paths",
        "MATCH (a:Seed {seed: 1}), (b:Seed {seed: 2}) MATCH p = shortestPath((a)-[*]-(b)) RETURN length(p)",
    ),
    (
        "triangles",
        "MATCH (a:Seed)-[:T0]->(b)-[:T0]->(c)<-[:T0]-(a) RETURN count(*)",
    ),
    (
        "condition on the graph",
        "MATCH (a:Company) WHERE (a)-[:T2]->(:Company) RETURN count(a)",
    ),
    (
        "counts by degree, grouped",
        "MATCH (a:Company)-[:T0]->() RETURN a.city AS city, count(*) AS n",
    ),
    (
        "two hops counted by degree",
        "MATCH (a)-[:T0]->()-[:T0]->() RETURN count(*)",
    ),
    (
        "label at the counted end",
        "MATCH (a:Company)-[:T1]->(:Company) RETURN count(*)",
    ),
    (
        "scan, filtered",
        "MATCH (a:Company) WHERE a.size > 500 RETURN count(a)",
    ),
    (
        "all relationships counted",
        "MATCH ()-[r]->() RETURN count(r)",
    ),
    ("all nodes counted", "MATCH (n:Company) RETURN count(n)"),
];

/// Queries that return many rows.
const ROWS: &[(&str, &str)] = &[
    (
        "one hop, two properties",
        "MATCH (a:Company)-[:T2]->(b) RETURN a.name, b.name",
    ),
    (
        "one hop, whole nodes",
        "MATCH (a:Company)-[:T4]->(b) RETURN a, b",
    ),
    (
        "one hop, whole relationship",
        "MATCH (a:Company)-[r:T3]->(b) RETURN a.name, r, b.name",
    ),
    (
        "two hops, four properties",
        "MATCH (a:Seed)-[:T0]->(b)-[:T0]->(c) RETURN a.name, b.name, c.name, c.city",
    ),
    (
        "sorted",
        "MATCH (a:Company)-[:T3]->(b) RETURN a.name AS one, b.name AS other ORDER BY one, other",
    ),
    (
        "distinct",
        "MATCH (a:Seed)-[:T0]->(b)-[:T0]->(c) RETURN DISTINCT a.name, c.name",
    ),
    (
        "grouped",
        "MATCH (a:Company)-[:T2]->(b) RETURN a.name, count(b), collect(b.name)",
    ),
    (
        "variable length",
        "MATCH (a:Seed)-[:T2*1..3]->(b) RETURN a.name, b.name",
    ),
];

fn load(nodes: u32) -> Graph {
    let mut random = fastrand::Rng::with_seed(2026);
    let mut loader = BulkLoader::new();
    let labels = ["Company", "Person", "Seed", "Source"]
        .map(|name| loader.label(name).expect("room for the label"));
    let [
        name,
        city,
        size,
        seed,
        from,
        to,
        source,
        weight,
        key,
        published,
    ] = [
        "name",
        "city",
        "size",
        "seed",
        "valid_from",
        "valid_to",
        "source",
        "weight",
        "key",
        "published",
    ]
    .map(|name| loader.key(name).expect("room for the key"));
    let period = |random: &mut fastrand::Rng| {
        let day = |number| Value::from(Date::from_epoch_days(18_000 + number).expect("a day"));
        let start = random.i64(0..SPAN);
        let end = start + random.i64(1..SPAN);
        match random.u8(0..4) {
            0 => vec![(from, day(start))],
            1 => vec![(to, day(end))],
            _ => vec![(from, day(start)), (to, day(end))],
        }
    };
    for node in 0..nodes {
        let seeds = nodes / 500;
        let labels: &[_] = match node {
            node if node % seeds == 7 => &[labels[0], labels[2]],
            node if node % 2 == 0 => &[labels[0]],
            _ => &[labels[1]],
        };
        let mut properties = vec![
            (name, Value::from(format!("name {node}"))),
            (city, Value::from(format!("city {}", random.u32(0..200)))),
            (size, Value::Integer(random.i64(0..1000))),
        ];
        if node % seeds == 7 {
            properties.push((seed, Value::Integer(i64::from(node / seeds))));
        }
        if random.u8(0..10) == 0 && node % seeds != 7 {
            properties.extend(period(&mut random));
        }
        if random.u8(0..10) == 0 {
            let reference = format!("document-{}", random.u32(0..1000));
            properties.push((source, Value::list(vec![reference.as_str().into()])));
        }
        loader.add_node(labels, properties).expect("room");
    }
    for number in 0..1000 {
        let day = Date::from_epoch_days(18_000 + number).expect("a day");
        let properties = [
            (key, Value::from(format!("document-{number}"))),
            (published, day.into()),
        ];
        loader.add_node(&[labels[3]], properties).expect("room");
    }
    let types = [0, 1, 2, 3, 4].map(|ty| {
        loader
            .rel_type(&format!("T{ty}"))
            .expect("room for the type")
    });
    for _ in 0..u64::from(nodes) * 10 {
        let mut share = random.u32(0..100);
        let ty = SHARES.iter().position(|&percent| {
            let found = share < percent;
            share = share.wrapping_sub(percent);
            found
        });
        let skewed = random.f64() * random.f64();
        let rank = (skewed * f64::from(nodes)) as u64;
        let end = (rank * 2_654_435_761 % u64::from(nodes)) as u32;
        let start = random.u32(0..nodes);
        let reference = format!("document-{}#{}", random.u32(0..1000), random.u32(1..10));
        let mut properties = vec![
            (source, Value::list(vec![reference.as_str().into()])),
            (weight, Value::Integer(random.i64(0..1000))),
        ];
        if random.u8(0..10) < 3 {
            properties.extend(period(&mut random));
        }
        let ty = types[ty.unwrap_or(0)];
        loader
            .add_relationship(ty, NodeId(start), NodeId(end), properties)
            .expect("room");
    }
    loader.finish().expect("all ends exist")
}

/// CPU time of this thread so far, in milliseconds; elapsed time where the system does not tell.
fn cpu(started: Instant) -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split(' ').next().and_then(|text| text.parse().ok());
    first.unwrap_or_else(|| started.elapsed().as_nanos() as f64) / 1e6
}

/// What becomes of the rows.
#[derive(Clone, Copy)]
enum Taker {
    Drops,
    /// Writes every value as JSON.
    Reads,
}

/// Runs a query `times` times; milliseconds of one run, and rows.
fn run(
    session: &mut Session,
    query: &str,
    taker: Taker,
    times: u32,
    started: Instant,
) -> (f64, usize) {
    let mut text = String::new();
    let before = cpu(started);
    let mut rows = 0;
    for _ in 0..times {
        rows = 0;
        session
            .stream(query, &Map::new(), &mut |_, batch| {
                rows += batch.len();
                if let Taker::Reads = taker {
                    for value in batch.iter().flatten() {
                        text.clear();
                        json::write_plain(&mut text, value);
                    }
                }
                ControlFlow::Continue(())
            })
            .expect("the query runs");
    }
    ((cpu(started) - before) / f64::from(times), rows)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

/// Runs a query with each of the prefixes in turn; medians of several rounds. Clocks may be coarse, so a round takes a
/// tenth of a second at least.
fn medians(
    session: &mut Session,
    prefixes: &[&str],
    query: &str,
    taker: Taker,
    started: Instant,
) -> Vec<f64> {
    let once = Instant::now();
    run(session, query, taker, 1, started);
    let times = (0.1 / once.elapsed().as_secs_f64()).clamp(1.0, 10_000.0) as u32;
    let mut all = vec![Vec::new(); prefixes.len()];
    for _ in 0..5 {
        for (all, prefix) in all.iter_mut().zip(prefixes) {
            let query = format!("{prefix} {query}");
            all.push(run(session, &query, taker, times, started).0);
        }
    }
    all.into_iter().map(median).collect()
}

fn geometric_mean(ratios: &[f64]) -> f64 {
    (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp()
}

fn main() {
    // `cargo test` runs benches too; there a small graph shows that they work.
    let small = !std::env::args().any(|argument| argument == "--bench");
    let asked = std::env::var("NODES")
        .ok()
        .and_then(|nodes| nodes.parse().ok());
    let only = std::env::var("ONLY").unwrap_or_default();
    let wanted = |kind: &str, name: &str| format!("{kind} {name}").contains(only.as_str());
    let nodes: u32 = asked.unwrap_or(if small { 2000 } else { 1_000_000 });
    let started = Instant::now();
    let graph = load(nodes);
    let version = graph.version();
    println!(
        "{} nodes, {} relationships",
        version.node_count(),
        version.relationship_count(),
    );
    let mut session = Database::over(graph.clone()).session();

    println!(
        "\n{:<42} {:>10} {:>8} {:>8}",
        "AS OF", "plain ms", "first", "then"
    );
    let mut ratios = Vec::new();
    for (number, (name, query)) in TRAVERSALS.iter().enumerate() {
        if !wanted("AS OF", name) {
            continue;
        }
        run(&mut session, query, Taker::Drops, 1, started);
        // A day of its own: nothing is remembered of it.
        let day = Date::from_epoch_days(18_500 + number as i64).expect("a day");
        let prefix = format!("AS OF date('{day}')");
        let viewed = format!("{prefix} {query}");
        let first = run(&mut session, &viewed, Taker::Drops, 1, started).0;
        let prefixes = ["", &prefix];
        let times = medians(&mut session, &prefixes, query, Taker::Drops, started);
        let (plain, ratio) = (times[0], times[1] / times[0]);
        ratios.push(ratio);
        println!(
            "{name:<42} {plain:>10.3} {:>7.2}x {ratio:>7.2}x",
            first / plain
        );
    }
    println!(
        "{:<42} {:>28.2}x",
        "geometric mean",
        geometric_mean(&ratios)
    );

    println!(
        "\n{:<42} {:>10} {:>8} {:>8} {:>8}",
        "CITE", "plain ms", "rows", "cites", "read"
    );
    let mut ratios = [Vec::new(), Vec::new()];
    for (name, query) in ROWS.iter().filter(|(name, _)| wanted("CITE", name)) {
        let (_, rows) = run(&mut session, query, Taker::Drops, 1, started);
        print!("{name:<42}");
        for (taker, ratios) in [Taker::Drops, Taker::Reads].into_iter().zip(&mut ratios) {
            let times = medians(&mut session, &["", "CITE"], query, taker, started);
            let ratio = times[1] / times[0];
            ratios.push(ratio);
            if let Taker::Drops = taker {
                print!(" {:>10.1} {rows:>8}", times[0]);
            }
            print!(" {ratio:>7.2}x");
        }
        println!();
    }
    println!(
        "{:<42} {:>28.2}x {:>7.2}x",
        "geometric mean",
        geometric_mean(&ratios[0]),
        geometric_mean(&ratios[1]),
    );
}

//! What views in time and citations cost, as ratios within one run.
//!
//! In: nothing, or the number of nodes in the environment variable `NODES` (1,000,000) and a part of the names of the
//! queries to run in `ONLY`, where all of a kind are named `AS OF`, `CITE` or `NO PREFIX`; ten relationships per node of
//! five types with skewed ends, three in ten of them timed, and one node in ten; every relationship has a source, and one
//! node in ten. Out: CPU time of each query without a prefix, and with one as a multiple of it; medians of runs that
//! alternate. `first` is the first run of a view that nobody has looked at yet. Answers are dropped, or written in a mode;
//! `bytes` is how many times as long the text is then. `MODES` names some of these. `NO PREFIX` compares the graph with the
//! same one that has neither times nor sources.
//!
//! A million nodes, on a machine with nothing else to do: `AS OF` 0.89 times in the geometric mean of twenty traversals, 0.56
//! to 1.12 (1.00 to 1.08 when that one ran alone). The first run of a view 1 to 6 times on those that take 3 ms or longer, more
//! on shorter ones, as it finds out what holds and makes lists; numbers that the store keeps for the whole graph must be
//! counted once.
//!
//! `CITE`, the same run: answers that are dropped 1.00 to 1.11 times (mean 1.06), as what is cited is made when somebody looks;
//! read 1.2 to 2.3 (mean 1.65, for 4.1 times as many values); tables of references 1.1 to 2.2 (mean 1.6, for 2.1 times the text);
//! JSON lines 1.1 to 3.1 (mean 2.0, for 5.1 times the text). Above 2 are whole nodes when read, of which a plain row is only two
//! handles, trails when written, of which a row cites several facts, and JSON of rows that are short themselves. Written, it
//! costs what it says: every row then carries whole relationships with their sources. Plain rows take 90 to 1100 ns to be read
//! and 190 to 1900 ns to be written as JSON.
//!
//! `NO PREFIX`, the same run: 0.98 times in the mean, between 0.87 and 1.08. That is noise: with 100,000 nodes four runs, two
//! of them with the graphs loaded in the other order, give 0.88 to 1.09, and no query that is off by more than 0.05 in one of
//! them is so in all.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::io;
use std::ops::ControlFlow;
use std::time::Instant;

use quipu::graph::{BulkLoader, Graph};
use quipu::render::{Format, Options, citation};
use quipu::value::temporal::Date;
use quipu::value::{Map, NodeId, Value};
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

/// The graph, or the same one without any time and any source.
fn load(nodes: u32, told: bool) -> Graph {
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
            let period = period(&mut random);
            properties.extend(period.into_iter().filter(|_| told));
        }
        if random.u8(0..10) == 0 {
            let reference = format!("document-{}", random.u32(0..1000));
            let reference = Value::list(vec![reference.as_str().into()]);
            properties.extend(told.then_some((source, reference)));
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
        let mut properties = vec![(weight, Value::Integer(random.i64(0..1000)))];
        let reference = Value::list(vec![reference.as_str().into()]);
        properties.extend(told.then_some((source, reference)));
        if random.u8(0..10) < 3 {
            let period = period(&mut random);
            properties.extend(period.into_iter().filter(|_| told));
        }
        let ty = types[ty.unwrap_or(0)];
        loader
            .add_relationship(ty, NodeId(start), NodeId(end), properties)
            .expect("room");
    }
    loader.finish().expect("all ends exist")
}

/// CPU time of this thread so far, in milliseconds; elapsed time where the system does not tell.
#[cfg(unix)]
fn cpu(_: Instant) -> f64 {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}

#[cfg(not(unix))]
fn cpu(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1e3
}

/// What becomes of the rows.
#[derive(Clone, Copy, PartialEq)]
enum Taker {
    Drops,
    /// Looks at every value, at what is in lists and maps too.
    Reads,
    /// Writes all of them, as text.
    Writes(Format),
}

/// What one run took, and what it gave.
#[derive(Clone, Copy, Default)]
struct Run {
    /// Milliseconds.
    time: f64,
    rows: usize,
    /// Of text.
    bytes: usize,
}

/// Counts what is written.
#[derive(Default)]
struct Counted(usize);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += std::hint::black_box(bytes).len();
        Ok(bytes.len())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How many values there are in a value, itself included.
fn values_in(value: &Value) -> usize {
    let inside = match std::hint::black_box(value) {
        Value::List(all) => all.iter().map(values_in).sum(),
        Value::Map(all) => all.iter().map(|(_, value)| values_in(value)).sum(),
        _ => 0,
    };
    1 + inside
}

/// Runs a query `times` times.
fn run(session: &mut Session, query: &str, taker: Taker, times: u32, started: Instant) -> Run {
    let before = cpu(started);
    let (mut rows, mut out) = (0, Counted::default());
    for _ in 0..times {
        (rows, out.0) = (0, 0);
        let mut renderer = match taker {
            Taker::Drops | Taker::Reads => None,
            Taker::Writes(format) => Some(format.renderer(&Options::default())),
        };
        session
            .stream(query, &Map::new(), &mut |columns, batch| {
                rows += batch.len();
                if taker == Taker::Reads {
                    out.0 += batch.iter().flatten().map(values_in).sum::<usize>();
                }
                let Some(renderer) = &mut renderer else {
                    return ControlFlow::Continue(());
                };
                if batch.is_empty() {
                    renderer.begin(columns, &mut out).expect("no disk");
                }
                for mut row in batch {
                    if taker == Taker::Writes(Format::Box) {
                        citation::as_text(&mut row);
                    }
                    renderer.row(&row, &mut out).expect("no disk");
                }
                ControlFlow::Continue(())
            })
            .expect("the query runs");
        if let Some(mut renderer) = renderer {
            renderer.end(None, &mut out).expect("no disk");
        }
    }
    Run {
        time: (cpu(started) - before) / f64::from(times),
        rows,
        bytes: out.0,
    }
}

/// The run of median time.
fn median(mut runs: Vec<Run>) -> Run {
    runs.sort_by(|a, b| a.time.total_cmp(&b.time));
    runs[runs.len() / 2]
}

/// Runs queries in turn; of each the median of several rounds. A round takes a tenth of a second at least.
fn medians(
    queries: &mut [(&mut Session, String)],
    taker: Taker,
    rounds: usize,
    started: Instant,
) -> Vec<Run> {
    let mut longest = f64::EPSILON;
    for (session, query) in &mut *queries {
        // The first run of a query makes its plan.
        run(session, query, taker, 1, started);
        longest = longest.max(run(session, query, taker, 1, started).time);
    }
    let times = (100.0 / longest).clamp(1.0, 20_000.0) as u32;
    let mut all = vec![Vec::new(); queries.len()];
    for _ in 0..rounds {
        for (all, (session, query)) in all.iter_mut().zip(&mut *queries) {
            all.push(run(session, query, taker, times, started));
        }
    }
    all.into_iter().map(median).collect()
}

fn geometric_mean(ratios: &[f64]) -> f64 {
    (ratios.iter().map(|ratio| ratio.ln()).sum::<f64>() / ratios.len() as f64).exp()
}

/// Ratios by column, and their means below.
#[derive(Default)]
struct Means(Vec<Vec<f64>>);

impl Means {
    fn add(&mut self, column: usize, ratio: f64) -> f64 {
        self.0.resize(self.0.len().max(column + 1), Vec::new());
        self.0[column].push(ratio);
        ratio
    }
    /// Below columns of which the first begin behind `before` places; ahead of some are others without a mean, which take
    /// eight places each.
    fn print(&self, before: usize, ahead: &[usize]) {
        print!("{:<before$}", "geometric mean");
        for (column, ratios) in self.0.iter().enumerate() {
            let ahead = if ahead.contains(&column) { 8 } else { 0 };
            print!("{:ahead$} {:>7.2}x", "", geometric_mean(ratios));
        }
        println!();
    }
}

/// The queries of a table that are wanted: those whose kind and name have what `ONLY` says.
fn wanted(
    kind: &str,
    all: &'static [(&'static str, &'static str)],
) -> Vec<(usize, &'static str, &'static str)> {
    let only = std::env::var("ONLY").unwrap_or_default();
    let numbered = all.iter().enumerate();
    numbered
        .map(|(number, &(name, query))| (number, name, query))
        .filter(|(_, name, _)| format!("{kind} {name}").contains(only.as_str()))
        .collect()
}

/// Views on days.
fn as_of(session: &mut Session, started: Instant) {
    let queries = wanted("AS OF", TRAVERSALS);
    if queries.is_empty() {
        return;
    }
    println!(
        "\n{:<42} {:>10} {:>8} {:>8}",
        "AS OF", "plain ms", "first", "then"
    );
    let mut means = Means::default();
    for (number, name, query) in queries {
        run(session, query, Taker::Drops, 1, started);
        // Days of its own, of which nothing is remembered.
        let prefix = |turn: usize| {
            let day = 18_500 + (TRAVERSALS.len() * turn + number) as i64;
            format!(
                "AS OF date('{}')",
                Date::from_epoch_days(day).expect("a day")
            )
        };
        let (mut first, mut turns, clock) = (0.0, 0, Instant::now());
        while turns < 20 && clock.elapsed().as_secs_f64() < 0.2 {
            turns += 1;
            let viewed = format!("{} {query}", prefix(turns));
            first += run(session, &viewed, Taker::Drops, 1, started).time;
        }
        let viewed = format!("{} {query}", prefix(0));
        let mut other = session.database().session();
        let queries = &mut [(&mut *session, query.to_owned()), (&mut other, viewed)];
        let runs = medians(queries, Taker::Drops, 5, started);
        let plain = runs[0].time;
        println!(
            "{name:<42} {plain:>10.3} {:>7.2}x {:>7.2}x",
            means.add(0, first / turns as f64 / plain),
            means.add(1, runs[1].time / plain)
        );
    }
    means.print(53, &[]);
}

/// Answers that cite.
fn cite(session: &mut Session, started: Instant) {
    let queries = wanted("CITE", ROWS);
    if queries.is_empty() {
        return;
    }
    let modes = std::env::var("MODES").unwrap_or_default();
    let takers: Vec<_> = [
        ("dropped", "", Taker::Drops, 5),
        ("read", "values", Taker::Reads, 3),
        ("json", "bytes", Taker::Writes(Format::JsonLines), 3),
        ("typed", "bytes", Taker::Writes(Format::TypedJson), 3),
        ("box", "bytes", Taker::Writes(Format::Box), 3),
    ]
    .into_iter()
    .filter(|(mode, ..)| modes.is_empty() || modes.contains(mode))
    .collect();
    print!("\n{:<28} {:>8}", "CITE, ns per row plain", "rows");
    for (mode, more, ..) in &takers {
        print!(" {mode:>7} {:>8}", "");
        if !more.is_empty() {
            print!(" {more:>8}");
        }
    }
    println!();
    let (mut means, mut firsts) = (Means::default(), Vec::new());
    for (_, name, query) in queries {
        print!("{name:<28}");
        let mut column = 0;
        firsts.clear();
        for (at, &(_, _, taker, rounds)) in takers.iter().enumerate() {
            let mut other = session.database().session();
            let queries = &mut [
                (&mut *session, query.to_owned()),
                (&mut other, format!("CITE {query}")),
            ];
            let runs = medians(queries, taker, rounds, started);
            let [plain, cited] = [runs[0], runs[1]];
            if at == 0 {
                print!(" {:>8}", plain.rows);
            }
            firsts.push(column);
            print!(" {:>7.0}", plain.time * 1e6 / plain.rows as f64);
            let bytes = cited.bytes as f64 / plain.bytes as f64;
            let ratios = [
                Some(cited.time / plain.time),
                bytes.is_finite().then_some(bytes),
            ];
            for ratio in ratios.into_iter().flatten() {
                print!(" {:>7.2}x", means.add(column, ratio));
                column += 1;
            }
        }
        println!();
    }
    means.print(37, &firsts);
}

/// Queries without a prefix, on the graph and on the same one without times and sources.
fn neither(nodes: u32, session: &mut Session, started: Instant) {
    let queries = wanted("NO PREFIX", TRAVERSALS);
    if queries.is_empty() {
        return;
    }
    let mut bare = Database::over(load(nodes, false)).session();
    println!("\n{:<42} {:>10} {:>8}", "NO PREFIX", "bare ms", "told");
    let mut means = Means::default();
    for (_, name, query) in queries {
        let queries = &mut [
            (&mut bare, query.to_owned()),
            (&mut *session, query.to_owned()),
        ];
        let runs = medians(queries, Taker::Drops, 5, started);
        let bare = runs[0].time;
        println!(
            "{name:<42} {bare:>10.3} {:>7.2}x",
            means.add(0, runs[1].time / bare)
        );
    }
    means.print(53, &[]);
}

fn main() {
    // `cargo test` runs benches too; there a small graph shows that they work.
    let small = !std::env::args().any(|argument| argument == "--bench");
    let asked = std::env::var("NODES")
        .ok()
        .and_then(|nodes| nodes.parse().ok());
    let nodes: u32 = asked.unwrap_or(if small { 2000 } else { 1_000_000 });
    let started = Instant::now();
    let graph = load(nodes, true);
    let version = graph.version();
    println!(
        "{} nodes, {} relationships",
        version.node_count(),
        version.relationship_count(),
    );
    drop(version);
    let mut session = Database::over(graph).session();
    as_of(&mut session, started);
    cite(&mut session, started);
    neither(nodes, &mut session, started);
}

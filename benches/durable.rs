//! Database files: opening, committing, checkpoints, against the bare disk in the same run.
//!
//! In: nothing, or the number of nodes in the environment variable `NODES` (1,000,000); ten relationships per node of
//! five types, four properties and an index. Out: one line per measurement. Times are of this process and this machine;
//! files lie in the temporary directory.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::time::{Duration, Instant};

use quipu::graph::durable::{OpenOptions, SyncMode, check};
use quipu::graph::{BulkLoader, Graph};
use quipu::value::{NodeId, Value};
use quipu::{Database, Map};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Shares of the five types, in percent.
const SHARES: [u32; 5] = [40, 25, 15, 12, 8];

fn load(nodes: u32) -> Graph {
    let mut random = fastrand::Rng::with_seed(2026);
    let mut loader = BulkLoader::new();
    let label = loader.label("Person").expect("room");
    loader.add_nodes(nodes, &[label]).expect("room");
    let keys = ["name", "city", "age", "score"].map(|name| loader.key(name).expect("room"));
    for node in (0..nodes).map(NodeId) {
        let values = [
            Value::from(format!("person number {}", node.0)),
            Value::from(format!("city {}", random.u32(0..500))),
            Value::Integer(random.i64(0..90)),
            Value::Float(random.f64()),
        ];
        for (key, value) in keys.into_iter().zip(values) {
            loader.set_node_property(node, key, value).expect("room");
        }
    }
    for (ty, share) in SHARES.into_iter().enumerate() {
        let ty = loader.rel_type(&format!("T{ty}")).expect("room");
        let count = u64::from(nodes) * u64::from(share) / 10;
        let pairs: Vec<_> = (0..count)
            .map(|_| (random.u32(0..nodes), random.u32(0..nodes)))
            .collect();
        loader.add_relationships(ty, pairs).expect("room");
    }
    let graph = loader.finish().expect("ends exist");
    let mut tx = graph.begin();
    tx.create_index(label, keys[0]).expect("an index");
    tx.create_index(label, keys[2]).expect("an index");
    tx.commit().expect("memory");
    graph
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    println!("{what:<58} {:>9.1} ms", start.elapsed().as_secs_f64() * 1e3);
    result
}

/// Time this thread was on a processor; 0 where the system does not say.
fn cpu_nanoseconds() -> u64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let first = text.split_whitespace().next();
    first.and_then(|first| first.parse().ok()).unwrap_or(0)
}

/// Makes small commits and gives the time of each, ascending.
fn commits(graph: &Graph, count: usize, what: &str) -> Vec<Duration> {
    let mut random = fastrand::Rng::with_seed(7);
    let nodes = graph.version().id_bound();
    let mut worst_cpu = 0;
    let mut times: Vec<_> = (0..count)
        .map(|_| {
            let cpu = cpu_nanoseconds();
            let start = Instant::now();
            let mut tx = graph.begin();
            let ty = tx.rel_type("T0").expect("room");
            let ends = [random.u32(0..nodes), random.u32(0..nodes)].map(NodeId);
            tx.create_relationship(ty, ends[0], ends[1], &[])
                .expect("both ends");
            tx.commit().expect("a commit");
            let time = start.elapsed();
            worst_cpu = worst_cpu.max(cpu_nanoseconds() - cpu);
            time
        })
        .collect();
    times.sort_unstable();
    let micro = |at: usize| times[at].as_secs_f64() * 1e6;
    println!(
        "{what:<58} {:>9.1} us median, {:.1} us 99 %, {:.0} us worst ({} us on the processor)",
        micro(count / 2),
        micro(count * 99 / 100),
        micro(count - 1),
        worst_cpu / 1000
    );
    times
}

/// The median of these, in microseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}

/// Runs small statements, each of which commits for itself, and gives the time of each. Before every one `other` is done.
fn statements(database: &Database, count: usize, mut other: impl FnMut()) -> Vec<Duration> {
    let mut session = database.session();
    let parameters = Map::new();
    let one = |_| {
        other();
        let start = Instant::now();
        session
            .run("CREATE (:Small {x: 1})", &parameters)
            .expect("a statement");
        start.elapsed()
    };
    (0..count).map(one).collect()
}

/// Runs small statements against what each of them must do at least: to append to a file and to wait. They take turns, as
/// a disk is now faster, now slower. The same statement in memory takes turns with the disk as well: after a wait the
/// processor has forgotten what it had at hand, so the whole statement takes longer than in a row.
fn against_bare_disk(database: &Database, path: &Path, count: usize) {
    let file = File::create(path).expect("a file");
    let mut at = 0;
    let mut wait = || {
        let start = Instant::now();
        file.write_all_at(&[7; 70], at).expect("room");
        file.sync_data().expect("a disk");
        at += 70;
        start.elapsed()
    };
    let mut bare = Vec::new();
    let full = median(statements(database, count, || bare.push(wait())));
    let (mut bare_again, mut session) = (Vec::new(), database.session());
    let commits = (0..count).map(|_| {
        session.begin().expect("a transaction");
        session
            .run("CREATE (:Small {x: 1})", &Map::new())
            .expect("a statement");
        bare_again.push(wait());
        let start = Instant::now();
        session.commit().expect("a commit");
        start.elapsed()
    });
    let commit = median(commits.collect());
    let memory = median(statements(&Database::new(), count, || {
        wait();
    }));
    let (bare, bare_again) = (median(bare), median(bare_again));
    println!(
        "{:<58} {full:>9.1} us median, bare write and fdatasync of 70 bytes {bare:.1} us, beyond it {:.1} us; \
         in memory after such a wait {memory:.1} us",
        "CREATE of one node, full",
        full - bare,
    );
    println!(
        "{:<58} {commit:>9.1} us median, beyond the bare disk {:.1} us",
        "COMMIT of one node created, full",
        commit - bare_again,
    );
}

/// Commits per second of several threads.
fn throughput(graph: &Graph, writers: u32, each: u32, round: i64) -> f64 {
    let start = Instant::now();
    std::thread::scope(|scope| {
        for writer in 0..writers {
            scope.spawn(move || {
                for step in 0..each {
                    let mut tx = graph.begin();
                    let key = tx.key("age").expect("room");
                    let node = NodeId(writer * each + step);
                    tx.set_node_property(
                        node,
                        key,
                        Value::Integer(200 + 1000 * round + i64::from(step)),
                    )
                    .expect("a node");
                    tx.commit().expect("a commit");
                }
            });
        }
    });
    f64::from(writers * each) / start.elapsed().as_secs_f64()
}

fn main() {
    let nodes = std::env::var("NODES").map_or(1_000_000, |text| text.parse().expect("a number"));
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bench.quipu");
    let full = OpenOptions::new();
    let normal = OpenOptions::new().sync(SyncMode::Normal);

    let graph = timed("make and load", || load(nodes));
    commits(&graph, 2000, "commit of one relationship, in memory");
    graph.fold();
    drop(timed("write the database and open it", || {
        Graph::create(&path, &full, &graph.version(), "bench").expect("a database")
    }));
    drop(graph);
    let bytes = std::fs::metadata(&path).expect("a file").len();
    println!("{:<58} {:>9.1} MB", "snapshot", bytes as f64 / 1e6);
    for _ in 0..3 {
        drop(timed("open, warm", || {
            Graph::open(&path, &full).expect("a database")
        }));
    }

    let small = |name: &str, options| {
        Database::open(folder.path().join(name), options).expect("a database")
    };
    for (what, database) in [
        ("CREATE of one node, in memory", Database::new()),
        ("CREATE of one node, normal", small("normal.quipu", &normal)),
    ] {
        let median = median(statements(&database, 20_000, || {}));
        println!("{what:<58} {median:>9.1} us median");
    }
    let database = small("full.quipu", &full);
    against_bare_disk(&database, &folder.path().join("bare"), 1000);
    drop(database);
    let graph = Graph::open(&path, &full).expect("a database");
    commits(&graph, 500, "commit of one relationship, full");
    let mut rounds: Vec<(f64, f64)> = (0..9)
        .map(|round| {
            let alone = throughput(&graph, 1, 500, 2 * round);
            (alone, throughput(&graph, 16, 500, 2 * round + 1))
        })
        .collect();
    rounds.sort_by(|one, other| (one.1 / one.0).total_cmp(&(other.1 / other.0)));
    let times = |at: usize| rounds[at].1 / rounds[at].0;
    let (alone, together) = rounds[rounds.len() / 2];
    println!(
        "{:<58} {together:>9.0} /s, one writer {alone:.0} /s, {:.1} times ({:.1} to {:.1} in {} rounds)",
        "commits of 16 writers, full",
        times(rounds.len() / 2),
        times(0),
        times(rounds.len() - 1),
        rounds.len()
    );
    drop(graph);
    let graph = Graph::open(&path, &normal).expect("a database");
    commits(&graph, 200_000, "commit of one relationship, normal");
    timed("checkpoint", || graph.checkpoint().expect("a disk"));
    drop(graph);
    let graph = Graph::open(&path, &normal.checkpoint_after(1 << 30)).expect("a database");
    commits(&graph, 150_000, "the same, no checkpoints");
    std::mem::forget(graph);
    drop(timed("open with that log to carry out", || {
        Graph::open(&path, &full.read_only(true)).expect("a database")
    }));
    let report = timed("check", || check(&path).expect("a database"));
    assert!(report.is_sound(), "{:?}", report.problems);
    println!("{:<58} {:>9.1} MB", "log", report.log_bytes as f64 / 1e6);
}

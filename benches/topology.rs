//! Topology: memory, loading, and walking, against petgraph's own layout in the same run.
//!
//! In: nothing, or the number of nodes in the environment variable `NODES` (1,000,000); ten relationships per node of
//! five types with skewed degrees. Out: one line per measurement. Times are of this process and this machine; read the
//! ratios. Both sides answer the same question and must agree.
//!
//! Baseline (2 cores, shared, two runs): 16.1 bytes per relationship; two-hop counting 41 and 54 times the speed of
//! `StableDiGraph` when every path is visited, about 500 times by degrees; petgraph's own `Bfs` 3.0 and 3.8 times;
//! loading 0.8 and 1.7 times the speed of filling a `StableDiGraph`, which sorts nothing.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::hint::black_box;
use std::time::Instant;

use petgraph::graph::NodeIndex;
use petgraph::stable_graph::StableDiGraph;
use petgraph::visit::{Bfs, EdgeRef};
use quipu::graph::petgraph::Selection;
use quipu::graph::{BulkLoader, Direction, Graph, Version};
use quipu::value::{NodeId, Value};

/// Shares of the five types, in percent.
const SHARES: [u32; 5] = [40, 25, 15, 12, 8];

type Triple = (u8, u32, u32);

/// Skewed starts and ends: the square of a uniform number, scattered over the ids.
fn triples(nodes: u32) -> Vec<Triple> {
    let mut random = fastrand::Rng::with_seed(2026);
    let node = move |random: &mut fastrand::Rng| {
        let skewed = random.f64() * random.f64();
        let rank = (skewed * f64::from(nodes)) as u64;
        (rank * 2_654_435_761 % u64::from(nodes)) as u32
    };
    (0..u64::from(nodes) * 10)
        .map(|_| {
            let mut share = random.u32(0..100);
            let ty = SHARES.iter().position(|&percent| {
                let found = share < percent;
                share = share.wrapping_sub(percent);
                found
            });
            let from = random.u32(0..nodes);
            (ty.unwrap_or(0) as u8, from, node(&mut random))
        })
        .collect()
}

fn load(nodes: u32, triples: &[Triple]) -> Graph {
    let mut loader = BulkLoader::new();
    loader.add_nodes(nodes, &[]).expect("room for the nodes");
    for ty in 0..SHARES.len() {
        let id = loader
            .rel_type(&format!("T{ty}"))
            .expect("room for the type");
        let pairs = triples.iter().filter(|triple| usize::from(triple.0) == ty);
        loader
            .add_relationships(id, pairs.map(|&(_, from, to)| (from, to)))
            .expect("room for the relationships");
    }
    loader.finish().expect("all ends exist")
}

fn stable(nodes: u32, triples: &[Triple]) -> StableDiGraph<(), u8> {
    let mut graph = StableDiGraph::with_capacity(nodes as usize, triples.len());
    for _ in 0..nodes {
        graph.add_node(());
    }
    for &(ty, from, to) in triples {
        graph.add_edge(NodeIndex::from(from), NodeIndex::from(to), ty);
    }
    graph
}

/// Paths of two relationships of the first type, by slices.
fn two_hops(version: &Version) -> u64 {
    let ty = version.type_id("T0").expect("the type was loaded");
    let lists = version
        .adjacency(ty, Direction::Outgoing)
        .expect("the type was loaded");
    let mut paths = 0;
    for node in 0..version.id_bound() {
        for &middle in lists.neighbors(node).nodes {
            for &end in lists.neighbors(middle).nodes {
                paths += u64::from(black_box(end) != u32::MAX);
            }
        }
    }
    paths
}

fn two_hops_by_degree(version: &Version) -> u64 {
    let ty = version.type_id("T0").expect("the type was loaded");
    let lists = version
        .adjacency(ty, Direction::Outgoing)
        .expect("the type was loaded");
    let degrees = |node| {
        lists
            .neighbors(node)
            .nodes
            .iter()
            .map(|&middle| lists.degree(middle) as u64)
    };
    (0..version.id_bound()).flat_map(degrees).sum()
}

fn two_hops_stable(graph: &StableDiGraph<(), u8>) -> u64 {
    let first = |node| graph.edges(node).filter(|edge| *edge.weight() == 0);
    let mut paths = 0;
    for node in graph.node_indices() {
        for middle in first(node) {
            for end in first(middle.target()) {
                paths += u64::from(black_box(end.target().index()) != usize::MAX);
            }
        }
    }
    paths
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = work();
    let milliseconds = start.elapsed().as_secs_f64() * 1000.0;
    println!("{what:<56} {milliseconds:>12.1} ms");
    (result, milliseconds)
}

/// Relationships created in one transaction of `size`, microseconds for each.
fn writes(graph: &Graph, size: u32, rounds: u32) {
    let version = graph.version();
    let (ty, bound) = (
        version.type_id("T1").expect("the type was loaded"),
        version.id_bound(),
    );
    let mut random = fastrand::Rng::with_seed(u64::from(size));
    let start = Instant::now();
    for _ in 0..rounds {
        let mut transaction = graph.begin();
        for _ in 0..size {
            let (from, to) = (random.u32(0..bound), random.u32(0..bound));
            transaction
                .create_relationship(ty, NodeId(from), NodeId(to), &[])
                .expect("both nodes exist");
        }
        transaction.commit().expect("nothing prevents the commit");
    }
    let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(size * rounds);
    println!(
        "{:<56} {each:>12.2} us",
        format!("create in transactions of {size}, each")
    );
}

fn properties(nodes: u32) {
    let mut loader = BulkLoader::new();
    let mut random = fastrand::Rng::with_seed(5);
    loader.add_nodes(nodes, &[]).expect("room for the nodes");
    let keys =
        ["age", "score", "city", "name"].map(|name| loader.key(name).expect("room for the key"));
    timed("load 4 properties per node", || {
        for node in 0..nodes {
            let values = [
                Value::Integer(random.i64(0..100)),
                Value::Float(random.f64()),
                Value::from(format!("city {}", random.u32(0..200))),
                Value::from(format!("name {node}")),
            ];
            for (key, value) in keys.into_iter().zip(values) {
                loader
                    .set_node_property(NodeId(node), key, value)
                    .expect("simple values");
            }
        }
    });
    let graph = loader.finish().expect("no relationships");
    let version = graph.version();
    let bytes = version.property_bytes() as f64 / f64::from(nodes);
    println!("{:<56} {bytes:>12.1} B", "properties, per node");
    let column = version.node_column(keys[0]).expect("the key was loaded");
    let ids: Vec<u32> = (0..nodes).collect();
    timed("gather one integer property of all nodes", || {
        for ids in ids.chunks(2048) {
            black_box(column.gather(ids));
        }
    });
}

fn main() {
    // `cargo test` runs benches too; there a small graph shows that they work.
    let small = !std::env::args().any(|argument| argument == "--bench");
    let asked = std::env::var("NODES")
        .ok()
        .and_then(|nodes| nodes.parse().ok());
    let nodes: u32 = asked.unwrap_or(if small { 2000 } else { 1_000_000 });
    let triples = triples(nodes);
    println!(
        "{nodes} nodes, {} relationships, {} types",
        triples.len(),
        SHARES.len()
    );

    let (graph, _) = timed("bulk load", || load(nodes, &triples));
    let version = graph.version();
    let bytes = version.topology_bytes() as f64 / triples.len() as f64;
    println!("{:<56} {bytes:>12.2} B", "topology, per relationship");
    let (other, _) = timed("the same into petgraph's StableDiGraph", || {
        stable(nodes, &triples)
    });

    let (paths, ours) = timed("two hops of one type, every path visited", || {
        two_hops(&version)
    });
    let (degrees, by_degree) = timed("the same by degrees", || two_hops_by_degree(&version));
    let (expected, theirs) = timed("the same on StableDiGraph", || two_hops_stable(&other));
    assert_eq!((paths, degrees), (expected, expected));
    println!("{:<56} {:>12.1} x", "StableDiGraph / slices", theirs / ours);
    println!(
        "{:<56} {:>12.1} x",
        "StableDiGraph / degrees",
        theirs / by_degree
    );

    let selection = Selection::all(&version);
    let start = NodeIndex::from(triples[0].1);
    let (here, ours) = timed("petgraph's Bfs through the view", || {
        let mut bfs = Bfs::new(selection.view(), start);
        std::iter::from_fn(|| bfs.next(selection.view())).count()
    });
    let (there, theirs) = timed("petgraph's Bfs on StableDiGraph", || {
        let mut bfs = Bfs::new(&other, start);
        std::iter::from_fn(|| bfs.next(&other)).count()
    });
    assert_eq!(here, there);
    println!("{:<56} {:>12.1} x", "StableDiGraph / view", theirs / ours);
    drop((other, triples));

    writes(&graph, 1, if small { 10 } else { 20_000 });
    writes(&graph, 100, if small { 2 } else { 200 });
    writes(&graph, nodes / 4, 1);
    let bytes =
        graph.version().topology_bytes() as f64 / graph.version().relationship_count() as f64;
    println!(
        "{:<56} {bytes:>12.2} B",
        "topology after writing, per relationship"
    );
    timed("fold", || graph.fold());
    let bytes =
        graph.version().topology_bytes() as f64 / graph.version().relationship_count() as f64;
    println!(
        "{:<56} {bytes:>12.2} B",
        "topology after folding, per relationship"
    );
    properties(nodes);
}

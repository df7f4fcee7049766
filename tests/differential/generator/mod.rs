//! Random graphs and random queries.
//!
//! In: a seed. Out: a case: a statement that builds a small graph, and a query over its names whose answer does not
//! depend on the order in which rows come (or that says so). The same seed gives the same case. Knows nothing of what
//! the right answer is.

mod chance;
mod clause;
mod expression;
mod graph;
mod pattern;
mod query;
mod update;

pub(crate) use chance::Chance;
use query::Query;
use quipu::value::{Map, Value, json};

const LABELS: [&str; 3] = ["A", "B", "C"];
const TYPES: [&str; 3] = ["R", "S", "T"];

/// A graph and a query on it.
#[derive(Debug)]
pub(crate) struct Case {
    /// Builds the graph.
    pub(crate) graph: String,
    /// The query; its parameters are [`parameters`].
    pub(crate) query: String,
    /// Do the rows have one order?
    pub(crate) ordered: bool,
    /// Does it change the graph?
    pub(crate) writes: bool,
}

/// The parameters of every query.
pub(crate) fn parameters() -> Map {
    let text = r#"{"one": 1, "text": "x", "nothing": null, "list": [0, 1, null, 3], "map": {"k": 2, "t": "y"}}"#;
    match json::from_text(text) {
        Ok(Value::Map(map)) => map,
        other => panic!("{other:?}"),
    }
}

/// The case of a seed: one in three changes its graph.
pub(crate) fn case(seed: u64) -> Case {
    if seed.is_multiple_of(3) {
        build(seed, |query, size| query.changing(1 + size / 3))
    } else {
        reading(seed)
    }
}

/// The case of a seed, one that only reads.
pub(crate) fn reading(seed: u64) -> Case {
    build(seed, |query, size| query.reading(1 + size / 2))
}

/// A graph, the clauses of a reading query without their end, and a condition on its rows.
pub(crate) fn condition(seed: u64) -> (Case, String) {
    let mut condition = String::new();
    let case = build(seed, |query, size| {
        query.clauses(1 + size / 3);
        condition = query.condition(3);
    });
    (case, condition)
}

/// The graph of a seed alone.
#[allow(dead_code, reason = "used where this generator is shared")]
pub(crate) fn graph(seed: u64, size: usize) -> String {
    graph::statement(&mut Chance::new(seed), size)
}

fn build(seed: u64, write: impl FnOnce(&mut Query<'_>, usize)) -> Case {
    let mut chance = Chance::new(seed);
    let size = 2 + (seed % 7) as usize;
    let graph = graph::statement(&mut chance, size);
    let mut query = Query::new(&mut chance);
    write(&mut query, size);
    Case {
        graph,
        ordered: query.ordered,
        writes: query.writes,
        query: query.text,
    }
}

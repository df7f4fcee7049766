//! Views in time and answers that cite: the worked examples, and the laws on random graphs and queries.
//!
//! In: the graph in `graph-data/`, and seeds from `QUIPU_SEED` (default 1) on, `QUIPU_CASES` of them (default 400).
//! Out: a failure with seed, graph and query where a law is broken. Knows the engine only through its library.

#![expect(clippy::unwrap_used, reason = "what goes wrong in a test fails it")]

#[expect(dead_code, reason = "only what reads is needed here")]
#[path = "../differential/answer.rs"]
mod answer;
#[expect(dead_code, reason = "only what reads is needed here")]
#[path = "../differential/generator/mod.rs"]
mod generator;

#[path = "../tck/gherkin.rs"]
mod gherkin;

mod conformance;
mod examples;
mod facts;
mod laws;
mod plans;

use std::path::Path;

use quipu::format::{GraphFormat, ImportOptions, import};
use quipu::graph::Graph;
use quipu::render::citation;
use quipu::source::Source;
use quipu::value::{Map, Value, literal};
use quipu::{Database, Error, Session};

/// A session on graph data of this project.
fn session_on(file: &str) -> Session {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    let text = std::fs::read_to_string(&path).unwrap();
    let graph = Graph::new();
    let mut transaction = graph.begin();
    let source = Source::new(file, text);
    let options = ImportOptions::default();
    import(&source, GraphFormat::Json, &mut transaction, &options).unwrap();
    transaction.commit().unwrap();
    Database::over(graph).session()
}

/// The rows as texts, what cites as text, or the error.
fn rows(session: &mut Session, query: &str, parameters: &Map) -> Result<Vec<String>, Error> {
    let answer = citation::with_text(session.run(query, parameters)?.rows);
    Ok(answer.rows().iter().map(|row| text(row)).collect())
}

fn text(row: &[Value]) -> String {
    let cells: Vec<String> = row
        .iter()
        .map(|value| match value {
            Value::String(text) => text.to_string(),
            Value::Date(date) => date.to_string(),
            other => literal::cypher(other),
        })
        .collect();
    cells.join(" | ")
}

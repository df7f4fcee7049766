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
use std::sync::Arc;

use quipu::format::{GraphFormat, ImportOptions, import};
use quipu::graph::Graph;
use quipu::render::citation;
use quipu::source::Source;
use quipu::value::{Map, Node, Relationship, Value, json, literal};
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

/// A value is written as JSON before anybody has looked at it as it is once all of it was read.
#[track_caller]
fn written_alike(value: &Value) {
    let forms = [json::plain, json::data, json::typed];
    let before = forms.map(|write| write(value));
    let read = read(value);
    assert_eq!(before, forms.map(|write| write(&read)));
    assert_eq!(before, forms.map(|write| write(value)));
}

/// The same value with nothing left to be read.
fn read(value: &Value) -> Value {
    match value {
        Value::List(all) => Value::list(all.iter().map(read).collect()),
        Value::Map(all) => {
            let entries = all.iter();
            Value::map(
                entries
                    .map(|(key, value)| (key.clone(), read(value)))
                    .collect(),
            )
        }
        Value::Node(node) => {
            let content = node.content();
            Value::Node(Node {
                id: node.id,
                content: content.map(|content| Arc::new(content.into_owned().into())),
            })
        }
        Value::Relationship(relationship) => {
            let content = relationship.content();
            Value::Relationship(Relationship {
                id: relationship.id,
                content: content.map(|content| Arc::new(content.into_owned().into())),
            })
        }
        other => other.clone(),
    }
}

/// The rows as texts, what cites as text, or the error.
fn rows(session: &mut Session, query: &str, parameters: &Map) -> Result<Vec<String>, Error> {
    let answer = session.run(query, parameters)?.rows;
    answer.rows().iter().flatten().for_each(written_alike);
    let answer = citation::with_text(answer);
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

//! The answer to a query as texts that can be compared.
//!
//! In: a session and a query. Out: its rows or what it was refused for, and the graph it leaves. Ids do not show: they
//! may differ between right answers.

use std::ops::ControlFlow;
use std::time::Duration;

use quipu::value::{Map, Value, literal};
use quipu::{Database, Limits, Session};

use crate::generator;

/// More rows than this are too many to be worth comparing.
const MOST_ROWS: usize = 3000;

/// Longer than this a case is not worth running. Only to keep a run going: what is cut off is counted, not compared.
const MOST_TIME: Duration = Duration::from_secs(2);

/// Indexes of the graphs that have some.
const INDEXES: [&str; 8] = [
    "(n:A) ON (n.p)",
    "(n:A) ON (n.s)",
    "(n:B) ON (n.u)",
    "(n:C) ON (n.p, n.u)",
    "()-[r:R]-() ON (r.p)",
    "()-[r:R]-() ON (r.s)",
    "()-[r:S]-() ON (r.u)",
    "()-[r:T]-() ON (r.p, r.u)",
];

/// What came back.
#[derive(Debug, PartialEq)]
pub(crate) enum Outcome {
    /// The rows; sorted where they have no order.
    Rows(Vec<String>),
    /// The detail of the error.
    Refused(String),
}

/// What came back and what is there now.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) outcome: Outcome,
    /// Nodes and relationships, and what the engine counted as changed; empty for a query that reads.
    graph: Vec<String>,
}

impl Answer {
    /// All of it, line by line.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = match &self.outcome {
            Outcome::Rows(rows) => rows.clone(),
            Outcome::Refused(why) => vec![why.clone()],
        };
        lines.extend(self.graph.iter().cloned());
        lines
    }
}

/// The first lines that only one of two answers has, or the first that stand in another order.
pub(crate) fn difference(other: &[String], reference: &[String]) -> String {
    let missing = |from: &[String], in_other: &[String]| {
        let mut rest = in_other.to_vec();
        let mut lines = from.to_vec();
        lines.retain(|line| match rest.iter().position(|other| other == line) {
            Some(at) => {
                rest.swap_remove(at);
                false
            }
            None => true,
        });
        lines.truncate(8);
        lines
    };
    let (more, less) = (missing(other, reference), missing(reference, other));
    if more.is_empty() && less.is_empty() {
        let at = other.iter().zip(reference).position(|(a, b)| a != b);
        let at = at.unwrap_or_default();
        return format!(
            "another order: {:#?}\n{:#?}",
            &other[at..],
            &reference[at..]
        );
    }
    format!(
        "of {} only {more:#?}\nof {} missing {less:#?}",
        other.len(),
        reference.len()
    )
}

/// A session on a database of its own, with the graph in it.
pub(crate) fn session(graph: &str) -> Session {
    let mut session = Database::new().session();
    session.run(graph, &Map::new()).unwrap();
    // Every other graph has indexes, so that plans begin with them.
    if graph.len().is_multiple_of(2) {
        for index in INDEXES {
            let text = format!("CREATE INDEX FOR {index}");
            session.run(&text, &Map::new()).unwrap();
        }
    }
    session.set_limits(Limits {
        time: Some(MOST_TIME),
        memory: Some(64 << 20),
    });
    session
}

/// Runs the query; `None` when it is too large.
pub(crate) fn ask(
    session: &mut Session,
    query: &str,
    ordered: bool,
    writes: bool,
) -> Option<Answer> {
    let mut rows = Vec::new();
    let result = session.stream(query, &generator::parameters(), &mut |_, batch| {
        rows.extend(batch.iter().map(|row| text(row)));
        if rows.len() > MOST_ROWS {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    if rows.len() > MOST_ROWS {
        return None;
    }
    let mut graph = Vec::new();
    let outcome = match result {
        Ok(summary) => {
            if !ordered {
                rows.sort();
            }
            let changes = &summary.counters;
            if changes.nodes_added + changes.relationships_added > MOST_ROWS {
                return None;
            }
            if writes {
                graph.push(format!("{:?}", summary.counters));
            }
            Outcome::Rows(rows)
        }
        Err(error) if ["TimeLimit", "MemoryLimit"].contains(&error.detail()) => return None,
        Err(error) => Outcome::Refused(error.detail().to_owned()),
    };
    if writes {
        session.set_limits(Limits::default());
        for part in [
            "MATCH (n) RETURN n",
            "MATCH (a)-[r]->(b) RETURN a, r, b",
            "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*)",
        ] {
            let answer = session.run(part, &Map::new()).unwrap();
            let mut rows: Vec<String> = answer.rows().iter().map(|row| text(row)).collect();
            rows.sort();
            graph.extend(rows);
        }
    }
    Some(Answer { outcome, graph })
}

fn text(row: &[Value]) -> String {
    let values: Vec<String> = row.iter().map(literal::cypher).collect();
    values.join(" | ")
}

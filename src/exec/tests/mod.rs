//! Statements carried out from text to rows: what the operators do, seen from outside.
//!
//! One function runs all cases ([`Case`]). Plans are those of the order written, so that nothing but execution is tried.

mod expression;
mod limits;
mod parallel;
mod path;
mod pattern;
mod search;
mod shaping;
mod substitute;
mod writing;

use std::sync::Arc;

use super::{Context, Flow, run};
use crate::diagnostic::{Code, Result};
use crate::graph::Graph;
use crate::plan::{OpKind, Plan};
use crate::procedure::Registry;
use crate::semantics::{self, Signatures};
use crate::value::{Map, Value, literal};
use crate::{plan, syntax};

/// Runs one statement and commits; rows as text.
fn execute(
    graph: &Graph,
    text: &str,
    parameters: &Map,
    limit: impl FnOnce(Context) -> Context,
) -> Result<Vec<String>> {
    execute_changed(graph, text, parameters, limit, &mut |_| {})
}

/// The same, with a change to every operator of the plan before it is run.
fn execute_changed(
    graph: &Graph,
    text: &str,
    parameters: &Map,
    limit: impl FnOnce(Context) -> Context,
    change: &mut dyn FnMut(&mut OpKind),
) -> Result<Vec<String>> {
    let mut plan = plan::textual::lower(built(text, parameters)?);
    for op in &mut plan.ops {
        change(&mut op.kind);
    }
    run_plan(graph, &plan, parameters, limit)
}

/// The plan of a statement, as built.
fn built(text: &str, parameters: &Map) -> Result<Plan> {
    let syntax::ast::Statement::Query(statement) = syntax::parse(text)? else {
        panic!("{text} is no query");
    };
    let procedures = Registry::default();
    let signatures = Signatures {
        procedures: &procedures,
        parameters: Some(parameters),
    };
    let query = semantics::check(&statement, text, &signatures)?;
    Ok(plan::build(&query))
}

/// Runs a plan and commits; rows as text.
fn run_plan(
    graph: &Graph,
    plan: &Plan,
    parameters: &Map,
    limit: impl FnOnce(Context) -> Context,
) -> Result<Vec<String>> {
    let context = if plan.writes {
        Context::writing(graph.begin())
    } else {
        Context::reading(graph.version())
    };
    let context = limit(context.with_parameters(Arc::new(parameters.clone())));
    let mut rows = Vec::new();
    let result = run(&Arc::new(plan.clone()), &context, &mut |batch| {
        for row in 0..batch.rows() {
            let values = plan.columns.iter();
            let values: Vec<String> = values
                .map(|(_, variable)| literal::cypher(&batch.value(variable.index(), row)))
                .collect();
            for _ in 0..batch.times(row) {
                rows.push(values.join(" "));
            }
        }
        Ok(Flow::More)
    });
    if let Some(transaction) = context.into_transaction()
        && result.is_ok()
    {
        transaction.commit()?;
    }
    result.map(|_| rows)
}

/// A graph to begin with and a statement to run on it.
pub(super) struct Case {
    graph: Graph,
    parameters: Map,
}

impl Case {
    /// After these statements.
    #[track_caller]
    pub(super) fn after(setup: &[&str]) -> Self {
        let graph = Graph::new();
        for text in setup {
            if let Err(problem) = execute(&graph, text, &Map::new(), |context| context) {
                panic!("{text}\n{problem}");
            }
        }
        Self {
            graph,
            parameters: Map::new(),
        }
    }

    /// With this parameter.
    pub(super) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.parameters.insert(name, value.into());
        self
    }

    /// The statement gives these rows, in any order.
    #[track_caller]
    pub(super) fn gives(&self, text: &str, expected: &[&str]) -> &Self {
        let mut found = self.rows(text);
        let mut expected: Vec<&str> = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{text}");
        self
    }

    /// The statement gives these rows, in this order.
    #[track_caller]
    pub(super) fn gives_in_order(&self, text: &str, expected: &[&str]) -> &Self {
        assert_eq!(self.rows(text), expected, "{text}");
        self
    }

    /// The statement fails like this, and changes nothing.
    #[track_caller]
    pub(super) fn fails(&self, text: &str, code: Code) -> &Self {
        let result = execute(&self.graph, text, &self.parameters, |context| context);
        match result {
            Ok(rows) => panic!("{text}\ngave {rows:?}"),
            Err(problem) => assert_eq!(problem.code(), code, "{text}\n{problem}"),
        }
        self
    }

    #[track_caller]
    fn rows(&self, text: &str) -> Vec<String> {
        match execute(&self.graph, text, &self.parameters, |context| context) {
            Ok(rows) => rows,
            Err(problem) => panic!("{text}\n{problem} at {:?}", problem.span()),
        }
    }
}

/// A small social graph: four people in a ring, a shortcut, a loop, a double relationship, a city.
pub(super) const PEOPLE: &[&str] = &[
    "CREATE (a:Person {name: 'a', age: 10}), (b:Person {name: 'b', age: 20}), (c:Person:Boss {name: 'c', age: 30}),
            (d:Person {name: 'd'}), (x:City {name: 'x'}),
            (a)-[:KNOWS {since: 1}]->(b), (b)-[:KNOWS {since: 2}]->(c), (c)-[:KNOWS {since: 3}]->(d),
            (d)-[:KNOWS {since: 4}]->(a), (a)-[:LIKES]->(c), (b)-[:LIKES]->(b), (a)-[:LIKES]->(b),
            (a)-[:LIVES {since: 5}]->(x), (c)-[:LIVES]->(x), (a)-[:LIKES]->(b)",
];

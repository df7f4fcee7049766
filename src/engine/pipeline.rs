//! The stages in their order, and nothing else.

use std::sync::Arc;

use super::cache::Prepared;
use super::lens::{self, Lens};
use super::{Database, Planning};
use crate::diagnostic::Result;
use crate::graph::Version;
use crate::semantics::Signatures;
use crate::syntax::ast::{Statement, Transaction};
use crate::value::Map;
use crate::{optimize, plan, semantics, syntax};

/// A statement, ready to be carried out.
pub(super) enum Step {
    Query(Prepared),
    Transaction(Transaction),
}

/// Text to plan, or the plan that was made of it before.
///
/// Checking may depend on the parameters (`SKIP $n`), so a kept plan is used only for a text without them or
/// one whose parameters the checker does not look at. Of a plan that was chosen with values of parameters in mind, see `cache`. A query of the past is planned for the graph of that time.
pub(super) fn prepare(
    database: &Database,
    text: &str,
    parameters: &Map,
    version: &Arc<Version>,
    planning: Planning,
    lens: &Lens,
) -> Result<Step> {
    let keep = planning == Planning::Optimized && !lens.cite && lens.recorded_on.is_none();
    let graph_size = version.node_count() + version.relationship_count();
    if keep && let Some(prepared) = database.plans().get(text, parameters, version, graph_size) {
        return Ok(Step::Query(prepared));
    }
    let statement = match syntax::parse(text)? {
        Statement::Query(statement) => statement,
        Statement::Transaction(transaction) => return Ok(Step::Transaction(transaction)),
    };
    let procedures = database.procedures();
    let signatures = Signatures {
        procedures: &procedures,
        parameters: Some(parameters),
    };
    let mut query = semantics::check(&statement, text, &signatures)?;
    if lens.cite && !query.writes && !query.columns.is_empty() {
        if query
            .columns
            .iter()
            .any(|name| **name == *plan::CITE_COLUMN)
        {
            return Err(semantics::cite_clash());
        }
        query.cite = true;
    }
    let recorded = lens::recorded(lens, &query, database, parameters, version)?;
    let keep = keep && recorded.is_none();
    let version = recorded.as_ref().unwrap_or(version);
    let graph: &Version = version;
    let plan = plan::build(&query);
    let (mut plan, peeks) = match planning {
        Planning::Optimized => {
            let options = optimize::Options {
                parameters: parameters.clone(),
                ..optimize::Options::default()
            };
            let optimized = optimize::run(plan, graph, &options);
            let classes = optimized.peeks.into_iter().map(|peek| {
                let class = peek.class(graph, parameters);
                (peek, class)
            });
            (optimized.plan, classes.collect())
        }
        Planning::Textual | Planning::Reference => (optimize::textual(plan), [].into()),
    };
    lens::settle(&mut plan, version);
    let prepared = Prepared {
        plan: Arc::new(plan),
        mode: query.mode,
        graph_size,
        catalog: Arc::clone(version.catalog()),
        recorded,
        peeks,
        helped: Arc::default(),
    };
    if keep {
        database.plans().insert(text, prepared.clone());
    }
    Ok(Step::Query(prepared))
}

//! The stages in their order, and nothing else.

use std::sync::Arc;

use super::cache::Prepared;
use super::{Database, Planning};
use crate::diagnostic::Result;
use crate::graph::Version;
use crate::semantics::Signatures;
use crate::value::Map;
use crate::{optimize, plan, semantics, syntax};

/// Text to plan, or the plan that was made of it before.
///
/// Checking may depend on the parameters (`SKIP $n`), so a kept plan is used only for a text without them or
/// one whose parameters the checker does not look at.
pub(super) fn prepare(
    database: &Database,
    text: &str,
    parameters: &Map,
    version: &Version,
    planning: Planning,
    cite: bool,
) -> Result<Prepared> {
    let keep = planning == Planning::Optimized && !cite;
    let graph_size = version.node_count() + version.relationship_count();
    if keep && let Some(prepared) = database.plans().get(text, graph_size, version.catalog()) {
        return Ok(prepared);
    }
    let statement = syntax::parse(text)?;
    let procedures = database.procedures();
    let signatures = Signatures {
        procedures: &procedures,
        parameters: Some(parameters),
    };
    let mut query = semantics::check(&statement, text, &signatures)?;
    if cite && !query.writes && !query.columns.is_empty() {
        if query
            .columns
            .iter()
            .any(|name| **name == *plan::CITE_COLUMN)
        {
            return Err(semantics::cite_clash());
        }
        query.cite = true;
    }
    let plan = plan::build(&query);
    let plan = match planning {
        Planning::Optimized => optimize::run(plan, version, &optimize::Options::default()),
        Planning::Textual | Planning::Reference => optimize::textual(plan),
    };
    let prepared = Prepared {
        plan: Arc::new(plan),
        mode: query.mode,
        graph_size,
        catalog: Arc::clone(version.catalog()),
    };
    if keep {
        database.plans().insert(text, prepared.clone());
    }
    Ok(prepared)
}

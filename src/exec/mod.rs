//! Carrying out plans: operators over batches of rows.
//!
//! In: a plan and the [`Context`] it runs on. Out: batches, and changes to the graph. A plan becomes pipelines
//! ([`build`]); batches are pushed through them ([`run`]). Knows nothing of text, of names in scope, or of how a plan was
//! chosen; undoing a statement that failed is the engine's business.
//!
//! | part | what |
//! |---|---|
//! | `pipeline` | operators in a row, and how they are driven |
//! | `op` | the operators |
//! | `eval` | values of expressions, one row or a whole batch at a time |
//! | `nested`, `subplan` | plans within operators and within expressions |
//! | `graph_access` | the one door to nodes and relationships |
//! | `parallel`, `workers`, `crew` | one statement on several threads |
//! | `context`, `runtime`, `memory` | what a statement runs on |
//! | `groups`, `node_set` | numbering equal tuples; nodes seen |

mod build;
mod context;
mod crew;
pub(crate) mod eval;
mod graph_access;
mod groups;
mod members;
mod memory;
mod nested;
mod node_set;
mod op;
mod parallel;
mod patterns;
mod pipeline;
mod runtime;
mod subplan;
#[cfg(test)]
mod tests;
mod threshold;
mod workers;

pub use build::{Execution, build};
pub use context::Context;
pub use crew::Crew;
pub use graph_access::View;
pub use memory::Memory;
pub use pipeline::Flow;
use pipeline::{Operator, Sink};
use runtime::Runtime;

use std::sync::Arc;

use crate::column::Batch;
use crate::diagnostic::Result;
use crate::plan::Plan;
pub use crate::plan::{OperatorStatistics, Statistics};
use crate::semantics::checked::Expr;
use crate::value::Value;

/// The value of an expression that reads no row and no graph.
///
/// # Errors
/// Whatever is wrong with it; `Code::MissingParameter` when the context lacks a parameter.
pub fn constant(expr: &Expr, context: &Context) -> Result<Value> {
    let runtime = Runtime {
        context,
        subplans: &[],
    };
    eval::eval(expr, &eval::EmptyRow, &runtime.surroundings())
}

/// Runs a plan and hands its rows over. The sink may say that it has enough; changes to the graph are made in any case.
///
/// # Errors
/// `Code::MissingParameter` before anything is done; later whatever goes wrong. Changes made until then stay in the
/// context's transaction: the caller rolls them back.
pub fn run(
    plan: &Arc<Plan>,
    context: &Context,
    sink: &mut dyn FnMut(&Batch) -> Result<Flow>,
) -> Result<Statistics> {
    if let Some(cut) = parallel::cut(plan, context) {
        return parallel::run(plan, cut, context, sink);
    }
    let Execution { mut main, subplans } = build(plan, context)?;
    let runtime = Runtime {
        context,
        subplans: &subplans,
    };
    main.run(Batch::unit(), &runtime, &mut |batch| sink(&batch))?;
    Ok(Statistics {
        operators: main.statistics(),
        subplans: subplans
            .iter()
            .map(|subplan| subplan.borrow().statistics())
            .collect(),
        peak_memory: context.memory().peak(),
        helped: false,
    })
}

//! The logical plan.
//!
//! In: a checked query. Out: a [`Plan`]: operators in order, subquery plans, result columns. Knows nothing of the
//! graph's contents (statistics are `optimize`'s) nor of execution.

pub mod build;
pub mod lowering;
mod op;
pub mod query_graph;
pub mod textual;
mod var_set;
pub mod visit;

pub use build::build;
pub use op::{Hop, Op, OpKind, Plan, StoreCount, Subplan};
pub use var_set::VarSet;

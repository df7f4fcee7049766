//! The logical plan.
//!
//! In: a checked query. Out: a [`Plan`]: operators in order, subquery plans, result columns. Knows nothing of the
//! graph's contents (statistics are `optimize`'s) nor of execution.

mod op;
pub mod query_graph;

pub use op::{Hop, Op, OpKind, Plan, StoreCount, Subplan};

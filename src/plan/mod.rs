//! The logical plan.
//!
//! In: a checked query. Out: a [`Plan`]: operators in order, subquery plans, result columns. Knows nothing of the
//! graph's contents (statistics are `optimize`'s) nor of execution.

pub mod build;
mod cite;
mod explain;
pub mod lowering;
mod op;
mod print;
pub mod query_graph;
pub mod textual;
mod var_set;
pub mod visit;

pub use build::build;
pub use cite::COLUMN as CITE_COLUMN;
pub use explain::{OperatorStatistics, Statistics, explain};
pub use op::{
    CountedHop, Hop, Indexed, Op, OpKind, OtherKeys, Plan, StoreCount, Subplan, Witnessed,
};
pub use var_set::VarSet;

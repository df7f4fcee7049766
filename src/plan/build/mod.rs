//! Checked query to plan: clause by clause, one linear list.
//!
//! In: a checked query. Out: a [`Plan`](super::Plan) with its MATCHes not yet in order. Cannot fail: what could is settled by the
//! checker. Knows nothing of the graph's contents.

mod call;
mod matching;
mod optional;
mod projection;
mod query;
mod subquery;
mod union;
mod update;

pub use query::build;

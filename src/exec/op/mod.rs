//! The operators, one noun per file.
//!
//! Every operator reads the contract written at its `plan::OpKind`. None knows which operator stands before or after it.

pub(super) mod aggregate;
mod beyond;
pub(super) mod bound_relationship;
pub(super) mod call;
pub(super) mod count;
pub(super) mod create;
pub(super) mod delete;
pub(super) mod distinct;
mod distinct_from;
mod entity;
pub(super) mod expand;
pub(super) mod filter;
pub(super) mod finish;
mod held;
pub(super) mod intersect;
pub(super) mod join;
mod laid;
pub(super) mod limit;
pub(super) mod merge;
mod multiplier;
pub(super) mod optional;
pub(super) mod path;
pub(super) mod project;
pub(super) mod remove;
mod required;
pub(super) mod scan;
pub(super) mod schema;
pub(super) mod seek;
pub(super) mod semi;
pub(super) mod set;
pub(super) mod shortest;
pub(super) mod show;
pub(super) mod sort;
mod sort_key;
pub(super) mod top_k;
pub(super) mod trail;
pub(super) mod union;
pub(super) mod unwind;
mod yielded;

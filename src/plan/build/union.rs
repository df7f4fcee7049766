//! UNION: branches side by side, and the bodies of statements and subqueries, which have at least one.
//!
//! In: a checked body. Out: operators. Knows nothing of clauses.

use super::query::branch;
use crate::plan::{Op, OpKind};
use crate::semantics::checked::{Body, Subquery};

pub(super) fn body(body: &Body, subqueries: &[Subquery]) -> Vec<Op> {
    if let [single] = body.branches.as_slice() {
        return branch(single, subqueries);
    }
    let branches = body
        .branches
        .iter()
        .map(|single| (branch(single, subqueries), single.outputs.clone()))
        .collect();
    let outputs = body.outputs.clone();
    let mut ops = vec![
        OpKind::Union {
            branches,
            outputs: outputs.clone(),
        }
        .into(),
    ];
    if !body.all && !outputs.is_empty() {
        ops.push(OpKind::Distinct(outputs).into());
    }
    ops
}

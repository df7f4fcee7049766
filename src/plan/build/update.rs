//! MERGE: find, else create. (The other writing clauses are operators as they are.)
//!
//! In: a checked MERGE. Out: one operator with a nested plan. Knows nothing of the graph.

use super::matching::matching;
use crate::plan::visit::ops_writes;
use crate::plan::{Op, OpKind};
use crate::semantics::checked::{CreatePattern, Pattern, SetItem, Subquery};

pub(super) fn merge(
    pattern: &Pattern,
    create: &CreatePattern,
    on_match: &[SetItem],
    on_create: &[SetItem],
    subqueries: &[Subquery],
) -> Op {
    let ops = vec![matching(pattern, None, subqueries)];
    let introduced = ops_writes(&ops).iter().collect();
    let nodes = pattern.nodes.iter().map(|node| &node.properties);
    let relationships = pattern.relationships.iter().map(|rel| &rel.properties);
    OpKind::Merge {
        ops,
        introduced,
        create: create.clone(),
        on_match: on_match.to_vec(),
        on_create: on_create.to_vec(),
        required: nodes.chain(relationships).flatten().cloned().collect(),
    }
    .into()
}

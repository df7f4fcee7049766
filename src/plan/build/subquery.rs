//! Subqueries of expressions: plans of their own that start from the row they are asked in.
//!
//! In: a checked subquery. Out: a [`Subplan`]. Knows nothing of the expression around it.

use super::union;
use crate::plan::Subplan;
use crate::semantics::checked::Subquery;

pub(super) fn subplan(subquery: &Subquery, subqueries: &[Subquery]) -> Subplan {
    Subplan {
        kind: subquery.kind.clone(),
        ops: union::body(&subquery.body, subqueries),
        imports: subquery.imports.clone(),
        weight: None,
    }
}

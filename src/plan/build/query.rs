//! A whole statement, and the clauses of a single query one after another.
//!
//! In: checked queries and branches. Out: operators. Knows nothing of the single clauses.

use super::{call, matching, optional, projection, subquery, union, update};
use crate::plan::{Op, OpKind, Plan, cite, visit};
use crate::semantics::checked::{Branch, Clause, Query, Subquery};

/// The plan of a checked query, with its MATCHes still as query graphs.
pub fn build(query: &Query) -> Plan {
    let mut ops = union::body(&query.body, &query.subqueries);
    if query.body.outputs.is_empty() {
        ops.push(OpKind::Finish.into());
    }
    let mut plan = Plan {
        ops,
        subplans: query
            .subqueries
            .iter()
            .map(|sub| subquery::subplan(sub, &query.subqueries))
            .collect(),
        columns: query
            .columns
            .iter()
            .cloned()
            .zip(query.body.outputs.iter().copied())
            .collect(),
        variables: query.variables.clone().into(),
        parameters: query.parameters.clone(),
        writes: query.writes,
        as_of: query.as_of.clone(),
        known_on: query.known_on.clone(),
        recorded_on: query.recorded_on.clone(),
        cites: None,
        uncited: 0,
        asks_holds: false,
    };
    plan.asks_holds = visit::calls(&plan, "holds");
    if query.cite {
        cite::cite(&mut plan);
    }
    plan
}

/// The operators of a single query.
pub(super) fn branch(branch: &Branch, subqueries: &[Subquery]) -> Vec<Op> {
    let mut ops = Vec::new();
    for clause in &branch.clauses {
        push_clause(clause, subqueries, &mut ops);
    }
    // A standalone CALL leaves its outputs without a RETURN to say so.
    let returns = matches!(branch.clauses.last(), Some(Clause::Project(_)));
    if !returns && !branch.outputs.is_empty() {
        ops.push(OpKind::Keep(branch.outputs.clone()).into());
    }
    ops
}

fn push_clause(clause: &Clause, subqueries: &[Subquery], ops: &mut Vec<Op>) {
    match clause {
        Clause::Match {
            optional: false,
            pattern,
            predicate,
        } => ops.push(matching::matching(pattern, predicate.as_ref(), subqueries)),
        Clause::Match {
            optional: true,
            pattern,
            predicate,
        } => ops.push(optional::optional(pattern, predicate.as_ref(), subqueries)),
        Clause::Unwind { list, variable } => ops.push(
            OpKind::Unwind {
                list: list.clone(),
                variable: *variable,
            }
            .into(),
        ),
        Clause::Project(clause) => projection::push(clause, ops),
        Clause::Merge {
            pattern,
            create,
            on_match,
            on_create,
        } => ops.push(update::merge(
            pattern, create, on_match, on_create, subqueries,
        )),
        Clause::Create(create) => ops.push(OpKind::Create(create.clone()).into()),
        Clause::Set(items) => ops.push(OpKind::Set(items.clone()).into()),
        Clause::Remove(items) => ops.push(OpKind::Remove(items.clone()).into()),
        Clause::Delete { targets, detach } => ops.push(
            OpKind::Delete {
                targets: targets.clone(),
                detach: *detach,
            }
            .into(),
        ),
        Clause::Call {
            procedure,
            args,
            yields,
            predicate,
        } => call::push(procedure, args, yields, predicate.as_ref(), ops),
        Clause::Show {
            table,
            yields,
            predicate,
        } => call::push_show(table, yields, predicate.as_ref(), ops),
        Clause::Define(define) => ops.push(OpKind::Define(define.clone()).into()),
        Clause::Undefine(undefine) => ops.push(OpKind::Undefine(undefine.clone()).into()),
    }
}

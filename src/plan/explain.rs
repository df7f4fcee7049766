//! A plan as rows, for EXPLAIN and PROFILE.
//!
//! In: a plan and, after a run, what its operators did. Out: a table of operators in the order of the plan, nested ones
//! indented below the one they belong to, plans of subqueries at the end. Knows nothing of how a table is drawn.

use std::time::Duration;

use super::print::{details, name};
use super::visit::nested;
use super::{Op, Plan};
use crate::semantics::checked::{ExprKind, SubqueryKind, Variable, print};
use crate::value::{ResultSet, Value};

/// What one operator did, over all of its runs.
#[derive(Debug, Clone, Default)]
pub struct OperatorStatistics {
    /// Rows it handed on.
    pub rows: u64,
    /// Batches it handed on.
    pub batches: u64,
    /// Time spent in it, without the operators after it. Zero unless measured.
    pub time: Duration,
    /// The most bytes it held itself at one time, of those that a limit of memory counts; an estimate. Zero unless
    /// measured.
    pub memory: usize,
    /// The same for the operators of its nested plans.
    pub nested: Vec<Vec<OperatorStatistics>>,
}

/// What a run did.
#[derive(Debug, Clone, Default)]
pub struct Statistics {
    /// Per operator of the plan, in its order.
    pub operators: Vec<OperatorStatistics>,
    /// Per operator of each subquery of an expression.
    pub subplans: Vec<Vec<OperatorStatistics>>,
    /// The most bytes that rows held back needed at one time; an estimate.
    pub peak_memory: usize,
    /// Did other threads help?
    pub helped: bool,
}

/// The plan as rows: operator, details, estimated rows; with statistics also rows, batches, microseconds and the
/// most bytes held.
pub fn explain(plan: &Plan, statistics: Option<&Statistics>) -> ResultSet {
    let mut columns = vec!["operator", "details", "estimatedRows"];
    if statistics.is_some() {
        columns.extend(["rows", "batches", "microseconds", "bytes"]);
    }
    let columns: Vec<String> = columns.into_iter().map(str::to_owned).collect();
    let mut table = Table {
        rows: ResultSet::new(columns),
        variables: &plan.variables,
        profile: statistics.is_some(),
    };
    let mut view = Vec::new();
    for (prefix, at) in [
        ("AS OF", &plan.as_of),
        ("AS KNOWN ON", &plan.known_on),
        ("AS RECORDED ON", &plan.recorded_on),
    ] {
        if let Some(at) = at {
            view.push(format!(
                "{prefix} {}",
                print::expr(at, &plan.variables, &[])
            ));
        }
    }
    if plan.cites.is_some() {
        view.push("CITE".to_owned());
    }
    if !view.is_empty() {
        table.row("View".to_owned(), view.join(" "), None, None);
    }
    table.ops(
        &plan.ops,
        statistics.map(|run| run.operators.as_slice()),
        "",
    );
    for (number, subplan) in plan.subplans.iter().enumerate() {
        if !is_used(plan, number) {
            continue;
        }
        let kind = match subplan.kind {
            SubqueryKind::Exists => "exists",
            SubqueryKind::Count => "count",
            SubqueryKind::Collect(_) => "collect",
        };
        table.row(format!("Subquery {number}"), kind.to_owned(), None, None);
        let run = statistics.and_then(|run| run.subplans.get(number));
        table.ops(&subplan.ops, run.map(Vec::as_slice), "  ");
    }
    table.rows
}

/// Is the subquery still asked by an expression? (Some become operators.)
fn is_used(plan: &Plan, number: usize) -> bool {
    let mut used = false;
    let mut look = |op: &Op, _: usize| {
        super::visit::for_each_expr(&op.kind, &mut |expr| {
            super::visit::walk(expr, &mut |part| {
                used |= matches!(part.kind, ExprKind::Subquery(id) if id.0 as usize == number);
            });
        });
    };
    super::visit::walk_ops(&plan.ops, 0, &mut look);
    for subplan in &plan.subplans {
        super::visit::walk_ops(&subplan.ops, 0, &mut look);
    }
    used
}

struct Table<'a> {
    rows: ResultSet,
    variables: &'a [Variable],
    profile: bool,
}

impl Table<'_> {
    fn ops(&mut self, ops: &[Op], run: Option<&[OperatorStatistics]>, indent: &str) {
        for (number, op) in ops.iter().enumerate() {
            let did = run.and_then(|run| run.get(number));
            self.row(
                format!("{indent}{}", name(&op.kind)),
                details(&op.kind, self.variables),
                op.estimated_rows,
                did,
            );
            for (part, inner) in nested(&op.kind).into_iter().enumerate() {
                let did = did.and_then(|did| did.nested.get(part)).map(Vec::as_slice);
                self.ops(inner, did, &format!("{indent}  "));
            }
        }
    }

    fn row(
        &mut self,
        operator: String,
        details: String,
        estimate: Option<f64>,
        did: Option<&OperatorStatistics>,
    ) {
        // Whole rows are exact enough for a guess; below one the order of magnitude is what matters.
        let estimate = estimate.map(|rows| {
            if rows >= 1.0 {
                rows.round()
            } else {
                (rows * 1000.0).round() / 1000.0
            }
        });
        let mut row = vec![operator.into(), details.into(), estimate.into()];
        if self.profile {
            row.extend(match did {
                None => [Value::Null, Value::Null, Value::Null, Value::Null],
                Some(did) => [
                    Value::Integer(did.rows as i64),
                    Value::Integer(did.batches as i64),
                    Value::Integer(did.time.as_micros() as i64),
                    Value::Integer(did.memory as i64),
                ],
            });
        }
        self.rows.push(row);
    }
}

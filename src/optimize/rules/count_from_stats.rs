//! Counting all nodes, all nodes of a label or all relationships of a type asks the store instead of looking.

use crate::optimize::{Context, Rule};
use crate::plan::{Hop, Op, OpKind, Plan, StoreCount};
use crate::semantics::checked::{AggregateCall, Direction, ExprKind, VarId};

/// See the head of the file.
pub(in crate::optimize) struct CountFromStats;

impl Rule for CountFromStats {
    fn name(&self) -> &'static str {
        "count_from_stats"
    }

    /// Looks at the beginning of the plan only, where there is exactly one row.
    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let Some((what, counted, length)) = counted(&plan.ops) else {
            return false;
        };
        let mut at = length;
        while matches!(plan.ops.get(at).map(|op| &op.kind), Some(OpKind::Keep(_))) {
            at += 1;
        }
        let Some(OpKind::Aggregate { keys, aggregates }) = plan.ops.get(at).map(|op| &op.kind)
        else {
            return false;
        };
        let all = aggregates.iter().all(|(call, _)| counts(call, &counted));
        if !keys.is_empty() || !all || aggregates.is_empty() {
            return false;
        }
        let variables: Vec<VarId> = aggregates.iter().map(|(_, variable)| *variable).collect();
        let store = variables.into_iter().map(|variable| {
            Op::from(OpKind::CountStore {
                what: what.clone(),
                variable,
            })
        });
        plan.ops.splice(..=at, store);
        true
    }
}

/// What the first operators give all of, the variables that differ in every row, and how many operators that takes.
fn counted(ops: &[Op]) -> Option<(StoreCount, Vec<VarId>, usize)> {
    let next = ops.get(1).map(|op| &op.kind);
    match &ops.first()?.kind {
        OpKind::AllNodes { node } => match next {
            Some(OpKind::Expand(hop)) if hop.from == *node && is_whole(hop) => {
                let types = hop.types.clone();
                Some((StoreCount::Relationships(types), vec![hop.relationship], 2))
            }
            _ => Some((StoreCount::Nodes(None), vec![*node], 1)),
        },
        OpKind::LabelScan { node, label } => {
            Some((StoreCount::Nodes(Some(label.clone())), vec![*node], 1))
        }
        _ => None,
    }
}

/// Does the hop go over every relationship of its types once?
fn is_whole(hop: &Hop) -> bool {
    let mut types = hop.types.clone();
    types.sort();
    types.dedup();
    hop.direction != Direction::Both && types.len() == hop.types.len()
}

/// Does the call count the rows?
fn counts(call: &AggregateCall, variables: &[VarId]) -> bool {
    let of_variable = |call: &AggregateCall| {
        call.args.iter().all(
            |arg| matches!(arg.kind, ExprKind::Variable(variable) if variables.contains(&variable)),
        )
    };
    call.function.name == "count" && (!call.distinct && call.args.is_empty() || of_variable(call))
}

//! Several hops whose list of relationships nobody reads, before something that does not care how often a row comes,
//! only find the ends: a breadth-first search instead of all trails.

use crate::optimize::{Context, Rule};
use crate::plan::visit::{is_update, is_volatile_op, nested_mut, op_reads, subplan_reads};
use crate::plan::{Op, OpKind, Plan, Subplan, VarSet};
use crate::semantics::checked::{AggregateCall, SubqueryKind};

/// See the head of the file.
pub(in crate::optimize) struct DistinctEnds;

impl Rule for DistinctEnds {
    fn name(&self) -> &'static str {
        "distinct_ends"
    }

    fn apply(&self, plan: &mut Plan, _: &Context<'_>) -> bool {
        let subplans = plan.subplans.clone();
        let mut pass = Pass {
            subplans: &subplans,
            changed: false,
        };
        let output = plan.outputs();
        pass.ops(&mut plan.ops, &output, false);
        for subplan in &mut plan.subplans {
            let exists = matches!(subplan.kind, SubqueryKind::Exists);
            let after = subplan_reads(subplan, subplans.as_slice());
            pass.ops(&mut subplan.ops, &after, exists);
        }
        pass.changed
    }
}

struct Pass<'a> {
    subplans: &'a [Subplan],
    changed: bool,
}

impl Pass<'_> {
    /// `after` is read behind the list; `careless` says that it does not matter there how often a row comes.
    fn ops(&mut self, ops: &mut [Op], after: &VarSet, careless: bool) {
        let mut live = after.clone();
        let mut careless = careless;
        for op in ops.iter_mut().rev() {
            careless &= !is_volatile_op(&op.kind);
            match &mut op.kind {
                OpKind::VarExpand {
                    hop,
                    length,
                    distinct_ends,
                    ..
                } => {
                    let fits = length.min <= 1 && hop.distinct_from.is_empty();
                    if careless && fits && !live.contains(hop.relationship) {
                        *distinct_ends = true;
                        self.changed = true;
                    }
                }
                OpKind::Distinct(_) => careless = true,
                OpKind::Aggregate { aggregates, .. } => {
                    careless = aggregates.iter().all(|(call, _)| is_careless(call));
                }
                OpKind::Join { ops, on } => {
                    let mut wanted = live.clone();
                    wanted.insert(*on);
                    self.ops(ops, &wanted, careless);
                }
                OpKind::Semi { ops, .. } => self.ops(ops, &VarSet::new(), true),
                OpKind::Optional { ops, .. } => self.ops(ops, &live, careless),
                OpKind::Union { branches, .. } => {
                    for (ops, outputs) in branches {
                        let after = outputs.iter().copied().collect();
                        self.ops(ops, &after, careless);
                    }
                }
                OpKind::Skip(_) | OpKind::Limit(_) | OpKind::TopK { .. } => careless = false,
                kind if is_update(kind) => {
                    careless = false;
                    for inner in nested_mut(kind) {
                        self.ops(inner, &live, false);
                    }
                }
                _ => {}
            }
            live.union_with(&op_reads(&op.kind, self.subplans));
        }
    }
}

/// Does the aggregate give the same whether a value comes once or more often?
fn is_careless(call: &AggregateCall) -> bool {
    call.distinct || matches!(call.function.name, "min" | "max")
}

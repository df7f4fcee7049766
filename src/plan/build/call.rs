//! CALL and SHOW: a table per row.
//!
//! In: a checked call. Out: operators. Knows nothing of what the procedure does.

use std::sync::Arc;

use crate::plan::visit::conjuncts;
use crate::plan::{Op, OpKind};
use crate::procedure::Procedure;
use crate::semantics::checked::schema::Shown;
use crate::semantics::checked::{Expr, VarId};

pub(super) fn push(
    procedure: &Arc<Procedure>,
    args: &[Expr],
    yields: &[(usize, VarId)],
    predicate: Option<&Expr>,
    ops: &mut Vec<Op>,
) {
    let call = OpKind::Call {
        procedure: Arc::clone(procedure),
        args: args.to_vec(),
        yields: yields.to_vec(),
    };
    ops.push(call.into());
    push_conditions(predicate, ops);
}

pub(super) fn push_show(
    table: &Shown,
    yields: &[(usize, VarId)],
    predicate: Option<&Expr>,
    ops: &mut Vec<Op>,
) {
    let show = OpKind::Show {
        table: table.clone(),
        yields: yields.to_vec(),
    };
    ops.push(show.into());
    push_conditions(predicate, ops);
}

fn push_conditions(predicate: Option<&Expr>, ops: &mut Vec<Op>) {
    for condition in predicate.cloned().map(conjuncts).unwrap_or_default() {
        ops.push(OpKind::Filter(condition).into());
    }
}

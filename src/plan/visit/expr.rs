//! Walks over expressions.
//!
//! In: a checked expression. Out: its parts, and the variables it reads from the row. Knows nothing of values.

use crate::function::Volatility;
use crate::plan::{Subplan, VarSet};
use crate::semantics::checked::{Expr, ExprKind, Subquery, SubqueryId, VarId};

/// Where the variables that a subquery reads from outside are found.
pub trait Imports {
    /// They, by the number of the subquery.
    fn imports(&self, id: SubqueryId) -> &[VarId];
}

impl Imports for [Subquery] {
    fn imports(&self, id: SubqueryId) -> &[VarId] {
        self.get(id.0 as usize).map_or(&[], |sub| &sub.imports)
    }
}

impl Imports for [Subplan] {
    fn imports(&self, id: SubqueryId) -> &[VarId] {
        self.get(id.0 as usize).map_or(&[], |sub| &sub.imports)
    }
}

/// Hands over the expression and all its parts, outermost first.
pub fn walk<'a>(expr: &'a Expr, visit: &mut dyn FnMut(&'a Expr)) {
    visit(expr);
    expr.for_each_operand(|part| walk(part, visit));
}

/// Adds the variables of the row that the expression reads: not those it binds itself.
pub fn expr_reads<I: Imports + ?Sized>(expr: &Expr, imports: &I, into: &mut VarSet) {
    let mut reads = VarSet::new();
    let mut local = VarSet::new();
    walk(expr, &mut |part| {
        local.extend(part.binders());
        match &part.kind {
            ExprKind::Variable(variable) => reads.extend([*variable]),
            ExprKind::Subquery(id) => reads.extend(imports.imports(*id).iter().copied()),
            _ => {}
        }
    });
    // Variables are unique over the statement, so a local one is never also one of the row.
    reads.subtract(&local);
    into.union_with(&reads);
}

/// Is there a subquery anywhere in it?
pub fn has_subquery(expr: &Expr) -> bool {
    let mut found = false;
    walk(expr, &mut |part| {
        found |= matches!(part.kind, ExprKind::Subquery(_));
    });
    found
}

/// Has it the same value in every row of a run: no variable of the row, no chance, no look at the graph?
pub fn is_constant(expr: &Expr) -> bool {
    let mut constant = true;
    walk(expr, &mut |part| match &part.kind {
        ExprKind::Subquery(_) | ExprKind::HasLabels { .. } => constant = false,
        ExprKind::Function { function, .. } if function.volatility > Volatility::Statement => {
            constant = false;
        }
        _ => {}
    });
    if constant {
        let mut reads = VarSet::new();
        // There is no subquery in it, so nothing is asked of the imports.
        expr_reads::<[Subplan]>(expr, &[], &mut reads);
        constant = reads.is_empty();
    }
    constant
}

/// May each evaluation differ, even on the same row?
pub fn is_volatile(expr: &Expr) -> bool {
    let mut volatile = false;
    walk(expr, &mut |part| {
        volatile |= matches!(&part.kind, ExprKind::Function { function, .. }
            if function.volatility == Volatility::Volatile);
    });
    volatile
}

/// The parts of a conjunction, left to right; the expression itself when it is none.
pub fn conjuncts(expr: Expr) -> Vec<Expr> {
    match expr.kind {
        ExprKind::And(parts) => parts.into_iter().flat_map(conjuncts).collect(),
        kind => vec![Expr::new(kind, expr.ty, expr.span)],
    }
}

/// Puts another variable in the place of one, wherever it is read. Does not reach into subqueries.
pub fn rename(expr: &mut Expr, from: VarId, to: VarId) {
    if let ExprKind::Variable(variable) = &mut expr.kind
        && *variable == from
    {
        *variable = to;
    }
    expr.for_each_operand_mut(|part| rename(part, from, to));
}

/// Puts another expression in the place of each part for which `with` gives one, outermost first.
pub fn replace(expr: &mut Expr, with: &dyn Fn(&Expr) -> Option<Expr>) {
    if let Some(other) = with(expr) {
        *expr = other;
        return;
    }
    expr.for_each_operand_mut(|part| replace(part, with));
}

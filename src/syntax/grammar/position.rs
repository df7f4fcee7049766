//! What the grammar alone cannot say: a pattern stands for a truth value only where one is wanted.
//!
//! In: a finished tree. Out: nothing, or the first place that breaks a rule.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::syntax::ast::{
    Child, Clause, Expr, ExprKind, NodePattern, PathPattern, Query, RelationshipPattern, Statement,
    Subquery, UnaryOp,
};

/// Checks a statement.
pub(super) fn statement(statement: &Statement) -> Result<()> {
    let Statement::Query(query) = statement else {
        return Ok(());
    };
    let prefixes = [&query.as_of, &query.as_known_on, &query.as_recorded_on];
    for prefix in prefixes.into_iter().flatten() {
        value(prefix)?;
    }
    check_query(&query.query)
}

/// Checks an expression that stands alone.
pub(super) fn value(expr: &Expr) -> Result<()> {
    check_expr(expr, Wanted::Value)
}

/// What an expression is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Any value: a pattern is none.
    Value,
    /// A truth value.
    Truth,
}

fn check_query(query: &Query) -> Result<()> {
    let mut result = Ok(());
    query.for_each_clause(&mut |clause| {
        if result.is_ok() {
            result = check_clause(clause);
        }
    });
    result
}

fn check_clause(clause: &Clause) -> Result<()> {
    let predicate = match clause {
        Clause::Match(clause) => clause.predicate.as_ref(),
        Clause::With(clause) => clause.predicate.as_ref(),
        Clause::Call(clause) => clause
            .yields
            .as_ref()
            .and_then(|yields| yields.predicate.as_ref()),
        Clause::Show(clause) => clause.condition().next(),
        _ => None,
    };
    let mut result = Ok(());
    clause.for_each_child(&mut |child| {
        if result.is_ok() {
            let condition = matches!((child, predicate), (Child::Expr(expr), Some(predicate))
                    if std::ptr::eq(expr, predicate));
            result = check_child(
                child,
                if condition {
                    Wanted::Truth
                } else {
                    Wanted::Value
                },
            );
        }
    });
    result
}

fn check_child(child: Child<'_>, wanted: Wanted) -> Result<()> {
    match child {
        Child::Expr(expr) => check_expr(expr, wanted),
        Child::Pattern(pattern) => check_pattern(pattern),
        Child::Query(query) => check_query(query),
    }
}

fn check_expr(expr: &Expr, wanted: Wanted) -> Result<()> {
    if matches!(expr.kind, ExprKind::Pattern(_)) && wanted == Wanted::Value {
        return Err(Diagnostic::new(
            Code::UnexpectedSyntax,
            "A pattern stands for a truth value and cannot be used as another value",
        )
        .at(expr.span)
        .hint("EXISTS { pattern } is a truth value, [pattern | expression] a list"));
    }
    let mut result = Ok(());
    expr.for_each_child(&mut |child| {
        if result.is_ok() {
            let wanted = match child {
                Child::Expr(child)
                    if matches!(child.kind, ExprKind::Pattern(_))
                        && wants_truth(&expr.kind, child) =>
                {
                    Wanted::Truth
                }
                _ => Wanted::Value,
            };
            result = check_child(child, wanted);
        }
    });
    result
}

fn check_pattern(pattern: &PathPattern) -> Result<()> {
    check_node(&pattern.start)?;
    for (relationship, node) in &pattern.steps {
        check_relationship(relationship)?;
        check_node(node)?;
    }
    Ok(())
}

fn check_node(node: &NodePattern) -> Result<()> {
    let mut result = Ok(());
    node.for_each_expr(&mut |expr| check_part(expr, node.predicate.as_deref(), &mut result));
    result
}

fn check_relationship(relationship: &RelationshipPattern) -> Result<()> {
    let mut result = Ok(());
    let predicate = relationship.predicate.as_deref();
    relationship.for_each_expr(&mut |expr| check_part(expr, predicate, &mut result));
    result
}

/// An expression in a pattern: its inline condition, or the value of a property.
fn check_part(expr: &Expr, predicate: Option<&Expr>, result: &mut Result<()>) {
    if result.is_ok() {
        let condition = predicate.is_some_and(|predicate| std::ptr::eq(predicate, expr));
        *result = check_expr(
            expr,
            if condition {
                Wanted::Truth
            } else {
                Wanted::Value
            },
        );
    }
}

/// Whether `child`, a direct part of `parent`, must be a truth value.
fn wants_truth(parent: &ExprKind, child: &Expr) -> bool {
    let is = |part: &Option<Box<Expr>>| {
        part.as_deref()
            .is_some_and(|part| std::ptr::eq(part, child))
    };
    match parent {
        ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Xor(_) => true,
        ExprKind::Unary { op, .. } => *op == UnaryOp::Not,
        ExprKind::Case(case) => {
            case.operand.is_none()
                && case
                    .alternatives
                    .iter()
                    .any(|branch| std::ptr::eq(&raw const branch.when, child))
        }
        ExprKind::ListComprehension(comprehension) => is(&comprehension.predicate),
        ExprKind::PatternComprehension(comprehension) => is(&comprehension.predicate),
        ExprKind::Quantifier(quantifier) => std::ptr::eq(&raw const *quantifier.predicate, child),
        ExprKind::Exists(Subquery::Pattern { predicate, .. })
        | ExprKind::Count(Subquery::Pattern { predicate, .. }) => is(predicate),
        _ => false,
    }
}

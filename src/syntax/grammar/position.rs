//! What the grammar alone cannot say: a pattern stands for a truth value only where one is wanted, and no tree is
//! deeper than the limit. In: a finished tree. Out: nothing, or the first place that breaks a rule.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Span;
use crate::syntax::ast::{
    Child, Clause, Expr, ExprKind, LabelExpr, LabelExprKind, NodePattern, PathPattern, Query,
    RelationshipPattern, Statement, Subquery, UnaryOp,
};
use crate::syntax::depth;

/// Checks a statement.
pub(super) fn statement(statement: &Statement) -> Result<()> {
    for prefix in statement.as_of.iter().chain(&statement.as_known_on) {
        value(prefix)?;
    }
    Walk { depth: 0 }.query(&statement.query)
}

/// Checks an expression that stands alone.
pub(super) fn value(expr: &Expr) -> Result<()> {
    Walk { depth: 0 }.expr(expr, Wanted::Value)
}

/// What an expression is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// Any value: a pattern is none.
    Value,
    /// A truth value.
    Truth,
}

#[derive(Debug, Clone, Copy)]
struct Walk {
    depth: u16,
}

impl Walk {
    fn deeper(self, span: Span) -> Result<Self> {
        if self.depth < depth::TREE_LIMIT {
            Ok(Self {
                depth: self.depth + 1,
            })
        } else {
            Err(depth::too_deep(span))
        }
    }

    fn query(self, query: &Query) -> Result<()> {
        let mut result = Ok(());
        query.for_each_clause(&mut |clause| {
            if result.is_ok() {
                result = self.clause(clause);
            }
        });
        result
    }

    fn clause(self, clause: &Clause) -> Result<()> {
        let predicate = match clause {
            Clause::Match(clause) => clause.predicate.as_ref(),
            Clause::With(clause) => clause.predicate.as_ref(),
            Clause::Call(clause) => clause
                .yields
                .as_ref()
                .and_then(|yields| yields.predicate.as_ref()),
            _ => None,
        };
        let mut result = Ok(());
        clause.for_each_child(&mut |child| {
            if result.is_ok() {
                let condition = matches!((child, predicate), (Child::Expr(expr), Some(predicate))
                    if std::ptr::eq(expr, predicate));
                result = self.child(
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

    fn child(self, child: Child<'_>, wanted: Wanted) -> Result<()> {
        match child {
            Child::Expr(expr) => self.expr(expr, wanted),
            Child::Pattern(pattern) => self.pattern(pattern),
            Child::Query(query) => self.query(query),
        }
    }

    fn expr(self, expr: &Expr, wanted: Wanted) -> Result<()> {
        if matches!(expr.kind, ExprKind::Pattern(_)) && wanted == Wanted::Value {
            return Err(Diagnostic::new(
                Code::UnexpectedSyntax,
                "A pattern stands for a truth value and cannot be used as another value",
            )
            .at(expr.span)
            .hint("EXISTS { pattern } is a truth value, [pattern | expression] a list"));
        }
        if let ExprKind::HasLabels { labels, .. } = &expr.kind {
            self.labels(labels)?;
        }
        let inner = self.deeper(expr.span)?;
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
                result = inner.child(child, wanted);
            }
        });
        result
    }

    fn pattern(self, pattern: &PathPattern) -> Result<()> {
        let inner = self.deeper(pattern.span)?;
        inner.node(&pattern.start)?;
        for (relationship, node) in &pattern.steps {
            inner.relationship(relationship)?;
            inner.node(node)?;
        }
        Ok(())
    }

    fn node(self, node: &NodePattern) -> Result<()> {
        node.labels
            .iter()
            .try_for_each(|labels| self.labels(labels))?;
        let mut result = Ok(());
        node.for_each_expr(&mut |expr| self.part(expr, node.predicate.as_deref(), &mut result));
        result
    }

    fn relationship(self, relationship: &RelationshipPattern) -> Result<()> {
        relationship
            .types
            .iter()
            .try_for_each(|types| self.labels(types))?;
        let mut result = Ok(());
        let predicate = relationship.predicate.as_deref();
        relationship.for_each_expr(&mut |expr| self.part(expr, predicate, &mut result));
        result
    }

    /// An expression in a pattern: its inline condition, or the value of a property.
    fn part(self, expr: &Expr, predicate: Option<&Expr>, result: &mut Result<()>) {
        if result.is_ok() {
            let condition = predicate.is_some_and(|predicate| std::ptr::eq(predicate, expr));
            *result = self.expr(
                expr,
                if condition {
                    Wanted::Truth
                } else {
                    Wanted::Value
                },
            );
        }
    }

    fn labels(self, labels: &LabelExpr) -> Result<()> {
        let inner = self.deeper(labels.span)?;
        match &labels.kind {
            LabelExprKind::Name(_) | LabelExprKind::Any => Ok(()),
            LabelExprKind::Not(operand) => inner.labels(operand),
            LabelExprKind::And(parts) | LabelExprKind::Or(parts) => {
                parts.iter().try_for_each(|part| inner.labels(part))
            }
        }
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

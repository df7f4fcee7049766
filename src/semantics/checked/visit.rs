//! What is directly inside a checked expression. In: an expression. Out: its operands, for passes that look everywhere
//! or rewrite. Subqueries are not entered: what they read is in [`Subquery::imports`](super::Subquery::imports).

use super::{Expr, ExprKind, VarId};

/// Calls the function given with each direct operand; once for shared and once for mutable access.
macro_rules! operands {
    ($expr:expr, $f:expr, $iter:ident) => {
        match $expr {
            ExprKind::Literal(_)
            | ExprKind::Parameter(_)
            | ExprKind::Variable(_)
            | ExprKind::Subquery(_) => {}
            ExprKind::Property { subject, .. } | ExprKind::HasLabels { subject, .. } => $f(subject),
            ExprKind::Index { subject, index } => {
                $f(subject);
                $f(index);
            }
            ExprKind::Slice { subject, from, to } => {
                $f(subject);
                if let Some(from) = from {
                    $f(from);
                }
                if let Some(to) = to {
                    $f(to);
                }
            }
            ExprKind::Negate(operand)
            | ExprKind::Plus(operand)
            | ExprKind::Not(operand)
            | ExprKind::IsNull { operand, .. } => $f(operand),
            ExprKind::Arithmetic { left, right, .. }
            | ExprKind::Compare { left, right, .. }
            | ExprKind::StringMatch { left, right, .. }
            | ExprKind::Xor(left, right) => {
                $f(left);
                $f(right);
            }
            ExprKind::In { element, list } => {
                $f(element);
                $f(list);
            }
            ExprKind::And(operands)
            | ExprKind::Or(operands)
            | ExprKind::List(operands)
            | ExprKind::Function { args: operands, .. } => operands.$iter().for_each($f),
            ExprKind::Map(entries) => entries.$iter().for_each(|(_, value)| $f(value)),
            ExprKind::Case {
                subject,
                branches,
                otherwise,
            } => {
                if let Some(subject) = subject {
                    $f(subject);
                }
                for (when, then) in branches {
                    $f(when);
                    $f(then);
                }
                if let Some(otherwise) = otherwise {
                    $f(otherwise);
                }
            }
            ExprKind::ListComprehension {
                list,
                predicate,
                projection,
                ..
            } => {
                $f(list);
                if let Some(predicate) = predicate {
                    $f(predicate);
                }
                if let Some(projection) = projection {
                    $f(projection);
                }
            }
            ExprKind::Quantifier {
                list, predicate, ..
            } => {
                $f(list);
                $f(predicate);
            }
            ExprKind::Reduce {
                initial,
                list,
                body,
                ..
            } => {
                $f(initial);
                $f(list);
                $f(body);
            }
        }
    };
}

impl Expr {
    /// Calls `f` with each direct operand, in the order written.
    pub fn for_each_operand<'a>(&'a self, mut f: impl FnMut(&'a Expr)) {
        operands!(&self.kind, &mut f, iter);
    }

    /// Calls `f` with each direct operand, which it may change.
    pub fn for_each_operand_mut(&mut self, mut f: impl FnMut(&mut Expr)) {
        operands!(&mut self.kind, &mut f, iter_mut);
    }

    /// The variables an expression of this form binds for its own operands.
    pub fn binders(&self) -> impl Iterator<Item = VarId> + '_ {
        let (first, second) = match &self.kind {
            ExprKind::ListComprehension { variable, .. }
            | ExprKind::Quantifier { variable, .. } => (Some(*variable), None),
            ExprKind::Reduce {
                accumulator,
                variable,
                ..
            } => (Some(*accumulator), Some(*variable)),
            _ => (None, None),
        };
        first.into_iter().chain(second)
    }
}

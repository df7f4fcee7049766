//! List comprehensions, quantifiers and `reduce`: expressions that bind a name for a part of themselves.
//!
//! In: the expression as written. Out: a checked one with variables of its own. Knows nothing of aggregates but that
//! they cannot stand in the parts evaluated per element.

use super::checked::{Expr, ExprKind, Quantifier};
use super::{Checker, infer};
use crate::diagnostic::Result;
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Kind;

impl Checker<'_> {
    pub(super) fn list_comprehension(
        &mut self,
        comprehension: &ast::ListComprehension,
        span: Span,
    ) -> Result<Expr> {
        let list = self.list_operand("a list comprehension", &comprehension.list)?;
        let element = infer::element(&list.ty).unwrap_or(Kind::Any);
        let name = &comprehension.variable;
        let (variable, predicate, projection) = self
            .per_element("a list comprehension", name, element.clone(), |checker| {
                let predicate = match &comprehension.predicate {
                    Some(predicate) => Some(Box::new(checker.truth("WHERE", predicate)?)),
                    None => None,
                };
                let projection = match &comprehension.projection {
                    Some(projection) => Some(Box::new(checker.expr(projection)?)),
                    None => None,
                };
                Ok((predicate, projection))
            })
            .map(|(variable, (predicate, projection))| (variable, predicate, projection))?;
        let result = projection.as_ref().map_or(&element, |expr| &expr.ty);
        let ty = Kind::List(Box::new(result.clone()));
        let kind = ExprKind::ListComprehension {
            variable,
            list: Box::new(list),
            predicate,
            projection,
        };
        Ok(Expr::new(kind, ty, span))
    }

    pub(super) fn quantifier(&mut self, quantifier: &ast::Quantifier, span: Span) -> Result<Expr> {
        let word = quantifier.kind.symbol();
        let list = self.list_operand(&format!("`{word}`"), &quantifier.list)?;
        let element = infer::element(&list.ty).unwrap_or(Kind::Any);
        let (variable, predicate) =
            self.per_element("a quantifier", &quantifier.variable, element, |checker| {
                checker.truth("WHERE", &quantifier.predicate)
            })?;
        let kind = ExprKind::Quantifier {
            quantifier: match quantifier.kind {
                ast::QuantifierKind::All => Quantifier::All,
                ast::QuantifierKind::Any => Quantifier::Any,
                ast::QuantifierKind::None => Quantifier::None,
                ast::QuantifierKind::Single => Quantifier::Single,
            },
            variable,
            list: Box::new(list),
            predicate: Box::new(predicate),
        };
        Ok(Expr::new(kind, Kind::Boolean, span))
    }

    /// The running result may change its kind from step to step, so nothing is known of it inside.
    pub(super) fn reduce(&mut self, reduce: &ast::Reduce, span: Span) -> Result<Expr> {
        let initial = self.expr(&reduce.initial)?;
        let list = self.list_operand("`reduce`", &reduce.list)?;
        let element = infer::element(&list.ty).unwrap_or(Kind::Any);
        let (accumulator, (variable, body)) =
            self.with_local(&reduce.accumulator, Kind::Any, |checker, accumulator| {
                let inside =
                    checker.per_element("`reduce`", &reduce.variable, element, |checker| {
                        checker.expr(&reduce.body)
                    })?;
                Ok((accumulator, inside))
            })?;
        let ty = infer::join(&initial.ty, &body.ty);
        let kind = ExprKind::Reduce {
            accumulator,
            initial: Box::new(initial),
            variable,
            list: Box::new(list),
            body: Box::new(body),
        };
        Ok(Expr::new(kind, ty, span))
    }

    /// Checks the part that is evaluated per element: the name is visible, aggregates are not allowed.
    fn per_element<T>(
        &mut self,
        place: &'static str,
        name: &ast::Name,
        element: Kind,
        check: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<(super::checked::VarId, T)> {
        self.without_aggregates(place, |checker| {
            checker.with_local(name, element, |checker, variable| {
                Ok((variable, check(checker)?))
            })
        })
    }
}

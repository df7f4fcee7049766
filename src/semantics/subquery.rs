//! Subqueries in expressions: EXISTS, COUNT, pattern predicates and pattern comprehensions.
//!
//! In: the subquery as written, in the scope around it. Out: an entry in the statement's list of subqueries, with what
//! it reads from outside. The scope around it is unchanged afterwards. Knows nothing of how often it will run.

use std::collections::BTreeSet;

use super::Checker;
use super::aggregate::AggregateRule;
use super::checked::{
    Body, Branch, Clause, Expr, ExprKind, Pattern, Subquery, SubqueryId, SubqueryKind,
};
use super::expr::conjunction;
use super::pattern::PatternUse;
use super::scope::Frame;
use crate::diagnostic::Result;
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Kind;

impl Checker<'_> {
    /// A pattern where a truth value is wanted.
    pub(super) fn pattern_predicate(
        &mut self,
        pattern: &ast::PathPattern,
        span: Span,
    ) -> Result<Expr> {
        let id = self.subquery(true, |checker| {
            let (pattern, conditions) =
                checker.pattern(std::slice::from_ref(pattern), PatternUse::Predicate)?;
            Ok((one_match(pattern, conditions, span), SubqueryKind::Exists))
        })?;
        Ok(Expr::new(ExprKind::Subquery(id), Kind::Boolean, span))
    }

    pub(super) fn pattern_comprehension(
        &mut self,
        comprehension: &ast::PatternComprehension,
        span: Span,
    ) -> Result<Expr> {
        let mut ty = Kind::List(Box::new(Kind::Any));
        let id = self.subquery(true, |checker| {
            let part = std::slice::from_ref(comprehension.pattern.as_ref());
            let (pattern, mut conditions) = checker.pattern(part, PatternUse::Match)?;
            if let Some(predicate) = &comprehension.predicate {
                conditions.push(checker.truth("WHERE", predicate)?);
            }
            let value = checker.expr(&comprehension.projection)?;
            ty = Kind::List(Box::new(value.ty.clone()));
            let body = one_match(pattern, conditions, span);
            Ok((body, SubqueryKind::Collect(Box::new(value))))
        })?;
        Ok(Expr::new(ExprKind::Subquery(id), ty, span))
    }

    /// `EXISTS { }`.
    pub(super) fn exists(&mut self, subquery: &ast::Subquery, span: Span) -> Result<Expr> {
        let id = self.braces(subquery, SubqueryKind::Exists, span)?;
        Ok(Expr::new(ExprKind::Subquery(id), Kind::Boolean, span))
    }

    /// `COUNT { }`.
    pub(super) fn count(&mut self, subquery: &ast::Subquery, span: Span) -> Result<Expr> {
        let id = self.braces(subquery, SubqueryKind::Count, span)?;
        Ok(Expr::new(ExprKind::Subquery(id), Kind::Integer, span))
    }

    fn braces(
        &mut self,
        subquery: &ast::Subquery,
        kind: SubqueryKind,
        span: Span,
    ) -> Result<SubqueryId> {
        self.subquery(false, |checker| {
            let body = match subquery {
                ast::Subquery::Pattern {
                    patterns,
                    predicate,
                } => {
                    let (pattern, mut conditions) = checker.pattern(patterns, PatternUse::Match)?;
                    if let Some(predicate) = predicate {
                        conditions.push(checker.truth("WHERE", predicate)?);
                    }
                    one_match(pattern, conditions, span)
                }
                ast::Subquery::Query(query) => checker.nested_body(query)?,
            };
            Ok((body, kind))
        })
    }

    /// Runs `check` in a scope of its own and notes what it reads from outside.
    fn subquery(
        &mut self,
        from_pattern: bool,
        check: impl FnOnce(&mut Self) -> Result<(Body, SubqueryKind)>,
    ) -> Result<SubqueryId> {
        self.frames.push(Frame {
            start: self.next_variable().0,
            outer: self.scope.clone(),
            imports: BTreeSet::new(),
        });
        let collected = std::mem::take(&mut self.collected);
        let calls = self.aggregate_calls;
        let result = self.with_rule(AggregateRule::Forbidden("a subquery"), check);
        self.aggregate_calls = calls;
        self.collected = collected;
        let mut imports = BTreeSet::new();
        if let Some(frame) = self.frames.pop() {
            self.scope = frame.outer;
            imports = frame.imports;
        }
        let (body, kind) = result?;
        let id = SubqueryId(u32::try_from(self.subqueries.len()).unwrap_or(u32::MAX));
        self.subqueries.push(Subquery {
            kind,
            body,
            imports: imports.into_iter().collect(),
            from_pattern,
        });
        Ok(id)
    }
}

/// A query of one MATCH.
fn one_match(pattern: Pattern, conditions: Vec<Expr>, span: Span) -> Body {
    Body {
        branches: vec![Branch {
            clauses: vec![Clause::Match {
                optional: false,
                pattern,
                predicate: conjunction(conditions, span),
            }],
            outputs: Vec::new(),
        }],
        all: true,
        outputs: Vec::new(),
    }
}

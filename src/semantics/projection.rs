//! WITH and RETURN: columns and their names, grouping, and what ORDER BY and WHERE may read.
//!
//! In: a projection as written. Out: a checked one; afterwards the checker's scope holds only what was projected. Knows
//! nothing of the clauses around it.

use std::collections::HashSet;
use std::sync::Arc;

use super::aggregate::{After, AggregateRule, Around, each_variable, is_simple};
use super::checked::{Aggregation, Expr, ExprKind, Projection, ProjectionItem, SortItem, VarId};
use super::clause::keeps_outer;
use super::scope::Scope;
use super::{Checker, CollectedAggregate};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Span;
use crate::syntax::ast;

/// A column whose expression is checked and that has no variable yet.
struct Column {
    expr: Expr,
    /// The first variable that was made while checking it.
    start: VarId,
    name: Arc<str>,
    /// Can later clauses name it?
    nameable: bool,
    span: Span,
    has_aggregate: bool,
}

impl Checker<'_> {
    /// Checks WITH or RETURN; the scope afterwards is the projected one.
    pub(super) fn projection(
        &mut self,
        projection: &ast::Projection,
        predicate: Option<&ast::Expr>,
        is_return: bool,
        span: Span,
    ) -> Result<Projection> {
        let outer = std::mem::take(&mut self.collected);
        let result = self
            .columns(projection, is_return, span)
            .and_then(|columns| self.projected(columns, projection, predicate, is_return));
        self.collected = outer;
        result
    }

    fn columns(
        &mut self,
        projection: &ast::Projection,
        is_return: bool,
        span: Span,
    ) -> Result<Vec<Column>> {
        let mut columns = Vec::new();
        if let Some(star) = projection.star {
            if self.scope.is_empty() && is_return {
                return Err(Diagnostic::new(
                    Code::NoVariablesInScope,
                    "RETURN * has nothing to return: no variable is in scope",
                )
                .at(star)
                .hint("name the nodes or relationships you want, for example MATCH (n)"));
            }
            let all: Vec<_> = self
                .scope
                .iter()
                .map(|(name, variable)| (name.clone(), variable))
                .collect();
            for (name, variable) in all {
                self.note_read(variable);
                columns.push(Column {
                    expr: self.variable_expr(variable, star),
                    start: self.next_variable(),
                    name,
                    nameable: true,
                    span: star,
                    has_aggregate: false,
                });
            }
        }
        for item in &projection.items {
            let start = self.next_variable();
            let calls = self.aggregate_calls;
            let expr =
                self.with_rule(AggregateRule::Allowed, |checker| checker.expr(&item.expr))?;
            let (name, nameable): (&str, bool) = match (&item.alias, &item.expr.kind) {
                (Some(alias), _) => (&alias.text, true),
                (None, ast::ExprKind::Variable(name)) => (&name.text, true),
                (None, _) if is_return => (&item.text, false),
                (None, _) => {
                    return Err(Diagnostic::new(
                        Code::NoExpressionAlias,
                        "an expression in WITH needs a name",
                    )
                    .at(item.span)
                    .hint(format!("{} AS name", item.text)));
                }
            };
            columns.push(Column {
                start,
                name: Arc::from(name),
                nameable,
                span: item.span,
                has_aggregate: self.aggregate_calls > calls,
                expr,
            });
        }
        let mut names: HashSet<&str> = HashSet::new();
        for column in &columns {
            if !names.insert(&column.name) {
                return Err(Diagnostic::new(
                    Code::ColumnNameConflict,
                    format!("there are two columns `{}`", column.name),
                )
                .at(column.span)
                .hint("give one of them another name with AS"));
            }
        }
        if columns.is_empty() && is_return {
            return Err(Diagnostic::new(Code::UnexpectedSyntax, "RETURN needs a column").at(span));
        }
        Ok(columns)
    }

    fn projected(
        &mut self,
        columns: Vec<Column>,
        projection: &ast::Projection,
        predicate: Option<&ast::Expr>,
        is_return: bool,
    ) -> Result<Projection> {
        let before = self.scope.clone();
        let aggregates = !self.collected.is_empty();
        let mut after = Scope::default();
        // What DISTINCT or aggregation leaves: fingerprints of the columns, with those that are variables or properties
        // apart, because only they may stand beside an aggregate.
        let mut known: Vec<(String, VarId, bool)> = Vec::new();
        // Variables read by columns that are neither: they explain why an expression is ambiguous.
        let mut in_complex: HashSet<VarId> = HashSet::new();
        let mut keys: Vec<(Expr, VarId)> = Vec::new();
        let mut items: Vec<ProjectionItem> = Vec::with_capacity(columns.len());
        let mut mixed: Vec<(usize, VarId)> = Vec::new();
        for column in columns {
            let Column {
                mut expr,
                start,
                name,
                nameable,
                has_aggregate,
                ..
            } = column;
            let variable = self.column_variable(&expr, &name, nameable, &before, &items);
            if nameable {
                after.insert(name.clone(), variable);
            }
            if has_aggregate {
                mixed.push((items.len(), start));
            } else if aggregates || projection.distinct {
                known.push((self.fingerprint(&expr, start), variable, is_simple(&expr)));
                if !is_simple(&expr) {
                    each_variable(&expr, &mut |variable, _| {
                        in_complex.insert(variable);
                    });
                }
                if aggregates {
                    expr = grouping_key(expr, variable, &mut keys);
                }
            }
            items.push(ProjectionItem {
                expr,
                variable,
                name,
            });
        }
        let simple: Vec<(String, VarId)> = known
            .iter()
            .filter(|(.., simple)| *simple)
            .map(|(fingerprint, variable, _)| (fingerprint.clone(), *variable))
            .collect();
        if aggregates {
            // Grouping leaves keys and results; the columns are made of these.
            let left = After {
                known: keys_of(&simple, &keys),
                visible: self.left_after_grouping(&keys),
                only_simple: true,
            };
            for (index, start) in mixed {
                if let Some(item) = items.get_mut(index) {
                    self.rewrite(&mut item.expr, start, &left, &|variable, span| {
                        self.ambiguous(variable, span)
                    })?;
                }
            }
        }
        let mut visible: HashSet<VarId> = items.iter().map(|item| item.variable).collect();
        if !is_return && (!aggregates || !keys.is_empty()) {
            // Of a subquery: what is constant in it is passed on.
            visible.extend(self.outer_names().into_iter().map(|(_, outer)| outer));
        }
        if aggregates && !projection.distinct {
            visible.extend(self.left_after_grouping(&keys));
        }
        let left = (aggregates || projection.distinct).then(|| After {
            known: known
                .into_iter()
                .map(|(fingerprint, variable, _)| (fingerprint, variable))
                .collect(),
            visible,
            only_simple: false,
        });

        let mut both = before.clone();
        for (name, variable) in after.iter() {
            both.insert(name.clone(), variable);
        }
        self.scope = both;
        let around = Around {
            before: before.clone(),
            after: items.iter().map(|item| item.variable).collect(),
        };
        let outer = std::mem::replace(&mut self.around, around);
        let order_by: Result<Vec<_>> = projection
            .order_by
            .iter()
            .map(|order| self.sort_item(order, aggregates, left.as_ref(), &simple, &in_complex))
            .collect();
        self.around = outer;
        let order_by = order_by?;
        let predicate = match predicate {
            Some(predicate) => {
                let start = self.next_variable();
                let mut condition =
                    self.without_aggregates("WHERE", |checker| checker.truth("WHERE", predicate))?;
                if let Some(left) = &left {
                    self.rewrite(&mut condition, start, left, &|variable, span| {
                        self.gone(variable, span)
                    })?;
                }
                Some(condition)
            }
            None => None,
        };
        let skip = self.row_count("SKIP", projection.skip.as_ref())?;
        let limit = self.row_count("LIMIT", projection.limit.as_ref())?;
        let aggregation = aggregates.then(|| Aggregation {
            keys,
            aggregates: self
                .collected
                .drain(..)
                .map(|CollectedAggregate { call, variable, .. }| (call, variable))
                .collect(),
        });
        if !is_return && keeps_outer(aggregation.as_ref()) {
            for (name, variable) in self.outer_names() {
                if before.get(&name) == Some(variable) && after.get(&name).is_none() {
                    after.insert(name, variable);
                }
            }
        }
        self.scope = after;
        Ok(Projection {
            aggregation,
            items,
            distinct: projection.distinct,
            order_by,
            skip,
            limit,
            predicate,
            is_return,
        })
    }

    /// What is visible around the subquery that is being checked.
    fn outer_names(&self) -> Vec<(Arc<str>, VarId)> {
        let outer = self.frames.last().map(|frame| &frame.outer);
        outer
            .into_iter()
            .flat_map(Scope::iter)
            .map(|(name, variable)| (name.clone(), variable))
            .collect()
    }

    /// The variable of a column: its own for a variable passed on under its name, the aggregate's for a plain aggregate,
    /// otherwise a new one.
    fn column_variable(
        &mut self,
        expr: &Expr,
        name: &Arc<str>,
        nameable: bool,
        before: &Scope,
        items: &[ProjectionItem],
    ) -> VarId {
        if let ExprKind::Variable(variable) = expr.kind {
            if nameable && before.get(name) == Some(variable) {
                return variable;
            }
            let aggregate = self
                .collected
                .iter()
                .any(|aggregate| aggregate.variable == variable);
            if aggregate
                && items.iter().all(|item| item.variable != variable)
                && let Some(known) = self.variables.get_mut(variable.index())
            {
                known.name = name.clone();
                known.named = true;
                return variable;
            }
        }
        self.new_variable(name.clone(), expr.ty.clone())
    }

    fn left_after_grouping(&self, keys: &[(Expr, VarId)]) -> HashSet<VarId> {
        keys.iter()
            .map(|(_, variable)| *variable)
            .chain(self.collected.iter().map(|aggregate| aggregate.variable))
            .collect()
    }

    fn sort_item(
        &mut self,
        order: &ast::Order,
        aggregates: bool,
        left: Option<&After>,
        simple: &[(String, VarId)],
        in_complex: &HashSet<VarId>,
    ) -> Result<SortItem> {
        let rule = if aggregates {
            AggregateRule::Projected
        } else {
            AggregateRule::Forbidden("ORDER BY of a projection that does not aggregate")
        };
        let start = self.next_variable();
        let calls = self.aggregate_calls;
        let mut expr = self.with_rule(rule, |checker| checker.expr(&order.expr))?;
        if let Some(left) = left {
            if self.aggregate_calls > calls && !matches!(expr.kind, ExprKind::Variable(_)) {
                let beside = After {
                    known: simple.to_vec(),
                    visible: left.visible.clone(),
                    only_simple: true,
                };
                self.rewrite(&mut expr, start, &beside, &|variable, span| {
                    if in_complex.contains(&variable) {
                        self.ambiguous(variable, span)
                    } else {
                        self.gone(variable, span)
                    }
                })?;
            } else {
                self.rewrite(&mut expr, start, left, &|variable, span| {
                    self.gone(variable, span)
                })?;
            }
        }
        Ok(SortItem {
            expr,
            descending: order.descending,
        })
    }

    fn ambiguous(&self, variable: VarId, span: Span) -> Diagnostic {
        let name = self.shown(variable, span);
        Diagnostic::new(
            Code::AmbiguousAggregationExpression,
            format!("`{name}` stands beside an aggregate but is no grouping key"),
        )
        .at(span)
        .hint("project it as a column of its own, in a WITH before if it is an expression")
    }
}

/// Makes a column without aggregates a grouping key; gives what the column is after grouping.
fn grouping_key(expr: Expr, variable: VarId, keys: &mut Vec<(Expr, VarId)>) -> Expr {
    // A plain variable keeps its own place, so that subqueries beside aggregates can still read it.
    if let ExprKind::Variable(own) = expr.kind {
        if keys.iter().all(|(_, key)| *key != own) {
            keys.push((expr.clone(), own));
        }
        return expr;
    }
    let after = Expr::new(ExprKind::Variable(variable), expr.ty.clone(), expr.span);
    keys.push((expr, variable));
    after
}

/// The simple columns that are there right after grouping, before the columns are computed.
fn keys_of(simple: &[(String, VarId)], keys: &[(Expr, VarId)]) -> Vec<(String, VarId)> {
    simple
        .iter()
        .filter(|(_, variable)| keys.iter().any(|(_, key)| key == variable))
        .cloned()
        .collect()
}

//! Clauses one after another: which may follow which, and what each does to the scope.
//!
//! In: a single query as written. Out: its checked clauses and outputs. Reading clauses are checked here; projections,
//! updates and calls have files of their own.

use std::sync::Arc;

use super::checked::{Aggregation, Branch, Clause, ProjectionItem};
use super::expr::conjunction;
use super::pattern::PatternUse;
use super::union::Single;
use super::{Checker, infer, schema};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Span;
use crate::syntax::ast;

impl Checker<'_> {
    /// Checks a single query. `nested`: inside an expression, where nothing may be written. `alone`: it is the whole
    /// statement, so a lone CALL gives its columns by itself.
    pub(super) fn single(
        &mut self,
        query: &ast::SingleQuery,
        nested: bool,
        alone: bool,
    ) -> Result<Single> {
        if let ([ast::Clause::Call(call)], true) = (query.clauses.as_slice(), alone) {
            return self.standalone_call(call);
        }
        schema::check_place(query, alone)?;
        if let [ast::Clause::Show(show)] = query.clauses.as_slice() {
            return self.standalone_show(show);
        }
        check_order(query, nested)?;
        let mut clauses = Vec::with_capacity(query.clauses.len());
        let mut single = Single {
            branch: Branch {
                clauses: Vec::new(),
                outputs: Vec::new(),
            },
            columns: None,
        };
        for clause in &query.clauses {
            self.clause(clause, &mut clauses)?;
        }
        if let Some(Clause::Project(projection)) = clauses.last()
            && projection.is_return
        {
            let (outputs, names): (Vec<_>, Vec<Arc<str>>) = projection
                .items
                .iter()
                .map(|item| (item.variable, item.name.clone()))
                .unzip();
            single.branch.outputs = outputs;
            single.columns = Some(names);
        }
        if nested {
            self.pass_on_outer(&mut clauses);
        }
        single.branch.clauses = clauses;
        Ok(single)
    }

    fn clause(&mut self, clause: &ast::Clause, into: &mut Vec<Clause>) -> Result<()> {
        let checked = match clause {
            ast::Clause::Match(matching) => self.matching(matching),
            ast::Clause::Unwind(unwind) => self.unwind(unwind),
            ast::Clause::With(with) => {
                let predicate = with.predicate.as_ref();
                self.projection(&with.projection, predicate, false, with.span)
                    .map(Clause::Project)
            }
            ast::Clause::Return(returning) => self
                .projection(&returning.projection, None, true, returning.span)
                .map(Clause::Project),
            ast::Clause::Create(create) => {
                into.extend(self.create(create)?);
                return Ok(());
            }
            ast::Clause::Merge(merge) => self.merge(merge),
            ast::Clause::Set(set) => self.set(set),
            ast::Clause::Remove(remove) => self.remove(remove),
            ast::Clause::Delete(delete) => self.delete(delete),
            ast::Clause::Call(call) => self.call(call),
            ast::Clause::Show(show) => self.show(show).map(|(clause, _)| clause),
            ast::Clause::Define(define) => Ok(self.define(define)),
            ast::Clause::Undefine(undefine) => Ok(self.undefine(undefine)),
        }?;
        into.push(checked);
        Ok(())
    }

    /// What is visible around a subquery stays visible in it after WITH: it is constant there. So each WITH passes on
    /// what the subquery imports, up to one that aggregates without keys (keys would take away its single row).
    fn pass_on_outer(&self, clauses: &mut [Clause]) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        for clause in clauses {
            let Clause::Project(projection) = clause else {
                continue;
            };
            if projection.is_return || !keeps_outer(projection.aggregation.as_ref()) {
                return;
            }
            for &variable in &frame.imports {
                let constant = || self.variable_expr(variable, Span::default());
                if let Some(aggregation) = &mut projection.aggregation
                    && aggregation.keys.iter().all(|(_, key)| *key != variable)
                {
                    aggregation.keys.push((constant(), variable));
                }
                if projection
                    .items
                    .iter()
                    .all(|item| item.variable != variable)
                {
                    projection.items.push(ProjectionItem {
                        expr: constant(),
                        variable,
                        name: "".into(),
                    });
                }
            }
        }
    }

    fn matching(&mut self, matching: &ast::Match) -> Result<Clause> {
        let (pattern, mut conditions) = self.pattern(&matching.patterns, PatternUse::Match)?;
        if let Some(predicate) = &matching.predicate {
            let predicate =
                self.without_aggregates("WHERE", |checker| checker.truth("WHERE", predicate))?;
            conditions.push(predicate);
        }
        Ok(Clause::Match {
            optional: matching.optional,
            pattern,
            predicate: conjunction(conditions, matching.span),
        })
    }

    fn unwind(&mut self, unwind: &ast::Unwind) -> Result<Clause> {
        let list = self.without_aggregates("UNWIND", |checker| checker.expr(&unwind.list))?;
        if self.scope.get(&unwind.variable.text).is_some() {
            return Err(Self::already_bound(&unwind.variable));
        }
        let element = infer::element(&list.ty).unwrap_or_else(|| list.ty.clone());
        let variable = self.bind(&unwind.variable, element);
        Ok(Clause::Unwind { list, variable })
    }
}

/// Can WITH pass on what is constant without changing how many rows there are?
pub(super) fn keeps_outer(aggregation: Option<&Aggregation>) -> bool {
    aggregation.is_none_or(|aggregation| !aggregation.keys.is_empty())
}

/// Which clauses may stand where.
fn check_order(query: &ast::SingleQuery, nested: bool) -> Result<()> {
    let composition = |message: String, clause: &ast::Clause| {
        Diagnostic::new(Code::InvalidClauseComposition, message).at(clause.span())
    };
    let Some((last, before)) = query.clauses.split_last() else {
        return Ok(());
    };
    if let Some(early) = before
        .iter()
        .find(|clause| matches!(clause, ast::Clause::Return(_)))
    {
        return Err(
            composition("RETURN must be the last clause".to_owned(), early)
                .hint("use WITH to go on"),
        );
    }
    if nested {
        return match query.clauses.iter().find(|clause| is_update(clause)) {
            Some(update) => Err(composition(
                format!(
                    "{} cannot stand in a subquery of an expression",
                    update.keyword()
                ),
                update,
            )),
            None => Ok(()),
        };
    }
    if is_update(last) || matches!(last, ast::Clause::Return(_) | ast::Clause::Call(_)) {
        return Ok(());
    }
    Err(
        composition(format!("a query cannot end with {}", last.keyword()), last)
            .hint("end it with RETURN"),
    )
}

fn is_update(clause: &ast::Clause) -> bool {
    matches!(
        clause,
        ast::Clause::Create(_)
            | ast::Clause::Merge(_)
            | ast::Clause::Set(_)
            | ast::Clause::Remove(_)
            | ast::Clause::Delete(_)
            | ast::Clause::Define(_)
            | ast::Clause::Undefine(_)
    )
}

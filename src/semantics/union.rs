//! Whole queries: single queries, and several joined by UNION.
//!
//! In: a query as written. Out: its branches, with the result columns of all of them matched by name. Knows nothing of
//! single clauses.

use std::sync::Arc;

use super::checked::{Body, Branch, VarId};
use super::{Checker, infer};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::source::Span;
use crate::syntax::ast;

/// A checked single query and the names of its columns; none without RETURN.
pub(super) struct Single {
    pub(super) branch: Branch,
    pub(super) columns: Option<Vec<Arc<str>>>,
}

impl Checker<'_> {
    /// The query of the statement, with the names of its columns.
    pub(super) fn statement_body(&mut self, query: &ast::Query) -> Result<(Body, Vec<Arc<str>>)> {
        self.body(query, false)
    }

    /// The query of a subquery: it starts with the names visible around it.
    pub(super) fn nested_body(&mut self, query: &ast::Query) -> Result<Body> {
        Ok(self.body(query, true)?.0)
    }

    fn body(&mut self, query: &ast::Query, nested: bool) -> Result<(Body, Vec<Arc<str>>)> {
        let all = query.unions.first().is_some_and(|union| union.all);
        if let Some(other) = query.unions.iter().find(|union| union.all != all) {
            return Err(Diagnostic::new(
                Code::InvalidClauseComposition,
                "UNION and UNION ALL cannot be mixed in one query",
            )
            .at(other.union_span)
            .hint("use one of the two throughout"));
        }
        let scope = self.scope.clone();
        let alone = query.unions.is_empty() && !nested;
        let first = self.single(&query.first, nested, alone)?;
        let mut branches = vec![first.branch];
        for union in &query.unions {
            self.scope = scope.clone();
            let mut single = self.single(&union.query, nested, false)?;
            single.branch.outputs = in_order_of(
                first.columns.as_deref(),
                &single,
                union.union_span,
                union.query.span,
            )?;
            branches.push(single.branch);
        }
        let columns = first.columns.unwrap_or_default();
        let outputs = match branches.as_slice() {
            [only] => only.outputs.clone(),
            several => self.union_outputs(&columns, several),
        };
        let body = Body {
            branches,
            all,
            outputs,
        };
        Ok((body, columns))
    }

    fn union_outputs(&mut self, columns: &[Arc<str>], branches: &[Branch]) -> Vec<VarId> {
        columns
            .iter()
            .enumerate()
            .map(|(index, name)| {
                let outputs = branches
                    .iter()
                    .filter_map(|branch| branch.outputs.get(index));
                let kind = infer::join_all(outputs.map(|output| self.kind_of(*output)));
                self.new_variable(name.clone(), kind)
            })
            .collect()
    }
}

/// The outputs of a further branch in the order of the first one's columns.
fn in_order_of(
    first: Option<&[Arc<str>]>,
    other: &Single,
    union_span: Span,
    span: Span,
) -> Result<Vec<VarId>> {
    let differ = |message: String| {
        Diagnostic::new(Code::DifferentColumnsInUnion, message)
            .at(union_span)
            .label(span, "this branch returns other columns")
            .hint("give the columns the same names with AS")
    };
    match (first, &other.columns) {
        (None, None) => Ok(Vec::new()),
        (Some(first), Some(columns)) if first.len() == columns.len() => first
            .iter()
            .map(|name| {
                let at = columns.iter().position(|column| column == name);
                at.and_then(|at| other.branch.outputs.get(at).copied())
                    .ok_or_else(|| {
                        differ(format!("the column `{name}` is missing after this UNION"))
                    })
            })
            .collect(),
        (Some(first), Some(columns)) => Err(differ(format!(
            "the branches of this UNION return {} and {} columns",
            first.len(),
            columns.len()
        ))),
        _ => Err(differ(
            "one branch of this UNION returns columns, the other none".to_owned(),
        )),
    }
}

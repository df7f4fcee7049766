//! The prefixes AS OF, AS KNOWN ON, AS RECORDED ON and CITE: a view of the graph, and answers with their sources.
//!
//! In: the query as parsed. Out: checked instants. Knows nothing of what the view shows.

use super::Checker;
use super::checked::Expr;
use super::infer;
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::syntax::ast;
use crate::value::Kind;
use std::sync::Arc;

/// What an instant can be.
const INSTANTS: [Kind; 3] = [Kind::Date, Kind::LocalDateTime, Kind::DateTime];

/// What a state of the database can be named by: an instant, or the number of a commit.
const RECORDED: [Kind; 4] = [
    Kind::Date,
    Kind::LocalDateTime,
    Kind::DateTime,
    Kind::Integer,
];

/// The checked instants.
#[derive(Debug, Default)]
pub(super) struct Prefixes {
    pub(super) as_of: Option<Expr>,
    pub(super) known_on: Option<Expr>,
    pub(super) recorded_on: Option<Expr>,
}

impl Checker<'_> {
    pub(super) fn prefixes(&mut self, statement: &ast::PrefixedQuery) -> Result<Prefixes> {
        let recorded_on = statement.as_recorded_on.as_ref();
        Ok(Prefixes {
            as_of: self.instant("AS OF", statement.as_of.as_ref(), &INSTANTS)?,
            known_on: self.instant("AS KNOWN ON", statement.as_known_on.as_ref(), &INSTANTS)?,
            recorded_on: self.instant("AS RECORDED ON", recorded_on, &RECORDED)?,
        })
    }

    /// Nothing is in scope yet, so whatever passes is constant.
    fn instant(
        &mut self,
        prefix: &'static str,
        expr: Option<&ast::Expr>,
        kinds: &[Kind],
    ) -> Result<Option<Expr>> {
        let Some(expr) = expr else {
            return Ok(None);
        };
        let subqueries = self.subqueries.len();
        let instant = self.without_aggregates(prefix, |checker| checker.expr(expr))?;
        if self.subqueries.len() > subqueries {
            return Err(Diagnostic::new(
                Code::NonConstantExpression,
                format!("{prefix} cannot depend on the graph"),
            )
            .at(instant.span));
        }
        if !infer::may_be(&instant.ty, kinds) {
            let number = if kinds.contains(&Kind::Integer) {
                ", or the number of a commit"
            } else {
                ""
            };
            return Err(Diagnostic::new(
                Code::InvalidArgumentType,
                format!(
                    "{prefix} needs a date or a date with time{number}, but this is {:#}",
                    instant.ty
                ),
            )
            .at(instant.span)
            .hint("for example date('2021-07-04')"));
        }
        Ok(Some(instant))
    }

    /// A view cannot be written, and the column `cite` must be free.
    pub(super) fn prefixes_fit(
        &self,
        statement: &ast::PrefixedQuery,
        columns: &[Arc<str>],
    ) -> Result<()> {
        let as_of = statement.as_of.as_ref().map(|expr| ("AS OF", expr.span));
        let known_on = statement
            .as_known_on
            .as_ref()
            .map(|expr| ("AS KNOWN ON", expr.span));
        let recorded_on = statement
            .as_recorded_on
            .as_ref()
            .map(|expr| ("AS RECORDED ON", expr.span));
        let cite = statement.cite.map(|span| ("CITE", span));
        let Some((prefix, span)) = as_of.or(known_on).or(recorded_on).or(cite) else {
            return Ok(());
        };
        if self.writes {
            return Err(Diagnostic::new(
                Code::InvalidViewPrefix,
                match prefix {
                    "CITE" => "CITE cannot stand before a statement that writes: only what is read is cited".to_owned(),
                    _ => format!("{prefix} cannot stand before a statement that writes: a view is only read"),
                },
            )
            .at(span)
            .hint(match prefix {
                "CITE" => "leave CITE out; RETURN what was written by a statement of its own to see its sources",
                "AS RECORDED ON" => "the past of a database cannot be changed",
                _ => "set valid_from and valid_to yourself",
            }));
        }
        if let Some((_, span)) = cite
            && columns.iter().any(|column| column.as_ref() == "cite")
        {
            return Err(cite_clash().at(span));
        }
        Ok(())
    }
}

/// The query returns a column of the name that CITE needs.
pub fn cite_clash() -> Diagnostic {
    Diagnostic::new(
        Code::InvalidViewPrefix,
        "CITE adds a column `cite`, but the query returns one of this name already",
    )
    .hint("give the column another name with AS")
}

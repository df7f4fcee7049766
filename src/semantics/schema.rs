//! Statements about the schema: they stand alone; SHOW gives a table like a CALL.
//!
//! In: the clause as written. Out: a checked one. Knows which functions and procedures there are, not what a graph has of
//! indexes and constraints.

use std::sync::Arc;

use super::checked::schema::{
    CONSTRAINT_COLUMNS, Define, FUNCTION_COLUMNS, INDEX_COLUMNS, PROCEDURE_COLUMNS, Shown,
    ShownColumn, Undefine,
};
use super::checked::{Branch, Clause, VarId};
use super::union::Single;
use super::{Checker, call};
use crate::diagnostic::{Code, Diagnostic, Result, nearest};
use crate::function;
use crate::graph::DefinitionKind;
use crate::procedure::Registry;
use crate::syntax::ast;
use crate::value::Value;

/// Statements about the schema stand alone; SHOW comes first.
pub(super) fn check_place(query: &ast::SingleQuery, alone: bool) -> Result<()> {
    for (place, clause) in query.clauses.iter().enumerate() {
        let message = match clause {
            ast::Clause::Define(_) | ast::Clause::Undefine(_)
                if !alone || query.clauses.len() > 1 =>
            {
                format!("{} is a statement of its own", clause.keyword())
            }
            ast::Clause::Show(_) if place > 0 || !alone => {
                "SHOW begins a statement of its own".to_owned()
            }
            ast::Clause::Show(show) if query.clauses.len() > 1 && show.yields.is_none() => {
                let problem = Diagnostic::new(
                    Code::InvalidClauseComposition,
                    "SHOW needs YIELD when something follows it",
                );
                let listed = show.what.text();
                return Err(problem
                    .at(show.span)
                    .hint(format!("SHOW {listed} YIELD * ...")));
            }
            _ => continue,
        };
        return Err(Diagnostic::new(Code::InvalidClauseComposition, message).at(clause.span()));
    }
    Ok(())
}

impl Checker<'_> {
    /// CREATE INDEX or CREATE CONSTRAINT.
    pub(super) fn define(&mut self, define: &ast::Define) -> Clause {
        self.writes = true;
        Clause::Define(Define {
            name: define.name.as_ref().map(|name| name.text.as_str().into()),
            if_not_exists: define.if_not_exists,
            relationship: define.subject.relationship,
            subject: define.subject.name.text.as_str().into(),
            keys: define
                .keys
                .iter()
                .map(|key| key.text.as_str().into())
                .collect(),
            kind: match define.demand {
                ast::Demand::Index => DefinitionKind::Index,
                ast::Demand::Unique => DefinitionKind::Unique,
                ast::Demand::NotNull => DefinitionKind::NotNull,
                ast::Demand::Key => DefinitionKind::Key,
            },
        })
    }

    /// DROP INDEX or DROP CONSTRAINT.
    pub(super) fn undefine(&mut self, undefine: &ast::Undefine) -> Clause {
        self.writes = true;
        Clause::Undefine(Undefine {
            constraint: undefine.constraint,
            name: undefine.name.text.as_str().into(),
            if_exists: undefine.if_exists,
        })
    }

    /// SHOW; gives the clause and the variables it binds, in order.
    pub(super) fn show(&mut self, show: &ast::Show) -> Result<(Clause, Vec<VarId>)> {
        let (table, columns) = match show.what {
            ast::Listed::Indexes => (Shown::Indexes, INDEX_COLUMNS),
            ast::Listed::Constraints => (Shown::Constraints, CONSTRAINT_COLUMNS),
            ast::Listed::Functions => (Shown::Rows("functions", functions()), FUNCTION_COLUMNS),
            ast::Listed::Procedures => {
                let rows = procedures(self.signatures.procedures);
                (Shown::Rows("procedures", rows), PROCEDURE_COLUMNS)
            }
        };
        let yields = match show.yields.as_ref().map(|yields| &yields.columns) {
            Some(ast::YieldColumns::Items(items)) => self.shown_columns(items, columns)?,
            all => columns
                .iter()
                .enumerate()
                .filter(|(_, column)| all.is_some() || column.usual)
                .map(|(place, column)| {
                    let name: Arc<str> = column.name.into();
                    let variable = self.new_variable(name.clone(), (column.kind)());
                    self.scope.insert(name, variable);
                    (place, variable)
                })
                .collect(),
        };
        let predicate = show
            .condition()
            .next()
            .map(|condition| {
                self.without_aggregates("WHERE", |checker| checker.truth("WHERE", condition))
            })
            .transpose()?;
        let outputs = yields.iter().map(|(_, variable)| *variable).collect();
        let clause = Clause::Show {
            table,
            yields,
            predicate,
        };
        Ok((clause, outputs))
    }

    /// SHOW that is the whole statement.
    pub(super) fn standalone_show(&mut self, show: &ast::Show) -> Result<Single> {
        let (clause, outputs) = self.show(show)?;
        let columns = self.names_of(&outputs);
        Ok(Single {
            branch: Branch {
                clauses: vec![clause],
                outputs,
            },
            columns: Some(columns),
        })
    }

    /// The columns named behind YIELD.
    fn shown_columns(
        &mut self,
        items: &[ast::YieldItem],
        columns: &[ShownColumn],
    ) -> Result<Vec<(usize, VarId)>> {
        let mut yields = Vec::with_capacity(items.len());
        for item in items {
            let wanted = item.column.text.as_str();
            let place = columns.iter().position(|column| column.name == wanted);
            let Some(place) = place else {
                let message = format!("SHOW has no column `{wanted}` here");
                let problem =
                    Diagnostic::new(Code::UndefinedVariable, message).at(item.column.span);
                let names = columns.iter().map(|column| column.name);
                let all: Vec<_> = names.clone().collect();
                return Err(match nearest(wanted, names) {
                    Some(near) => problem.hint(format!("there is a column `{near}`")),
                    None => problem.hint(format!("there are {}", all.join(", "))),
                });
            };
            let name = item.alias.as_ref().unwrap_or(&item.column);
            if self.scope.get(&name.text).is_some() {
                return Err(
                    Self::already_bound(name).hint(format!("YIELD {wanted} AS another name"))
                );
            }
            yields.push((place, self.bind(name, (columns[place].kind)())));
        }
        Ok(yields)
    }
}

/// All functions, by name.
fn functions() -> Arc<[Vec<Value>]> {
    let texts = |all: &[&str]| Value::list(all.iter().map(|one| Value::from(*one)).collect());
    let scalars = function::scalars().map(|function| {
        vec![
            function.name.into(),
            function.usage().into(),
            function.doc.into(),
            false.into(),
            texts(function.aliases),
            function.example.into(),
        ]
    });
    let aggregates = function::aggregates().map(|function| {
        vec![
            function.name.into(),
            function.usage().into(),
            function.doc.into(),
            true.into(),
            texts(function.aliases),
            function.example.into(),
        ]
    });
    let mut rows: Vec<Vec<Value>> = scalars.chain(aggregates).collect();
    rows.sort_by_cached_key(|row| crate::value::literal::text(&row[0]).to_lowercase());
    rows.into()
}

/// All procedures, by name.
fn procedures(registry: &Registry) -> Arc<[Vec<Value>]> {
    registry
        .iter()
        .map(|procedure| {
            vec![
                procedure.name.as_ref().into(),
                call::usage(procedure).into(),
            ]
        })
        .collect()
}

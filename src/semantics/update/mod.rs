//! SET, REMOVE and DELETE; CREATE and MERGE have files of their own.
//!
//! In: the clauses as written. Out: checked ones. Knows nothing of the graph.

mod create;
mod merge;

use std::sync::Arc;

use super::checked::{Clause, Expr, ExprKind, RemoveItem, SetItem, VarId};
use super::expr::wrong_kind;
use super::{Checker, infer};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::syntax::ast;
use crate::value::Kind;

/// What a node or a relationship is: what SET and REMOVE change.
const ENTITIES: [Kind; 2] = [Kind::Node, Kind::Relationship];

impl Checker<'_> {
    pub(super) fn set(&mut self, set: &ast::Set) -> Result<Clause> {
        self.writes = true;
        self.set_items(&set.items).map(Clause::Set)
    }

    fn set_items(&mut self, items: &[ast::SetItem]) -> Result<Vec<SetItem>> {
        self.without_aggregates("SET", |checker| {
            items.iter().map(|item| checker.set_item(item)).collect()
        })
    }

    fn set_item(&mut self, item: &ast::SetItem) -> Result<SetItem> {
        match item {
            ast::SetItem::Property {
                target, key, value, ..
            } => Ok(SetItem::Property {
                subject: self.entity("SET", target)?,
                key: key.text.as_str().into(),
                value: self.expr(value)?,
            }),
            ast::SetItem::Replace {
                variable, value, ..
            } => Ok(SetItem::Replace {
                variable: self.entity_variable("SET", variable)?,
                value: self.properties_source(value)?,
            }),
            ast::SetItem::Extend {
                variable, value, ..
            } => Ok(SetItem::Extend {
                variable: self.entity_variable("SET", variable)?,
                value: self.properties_source(value)?,
            }),
            ast::SetItem::Labels {
                variable, labels, ..
            } => Ok(SetItem::Labels {
                variable: self.node_variable("SET", variable)?,
                labels: names(labels),
            }),
        }
    }

    pub(super) fn remove(&mut self, remove: &ast::Remove) -> Result<Clause> {
        self.writes = true;
        let items = self.without_aggregates("REMOVE", |checker| {
            remove
                .items
                .iter()
                .map(|item| match item {
                    ast::RemoveItem::Property { target, key, .. } => Ok(RemoveItem::Property {
                        subject: checker.entity("REMOVE", target)?,
                        key: key.text.as_str().into(),
                    }),
                    ast::RemoveItem::Labels {
                        variable, labels, ..
                    } => Ok(RemoveItem::Labels {
                        variable: checker.node_variable("REMOVE", variable)?,
                        labels: names(labels),
                    }),
                })
                .collect::<Result<Vec<_>>>()
        })?;
        Ok(Clause::Remove(items))
    }

    pub(super) fn delete(&mut self, delete: &ast::Delete) -> Result<Clause> {
        self.writes = true;
        let targets = self.without_aggregates("DELETE", |checker| {
            delete
                .exprs
                .iter()
                .map(|expr| checker.deleted(expr))
                .collect::<Result<Vec<_>>>()
        })?;
        Ok(Clause::Delete {
            targets,
            detach: delete.detach,
        })
    }

    fn deleted(&mut self, expr: &ast::Expr) -> Result<Expr> {
        let target = self.expr(expr)?;
        if let ExprKind::HasLabels { .. } = target.kind {
            return Err(
                Diagnostic::new(Code::InvalidDelete, "labels and types cannot be deleted")
                    .at(target.span)
                    .hint("REMOVE n:Label takes a label away"),
            );
        }
        // What is stored in a property is never a node, relationship or path.
        let stored = match &target.kind {
            ExprKind::Property { subject, .. } => ENTITIES.contains(&subject.ty),
            _ => false,
        };
        if stored {
            return Err(Diagnostic::new(
                Code::InvalidArgumentType,
                "DELETE needs a node, relationship or path, but this is a property",
            )
            .at(target.span)
            .hint("REMOVE n.property takes a property away"));
        }
        if infer::may_be(&target.ty, &[Kind::Node, Kind::Relationship, Kind::Path]) {
            Ok(target)
        } else {
            Err(wrong_kind(
                "DELETE",
                "a node, relationship or path",
                &target,
            ))
        }
    }

    fn entity(&mut self, clause: &str, expr: &ast::Expr) -> Result<Expr> {
        let subject = self.expr(expr)?;
        if infer::may_be(&subject.ty, &ENTITIES) {
            Ok(subject)
        } else {
            Err(wrong_kind(clause, "a node or relationship", &subject))
        }
    }

    fn entity_variable(&mut self, clause: &str, name: &ast::Name) -> Result<VarId> {
        let variable = self.resolve(name)?;
        if infer::may_be(self.kind_of(variable), &ENTITIES) {
            Ok(variable)
        } else {
            let found = self.variable_expr(variable, name.span);
            Err(wrong_kind(clause, "a node or relationship", &found))
        }
    }

    fn node_variable(&mut self, clause: &str, name: &ast::Name) -> Result<VarId> {
        let variable = self.resolve(name)?;
        if infer::may_be(self.kind_of(variable), &[Kind::Node]) {
            Ok(variable)
        } else {
            let found = self.variable_expr(variable, name.span);
            Err(wrong_kind(
                &format!("{clause} of a label"),
                "a node",
                &found,
            ))
        }
    }

    fn properties_source(&mut self, value: &ast::Expr) -> Result<Expr> {
        let value = self.expr(value)?;
        if infer::may_be(&value.ty, &[Kind::Map, Kind::Node, Kind::Relationship]) {
            Ok(value)
        } else {
            Err(wrong_kind(
                "SET of all properties",
                "a map, node or relationship",
                &value,
            ))
        }
    }
}

fn names(labels: &[ast::Name]) -> Vec<Arc<str>> {
    labels
        .iter()
        .map(|label| label.text.as_str().into())
        .collect()
}

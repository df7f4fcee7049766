//! Map projections: `n{.name, age: 1, .*}`.
//!
//! In: the projection as written. Out: an expression of maps, null for a null subject. Knows nothing of what the
//! subject's properties are.

use std::sync::Arc;

use super::checked::{Expr, ExprKind};
use super::expr::{property, wrong_kind};
use super::{Checker, infer};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::{Accepts, Argument, Host, ScalarFunction, Volatility};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::{Kind, Map, Value};

/// Lays maps over each other; made only here, so it has no name one could call.
static OVERLAY: ScalarFunction = ScalarFunction {
    name: "map projection",
    aliases: &[],
    arguments: &[Argument::needed("part", Accepts::ANY)],
    variadic: true,
    first_known: false,
    shared_by: None,
    result: |_| Kind::Map,
    volatility: Volatility::Graph,
    doc: "The entries of all parts in one map; a later part wins.",
    example: "n{.*, extra: 1}",
    call: overlay,
};

fn overlay(parts: &[Value], host: &dyn Host) -> Result<Value> {
    let mut all = Map::new();
    for part in parts {
        let entries = match part {
            Value::Map(map) => map.clone(),
            Value::Node(node) => host.properties_of_node(node.id)?,
            Value::Relationship(relationship) => {
                host.properties_of_relationship(relationship.id)?
            }
            Value::Null => return Ok(Value::Null),
            other => {
                return Err(Diagnostic::new(
                    Code::RuntimeInvalidArgumentType,
                    format!(
                        "a map projection needs a node, relationship or map, but this is {:#}",
                        other.kind()
                    ),
                ));
            }
        };
        for (key, value) in entries {
            all.insert(key, value);
        }
    }
    Ok(Value::map(all))
}

impl Checker<'_> {
    pub(super) fn map_projection(
        &mut self,
        name: &ast::Name,
        items: &[ast::MapProjectionItem],
        span: Span,
    ) -> Result<Expr> {
        let variable = self.resolve(name)?;
        let subject = self.variable_expr(variable, name.span);
        if !infer::may_be(&subject.ty, &[Kind::Node, Kind::Relationship, Kind::Map]) {
            return Err(wrong_kind(
                "a map projection",
                "a node, relationship or map",
                &subject,
            ));
        }
        let mut parts: Vec<Expr> = Vec::new();
        let mut entries: Vec<(Arc<str>, Expr)> = Vec::new();
        for item in items {
            match item {
                ast::MapProjectionItem::Property(key) => {
                    let value = property(subject.clone(), key, key.span)?;
                    entries.push((Arc::from(key.text.as_str()), value));
                }
                ast::MapProjectionItem::Entry(key, value) => {
                    entries.push((Arc::from(key.text.as_str()), self.expr(value)?));
                }
                ast::MapProjectionItem::Variable(other) => {
                    let variable = self.resolve(other)?;
                    let value = self.variable_expr(variable, other.span);
                    entries.push((Arc::from(other.text.as_str()), value));
                }
                ast::MapProjectionItem::All(_) => {
                    parts.push(map(std::mem::take(&mut entries), span));
                    parts.push(subject.clone());
                }
            }
        }
        parts.push(map(entries, span));
        let value = if parts.len() == 1 {
            parts.remove(0)
        } else {
            let kind = ExprKind::Function {
                function: &OVERLAY,
                args: parts,
            };
            Expr::new(kind, Kind::Map, span)
        };
        // Nothing of a missing node is a missing map, not a map of nothing.
        let missing = ExprKind::IsNull {
            operand: Box::new(subject),
            negated: false,
        };
        let missing = Expr::new(missing, Kind::Boolean, name.span);
        let kind = ExprKind::Case {
            subject: None,
            branches: vec![(missing, Expr::literal(Value::Null, span))],
            otherwise: Some(Box::new(value)),
        };
        Ok(Expr::new(kind, Kind::Map, span))
    }
}

fn map(entries: Vec<(Arc<str>, Expr)>, span: Span) -> Expr {
    Expr::new(ExprKind::Map(entries), Kind::Map, span)
}

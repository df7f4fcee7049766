//! MERGE.
//!
//! In: the clause as written. Out: one pattern twice, to look for and to create, with the same variables, and what to set
//! in either case; the variables are in scope afterwards. Knows nothing of the graph.

use std::sync::Arc;

use super::create::{creatable, plain_node};
use crate::diagnostic::Result;
use crate::semantics::Checker;
use crate::semantics::checked::{
    Clause, CreatePattern, Direction, Expr, ExprKind, LabelExpr, NewNode, NewRelationship,
};
use crate::semantics::pattern::PatternUse;
use crate::semantics::scope::Scope;
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Kind;

impl Checker<'_> {
    pub(in crate::semantics) fn merge(&mut self, merge: &ast::Merge) -> Result<Clause> {
        self.writes = true;
        let before = self.scope.clone();
        // The rules of creating come first; then the same names are bound again by the pattern to look for, so both
        // halves share their variables.
        let mut create = CreatePattern::default();
        self.check_mergeable(&merge.pattern)?;
        let start = self.next_variable();
        self.reads_nothing_new(&before, &merge.pattern)?;
        let part = std::slice::from_ref(&merge.pattern);
        let (pattern, _) = self.pattern(part, PatternUse::Merge)?;
        if let Some(path) = pattern.paths.first() {
            for &index in &path.nodes {
                let Some(node) = pattern.nodes.get(index) else {
                    continue;
                };
                if node.variable < start
                    || create.nodes.iter().any(|new| new.variable == node.variable)
                {
                    continue;
                }
                create.nodes.push(NewNode {
                    variable: node.variable,
                    labels: labels_of(node.labels.as_ref()),
                    properties: as_map(&node.properties, node.span),
                    span: node.span,
                });
            }
            let mut steps = Vec::with_capacity(path.relationships.len());
            for &index in &path.relationships {
                let Some(relationship) = pattern.relationships.get(index) else {
                    continue;
                };
                let end = |index: usize| pattern.nodes.get(index).map(|node| node.variable);
                let (Some(left), Some(right), Some(ty)) = (
                    end(relationship.left),
                    end(relationship.right),
                    relationship.types.first(),
                ) else {
                    continue;
                };
                // A pattern without direction is created from left to right.
                let forward = relationship.direction != Direction::Incoming;
                let (start, end) = if forward {
                    (left, right)
                } else {
                    (right, left)
                };
                steps.push((relationship.variable, forward));
                create.relationships.push(NewRelationship {
                    variable: relationship.variable,
                    ty: ty.clone(),
                    start,
                    end,
                    properties: as_map(&relationship.properties, relationship.span),
                    span: relationship.span,
                });
            }
            if let Some(variable) = path.variable {
                let nodes = path
                    .nodes
                    .iter()
                    .filter_map(|&index| pattern.nodes.get(index));
                let nodes = nodes.map(|node| node.variable).collect();
                create.paths.push((variable, nodes, steps));
            }
        }
        let (mut on_match, mut on_create) = (Vec::new(), Vec::new());
        for action in &merge.actions {
            let items = self.set_items(&action.items)?;
            match action.event {
                ast::MergeEvent::Create => on_create.extend(items),
                ast::MergeEvent::Match => on_match.extend(items),
            }
        }
        Ok(Clause::Merge {
            pattern,
            create,
            on_match,
            on_create,
        })
    }

    /// What cannot be created cannot be merged.
    fn check_mergeable(&mut self, part: &ast::PathPattern) -> Result<()> {
        let mut named: Vec<&str> = Vec::new();
        let nodes = std::iter::once(&part.start).chain(part.steps.iter().map(|(_, node)| node));
        for node in nodes {
            plain_node(node, "MERGE")?;
            if let Some(name) = &node.variable {
                let known = self.scope.get(&name.text).is_some() || named.contains(&&*name.text);
                self.bound_node(node, name, known, part.steps.is_empty())?;
                named.push(&name.text);
            }
        }
        for (relationship, _) in &part.steps {
            if let Some(name) = &relationship.variable
                && self.scope.get(&name.text).is_some()
            {
                return Err(Self::already_bound(name));
            }
            creatable(relationship, "MERGE")?;
        }
        Ok(())
    }

    /// Properties of the pattern cannot read the variables it brings.
    fn reads_nothing_new(&mut self, before: &Scope, part: &ast::PathPattern) -> Result<()> {
        let nodes = std::iter::once(&part.start).chain(part.steps.iter().map(|(_, node)| node));
        let properties = nodes
            .map(|node| node.properties.as_ref())
            .chain(part.steps.iter().map(|(step, _)| step.properties.as_ref()));
        for property in properties.flatten() {
            let ast::Properties::Map { entries, .. } = property else {
                continue;
            };
            for (_, value) in entries {
                self.reads_only(before, value)?;
            }
        }
        Ok(())
    }

    /// Finds names that are not bound before the clause. What it makes on the way is not used.
    fn reads_only(&mut self, before: &Scope, value: &ast::Expr) -> Result<()> {
        let scope = std::mem::replace(&mut self.scope, before.clone());
        let variables = self.variables.len();
        let subqueries = self.subqueries.len();
        let result = self.without_aggregates("a pattern", |checker| checker.expr(value));
        self.variables.truncate(variables);
        self.subqueries.truncate(subqueries);
        self.scope = scope;
        result.map(|_| ())
    }
}

/// The labels of a plain conjunction.
fn labels_of(labels: Option<&LabelExpr>) -> Vec<Arc<str>> {
    match labels {
        Some(LabelExpr::Label(name)) => vec![name.clone()],
        Some(LabelExpr::And(parts)) => parts
            .iter()
            .flat_map(|part| labels_of(Some(part)))
            .collect(),
        _ => Vec::new(),
    }
}

fn as_map(properties: &[(Arc<str>, Expr)], span: Span) -> Option<Expr> {
    (!properties.is_empty()).then(|| Expr::new(ExprKind::Map(properties.to_vec()), Kind::Map, span))
}

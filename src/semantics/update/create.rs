//! CREATE.
//!
//! In: the clause as written. Out: what is to be made, in parts that read nothing of themselves; the new variables are in
//! scope afterwards. Knows nothing of the graph.

use std::collections::HashMap;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::semantics::checked::{
    Clause, CreatePattern, Expr, ExprKind, NewNode, NewRelationship, VarId,
};
use crate::semantics::scope::Scope;
use crate::semantics::{Checker, infer};
use crate::source::Span;
use crate::syntax::ast;
use crate::value::Kind;

/// A pattern that is being created. Nodes are made in the order written and then relationships, so a property may read
/// what is made before it.
struct Making {
    /// What properties of nodes may read: what was bound before, and the nodes so far.
    by_nodes: Scope,
    /// What properties of relationships may read: also the relationships so far.
    by_relationships: Scope,
    pattern: CreatePattern,
}

impl Checker<'_> {
    /// Properties that read what the same clause makes split it, so each part reads only what is there before it.
    pub(in crate::semantics) fn create(&mut self, create: &ast::Create) -> Result<Vec<Clause>> {
        self.writes = true;
        let start = self.next_variable();
        let mut making = Making {
            by_nodes: self.scope.clone(),
            by_relationships: self.scope.clone(),
            pattern: CreatePattern::default(),
        };
        for part in &create.patterns {
            self.new_path(part, &mut making)?;
        }
        let parts = self.in_stages(making.pattern, start);
        Ok(parts.into_iter().map(Clause::Create).collect())
    }

    /// Splits a pattern by what its properties read of it; mostly one part. Paths are bound with the last.
    fn in_stages(&self, pattern: CreatePattern, start: VarId) -> Vec<CreatePattern> {
        let mut stages: HashMap<VarId, usize> = HashMap::new();
        let after = |stages: &HashMap<VarId, usize>, properties: Option<&Expr>| {
            let mut stage = 0;
            if let Some(properties) = properties {
                self.each_read(properties, &mut |variable| {
                    if variable >= start {
                        stage = stage.max(stages.get(&variable).map_or(0, |stage| stage + 1));
                    }
                });
            }
            stage
        };
        let mut parts: Vec<CreatePattern> = vec![CreatePattern::default()];
        for node in pattern.nodes {
            let stage = after(&stages, node.properties.as_ref());
            stages.insert(node.variable, stage);
            part(&mut parts, stage).nodes.push(node);
        }
        for relationship in pattern.relationships {
            let ends = [relationship.start, relationship.end];
            let ends = ends.iter().filter_map(|end| stages.get(end).copied());
            let stage = after(&stages, relationship.properties.as_ref());
            let stage = ends.fold(stage, usize::max);
            stages.insert(relationship.variable, stage);
            part(&mut parts, stage).relationships.push(relationship);
        }
        if let Some(last) = parts.last_mut() {
            last.paths = pattern.paths;
        }
        parts
    }

    /// Calls `f` with each variable the expression reads, in subqueries too.
    fn each_read(&self, expr: &Expr, f: &mut dyn FnMut(VarId)) {
        match &expr.kind {
            ExprKind::Variable(variable) => f(*variable),
            ExprKind::Subquery(id) => {
                let subquery = self.subqueries.get(id.0 as usize);
                for import in subquery.iter().flat_map(|subquery| &subquery.imports) {
                    f(*import);
                }
            }
            _ => {}
        }
        expr.for_each_operand(|operand| self.each_read(operand, f));
    }

    fn new_path(&mut self, part: &ast::PathPattern, making: &mut Making) -> Result<()> {
        if part.search.is_some() {
            return Err(Diagnostic::new(
                Code::UnexpectedSyntax,
                "a shortest path cannot be created",
            )
            .at(part.span));
        }
        let single = part.steps.is_empty();
        let mut nodes = vec![self.new_node(&part.start, single, making)?];
        let mut walked = Vec::with_capacity(part.steps.len());
        for (relationship, node) in &part.steps {
            if let Some(name) = &relationship.variable
                && self.scope.get(&name.text).is_some()
            {
                return Err(Self::already_bound(name));
            }
            let ty = creatable(relationship, "CREATE")?;
            let forward = match relationship.direction {
                ast::Direction::Outgoing => true,
                ast::Direction::Incoming => false,
                ast::Direction::Either => {
                    return Err(Diagnostic::new(
                        Code::RequiresDirectedRelationship,
                        "a relationship that is created needs exactly one direction",
                    )
                    .at(relationship.span)
                    .hint("write -[...]-> or <-[...]-"));
                }
            };
            let variable = match &relationship.variable {
                Some(name) => self.bind(name, Kind::Relationship),
                None => self.anonymous("relationship", Kind::Relationship),
            };
            let left = nodes.last().copied().unwrap_or(variable);
            let right = self.new_node(node, false, making)?;
            let (start, end) = if forward {
                (left, right)
            } else {
                (right, left)
            };
            let properties = self.new_properties(
                relationship.properties.as_ref(),
                &mut making.by_relationships,
            )?;
            if let Some(name) = &relationship.variable {
                let name = Arc::from(name.text.as_str());
                making.by_relationships.insert(name, variable);
            }
            nodes.push(right);
            walked.push((variable, forward));
            making.pattern.relationships.push(NewRelationship {
                variable,
                ty,
                start,
                end,
                properties,
                span: relationship.span,
            });
        }
        if let Some(name) = &part.variable {
            let variable = self.path_variable(name)?;
            making.pattern.paths.push((variable, nodes, walked));
        }
        Ok(())
    }

    /// A node of CREATE: a new one, or one that is bound already and only an end of a relationship.
    fn new_node(
        &mut self,
        node: &ast::NodePattern,
        single: bool,
        making: &mut Making,
    ) -> Result<VarId> {
        let labels = plain_node(node, "CREATE")?;
        if let Some(name) = &node.variable
            && let Some(variable) = self.lookup(&name.text)
        {
            self.bound_node(node, name, true, single)?;
            return Ok(variable);
        }
        let properties = self.new_properties(node.properties.as_ref(), &mut making.by_nodes)?;
        let variable = match &node.variable {
            Some(name) => {
                let variable = self.bind(name, Kind::Node);
                let name: Arc<str> = Arc::from(name.text.as_str());
                making.by_nodes.insert(name.clone(), variable);
                making.by_relationships.insert(name, variable);
                variable
            }
            None => self.anonymous("node", Kind::Node),
        };
        making.pattern.nodes.push(NewNode {
            variable,
            labels,
            properties,
            span: node.span,
        });
        Ok(variable)
    }

    /// A bound node may be an end of what is created, but nothing new may be said of it.
    pub(super) fn bound_node(
        &self,
        node: &ast::NodePattern,
        name: &ast::Name,
        known: bool,
        single: bool,
    ) -> Result<()> {
        if !known {
            return Ok(());
        }
        if single || node.labels.is_some() || node.properties.is_some() {
            return Err(Self::already_bound(name)
                .hint("labels and properties of a bound node are changed with SET"));
        }
        match self.scope.get(&name.text) {
            Some(variable) if !infer::may_be(self.kind_of(variable), &[Kind::Node]) => {
                Err(self.conflict(name, variable, "a node"))
            }
            _ => Ok(()),
        }
    }

    /// The map of properties of something new, which may read what is in `readable`.
    fn new_properties(
        &mut self,
        properties: Option<&ast::Properties>,
        readable: &mut Scope,
    ) -> Result<Option<Expr>> {
        match properties {
            None => Ok(None),
            Some(ast::Properties::Parameter(name)) => {
                let span = name.span;
                let name = self.parameter(&name.text, span)?;
                Ok(Some(Expr::new(ExprKind::Parameter(name), Kind::Any, span)))
            }
            Some(ast::Properties::Map { entries, span }) => {
                std::mem::swap(&mut self.scope, readable);
                let entries =
                    self.without_aggregates("a pattern", |checker| checker.entries(entries));
                std::mem::swap(&mut self.scope, readable);
                Ok(Some(Expr::new(ExprKind::Map(entries?), Kind::Map, *span)))
            }
        }
    }
}

/// The type of a relationship that can be created: exactly one, and exactly one hop.
pub(super) fn creatable(relationship: &ast::RelationshipPattern, clause: &str) -> Result<Arc<str>> {
    if let Some(length) = relationship.length {
        return Err(Diagnostic::new(
            Code::CreatingVarLength,
            format!("{clause} needs single relationships, not a variable length"),
        )
        .at(length.span));
    }
    if let Some(predicate) = &relationship.predicate {
        return Err(no_where(predicate.span, clause));
    }
    let names = relationship.types.as_ref().map(ast::LabelExpr::disjunction);
    match names.flatten().as_deref() {
        Some([name]) => Ok(name.text.as_str().into()),
        _ => Err(Diagnostic::new(
            Code::NoSingleRelationshipType,
            format!("a relationship in {clause} needs exactly one type"),
        )
        .at(relationship.span)
        .hint("for example -[:KNOWS]->")),
    }
}

/// The labels of a node that can be created.
pub(super) fn plain_node(node: &ast::NodePattern, clause: &str) -> Result<Vec<Arc<str>>> {
    if let Some(predicate) = &node.predicate {
        return Err(no_where(predicate.span, clause));
    }
    let Some(labels) = &node.labels else {
        return Ok(Vec::new());
    };
    let Some(names) = labels.conjunction() else {
        return Err(Diagnostic::new(
            Code::UnexpectedSyntax,
            format!("{clause} needs plain labels, not a condition on labels"),
        )
        .at(labels.span)
        .hint("for example (:A:B)"));
    };
    let mut all: Vec<Arc<str>> = Vec::with_capacity(names.len());
    for name in names {
        let name: Arc<str> = name.text.as_str().into();
        if !all.contains(&name) {
            all.push(name);
        }
    }
    Ok(all)
}

/// The part of this number; there is one for each smaller number.
fn part(parts: &mut Vec<CreatePattern>, stage: usize) -> &mut CreatePattern {
    if parts.len() <= stage {
        parts.resize_with(stage + 1, CreatePattern::default);
    }
    &mut parts[stage]
}

fn no_where(span: Span, clause: &str) -> Diagnostic {
    Diagnostic::new(
        Code::UnexpectedSyntax,
        format!("WHERE cannot stand in a pattern of {clause}"),
    )
    .at(span)
}

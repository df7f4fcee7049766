//! CREATE, MERGE, SET, REMOVE and DELETE.
//!
//! In: the clauses as written. Out: checked ones; what they create is in scope afterwards. Knows nothing of the graph.

use std::collections::HashMap;
use std::sync::Arc;

use super::checked::{
    Clause, CreatePattern, Expr, ExprKind, NewNode, NewRelationship, RemoveItem, SetItem, VarId,
};
use super::expr::wrong_kind;
use super::pattern::PatternUse;
use super::scope::Scope;
use super::{Checker, infer};
use crate::diagnostic::{Code, Diagnostic, Result};
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

/// What a node or a relationship is: what SET and REMOVE change.
const ENTITIES: [Kind; 2] = [Kind::Node, Kind::Relationship];

impl Checker<'_> {
    /// Properties that read what the same clause makes split it, so each part reads only what is there before it.
    pub(super) fn create(&mut self, create: &ast::Create) -> Result<Vec<Clause>> {
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

    pub(super) fn merge(&mut self, merge: &ast::Merge) -> Result<Clause> {
        self.writes = true;
        let before = self.scope.clone();
        // The rules of creating come first; then the same names are bound again by the pattern to look for, so both
        // halves share their variables.
        let mut create = CreatePattern::default();
        self.check_mergeable(&merge.pattern)?;
        let start = self.next_variable();
        let (pattern, _) = self.in_scope_of_merge(&before, &merge.pattern, |checker| {
            checker.pattern(std::slice::from_ref(&merge.pattern), PatternUse::Merge)
        })?;
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
                let forward = relationship.direction != super::checked::Direction::Incoming;
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
            creatable(relationship, "MERGE")?;
        }
        Ok(())
    }

    /// Checks the pattern of a MERGE: its properties cannot read the variables it brings.
    fn in_scope_of_merge<T>(
        &mut self,
        before: &Scope,
        part: &ast::PathPattern,
        check: impl FnOnce(&mut Self) -> Result<T>,
    ) -> Result<T> {
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
        check(self)
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
            let ty = creatable(relationship, "CREATE")?;
            if let Some(name) = &relationship.variable
                && self.scope.get(&name.text).is_some()
            {
                return Err(Self::already_bound(name));
            }
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
    fn bound_node(
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

/// The type of a relationship that can be created: exactly one, and exactly one hop.
fn creatable(relationship: &ast::RelationshipPattern, clause: &str) -> Result<Arc<str>> {
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
fn plain_node(node: &ast::NodePattern, clause: &str) -> Result<Vec<Arc<str>>> {
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

fn names(labels: &[ast::Name]) -> Vec<Arc<str>> {
    labels
        .iter()
        .map(|label| label.text.as_str().into())
        .collect()
}

/// The labels of a plain conjunction.
fn labels_of(labels: Option<&super::checked::LabelExpr>) -> Vec<Arc<str>> {
    use super::checked::LabelExpr::{And, Label};
    match labels {
        Some(Label(name)) => vec![name.clone()],
        Some(And(parts)) => parts
            .iter()
            .flat_map(|part| labels_of(Some(part)))
            .collect(),
        _ => Vec::new(),
    }
}

fn as_map(properties: &[(Arc<str>, Expr)], span: Span) -> Option<Expr> {
    (!properties.is_empty()).then(|| Expr::new(ExprKind::Map(properties.to_vec()), Kind::Map, span))
}

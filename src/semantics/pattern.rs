//! Patterns that are looked for: MATCH, MERGE, and patterns in expressions.
//!
//! In: pattern parts as written. Out: a small graph of node and relationship patterns, each variable once, and the
//! conditions that stood inside (inline WHERE). Afterwards the pattern's variables are in scope. Knows nothing of how
//! patterns are matched.

use std::collections::HashMap;
use std::sync::Arc;

use super::checked::{
    Direction, Expr, ExprKind, LabelExpr, Length, NodePattern, PathPattern, PathSelector, Pattern,
    Quantifier, RelationshipPattern, VarId,
};
use super::expr::label_expr;
use super::{Checker, infer};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::syntax::ast;
use crate::value::Kind;

/// Where a pattern stands, for what it may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PatternUse {
    /// It may bring new variables.
    Match,
    /// It may bring new variables, but nothing that cannot be created may be asked.
    Merge,
    /// A predicate: it may name only what is known.
    Predicate,
}

/// A pattern under construction.
struct Builder {
    pattern: Pattern,
    /// The node pattern of a variable.
    nodes: HashMap<VarId, usize>,
    /// Variables with smaller numbers were there before.
    start: VarId,
    place: PatternUse,
}

impl Checker<'_> {
    /// Checks pattern parts; gives the pattern and the conditions that stood inside.
    pub(super) fn pattern(
        &mut self,
        parts: &[ast::PathPattern],
        place: PatternUse,
    ) -> Result<(Pattern, Vec<Expr>)> {
        let mut builder = Builder {
            pattern: Pattern::default(),
            nodes: HashMap::new(),
            start: self.next_variable(),
            place,
        };
        for part in parts {
            self.path(part, &mut builder)?;
        }
        // Properties may read any variable of the pattern, so they come when all are known.
        let mut conditions = Vec::new();
        let (mut path, mut steps) = (0, 0);
        for part in parts {
            let first = builder
                .pattern
                .paths
                .get(path)
                .map(|path| path.nodes.clone());
            path += 1;
            let mut nodes = first.unwrap_or_default().into_iter();
            let written =
                std::iter::once(&part.start).chain(part.steps.iter().map(|(_, node)| node));
            for (node, index) in written.zip(&mut nodes) {
                self.node_conditions(node, index, &mut builder, &mut conditions)?;
            }
            for (relationship, _) in &part.steps {
                self.relationship_conditions(relationship, steps, &mut builder, &mut conditions)?;
                steps += 1;
            }
        }
        Ok((builder.pattern, conditions))
    }

    fn path(&mut self, part: &ast::PathPattern, builder: &mut Builder) -> Result<()> {
        let selector = selector(part, builder.place)?;
        let mut nodes = vec![self.node(&part.start, builder)?];
        let mut relationships = Vec::with_capacity(part.steps.len());
        for (relationship, node) in &part.steps {
            // The relationship is named before the node to its right, so it is bound first.
            let variable = self.relationship_variable(relationship, selector, builder)?;
            let left = nodes.last().copied().unwrap_or(0);
            let right = self.node(node, builder)?;
            let bound = variable < builder.start;
            relationships.push(builder.pattern.relationships.len());
            nodes.push(right);
            builder.pattern.relationships.push(RelationshipPattern {
                variable,
                bound,
                left,
                right,
                direction: direction(relationship.direction),
                types: Vec::new(),
                length: length(relationship, selector),
                selector,
                properties: Vec::new(),
                span: relationship.span,
            });
        }
        let variable = match &part.variable {
            Some(name) => Some(self.path_variable(name)?),
            None => None,
        };
        builder.pattern.paths.push(PathPattern {
            variable,
            nodes,
            relationships,
        });
        Ok(())
    }

    /// A path has no value to compare with, so its name must be new.
    pub(super) fn path_variable(&mut self, name: &ast::Name) -> Result<VarId> {
        if self.scope.get(&name.text).is_some() {
            return Err(Self::already_bound(name));
        }
        Ok(self.bind(name, Kind::Path))
    }

    /// A new variable that is visible from here on.
    pub(super) fn bind(&mut self, name: &ast::Name, kind: Kind) -> VarId {
        let variable = self.new_variable(name.text.as_str(), kind);
        self.scope.insert(Arc::from(name.text.as_str()), variable);
        variable
    }

    /// The number of the node pattern for this node, which is a new one for a new variable.
    fn node(&mut self, node: &ast::NodePattern, builder: &mut Builder) -> Result<usize> {
        let variable = match &node.variable {
            None => self.anonymous("node", Kind::Node),
            Some(name) => match self.lookup(&name.text) {
                Some(variable) if infer::may_be(self.kind_of(variable), &[Kind::Node]) => variable,
                Some(variable) => return Err(self.conflict(name, variable, "a node")),
                None if builder.place == PatternUse::Predicate => {
                    return Err(self.introduced(name));
                }
                None => self.bind(name, Kind::Node),
            },
        };
        if let Some(&index) = builder.nodes.get(&variable) {
            return Ok(index);
        }
        let index = builder.pattern.nodes.len();
        builder.nodes.insert(variable, index);
        builder.pattern.nodes.push(NodePattern {
            variable,
            bound: variable < builder.start,
            labels: None,
            properties: Vec::new(),
            span: node.span,
        });
        Ok(index)
    }

    fn relationship_variable(
        &mut self,
        relationship: &ast::RelationshipPattern,
        selector: Option<PathSelector>,
        builder: &Builder,
    ) -> Result<VarId> {
        let many = relationship.length.is_some() || selector.is_some();
        let kind = if many {
            Kind::List(Box::new(Kind::Relationship))
        } else {
            Kind::Relationship
        };
        let Some(name) = &relationship.variable else {
            return Ok(self.anonymous("relationship", kind));
        };
        let Some(variable) = self.lookup(&name.text) else {
            if builder.place == PatternUse::Predicate {
                return Err(self.introduced(name));
            }
            return Ok(self.bind(name, kind));
        };
        let known = self.kind_of(variable);
        let fits = match known {
            Kind::List(element) => many && infer::may_be(element, &[Kind::Relationship]),
            Kind::Any | Kind::Null => true,
            known => !many && *known == Kind::Relationship,
        };
        if !fits {
            let wanted = if many {
                "a list of relationships"
            } else {
                "a relationship"
            };
            return Err(self.conflict(name, variable, wanted));
        }
        if variable >= builder.start {
            return Err(Diagnostic::new(
                Code::RelationshipUniquenessViolation,
                format!(
                    "the relationship `{}` stands twice in one pattern",
                    name.text
                ),
            )
            .at(name.span)
            .hint("a pattern never uses a relationship twice; name the second one differently"));
        }
        if builder.place == PatternUse::Merge {
            return Err(Self::already_bound(name));
        }
        Ok(variable)
    }

    fn introduced(&self, name: &ast::Name) -> Diagnostic {
        self.undefined(&name.text, name.span)
            .hint("a pattern in an expression cannot bring new variables; EXISTS { } can")
    }

    fn node_conditions(
        &mut self,
        node: &ast::NodePattern,
        index: usize,
        builder: &mut Builder,
        conditions: &mut Vec<Expr>,
    ) -> Result<()> {
        let properties = self.pattern_properties(node.properties.as_ref(), builder.place)?;
        if let Some(predicate) = &node.predicate {
            conditions.push(self.inline_where(predicate)?);
        }
        let Some(pattern) = builder.pattern.nodes.get_mut(index) else {
            return Ok(());
        };
        pattern.properties.extend(properties);
        if let Some(labels) = &node.labels {
            let labels = label_expr(labels);
            pattern.labels = Some(match pattern.labels.take() {
                None => labels,
                Some(LabelExpr::And(mut all)) => {
                    all.push(labels);
                    LabelExpr::And(all)
                }
                Some(first) => LabelExpr::And(vec![first, labels]),
            });
        }
        Ok(())
    }

    fn relationship_conditions(
        &mut self,
        relationship: &ast::RelationshipPattern,
        index: usize,
        builder: &mut Builder,
        conditions: &mut Vec<Expr>,
    ) -> Result<()> {
        let properties =
            self.pattern_properties(relationship.properties.as_ref(), builder.place)?;
        let many = builder
            .pattern
            .relationships
            .get(index)
            .is_some_and(|relationship| relationship.length.is_some());
        if let Some(predicate) = &relationship.predicate {
            if many {
                return Err(Diagnostic::new(
                    Code::UnsupportedSyntax,
                    "WHERE inside a variable-length relationship is not supported",
                )
                .at(predicate.span)
                .hint("name the relationships and use all(r IN relationships WHERE ...)"));
            }
            conditions.push(self.inline_where(predicate)?);
        }
        let Some(pattern) = builder.pattern.relationships.get_mut(index) else {
            return Ok(());
        };
        pattern.properties = properties;
        let Some(types) = &relationship.types else {
            return Ok(());
        };
        if let Some(names) = types.disjunction() {
            for name in names {
                let name: Arc<str> = name.text.as_str().into();
                if !pattern.types.contains(&name) {
                    pattern.types.push(name);
                }
            }
            return Ok(());
        }
        let variable = pattern.variable;
        let labels = label_expr(types);
        let has_type = |subject: Expr| {
            let kind = ExprKind::HasLabels {
                subject: Box::new(subject),
                labels,
            };
            Expr::new(kind, Kind::Boolean, types.span)
        };
        if many {
            let each = self.anonymous("hop", Kind::Relationship);
            let kind = ExprKind::Quantifier {
                quantifier: Quantifier::All,
                variable: each,
                list: Box::new(self.variable_expr(variable, types.span)),
                predicate: Box::new(has_type(self.variable_expr(each, types.span))),
            };
            conditions.push(Expr::new(kind, Kind::Boolean, types.span));
        } else {
            conditions.push(has_type(self.variable_expr(variable, types.span)));
        }
        Ok(())
    }

    fn inline_where(&mut self, predicate: &ast::Expr) -> Result<Expr> {
        self.without_aggregates("WHERE", |checker| checker.truth("WHERE", predicate))
    }

    fn pattern_properties(
        &mut self,
        properties: Option<&ast::Properties>,
        place: PatternUse,
    ) -> Result<Vec<(Arc<str>, Expr)>> {
        match properties {
            None => Ok(Vec::new()),
            Some(ast::Properties::Map { entries, .. }) => {
                self.without_aggregates("a pattern", |checker| checker.entries(entries))
            }
            Some(ast::Properties::Parameter(name)) => {
                let clause = if place == PatternUse::Merge {
                    "MERGE"
                } else {
                    "a pattern that is looked for"
                };
                Err(Diagnostic::new(
                    Code::InvalidParameterUse,
                    format!(
                        "`${}` cannot stand for all properties in {clause}",
                        name.text
                    ),
                )
                .at(name.span)
                .hint(format!(
                    "write each property: {{name: ${}.name}}",
                    name.text
                )))
            }
        }
    }
}

/// What `shortestPath` or `allShortestPaths` asks for.
fn selector(part: &ast::PathPattern, place: PatternUse) -> Result<Option<PathSelector>> {
    let (selector, word) = match part.search {
        None => return Ok(None),
        Some(ast::PathSearch::Shortest) => (PathSelector::Shortest, "shortestPath"),
        Some(ast::PathSearch::AllShortest) => (PathSelector::AllShortest, "allShortestPaths"),
    };
    if place == PatternUse::Merge {
        return Err(Diagnostic::new(
            Code::UnexpectedSyntax,
            format!("`{word}` cannot be merged or created"),
        )
        .at(part.span));
    }
    let [(relationship, _)] = part.steps.as_slice() else {
        return Err(Diagnostic::new(
            Code::InvalidRelationshipPattern,
            format!("`{word}` needs exactly one relationship between two nodes"),
        )
        .at(part.span)
        .hint(format!("for example {word}((a)-[:KNOWS*]->(b))")));
    };
    if let Some(length) = relationship.length
        && length.min.is_some_and(|min| min > 1)
    {
        return Err(Diagnostic::new(
            Code::InvalidRelationshipPattern,
            format!("`{word}` needs a least length of 0 or 1"),
        )
        .at(length.span)
        .hint("ask for the length in WHERE instead"));
    }
    Ok(Some(selector))
}

fn direction(direction: ast::Direction) -> Direction {
    match direction {
        ast::Direction::Outgoing => Direction::Outgoing,
        ast::Direction::Incoming => Direction::Incoming,
        ast::Direction::Either => Direction::Both,
    }
}

/// How many hops; a shortest path of a single relationship is one of exactly one hop. Bounds beyond 32 bits are as good
/// as the greatest number.
fn length(
    relationship: &ast::RelationshipPattern,
    selector: Option<PathSelector>,
) -> Option<Length> {
    let narrow = |bound: u64| u32::try_from(bound).unwrap_or(u32::MAX);
    match relationship.length {
        Some(length) => Some(Length {
            min: length.min.map_or(1, narrow),
            max: length.max.map(narrow),
        }),
        None => selector.map(|_| Length {
            min: 1,
            max: Some(1),
        }),
    }
}

//! Creating nodes and relationships for every row.

use std::sync::Arc;

use super::held::{self, Batches, Beside, Held};
use super::path;
use crate::column::{Batch, Column, ColumnBuilder};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::runtime::Surroundings;
use crate::exec::{Flow, Operator, Runtime, Sink, eval};
use crate::function::Host;
use crate::graph::{KeyId, Transaction};
use crate::semantics::checked::{CreatePattern, Expr, ExprKind, NewRelationship, VarId};
use crate::value::{NodeId, Value};

/// CREATE.
pub(in crate::exec) struct Create<'p> {
    pattern: &'p CreatePattern,
    held: Held<Properties>,
}

impl<'p> Create<'p> {
    pub(in crate::exec) fn new(pattern: &'p CreatePattern) -> Self {
        Self {
            pattern,
            held: Held::default(),
        }
    }
}

impl Operator for Create<'_> {
    fn start(&mut self, _: &Runtime<'_, '_>) -> Result<()> {
        self.held.clear();
        Ok(())
    }

    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, _: &mut Sink<'_>) -> Result<Flow> {
        let (held, pattern) = (&mut self.held, self.pattern);
        // Properties are read now, before this clause creates anything.
        held.keep(batch, run, |batch| {
            Properties::of(pattern, batch, &run.surroundings())
        })
    }

    fn finish(&mut self, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<()> {
        let mut done = Batches::default();
        for (batch, properties) in self.held.take() {
            run.context.check()?;
            done.push(create(self.pattern, batch, &properties, run)?);
        }
        held::hand_on(done, run, out)?;
        self.held.clear();
        Ok(())
    }
}

/// The properties of everything a pattern creates, for all rows of a batch: nodes, then relationships.
///
/// Properties that read something the same pattern creates are `None`: they wait until it is there.
pub(super) struct Properties(Vec<Option<PropertyColumns>>);

enum PropertyColumns {
    /// One per entry of a map that was written down.
    Entries(Vec<Column>),
    Map(Column),
}

impl Properties {
    pub(super) fn of(
        pattern: &CreatePattern,
        batch: &Batch,
        surroundings: &Surroundings<'_, '_, '_>,
    ) -> Result<Self> {
        let nodes = pattern.nodes.iter().map(|node| node.properties.as_ref());
        let relationships = pattern.relationships.iter();
        let relationships = relationships.map(|relationship| relationship.properties.as_ref());
        let all = nodes.chain(relationships).map(|properties| {
            if properties.is_some_and(|expr| reads_created(expr, pattern, surroundings.run)) {
                return Ok(None);
            }
            PropertyColumns::of(properties, batch, surroundings).map(Some)
        });
        Ok(Self(all.collect::<Result<_>>()?))
    }
}

impl Beside for Properties {
    fn bytes(&self) -> usize {
        let all = self.0.iter().flatten();
        let bytes = all.map(|columns| match columns {
            PropertyColumns::Entries(entries) => entries.iter().map(Column::bytes).sum(),
            PropertyColumns::Map(column) => column.bytes(),
        });
        bytes.sum()
    }
}

impl PropertyColumns {
    fn of(
        properties: Option<&Expr>,
        batch: &Batch,
        surroundings: &Surroundings<'_, '_, '_>,
    ) -> Result<Self> {
        Ok(match properties {
            None => Self::Entries(Vec::new()),
            Some(Expr {
                kind: ExprKind::Map(entries),
                ..
            }) => Self::Entries(
                entries
                    .iter()
                    .map(|(_, expr)| eval::evaluate(expr, batch, surroundings))
                    .collect::<Result<_>>()?,
            ),
            Some(expr) => {
                let column = eval::evaluate(expr, batch, surroundings)?;
                Self::Map(copied(&column, surroundings)?)
            }
        })
    }
}

/// Does the expression read something that the pattern creates?
fn reads_created(expr: &Expr, pattern: &CreatePattern, run: &Runtime<'_, '_>) -> bool {
    let created = |variable: &VarId| {
        let mut nodes = pattern.nodes.iter().map(|node| node.variable);
        let mut relationships = pattern.relationships.iter().map(|new| new.variable);
        nodes.any(|node| node == *variable) || relationships.any(|new| new == *variable)
    };
    match &expr.kind {
        ExprKind::Variable(variable) => created(variable),
        ExprKind::Subquery(id) => run.subplans.get(id.0 as usize).is_some_and(|subplan| {
            subplan
                .try_borrow()
                .is_ok_and(|subplan| subplan.imports.iter().any(created))
        }),
        _ => {
            let mut found = false;
            expr.for_each_operand(|operand| found |= reads_created(operand, pattern, run));
            found
        }
    }
}

/// Nodes and relationships replaced by maps of their properties.
fn copied(column: &Column, surroundings: &Surroundings<'_, '_, '_>) -> Result<Column> {
    let maps = (0..column.len()).map(|row| {
        Ok(match column.get(row) {
            Value::Node(node) => Value::map(surroundings.properties_of_node(node.id)?),
            Value::Relationship(relationship) => {
                Value::map(surroundings.properties_of_relationship(relationship.id)?)
            }
            other => other,
        })
    });
    Ok(Column::from_values(maps.collect::<Result<_>>()?))
}

/// A property map whose keys are numbers, ready for one row after another.
enum Ready<'a> {
    Entries(Vec<(KeyId, &'a Column)>),
    Map(&'a Column, &'a Expr),
}

impl<'a> Ready<'a> {
    /// `columns` are the values of `properties`.
    fn new(
        columns: Option<&'a PropertyColumns>,
        properties: Option<&'a Expr>,
        transaction: &mut Transaction,
    ) -> Result<Self> {
        Ok(match (columns, properties) {
            (Some(PropertyColumns::Map(column)), Some(expr)) => Self::Map(column, expr),
            (
                Some(PropertyColumns::Entries(columns)),
                Some(Expr {
                    kind: ExprKind::Map(entries),
                    ..
                }),
            ) => Self::Entries(
                entries
                    .iter()
                    .zip(columns)
                    .map(|((key, _), column)| Ok((transaction.key(key)?, column)))
                    .collect::<Result<_>>()?,
            ),
            _ => Self::Entries(Vec::new()),
        })
    }

    fn read(
        &self,
        row: usize,
        transaction: &mut Transaction,
        into: &mut Vec<(KeyId, Value)>,
    ) -> Result<()> {
        into.clear();
        match self {
            Self::Entries(entries) => {
                into.extend(entries.iter().map(|(key, column)| (*key, column.get(row))));
            }
            Self::Map(column, expr) => {
                let map = match column.get(row) {
                    Value::Map(map) => map,
                    other => {
                        return Err(Diagnostic::new(
                            Code::RuntimeInvalidArgumentType,
                            format!("properties come from a Map, not from {:#}", other.kind()),
                        )
                        .at(expr.span));
                    }
                };
                for (key, value) in map.iter() {
                    into.push((transaction.key(key)?, value.clone()));
                }
            }
        }
        Ok(())
    }
}

/// Creates the pattern for every row and binds what was created.
pub(super) fn create(
    pattern: &CreatePattern,
    mut batch: Batch,
    properties: &Properties,
    run: &Runtime<'_, '_>,
) -> Result<Batch> {
    let rows = batch.rows();
    let (of_nodes, of_relationships) = properties.0.split_at(pattern.nodes.len());
    for (node, known) in pattern.nodes.iter().zip(of_nodes) {
        let written = node.properties.as_ref();
        let late = late(known.as_ref(), written, &batch, run)?;
        let ids = run.context.write(|transaction| {
            let labels = node
                .labels
                .iter()
                .map(|label| transaction.label(label))
                .collect::<Result<Vec<_>>>()?;
            let properties = Ready::new(known.as_ref().or(late.as_ref()), written, transaction)?;
            let mut values = Vec::new();
            let mut ids = Vec::with_capacity(rows);
            for row in 0..rows {
                properties.read(row, transaction, &mut values)?;
                let created = transaction.create_node(&labels, &values);
                ids.push(created.map_err(|problem| problem.or_at(node.span))?.0);
            }
            Ok(ids)
        })?;
        batch.set(node.variable.index(), Column::nodes(ids));
    }
    for (relationship, known) in pattern.relationships.iter().zip(of_relationships) {
        let written = relationship.properties.as_ref();
        let late = late(known.as_ref(), written, &batch, run)?;
        let ids = run.context.write(|transaction| {
            let ty = transaction.rel_type(&relationship.ty)?;
            let properties = Ready::new(known.as_ref().or(late.as_ref()), written, transaction)?;
            let mut values = Vec::new();
            let mut ids = Vec::with_capacity(rows);
            for row in 0..rows {
                let start = end_of(&batch, row, relationship.start, relationship)?;
                let end = end_of(&batch, row, relationship.end, relationship)?;
                properties.read(row, transaction, &mut values)?;
                let created = transaction.create_relationship(ty, start, end, &values);
                ids.push(created.map_err(|problem| problem.or_at(relationship.span))?);
            }
            Ok(ids)
        })?;
        batch.set(relationship.variable.index(), Column::relationships(ids));
    }
    if !pattern.paths.is_empty() {
        let surroundings = run.surroundings();
        for (variable, nodes, relationships) in &pattern.paths {
            let relationships: Vec<VarId> = relationships
                .iter()
                .map(|(relationship, _)| *relationship)
                .collect();
            let mut paths = ColumnBuilder::with_capacity(rows);
            for row in 0..rows {
                let path = path::bind(&batch, row, nodes, &relationships, &surroundings)?;
                paths.push(path.map_or(Value::Null, |path| Value::Path(Arc::new(path))));
            }
            batch.set(variable.index(), paths.finish());
        }
    }
    Ok(batch)
}

/// Properties that had to wait for what is there by now.
fn late(
    known: Option<&PropertyColumns>,
    properties: Option<&Expr>,
    batch: &Batch,
    run: &Runtime<'_, '_>,
) -> Result<Option<PropertyColumns>> {
    match known {
        Some(_) => Ok(None),
        None => PropertyColumns::of(properties, batch, &run.surroundings()).map(Some),
    }
}

fn end_of(
    batch: &Batch,
    row: usize,
    variable: VarId,
    relationship: &NewRelationship,
) -> Result<NodeId> {
    let node = batch
        .column(variable.index())
        .and_then(|column| column.node(row));
    node.ok_or_else(|| {
        Diagnostic::new(
            Code::RuntimeInvalidArgumentType,
            format!(
                "a relationship of type `{}` cannot be created: one of its ends is null",
                relationship.ty
            ),
        )
        .at(relationship.span)
    })
}

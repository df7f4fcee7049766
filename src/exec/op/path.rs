//! Binding a path from the nodes and relationships it runs over.

use std::sync::Arc;

use crate::column::{Batch, Column, ColumnBuilder};
use crate::diagnostic::Result;
use crate::exec::runtime::Surroundings;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::function::Host;
use crate::semantics::checked::VarId;
use crate::value::{Node, NodeId, Path, RelId, Relationship, Value};

/// Binds a path; null where a part of it is null.
pub(in crate::exec) struct BindPath<'p> {
    pub(in crate::exec) path: VarId,
    pub(in crate::exec) nodes: &'p [VarId],
    pub(in crate::exec) relationships: &'p [VarId],
}

impl Operator for BindPath<'_> {
    fn push(
        &mut self,
        mut batch: Batch,
        run: &Runtime<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        let surroundings = run.surroundings();
        let mut paths = ColumnBuilder::with_capacity(batch.rows());
        for row in 0..batch.rows() {
            let path = bind(&batch, row, self.nodes, self.relationships, &surroundings)?;
            paths.push(path.map_or(Value::Null, |path| Value::Path(Arc::new(path))));
        }
        batch.set(self.path.index(), paths.finish());
        out(batch)
    }
}

/// The path over these variables in a row; `None` where one of them is null.
pub(in crate::exec) fn bind(
    batch: &Batch,
    row: usize,
    nodes: &[VarId],
    relationships: &[VarId],
    surroundings: &Surroundings<'_, '_, '_>,
) -> Result<Option<Path>> {
    let node = |variable: Option<&VarId>| {
        let column = batch.column(variable?.index())?;
        column.node(row)
    };
    let Some(start) = node(nodes.first()) else {
        return Ok(None);
    };
    let mut builder = Builder {
        nodes: vec![start.into()],
        relationships: Vec::with_capacity(relationships.len()),
        at: start,
        surroundings,
    };
    for (place, variable) in relationships.iter().enumerate() {
        let Some(end) = node(nodes.get(place + 1)) else {
            return Ok(None);
        };
        let column = batch.column(variable.index());
        if let Some(Column::Trail(all)) = column
            && let Some(trail) = all.trail(row)
        {
            builder.nodes.reserve_exact(trail.len());
            builder.relationships.reserve_exact(trail.len());
            for relationship in trail {
                builder.walk(*relationship)?;
            }
            continue;
        }
        match column.map_or(Value::Null, |column| column.get(row)) {
            Value::Relationship(relationship) => builder.walk_to(relationship.id, end)?,
            Value::List(items) => {
                let ids: Option<Vec<RelId>> = items
                    .iter()
                    .map(|item| match item {
                        Value::Relationship(relationship) => Some(relationship.id),
                        _ => None,
                    })
                    .collect();
                let Some(ids) = ids else { return Ok(None) };
                for id in ids {
                    builder.walk(id)?;
                }
            }
            _ => return Ok(None),
        }
    }
    Ok(Some(Path {
        nodes: builder.nodes,
        relationships: builder.relationships,
    }))
}

/// A path so far.
struct Builder<'s, 'e, 'r, 'p> {
    nodes: Vec<Node>,
    relationships: Vec<(Relationship, bool)>,
    at: NodeId,
    surroundings: &'s Surroundings<'e, 'r, 'p>,
}

impl Builder<'_, '_, '_, '_> {
    /// On along a relationship, to whatever is its other end.
    fn walk(&mut self, relationship: RelId) -> Result<()> {
        let (start, end) = self.surroundings.endpoints(relationship)?;
        let forward = start == self.at;
        self.step(relationship, if forward { end } else { start }, forward);
        Ok(())
    }

    /// On along a relationship to this node.
    fn walk_to(&mut self, relationship: RelId, end: NodeId) -> Result<()> {
        let (start, _) = self.surroundings.endpoints(relationship)?;
        let forward = start == self.at;
        self.step(relationship, end, forward);
        Ok(())
    }

    fn step(&mut self, relationship: RelId, end: NodeId, forward: bool) {
        self.relationships.push((relationship.into(), forward));
        self.nodes.push(end.into());
        self.at = end;
    }
}

//! Numbers the store keeps anyway.

use crate::column::{Batch, ColumnBuilder};
use crate::diagnostic::Result;
use crate::exec::graph_access::View;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::StoreCount;
use crate::semantics::checked::{Direction, VarId};
use crate::value::{NodeId, Value};

/// Sets a variable to a number the store keeps.
pub(in crate::exec) struct CountStore<'p> {
    pub(in crate::exec) what: &'p StoreCount,
    pub(in crate::exec) variable: VarId,
}

impl Operator for CountStore<'_> {
    fn push(
        &mut self,
        mut batch: Batch,
        run: &Runtime<'_, '_>,
        out: &mut Sink<'_>,
    ) -> Result<Flow> {
        let view = run.context.view();
        let count = match self.what {
            StoreCount::Nodes(label) => nodes(label.as_deref(), &view),
            StoreCount::Relationships(types) => relationships(types, &view),
        };
        let count = Value::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        let mut column = ColumnBuilder::with_capacity(batch.rows());
        for _ in 0..batch.rows() {
            column.push(count.clone());
        }
        batch.set(self.variable.index(), column.finish());
        out(batch)
    }
}

fn nodes(label: Option<&str>, view: &View) -> usize {
    let version = view.version();
    let label = match label {
        None => None,
        Some(name) => match version.label_id(name) {
            None => return 0,
            found => found,
        },
    };
    if view.sees_all() {
        return label.map_or(version.node_count(), |label| version.label_count(label));
    }
    let mut ids = Vec::new();
    view.nodes_in(0..version.id_bound(), label, &mut ids);
    ids.len()
}

fn relationships(types: &[std::sync::Arc<str>], view: &View) -> usize {
    let version = view.version();
    if view.sees_all() {
        if types.is_empty() {
            return version.relationship_count();
        }
        let found = types.iter().filter_map(|name| version.type_id(name));
        return found.map(|ty| version.type_count(ty)).sum();
    }
    let hops = view.hops(types, Direction::Outgoing);
    let mut ids = Vec::new();
    view.nodes_in(0..version.id_bound(), None, &mut ids);
    ids.into_iter().map(|id| hops.of(NodeId(id)).count()).sum()
}

//! Numbers the store keeps anyway.

use crate::column::{Batch, ColumnBuilder};
use crate::diagnostic::Result;
use crate::exec::graph_access::View;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::plan::StoreCount;
use crate::semantics::checked::VarId;
use crate::value::Value;

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
    match view.visible() {
        None => version.count_of(label),
        Some(visible) => visible.node_count(version, label),
    }
}

fn relationships(types: &[std::sync::Arc<str>], view: &View) -> usize {
    let version = view.version();
    let count = |ty| match view.visible() {
        None => version.type_count(ty),
        Some(visible) => visible.relationship_count(version, ty),
    };
    if types.is_empty() {
        return version.types_with_edges().map(count).sum();
    }
    let found = types.iter().filter_map(|name| version.type_id(name));
    found.map(count).sum()
}

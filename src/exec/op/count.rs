//! Counting instead of giving rows: relationships of a node, and what the store counts anyway.

use crate::column::{Batch, Column, ColumnBuilder, Typed};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::exec::graph_access::{Hops, View};
use crate::exec::{Flow, Operator, Runtime, Sink, eval};
use crate::graph::{Bits, TypeId};
use crate::plan::{Hop, StoreCount};
use crate::semantics::checked::{Direction, LabelExpr, VarId};
use crate::value::{NodeId, RelId, Value};

/// Sets a count to the number of hops, times another count.
pub(in crate::exec) struct ExpandCount<'p> {
    pub(in crate::exec) hop: &'p Hop,
    pub(in crate::exec) labels: Option<&'p LabelExpr>,
    pub(in crate::exec) count: VarId,
    pub(in crate::exec) times: Option<VarId>,
}

impl Operator for ExpandCount<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let hop = self.hop;
        let Some(from) = batch.column(hop.from.index()) else {
            return Ok(Flow::More);
        };
        let view = run.context.view();
        let hops = view.hops(&hop.types, hop.direction);
        // The nodes an end may be, where that is one label or any node.
        let ends = match self.labels {
            _ if !view.sees_all() => None,
            None => Some(Ends::Any),
            Some(LabelExpr::Label(label)) => {
                let version = view.version();
                let bits = version
                    .label_id(label)
                    .and_then(|id| version.label_bits(id));
                Some(bits.map_or(Ends::None, Ends::Of))
            }
            Some(_) => None,
        };
        let mut rows = Vec::with_capacity(batch.rows());
        let mut counts = Vec::with_capacity(batch.rows());
        let mut taken = Vec::new();
        for row in 0..batch.rows() {
            let Some(node) = from.node(row) else { continue };
            taken.clear();
            for variable in &hop.distinct_from {
                collect(&batch.value(variable.index(), row), &mut taken);
            }
            taken.sort_unstable();
            taken.dedup();
            let hops = match &ends {
                Some(ends) => by_lists(node, &hops, &taken, hop.direction, ends, &view),
                None => self.one_by_one(node, &hops, &taken, &view),
            };
            let times = match self.times {
                None => 1,
                Some(times) => match batch.value(times.index(), row) {
                    Value::Integer(times) => times,
                    _ => 0,
                },
            };
            let count = i64::try_from(hops)
                .ok()
                .and_then(|hops| hops.checked_mul(times))
                .ok_or_else(|| {
                    Diagnostic::new(Code::ArithmeticOverflow, "the count does not fit 64 bits")
                })?;
            if count != 0 {
                rows.push(row as u32);
                counts.push(count);
            }
        }
        if rows.is_empty() {
            return Ok(Flow::More);
        }
        let mut next = if rows.len() == batch.rows() {
            batch
        } else {
            batch.gather(&rows)
        };
        next.set(self.count.index(), Column::Integer(Typed::new(counts)));
        out(next)
    }
}

impl ExpandCount<'_> {
    fn one_by_one(&self, node: NodeId, hops: &Hops<'_>, taken: &[RelId], view: &View) -> usize {
        let free = hops
            .of(node)
            .filter(|(relationship, ..)| taken.binary_search(relationship).is_err());
        match self.labels {
            None => free.count(),
            Some(labels) => {
                let ends: Vec<u32> = free.map(|(_, end, _)| end.0).collect();
                let hold = eval::labels_hold(labels, &ends, view.version());
                hold.into_iter().filter(|holds| *holds).count()
            }
        }
    }
}

/// What an end may be.
enum Ends<'v> {
    Any,
    Of(&'v Bits),
    None,
}

impl Ends<'_> {
    fn has(&self, node: u32) -> bool {
        match self {
            Self::Any => true,
            Self::Of(bits) => bits.contains(node),
            Self::None => false,
        }
    }
}

/// The lengths of the lists, or how many of their entries have the label, without what must not be bound again.
fn by_lists(
    node: NodeId,
    hops: &Hops<'_>,
    taken: &[RelId],
    direction: Direction,
    ends: &Ends<'_>,
    view: &View,
) -> usize {
    let mut count = match ends {
        Ends::Any => hops.degree(node),
        Ends::Of(bits) => {
            let lists = hops.sides().iter().flat_map(|side| side.list(node).nodes);
            lists.filter(|end| bits.contains(**end)).count()
        }
        Ends::None => return 0,
    };
    for side in hops.sides() {
        if !side.counts_all() && ends.has(node.0) {
            count -= side.list(node).places_of(node.0).len();
        }
    }
    let walked = taken.iter().filter(|relationship| {
        let ty = TypeId(relationship.ty);
        hops.sides().iter().any(|side| side.ty() == ty)
            && view.version().endpoints(**relationship).is_some_and(
                |(start, end)| match direction {
                    Direction::Outgoing => start == node && ends.has(end.0),
                    Direction::Incoming => end == node && ends.has(start.0),
                    Direction::Both => {
                        (start == node && ends.has(end.0)) || (end == node && ends.has(start.0))
                    }
                },
            )
    });
    count - walked.count()
}

fn collect(value: &Value, taken: &mut Vec<RelId>) {
    match value {
        Value::Relationship(relationship) => taken.push(relationship.id),
        Value::List(items) => items.iter().for_each(|item| collect(item, taken)),
        _ => {}
    }
}

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

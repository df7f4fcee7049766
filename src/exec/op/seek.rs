//! Nodes by the value of a property: equal to one, within a range, or a string with a prefix.
//!
//! Through an index where there is one, or where looking up so often pays for making one; else by looking at every node
//! with the label.

use std::ops::Bound;
use std::sync::Arc;

use super::multiplier::Multiplier;
use crate::column::{Batch, Column};
use crate::diagnostic::Result;
use crate::exec::eval;
use crate::exec::graph_access::View;
use crate::exec::{Flow, Operator, Runtime, Sink};
use crate::graph::{Index, KeyId, LabelId};
use crate::semantics::checked::{Expr, VarId};
use crate::value::{NodeId, Value, equality, order};

/// Binds a node found by a property.
pub(in crate::exec) struct Seek<'p> {
    pub(in crate::exec) node: VarId,
    pub(in crate::exec) label: &'p Arc<str>,
    pub(in crate::exec) key: &'p Arc<str>,
    pub(in crate::exec) what: Sought<'p>,
}

/// What the property must be.
pub(in crate::exec) enum Sought<'p> {
    Equal(&'p Expr),
    Prefix(&'p Expr),
    Between {
        lower: Option<&'p (Expr, bool)>,
        upper: Option<&'p (Expr, bool)>,
    },
}

impl Operator for Seek<'_> {
    fn push(&mut self, batch: Batch, run: &Runtime<'_, '_>, out: &mut Sink<'_>) -> Result<Flow> {
        let surroundings = run.surroundings();
        let view = &surroundings.view;
        let version = view.version();
        let (Some(label), Some(key)) = (version.label_id(self.label), version.key_id(self.key))
        else {
            return Ok(Flow::More);
        };
        let bound = |bound: Option<&(Expr, bool)>| {
            bound
                .map(|(expr, included)| {
                    let column = eval::evaluate(expr, &batch, &surroundings)?;
                    Ok((column, *included))
                })
                .transpose()
        };
        let prefix = match &self.what {
            Sought::Prefix(expr) => Some(eval::evaluate(expr, &batch, &surroundings)?),
            _ => None,
        };
        let (equal, lower, upper) = match &self.what {
            Sought::Prefix(_) => (None, None, None),
            Sought::Equal(expr) => {
                let value = eval::evaluate(expr, &batch, &surroundings)?;
                (Some(value), None, None)
            }
            Sought::Between { lower, upper } => (None, bound(*lower)?, bound(*upper)?),
        };
        let mut rows = Multiplier::new(&batch);
        let mut nodes = Vec::new();
        let index = equal
            .as_ref()
            .and_then(|_| version.look_up_index(label, key, batch.rows()));
        for row in 0..batch.rows() {
            run.context.check()?;
            let found = match (&equal, &prefix) {
                (_, Some(prefix)) => starting_with(view, label, key, &prefix.get(row)),
                (Some(value), None) => {
                    equal_to(view, label, key, index.as_deref(), &value.get(row))
                }
                (None, None) => {
                    let at = |bound: &Option<(Column, bool)>| {
                        bound
                            .as_ref()
                            .map(|(column, included)| (column.get(row), *included))
                    };
                    between(view, label, key, at(&lower), at(&upper))
                }
            };
            for id in found {
                rows.add(row);
                nodes.push(id);
                if rows.is_full() {
                    let mut next = rows.take();
                    next.set(self.node.index(), Column::nodes(std::mem::take(&mut nodes)));
                    if out(next)? == Flow::Done {
                        return Ok(Flow::Done);
                    }
                }
            }
        }
        if rows.is_empty() {
            return Ok(Flow::More);
        }
        let mut next = rows.take();
        next.set(self.node.index(), Column::nodes(nodes));
        out(next)
    }
}

/// All nodes with the label.
fn labelled(view: &View, label: LabelId) -> Vec<u32> {
    let mut ids = Vec::new();
    view.nodes_in(0..view.version().id_bound(), Some(label), &mut ids);
    ids
}

fn equal_to(
    view: &View,
    label: LabelId,
    key: KeyId,
    index: Option<&Index>,
    value: &Value,
) -> Vec<u32> {
    if value.is_null() {
        return Vec::new();
    }
    let version = view.version();
    let Some(index) = index else {
        let mut ids = labelled(view, label);
        match version.node_column(key) {
            Some(column) => ids = column.equal_among(&ids, value),
            None => ids.clear(),
        }
        return ids;
    };
    let mut ids = index.equal(value);
    ids.retain(|&id| {
        view.sees_node(NodeId(id))
            && equality::equals(&version.node_property(NodeId(id), key), value) == Some(true)
    });
    ids
}

/// In the order of the property.
fn starting_with(view: &View, label: LabelId, key: KeyId, prefix: &Value) -> Vec<u32> {
    let Value::String(prefix) = prefix else {
        return Vec::new();
    };
    let version = view.version();
    let ids = match version.index(label, key) {
        Some(index) => index.prefix(prefix),
        None => labelled(view, label),
    };
    let fits = |value: &Value| matches!(value, Value::String(text) if text.starts_with(&**prefix));
    in_order(view, key, ids, fits)
}

/// The nodes whose property fits, in the order of the property.
fn in_order(view: &View, key: KeyId, ids: Vec<u32>, fits: impl Fn(&Value) -> bool) -> Vec<u32> {
    let version = view.version();
    let mut found: Vec<(Value, u32)> = ids
        .into_iter()
        .filter(|&id| view.sees_node(NodeId(id)))
        .map(|id| (version.node_property(NodeId(id), key), id))
        .filter(|(value, _)| fits(value))
        .collect();
    found.sort_by(|(a, x), (b, y)| order::compare(a, b).then(x.cmp(y)));
    found.into_iter().map(|(_, id)| id).collect()
}

/// In the order of the property.
fn between(
    view: &View,
    label: LabelId,
    key: KeyId,
    lower: Option<(Value, bool)>,
    upper: Option<(Value, bool)>,
) -> Vec<u32> {
    let version = view.version();
    let found = version
        .index(label, key)
        .and_then(|index| index.range(as_bound(lower.as_ref()), as_bound(upper.as_ref())));
    let ids = found.unwrap_or_else(|| labelled(view, label));
    let inside = |value: &Value| {
        let above = lower.as_ref().is_none_or(|(bound, included)| {
            let test = if *included {
                order::less_or_equal
            } else {
                order::less_than
            };
            test(bound, value) == Some(true)
        });
        let below = upper.as_ref().is_none_or(|(bound, included)| {
            let test = if *included {
                order::less_or_equal
            } else {
                order::less_than
            };
            test(value, bound) == Some(true)
        });
        above && below && !value.is_null()
    };
    in_order(view, key, ids, inside)
}

fn as_bound(bound: Option<&(Value, bool)>) -> Bound<&Value> {
    match bound {
        None => Bound::Unbounded,
        Some((value, true)) => Bound::Included(value),
        Some((value, false)) => Bound::Excluded(value),
    }
}

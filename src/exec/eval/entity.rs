//! Functions of an entity whose result many entities have in common: computed once for each kind of entity that comes.
//!
//! In: a column of nodes or relationships and the function. Out: the column of results, a constant where all entities are
//! alike. Knows nothing of what the function does.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use crate::column::{Column, Typed};
use crate::diagnostic::Result;
use crate::exec::runtime::Surroundings;
use crate::function::SharedBy;
use crate::graph::Version;
use crate::value::{NodeId, Value};

/// The results for all rows; nothing where they must be computed one by one. O(rows), and for nodes O(rows x labels in use).
pub(super) fn shared(
    alike: SharedBy,
    argument: &Column,
    surroundings: &Surroundings<'_, '_, '_>,
    call: impl Fn(Value) -> Result<Value>,
) -> Result<Option<Column>> {
    // What was deleted must be refused, row by row.
    if surroundings.run.context.has_deleted() {
        return Ok(None);
    }
    match (alike, argument) {
        (SharedBy::Type, Column::Relationship(all)) if all.validity().is_none() => {
            let kinds = all.values().iter().map(|id| u64::from(id.ty)).collect();
            by_kind(kinds, |row| call(Value::from(all.values()[row])))
        }
        (SharedBy::Labels, Column::Node(all)) if all.validity().is_none() => {
            match label_sets(all, surroundings.view.version()) {
                Some(kinds) => by_kind(kinds, |row| call(NodeId(all.values()[row]).into())),
                None => Ok(None),
            }
        }
        _ => Ok(None),
    }
}

/// The value of the first row of each kind, for all rows of it.
fn by_kind(kinds: Vec<u64>, value: impl Fn(usize) -> Result<Value>) -> Result<Option<Column>> {
    let Some(&first) = kinds.first() else {
        return Ok(None);
    };
    if kinds.iter().all(|kind| *kind == first) {
        return Ok(Some(Column::Constant(value(0)?, kinds.len())));
    }
    let mut known: FxHashMap<u64, Value> = FxHashMap::default();
    let mut values = Vec::with_capacity(kinds.len());
    for (row, kind) in kinds.into_iter().enumerate() {
        values.push(match known.entry(kind) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(room) => room.insert(value(row)?).clone(),
        });
    }
    Ok(Some(Column::from_values(values)))
}

/// The labels of each node as bits; nothing when there are more labels than bits.
fn label_sets(nodes: &Typed<u32>, version: &Version) -> Option<Vec<u64>> {
    let labels = version.all_labels();
    let used: Vec<_> = labels
        .filter_map(|(label, _)| version.label_bits(label))
        .collect();
    (used.len() <= u64::BITS as usize).then(|| {
        let mut sets = vec![0_u64; nodes.len()];
        for (bit, of_label) in used.iter().enumerate() {
            for (set, node) in sets.iter_mut().zip(nodes.values()) {
                *set |= u64::from(of_label.contains(*node)) << bit;
            }
        }
        sets
    })
}

//! What changed between two versions, counted as openCypher counts side effects.
//!
//! In: both versions and the changes between them. Out: counts of what a query could see to have come and gone.
//! What came and went within is not counted; a property that got another value is one removed and one added; labels
//! are counted by distinct label in use. openCypher does not count indexes and constraints; they are counted beside. Knows nothing of clauses.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::change::Change;
use crate::diagnostic::{Interrupt, Result};
use crate::graph::bits::Bits;
use crate::graph::catalog::Catalog;
use crate::graph::id::{KeyId, LabelId, TypeId};
use crate::graph::version::Version;
use crate::value::Value;

/// How many changes are looked at between looks at what may stop the work.
const STEPS: usize = 1 << 13;

/// Observable differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// Nodes that came.
    pub nodes_added: usize,
    /// Nodes that went.
    pub nodes_removed: usize,
    /// Relationships that came.
    pub relationships_added: usize,
    /// Relationships that went.
    pub relationships_removed: usize,
    /// Properties (thing, key, value) that came.
    pub properties_added: usize,
    /// Properties (thing, key, value) that went.
    pub properties_removed: usize,
    /// Labels that no node had before and some node has now.
    pub labels_added: usize,
    /// Labels that some node had before and no node has now.
    pub labels_removed: usize,
    /// Indexes that came; those of constraints are not counted.
    pub indexes_added: usize,
    /// Indexes that went.
    pub indexes_removed: usize,
    /// Constraints that came.
    pub constraints_added: usize,
    /// Constraints that went.
    pub constraints_removed: usize,
}

impl Counters {
    /// Did anything change?
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The difference between two versions, given all changes made in between. O(changes).
    ///
    /// # Errors
    /// What stops the work.
    pub(crate) fn between<'c>(
        before: &Version,
        after: &Version,
        changes: impl Iterator<Item = &'c Change>,
        interrupt: &Interrupt,
    ) -> Result<Self> {
        let mut counters = Self::default();
        // Whose property was set already: nodes, or relationships of a type.
        let mut seen: FxHashMap<(Option<TypeId>, KeyId), Bits> = FxHashMap::default();
        for (at, change) in changes.enumerate() {
            if at.is_multiple_of(STEPS) {
                interrupt.check()?;
            }
            match *change {
                Change::CreateNode { node, .. } if after.is_live(node) => {
                    counters.nodes_added += 1;
                    counters.properties_added += after.nodes.properties.count(node.0);
                }
                Change::DeleteNode(node) if before.is_live(node) => {
                    counters.nodes_removed += 1;
                    counters.properties_removed += before.nodes.properties.count(node.0);
                }
                Change::CreateRelationship { relationship, .. }
                    if after.relationship_is_live(relationship) =>
                {
                    counters.relationships_added += 1;
                    counters.properties_added += after.relationship_properties(relationship).len();
                }
                Change::DeleteRelationship(relationship)
                    if before.relationship_is_live(relationship) =>
                {
                    counters.relationships_removed += 1;
                    counters.properties_removed +=
                        before.relationship_properties(relationship).len();
                }
                Change::SetNodeProperty(node, key, _)
                    if before.is_live(node)
                        && after.is_live(node)
                        && seen.entry((None, key)).or_default().insert(node.0) =>
                {
                    let old = before.node_property(node, key);
                    counters.property(&old, &after.node_property(node, key));
                }
                Change::SetRelationshipProperty(relationship, key, _)
                    if before.relationship_is_live(relationship)
                        && after.relationship_is_live(relationship)
                        && seen
                            .entry((Some(TypeId(relationship.ty)), key))
                            .or_default()
                            .insert(relationship.slot) =>
                {
                    let old = before.relationship_property(relationship, key);
                    counters.property(&old, &after.relationship_property(relationship, key));
                }
                _ => {}
            }
        }
        counters.catalog(before.catalog(), after.catalog());
        for label in 0..after.names.labels.len() {
            let label = LabelId(label as u16);
            let used = |version: &Version| {
                version
                    .label_bits(label)
                    .is_some_and(|b| !Bits::is_empty(b))
            };
            counters.labels_added += usize::from(used(after) && !used(before));
            counters.labels_removed += usize::from(used(before) && !used(after));
        }
        Ok(counters)
    }

    fn catalog(&mut self, before: &Arc<Catalog>, after: &Arc<Catalog>) {
        if Arc::ptr_eq(before, after) {
            return;
        }
        let missing = |from: &Catalog, other: &Catalog, constraints: bool| {
            from.iter()
                .filter(|definition| definition.is_constraint() == constraints)
                .filter(|definition| other.get(&definition.name) != Some(definition))
                .count()
        };
        self.indexes_added = missing(after, before, false);
        self.indexes_removed = missing(before, after, false);
        self.constraints_added = missing(after, before, true);
        self.constraints_removed = missing(before, after, true);
    }

    fn property(&mut self, old: &Value, new: &Value) {
        if !identical(old, new) {
            self.properties_removed += usize::from(!old.is_null());
            self.properties_added += usize::from(!new.is_null());
        }
    }
}

/// Are two storable values the same in type and content?
pub(crate) fn identical(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Null, Value::Null) => true,
        (Value::Boolean(a), Value::Boolean(b)) => a == b,
        (Value::Integer(a), Value::Integer(b)) => a == b,
        (Value::Float(a), Value::Float(b)) => a.to_bits() == b.to_bits(),
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Date(a), Value::Date(b)) => a == b,
        (Value::LocalTime(a), Value::LocalTime(b)) => a == b,
        (Value::Time(a), Value::Time(b)) => a == b,
        (Value::LocalDateTime(a), Value::LocalDateTime(b)) => a == b,
        (Value::DateTime(a), Value::DateTime(b)) => a == b,
        (Value::Duration(a), Value::Duration(b)) => a == b,
        (Value::List(a), Value::List(b)) => {
            a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| identical(a, b))
        }
        _ => false,
    }
}

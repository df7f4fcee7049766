//! What a graph has already of the data that come, by a property that nodes are merged on.
//!
//! In: the graph before, nodes and relationships as a file names them. Out: merged nodes, and whether a relationship was there.
//! Knows nothing of files.

use std::hash::BuildHasher;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::apply::{Imported, STEPS, create, keyed};
use super::data::{FileIds, NodeData, RelationshipData};
use crate::diagnostic::{Interrupt, Result};
use crate::graph::{Direction, Transaction, TypeId, Version};
use crate::value::json::typed;
use crate::value::parted::PartedTable;
use crate::value::{NodeId, RelId, Value};

/// What is there already, by the merge property.
pub(super) struct Merge {
    before: Arc<Version>,
    name: String,
    nodes: FileIds,
    /// The types and starts whose relationships are among `facts`; found when first asked for.
    known: PartedTable<(TypeId, NodeId)>,
    facts: PartedTable<Fact>,
}

/// Relationships that were there, and say the same.
struct Fact {
    ty: TypeId,
    ends: (NodeId, NodeId),
    /// Their properties as text.
    properties: Box<str>,
    /// How many there are, less those of the file that they stand for.
    unmatched: usize,
}

impl Fact {
    fn hash(&self) -> u64 {
        hash(&(self.ty, self.ends, &*self.properties))
    }

    fn is(&self, ty: TypeId, ends: (NodeId, NodeId), properties: &str) -> bool {
        self.ty == ty && self.ends == ends && *self.properties == *properties
    }
}

fn hash<T: std::hash::Hash + ?Sized>(of: &T) -> u64 {
    FxBuildHasher.hash_one(of)
}

impl Merge {
    pub(super) fn new(transaction: &mut Transaction, name: &str) -> Result<Self> {
        let before = transaction.version();
        let key = transaction.key(name)?;
        let mut nodes = FileIds::default();
        for (at, node) in before.nodes().enumerate() {
            if at.is_multiple_of(STEPS) {
                transaction.interrupt().check()?;
            }
            let value = before.node_property(node, key);
            if value.is_null() {
                continue;
            }
            let identity = identity(&value);
            if nodes.get(&identity).is_none() {
                nodes.insert(&identity, node);
            }
        }
        Ok(Self {
            before,
            name: name.to_owned(),
            nodes,
            known: PartedTable::default(),
            facts: PartedTable::default(),
        })
    }

    /// Merges a node with that which has the same value of the property, or makes it.
    pub(super) fn node(
        &mut self,
        node: &NodeData,
        transaction: &mut Transaction,
        imported: &mut Imported,
    ) -> Result<NodeId> {
        let Some((_, value)) = node.properties.iter().find(|(key, _)| *key == self.name) else {
            return create(node, transaction, imported);
        };
        let identity = identity(value);
        let Some(id) = self.nodes.get(&identity) else {
            let id = create(node, transaction, imported)?;
            self.nodes.insert(&identity, id);
            return Ok(id);
        };
        imported.nodes_merged += 1;
        for label in &node.labels {
            let label = transaction.label(label)?;
            transaction.add_label(id, label)?;
        }
        for (key, value) in keyed(&node.properties, transaction)? {
            transaction.set_node_property(id, key, value)?;
        }
        Ok(id)
    }

    /// Was one with this type, these ends and properties there, and is it not yet matched by another of the file?
    pub(super) fn was_there(
        &mut self,
        relationship: &RelationshipData,
        (start, end): (NodeId, NodeId),
        interrupt: &Interrupt,
    ) -> Result<bool> {
        let Some(ty) = self.before.type_id(&relationship.ty) else {
            return Ok(false);
        };
        if !self.before.is_live(start) {
            return Ok(false);
        }
        let place = (ty, start);
        if self
            .known
            .find(hash(&place), |known| *known == place)
            .is_none()
        {
            self.learn(ty, start, interrupt)?;
            self.known.insert(hash(&place), place, hash);
        }
        let properties = relationship.properties.iter();
        let properties = properties.map(|(key, value)| (key.clone(), identity(value)));
        let properties = as_text(properties.collect());
        let ends = (start, end);
        let hash = hash(&(ty, ends, &*properties));
        let found = (self.facts).find_mut(hash, |fact| fact.is(ty, ends, &properties));
        Ok(found.is_some_and(|fact| {
            let there = fact.unmatched > 0;
            fact.unmatched -= usize::from(there);
            there
        }))
    }

    /// Takes in the relationships that were there.
    fn learn(&mut self, ty: TypeId, start: NodeId, interrupt: &Interrupt) -> Result<()> {
        let before = &self.before;
        let neighbors = before.neighbors(ty, Direction::Outgoing, start);
        for place in 0..neighbors.nodes.len() {
            if place > 0 && place.is_multiple_of(STEPS) {
                interrupt.check()?;
            }
            let slot = neighbors.slot(place);
            let properties = before.relationship_properties(RelId { ty: ty.0, slot });
            let properties = properties.into_iter();
            let properties =
                properties.map(|(key, value)| (before.key_name(key).to_string(), identity(&value)));
            let fact = Fact {
                ty,
                ends: (start, NodeId(neighbors.nodes[place])),
                properties: as_text(properties.collect()).into(),
                unmatched: 1,
            };
            let hash = fact.hash();
            let same = |other: &Fact| other.is(ty, fact.ends, &fact.properties);
            match self.facts.find_mut(hash, same) {
                Some(known) => known.unmatched += 1,
                None => {
                    self.facts.insert(hash, fact, Fact::hash);
                }
            }
        }
        Ok(())
    }
}

/// Properties as a text that is the same for the same properties only.
fn as_text(mut properties: Vec<(String, String)>) -> String {
    properties.sort();
    format!("{properties:?}")
}

/// The value as a text that is the same for the same value only.
fn identity(value: &Value) -> String {
    typed(value)
}

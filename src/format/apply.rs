//! Graph data into a transaction, all or nothing, perhaps merged with what is there.
//!
//! In: checked graph data. Out: created and merged nodes and relationships. Knows nothing of files.

use std::collections::HashMap;

use super::data::{GraphData, NodeData, RelationshipData};
use crate::diagnostic::Result;
use crate::graph::{Direction, KeyId, Transaction, Version};
use crate::value::json::typed;
use crate::value::{NodeId, RelId, Value};

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// Merge with nodes that have the same value of this property. A node of the file without it gets its file id as
    /// that property. A merged node keeps what it has; labels and properties of the file are added or overwrite. A
    /// relationship that exists with the same type, ends and properties is not made again.
    pub merge_on: Option<String>,
}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Imported {
    /// Nodes that are new.
    pub nodes_created: usize,
    /// Nodes that were there and took over labels and properties.
    pub nodes_merged: usize,
    /// Relationships that are new.
    pub relationships_created: usize,
    /// Relationships that were there already.
    pub relationships_kept: usize,
}

pub(super) fn apply(
    data: &GraphData,
    transaction: &mut Transaction,
    options: &ImportOptions,
) -> Result<Imported> {
    let savepoint = transaction.savepoint();
    let done = fill(data, transaction, options).and_then(|imported| {
        transaction.verify()?;
        Ok(imported)
    });
    if done.is_err() {
        transaction.rollback_to(&savepoint);
    }
    done
}

fn fill(
    data: &GraphData,
    transaction: &mut Transaction,
    options: &ImportOptions,
) -> Result<Imported> {
    let mut imported = Imported::default();
    let before = transaction.version();
    let mut merge = match &options.merge_on {
        Some(key) => Some(Merge::new(&before, transaction.key(key)?, key)),
        None => None,
    };
    let mut ids = Vec::with_capacity(data.nodes.len());
    for node in &data.nodes {
        let id = match &mut merge {
            Some(merge) => merge.node(node, transaction, &mut imported),
            None => create(node, transaction, &mut imported),
        };
        ids.push(id.map_err(|problem| problem.or_at(node.span))?);
    }
    for relationship in &data.relationships {
        let ends = (ids[relationship.start], ids[relationship.end]);
        let made = relate(relationship, ends, transaction, &mut merge, &mut imported);
        made.map_err(|problem| problem.or_at(relationship.span))?;
    }
    Ok(imported)
}

fn create(
    node: &NodeData,
    transaction: &mut Transaction,
    imported: &mut Imported,
) -> Result<NodeId> {
    let mut labels = Vec::with_capacity(node.labels.len());
    for label in &node.labels {
        labels.push(transaction.label(label)?);
    }
    let properties = keyed(&node.properties, transaction)?;
    imported.nodes_created += 1;
    transaction.create_node(&labels, &properties)
}

fn relate(
    relationship: &RelationshipData,
    (start, end): (NodeId, NodeId),
    transaction: &mut Transaction,
    merge: &mut Option<Merge<'_>>,
    imported: &mut Imported,
) -> Result<()> {
    if let Some(merge) = merge
        && !merge.is_new_relationship(relationship, start, end)
    {
        imported.relationships_kept += 1;
        return Ok(());
    }
    let ty = transaction.rel_type(&relationship.ty)?;
    let properties = keyed(&relationship.properties, transaction)?;
    transaction.create_relationship(ty, start, end, &properties)?;
    imported.relationships_created += 1;
    Ok(())
}

fn keyed(
    properties: &[(String, Value)],
    transaction: &mut Transaction,
) -> Result<Vec<(KeyId, Value)>> {
    properties
        .iter()
        .map(|(key, value)| Ok((transaction.key(key)?, value.clone())))
        .collect()
}

/// What is there already, by the merge property.
struct Merge<'a> {
    before: &'a Version,
    key: KeyId,
    name: &'a str,
    nodes: HashMap<String, NodeId>,
    /// Relationships of a type and start, each as its end and its properties as text; found when first asked for.
    relationships: HashMap<(String, NodeId), Vec<(NodeId, String)>>,
}

impl<'a> Merge<'a> {
    fn new(before: &'a Version, key: KeyId, name: &'a str) -> Self {
        let mut nodes = HashMap::new();
        for node in before.nodes() {
            let value = before.node_property(node, key);
            if !value.is_null() {
                nodes.entry(identity(&value)).or_insert(node);
            }
        }
        Self {
            before,
            key,
            name,
            nodes,
            relationships: HashMap::new(),
        }
    }

    fn node(
        &mut self,
        node: &NodeData,
        transaction: &mut Transaction,
        imported: &mut Imported,
    ) -> Result<NodeId> {
        let own = node.properties.iter().find(|(key, _)| key == self.name);
        let value = own.map_or_else(|| Value::string(&node.id), |(_, value)| value.clone());
        let identity = identity(&value);
        let Some(&id) = self.nodes.get(&identity) else {
            let id = create(node, transaction, imported)?;
            transaction.set_node_property(id, self.key, value)?;
            self.nodes.insert(identity, id);
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

    /// Is there none of this type, with these ends and properties? Notes it as there.
    fn is_new_relationship(
        &mut self,
        relationship: &RelationshipData,
        start: NodeId,
        end: NodeId,
    ) -> bool {
        let before = self.before;
        let known = self
            .relationships
            .entry((relationship.ty.clone(), start))
            .or_insert_with(|| existing(before, &relationship.ty, start));
        let mut properties: Vec<(String, String)> = relationship
            .properties
            .iter()
            .map(|(key, value)| (key.clone(), identity(value)))
            .collect();
        properties.sort();
        let fact = (end, format!("{properties:?}"));
        if known.contains(&fact) {
            return false;
        }
        known.push(fact);
        true
    }
}

fn existing(before: &Version, ty: &str, start: NodeId) -> Vec<(NodeId, String)> {
    let Some(ty) = before.type_id(ty) else {
        return Vec::new();
    };
    if !before.is_live(start) {
        return Vec::new();
    }
    let neighbors = before.neighbors(ty, Direction::Outgoing, start);
    (0..neighbors.nodes.len())
        .map(|place| {
            let slot = neighbors.slot(place);
            let mut properties: Vec<(String, String)> = before
                .relationship_properties(RelId { ty: ty.0, slot })
                .into_iter()
                .map(|(key, value)| (before.key_name(key).to_string(), identity(&value)))
                .collect();
            properties.sort();
            (NodeId(neighbors.nodes[place]), format!("{properties:?}"))
        })
        .collect()
}

/// The value as a text that is the same for the same value only.
fn identity(value: &Value) -> String {
    typed(value).to_string()
}

//! Carrying out logged changes on a version.
//!
//! In: a version and the changes of later commits, in order. Out: the later version, with the same ids as the first
//! time. Neighbour lists are brought up to date in large batches, over commits. A change that cannot be carried out is
//! refused; it can only come from a damaged or foreign log. Knows nothing of bytes.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::bytes::{Broken, Decoded, broken};
use crate::diagnostic::Interrupt;
use crate::graph::adjacency::Edit;
use crate::graph::catalog::{Definition, Subject};
use crate::graph::constraint::Element;
use crate::graph::id::{KeyId, LabelId, TypeId};
use crate::graph::index::Index;
use crate::graph::names::Interner;
use crate::graph::version::Version;
use crate::graph::write::Change;
use crate::value::{NodeId, RelId, Value};

/// Edits of neighbour lists are kept back until there are so many.
const BATCH: usize = 1 << 20;

/// A version on its way to a later one.
pub(super) struct Replay {
    version: Version,
    pending: BTreeMap<TypeId, Vec<Edit>>,
    edits: usize,
    /// Relationships whose end is among the edits kept back.
    closed: FxHashSet<RelId>,
}

impl Replay {
    pub(super) fn new(version: Version) -> Self {
        Self {
            version,
            pending: BTreeMap::new(),
            edits: 0,
            closed: FxHashSet::default(),
        }
    }

    /// The version that the commit with this number led to.
    pub(super) fn finish(mut self, commit: u64) -> Version {
        self.flush();
        let types: Vec<_> = self.version.tables.iter().map(|(ty, _)| ty).collect();
        for ty in types {
            if let Some(table) = self.version.tables.get_mut(ty) {
                table.find_hole();
            }
        }
        self.version.nodes.find_hole();
        self.version.fold(false);
        self.version.commit = commit;
        self.version
    }

    /// Carries out one change.
    pub(super) fn change(&mut self, change: Change) -> Decoded<()> {
        match change {
            Change::Label(label, name) => {
                let names = Arc::make_mut(&mut self.version.names);
                add_name(&mut names.labels, label.0.into(), &name)
            }
            Change::Type(ty, name) => {
                let names = Arc::make_mut(&mut self.version.names);
                add_name(&mut names.types, ty.0.into(), &name)
            }
            Change::Key(key, name) => {
                let names = Arc::make_mut(&mut self.version.names);
                add_name(&mut names.keys, key.0, &name)
            }
            Change::CreateNode {
                node,
                labels,
                properties,
            } => self.create_node(node, &labels, properties),
            Change::DeleteNode(node) => {
                self.expect_node(node)?;
                let element = Element::Node(node);
                let before = self.version.indexed(element, |_| true);
                self.version.nodes.properties.clear(node.0);
                self.version.nodes.close(node.0);
                self.version.follow(element, before, |_| true);
                Ok(())
            }
            Change::CreateRelationship {
                relationship,
                from,
                to,
                properties,
            } => self.create_relationship(relationship, from, to, properties),
            Change::DeleteRelationship(relationship) => self.delete_relationship(relationship),
            Change::SetNodeProperty(node, key, value) => {
                self.expect_node(node)?;
                self.expect_key(key)?;
                let element = Element::Node(node);
                let concerned = |index: &Index| index.keys().contains(&key);
                let before = self.version.indexed(element, concerned);
                self.version.nodes.properties.set(node.0, key, value);
                self.version.follow(element, before, concerned);
                Ok(())
            }
            Change::SetRelationshipProperty(relationship, key, value) => {
                self.expect_key(key)?;
                if !self.version.relationship_is_live(relationship) {
                    return broken(format!("there is no relationship {relationship:?}"));
                }
                let element = Element::Relationship(relationship);
                let concerned = |index: &Index| index.keys().contains(&key);
                let before = self.version.indexed(element, concerned);
                let table = self.version.table_mut(TypeId(relationship.ty));
                table.properties.set(relationship.slot, key, value);
                self.version.follow(element, before, concerned);
                Ok(())
            }
            Change::AddLabel(node, label) => self.set_label(node, label, true),
            Change::RemoveLabel(node, label) => self.set_label(node, label, false),
            Change::Define(definition) => self.define(definition),
            Change::Undefine(name) => {
                let Some(definition) = self.version.catalog.get(&name).cloned() else {
                    return broken(format!("there is no index or constraint {name}"));
                };
                Arc::make_mut(&mut self.version.catalog).remove(&name);
                if definition.has_index() {
                    self.version.drop_index(&definition);
                }
                Ok(())
            }
        }
    }

    fn create_node(
        &mut self,
        node: NodeId,
        labels: &[LabelId],
        properties: Box<[(KeyId, Value)]>,
    ) -> Decoded<()> {
        let bound = self.version.id_bound();
        if self.version.is_live(node) || node.0 > bound || node.0 == u32::MAX {
            return broken(format!("node {} cannot be created again", node.0));
        }
        for label in labels {
            self.expect_label(*label)?;
        }
        for (key, _) in &properties {
            self.expect_key(*key)?;
        }
        let nodes = &mut self.version.nodes;
        nodes.open_as(node.0);
        for label in labels {
            nodes.set_label(node.0, *label, true);
        }
        for (key, value) in properties {
            nodes.properties.set(node.0, key, value);
        }
        self.version
            .follow(Element::Node(node), Vec::new(), |_| true);
        Ok(())
    }

    fn create_relationship(
        &mut self,
        relationship: RelId,
        from: NodeId,
        to: NodeId,
        properties: Box<[(KeyId, Value)]>,
    ) -> Decoded<()> {
        let RelId { ty, slot } = relationship;
        self.expect_node(from)?;
        self.expect_node(to)?;
        if usize::from(ty) >= self.version.names.types.len() {
            return broken(format!("there is no relationship type {ty}"));
        }
        let bound = self.version.slot_bound(TypeId(ty));
        if self.version.relationship_is_live(relationship) || slot > bound || slot == u32::MAX {
            return broken(format!("relationship {ty} {slot} cannot be created again"));
        }
        for (key, _) in &properties {
            self.expect_key(*key)?;
        }
        if self.closed.contains(&relationship) {
            // The batch could not tell the old relationship in this slot from the new one.
            self.flush();
        }
        let table = self.version.table_mut(TypeId(ty));
        table.open(slot, from.0, to.0);
        for (key, value) in properties {
            table.properties.set(slot, key, value);
        }
        self.version.relationships += 1;
        self.version
            .follow(Element::Relationship(relationship), Vec::new(), |_| true);
        self.edit(relationship, from, to, true);
        Ok(())
    }

    fn delete_relationship(&mut self, relationship: RelId) -> Decoded<()> {
        let Some((from, to)) = self.version.endpoints(relationship) else {
            return broken(format!("there is no relationship {relationship:?}"));
        };
        let element = Element::Relationship(relationship);
        let before = self.version.indexed(element, |_| true);
        let table = self.version.table_mut(TypeId(relationship.ty));
        table.properties.clear(relationship.slot);
        table.close(relationship.slot);
        self.version.relationships -= 1;
        self.version.follow(element, before, |_| true);
        self.closed.insert(relationship);
        self.edit(relationship, from, to, false);
        Ok(())
    }

    fn set_label(&mut self, node: NodeId, label: LabelId, on: bool) -> Decoded<()> {
        self.expect_node(node)?;
        self.expect_label(label)?;
        let element = Element::Node(node);
        let concerned = |index: &Index| index.label() == Some(label);
        let before = self.version.indexed(element, concerned);
        self.version.nodes.set_label(node.0, label, on);
        self.version.follow(element, before, concerned);
        Ok(())
    }

    /// Constraints are not held against the data: what was logged kept them.
    fn define(&mut self, definition: Arc<Definition>) -> Decoded<()> {
        self.version.expect_sound(&definition)?;
        if definition.has_index() {
            let never = Interrupt::default();
            self.version
                .build_index(&definition, &never)
                .map_err(|problem| Broken(problem.message().to_owned()))?;
        }
        Arc::make_mut(&mut self.version.catalog).add(definition);
        Ok(())
    }

    fn edit(&mut self, relationship: RelId, from: NodeId, to: NodeId, add: bool) {
        let edits = self.pending.entry(TypeId(relationship.ty)).or_default();
        edits.push(Edit {
            node: from.0,
            neighbor: to.0,
            slot: relationship.slot,
            add,
        });
        self.edits += 1;
        if self.edits >= BATCH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        while let Some((ty, edits)) = self.pending.pop_first() {
            // Nothing stops it.
            let never = Interrupt::default();
            let _ = self.version.table_mut(ty).apply(edits, &never);
        }
        self.edits = 0;
        self.closed.clear();
    }

    fn expect_node(&self, node: NodeId) -> Decoded<()> {
        if self.version.is_live(node) {
            Ok(())
        } else {
            broken(format!("there is no node {}", node.0))
        }
    }

    fn expect_label(&self, label: LabelId) -> Decoded<()> {
        if usize::from(label.0) < self.version.names.labels.len() {
            Ok(())
        } else {
            broken(format!("there is no label {}", label.0))
        }
    }

    fn expect_key(&self, key: KeyId) -> Decoded<()> {
        if (key.0 as usize) < self.version.names.keys.len() {
            Ok(())
        } else {
            broken(format!("there is no property key {}", key.0))
        }
    }
}

impl Version {
    /// A definition read from a file must be one that could be added.
    pub(super) fn expect_sound(&self, definition: &Definition) -> Decoded<()> {
        let (known, number) = match definition.subject {
            Subject::Label(label) => (&self.names.labels, label.0),
            Subject::Type(ty) => (&self.names.types, ty.0),
        };
        let keys = &definition.keys;
        let unknown = |key: &KeyId| key.0 as usize >= self.names.keys.len();
        if usize::from(number) >= known.len() || keys.is_empty() || keys.iter().any(unknown) {
            return broken("an index or constraint is about something unknown");
        }
        let taken = self.catalog.get(&definition.name).is_some()
            || definition.has_index() && self.catalog.indexed(definition.subject, keys).is_some();
        if taken {
            return broken(format!("{} exists already", definition.name));
        }
        Ok(())
    }
}

fn add_name(names: &mut Interner, number: u32, name: &str) -> Decoded<()> {
    if number as usize != names.len() || names.number(name).is_some() {
        return Err(Broken(format!(
            "the name {name} cannot get number {number}"
        )));
    }
    names.add(name);
    Ok(())
}

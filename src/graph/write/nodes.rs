//! Changing nodes: creating, labelling, setting properties, deleting.
//!
//! Part of [`Transaction`]; each call is one change, visible at once, logged when it took effect.

use super::property::check_storable;
use super::{Change, Transaction, deleted, too_large};
use crate::diagnostic::{Code, Diagnostic, Result};
use crate::graph::constraint::Element;
use crate::graph::id::{KeyId, LabelId};
use crate::graph::index::Index;
use crate::graph::write::counters::identical;
use crate::value::{NodeId, RelId, Value};

impl Transaction {
    /// Creates a node. A later property with the same key replaces an earlier one; `null` is not stored.
    pub fn create_node(
        &mut self,
        labels: &[LabelId],
        properties: &[(KeyId, Value)],
    ) -> Result<NodeId> {
        properties
            .iter()
            .try_for_each(|(_, value)| check_storable(value))?;
        let base = std::sync::Arc::clone(&self.base);
        let state = self.state();
        let Some(id) = state.nodes.open(&base.nodes) else {
            return Err(too_large("nodes", u32::MAX as usize));
        };
        for &label in labels {
            state.nodes.set_label(id, label, true);
        }
        for (key, value) in properties {
            state.nodes.properties.set(id, *key, value.clone());
        }
        state.follow(Element::Node(NodeId(id)), Vec::new(), |_| true);
        let node = NodeId(id);
        let stored = self.current.node_properties(node).into();
        self.log.push(Change::CreateNode {
            node,
            labels: labels.into(),
            properties: stored,
        });
        Ok(node)
    }

    /// Sets a property of a node; `null` takes it out.
    pub fn set_node_property(&mut self, node: NodeId, key: KeyId, value: Value) -> Result<()> {
        check_storable(&value)?;
        self.expect_node(node)?;
        if identical(&self.current.node_property(node, key), &value) {
            return Ok(());
        }
        let element = Element::Node(node);
        let concerned = |index: &Index| index.keys().contains(&key);
        let before = self.state().indexed(element, concerned);
        let properties = &mut self.state().nodes.properties;
        properties.set(node.0, key, value.clone());
        self.state().follow(element, before, concerned);
        self.log.push(Change::SetNodeProperty(node, key, value));
        Ok(())
    }

    /// Gives a node a label; was it new to the node?
    pub fn add_label(&mut self, node: NodeId, label: LabelId) -> Result<bool> {
        self.expect_node(node)?;
        if self.current.has_label(node, label) {
            return Ok(false);
        }
        let element = Element::Node(node);
        let concerned = |index: &Index| index.label() == Some(label);
        let before = self.state().indexed(element, concerned);
        self.state().nodes.set_label(node.0, label, true);
        self.state().follow(element, before, concerned);
        self.log.push(Change::AddLabel(node, label));
        Ok(true)
    }

    /// Takes a label from a node; did it have it?
    pub fn remove_label(&mut self, node: NodeId, label: LabelId) -> Result<bool> {
        self.expect_node(node)?;
        if !self.current.has_label(node, label) {
            return Ok(false);
        }
        let element = Element::Node(node);
        let concerned = |index: &Index| index.label() == Some(label);
        let before = self.state().indexed(element, concerned);
        self.state().nodes.set_label(node.0, label, false);
        self.state().follow(element, before, concerned);
        self.log.push(Change::RemoveLabel(node, label));
        Ok(true)
    }

    /// Deletes a node that has no relationships any more; was it still there?
    pub fn delete_node(&mut self, node: NodeId) -> Result<bool> {
        if !self.current.is_live(node) {
            return Ok(false);
        }
        self.settle()?;
        let connected = self.current.tables.iter().any(|(_, table)| {
            table.outgoing.degree(node.0) > 0 || table.incoming.degree(node.0) > 0
        });
        if connected {
            let message = "the node still has relationships and cannot be deleted";
            return Err(Diagnostic::new(Code::DeleteConnectedNode, message)
                .hint("DETACH DELETE deletes its relationships as well"));
        }
        let element = Element::Node(node);
        let before = self.state().indexed(element, |_| true);
        let state = self.state();
        state.nodes.properties.clear(node.0);
        state.nodes.close(node.0);
        state.follow(element, before, |_| true);
        self.freed_node = Some(self.freed_node.map_or(node.0, |lowest| lowest.min(node.0)));
        self.log.push(Change::DeleteNode(node));
        Ok(true)
    }

    /// Deletes nodes with all their relationships. Nodes already gone are passed over.
    pub fn detach_delete_nodes(&mut self, nodes: &[NodeId]) -> Result<()> {
        self.settle()?;
        let mut relationships: Vec<RelId> = nodes
            .iter()
            .flat_map(|&node| self.current.relationships_of(node))
            .collect();
        relationships.sort_unstable();
        relationships.dedup();
        for relationship in relationships {
            self.delete_relationship(relationship)?;
        }
        for &node in nodes {
            self.delete_node(node)?;
        }
        Ok(())
    }

    pub(super) fn expect_node(&self, node: NodeId) -> Result<()> {
        if self.current.is_live(node) {
            Ok(())
        } else {
            Err(deleted("node"))
        }
    }
}

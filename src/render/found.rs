//! The graph that an answer holds: every node and relationship in its values, also inside lists, maps and paths.
//!
//! In: values. Out: distinct nodes and relationships in the order of their first appearance; a node that is only the end
//! of a relationship appears without content. Knows nothing of drawing.

use std::collections::HashMap;

use crate::value::{Node, NodeId, RelId, Relationship, Value};

#[derive(Debug, Default)]
pub(super) struct Found {
    nodes: Vec<Node>,
    node_places: HashMap<NodeId, usize>,
    relationships: Vec<Relationship>,
    relationship_places: HashMap<RelId, usize>,
}

impl Found {
    pub(super) fn add(&mut self, value: &Value) {
        match value {
            Value::Node(node) => self.add_node(node),
            Value::Relationship(relationship) => self.add_relationship(relationship),
            Value::Path(path) => {
                path.nodes.iter().for_each(|node| self.add_node(node));
                for (relationship, _) in &path.relationships {
                    self.add_relationship(relationship);
                }
            }
            Value::List(items) => items.iter().for_each(|item| self.add(item)),
            Value::Map(map) => map.values().for_each(|item| self.add(item)),
            _ => {}
        }
    }

    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    pub(super) fn relationships(&self) -> &[Relationship] {
        &self.relationships
    }

    fn add_node(&mut self, node: &Node) {
        match self.node_places.get(&node.id) {
            Some(&place) => {
                if self.nodes[place].content.is_none() {
                    self.nodes[place] = node.clone();
                }
            }
            None => {
                self.node_places.insert(node.id, self.nodes.len());
                self.nodes.push(node.clone());
            }
        }
    }

    fn add_relationship(&mut self, relationship: &Relationship) {
        if self.relationship_places.contains_key(&relationship.id) {
            return;
        }
        if let Some(content) = &relationship.content() {
            self.add_node(&content.start.into());
            self.add_node(&content.end.into());
            self.relationship_places
                .insert(relationship.id, self.relationships.len());
            self.relationships.push(relationship.clone());
        }
    }
}

/// What to write on a node: its name, title, key or id property, else its labels, else its number.
pub fn caption(node: &Node) -> String {
    let Some(content) = &node.content() else {
        return format!("#{}", node.id.0);
    };
    let named =
        ["name", "title", "key", "id"]
            .iter()
            .find_map(|key| match content.properties.get(key) {
                Some(Value::String(text)) => Some(text.to_string()),
                Some(Value::Integer(number)) => Some(number.to_string()),
                _ => None,
            });
    named.unwrap_or_else(|| {
        if content.labels.is_empty() {
            format!("#{}", node.id.0)
        } else {
            content.labels.join(":")
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::text::tests::{company, owns};

    #[test]
    fn each_once_and_ends_included() {
        let mut found = Found::default();
        found.add(&vec![Value::Relationship(owns(1, 5, 6))].into());
        found.add(&Value::Node(company(6, "B")));
        found.add(&Value::Relationship(owns(1, 5, 6)));
        let captions: Vec<String> = found.nodes().iter().map(caption).collect();
        assert_eq!(captions, ["#5", "B"]);
        assert_eq!(found.relationships().len(), 1);
    }
}

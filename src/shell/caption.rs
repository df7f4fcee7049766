//! Nodes and relationships in a few words. In: an element and its version. Out: `(Didi)-[:PROBED_BY]->(Office)`. Knows
//! nothing of why it is named.

use std::sync::Arc;

use crate::graph::facts::Element;
use crate::graph::{TypeId, Version};
use crate::render::caption;
use crate::value::literal::Name;
use crate::value::{Content, Node, NodeId};

/// A node by its name, title, key or id property, else by its labels; a relationship with its ends.
pub(super) fn caption_of(element: Element, version: &Arc<Version>) -> String {
    match element {
        Element::Node(node) => format!("({})", node_caption(node, version)),
        Element::Relationship(relationship) => {
            let ty = Name(version.type_name(TypeId(relationship.ty)));
            match version.endpoints(relationship) {
                Some((start, end)) => format!(
                    "({})-[:{ty}]->({})",
                    node_caption(start, version),
                    node_caption(end, version)
                ),
                None => format!("-[:{ty}]->"),
            }
        }
    }
}

/// A node by its name, title, key or id property, else by its labels.
pub(super) fn node_caption(node: NodeId, version: &Arc<Version>) -> String {
    let content = Content::Known(version.node_content(node));
    caption(&Node {
        id: node,
        content: Some(Arc::new(content)),
    })
}

//! Making values whole before they leave the engine: nodes and relationships get their content.
//!
//! In: a value and the version its ids belong to. Out: the same value, whole. An entity that is gone keeps its id only.

use std::sync::Arc;

use crate::graph::{TypeId, Version};
use crate::value::{
    Node, NodeContent, NodeId, Path, RelId, Relationship, RelationshipContent, Value,
};

/// The value with all nodes and relationships in it whole.
pub(super) fn whole(value: Value, version: &Version) -> Value {
    match value {
        Value::Node(found) => Value::Node(node(found.id, version)),
        Value::Relationship(found) => Value::Relationship(relationship(found.id, version)),
        Value::Path(path) => Value::Path(Arc::new(Path {
            nodes: path
                .nodes
                .iter()
                .map(|found| node(found.id, version))
                .collect(),
            relationships: path
                .relationships
                .iter()
                .map(|(found, forward)| (relationship(found.id, version), *forward))
                .collect(),
        })),
        Value::List(items) if items.iter().any(may_hold_entities) => Value::list(
            items
                .iter()
                .map(|item| whole(item.clone(), version))
                .collect(),
        ),
        Value::Map(map) if map.values().any(may_hold_entities) => Value::map(
            map.iter()
                .map(|(key, value)| (key.clone(), whole(value.clone(), version)))
                .collect(),
        ),
        other => other,
    }
}

fn may_hold_entities(value: &Value) -> bool {
    matches!(
        value,
        Value::Node(_) | Value::Relationship(_) | Value::Path(_) | Value::List(_) | Value::Map(_)
    )
}

fn node(id: NodeId, version: &Version) -> Node {
    let content = version.is_live(id).then(|| {
        Arc::new(
            NodeContent {
                labels: version
                    .labels(id)
                    .map(|label| version.label_name(label).clone())
                    .collect(),
                properties: version
                    .node_properties(id)
                    .into_iter()
                    .map(|(key, value)| (version.key_name(key).clone(), value))
                    .collect(),
            }
            .into(),
        )
    });
    Node { id, content }
}

fn relationship(id: RelId, version: &Version) -> Relationship {
    let content = version.endpoints(id).map(|(start, end)| {
        Arc::new(
            RelationshipContent {
                ty: version.type_name(TypeId(id.ty)).clone(),
                start,
                end,
                properties: version
                    .relationship_properties(id)
                    .into_iter()
                    .map(|(key, value)| (version.key_name(key).clone(), value))
                    .collect(),
            }
            .into(),
        )
    });
    Relationship { id, content }
}

//! Making values whole before they leave the engine: nodes and relationships get their content.
//!
//! In: a value and the version its ids belong to. Out: the same value, whole. An entity that is gone keeps its id only.

use std::sync::Arc;

use crate::graph::Version;
use crate::value::{
    Content, Contents, Node, NodeContent, NodeId, Path, RelId, Relationship, RelationshipContent,
    Value,
};

/// Makes values whole.
pub(super) struct Whole<'v> {
    version: &'v Version,
    /// Where what entities hold is read from when somebody looks, if it is not read at once.
    later: Option<Later>,
}

struct Later {
    node: Arc<Content<NodeContent>>,
    relationship: Arc<Content<RelationshipContent>>,
}

impl<'v> Whole<'v> {
    /// What entities hold is read at once, and nothing keeps the version.
    pub(super) fn at_once(version: &'v Version) -> Self {
        Self {
            version,
            later: None,
        }
    }

    /// What entities hold is read when somebody looks; until then they keep the version.
    pub(super) fn later(version: &'v Arc<Version>) -> Self {
        let contents = Arc::clone(version) as Arc<dyn Contents>;
        let later = Later {
            node: Arc::new(Content::In(Arc::clone(&contents))),
            relationship: Arc::new(Content::In(contents)),
        };
        Self {
            version,
            later: Some(later),
        }
    }

    /// The value with all nodes and relationships in it whole.
    pub(super) fn make(&self, value: Value) -> Value {
        match value {
            Value::Node(found) => Value::Node(self.node(found.id)),
            Value::Relationship(found) => Value::Relationship(self.relationship(found.id)),
            Value::Path(path) => {
                let nodes = path.nodes.iter().map(|found| self.node(found.id));
                let relationships = path.relationships.iter();
                Value::Path(Arc::new(Path {
                    nodes: nodes.collect(),
                    relationships: relationships
                        .map(|(found, forward)| (self.relationship(found.id), *forward))
                        .collect(),
                }))
            }
            Value::List(items) if items.iter().any(may_hold_entities) => {
                Value::list(items.iter().map(|item| self.make(item.clone())).collect())
            }
            Value::Map(map) if map.values().any(may_hold_entities) => Value::map(
                map.iter()
                    .map(|(key, value)| (key.clone(), self.make(value.clone())))
                    .collect(),
            ),
            other => other,
        }
    }

    fn node(&self, id: NodeId) -> Node {
        let content = self.version.is_live(id).then(|| match &self.later {
            Some(later) => Arc::clone(&later.node),
            None => Arc::new(self.version.node_content(id).into()),
        });
        Node { id, content }
    }

    fn relationship(&self, id: RelId) -> Relationship {
        let content = match &self.later {
            Some(later) => {
                let live = self.version.relationship_is_live(id);
                live.then(|| Arc::clone(&later.relationship))
            }
            None => {
                let content = self.version.relationship_content(id);
                content.map(|content| Arc::new(content.into()))
            }
        };
        Relationship { id, content }
    }
}

fn may_hold_entities(value: &Value) -> bool {
    matches!(
        value,
        Value::Node(_) | Value::Relationship(_) | Value::Path(_) | Value::List(_) | Value::Map(_)
    )
}

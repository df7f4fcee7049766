//! Making values whole before they leave the engine: nodes and relationships get their content.
//!
//! In: a value and the version its ids belong to. Out: the same value, whole. An entity that is gone keeps its id only.

use std::sync::Arc;

use crate::graph::Version;
use crate::value::bulk::Bulk;
use crate::value::pace::Pace;
use crate::value::{
    Content, Contents, Map, Node, NodeContent, NodeId, Path, RelId, Relationship,
    RelationshipContent, Value,
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
    pub(super) fn make<P: Pace>(&self, value: Value, pace: &mut P) -> Result<Value, P::Stop> {
        Ok(match value {
            Value::Node(found) => Value::Node(self.node(found.id)),
            Value::Relationship(found) => Value::Relationship(self.relationship(found.id)),
            Value::Path(path) => {
                pace.steps(path.nodes.len())?;
                let nodes = path.nodes.iter().map(|found| self.node(found.id));
                let relationships = path.relationships.iter();
                Value::Path(Arc::new(Path {
                    nodes: nodes.collect(),
                    relationships: relationships
                        .map(|(found, forward)| (self.relationship(found.id), *forward))
                        .collect(),
                }))
            }
            Value::List(items) if any_may_hold_entities(items.iter(), pace)? => {
                let mut all = Bulk::with_capacity(items.len());
                for item in items.iter() {
                    pace.step()?;
                    all.push(self.make(item.clone(), pace)?);
                }
                Value::List(all.into())
            }
            Value::Map(map) if any_may_hold_entities(map.values(), pace)? => {
                let mut all = Map::new();
                for (key, value) in map.iter() {
                    pace.step()?;
                    all.insert(key.clone(), self.make(value.clone(), pace)?);
                }
                Value::map(all)
            }
            other => other,
        })
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

fn any_may_hold_entities<'v, P: Pace>(
    values: impl Iterator<Item = &'v Value>,
    pace: &mut P,
) -> Result<bool, P::Stop> {
    for value in values {
        pace.step()?;
        if may_hold_entities(value) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn may_hold_entities(value: &Value) -> bool {
    matches!(
        value,
        Value::Node(_) | Value::Relationship(_) | Value::Path(_) | Value::List(_) | Value::Map(_)
    )
}

#[cfg(test)]
mod tests {
    use super::Whole;
    use crate::engine::Database;
    use crate::value::pace::{Budget, Watched};
    use crate::value::{NodeId, Value};

    /// A long list of nodes can be given up.
    #[test]
    fn nodes_are_made_whole_step_by_step() {
        let version = Database::new().version();
        let whole = Whole::later(&version);
        let list = Value::list(vec![NodeId(0).into(); 1 << 16]);
        let mut looks = 0;
        let mut watched = Watched::new(|| {
            looks += 1;
            Ok(())
        });
        assert!(whole.make(list.clone(), &mut watched).is_ok());
        assert!(looks >= 4, "{looks}");
        assert!(whole.make(list, &mut Budget(1000)).is_err());
    }
}

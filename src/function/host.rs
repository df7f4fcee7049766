//! What functions may ask of the graph and of the run they are called in.
//!
//! The executor implements it. Knows nothing of how a graph is kept.

use std::sync::Arc;

use crate::diagnostic::Result;
use crate::value::temporal::Clock;
use crate::value::{Map, NodeId, RelId, Value};

/// Questions of a function to its surroundings.
///
/// An entity that this statement has deleted answers with `Code::DeletedEntityAccess`, except where said otherwise.
pub trait Host {
    /// The labels of a node, in the order of the graph's label numbers.
    fn labels_of(&self, node: NodeId) -> Result<Vec<Arc<str>>>;
    /// The type of a relationship; works for a deleted one too.
    fn type_of(&self, relationship: RelId) -> Result<Arc<str>>;
    /// All properties of a node.
    fn properties_of_node(&self, node: NodeId) -> Result<Map>;
    /// All properties of a relationship.
    fn properties_of_relationship(&self, relationship: RelId) -> Result<Map>;
    /// One property of a node or relationship, null when it has none of this name, and of anything else.
    fn property(&self, element: &Value, key: &str) -> Result<Value> {
        let properties = match element {
            Value::Node(node) => self.properties_of_node(node.id)?,
            Value::Relationship(relationship) => {
                self.properties_of_relationship(relationship.id)?
            }
            _ => return Ok(Value::Null),
        };
        Ok(properties.get(key).cloned().unwrap_or_default())
    }
    /// The visible `:Source` node with this key; the first one where there are several.
    fn source_node(&self, _key: &str) -> Result<Option<NodeId>> {
        Ok(None)
    }
    /// Start and end of a relationship; works for a deleted one too.
    fn endpoints(&self, relationship: RelId) -> Result<(NodeId, NodeId)>;
    /// May a value of so many bytes be made? Asked before making a large one, and now and then while at it.
    ///
    /// # Errors
    /// `Code::MemoryLimit`; or what stops the statement (cancelled, out of time).
    fn room(&self, _bytes: usize) -> Result<()> {
        Ok(())
    }
    /// The clock of the statement.
    fn clock(&self) -> &Clock;
    /// A random number, at least 0 and below 1.
    fn random(&self) -> f64;
}

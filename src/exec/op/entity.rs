//! What SET and REMOVE change: nodes and relationships, one at a time.

use crate::diagnostic::{Code, Diagnostic, Result};
use crate::function::Host;
use crate::graph::Transaction;
use crate::value::{Map, NodeId, RelId, Value};

/// What has properties.
#[derive(Clone, Copy)]
pub(super) enum Entity {
    Node(NodeId),
    Relationship(RelId),
}

impl Entity {
    /// The entity in a value; `None` for null.
    pub(super) fn of(value: &Value) -> Result<Option<Self>> {
        match value {
            Value::Null => Ok(None),
            Value::Node(node) => Ok(Some(Self::Node(node.id))),
            Value::Relationship(relationship) => Ok(Some(Self::Relationship(relationship.id))),
            other => Err(Diagnostic::new(
                Code::RuntimeInvalidArgumentType,
                format!(
                    "only nodes and relationships have properties to change, not {:#}",
                    other.kind()
                ),
            )),
        }
    }

    pub(super) fn set(self, key: &str, value: Value, transaction: &mut Transaction) -> Result<()> {
        let key = match transaction.read().key_id(key) {
            Some(key) => key,
            // A property that nothing ever had need not be taken away.
            None if value.is_null() => return self.expect_live(transaction),
            None => transaction.key(key)?,
        };
        match self {
            Self::Node(node) => transaction.set_node_property(node, key, value),
            Self::Relationship(relationship) => {
                transaction.set_relationship_property(relationship, key, value)
            }
        }
    }

    fn expect_live(self, transaction: &mut Transaction) -> Result<()> {
        let version = transaction.read();
        let live = match self {
            Self::Node(node) => version.is_live(node),
            Self::Relationship(relationship) => version.relationship_is_live(relationship),
        };
        if live {
            return Ok(());
        }
        Err(Diagnostic::new(
            Code::DeletedEntityAccess,
            "what has been deleted cannot be changed",
        ))
    }

    pub(super) fn properties(self, host: &dyn Host) -> Result<Map> {
        match self {
            Self::Node(node) => host.properties_of_node(node),
            Self::Relationship(relationship) => host.properties_of_relationship(relationship),
        }
    }
}

/// The node in a value; `None` for null.
pub(super) fn node_of(value: &Value) -> Result<Option<NodeId>> {
    match value {
        Value::Null => Ok(None),
        Value::Node(node) => Ok(Some(node.id)),
        other => Err(Diagnostic::new(
            Code::RuntimeInvalidArgumentType,
            format!("only nodes have labels to change, not {:#}", other.kind()),
        )),
    }
}

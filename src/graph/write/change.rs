//! What a transaction did, in order: the raw material of a log.
//!
//! In: nothing. Out: one entry per change that took effect. Carried out in order on the state the transaction began
//! with, the entries give the state it ended with, ids included. Knows nothing of files.

use std::sync::Arc;

use crate::graph::catalog::Definition;
use crate::graph::id::{KeyId, LabelId, TypeId};
use crate::value::{NodeId, RelId, Value};

/// One change.
#[derive(Debug, Clone)]
pub enum Change {
    /// A name became a label with the next number.
    Label(LabelId, Arc<str>),
    /// A name became a relationship type with the next number.
    Type(TypeId, Arc<str>),
    /// A name became a property key with the next number.
    Key(KeyId, Arc<str>),
    /// A node came to be.
    CreateNode {
        /// Its id.
        node: NodeId,
        /// Its labels.
        labels: Box<[LabelId]>,
        /// Its properties, none of them `null`.
        properties: Box<[(KeyId, Value)]>,
    },
    /// A node without relationships went.
    DeleteNode(NodeId),
    /// A relationship came to be.
    CreateRelationship {
        /// Its id.
        relationship: RelId,
        /// Where it starts.
        from: NodeId,
        /// Where it ends.
        to: NodeId,
        /// Its properties, none of them `null`.
        properties: Box<[(KeyId, Value)]>,
    },
    /// A relationship went.
    DeleteRelationship(RelId),
    /// A property of a node was set, or taken out (`null`).
    SetNodeProperty(NodeId, KeyId, Value),
    /// A property of a relationship was set, or taken out (`null`).
    SetRelationshipProperty(RelId, KeyId, Value),
    /// A node got a label.
    AddLabel(NodeId, LabelId),
    /// A node lost a label.
    RemoveLabel(NodeId, LabelId),
    /// An index or a constraint came to be.
    Define(Arc<Definition>),
    /// The index or constraint of this name went.
    Undefine(Arc<str>),
}

//! Nodes, relationships and paths as values.
//!
//! Inside the engine an entity is its id. When a row leaves the engine, the content is filled in, so that renderers
//! and callers need no store. Identity is the id alone. Knows nothing of how a graph keeps them.

use std::sync::Arc;

use super::{Content, Map};

/// The id of a node: dense, stable while the graph is open. The same number as petgraph's `NodeIndex<u32>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct NodeId(pub u32);

/// The id of a relationship: its type and its slot within the type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct RelId {
    /// Number of the relationship type.
    pub ty: u16,
    /// Place within the type.
    pub slot: u32,
}

impl NodeId {
    /// Its identity as text, as `elementId(n)` shows: `n:7`.
    pub fn element_id(self) -> String {
        let mut text = String::new();
        self.write_element_id(&mut text);
        text
    }
    pub(super) fn write_element_id(self, out: &mut String) {
        out.push_str("n:");
        out.push_str(itoa::Buffer::new().format(self.0));
    }
    /// The node of this identity text.
    pub fn from_element_id(text: &str) -> Option<Self> {
        text.strip_prefix("n:")?.parse().ok().map(Self)
    }
}

impl RelId {
    /// Its identity as text, as `elementId(r)` shows: `r:2:7` (type, place).
    pub fn element_id(self) -> String {
        let mut text = String::new();
        self.write_element_id(&mut text);
        text
    }
    pub(super) fn write_element_id(self, out: &mut String) {
        out.push_str("r:");
        let mut digits = itoa::Buffer::new();
        out.push_str(digits.format(self.ty));
        out.push(':');
        out.push_str(digits.format(self.slot));
    }
    /// The relationship of this identity text.
    pub fn from_element_id(text: &str) -> Option<Self> {
        let (ty, slot) = text.strip_prefix("r:")?.split_once(':')?;
        Some(Self {
            ty: ty.parse().ok()?,
            slot: slot.parse().ok()?,
        })
    }
    /// One number for it, as `id(r)` shows: the type above 32 bits of slot.
    pub fn as_integer(self) -> i64 {
        (i64::from(self.ty) << 32) | i64::from(self.slot)
    }
}

/// Labels and properties of a node that left the engine.
#[derive(Debug, Clone, Default)]
pub struct NodeContent {
    /// Labels, in the order of the graph's label numbers.
    pub labels: Vec<Arc<str>>,
    /// Properties by name.
    pub properties: Map,
}

/// A node as a value.
#[derive(Debug, Clone)]
pub struct Node {
    /// Its identity.
    pub id: NodeId,
    /// What it holds; `None` inside the engine.
    pub content: Option<Arc<Content<NodeContent>>>,
}

/// Type, ends and properties of a relationship that left the engine.
#[derive(Debug, Clone, Default)]
pub struct RelationshipContent {
    /// Name of its type.
    pub ty: Arc<str>,
    /// Where it starts.
    pub start: NodeId,
    /// Where it ends.
    pub end: NodeId,
    /// Properties by name.
    pub properties: Map,
}

/// A relationship as a value.
#[derive(Debug, Clone)]
pub struct Relationship {
    /// Its identity.
    pub id: RelId,
    /// What it holds; `None` inside the engine.
    pub content: Option<Arc<Content<RelationshipContent>>>,
}

/// A path: `nodes.len() == relationships.len() + 1`.
#[derive(Debug, Clone)]
pub struct Path {
    /// The nodes in walking order.
    pub nodes: Vec<Node>,
    /// The relationships in walking order, with `true` where one is walked from its start to its end.
    pub relationships: Vec<(Relationship, bool)>,
}

impl From<NodeId> for Node {
    fn from(id: NodeId) -> Self {
        Self { id, content: None }
    }
}
impl From<RelId> for Relationship {
    fn from(id: RelId) -> Self {
        Self { id, content: None }
    }
}
impl From<NodeId> for super::Value {
    fn from(id: NodeId) -> Self {
        Self::Node(id.into())
    }
}
impl From<RelId> for super::Value {
    fn from(id: RelId) -> Self {
        Self::Relationship(id.into())
    }
}

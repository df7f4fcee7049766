//! What an entity holds: known already, or to be read from where it came from.
//!
//! In: contents, or the graph they can be read from. Out: contents. Knows nothing of how a graph keeps them.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::{Node, NodeContent, NodeId, RelId, Relationship, RelationshipContent};

/// What contents can be read from: a graph that does not change.
pub trait Contents: Send + Sync {
    /// Labels and properties of a node.
    fn node(&self, node: NodeId) -> NodeContent;
    /// Type, ends and properties of a relationship.
    fn relationship(&self, relationship: RelId) -> RelationshipContent;
}

/// A content, or where it is read from whenever somebody looks. The latter keeps the graph it came from, and may be
/// shared by all entities of an answer.
#[derive(Clone)]
pub enum Content<T> {
    /// The content.
    Known(T),
    /// Where it is read from.
    In(Arc<dyn Contents>),
}

impl<T> From<T> for Content<T> {
    fn from(known: T) -> Self {
        Self::Known(known)
    }
}

impl<T: fmt::Debug> fmt::Debug for Content<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(known) => known.fmt(f),
            Self::In(_) => f.write_str("In(..)"),
        }
    }
}

impl Node {
    /// What it holds; `None` inside the engine.
    ///
    /// ```
    /// use quipu::value::{Map, Value};
    ///
    /// let mut session = quipu::Database::new().session();
    /// let answer = session.run("CREATE (n:Company {name: 'Didi'}) RETURN n", &Map::new())?;
    /// let Value::Node(node) = &answer.rows()[0][0] else { panic!() };
    /// assert_eq!(node.content().unwrap().labels[0].as_ref(), "Company");
    /// # Ok::<(), quipu::Error>(())
    /// ```
    pub fn content(&self) -> Option<Cow<'_, NodeContent>> {
        Some(match self.content.as_deref()? {
            Content::Known(known) => Cow::Borrowed(known),
            Content::In(contents) => Cow::Owned(contents.node(self.id)),
        })
    }
}

impl Relationship {
    /// What it holds; `None` inside the engine.
    pub fn content(&self) -> Option<Cow<'_, RelationshipContent>> {
        Some(match self.content.as_deref()? {
            Content::Known(known) => Cow::Borrowed(known),
            Content::In(contents) => Cow::Owned(contents.relationship(self.id)),
        })
    }
}

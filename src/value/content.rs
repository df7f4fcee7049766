//! What an entity holds, known already or read when somebody looks.
//!
//! In: the content itself, or the graph it can be read from. Out: the content. Knows nothing of how a graph keeps it.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::{NodeContent, NodeId, RelId, RelationshipContent};

/// What contents can be read from: a graph that does not change.
pub trait Contents: Send + Sync {
    /// Labels and properties of a node.
    fn node(&self, node: NodeId) -> NodeContent;
    /// Type, ends and properties of a relationship.
    fn relationship(&self, relationship: RelId) -> RelationshipContent;
}

/// A content that is read when it is first looked at. It keeps what it is read from.
///
/// ```
/// use quipu::value::{Content, NodeContent};
///
/// let content = Content::from(NodeContent::default());
/// assert!(content.labels.is_empty());
/// ```
pub struct Content<T: OfEntity> {
    known: OnceLock<T>,
    from: Option<(T::Id, Arc<dyn Contents>)>,
}

/// Something that can be read by the id of its entity.
pub trait OfEntity: Default {
    /// The id.
    type Id: Copy;
    /// Reads it.
    fn read(id: Self::Id, contents: &dyn Contents) -> Self;
}

impl OfEntity for NodeContent {
    type Id = NodeId;
    fn read(id: NodeId, contents: &dyn Contents) -> Self {
        contents.node(id)
    }
}

impl OfEntity for RelationshipContent {
    type Id = RelId;
    fn read(id: RelId, contents: &dyn Contents) -> Self {
        contents.relationship(id)
    }
}

impl<T: OfEntity> Content<T> {
    /// The content of an entity that is there.
    pub fn read_later(id: T::Id, contents: Arc<dyn Contents>) -> Self {
        Self {
            known: OnceLock::new(),
            from: Some((id, contents)),
        }
    }
}

impl<T: OfEntity> From<T> for Content<T> {
    fn from(known: T) -> Self {
        Self {
            known: OnceLock::from(known),
            from: None,
        }
    }
}

impl<T: OfEntity> Deref for Content<T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.known.get_or_init(|| match &self.from {
            Some((id, contents)) => T::read(*id, contents.as_ref()),
            None => T::default(),
        })
    }
}

impl<T: OfEntity + fmt::Debug> fmt::Debug for Content<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

//! What an entity holds: known already, or to be read from where it came from.
//!
//! In: contents, or the graph they can be read from. Out: contents. Knows nothing of how a graph keeps them.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::{Cell, Map, Node, NodeContent, NodeId, RelId, Relationship, RelationshipContent};

/// What contents can be read from: a graph that does not change.
pub trait Contents: Send + Sync {
    /// Labels and properties of a node.
    fn node(&self, node: NodeId) -> NodeContent;
    /// Type, ends and properties of a relationship.
    fn relationship(&self, relationship: RelId) -> RelationshipContent;
    /// Shows what a node holds, where it lies.
    fn show_node(&self, node: NodeId, to: &mut dyn TakeContent) {
        show_node(&self.node(node), to);
    }
    /// Shows what a relationship holds, where it lies.
    fn show_relationship(&self, relationship: RelId, to: &mut dyn TakeContent) {
        show_relationship(&self.relationship(relationship), to);
    }
}

/// Is shown what an entity holds, part by part, without a value being made for any.
pub trait TakeContent {
    /// The next label of a node, in the order of the graph's label numbers.
    fn label(&mut self, name: &str);
    /// Type and ends of a relationship; before any property.
    fn relationship(&mut self, ty: &str, start: NodeId, end: NodeId);
    /// The next property, in the order of their names; behind all labels.
    fn property(&mut self, name: &str, value: Cell<'_>);
}

fn show_node(content: &NodeContent, to: &mut dyn TakeContent) {
    content.labels.iter().for_each(|label| to.label(label));
    show_properties(&content.properties, to);
}

fn show_relationship(content: &RelationshipContent, to: &mut dyn TakeContent) {
    to.relationship(&content.ty, content.start, content.end);
    show_properties(&content.properties, to);
}

fn show_properties(properties: &Map, to: &mut dyn TakeContent) {
    for (name, value) in properties.iter() {
        to.property(name, Cell::Held(value));
    }
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

    /// Shows what it holds; `false`, and nothing is shown, inside the engine.
    pub fn show(&self, to: &mut dyn TakeContent) -> bool {
        match self.content.as_deref() {
            None => return false,
            Some(Content::Known(known)) => show_node(known, to),
            Some(Content::In(contents)) => contents.show_node(self.id, to),
        }
        true
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

    /// Shows what it holds; `false`, and nothing is shown, inside the engine.
    pub fn show(&self, to: &mut dyn TakeContent) -> bool {
        match self.content.as_deref() {
            None => return false,
            Some(Content::Known(known)) => show_relationship(known, to),
            Some(Content::In(contents)) => contents.show_relationship(self.id, to),
        }
        true
    }
}

//! Bulk loading: a whole graph at once.
//!
//! In: nodes with labels and properties, relationships by node number, in any order. Out: a graph, laid out as
//! compactly as it can be. Costs per relationship: 8 bytes while loading, 16 afterwards, and three counting passes.
//! Knows nothing of files.

use std::ops::Range;
use std::sync::Arc;

use super::Graph;
use super::adjacency::build::build;
use super::bits::Bits;
use super::column::{PropertySet, SharedLists};
use super::id::{KeyId, LabelId, TypeId};
use super::names::{Interner, Names};
use super::nodes::NodeTable;
use super::paged::Pages;
use super::relationships::RelTable;
use super::version::Version;
use super::write::{check_room, check_storable};
use crate::diagnostic::{Code, Diagnostic, Interrupt, Result};
use crate::value::{Cell, NodeId, Value};

/// How many relationships are looked at between looks at what may stop the work.
const STEPS: usize = 1 << 20;

/// Collects a graph. Nodes get the numbers 0, 1, 2 and so on in the order in which they are added.
#[derive(Default)]
pub struct BulkLoader {
    names: Names,
    node_count: u32,
    labels: Vec<Bits>,
    properties: PropertySet,
    types: Vec<Pairs>,
    lists: SharedLists,
    interrupt: Interrupt,
}

/// The relationships of one type, in the order in which they came.
#[derive(Default)]
struct Pairs {
    from: Vec<u32>,
    to: Vec<u32>,
    properties: PropertySet,
    has_properties: bool,
}

impl BulkLoader {
    /// A loader with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says what stops [`Self::finish`].
    pub fn set_interrupt(&mut self, interrupt: Interrupt) {
        self.interrupt = interrupt;
    }

    /// The number of a label.
    pub fn label(&mut self, name: &str) -> Result<LabelId> {
        let number = intern(&mut self.names.labels, name, "labels", u32::from(u16::MAX))?;
        self.labels.resize(self.names.labels.len(), Bits::default());
        Ok(LabelId(number as u16))
    }

    /// The number of a relationship type.
    pub fn rel_type(&mut self, name: &str) -> Result<TypeId> {
        let number = intern(
            &mut self.names.types,
            name,
            "relationship types",
            u32::from(u16::MAX),
        )?;
        self.types
            .resize_with(self.names.types.len(), Pairs::default);
        Ok(TypeId(number as u16))
    }

    /// The number of a property key.
    pub fn key(&mut self, name: &str) -> Result<KeyId> {
        intern(&mut self.names.keys, name, "property keys", u32::MAX).map(KeyId)
    }

    /// How many nodes there are so far.
    pub fn node_count(&self) -> u32 {
        self.node_count
    }

    /// Adds a node.
    pub fn add_node(
        &mut self,
        labels: &[LabelId],
        properties: impl IntoIterator<Item = (KeyId, Value)>,
    ) -> Result<NodeId> {
        let node = NodeId(self.add_nodes(1, labels)?.start);
        for (key, value) in properties {
            self.set_node_property(node, key, value)?;
        }
        Ok(node)
    }

    /// Adds `count` nodes with the same labels. Gives their numbers.
    pub fn add_nodes(&mut self, count: u32, labels: &[LabelId]) -> Result<Range<u32>> {
        let end = u64::from(self.node_count) + u64::from(count);
        check_room("nodes", end as usize, u32::MAX as usize)?;
        let range = self.node_count..end as u32;
        self.node_count = end as u32;
        for label in labels {
            for node in range.clone() {
                self.labels[usize::from(label.0)].insert(node);
            }
        }
        Ok(range)
    }

    /// Sets a property of a node; `null` takes it out.
    pub fn set_node_property(&mut self, node: NodeId, key: KeyId, mut value: Value) -> Result<()> {
        check_storable(&value)?;
        self.lists.share(&mut value);
        self.properties.set(node.0, key, value);
        Ok(())
    }

    /// Sets a property of a node, which may be the next to be added.
    pub(crate) fn put_node_property(
        &mut self,
        node: NodeId,
        key: KeyId,
        mut cell: Cell<'_>,
    ) -> Result<()> {
        self.accept(&mut cell)?;
        self.properties.put(node.0, key, cell);
        Ok(())
    }

    /// Takes out all properties of a node.
    pub(crate) fn clear_node_properties(&mut self, node: NodeId) {
        self.properties.clear(node.0);
    }

    /// Turns a property of these nodes into text, where it is an integer.
    pub(crate) fn node_integers_to_text(&mut self, nodes: Range<u32>, key: KeyId) {
        for node in nodes {
            if let Value::Integer(integer) = self.properties.get(node, key) {
                let text = Value::from(integer.to_string());
                self.properties.set(node, key, text);
            }
        }
    }

    /// Makes room for so many more relationships of a type.
    pub(crate) fn reserve_relationships(&mut self, ty: TypeId, more: usize) {
        let pairs = &mut self.types[usize::from(ty.0)];
        pairs.from.reserve_exact(more);
        pairs.to.reserve_exact(more);
    }

    /// Sets a property of the next relationship of a type to be added.
    pub(crate) fn put_relationship_property(
        &mut self,
        ty: TypeId,
        key: KeyId,
        mut cell: Cell<'_>,
    ) -> Result<()> {
        self.accept(&mut cell)?;
        let pairs = &mut self.types[usize::from(ty.0)];
        let number = pairs.from.len();
        check_room("relationships of one type", number, u32::MAX as usize)?;
        pairs.has_properties = true;
        pairs.properties.put(number as u32, key, cell);
        Ok(())
    }

    /// Takes out the properties of the next relationship of a type to be added.
    pub(crate) fn clear_relationship_properties(&mut self, ty: TypeId) {
        let pairs = &mut self.types[usize::from(ty.0)];
        pairs.properties.clear(pairs.from.len() as u32);
    }

    /// Sets one property of consecutive nodes, from `first` on.
    pub fn set_node_column(
        &mut self,
        key: KeyId,
        first: NodeId,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<()> {
        (first.0..)
            .zip(values)
            .try_for_each(|(node, v)| self.set_node_property(NodeId(node), key, v))
    }

    /// Adds a relationship. Its nodes may be added later.
    pub fn add_relationship(
        &mut self,
        ty: TypeId,
        from: NodeId,
        to: NodeId,
        properties: impl IntoIterator<Item = (KeyId, Value)>,
    ) -> Result<()> {
        let pairs = &mut self.types[usize::from(ty.0)];
        let number = pairs.from.len();
        check_room("relationships of one type", number, u32::MAX as usize)?;
        for (key, mut value) in properties {
            check_storable(&value)?;
            self.lists.share(&mut value);
            pairs.has_properties |= !value.is_null();
            pairs.properties.set(number as u32, key, value);
        }
        pairs.from.push(from.0);
        pairs.to.push(to.0);
        Ok(())
    }

    /// Adds many relationships of one type without properties, as pairs of start and end.
    pub fn add_relationships(
        &mut self,
        ty: TypeId,
        pairs: impl IntoIterator<Item = (u32, u32)>,
    ) -> Result<()> {
        let stored = &mut self.types[usize::from(ty.0)];
        for (from, to) in pairs {
            stored.from.push(from);
            stored.to.push(to);
        }
        check_room(
            "relationships of one type",
            stored.from.len(),
            u32::MAX as usize,
        )
    }

    /// Lays the graph out. Refused when a relationship names a node that was not added.
    ///
    /// # Errors
    /// Also what stops the work.
    pub fn finish(mut self) -> Result<Graph> {
        let interrupt = &self.interrupt;
        self.check_ends(interrupt)?;
        self.properties.shrink(interrupt)?;
        let mut tables = Pages::default();
        let mut relationships = 0;
        for (ty, pairs) in self.types.into_iter().enumerate() {
            if pairs.from.is_empty() {
                continue;
            }
            relationships += pairs.from.len();
            let built = build(pairs.from, pairs.to, pairs.has_properties, interrupt)?;
            let mut properties = match built.slots {
                Some(slots) => pairs.properties.renumbered(&slots, interrupt)?,
                None => PropertySet::default(),
            };
            properties.shrink(interrupt)?;
            let table = RelTable::loaded(built.outgoing, built.incoming, properties);
            tables.set(ty, Some(Arc::new(table)));
        }
        let nodes = NodeTable::loaded(self.node_count, self.labels, self.properties);
        let names = Arc::new(self.names);
        Ok(Graph::from_version(Version {
            names,
            nodes,
            tables,
            relationships,
            ..Version::default()
        }))
    }

    /// May it be stored? Equal lists become one.
    fn accept(&mut self, cell: &mut Cell<'_>) -> Result<()> {
        match cell {
            Cell::Other(value) => {
                check_storable(value)?;
                self.lists.share(value);
                Ok(())
            }
            Cell::Held(value) => check_storable(value),
            _ => Ok(()),
        }
    }

    fn check_ends(&self, interrupt: &Interrupt) -> Result<()> {
        let mut highest = None;
        let lists = self.types.iter().flat_map(|pairs| [&pairs.from, &pairs.to]);
        for some in lists.flat_map(|list| list.chunks(STEPS)) {
            interrupt.check()?;
            highest = highest.max(some.iter().max());
        }
        match highest {
            Some(&highest) if highest >= self.node_count => {
                let count = self.node_count;
                let message = format!(
                    "a relationship names node {highest}, but there are only {count} nodes"
                );
                Err(Diagnostic::new(Code::InvalidGraphData, message))
            }
            _ => Ok(()),
        }
    }
}

fn intern(names: &mut Interner, name: &str, what: &str, limit: u32) -> Result<u32> {
    if let Some(number) = names.number(name) {
        return Ok(number);
    }
    check_room(what, names.len(), limit as usize)?;
    Ok(names.add(name))
}

#[cfg(test)]
mod tests {
    use super::BulkLoader;
    use crate::graph::{Direction, Graph};
    use crate::value::{NodeId, RelId, Value};

    fn loaded() -> Graph {
        let mut loader = BulkLoader::new();
        let label = loader.label("L").unwrap();
        let (a, b) = (loader.rel_type("A").unwrap(), loader.rel_type("B").unwrap());
        let key = loader.key("weight").unwrap();
        loader.add_nodes(4, &[label]).unwrap();
        loader.add_node(&[], [(key, Value::Integer(7))]).unwrap();
        for (number, (from, to)) in [(3, 1), (0, 2), (3, 0), (3, 1), (2, 2)]
            .into_iter()
            .enumerate()
        {
            let weight = Value::Integer(number as i64);
            loader
                .add_relationship(a, NodeId(from), NodeId(to), [(key, weight)])
                .unwrap();
        }
        loader.add_relationships(b, [(4, 0)]).unwrap();
        loader.finish().unwrap()
    }

    #[test]
    fn lists_ends_and_properties() {
        let version = loaded().version();
        let (a, key) = (
            version.type_id("A").unwrap(),
            version.key_id("weight").unwrap(),
        );
        assert_eq!((version.node_count(), version.relationship_count()), (5, 6));
        assert_eq!(version.label_count(version.label_id("L").unwrap()), 4);
        assert_eq!(
            version.neighbors(a, Direction::Outgoing, NodeId(3)).nodes,
            [0, 1, 1]
        );
        assert_eq!(
            version.neighbors(a, Direction::Incoming, NodeId(2)).nodes,
            [0, 2]
        );
        let mut seen: Vec<_> = (0..5)
            .map(|slot| {
                let relationship = RelId { ty: a.0, slot };
                let (from, to) = version.endpoints(relationship).unwrap();
                let weight = version.relationship_property(relationship, key);
                (format!("{weight:?}"), from.0, to.0)
            })
            .collect();
        seen.sort();
        let expected = [(0, 3, 1), (1, 0, 2), (2, 3, 0), (3, 3, 1), (4, 2, 2)];
        let expected = expected.map(|(weight, from, to)| (format!("Integer({weight})"), from, to));
        assert_eq!(seen, expected);
    }

    #[test]
    fn ends_must_exist() {
        let mut loader = BulkLoader::new();
        let ty = loader.rel_type("A").unwrap();
        loader.add_relationships(ty, [(0, 1)]).unwrap();
        assert!(loader.finish().is_err());
    }
}

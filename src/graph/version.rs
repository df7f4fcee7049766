//! One immutable state of the graph: what readers hold.
//!
//! In: nothing; a version is made by a transaction or by loading. Out: everything that can be read, by number.
//! Versions share all they have in common; a clone costs a handful of reference counts. Knows nothing of queries.

use std::ops::Range;
use std::sync::Arc;

use smallvec::SmallVec;

use super::adjacency::{Adjacency, Neighbors, Slope};
use super::bits::Bits;
use super::catalog::{Catalog, Subject};
use super::column::{PropertyColumn, PropertySet};
use super::folding::Folding;
use super::id::{Direction, KeyId, LabelId, TypeId};
use super::index::Index;
use super::index::implicit::ImplicitIndexes;
use super::names::Names;
use super::nodes::NodeTable;
use super::paged::Pages;
use super::relationships::RelTable;
use super::statistics::Remembered;
use super::view::Views;
use crate::diagnostic::{Interrupt, Result};
use crate::value::{
    Contents, Map, NodeContent, NodeId, RelId, RelationshipContent, TakeContent, Value,
};

/// A snapshot of the whole graph. It never changes; holding one costs nothing but the memory that newer versions no
/// longer share.
#[derive(Debug, Clone, Default)]
pub struct Version {
    pub(super) names: Arc<Names>,
    pub(super) nodes: NodeTable,
    pub(super) tables: Pages<RelTable>,
    pub(super) relationships: usize,
    pub(super) catalog: Arc<Catalog>,
    /// One for each definition of the catalog that has one.
    pub(super) indexes: Arc<Vec<Arc<Index>>>,
    pub(super) implicit: ImplicitIndexes,
    pub(super) statistics: Arc<Remembered>,
    /// How many commits led here.
    pub(super) commit: u64,
    pub(super) views: Views,
}

/// Names.
impl Version {
    /// The number of a label, when the graph knows it.
    pub fn label_id(&self, name: &str) -> Option<LabelId> {
        self.names
            .labels
            .number(name)
            .map(|number| LabelId(number as u16))
    }
    /// The number of a relationship type, when the graph knows it.
    pub fn type_id(&self, name: &str) -> Option<TypeId> {
        self.names
            .types
            .number(name)
            .map(|number| TypeId(number as u16))
    }
    /// The number of a property key, when the graph knows it.
    pub fn key_id(&self, name: &str) -> Option<KeyId> {
        self.names.keys.number(name).map(KeyId)
    }
    /// The name of a label of this graph.
    pub fn label_name(&self, label: LabelId) -> &Arc<str> {
        self.names.labels.name(u32::from(label.0))
    }
    /// The name of a relationship type of this graph.
    pub fn type_name(&self, ty: TypeId) -> &Arc<str> {
        self.names.types.name(u32::from(ty.0))
    }
    /// The name of a property key of this graph.
    pub fn key_name(&self, key: KeyId) -> &Arc<str> {
        self.names.keys.name(key.0)
    }
    /// All labels ever used, with their names, in the order of their numbers.
    pub fn all_labels(&self) -> impl ExactSizeIterator<Item = (LabelId, &Arc<str>)> + '_ {
        self.names
            .labels
            .iter()
            .map(|(number, name)| (LabelId(number as u16), name))
    }
    /// All relationship types ever used, with their names, in the order of their numbers.
    pub fn all_types(&self) -> impl ExactSizeIterator<Item = (TypeId, &Arc<str>)> + '_ {
        self.names
            .types
            .iter()
            .map(|(number, name)| (TypeId(number as u16), name))
    }
    /// All property keys ever used, with their names, in the order of their numbers.
    pub fn all_keys(&self) -> impl ExactSizeIterator<Item = (KeyId, &Arc<str>)> + '_ {
        self.names
            .keys
            .iter()
            .map(|(number, name)| (KeyId(number), name))
    }
}

/// Nodes and labels.
impl Version {
    /// How many nodes. O(1).
    pub fn node_count(&self) -> usize {
        self.nodes.live().len()
    }
    /// All node ids are below this.
    pub fn id_bound(&self) -> u32 {
        self.nodes.bound()
    }
    /// Is there a node with this id? O(1).
    #[inline]
    pub fn is_live(&self, node: NodeId) -> bool {
        self.nodes.is_live(node.0)
    }
    /// All nodes, in the order of their ids.
    pub fn nodes(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.nodes.live().iter().map(NodeId)
    }
    /// Appends the nodes with ids in `range`, and with `label` when one is given, to `ids`, ascending. O(range / 64).
    pub fn nodes_in(&self, range: Range<u32>, label: Option<LabelId>, ids: &mut Vec<u32>) {
        let range = range.start..range.end.min(self.id_bound());
        match label {
            None => self.nodes.live().collect_in(range, ids),
            Some(label) => {
                if let Some(bits) = self.nodes.label(label) {
                    bits.collect_in(range, ids);
                }
            }
        }
    }
    /// Ranges of ids that together hold the nodes, those with `label` when one is given, in order, with at most `most` of
    /// them in each (`most` is at least 64). O(nodes / 64).
    pub(crate) fn node_stretches(&self, label: Option<LabelId>, most: usize) -> Vec<Range<u32>> {
        match label {
            None => self.nodes.live().stretches(most),
            Some(label) => {
                let bits = self.nodes.label(label);
                bits.map_or_else(Vec::new, |bits| bits.stretches(most))
            }
        }
    }
    /// As [`Self::nodes_in`], but only the nodes whose bits are in the words that `mask` gives for 64 ids at a time.
    pub(super) fn nodes_masked(
        &self,
        range: Range<u32>,
        label: Option<LabelId>,
        mask: impl Fn(u32) -> u64,
        ids: &mut Vec<u32>,
    ) {
        let range = range.start..range.end.min(self.id_bound());
        let nodes = match label {
            None => Some(self.nodes.live()),
            Some(label) => self.nodes.label(label),
        };
        if let Some(nodes) = nodes {
            nodes.collect_masked(range, mask, ids);
        }
    }
    /// Which of the nodes `64 * at..64 * at + 64` are there, with `label` when one is given, as bits.
    pub(super) fn node_word(&self, label: Option<LabelId>, at: u32) -> u64 {
        match label {
            None => self.nodes.live().word(at),
            Some(label) => self.nodes.label(label).map_or(0, |bits| bits.word(at)),
        }
    }
    /// Has the node the label? O(1).
    #[inline]
    pub fn has_label(&self, node: NodeId, label: LabelId) -> bool {
        self.nodes
            .label(label)
            .is_some_and(|bits| bits.contains(node.0))
    }
    /// The labels of a node, in the order of their numbers. O(labels of the graph).
    pub fn labels(&self, node: NodeId) -> impl Iterator<Item = LabelId> + '_ {
        self.nodes.labels(node.0)
    }
    /// The nodes with a label, as a bitmap; `None` when no node ever had it.
    pub fn label_bits(&self, label: LabelId) -> Option<&Bits> {
        self.nodes.label(label)
    }
    /// How many nodes have a label. O(1).
    pub fn label_count(&self, label: LabelId) -> usize {
        self.nodes.label(label).map_or(0, Bits::len)
    }
}

/// Relationships.
impl Version {
    /// How many relationships. O(1).
    pub fn relationship_count(&self) -> usize {
        self.relationships
    }
    /// How many relationships have a type. O(1).
    pub fn type_count(&self, ty: TypeId) -> usize {
        self.table(ty).map_or(0, RelTable::len)
    }
    /// The types that have relationships, in the order of their numbers.
    pub fn types_with_edges(&self) -> impl Iterator<Item = TypeId> + '_ {
        self.tables
            .iter()
            .filter(|(_, table)| table.len() > 0)
            .map(|(ty, _)| TypeId(ty as u16))
    }
    /// All lists of one type and direction, to look up many; `None` when the type never had relationships.
    #[inline]
    pub fn adjacency(&self, ty: TypeId, direction: Direction) -> Option<&Adjacency> {
        Some(self.table(ty)?.adjacency(direction))
    }
    /// The relationships of one type of a node in a direction, sorted by (neighbour, slot). A relationship from a node
    /// to itself is in both directions. O(1).
    #[inline]
    pub fn neighbors(&self, ty: TypeId, direction: Direction, node: NodeId) -> Neighbors<'_> {
        self.adjacency(ty, direction)
            .map(|all| all.neighbors(node.0))
            .unwrap_or_default()
    }
    /// How many relationships of one type a node has in a direction. O(1).
    #[inline]
    pub fn degree(&self, ty: TypeId, direction: Direction, node: NodeId) -> usize {
        self.adjacency(ty, direction)
            .map_or(0, |all| all.degree(node.0))
    }
    /// Is there a relationship with this id? O(1).
    #[inline]
    pub fn relationship_is_live(&self, relationship: RelId) -> bool {
        self.table(TypeId(relationship.ty))
            .is_some_and(|table| table.is_live(relationship.slot))
    }
    /// Start and end of a relationship; `None` when there is none. O(log nodes).
    pub fn endpoints(&self, relationship: RelId) -> Option<(NodeId, NodeId)> {
        let (from, to) = self
            .table(TypeId(relationship.ty))?
            .endpoints(relationship.slot)?;
        Some((NodeId(from), NodeId(to)))
    }
    /// As [`Self::endpoints`], sooner when it starts where it is `likely` to.
    pub(crate) fn endpoints_from(
        &self,
        likely: NodeId,
        relationship: RelId,
    ) -> Option<(NodeId, NodeId)> {
        let (from, to) = self
            .table(TypeId(relationship.ty))?
            .endpoints_from(likely.0, relationship.slot)?;
        Some((NodeId(from), NodeId(to)))
    }
    /// Do all relationships of a type end in nodes with the label (with `forward` false: start from them)?
    /// O(nodes / 64), but O(nodes) the first time.
    pub fn all_end_in(&self, ty: TypeId, forward: bool, label: LabelId) -> bool {
        let direction = if forward {
            Direction::Incoming
        } else {
            Direction::Outgoing
        };
        match (self.adjacency(ty, direction), self.label_bits(label)) {
            (Some(all), Some(nodes)) => all.only_from(nodes),
            (None, _) => true,
            (Some(_), None) => false,
        }
    }
    /// Which way the relationships of a type lead, as far as that is known: see [`Slope`]. O(nodes + relationships) the
    /// first time.
    pub fn slope(&self, ty: TypeId) -> Slope {
        self.adjacency(ty, Direction::Outgoing)
            .map_or(Slope::Ascending, Adjacency::slope)
    }
    /// The relationships of a type with start and end, by (start, end, slot).
    pub fn relationships(&self, ty: TypeId) -> impl Iterator<Item = (RelId, NodeId, NodeId)> + '_ {
        self.adjacency(ty, Direction::Outgoing)
            .into_iter()
            .flat_map(move |all| {
                (0..all.bound()).flat_map(move |from| {
                    all.neighbors(from)
                        .iter()
                        .map(move |(to, slot)| (RelId { ty: ty.0, slot }, NodeId(from), NodeId(to)))
                })
            })
    }
    /// All relationships of a node, in both directions, each once. O(types + relationships of the node).
    pub fn relationships_of(&self, node: NodeId) -> Vec<RelId> {
        let mut found = Vec::new();
        for (ty, table) in self.tables.iter() {
            let id = |(_, slot)| RelId {
                ty: ty as u16,
                slot,
            };
            found.extend(table.outgoing.neighbors(node.0).iter().map(id));
            let incoming = table.incoming.neighbors(node.0).iter();
            found.extend(incoming.filter(|(from, _)| *from != node.0).map(id));
        }
        found
    }
    /// The slots of a type that hold relationships, as a bitmap; `None` when it never had any.
    pub fn slots(&self, ty: TypeId) -> Option<&Bits> {
        self.table(ty).map(RelTable::live)
    }
    /// All slots of a type are below this.
    pub fn slot_bound(&self, ty: TypeId) -> u32 {
        self.table(ty).map_or(0, RelTable::bound)
    }
    /// Bytes of neighbour lists, ends and live bits, of all types.
    pub fn topology_bytes(&self) -> usize {
        self.tables
            .iter()
            .map(|(_, table)| table.topology_bytes())
            .sum()
    }
}

/// Properties.
impl Version {
    /// A property of a node, `null` when it has none. O(1).
    #[inline]
    pub fn node_property(&self, node: NodeId, key: KeyId) -> Value {
        self.nodes.properties.get(node.0, key)
    }
    /// All properties of a node, by key.
    pub fn node_properties(&self, node: NodeId) -> Vec<(KeyId, Value)> {
        self.nodes.properties.all(node.0)
    }
    /// The values of one key of all nodes, by id; `None` when no node ever had one.
    #[inline]
    pub fn node_column(&self, key: KeyId) -> Option<&PropertyColumn> {
        self.nodes.properties.column(key)
    }
    /// A property of a relationship, `null` when it has none. O(1).
    #[inline]
    pub fn relationship_property(&self, relationship: RelId, key: KeyId) -> Value {
        self.table(TypeId(relationship.ty))
            .map_or(Value::Null, |table| {
                table.properties.get(relationship.slot, key)
            })
    }
    /// All properties of a relationship, by key.
    pub fn relationship_properties(&self, relationship: RelId) -> Vec<(KeyId, Value)> {
        self.table(TypeId(relationship.ty))
            .map(|table| table.properties.all(relationship.slot))
            .unwrap_or_default()
    }
    /// The values of one key of the relationships of one type, by slot; `None` when none ever had one.
    #[inline]
    pub fn relationship_column(&self, ty: TypeId, key: KeyId) -> Option<&PropertyColumn> {
        self.table(ty)?.properties.column(key)
    }
    /// The columns of the relationships of one type that hold any value, in the order of their names.
    /// O(keys log keys).
    pub(crate) fn relationship_columns(&self, ty: TypeId) -> Vec<(KeyId, &PropertyColumn)> {
        let all = self.table(ty).map(|table| &table.properties);
        self.columns_by_name(all.into_iter().flat_map(PropertySet::columns))
    }
    /// As [`Self::relationship_columns`], of the nodes.
    pub(crate) fn node_columns(&self) -> Vec<(KeyId, &PropertyColumn)> {
        self.columns_by_name(self.nodes.properties.columns())
    }
    fn columns_by_name<'v>(
        &self,
        all: impl Iterator<Item = (KeyId, &'v PropertyColumn)>,
    ) -> Vec<(KeyId, &'v PropertyColumn)> {
        let mut columns: Vec<_> = all.filter(|(_, column)| !column.is_empty()).collect();
        columns.sort_unstable_by_key(|(key, _)| self.key_name(*key));
        columns
    }
    /// Labels and properties of a node by name; empty when there is no such node.
    pub fn node_content(&self, node: NodeId) -> NodeContent {
        NodeContent {
            labels: self
                .labels(node)
                .map(|label| Arc::clone(self.label_name(label)))
                .collect(),
            properties: self.named(self.node_properties(node)),
        }
    }
    /// Type, ends and properties of a relationship by name; `None` when there is none.
    pub fn relationship_content(&self, relationship: RelId) -> Option<RelationshipContent> {
        let (start, end) = self.endpoints(relationship)?;
        let ty = Arc::clone(self.type_name(TypeId(relationship.ty)));
        let properties = self.named(self.relationship_properties(relationship));
        Some(RelationshipContent {
            ty,
            start,
            end,
            properties,
        })
    }
    /// Reads something of all properties of these nodes. Who is about to read those of many nodes, which lie all over the
    /// memory, waits less when they are touched one right after the other before. The number means nothing.
    pub(crate) fn touch_nodes(&self, nodes: &[u32]) -> usize {
        self.nodes.properties.touch_all(nodes)
    }
    /// The same for relationships of one type.
    pub(crate) fn touch_relationships(&self, ty: TypeId, slots: &[u32]) -> usize {
        self.table(ty)
            .map_or(0, |table| table.properties.touch_all(slots))
    }
    /// Bytes of all property columns.
    pub fn property_bytes(&self) -> usize {
        let relationships = self
            .tables
            .iter()
            .map(|(_, table)| table.properties.bytes());
        self.nodes.properties.bytes() + relationships.sum::<usize>()
    }
}

/// Indexes and constraints.
impl Version {
    /// Which indexes and constraints there are. The same `Arc` as long as they stay the same.
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }
    /// The index on one property of the nodes of a label, when there is one.
    pub fn index(&self, label: LabelId, key: KeyId) -> Option<&Index> {
        self.index_on(Subject::Label(label), &[key])
    }
    /// The index on these properties, in this order, when there is one.
    pub fn index_on(&self, subject: Subject, keys: &[KeyId]) -> Option<&Index> {
        self.indexes()
            .find(|index| index.subject() == subject && index.keys() == keys)
    }
    /// The same, to hold on to.
    pub(super) fn shared_index(&self, label: LabelId, key: KeyId) -> Option<&Arc<Index>> {
        self.indexes.iter().find(|index| index.is_of(label, key))
    }
    /// The index on these properties, in this order, to hold on to.
    pub fn index_to_hold(&self, subject: Subject, keys: &[KeyId]) -> Option<Arc<Index>> {
        let on = |index: &&Arc<Index>| index.subject() == subject && index.keys() == keys;
        self.indexes.iter().find(on).cloned()
    }
    /// All indexes that were asked for.
    pub fn indexes(&self) -> impl ExactSizeIterator<Item = &Index> + '_ {
        self.indexes.iter().map(AsRef::as_ref)
    }
}

impl Contents for Version {
    fn node(&self, node: NodeId) -> NodeContent {
        self.node_content(node)
    }
    fn relationship(&self, relationship: RelId) -> RelationshipContent {
        self.relationship_content(relationship).unwrap_or_default()
    }
    fn show_node(&self, node: NodeId, to: &mut dyn TakeContent) {
        for label in self.labels(node) {
            to.label(self.label_name(label));
        }
        self.show_properties(&self.nodes.properties, node.0, to);
    }
    fn show_relationship(&self, relationship: RelId, to: &mut dyn TakeContent) {
        let ty = TypeId(relationship.ty);
        let (Some(table), Some((start, end))) = (self.table(ty), self.endpoints(relationship))
        else {
            return to.relationship("", NodeId(0), NodeId(0));
        };
        to.relationship(self.type_name(ty), start, end);
        self.show_properties(&table.properties, relationship.slot, to);
    }
}

impl Version {
    /// The number of the commit that led here; 0 for a graph that nothing was committed to.
    pub fn commit_number(&self) -> u64 {
        self.commit
    }

    /// Shows the properties of an id in the order of their names.
    fn show_properties(&self, all: &PropertySet, id: u32, to: &mut dyn TakeContent) {
        let ranks = self.names.keys.ranks();
        let mut keys: SmallVec<[KeyId; 8]> = SmallVec::from_slice(all.keys_near(id));
        keys.sort_unstable_by_key(|key| ranks[key.0 as usize]);
        for key in keys {
            if let Some(cell) = all.cell(id, key) {
                to.property(self.key_name(key), cell);
            }
        }
    }

    /// Properties by name.
    pub(super) fn named(&self, properties: Vec<(KeyId, Value)>) -> Map {
        let names = properties.into_iter();
        names
            .map(|(key, value)| (Arc::clone(self.key_name(key)), value))
            .collect()
    }

    #[inline]
    pub(super) fn table(&self, ty: TypeId) -> Option<&RelTable> {
        self.tables.get(usize::from(ty.0))
    }

    pub(super) fn table_mut(&mut self, ty: TypeId) -> &mut RelTable {
        self.tables.entry(usize::from(ty.0), RelTable::default)
    }

    /// Makes new bases of the tables for which it is time: of small ones at once, of a large one beside the writer, who
    /// takes the new base over at a later commit. Nothing that can be read changes.
    ///
    /// # Errors
    /// What stops the work.
    pub(super) fn fold_beside(&mut self, folding: &Folding, interrupt: &Interrupt) -> Result<()> {
        if let Some(done) = folding.take()
            && let Some(table) = self.tables.get_mut(done.ty)
        {
            table.rebase(&done.before, &done.folded);
        }
        let wanted: Vec<_> = self
            .tables
            .iter()
            .filter(|(_, table)| table.wants_fold())
            .map(|(ty, _)| ty)
            .collect();
        for ty in wanted {
            let Some(table) = self.tables.get_mut(ty) else {
                continue;
            };
            if table.is_small() || table.wants_fold_now() {
                table.fold(interrupt)?;
            } else {
                // When another type is being folded, this one has time.
                folding.start(ty, table);
            }
        }
        Ok(())
    }

    /// Makes new bases, of all tables or of those for which it is time. Nothing that can be read changes.
    pub(super) fn fold(&mut self, all: bool) {
        let wanted: Vec<_> = self
            .tables
            .iter()
            .filter(|(_, table)| all || table.wants_fold())
            .map(|(ty, _)| ty)
            .collect();
        for ty in wanted {
            if let Some(table) = self.tables.get_mut(ty) {
                // Nothing stops it.
                let _ = table.fold(&Interrupt::default());
            }
        }
    }
}

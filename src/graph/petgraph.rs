//! The graph as petgraph sees it: entities are `NodeIndex`, relationships are edges.
//!
//! In: a version and some relationship types. Out: a [`View`] that implements petgraph's visit traits on the live
//! data, so that `petgraph::algo` runs without a copy; and, in `export`, a real `StableDiGraph` and back. Knows
//! nothing of queries.

mod export;

use ::petgraph::Directed;
use ::petgraph::Direction as PetDirection;
use ::petgraph::graph::NodeIndex;
use ::petgraph::visit::{
    Data, EdgeCount, EdgeRef, GetAdjacencyMatrix, GraphBase, GraphProp, GraphRef,
    IntoEdgeReferences, IntoEdges, IntoEdgesDirected, IntoNeighbors, IntoNeighborsDirected,
    IntoNodeIdentifiers, IntoNodeReferences, NodeCompactIndexable, NodeCount, NodeIndexable,
    VisitMap, Visitable,
};
use std::marker::PhantomData;

pub use export::{EdgeWeight, NodeWeight, PetGraph};

use super::adjacency::{Adjacency, Neighbors};
use super::id::{Direction, TypeId};
use super::version::Version;
use crate::value::RelId;

/// A part of a version to be looked at: all its nodes, and the relationships of some types.
pub struct Selection<'a> {
    version: &'a Version,
    parts: Vec<Part<'a>>,
    /// Numbers without holes and back; empty while the ids have none.
    ranks: Vec<u32>,
    ids: Vec<u32>,
}

struct Part<'a> {
    ty: TypeId,
    outgoing: &'a Adjacency,
    incoming: &'a Adjacency,
    len: usize,
}

impl<'a> Selection<'a> {
    /// All nodes and the relationships of `types`; a type named twice counts once. O(nodes) when ids have holes.
    pub fn new(version: &'a Version, types: impl IntoIterator<Item = TypeId>) -> Self {
        let mut types: Vec<_> = types.into_iter().collect();
        types.sort_unstable();
        types.dedup();
        let parts = types.into_iter().filter_map(|ty| {
            Some(Part {
                ty,
                outgoing: version.adjacency(ty, Direction::Outgoing)?,
                incoming: version.adjacency(ty, Direction::Incoming)?,
                len: version.type_count(ty),
            })
        });
        let (mut ranks, mut ids) = (Vec::new(), Vec::new());
        if version.node_count() < version.id_bound() as usize {
            ranks.resize(version.id_bound() as usize, u32::MAX);
            for node in version.nodes() {
                ranks[node.0 as usize] = ids.len() as u32;
                ids.push(node.0);
            }
        }
        Self {
            version,
            parts: parts.collect(),
            ranks,
            ids,
        }
    }

    /// All nodes and all relationships.
    pub fn all(version: &'a Version) -> Self {
        Self::new(version, version.types_with_edges())
    }

    /// The view for most algorithms.
    pub fn view(&self) -> View<'_> {
        View {
            selection: self,
            numbering: PhantomData,
        }
    }

    /// The view for algorithms that need node numbers without holes.
    pub fn compact(&self) -> View<'_, ByRank> {
        View {
            selection: self,
            numbering: PhantomData,
        }
    }
}

/// Node numbers are ids; after deletions there are holes between them.
#[derive(Debug, Clone, Copy)]
pub struct ById;

/// Node numbers count the live nodes.
#[derive(Debug, Clone, Copy)]
pub struct ByRank;

/// A selection as a graph of petgraph. Node identifiers are node ids as `NodeIndex`, edge identifiers are
/// relationship ids; there are no weights (take costs from columns in the cost function).
#[derive(Clone, Copy)]
pub struct View<'a, N = ById> {
    selection: &'a Selection<'a>,
    numbering: PhantomData<N>,
}

impl<N: Copy> GraphBase for View<'_, N> {
    type NodeId = NodeIndex<u32>;
    type EdgeId = RelId;
}
impl<N: Copy> GraphRef for View<'_, N> {}
impl<N: Copy> Data for View<'_, N> {
    type NodeWeight = ();
    type EdgeWeight = ();
}
impl<N: Copy> GraphProp for View<'_, N> {
    type EdgeType = Directed;
}
impl<N: Copy> NodeCount for View<'_, N> {
    fn node_count(&self) -> usize {
        self.selection.version.node_count()
    }
}
impl<N: Copy> EdgeCount for View<'_, N> {
    fn edge_count(&self) -> usize {
        self.selection.parts.iter().map(|part| part.len).sum()
    }
}
impl NodeIndexable for View<'_, ById> {
    fn node_bound(&self) -> usize {
        self.selection.version.id_bound() as usize
    }
    fn to_index(&self, node: NodeIndex<u32>) -> usize {
        node.index()
    }
    fn from_index(&self, index: usize) -> NodeIndex<u32> {
        NodeIndex::new(index)
    }
}
impl NodeIndexable for View<'_, ByRank> {
    fn node_bound(&self) -> usize {
        self.selection.version.node_count()
    }
    fn to_index(&self, node: NodeIndex<u32>) -> usize {
        self.selection
            .ranks
            .get(node.index())
            .map_or(node.index(), |&rank| rank as usize)
    }
    fn from_index(&self, index: usize) -> NodeIndex<u32> {
        self.selection
            .ids
            .get(index)
            .map_or(NodeIndex::new(index), |&id| NodeIndex::from(id))
    }
}
impl NodeCompactIndexable for View<'_, ByRank> {}

impl<'a, N: Copy> IntoNodeIdentifiers for View<'a, N> {
    type NodeIdentifiers = Box<dyn Iterator<Item = NodeIndex<u32>> + 'a>;
    fn node_identifiers(self) -> Self::NodeIdentifiers {
        Box::new(
            self.selection
                .version
                .nodes()
                .map(|node| NodeIndex::from(node.0)),
        )
    }
}
impl<'a, N: Copy> IntoNodeReferences for View<'a, N> {
    type NodeRef = (NodeIndex<u32>, ());
    type NodeReferences = Box<dyn Iterator<Item = (NodeIndex<u32>, ())> + 'a>;
    fn node_references(self) -> Self::NodeReferences {
        Box::new(self.node_identifiers().map(|node| (node, ())))
    }
}
impl<'a, N: Copy> IntoNeighbors for View<'a, N> {
    type Neighbors = Ends<'a>;
    fn neighbors(self, node: NodeIndex<u32>) -> Ends<'a> {
        Ends(Walk::new(self.selection, node, Direction::Outgoing))
    }
}
impl<'a, N: Copy> IntoNeighborsDirected for View<'a, N> {
    type NeighborsDirected = Ends<'a>;
    fn neighbors_directed(self, node: NodeIndex<u32>, direction: PetDirection) -> Ends<'a> {
        Ends(Walk::new(self.selection, node, ours(direction)))
    }
}
impl<'a, N: Copy> IntoEdges for View<'a, N> {
    type Edges = Walk<'a>;
    fn edges(self, node: NodeIndex<u32>) -> Walk<'a> {
        Walk::new(self.selection, node, Direction::Outgoing)
    }
}
impl<'a, N: Copy> IntoEdgesDirected for View<'a, N> {
    type EdgesDirected = Walk<'a>;
    fn edges_directed(self, node: NodeIndex<u32>, direction: PetDirection) -> Walk<'a> {
        Walk::new(self.selection, node, ours(direction))
    }
}
impl<'a, N: Copy> IntoEdgeReferences for View<'a, N> {
    type EdgeRef = Edge;
    type EdgeReferences = Box<dyn Iterator<Item = Edge> + 'a>;
    fn edge_references(self) -> Self::EdgeReferences {
        let selection = self.selection;
        Box::new(selection.version.nodes().flat_map(move |node| {
            Walk::new(selection, NodeIndex::from(node.0), Direction::Outgoing)
        }))
    }
}
impl<N: Copy> Visitable for View<'_, N> {
    type Map = Visited;
    fn visit_map(&self) -> Visited {
        Visited {
            words: vec![0; self.selection.version.id_bound().div_ceil(64) as usize],
        }
    }
    fn reset_map(&self, map: &mut Visited) {
        *map = self.visit_map();
    }
}
impl<N: Copy> GetAdjacencyMatrix for View<'_, N> {
    /// The lists are sorted: they are asked directly.
    type AdjMatrix = ();
    fn adjacency_matrix(&self) {}
    fn is_adjacent(&self, (): &(), from: NodeIndex<u32>, to: NodeIndex<u32>) -> bool {
        let (from, to) = (from.index() as u32, to.index() as u32);
        self.selection.parts.iter().any(|part| {
            part.outgoing
                .neighbors(from)
                .nodes
                .binary_search(&to)
                .is_ok()
        })
    }
}

/// A relationship as an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    from: u32,
    to: u32,
    id: RelId,
}

impl EdgeRef for Edge {
    type NodeId = NodeIndex<u32>;
    type EdgeId = RelId;
    type Weight = ();
    fn source(&self) -> NodeIndex<u32> {
        NodeIndex::from(self.from)
    }
    fn target(&self) -> NodeIndex<u32> {
        NodeIndex::from(self.to)
    }
    fn weight(&self) -> &() {
        &()
    }
    fn id(&self) -> RelId {
        self.id
    }
}

/// The edges of one node in one direction, over all types of the selection.
#[derive(Clone)]
pub struct Walk<'a> {
    selection: &'a Selection<'a>,
    node: u32,
    direction: Direction,
    /// The next type.
    part: usize,
    ty: u16,
    list: Neighbors<'a>,
    at: usize,
}

impl<'a> Walk<'a> {
    fn new(selection: &'a Selection<'a>, node: NodeIndex<u32>, direction: Direction) -> Self {
        let node = node.index() as u32;
        Self {
            selection,
            node,
            direction,
            part: 0,
            ty: 0,
            list: Neighbors::default(),
            at: 0,
        }
    }

    /// The next neighbour and the slot.
    #[inline]
    fn step(&mut self) -> Option<(u32, u32)> {
        loop {
            if let Some(&neighbor) = self.list.nodes.get(self.at) {
                let slot = self.list.slot(self.at);
                self.at += 1;
                return Some((neighbor, slot));
            }
            let part = self.selection.parts.get(self.part)?;
            let all = match self.direction {
                Direction::Outgoing => part.outgoing,
                Direction::Incoming => part.incoming,
            };
            self.part += 1;
            self.ty = part.ty.0;
            self.list = all.neighbors(self.node);
            self.at = 0;
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Edge;
    #[inline]
    fn next(&mut self) -> Option<Edge> {
        let (neighbor, slot) = self.step()?;
        let (from, to) = match self.direction {
            Direction::Outgoing => (self.node, neighbor),
            Direction::Incoming => (neighbor, self.node),
        };
        Some(Edge {
            from,
            to,
            id: RelId { ty: self.ty, slot },
        })
    }
}

/// The nodes at the other ends of the edges of one node.
#[derive(Clone)]
pub struct Ends<'a>(Walk<'a>);

impl Iterator for Ends<'_> {
    type Item = NodeIndex<u32>;
    #[inline]
    fn next(&mut self) -> Option<NodeIndex<u32>> {
        self.0.step().map(|(neighbor, _)| NodeIndex::from(neighbor))
    }
}

/// Which nodes an algorithm has seen.
#[derive(Debug, Clone)]
pub struct Visited {
    words: Vec<u64>,
}

impl VisitMap<NodeIndex<u32>> for Visited {
    #[inline]
    fn visit(&mut self, node: NodeIndex<u32>) -> bool {
        let (word, bit) = (&mut self.words[node.index() / 64], 1 << (node.index() % 64));
        let new = *word & bit == 0;
        *word |= bit;
        new
    }
    #[inline]
    fn is_visited(&self, node: &NodeIndex<u32>) -> bool {
        self.words[node.index() / 64] >> (node.index() % 64) & 1 == 1
    }
    fn unvisit(&mut self, node: NodeIndex<u32>) -> bool {
        let seen = self.is_visited(&node);
        self.words[node.index() / 64] &= !(1 << (node.index() % 64));
        seen
    }
}

fn ours(direction: PetDirection) -> Direction {
    match direction {
        PetDirection::Outgoing => Direction::Outgoing,
        PetDirection::Incoming => Direction::Incoming,
    }
}

#[cfg(test)]
mod tests;

//! A version as a `StableDiGraph` of petgraph, and back.
//!
//! In: a version, or a `StableDiGraph` with the weights defined here. Out: the other. Node ids are the node indexes
//! on both sides, holes included; relationships get new ids. Knows nothing of files.

use std::sync::Arc;

use ::petgraph::graph::NodeIndex;
use ::petgraph::stable_graph::StableDiGraph;
use ::petgraph::visit::{EdgeRef, IntoEdgeReferences, NodeIndexable};

use crate::diagnostic::Result;
use crate::graph::id::KeyId;
use crate::graph::version::Version;
use crate::graph::{Graph, Transaction};
use crate::value::{Map, NodeId, RelId, Value};

/// What a node carries in a graph of petgraph.
#[derive(Debug, Clone, Default)]
pub struct NodeWeight {
    /// Its labels, in the order of their numbers.
    pub labels: Vec<Arc<str>>,
    /// Its properties by name.
    pub properties: Map,
}

/// What a relationship carries in a graph of petgraph.
#[derive(Debug, Clone)]
pub struct EdgeWeight {
    /// Its id in the version it came from; not read on the way back.
    pub id: RelId,
    /// The name of its type.
    pub ty: Arc<str>,
    /// Its properties by name.
    pub properties: Map,
}

/// A whole graph as petgraph keeps it.
pub type PetGraph = StableDiGraph<NodeWeight, EdgeWeight, u32>;

impl Version {
    /// A copy as a `StableDiGraph`; the index of a node is its id. Edges come by type, start, end.
    pub fn to_petgraph(&self) -> PetGraph {
        let mut graph =
            PetGraph::with_capacity(self.id_bound() as usize, self.relationship_count());
        for id in 0..self.id_bound() {
            let node = NodeId(id);
            graph.add_node(NodeWeight {
                labels: self
                    .labels(node)
                    .map(|label| Arc::clone(self.label_name(label)))
                    .collect(),
                properties: self.named(self.node_properties(node)),
            });
        }
        for id in (0..self.id_bound()).filter(|&id| !self.is_live(NodeId(id))) {
            graph.remove_node(NodeIndex::from(id));
        }
        for ty in self.types_with_edges() {
            for (id, from, to) in self.relationships(ty) {
                let properties = self.named(self.relationship_properties(id));
                let weight = EdgeWeight {
                    id,
                    ty: Arc::clone(self.type_name(ty)),
                    properties,
                };
                graph.add_edge(NodeIndex::from(from.0), NodeIndex::from(to.0), weight);
            }
        }
        graph
    }
}

impl Graph {
    /// A new graph with the content of one of petgraph; the id of a node is its index. Refused when a property cannot
    /// be stored.
    pub fn from_petgraph(source: &PetGraph) -> Result<Self> {
        let graph = Self::new();
        let mut transaction = graph.begin();
        let mut holes = Vec::new();
        for id in 0..source.node_bound() as u32 {
            let Some(weight) = source.node_weight(NodeIndex::from(id)) else {
                holes.push(transaction.create_node(&[], &[])?);
                continue;
            };
            let labels: Result<Vec<_>> = weight
                .labels
                .iter()
                .map(|name| transaction.label(name))
                .collect();
            let properties = numbered(&mut transaction, &weight.properties)?;
            transaction.create_node(&labels?, &properties)?;
        }
        for edge in source.edge_references() {
            let ty = transaction.rel_type(&edge.weight().ty)?;
            let properties = numbered(&mut transaction, &edge.weight().properties)?;
            let ends = (edge.source().index() as u32, edge.target().index() as u32);
            transaction.create_relationship(ty, NodeId(ends.0), NodeId(ends.1), &properties)?;
        }
        for hole in holes {
            transaction.delete_node(hole)?;
        }
        transaction.commit()?;
        graph.fold();
        Ok(graph)
    }
}

fn numbered(transaction: &mut Transaction, properties: &Map) -> Result<Vec<(KeyId, Value)>> {
    properties
        .iter()
        .map(|(name, value)| Ok((transaction.key(name)?, value.clone())))
        .collect()
}

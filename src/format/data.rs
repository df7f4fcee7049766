//! Graph data as read from a file: whole and checked in itself, not yet in a graph.
//!
//! In: nodes and relationships one by one. Out: all of them, every end found. Knows nothing of JSON or of graphs.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Result, nearest};
use crate::source::Span;
use crate::value::Value;

/// All nodes and relationships of a file.
#[derive(Debug, Default)]
pub(super) struct GraphData {
    pub(super) nodes: Vec<NodeData>,
    pub(super) relationships: Vec<RelationshipData>,
    places: HashMap<String, usize>,
    /// Ends of the relationships, by name, until all nodes are known.
    open: Vec<[(String, Span); 2]>,
}

#[derive(Debug)]
pub(super) struct NodeData {
    pub(super) id: String,
    pub(super) labels: Vec<String>,
    pub(super) properties: Vec<(String, Value)>,
    pub(super) span: Span,
}

#[derive(Debug)]
pub(super) struct RelationshipData {
    pub(super) ty: String,
    /// Place of the start in `nodes`.
    pub(super) start: usize,
    /// Place of the end in `nodes`.
    pub(super) end: usize,
    pub(super) properties: Vec<(String, Value)>,
    pub(super) span: Span,
}

impl GraphData {
    /// Adds a node; its id must be new.
    pub(super) fn add_node(&mut self, node: NodeData, id_span: Span) -> Result<()> {
        let place = self.nodes.len();
        if let Some(first) = self.places.insert(node.id.clone(), place) {
            let message = format!("the id `{}` is given to two nodes", node.id);
            return Err(Diagnostic::new(Code::InvalidGraphData, message)
                .at(id_span)
                .label(self.nodes[first].span, "the first one"));
        }
        self.nodes.push(node);
        Ok(())
    }

    /// Adds a relationship; its nodes may come later.
    pub(super) fn add_relationship(
        &mut self,
        relationship: RelationshipData,
        start: (String, Span),
        end: (String, Span),
    ) {
        self.relationships.push(relationship);
        self.open.push([start, end]);
    }

    /// Finds the ends of all relationships.
    pub(super) fn resolve(mut self) -> Result<Self> {
        for (relationship, [start, end]) in self
            .relationships
            .iter_mut()
            .zip(std::mem::take(&mut self.open))
        {
            relationship.start = place(&self.places, "start", &start)?;
            relationship.end = place(&self.places, "end", &end)?;
        }
        Ok(self)
    }
}

fn place(places: &HashMap<String, usize>, end: &str, (id, span): &(String, Span)) -> Result<usize> {
    places.get(id).copied().ok_or_else(|| {
        let message = format!("the {end} of the relationship, `{id}`, is no node of this file");
        let problem = Diagnostic::new(Code::InvalidGraphData, message).at(*span);
        match nearest(id, places.keys().map(String::as_str)) {
            Some(meant) => problem.hint(format!("did you mean `{meant}`?")),
            None => problem,
        }
    })
}

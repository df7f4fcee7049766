//! Nodes and relationships as a file has them, one at a time, and the ids that it gives its nodes.
//!
//! In: ids as text, and the nodes they stand for. Out: nodes by id. Knows nothing of JSON or of graphs.

use rustc_hash::FxHashMap;

use super::csv::integer_id;
use crate::source::Span;
use crate::value::{NodeId, Value};

/// A node of a file.
#[derive(Debug)]
pub(super) struct NodeData {
    pub(super) id: String,
    pub(super) id_span: Span,
    pub(super) labels: Vec<String>,
    pub(super) properties: Vec<(String, Value)>,
    pub(super) span: Span,
}

/// A relationship of a file.
#[derive(Debug)]
pub(super) struct RelationshipData {
    pub(super) ty: String,
    /// The id of the node it starts at.
    pub(super) start: (String, Span),
    /// The id of the node it ends at.
    pub(super) end: (String, Span),
    pub(super) properties: Vec<(String, Value)>,
    pub(super) span: Span,
}

/// The ids of all nodes of a file; those that are numbers take 16 bytes.
#[derive(Debug, Default)]
pub(super) struct FileIds {
    integers: FxHashMap<i64, NodeId>,
    texts: FxHashMap<Box<str>, NodeId>,
}

impl FileIds {
    pub(super) fn get(&self, id: &str) -> Option<NodeId> {
        match integer_id(id.as_bytes()) {
            Some(id) => self.integers.get(&id).copied(),
            None => self.texts.get(id).copied(),
        }
    }

    /// Takes an id that is new.
    pub(super) fn insert(&mut self, id: &str, node: NodeId) {
        match integer_id(id.as_bytes()) {
            Some(id) => drop(self.integers.insert(id, node)),
            None => drop(self.texts.insert(id.into(), node)),
        }
    }

    /// The id that is written most like this one.
    pub(super) fn nearest(&self, id: &str) -> Option<String> {
        let integers: Vec<String> = self.integers.keys().map(i64::to_string).collect();
        let all = integers.iter().map(String::as_str);
        let all = all.chain(self.texts.keys().map(AsRef::as_ref));
        crate::diagnostic::nearest(id, all).map(str::to_owned)
    }
}

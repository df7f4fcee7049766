//! Nodes and relationships as a file has them, one at a time, and the ids that it gives its nodes.
//!
//! In: ids as text, and the nodes they stand for. Out: nodes by id. Knows nothing of JSON or of graphs.

use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;

use super::csv::integer_id;
use crate::source::Span;
use crate::value::parted::PartedTable;
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

/// Nodes by text: the ids of all nodes of a file. Those that are numbers take 16 bytes.
#[derive(Default)]
pub(super) struct FileIds {
    integers: PartedTable<(i64, NodeId)>,
    texts: PartedTable<(Box<str>, NodeId)>,
}

fn hash<T: std::hash::Hash + ?Sized>(id: &T) -> u64 {
    FxBuildHasher.hash_one(id)
}

impl FileIds {
    pub(super) fn get(&self, id: &str) -> Option<NodeId> {
        match integer_id(id.as_bytes()) {
            Some(id) => {
                let found = self.integers.find(hash(&id), |(other, _)| *other == id);
                found.map(|(_, node)| *node)
            }
            None => {
                let found = self.texts.find(hash(id), |(other, _)| **other == *id);
                found.map(|(_, node)| *node)
            }
        }
    }

    /// Takes an id that is new.
    pub(super) fn insert(&mut self, id: &str, node: NodeId) {
        match integer_id(id.as_bytes()) {
            Some(id) => {
                let entry = (id, node);
                self.integers.insert(hash(&id), entry, |(id, _)| hash(id));
            }
            None => {
                let entry = (id.into(), node);
                self.texts.insert(hash(id), entry, |(id, _)| hash(&**id));
            }
        }
    }

    /// The id that is written most like this one.
    pub(super) fn nearest(&self, id: &str) -> Option<String> {
        let integers = self.integers.iter().map(|(id, _)| id.to_string());
        let integers: Vec<String> = integers.collect();
        let all = integers.iter().map(String::as_str);
        let all = all.chain(self.texts.iter().map(|(id, _)| &**id));
        crate::diagnostic::nearest(id, all).map(str::to_owned)
    }
}

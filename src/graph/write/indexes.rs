//! Indexes in a transaction: creating and dropping them, and keeping them in step with the nodes.
//!
//! Part of [`Transaction`], and of [`Version`] for whoever else changes nodes. Every change of a node asks for the
//! indexed values before and after, and hands the differences to the indexes.

use std::sync::Arc;

use super::counters::identical;
use super::{Change, Transaction};
use crate::diagnostic::Result;
use crate::graph::bits::Bits;
use crate::graph::id::{KeyId, LabelId};
use crate::graph::index::Index;
use crate::graph::version::Version;
use crate::value::{NodeId, Value};

impl Transaction {
    /// Indexes the nodes of a label by a property; was that new? O(nodes of the label).
    pub fn create_index(&mut self, label: LabelId, key: KeyId) -> Result<bool> {
        if self.current.index(label, key).is_some() {
            return Ok(false);
        }
        self.state().build_index(label, key);
        self.log.push(Change::CreateIndex(label, key));
        Ok(true)
    }

    /// Gives an index up; was there one?
    pub fn drop_index(&mut self, label: LabelId, key: KeyId) -> Result<bool> {
        if self.current.index(label, key).is_none() {
            return Ok(false);
        }
        self.state().drop_index(label, key);
        self.log.push(Change::DropIndex(label, key));
        Ok(true)
    }
}

impl Version {
    /// Adds an index over the nodes there are. O(nodes of the label).
    pub(in crate::graph) fn build_index(&mut self, label: LabelId, key: KeyId) {
        let nodes = self.label_bits(label).into_iter().flat_map(Bits::iter);
        let entries = nodes
            .map(|node| (self.node_property(NodeId(node), key), node))
            .filter(|(value, _)| !value.is_null())
            .collect();
        let index = Arc::new(Index::new(label, key, entries));
        Arc::make_mut(&mut self.indexes).push(index);
    }

    /// Gives an index up, if there is one.
    pub(in crate::graph) fn drop_index(&mut self, label: LabelId, key: KeyId) {
        Arc::make_mut(&mut self.indexes)
            .retain(|index| (index.label(), index.key()) != (label, key));
    }

    /// The values of a node in the indexes concerned, by number of the index, `null` where it is in none.
    pub(in crate::graph) fn indexed(
        &self,
        node: NodeId,
        concerned: impl Fn(&Index) -> bool,
    ) -> Vec<(usize, Value)> {
        let indexes = self.indexes.iter().enumerate();
        indexes
            .filter(|(_, index)| concerned(index))
            .map(|(at, index)| (at, entry(self, index, node)))
            .collect()
    }

    /// Brings the indexes concerned in step, given what they held `before`; nothing means that they held nothing.
    pub(in crate::graph) fn follow(
        &mut self,
        node: NodeId,
        before: Vec<(usize, Value)>,
        concerned: impl Fn(&Index) -> bool,
    ) {
        for (place, (at, new)) in self.indexed(node, concerned).into_iter().enumerate() {
            let old = before
                .get(place)
                .map_or(Value::Null, |(_, value)| value.clone());
            if !identical(&old, &new) {
                let indexes = Arc::make_mut(&mut self.indexes);
                Arc::make_mut(&mut indexes[at]).change(node.0, &old, new);
            }
        }
    }
}

/// What an index holds of a node, `null` for nothing.
fn entry(version: &Version, index: &Index, node: NodeId) -> Value {
    if version.has_label(node, index.label()) {
        version.node_property(node, index.key())
    } else {
        Value::Null
    }
}

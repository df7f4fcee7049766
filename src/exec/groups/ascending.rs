//! Groups of nodes that come in order, as from a scan: nothing looks them up but the last one.
//!
//! In: ids of nodes. Out: the number of each one's group, as long as none is below the one before. Knows nothing of columns
//! of anything else; the first that is out of order, or no node, has all of them put where they can be found.

use super::Groups;
use crate::value::{NodeId, Value};

impl Groups {
    /// Numbers nodes that ascend, none of them before one that came; else does nothing and says so.
    pub(super) fn ascending_nodes(&mut self, nodes: &[u32], numbers: &mut Vec<u32>) -> bool {
        if self.len > 0 && !self.ascending {
            return false;
        }
        let mut last = match self.keys.last() {
            Some(Value::Node(node)) => Some(node.id.0),
            _ => None,
        };
        let goes_on = last.is_none_or(|last| nodes.first().is_none_or(|first| *first >= last));
        // Without exits: several at a time.
        let breaks = nodes.windows(2).filter(|pair| pair[0] > pair[1]).count();
        if !goes_on || breaks > 0 {
            return false;
        }
        for node in nodes {
            if last != Some(*node) {
                self.keys.push(Value::from(NodeId(*node)));
                self.len += 1;
                last = Some(*node);
            }
            numbers.push(self.len as u32 - 1);
        }
        self.ascending = self.len > 0;
        true
    }

    /// Are all tuples nodes, each after the one before?
    pub(crate) fn are_ascending(&self) -> bool {
        self.ascending
    }

    /// From now on, tuples may come in any order.
    pub(super) fn end_ascent(&mut self) {
        if !std::mem::take(&mut self.ascending) {
            return;
        }
        let nodes: Vec<u32> = self.keys.iter().filter_map(id_of).collect();
        self.find_nodes(&nodes);
    }
}

fn id_of(value: &Value) -> Option<u32> {
    match value {
        Value::Node(node) => Some(node.id.0),
        _ => None,
    }
}

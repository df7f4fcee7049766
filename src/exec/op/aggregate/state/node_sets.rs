//! The nodes that each of many groups has seen.
//!
//! In: groups and nodes. Out: whether a node is new to its group, and in the end all nodes of each. Few nodes of a group are
//! a list; many have a hash table beside it. What one group has lies together, as rows of one group mostly come together.
//! Knows nothing of what is aggregated.

use crate::diagnostic::Result;
use crate::exec::groups::{PartedTable, hash_of, vec_growth};
use crate::value::bulk::{self, Bulk, Look};

/// So many nodes are looked for one by one.
const FEW: usize = 16;
/// What a hash table takes for each node.
const ENTRY: usize = 10;

/// Nodes by group.
#[derive(Default)]
pub(super) struct NodeSets {
    sets: Bulk<Set>,
    /// What the sets hold beside themselves.
    heap: usize,
}

/// The nodes of a group.
#[derive(Default)]
struct Set {
    /// In the order they came.
    members: Vec<u32>,
    /// The same, once there are more than [`FEW`].
    table: Option<Box<PartedTable<u32>>>,
}

impl Set {
    /// Bytes held beside itself.
    fn bytes(&self) -> usize {
        let entry = if self.table.is_some() { ENTRY } else { 0 };
        self.members.capacity() * (size_of::<u32>() + entry)
    }
}

impl NodeSets {
    /// Bytes held, room for what is to come included.
    pub(super) fn bytes(&self) -> usize {
        self.sets.capacity() * size_of::<Set>() + self.heap
    }

    /// About the bytes that are asked for at once when `rows` more nodes come, each of a new group.
    pub(super) fn growth(&self, rows: usize) -> usize {
        vec_growth::<Set>(self.sets.len(), self.sets.capacity(), rows)
    }

    /// Puts a node in; was it new to the group? O(1) on average.
    #[inline]
    pub(super) fn insert(&mut self, group: u32, node: u32) -> bool {
        let group = group as usize;
        if self.sets.len() <= group {
            self.sets.resize_with(group + 1, Set::default);
        }
        let set = &mut self.sets[group];
        let before = set.bytes();
        match &mut set.table {
            None => {
                if set.members.contains(&node) {
                    return false;
                }
                if set.members.len() == FEW {
                    let table = set.table.insert(Box::default());
                    for node in set.members.iter().chain([&node]) {
                        table.insert(hash_of(node), *node, hash_of);
                    }
                }
            }
            Some(table) => {
                let hash = hash_of(&node);
                if table.find(hash, |known| *known == node).is_some() {
                    return false;
                }
                table.insert(hash, node, hash_of);
            }
        }
        set.members.push(node);
        self.heap += set.bytes() - before;
        true
    }

    /// Room for `rows` more nodes, each of a new group; `look` tells meanwhile whether to go on.
    pub(super) fn make_room(&mut self, rows: usize, look: Look<'_>) -> Result<()> {
        bulk::grow(&mut self.sets, rows, look)
    }

    /// All groups and nodes, group by group; in the order they came within one.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (u32, u32)> {
        let sets = self.sets.iter().zip(0..);
        sets.flat_map(|(set, group)| set.members.iter().map(move |node| (group, *node)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::{prop, proptest};

    use super::NodeSets;

    proptest! {
        #[test]
        fn as_sets_of_pairs(pairs in prop::collection::vec((0u32..6, 0u32..60), 0..600)) {
            let mut sets = NodeSets::default();
            let mut expected = BTreeSet::new();
            for (group, node) in pairs {
                assert_eq!(sets.insert(group, node), expected.insert((group, node)));
            }
            assert!(sets.pairs().is_sorted_by_key(|(group, _)| group));
            assert_eq!(sets.pairs().collect::<BTreeSet<_>>(), expected);
        }
    }

    #[test]
    fn what_is_held_is_counted() {
        let mut sets = NodeSets::default();
        for node in 0..1000 {
            let before = sets.bytes() + sets.growth(1);
            sets.insert(node % 3, node);
            assert!(sets.bytes() >= 4 * node as usize);
            assert!(sets.bytes() <= before + 16_000);
        }
    }
}

//! A set of nodes that is filled, asked and emptied often.
//!
//! In: numbers of nodes. Out: which are there, and all of them in the order they came. Few are kept in a list; many as
//! bits beside it, one per node of the graph, which is emptied by what was put in. Knows nothing of graphs.

/// Nodes, each once.
#[derive(Debug, Default)]
pub(crate) struct NodeSet {
    members: Vec<u32>,
    /// Bits of the members, once there are more than [`FEW`].
    words: Vec<u64>,
    dense: bool,
}

/// How many members are looked for one by one.
const FEW: usize = 16;

impl NodeSet {
    /// Puts a node in; was it new? O(1).
    #[inline]
    pub(crate) fn insert(&mut self, node: u32) -> bool {
        if !self.dense {
            if self.members.contains(&node) {
                return false;
            }
            self.members.push(node);
            if self.members.len() > FEW {
                self.spread();
            }
            return true;
        }
        let at = node as usize / 64;
        if at >= self.words.len() {
            self.words.resize((at + 1).next_power_of_two(), 0);
        }
        let bit = 1 << (node % 64);
        let new = self.words[at] & bit == 0;
        if new {
            self.words[at] |= bit;
            self.members.push(node);
        }
        new
    }

    /// Is the node there? O(1).
    #[inline]
    pub(crate) fn contains(&self, node: u32) -> bool {
        if self.dense {
            self.words
                .get(node as usize / 64)
                .is_some_and(|word| word >> (node % 64) & 1 == 1)
        } else {
            self.members.contains(&node)
        }
    }

    /// All nodes, in the order they came.
    #[inline]
    pub(crate) fn members(&self) -> &[u32] {
        &self.members
    }

    /// How many.
    #[inline]
    pub(crate) fn len(&self) -> usize {
        self.members.len()
    }

    /// Takes everything out. O(members).
    pub(crate) fn clear(&mut self) {
        if self.dense {
            if self.members.len() > self.words.len() {
                self.words.fill(0);
            } else {
                for node in &self.members {
                    self.words[*node as usize / 64] = 0;
                }
            }
            self.dense = false;
        }
        self.members.clear();
    }

    #[cold]
    fn spread(&mut self) {
        self.dense = true;
        let most = self.members.iter().max().map_or(0, |node| *node as usize);
        if self.words.len() <= most / 64 {
            self.words.resize((most / 64 + 1).next_power_of_two(), 0);
        }
        for node in &self.members {
            self.words[*node as usize / 64] |= 1 << (node % 64);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::{prop, proptest};

    use super::NodeSet;

    proptest! {
        #[test]
        fn behaves_like_a_set(rounds in prop::collection::vec(prop::collection::vec(0u32..3000, 0..200), 1..4)) {
            let mut set = NodeSet::default();
            for nodes in rounds {
                let mut model = BTreeSet::new();
                for node in nodes {
                    assert_eq!(set.insert(node), model.insert(node));
                }
                assert_eq!(set.len(), model.len());
                assert_eq!(set.members().iter().copied().collect::<BTreeSet<_>>(), model);
                assert!((0..3100).all(|node| set.contains(node) == model.contains(&node)));
                set.clear();
                assert_eq!(set.len(), 0);
                assert!((0..3100).all(|node| !set.contains(node)));
            }
        }
    }
}
